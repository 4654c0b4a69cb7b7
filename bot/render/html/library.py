"""The transcripts as a list to choose from, with whom to hear and from when: where the next questions look."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from bot.question.speakers import people_of
from bot.render.html.markup import language, language_named
from bot.render.strings import say
from bot.within import DATE, date_of
from index.passages import SERVED
from index.quotable import Quotable, Quotables

ORDERS = {"title": "library.sort.title", "date": "library.sort.date", "speaker": "library.sort.speaker"}
ENDS = {"since": "library.since", "until": "library.until"}
MOST_NAMED = 4
"""Speakers that are named beside a transcript."""
MOST_SPEAKERS = 400
"""Speakers that may be chosen: those who say most."""


def library_html(quotables: Quotables) -> str:
    """The list, and, where there are several, what narrows it; static/library.js keeps what was chosen."""
    items = "".join(_item(quotable) for quotable in quotables.values())
    shelf = f'<ul id="shelf">{items}</ul>'
    if len(quotables) < 2:
        return f'<div id="collection">{shelf}</div>'
    return (
        f'<form id="within"><div class="row"><h2>{say("library.heading")}</h2>'
        f'<button class="tool" type="reset">{say("library.everywhere")}</button></div>'
        f'<p class="note">{say("library.note")}</p>{_tools()}'
        f'<fieldset><legend>{say("library")} <span id="shelf-count" role="status"></span></legend>{shelf}</fieldset>'
        f"{_speakers(quotables.values())}{_roles(quotables.values())}{_languages(quotables.values())}{_dates()}</form>"
    )


def _item(quotable: Quotable) -> str:
    transcript = quotable.transcript
    people = [person.name for person in people_of(transcript)]
    named = say("comma").join(people[:MOST_NAMED]) + ("…" if len(people) > MOST_NAMED else "")
    date = escape(transcript.metadata.date or say("library.undated"))
    facts = (date, language_named(transcript.language), escape(named))
    title, name = escape(transcript.title), escape(transcript.id)
    label = escape(say("library.open.named", title=transcript.title))
    return (
        f'<li data-title="{title}" data-date="{escape(date_of(transcript))}" data-speaker="{escape(named)}">'
        f'<label><input type="checkbox" name="transcripts" value="{name}">'
        f'<span {language(quotable)}>{title}</span></label><span class="facts" dir="auto">'
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


def _speakers(quotables: Iterable[Quotable]) -> str:
    counts = Counter[str]()
    for quotable in quotables:
        for turn in quotable.transcript.turns:
            if turn.speaker and turn.role in SERVED:
                counts[turn.speaker] += turn.stop - turn.start
    names = sorted(name for name, _ in counts.most_common(MOST_SPEAKERS))
    if len(names) < 2:
        return ""
    choices = [(name, escape(name)) for name in names]
    return _folded(say("library.speakers", count=len(names)), _choices("checkbox", "speakers", choices))


def _roles(quotables: Iterable[Quotable]) -> str:
    there = {turn.role for quotable in quotables for turn in quotable.transcript.turns}
    roles = [role for role in SERVED if role in there]
    if len(roles) < 2:
        return ""
    choices = [("", say("library.roles.all")), *((role, say(f"role.{role}")) for role in roles)]
    return _fieldset(say("library.roles"), _choices("radio", "roles", choices))


def _languages(quotables: Iterable[Quotable]) -> str:
    codes = sorted({quotable.transcript.language for quotable in quotables})
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
