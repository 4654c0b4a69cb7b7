"""Who speaks in a transcript, how much, and who of them is meant by a name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.language.knowledge import all_words
from index.language.terms import HAN, WORD, fold, terms
from index.transcript import Person, Role, Transcript

TITLES = frozenset(all_words("people.titles", "people.titles_in_labels", "people.titles_in_prose"))
ASKING = frozenset(all_words("people.asking"))
ARTICLES = frozenset(("the", "a", "an", "this", "that", "of", "to", "and"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in `transcript`, an id; `name` and `office` are "" where they are not stated.

    `words` were said in `turns`; `share`, 0 to 1, is theirs of all the words that speakers said.
    """

    transcript: str
    name: str
    role: Role
    office: str
    words: int
    share: float
    turns: int

    @property
    def asks(self) -> bool:
        """Whether the questions are this one's, by role or by what the label says: "Moderator"."""
        return self.role == "interviewer" or fold(self.name) in ASKING


def speakers_of(transcript: Transcript) -> tuple[Speaker, ...]:
    """Whoever speaks, most words first; the interviewee, if no turn is theirs, with none."""
    spoken: dict[tuple[str, Role], list[int]] = {}
    for turn in transcript.turns:
        if turn.part not in ("introduction", "text"):
            words = count_words(transcript.text[turn.start : turn.stop])
            spoken.setdefault((turn.speaker, turn.role), []).append(words)
    interviewee = transcript.metadata.interviewee.name
    if interviewee and all(name != interviewee for name, _ in spoken):
        spoken[interviewee, "interviewee"] = []
    said = sum(map(sum, spoken.values())) or 1
    speakers = []
    for (name, role), words_of in spoken.items():
        office, total = _office(name, role, transcript), sum(words_of)
        speakers.append(Speaker(transcript.id, name, role, office, total, total / said, len(words_of)))
    return tuple(sorted(speakers, key=lambda speaker: -speaker.words))


def people_of(transcript: Transcript) -> tuple[Person, ...]:
    """Whoever speaks and is named, each once, with their office."""
    named = {turn.speaker: turn.role for turn in transcript.turns if turn.speaker}
    people = [Person(name, _office(name, role, transcript)) for name, role in named.items()]
    return tuple(dict.fromkeys(filter(lambda person: person.name, [*people, transcript.metadata.interviewee])))


def count_words(text: str) -> int:
    """How many words it has; a Chinese sign is one: count_words("It is 1945.") -> 3, count_words("和平") -> 2."""
    words = WORD.findall(text)
    return sum(len(HAN.findall(word)) or 1 for word in words) if HAN.search(text) else len(words)


def named(name: str, people: Iterable[Person]) -> str:
    """Who of them is meant by `name`: a name or a part of it, with or without a title, or the office; "" if nobody.

    >>> people = [Person("Zhang Xiao", "Ambassador of China")]
    >>> named("Mr. Zhang", people), named("the ambassador", people), named("Nikolai Vozov", people)
    ('Zhang Xiao', 'Zhang Xiao', '')
    """
    asked = [word.removesuffix("'s") for word in WORD.findall(fold(name))]
    said = [word for word in asked if word not in ARTICLES]
    plain = [word for word in said if word not in TITLES]
    for person in people:
        names, office = WORD.findall(fold(person.name)), WORD.findall(fold(person.office))
        if plain and all(_is_one_of(word, names) for word in plain):
            return person.name
        if office and office[0] in said and all(_is_one_of(word, [*office, *names]) for word in said):
            return person.name
    return ""


def _is_one_of(word: str, names: Sequence[str]) -> bool:
    """Whether it is one of the names, in whatever case: "Маратова", "Сәуленің"."""
    if word in names or not re.search(r"[а-яё]", word):
        return word in names
    stem = terms(word, "ru")
    return any(stem == terms(name, "ru") or (len(name) > 3 and word.startswith(name)) for name in names)


def _office(name: str, role: Role, transcript: Transcript) -> str:
    interviewee = transcript.metadata.interviewee
    is_interviewee = name == interviewee.name if name else role == "interviewee"
    return interviewee.office if is_interviewee else ""
