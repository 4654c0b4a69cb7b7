"""Where to look, in a reader's words, becomes a Scope: a choice by transcript, speaker, role, language and date."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args

from bot.errors import QuestionError
from index.card import Card
from index.scope import EVERYWHERE, Scope
from index.transcript import Metadata, Role

DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
"""ISO 8601, as far as it is known: 2020, 2020-09 or 2020-09-03."""
MOST_NAMED = 5
"""Names of what there is that an error tells."""


@dataclass(frozen=True, slots=True)
class Within:
    """What is empty narrows nothing; of several in one part any will do, and every part has to fit.

    `transcripts` are ids, `speakers` names as the transcripts have them, `languages` codes, `since` and `until` dates,
    both included. A transcript that is dated 2020 may be of any day of that year; one without a date in that form is
    left out where dates are given, and counted.
    """

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


EVERYTHING = Within()


def within_of(table: Mapping[str, Any] | None) -> Within:
    """What JSON says with the same words: {"speakers": ["Ada"], "since": "2020"}. Raises QuestionError."""
    if table is None:
        return EVERYTHING
    parts = {field.name: type(field.default) for field in fields(Within)}
    if not isinstance(table, dict) or not table.keys() <= parts.keys():
        raise QuestionError(f"within: expected an object with any of {', '.join(parts)}; found {str(table)[:80]!r}")
    values: dict[str, Any] = {}
    for name, value in table.items():
        given = [value] if parts[name] is str else value
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            expected = "a date" if parts[name] is str else "a list of texts"
            raise QuestionError(f"within.{name}: expected {expected}; found {str(value)[:80]!r}")
        values[name] = value if parts[name] is str else tuple(value)
    return Within(**values)


def scope_of(within: Within, cards: Sequence[Card]) -> Scope:
    """The part of a library that is meant. Raises QuestionError for what there is not, or for a date that is none."""
    if not within:
        return EVERYWHERE
    _check(within, cards)
    chosen = frozenset(row for row, card in enumerate(cards) if _is_chosen(card, within))
    return Scope(
        None if len(chosen) == len(cards) else chosen,
        frozenset(within.speakers) if within.speakers else None,
        frozenset(within.roles) if within.roles else None,
    )


def undated(within: Within, cards: Iterable[Card]) -> int:
    """How many transcripts are left out because nothing tells their date in that form."""
    if not (within.since or within.until):
        return 0
    return sum(_is_named(card, within) and not date_of(card.metadata) for card in cards)


def date_of(metadata: Metadata) -> str:
    """When it was held, as far as its metadata says so in the form of ISO 8601, without a time of day; else ""."""
    stated = DATE.match(metadata.date)
    is_whole = stated and metadata.date[stated.end() :][:1] in ("", "T", " ")
    return stated.group() if stated and is_whole else ""


def _is_chosen(card: Card, within: Within) -> bool:
    return _is_named(card, within) and _is_in_time(date_of(card.metadata), within)


def _is_named(card: Card, within: Within) -> bool:
    is_meant = not within.transcripts or card.id in within.transcripts
    return is_meant and (not within.languages or card.language in within.languages)


def _is_in_time(date: str, within: Within) -> bool:
    """Whether any day that may be meant by `date` lies in between; such dates are ordered as their texts are."""
    if not (within.since or within.until):
        return True
    since, until = (min(len(date), len(end)) for end in (within.since, within.until))
    return bool(date) and date[:since] >= within.since[:since] and date[:until] <= within.until[:until]


def _check(within: Within, cards: Sequence[Card]) -> None:
    there: dict[str, dict[str, None]] = {
        "transcripts": dict.fromkeys(card.id for card in cards),
        "speakers": dict.fromkeys(voice.speaker for card in cards for voice in card.voices),
        "roles": dict.fromkeys(get_args(Role)),
        "languages": dict.fromkeys(card.language for card in cards),
    }
    for part, known in there.items():
        for name in getattr(within, part):
            if name not in known:
                raise QuestionError(f"expected one of the {part} {_named(known)}; found {name!r}")
    for part in ("since", "until"):
        date = getattr(within, part)
        if date and not DATE.fullmatch(date):
            raise QuestionError(f"{part}: expected a date like 2020, 2020-09 or 2020-09-03; found {date!r}")


def _named(known: Iterable[str]) -> str:
    names = sorted(filter(None, known))
    further = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {further:,} more" if further > 0 else "")
