"""A text in the form in which words are compared: its words and signs, each with its place in the text.

What does not count is gone: white space, quotation marks, emphasis (*not*), what can't be seen, the marks of notes
(harbour¹, [13]), vowel marks in Arabic and points in Hebrew. Kinds of dashes, apostrophes and ellipses, composed and
decomposed letters, ligatures and full-width forms are one, and a hyphen at the end of a line is no part of a word
(har-\\nbour). Everything else counts, case too.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from index.language.terms import MARKS

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that write no spaces between words: each character counts as a word."""
UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
OPTIONAL = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670"
OPTIONAL += "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
"""Hebrew points and Arabic vowel marks, which a text may have or not. U+0653 to 0655 are parts of letters."""
COMBINING = f"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f{MARKS}"
RAISED = "¹²³⁰⁴-⁹"
QUOTES = "“”„‟‘’‚‛'\"«»‹›「」『』`´ʼ＂＇′″"
APOSTROPHE = "['’ʼ‘`´＇′]"
LETTER = rf"[^\W\d_ʼ{UNSPACED}{RAISED}]"
INSIDE = rf"(?:[^\W_ʼ{UNSPACED}{RAISED}]|[{COMBINING}{OPTIONAL}{UNSEEN}])"
HYPHEN = r"[-‐][^\S\n]*\r?\n\s*(?=[a-zà-ÿа-яё])"
LINE_HYPHEN = re.compile(rf"(?P<left>{LETTER}+){HYPHEN}(?P<right>{LETTER}+)")
LINE_END = rf"(?:{HYPHEN}|\u00ad\s+)"
"""A word goes on in the next line."""
WORD = (
    rf"{LETTER}{INSIDE}*(?:(?<!\d){LINE_END}{LETTER}{INSIDE}*)?"
    rf"(?:\s*n{APOSTROPHE}t\b|\s*{APOSTROPHE}(?:s|re|ve|ll|d|m|t)\b|{APOSTROPHE}{LETTER}{INSIDE}*)*"
)
"""We're, we 're, do n't, l’État: an apostrophe is part of a word, as some transcripts set it with a space before."""
NUMBER = rf"\d+(?:[.,:/]\d+)*(?:{INSIDE}{{1,2}}(?!{INSIDE}))?"
"""With the letters of 15th and 10km; more of them are a word that lacks a space before it."""
DASH = r"[-‐‑‒–—―−－]+"
ELLIPSIS = r"…|\.(?:\s?\.){2,}"
EMPHASIS = r"(?<![^\W_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![^\W_])"
"""Marks of Markdown around words: *not*."""
NOTE = r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]"
PLAIN = rf"[A-Za-z]++(?=[,.;:?!]| [A-Za-z](?!{APOSTROPHE}))"
"""A WORD behind which no more of it can stand: most of them, and sooner found."""
UNIT = re.compile(
    rf"(?P<plain>{PLAIN})|(?P<word>{WORD}|{NUMBER}|[{UNSPACED}][\u3099\u309a]*)|(?P<dash>{DASH})|(?P<ellipsis>{ELLIPSIS})"
    rf"|(?P<emphasis>{EMPHASIS})|(?P<note>{NOTE})|(?P<raised>[{RAISED}†‡]+)"
    rf"|(?P<sign>[^\s{QUOTES}{COMBINING}{OPTIONAL}{UNSEEN}][{COMBINING}]*)"
)
DROPPED = re.compile(f"[{UNSEEN}{OPTIONAL}]")
ALIKE = str.maketrans(dict.fromkeys("’ʼ‘`´′", "'"))
SIGNS = str.maketrans("。", ".")
BROKEN = re.compile(LINE_END)
ELIDED, DASHED = "…", "-"
MARK = re.compile(r"[^\W_]")
UNSPACED_WORD = re.compile(f"[{UNSPACED}]")
CLITIC = rf"\s*{APOSTROPHE}(?:s|re|ve|ll|d|m)"
JOINED = re.compile(
    rf"(?P<before>[^\W\d_]{{1,4}}{APOSTROPHE}(?!(?:s|re|ve|ll|d|m)$))?(?P<base>.+?)(?P<behind>{CLITIC})?", re.IGNORECASE
)
"""A word with what may be joined to it: Xi's, l'État."""
FREE = re.compile(r"\s+[^\W_]")
"""What stands behind a number in brackets that may count something: [15] years; behind a note stands a sign."""


