"""A whole Answer as one block of HTML: what kind of answer it is, and its cards."""

from collections.abc import Sequence
from html import escape

from bot.about import About
from bot.answer import Answer
from bot.as_html.cards import mention_item, question_card, statement_card
from bot.as_html.markup import Texts
from bot.citation import Citation
from bot.mentions import Mentions
from bot.strings import say
from bot.wording import dropped_lines, headline, mentions_line, reservation, searched


def answer_html(answer: Answer, texts: Texts, suggestions: Sequence[str] = ()) -> str:
    """A headline, cards, and questions to ask next."""
    kind = "about" if answer.about else "mentions" if answer.every else answer.state
    notes = [("searched", searched(answer)), ("reservation", reservation(answer))]
    above = "".join(f'<p class="{name}" dir="auto">{escape(note)}</p>' for name, note in notes if note)
    below = "".join(f'<p class="dropped">{escape(line)}</p>' for line in dropped_lines(answer))
    return (
        f'<div class="answer {kind}"><p class="headline" dir="auto">{escape(headline(answer))}</p>{above}'
        f"{_body(answer, texts)}{below}{_next(suggestions)}</div>"
    )


def error_html(message: str, again: bool = True) -> str:
    """What went wrong, in one card, and, with `again`, a button that asks again."""
    button = f'<button class="again" type="button">{say("again")}</button>' if again else ""
    headline = f'<p class="headline">{say("error")}</p>'
    return f'<div class="answer error" role="alert">{headline}<p dir="auto">{escape(message)}</p>{button}</div>'


def _body(answer: Answer, texts: Texts) -> str:
    if answer.about:
        return _about(answer.about, texts)
    if answer.every:
        return "".join(_mentions(one, len(answer.mentions) > 1, texts) for one in answer.mentions)
    return _not_found(answer, texts) if answer.state == "not_found" else _statements(answer, texts)


def _statements(answer: Answer, texts: Texts) -> str:
    above: Sequence[Citation | None] = [None, *(statement.citation for statement in answer.statements)]
    return "".join(
        statement_card(statement, answer.standalone, before, texts)
        for statement, before in zip(answer.statements, above, strict=False)
    )


def _not_found(answer: Answer, texts: Texts) -> str:
    nearest = ""
    if answer.nearest_question:
        nearest = f'<p class="note">{say("nearest")}:</p>{question_card(answer.nearest_question, texts)}'
    if not answer.statements:
        return nearest
    closest = f'<details class="closest"><summary>{say("closest")}</summary>{_statements(answer, texts)}</details>'
    return nearest + closest


def _about(about: About, texts: Texts) -> str:
    lines = "".join(f'<p dir="auto">{escape(line)}</p>' for line in about.text.splitlines())
    return f'<div class="facts">{lines}</div>' + "".join(question_card(one, texts) for one in about.questions)


def _mentions(mentions: Mentions, named: bool, texts: Texts) -> str:
    """Every place in order; places in the same sentence are marked in one item."""
    marks: dict[Citation, list[tuple[int, int]]] = {}
    for place in mentions.places:
        start = place.citation.start
        marks.setdefault(place.citation, []).append((place.start - start, place.stop - start))
    items = "".join(mention_item(citation, spans, texts) for citation, spans in marks.items())
    name = f'<p class="note" dir="auto">{escape(mentions_line(mentions))}:</p>' if named else ""
    return f'{name}<ol class="places">{items}</ol>' if items else name


def _next(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    buttons = "".join(question_button(question) for question in questions)
    return f'<div class="next"><p class="note">{say("next")}</p>{buttons}</div>'


def question_button(question: str) -> str:
    """A button that asks `question`."""
    return f'<button class="ask" type="button" dir="auto" value="{escape(question)}">{escape(question)}</button>'
