"""Who speaks in captions: by the tags of voices; and how far a label reaches where most cues have none."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.blocks import Block, has_ended, is_note
from index.readers.label_forms import ANSWERING, ASKING
from index.readers.labels import Label
from index.readers.layout import Reading, Speaking, role_of
from index.transcript import Metadata, Role

ROLES: tuple[Role, Role] = ("interviewer", "interviewee")
VOICED = "the format says whose words they are"
SEVERAL = 5
"""Marks that another one speaks, without a name, from which on labels are exceptions."""
PAIR, VOICES = 2, ("-", "–", "♪", "[", "(")
"""People of a talk whose labels are enough; and what other voices, and sounds, begin with in a film."""
RARE = 0.035
"""The share of lines that labels open at least, where they hold until the next."""


def read_voices(text: str, blocks: Sequence[Block], metadata: Metadata) -> Reading:
    """A label, of no width, where the voice changes; what has none is nobody's.

    Voices that are called "Interviewer" and "Interviewee", or Q and A, ask and answer.
    """
    names = {block.voice for block in blocks if block.voice}
    asks, answers = ({name for name in names if re.fullmatch(f"(?:{words})", name)} for words in (ASKING, ANSWERING))
    roles: dict[str, Role] = {name: role_of(name, metadata) for name in names}
    if asks and answers and metadata.layout != "names":
        asker, who_answers = ROLES
        roles |= dict.fromkeys(asks, asker) | dict.fromkeys(answers, who_answers)
        names -= {*asks, *answers}
    are_questions = {"interviewer", "interviewee"} <= {*roles.values()}
    speaking: list[Speaking] = []
    before: Block | None = None
    for block in blocks:
        if block.voice is None and is_note(text[block.start : block.stop]):
            continue
        if before is None or block.voice != before.voice or (block.changes and not block.voice):
            voice = block.voice or ""
            label = Label(block.start, block.start, voice)
            speaking.append(Speaking(label, roles.get(voice, "speaker"), voice if voice in names else ""))
        before = block
    return Reading("questions" if are_questions else "names", tuple(speaking), why=VOICED)


def with_changes(text: str, blocks: Sequence[Block], reading: Reading) -> Reading:
    """With nobody's turns where a mark says that another one speaks, and no label who; and, in captions of a film where
    few cues have a label, behind the sentence that a label opens.
    """
    if not reading.speaking and sum(block.changes for block in blocks) > 1:
        reading = Reading("names", (), reading.doubtful, "marks that another one speaks")
    elif not reading.speaking:
        return reading
    opened = {one.label.start for one in reading.speaking}
    marked = [block for block in blocks if block.changes and block.start not in opened]
    are_cues = all(block.begins is not None and block.ends is not None for block in blocks)
    names = {one.name for one in reading.speaking}
    has_voices = any(text.startswith(VOICES, block.start) for block in blocks)
    is_film = len(names) > PAIR or any(map(str.isupper, names)) or has_voices
    if are_cues and (len(marked) >= SEVERAL or (is_film and len(opened) < RARE * len(blocks))):
        marked += _unlabelled(text, blocks, opened)
    nobodys = (Speaking(Label(block.start, block.start, ""), "speaker", "") for block in marked)
    return replace(reading, speaking=tuple(sorted((*reading.speaking, *nobodys), key=lambda one: one.label.start)))


def _unlabelled(text: str, blocks: Sequence[Block], opened: set[int]) -> list[Block]:
    """The first block behind each sentence that a label opens."""
    found, is_named = [], False
    for before, block in pairwise(blocks):
        is_named = before.start in opened or is_named
        if is_named and has_ended(text, before) and block.start not in opened and not block.changes:
            found.append(block)
            is_named = False
    return found