@dataclass(frozen=True, slots=True)
class Normal:
    """Words and signs in order: `keys[i]` stands at text[starts[i]:stops[i]].

    >>> normalise("“We 're  here” –").keys
    ('We\\'re', 'here', '-')
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]


def normalise(
    text: str, start: int = 0, stop: int | None = None, *, compounds: Collection[str] = (), notes: bool = False
) -> Normal:
    """The words and signs of `text[start:stop]`; places count in the whole text.

    `compounds` are words, in small letters, that keep their hyphen where a line ends behind it. A number in square
    brackets is a note if it is tied to a word or a sign follows; with `notes`, as in a transcript, wherever it stands.
    """
    stop = len(text) if stop is None else stop
    keys: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    for match in UNIT.finditer(text, start, stop):
        if match.lastgroup == "plain":
            keys.append(match.group())
            starts.append(match.start())
            stops.append(match.end())
            continue
        before = keys[-1] if stops and stops[-1] == match.start() else ""
        for key, first, last in _units(match, before, stop, compounds, notes):
            keys.append(key)
            starts.append(first)
            stops.append(last)
    return Normal(tuple(keys), tuple(starts), tuple(stops))


def _units(
    match: re.Match[str], before: str, stop: int, compounds: Collection[str], notes: bool
) -> Iterable[tuple[str, int, int]]:
    """What counts of a match, right behind the unit `before`, with its places: mostly all of it."""
    match match.lastgroup:
        case "emphasis":
            return ()
        case "note" if notes or _is_tied(match, stop):
            return ()
        case "note":
            return _signs(match)
        case "raised" if _is_note(before, match):
            return ()
        case "word" if "\n" in match.group() or "\u00ad" in match.group():
            return _over_lines(match, compounds)
    return ((_key(match), match.start(), match.end()),)


def is_word(key: str) -> bool:
    """Whether a key is a word or number, not a sign."""
    return MARK.match(key) is not None


def other_case(key: str) -> str:
    """With its first letter in the other case: "The" -> "the"."""
    return key[0].swapcase() + key[1:]


def bases(key: str) -> set[str]:
    """A word's key, and the same without what is joined to it: bases("xi's") -> {"xi's", "xi"}."""
    joined = JOINED.fullmatch(key)
    return {key, joined["base"], f"{joined['before'] or ''}{joined['base']}"} if joined else {key}


def count_words(keys: tuple[str, ...]) -> int:
    """How many words; two characters of a script without spaces count as one."""
    words = [key for key in keys if is_word(key)]
    unspaced = sum(UNSPACED_WORD.match(key) is not None for key in words)
    return len(words) - unspaced + (unspaced + 1) // 2


def _key(match: re.Match[str]) -> str:
    unit = match.group()
    match match.lastgroup:
        case "word":
            return _word(unit)
        case "dash":
            return DASHED
        case "ellipsis":
            return ELIDED
    return unit if unit.isascii() else unicodedata.normalize("NFKC", unit).translate(SIGNS)


def _word(unit: str) -> str:
    if unit.isascii() and unit.isalnum():
        return unit  # most words: nothing in them can differ
    whole = unicodedata.normalize("NFKC", "".join(unit.split()))
    return DROPPED.sub("", whole).translate(ALIKE)


def _over_lines(match: re.Match[str], compounds: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """A word that a line's end divides: one, or the parts of a compound and their hyphen."""
    unit, start, stop = match.group(), match.start(), match.end()
    broken = BROKEN.search(unit)
    if broken is None:
        yield _word(unit), start, stop
        return
    left, right = _word(unit[: broken.start()]), _word(unit[broken.end() :])
    if f"{left}-{right}".lower() not in compounds:
        yield left + right, start, stop
        return
    hyphen = start + broken.start()
    yield left, start, hyphen
    yield DASHED, hyphen, hyphen + 1
    yield right, start + broken.end(), stop


def _signs(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """A bracket that is no note, unit by unit."""
    yield "[", match.start(), match.start() + 1
    for inner in UNIT.finditer(match.string, match.start() + 1, match.end() - 1):
        yield _key(inner), inner.start(), inner.end()
    yield "]", match.end() - 1, match.end()


def _is_tied(match: re.Match[str], stop: int) -> bool:
    """Whether a number in brackets belongs to the word before it, or nothing that it could count follows."""
    before, behind = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    if behind.isalnum() or match.string[match.start() + 1] == "0":
        return False  # [19]45, 14[0]
    return before.isalnum() or before in tuple(".,;:!?") or not FREE.match(match.string, match.end(), stop)


def _is_note(before: str, match: re.Match[str]) -> bool:
    """Whether raised digits are a note's, and no power of the unit right `before` them: not those of m² and 10²."""
    return not is_word(before) or len(before) > (3 if before.isdigit() else 2)
