"""The options of models that may put statements in another order: off by default, checked before anything is opened."""

import argparse
from pathlib import Path

import pytest
from chat_server import answering, chat_server

from bot.commands.options import add_model, add_models, chooser, reranker
from bot.errors import OptionError
from bot.reorder.llm_chooser import Offered
from index.model.locate import DEFAULT_MODEL
from index.search.hit import Hit


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_models(parser)
    return parser.parse_args(arguments)


def test_no_model_but_the_embedding_model_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ON_THE_RECORD_LLM_KEY", "sk-1")
    given = options()
    assert (given.model, reranker(given), chooser(given)) == (DEFAULT_MODEL, None, None)


def test_a_command_may_have_the_embedding_model_alone() -> None:
    parser = argparse.ArgumentParser()
    add_model(parser)
    assert vars(parser.parse_args(["--model", "m"])).keys() == {"model", "cache"}


def test_a_reranker_is_that_of_the_folder_named(lamps: Path) -> None:
    made = reranker(options("--reranker", str(lamps)))
    assert made is not None
    (hit,) = made.order("lamp", [Hit(0, 0, 1, 1.0, {}, {}, False)], lambda _: "lamp")
    assert hit.signals["reranker"] > 0


def test_a_language_model_is_that_of_the_server_named_with_the_key_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for key in ("", "sk-1"):
        monkeypatch.setenv("ON_THE_RECORD_LLM_KEY", key)
        with chat_server(answering("1")) as server:
            made = chooser(options("--llm", server.url, "--llm-model", "small"))
            assert made is not None
            assert made.choose("Who?", [Offered("I.")]) == (1,)
        ((_, headers, body),) = server.asked
        assert body["model"] == "small"
        assert headers.get("Authorization", "") == (f"Bearer {key}" if key else "")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--llm", "http://127.0.0.1/v1"], "expected --llm together with --llm-model; found it alone"),
        (["--llm-model", "small"], "expected --llm-model together with --llm; found it alone"),
        (["--llm", "", "--llm-model", "small"], "--llm: expected an address"),
        (["--llm", "http://127.0.0.1/v1", "--llm-model", ""], "--llm-model: expected the name of a model"),
        (["--llm", "127.0.0.1", "--llm-model", "small"], "--llm: expected an address"),
        (["--reranker", ""], "--reranker: expected the name or folder"),
        (["--reranker", " "], "--reranker: expected the name or folder"),
    ],
)
def test_what_can_not_be_used_is_said_at_once(arguments: list[str], reason: str) -> None:
    given = options(*arguments)
    with pytest.raises(OptionError, match=reason):
        _ = reranker(given), chooser(given)


def test_the_help_says_what_is_sent_where(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options("--help")
    said = " ".join(capsys.readouterr().out.split())
    for words in ("each question is sent there", "unencrypted unless it is https", "ON_THE_RECORD_LLM_KEY"):
        assert words in said
    assert said.count("(default: none)") == 2
