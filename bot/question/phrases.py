"""A question becomes the phrases that are to be found as they stand, and whether their places are what is asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from index.language.knowledge import pattern, patterns, text, words
from index.language.quotation_marks import innermost, outside
from index.language.scripts import known_in

QUOTING = '“«„「"'
"""The marks around what is to be found as it stands."""
SINGLE = re.compile(r"(?<!\w)['‘]([^'‘’]+)['’](?!\w)")
"""Marks around the words of which every mention is wanted; anywhere else they may be apostrophes."""
POINTING = frozenset(
    "it this that these those them him her he she they there no yes so anything something nothing".split()
)
"""What can't be looked for as it stands: it is something else that is meant."""
WHAT = r"(?P<what>(?!(?:that|whether|how|why|who|what|when|если|что|как|почему) )\S(?:.*?\S)??)"
PARTS = (
    "text",
    "name",
    "named",
    "word",
    "listing",
    "places",
    "be",
    "mention",
    "mentioned",
    "speaker",
    "who",
    "count",
    "heads",
)
"""What a pattern of a language may name, each of which may name those before it."""
NAME = r"(?!(?:the|an?|does|do|did|has|have|is|are|was|were)\b)[\w’'.-]+"
FURTHER = re.compile(
    r"[?？]\s*\S"
    r"|,\s*(?:and |but |or |и |а |но )?(?:who|what|when|where|why|how|which|кто|что|когда|где|почему|как)\b",
    re.IGNORECASE,
)
"""Another question follows the words: “…, and who lit it?”."""
ENDS = " ?!.,;:…。？！，؟"
UNIT = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")
MOST = 12
"""Phrases of one question."""
MOST_CHARACTERS = 300
"""A longer question asks for more than the places of some words."""
LONGEST = 12
"""Words of which every mention may be wanted, if they stand in no quotation marks."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """How the places of words are asked for in one language."""

    asking: tuple[re.Pattern[str], ...]
    """Whole questions, with the words as the group "what"."""
    polite: re.Pattern[str]
    """What such a question may begin with and end with, besides."""
    named: re.Pattern[str]
    """ "the word", before the words or after them."""
    request: frozenset[str]
    """Words that ask for the places of what stands in quotation marks beside them."""
    beside: frozenset[str]
    """Words that may stand with those and ask for nothing more."""


def find_phrases(question: str) -> tuple[tuple[str, ...], bool]:
    """The phrases of a clean question that are to be found as they stand, and whether their places are what is asked.

    >>> find_phrases("every mention of Xi Jinping, please")
    (('Xi Jinping',), True)
    """
    marked = innermost(question, QUOTING)
    quoted = _phrases(question[pair.opens + 1 : pair.closes] for pair in marked)
    wanted = _wanted(question)
    if wanted:
        return quoted or wanted, True
    if quoted:
        return quoted, _asks_for_places(outside(question, marked))
    single = _phrases(SINGLE.findall(question))
    return (single, True) if single and _asks_for_places(SINGLE.sub(" ", question)) else ((), False)


def _wanted(question: str) -> tuple[str, ...]:
    """The words of which a question wants every mention; none if it asks for something else."""
    for language in known_in(question) if len(question) <= MOST_CHARACTERS else ():
        forms = _forms(language)
        plain = _bare(question, forms.polite)
        for asking in forms.asking:
            match = asking.fullmatch(plain)
            if match is None or FURTHER.search(match["what"]):
                continue
            single = _phrases(SINGLE.findall(match["what"]))
            what = _phrases([_bare(match["what"], forms.named)])
            if single or (what and what[0].lower() not in POINTING and len(what[0].split()) <= LONGEST):
                return single or what
    return ()


def _asks_for_places(others: str) -> bool:
    """Whether the words of a question beside those in quotation marks ask for the places of these and nothing more."""
    for language in known_in(others):
        forms = _forms(language)
        spoken = set(UNIT.findall(_bare(others, forms.polite).lower()))
        if not spoken or (spoken & forms.request and spoken <= forms.request | forms.beside):
            return True
    return False


def _phrases(candidates: Iterable[str]) -> tuple[str, ...]:
    stripped = (candidate.strip(" '‘’“”\"«»„「」") for candidate in candidates)
    return tuple(dict.fromkeys(phrase for phrase in stripped if _has_words(phrase)))[:MOST]


def _bare(question: str, around: re.Pattern[str]) -> str:
    """Without what `around` matches at either end, again and again, and without the marks there."""
    before, plain = "", question.strip(ENDS)
    while plain != before:
        before = plain
        plain = around.sub("", plain).strip(ENDS)
    return plain


def _has_words(words: str) -> bool:
    return any(character.isalnum() for character in words)


@cache
def _forms(language: str) -> _Forms:
    parts = {"what": WHAT, "name": NAME}
    for part in PARTS:
        if text(language, f"mentions.{part}"):
            parts[part] = pattern(language, f"mentions.{part}", **parts)
    edge = "" if language == "zh" else r"\b"
    polite = "|".join(patterns(language, "mentions.polite", **parts))
    named = parts.get("named", "(?!)")
    return _Forms(
        asking=tuple(re.compile(one, re.IGNORECASE) for one in patterns(language, "mentions.patterns", **parts)),
        polite=re.compile(rf"^(?:{polite}){edge}|{edge}(?:{polite})$", re.IGNORECASE),
        named=re.compile(rf"^(?:{named}){edge}|{edge}(?:{named})$", re.IGNORECASE),
        request=frozenset(words(language, "mentions.request")),
        beside=frozenset(words(language, "mentions.beside")),
    )
