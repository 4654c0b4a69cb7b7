"""Whether a quotation can stand alone: the interview judged sentence by sentence, and rules for any text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, library_of, transcripts_of

from bot.chat import Bot
from bot.context.mid_thought import reversal, unresolved_opening
from bot.context.self_contained import MOST_CHARACTERS, SelfContained, self_contained
from bot.conversation import Exchange
from bot.evidence.citation import cite
from bot.evidence.proof import verify
from bot.render.html.answer import answer_html
from bot.render.json import answer_json
from bot.render.markdown import conversation_markdown
from bot.render.text import answer_lines
from index.library import Library
from index.quotable import Quotable, by_id, holding
from index.search.segmented import corpus_of

Write = Callable[..., Path]
JUDGED = {
    # locator: (the words with which it starts in mid-thought, those with which the next sentence turns it)
    "Q1 ¶1 s1": ("", ""), "Q1 ¶1 s2": ("", ""), "Q1 ¶2 s1": ("", ""), "Q1 ¶2 s2": ("", ""), "Q1 ¶2 s3": ("", ""),
    "Q1 ¶3 s1": ("This", ""), "Q1 ¶3 s2": ("", ""), "Q1 ¶4 s1": ("Therefore", ""),
    "Q1 ¶4 s2": ("At the same time", ""),
    "Q2 ¶1 s1": ("", ""), "Q2 ¶1 s2": ("", ""), "Q2 ¶2 s1": ("At the same time", ""), "Q2 ¶2 s2": ("", ""),
    "Q2 ¶3 s1": ("", ""), "Q2 ¶3 s2": ("like him", ""), "Q2 ¶3 s3": ("Some of them", ""), "Q2 ¶3 s4": ("them", ""),
    "Q3 ¶1 s1": ("this day", ""), "Q3 ¶2 s1": ("", ""), "Q3 ¶2 s2": ("", "At the same time"),
    "Q3 ¶2 s3": ("At the same time", ""), "Q3 ¶3 s1": ("", ""), "Q3 ¶3 s2": ("", ""), "Q3 ¶4 s1": ("", ""),
    "Q3 ¶4 s2": ("All this", ""), "Q3 ¶5 s1": ("", ""), "Q3 ¶5 s2": ("", ""), "Q3 ¶6 s1": ("In this regard", ""),
    "Q3 ¶7 s1": ("At the same time", ""), "Q3 ¶7 s2": ("", ""), "Q3 ¶8 s1": ("", ""),
}  # fmt: skip
"""The 31 sentences of the answers, as a reader judged them: 12 start in mid-thought, one is turned."""
SAFE = {
    "Q1 ¶3 s1": "Q1 ¶2 s3 – ¶3 s1", "Q1 ¶4 s1": "Q1 ¶3 s2 – ¶4 s1", "Q1 ¶4 s2": "Q1 ¶3 s2 – ¶4 s2",
    "Q2 ¶2 s1": "Q2 ¶1 s2 – ¶2 s1", "Q2 ¶3 s2": "Q2 ¶3 s1–2", "Q2 ¶3 s3": "Q2 ¶3 s1–3", "Q2 ¶3 s4": "Q2 ¶3 s1–4",
    "Q3 ¶2 s2": "Q3 ¶2 s2–3", "Q3 ¶2 s3": "Q3 ¶2 s2–3", "Q3 ¶4 s2": "Q3 ¶4 s1–2", "Q3 ¶6 s1": "Q3 ¶5 s2 – ¶6 s1",
}  # fmt: skip
"""None for Q3 ¶1 s1, whose "this day" stands in the question, and for Q3 ¶7 s1, which would be too long."""


@pytest.fixture(scope="module")
def ambassador() -> Quotable:
    return library_of(INTERVIEW).quotables[0]


def of_sentences(one: Quotable) -> dict[str, SelfContained]:
    """The standing of each sentence of the answers, by its locator."""
    citations = [cite(one, row, row) for row in range(len(one.passages.sentences))]
    return {c.locator: self_contained(c, one) for c in citations if c.role in ("interviewee", "speaker")}


def judged(path: Path, first: int, last: int) -> SelfContained:
    one = library_of(path).quotables[0]
    return self_contained(cite(one, first, last), one)


def test_the_interview_is_flagged_as_a_reader_flags_it(ambassador: Quotable) -> None:
    found = {locator: (one.unresolved_opening, one.reversal) for locator, one in of_sentences(ambassador).items()}
    assert {at: flags for at, flags in found.items() if not JUDGED[at][0] and flags[0]} == {}, "no false alarm of 19"
    assert found == JUDGED


def test_the_safe_quotation_is_the_shortest_run_that_stands_alone(ambassador: Quotable) -> None:
    safe = {locator: one.safe for locator, one in of_sentences(ambassador).items() if one.safe}
    assert {locator: citation.locator for locator, citation in safe.items()} == SAFE
    for citation in safe.values():
        assert verify(citation, ambassador) == ""
        assert self_contained(citation, ambassador) == SelfContained("", "", None)


def test_the_words_with_which_it_leans_are_its_own(ambassador: Quotable) -> None:
    for row, sentence in enumerate(ambassador.passages.sentences):
        assert (
            self_contained(cite(ambassador, row, row), ambassador).unresolved_opening
            in ambassador.transcript.text[sentence.start : sentence.stop]
        )


def test_what_the_lighthouse_keeper_says_is_flagged_as_a_reader_flags_it() -> None:
    found = {
        at: one.unresolved_opening
        for at, one in of_sentences(library_of(LIGHTHOUSE).quotables[0]).items()
        if one.unresolved_opening
    }
    assert found == {"T4 ¶1 s2": "It", "T6 ¶2 s2": "that sentence", "T8 ¶1 s2": "It", "T8 ¶1 s3": "it"}


def test_of_several_sentences_the_first_is_judged_and_holds_what_the_others_lean_on(write: Write) -> None:
    path = write("A lamp was lit. It burned. They left. But Ada stayed.")
    assert judged(path, 0, 1) == SelfContained("", "", None)
    assert judged(path, 1, 1).unresolved_opening == "It"
    within = judged(path, 1, 2)
    assert (within.unresolved_opening, within.reversal) == ("It", "But")
    assert within.safe
    assert within.safe.exact == "A lamp was lit. It burned. They left. But Ada stayed."


def test_a_quotation_is_never_extended_into_another_turn(write: Write) -> None:
    path = write("Question: Was the lamp lit?\nAnswer: It was lit.\nQuestion: But why?\nAnswer: However it was.\n")
    assert judged(path, 1, 1) == SelfContained("It", "", None)


def test_a_line_that_nobody_said_stops_an_extension_and_hides_a_turn(write: Write) -> None:
    path = write("A lamp was lit.\nShare this page\nIt burned.\n", toml='boilerplate = ["Share this page"]')
    assert judged(path, 1, 1) == SelfContained("It", "", None)
    path = write("A lamp was lit.\nShare this page\nBut Ada left.\n", toml='boilerplate = ["Share this page"]')
    assert judged(path, 0, 0) == SelfContained("", "", None)


def test_a_word_of_assent_is_no_sentence_to_begin_with(write: Write) -> None:
    path = write("The lamp burned. Yes. It burned.")
    safe = judged(path, 2, 2).safe
    assert safe
    assert safe.exact == "The lamp burned. Yes. It burned."


@pytest.mark.parametrize(("more", "offered"), [(0, True), (1, False)])
def test_a_safe_quotation_stays_one(write: Write, more: int, offered: bool) -> None:
    start = "Lamps " + "x" * (MOST_CHARACTERS - len("Lamps . It broke.") + more) + "."
    assert bool(judged(write(f"{start} It broke."), 1, 1).safe) is offered


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("However, the lamp broke.", "However"),
        ("However hard we tried, the lamp broke.", ""),
        ("So that was the lamp.", "So"),
        ("So far, nobody came.", ""),
        ("Yes, they left.", "they"),
        ("Yes.", "Yes"),
        ("That’s why Ada left.", "That’s why"),
        ("That he came pleased Ada.", ""),
        ("As a result, the lamp broke.", "As a result"),
        ("As a result of the storm, the lamp broke.", ""),
        ("Two years later the lamp broke.", "Two years later"),
        ("This year, the lamp broke.", ""),
        ("In this country, lamps break.", ""),
        ("These days nobody comes.", ""),
        ("To this day Ada keeps the lamp.", ""),
        ("In this way Ada saved the ship.", "In this way"),
        ("Since then, nobody came.", "Since then"),
        ("As for those who left, Ada forgave.", ""),
        ("It is important that the lamp burns.", ""),
        ("It was Ada who lit the lamp.", ""),
        ("It takes four hours.", ""),
        ("It burned.", "It"),
        ("Her Majesty came.", ""),
        ("Ada knew those fighters.", ""),
        ("Ada wrote this report in May.", "this report"),
        ("The report was long, and Ada wrote this report in May.", ""),
        ("There was this man in the harbour.", ""),
        ("I knew he would come.", "he"),
        ("My father knew he would come.", ""),
        ("We brought them ashore.", "them"),
        ("Ada said that Jon saw them.", ""),
        ("If she comes, Ada stays.", ""),
        ("Both lamps and lenses broke.", ""),
        ("Both broke.", "Both"),
        ("Ada, on the other hand, left.", "on the other hand"),
        ("…", ""),
    ],
)
def test_english_leans_by_its_words(sentence: str, words: str) -> None:
    assert unresolved_opening(sentence, "en") == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("But the lamp broke.", "But"),
        ("Well, but the lamp broke.", "but"),
        ("Yet the lamp broke.", "Yet"),
        ("Yet another lamp broke.", ""),
        ("Still, Ada stayed.", "Still"),
        ("Still water runs deep.", ""),
        ("Instead of a lamp we had a fire.", ""),
        ("Although it burned, Ada left.", "Although it"),
        ("The lamp, however, broke.", "however"),
        ("At the same time, problems remain.", "At the same time"),
        ("At the same time, Ada also wrote books.", ""),
        ("At the same time, the ship sank, and nobody came.", ""),
        ("Moreover, the lamp broke.", ""),
    ],
)
def test_english_turns_by_its_words(sentence: str, words: str) -> None:
    assert reversal(sentence, "en") == words


@pytest.mark.parametrize(
    ("sentence", "language", "leaning", "turning"),
    [
        ("Однако лампа погасла.", "ru", "Однако", "Однако"),
        ("В этой связи лампа важна.", "ru", "В этой связи", ""),
        ("Они ушли.", "ru", "Они", ""),
        ("Это интервью длинное.", "ru", "", ""),
        ("Но́вая лампа горит.", "ru", "", ""),
        ("Лампа горит.", "ru", "", ""),
        ("因此，灯亮了。", "zh", "因此", ""),
        ("但灯灭了。", "zh", "但", "但"),
        ("这些灯灭了。", "zh", "这些", ""),
        ("其他国家也来了。", "zh", "", ""),
        ("这几年灯很亮。", "zh", "", ""),
        ("灯亮了。", "zh", "", ""),
        ("Aber das Licht ging aus.", "de", "", ""),
    ],
)
def test_russian_and_chinese_are_seen_by_their_beginnings_and_others_not(
    sentence: str, language: str, leaning: str, turning: str
) -> None:
    assert (unresolved_opening(sentence, language), reversal(sentence, language)) == (leaning, turning)


def test_every_door_says_that_a_quotation_leans_and_what_stands_alone(bot: Bot) -> None:
    answer = replace(bot.ask("Who will “never forget them”?", k=1), state="answered")
    statement = answer_json(answer)["statements"][0]
    assert statement["citation"]["locator"] == "Q2 ¶3 s4"
    assert (statement["standing"]["leans"], statement["standing"]["turned"]) == ("them", None)
    assert statement["standing"]["safe"]["locator"] == "Q2 ¶3 s1–4"
    notes = ("Starts in mid-thought: “them”.", "Stands alone with what is beside it: Q2 ¶3 s1–4.")
    lines = [line.text for line in answer_lines(answer)]
    assert [line for line in lines if line in notes] == list(notes)
    markdown = conversation_markdown(transcripts_of(bot), [Exchange("?", answer)], "")
    assert all(f">\n> {note}\n" in markdown for note in notes)
    html = answer_html(answer, by_id(bot.library.quotables))
    assert '<summary>In context: <span class="hint">starts in mid-thought</span></summary>' in html
    assert html.index('<blockquote class="quote"') < html.index('<blockquote class="quote safe"')
    assert '<div class="card safe interviewee">' in html
    assert 'href="#q2-p3-s1~q2-p3-s4"' in html
    assert ">Starts in mid-thought: “them”.</p>" in html


def test_nothing_is_said_of_a_quotation_that_stands_alone(bot: Bot) -> None:
    answer = replace(bot.ask("medal", k=1), state="answered")
    assert answer.statements[0].self_contained == SelfContained("", "", None)
    assert answer_json(answer)["statements"][0]["standing"] == {"leans": None, "turned": None, "safe": None}
    html = answer_html(answer, by_id(bot.library.quotables))
    assert "<summary>In context</summary>" in html
    assert "safe" not in html


def test_a_safe_quotation_that_fails_its_proof_is_not_offered(bot: Bot) -> None:
    one = bot.library.quotables[0]
    locators = [cite(one, row, row).locator for row in range(len(one.passages.sentences))]
    broken = locators.index("Q2 ¶3 s1")
    digests = tuple(bytes(16) if row == broken else digest for row, digest in enumerate(one.digests))
    harmed = replace(bot.library.indexed[0], quotable=holding(replace(one.content, digests=digests)))
    answer = Bot(Library(corpus_of([harmed]), bot.library.embedder)).ask("Who will “never forget them”?", k=1)
    assert answer.statements[0].citation.locator == "Q2 ¶3 s4"
    assert answer.statements[0].self_contained == SelfContained("them", "", None)
    assert answer.dropped == ()
