"""Who asks, who answers and who gives a talk get their names, where the file says them and its labels do not."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from index.language.detect import detect_language
from index.readers.blocks import ENDED, Block, line_blocks
from index.readers.examined import examiners, told_before, witnesses
from index.readers.label_forms import TURNS
from index.readers.layout import Reading, Speaking
from index.readers.names import is_short_for, same_name
from index.readers.people import KEY, People, interviewee_of, introduced, people
from index.spans import lines
from index.transcript import Metadata, Person, Role

MOST_HEAD, MOST_FOOT = 80, 6
"""Lines before the first label that are the head, and of a foot."""
MOST_TITLES, MOST_GROUP, SHORT = 12, 5, 80
"""Lines of titles where no label ends them, lines of them that stand together, and characters of one."""
LONGEST = 300
"""Characters of a line that are looked at."""
FIRST, FIRST_TURNS = 300, 3
"""Characters of a turn in which people say who they are, and questions."""
TOLD = "names as the title, an introduction, the last lines or an answer give them"
FEW_WORDS = 5
"""Words beside a name in a line that says who asked, at most."""
INTERVIEW = re.compile(
    r"^(?=[^\n]*(?:interview|intervista|entretien|entrevista|gespräch|интервью|专访|访谈))[^\n?]{8,100}$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that may be the title of another interview."""
QUESTIONS = {word for pair in TURNS for words in pair for word in words}
WITNESSES = ("the witness", "witness", "the deponent")


def with_names(
    text: str, reading: Reading, given: Metadata, metadata: Metadata, key: dict[str, str]
) -> tuple[Reading, Metadata]:
    """The reading and the metadata with the names that the file tells; `key` has names by their initials.

    Where there are no labels, one who is interviewed is not all that are heard: only who is `given`, or gives a talk.
    """
    if given.interviewee.name and given.interviewer and not key:
        return replace(reading, alone=given.interviewee.name), metadata
    language = metadata.language or detect_language(text)
    told = people(_head(text, reading), _foot(text), text, language)
    if reading.layout == "plain":
        alone = given.interviewee.name or (told.speaker if not reading.doubtful else "")
        why = reading.why if alone == given.interviewee.name else f"{reading.why}; {TOLD}"
        return replace(reading, alone=alone, why=why), _stated(metadata, alone, "")
    if reading.layout == "names":
        known = {told.interviewee, told.interviewer, told.speaker} - {""}
        return replace(reading, speaking=_written_out(reading.speaking, known, key)), metadata
    if _are_several(text, reading, told, language):
        told = People()
    asks, answers = _initials(text, reading)
    stated = _stated(
        metadata,
        answers or told.interviewee or _introduced(text, reading, language, "interviewee"),
        asks or told.interviewer or _introduced(text, reading, language, "interviewer"),
    )
    speaking = _as_told(text, _written_out(reading.speaking, (), key), stated)
    why = f"{reading.why}; {TOLD}" if stated != metadata else reading.why
    return replace(reading, speaking=speaking, why=why), stated


def credit_lines(text: str, blocks: Sequence[Block], reading: Reading, metadata: Metadata) -> list[Block]:
    """The last lines that only say who asked: "Interview: Olaf Renn", which nobody said."""
    if reading.layout != "questions" or not metadata.interviewer:
        return []
    language = metadata.language or detect_language(text)
    most = len(metadata.interviewer.split()) + FEW_WORDS
    found = []
    for block in blocks[-MOST_FOOT:]:
        words = text[block.start : block.stop]
        is_last = block.start > reading.speaking[-1].label.start and len(words.split()) <= most
        if is_last and people([], [words], "", language).interviewer == metadata.interviewer:
            found.append(block)
    return found


def _stated(metadata: Metadata, interviewee: str, interviewer: str) -> Metadata:
    """With names where none are stated."""
    person = metadata.interviewee
    if not person.name:
        person = Person(interviewee, person.office)
    return replace(metadata, interviewee=person, interviewer=metadata.interviewer or interviewer)


