"""A statement that surely lacks what was asked says so at every door, and is never called an answer."""

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from support import ROOT

from bot.chat import Bot
from bot.context.sought import lacks
from bot.conversation import Exchange
from bot.question.order import NEAR, giving_first
from bot.render.html.answer import answer_html
from bot.render.json import answer_json
from bot.render.markdown import conversation_markdown
from bot.render.strings import LANGUAGES, speaking
from bot.render.text import answer_lines
from bot.render.wording import lacks_line
from index.library import open_library, open_transcripts
from index.model.embedder import ModelEmbedder
from index.search.hit import Hit

PAIRS = [json.loads(line) for line in (ROOT / "tests/data/sought.jsonl").read_text("utf-8").splitlines()]
"""Questions and statements by two people who had not seen the rules: the first were to overlook what is given."""
COUNTED_OUT = {"How many fingers did the sawyer lose?", "How many people came to the first show?"}
"""They are answered by who is named one by one: no number is given."""
VOZOV = "How old is Nikolai Vozov?"


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("How many soldiers died?", "The soldiers died in 1943.", "number"),
        ("How many soldiers died?", "Half of the soldiers died.", None),
        ("And how many of them?", "Nobody did.", None),
        ("How many soldiers died?", "It was their 75th anniversary.", "number"),
        ("How many soldiers died?", "On 3 May 1943 soldiers died.", "number"),
        ("How many soldiers died?", "They fought 300 days.", None),  # it has a number, if not theirs: that is not sure
        ("How old was she?", "She has three ships and 40 men.", "age"),
        ("How old was she?", "She was forty, with 3 ships.", None),
        ("How old was she?", "She was still a child.", None),
        ("In which year did the mill burn?", "It burned with 40 looms.", "year"),
        ("In which year did the mill burn?", "It burned in sixty-eight.", None),
        ("In which year did the mill burn?", "The year before the war.", None),
        ("When did the mill burn?", "The mill burned with its looms.", "date"),
        ("When did the mill burn?", "When the dam broke.", None),
        ("How much did they pay for it?", "They paid dearly, in 1943.", "price"),
        ("How much did they pay for it?", "They paid nothing.", None),
        ("What was the rent?", "The rent was 9 crowns.", None),
        ("How much do you like it?", "A lot.", None),
        ("Who said how many soldiers died?", "The general said it.", None),
        ("Who died when the mill burned?", "The weaver.", None),
        ("How many kinds of tea are there?", "Green and black.", None),
        ("Can you tell me how many died?", "The soldiers died.", "number"),
        ("Of the 36 boats, how many came back?", "The boats came back.", "number"),
        ("number of boats that came back", "The boats came back.", "number"),
        ("Mr. Sand's age?", "Mr. Sand was the mate.", "age"),
        ("The age of steam, who ended it?", "Mr. Sand ended it.", None),
        ("date of the fire", "The mill burned.", "date"),
    ],
)
def test_only_what_is_sure_is_said_to_be_lacking(question: str, words: str, expected: str | None) -> None:
    assert lacks(question, words, "en") == expected


@pytest.mark.parametrize(
    ("language", "question", "words", "expected"),
    [
        ("ru", "Сколько солдат погибло?", "Солдаты погибли в 1943 году.", "number"),
        ("ru", "Сколько солдат погибло?", "Погибла половина солдат.", None),
        ("ru", "Когда сгорела мельница?", "Мельница сгорела со станками.", "date"),
        ("zh", "有多少士兵牺牲？", "士兵牺牲了。", "number"),
        ("zh", "有多少士兵牺牲？", "一半士兵牺牲了。", None),
        ("kk", "Қанша жауынгер қаза тапты?", "Жауынгерлер қаза тапты.", None),
        ("de", "Wie viele Soldaten starben?", "Soldaten starben.", None),
    ],
)
def test_it_is_known_in_english_russian_and_chinese(
    language: str, question: str, words: str, expected: str | None
) -> None:
    assert lacks(question, words, language) == expected


def test_a_stranger_who_gives_it_is_not_said_to_lack_it() -> None:
    given = [pair for pair in PAIRS if pair["given"]]
    assert len(given) == 380
    lacking = {pair["question"] for pair in given if lacks(pair["question"], pair["statement"], pair["language"])}
    assert lacking == COUNTED_OUT


@pytest.mark.parametrize("words", ["a" * 100_000, "1" * 100_000, "in a, " * 30_000, "a’t n's age " * 20_000])
@pytest.mark.parametrize("question", ["How many?", "How old?", "What year?", "When did it?", "How much did it cost?"])
def test_hostile_words_take_no_longer_than_their_length(question: str, words: str) -> None:
    started = time.process_time()
    lacks(question, words, "en")
    lacks(words, question, "en")
    assert time.process_time() - started < 5  # milliseconds; were it quadratic, minutes


def test_what_gives_it_comes_before_what_lacks_it_near_the_best(default: ModelEmbedder, tmp_path: Path) -> None:
    path = tmp_path / "ships.txt"
    path.write_text("The ships sank off the cape.\nEleven ships sank.\nShips sank.\nTwelve sank.\n", "utf-8")
    bot = Bot(open_library(open_transcripts([path]), default, tmp_path))

    def order(question: str, *scores: float) -> list[int]:
        hits = [Hit(0, sentence, sentence + 1, score, {}, {}, True) for sentence, score in enumerate(scores)]
        return [hit.sentence for hit in giving_first(question, hits, bot.library.quotables)]

    assert order("How many ships sank?", 10, 9.9, 9.8, 10 * NEAR - 0.1) == [1, 0, 2, 3]
    assert order("How many ships sank?", 10, 5, 5, 5) == [0, 1, 2, 3]
    assert order("Which ships sank?", 10, 9.9, 9.8, 9.7) == [0, 1, 2, 3]
    assert giving_first("How many ships sank?", [], bot.library.quotables) == []
    assert bot.ask("How many ships sank?").statements[0].citation.exact == "Eleven ships sank."


def test_a_question_whose_best_statement_lacks_it_is_not_answered(real_bot: Bot) -> None:
    answer = real_bot.ask(VOZOV)
    best = answer.statements[0]
    assert "Nikolai Mikhailovich Vozov" in best.citation.exact
    assert (answer.state, best.lacks, best.strength) == ("not_found", "age", "partial"), "as it was read, too"
    asked = real_bot.ask("Who is Nikolai Vozov?")
    assert asked.state == "answered"
    assert asked.statements[0].lacks is None


def test_every_door_says_what_is_not_given(real_bot: Bot) -> None:
    answer = replace(real_bot.ask(VOZOV, k=1), state="related")  # then its statements are shown
    quotables = {quotable.transcript.id: quotable for quotable in real_bot.library.quotables}
    said = "No age is given here."
    assert answer_json(answer)["statements"][0]["lacks"] == "age"
    assert [line.text for line in answer_lines(answer)].count(said) == 1
    assert conversation_markdown(real_bot.library.cards, [Exchange(VOZOV, answer, None)], "").count(said) == 1
    assert re.findall(r'<span class="lacks"[^>]*>([^<]*)</span>', answer_html(answer, quotables)) == [said]
    with speaking("ru"):
        assert "Возраст здесь не назван." in answer_html(answer, quotables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_in_its_language(language: str, real_bot: Bot) -> None:
    statement = real_bot.ask(VOZOV, k=1).statements[0]
    with speaking(language):
        assert lacks_line(statement)
        if language != "en":
            assert lacks_line(statement) != "No age is given here."
