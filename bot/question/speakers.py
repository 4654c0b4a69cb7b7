"""Who speaks in a transcript, how much, and who of them is meant by a name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.card import Card
from index.language.knowledge import all_words
from index.language.terms import WORD, fold, terms
from index.transcript import Metadata, Person, Role

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


def speakers_of(card: Card) -> tuple[Speaker, ...]:
    """Whoever speaks, most words first; the interviewee, if no turn is theirs, with none."""
    spoken = {(voice.speaker, voice.role): (voice.words, voice.turns) for voice in card.voices if voice.is_numbered}
    interviewee = card.metadata.interviewee.name
    if interviewee and all(name != interviewee for name, _ in spoken):
        spoken[interviewee, "interviewee"] = 0, 0
    said = sum(words for words, _ in spoken.values()) or 1
    speakers = [
        Speaker(card.id, name, role, _office(name, role, card.metadata), words, words / said, turns)
        for (name, role), (words, turns) in spoken.items()
    ]
    return tuple(sorted(speakers, key=lambda speaker: -speaker.words))


def people_of(card: Card) -> tuple[Person, ...]:
    """Whoever speaks and is named, each once, with their office."""
    voices = (voice for voice in card.voices if voice.speaker)
    people = [Person(voice.speaker, _office(voice.speaker, voice.role, card.metadata)) for voice in voices]
    return tuple(dict.fromkeys(filter(lambda person: person.name, [*people, card.metadata.interviewee])))


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


def _office(name: str, role: Role, metadata: Metadata) -> str:
    interviewee = metadata.interviewee
    is_interviewee = name == interviewee.name if name else role == "interviewee"
    return interviewee.office if is_interviewee else ""
