"""The interviewers' questions become a table of hashes, by which those that may be meant are found without their texts.

A table is arrays, computed once of each transcript, that can be saved and mapped into memory.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.question.form import Form, form_of, plain, stands_alone
from index.arrays import Bytes, bytes_to_lines, lines_to_bytes
from index.language.knowledge import KNOWN
from index.quotable import Quotable

Rows = NDArray[np.int64]
Hashes = NDArray[np.uint64]

ENOUGH_OF_LEAD = 0.5
"""The share of the terms that lead to a question, at least, where it doesn't stand alone: "Whom does it honour?"."""
TYPED, ASKING, WHOLE = "typed", "asking", "whole"
"""What is hashed: a question's plain words, a term of the sentence that asks ("" for none), and one of the turn."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of an interviewer and the rows that reply to it.

    It is known by the words of its sentence that asks, with at least the share `lead` of what else the turn says.
    """

    language: str
    plain: frozenset[str]
    """The words that are typed as they stand; none of a question that can't be told from others: "Really?"."""
    asking: Form
    whole: Form
    lead: float
    rows: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class AskedTable:
    """A row is a question of an interviewer that has replies and can be told from others."""

    transcripts: Rows
    """The number of each one's transcript."""
    turns: Rows
    """Its turn in that."""
    terms: Rows
    """How many terms its sentence that asks has."""
    hashes: Hashes
    """Of all that questions are known by, as `hashed` makes them, rising."""
    owners: Rows
    """The row of the question that is known by each of the hashes."""
    languages: Bytes
    """The questions' languages, with a line end behind each, as UTF-8, in order."""

    def __len__(self) -> int:
        return len(self.turns)

    def known_by(self, hashes: Iterable[int]) -> Rows:
        """The questions known by any of some hashes, once for each."""
        sought = np.fromiter(hashes, np.uint64)
        firsts, lasts = (np.searchsorted(self.hashes, sought, side).tolist() for side in ("left", "right"))
        runs = [self.owners[first:last] for first, last in zip(firsts, lasts, strict=True)]
        return np.concatenate([np.zeros(0, np.int64), *runs])

    def names_of_languages(self) -> list[str]:
        return bytes_to_lines(self.languages)


def hashed(kind: str, language: str, words: str) -> int:
    """8 bytes of BLAKE2b."""
    digest = hashlib.blake2b(f"{kind}\n{language}\n{words}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def asked_table(quotable: Quotable) -> AskedTable:
    """Of one transcript, whose number is 0."""
    turns, terms, hashes, owners = list[int](), list[int](), list[int](), list[int]()
    for turn in quotable.replies:
        asked = asked_question(quotable, turn)
        if asked.plain:
            known_by = list(_hashes(asked))
            owners += [len(turns)] * len(known_by)
            hashes += known_by
            turns.append(turn)
            terms.append(len(asked.asking.content))
    languages = {quotable.transcript.language} if turns else ()
    return _table(
        np.zeros(len(turns), np.int64),
        np.array(turns, np.int64),
        np.array(terms, np.int64),
        np.array(hashes, np.uint64),
        np.array(owners, np.int64),
        languages,
    )


def asked_of(quotables: Iterable[tuple[int, Quotable]]) -> AskedTable:
    """Of transcripts, each given with its number."""
    return together([renumbered(asked_table(quotable), np.array([number])) for number, quotable in quotables])


def renumbered(table: AskedTable, numbers: Rows) -> AskedTable:
    """With `numbers[i]` for transcript i; below 0, its questions are left out."""
    transcripts = numbers[table.transcripts]
    kept = transcripts >= 0
    known_by = kept[table.owners]
    return replace(
        table,
        transcripts=transcripts[kept],
        turns=table.turns[kept],
        terms=table.terms[kept],
        hashes=table.hashes[known_by],
        owners=(np.cumsum(kept) - 1)[table.owners[known_by]],
    )


def together(tables: Sequence[AskedTable]) -> AskedTable:
    """All their questions."""
    none = np.zeros(0, np.int64)
    before = np.cumsum([0, *map(len, tables)])
    return _table(
        np.concatenate([none, *(table.transcripts for table in tables)]),
        np.concatenate([none, *(table.turns for table in tables)]),
        np.concatenate([none, *(table.terms for table in tables)]),
        np.concatenate([np.zeros(0, np.uint64), *(table.hashes for table in tables)]),
        np.concatenate([none, *(table.owners + rows for table, rows in zip(tables, before, strict=False))]),
        {language for table in tables for language in table.names_of_languages()},
    )


def asked_question(quotable: Quotable, turn: int) -> AskedQuestion:
    """What is asked in a turn that has replies."""
    source, replied = quotable.transcript, quotable.replies[turn]
    whole = source.text[source.turns[turn].start : source.turns[turn].stop]
    alone = [words for words in (replied.question, whole) if stands_alone(words, source.language)]
    lead = 0 if replied.question in alone else ENOUGH_OF_LEAD
    asking = form_of(replied.question, source.language)
    spoken = asking if whole == replied.question else form_of(whole, source.language)
    return AskedQuestion(source.language, frozenset(map(plain, alone)), asking, spoken, lead, replied.rows)


def _hashes(asked: AskedQuestion) -> Iterator[int]:
    """Of all that it is known by."""
    for words in asked.plain:
        yield hashed(TYPED, "", words)
    if asked.language in KNOWN:
        for term in asked.asking.content or ("",):
            yield hashed(ASKING, asked.language, term)
        for term in asked.whole.content:
            yield hashed(WHOLE, asked.language, term)


def _table(
    transcripts: Rows, turns: Rows, terms: Rows, hashes: Hashes, owners: Rows, languages: Iterable[str]
) -> AskedTable:
    """With the hashes in order."""
    order = np.argsort(hashes, kind="stable")
    names = lines_to_bytes(sorted(languages))
    return AskedTable(transcripts, turns, terms, hashes[order], owners[order], names)
