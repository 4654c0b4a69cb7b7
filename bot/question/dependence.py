"""Whether a question can't be understood without the one before it: by words that point back, and by what it lacks.

How short it is does not count. English is looked at closely: "she" may be the interviewee, and "their" may point into
the question itself.
"""

import re

from bot.question.cues import FollowupCues, cues_of, language_of
from index.language.terms import terms

BETWEEN = " ,.:;!，；：。！…–—-"
"""What parts the words of a correction."""
CONTRACTED = re.compile(r"\b(who|what|where|when|why|how|it|that|there|he|she)'s\b", re.IGNORECASE)
FEW = 2
"""Terms up to which a question that is joined to another by "and" goes on from it."""


def whole_words(words: str, *patterns: str) -> str:
    """One alternative for each of `patterns` and each word of `words`, between the edges of words."""
    return rf"\b(?:{'|'.join([*patterns, *words.split()])})\b"


PERSON = re.compile(whole_words("he him his she her hers"))
INTERVIEWEE = re.compile(
    whole_words(
        "",
        r"(?:he|she) (?:\w+ )?(?:say|said|think|thought|describe|mention|call|believe|quote|express|feel|consider"
        r"|explain|see|view|regard|warn|admit|mean|compare|name|claim|argue|want|hope|recommend|advise|suggest)\w*",
        r"(?:his|her) (?:own )?(?:view|opinion|words|interview|answer|message|name|thoughts?)",
    )
)
"""Where "he" or "she" is whoever gives the interview."""
PEOPLE = re.compile(
    whole_words(
        "who whom whose he she him his her wife husband brother sister son daughter father mother uncle aunt nephew "
        "niece cousin child boy girl man woman lady friend teacher doctor veteran soldier officer president minister "
        "king queen leader student captain colleague",
        r"grand\w+",
        r"\w+ist",
    ),
    re.IGNORECASE,
)
FULL_NAME = re.compile(r"(?:^|(?<=\s))[A-Z][\w’'-]+ [A-Z][\w’'-]+")
"""Both: who "he" or "she" may be other than the interviewee, in the question before."""
CLAUSE = re.compile(whole_words("when after before because that if while who which since so as"))
NAMED = re.compile(r"\b(?:the|an?|our|every|no|some|my) [\w-]+|(?<=\s)[A-Z][\w’'-]+")
OWN = re.compile(r"(?:his|her|their|its) \w")


def depends(question: str, previous: str) -> bool:
    """Whether `question` needs `previous`, the one before it.

    >>> depends("And in Kazakhstan?", "What was done in China?"), depends("Who got a medal?", "What was done in China?")
    (True, False)
    """
    language = language_of(question)
    cues = cues_of(language)
    plain = " ".join(question.split()).rstrip(" ?!.…。？！").replace("’", "'")
    plain = CONTRACTED.sub(r"\1 is", plain)
    rest = plain.lower()
    if objection := cues.objecting.match(rest):
        rest = rest[objection.end() :].lstrip(BETWEEN)
        if not cues.asking.search(rest) or cues.denying.search(rest):
            return True
    if cues.correcting.match(rest):
        return True
    asked, is_joined = rest, False
    while opener := cues.openers.match(rest):
        is_joined = is_joined or bool(cues.joining.match(rest))
        rest = rest[opener.end() :]
    if not rest or cues.lacking.fullmatch(rest):
        return True
    if not cues.asking.search(rest) and not cues.clause.match(rest):
        is_asked = question.rstrip().endswith(("?", "？"))
        return _is_fragment(rest, cues, language, rest != asked, is_asked)
    content = set(terms(rest, language))
    is_little = len(content) <= (FEW if is_joined else 0)
    return is_little or _points_back(plain[len(plain) - len(rest) :], previous, cues)


def _is_fragment(rest: str, cues: FollowupCues, language: str, is_opened: bool, is_asked: bool) -> bool:
    """Whether words without a verb are what is left of a question, and not words to look for."""
    is_marked = is_opened or is_asked or bool(cues.part.match(rest))
    length = len(rest) if language == "zh" else len(rest.split())
    return is_marked and length <= cues.short * (2 if is_opened else 1)


def _points_back(plain: str, previous: str, cues: FollowupCues) -> bool:
    """Whether a whole question without what it opens with has a word that points at something outside it."""
    without = cues.idle.sub(_blank, plain.lower())
    if _has_unbound(cues.back, without, plain):
        return True
    if FULL_NAME.search(previous):
        return _has_unbound(PERSON, without, plain)
    return bool(PEOPLE.search(previous)) and _has_unbound(PERSON, INTERVIEWEE.sub(_blank, without), plain)


def _has_unbound(pattern: re.Pattern[str], rest: str, plain: str) -> bool:
    """Whether a word that `pattern` finds can't point at something in the question itself."""
    return any(not _is_bound(plain, match.start()) for match in pattern.finditer(rest))


def _is_bound(plain: str, at: int) -> bool:
    """Whether something is named before the word at `at`, which owns something or stands in a clause of its own."""
    before = plain[:at]
    return bool(NAMED.search(before)) and bool(OWN.match(plain, at) or CLAUSE.search(before, 1))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
