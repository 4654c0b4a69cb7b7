"""Words that a speaker quotes from somebody else: where they stand, and who is said to have said them.

A wrong name is worse than none: only plain forms of reporting name a speaker, everything else leaves them open.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from index.language.knowledge import all_words, alternatives
from index.language.quotation_marks import DIRECTED, DIRECTED_OPENING, DIRECTED_SIGNS, STRAIGHT, Mark, pairs
from index.memo import kept_with
from index.passages import Passages
from index.spans import trim
from index.transcript import Span

BESIDE_WORD = r"(?:(?<=\S)\"|\"(?=\S))"
"""A straight mark with white space on both sides opens and closes nothing."""
SIGN = re.compile(rf"[{DIRECTED_SIGNS}]|{BESIDE_WORD}")
OPENING = re.compile(rf"[{DIRECTED_OPENING}]|(?<![^\W_]){BESIDE_WORD}")
CLOSING = {mark: re.compile(f"[{mark.closing}]") for mark in DIRECTED} | {STRAIGHT: re.compile(BESIDE_WORD)}
BEFORE = DIRECTED_OPENING + STRAIGHT.opening
"""Marks between a quotation and the words that lead to it, and in BEHIND those that follow it."""
BEHIND = "".join(mark.closing for mark in DIRECTED if mark.holds) + STRAIGHT.closing

SAYS = alternatives("reporting.says", languages=("en",))
TELLS = alternatives("reporting.tells")
SAYS_RU = alternatives("reporting.says", languages=("ru",))
TITLES = frozenset(all_words("people.titles", "people.titles_in_prose"))
NO_NAMES = frozenset(all_words("people.no_names", "dates.weekdays"))
DENIALS = re.compile(rf"\b(?:{alternatives('negations.denials')})\b|n[’']t\b", re.IGNORECASE)
WORD = r"[A-Z\u00c0-\u00de](?:[\w’'-]+|\.)"
TITLED = "|".join(sorted(TITLES))
NAME = rf"(?:(?i:{TITLED})\.?\s+){{0,3}}(?:{WORD}\s+){{0,3}}{WORD}"
NAME_RU = r"[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?"
CLAUSE = r"(?:^|[,;:“”]\s*|\bthat\s+)(?:(?:[Aa]s|[Aa]nd|[Bb]ut|[Ss]o)\s+)?"
ENDS = r"(?=\s*(?:[.,;:!?—–]|$)|\s+(?:in|on|at|to|during)\b)"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases that name who is quoted, in the words before a quotation and in those after it."""

    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]


def phrases(name: str = NAME) -> Phrases:
    """Plain forms of reporting with somebody whose name `name`, a pattern, matches."""
    name = rf"(?P<name>{name})"
    russian = rf"(?P<name>{NAME_RU})"
    return Phrases(
        (
            re.compile(rf"{CLAUSE}{name}\s+(?:(?:once|also|has|had|recently)\s+)?(?:{SAYS})(?:\s+that)?\s*[,:]?\s*$"),
            re.compile(rf"{CLAUSE}{name}\s+(?:{TELLS})\s+[^,;:.“”\"]{{1,40}}[,:]\s*$"),
            re.compile(rf"(?:^|[,;]\s+)(?i:according to|in the words of)\s+{name}\s*,?\s*$"),
            re.compile(rf"(?:^|,\s+)[Кк]ак\s+(?:{SAYS_RU})\s+{russian}\s*,\s*$"),
        ),
        (
            re.compile(rf"^\s*(?:as\s+)?(?:{SAYS})\s+{name}{ENDS}"),
            re.compile(rf"^\s*(?:as\s+)?{name}\s+(?:(?:{SAYS}){ENDS}|(?:{TELLS})\s+[a-z])"),
        ),
    )


PLAIN = phrases()
REPORTS = re.compile(rf"\b(?:{SAYS}|{TELLS})\b")


@dataclass(frozen=True, slots=True)
class Quoted:
    """`text[start:stop]`, without its quotation marks; `speaker` is "" where no reporting phrase names one."""

    start: int
    stop: int
    speaker: str


