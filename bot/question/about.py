"""Questions about the transcript itself, answered from its metadata and the interviewer's questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.citation import Citation, cite
from index.quotable import Quotable
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
SMALL_TALK = ("greeting", "help")
"""Topics that ask nothing of a transcript."""
EXPLICIT = re.compile(NAMED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """An answer about `transcripts`, to be put into words; `questions` are the interviewer's, cited.

    `topic` is one of TOPICS; `missing` names the metadata that would answer but is not stated.
    """

    topic: str
    transcripts: tuple[Transcript, ...]
    missing: tuple[str, ...] = ()
    questions: tuple[Citation, ...] = ()

    @property
    def is_stated(self) -> bool:
        return not self.missing


def topic_of(question: str) -> str:
    """One of TOPICS; "" for a question about what was said."""
    plain = question.strip(" ?!.,。？！")
    for topic, pattern in PATTERNS.items():
        if pattern.fullmatch(plain):
            return topic
    return ""


def may_point_back(topic: str, question: str) -> bool:
    """Whether a question that follows another asks about that instead, as "When was this?" does."""
    return topic in ("date", "outlet") and not EXPLICIT.search(question)


def about(topic: str, quotables: Sequence[Quotable]) -> About:
    """What is known on a topic; the interviewer's questions, whole, where it is the subject."""
    transcripts = tuple(quotable.transcript for quotable in quotables)
    if topic in SMALL_TALK:
        return About(topic, transcripts)
    is_stated = any(_is_stated(topic, transcript) for transcript in transcripts)
    questions: list[Citation] = []
    if topic == "subject":
        for quotable in quotables:
            questions += _questions(quotable)
    return About(topic, transcripts, () if is_stated else (topic,), tuple(questions))


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


def count_questions(transcript: Transcript) -> int:
    """How many turns are the interviewer's."""
    return sum(turn.role == "interviewer" for turn in transcript.turns)


def _is_stated(topic: str, transcript: Transcript) -> bool:
    metadata = transcript.metadata
    match topic:
        case "speaker":
            return transcript.layout == "names" or bool(dict(described(metadata))["interviewee"])
        case "subject":
            return bool(metadata.title or metadata.occasion or count_questions(transcript))
        case "date":
            return bool(metadata.date)
    return bool(metadata.outlet or metadata.url)


def _questions(quotable: Quotable) -> list[Citation]:
    """Each question of the interviewer, whole."""
    rows: dict[int, list[int]] = {}
    for row, sentence in enumerate(quotable.passages.sentences):
        if quotable.transcript.turns[sentence.turn].role == "interviewer":
            rows.setdefault(sentence.turn, []).append(row)
    return [cite(quotable, turn[0], turn[-1]) for turn in rows.values()]
