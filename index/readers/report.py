"""What was understood of a transcript, in numbers, first words and remarks, so that a misread file is seen at once."""

from collections import Counter
from dataclasses import dataclass

from index.canonical import words_at
from index.language.quotation_marks import DIRECTED
from index.passages import SERVED, askers_of, split
from index.readers.names import same_name
from index.spans import lines
from index.timing import clock
from index.transcript import Layout, Role, Transcript, Turn

FIRST_TURNS = 5
FIRST_CHARACTERS = 60
MOST_NAMED, MOST_LINES = 8, 4
"""Labels that a remark names, and lines that are named one by one."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, or nobody in particular (name ""); `share`, 0 to 1, of all words in turns; `asks`: most of
    the turns end as questions do.
    """

    name: str
    role: Role
    asks: bool
    turns: int
    sentences: int
    share: float


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of everything, and `statements`, the sentences that can be quoted as an answer.

    `voices` are in the order in which they first speak; `first_turns` have (speaker or role, first words); `times` are
    the first and the last of the recording, in seconds.
    """

    layout: Layout
    why: str
    language: str
    encoding: str
    reader: str
    voices: tuple[Voice, ...]
    first_turns: tuple[tuple[str, str], ...]
    questions: int
    paragraphs: int
    sentences: int
    statements: int
    times: tuple[float, float] | None
    remarks: tuple[str, ...]


def report(transcript: Transcript) -> Report:
    """Read `transcript` as the index does, and say what came of it."""
    passages = split(transcript)
    served = [sentence for sentence in passages.sentences if transcript.turns[sentence.turn].role in SERVED]
    timed = transcript.timed
    last = timed[-1].ends or timed[-1].begins if timed else 0.0
    return Report(
        layout=transcript.layout,
        why=transcript.why,
        language=transcript.language,
        encoding=transcript.encoding,
        reader=transcript.reader,
        voices=_voices(transcript, Counter(sentence.turn for sentence in passages.sentences)),
        first_turns=tuple(_first_words(transcript, turn) for turn in transcript.turns[:FIRST_TURNS]),
        questions=sum(turn.role == "interviewer" for turn in transcript.turns),
        paragraphs=len({sentence.paragraph for sentence in served}),
        sentences=len(passages.sentences),
        statements=len(served),
        times=(timed[0].begins, last) if timed else None,
        remarks=tuple(_remarks(transcript)),
    )


def _voices(transcript: Transcript, sentences_in: Counter[int]) -> tuple[Voice, ...]:
    turns, sentences, words = Counter[tuple[str, Role]](), Counter[tuple[str, Role]](), Counter[tuple[str, Role]]()
    for row, turn in enumerate(transcript.turns):
        voice = turn.speaker, turn.role
        turns[voice] += 1
        sentences[voice] += sentences_in[row]
        words[voice] += len(words_at(transcript, turn.start, turn.stop).split())
    total, askers = sum(words.values()) or 1, askers_of(transcript)
    return tuple(
        Voice(name, role, name in askers, count, sentences[name, role], words[name, role] / total)
        for (name, role), count in turns.items()
    )


def _first_words(transcript: Transcript, turn: Turn) -> tuple[str, str]:
    words = " ".join(words_at(transcript, turn.start, min(turn.stop, turn.start + 2 * FIRST_CHARACTERS)).split())
    shown = words if len(words) <= FIRST_CHARACTERS else words[:FIRST_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return turn.speaker or turn.role, shown


def _remarks(transcript: Transcript) -> list[str]:
    text, metadata = transcript.text, transcript.metadata
    remarks = list(transcript.remarks)
    if transcript.encoding != "utf-8":
        remarks.append(f"read as {transcript.encoding}; if letters are wrong, save the file as UTF-8")
    remarks += _left_out(transcript)
    remarks += _unsure(transcript)
    remarks += _unbalanced(text)
    if count := text.count("\u00a0"):
        remarks.append(f"{count} no-break space{'s' if count > 1 else ''}, kept as they stand")
    missing = [key for key in ("title", "occasion", "outlet", "date", "url") if not getattr(metadata, key)]
    if transcript.layout == "questions":
        missing += [role for role, known in _names(transcript) if not known]
    if missing:
        remarks.append(f"not stated: {', '.join(missing)}")
    missed = set(metadata.boilerplate) - {text[line.start : line.stop] for line in lines(text)}
    remarks += [f"the metadata names a line that is not there: {line!r}" for line in sorted(missed)]
    spoken = {turn.speaker for turn in transcript.turns}
    for name, role in metadata.speakers:
        if role and not any(same_name(speaker, name) for speaker in spoken):
            remarks.append(f"the metadata names a speaker that is not there: {name!r}")
    return remarks


def _left_out(transcript: Transcript) -> list[str]:
    """What nobody said: the lines that stand apart, the first ones named, and what is cut out of sentences."""
    left = [words_at(transcript, line.start, line.stop) for line in transcript.boilerplate]
    remarks = [f"left out, nobody said it: {line!r}" for line in left[:MOST_LINES]]
    if len(left) > MOST_LINES:
        remarks.append(f"and {len(left) - MOST_LINES} lines more")
    if cuts := len(transcript.cuts):
        places = f"{cuts} place{'s' if cuts > 1 else ''}"
        remarks.append(f"left out within sentences, in {places}: times, labels or a page's lines")
    return remarks


def _unsure(transcript: Transcript) -> list[str]:
    """What may be read wrong, and how it is corrected."""
    remarks = []
    if any(turn.role == "editor" for turn in transcript.turns):
        remarks.append("what stands before the first label is the editor's, and is never served as an answer")
    if transcript.doubtful:
        labels = ", ".join(f"“{label}:”" for label in transcript.doubtful[:MOST_NAMED])
        remarks.append(
            f"not taken for speakers, or for nobody in particular: {labels}; [speakers] in the metadata can name them"
        )
    if transcript.layout == "plain" and not transcript.metadata.interviewee.name:
        remarks.append("nobody is named; if somebody is in the file, try --layout names or --layout questions")
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


def span_of_time(times: tuple[float, float]) -> str:
    """span_of_time((3.0, 3773.0)) -> "0:03 to 1:02:53"."""
    return f"{clock(times[0])} to {clock(times[1])}"
