"""What is known of a transcript without opening it: all that a library is listed, narrowed and described by."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.language.sentences import splitter
from index.language.terms import LEXICON, count_words
from index.passages import Passages, served
from index.transcript import Layout, Metadata, Role, Source, Transcript

UNNUMBERED = ("introduction", "text")
"""Parts whose turns are nobody's in a conversation."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in one role, "" if nobody is named, and how much: `is_numbered` in turns that are counted,
    else in an introduction or in a text without turns.
    """

    speaker: str
    role: Role
    is_numbered: bool
    turns: int
    characters: int
    words: int


@dataclass(frozen=True, slots=True)
class Card:
    """A transcript's own fields, and what was counted in it; `characters` are those of its text.

    `voices` are in the order in which they first speak. `cut` is TEXT-CUT, by which an index is saved: SHA-256 prefixes
    of the text, and of the splitter, the language and every place and offset. `who` is the prefix of one over who says
    what, who asks whom, and the metadata: whatever of a search depends on more than the cut.
    """

    id: str
    source: Source
    language: str
    metadata: Metadata
    layout: Layout
    text_sha256: str
    voices: tuple[Voice, ...]
    characters: int
    turns: int
    paragraphs: int
    sentences: int
    cut: str
    who: str

    @property
    def key(self) -> str:
        """TEXT-CUT-WHO: what a search finds of two transcripts is the same where this is."""
        return f"{self.cut}-{self.who}"

    @property
    def title(self) -> str:
        return self.metadata.title or self.id

    @property
    def anywhere(self) -> "Card":
        """The same without the path, which may be another one, or no Unicode."""
        return replace(self, source=replace(self.source, path=Path()))


def card_of(transcript: Transcript, passages: Passages) -> Card:
    """Of a transcript that was cut into `passages`."""
    return Card(
        id=transcript.id,
        source=transcript.source,
        language=transcript.language,
        metadata=transcript.metadata,
        layout=transcript.layout,
        text_sha256=transcript.text_sha256,
        voices=_voices(transcript),
        characters=len(transcript.text),
        turns=len(transcript.turns),
        paragraphs=len(passages.paragraphs),
        sentences=len(passages.sentences),
        cut=_cut(transcript, passages),
        who=_who(transcript, passages),
    )


def _voices(transcript: Transcript) -> tuple[Voice, ...]:
    counts: dict[tuple[str, Role, bool], list[int]] = {}
    for turn in transcript.turns:
        counted = counts.setdefault((turn.speaker, turn.role, turn.part not in UNNUMBERED), [0, 0, 0])
        counted[0] += 1
        counted[1] += turn.stop - turn.start
        counted[2] += count_words(transcript.text[turn.start : turn.stop])
    return tuple(Voice(*who, *counted) for who, counted in counts.items())


def _who(transcript: Transcript, passages: Passages) -> str:
    who = hashlib.sha256(repr(transcript.metadata).encode())
    who.update(repr([(turn.speaker, turn.role, turn.asked) for turn in transcript.turns]).encode())
    who.update(served(transcript, passages).tobytes())
    return who.hexdigest()[:8]


def _cut(transcript: Transcript, passages: Passages) -> str:
    cut = hashlib.sha256(f"{splitter()} {LEXICON} {transcript.language}".encode())
    cut.update(np.array([(sentence.start, sentence.stop) for sentence in passages.sentences], np.int64).tobytes())
    cut.update(repr([(paragraph.start, paragraph.stop, paragraph.place) for paragraph in passages.paragraphs]).encode())
    return f"{transcript.text_sha256[:16]}-{cut.hexdigest()[:8]}"
