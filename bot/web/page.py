"""The page: a conversation or a check on the left, the transcript on the right; its endpoints (Gradio's only importer).

Both live in the browser (static/conversation.js, static/check.js), which asks the endpoints `answer` and `checked`; the
server keeps nothing of them. The page is built in English; static/language.js has it in the other languages.
"""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from fastapi import FastAPI

from bot.own.files import MOST_BYTES
from bot.render.strings import LANGUAGES, say, table
from bot.web.endpoints import Endpoints
from bot.web.rooms import Rooms
from bot.web.uploads import Uploads
from bot.web.visitors import Visitors
from index.errors import OnTheRecordError

STATIC = Path(__file__).parent / "static"
HIDDEN = ("show", "fill")
"""Buttons that the page's JavaScript presses to put what it knows into Gradio's components."""
UNSPOKEN = "<style>:root:not([data-language]) #app { visibility: hidden; animation: unspoken 0s 9s forwards } "
UNSPOKEN += "@keyframes unspoken { to { visibility: visible } }</style>"
"""Until static/language.js has the page in its language, none is seen: or, if something is broken, not for long."""

OWN = ("answer", "checked", "surveyed", "export", "interface", "texts", "transcript")
OF_VISITORS = ("enter", "put", "paste", "correct", "remove", "toml", "open", "stage", "look", "share", "leave")
"""The page's own endpoints."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Page:
    """The layout of the page, and its endpoints, over a bot that may still be loading."""

    def __init__(self, rooms: Rooms, uploads: Uploads | None = None) -> None:
        self._rooms = rooms
        self._endpoints = Endpoints(rooms)
        self._visitors = Visitors(rooms, uploads)

    def build(self) -> gr.Blocks:
        """The layout, the events that the browser handles by itself, and the endpoints."""
        # The page of a library that may change comes without its texts: static/language.js asks for them as they are.
        block = (self._rooms.shared.without_texts if self._is_watched else self._rooms.shared).blocks("en")
        blocks = gr.Blocks(title=self._rooms.shared.title(), analytics_enabled=False, fill_width=True)
        with blocks:
            with gr.Column(elem_id="app"):
                _html(block["masthead"], "masthead")
                with gr.Row(elem_id="panes"):
                    with gr.Column(scale=6, min_width=280, elem_id="chat"):
                        _html(block["tabs"], "tabs")
                        with gr.Column(elem_id="asking"):
                            _html('<p class="progress" role="status"></p>', "progress")
                            chat = _chat()
                            _html(block["welcome"], "welcome")
                            _html(block["actions"], "actions")
                            with gr.Row(elem_id="ask"):
                                box = gr.Textbox(
                                    label=say("question"), show_label=False, container=False, scale=8, lines=1,
                                    max_lines=4, placeholder=say("question.placeholder"), elem_id="question",
                                )  # fmt: skip
                                button = gr.Button(say("ask"), variant="primary", scale=1, min_width=72)
                        with gr.Column(elem_id="checking"):
                            _html(block["checker"], "checker")
                        with gr.Column(elem_id="choosing"):
                            _html(block["library"], "library")
                            drop = _bring(block["bring"]) if "bring" in block else None
                    with gr.Column(scale=5, min_width=280, elem_id="pane"):
                        _html(block["reader"], "reader")
                _html(block["dialogs"], "dialogs")
            show, fill = (gr.Button(name, elem_id=name, visible="hidden") for name in HIDDEN)
            browser: dict[str, Any] = {"fn": None, "trigger_mode": "multiple", "api_visibility": "private"}
            gr.on([box.submit, button.click], inputs=box, outputs=box, js="typed => record.ask(typed)", **browser)
            show.click(inputs=None, outputs=chat, js="() => [record.messages()]", **browser)
            fill.click(inputs=None, outputs=box, js="() => [record.filled()]", **browser)
            if drop:
                took = "files => { record.dropped(files); return null; }"
                drop.upload(inputs=drop, outputs=drop, js=took, **browser)
            mounted = "() => { window.mounted = true; window.record?.begin(); }"
            blocks.load(fn=None, js=mounted, api_visibility="private")
            self._serve()
        blocks.queue(max_size=32, default_concurrency_limit=None)
        # Its queue looks for work every millisecond, 3 % of a core: here as often as Gradio has it on Windows.
        blocks._queue.sleep_when_free, blocks._queue.progress_update_sleep_when_free = 0.05, 0.1
        return blocks

    def head(self) -> str:
        """Style, behaviour, the interface's words, a name for what is read, by which the browser keeps it apart, and
        whether the server looks if it changes.
        """
        texts = self._rooms.shared.fingerprint
        words = {"words": dict(table()), "languages": list(LANGUAGES), "texts": texts, "watched": self._is_watched}
        known = json.dumps(words).replace("<", "\\u003c")  # so that no text can end the element
        return (
            f'{UNSPOKEN}<script type="application/json" id="known">{known}</script>'
            '<link rel="stylesheet" href="page/style.css">'
            '<script type="module" src="page/language.js"></script><script type="module" src="page/main.js"></script>'
        )

    @property
    def _is_watched(self) -> bool:
        """Whether the server looks if its transcripts change."""
        return self._rooms.look is not None

    def _serve(self) -> None:
        """The endpoints: four that are public, and those of the page itself."""
        endpoints = self._endpoints
        for public in (endpoints.ask, endpoints.ask_within, endpoints.survey, endpoints.check):
            gr.api(_telling_errors(public), api_name=public.__name__, api_description=public.__doc__)  # type: ignore[attr-defined]
        private = [getattr(endpoints, name) for name in OWN]
        if self._rooms.take_files:
            private += [getattr(self._visitors, name) for name in OF_VISITORS]
        for endpoint in private:
            gr.api(endpoint, api_name=endpoint.__name__, api_visibility="undocumented")  # type: ignore[attr-defined]


def mount(app: FastAPI, page: Page, check: Callable[[str, str], bool] | None, root_path: str) -> FastAPI:
    """Serve `page` at / of `app`, with nothing that is not asked for: no analytics, no run history, no monitoring.

    `check` says whether a name and a password may use it; None lets everybody. `root_path` is where a proxy has it.
    """
    mounted: FastAPI = gr.mount_gradio_app(
        app, page.build(), path="/", theme=theme(), head=page.head(), footer_links=[], run_history=False,
        enable_monitoring=False, max_file_size=MOST_BYTES, show_error=True, ssr_mode=False, pwa=False, auth=check,
        root_path=root_path or None,
    )  # fmt: skip
    return mounted


def theme() -> gr.Theme:
    """The default theme with its fonts left to the system, and with contrasts of at least 4.5 to 1."""
    fonts = ["system-ui", "sans-serif"]
    return gr.themes.Default(
        primary_hue="teal", neutral_hue="stone", font=fonts, font_mono=["ui-monospace", "monospace"]
    ).set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_800",
    )


def _telling_errors(endpoint: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """`endpoint`, in which an error that was expected becomes one that tells whoever called what it was."""

    @wraps(endpoint)
    def telling(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return endpoint(*args, **kwargs)
        except OnTheRecordError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return telling


def _chat() -> gr.Chatbot:
    """Questions and answers as sanitised HTML, never as Markdown, which would change the words of a quotation."""
    return gr.Chatbot(
        elem_id="answers", label=say("answers"), show_label=False, container=False, autoscroll=False, height="100%",
        layout="panel", buttons=[], latex_delimiters=[], allow_tags=False, group_consecutive_messages=False,
        render_markdown=False, sanitize_html=True,
    )  # fmt: skip


def _bring(html: str) -> gr.File:
    """Where files are dropped or chosen, and below it what was understood of them."""
    _html(html, "bring")
    drop = gr.File(file_count="multiple", elem_id="drop", label=say("own.heading"), show_label=False, height=140)
    _html('<div id="own-report"></div>', "own")
    return drop


def _html(html: str, name: str) -> gr.HTML:
    """Static escaped HTML in a frame of our own; Gradio's own template languages get no say in it."""
    framed = f'<div class="said">{html}</div>'
    return gr.HTML(framed, elem_id=name, apply_default_css=False, js_on_load=None)
