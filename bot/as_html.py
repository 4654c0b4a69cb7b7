"""Answers, questions and transcripts as escaped HTML: pure functions from data to strings.

A place's id in a page is its id in its transcript (q2-p3-s1), behind the transcript's id where there are several
(talk:q2-p3-s1). A run of sentences is linked as FIRST~LAST.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from bot.about import described
from bot.answer import Answer, Statement
from bot.attribution import quoted_spans
from bot.citation import Citation, locator, place_id
from bot.confidence import Calibration
from bot.mentions import Mentions
from bot.wording import (
    CERTAINTY,
    CLOSEST,
    INTRODUCTION,
    NAME,
    NEAREST,
    NOT_STATED,
    STRENGTH,
    certainty_lines,
    headline,
    quoted_lines,
    reservation,
    speaker_of,
    why_line,
)
from index.passages import Passages
from index.transcript import Paragraph, Transcript, Turn


def verbatim(text: str) -> str:
    """`text` so that a browser's textContent is `text` again: also a carriage return, which HTML would normalise."""
    return escape(text).replace("\r", "&#13;")


def question_html(question: str) -> str:
    """What a person typed, as typed."""
    return f'<div class="asked" dir="auto">{verbatim(question)}</div>'


def answer_html(answer: Answer, several: bool) -> str:
    """One block: a headline and cards. `several` says that more than one transcript is open."""
    body = "".join(
        f'<p class="about">{escape(line)}</p>' for line in (answer.about.text.splitlines() if answer.about else ())
    )
    if answer.about:
        body += "".join(_question_card(question, several) for question in answer.about.questions)
    elif answer.every:
        body += "".join(_mentions(one, several) for one in answer.mentions)
    elif answer.state == "not_found":
        body += _not_found(answer, several)
    else:
        body += "".join(_card(statement, several) for statement in answer.statements)
    body += "".join(
        f'<p class="dropped">Not shown, for it failed its proof: {one.start}–{one.stop}: {escape(one.reason)}</p>'
        for one in answer.dropped
    )
    kind = "about" if answer.about else "mentions" if answer.every else answer.state
    searched = ""
    if answer.standalone != answer.question:
        searched = f'<p class="searched">Searched: {escape(answer.standalone)}</p>'
    if reservation(answer):
        searched += f'<p class="reservation">{escape(reservation(answer))}</p>'
    return f'<div class="answer {kind}"><p class="headline">{escape(headline(answer))}</p>{searched}{body}</div>'


def error_html(message: str) -> str:
    """What went wrong, in one card."""
    headline = '<p class="headline">This did not work.</p>'
    return f'<div class="answer error" role="alert">{headline}<p>{escape(message)}</p></div>'


def waiting_html(message: str) -> str:
    """What is shown until the answer is there."""
    return f'<div class="answer waiting" role="status">{escape(message)}</div>'


def transcript_html(transcript: Transcript, passages: Passages, several: bool) -> str:
    """The whole transcript with an id at every question, paragraph and sentence."""
    prefix = _prefix(transcript.id, several)
    rows: dict[int, list[Paragraph]] = {}
    for paragraph in passages.paragraphs:
        rows.setdefault(paragraph.turn, []).append(paragraph)
    blocks = [
        (turn.start, _turn(transcript, passages, turn, rows.get(i, []), prefix))
        for i, turn in enumerate(transcript.turns)
    ]
    blocks += [
        (line.start, f'<p class="boilerplate">{verbatim(transcript.text[line.start : line.stop])}</p>')
        for line in transcript.boilerplate
    ]
    body = "".join(html for _, html in sorted(blocks, key=lambda block: block[0]))
    heading = f'<h2 class="title">{escape(transcript.title)}</h2>' if several else ""
    return f'<article lang="{escape(transcript.language)}" dir="auto">{heading}{body}</article>'


def masthead_html(transcripts: Sequence[Transcript]) -> str:
    """The page's heading, and what is known of each transcript; what is not stated is said to be."""
    if len(transcripts) == 1:
        return f"<h1>{escape(transcripts[0].title)}</h1>{_metadata(transcripts[0], 'About this transcript')}"
    return f"<h1>{NAME}</h1>" + "".join(_metadata(transcript, transcript.title) for transcript in transcripts)


def certainty_html(calibration: Calibration) -> str:
    """The help on what the states mean, folded."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in certainty_lines(calibration))
    return f"<details><summary>{CERTAINTY}</summary>{lines}</details>"


def _metadata(transcript: Transcript, name: str) -> str:
    items = "".join(
        f"<div><dt>{key}</dt><dd{'' if value else ' class=missing'}>{escape(value or NOT_STATED)}</dd></div>"
        for key, value in described(transcript.metadata)
    )
    return f"<details><summary>{escape(name)}</summary><dl>{items}</dl></details>"


def link(citation: Citation, several: bool) -> str:
    """The fragment of a citation's place, without #."""
    prefix = _prefix(citation.transcript, several)
    ends = dict.fromkeys((citation.sentences[0], citation.sentences[-1]))
    return "~".join(f"{prefix}{end}" for end in ends)


