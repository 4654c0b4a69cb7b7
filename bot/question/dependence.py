"""Whether a question can't be understood without the one before it: by words that point back, and by what it lacks.

English is looked at closely: "it" may be idle, "she" the interviewee, and "their" may point into the question itself.
"""

import re
from dataclasses import dataclass

from index.language.knowledge import KNOWN, pattern
from index.language.terms import terms

BETWEEN = " ,.:;!，；：。！…–—-"
"""What parts the words of a correction."""
STOP = r"\s*(?:[,.;:!–—-]|$)"
DENIAL_ENDS = r"(?=\s*(?:[,;.?!，；。？！–—]|$|\s-\s|\sbut\b|\sа\b))"
BE = pattern("en", "followup.be")
AUXILIARY = pattern("en", "followup.auxiliary", be=BE)
PREPOSITION = pattern("en", "followup.preposition")
HAN = re.compile("[㐀-䶿一-鿿]")
KAZAKH = re.compile("[әғқңөұүһі]|\\b(?:неге|ше)\\b")
CYRILLIC = re.compile("[а-яё]")


@dataclass(frozen=True, slots=True)
class FollowupCues:
    """Patterns of one language, for a question in small letters without its last marks."""

    openers: re.Pattern[str]
    """What a question may begin with that says nothing about it: "and", "but"."""
    bare: re.Pattern[str]
    """A question whose other half was said before: "what about …", "who else"."""
    back: re.Pattern[str]
    """Words that point at something that was said: "there", "of it"."""
    asking: re.Pattern[str]
    """A word that asks: what has none is the rest of a question, or words to look for."""
    objecting: re.Pattern[str]
    """What a correction may begin with: "no," "sorry"; a whole question behind it is none."""
    correcting: re.Pattern[str]
    """What only a correction begins with: "I meant", "not the veteran"."""
    denying: re.Pattern[str]
    """In a correction, what is taken back, as the group "what": "not the veteran"."""
    short: int
    """Words (Chinese: characters) up to which what does not ask is the rest of a question."""


def _cues(language: str) -> FollowupCues:
    """Of "en", "ru", "kk" or "zh"."""

    def cue(name: str) -> re.Pattern[str]:
        parts = {"be": BE, "auxiliary": AUXILIARY, "preposition": PREPOSITION, "stop": STOP, "denial_ends": DENIAL_ENDS}
        return re.compile(pattern(language, f"followup.{name}", **parts))

    return FollowupCues(
        openers=cue("openers"),
        bare=cue("bare"),
        back=cue("back"),
        asking=cue("asking"),
        objecting=cue("objecting"),
        correcting=cue("correcting"),
        denying=cue("denying"),
        short=int(pattern(language, "followup.short")),
    )


CUES = {language: _cues(language) for language in KNOWN}


def language_of(question: str) -> str:
    """The language that a question's letters are taken for: "en", "ru", "kk" or "zh"."""
    lower = question.lower()
    if HAN.search(question):
        return "zh"
    if KAZAKH.search(lower):
        return "kk"
    return "ru" if CYRILLIC.search(lower) else "en"


def whole_words(words: str, *patterns: str) -> str:
    """One alternative for each of `patterns` and each word of `words`, between the edges of words."""
    return rf"\b(?:{'|'.join([*patterns, *words.split()])})\b"


IMPERATIVE = re.compile(whole_words("tell explain describe list name give show find say quote", "summari[sz]e"))
DEFINING = re.compile(rf"(?:who|what) {BE} |(?:define|explain) ")
PART = re.compile(whole_words("in on at of for with by from after before since during until against only just") + " ")
"""How what is left of a whole question begins; other words without a verb are words to look for."""
MORE = re.compile(
    r"(?:(?:tell|give|show)(?: me| us)? |say )?(?:some |any )?(?:more|(?:an )?examples?|details)"
    r"(?: (?:details|examples?))?(?: (?:about|on|of) (?:it|that|this|them))?|go on|continue|it|he|she|they"
)
ENDING = re.compile(r"\b(?:this|that|these|those|there|then|it|so|one|ones|instead|that \w+)$")
IDLE = re.compile(
    whole_words(
        "",
        rf"{AUXILIARY} (?:it|that) (?:true|possible|necessary|important|right|correct|clear|fair|the case)",
        rf"what {BE} it about",
        r"(?:does|did|will|would) it (?:take|cost)\b.* to",
        rf"{BE} there|there {AUXILIARY}",
        r"it (?:rain|snow)\w*",
        rf"it {BE} \w+ (?:that|to)",
        r"this (?:interview|transcript|conversation|recording|talk|text|document)",
    )
)
"""Where "it", "this" and "there" point at nothing that was asked before."""
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
OWN = re.compile(whole_words("his her their its"))


def depends(question: str, previous: str) -> bool:
    """Whether `question` needs `previous`, the one before it.

    >>> depends("And in Kazakhstan?", "What was done in China?"), depends("Who got a medal?", "What was done in China?")
    (True, False)
    """
    language = language_of(question)
    cues = CUES[language]
    plain = " ".join(question.split()).rstrip(" ?!.…。？！").replace("’", "'")
    lower = plain.lower()
    rest = lower
    if objection := cues.objecting.match(lower):
        rest = lower[objection.end() :].lstrip(BETWEEN)
        if not cues.asking.search(rest) or cues.denying.search(rest):
            return True
    if cues.correcting.match(rest):
        return True
    asked = rest
    while opener := cues.openers.match(rest):
        rest = rest[opener.end() :]
    opened = rest != asked
    if not rest or cues.bare.match(rest) or (language == "en" and MORE.fullmatch(rest)):
        return True
    if not cues.asking.search(rest) and not (language == "en" and IMPERATIVE.match(rest)):
        marked = opened or question.rstrip().endswith(("?", "？")) or bool(PART.match(rest))
        length = len(rest) if language == "zh" else len(rest.split())
        return marked and length <= cues.short * (2 if opened else 1)
    if language == "en":
        return _points_back(plain[len(plain) - len(rest) :], opened, previous)
    return bool(cues.back.search(rest))


def _points_back(plain: str, opened: bool, previous: str) -> bool:
    """Of a whole English question without what it opens with."""
    rest = plain.lower()
    content = set(terms(rest, "en"))
    if len(content) < 2 and len(rest.split()) <= 4 and not DEFINING.match(rest):
        return True
    if not content or (opened and len(content) < 3) or ENDING.search(rest):
        return True
    without = IDLE.sub(_blank, rest)
    if _has_unbound(CUES["en"].back, without, plain):
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
