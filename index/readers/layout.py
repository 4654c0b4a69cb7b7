"""Lines become turns: who speaks where, by one layout that is chosen for the whole file.

questions   Question/Answer or Q/A labels: the interviewer asks, the interviewee answers
names       "Name: …" labels: each turn is the named speaker's
plain       no labels: one speaker's text
Text before the first label is the introduction, the editor's.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from index.readers.labels import (
    Label,
    answer_labels,
    is_person,
    is_plain,
    name_labels,
    question_labels,
    same_name,
    without_titles,
)
from index.spans import trim
from index.transcript import Layout, Metadata, Part, Role, Span, Turn

NEARLY_ALL = 0.9
"""Share of lines opened by recurring labels from which on a full name that occurs once is a speaker's."""

Speaking = tuple[Label, Role, str]
"""A label, and whose words stand behind it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the layout made of a file; labels that were considered and left as text are in `doubtful`."""

    layout: Layout
    turns: tuple[Turn, ...]
    doubtful: tuple[str, ...] = ()


def read_layout(text: str, lines: list[Span], metadata: Metadata) -> Reading:
    """Choose the layout and cut `lines` (non-empty, trimmed, without boilerplate) into turns."""
    asking = [label for label in question_labels(text, lines) if not _is_denied(label.name, metadata)]
    answering = [label for label in answer_labels(text, lines) if not _is_denied(label.name, metadata)]
    taken = {label.start for label in (*asking, *answering)}
    named = [label for label in name_labels(text, lines) if label.start not in taken]
    names, doubtful = _speakers(named, [] if answering else asking, len(lines), metadata)
    spoken = [label for label in named if label.name in names]
    answers = [label for label in spoken if _role(label.name, metadata) == "interviewee"]
    speaking: list[Speaking] = [
        *((label, "interviewer", metadata.interviewer) for label in asking),
        *((label, "interviewee", metadata.interviewee.name) for label in answering),
    ]
    if asking and (answers or (answering and len(taken) >= len(spoken))):
        voices, doubtful = _other_voices(named, names, metadata)
        return Reading("questions", _turns(text, lines, [*speaking, *voices], "questions"), doubtful)
    if spoken:
        # beside names "Question" is a name too, where the metadata tells no other
        labelled = [(label, role, name or label.name) for label, role, name in speaking]
        return Reading("names", _turns(text, lines, [*labelled, *_by_name(spoken, metadata)], "names"), doubtful)
    left_as_text = {*doubtful, *(label.name for label in (*asking, *answering))}
    return Reading("plain", _plain(lines, metadata, bool(left_as_text)), tuple(sorted(left_as_text)))


def _plain(lines: list[Span], metadata: Metadata, suspicious: bool) -> tuple[Turn, ...]:
    """One turn: the interviewee's where the metadata names them, unless labels were left that may be speakers."""
    if not lines:
        return ()
    start, stop, name = lines[0].start, lines[-1].stop, metadata.interviewee.name
    if name and not suspicious:
        return (Turn(start, stop, "text", 0, name, "interviewee"),)
    return (Turn(start, stop, "text", 0, "", "speaker"),)


def _speakers(
    labels: list[Label], asking: list[Label], lines: int, metadata: Metadata
) -> tuple[set[str], tuple[str, ...]]:
    """The labels that are speakers (none: this is no dialogue), and those that were not taken for one.

    They are when the metadata says so, or when two or more recur, whoever is `asking` among them, and either open most
    lines or answer each other: never the same one twice in a row, each three times or more.
    """
    names = {label.name for label in labels if not _is_denied(label.name, metadata)}
    speakers = {name for name in names if _role(name, metadata) != "speaker" or _is_given(name, metadata)}
    counts = Counter(label.name.casefold() for label in labels)
    recurring = {name for name in names if counts[name.casefold()] > 1 and is_plain(name)}
    turns = [(label.start, label.name) for label in labels if label.name in recurring]
    turns += [(label.start, "") for label in asking]  # whoever asks has a label that is no name
    opened = [name for _, name in sorted(turns)]
    needed = 1 if asking else 2
    if len({name.casefold() for name in recurring}) >= needed and _converse(opened, lines):
        everything = len(opened) >= NEARLY_ALL * lines
        speakers |= recurring | {name for name in names if is_person(name, recurring, everything)}
    doubtful = names if speakers else recurring
    return speakers, tuple(sorted(doubtful - speakers))


