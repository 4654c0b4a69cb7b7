"""Speech without sentence marks is cut into windows of bounded length, and no other text is."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.citation import cite
from index.quotable import quotable
from index.readers.table import read_transcript
from index.transcript import Span
from index.windows import MOST_WORDS, is_unpunctuated, windows

Write = Callable[..., Path]


@given(st.integers(1, 300), st.sets(st.integers(1, 299), max_size=20))
def test_windows_hold_every_word_once_and_no_more_than_forty(count: int, pauses: set[int]) -> None:
    text = " ".join(f"w{n}" for n in range(count))
    starts = {text.index(f"w{n} ") for n in pauses if n < count - 1}
    found = windows(text, Span(0, len(text)), lambda place: 1.0 if place in starts else 0.0)
    words = [text[span.start : span.stop].split() for span in found]
    assert [word for window in words for word in window] == text.split()
    assert max(map(len, words)) <= MOST_WORDS


def test_a_pause_ends_a_window_that_is_long_enough() -> None:
    text = " ".join(f"w{n}" for n in range(60))
    paused = text.index("w20 ")
    first, *_ = windows(text, Span(0, len(text)), lambda place: 0.8 if place == paused else 0.0)
    assert text[first.start : first.stop].split()[-1] == "w19"


def test_speech_recognition_is_cut_and_says_so(write: Write) -> None:
    source = quotable(read_transcript(write("we burned whale oil in the lamp until the office forbade it and " * 20)))
    cited = [cite(source, row, row) for row in range(len(source.passages.sentences))]
    assert {one.window for one in cited} == {True}
    assert max(len(one.exact.split()) for one in cited) == MOST_WORDS
    assert [one.sentences for one in cited[:2]] == [("p1-s1",), ("p1-s2",)]


def test_a_long_sentence_of_a_text_with_marks_is_whole(write: Write) -> None:
    text = "We burned whale oil, " * 30 + "and that was that. It was cheap. It was ours. It was good.\n"
    source = quotable(read_transcript(write(text)))
    assert not any(sentence.is_window for sentence in source.passages.sentences)
    assert not is_unpunctuated(text)
