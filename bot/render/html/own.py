"""What a visitor brought along, as a person checks it: who was taken to speak, how it begins, what is known of it."""

from collections.abc import Sequence
from html import escape
from typing import get_args

from bot.render.html.markup import language, language_named
from bot.render.strings import number, say, say_count
from index.quotable import Quotable
from index.readers.report import Report, report
from index.transcript import Metadata, Role

ROLES = get_args(Role)
TEXTS = ("title", "interviewer", "occasion", "outlet", "date", "url", "language")
MOST_LINES = 20
"""Lines that were left out, and that are shown."""


def own_html(quotables: Sequence[Quotable], refused: Sequence[str], may_share: bool = False) -> str:
    """A report for each transcript, and what can be done with all of them; nothing where there is nothing."""
    lines = "".join(f'<li dir="auto" lang="en">{escape(line)}</li>' for line in refused)
    html = f'<div class="refused" role="alert"><p>{say("own.refused")}</p><ul>{lines}</ul></div>' if refused else ""
    html += "".join(_report(quotable) for quotable in quotables)
    if quotables:
        go = f'<button id="own-open" class="go" type="button">{say("own.open")}</button>'
        leave = f'<button class="tool own-leave" type="button">{say("own.leave")}</button>'
        share = f'<button id="own-share" class="tool" type="button">{say("own.share")}</button>' if may_share else ""
        html += f'<div class="row">{go}{share}{leave}</div>'
    return html


def bring_html(hours: int) -> str:
    """Where things are put in, what becomes of them, and the dialog that waits; `hours` is how long they are kept."""
    wait = (
        f'<dialog id="own-wait" aria-labelledby="own-told"><p id="own-told" role="status">{say("own.wait")}</p>'
        '<progress id="own-progress" max="1" value="0" aria-labelledby="own-told"></progress>'
        f'<button id="own-cancel" class="tool" type="button">{say("own.cancel")}</button></dialog>'
    )
    return (
        f'<div id="own-asked" hidden><p>{say("own.asked")}</p><div class="row">'
        f'<button id="own-back" class="tool" type="button">{say("own.back")}</button>'
        f'<button class="tool own-leave" type="button">{say("own.leave")}</button></div></div>'
        f'<h2>{say("own.heading")}</h2><p class="note">{say("own.note", hours=hours)}</p>'
        f'<details class="paste"><summary>{say("own.paste")}</summary><form id="own-paste">'
        f'<label>{say("own.title")} <input id="own-name" type="text" dir="auto" autocomplete="off"></label>'
        f'<label for="own-text">{say("own.text")}</label><textarea id="own-text" rows="6" dir="auto"></textarea>'
        f'<button class="go" type="submit">{say("own.paste.go")}</button></form></details>{wait}'
    )


def _report(quotable: Quotable) -> str:
    transcript, understood = quotable.transcript, report(quotable.transcript)
    facts = " · ".join(
        (
            escape(say_count("own.turns", len(transcript.turns))),
            escape(say_count("own.sentences", understood.sentences)),
            language_named(understood.language),
        )
    )
    name = escape(transcript.id)
    return (
        f'<section class="own" data-of="{name}"><h3 {language(quotable.card)}>{escape(transcript.title)}</h3>'
        f'<p class="facts">{facts}</p>{_begins(understood, quotable)}{_left_out(quotable, understood)}'
        f'<form class="correct"><details><summary>{say("own.correct")}</summary>'
        f"{_speakers(understood)}{_fields(transcript.metadata)}"
        f'<div class="row"><button class="go" type="submit">{say("own.save")}</button>'
        f'<button class="tool own-toml" type="button">{say("own.toml")}</button></div></details></form>'
        f'<button class="tool own-remove" type="button" value="{name}">{say("own.remove")}</button></section>'
    )


def _begins(understood: Report, quotable: Quotable) -> str:
    turns = "".join(
        f"<li><b>{escape(who)}</b> <span {language(quotable.card)}>{escape(words)}</span></li>"
        for who, words in understood.first_turns
    )
    return f'<p class="note">{say("own.begins")}</p><ol class="begins">{turns}</ol>'


def _left_out(quotable: Quotable, understood: Report) -> str:
    """What nobody said, and the reader's remarks."""
    transcript = quotable.transcript
    lines = [transcript.text[line.start : line.stop] for line in transcript.boilerplate]
    shown = "".join(f"<li {language(quotable.card)}>{escape(line)}</li>" for line in lines[:MOST_LINES])
    remarks = "".join(f'<li lang="en">{escape(remark)}</li>' for remark in understood.remarks)
    folded = ""
    for summary, items in ((say("own.left_out", count=number(len(lines))), shown), (say("own.remarks"), remarks)):
        folded += f"<details><summary>{summary}</summary><ul>{items}</ul></details>" if items else ""
    return folded


def _speakers(understood: Report) -> str:
    """Who was taken to speak, each with the role, which may be another."""
    rows = ""
    for voice in dict.fromkeys((voice.name, voice.role) for voice in understood.voices if voice.name):
        name, role = voice
        options = "".join(
            f'<option value="{value}"{" selected" if value == role else ""}>{say(key)}</option>'
            for value, key in (*((role, f"role.{role}") for role in ROLES), ("text", "own.role.text"))
        )
        rows += (
            f'<label><span dir="auto">{escape(name)}</span> <select name="{escape(name)}">{options}</select></label>'
        )
    return f'<fieldset class="voices"><legend>{say("own.speakers")}</legend>{rows}</fieldset>' if rows else ""


def _fields(metadata: Metadata) -> str:
    """What is known of the transcript, to be filled in."""
    person = metadata.interviewee
    values = {"name": person.name, "office": person.office} | {key: getattr(metadata, key) for key in TEXTS}
    keys = {"title": "own.title", "name": "fact.interviewee", "office": "own.office"}
    rows = "".join(
        f"<label>{say(keys.get(key, f'fact.{key}'))} "
        f'<input type="text" name="{key}" value="{escape(values[key])}" dir="auto" autocomplete="off"></label>'
        for key in ("title", "name", "office", *TEXTS[1:])
    )
    return f'<fieldset class="known"><legend>{say("own.known")}</legend>{rows}</fieldset>'