def _other_voices(named: list[Label], told: set[str], metadata: Metadata) -> tuple[list[Speaking], tuple[str, ...]]:
    """Who speaks besides interviewer and interviewee: told by the metadata, recurring, or plainly a person's name.

    And the labels that were left as text.
    """
    counts = Counter(label.name for label in named if is_plain(label.name) and not _is_denied(label.name, metadata))
    recurring = {name for name, count in counts.items() if count > 1}
    voices = told | recurring | {name for name in counts if is_person(name, recurring, everything=False)}
    speaking = _by_name([label for label in named if label.name in voices], metadata)
    return speaking, tuple(sorted(set(counts) - voices))


def _by_name(labels: list[Label], metadata: Metadata) -> list[Speaking]:
    return [(label, _role(label.name, metadata), label.name) for label in labels]


def _converse(names: list[str], lines: int) -> bool:
    alternate = all(a != b for a, b in pairwise(names))
    return 2 * len(names) > lines or (alternate and min(Counter(names).values()) >= 3)


def _is_denied(name: str, metadata: Metadata) -> bool:
    """Whether the metadata says that a label is ordinary text."""
    return any(role is None and same_name(name, given) for given, role in metadata.speakers)


def _is_given(name: str, metadata: Metadata) -> bool:
    """Whether the metadata names a label under [speakers] as one."""
    return any(role is not None and same_name(name, given) for given, role in metadata.speakers)


def _role(name: str, metadata: Metadata) -> Role:
    """The role that the metadata gives to a label; the interviewee may have a title: "Ambassador Zhang Xiao"."""
    for given, role in metadata.speakers:
        if role and same_name(name, given):
            return role
    if same_name(name, metadata.interviewer):
        return "interviewer"
    return "interviewee" if same_name(without_titles(name), metadata.interviewee.name) else "speaker"


def _turns(text: str, lines: list[Span], speaking: list[Speaking], layout: Layout) -> tuple[Turn, ...]:
    """The introduction and a turn for each label that has words behind it, with the question that it answers."""
    speaking = sorted(speaking, key=lambda label_and_speaker: label_and_speaker[0].start)
    labels = [label for label, _, _ in speaking]
    bodies = _bodies(text, lines, labels)
    turns = _introduction(lines, labels)
    asked, questions = None, 0  # the row of the question that was asked last; how many were
    for number, ((_, role, name), body) in enumerate(zip(speaking, bodies, strict=True), 1):
        part: Part = "turn"
        if role == "interviewer":
            asked = len(turns) if body else None
            questions += 1
            part = "question" if layout == "questions" else "turn"
        elif role == "interviewee" and questions and layout == "questions":
            part = "answer"
        if body:
            answers = asked if role in ("interviewee", "speaker") else None
            counted = number if part == "turn" else questions
            turns.append(Turn(body.start, body.stop, part, counted, name, role, answers))
    return tuple(turns)


def _introduction(lines: list[Span], labels: list[Label]) -> list[Turn]:
    before = [line for line in lines if line.start < labels[0].start]
    return [Turn(before[0].start, before[-1].stop, "introduction", 0, "", "editor")] if before else []


def _bodies(text: str, lines: list[Span], labels: list[Label]) -> list[Span | None]:
    """What stands behind each label and before the next one, trimmed; None where nothing does."""
    starts = [label.start for label in labels]
    bodies: list[Span | None] = []
    row = 0
    for label, end in zip(labels, [*starts[1:], len(text)], strict=True):
        while row < len(lines) and lines[row].start < end:
            row += 1
        # the last line before `end`: what stands between it and `end` was left out
        bodies.append(trim(text, label.stop, lines[row - 1].stop))
    return bodies
