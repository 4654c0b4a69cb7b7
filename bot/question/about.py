"""What is known about a transcript, from its metadata, its turns and the interviewer's questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.citation import Citation, cite
from bot.question.speakers import Speaker, speakers_of
from bot.question.topics import Topic
from index.card import Card
from index.quotable import Quotable
from index.transcript import Metadata

OF_SOMEBODY = ("person", "office")
"""Topics that ask about one who speaks."""


@dataclass(frozen=True, slots=True)
class About:
    """An answer about `transcripts`, to be put into words; `questions` are the interviewer's, cited.

    `topic` is one of TOPICS; `missing` names the metadata that would answer but is not stated. `speakers` is who is
    asked about, else all, most words first in each transcript.
    """

    topic: str
    transcripts: tuple[Card, ...]
    missing: tuple[str, ...] = ()
    questions: tuple[Citation, ...] = ()
    speakers: tuple[Speaker, ...] = ()

    @property
    def is_stated(self) -> bool:
        return not self.missing


def about(topic: Topic, quotables: Sequence[Quotable]) -> About:
    """What is known on a topic; the interviewer's questions, whole, where it is the subject."""
    transcripts = tuple(quotable.card for quotable in quotables)
    if topic.is_small_talk:
        return About(topic.kind, transcripts)
    speakers = [speaker for card in transcripts for speaker in speakers_of(card)]
    if topic.kind in OF_SOMEBODY:
        speakers = [one for one in speakers if (one.name == topic.person if topic.person else not one.asks)]
        spoken = {speaker.transcript for speaker in speakers}
        transcripts = tuple(one for one in transcripts if one.id in spoken) or transcripts
    if topic.kind == "interviewer":
        speakers = [speaker for speaker in speakers if speaker.asks]
    questions: list[Citation] = []
    if topic.kind == "subject":
        for quotable in quotables:
            questions += _questions(quotable)
    is_stated = any(_is_stated(topic.kind, one, speakers) for one in transcripts)
    return About(topic.kind, transcripts, () if is_stated else (topic.kind,), tuple(questions), tuple(speakers))


def described(metadata: Metadata) -> tuple[tuple[str, str], ...]:
    """What a reader should know of a transcript, in order, as (name, value); "" where it is not stated."""
    return (
        ("interviewee", ", ".join(filter(None, (metadata.interviewee.name, metadata.interviewee.office)))),
        ("interviewer", metadata.interviewer),
        ("occasion", metadata.occasion),
        ("outlet", metadata.outlet),
        ("date", metadata.date),
        ("url", metadata.url),
    )


def count_questions(transcript: Card) -> int:
    """How many turns are the interviewer's."""
    return sum(voice.turns for voice in transcript.voices if voice.role == "interviewer")


def interviewer_of(transcript: Card, speakers: Sequence[Speaker]) -> str:
    """Who asks, by the metadata, else by the labels; "" where neither says."""
    names = [speaker.name for speaker in speakers if speaker.transcript == transcript.id and speaker.asks]
    return transcript.metadata.interviewer or next(filter(None, names), "")


def _is_stated(kind: str, transcript: Card, speakers: Sequence[Speaker]) -> bool:
    metadata = transcript.metadata
    match kind:
        case "speaker":
            return transcript.layout == "names" or bool(dict(described(metadata))["interviewee"])
        case "person":
            return any(speaker.name or speaker.office for speaker in speakers)
        case "office":
            return any(speaker.office for speaker in speakers)
        case "interviewer":
            return bool(interviewer_of(transcript, speakers))
        case "talks_most":
            return any(speaker.words for speaker in speakers)
        case "subject":
            return bool(metadata.title or metadata.occasion or count_questions(transcript))
        case "date":
            return bool(metadata.date)
        case "outlet":
            return bool(metadata.outlet or metadata.url)
    return True


def _questions(quotable: Quotable) -> list[Citation]:
    """Each question of the interviewer, whole."""
    rows: dict[int, list[int]] = {}
    for row, sentence in enumerate(quotable.passages.sentences):
        if quotable.transcript.turns[sentence.turn].role == "interviewer":
            rows.setdefault(sentence.turn, []).append(row)
    return [cite(quotable, turn[0], turn[-1]) for turn in rows.values()]