def quoted_spans(text: str, passages: Passages, first: int, last: int) -> tuple[Quoted, ...]:
    """What stands between quotation marks in sentences `first` to `last` (rows), cut to them.

    Marks are paired within a paragraph, so that a sentence in the middle of a long quotation is known as quoted.
    """
    sentences = passages.sentences
    start, stop = sentences[first].start, sentences[last].stop
    spans = []
    for row in range(sentences[first].paragraph, sentences[last].paragraph + 1):
        quotes = _paragraph_quotes(passages, text, row)
        first_inside = bisect_right(quotes, start, key=lambda quoted: quoted.stop)
        last_inside = bisect_left(quotes, stop, key=lambda quoted: quoted.start)
        for quoted in quotes[first_inside:last_inside]:
            cut = trim(text, max(quoted.start, start), min(quoted.stop, stop))
            if cut:
                spans.append(Quoted(cut.start, cut.stop, quoted.speaker))
    return tuple(spans)


def between_marks(text: str, start: int, stop: int) -> list[Span]:
    """What stands between quotation marks in `text[start:stop]`, outermost marks only, trimmed, in order.

    A ” or » that closes nothing opens, as in the mistyped ” We honor … together.”; an opening one that is never closed
    holds to the end, as it does in a quotation of several paragraphs; a straight one that is never closed is
    ignored with all that follows, and one behind a letter or digit (6") opens nothing.
    """

    def first(mark: Mark, at: int) -> int | None:
        closing = CLOSING[mark].search(text, at, stop)
        return closing.start() if closing else None

    spans = []
    for pair in pairs(text, start, stop, OPENING, first):
        span = trim(text, pair.opens + 1, pair.closes)
        if span and (pair.is_closed or pair.mark.holds):
            spans.append(span)
        if not pair.is_closed:
            break  # whatever comes later may stand inside it
    return spans


@kept_with
def _paragraph_quotes(passages: Passages, text: str, row: int) -> tuple[Quoted, ...]:
    paragraph = passages.paragraphs[row]
    sentences = passages.sentences[paragraph.first : paragraph.last]
    starts = [sentence.start for sentence in sentences]
    quotes = []
    for span in between_marks(text, paragraph.start, paragraph.stop):
        begins_in = sentences[max(bisect_right(starts, span.start) - 1, 0)]
        ends_in = sentences[max(bisect_right(starts, span.stop - 1) - 1, 0)]
        before, after = text[begins_in.start : span.start], text[span.stop : ends_in.stop]
        speaker = _speaker(before, text[span.start : span.stop], after)
        quotes.append(Quoted(span.start, span.stop, speaker))
    return tuple(quotes)


def _speaker(before: str, quoted: str, after: str) -> str:
    """Who is named by a reporting phrase in the sentences before or after the words `quoted`.

    "" where the phrase is denied ("It is not true that Xi said"), or where two phrases name two people.
    """
    before = before.rstrip().rstrip(BEFORE).rstrip()
    after = after.lstrip(BEHIND)
    if DENIALS.search(before) or DENIALS.search(after):
        return ""
    matches = [pattern.search(before) for pattern in PLAIN.before]
    is_set_off = quoted[-1] in ",!?" or after[:1] in ("", ",", "—", "–")
    if is_set_off and not SIGN.search(after) and len(REPORTS.findall(after)) < 2:
        matches += [pattern.search(after.lstrip(" ,—–-")) for pattern in PLAIN.after]
    names = {_name(match["name"]) for match in matches if match} - {""}
    return names.pop() if len(names) == 1 else ""


def _name(words: str) -> str:
    """The name behind the last title: "Russian President Xi Jinping" -> "Xi Jinping"; "" if it is none."""
    name: list[str] = []
    is_none = False
    for word in words.split():
        plain = word.lower().strip(".,")
        if plain in TITLES:
            name, is_none = [], False
        else:
            name.append(word)
            is_none = is_none or plain in NO_NAMES
    is_possessive = bool(name) and name[-1].endswith(("’s", "'s"))
    return "" if is_none or is_possessive else " ".join(name)
