"""What a person typed becomes a Query: what is searched, what it leans on, and the words to search as they stand."""

import re
import unicodedata
from dataclasses import dataclass

from index.errors import QuestionError

MAX_CHARACTERS = 20_000
QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」|\"([^\"]+)\"")
EVERY = re.compile(
    r"(?:(?:please )?(?:list|show|find|give)(?: me)? )?(?:every|all|each)(?: of)?(?: the)? "
    r"(?:mentions?|occurrences?) of (?P<a>.+)"
    r"|where (?:is|are|was|were) (?P<b>.+) mentioned"
    r"|how (?:often|many times) (?:is|are|was|were) (?P<c>.+) mentioned",
    re.IGNORECASE,
)
POINTING = frozenset("it this that these those them him her he she they there".split())
"""What can't be looked for as it stands: it is something else that is meant."""
CONTEXT = re.compile(r"\[([^\[\]]*)\]\s*$")


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is searched by meaning and by words, each of `phrases` as it stands.

    `context` is what the text leans on: it counts, but less. `every` says that the places of the phrases are what is
    asked for, not a help to find it.
    """

    text: str
    phrases: tuple[str, ...] = ()
    every: bool = False
    context: str = ""

    @property
    def has_words(self) -> bool:
        return any(character.isalnum() for character in self.text)


def clean(question: str) -> str:
    """One line: control characters and runs of white space become a space, lone surrogates "?".

    Raises QuestionError above MAX_CHARACTERS.
    """
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(f"expected a question of at most {MAX_CHARACTERS:,} characters; found {len(question):,}")
    whole = question.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in whole).split())


def split_context(text: str) -> tuple[str, str]:
    """A clean question and what stands in square brackets at its end; "" if nothing does, or nothing before it.

    >>> split_context("Who got it? [the medal]")
    ('Who got it?', 'the medal')
    """
    found = CONTEXT.search(text)
    before = text[: found.start()].rstrip() if found else ""
    return (before, found[1].strip()) if found and any(map(str.isalnum, before)) else (text, "")


def parse(question: str) -> Query:
    """Find the quoted phrases of a clean question, or the phrase whose every mention is asked for, and its context.

    >>> parse("every mention of Xi Jinping")
    Query(text='every mention of Xi Jinping', phrases=('Xi Jinping',), every=True, context='')
    """
    text, context = split_context(question)
    quoted = tuple(phrase for groups in QUOTED.findall(text) if (phrase := _phrase("".join(groups))))
    asked = EVERY.fullmatch(text.rstrip(" ?.!"))
    named = _phrase(next(group for group in asked.groups() if group)) if asked else ""
    if asked and named.lower() not in POINTING:
        return Query(text, quoted or ((named,) if named else ()), bool(quoted or named), context)
    rest = QUOTED.sub("", text)
    return Query(text, quoted, bool(quoted) and not any(c.isalnum() for c in rest), context)


def _phrase(words: str) -> str:
    phrase = words.strip(" '‘’“”\"«»")
    return phrase if any(c.isalnum() for c in phrase) else ""
