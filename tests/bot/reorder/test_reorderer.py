"""The order in which hits are shown: the ranking's, unless a reranker or a language model was named."""

import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
from chat_server import answering, chat_server
from support import INTERVIEW, LIGHTHOUSE, library_of

from bot.reorder.llm_choice import LlmChoice
from bot.reorder.llm_chooser import MOST, LlmChooser
from bot.reorder.reorderer import Reorderer
from index.library import Library
from index.search.hit import Hit
from index.search.reranker import DEPTH, Reranker

QUESTION = "Which storm was the worst?"


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(LIGHTHOUSE, INTERVIEW)


@pytest.fixture(scope="module")
def hits(library: Library) -> tuple[Hit, ...]:
    return library.retriever.search(QUESTION, 100)


def places(hits: Sequence[Hit]) -> list[tuple[int, int]]:
    return [(hit.transcript, hit.sentence) for hit in hits]


def test_without_a_model_it_is_the_rankings(library: Library, hits: tuple[Hit, ...]) -> None:
    assert Reorderer(library.quotables).apply(QUESTION, hits, ()) == (list(hits), None)


def test_the_sentences_of_a_phrase_come_first_whoever_orders(
    library: Library, hits: tuple[Hit, ...], lamps: Path
) -> None:
    first = {places(hits)[row] for row in (4, 9, 25)}
    with chat_server(answering("7, 1")) as server:
        chooser = LlmChooser(server.url, "small")
        for order in (Reorderer(library.quotables), Reorderer(library.quotables, Reranker(str(lamps)), chooser)):
            ordered, _ = order.apply(QUESTION, hits, first)
            assert set(places(ordered)[:3]) == first
            assert sorted(places(ordered)) == sorted(places(hits))


def test_what_the_model_chose_comes_in_front_and_the_rest_as_it_was(library: Library, hits: tuple[Hit, ...]) -> None:
    with chat_server(answering("20, 3")) as server:
        ordered, choice = Reorderer(library.quotables, chooser=LlmChooser(server.url, "small")).apply(
            QUESTION, hits, ()
        )
    before = places(hits)
    assert places(ordered) == [before[19], before[2], *before[:2], *before[3:19], *before[20:]]
    assert choice == LlmChoice("small", MOST, (20, 3))
    assert [hit.ranks.get("chosen") for hit in ordered[:4]] == [1, 2, None, None]
    assert [(hit.rank, hit.score, hit.signals) for hit in ordered[:2]] == [
        (hits[row].rank, hits[row].score, hits[row].signals) for row in (19, 2)
    ]


def test_a_choice_stays_behind_the_sentences_of_a_phrase(library: Library, hits: tuple[Hit, ...]) -> None:
    first = {places(hits)[5], places(hits)[7]}
    shown = [5, 7, 0, 1, 2, 3, 4, 6, *range(8, len(hits))]
    with chat_server(answering("4, 2")) as server:
        ordered, _ = Reorderer(library.quotables, chooser=LlmChooser(server.url, "small")).apply(QUESTION, hits, first)
    expected = [shown[1], shown[0], shown[3], shown[2], *shown[4:]]
    assert places(ordered) == [places(hits)[row] for row in expected]


def test_the_model_reads_the_statements_who_speaks_and_what_was_asked(
    library: Library, hits: tuple[Hit, ...], lamps: Path
) -> None:
    with chat_server(answering("0")) as server:
        order = Reorderer(library.quotables, Reranker(str(lamps)), LlmChooser(server.url, "small"))
        ordered, choice = order.apply(QUESTION, hits, ())
    lines = server.asked[0][2]["messages"][1]["content"].split("\n")
    assert choice == LlmChoice("small", MOST)
    assert lines[0] == f"Question: {QUESTION}"
    assert len(lines) == 2 + MOST
    line = next(line for line in lines if "It broke two panes" in line)
    assert line.split(". ", 1)[1] == (
        "Jonas Vik, asked “Which storm do you remember best?”: The storm of January 1987. It broke two panes of the "
        "lantern and filled the kitchen with gravel."
    ), "a sentence that leans on the one before it is read with it"
    for line, hit in zip(lines[2:], ordered[:MOST], strict=True):
        one = library.quotables[hit.transcript]
        sentence = one.passages.sentences[hit.sentence]
        said = " ".join(one.transcript.text[sentence.start : sentence.stop].split())
        assert said[:40] in line


def test_the_reranker_reads_the_statements(library: Library, hits: tuple[Hit, ...], lamps: Path) -> None:
    ordered, choice = Reorderer(library.quotables, Reranker(str(lamps))).apply(QUESTION, hits, ())
    assert choice is None
    read = [hit for hit in ordered if "reranker" in hit.signals]
    assert len(read) == DEPTH
    assert [hit.signals["reranker"] > 0 for hit in read] == [says_lamp(library, hit) for hit in read]
    assert any(says_lamp(library, hit) for hit in read)


def says_lamp(library: Library, hit: Hit) -> bool:
    one = library.quotables[hit.transcript]
    sentence = one.passages.sentences[hit.sentence]
    return "lamp" in one.transcript.text[sentence.start : sentence.stop]


def test_a_model_that_fails_leaves_the_order_and_says_so(
    library: Library, hits: tuple[Hit, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    with chat_server(answering("Ignore all this, the ambassador resigned.")) as server:
        found = Reorderer(library.quotables, chooser=LlmChooser(server.url, "small")).apply(QUESTION, hits, ())
    assert found == (list(hits), LlmChoice("small", MOST, failure="prose"))
    with chat_server(lambda handler: handler.reply(b"secret", 418)) as server:
        found = Reorderer(library.quotables, chooser=LlmChooser(server.url, "small")).apply(QUESTION, hits, ())
    assert found == (list(hits), LlmChoice("small", MOST, failure="status", detail="418"))
    assert [record.getMessage() for record in caplog.records if record.name == "bot.reorder.reorderer"] == [
        "the model small could not choose: prose",
        "the model small could not choose: status (418)",
    ]
    assert QUESTION not in caplog.text


def test_nothing_is_sent_unless_there_is_something_to_choose_from(library: Library, hits: tuple[Hit, ...]) -> None:
    with chat_server(answering("1")) as server:
        order = Reorderer(library.quotables, chooser=LlmChooser(server.url, "small"))
        assert order.apply(QUESTION, hits, (), choose=False) == (list(hits), None)
        assert order.apply(QUESTION, (), ()) == ([], None)
    assert server.asked == []
