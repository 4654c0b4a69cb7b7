"""Which questions need those before them, and which only look like it."""

import json

import pytest
from support import ROOT

from bot.question.cues import language_of
from bot.question.dependence import depends

BEFORE = "What should be done against the epidemic?"
ABOUT_SOMEBODY = "Who received a medal?"
SHORT = ROOT / "tests" / "data" / "conversations"


def read_pairs(name: str) -> list[tuple[str, str]]:
    """Pairs of a question and the one before it, written by people who did not know the rules."""
    rows = [json.loads(line) for line in (SHORT / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [(row["question"], row["previous"]) for row in rows]


def test_a_whole_question_does_not_lean_however_short_it_is() -> None:
    pairs = read_pairs("whole_questions")
    assert len(pairs) == 138
    assert [pair for pair in pairs if depends(*pair)] == []


def test_a_question_that_lacks_something_leans() -> None:
    pairs = read_pairs("leaning_questions")
    assert len(pairs) == 117
    assert [pair for pair in pairs if not depends(*pair)] == []


@pytest.mark.parametrize(
    "question",
    [
        "Why?", "why", "And why?", "Who else?", "By whom?", "For how long?", "At what age?", "How many?", "who paid?",
        "And in Kazakhstan?", "In Kazakhstan?", "in Kazakhstan", "What about 1945?", "And the doctors?", "how old now?",
        "Who received it?", "When did that happen?", "What came of this?", "What did they do there?",
        "Was it over by then?",
        "Which ones were sent?", "What were their names?", "Are the others alive?", "What happened on that ship?",
        "no, the veteran", "Not Italy, Japan.", "I meant the museum", "Sorry, I'm asking about the surrender",
        "Who received?", "Who won?", "Who will get?", "Who fought against?", "What changed?", "How do we know?",
        "Was anybody hurt?", "Did most survive?", "Which museum?", "At what time of day?", "How many meals a day?",
        "What was the result?", "Who was the first?", "Which of the two was older?", "Why not bronze?",
        "Did the ambassador?", "Explain why", "Is it true?",
    ],
)  # fmt: skip
def test_a_question_that_points_back_or_lacks_its_half_needs_what_was_asked(question: str) -> None:
    assert depends(question, BEFORE)


@pytest.mark.parametrize(
    "question",
    [
        "Who received a medal?", "And who received a medal from the ambassador?", "What is multilateralism?",
        "Who is Nikolai Vozov?", "What does he say about the epidemic?", "What is her opinion on the cold war?",
        "Is it true that Japan surrendered in September?", "How long did it take to rebuild the viaduct?",
        "Are there new challenges to peace?", "Why do people say that time heals all wounds?",
        "What did the Chinese do when they were attacked?", "How does the ambassador describe his country?",
        "What is this interview about?", "tell me about the Silk Road of Health", "Silk Road of Health", "Xi Jinping",
        "medal veteran kazakhstan", "When did he start to bake?",
        "Where is Kazakhstan?", "Who won the war?", "Who fought?", "When was the war?", "Where was the ceremony?",
        "Will there be war?", "Who attended?", "Did China win?", "Is peace possible?", "What causes war?",
        "Which countries fought?", "How many hives are there?", "Is it cold on the glacier?",
        "Japan surrendered in 1945?", "Was it the storm that sank the ship?", "Was anyone killed in the war?",
        "how vaccines work", "Well, who fought?",
    ],
)  # fmt: skip
def test_a_question_that_can_be_understood_alone_needs_none(question: str) -> None:
    assert not depends(question, BEFORE)


def test_he_is_the_interviewee_until_somebody_else_was_asked_about() -> None:
    assert not depends("Where did he fight in the war?", BEFORE)
    assert depends("Where did he fight in the war?", ABOUT_SOMEBODY)
    assert not depends("What does he say about the cold war?", ABOUT_SOMEBODY)


@pytest.mark.parametrize(
    ("needs", "alone"),
    [
        ("А в Казахстане?", "Кто получил медаль от посла?"),
        ("Почему?", "Почему мы должны отмечать праздник победы?"),
        ("Кто ещё?", "Когда был подписан акт о капитуляции?"),
        ("Нет, ветеран", "Шёлковый путь здоровья"),
        ("Қазақстанда ше?", "Елші кімге медаль тапсырды?"),
        ("Ол қайда соғысты?", "Медальді кім алды?"),
        ("那哈萨克斯坦呢？", "大使给谁颁发了奖章？"),
        ("为什么？", "日本什么时候签署投降书？"),
        ("他在哪里作战？", "抗疫应该做什么？"),
        ("Кто получил?", "Кто воевал?"),
        ("Когда закончилась?", "Где Казахстан?"),
        ("В каком году?", "Китай победил?"),
        ("Кто это?", "Что посол сказал о тех, кто погиб?"),
        ("Кім алды?", "Кім соғысты?"),
        ("Қай жылы?", "Қазақстан қайда?"),
        ("谁获得了？", "谁参战了？"),
        ("具体是哪一年？", "哈萨克斯坦在哪里？"),
    ],
)
def test_plain_signs_count_in_russian_kazakh_and_chinese(needs: str, alone: str) -> None:
    assert depends(needs, BEFORE)
    assert not depends(alone, BEFORE)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What did Путин say?", "en"),
        ("And 习近平?", "en"),
        ("Кто такой Nikolai Vasilievich Vozov?", "ru"),
        ("Что сказал Қасым-Жомарт Тоқаев?", "ru"),
        ("А Xi Jinping?", "ru"),
        ("Lumenhall қашан ашылды?", "kk"),
        ("Xi Jinping为什么访问哈萨克斯坦？", "zh"),
        ("Medals of Победа", "en"),
        ("медали Vozov", "ru"),
    ],
)
def test_a_name_in_another_script_does_not_decide_by_whose_rules_a_question_is_read(
    question: str, language: str
) -> None:
    assert language_of(question) == language
