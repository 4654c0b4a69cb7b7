"""The tools of an AI agent: the real server over standard input and output, driven by the protocol's own client."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, Tool
from support import EVERY_VERDICT, INTERVIEW, LIGHTHOUSE, ROOT

from bot import VERSION
from bot.__main__ import main
from bot.agent.tool_texts import MOST_CHECKED
from bot.chat import Bot
from bot.render.json import answer_json
from bot.web.given import MOST_CHARACTERS

SECONDS = 60
FOLDER = str(ROOT / "bot")
PYTORCH = ("torch", "sentence_transformers", "transformers")
LOUD = """
import os, sys, threading
from support import INTERVIEW, library_of
from bot.chat import Bot
from bot.agent.protocol import serve
from bot.agent.tools import Tools
from index.errors import ModelError
from index.library import open_transcripts

failures = [RuntimeError("secret"), ModelError("model x: expected a folder"), SystemExit("bye")]

def load():
    print("printed to sys.stdout")
    os.write(1, b"written to 1\\n")
    os.system("echo echoed by a child; cat")
    print("opened", file=sys.stderr)
    if failures and "--fail" in sys.argv:
        raise failures.pop(0)
    return Bot(library_of(INTERVIEW))

serve(Tools(open_transcripts([INTERVIEW]), load))
print("the end", file=sys.stderr)
"""
"""A server whose bot knows the words of the word embedder, and prints wherever one can print."""


@dataclass
class Agent:
    """A client on a server of its own; its loop runs in a thread of its own, as other tests leave one running."""

    client: Client
    loop: asyncio.AbstractEventLoop
    log: Path

    def start(self, tool: str, arguments: Mapping[str, Any]) -> Future[CallToolResult]:
        return asyncio.run_coroutine_threadsafe(self.client.call_tool(tool, dict(arguments)), self.loop)

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The object that comes back, which its text is too."""
        result = self.start(tool, arguments).result(SECONDS)
        assert not result.is_error, result.content
        [content] = result.content
        assert json.loads(content.text) == result.structured_content
        return result.structured_content

    def error(self, tool: str, **arguments: Any) -> str:
        """What the agent is told."""
        result = self.start(tool, arguments).result(SECONDS)
        assert result.is_error
        assert result.structured_content is None
        [content] = result.content
        return str(content.text)

    def tools(self) -> dict[str, Tool]:
        listed = asyncio.run_coroutine_threadsafe(self.client.list_tools(), self.loop).result(SECONDS)
        return {tool.name: tool for tool in listed.tools}


@contextmanager
def agent_on(
    log: Path, *arguments: str, mode: str = "auto", cwd: Path = ROOT, paths: Sequence[Path] = ()
) -> Iterator[Agent]:
    """A client on `python ARGUMENTS` that is stopped at the end; `log` is what the server writes to standard error."""
    env = {"PYTHONPATH": os.pathsep.join(map(str, paths))} if paths else None
    parameters = StdioServerParameters(command=sys.executable, args=list(arguments), cwd=cwd, env=env)
    started: Future[tuple[Client, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        with log.open("w") as errors:
            async with Client(stdio_client(parameters, errlog=errors), mode=mode) as client:
                stop = asyncio.Event()
                started.set_result((client, asyncio.get_running_loop(), stop))
                await stop.wait()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(asyncio.run, live())
        running.add_done_callback(lambda done: started.done() or started.set_exception(done.exception() or OSError()))
        client, loop, stop = started.result(SECONDS)
        try:
            yield Agent(client, loop, log)
        finally:
            loop.call_soon_threadsafe(stop.set)
            running.result(SECONDS)


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory, cache: str) -> Iterator[Agent]:
    """On the interview with the real model, as an agent's program starts it."""
    with agent_on(tmp_path_factory.mktemp("agent") / "log", FOLDER, "mcp", "--cache", cache) as agent:
        yield agent


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Agent]:
    """On two transcripts."""
    paths = ("--transcript", str(INTERVIEW), "--transcript", str(LIGHTHOUSE))
    with agent_on(tmp_path / "log", "-m", "bot", "mcp", *paths, mode="legacy") as agent:
        yield agent


def test_ask_is_the_answer_of_the_command(agent: Agent, cache: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["ask", "And who got it?", "--after", "Was there a medal?", "--standalone", "Who got the medal?"]
    assert main([*command, "-k", "5", "--json", "--cache", cache]) == 0
    answer = agent.call(
        "ask", question="And who got it?", history=["Was there a medal?"], standalone="Who got the medal?", k=5
    )
    assert answer == json.loads(capsys.readouterr().out)
    assert len(answer["statements"]) == 5


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("Who received a medal from the ambassador?", "answered"),
        ("What is the capital of France?", "not_found"),
        ("every mention of Xi Jinping", "answered"),
        ("What is this about?", "answered"),
        ("", "not_found"),
        ("\x00\x1b[31m “\n", "not_found"),
    ],
)
def test_ask_is_the_answer_of_the_bot(agent: Agent, real_bot: Bot, question: str, state: str) -> None:
    answer = agent.call("ask", question=question)
    assert answer == answer_json(real_bot.ask(question))
    assert answer["state"] == state


