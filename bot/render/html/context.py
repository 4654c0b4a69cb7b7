"""What stands around a quotation: the question that it answers, the sentences beside it, its whole paragraph."""

from bot.evidence.citation import Citation
from bot.render.html.markup import language, verbatim
from bot.render.strings import in_turn, say
from index.quotable import Quotable
from index.transcript import Span

MOST_CHARACTERS = 4_000
"""A longer paragraph is read in the transcript, not in a card."""


def context_html(citation: Citation, quotable: Quotable, hint: str = "", notes: str = "") -> str:
    """Folded: the question, the sentences before and after, and, folded again, the paragraph if that is more.

    `hint` is HTML that stays in sight, `notes` HTML that comes first of what is folded.
    """
    asked = ""
    if citation.question_text:
        question = f"<q {language(quotable.card)}>{verbatim(citation.question_text)}</q>"
        asked = f'<p class="of">{say("context.asked")} {question}</p>'
    around = _around(citation, quotable)
    whole = _paragraph(citation, quotable)
    folded = ""
    if whole != around and whole.stop - whole.start <= MOST_CHARACTERS:
        paragraph = _passage(citation, quotable, whole)
        folded = f'<details class="whole"><summary>{say("context.paragraph")}</summary>{paragraph}</details>'
    name = f"{say('label', name=say('context'))} {hint}" if hint else say("context")
    return (
        f'<details class="context"><summary>{name}</summary>{notes}{asked}'
        f"{_passage(citation, quotable, around)}{_edges(citation, quotable)}{folded}</details>"
    )


def turn_row(citation: Citation, quotable: Quotable) -> int:
    """The row of the turn that is quoted."""
    return quotable.passages.sentences[citation.rows[0]].turn


def question_sentence(citation: Citation, quotable: Quotable) -> str:
    """The sentence of the interviewer's question that asks; "" where none was asked."""
    answering = quotable.transcript.turns[turn_row(citation, quotable)]
    return quotable.asking.get(answering.asked, "") if answering.asked is not None else ""


def _passage(citation: Citation, quotable: Quotable, span: Span) -> str:
    """The text of `span` with the quotation in it set off."""
    whole = quotable.transcript.text
    before, after = whole[span.start : citation.start], whole[citation.stop : span.stop]
    this = f'<b class="this">{verbatim(citation.exact)}</b>'
    return f'<p class="around" {language(quotable.card)}>{verbatim(before)}{this}{verbatim(after)}</p>'


def _around(citation: Citation, quotable: Quotable) -> Span:
    """From the sentence before to the sentence after, as far as the same speaker goes on."""
    sentences = quotable.passages.sentences
    first, last = citation.rows
    rows = range(max(first - 1, 0), min(last + 2, len(sentences)))
    beside = [sentences[row] for row in rows if sentences[row].turn == sentences[first].turn]
    return _without_left_out(citation, quotable, beside[0].start, beside[-1].stop)


def _paragraph(citation: Citation, quotable: Quotable) -> Span:
    sentences, paragraphs = quotable.passages.sentences, quotable.passages.paragraphs
    first, last = citation.rows
    start = paragraphs[sentences[first].paragraph].start
    return Span(start, paragraphs[sentences[last].paragraph].stop)


def _without_left_out(citation: Citation, quotable: Quotable, start: int, stop: int) -> Span:
    """Cut where a line stands that nobody said."""
    transcript = quotable.transcript
    before = transcript.boilerplate_within(start, citation.start)
    behind = transcript.boilerplate_within(citation.stop, stop)
    return Span(before[-1].stop if before else start, behind[0].start if behind else stop)


def _edges(citation: Citation, quotable: Quotable) -> str:
    """Whether the speaker's words begin or end here."""
    sentences = quotable.passages.sentences
    first, last = citation.rows
    turn = sentences[first].turn
    begins = first == 0 or sentences[first - 1].turn != turn
    ends = last + 1 == len(sentences) or sentences[last + 1].turn != turn
    notes = []
    if begins:
        notes.append(say("context.begins"))
    if ends:
        notes.append(say("context.ends"))
    return f'<p class="edges">{in_turn(*notes)}</p>' if notes else ""
