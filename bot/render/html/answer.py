"""A whole Answer as one block of HTML: what kind of answer it is, and its cards."""

from collections.abc import Sequence
from html import escape

from bot.answer import Answer
from bot.evidence.citation import Citation, place_in_exact
from bot.evidence.mentions import Mentions
from bot.question.about import About
from bot.render.about_text import about_text
from bot.render.html.cards import mention_item, question_card, statement_card
from bot.render.html.markup import language_of
from bot.render.mentions_text import mentions_line
from bot.render.strings import LANGUAGES, say
from bot.render.wording import dropped_lines, headline, notes, searched
from index.quotable import Quotables

AUTO = 'dir="auto"'


def answer_html(
    answer: Answer, quotables: Quotables, suggestions: Sequence[str] = (), is_follow_up: bool = False
) -> str:
    """A headline, what was searched where that can be edited, cards, and questions to ask next."""
    kind: str = answer.state
    if answer.is_about:
        kind = "about"
    elif answer.every:
        kind = "mentions"
    dropped = "".join(f'<p class="dropped">{escape(line)}</p>' for line in dropped_lines(answer))
    return (
        f'<div class="answer {kind}"><p class="headline" {_spoken(answer)}>{escape(headline(answer))}</p>'
        f"{_search(answer, is_follow_up)}{_notes(answer)}{_body(answer, quotables)}"
        f"{dropped}{_survey(answer, quotables)}{_next(suggestions, quotables)}</div>"
    )


def _survey(answer: Answer, quotables: Quotables) -> str:
    """Where there are several transcripts: a button that shows who spoke of it, and over time."""
    if len(quotables) < 2 or answer.is_about or answer.every or not answer.statements:
        return ""
    return f'<p><button class="tool survey-go" type="button">{say("survey.go")}</button></p>'


def error_html(message: str, again: bool = True) -> str:
    """What went wrong, in one card, and, with `again`, a button that asks again."""
    button = f'<button class="again" type="button">{say("again")}</button>' if again else ""
    headline = f'<p class="headline">{say("error")}</p>'
    return f'<div class="answer error" role="alert">{headline}<p dir="auto">{escape(message)}</p>{button}</div>'


def preparing_html(message: str) -> str:
    """What stands in the place of an answer that is being prepared: the page asks again."""
    said = f'<p dir="auto">{escape(message)}</p>'
    return f'<div class="answer waiting preparing" role="status">{said}<div class="skeleton"></div></div>'


def _search(answer: Answer, is_follow_up: bool) -> str:
    """What was searched and, folded, a field to search for something else; nothing for a first question as typed."""
    line = searched(answer)
    if is_follow_up and not (line or answer.about or answer.parts) and any(c.isalnum() for c in answer.standalone):
        line = say("searched.typed")
    if not line:
        return ""
    field = f'<input type="text" value="{escape(answer.standalone)}">'
    return (
        f'<div class="search"><p class="searched" dir="auto">{escape(line)}</p>'
        f"<details><summary>{say('searched.edit')}</summary><form><label>{say('searched.label')} {field}</label>"
        f'<button type="submit">{say("searched.go")}</button><p class="hint">{say("searched.note")}</p></form>'
        "</details></div>"
    )


def _notes(answer: Answer) -> str:
    """What to know before the cards."""
    html = ""
    for kind, note in notes(answer):
        attributes = _spoken(answer) if kind == "advice" else AUTO
        html += f'<p class="{kind}" {attributes}>{escape(note)}</p>'
    return html


def _spoken(answer: Answer) -> str:
    """The attributes of what is said in the language of a question that was not understood, if it is one of ours."""
    mismatch = answer.language_mismatch
    if mismatch and mismatch.question in LANGUAGES:
        return f'lang="{mismatch.question}" {AUTO}'
    return AUTO


def _body(answer: Answer, quotables: Quotables) -> str:
    if answer.about:
        return _about(answer.about, quotables)
    if answer.is_about:
        return ""  # each part has its own line
    if answer.every:
        named = len(answer.mentions) > 1
        return "".join(_mentions(mentions, named, quotables) for mentions in answer.mentions)
    return _not_found(answer, quotables) if answer.state == "not_found" else _statements(answer, quotables)


def _statements(answer: Answer, quotables: Quotables) -> str:
    html = ""
    above: Citation | None = None
    for statement in answer.statements:
        html += statement_card(statement, answer.standalone, above, quotables)
        above = statement.citation
    return html


def _not_found(answer: Answer, quotables: Quotables) -> str:
    nearest = ""
    if answer.nearest_question:
        note = f'<p class="note">{say("label", name=say("nearest"))}</p>'
        nearest = note + question_card(answer.nearest_question, quotables)
    if not answer.statements or answer.language_mismatch:
        return nearest
    closest = f'<details class="closest"><summary>{say("closest")}</summary>{_statements(answer, quotables)}</details>'
    return nearest + closest


def _about(about: About, quotables: Quotables) -> str:
    lines = "".join(f'<p dir="auto">{escape(line)}</p>' for line in about_text(about).splitlines())
    questions = "".join(question_card(question, quotables) for question in about.questions)
    return f'<div class="facts">{lines}</div>{questions}'


def _mentions(mentions: Mentions, named: bool, quotables: Quotables) -> str:
    """Every place in order; places in the same sentence are marked in one item."""
    marks: dict[Citation, list[tuple[int, int]]] = {}
    for place in mentions.places:
        start, stop = (place_in_exact(place.citation, at) for at in (place.start, place.stop))
        marks.setdefault(place.citation, []).append((start, stop))
    items = "".join(mention_item(citation, spans, quotables) for citation, spans in marks.items())
    line = escape(say("label", name=mentions_line(mentions)))
    name = f'<p class="note" dir="auto">{line}</p>' if named else ""
    return f'{name}<ol class="places">{items}</ol>' if items else name


def _next(questions: Sequence[str], quotables: Quotables) -> str:
    if not questions:
        return ""
    buttons = question_buttons(questions, quotables)
    return f'<div class="next"><p class="note">{say("next")}</p>{buttons}</div>'


def question_buttons(questions: Sequence[str], quotables: Quotables) -> str:
    """Buttons that ask `questions`, which are in the language of the transcripts."""
    html = ""
    for question in questions:
        words = escape(question)
        html += f'<button class="ask" type="button" {language_of(quotables)} value="{words}">{words}</button>'
    return html