def test_check_is_that_of_the_command(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    for text, options, status in ((EVERY_VERDICT, [], 1), ("The sky is green. “This day”", ["--sentences"], 1)):
        assert main(["check", text, *options, "--json"]) == status
        assert agent.call("check", text=text, sentences=bool(options)) == json.loads(capsys.readouterr().out)


def test_read_context_has_what_stands_around_a_citation(agent: Agent, real_bot: Bot) -> None:
    answer = agent.call("ask", question="Who received a medal from the ambassador?", k=1)
    citation = answer["statements"][0]["citation"]
    text = real_bot.library.quotables[0].transcript.text
    around = agent.call("read_context", transcript=citation["transcript"], place=citation["sentences"][0], before=1)
    assert [one["exact"] for one in around["sentences"]] == [citation["exact"]]
    assert around["question"]["exact"] == citation["question_text"]
    assert around["transcript"]["sha256"] == citation["sha256"]
    for one in (around["question"], *around["before"], *around["sentences"], *around["after"]):
        assert text[one["start"] : one["stop"]] == one["exact"]
    assert [one["id"] for one in around["before"]] == ["q2-p2-s2"]
    assert [one["id"] for one in around["after"]] == ["q2-p3-s2", "q2-p3-s3", "q2-p3-s4"]
    assert agent.call("read_context", place="q2")["sentences"][0]["exact"] == citation["question_text"]


def test_an_agent_is_told_how_to_use_what_comes_back(agent: Agent) -> None:
    tools = agent.tools()
    assert set(tools) == {"ask", "survey", "check", "read_context"}
    for tool in tools.values():
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert "exact" in str(tool.description)
    for word in ("locator", "not_found", "related", "standing", "quoted", "calibrated"):
        assert f"`{word}`" in str(tools["ask"].description) or f'"{word}"' in str(tools["ask"].description)
    ask = tools["ask"].input_schema
    assert {name: one.get("default") for name, one in ask["properties"].items()} == {
        "question": None, "history": [], "standalone": None, "k": 3, "mentions_from": 1, "within": None,
    }  # fmt: skip
    assert ask["required"] == ["question"]
    assert (ask["properties"]["k"]["minimum"], ask["properties"]["k"]["maximum"]) == (1, 100)
    info = agent.client.server_info
    assert (info.name, info.version) == ("on-the-record", VERSION)
    assert "ambassador-interview (Interview of Ambassador Zhang Xiao" in str(agent.client.instructions)


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("ask", {}, "question: Field required (the arguments of ask are question, history, standalone, k, mentions_f"),
        ("ask", {"question": "x", "k": 0}, "k: Input should be greater than or equal to 1; found 0 (the"),
        ("ask", {"question": "x", "k": 10**40}, "k: Input should be less than or equal to 100; found 1"),
        ("ask", {"question": "x", "k": "many"}, "k: Input should be a valid integer"),
        ("ask", {"question": "x", "k": None}, "k: Input should be a valid integer"),
        ("ask", {"question": ["x"] * 9999}, "question: Input should be a valid string; found ['x', 'x',"),
        ("ask", {"question": "x", "history": "x"}, "history: Input should be a valid list; found 'x'"),
        ("ask", {"question": "x", "history": [1]}, "history.0: Input should be a valid string; found 1"),
        ("ask", {"question": "x", "transcript": "y"}, "transcript: Extra inputs are not permitted; found 'y'"),
        ("ask", {"question": "x" * 20_001}, "expected a question of at most 20,000 characters; found 20,001"),
        ("check", {"text": "x" * 200_001}, "expected a text of at most 200,000 characters; found 200,001"),
        ("check", {"text": "x", "sentences": "perhaps"}, "sentences: Input should be a valid boolean"),
        ("check", {"text": "“a b c” " * 10_001}, "expected at most 10,000 quotations or sentences; found 10,001"),
        ("read_context", {"place": "q2", "before": 51}, "before: Input should be less than or equal to 50; found 51"),
        ("read_context", {"place": "q2", "after": -1}, "after: Input should be greater than or equal to 0; found -1"),
        ("read_context", {"place": "../../etc"}, "expected the id of a place in ambassador-interview, as"),
        ("read_context", {"place": "q2", "transcript": "/etc/passwd"}, "expected the id of a transcript: ambassador-"),
        ("write_file", {"path": "x"}, "expected one of the tools ask, survey, check, read_context; found 'write_file'"),
        ("t" * 9999, {}, "expected one of the tools ask, survey, check, read_context; found 'ttt"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_an_error_in_words(
    agent: Agent, tool: str, arguments: dict[str, Any], message: str
) -> None:
    told = agent.error(tool, **arguments)
    assert told.startswith(message)
    assert "\n" not in told
    assert len(told) < 400
    assert agent.call("check", text="“The Chinese people will never forget them.”")["holds"], "and it goes on"


def test_a_text_is_as_long_as_the_page_takes_it() -> None:
    assert MOST_CHECKED == MOST_CHARACTERS


def test_among_several_transcripts_one_is_named(both: Agent) -> None:
    told = both.error("read_context", place="t8")
    assert told.startswith("expected the id of a transcript: ambassador-interview (Interview of Ambassador Zhang Xiao")
    assert told.endswith("lighthouse (The last keeper of Skerry Light); found none")
    around = both.call("read_context", transcript="lighthouse", place="t8", before=0, after=0)
    assert around["transcript"]["id"] == "lighthouse"
    assert [one["locator"] for one in around["sentences"]] == ["T8 ¶1 s1", "T8 ¶1 s2", "T8 ¶1 s3"]
    [span] = both.call("check", text="“It weighs 2.4 tonnes.”")["spans"]
    assert span["citation"]["transcript"] == "lighthouse"


def test_a_changed_transcript_is_an_error_for_every_tool(tmp_path: Path, copied: Path) -> None:
    with agent_on(tmp_path / "log", FOLDER, "mcp", "--transcript", str(copied)) as agent:
        assert agent.call("read_context", place="q2")["place"] == "q2"
        copied.write_text("Something else.\n", encoding="utf-8")
        for tool, arguments in (("check", {"text": "“Something else.”"}), ("read_context", {"place": "q2"})):
            assert agent.error(tool, **arguments).startswith("ambassador-interview.txt: changed since it was opened")


def test_nothing_heavy_is_imported_before_the_first_question(tmp_path: Path, cache: str) -> None:
    log = tmp_path / "log"

    def imported() -> set[str]:
        lines = [line for line in log.read_text("utf-8").splitlines() if line.startswith("import time:")]
        return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}

    with agent_on(log, "-X", "importtime", FOLDER, "mcp", "--cache", cache) as agent:
        agent.tools()
        agent.call("check", text=EVERY_VERDICT, sentences=True)
        agent.call("read_context", place="q2-p3-s1")
        before = imported()
        assert {"mcp", "rapidfuzz", "sentencex"} <= before
        assert before.isdisjoint({*PYTORCH, "onnxruntime", "faiss", "gradio"})
        agent.call("ask", question="medal")
        after = imported()
        assert "onnxruntime" in after
        assert after.isdisjoint({*PYTORCH, "gradio"}), "the model runs without them"


def test_what_anything_prints_does_not_disturb_the_protocol_and_the_bot_is_opened_once(tmp_path: Path) -> None:
    with agent_on(tmp_path / "log", "-c", LOUD, paths=[ROOT, ROOT / "tests"]) as agent:
        questions = ["medal", "history", "surrender", "museum", "epidemic", "lamp"] * 2
        asked = [agent.start("ask", {"question": question, "k": 1}) for question in questions]
        answers = [one.result(SECONDS).structured_content for one in asked]
    assert [answer and answer["question"] for answer in answers] == questions
    log = (tmp_path / "log").read_text("utf-8").splitlines()
    assert log.count("opened") == 1
    assert {"printed to sys.stdout", "written to 1", "echoed by a child", "the end"} <= set(log)


def test_a_fault_does_not_end_the_server(tmp_path: Path) -> None:
    with agent_on(tmp_path / "log", "-c", LOUD, "--fail", paths=[ROOT, ROOT / "tests"]) as agent:
        told = agent.error("ask", question="medal")
        assert told == "this call failed inside On the Record; its log, on standard error, says why"
        assert agent.error("ask", question="medal") == "model x: expected a folder"
        assert agent.error("ask", question="medal") == told
        assert agent.call("ask", question="medal", k=1)["statements"][0]["citation"]["locator"] == "Q2 ¶3 s1"
    log = (tmp_path / "log").read_text("utf-8")
    assert "RuntimeError: secret" in log


def test_it_runs_from_a_folder_with_other_modules_of_these_names(tmp_path: Path) -> None:
    for name in ("bot", "mcp", "index"):
        (tmp_path / name).mkdir()
        for file in ("__init__.py", "__main__.py"):
            (tmp_path / name / file).write_text("raise SystemExit('the wrong one')")
    with agent_on(tmp_path / "log", FOLDER, "mcp", cwd=tmp_path) as agent:
        assert agent.call("read_context", place="q2")["place"] == "q2"
