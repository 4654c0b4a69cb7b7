"""A transcript becomes the sentences, names and words that quotations are made of."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bench.forging.words import ALIKE, NAME, WORD, is_content, letters
from index.passages import SERVED, split
from index.transcript import Transcript

SHORTEST, LONGEST = 5, 60
QUOTES, BRACKETED = '“”„"«»「」『』', re.compile(r"[\[\]…]|\.\s?\.")
INNER = re.compile(r"(?:“([^“”]+)”|\"([^\"]+)\")(?!\w)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that may be quoted, `row` of its transcript's; `words` are spans of `text`."""

    text: str
    start: int
    stop: int
    row: int
    turn: int
    speaker: str
    words: tuple[tuple[int, int], ...]

    def cut(self, first: int, last: int) -> str:
        """From word `first` to word `last`, both included."""
        return self.text[self.words[first][0] : self.words[last][1]]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a transcript has to make quotations of.

    `quoting` are sentences with quotation marks inside, `letters` those of the text, `heard` those of each speaker's
    turns, `next` the words that follow each word.
    """

    transcript: Transcript
    said: tuple[Said, ...]
    quoting: tuple[Said, ...]
    letters: str
    heard: dict[str, str]
    tokens: tuple[str, ...]
    content: tuple[str, ...]
    names: tuple[str, ...]
    next: dict[str, list[str]]


def gather(transcript: Transcript) -> Material:
    """Sentences of 5 to 60 words that somebody said, without brackets or ellipses of their own."""
    heard, text = dict[str, str](), transcript.text
    for turn in transcript.turns:
        heard[turn.speaker] = heard.get(turn.speaker, "") + letters(text[turn.start : turn.stop])
    spoken = list(_spoken(transcript))
    said = tuple(one for one in spoken if not any(mark in one.text for mark in QUOTES))
    quoting = tuple(
        one for one in spoken if sum(one.text.count(mark) for mark in QUOTES) == 2 and INNER.search(one.text)
    )
    tokens = tuple(one.text[a:b] for one in said for a, b in one.words)
    small = frozenset(word for word in WORD.findall(text) if word[0].islower())
    runs = dict.fromkeys(match.group() for one in said for match in NAME.finditer(one.text))
    names = tuple(run for run in runs if not any(w.lower() in small or w in ALIKE for w in re.split("[ -]", run)))
    content = tuple(token for token in dict.fromkeys(tokens) if is_content(token, transcript.language))
    follow = dict[str, list[str]]()
    for one, other in pairwise(tokens):
        follow.setdefault(one, []).append(other)
    return Material(transcript, said, quoting, letters(text), heard, tokens, content, names, follow)


def following(m: Material, said: Said) -> list[Said]:
    """The next sentences of the turn, at most three, as far as they may be quoted."""
    at = bisect_right(m.said, said.row, key=lambda one: one.row)
    return [one for n, one in enumerate(m.said[at : at + 3], 1) if (one.row, one.turn) == (said.row + n, said.turn)]


def _spoken(transcript: Transcript) -> Iterator[Said]:
    for row, sentence in enumerate(split(transcript).sentences):
        turn, text = transcript.turns[sentence.turn], transcript.text[sentence.start : sentence.stop]
        words = tuple(match.span() for match in WORD.finditer(text))
        whose = turn.role in (*SERVED, "interviewer")
        if whose and SHORTEST <= len(words) <= LONGEST and not BRACKETED.search(text):
            yield Said(text, sentence.start, sentence.stop, row, sentence.turn, turn.speaker, words)
