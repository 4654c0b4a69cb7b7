"""Questions without a label: headings, bold lines, numbers or dashes before what asks; what stands below answers."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.readers.blocks import Block
from index.readers.labels import Label
from index.readers.markup import OPENING, closing
from index.transcript import Metadata

QUESTION_END = re.compile(r"[?？؟](?:[*_\"”»]|</\w+>)*$")
SENTENCE_END = re.compile(r"[.!?…。！？؟](?:[*_\"”»]|</\w+>)*$")
TAIL = 16
"""Characters in which a sentence's end is looked for, with the marks behind it."""
NUMBER = re.compile(r"(?:[QВ]?\d{1,3}[.)、．:：]|\*{0,2}\d{1,3}[.)])[ \t]*(?=\S)")
DASHED = re.compile(r"[-–—][ \t\u00a0]+(?=\S)")
"""Before what each of two says, in Russian or French print."""
LEAST = 2
MOSTLY = 0.6
"""The share of blocks that have a dash, and of these that ask or answer, where dashes part two who speak."""
ANSWERED = 0.75
"""The share of questions that have something below that is none."""

Pairs = tuple[list[Label], list[Label]]
"""A label for each question and for each answer; of no width, but for a question's number or mark."""
Group = tuple[int, int]
"""Blocks `first` to `stop` (exclusive) that stand together without a blank line between."""


def asking_blocks(text: str, blocks: Sequence[Block], answering: Sequence[Label], metadata: Metadata) -> Pairs:
    """Who asks and who answers where no label asks; nobody if the file has no form by which questions are known.

    Where answers have labels, what asks right above them; where the metadata knows both people, whatever asks.
    """
    if answering:
        rows = {block.start: row for row, block in enumerate(blocks)}
        above = [blocks[rows[label.start] - 1] for label in answering if rows.get(label.start)]
        asked = [block for block in above if _asks(text, block)]
        return ([_label(text, block) for block in asked], list(answering)) if len(asked) >= LEAST else ([], [])
    groups = _groups(blocks)
    forms: list[Callable[[Group], bool]] = [
        lambda group: blocks[group[0]].heading,
        lambda group: _is_bold(text, blocks[group[0]], blocks[group[1] - 1]),
        lambda group: NUMBER.match(text, blocks[group[0]].start, blocks[group[0]].stop) is not None,
    ]
    if _mostly_dashed(text, blocks, groups):
        forms.insert(0, lambda group: _is_dashed(text, blocks[group[0]]))
    begins = bool(groups) and _asks(text, blocks[groups[0][1] - 1])
    if metadata.layout == "questions" or (metadata.interviewee.name and (metadata.interviewer or begins)):
        forms.append(lambda _: True)
    for is_of_form in forms:
        of_form = [group for group in groups if is_of_form(group)]
        asked_groups = [group for group in of_form if _asks(text, blocks[group[1] - 1])]
        if 2 * len(asked_groups) > MOSTLY * len(of_form) and _are_answered(asked_groups, groups):
            return _paired(text, blocks, groups, _of_asker(text, blocks, of_form, asked_groups))
    return [], []


def _of_asker(text: str, blocks: Sequence[Block], of_form: Sequence[Group], asked: Sequence[Group]) -> Sequence[Group]:
    """What whoever asks says besides questions: every other dashed turn; whole sentences that are bold or headings."""
    if all(_is_dashed(text, blocks[first]) for first, _ in of_form):
        in_turn = of_form[::2]
        return in_turn if asked[0] == in_turn[0] and len(set(asked) & set(in_turn)) >= ANSWERED * len(asked) else asked
    if all(blocks[first].heading or _is_bold(text, blocks[first], blocks[stop - 1]) for first, stop in of_form):
        return [
            group
            for group in of_form
            if SENTENCE_END.search(text, blocks[group[1] - 1].start, blocks[group[1] - 1].stop)
        ]
    return asked


def _groups(blocks: Sequence[Block]) -> list[Group]:
    """Blocks that stand together; a heading stands for itself, and so does what stands below one."""
    starts = [
        row
        for row, block in enumerate(blocks)
        if row == 0 or block.is_apart or block.heading or blocks[row - 1].heading
    ]
    return list(pairwise([*starts, len(blocks)]))


def _paired(text: str, blocks: Sequence[Block], groups: Sequence[Group], asked: Sequence[Group]) -> Pairs:
    questions = set(asked)
    below = dict(pairwise(groups))
    answers = [below[group] for group in asked if group in below and below[group] not in questions]
    asking = [_label(text, blocks[first]) for first, _ in asked]
    return asking, [_label(text, blocks[first], is_question=False) for first, _ in answers]


def _are_answered(asked: Sequence[Group], groups: Sequence[Group]) -> bool:
    """Whether there are questions, and nearly every one has something that is none below it."""
    questions = set(asked)
    answered = sum(a in questions and b not in questions for a, b in pairwise(groups))
    return len(asked) >= LEAST and answered >= ANSWERED * len(asked)


def _mostly_dashed(text: str, blocks: Sequence[Block], groups: Sequence[Group]) -> bool:
    return sum(_is_dashed(text, blocks[first]) for first, _ in groups) >= MOSTLY * len(groups)


def _label(text: str, block: Block, is_question: bool = True) -> Label:
    number = NUMBER.match(text, block.start, block.stop) if is_question else None
    start = number.end() if number else block.start
    mark = DASHED.match(text, start, block.stop) or (OPENING.match(text, start, block.stop) if is_question else None)
    return Label(block.start, mark.end() if mark else start, "")


def _asks(text: str, block: Block) -> bool:
    return QUESTION_END.search(text, max(block.stop - TAIL, block.start), block.stop) is not None


def _is_dashed(text: str, block: Block) -> bool:
    return DASHED.match(text, block.start, block.stop) is not None


def _is_bold(text: str, first: Block, last: Block) -> bool:
    """Whether all from the first block to the last is bold or in italics, its number aside."""
    number = NUMBER.match(text, first.start, first.stop)
    start = number.end() if number else first.start
    mark = OPENING.match(text, start, first.stop)
    if mark is None or not text.endswith(closing(mark[0]), mark.end(), last.stop):
        return False
    return closing(mark[0]) not in text[mark.end() : last.stop - len(closing(mark[0]))]
