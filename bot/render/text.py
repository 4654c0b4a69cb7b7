"""An Answer, or a Check, as lines for a terminal or a pipe."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answer import Answer, Statement
from bot.evidence.citation import Citation
from bot.evidence.mentions import Mentions
from bot.question.about import About
from bot.quote_check.verdict import Check, Checked
from bot.render.about_text import about_text
from bot.render.check_text import check_headline, difference_line, verdict_meaning, verdict_name, warning_lines
from bot.render.strings import say
from bot.render.wording import (
    dropped_lines,
    headline,
    lacks_line,
    note_lines,
    quoted_lines,
    self_contained_lines,
    speaker_of,
    why_line,
)

Style = Literal["title", "quote", "note", "plain"]
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the reading order of what comes after it (UAX #9)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one quotation with the line ends that it has; `indent` counts columns."""

    text: str
    style: Style = "plain"
    indent: int = 0


def answer_lines(answer: Answer, show_closest: bool = False, why: bool = False) -> list[Line]:
    """What a person should see of `answer`: no passages under "not in this transcript" unless `show_closest`."""
    lines = [Line(headline(answer), "title")]
    lines += [Line(note, "note") for note in note_lines(answer)]
    if answer.about:
        lines += _about(answer.about)
    if answer.every:
        for mentions in answer.mentions:
            lines += _mentions(mentions, named=len(answer.mentions) > 1)
    if not answer.is_about and not answer.every:
        lines += _statements(answer, show_closest, why)
    lines += [Line(line, "note") for line in dropped_lines(answer)]
    return visible_lines(lines)


def check_lines(check: Check) -> list[Line]:
    """What a person should see of `check`: each span with its verdict, and the real words."""
    lines = [Line(check_headline(check), "title")]
    for span in check.spans:
        lines += _span(span)
    return visible_lines(lines)


def visible(text: str) -> str:
    """`text` with the characters that would act on a terminal or turn the reading order written out: ESC as \\\\x1b.

    Line ends and tabs stay.
    """
    return "".join(character.encode("unicode_escape").decode() if _acts(character) else character for character in text)


def _acts(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) == "Cc" or character in BIDI_CONTROLS


def visible_lines(lines: Sequence[Line]) -> list[Line]:
    return [Line(visible(line.text), line.style, line.indent) for line in lines]


def _about(about: About) -> list[Line]:
    lines = [Line(line) for line in about_text(about).splitlines()]
    return lines + [Line(f"{question.locator}: {question.exact}", indent=2) for question in about.questions]


def _statements(answer: Answer, show_closest: bool, why: bool) -> list[Line]:
    """The statements, or, of those that are no answer, only where they stand."""
    lines: list[Line] = []
    if answer.nearest_question:
        nearest = answer.nearest_question
        lines.append(Line(f"{say('nearest')}, {nearest.locator}: {nearest.exact}", "note"))
    if answer.state == "not_found" and not show_closest:
        if answer.statements and not answer.language_mismatch:
            places = ", ".join(statement.citation.locator for statement in answer.statements)
            lines.append(Line(f"{say('closest')}: {places} (--closest shows them)", "note"))
        return lines
    if answer.state == "not_found" and answer.statements:
        lines.append(Line(f"{say('closest')}:", "note"))
    asked: set[str] = set()
    for statement in answer.statements:
        lines += _statement(statement, why, asked)
    return lines


def _statement(statement: Statement, why: bool, asked: set[str]) -> list[Line]:
    """The quotation, whose it is, and what was asked, which is written out once: `asked` has what was."""
    citation = statement.citation
    lines = [
        Line(""),
        Line(f"“{citation.exact}”", "quote"),
        Line(f"— {_whence(citation)} · {say(statement.strength)}", "note", 2),
    ]
    if citation.question_text and citation.question_text not in asked:
        lines.append(Line(say("asked", question=citation.question_text), "note", 2))
        asked.add(citation.question_text)
    if statement.lacks:
        lines.append(Line(lacks_line(statement), "note", 2))
    lines += [Line(line, "note", 2) for line in quoted_lines(citation)]
    lines += [Line(line, "note", 2) for line in self_contained_lines(statement.self_contained)]
    if why:
        lines.append(Line(why_line(statement.why), "note", 2))
    return lines


def _span(span: Checked) -> list[Line]:
    """The words as they were written, what they are, and what was said where."""
    verdict = verdict_name(span)
    if span.attributed_to:
        verdict += f" · {say('attributed', name=span.attributed_to)}"
    lines = [
        Line(""),
        Line(f"“{span.text}”", "quote"),
        Line(verdict, "title", 2),
        Line(verdict_meaning(span), "plain", 2),
    ]
    lines += [Line(difference_line(difference), "plain", 4) for difference in span.differences]
    if span.nearest and span.verdict in ("altered", "translated"):
        label = "nearest.words" if span.verdict == "altered" else "nearest.across"
        lines.append(Line(f"{say(label)}:", "plain", 2))
    if span.nearest and (span.change != "reworded" or span.verdict == "translated"):
        lines.append(Line(f"“{span.nearest.exact}”", "quote", 4))
    elif span.verdict not in ("exact", "wrong_speaker"):  # whose parts are the words as they were written
        for part in span.parts:
            where = f" · {part.locator}" if span.verdict == "stitched" else ""
            lines.append(Line(f"“{part.exact}”{where}", "quote", 4))
    lines += [
        Line(say("left_out.said", words=f"“{gap.exact}”"), "plain", 2) for gap in span.left_out if not span.differences
    ]
    cited = span.citation or span.nearest
    if cited:
        lines.append(Line(f"— {_whence(cited)}", "note", 2))
        lines += [Line(line, "note", 2) for line in quoted_lines(cited)]
    lines += [Line(line, "note", 2) for line in warning_lines(span)]
    return lines


def _mentions(mentions: Mentions, named: bool) -> list[Line]:
    lines = [Line(f"“{mentions.phrase}”:", "title")] if named else []
    for place in mentions.places:
        citation = place.citation
        lines += [Line(""), Line(f"“{citation.exact}”", "quote"), Line(f"— {_whence(citation)}", "note", 2)]
        lines += [Line(line, "note", 2) for line in quoted_lines(citation)]
    return lines


def _whence(citation: Citation) -> str:
    return " · ".join(filter(None, (speaker_of(citation), citation.transcript, citation.date, citation.locator)))
