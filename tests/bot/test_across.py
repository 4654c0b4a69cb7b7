"""A question in another language than the transcript finds its answer, says how, and leaves all others as they were."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import INTERVIEW, ROOT

from bot import Bot, assemble
from bot.question.interpret import Interpreter
from bot.question.language_mismatch import Compared
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.hints import with_hints
from bot.render.html.answer import answer_html
from bot.render.html.check import check_html
from bot.render.json import answer_json, check_json
from bot.render.strings import say, speaking
from bot.render.text import answer_lines, check_lines
from bot.within import Within
from index.across import open_across
from index.library import open_transcripts
from index.model.embedder import ModelEmbedder
from index.model.locate import ACROSS_MODEL
from index.quotable import by_id

Write = Callable[..., Path]
MEDAL = "On December 3 last year, I presented a commemorative medal"


def rows_of(file: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "data" / file).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Кому посол вручил памятную медаль?", "ru"),
        ("大使给谁颁发了纪念奖章？", "zh"),
        ("Wem hat der Botschafter eine Medaille überreicht?", "de"),
        ("À qui l’ambassadeur a-t-il remis une médaille commémorative ?", "fr"),
    ],
)
def test_the_answer_is_the_transcript_s_own_words_and_says_how_it_was_found(
    real_bot: Bot, question: str, language: str
) -> None:
    answer = real_bot.ask(question)
    assert answer.statements[0].citation.exact.startswith(MEDAL)
    assert answer.language_mismatch is None
    assert answer.across is not None
    assert answer_json(answer)["across"] == {"question": language, "transcript": "en", "model": ACROSS_MODEL}
    assert answer_json(answer)["not_understood"] is None
    line = next(line.text for line in answer_lines(answer) if ACROSS_MODEL in line.text)
    assert line in answer_html(answer, by_id(real_bot.library.quotables)).replace("&#x27;", "'")
    assert answer.is_measured is (language in ("ru", "zh"))
    assert (say("unmeasured") in [one.text for one in answer_lines(answer)]) is (language not in ("ru", "zh"))


def test_what_the_transcript_does_not_speak_of_is_not_answered(real_bot: Bot) -> None:
    for question in ("Сколько стоит килограмм яблок на рынке?", "这款手机的电池能用多久？"):
        assert real_bot.ask(question).state == "not_found"


def test_a_name_is_every_place_where_the_transcript_writes_it(real_bot: Bot) -> None:
    english = real_bot.ask("every mention of Vozov")
    for question in ("Где упоминается Возов?", "沃佐夫被提到几次？", "Возов неше рет аталады?"):
        answer = real_bot.ask(question)
        assert [mentions.places for mentions in answer.mentions] == [mentions.places for mentions in english.mentions]
        assert [one.searched for one in answer.corrections] == ["Vozov"]
    unknown = real_bot.ask("Где упоминается Козлов?")
    assert unknown.language_mismatch is not None, "that no such name stands there can't be told"


def test_a_follow_up_leans_on_a_question_in_either_language(real_bot: Bot) -> None:
    first = "Кому вручили памятную медаль?"
    for question in ("А за что?", "And what for?"):
        answer = real_bot.ask(question, history=[first])
        assert first in answer.standalone
        assert answer.across is not None
    answer = real_bot.ask("А за что?", history=[first])
    assert answer.statements[0].citation.exact.startswith(MEDAL)


def test_a_kazakh_question_is_said_not_to_be_understood(real_bot: Bot) -> None:
    answer = real_bot.ask("Елші ардагерге қандай медаль табыс етті және не үшін?")
    assert (answer.across, answer.state) == (None, "not_found")
    assert answer.language_mismatch is not None


def test_the_other_direction_goes_the_same_way(write: Write, default: ModelEmbedder, tmp_path: Path) -> None:
    russian = "Вопрос: Что случилось?\nОтвет: В музее погас свет. Николай Возов получил медаль за храбрость.\n"
    chinese = "问：发生了什么？\n答：博物馆停电了。沃佐夫因为勇敢获得了一枚奖章。\n"
    for text, before in ((russian, "свет. "), (chinese, "停电了。")):
        bot = assemble(open_transcripts([write(text)]), default, tmp_path)
        answer = bot.ask("Who received a medal for bravery?")
        assert answer.statements[0].citation.exact == text.strip().partition(before)[2]
        assert bot.ask("every mention of Vozov").mentions[0].count == 1


def test_english_questions_are_not_compared_across_languages(real_bot: Bot) -> None:
    interpreter = Interpreter(real_bot.library)
    for row in rows_of("questions.jsonl"):
        asked = interpreter.interpret(row["question"], (), None)
        assert (asked.across, asked.language_mismatch) == (None, None), row["question"]


@pytest.mark.parametrize("language", ["ru", "kk", "zh"])
def test_the_questions_of_our_own_have_their_answers_where_they_say(language: str) -> None:
    text = INTERVIEW.read_bytes().decode("utf-8")
    rows, others = rows_of(f"questions-{language}.jsonl"), rows_of("questions-ru.jsonl")
    assert [(row["id"], row["spans"], row["kind"]) for row in rows] == [
        (row["id"], row["spans"], row["kind"]) for row in others
    ]
    assert Counter(row["kind"] for row in rows) == {"plain": 10, "paraphrase": 10, "unanswerable": 10}
    for row in rows:
        assert (row["spans"] == []) is (row["kind"] == "unanswerable")
        for start, stop in row["spans"]:
            exact = text[start:stop]
            assert exact == exact.strip()
            assert exact[-1] in ".”"


@pytest.mark.parametrize("quotation", ["«Китайский народ никогда их не забудет»", "“中国人民永远不会忘记他们”"])
def test_a_translation_never_holds_and_is_shown_beside_what_it_may_translate(quotation: str, tmp_path: Path) -> None:
    sources = open_transcripts([INTERVIEW])
    check = with_hints(Checker(sources).check(read_article(quotation, "text")), lambda: open_across(sources, tmp_path))
    (span,) = check.spans
    assert (span.verdict, span.holds, check.holds) == ("translated", False, False)
    assert span.nearest is not None
    assert span.nearest.exact == "The Chinese people will never forget them."
    assert check_json(check)["spans"][0]["nearest"]["locator"] == "Q2 ¶3 s4"
    assert span.nearest.exact in [line.text.strip("“”") for line in check_lines(check)]
    with speaking("ru"):
        assert say("nearest.across") in check_html(quotation, check, by_id(sources))


def test_nothing_is_shown_beside_what_is_like_nothing_that_was_said(tmp_path: Path) -> None:
    sources = open_transcripts([INTERVIEW])
    article = read_article("«Мы построим новый завод по производству холодильников»", "text")
    (span,) = with_hints(Checker(sources).check(article), lambda: open_across(sources, tmp_path)).spans
    assert (span.verdict, span.nearest) == ("translated", None)


def test_no_model_is_asked_for_where_nothing_is_translated() -> None:
    sources = open_transcripts([INTERVIEW])
    check = Checker(sources).check(read_article("“The Chinese people will never forget them”", "text"))

    def unexpected() -> None:
        raise AssertionError("no hint is needed")

    assert with_hints(check, unexpected) == check


@pytest.mark.parametrize("question", ["КТО ПОДПИСАЛ АКТ О КАПИТУЛЯЦИИ?", "항복 문서는 언제 서명되었습니까?"])
def test_capital_letters_and_scripts_by_syllables_are_read(real_bot: Bot, question: str) -> None:
    answer = real_bot.ask(question)
    assert answer.across is not None
    assert "surrender" in " ".join(statement.citation.exact for statement in answer.statements)


def test_whoever_is_named_is_not_said_to_be_missing(real_bot: Bot) -> None:
    for question in ("Кто такой Возов?", "沃佐夫是谁？"):
        answer = real_bot.ask(question)
        assert "Vozov" in answer.statements[0].citation.exact
        assert answer.state != "not_found"


def test_of_several_names_the_last_is_looked_up_where_they_do_not_stand_together(real_bot: Bot) -> None:
    answer = real_bot.ask("Где упоминается Николай Возов?")
    assert [(one.typed, one.searched) for one in answer.corrections] == [("Николай Возов", "Vozov")]
    assert answer.mentions[0].count == 1


def test_every_mention_of_what_is_no_name_is_said_to_be_beyond_it(real_bot: Bot) -> None:
    for phrase in ("Козлов", "медаль"):
        headline = answer_lines(real_bot.ask(f"Где упоминается {phrase}?"))[0].text
        assert headline.startswith("Между языками можно искать только имена")
        assert phrase in headline


def test_nothing_found_is_not_called_missing(real_bot: Bot) -> None:
    answer = real_bot.ask("Сколько стоит килограмм яблок на рынке?")
    assert answer_lines(answer)[0].text == say("not_found.across") != say("not_found")


def test_a_library_in_two_languages_says_what_was_not_compared(default: ModelEmbedder, tmp_path: Path) -> None:
    talks = {"english": "Ada: The lamp went out.\nBo: Yes.\n" * 9, "russian": "Ада: Лампа погасла.\nБо: Да.\n" * 9}
    for name, text in talks.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    bot = assemble(open_transcripts([tmp_path / f"{name}.txt" for name in talks]), default, tmp_path / "cache")
    answer = bot.ask("When did the lamp go out?")
    assert (answer.across, answer.apart, answer_json(answer)["apart"]) == (None, 1, 1)
    assert say("apart.one", count=1) in [line.text for line in answer_lines(answer)]
    alone = bot.ask("When did the lamp go out?", within=Within(languages=("ru",)))
    assert (alone.across, alone.apart) == (Compared("en", "ru", ACROSS_MODEL), 0)
    assert alone.statements[0].citation.exact == "Лампа погасла."


@pytest.mark.parametrize("question", ["Кто такой Чжан Сяо?", "张霄是谁？"])
def test_who_is_interviewed_is_told_by_a_name_in_another_script(real_bot: Bot, question: str) -> None:
    answer = real_bot.ask(question)
    assert answer.about is not None
    assert answer.about == real_bot.ask("Who is Zhang Xiao?").about
