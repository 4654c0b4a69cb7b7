"""What was understood of a transcript, in numbers and remarks, so that a misread line is found before it is quoted."""

from collections import Counter
from dataclasses import dataclass

from index.language.quotation_marks import DIRECTED
from index.passages import SERVED, split
from index.readers.labels import same_name
from index.spans import lines
from index.transcript import Layout, Role, Transcript


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of everything, and `statements`, the sentences that can be quoted as an answer.

    `speakers` has (name, role, turns, sentences), in the order in which they first speak.
    """

    layout: Layout
    language: str
    speakers: tuple[tuple[str, Role, int, int], ...]
    questions: int
    paragraphs: int
    sentences: int
    statements: int
    remarks: tuple[str, ...]


def report(transcript: Transcript) -> Report:
    """Read `transcript` as the index does, and say what came of it."""
    passages = split(transcript)
    turns = transcript.turns
    sentences_in = Counter(sentence.turn for sentence in passages.sentences)
    turns_of, sentences_of = Counter[tuple[str, Role]](), Counter[tuple[str, Role]]()
    for row, turn in enumerate(turns):
        turns_of[turn.speaker, turn.role] += 1
        sentences_of[turn.speaker, turn.role] += sentences_in[row]
    served = [sentence for sentence in passages.sentences if turns[sentence.turn].role in SERVED]
    return Report(
        layout=transcript.layout,
        language=transcript.language,
        speakers=tuple((name, role, count, sentences_of[name, role]) for (name, role), count in turns_of.items()),
        questions=sum(turn.role == "interviewer" for turn in turns),
        paragraphs=len({sentence.paragraph for sentence in served}),
        sentences=len(passages.sentences),
        statements=len(served),
        remarks=tuple(_remarks(transcript)),
    )


def _remarks(transcript: Transcript) -> list[str]:
    text, metadata = transcript.text, transcript.metadata
    remarks = [f"left out as a web page's: {text[b.start : b.stop]!r}" for b in transcript.boilerplate]
    remarks += _unbalanced(text)
    if count := text.count("\u00a0"):
        remarks.append(f"{count} no-break space{'s' if count > 1 else ''}, kept as they stand")
    missing = [key for key in ("title", "occasion", "outlet", "date", "url") if not getattr(metadata, key)]
    if transcript.layout == "questions":
        missing += [role for role, known in _names(transcript) if not known]
    if missing:
        remarks.append(f"not stated: {', '.join(missing)}")
    if transcript.doubtful:
        labels = ", ".join(f"“{label}:”" for label in transcript.doubtful[:8])
        remarks.append(f"read as text, not as speakers: {labels}; [speakers] in the metadata can name them")
    missed = set(metadata.boilerplate) - {text[line.start : line.stop] for line in lines(text)}
    remarks += [f"the metadata names a line that is not there: {line!r}" for line in sorted(missed)]
    spoken = {turn.speaker for turn in transcript.turns}
    for name, role in metadata.speakers:
        if role and not any(same_name(speaker, name) for speaker in spoken):
            remarks.append(f"the metadata names a speaker that is not there: {name!r}")
    return remarks


def _names(transcript: Transcript) -> tuple[tuple[str, str], ...]:
    return ("interviewee", transcript.metadata.interviewee.name), ("interviewer", transcript.metadata.interviewer)


def _unbalanced(text: str) -> list[str]:
    """The marks of quotation that open more or less often than they close."""
    remarks = []
    for mark in DIRECTED:
        # « closes » and ” closes ” elsewhere, and „ is closed by “ or by ”: those can't be counted
        if not mark.holds or len(mark.closing) > 1 or (mark.opening == "“" and "„" in text):
            continue
        opened, closed = text.count(mark.opening), text.count(mark.closing)
        if opened != closed:
            remarks.append(f"unbalanced quotation marks: {opened} {mark.opening} and {closed} {mark.closing}")
    return remarks