def _as_told(text: str, speaking: Sequence[Speaking], metadata: Metadata) -> tuple[Speaking, ...]:
    """Who asks and who answers by the lines above them, "BY MR. DUNN:", else by the metadata."""
    examining, sworn = examiners(text), witnesses(text)

    def told(one: Speaking) -> Speaking:
        witness = told_before(sworn, one.label.start)
        if one.role == "interviewer" and not one.name:
            name = told_before(examining, one.label.stop) or ("" if examining else metadata.interviewer)
            return replace(one, name=name)
        if one.role == "interviewee" and not one.name:
            return replace(one, name=witness or ("" if sworn else metadata.interviewee.name))
        is_witness = bool(witness) and any(same_name(one.name, label) for label in WITNESSES)
        return replace(one, name=witness, role="interviewee") if is_witness else one

    return tuple(map(told, speaking))


def _written_out(speaking: Sequence[Speaking], known: Collection[str], key: dict[str, str]) -> tuple[Speaking, ...]:
    """Labels that are short for one name alone, of the key or of those that are known besides, as that."""
    labels = {one.name for one in speaking if one.name}
    names = dict(key)
    for full in known:
        names |= {name: full for name in labels if is_short_for(name, full)}
    ambiguous = {
        name for name in names.keys() - key for other in labels if other != names[name] and is_short_for(name, other)
    }
    return tuple(
        replace(one, name=names[one.name]) if one.name in names and one.name not in ambiguous else one
        for one in speaking
    )


def _are_several(text: str, reading: Reading, told: People, language: str) -> bool:
    """Whether the titles of other interviews stand between the turns."""
    matches = islice(INTERVIEW.finditer(text, reading.speaking[0].label.start), MOST_TITLES)
    others = {interviewee_of([match[0].strip()], text, language) for match in matches}
    words = set(told.interviewee.split())
    return any(not words.issuperset(other.split()) for other in others)  # Ida Brook is Ida Marie Brook


def _initials(text: str, reading: Reading) -> tuple[str, str]:
    """Who asks and who answers where letters are short for names that stand out once: Pedro: and then P:, R:."""
    letters = {one.role: one.label.name for one in reading.speaking if len(one.label.name) == 1}
    names = []
    for role in ("interviewer", "interviewee"):
        pattern = rf"^[\s*_]*({re.escape(letters.get(role, ''))}[^\W\d_A-Z]+):"
        found = set(re.findall(pattern, text, re.MULTILINE)) - QUESTIONS if role in letters else set()
        names.append(found.pop() if len(found) == 1 else "")
    return (names[0], names[1]) if all(names) else ("", "")


def _introduced(text: str, reading: Reading, language: str, role: Role) -> str:
    """The only one who says "My name is …" in what answers, or at the beginning of what asks."""
    stops = [*(one.label.start for one in reading.speaking[1:]), len(text)]
    own = [(one, stop) for one, stop in zip(reading.speaking, stops, strict=True) if one.role == role]
    first = own if role == "interviewee" else own[:FIRST_TURNS]
    said = {introduced(text[one.label.stop : min(stop, one.label.stop + FIRST)], language) for one, stop in first}
    said.discard("")
    return said.pop() if len(said) == 1 else ""


def _head(text: str, reading: Reading) -> list[str]:
    """The lines before the first label; where there is none, the titles: short lines before the first paragraph."""
    if reading.speaking:
        stop = reading.speaking[0].label.start
        return [text[line.start : line.stop][:LONGEST] for line in lines(text[:stop])[-MOST_HEAD:]]
    titles: list[str] = []
    group: list[str] = []
    prose = 0
    for block in line_blocks(text, lines(text)):
        if block.is_apart:
            titles += group
            group, prose = [], 0
        line = text[block.start : block.stop]
        group.append(line)
        prose += KEY.fullmatch(line) is None
        if prose > MOST_GROUP or len(titles) >= MOST_TITLES or (len(line) > SHORT and ENDED.search(line)):
            return titles
    return []


def _foot(text: str) -> list[str]:
    start = max(0, len(text) - MOST_FOOT * LONGEST)
    return [text[line.start + start : line.stop + start] for line in lines(text[start:])[-MOST_FOOT:]]
