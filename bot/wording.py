"""What the doors say around a quotation, made of the texts in strings; nothing here is ever part of a quotation."""

from bot.answer import Answer, Why
from bot.checks.verdict import Check, Checked, Difference
from bot.citation import Citation
from bot.confidence import Calibration, Measured
from bot.mentions import Mentions
from bot.standing import Standing
from bot.strings import STRINGS, say, say_count
from index.transcript import Transcript


def headline(answer: Answer) -> str:
    """One line that says what kind of answer this is."""
    if answer.about:
        return say("about")
    if not answer.standalone or not any(c.isalnum() for c in answer.standalone):
        return say("no_words")
    places = "; ".join(mentions_line(one) for one in answer.mentions)
    if answer.every:
        return places
    return f"{_state(answer)} {places}." if places else _state(answer)


def reservation(answer: Answer) -> str:
    """What to know about the state of this answer; "" if nothing."""
    searched = not answer.about and not answer.every and any(c.isalnum() for c in answer.standalone)
    return say("unmeasured") if searched and not answer.calibrated else ""


def searched(answer: Answer) -> str:
    """What was searched in place of the question; "" if it was the question itself."""
    return say("searched", query=answer.standalone) if answer.standalone != answer.question else ""


def dropped_lines(answer: Answer) -> list[str]:
    """What is not shown because it failed its proof."""
    return [say("dropped", start=one.start, stop=one.stop, reason=one.reason) for one in answer.dropped]


def certainty_lines(calibration: Calibration) -> list[str]:
    """What the states promise, and how often they were wrong."""
    return [
        say("certainty.states"),
        *(_measured(one) for one in calibration.measured),
        say("certainty.read"),
    ]


def mentions_line(mentions: Mentions) -> str:
    """“Xi Jinping” stands in 3 places"""
    if not mentions.count:
        return say("mentions.none", phrase=mentions.phrase)
    return say_count("mentions", mentions.count, phrase=mentions.phrase)


def speaker_of(citation: Citation) -> str:
    """Who says it, with a role that a reader must not overlook: "Zhang Xiao", "Kazakh media, interviewer"."""
    if not citation.speaker:
        return say(citation.role)
    if citation.role in ("interviewer", "editor"):
        return say("with_role", speaker=citation.speaker, role=citation.role)
    return citation.speaker


def credit(citation: Citation, transcript: Transcript) -> str:
    """What stands behind a quotation that is copied: "— Zhang Xiao, Interview of Ambassador Zhang Xiao, Q2 ¶3 s1"."""
    return say("credit", speaker=speaker_of(citation), title=transcript.title, locator=citation.locator)


def quoted_lines(citation: Citation) -> list[str]:
    """Whose words are quoted inside the citation: “We honor …” are Xi Jinping's, as quoted by Zhang Xiao."""
    lines = []
    for span in citation.quoted:
        words = shortened(citation.exact[span.start - citation.start : span.stop - citation.start])
        if span.speaker:
            lines.append(say("quoted", words=words, speaker=span.speaker, reporter=speaker_of(citation)))
    return lines


def standing_notes(standing: Standing) -> list[str]:
    """What speaks against quoting it alone: Starts in mid-thought: “This”."""
    found = {"leans": standing.leans, "turned": standing.turned}
    return [say(key, words=words) for key, words in found.items() if words]


def standing_lines(standing: Standing) -> list[str]:
    """The same, and the place of what stands alone, where there is some."""
    safe = [say("safe", locator=standing.safe.locator)] if standing.safe else []
    return standing_notes(standing) + safe


def why_line(why: Why) -> str:
    """Why a statement was chosen, in plain words."""
    words = ", ".join(f"“{word}”" for word in why.matched)
    shared = say("why.shared", words=words) if words else say("why.none")
    return f"{shared}; {say(f'why.{why.part}')}."


def check_headline(check: Check) -> str:
    """2 of 3 quotations hold."""
    if not check.spans:
        return say("checked.none")
    return say_count("checked", sum(span.holds for span in check.spans), all=len(check.spans))


def verdict_meaning(span: Checked) -> str:
    """What the verdict on a span means, in a sentence or two."""
    means = say(f"verdict.{span.verdict}.means", name=span.attributed_to)
    return f"{means} {say('grave')}" if span.grave else means


def difference_line(difference: Difference) -> str:
    """written “always”, said “never”"""
    written, said = f"“{difference.written}”", f"“{difference.said}”"
    kind = "replaced" if difference.written and difference.said else "added" if difference.written else "missing"
    return say(f"difference.{kind}", written=written, said=said)


def warning_lines(span: Checked) -> list[str]:
    """What to know about a span besides its verdict."""
    cut = "; ".join(f"“{words.exact}”" for words in span.cut)
    inserted = "; ".join(f"“{words}”" for words in span.inserted)
    lines = [
        say("warning.cut.inserted")
        if warning == "cut" and not cut
        else say(f"warning.{warning}", words=cut, inserted=inserted, name=span.attributed_to)
        for warning in span.warnings
    ]
    lines += standing_lines(span.standing) if span.standing else []
    return [*lines, say("occurrences", count=span.occurrences)] if span.occurrences > 1 else lines


def shortened(words: str, limit: int = 48) -> str:
    """At most `limit` characters, cut at a word with "…"; only ever shown as a label beside the whole quotation."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"


def _measured(one: Measured) -> str:
    return say(
        "certainty.measured",
        set=STRINGS.get(f"set.{one.set}", one.set),
        answerable=f"{one.answerable:,}",
        unanswerable=f"{one.unanswerable:,}",
        coverage=f"{one.coverage:.0%}",
        false=f"{one.false_answers:.0%}",
    )


def _state(answer: Answer) -> str:
    return say(answer.state) if answer.state != "answered" else say_count("answered", len(answer.statements))
