"""What stands around the conversation and the transcript: heading and tools, dialogs, the empty conversation."""

from collections.abc import Sequence
from html import escape

from bot.confidence import Calibration
from bot.question.about import described
from bot.render.html.answer import question_buttons
from bot.render.html.library import library_html
from bot.render.html.markup import language
from bot.render.html.own import bring_html
from bot.render.html.transcript import transcript_html
from bot.render.strings import LANGUAGES, number, say, spoken
from bot.render.wording import certainty_lines, told
from bot.reorder.llm_chooser import LlmChooser
from index.card import Card
from index.errors import ChangedError
from index.quotable import Quotable, Quotables

PROMISES = ("verbatim", "attributed", "honest")
KEYS = {
    "/": "keys.question", "Enter": "keys.ask", "Shift + Enter": "keys.newline", "Ctrl + Enter": "keys.check",
    "j": "keys.next", "k": "keys.previous", "Esc": "keys.back", "?": "keys.help",
}  # fmt: skip
STATED = ("interviewer", "outlet", "date")
"""What is said of a single transcript right below its title."""
TABS = {"asking": "ask", "checking": "check", "choosing": "library"}
"""The ids of the panels that stand in turn beside the transcript, and what their tabs are called."""


def blocks_html(
    quotables: Quotables,
    examples: Sequence[str],
    calibrations: Sequence[Calibration],
    chooser: LlmChooser | None = None,
    hours: int = 0,
) -> dict[str, str]:
    """The page's blocks that stand still, by their ids, in the language that is spoken.

    `calibrations` are that of the model, and that of the one across languages, if its errors are to be told too. For
    so many `hours` what a visitor brings along is kept; 0 if nobody may.
    """
    bring = {"bring": bring_html(hours)} if hours else {}
    return bring | {
        "masthead": masthead_html(quotables),
        "tabs": tabs_html(),
        "welcome": welcome_html(examples, quotables),
        "actions": actions_html(),
        "checker": check_form_html(),
        "library": library_html(quotables),
        "reader": pane_html(quotables),
        "dialogs": dialogs_html(quotables, calibrations, chooser),
    }


def masthead_html(quotables: Quotables) -> str:
    """The title, what is known about the transcript in a line, and the page's tools."""
    if len(quotables) == 1:
        (quotable,) = quotables.values()
        title = f"<h1 {language(quotable.card)}>{escape(quotable.card.title)}</h1>"
        facts = _facts(quotable.card)
    else:
        title = f'<h1 lang="en">{say("name")}</h1>'
        facts = say("transcripts", count=len(quotables))
    tools = (
        _tool("open-transcript", "transcript", 'aria-expanded="false" aria-controls="pane"'),
        f'<details class="menu"><summary class="tool">{say("export")}</summary><div>'
        f"{_tool('export-markdown', 'export.markdown')}{_tool('export-json', 'export.json')}</div></details>",
        _tool("open-about", "about.title", 'aria-haspopup="dialog"'),
        _tool("theme", "theme", 'aria-pressed="false"'),
        _languages(),
        _tool("open-help", "help.title", 'aria-haspopup="dialog"'),
    )
    return (
        f'<div class="heading">{title}<p class="facts" dir="auto">{facts}</p></div>'
        f'<div class="tools">{"".join(tools)}</div><p id="announce" role="status" aria-live="polite"></p>'
    )


def dialogs_html(quotables: Quotables, calibrations: Sequence[Calibration], chooser: LlmChooser | None = None) -> str:
    """What opens above the page: about the transcripts, and help, which says to whom questions are sent."""
    about = f'<div id="about-texts">{"".join(_metadata(quotable.card) for quotable in quotables.values())}</div>'
    return _dialog("about", "about.title", about) + _dialog("help", "help.title", _help(calibrations, chooser))


def tabs_html() -> str:
    """The tabs of the panels; static/tabs.js makes panels of the columns."""
    tabs = ""
    for panel, name in TABS.items():
        tabs += (
            f'<button id="tab-{panel}" class="tab" type="button" role="tab" aria-controls="{panel}" '
            f'aria-selected="false" tabindex="-1">{say(name)}</button>'
        )
    return f'<div class="tabs" role="tablist" aria-label="{say("tabs")}">{tabs}</div>'


def check_form_html() -> str:
    """Where a text is pasted to have its quotations checked, and where the result will stand."""
    return (
        f'<form id="check"><label for="pasted">{say("check.label")}</label>'
        '<textarea id="pasted" rows="6" dir="auto" spellcheck="false" aria-describedby="pasted-note"></textarea>'
        f'<p id="pasted-note" class="note">{say("check.note")}</p>'
        f'<div class="row"><label><input id="sentences" type="checkbox"> {say("check.sentences")}</label>'
        f'<button class="go" type="submit">{say("check.go")}</button></div></form><div id="result"></div>'
    )


