"""The whole transcript with an id at every question, paragraph and sentence."""

from collections.abc import Sequence
from html import escape

from bot.evidence.citation import locator, place_id, prefix
from bot.evidence.quoted_speech import quoted_spans
from bot.render.html.markup import verbatim
from bot.render.strings import say, spoken
from index.quotable import Quotable
from index.transcript import Paragraph, Turn


def transcript_html(text: Quotable, several: bool) -> str:
    """Turns in order, the introduction and what was left out set apart; `several` says that there are others."""
    transcript = text.transcript
    before = prefix(transcript.id, several)
    rows: dict[int, list[Paragraph]] = {}
    for paragraph in text.passages.paragraphs:
        rows.setdefault(paragraph.turn, []).append(paragraph)
    blocks = [(turn.start, _turn(text, turn, rows.get(i, []), before)) for i, turn in enumerate(transcript.turns)]
    blocks += [(line.start, _left_out(transcript.text[line.start : line.stop])) for line in transcript.boilerplate]
    body = "".join(html for _, html in sorted(blocks, key=lambda block: block[0]))
    heading = f'<h3 class="title">{escape(transcript.title)}</h3>' if several else ""
    return f'<article lang="{escape(transcript.language)}" dir="auto">{heading}{body}</article>'


def _left_out(line: str) -> str:
    """A line that nobody said; its label is no part of the text."""
    return f'<p class="boilerplate" data-label="{escape(say("left_out"))}">{verbatim(line)}</p>'


def _turn(text: Quotable, turn: Turn, paragraphs: Sequence[Paragraph], before: str) -> str:
    if not paragraphs:
        return ""
    if turn.part == "question":
        asked = " ".join(_sentences(text, paragraph, before) for paragraph in paragraphs)
        return _heading("question", f"q{turn.number}", f"Q{turn.number}", asked, before)
    speaker = ""
    if turn.part == "turn":
        name = escape(turn.speaker) or say(f"role.{turn.role}")
        speaker = _heading("speaker", f"t{turn.number}", f"T{turn.number}", name, before)
    if turn.part == "introduction":
        speaker = _heading("speaker", "intro", "", f'<span lang="{spoken()}">{say("introduction")}</span>', before)
    body = "".join(_paragraph(text, paragraph, before) for paragraph in paragraphs)
    return f'<section class="in-{turn.part}">{speaker}{body}</section>'


def _heading(kind: str, place: str, label: str, html: str, before: str) -> str:
    """Of a turn: below the pane's heading, or below the transcript's where there are several."""
    level = "h4" if before else "h3"
    place = before + place
    number = f'<a class="n" href="#{place}">{label}</a> ' if label else ""
    return f'<{level} class="{kind}" id="{place}">{number}{html}</{level}>'


def _paragraph(text: Quotable, paragraph: Paragraph, before: str) -> str:
    number = before + place_id(paragraph.place)
    name = locator(paragraph.place).split()[-1]
    return f'<p id="{number}"><a class="n" href="#{number}">{name}</a>{_sentences(text, paragraph, before)}</p>'


def _sentences(text: Quotable, paragraph: Paragraph, before: str) -> str:
    """The sentences as spans with ids, and between them what stands between them."""
    whole, html, at = text.transcript.text, "", paragraph.start
    for row in range(paragraph.first, paragraph.last):
        sentence = text.passages.sentences[row]
        html += verbatim(whole[at : sentence.start])
        inside, at = "", sentence.start
        for span in quoted_spans(whole, text.passages, row, row):
            whose = escape(say("quoted.whose", speaker=span.speaker) if span.speaker else say("quoted.open"))
            named = " named" if span.speaker else ""
            quoted = verbatim(whole[span.start : span.stop])
            inside += verbatim(whole[at : span.start])
            inside += f'<span class="quoted{named}" title="{whose}">{quoted}</span>'
            at = span.stop
        inside += verbatim(whole[at : sentence.stop])
        html += f'<span class="s" id="{before}{place_id(sentence.place)}" tabindex="-1">{inside}</span>'
        at = sentence.stop
    return html
