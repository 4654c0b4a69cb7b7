"""What shows that a question belongs to those before it, by language, and whose rules a question is read by."""

import re
from dataclasses import dataclass
from functools import cache

from index.language.detect import NAME
from index.language.knowledge import KNOWN, pattern
from index.language.scripts import script_of

STOP = r"\s*(?:[,.;:!–—-]|$)"
DENIAL_ENDS = r"(?=\s*(?:[,;.?!，；。？！–—]|$|\s-\s|\sbut\b|\sа\b))"
PARTS = ("be", "auxiliary", "preposition", "order", "wh", "past", "needing", "relational", "asking")
"""Patterns that others are made of, each of those before it, where a language has them."""
SCRIPTS = {"en": "Latn", "ru": "Cyrl", "kk": "Cyrl", "zh": "Hani"}
KAZAKH = re.compile("[әғқңөұүһі]|\\b(?:неге|ше|неше|деген)\\b")


@dataclass(frozen=True, slots=True)
class FollowupCues:
    """Patterns of one language, for a question in small letters without its last marks."""

    openers: re.Pattern[str]
    """What a question may begin with that says nothing about it: "and", "well"."""
    joining: re.Pattern[str]
    """Of these, what joins it to the one before: "and"."""
    lacking: re.Pattern[str]
    """A whole question that lacks what its form needs: "what about …", "at what age", "who received"."""
    back: re.Pattern[str]
    """Words that point at something that was said: "there", "of it"."""
    idle: re.Pattern[str]
    """Where such words point at nothing that was asked before: "is it true", "this interview"."""
    asking: re.Pattern[str]
    """A word that asks: what has none is the rest of a question, or words to look for, or a clause."""
    clause: re.Pattern[str]
    """How a clause begins that asks by its mark alone: "Japan surrendered in 1945"."""
    part: re.Pattern[str]
    """How the rest of a whole question begins; other words without a verb are words to look for."""
    objecting: re.Pattern[str]
    """What a correction may begin with: "no," "sorry"; a whole question behind it is none."""
    correcting: re.Pattern[str]
    """What only a correction begins with: "I meant", "not the veteran"."""
    denying: re.Pattern[str]
    """In a correction, what is taken back, as the group "what": "not the veteran"."""
    short: int
    """Words (Chinese: characters) up to which what does not ask is the rest of a question."""


@cache
def cues_of(language: str) -> FollowupCues:
    """Of "en", "ru", "kk" or "zh"."""
    parts = {"stop": STOP, "denial_ends": DENIAL_ENDS}
    for name in PARTS:
        parts[name] = pattern(language, f"followup.{name}", **parts)

    def cue(name: str) -> re.Pattern[str]:
        return re.compile(pattern(language, f"followup.{name}", **parts))

    return FollowupCues(
        openers=cue("openers"),
        joining=cue("joining"),
        lacking=cue("lacking"),
        back=cue("back"),
        idle=cue("idle"),
        asking=cue("asking"),
        clause=cue("clause"),
        part=cue("part"),
        objecting=cue("objecting"),
        correcting=cue("correcting"),
        denying=cue("denying"),
        short=int(pattern(language, "followup.short")),
    )


PREPOSITION = pattern("en", "followup.preposition")


def language_of(question: str) -> str:
    """The language whose rules a question is read by: "en", "ru", "kk" or "zh".

    It is that of the words that ask; where these don't tell, that of most letters outside names.

    >>> language_of("What did Путин say?"), language_of("Кто такой Xi Jinping?")
    ('en', 'ru')
    """
    lower = question.lower()
    every = {language: cues_of(language) for language in KNOWN}
    asking = [name for name, cues in every.items() if cues.asking.search(lower) or cues.openers.match(lower)]
    scripts = {SCRIPTS[name] for name in asking}
    script = scripts.pop() if len(scripts) == 1 else script_of(NAME.sub(" ", question)) or script_of(question)
    if script == "Cyrl":
        return "kk" if KAZAKH.search(lower) and asking != ["ru"] else "ru"
    return "zh" if script == "Hani" else "en"
