"""Questions about the transcript itself, answered from its metadata and the interviewer's questions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evidence.citation import Citation, cite
from bot.render.strings import say, say_count
from index.indexed import IndexedTranscript
from index.transcript import Metadata, Transcript

NOUN = "(?:interview|transcript|recording)"
NAMED = f"(?:this|the) {NOUN}"
THIS = f"(?:this|{NAMED})"
TOPICS = {
    "greeting": (
        "(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day))(?: there)?",
        "(?:ok(?:ay)?,? |great,? )?(?:thanks|thank you)(?: a lot| (?:very|so) much)?",
        "привет|здравствуйте|спасибо|сәлем|рахмет|你好|谢谢",
    ),
    "help": (
        "help(?: me)?|помощь|帮助",
        "what (?:can|should) (?:i|you) (?:do|ask)(?: (?:you|me|here))?",
        "how does (?:this|it) work|(?:who|what) are you",
    ),
    "speaker": (
        f"who (?:is|are|was|were) (?:speaking|talking|the speakers?|(?:being )?interviewed)(?: here| in {NAMED})?",
        "who (?:is|was) the (?:interviewee|interviewer)",
        f"who (?:speaks|talks|gave|gives|answers)(?: (?:here|{NAMED}|in {NAMED}))?",
        "who (?:asks|asked)(?: the questions)?",
    ),
    "subject": (
        f"what(?: is|'s|’s| was) {THIS}(?: all)? about|what is {THIS}|summari[sz]e {NAMED}",
        f"what (?:topics|subjects) (?:are|were) covered(?: in {NAMED})?",
        "what (?:was asked|were the questions|are the questions|questions were asked)",
    ),
    "date": (
        f"when was {THIS}(?: (?:given|recorded|held|published|made|conducted))?|when did {NAMED} take place",
        f"what(?: is|'s|’s| was) the date of {NAMED}",
    ),
    "outlet": (
        f"where (?:is|was|were) {THIS} (?:published|printed|broadcast|from)|who (?:published|printed) {THIS}",
        f"(?:which|what) (?:outlet|newspaper|paper|media) (?:published|printed) {THIS}",
        f"what(?: is|'s|’s) the source of {NAMED}",
    ),
}
PATTERNS = {topic: re.compile("|".join(patterns), re.IGNORECASE) for topic, patterns in TOPICS.items()}
EXPLICIT = re.compile(NAMED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """An answer about the transcripts: `text` is ours, from the metadata; `questions` are the interviewer's, cited.

    `topic` is one of TOPICS; `missing` names the metadata that would answer but is not stated.
    """

    topic: str
    text: str
    missing: tuple[str, ...]
    questions: tuple[Citation, ...]

    @property
    def is_stated(self) -> bool:
        return not self.missing


def about(question: str, indexed: Sequence[IndexedTranscript], is_follow_up: bool) -> About | None:
    """None for a question about what was said, as "When was this?" is if it follows another."""
    plain = question.strip(" ?!.,。？！")
    topic = next((topic for topic, pattern in PATTERNS.items() if pattern.fullmatch(plain)), "")
    if not topic or (is_follow_up and topic in ("date", "outlet") and not EXPLICIT.search(plain)):
        return None
    if topic in ("greeting", "help"):
        return About(topic, say("hello", help=say("help")) if topic == "greeting" else say("help"), (), ())
    transcripts = [one.transcript for one in indexed]
    told, stated = zip(*(FACTS[topic](transcript) for transcript in transcripts), strict=True)
    several = len(transcripts) > 1 and topic != "subject"  # which begins with the title anyway
    text = "\n".join(f"{t.title}: {words}" if several else words for t, words in zip(transcripts, told, strict=True))
    questions = tuple(citation for one in indexed for citation in _questions(one)) if topic == "subject" else ()
    return About(topic, text, () if any(stated) else (topic,), questions)


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


def _speaker(transcript: Transcript) -> tuple[str, bool]:
    if transcript.layout == "names":
        names = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker)
        return say("speakers", count=len(names), names=", ".join(names)), True
    known = dict(described(transcript.metadata))
    if not known["interviewee"]:
        return say("speaker.unknown"), False
    if known["interviewer"]:
        return say("speaker.asked", name=known["interviewee"], interviewer=known["interviewer"]), True
    return say("speaker.known", name=known["interviewee"]), True


def _subject(transcript: Transcript) -> tuple[str, bool]:
    metadata = transcript.metadata
    asked = sum(turn.role == "interviewer" for turn in transcript.turns)
    if not (metadata.title or metadata.occasion or asked):
        return say("subject.unknown"), False
    told = [say("subject", title=transcript.title)]
    if metadata.occasion:
        told.append(say("subject.occasion", occasion=metadata.occasion))
    if asked:
        told.append(say_count("subject.asked", asked))
    return " ".join(told), True


def _date(transcript: Transcript) -> tuple[str, bool]:
    metadata = transcript.metadata
    if metadata.date:
        return say("date", date=metadata.date), True
    return say("date.occasion", occasion=metadata.occasion) if metadata.occasion else say("date.unknown"), False


def _outlet(transcript: Transcript) -> tuple[str, bool]:
    known = [value for value in (transcript.metadata.outlet, transcript.metadata.url) if value]
    return (say("outlet", outlet=", ".join(known)), True) if known else (say("outlet.unknown"), False)


FACTS: dict[str, Callable[[Transcript], tuple[str, bool]]] = {
    "speaker": _speaker,
    "subject": _subject,
    "date": _date,
    "outlet": _outlet,
}


def _questions(one: IndexedTranscript) -> list[Citation]:
    """Each question of the interviewer, whole."""
    rows: dict[int, list[int]] = {}
    for row, sentence in enumerate(one.passages.sentences):
        if one.transcript.turns[sentence.turn].role == "interviewer":
            rows.setdefault(sentence.turn, []).append(row)
    return [cite(one, group[0], group[-1]) for group in rows.values()]
