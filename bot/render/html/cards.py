"""One verified quotation as a card: who says it and what was asked, the words, their place, and what goes with them."""

from collections.abc import Sequence
from html import escape

from bot.answer import Statement
from bot.evidence.citation import Citation, link
from bot.render.html.context import context_html, question_sentence, turn_row
from bot.render.html.markup import language, marked, verbatim
from bot.render.strings import say
from bot.render.wording import credit, lacks_line, quoted_lines, self_contained_notes, speaker_of, why_line
from index.language.terms import shared_spans
from index.quotable import Quotable, Quotables


def statement_card(statement: Statement, query: str, above: Citation | None, quotables: Quotables) -> str:
    """A statement, with the words that `query` has too marked; `above` is the citation of the card above it."""
    citation = statement.citation
    quotable = quotables[citation.transcript]
    strength = f'<span class="strength {statement.strength}">{say(statement.strength)}</span>'
    why = f'<details class="why"><summary>{say("why")}</summary><p>{escape(why_line(statement.why))}</p></details>'
    spans = shared_spans(query, citation.exact, quotable.transcript.language)
    lacks = f'<span class="lacks" dir="auto">{escape(lacks_line(statement))}</span>' if statement.lacks else ""
    return (
        f'<div class="card {citation.role}">{_lead(citation, above, quotable)}{quotation(citation, quotable, spans)}'
        f'<div class="meta">{chip(citation, quotables)}{strength}{lacks}</div>'
        f'<div class="more">{why}{_context(statement, quotables)}{copy_button(citation, quotable)}</div></div>'
    )


def question_card(question: Citation, quotables: Quotables) -> str:
    """What the interviewer asked: smaller than a statement, and never to be taken for one."""
    words = f'<p class="of" {language(quotables[question.transcript].card)}>{verbatim(question.exact)}</p>'
    meta = f'<div class="meta">{_who(question)}{chip(question, quotables)}</div>'
    return f'<div class="card interviewer">{words}{meta}</div>'


def mention_item(citation: Citation, spans: Sequence[tuple[int, int]], quotables: Quotables) -> str:
    """Sentences that hold a phrase, with `spans` of them marked; whoever speaks, their role beside them."""
    quotable = quotables[citation.transcript]
    meta = f'<div class="meta">{chip(citation, quotables)}{_who(citation)}{copy_button(citation, quotable)}</div>'
    return f'<li class="card {citation.role}">{meta}{quotation(citation, quotable, spans)}</li>'


def quotation(citation: Citation, quotable: Quotable, spans: Sequence[tuple[int, int]]) -> str:
    """The words as they stand, `spans` of them marked, and whose they are where somebody is quoted in them."""
    inner = "".join(f'<p class="inner" dir="auto">{escape(line)}</p>' for line in quoted_lines(citation))
    return f'<blockquote class="quote" {language(quotable.card)}>{marked(citation.exact, spans)}</blockquote>{inner}'


def chip(citation: Citation, quotables: Quotables) -> str:
    """The link to the place of the words in the transcript."""
    several = len(quotables) > 1
    source = (citation.title, citation.date) if several else ()
    name = " · ".join(filter(None, (*source, citation.locator)))
    place = escape(link(citation, several))
    return f'<a class="cite" href="#{place}" title="{say("place.show")}">{escape(name)}</a>'


def copy_button(citation: Citation, quotable: Quotable) -> str:
    """Its value is what stands behind the words when they are copied."""
    value = escape(credit(citation, quotable.card))
    return f'<button class="copy" type="button" value="{value}">{say("copy")}</button>'


def _context(statement: Statement, quotables: Quotables) -> str:
    """The context; in sight, that the words lean on it or are turned; folded, what can be quoted in their place."""
    quotable, self_contained = quotables[statement.citation.transcript], statement.self_contained
    hints = []
    if self_contained.unresolved_opening:
        hints.append(say("context.leans"))
    if self_contained.reversal:
        hints.append(say("context.turned"))
    hint = f'<span class="hint">{say("comma").join(hints)}</span>' if hints else ""
    notes = "".join(f'<p class="stands" dir="auto">{escape(note)}</p>' for note in self_contained_notes(self_contained))
    safe = _safe(self_contained.safe, quotables) if self_contained.safe else ""
    return context_html(statement.citation, quotable, hint, notes + safe)


def _safe(citation: Citation, quotables: Quotables) -> str:
    """A card inside the card, so that what copies finds its words and its place."""
    quotable = quotables[citation.transcript]
    meta = f'<div class="meta">{chip(citation, quotables)}{copy_button(citation, quotable)}</div>'
    lead = f'<p class="lead">{say("safe.quotation")}</p>'
    quote = f'<blockquote class="quote safe" {language(quotable.card)}>{verbatim(citation.exact)}</blockquote>'
    return f'<div class="card safe {citation.role}">{lead}{quote}{meta}</div>'


def _lead(citation: Citation, above: Citation | None, quotable: Quotable) -> str:
    """Asked “Why do we still celebrate?”, Zhang Xiao said: the question is the interviewer's own sentence."""
    speaker = f"<b>{escape(speaker_of(citation))}</b>"
    if above and above.transcript == citation.transcript and turn_row(above, quotable) == turn_row(citation, quotable):
        return f'<p class="lead">{say("said.same", speaker=speaker)}</p>'
    question = question_sentence(citation, quotable)
    if not question:
        return f'<p class="lead">{say("said", speaker=speaker)}</p>'
    asked = f"<q {language(quotable.card)}>{verbatim(question)}</q>"
    return f'<p class="lead">{say("said.asked", question=asked, speaker=speaker)}</p>'


def _who(citation: Citation) -> str:
    return f'<span class="who">{escape(speaker_of(citation))}</span>'
