"""What the doors say around a quotation, made of the texts in strings; nothing here is ever part of a quotation."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from bot.answer import Answer, Statement, Why
from bot.context.self_contained import SelfContained
from bot.evidence.citation import Citation, place_in_exact
from bot.question.language_mismatch import Compared, LanguageMismatch
from bot.render.mentions_text import further_lines, mentions_line, speakers_lines
from bot.render.part_text import part_line
from bot.render.strings import (
    LANGUAGES,
    in_quotes,
    in_turn,
    language_label,
    language_name,
    name_of,
    number,
    say,
    say_count,
    speaking,
    spoken,
    table,
)
from bot.reorder.llm_choice import Failure, LlmChoice
from bot.within import Within
from index.across import LANGUAGES as COMPARED
from index.card import Card
from index.errors import OnTheRecordError

if TYPE_CHECKING:
    from bot.confidence import Calibration, Measured

FAILURES: dict[Failure, str] = {
    "unreachable": "choice.unreachable",
    "broken": "choice.broken",
    "slow": "choice.slow",
    "status": "choice.status",
    "large": "choice.large",
    "form": "choice.form",
    "prose": "choice.prose",
}
"""The text of each failure of a language model; none ever has a word of the server's."""
LESS_SURE = {"related": "related.across", "not_found": "not_found.across"}
"""What is said of a state where languages were compared."""


def headline(answer: Answer) -> str:
    """One line that says what kind of answer this is."""
    if answer.is_about:
        return say("about")
    if not answer.standalone or not any(c.isalnum() for c in answer.standalone):
        return say("no_words")
    if answer.language_mismatch:
        with _speaking(answer.language_mismatch):
            if answer.every:
                return in_turn(*(say("mentions.across", phrase=mentions.phrase) for mentions in answer.mentions))
            return not_understood_lines(answer.language_mismatch.question, answer.language_mismatch.transcript)[0]
    places = say("semicolon").join(mentions_line(mentions) for mentions in answer.mentions)
    if answer.every:
        return places
    return in_turn(_state(answer), say("sentence", words=places)) if places else _state(answer)


def notes(answer: Answer) -> list[tuple[str, str]]:
    """What to know of an answer before its quotations, in order, by the kind of note."""
    mismatch = answer.language_mismatch
    lines = [("corrected", corrected_line(correction.typed, correction.searched)) for correction in answer.corrections]
    lines += [("part", part_line(part)) for part in answer.parts]
    if mismatch and not answer.every:
        with _speaking(mismatch):
            lines.append(("advice", not_understood_lines(mismatch.question, mismatch.transcript)[1]))
    if answer.across:
        lines.append(("across", across_line(answer.across)))
    if not mismatch and reservation(answer):
        lines.append(("reservation", reservation(answer)))
    if answer.within:
        lines.append(("within", within_line(answer.within)))
    if answer.apart:
        lines.append(("apart", say_count("apart", answer.apart)))
    if answer.undated:
        lines.append(("undated", say_count("undated", answer.undated)))
    lines += [("further", line) for line in (*speakers_lines(answer), *further_lines(answer))]
    if answer.choice:
        lines.append(("choice", choice_line(answer.choice)))
    return lines


def note_lines(answer: Answer) -> list[str]:
    """What was searched, if it isn't the question, and the notes."""
    lines = [line for _, line in notes(answer)]
    return [searched(answer), *lines] if searched(answer) else lines


def reservation(answer: Answer) -> str:
    """What to know about the state of this answer; "" if nothing."""
    is_searched = not answer.is_about and not answer.every and any(c.isalnum() for c in answer.standalone)
    return say("unmeasured") if is_searched and not answer.is_measured else ""


def searched(answer: Answer) -> str:
    """What was searched in place of the question; "" if it was the question itself, or its parts, which say so."""
    is_other = answer.standalone != answer.question and not answer.parts
    return say("searched", query=answer.standalone) if is_other else ""


def _speaking(mismatch: LanguageMismatch) -> AbstractContextManager[None]:
    """The language of the question, if the interface has it."""
    return speaking(mismatch.question if mismatch.question in LANGUAGES else spoken())


def within_line(within: Within) -> str:
    """Where was looked, and nowhere else."""
    names = [*within.transcripts, *within.speakers, *(say(f"role.{role}") for role in within.roles)]
    names += [language_label(code) for code in within.languages]
    names += [say("within.since", date=within.since)] if within.since else []
    names += [say("within.until", date=within.until)] if within.until else []
    return say("within", places=say("comma").join(names))


def corrected_line(typed: str, searched: str) -> str:
    """Searched for “medal” instead of “medla”."""
    return say("corrected", typed=typed, searched=searched)


