"""Blocks become speaking: which labels are speakers', by one layout that is chosen for the whole file.

questions   Question/Answer or Q/A labels, or headings that ask: the interviewer asks, the interviewee answers
names       "Name: …" labels and their like: each turn is the named speaker's
plain       no labels: one speaker's text
Text before the first label is the introduction, the editor's. A label that may be a speaker's, or not, ends the turn
before it and leaves its own without a name: nobody is given somebody else's words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.language.detect import detect_language
from index.readers.asking import asking_blocks
from index.readers.blocks import Block, has_ended
from index.readers.evidence import Evidence, is_denied, is_named
from index.readers.labels import (
    Label,
    aliases_of,
    answer_labels,
    known_labels,
    name_labels,
    question_labels,
    unknown_labels,
)
from index.readers.letters import lone_questions, turn_letters
from index.readers.name_forms import accepted, candidates
from index.readers.names import is_plain, same_name, without_titles
from index.transcript import Layout, Metadata, Role, Span

WEAK = ("dash", "tab", "alone")
"""Forms that any line may have."""
AGAIN = 3
"""Times that a nick stands in a log, at least."""
SCRIBED = 0.2
"""The share of somebody's lines that begin with the label of another one, whom they write down."""
GOES_ON = re.compile(r"[ \t]*(?:\.\.\.|…)")

Labels = list[Label]


