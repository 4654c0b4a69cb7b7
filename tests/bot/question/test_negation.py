"""A question for what was not so gets what denies first, and nothing else changes its order."""

import json
from pathlib import Path

import pytest
from support import INTERVIEW, ROOT

from bot.chat import Bot
from bot.question.negation import is_negated
from bot.question.order import NEAR, denying_first
from index.library import open_library, open_transcripts
from index.model.embedder import ModelEmbedder
from index.search.hit import Hit

ASKED = [json.loads(line) for line in (ROOT / "tests/data/negated.jsonl").read_text("utf-8").splitlines()]
"""By people who had not seen the rule, with the sentence that answers and one that says the contrary, if there is."""
FOLDERS = (ROOT / "data/interviews/docs", ROOT / "tests/data", ROOT / "tests/data/words")
QUICK = ("alpha", "coop", "island", "nfc", "lighthouse", "economist")
"""Transcripts that take no time to embed, and one whose questions need the rule; of all 40, 38 are right."""
NOT_FIRST = {"Who did not agree?"}
"""What answers it is too far below the best: “I did not.” leaves the verb out."""


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Who was not paid?", True),
        ("Who couldn’t pay?", True),
        ("Why didn't he swim?", True),
        ("Nobody came.", True),
        ("Didn't he swim?", False),
        ("He swam, didn't he?", False),
        ("Why not?", False),
        ("Not only the boats but the nets?", False),
        ("Notable men", False),
        ("Кому не заплатили?", True),
        ("Не он ли пришёл?", False),
        ("Кім келмеді?", True),
        ("谁没有拿到钱？", True),
        ("他是不是来了？", False),
    ],
)
def test_a_question_for_a_yes_is_not_negated(text: str, negated: bool) -> None:
    assert is_negated(text) is negated


def hit(sentence: int, score: float) -> Hit:
    return Hit(0, sentence, sentence + 1, score, {}, {}, True)


def order(bot: Bot, question: str, scores: list[float]) -> list[int]:
    """Of the sentences 0, 1, … of the interview in the fixture, with these scores."""
    hits = [hit(sentence, score) for sentence, score in enumerate(scores)]
    return [one.sentence for one in denying_first(question, hits, bot.library.quotables)]


@pytest.fixture
def paid(default: ModelEmbedder, tmp_path: Path) -> Bot:
    path = tmp_path / "paid.txt"
    path.write_text("Mr. Sand was paid twice.\nMrs. Dahl was never paid.\nNobody asked.\nHe was paid.\n", "utf-8")
    return Bot(open_library(open_transcripts([path]), default, tmp_path))


def test_only_what_is_near_the_best_comes_before_it(paid: Bot) -> None:
    assert order(paid, "Who was not paid?", [10, 10 * NEAR, 10 * NEAR - 0.1, 1]) == [1, 0, 2, 3]
    assert order(paid, "Who was not paid?", [10, 9.9, 9.8, 1]) == [1, 2, 0, 3]
    assert order(paid, "Who was paid?", [10, 9.9, 9.8, 1]) == [0, 1, 2, 3]
    assert order(paid, "Who was not paid?", [-1, -1.01, -3, -4]) == [0, 1, 2, 3]
    assert denying_first("Who was not paid?", [], paid.library.quotables) == []


def test_who_was_not_paid_is_answered_by_who_was_never_paid(paid: Bot) -> None:
    assert paid.ask("Who was not paid?").statements[0].citation.exact == "Mrs. Dahl was never paid."
    assert paid.ask("Who was paid twice?").statements[0].citation.exact == "Mr. Sand was paid twice."


def test_a_strangers_negated_question_gets_the_sentence_that_denies(
    default: ModelEmbedder, real_bot: Bot, tmp_path: Path
) -> None:
    bots = {INTERVIEW.stem: real_bot}
    not_first = set()
    for asked in ASKED:
        name = asked["transcript"]
        if name not in bots and name in QUICK:
            path = next(folder / f"{name}.txt" for folder in FOLDERS if (folder / f"{name}.txt").is_file())
            bots[name] = Bot(open_library(open_transcripts([path]), default, tmp_path))
        if name in bots:
            best = bots[name].ask(asked["question"]).statements[0].citation.exact
            if asked["right"][:60] not in best and best not in asked["right"]:
                not_first.add(asked["question"])
    assert not_first == NOT_FIRST
