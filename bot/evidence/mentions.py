"""A phrase becomes every place where it stands, in the order of the text; no model is needed for that."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.evidence.citation import Citation, cite, rows_within
from bot.evidence.concordance import Concordance, Entry
from bot.evidence.inflection import forms_of
from bot.evidence.normal import JOINED, is_word, normalise
from bot.evidence.quoted_speech import quoted_spans
from index.language.knowledge import words
from index.quotable import Quotable
from index.scope import EVERYWHERE, Scope
from index.transcript import Role, Span, Turn

MOST_PLACES = 200
"""Places that are given at once."""
LOOSE = frozenset(".,;:!?…-()[]")
"""Signs at the ends of a phrase that are not meant."""
ARTICLES = frozenset(words("en", "mentions.articles"))


@dataclass(frozen=True, slots=True)
class Mention:
    """The phrase at `text[start:stop]` and the citation of the sentences that hold it, whoever speaks them."""

    start: int
    stop: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Mentions:
    """The places of `phrase`, in the order of the transcripts and their texts: of all `count` those from number `first`
    (0 for the first) on, MOST_PLACES at most.

    `forms` are the forms in which it stands, in small letters, and how often, most frequent first.
    """

    phrase: str
    places: tuple[Mention, ...]
    count: int
    first: int
    forms: tuple[tuple[str, int], ...]
    speakers: tuple[tuple[str, Role, int], ...]
    """Who says it, with their role, and how often, most first: whoever is quoted, where that is told."""
    rows: frozenset[tuple[int, int]]
    """The transcript and the sentence of every place."""


def find_mentions(
    phrase: str, concordance: Concordance, *, inflected: bool = False, first: int = 0, scope: Scope = EVERYWHERE
) -> Mentions:
    """Where in `scope` `phrase` stands as whole words within one turn, if `inflected` in the other forms of its words
    too.

    Case, white space, quotation marks, kinds of apostrophes and dashes do not count, nor do signs around the phrase;
    all others do. A leading article counts only where the phrase stands with it, and not if `inflected`. Signs alone
    stand nowhere.
    """
    keys = [key.lower() for key in concordance.normalise(phrase).keys]
    while keys and keys[-1] in LOOSE:
        keys.pop()
    while keys and keys[0] in LOOSE:
        keys.pop(0)
    places = [] if inflected else _everywhere(keys, concordance, scope, inflected=False)
    if not places and len(keys) > 1 and keys[0] in ARTICLES:
        phrase, keys = phrase.split(maxsplit=1)[-1], keys[1:]
    return _mentions(phrase, concordance, places or _everywhere(keys, concordance, scope, inflected), first)


def _everywhere(keys: Sequence[str], concordance: Concordance, scope: Scope, inflected: bool) -> list[tuple[int, Span]]:
    """The transcript and the place of each run that is `keys`."""
    return [
        (row, span)
        for row, entry in enumerate(concordance.entries)
        if scope.covers(row)
        for span in _places(keys, concordance, entry, inflected)
        if scope.has(row, _turn(entry.source, span))
    ]


def _turn(source: Quotable, span: Span) -> Turn:
    """The turn in which `span` stands."""
    row, _ = rows_within(source.passages, span.start, span.stop)
    return source.transcript.turns[source.passages.sentences[row].turn]


def _mentions(phrase: str, concordance: Concordance, places: Sequence[tuple[int, Span]], first: int) -> Mentions:
    rows: set[tuple[int, int]] = set()
    forms: Counter[str] = Counter()
    speakers: Counter[tuple[str, Role]] = Counter()
    given: list[Mention] = []
    for number, (row, span) in enumerate(places):
        source = concordance.entries[row].source
        begins, ends = rows_within(source.passages, span.start, span.stop)
        rows.update((row, sentence) for sentence in range(begins, ends + 1))
        forms[_form(source.transcript.text, span)] += 1
        speakers[_speaker(source, begins, span)] += 1
        if first <= number < first + MOST_PLACES:
            given.append(Mention(span.start, span.stop, cite(source, begins, ends)))
    said_by = tuple((speaker, role, count) for (speaker, role), count in speakers.most_common())
    return Mentions(phrase, tuple(given), len(places), first, tuple(forms.most_common()), said_by, frozenset(rows))


def _speaker(source: Quotable, row: int, span: Span) -> tuple[str, Role]:
    """Whose words stand at `span` of sentence `row`: the speaker's, or whoever the speaker quotes by name."""
    turn = source.transcript.turns[source.passages.sentences[row].turn]
    for quoted in quoted_spans(source.transcript.text, source.passages, row, row):
        if quoted.speaker and quoted.start <= span.start and span.stop <= quoted.stop:
            return quoted.speaker, "speaker"
    return turn.speaker, turn.role


def _form(text: str, span: Span) -> str:
    """The words in small letters, as they are compared, with a space where the text has white space."""
    normal = normalise(text, span.start, span.stop, notes=True)
    form = ""
    for key, start, stop in zip(normal.keys, normal.starts, (*normal.starts[1:], span.stop), strict=True):
        form += key.lower() + (" " if text[start:stop][-1].isspace() else "")
    return form.strip()


def _places(keys: Sequence[str], concordance: Concordance, entry: Entry, inflected: bool) -> list[Span]:
    """Of units that are `keys`, the first and last of them a word or a sign that counts, in one transcript."""
    at = [i for i, key in enumerate(keys) if is_word(key)]
    sought = [_alternatives(keys[i], concordance, entry, inflected, is_edge=i in (at[0], at[-1])) for i in at]
    if not at or not all(sought):
        return []
    signs = [concordance.spell(keys[left + 1 : right]) for left, right in pairwise((-1, *at, len(keys)))]
    pattern = re.compile("".join(f"[{re.escape(concordance.spell(words))}]" for words in sought))
    spans = []
    for match in pattern.finditer(entry.loose):
        units = entry.words[match.start() : match.end()]
        first, last = units[0] - len(signs[0]), units[-1] + 1 + len(signs[-1])
        if [entry.exact[left + 1 : right] for left, right in pairwise((first - 1, *units, last))] == signs:
            spans.append(_bare(entry.slice(first, last), entry.source.transcript.text, keys))
    return spans


def _alternatives(key: str, concordance: Concordance, entry: Entry, inflected: bool, *, is_edge: bool) -> list[str]:
    """The words of the transcripts that stand for `key`: at the edges of a phrase also with what is joined to it."""
    language = entry.source.transcript.language
    forms = forms_of(key, concordance.vocabulary, language) if inflected else [key]
    words = [
        concordance.vocabulary.get(form, set()) if is_edge else {form} & concordance.vocabulary.keys() for form in forms
    ]
    return sorted(set().union(*words))


def _bare(span: Span, text: str, keys: Sequence[str]) -> Span:
    """Without what is joined to the first and the last word, if the phrase doesn't have it too."""
    units = normalise(text, span.start, span.stop, notes=True)
    begins = JOINED.fullmatch(text, span.start, units.stops[0])
    ends = JOINED.fullmatch(text, units.starts[-1], span.stop)
    start = begins.start("base") if begins and units.keys[0].lower() != keys[0] else span.start
    stop = ends.end("base") if ends and units.keys[-1].lower() != keys[-1] else span.stop
    return Span(start, stop)
