"""A card tells of a transcript what it tells itself."""

from collections import Counter
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE

from index.language.terms import count_words
from index.quotable import quotable
from index.readers.table import read_transcript


@pytest.mark.parametrize("path", [INTERVIEW, LIGHTHOUSE])
def test_what_a_card_tells_is_what_the_transcript_has(path: Path) -> None:
    source = quotable(read_transcript(path))
    card, transcript = source.card, source.transcript
    fields = ("id", "source", "language", "metadata", "layout", "text_sha256", "title")
    assert [getattr(card, field) for field in fields] == [getattr(transcript, field) for field in fields]
    counts = card.characters, card.turns, card.paragraphs, card.sentences
    passages = source.passages
    assert counts == (*map(len, (transcript.text, transcript.turns, passages.paragraphs, passages.sentences)),)
    assert source.card is card


@pytest.mark.parametrize("path", [INTERVIEW, LIGHTHOUSE])
def test_voices_are_those_of_the_turns_in_the_order_in_which_they_first_speak(path: Path) -> None:
    source = quotable(read_transcript(path))
    turns, text = source.transcript.turns, source.transcript.text
    heard = list(dict.fromkeys((voice.speaker, voice.role) for voice in source.card.voices))
    assert heard == list(dict.fromkeys((turn.speaker, turn.role) for turn in turns))
    said: dict[str, Counter[tuple[str, bool]]] = {"turns": Counter(), "characters": Counter(), "words": Counter()}
    for turn in turns:
        who = turn.role, turn.number > 0
        said["turns"][who] += 1
        said["characters"][who] += turn.stop - turn.start
        said["words"][who] += count_words(text[turn.start : turn.stop])
    for what, counts in said.items():
        told = Counter[tuple[str, bool]]()
        for voice in source.card.voices:
            told[voice.role, voice.is_numbered] += getattr(voice, what)
        assert told == counts


def test_an_index_is_named_by_the_text_and_by_how_it_was_cut() -> None:
    """As indexes were named that are saved already."""
    card = quotable(read_transcript(INTERVIEW)).card
    text, cut = card.cut.split("-")
    assert card.text_sha256.startswith(text)
    assert (len(text), len(cut)) == (16, 8)
