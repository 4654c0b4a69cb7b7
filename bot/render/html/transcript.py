"""The whole transcript with an id at every question, paragraph and sentence."""

from collections.abc import Sequence
from html import escape

from bot.evidence.citation import locator, place_id, prefix
from bot.evidence.quoted_speech import quoted_spans
from bot.render.html.markup import verbatim
from bot.render.strings import say, spoken
from index.canonical import words_at
from index.quotable import Quotable
from index.transcript import Paragraph, Turn


def transcript_html(quotable: Quotable, several: bool) -> str:
    """Turns in order, the introduction and what was left out set apart; `several` says that there are others."""
    transcript = quotable.transcript
    before = prefix(transcript.id, several)
    paragraphs_of: dict[int, list[Paragraph]] = {}
    for paragraph in quotable.passages.paragraphs:
        paragraphs_of.setdefault(paragraph.turn, []).append(paragraph)
    blocks = [
        (turn.start, _turn(quotable, turn, paragraphs_of.get(row, []), before))
        for row, turn in enumerate(transcript.turns)
    ]
    blocks += [(line.start, _left_out(transcript.text[line.start : line.stop])) for line in transcript.boilerplate]
    blocks.sort(key=lambda block: block[0])
    body = "".join(html for _, html in blocks)
    heading = f'<h3 class="title">{escape(transcript.title)}</h3>' if several else ""
    names = f'data-of="{before}" data-name="{escape(transcript.id)}"'
    return f'<article lang="{escape(transcript.language)}" dir="auto" {names}>{heading}{body}</article>'


def _left_out(line: str) -> str:
    """A line that nobody said; its label is no part of the text."""
    return f'<p class="boilerplate" data-label="{escape(say("left_out"))}">{verbatim(line)}</p>'


def _turn(quotable: Quotable, turn: Turn, paragraphs: Sequence[Paragraph], before: str) -> str:
    if not paragraphs:
        return ""
    if turn.part == "question":
        asked = " ".join(_sentences(quotable, paragraph, before) for paragraph in paragraphs)
        return _heading("question", f"q{turn.number}", f"Q{turn.number}", asked, before)
    speaker = ""
    if turn.part == "turn":
        name = escape(turn.speaker) or say(f"role.{turn.role}")
        speaker = _heading("speaker", f"t{turn.number}", f"T{turn.number}", name, before)
    if turn.part == "introduction":
        speaker = _heading("speaker", "intro", "", f'<span lang="{spoken()}">{say("introduction")}</span>', before)
    body = "".join(_paragraph(quotable, paragraph, before) for paragraph in paragraphs)
    return f'<section class="in-{turn.part}">{speaker}{body}</section>'


def _heading(kind: str, place: str, label: str, html: str, before: str) -> str:
    """Of a turn: below the pane's heading, or below the transcript's where there are several."""
    level = "h4" if before else "h3"
    place = before + place
    number = f'<a class="n" href="#{place}">{label}</a> ' if label else ""
    return f'<{level} class="{kind}" id="{place}">{number}{html}</{level}>'


def _paragraph(quotable: Quotable, paragraph: Paragraph, before: str) -> str:
    number = before + place_id(paragraph.place)
    name = locator(paragraph.place).split()[-1]
    return f'<p id="{number}"><a class="n" href="#{number}">{name}</a>{_sentences(quotable, paragraph, before)}</p>'


def _sentences(quotable: Quotable, paragraph: Paragraph, before: str) -> str:
    """The sentences as spans with ids, and between them what stands between them."""
    html, at = "", paragraph.start
    for row in range(paragraph.first, paragraph.last):
        sentence = quotable.passages.sentences[row]
        place = f"{before}{place_id(sentence.place)}"
        html += verbatim(words_at(quotable.transcript, at, sentence.start))
        html += f'<span class="s" id="{place}" tabindex="-1">{_words(quotable, row)}</span>'
        at = sentence.stop
    return html


def _words(quotable: Quotable, row: int) -> str:
    """The words of the sentence in `row`, with those that are quoted in it in spans that say whose they are."""
    text, sentence = quotable.transcript.text, quotable.passages.sentences[row]
    html, at = "", sentence.start
    for quoted in quoted_spans(text, quotable.passages, row, row):
        kind = "quoted named" if quoted.speaker else "quoted"
        whose = say("quoted.whose", speaker=quoted.speaker) if quoted.speaker else say("quoted.open")
        html += verbatim(words_at(quotable.transcript, at, quoted.start))
        words = verbatim(words_at(quotable.transcript, quoted.start, quoted.stop))
        html += f'<span class="{kind}" title="{escape(whose)}">{words}</span>'
        at = quoted.stop
    return html + verbatim(words_at(quotable.transcript, at, sentence.stop))
