"""What stands just outside quoted words and may turn their meaning: a negation, a condition, a reporting clause."""

import re

from bot.evidence.citation import rows_within
from index.language.knowledge import alternatives
from index.passages import Passages
from index.transcript import Span

NEAR = 12
"""Words on either side of a cut that are looked at, in the same clause: further away is another matter."""
BESIDE = 3
"""Words beside a cut that are looked at whatever the clause."""
PARTED = ("en", "ru", "kk")
"""Languages in which words are parted."""
NEGATION = rf"{alternatives('negations.words', languages=PARTED)}|\w*n['’]t"
CONDITION = alternatives("turning.conditions")
CONTRAST = alternatives("turning.contrasts")
REPORT = alternatives("turning.reports")
REVERSAL = re.compile(rf"\b(?:{alternatives('turning.reversals')})", re.IGNORECASE)
"""What makes the contrary of the words behind it, if it is left out between them and those before."""
WHO = alternatives("turning.who")
BEFORE = re.compile(
    rf"(?<!\w)(?:{NEGATION}|{CONDITION}|{REPORT})(?!\w)|{alternatives('turning.before')}", re.IGNORECASE
)
AFTER = re.compile(
    rf"(?<!\w)(?:{NEGATION}|{CONDITION}|{CONTRAST}|(?:{WHO}) (?:{REPORT}))(?!\w)|^\s*\?"
    rf"|{alternatives('turning.after')}",
    re.IGNORECASE,
)
ENDS_BEFORE = re.compile(r";")
ENDS_AFTER = re.compile(r";|, (?:and|so|because|which|who|where)\b|(?<=\w)\s?,\s+и ", re.IGNORECASE)
WORD = re.compile(r"\w\S*|[?？]")


def turning(text: str, passages: Passages, span: Span) -> list[Span]:
    """What was cut off before and after `span`, up to the ends of its sentences, where it may turn the meaning."""
    first, last = rows_within(passages, span.start, span.stop)
    before = Span(passages.sentences[first].start, span.start)
    after = Span(span.stop, passages.sentences[last].stop)
    return [cut for cut, turns in ((before, turns_before), (after, turns_after)) if turns(text[cut.start : cut.stop])]


def left_out_turns(text: str, passages: Passages, gap: Span) -> bool:
    """Whether what an ellipsis stands for turns what is left: as far as it belongs to the sentences on either side."""
    first, last = rows_within(passages, gap.start, gap.stop)
    if first > last:
        return False
    left, right = passages.sentences[first], passages.sentences[last]
    if first == last and left.start < gap.start and gap.stop < right.stop:
        words = text[gap.start : gap.stop]
        return turns_after(words) or turns_before(words) or REVERSAL.search(words) is not None
    if right.stop > gap.stop:
        return True  # what follows is the end of another sentence, without its beginning
    return left.start < gap.start and turns_after(text[gap.start : left.stop])


def turns_before(words: str) -> bool:
    """Whether the beginning of a sentence, `words`, turns the rest: turns_before("I don't think that") -> True."""
    starts = [match.start() for match in WORD.finditer(words)]
    if not starts:
        return False
    clause = ENDS_BEFORE.split(words[starts[-NEAR:][0] :])[-1]
    return any(BEFORE.search(part) for part in (clause, words[starts[-BESIDE:][0] :]))


def turns_after(words: str) -> bool:
    """Whether the end of a sentence, `words`, turns what stands before it: turns_after("only if it rains") -> True."""
    stops = [match.end() for match in WORD.finditer(words)]
    if not stops:
        return False
    clause = ENDS_AFTER.split(words[: stops[:NEAR][-1]])[0]
    return any(AFTER.search(part) for part in (clause, words[: stops[:BESIDE][-1]]))
