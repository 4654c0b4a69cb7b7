"""What the doors say around a quotation, in one place; nothing here is ever part of one."""

from bot.answer import Answer, Why
from bot.citation import Citation
from bot.confidence import Calibration, Measured
from bot.mentions import Mentions

NAME = "On the Record"
STRENGTH = {"strong": "Strong match", "good": "Good match", "partial": "Partial match"}
PART = {
    "sentence": "the sentence itself is nearest to what you asked",
    "paragraph": "its paragraph is nearest to what you asked",
    "question": "it answers a question of the interviewer that is near to yours",
}
NO_WORDS = "There are no words in this question. Type what you would like to know about the interview."
RELATED = "Related, not an answer."
NOT_FOUND = "Not in this transcript."
NEAREST = "The nearest question that was asked"
INTRODUCTION = "Introduction, by the editor"
CLOSEST = "The closest passages, none of which answers"
UNMEASURED = "How often this is right was not measured for this model and language."
CERTAINTY = "How sure is “answered”?"
NOT_STATED = "not stated"
ABOUT = "About this transcript (from its metadata, not a quotation)"
SETS = {
    "xquad-en": "Encyclopaedia articles, with questions on the same topic that they do not answer",
    "interviews": "Interviews, with questions made to mislead (paraphrases, near misses)",
}
"""What the sets are that the certainty was measured on."""
UNNAMED = {
    "interviewee": "the interviewee",
    "interviewer": "the interviewer",
    "speaker": "the speaker",
    "editor": "the editor",
}


def headline(answer: Answer) -> str:
    """One line that says what kind of answer this is."""
    if answer.about:
        return ABOUT
    if not answer.standalone or not any(c.isalnum() for c in answer.standalone):
        return NO_WORDS
    places = "; ".join(mentions_line(one) for one in answer.mentions)
    if answer.every:
        return places
    return f"{_state(answer)} {places}." if places else _state(answer)


def reservation(answer: Answer) -> str:
    """What to know about the state of this answer; "" if nothing."""
    searched = not answer.about and not answer.every and any(c.isalnum() for c in answer.standalone)
    return UNMEASURED if searched and not answer.calibrated else ""


def certainty_lines(calibration: Calibration) -> list[str]:
    """What the states promise, and how often they were wrong."""
    return [
        "“Answered”, “related, not an answer” and “not in this transcript” follow from a probability, fitted to "
        "questions with known answers. A question that can be answered by yes or no gets what was said on it.",
        *(_measured(one) for one in calibration.measured),
        "So read the words: a sentence may name the person or thing and still not say what you asked. This was tried "
        "with the default model, in English; with another, the answer says that it was not.",
    ]


def _measured(one: Measured) -> str:
    return (
        f"{SETS.get(one.set, one.set)}: of {one.answerable:,} questions that the text answers, {one.coverage:.0%} came "
        f"out as answered; of {one.unanswerable:,} that it does not answer, {one.false_answers:.0%} did."
    )


def _state(answer: Answer) -> str:
    if answer.state == "not_found":
        return NOT_FOUND
    if answer.state == "related":
        return RELATED
    count = len(answer.statements)
    return f"{count} statement{'' if count == 1 else 's'}, best match first."


def mentions_line(mentions: Mentions) -> str:
    """“Xi Jinping” stands in 3 places"""
    places = {0: "nowhere in this transcript", 1: "in 1 place"}.get(mentions.count, f"in {mentions.count} places")
    return f"“{mentions.phrase}” stands {places}"


def speaker_of(citation: Citation) -> str:
    """Who says it, with a role that a reader must not overlook: "Zhang Xiao", "Kazakh media, interviewer"."""
    if not citation.speaker:
        return UNNAMED[citation.role]
    return f"{citation.speaker}, {citation.role}" if citation.role in ("interviewer", "editor") else citation.speaker


def quoted_lines(citation: Citation) -> list[str]:
    """Whose words are quoted inside the citation: “We honor …” are Xi Jinping's, as quoted by Zhang Xiao."""
    lines = []
    for span in citation.quoted:
        words = citation.exact[span.start - citation.start : span.stop - citation.start]
        if span.speaker:
            lines.append(f"“{shortened(words)}” are words of {span.speaker}, as quoted by {speaker_of(citation)}")
    return lines


def why_line(why: Why) -> str:
    """Why a statement was chosen, in plain words."""
    shared = (
        f"It shares {', '.join(f'“{word}”' for word in why.matched)} with the question"
        if why.matched
        else "It shares no word with the question"
    )
    return f"{shared}; {PART[why.part]}."


def shortened(words: str, limit: int = 48) -> str:
    """At most `limit` characters, cut at a word with "…"; only ever shown as a label beside the whole quotation."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"