def not_understood_lines(language: str, transcript: str) -> list[str]:
    """Why nothing can be said about a question in `language`, and what to do; both are codes ("ru")."""
    asked, told = language_name(language), language_name(transcript)
    advice = "not_understood.across" if transcript in COMPARED else "not_understood.do"
    return [say("not_understood", language=asked, transcript=told), say(advice, transcript=told)]


def across_line(compared: Compared) -> str:
    """Which languages were compared, and by which model."""
    asked, told = language_name(compared.question), language_name(compared.transcript)
    return say("across", language=asked, transcript=told, model=compared.model)


def dropped_lines(answer: Answer) -> list[str]:
    """What is not shown because it failed its proof."""
    return [say("dropped", start=dropped.start, stop=dropped.stop) for dropped in answer.dropped]


def certainty_lines(calibration: "Calibration", across: "Calibration | None" = None) -> list[str]:
    """What the states promise, and how often they were wrong, also `across` languages."""
    lines = [say("certainty.states"), *map(_measured, calibration.measured), say("certainty.read")]
    return [*lines, say("certainty.across"), *map(_measured, across.measured)] if across else lines


def choice_line(choice: LlmChoice) -> str:
    """Whose order this is, for every door to show beside the statements."""
    if choice.failure:
        reason = say(FAILURES[choice.failure], detail=choice.detail)
        return say("choice.failed", model=choice.model, reason=reason)
    if not choice.chosen:
        return say("choice.none", model=choice.model, offered=choice.offered)
    return say_count("choice.chosen", len(choice.chosen), model=choice.model, offered=choice.offered)


def speaker_of(citation: Citation) -> str:
    """Who says it, with a role that a reader must not overlook: "Zhang Xiao", "Kazakh media, interviewer"."""
    return name_of(citation.speaker, citation.role)


def credit(citation: Citation, transcript: Card) -> str:
    """What stands behind a quotation that is copied: "— Zhang Xiao, Interview of Ambassador Zhang Xiao, Q2 ¶3 s1"."""
    return say("credit", speaker=speaker_of(citation), title=transcript.title, locator=citation.locator)


def quoted_lines(citation: Citation) -> list[str]:
    """Whose words are quoted inside the citation: “We honor …” are Xi Jinping's, as quoted by Zhang Xiao; and whether
    it is a window of speech without sentence marks.
    """
    lines = []
    for span in citation.quoted:
        start, stop = (place_in_exact(citation, place) for place in (span.start, span.stop))
        words = shortened(citation.exact[start:stop])
        if span.speaker:
            lines.append(say("quoted", words=words, speaker=span.speaker, reporter=speaker_of(citation)))
    return [*lines, say("window")] if citation.window else lines


def lacks_line(statement: Statement) -> str:
    """That what was asked for is not in it: No number is given here.; "" where that is not sure."""
    return say(f"lacks.{statement.lacks}") if statement.lacks else ""


def self_contained_notes(self_contained: SelfContained) -> list[str]:
    """What speaks against quoting it alone: Starts in mid-thought: “This”."""
    lines = []
    if self_contained.unresolved_opening:
        lines.append(say("leans", words=self_contained.unresolved_opening))
    if self_contained.reversal:
        lines.append(say("turned", words=self_contained.reversal))
    return lines


def self_contained_lines(self_contained: SelfContained) -> list[str]:
    """The same, and the place of what stands alone, where there is some."""
    lines = self_contained_notes(self_contained)
    if self_contained.safe:
        lines.append(say("safe", locator=self_contained.safe.locator))
    return lines


def why_line(why: Why) -> str:
    """Why a statement was chosen, in plain words."""
    matched = say("comma").join(in_quotes(words) for words in why.matched)
    shared = say("why.shared", words=matched) if matched else say("why.none")
    reasons = [shared, say(f"why.{why.part}"), *([say("why.read")] if why.is_read else [])]
    return say("sentence", words=say("semicolon").join(reasons))


def told(error: OnTheRecordError) -> str:
    """What went wrong, in a sentence or two."""
    values = {name: number(value) if isinstance(value, int) else value for name, value in error.values.items()}
    return say(error.key, **values)


def shortened(words: str, limit: int = 48) -> str:
    """At most `limit` characters, cut at a word with "…"; only ever shown as a label beside the whole quotation."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"


def _measured(measured: "Measured") -> str:
    return say(
        "certainty.measured",
        set=table().get(f"set.{measured.set}", measured.set),
        answerable=number(measured.answerable),
        unanswerable=number(measured.unanswerable),
        coverage=say("percent", number=f"{100 * measured.coverage:.0f}"),
        false=say("percent", number=f"{100 * measured.false_answers:.0f}"),
    )


def _state(answer: Answer) -> str:
    answered = sum(part.state == "answered" for part in answer.parts)
    if 0 < answered < len(answer.parts):
        return say("parts", answered=answered, all=len(answer.parts))
    if answer.state == "answered":
        return say_count("answered", len(answer.statements))
    return say(LESS_SURE[answer.state] if answer.across else answer.state)
