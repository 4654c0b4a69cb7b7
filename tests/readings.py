"""What a transcript's turns are, as a careful reader writes them down, and how many of them a reading has."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from index.canonical import words_at
from index.transcript import Transcript

NOTE = re.compile(r"[(\[*♪][^()\[\]]{0,40}[)\]*♪]")
"""What was heard, within a line: a hand may leave it out."""


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's uninterrupted speech, "" for who is not named; the words with single spaces."""

    speaker: str
    words: str
    role: str = ""


def plain(text: str) -> str:
    """Letters and digits, in small letters."""
    return re.sub(r"[\W_]+", "", NOTE.sub("", text)).casefold()


def said(transcript: Transcript) -> list[Said]:
    """Who speaks, but for the editor; what one says in several turns that follow each other is one."""
    turns = []
    starts = [span.start for span in transcript.paragraphs]
    for turn in transcript.turns:
        spans = transcript.paragraphs[bisect_left(starts, turn.start) : bisect_left(starts, turn.stop)]
        words = [" ".join(words_at(transcript, span.start, span.stop).split()) for span in spans]
        if turn.role != "editor" and words:
            turns.append((turn.speaker, turn.role if not turn.speaker else "", turn.role, " ".join(words)))
    grouped = groupby(turns, key=lambda turn: (turn[0].casefold(), turn[1]))
    runs = [list(run) for _, run in grouped]
    return [Said(run[0][0], " ".join(words for *_, words in run), run[0][2]) for run in runs]


def expected(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each file's name, and its turns: `speaker`, the `first` words and the `last`, `role`."""
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        yield entry["file"], [turn for turn in entry["turns"] if turn["role"] != "editor"]


def is_read(turn: dict[str, Any], turns: Sequence[Said]) -> bool:
    """Whether a turn is there: its speaker, from the first words to the last."""
    return any(
        plain(one.speaker) == plain(turn["speaker"])
        and plain(one.words).startswith(plain(turn["first"]))
        and plain(one.words).endswith(plain(turn["last"]))
        for one in turns
    )


def whose(turn: dict[str, Any], turns: Sequence[Said]) -> str | None:
    """Who says the turn's first words; None if nobody does."""
    return next((one.speaker for one in turns if plain(turn["first"]) in plain(one.words)), None)