def welcome_html(questions: Sequence[str], quotables: Quotables) -> str:
    """The empty conversation: what this is, in a sentence, and questions to begin with."""
    buttons = question_buttons(questions, quotables)
    says = f'<h2>{say("welcome")}</h2><p>{say("promise")}</p><p class="note">{say("examples")}</p>'
    return f'<div class="welcome">{says}{buttons}</div>'


def actions_html() -> str:
    """What can be done to the whole conversation, and the notes where it looks and that a question is being edited."""
    note = f'<p id="editing" hidden><span></span> {_tool("cancel-edit", "edit.cancel")}</p>'
    narrowed = f'<p id="narrowed" hidden><span></span> {_tool("everywhere", "library.everywhere")}</p>'
    return f'<div class="row">{_tool("undo", "undo")}{_tool("clear", "clear")}</div>{narrowed}{note}'


def pane_html(quotables: Quotables) -> str:
    """A transcript with a box to find words in it, and the rail that shows where the cited places are."""
    several = len(quotables) > 1
    # of several the first: static/reader.js asks for another one when it is to be read
    article = _article(next(iter(quotables.values())), several) if quotables else ""
    find = (
        f'<search class="find"><input id="find" type="search" autocomplete="off" spellcheck="false" '
        f'aria-label="{say("find")}" placeholder="{say("find")}"><span id="found" role="status"></span>'
        f"{_tool('find-previous', 'find.previous')}{_tool('find-next', 'find.next')}</search>"
    )
    return (
        f'<div class="bar"><h2>{say("transcript")}</h2>{find}'
        f"{_tool('back', 'back')}{_tool('close-transcript', 'close')}</div>"
        f'<div class="text"><div id="transcript" tabindex="0" role="region" aria-label="{say("transcript")}">{article}'
        f'</div><div id="rail" aria-hidden="true"></div></div>'
    )


def _article(quotable: Quotable, several: bool) -> str:
    """The transcript, or why it can't be read any more."""
    try:
        return transcript_html(quotable, several)
    except ChangedError as error:
        return f'<p class="note" dir="auto">{escape(told(error))}</p>'


def _languages() -> str:
    """The menu of the page's languages, each by its own name."""
    options = ""
    for code, name in LANGUAGES.items():
        selected = " selected" if code == spoken() else ""
        options += f'<option value="{code}" lang="{code}"{selected}>{name}</option>'
    return f'<select id="language" class="tool" aria-label="{say("languages")}">{options}</select>'


def _facts(card: Card) -> str:
    known = dict(described(card.metadata))
    facts = []
    if card.metadata.interviewee.name:
        facts.append(escape(card.metadata.interviewee.name))
    facts += [say("fact.stated", name=say(f"fact.{key}"), value=_value(known[key])) for key in STATED]
    return " · ".join(facts)


def _metadata(card: Card) -> str:
    facts = {key: _value(value) for key, value in described(card.metadata)}
    facts["language"] = _value(card.language)
    facts["size"] = escape(say("sizes", characters=number(card.characters), sentences=number(card.sentences)))
    facts["sha256"] = f"<code>{card.source.sha256}</code>"
    items = "".join(
        f"<div><dt>{say(f'fact.{key}')}</dt><dd dir=auto>{value}</dd></div>" for key, value in facts.items()
    )
    return f'<h3 dir="auto">{escape(card.title)}</h3><dl>{items}</dl>'


def _value(value: str) -> str:
    return escape(value) if value else f'<em class="missing">{say("not_stated")}</em>'


def _help(calibrations: Sequence[Calibration], chooser: LlmChooser | None) -> str:
    private = say("promise.private")
    if chooser:
        private = say("promise.private.model", model=chooser.model, host=chooser.host)
    promises = "".join(f"<li>{say(f'promise.{name}')}</li>" for name in PROMISES) + f"<li>{escape(private)}</li>"
    certainty = "".join(f"<p>{escape(line)}</p>" for line in certainty_lines(*calibrations))
    keys = "".join(f"<div><dt><kbd>{key}</kbd></dt><dd>{say(what)}</dd></div>" for key, what in KEYS.items())
    single = f'<label><input id="single-keys" type="checkbox" checked> {say("keys.single")}</label>'
    return (
        f"<h3>{say('promises')}</h3><ul>{promises}</ul><h3>{say('certainty')}</h3>{certainty}"
        f'<h3>{say("keys")}</h3><dl class="keys">{keys}</dl>{single}'
    )


def _dialog(name: str, title: str, html: str) -> str:
    close = f'<form method="dialog"><button class="tool">{say("close")}</button></form>'
    heading = f'<h2 id="{name}-title">{say(title)}</h2>'
    return f'<dialog id="{name}" aria-labelledby="{name}-title"><div class="top">{heading}{close}</div>{html}</dialog>'


def _tool(name: str, label: str, attributes: str = "") -> str:
    return f'<button id="{name}" class="tool" type="button" {attributes}>{say(label)}</button>'