@dataclass(frozen=True, slots=True)
class Speaking:
    """Whose words stand behind a label; `name` is "" where nobody is named, or it is not sure who speaks."""

    label: Label
    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the layout made of a file: who speaks from where on, in order; labels that were considered and left as
    text, or as nobody's, are in `doubtful`; `alone` is who says everything, where there is no label.
    """

    layout: Layout
    speaking: tuple[Speaking, ...] = ()
    doubtful: tuple[str, ...] = ()
    why: str = ""
    alone: str = ""


def read_layout(text: str, blocks: Sequence[Block], metadata: Metadata) -> Reading:
    """Choose the layout, and say who speaks behind which label."""
    if metadata.layout == "plain":
        return Reading("plain", why="as told")
    asking, answering, named, formed = _found(text, blocks, metadata)
    evidence = Evidence(text, blocks, metadata, metadata.language or detect_language(text))
    names, doubtful = evidence.speakers(named, formed, [] if answering else asking)
    named += known_labels(text, blocks, names, {label.start for label in named})
    spoken = [*(label for label in named if label.name in names), *formed]
    has_answers = any(role_of(label.name, metadata) == "interviewee" for label in spoken)
    if not (answering or has_answers) and len(asking) == len({label.name for label in spoken}) == 1:
        asking = []  # the one who speaks says "Question: how?"
    if not asking and (answering or not spoken or metadata.layout == "questions"):
        asking, answering = asking_blocks(text, blocks, answering, metadata)
    layout: Layout = "names" if spoken else "plain"
    are_pairs = bool(answering) and len(asking) + len(answering) >= len(spoken)
    are_questions = has_answers or are_pairs or metadata.layout == "questions"
    if asking and are_questions and metadata.layout != "names":
        names, doubtful = evidence.other_voices(named, names)
        layout = "questions"
    if layout == "plain":
        return Reading(layout, (), _names([*asking, *answering], doubtful), "no labels that can be relied on")
    spoken = [*(label for label in named if label.name in names), *formed]
    others = [label for label in named if label.name not in names]
    taken = {label.start for label in (*asking, *answering, *spoken)}
    unsure = [*evidence.unsure(others, [*asking, *answering, *spoken]), *unknown_labels(text, blocks, taken)]
    speaking = [*_in_pairs(asking, answering, layout, metadata), *(Speaking(label, "speaker", "") for label in unsure)]
    speaking += [Speaking(label, role_of(label.name, metadata), label.name) for label in spoken]
    return Reading(layout, tuple(sorted(speaking, key=_place)), _names(unsure, doubtful), _why(layout, asking, formed))


def _place(speaking: Speaking) -> int:
    return speaking.label.start


def _in_pairs(asking: Labels, answering: Labels, layout: Layout, metadata: Metadata) -> list[Speaking]:
    """Who asks and who answers; beside names "Question" is a name too, where the metadata tells no other."""
    speaking = [Speaking(label, "interviewer", metadata.interviewer) for label in asking]
    speaking += [Speaking(label, "interviewee", metadata.interviewee.name) for label in answering]
    return [replace(one, name=one.name or one.label.name) if layout == "names" else one for one in speaking]


def _why(layout: Layout, asking: Labels, formed: Labels) -> str:
    if layout == "questions":
        has_words = any(label.name for label in asking)
        return "labels that say who asks and who answers" if has_words else "headings, bold lines or dashes that ask"
    return "names before what they say" if not formed else "names with a time, in brackets, or on a line of their own"


def _names(labels: Labels, others: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({*others, *(label.name for label in labels if label.name)}))


def _found(text: str, blocks: Sequence[Block], metadata: Metadata) -> tuple[Labels, Labels, Labels, Labels]:
    """The labels that ask, that answer, that have a colon and may be names, and those of other forms, which are."""
    asking, answering = _by_words(text, blocks, metadata)
    named, formed = _by_names(text, blocks, metadata, [*asking, *answering])
    asks = {label.name for label in asking if len(label.name) > 1}
    again = [label for label in named if label.name in asks]
    return [*asking, *again], answering, [label for label in named if label.name not in asks], formed


def _by_words(text: str, blocks: Sequence[Block], metadata: Metadata) -> tuple[Labels, Labels]:
    """The labels that say that somebody asks or answers: by words with a colon, else by letters that take turns."""
    headings = {block.start for block in blocks if block.heading}
    asks = _between_sentences(text, blocks, question_labels(text, blocks))
    answers = answer_labels(text, blocks)
    if not answers and all(label.start in headings for label in asks):
        asks = []  # all headings ask, "Question 1: Who pays?" and others
    if not (asks and answers):
        by_letters = turn_letters(text, blocks)
        asks, answers = asks or by_letters[0] or lone_questions(text, blocks), answers or by_letters[1]
    return _allowed(asks, metadata), _allowed(answers, metadata)


def _between_sentences(text: str, blocks: Sequence[Block], labels: Labels) -> Labels:
    """Without words in small letters with which a wrapped sentence goes on: "… a simple / question: who pays?"."""
    above = {block.start: before for before, block in pairwise(blocks)}
    counts = Counter(label.name for label in labels)

    def goes_on(label: Label) -> bool:
        before = above.get(label.start)
        if before is None or has_ended(text, before) or not text[label.start].islower():
            return False
        return before.ends is not None or counts[label.name] < AGAIN  # cues are cut anywhere

    return [label for label in labels if not goes_on(label)]


def _by_names(text: str, blocks: Sequence[Block], metadata: Metadata, taken: Labels) -> tuple[Labels, Labels]:
    """The labels with a colon, which may be names; and those of other forms, which are. Short forms of a name that is
    written out elsewhere are that name.
    """
    gone = {label.start for label in (*taken, *question_labels(text, blocks))}
    named = [one for one in _between_sentences(text, blocks, name_labels(text, blocks)) if one.start not in gone]
    found = [one for one in candidates(text, blocks) if one.label.start not in gone]
    formed = accepted(found, blocks, len(named))
    if metadata.layout == "names":
        formed = formed or [one.label for one in found if one.form not in WEAK]
    sure = {label.start for label in formed}
    formed += [one.label for one in found if one.label.start not in sure and is_named(one.label.name, metadata)]
    with_colon = {label.start: label.stop for label in named}
    shorter = [one for one in formed if one.time or one.stop <= with_colon.get(one.start, one.stop)]
    inner = _allowed(_scribed(text, blocks, sorted(shorter, key=lambda label: label.start)), metadata)
    starts = {label.start for label in inner}
    named = [label for label in named if label.start not in starts]
    people = {metadata.interviewer, metadata.interviewee.name} - {""}
    aliases = aliases_of([*taken, *named, *inner], people)
    return _renamed(named, aliases), _renamed(inner, aliases)


def _renamed(labels: Labels, aliases: dict[str, str]) -> Labels:
    return [replace(label, name=aliases.get(label.name, label.name)) for label in labels]


def _allowed(labels: Labels, metadata: Metadata) -> Labels:
    return [label for label in labels if not is_denied(label.name, metadata)]


def _scribed(text: str, blocks: Sequence[Block], labels: Labels) -> Labels:
    """Where one writes down what others say, "<scribe> Ann: Hello", the labels of these; "<scribe> … and" goes on."""
    stops = {block.start: block.stop for block in blocks}
    behind = [Span(label.stop, stops[label.start]) for label in labels if label.stop < stops.get(label.start, 0)]
    inner = {label.start: label for label in name_labels(text, behind) if is_plain(label.name)}
    lines = Counter(label.name for label in labels)
    written = Counter(label.name for label in labels if label.stop in inner)
    scribes = {name for name, count in written.items() if count > 1 and count >= SCRIBED * lines[name]}
    found: Labels = []
    last: dict[str, str] = {}  # whom a scribe wrote down last
    for label in labels:
        within = inner.get(label.stop) if label.name in scribes else None
        if within:
            last[label.name] = within.name
            label = replace(label, stop=within.stop, name=within.name)
        elif label.name in last and GOES_ON.match(text, label.stop):
            label = replace(label, name=last[label.name])
        found.append(label)
    return found


def role_of(name: str, metadata: Metadata) -> Role:
    """The role that the metadata gives to a label; the interviewee may have a title: "Ambassador Zhang Xiao"."""
    for given, role in metadata.speakers:
        if role and same_name(name, given):
            return role
    if same_name(name, metadata.interviewer):
        return "interviewer"
    return "interviewee" if same_name(without_titles(name), metadata.interviewee.name) else "speaker"
