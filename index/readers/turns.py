"""Who speaks from where on becomes turns and paragraphs, and what is cut out of the text because nobody said it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.blocks import Block, has_ended
from index.readers.labels import Label
from index.readers.layout import Reading, Speaking
from index.readers.markup import left_open
from index.readers.names import FIRST_PERSON
from index.readers.paragraphs import Paragraphs, cuts_of
from index.readers.times import span_of
from index.spans import trim
from index.transcript import Metadata, Part, Role, Span, Timed, Turn

NOBODY = Label(0, 0, "")


@dataclass(frozen=True, slots=True)
class Assembled:
    """Turns, their paragraphs, what is cut out of these, and when what was said."""

    turns: tuple[Turn, ...]
    paragraphs: tuple[Span, ...]
    cuts: tuple[Span, ...]
    timed: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The blocks behind a label, or several of one speaker's; `number` counts labels, 0 before the first."""

    speaking: Speaking
    number: int
    blocks: tuple[Block, ...]


def assemble(text: str, blocks: Sequence[Block], reading: Reading, metadata: Metadata) -> Assembled:
    """Cut the blocks into turns and these into paragraphs."""
    parted = Paragraphs(text, blocks, {one.label.start for one in reading.speaking})
    spoken = _merged(text, _spoken(text, blocks, reading, metadata))
    paragraphs: list[Span] = []
    cuts: list[Span] = []
    timed: list[Timed] = []
    for one in spoken:
        timed += _timed(one.blocks)
        for run in parted.of(one.blocks):
            paragraphs.append(Span(run[0].start, run[-1].stop))
            cuts += cuts_of(text, run)
    return Assembled(tuple(_turns(spoken, reading)), tuple(paragraphs), tuple(cuts), tuple(timed))


def _turns(spoken: Sequence[_Spoken], reading: Reading) -> list[Turn]:
    """A turn for each label that has words behind it, with the question that it answers."""
    turns: list[Turn] = []
    asked, questions = None, 0  # the row of the question that was asked last; how many were
    for one in spoken:
        role, has_questions = one.speaking.role, reading.layout == "questions"
        part: Part = "turn" if one.number else "text" if reading.layout == "plain" else "introduction"
        if role == "interviewer":
            asked = len(turns) if one.blocks else None
            questions += 1
            part = "question" if has_questions else part
        elif role == "interviewee" and questions and has_questions:
            part = "answer"
        if one.blocks:
            number = questions if part in ("question", "answer") else one.number
            answers = asked if one.number and role in ("interviewee", "speaker") else None
            start, stop = one.blocks[0].start, one.blocks[-1].stop
            turns.append(Turn(start, stop, part, number, one.speaking.name, role, answers))
    return turns


def _spoken(text: str, blocks: Sequence[Block], reading: Reading, metadata: Metadata) -> list[_Spoken]:
    """What stands before the first label, and behind each."""
    speaking = reading.speaking
    starts = [*(one.label.start for one in speaking), len(text) + 1]
    row = 0
    behind: list[tuple[Block, ...]] = []
    for limit in starts:
        first = row
        while row < len(blocks) and blocks[row].start < limit:
            row += 1
        behind.append(tuple(blocks[first:row]))
    before, *others = behind
    spoken = [
        _Spoken(one, n, _behind(text, one.label, of))
        for n, (one, of) in enumerate(zip(speaking, others, strict=True), 1)
    ]
    return [_Spoken(_unlabelled(text, before, spoken, reading, metadata), 0, before), *spoken]


def _unlabelled(
    text: str, before: Sequence[Block], spoken: Sequence[_Spoken], reading: Reading, metadata: Metadata
) -> Speaking:
    """Whose words stand before the first label: the editor's; the only speaker's, where there is no label; or, before
    questions and answers, of whoever answers, where it is plainly a speech: of "I", and longer than the answers.
    """
    name = metadata.interviewee.name
    if reading.layout == "plain":
        is_known = bool(reading.alone) and not reading.doubtful
        return Speaking(NOBODY, "interviewee" if is_known else "speaker", reading.alone if is_known else "")
    answers = sum(
        block.stop - block.start for one in spoken if one.speaking.role == "interviewee" for block in one.blocks
    )
    words = " ".join(text[block.start : block.stop] for block in before)
    is_speech = reading.layout == "questions" and len(words) > answers and FIRST_PERSON.search(words)
    role: Role = "interviewee" if is_speech else "editor"
    return Speaking(NOBODY, role, name if is_speech else "")


def _behind(text: str, label: Label, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the label, with the time that stands in it; emphasis that the label opens is closed."""
    behind = []
    time = span_of(label.time) if label.time else None
    written = text[label.start : label.stop]
    closes = left_open(written) if not label.name else "**" if written.count("**") % 2 else ""
    for block in blocks:
        stop = max(block.stop, label.stop)
        if closes and text.endswith(closes, label.stop, stop):
            stop, closes = stop - len(closes), ""
        span = trim(text, max(block.start, label.stop), stop)
        if span is None:
            if time is None and block.begins is not None:
                time = block.begins, block.ends
            continue
        block = replace(block, start=span.start, stop=span.stop)
        if time and block.begins is None:
            block = replace(block, begins=time[0], ends=time[1])
        time = None
        behind.append(block)
    return tuple(behind)


def _merged(text: str, spoken: Sequence[_Spoken]) -> list[_Spoken]:
    """One speaker's labels within a sentence are one turn: the same name on every line or cue."""
    merged: list[_Spoken] = []
    for one in spoken:
        last = merged[-1] if merged else None
        is_within = last is not None and bool(last.blocks) and not has_ended(text, last.blocks[-1])
        if last and one.blocks and is_within and _are_one(last.speaking, one.speaking):
            merged[-1] = replace(last, blocks=(*last.blocks, *one.blocks))
        else:
            merged.append(one)
    return merged


def _are_one(a: Speaking, b: Speaking) -> bool:
    return bool(a.name) and (a.name.casefold(), a.role) == (b.name.casefold(), b.role)


def _timed(blocks: Sequence[Block]) -> list[Timed]:
    """When each block of a turn was said: one without a time belongs to the one before it."""
    timed: list[Timed] = []
    for block in blocks:
        if block.begins is not None:
            timed.append(Timed(block.start, block.stop, block.begins, block.ends))
        elif timed:
            timed[-1] = replace(timed[-1], stop=block.stop)
    return timed
