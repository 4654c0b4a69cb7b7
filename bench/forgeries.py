"""Transcripts and a seed become quotations, false and true, each with the verdict that is right: a checker's measure.

A false quotation's letters and digits occur nowhere in its transcript; those of a true one's parts do. A truncation is
true and false at once, its words being real and its meaning perhaps not: it is neither, and measured apart, beside
parts of sentences that have nothing outside which could turn them.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bench.forging.cuts import CUT
from bench.forging.drafts import SLICE, Draft, Maker
from bench.forging.false import FALSE
from bench.forging.material import Material, gather
from bench.forging.true import TRUE
from bot.quote_check.verdict import Verdict
from index.transcript import Transcript

PASSES = 6
"""How often a sentence is tried for one kind, if the others do not make enough: small transcripts are used up."""
FRAMES = ("{}", "{}", "One sentence stands out: {}", "The minutes have it so. {} That was all.")


@dataclass(frozen=True, slots=True)
class Sample:
    """A quotation in an article, to be checked against the transcript `doc`.

    `verdicts` are those that are right, `grave` whether a grave difference must be seen (None: not measured).
    """

    doc: str
    kind: str
    article: str
    quotation: str
    speaker: str
    verdicts: tuple[Verdict, ...]
    grave: bool | None


def forge(transcripts: Sequence[Transcript], seed: int, of: int) -> list[Sample]:
    """About `of` false samples, as many true and as many cut ones: all kinds evenly, as far as the material goes."""
    materials = [gather(transcript) for transcript in transcripts]
    materials = [material for material in materials if material.said]
    samples: list[Sample] = []
    for group in (FALSE, TRUE, CUT):
        for kind, make in group.items():
            rng = random.Random(f"{seed} {kind}")
            in_turn = _in_turn([_samples(kind, make, material, rng) for material in materials])
            samples += islice(in_turn, math.ceil(of / len(group)))
    return samples


def _samples(kind: str, make: Maker, material: Material, rng: random.Random) -> Iterator[Sample]:
    """Those that differ, each sentence being tried again and again, in random order."""
    seen = set()
    for _ in range(PASSES):
        for said in rng.sample(material.said, len(material.said)):
            draft = make(material, said, rng)
            if draft is None:
                continue
            key = (draft.quotation, draft.speaker, draft.marks, draft.frame)
            if key not in seen:
                seen.add(key)
                yield _sample(kind, draft, material, rng)


def _in_turn(iterators: list[Iterator[Sample]]) -> Iterator[Sample]:
    """The first of each, the second of each …, as long as one has more."""
    while iterators:
        going = []
        for iterator in iterators:
            sample = next(iterator, None)
            if sample:
                going.append(iterator)
                yield sample
        iterators = going


def _sample(kind: str, draft: Draft, material: Material, rng: random.Random) -> Sample:
    """With an article around it. A true quotation is exact where it is a slice of the text, else it has an edit.

    Said of somebody, the slice must be in a turn of that person.
    """
    quotation, frame = draft.quotation, draft.frame or rng.choice(FRAMES)
    if draft.speaker and not draft.frame:
        frame = f"{draft.speaker} said: {{}}"
        if quotation[-1].isalnum() or (quotation[-1] == "." and rng.random() < 0.5):
            quotation, frame = quotation.rstrip(". ") + ",", f"{{}} said {draft.speaker}."
    verdicts = draft.verdicts
    if verdicts == SLICE:
        texts = [material.transcript.text]
        if draft.speaker:
            turns = [turn for turn in material.transcript.turns if turn.speaker == draft.speaker]
            texts = [material.transcript.text[turn.start : turn.stop] for turn in turns]
        is_slice = any(quotation in text for text in texts)
        verdicts = ("exact",) if is_slice else ("punctuation",)
    article = frame.format(draft.marks[0] + quotation + draft.marks[1])
    return Sample(material.transcript.id, kind, article, quotation, draft.speaker, verdicts, draft.grave)
