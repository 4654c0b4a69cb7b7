"""The transcripts as a list to choose from, with whom to hear and from when: where the next questions look."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from bot.question.speakers import people_of
from bot.render.html.markup import language, language_named
from bot.render.strings import say
from bot.within import DATE, date_of
from index.card import Card
from index.passages import SERVED
from index.quotable import Quotables

ORDERS = {"title": "library.sort.title", "date": "library.sort.date", "speaker": "library.sort.speaker"}
ENDS = {"since": "library.since", "until": "library.until"}
MOST_NAMED = 4
"""Speakers that are named beside a transcript."""
MOST_SPEAKERS = 400
"""Speakers that may be chosen: those who say most."""


def library_html(quotables: Quotables) -> str:
    """The list, and, where there are several, what narrows it; static/library.js keeps what was chosen."""
    cards = [quotable.card for quotable in quotables.values()]
    items = "".join(map(_item, cards))
    shelf = f'<ul id="shelf">{items}</ul>'
    if len(cards) < 2:
        return f'<div id="collection">{shelf}</div>'
    return (
        f'<form id="within"><div class="row"><h2>{say("library.heading")}</h2>'
        f'<button class="tool" type="reset">{say("library.everywhere")}</button></div>'
        f'<p class="note">{say("library.note")}</p>{_tools()}'
        f'<fieldset><legend>{say("library")} <span id="shelf-count" role="status"></span></legend>{shelf}</fieldset>'
        f"{_speakers(cards)}{_roles(cards)}{_languages(cards)}{_dates()}</form>"
    )


def _item(card: Card) -> str:
    people = [person.name for person in people_of(card)]
    named = say("comma").join(people[:MOST_NAMED]) + ("…" if len(people) > MOST_NAMED else "")
    date = escape(card.metadata.date or say("library.undated"))
    facts = (date, language_named(card.language), escape(named))
    title, name = escape(card.title), escape(card.id)
    label = escape(say("library.open.named", title=card.title))
    return (
        f'<li data-title="{title}" data-date="{escape(date_of(card.metadata))}" data-speaker="{escape(named)}">'
        f'<label><input type="checkbox" name="transcripts" value="{name}">'
        f'<span {language(card)}>{title}</span></label><span class="facts" dir="auto">'
        f"{' · '.join(filter(None, facts))}</span>"
        f'<button class="tool open" type="button" value="{name}" aria-label="{label}">{say("library.open")}</button>'
        "</li>"
    )


def _tools() -> str:
    """What finds and sorts within the list."""
    orders = "".join(f'<option value="{order}">{say(key)}</option>' for order, key in ORDERS.items())
    return (
        f'<div class="row"><label>{say("library.find")} '
        f'<input id="shelf-find" type="search" autocomplete="off"></label>'
        f'<label>{say("library.sort")} <select id="shelf-sort">{orders}</select></label></div>'
    )


def _speakers(cards: Iterable[Card]) -> str:
    counts = Counter[str]()
    for voice in (voice for card in cards for voice in card.voices):
        if voice.speaker and voice.role in SERVED:
            counts[voice.speaker] += voice.characters
    names = sorted(name for name, _ in counts.most_common(MOST_SPEAKERS))
    if len(names) < 2:
        return ""
    choices = [(name, escape(name)) for name in names]
    return _folded(say("library.speakers", count=len(names)), _choices("checkbox", "speakers", choices))


def _roles(cards: Iterable[Card]) -> str:
    there = {voice.role for card in cards for voice in card.voices}
    roles = [role for role in SERVED if role in there]
    if len(roles) < 2:
        return ""
    choices = [("", say("library.roles.all")), *((role, say(f"role.{role}")) for role in roles)]
    return _fieldset(say("library.roles"), _choices("radio", "roles", choices))


def _languages(cards: Iterable[Card]) -> str:
    codes = sorted({card.language for card in cards})
    if len(codes) < 2:
        return ""
    choices = [(code, language_named(code)) for code in codes]
    return _fieldset(say("library.languages"), _choices("checkbox", "languages", choices))


def _dates() -> str:
    fields = "".join(
        f'<label>{say(key)} <input name="{end}" type="text" inputmode="numeric" autocomplete="off" '
        f'pattern="{DATE.pattern}" placeholder="2020-09-03" '
        f'aria-describedby="date-note"></label> '
        for end, key in ENDS.items()
    )
    return _fieldset(say("library.dates"), f'{fields}<p id="date-note" class="note">{say("library.date")}</p>')


def _choices(kind: str, name: str, choices: Sequence[tuple[str, str]]) -> str:
    """Native boxes or buttons, by their values the HTML of their labels; the first of the buttons is chosen."""
    boxes = ""
    for number, (value, label) in enumerate(choices):
        checked = " checked" if kind == "radio" and not number else ""
        boxes += (
            f'<label><input type="{kind}" name="{name}" value="{escape(value)}"{checked}> '
            f'<span dir="auto">{label}</span></label>'
        )
    return f'<div class="choices">{boxes}</div>'


def _fieldset(legend: str, html: str) -> str:
    return f"<fieldset><legend>{legend}</legend>{html}</fieldset>"


def _folded(summary: str, html: str) -> str:
    return f'<details class="choice"><summary>{summary}</summary>{html}</details>'