def _prefix(transcript: str, several: bool) -> str:
    return f"{quote(transcript, safe='').replace('~', '%7E')}:" if several else ""


def _card(statement: Statement, several: bool) -> str:
    strength = f'<span class="strength {statement.strength}">{STRENGTH[statement.strength]}</span>'
    why = f'<details class="why"><summary>Why this?</summary><p>{escape(why_line(statement.why))}</p></details>'
    return _quotation(statement.citation, several, strength + why)


def _quotation(citation: Citation, several: bool, more: str = "") -> str:
    """A card: what was asked, the words, whose they are, the chip that leads to their place."""
    asked = f'<p class="of" dir="auto">{verbatim(citation.question_text)}</p>' if citation.question_text else ""
    inner = "".join(f'<p class="inner">{escape(line)}</p>' for line in quoted_lines(citation))
    quotation = f'<blockquote class="quote" dir="auto">{verbatim(citation.exact)}</blockquote>'
    return (
        f'<div class="card {citation.role}">{asked}{quotation}'
        f'{inner}<div class="meta">{_whence(citation, several)}{more}</div></div>'
    )


def _whence(citation: Citation, several: bool) -> str:
    """Whose words, and the chip that leads to their place."""
    name = f"{citation.transcript} · {citation.locator}" if several else citation.locator
    place = escape(link(citation, several))
    chip = f'<a class="cite" href="#{place}" title="Show in the transcript">{escape(name)}</a>'
    return f'<span class="who">{escape(speaker_of(citation))}</span>{chip}'


def _question_card(question: Citation, several: bool) -> str:
    """What the interviewer asked: smaller than a statement, and never to be taken for one."""
    words = f'<p class="of" dir="auto">{verbatim(question.exact)}</p>'
    return f'<div class="card interviewer">{words}<div class="meta">{_whence(question, several)}</div></div>'


def _mentions(mentions: Mentions, several: bool) -> str:
    return "".join(_quotation(place.citation, several) for place in mentions.places)


def _not_found(answer: Answer, several: bool) -> str:
    nearest = ""
    if answer.nearest_question:
        nearest = f'<p class="note">{NEAREST}:</p>{_question_card(answer.nearest_question, several)}'
    if not answer.statements:
        return nearest
    cards = "".join(_card(statement, several) for statement in answer.statements)
    return f'{nearest}<details class="closest"><summary>{CLOSEST}</summary>{cards}</details>'


def _turn(transcript: Transcript, passages: Passages, turn: Turn, paragraphs: Sequence[Paragraph], prefix: str) -> str:
    if not paragraphs:
        return ""
    if turn.part == "question":
        asked = " ".join(_sentences(transcript, passages, paragraph, prefix) for paragraph in paragraphs)
        return _heading("question", f"q{turn.number}", f"Q{turn.number}", asked, prefix)
    speaker = ""
    if turn.part == "turn":
        name = escape(turn.speaker or turn.role)
        speaker = _heading("speaker", f"t{turn.number}", f"T{turn.number}", name, prefix)
    if turn.part == "introduction":
        speaker = _heading("speaker", "intro", "", INTRODUCTION, prefix)
    body = "".join(_paragraph(transcript, passages, paragraph, prefix) for paragraph in paragraphs)
    return f'<section class="in-{turn.part}">{speaker}{body}</section>'


def _heading(kind: str, place: str, label: str, html: str, prefix: str) -> str:
    """Of a turn: below the page's heading, or below the transcript's where there are several."""
    level = "h3" if prefix else "h2"
    place = prefix + place
    number = f'<a class="n" href="#{place}">{label}</a> ' if label else ""
    return f'<{level} class="{kind}" id="{place}">{number}{html}</{level}>'


def _paragraph(transcript: Transcript, passages: Passages, paragraph: Paragraph, prefix: str) -> str:
    number = prefix + place_id(paragraph.place)
    name = locator(paragraph.place).split()[-1]
    sentences = _sentences(transcript, passages, paragraph, prefix)
    return f'<p id="{number}"><a class="n" href="#{number}">{name}</a>{sentences}</p>'


def _sentences(transcript: Transcript, passages: Passages, paragraph: Paragraph, prefix: str) -> str:
    """The sentences as spans with ids, and between them what stands between them."""
    text, html, at = transcript.text, "", paragraph.start
    for row in range(paragraph.first, paragraph.last):
        sentence = passages.sentences[row]
        html += verbatim(text[at : sentence.start])
        inside, at = "", sentence.start
        for span in quoted_spans(text, passages, row, row):
            whose = escape(f"words of {span.speaker}" if span.speaker else "quoted words")
            quoted = verbatim(text[span.start : span.stop])
            inside += f'{verbatim(text[at : span.start])}<span class="quoted" title="{whose}">{quoted}</span>'
            at = span.stop
        inside += verbatim(text[at : sentence.stop])
        html += f'<span class="s" id="{prefix}{place_id(sentence.place)}" tabindex="-1">{inside}</span>'
        at = sentence.stop
    return html
