"""The page: a conversation or a check on the left, the transcript on the right; its endpoints (Gradio's only importer).

Both live in the browser (static/conversation.js, static/check.js), which asks the endpoints `answer` and `checked`; the
server keeps nothing of them.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
from fastapi import FastAPI

from bot.as_html import frame
from bot.as_html.answer import answer_html, error_html
from bot.as_html.markup import Texts
from bot.as_html.quotes import check_html
from bot.as_json import answer_json, check_json, conversation_json
from bot.as_markdown import conversation_markdown
from bot.chat import Bot
from bot.confidence import fitted
from bot.conversation import replay
from bot.strings import STRINGS, say
from bot.suggest import Suggestions, examples
from bot.version import VERSION
from bot.web.checking import Checking
from bot.web.loading import Loading
from bot.web.turnstile import Turnstile
from index.errors import OnTheRecordError, QuestionError

STATIC = Path(__file__).parent / "static"
SHOWN = 3
HIDDEN = ("show", "fill")
"""Buttons that the page's JavaScript presses to put what it knows into Gradio's components."""

Made = TypeVar("Made")
log = logging.getLogger(__name__)


class Page:
    """The layout and the endpoints of the page over a bot that may still be loading."""

    def __init__(self, texts: Texts, loading: Loading) -> None:
        self._texts = texts
        self._loading = loading
        self._answering = Turnstile(running=4, waiting=20)
        self._exporting = Turnstile(running=1, waiting=7)
        """Of their own: each asks all questions of a conversation again, and a question should not wait for that."""
        self._checking = Checking(texts, Turnstile(running=2, waiting=6))
        """All together let in no more than Gradio's 40 threads, so that a word about being busy never waits itself."""

    def build(self) -> gr.Blocks:
        """The layout, the events that the browser handles by itself, and the endpoints."""
        blocks = gr.Blocks(title=self._title, analytics_enabled=False, fill_width=True)
        with blocks:
            with gr.Column(elem_id="app"):
                _html(frame.masthead_html(self._texts), "masthead")
                with gr.Row(elem_id="panes"):
                    with gr.Column(scale=6, min_width=280, elem_id="chat"):
                        _html(frame.tabs_html(), "tabs")
                        with gr.Column(elem_id="asking"):
                            _html('<p class="progress" role="status"></p>', "progress")
                            chat = _chat()
                            opened = ((text.transcript, text.passages) for text in self._texts.values())
                            _html(frame.welcome_html(examples(opened)), "welcome")
                            _html(frame.actions_html(), "actions")
                            with gr.Row(elem_id="ask"):
                                box = gr.Textbox(
                                    label=say("question"), show_label=False, container=False, scale=8, lines=1,
                                    max_lines=4, placeholder=say("question.placeholder"), elem_id="question",
                                )  # fmt: skip
                                button = gr.Button(say("ask"), variant="primary", scale=1, min_width=72)
                        with gr.Column(elem_id="checking"):
                            _html(frame.check_form_html(), "checker")
                    with gr.Column(scale=5, min_width=280, elem_id="pane"):
                        _html(frame.pane_html(self._texts), "reader")
                _html(frame.dialogs_html(self._texts, fitted()), "dialogs")
            show, fill = (gr.Button(name, elem_id=name, visible="hidden") for name in HIDDEN)
            browser: dict[str, Any] = {"fn": None, "trigger_mode": "multiple", "api_visibility": "private"}
            gr.on([box.submit, button.click], inputs=box, outputs=box, js="typed => record.ask(typed)", **browser)
            show.click(inputs=None, outputs=chat, js="() => [record.messages()]", **browser)
            fill.click(inputs=None, outputs=box, js="() => [record.filled()]", **browser)
            mounted = "() => { window.mounted = true; window.record?.begin(); }"
            blocks.load(fn=None, js=mounted, api_visibility="private")
            for public in (self.ask, self.check):
                described = {"api_name": public.__name__, "api_description": public.__doc__}
                gr.api(public, **described)  # type: ignore[attr-defined]
            for endpoint in (self.answer, self.checked, self.export):
                gr.api(endpoint, api_name=endpoint.__name__, api_visibility="undocumented")  # type: ignore[attr-defined]
        blocks.queue(max_size=32, default_concurrency_limit=None)
        return blocks

    def ask(
        self, question: str, history: list[str] | None = None, standalone: str | None = None, k: int = SHOWN
    ) -> dict[str, Any]:
        """Ask the transcripts a question: the k best verified quotations and the state of the answer, as JSON.

        `history` is the earlier questions, oldest first; `standalone` is searched in place of the question.
        """

        def made(bot: Bot) -> dict[str, Any]:
            return answer_json(bot.ask(question, history=history or [], standalone=standalone, k=k))

        return self._public(made, self._answering)

    def check(self, text: str, sentences: bool = False) -> dict[str, Any]:
        """Check the quotations in a text: a verdict on each, with its proof or the nearest words, as JSON.

        With `sentences`, also every sentence in which nothing is quoted.
        """
        with _stated():
            return check_json(self._checking.check(text, sentences)[1])

    def checked(self, text: str, sentences: bool) -> str:
        """The same as HTML; an error is HTML too."""
        try:
            return check_html(*self._checking.check(text, sentences), self._texts)
        except OnTheRecordError as error:
            return error_html(str(error), again=False)
        except Exception:
            log.exception("a text could not be checked")
            return error_html(say("error.fault"), again=False)

    def answer(self, questions: list[str]) -> str:
        """The last of `questions`, asked after the others, answered as HTML; an error is HTML too."""
        try:
            with self._answering:
                *history, question = _questions(questions)
                answer = self._loading.get().ask(question, history=history, k=SHOWN)
                return answer_html(answer, self._texts, self._suggestions.after(answer, questions))
        except OnTheRecordError as error:
            return error_html(str(error))
        except Exception:
            log.exception("a question could not be answered")
            return error_html(say("error.fault"))

    def export(self, questions: list[str], form: str, address: str) -> dict[str, str]:
        """The conversation of `questions` as a file, {name, text}; `form` is markdown or json, `address` the page's."""
        transcripts = [text.transcript for text in self._texts.values()]

        def written(bot: Bot) -> dict[str, str]:
            exchanges = replay(bot, _questions(questions), SHOWN)
            if form == "json":
                whole = conversation_json(transcripts, exchanges)
                return {"name": f"{self._name}.json", "text": json.dumps(whole, ensure_ascii=False, indent=2) + "\n"}
            return {"name": f"{self._name}.md", "text": conversation_markdown(transcripts, exchanges, address)}

        return self._public(written, self._exporting)

    def head(self) -> str:
        """Style, behaviour, the interface's words, and a name for what is read, by which the browser keeps it apart."""
        read = [(text.transcript.text_sha256, text.transcript.metadata) for text in self._texts.values()]
        known = {"words": STRINGS, "texts": hashlib.sha256(f"{VERSION} {read}".encode()).hexdigest()[:16]}
        inside = json.dumps(known).replace("<", "\\u003c")
        return (
            f'<script type="application/json" id="known">{inside}</script>'
            '<link rel="stylesheet" href="page/style.css"><script type="module" src="page/main.js"></script>'
        )

    def _public(self, do: Callable[[Bot], Made], turnstile: Turnstile) -> Made:
        """What `do` makes of the bot."""
        with _stated(), turnstile:
            return do(self._loading.get())

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._loading.get())

    @property
    def _title(self) -> str:
        first = next(iter(self._texts.values())).transcript
        return f"{first.title} · {say('name')}" if len(self._texts) == 1 else say("name")

    @property
    def _name(self) -> str:
        """Of an exported file, without its ending."""
        return f"{next(iter(self._texts))}-answers" if len(self._texts) == 1 else "answers"


