"""The page: a chat on the left, the transcript on the right, and one public endpoint (Gradio's only importer)."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.answer import Answer
from bot.as_html import (
    answer_html,
    certainty_html,
    error_html,
    masthead_html,
    question_html,
    transcript_html,
    waiting_html,
)
from bot.as_json import answer_json
from bot.chat import Bot
from bot.confidence import fitted
from bot.wording import NAME
from index.errors import OnTheRecordError
from index.passages import split
from index.transcript import Transcript

STATIC = Path(__file__).parent / "static"
PROMISE = "Every answer is the speaker’s own words, with their place. Nothing is written by a machine."
ANNOUNCED = '<p id="announce" class="sr" role="status" aria-live="polite"></p>'
FAULT = "This is a fault of the program, not of your question. The server’s log says more."
EXAMPLES = 4
SHOWN = 3

Messages = list[dict[str, Any]]
log = logging.getLogger(__name__)


class Page:
    """The events of the page over a bot that may still be loading; `get_bot` waits for it or raises what it raised."""

    def __init__(
        self, transcripts: Sequence[Transcript], get_bot: Callable[[], Bot], is_ready: Callable[[], bool]
    ) -> None:
        self._transcripts = transcripts
        self._get_bot = get_bot
        self._is_ready = is_ready
        self._several = len(transcripts) > 1

    def build(self) -> gr.Blocks:
        """The layout, with its events."""
        blocks = gr.Blocks(title=NAME, analytics_enabled=False, fill_width=True)
        with blocks:
            history = gr.State([])
            with gr.Column(elem_id="app"):
                heading = masthead_html(self._transcripts)
                certainty = certainty_html(fitted())
                _html(f'{heading}<p class="promise">{PROMISE}</p>{certainty}{ANNOUNCED}', "masthead")
                with gr.Row(elem_id="panes"):
                    with gr.Column(scale=6, min_width=280, elem_id="chat"):
                        chat = self._chat()
                        with gr.Row(elem_id="examples") as examples:
                            picks = [gr.Button(text, size="sm") for text in example_questions(self._transcripts)]
                        with gr.Row(elem_id="ask"):
                            box = gr.Textbox(
                                label="Your question", show_label=False, container=False, scale=8, lines=1, max_lines=4,
                                placeholder="Ask a question", elem_id="question",
                            )  # fmt: skip
                            button = gr.Button("Ask", variant="primary", scale=1, min_width=72)
                    with gr.Column(scale=5, min_width=280, elem_id="pane"):
                        pages = (transcript_html(t, split(t), self._several) for t in self._transcripts)
                        _html("".join(pages), "transcript")
            outputs = [chat, history, box, examples]
            gr.on([box.submit, button.click], self.respond, [box, chat, history], outputs, api_visibility="private")
            for pick in picks:
                pick.click(self.respond, [pick, chat, history], outputs, api_visibility="private")
            chat.clear(lambda: ([], gr.Row(visible=True)), None, [history, examples], api_visibility="private")
            gr.api(self.ask, api_name="ask", api_description=Page.ask.__doc__)  # type: ignore[attr-defined]
        blocks.queue(max_size=32, default_concurrency_limit=4)
        return blocks

    def _chat(self) -> gr.Chatbot:
        """Answers as sanitised HTML, never as Markdown, which would change the words of a quotation."""
        return gr.Chatbot(
            elem_id="answers", label="Answers", show_label=False, container=False, autoscroll=False, height="100%",
            layout="panel", buttons=[], latex_delimiters=[], allow_tags=False, group_consecutive_messages=False,
            render_markdown=False, sanitize_html=True,
        )  # fmt: skip

    def respond(self, question: str, messages: Messages, history: list[str]) -> Iterator[tuple[Any, ...]]:
        """The question at once, then its answer; a blank one changes nothing."""
        if not question or not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        asked = [*messages, {"role": "user", "content": question_html(question)}]
        waiting = "Searching…" if self._is_ready() else "Loading the model, which takes a few seconds the first time…"
        yield [*asked, _said(waiting_html(waiting))], history, "", gr.Row(visible=False)
        yield [*asked, _said(self._answer(question, history))], [*history, question], gr.skip(), gr.skip()

    def ask(
        self, question: str, history: list[str] | None = None, standalone: str | None = None, k: int = SHOWN
    ) -> dict[str, Any]:
        """Ask the transcripts a question: the k best verified quotations and the state of the answer, as JSON.

        `history` is the earlier questions, oldest first; `standalone` is searched in place of the question.
        """
        try:
            return answer_json(self._ask(question, history or [], standalone, k))
        except OnTheRecordError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def _ask(self, question: str, history: list[str], standalone: str | None, k: int) -> Answer:
        return self._get_bot().ask(question, history=history, standalone=standalone, k=k)

    def _answer(self, question: str, history: list[str]) -> str:
        try:
            return answer_html(self._ask(question, history, None, SHOWN), self._several)
        except OnTheRecordError as error:
            return error_html(str(error))
        except Exception:
            log.exception("a question could not be answered")
            return error_html(FAULT)


def mount(app: FastAPI, page: Page) -> FastAPI:
    """Serve `page` at / of `app`, with nothing that is not asked for: no analytics, no run history, no monitoring."""
    mounted: FastAPI = gr.mount_gradio_app(
        app, page.build(), path="/", theme=theme(), head=head(), footer_links=[], run_history=False,
        enable_monitoring=False, max_file_size=1, show_error=True, ssr_mode=False, pwa=False,
    )  # fmt: skip
    return mounted


def example_questions(transcripts: Sequence[Transcript]) -> list[str]:
    """At most four questions that the transcript answers, since they were asked in it: the last sentence of each."""
    found = []
    for transcript in transcripts:
        passages = split(transcript)
        for i, turn in enumerate(transcript.turns):
            if turn.role == "interviewer" and transcript.text[turn.start : turn.stop].endswith("?"):
                last = [sentence for sentence in passages.sentences if sentence.turn == i][-1]
                found.append(transcript.text[last.start : last.stop])
    return found[:EXAMPLES] or ["What is this about?", "Who is speaking?"]


def head() -> str:
    """Style and behaviour in the page itself: Gradio would rewrite a style that it was given as `css`."""
    style = (STATIC / "style.css").read_text("utf-8")
    scripts = "".join(f"<script>{path.read_text('utf-8')}</script>" for path in sorted(STATIC.glob("*.js")))
    return f"<style>{style}</style>{scripts}"


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


def _html(html: str, name: str) -> gr.HTML:
    """Static escaped HTML; Gradio's own template languages get no say in it."""
    return gr.HTML(html, elem_id=name, apply_default_css=False, js_on_load=None)


def _said(html: str) -> dict[str, Any]:
    return {"role": "assistant", "content": html}
