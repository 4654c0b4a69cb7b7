"""Labels are weighed over the whole file: which are speakers, which may be, and which are words of the text."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.blocks import Block
from index.readers.labels import Label
from index.readers.names import (
    LONGEST,
    is_person,
    is_plain,
    is_voice,
    looks_like_name,
    may_be_label,
    same_name,
    without_titles,
)
from index.readers.vocabulary import Vocabulary
from index.transcript import Metadata

NEARLY_ALL = 0.9
"""Share of blocks opened by labels from which on a name that occurs once is a speaker's."""
MOST = 0.75
"""The same for one that may be anybody's; and the share of labels that are names where none recurs."""
LEAST, PEOPLE = 4, 0.6
"""Labels of a dialogue that long turns hide, and the share of them that look like names."""
FEW_OTHERS = 4
"""Times as many labels are sure as those that may be labels too, where everybody has one."""
FEW_LABELS = 3
"""Labels of a talk in which everything has one, at least."""
FEW = 5
"""Blocks of a file that is too short to be one speech behind one label."""
AGAIN, FEW_WORDS, FEW_TOPICS = 3, 2, 0.3
"""Times that a topic's label stands and words of it, at most; and the share of labels that are topics'."""
NUMBERED = re.compile(r"([^\W\d_]+)[ _]?\d{1,3}")
"""Pembicara 33"""
QUESTION_MARKS = ("?", "？", "؟")


