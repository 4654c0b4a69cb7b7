"""An Answer as JSON, terminal text and HTML: the documented schema, nothing that acts, nothing changed."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from schema import ANSWER, CITATION, HOSTILE, STANDING, STATEMENT, WHY, fits
from support import INTERVIEW, library_of

from bot.chat import Bot
from bot.render.json import answer_json
from bot.render.text import answer_lines, visible

Write = Callable[..., Path]


@pytest.mark.parametrize(
    "question", ["medal", '"history"', "what is this about?", "hello", "", "price of gold", "Who noted what on hatred?"]
)
def test_json_has_the_documented_keys_and_types(bot: Bot, question: str) -> None:
    answer = answer_json(bot.ask(question, k=31))
    assert json.loads(json.dumps(answer)) == answer
    assert fits(answer, ANSWER)
    assert answer["version"] == 2
    citations = [s["citation"] for s in answer["statements"]]
    citations += [s["standing"]["safe"] for s in answer["statements"] if s["standing"]["safe"]]
    citations += [place["citation"] for one in answer["mentions"] for place in one["places"]]
    citations += answer["about"]["questions"] if answer["about"] else []
    assert all(fits(citation, CITATION) for citation in citations)
    assert all(fits(statement, STATEMENT) and fits(statement["why"], WHY) for statement in answer["statements"])
    assert all(fits(statement["standing"], STANDING) for statement in answer["statements"])
    assert all(list(q) == ["start", "stop", "speaker"] for citation in citations for q in citation["quoted"])


def test_the_readme_documents_every_key_of_the_json() -> None:
    readme = (INTERVIEW.parent.parent / "README.md").read_text("utf-8")
    keys = (*ANSWER, *STATEMENT, *WHY, *STANDING, *CITATION)
    assert [key for key in keys if not re.search(rf"`{key}(\[\])?`", readme)] == []


def test_text_shows_the_quotation_its_speaker_and_its_place(bot: Bot) -> None:
    lines = [line.text for line in answer_lines(bot.ask("medal", k=1))]
    best = bot.ask("medal").statements[0].citation
    assert f"“{best.exact}”" in lines
    assert any(line.startswith("— Zhang Xiao · ambassador-interview · Q2 ¶3 s1") for line in lines)
    assert f"Asked: {best.question_text}" in lines


def test_text_says_whose_words_are_quoted(bot: Bot) -> None:
    lines = [line.text for line in answer_lines(bot.ask("history", k=31))]
    assert any(line.endswith("are words of Xi Jinping, as quoted by Zhang Xiao") for line in lines)


def test_text_shows_no_passage_of_what_is_not_found_unless_asked(bot: Bot) -> None:
    answer = bot.ask("price of gold")
    exact = answer.statements[0].citation.exact
    assert answer.state == "not_found"
    assert not any(exact in line.text for line in answer_lines(answer))
    assert any(exact in line.text for line in answer_lines(answer, show_closest=True))


def test_text_writes_out_what_would_act_on_a_terminal(write: Write) -> None:
    assert visible("a\x1b[31m\x07\u202eb\n\tü🙂") == "a\\x1b[31m\\x07\\u202eb\n\tü🙂"
    bot = Bot(library_of(write(HOSTILE)))
    shown = "\n".join(line.text for line in answer_lines(bot.ask("red bell", k=9)))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
