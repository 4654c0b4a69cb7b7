"""What a question asks for: phrases as they stand, every mention, the transcript itself."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT, library_of

from bot.chat import Bot
from bot.evidence.mentions import find_mentions
from bot.question.interpret import Interpreter
from bot.question.phrases import find_phrases
from bot.question.typed import clean
from bot.render.about_text import about_text
from index.language.terms import fold

Write = Callable[..., Path]


def test_words_in_quotation_marks_are_searched_as_they_stand(bot: Bot) -> None:
    answer = bot.ask('"silk road of health"')
    assert [(m.phrase, m.count) for m in answer.mentions] == [("silk road of health", 1)]
    place = answer.mentions[0].places[0]
    assert bot.library.quotables[0].transcript.text[place.start : place.stop] == "Silk Road of Health"
    assert (answer.state, answer.confidence) == ("answered", 1.0)
    assert answer.statements[0].citation == place.citation


def test_a_phrase_that_stands_nowhere_is_never_answered(bot: Bot) -> None:
    alone = bot.ask("“Silk Road of Wealth”")
    assert (alone.state, alone.mentions[0].count, alone.every) == ("not_found", 0, True)
    within = bot.ask("Who received a “wooden” medal?")
    assert within.statements[0].citation.locator == "Q2 ¶3 s1"
    assert (within.state, within.mentions[0].count, within.every) == ("related", 0, False)


def test_a_phrase_within_a_question_does_not_answer_it_by_itself(bot: Bot) -> None:
    answer = bot.ask("Who won the 1998 football cup with his “black cauldron”?")
    assert answer.mentions[0].count == 1
    assert (
        answer.statements[0].citation.start <= answer.mentions[0].places[0].start < answer.statements[0].citation.stop
    )
    assert answer.confidence < 1


def test_the_sentence_with_the_phrase_comes_first_however_low_its_score(write: Write) -> None:
    text = "".join(f"The lamp was lit {n} times.\n" for n in range(300)) + "A ticket to Zanzibar was not cheap.\n"
    answer = Bot(library_of(write(text))).ask("Which lamp was lit in “zanzibar”?")
    assert answer.statements[0].citation.exact == "A ticket to Zanzibar was not cheap."


def test_a_mention_is_found_however_its_accents_are_composed(write: Write) -> None:
    for text, asked in [("Cafe\u0301 au lait.", "“café”"), ("Café au lait.", "“cafe\u0301”")]:
        assert Bot(library_of(write(text))).ask(asked).mentions[0].count == 1


def test_every_mention_lists_all_places_in_order_whoever_speaks(bot: Bot) -> None:
    answer = bot.ask("every mention of Chinese President Xi Jinping and other party and state leaders")
    assert [(p.start, p.citation.role) for p in answer.mentions[0].places] == [
        (536, "interviewer"),
        (931, "interviewee"),
    ]
    assert {s.citation.role for s in answer.statements} == {"interviewee"}


def test_mentions_are_all_that_a_plain_search_finds(bot: Bot) -> None:
    text = bot.library.quotables[0].transcript.text
    found = [p.start for p in find_mentions("War", bot.concordance).places]
    assert found == [m.start() for m in re.finditer(r"\bwar\b", text, re.IGNORECASE)]


@pytest.mark.parametrize(
    "phrase", ["People's Republic of China", "people’s republic\u00a0of china", "PEOPLE'S\nREPUBLIC OF CHINA"]
)
def test_case_apostrophes_and_white_space_do_not_hide_a_mention(bot: Bot, phrase: str) -> None:
    places = find_mentions(phrase, bot.concordance).places
    assert [p.citation.locator for p in places] == ["Introduction ¶1 s1", "Q2 ¶3 s1"]


def test_a_mention_never_crosses_from_one_speaker_to_another(bot: Bot) -> None:
    assert find_mentions("whole world? Answer: On the morning", bot.concordance).count == 0
    assert (
        find_mentions("reached an impasse, finally signed an act of surrender. This marked", bot.concordance).count == 1
    )


def test_folding_keeps_every_offset() -> None:
    text = "İstanbul ‘A’ ẞ “x”\u00a0–\u3000ﬁ 🙂"
    assert len(fold(text)) == len(text)
    assert fold("‘A’\n–") == "'a' -"


@pytest.mark.parametrize(
    ("question", "topic", "stated", "words"),
    [
        ("hello", "greeting", True, "Ask a question"),
        ("Help!", "help", True, "own words"),
        ("Who is speaking?", "speaker", True, "Zhang Xiao, Ambassador Extraordinary"),
        ("What is this interview about?", "subject", True, "75th anniversary"),
        ("When was this?", "date", False, "The date is not stated."),
        ("Where was this published?", "outlet", False, "The outlet is not stated."),
        ("Which newspaper was it?", "outlet", False, "The outlet is not stated."),
        ("Who is Zhang Xiao?", "person", True, "Zhang Xiao, interviewee. Office: Ambassador Extraordinary"),
        ("What is his office?", "office", True, "Zhang Xiao. Office: Ambassador Extraordinary"),
        ("What is the office of Kazakh media?", "office", False, "Kazakh media. The office is not stated."),
        ("Who asks the questions?", "interviewer", True, "The questions are asked by Kazakh media."),
        ("How long is it?", "length", True, "Questions: 3; answers: 3. How long it took is not stated."),
        ("Who talks most?", "talks_most", True, "Words spoken: Zhang Xiao 898 (90%); Kazakh media 101 (10%)."),
    ],
)
def test_questions_about_the_transcript_are_answered_from_its_metadata(
    bot: Bot, question: str, topic: str, stated: bool, words: str
) -> None:
    answer = bot.ask(question)
    assert answer.about is not None
    assert (answer.about.topic, answer.about.is_stated) == (topic, stated)
    assert words in about_text(answer.about)
    assert (answer.state, answer.confidence) == (("answered", 1.0) if stated else ("not_found", 0.0))
    roles = {question.role for question in answer.about.questions}
    assert roles == ({"interviewer"} if topic == "subject" else set())


@pytest.mark.parametrize(
    "question",
    [
        "When was the event held?",
        "What is this day a symbol of?",
        "Who is speaking of hatred?",
        "What is the Silk Road about?",
    ],
)
def test_questions_about_what_was_said_are_not_taken_for_one_about_the_transcript(bot: Bot, question: str) -> None:
    assert bot.ask(question).about is None


def test_when_was_this_in_a_follow_up_is_about_what_was_said(bot: Bot) -> None:
    assert bot.ask("When was this?", history=["Who signed the surrender?"]).about is None
    for question in ("When was this interview given?", "What is this about?", "Who is speaking?"):
        assert bot.ask(question, history=["Who signed the surrender?"]).about is not None


def test_who_somebody_is_that_does_not_speak_is_searched(bot: Bot) -> None:
    answer = bot.ask("Who is Nikolai Vozov?")
    assert answer.about is None
    assert "Vozov" in answer.statements[0].citation.exact


def test_a_name_in_quotation_marks_is_searched(bot: Bot) -> None:
    answer = bot.ask("Who is “Zhang Xiao”?")
    assert (answer.about, answer.mentions[0].phrase) == (None, "Zhang Xiao")


def test_his_office_after_somebody_spoken_of_is_searched_with_him(bot: Bot) -> None:
    answer = bot.ask("What is his office?", history=["Who was Nikolai Vozov?"])
    assert (answer.about, answer.standalone) == (None, "What is his office? [Who was Nikolai Vozov?]")
    answer = bot.ask("What is his office?", history=["Who is Zhang Xiao?"])
    assert answer.about is not None
    assert answer.standalone == "What is his office?"


def test_of_several_transcripts_those_answer_in_which_somebody_speaks() -> None:
    both = Bot(library_of(INTERVIEW, LIGHTHOUSE))
    keeper = both.ask("Who is Jonas Vik?").about
    assert keeper is not None
    assert [transcript.id for transcript in keeper.transcripts] == ["lighthouse"]
    most = both.ask("Who talks most?").about
    assert most is not None
    assert [(one.transcript, one.name) for one in most.speakers] == [
        ("ambassador-interview", "Zhang Xiao"),
        ("ambassador-interview", "Kazakh media"),
        ("lighthouse", "Jonas Vik"),
        ("lighthouse", "Ada Marsh"),
    ]


def test_a_clean_question_is_one_line_without_control_characters() -> None:
    assert clean(" Who\r\n\tgot\x1b it\x00?\ud800 ") == "Who got it ??"


def test_each_question_of_a_conversation_is_read_once(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str) -> tuple[tuple[str, ...], bool]:
        read.append(text)
        return find_phrases(text)

    monkeypatch.setattr("bot.question.interpret.find_phrases", counted)
    history = ["What is multilateralism?", "Was there a medal?"]
    answer = bot.ask("And who got it?", history=history)
    assert answer.standalone == "And who got it? [Was there a medal?]"
    assert sorted(read) == sorted([*history, "And who got it?"])


def test_what_is_searched_is_shown_with_its_context_in_brackets_and_passed_without(bot: Bot) -> None:
    interpreter = Interpreter(bot.library)
    asked = interpreter.interpret("And who got it?", ["Was there a medal?"], None)
    assert (asked.text, asked.context) == ("And who got it?", "Was there a medal?")
    assert asked.standalone == "And who got it? [Was there a medal?]"
    again = interpreter.interpret("And who got it?", [], asked.standalone)
    assert again == asked


def test_a_sentence_that_runs_over_a_line_is_quoted_whole_with_its_negation() -> None:
    harbour = Bot(library_of(ROOT / "tests" / "data" / "words" / "min_wrap.txt"))
    (statement,) = harbour.ask("Will you sell the harbour?").statements
    assert statement.citation.exact == "As long as I am mayor we shall not\nsell the harbour to anybody at all."
