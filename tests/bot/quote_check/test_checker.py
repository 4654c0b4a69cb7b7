"""The quote checker: what holds, what does not, and what is said of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import FORGET, INTERVIEW, LIGHTHOUSE, Verdict, Write, checker_of

from bot.errors import ArticleError
from bot.quote_check.article import read_article
from bot.quote_check.checker import MOST_SPANS, Checker
from bot.quote_check.verdict import Check
from index.errors import ChangedError
from index.readers.table import read_transcript


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (f"“{FORGET}.”", "exact"),
        (f"“{FORGET}”", "exact"),
        (FORGET, "exact"),
        ("“will never forget them”", "exact"),
        ("“the protection of national independence and dignity”", "exact"),
        (f"“{FORGET},” he said.", "punctuation"),
        (f"“the {FORGET[4:]}.”", "punctuation"),
        ("“The  Chinese people\nwill never forget them .”", "punctuation"),
        ("“the People's Republic of China”", "punctuation"),
        ("“taking care of the only home of all mankind - the Earth”", "punctuation"),
        ("“taking care of the only home of all mankind—the Earth”", "punctuation"),
        ("“adhere to the policy of ‘their own country first’, bringing selfishness”", "punctuation"),
        ("“… will never forget them”", "elided"),
        ("“The Chinese people […] never forget them.”", "elided"),
        ("“The Chinese people will never forget [the fallen].”", "elided"),
        ("“[T]he Chinese people will never forget them.”", "elided"),
        ("“At the same time … both countries should join efforts to combat the epidemic”", "elided"),
        ("“The Chinese people will forget them.”", "altered"),
        ("“The Chinese people will never ever forget them.”", "altered"),
        ("“The Chinese People will never forget them.”", "altered"),
        ("“The Chinese people will never forget them?”", "altered"),
        ("“The Chinese people, will never forget them.”", "altered"),
        ("“Human society has reached unprecedented heights in the age-old shame after the Opium War”", "stitched"),
        ("“The trend of historical progress cannot be stopped … Human society has reached unprecedented”", "stitched"),
        ("“All this poses a serious threat to world peace … will never forget them”", "stitched"),
        ("“Китайский народ никогда их не забудет”", "translated"),
        ("“中国人民永远不会忘记他们”", "translated"),
        ("“Le peuple chinois ne les oubliera jamais”", "translated"),
        ("“Our trade with Kazakhstan grew by a fifth over the decade”", "not_found"),
        ("“forget no one”", "not_found"),
    ],
)
def test_the_words_alone_decide_the_verdict(verdict: Verdict, article: str, expected: str) -> None:
    span = verdict(article)
    assert span.verdict == expected
    assert span.holds == (expected in ("exact", "punctuation", "elided"))


@pytest.mark.parametrize(
    ("article", "name", "expected"),
    [
        (f"“{FORGET},” said Zhang Xiao.", "Zhang Xiao", "punctuation"),
        (f"“{FORGET},” said Ambassador Zhang.", "Ambassador Zhang", "punctuation"),
        (f"“{FORGET},” said the ambassador.", "the ambassador", "punctuation"),
        (f"Zhang Xiao said: “{FORGET}.”", "Zhang Xiao", "exact"),
        (f"According to Zhang Xiao, “{FORGET}.”", "Zhang Xiao", "exact"),
        (f"“{FORGET},” said Zhang Ming.", "Zhang Ming", "wrong_speaker"),
        (f"“{FORGET},” Putin said.", "Putin", "wrong_speaker"),
        (f"“{FORGET},” said the interviewer.", "the interviewer", "wrong_speaker"),
        ("“Why do we still have to celebrate this day?” asked Zhang Xiao.", "Zhang Xiao", "wrong_speaker"),
        ("“Why do we still have to celebrate this day?” asked the interviewer.", "the interviewer", "exact"),
        (
            "“not to perpetuate hatred, but to learn from its experience,” said Zhang Xiao.",
            "Zhang Xiao",
            "wrong_speaker",
        ),
        ("“not to perpetuate hatred, but to learn from its experience,” said Xi Jinping.", "Xi Jinping", "punctuation"),
        ("“gave an interview to the Kazakh media,” said Zhang Xiao.", "Zhang Xiao", "wrong_speaker"),
    ],
)
def test_the_words_must_be_those_of_whom_they_are_attributed_to(
    verdict: Verdict, article: str, name: str, expected: str
) -> None:
    span = verdict(article)
    assert (span.attributed_to, span.verdict) == (name, expected)


def test_the_citation_is_the_sentences_that_hold_the_words(verdict: Verdict) -> None:
    span = verdict("“will never forget them”")
    text = read_transcript(INTERVIEW).text
    assert span.citation is not None
    assert (span.citation.exact, span.citation.locator) == (f"{FORGET}.", "Q2 ¶3 s4")
    (part,) = span.parts
    assert part.exact == text[part.start : part.stop] == "will never forget them"
    assert span.nearest is None


def test_words_that_stand_twice_are_cited_from_whom_they_are_attributed_to(verdict: Verdict) -> None:
    words = "Chinese President Xi Jinping and other party and state leaders"
    alone = verdict(f"“{words}”")
    asked = verdict(f"“{words},” said the interviewer.")
    assert (alone.occurrences, alone.citation and alone.citation.locator) == (2, "Q1 ¶1 s2")
    assert (asked.occurrences, asked.citation and asked.citation.locator) == (2, "Q1 question s2")
    assert (alone.verdict, asked.verdict) == ("exact", "punctuation")


def test_parts_of_an_elided_span_stand_in_one_turn_and_in_order(verdict: Verdict) -> None:
    first, second = "This marked the victory of the Chinese people", "the date of September 3 was declared"
    assert verdict(f"“{first} … {second}”").verdict == "elided"
    assert verdict(f"“{second} … {first}”").verdict == "stitched"
    assert verdict(f"“{first} … {FORGET}”").verdict == "stitched"


def test_single_words_of_a_long_answer_are_no_quotation(verdict: Verdict) -> None:
    assert verdict("“Human … slandered … the Earth”").verdict == "stitched"
    assert verdict("“We honor … peace together”").verdict == "altered"


def test_quotations_are_looked_for_in_every_transcript() -> None:
    checker = checker_of(INTERVIEW, LIGHTHOUSE)
    text = read_transcript(LIGHTHOUSE)
    turn = next(turn for turn in text.turns if turn.role == "interviewee")
    words = text.text[turn.start : turn.start + 40].rsplit(" ", 1)[0]
    for quotation, transcript in ((words, "lighthouse"), (FORGET, "ambassador-interview")):
        span = checker.check(read_article(f"“{quotation}”", "text")).spans[0]
        assert span.citation is not None
        assert (span.verdict, span.citation.transcript) == ("exact", transcript)


def test_a_quotation_never_crosses_to_another_speaker_or_over_a_line_that_nobody_said(write: Write) -> None:
    toml = 'boilerplate = ["Advertisement"]\n'
    text = "Question: Was it dark at night?\nAnswer: It was dark.\nAdvertisement\nThe lamp was out.\n"
    checker = checker_of(write(text, toml=toml))

    def verdict(words: str) -> str:
        return checker.check(read_article(f"“{words}”", "text")).spans[0].verdict

    assert verdict("It was dark.") == "exact"
    assert verdict("dark at night? It was dark.") not in ("exact", "punctuation", "elided")
    assert verdict("It was dark. The lamp was out.") not in ("exact", "punctuation", "elided")
    assert verdict("Advertisement The lamp was out.") not in ("exact", "punctuation", "elided")


def test_every_sentence_is_checked_on_demand(check: Callable[..., Check]) -> None:
    article = (
        f"The ambassador spoke for an hour. “{FORGET},” he said. The trend of historical progress cannot be stopped."
    )
    assert [span.verdict for span in check(article).spans] == ["punctuation"]
    spans = check(article, every_sentence=True).spans
    assert [(span.text[:9], span.verdict) for span in spans] == [
        ("The ambas", "not_found"),
        ("The Chine", "punctuation"),
        ("The trend", "exact"),
    ]


def test_a_changed_file_is_an_error(copied: Path) -> None:
    checker = checker_of(copied)
    copied.write_text("Question: Who?\nAnswer: Nobody.\n", encoding="utf-8")
    with pytest.raises(ChangedError, match="changed since it was opened"):
        checker.check(read_article(f"“{FORGET}”", "text"))


def test_an_article_without_quotations_holds(check: Callable[..., Check]) -> None:
    empty = check("The ambassador spoke.\n\nNobody is quoted here.")
    assert (empty.spans, empty.holds) == ((), True)
    assert check("").spans == ()
    assert check("- - -").spans == ()


def test_the_same_words_with_another_ending_are_found_with_whom_they_are_attributed_to(write: Write) -> None:
    text = "Ann: By land, or by sea\nBob: By land, or by sea, they came.\nAnn: Yes, they came.\nBob: I saw it.\n"
    checker = checker_of(write(text))
    for name in ("Ann", "Bob"):
        (span,) = checker.check(read_article(f"“By land, or by sea,” said {name}.", "text")).spans
        assert span.citation is not None
        assert (span.holds, span.citation.speaker, span.occurrences) == (True, name, 2)


def test_more_quotations_than_a_person_reads_are_an_error(
    check: Callable[..., Check], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_SPANS == 10_000
    monkeypatch.setattr("bot.quote_check.checker.MOST_SPANS", 10)
    with pytest.raises(ArticleError, match="expected at most 10 quotations or sentences; found 11"):
        check("“a” " * 11)


def test_half_a_character_breaks_nothing(check: Callable[..., Check]) -> None:
    (span,) = check(f"“{FORGET}” \ud800").spans
    assert span.verdict == "exact"


def letters(text: str) -> str:
    """Only letters and digits, in lower case: whatever differs in this was not said."""
    return "".join(c for c in text.lower() if c.isalnum())


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_holds_was_said_letter_for_letter(interview_checker: Checker, data: st.DataObject) -> None:
    transcript = read_transcript(INTERVIEW)
    words = transcript.text.split()
    start = data.draw(st.integers(0, len(words) - 12))
    quoted = [word.strip("“”\"'[]()…") for word in words[start : start + data.draw(st.integers(1, 12))]]
    at = data.draw(st.integers(0, len(quoted) - 1))
    other = data.draw(
        st.sampled_from(["", "not", "never", words[at], words[at].upper(), "14", "the", "а", "-", ",", "?"])
    )
    if data.draw(st.booleans()):
        quoted[at] = data.draw(st.sampled_from([other, f"{quoted[at]} {other}", quoted[at][:-1], quoted[at] + "s"]))
    article = data.draw(st.sampled_from(["“{}”", "Zhang Xiao said: “{}”", "'{}'", "«{}», he said."]))
    for span in interview_checker.check(read_article(article.format(" ".join(quoted)), "text")).spans:
        if span.holds:
            assert letters(span.text) in letters(transcript.text)
            assert all(part.exact == transcript.text[part.start : part.stop] for part in span.parts)
            assert letters("".join(part.exact for part in span.parts)) == letters(span.text)


def test_an_unread_letter_order_is_no_quotation(verdict: Verdict) -> None:
    assert not verdict("“The Chinese people will \u202enever\u202c forget them”").holds
