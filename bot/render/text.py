"""An Answer, or a Check, as lines for a terminal or a pipe."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.answer import Answer, Statement
from bot.evidence.citation import Citation
from bot.evidence.mentions import Mentions
from bot.quote_check.verdict import Check, Checked
from bot.render.facts import about_text
from bot.render.strings import say
from bot.render.wording import (
    check_headline,
    difference_line,
    dropped_lines,
    headline,
    note_lines,
    quoted_lines,
    self_contained_lines,
    speaker_of,
    verdict_meaning,
    warning_lines,
    why_line,
)

Style = Literal["title", "quote", "note", "plain"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one quotation with the line ends that it has; `indent` counts columns."""

    text: str
    style: Style = "plain"
    indent: int = 0


def answer_lines(answer: Answer, show_closest: bool = False, why: bool = False) -> list[Line]:
    """What a person should see of `answer`: no passages under "not in this transcript" unless `show_closest`."""
    out = [Line(headline(answer), "title")]
    out += [Line(note, "note") for note in note_lines(answer)]
    if answer.about:
        out += [Line(line) for line in about_text(answer.about).splitlines()]
        for question in answer.about.questions:
            out += [Line(f"{question.locator}: {question.exact}", "plain", 2)]
    for mentions in answer.mentions if answer.every else ():
        out += _mentions(mentions, named=len(answer.mentions) > 1)
    shown = answer.state != "not_found" or show_closest
    if not answer.about and not answer.every:
        if answer.nearest_question:
            near = answer.nearest_question
            out.append(Line(f"{say('nearest')}, {near.locator}: {near.exact}", "note"))
        if not shown and answer.statements and not answer.language_mismatch:
            places = ", ".join(statement.citation.locator for statement in answer.statements)
            out.append(Line(f"{say('closest')}: {places} (--closest shows them)", "note"))
        if shown and answer.state == "not_found" and answer.statements:
            out.append(Line(f"{say('closest')}:", "note"))
        asked: set[str] = set()
        for statement in answer.statements if shown else ():
            out += _statement(statement, why, asked)
    out += [Line(line, "note") for line in dropped_lines(answer)]
    return [Line(visible(line.text), line.style, line.indent) for line in out]


def check_lines(check: Check) -> list[Line]:
    """What a person should see of `check`: each span with its verdict, and the real words."""
    out = [Line(check_headline(check), "title")]
    for span in check.spans:
        out += _span(span)
    return [Line(visible(line.text), line.style, line.indent) for line in out]


def visible(text: str) -> str:
    """`text` with the characters that would act on a terminal or turn the reading order written out: ESC as \\\\x1b.

    Line ends and tabs stay.
    """
    return "".join(c if c in "\n\t" or not _acts(c) else c.encode("unicode_escape").decode() for c in text)


def _acts(character: str) -> bool:
    return (
        unicodedata.category(character) == "Cc" or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def _statement(statement: Statement, why: bool, asked: set[str]) -> list[Line]:
    """The quotation, whose it is, and what was asked, which is written out once: `asked` has what was."""
    citation = statement.citation
    out = [
        Line(""),
        Line(f"“{citation.exact}”", "quote"),
        Line(f"— {_whence(citation)} · {say(statement.strength)}", "note", 2),
    ]
    if citation.question_text and citation.question_text not in asked:
        out.append(Line(say("asked", question=citation.question_text), "note", 2))
        asked.add(citation.question_text)
    out += [Line(line, "note", 2) for line in quoted_lines(citation) + self_contained_lines(statement.self_contained)]
    if why:
        out.append(Line(why_line(statement.why), "note", 2))
    return out


def _span(span: Checked) -> list[Line]:
    """The words as they were written, what they are, and what was said where."""
    whose = f" · {say('attributed', name=span.attributed_to)}" if span.attributed_to else ""
    verdict = f"{say(f'verdict.{span.verdict}')}{whose}"
    out = [
        Line(""),
        Line(f"“{span.text}”", "quote"),
        Line(verdict, "title", 2),
        Line(verdict_meaning(span), "plain", 2),
    ]
    out += [Line(difference_line(difference), "plain", 4) for difference in span.differences]
    if span.nearest and span.verdict == "altered":
        out.append(Line(f"{say('nearest.words')}:", "plain", 2))
    if span.verdict not in ("exact", "wrong_speaker"):
        several = span.verdict == "stitched"
        out += [Line(f"“{part.exact}”{f' · {part.locator}' if several else ''}", "quote", 4) for part in span.parts]
    out += [Line(say("left_out.said", words=f"“{gap.exact}”"), "plain", 2) for gap in span.left_out]
    if cited := span.citation or span.nearest:
        out.append(Line(f"— {_whence(cited)}", "note", 2))
        out += [Line(line, "note", 2) for line in quoted_lines(cited)]
    return out + [Line(line, "note", 2) for line in warning_lines(span)]


def _mentions(mentions: Mentions, named: bool) -> list[Line]:
    out = [Line(f"“{mentions.phrase}”:", "title")] if named else []
    for place in mentions.places:
        out += [Line(""), Line(f"“{place.citation.exact}”", "quote"), Line(f"— {_whence(place.citation)}", "note", 2)]
        out += [Line(line, "note", 2) for line in quoted_lines(place.citation)]
    return out


def _whence(citation: Citation) -> str:
    return f"{speaker_of(citation)} · {citation.transcript} · {citation.locator}"