class Evidence:
    """Of the labels of one file."""

    def __init__(self, text: str, blocks: Sequence[Block], metadata: Metadata, language: str) -> None:
        self._text, self._blocks, self._metadata = text, blocks, metadata
        self._words = Vocabulary(text, language)
        self._rows = {block.start: row for row, block in enumerate(blocks)}
        self._apart = sum(block.is_apart for block in blocks)
        self._are_captions = bool(blocks) and all(block.begins is not None for block in blocks)

    def speakers(
        self, labels: Sequence[Label], formed: Sequence[Label], asking: Sequence[Label]
    ) -> tuple[set[str], tuple[str, ...]]:
        """The labels that are speakers (none: this is no dialogue), and those that were not taken for one.

        They are when the metadata says so, or labels of other forms are `formed` with their names, or when two or more
        recur, whoever is `asking` among them, and converse.
        """
        allowed = [label for label in labels if not is_denied(label.name, self._metadata)]
        names = {label.name for label in allowed}
        written = {label.name.casefold() for label in formed}
        speakers = {name for name in names if name.casefold() in written or is_named(name, self._metadata)}
        counts = Counter(label.name.casefold() for label in labels)
        again = {name for name in names if counts[name.casefold()] > 1}
        # NB may be somebody's initials
        recurring = {name for name in again if is_plain(name) or (name.isupper() and counts[name.casefold()] > 2)}
        turns = [(label.start, label.name) for label in allowed if label.name in recurring]
        turns += [(label.start, "") for label in asking]  # whoever asks has a label that is no name
        opened = [name for _, name in sorted(turns)]
        needed = 1 if asking else 2
        if len({name.casefold() for name in recurring}) >= needed and self._converse(allowed, opened, recurring):
            speakers |= (recurring | self._once(allowed, recurring, len(opened))) - self._topics(recurring, counts)
        elif formed:
            speakers |= self._once(allowed, {label.name for label in formed}, len(formed))
        else:
            speakers |= self._of_few(allowed, recurring, bool(asking))
        if self._metadata.layout == "names":
            speakers |= {name for name in names if looks_like_name(name) or name in recurring}
        doubtful = names if speakers else recurring
        return speakers, tuple(sorted(doubtful - speakers))

    def unsure(self, labels: Sequence[Label], sure: Sequence[Label]) -> list[Label]:
        """Labels of a dialogue, besides those that are sure, that may be somebody's who speaks once: they look like
        names, are no words of a dictionary, and no list's; or stand where everybody else has a label.
        """
        taken = {self._rows[label.start] for label in labels if label.start in self._rows}
        opened = [self._rows[label.start] for label in sure if label.start in self._rows]
        first = min(opened, default=0)
        others = sum(self._rows.get(label.start, 0) > first and may_be_label(label.name) for label in labels)
        labelled = len(sure) + (others if FEW_OTHERS * others <= len(sure) else 0)
        everything = labelled >= MOST * (self._size(len(sure)) - first)
        are_apart = sum(self._blocks[row].is_apart for row in opened) >= MOST * len(opened)
        unsure = []
        for label in labels:
            row = self._rows.get(label.start)
            if row is None or is_denied(label.name, self._metadata) or (are_apart and not self._blocks[row].is_apart):
                continue
            leads = row > 0 and self._text[self._blocks[row - 1].stop - 1] in ":："
            is_listed = not self._are_captions and (leads or not {row - 1, row + 1}.isdisjoint(taken))
            if not is_listed and self._may_be_once(label):
                unsure.append(label)
            elif not is_listed and everything and may_be_label(label.name):
                # several words may be said as well, and stay in the turn
                unsure.append(label if " " not in label.name else replace(label, stop=label.start))
        return unsure

    def _may_be_once(self, label: Label) -> bool:
        has_capital = label.name[0].isupper()  # where a script has none, any words look like names
        is_name = len(label.name.split()) > 1 or not self._words.is_word(label.name)
        return looks_like_name(label.name) and has_capital and is_name

    def other_voices(self, labels: Sequence[Label], told: Collection[str]) -> tuple[set[str], tuple[str, ...]]:
        """Who speaks besides interviewer and interviewee: told, recurring, or plainly a person's name.

        And the labels that were left as text.
        """
        allowed = [label for label in labels if is_plain(label.name) and not is_denied(label.name, self._metadata)]
        counts = Counter(label.name for label in allowed)
        recurring = {name for name, count in counts.items() if count > 1}
        voices = {one.name for one in allowed if is_person(one.written or one.name, recurring, everything=False)}
        voices |= {name for name in counts if name.isupper() and len(name.split()) > 1}
        voices |= {*told, *recurring}
        return voices, tuple(sorted(set(counts) - voices))

    def _topics(self, recurring: Collection[str], counts: Counter[str]) -> set[str]:
        """Words that stand a few times where nearly all others are names: "Goal:" in the minutes of a meeting."""
        topics = {
            name
            for name in recurring
            if counts[name.casefold()] <= AGAIN and len(name.split()) <= FEW_WORDS and not name.isupper()
            if not is_voice(name) and self._words.is_word(name) and self._words.are_small(name)
        }
        return topics if len(topics) <= FEW_TOPICS * len(recurring) else set()

    def _converse(self, labels: Sequence[Label], names: Sequence[str], recurring: Collection[str]) -> bool:
        """Whether labels with `recurring` names, in order, are those of a conversation: they open most blocks, or
        answer each other, never the same one twice in a row, each three times or more; or nearly all look like names.
        """
        if self._say_names([label for label in labels if label.name in recurring]):
            return False
        alternate = all(a != b for a, b in pairwise(names))
        if 2 * len(names) > len(self._blocks) or (alternate and min(Counter(names).values()) >= 3):
            return True
        people = {
            name
            for name in recurring
            if self._are_captions or self._is_a_name(Label(0, 0, name)) or self._words.is_nick(name)
        }
        return len(people) > 1 and sum(name in people for name in names) >= max(LEAST, PEOPLE * len(names))

    def _once(self, labels: Sequence[Label], speakers: Collection[str], opened: int) -> set[str]:
        """Those that stand once and are persons all the same, by their names or by the form that all labels have."""
        likely = sum(looks_like_name(label.name) for label in labels)
        opened = max(opened, likely if likely < 2 * opened else 0)
        everything = opened > NEARLY_ALL * self._size(opened)
        styles = Counter(label.style for label in labels if label.name in speakers)
        style = styles.most_common(1)[0][0] if styles else ""
        are_capitals = sum(map(str.isupper, speakers)) >= max(MOST * len(speakers), 1)
        are_full = sum(len(name.split()) > 1 for name in speakers) >= max(PEOPLE * len(speakers), 2)

        voices = {match[1] for name in speakers if (match := NUMBERED.fullmatch(name))}

        def speaks(label: Label) -> bool:
            if is_person(label.written or label.name, speakers, everything):
                return True
            if (numbered := NUMBERED.fullmatch(label.name)) and numbered[1] in voices:
                return True
            if everything and self._are_captions and is_plain(label.name) and any(map(str.isupper, label.name)):
                return True
            if not looks_like_name(label.name):
                return False
            if self._is_announced(label) or (style and label.style == style):
                return True
            if are_full and len(label.name.split()) > 1 and not any(map(self._words.is_word, label.name.split())):
                return True
            return (everything or (are_capitals and label.name.isupper())) and not self._words.is_word(label.name)

        return {label.name for label in labels if speaks(label)}

    def _of_few(self, labels: Sequence[Label], recurring: Collection[str], is_asked: bool) -> set[str]:
        """The speakers of a file in which hardly any label recurs: those behind a mark that another one speaks; one who
        opens it, or is asked; several that stand alone, or one of them again; full names in captions; or two that
        open everything, one with a question.
        """
        if self._is_small_talk(labels, recurring):
            return {label.name for label in labels}
        announced = {one.name for one in labels if self._is_announced(one) and looks_like_name(one.name)}
        people = [label for label in labels if self._is_a_name(label)]
        names = {label.name for label in people}
        if announced or len(names) < 2:
            is_speech = len(people) == 1 and len(self._blocks) > FEW and self._rows.get(people[0].start) == 0
            return announced or (names if is_speech or (is_asked and len(people) == len(labels)) else set())
        alone = [label for label in labels if self._stop(label) == label.stop]
        stand_alone = len(alone) >= LEAST and sum(label in people for label in alone) >= MOST * len(alone)
        is_clear = stand_alone or (len(names) > 2 and len(people) >= max(LEAST, MOST * len(labels)))
        is_record = is_clear and not names.isdisjoint(recurring)
        is_captioned = self._are_captions and len(people) >= MOST * len(labels)
        asks = [self._asks(label) for label in people]
        is_exchange = len(people) == len(self._blocks) and any(a and not b for a, b in pairwise(asks))
        return names if is_record or is_captioned or (is_exchange and all(n[0].isupper() for n in names)) else set()

    def _is_small_talk(self, labels: Sequence[Label], recurring: Collection[str]) -> bool:
        """Whether a file of a few lines is a talk: each has a label that looks like a name, and one speaks again."""
        alone = sum(self._stop(label) == label.stop for label in labels)
        is_whole = FEW_LABELS <= len(labels) <= FEW and len(labels) + alone >= self._size(len(labels))
        alternate = all(a.name != b.name for a, b in pairwise(labels))
        return is_whole and alternate and bool(recurring) and all(looks_like_name(label.name) for label in labels)

    def _size(self, opened: int) -> int:
        """Of the file, in what labels may open: paragraphs, if more of them stand apart than are opened, else lines."""
        return self._apart if self._apart >= opened else len(self._blocks)

    def _is_announced(self, label: Label) -> bool:
        return label.start in self._rows and self._blocks[self._rows[label.start]].changes

    def _say_names(self, labels: Sequence[Label]) -> bool:
        """Whether most labels have nothing but a name behind them, as in a programme: "Chair: Wren Holt"."""
        said = [self._text[label.stop : self._stop(label)].strip() for label in labels]
        short = [words for words in said if len(words) <= LONGEST and len(words.split()) > 1]
        return 2 * sum(map(looks_like_name, short)) > len(said)

    def _asks(self, label: Label) -> bool:
        return self._text.endswith(QUESTION_MARKS, label.stop, self._stop(label))

    def _stop(self, label: Label) -> int:
        """The end of the block that a label opens."""
        row = self._rows.get(label.start)
        return label.stop if row is None else self._blocks[row].stop

    def _is_a_name(self, label: Label) -> bool:
        """Whether a label looks like somebody's name, and not like words of which a text is made."""
        if not looks_like_name(label.name):
            return False
        has_sign = label.name.isupper() or label.written.endswith((")", "]", "）"))
        return has_sign or is_person(label.name, (), everything=False) or not self._words.is_word(label.name)


def is_denied(name: str, metadata: Metadata) -> bool:
    """Whether the metadata says that a label is ordinary text."""
    return any(role is None and same_name(name, given) for given, role in metadata.speakers)


def is_named(name: str, metadata: Metadata) -> bool:
    """Whether the metadata names a label as a speaker."""
    known = (metadata.interviewer, *(given for given, role in metadata.speakers if role is not None))
    return any(same_name(name, one) for one in known) or same_name(without_titles(name), metadata.interviewee.name)