def mount(app: FastAPI, page: Page, check: Callable[[str, str], bool] | None, root_path: str) -> FastAPI:
    """Serve `page` at / of `app`, with nothing that is not asked for: no analytics, no run history, no monitoring.

    `check` says whether a name and a password may use it; None lets everybody. `root_path` is where a proxy has it.
    """
    mounted: FastAPI = gr.mount_gradio_app(
        app, page.build(), path="/", theme=theme(), head=page.head(), footer_links=[], run_history=False,
        enable_monitoring=False, max_file_size=1, show_error=True, ssr_mode=False, pwa=False, auth=check,
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


@contextmanager
def _stated() -> Iterator[None]:
    """An error that was expected becomes one that says so to whoever called."""
    try:
        yield
    except OnTheRecordError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _chat() -> gr.Chatbot:
    """Questions and answers as sanitised HTML, never as Markdown, which would change the words of a quotation."""
    return gr.Chatbot(
        elem_id="answers", label=say("answers"), show_label=False, container=False, autoscroll=False, height="100%",
        layout="panel", buttons=[], latex_delimiters=[], allow_tags=False, group_consecutive_messages=False,
        render_markdown=False, sanitize_html=True,
    )  # fmt: skip


def _html(html: str, name: str) -> gr.HTML:
    """Static escaped HTML; Gradio's own template languages get no say in it."""
    return gr.HTML(html, elem_id=name, apply_default_css=False, js_on_load=None)


def _questions(questions: object) -> list[str]:
    """With lone surrogates as "?". Raises QuestionError unless it is a list of at least one string."""
    if not isinstance(questions, list) or not questions or not all(isinstance(one, str) for one in questions):
        raise QuestionError(f"expected a list of questions; found {str(questions)[:80]!r}")
    return [one.encode("utf-8", "replace").decode("utf-8") for one in questions]
