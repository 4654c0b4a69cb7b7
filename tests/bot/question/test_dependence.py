"""Which questions need those before them, and which only look like it."""

import pytest

from bot.question.dependence import depends

BEFORE = "What should be done against the epidemic?"
ABOUT_SOMEBODY = "Who received a medal?"


@pytest.mark.parametrize(
    "question",
    [
        "Why?", "why", "And why?", "Who else?", "By whom?", "For how long?", "At what age?", "How many?", "who paid?",
        "And in Kazakhstan?", "In Kazakhstan?", "in Kazakhstan", "What about 1945?", "And the doctors?", "how old now?",
        "Who received it?", "When did that happen?", "What came of this?", "What did they do there?",
        "Was it over by then?",
        "Which ones were sent?", "What were their names?", "Are the others alive?", "What happened on that ship?",
        "no, the veteran", "Not Italy, Japan.", "I meant the museum", "Sorry, I'm asking about the surrender",
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
    ],
)
def test_plain_signs_count_in_russian_kazakh_and_chinese(needs: str, alone: str) -> None:
    assert depends(needs, BEFORE)
    assert not depends(alone, BEFORE)
