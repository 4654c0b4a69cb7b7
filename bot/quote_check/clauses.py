"""A piece of a sentence becomes its clauses, each with its subject: who does what the clause says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.quote_check.people import VIEWS, Mention
from index.language.knowledge import all_words, alternatives

SAYS = re.compile(
    rf"(?<!\w)(?:{alternatives('reporting.says', 'reporting.says_in_articles', 'reporting.tells')}"
    rf"|{alternatives('reporting.says', languages=('other',))})(?!\w)"
)
"""What is known to mean that somebody says something; it settles what grammar leaves open."""
ACCORDING = alternatives("reporting.according")
TOKEN = re.compile(rf"(?P<word>(?i:{ACCORDING})\b|[^\W_][\w’'-]*)|(?P<sign>[,;:()，；：、。.!?]|[—–]+|(?<!\w)-+(?!\w))")
WITHIN = frozenset(all_words("clauses.subordinating"))
APART = frozenset(all_words("clauses.apart"))
"""Joins a clause that stands apart behind a sign, as one of its own: , as Vik put it."""
JOINS = WITHIN.union(all_words("clauses.joins"))
PREPOSITIONS = frozenset(all_words("clauses.prepositions"))
ORIGINS = frozenset(all_words("clauses.origins", "reporting.according"))
PARTICLES = frozenset(all_words("clauses.particles"))
OTHERS = frozenset(all_words("clauses.determiners"))
BY_WHOSE = frozenset(all_words("clauses.by_whose"))
AGENTS = frozenset(all_words("clauses.agents"))
OF = frozenset(all_words("clauses.possessing"))
CLEFT = frozenset(all_words("clauses.impersonal"))
FOR = frozenset(all_words("reporting.for_whom"))
OPENERS = frozenset(all_words("clauses.openers"))
AUXILIARIES = frozenset(all_words("clauses.auxiliaries"))
MOST_NOUNS = 3
PARTICIPLES = all_words("clauses.participles")
BEING = frozenset(all_words("clauses.being"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a mention, `text` in small letters."""

    text: str
    start: int
    stop: int
    is_sign: bool = False
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens between two signs or joining words, with the word that joins it to those before."""

    joined_by: str
    tokens: tuple[Token, ...] = field(default=())

    @property
    def is_within(self) -> bool:
        """Whether it is a part of another clause: when he said, that he said."""
        return self.joined_by in WITHIN


@dataclass(frozen=True, slots=True)
class Subject:
    """Of a clause; `mention` is None for one who is not named: it then ends where it starts."""

    mention: Mention | None
    start: int
    stop: int
    clause_stop: int
    is_within: bool = False
    is_said: bool = False
    """Whether what names it means by itself that the words are from it: according to Ann Lee, said Ann Lee."""


def tokens(words: str, mentions: Sequence[Mention]) -> list[Token]:
    """Each mention is one token."""
    found: list[Token] = []
    at = 0
    for mention in (*mentions, None):
        stop = len(words) if mention is None else mention.start
        found += (
            Token(match.group().lower(), match.start(), match.end(), match["sign"] is not None)
            for match in TOKEN.finditer(words, at, stop)
        )
        if mention:
            found.append(Token("", mention.start, mention.stop, mention=mention))
            at = mention.stop
    return found


def clauses(found: Sequence[Token]) -> Iterator[Clause]:
    """In order; those of no token are left out."""
    joined_by, inside, was_sign = "", list[Token](), True
    for token in found:
        if token.is_sign or token.text in JOINS:
            if inside:
                yield Clause(joined_by, tuple(inside))
                inside = []
                joined_by = ""
            joined_by = token.text if not token.is_sign and not (was_sign and token.text in APART) else ""
        was_sign = token.is_sign
        if not (token.is_sign or token.text in JOINS):
            inside.append(token)
    if inside:
        yield Clause(joined_by, tuple(inside))


def agent(words: str, mentions: Sequence[Mention]) -> Mention | None:
    """The one by whom it is done, where `words` end with that: the tale is told by Ann Lee."""
    *_, clause = (Clause(""), *clauses(tokens(words, mentions)))
    is_last = len(clause.tokens) > 2 and clause.tokens[-2].text in AGENTS and not _is_participle(clause.tokens[0])
    return clause.tokens[-1].mention if is_last else None


def subjects(words: str, mentions: Sequence[Mention]) -> list[Subject]:
    """Of the clauses of `words`, in order. A clause that goes on with the one before has none of its own."""
    found: list[Subject] = []
    for clause in clauses(tokens(words, mentions)):
        inside, last = clause.tokens, clause.tokens[-1].stop
        row = _subject(clause, words)
        if row is not None:
            is_said = row > 0 and (_is_from(inside, row, words) or _says(words, inside[:row]))
            found.append(
                Subject(inside[row].mention, inside[row].start, inside[row].stop, last, clause.is_within, is_said)
            )
            continue
        first = inside[0]
        is_first = not found and first.text not in PREPOSITIONS and not _is_participle(first)
        if is_first or (first.text in OTHERS and clause.joined_by):
            found.append(Subject(None, first.start, first.start, last, clause.is_within))
    return found


def _subject(clause: Clause, words: str) -> int | None:
    """The row of the one who is named first and by no preposition, or from whom something comes; None if none is."""
    inside = clause.tokens
    first = inside[0]
    if first.mention:
        return 0
    is_cleft = first.text in CLEFT and len(inside) > 2 and inside[1].text in BEING
    for row, token in enumerate(inside[1:], 1):
        before = inside[row - 1].text
        if token.mention is None:
            continue
        if _is_from(inside, row, words) or (is_cleft and row == 2):
            return row
        is_opened = first.text in PREPOSITIONS or first.text in OPENERS
        if before in PREPOSITIONS:
            continue
        if (is_opened and row < len(inside) - 1) or _says(words, inside[:row]) or is_titled(inside, row, words):
            return row
    return None


def is_titled(inside: Sequence[Token], row: int, words: str) -> bool:
    """Whether what somebody is stands before the name, and something behind it: the old keeper Vik sighs."""
    nouns, mention = inside[:row], inside[row].mention
    if (
        mention is None
        or mention.is_possessive
        or row > MOST_NOUNS
        or row == len(inside) - 1
        or SAYS.search(words, nouns[0].start, nouns[-1].stop)
    ):
        return False
    verbal = BEING | PREPOSITIONS | AUXILIARIES | ORIGINS
    return not any(token.text in verbal or _is_participle(token) for token in nouns) and nouns[-1].text not in OTHERS


def _is_from(inside: Sequence[Token], row: int, words: str) -> bool:
    """According to Ann Lee; from Ann Lee; in the words of Ann Lee; in Ann Lee’s words; for Ann Lee, nothing else."""
    token, before = inside[row], inside[row - 1]
    is_possessive = token.mention is not None and token.mention.is_possessive
    is_view = (
        before.text in BY_WHOSE | ORIGINS
        and is_possessive
        and re.compile(rf"\s+{VIEWS}\b").match(words, token.stop) is not None
    )
    if before.text in ORIGINS or (before.text in FOR and len(inside) == 2):
        return not _is_participle(inside[0]) and (is_view or not is_possessive)  # not: asked by Ann Lee
    is_of = before.text in OF and re.search(rf"\b{VIEWS}\s+$", words[: before.start]) is not None
    return is_of or is_view


def _is_participle(token: Token) -> bool:
    """Asked by Marsh, Vik said."""
    return token.text.endswith(PARTICIPLES)


def _says(words: str, verbs: Sequence[Token]) -> bool:
    return SAYS.fullmatch(words[verbs[0].start : verbs[-1].stop].lower()) is not None
