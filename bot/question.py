"""What a person typed becomes a Query: what is searched, and the words to be searched as they stand."""

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


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is searched by meaning and by words, each of `phrases` as it stands.

    `every` says that the places of the phrases are the answer, not a help to find it.
    """

    text: str
    phrases: tuple[str, ...] = ()
    every: bool = False

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


def parse(text: str) -> Query:
    """Find the quoted phrases of a clean question, or the phrase whose every mention is asked for.

    >>> parse("every mention of Xi Jinping")
    Query(text='every mention of Xi Jinping', phrases=('Xi Jinping',), every=True)
    """
    quoted = tuple(phrase for groups in QUOTED.findall(text) if (phrase := _phrase("".join(groups))))
    asked = EVERY.fullmatch(text.rstrip(" ?.!"))
    if asked:
        named = _phrase(next(group for group in asked.groups() if group))
        return Query(text, quoted or ((named,) if named else ()), bool(quoted or named))
    rest = QUOTED.sub("", text)
    return Query(text, quoted, bool(quoted) and not any(c.isalnum() for c in rest))


def _phrase(words: str) -> str:
    phrase = words.strip(" '‘’“”\"«»")
    return phrase if any(c.isalnum() for c in phrase) else ""
