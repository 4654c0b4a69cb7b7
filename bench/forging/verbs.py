"""Attributions in any words: a verb, the order of name and verb, and a name, an office or a pronoun."""

import random
from collections.abc import Iterator

from bench.forging.drafts import Draft
from bot.quote_check.verdict import Verdict
from index.language.knowledge import words
from index.transcript import Transcript

VERBS = (
    *"""
    said told added agreed countered joked responded quipped snapped sighed boasted conceded confirmed cautioned
    lamented reasoned predicted testified confided announced remarked observed reiterated shouted whispered wrote
    exclaimed protested suggested proposed demanded begged complained muttered concurred disagreed laughed noted
    stressed emphasised grumbled mused murmured ventured volunteered interjected bristled chuckled fumed gushed huffed
    marvelled opined pleaded pondered quavered raged scoffed shrugged sniffed spluttered thundered wailed
    """.split(),
    *("pointed out", "summed up", "shot back", "chimed in", "put it", "threw in", "wanted to know"),
)
FORMS = ("WHO VERB: {}", "{} WHO VERB.", "{} VERB WHO.")
NAMING = ("NAME had waited for this. ", "Then it was the turn of NAME. ", "NAME leaned back. ")
"""Sentences before one in which a pronoun stands for the name."""


def attribute_freely(
    transcript: Transcript, text: str, verdicts: tuple[Verdict, ...], speaker: str, rng: random.Random
) -> Draft:
    """`text` as said by `speaker` in one of FORMS; with a comma before who is named, unless it ends with ? or !."""
    form, naming = rng.choice(FORMS), ""
    who = rng.choice((speaker, *_offices(transcript, speaker), "PRONOUN"))
    if who == "PRONOUN":
        naming, who = rng.choice(NAMING).replace("NAME", speaker), rng.choice(_pronouns(speaker))
        form = form.replace("VERB WHO", "WHO VERB")
    if form.startswith("{}") and text[-1] not in "?!":
        text = text.rstrip(" .,;:-–—") + ","
    if not naming and not form.startswith("{}"):
        who = who[0].upper() + who[1:]
    if naming and not form.startswith("{}"):
        who = who.capitalize()
    frame = naming + form.replace("WHO", who).replace("VERB", rng.choice(VERBS))
    return Draft(text, verdicts, speaker=speaker, frame=frame)


def _offices(transcript: Transcript, speaker: str) -> Iterator[str]:
    """By which `speaker` alone may be named: the interviewer, the ambassador."""
    if any(turn.speaker == speaker and turn.role == "interviewer" for turn in transcript.turns):
        yield "the interviewer"
    if speaker == transcript.metadata.interviewee.name:
        office = transcript.metadata.interviewee.office.lower().split()
        yield from (f"the {word}" for word in office if word in words("en", "people.titles"))


def _pronouns(speaker: str) -> tuple[str, ...]:
    first = speaker.split()[0].strip(".").lower()
    return {"mr": ("he",), "mrs": ("she",), "ms": ("she",)}.get(first, ("he", "she"))
