"""Where the words of a claim stand in the transcripts, exactly or with parts left out; no likeness has a say in it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from bot.evidence.citation import rows_within
from bot.evidence.concordance import Concordance, Run
from bot.evidence.inflection import is_form_of
from bot.evidence.normal import other_case
from bot.evidence.units import BREAK
from bot.quote_check.elision import Elided, Insertion, Part, words_together
from bot.quote_check.little_words import CLITICS
from index.passages import Passages
from index.transcript import Span

FEW = 3
"""Fewer words prove nothing."""
LOOSE_ENDS = (".", ",", "-")
"""Signs at the end of a quotation that the sentence around it asks for."""
MOST_PARTS = 40
"""A quotation with more ellipses is none."""
MOST_PLACES = 2_000
"""Places of one claim that are looked at: of a word like “the” there are thousands, and they prove nothing."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place where all parts of a claim stand, in order and in one turn of transcript number `row`."""

    row: int
    parts: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].stop)


def find_whole(keys: Sequence[str], concordance: Concordance) -> list[Location]:
    """Every place where `keys` stand one after the other."""
    runs = _runs(keys, concordance, is_free=True)
    return [Location(run.row, (concordance.entries[run.row].slice(run.first, run.last),)) for run in runs]


def find_elided(elided: Elided, concordance: Concordance) -> list[Location]:
    """The places where the parts stand in order in one turn, each part exactly; for each last part the shortest.

    None for more than MOST_PARTS.
    """
    if len(elided.parts) > MOST_PARTS:
        return []
    places: list[list[Run]] = []
    following = [*(part.inserted for part in elided.parts[1:]), elided.inserted_last]
    for i, (part, behind) in enumerate(zip(elided.parts, following, strict=True)):
        # a sentence may begin behind an ellipsis, not behind a bracket
        is_free = i == 0 or part.joint != "inserted"
        runs = [run for keys in _forms(part, behind, concordance) for run in _runs(keys, concordance, is_free)]
        places.append(sorted(runs, key=lambda run: (run.row, run.first)))
        if not places[-1]:
            return []
    return _shortest(_chains(elided.parts, places, concordance))


def _chains(parts: Sequence[Part], places: Sequence[Sequence[Run]], concordance: Concordance) -> Iterator[Location]:
    """From each place of the first part the nearest of every further one, where that is in the same stretch."""
    firsts = [[(run.row, run.first) for run in runs] for runs in places]
    for run in places[0]:
        chain = [run, *_follow(run, parts, places, firsts)]
        entry = concordance.entries[run.row]
        if len(chain) < len(parts) or BREAK in entry.exact[run.first : chain[-1].last]:
            continue
        spans = tuple(entry.slice(link.first, link.last) for link in chain)
        if _holds_together(parts, spans, entry.source.passages):
            yield Location(run.row, spans)


def _shortest(locations: Iterable[Location]) -> list[Location]:
    """Of those that end in the same place the shortest; these in the order of their length."""
    shortest: dict[tuple[int, int], Location] = {}
    by_length = sorted(locations, key=lambda where: (where.span.stop - where.span.start, where.row, where.span.start))
    for location in by_length:
        shortest.setdefault((location.row, location.span.stop), location)
    return list(shortest.values())


def _holds_together(parts: Sequence[Part], spans: Sequence[Span], passages: Passages) -> bool:
    """Whether every part of fewer than FEW words shares a sentence with a part beside it: from single words of a long
    turn anything could be put together."""
    rows = [rows_within(passages, span.start, span.stop) for span in spans]
    is_short = [count < FEW for count in words_together(parts)]
    if all(is_short) and rows[0][0] != rows[-1][1]:
        return False
    if len(parts) == 1:
        return True
    joined = [left[1] == right[0] for left, right in pairwise(rows)]
    for i in range(len(parts)):
        is_beside = any(joined[max(i - 1, 0) : i + 1])
        if is_short[i] and not is_beside:
            return False
    return True


def stands(part: Part, concordance: Concordance) -> Run | None:
    """The first place of one part."""
    return next(iter(_runs(part.keys, concordance, is_free=True)), None)


def _follow(
    run: Run, parts: Sequence[Part], places: Sequence[Sequence[Run]], firsts: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[Run]:
    """The nearest run of each further part behind the one before it."""
    for i in range(1, len(parts)):
        at = bisect_left(firsts[i], (run.row, run.last))
        if at == len(places[i]) or places[i][at].row != run.row:
            return
        following = places[i][at]
        if parts[i].joint == "adapted" and following.first != run.last:
            return
        run = following
        yield run


def _forms(part: Part, behind: Sequence[Insertion], concordance: Concordance) -> Iterator[tuple[str, ...]]:
    """The units of a part, with each word that may have been said for its first one, if that was adapted, and for its
    last one, if a bracket behind it has what it was short for: He [had], of “He'd”.
    """
    chosen = behind[0].keys[0].lower() if behind and behind[0].keys else ""
    clitics = [clitic for clitic, full in CLITICS.items() if chosen in full.split()]
    for first in _first_words(part, concordance):
        keys = (first, *part.keys[1:])
        yield keys
        for clitic in clitics:
            yield (*keys[:-1], keys[-1] + clitic)


def _first_words(part: Part, concordance: Concordance) -> list[str]:
    word, (begun, ended) = part.keys[0], part.kept
    if not (begun or ended):
        return [word]
    first, last = begun.lower(), ended.lower()
    said = {one for joined in concordance.vocabulary.values() for one in joined}
    said = {one for one in said if one.startswith(first) and one.endswith(last)}
    languages = {entry.source.transcript.language for entry in concordance.entries}
    forms = [one for one in sorted(said) if any(is_form_of(word.lower(), one, language) for language in languages)]
    return list(dict.fromkeys([word, *(begun + one[len(begun) :] for one in forms)]))


def _runs(keys: Sequence[str], concordance: Concordance, is_free: bool) -> list[Run]:
    """Where `keys` stand, as they are or without the loose ends; where both do, as they are.

    If `is_free`, the first letter may be in either case.
    """
    runs: dict[tuple[int, int], Run] = {}
    forms = [tuple(keys), _without_loose_ends(keys)]
    if is_free and keys:
        forms += [(other_case(first), *others) for first, *others in forms]
    for form in dict.fromkeys(forms):
        for run in islice(concordance.find(form), MOST_PLACES):
            runs.setdefault((run.row, run.first), run)
    return [runs[place] for place in sorted(runs)]


def _without_loose_ends(keys: Sequence[str]) -> tuple[str, ...]:
    first, last = 0, len(keys)
    while last - first > 1 and keys[last - 1] in LOOSE_ENDS:
        last -= 1
    while last - first > 1 and keys[first] == "-":
        first += 1
    return tuple(keys[first:last])
