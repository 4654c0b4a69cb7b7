"""One suite over both keepers of sentences: what is asked of a store is answered as it is from files."""

from collections.abc import Callable, Collection
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT, WordEmbedder

from index.indexes import Indexes
from index.library import Library, open_library, open_transcripts
from index.model.embedder import ModelEmbedder
from index.postgres.connection import Server
from index.postgres.corpus import PostgresCorpus
from index.postgres.legs import Among, nearest
from index.postgres.schema import migrate
from index.postgres.shelf import StoreShelf
from index.postgres.storing import Storing
from index.scope import EVERYWHERE, Scope
from index.search.hit import Hit
from index.search.searched import Searched

QUESTIONS = (
    "What happened to the lamp in the storm?",
    "Who received a medal?",
    "Why do we celebrate history?",
    "What did Jonas Vik say about the lens and the ship?",
    "zyzzyva",
)
NEAR = sorted((ROOT / "data" / "near-misses" / "dev" / "docs").glob("*.txt"))[:6]
PATHS = (INTERVIEW, *NEAR, LIGHTHOUSE)


@pytest.fixture(params=["files", "postgres"])
def keep(request: pytest.FixtureRequest, words: WordEmbedder) -> Callable[..., Library]:
    """keep(path, …) -> a library of these, kept as the name of the fixture says."""
    if request.param == "postgres":
        stored: Callable[..., Library] = request.getfixturevalue("stored")
        return stored
    return lambda *paths: in_files(words, *paths)


def in_files(embedder: WordEmbedder | ModelEmbedder, *paths: Path, cache: Path | None = None) -> Library:
    quotables = sorted(open_transcripts(paths), key=lambda quotable: quotable.card.id)
    return open_library(quotables, embedder, cache)


def searched(library: Library, text: str, *terms: str) -> Searched:
    return Searched(text, library.embedder.queries([text]), set(terms))


def speaking(hits: Collection[Hit]) -> list[Hit]:
    """Those for which anything speaks."""
    return [hit for hit in hits if hit.score > 0]


def approximately(hits: Collection[Hit]) -> list[object]:
    """Hits to be compared: numbers may differ in the last place, as each order of adding has its own."""
    return [
        (
            SimpleNamespace(transcript=hit.transcript, sentence=hit.sentence, rank=hit.rank, is_fitted=hit.is_fitted),
            pytest.approx(hit.score, abs=1e-4),
            pytest.approx(hit.signals, abs=1e-5),
        )
        for hit in hits
    ]


def plain(hits: Collection[Hit]) -> list[object]:
    return [
        (
            SimpleNamespace(transcript=hit.transcript, sentence=hit.sentence, rank=hit.rank, is_fitted=hit.is_fitted),
            hit.score,
            hit.signals,
        )
        for hit in hits
    ]


def test_all_statements_are_candidates_while_they_are_few(keep: Callable[..., Library]) -> None:
    corpus = keep(LIGHTHOUSE).corpus
    (quotable,) = corpus.quotables
    roles = [quotable.transcript.turns[sentence.turn].role for sentence in quotable.passages.sentences]
    rows = corpus.candidates([], (), EVERYWHERE)
    assert rows.tolist() == [row for row, role in enumerate(roles) if role in ("interviewee", "speaker")]


def test_a_scope_holds_its_statements_and_no_others(keep: Callable[..., Library]) -> None:
    library = keep(INTERVIEW, LIGHTHOUSE)
    for scope in (
        Scope(transcripts=frozenset([1])),
        Scope(speakers=frozenset(["Jonas Vik"])),
        Scope(roles=frozenset(["interviewee"]), transcripts=frozenset([0])),
        Scope(speakers=frozenset(["nobody"])),
    ):
        asked = [searched(library, "lamp", "lamp")]
        part, rows = library.corpus.part(library.corpus.candidates(asked, (), scope), asked)
        places = [part.place(row) for row in rows.tolist()]
        assert places == [
            (number, row)
            for number, quotable in enumerate(library.quotables)
            for row, sentence in enumerate(quotable.passages.sentences)
            if quotable.transcript.turns[sentence.turn].role in ("interviewee", "speaker")
            and scope.has(number, quotable.transcript.turns[sentence.turn])
        ]


def test_a_corpus_holds_the_terms_of_its_sentences(keep: Callable[..., Library]) -> None:
    corpus = keep(LIGHTHOUSE).corpus
    assert [corpus.holds(term) for term in ("lamp", "storm", "medal")] == [True, True, False]
    assert corpus.is_legible


def test_signals_are_those_of_the_whole_for_each_row_alone(keep: Callable[..., Library]) -> None:
    """However few are compared, words and pieces are as rare as in all."""
    library = keep(*PATHS)
    whole = library.retriever.compare(QUESTIONS[0])
    scope = Scope(transcripts=frozenset([len(library.quotables) - 1]))
    part = library.retriever.compare(QUESTIONS[0], scope=scope)
    is_part = np.isin(whole.rows, part.rows)
    assert 0 < is_part.sum() < len(is_part)
    assert part.signals.matrix == pytest.approx(whole.signals.matrix[is_part], abs=1e-6)


@pytest.mark.parametrize("question", QUESTIONS)
def test_legs_find_what_comparing_each_finds(
    keep: Callable[..., Library], question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With legs of 200, of the few sentences here, the best are among what they propose."""
    library = keep(*PATHS)
    every = speaking(library.retriever.search(question, 5))
    for constant in ("index.search.segmented.FEW", "index.postgres.corpus.FEW", "index.postgres.legs.FOUND"):
        monkeypatch.setattr(constant, 5)
    assert plain(speaking(library.retriever.search(question, 5))) == approximately(every)


@pytest.mark.parametrize(("found_by", "looked_at"), [("index", 0), ("index", 1), ("index", 20), ("each", 20)])
def test_what_may_be_found_is_found_however_rare(
    stored: Callable[..., Library], monkeypatch: pytest.MonkeyPatch, found_by: str, looked_at: int
) -> None:
    """By the index, by comparing each, and by one after the other. Where each is compared, those of a full sort; the
    index does not know its way among the many vectors here that are equal.
    """
    library = stored(*PATHS)
    monkeypatch.setattr("index.postgres.legs.LOOKED_AT", looked_at)
    monkeypatch.setattr("index.postgres.legs.FOUND", {"index": 0, "each": 1e9}[found_by])
    corpus, (text,) = library.corpus, [searched(library, "What happened to the lamp in the storm?")]
    assert isinstance(corpus, PostgresCorpus)
    vector = text.embedded.vectors[0]
    rows = library.retriever.compare(text.text).rows
    part, _ = corpus.part(rows, [text])
    for among in (rows, rows[::7], rows[-3:], rows[:1]):
        found = corpus._server.read(
            lambda connection, among=among: nearest(
                connection, "sentence_vectors", vector, 10, Among(among, rows, corpus._sentences)
            )
        )
        cosines = part.sentence_vectors.at(vector, among)
        assert len(found) == len(set(found.tolist())) == min(10, len(among))
        assert np.isin(found, among).all()
        best = np.sort(cosines)[::-1][: len(found)]
        if found_by == "index" and looked_at:
            continue
        assert np.sort(part.sentence_vectors.at(vector, found))[::-1] == pytest.approx(best, abs=2e-3)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_store_finds_what_files_do(stored: Callable[..., Library], words: WordEmbedder, question: str) -> None:
    """Hits, scores, signals and their ranks, with a context and a scope too."""
    store, files = stored(*PATHS), in_files(words, *PATHS)
    some = Scope(transcripts=frozenset([0, 2, len(PATHS) - 1]))
    for options in ({}, {"context": QUESTIONS[0]}, {"scope": some}, {"also": [(0, 4), (1, 3)], "scope": some}):
        assert plain(store.retriever.search(question, 30, **options)) == approximately(
            files.retriever.search(question, 30, **options)
        )


def test_a_store_finds_what_files_do_with_the_real_model(
    empty: str, connect: Callable[..., Server], default: ModelEmbedder, cache: str
) -> None:
    server, paths = connect(empty), (INTERVIEW, NEAR[0], NEAR[2])
    migrate(server, default.digest, default.queries(["a lamp"]).vectors.shape[1])
    Storing(server, Indexes(default, Path(cache))).add(open_transcripts(paths))
    store, files = StoreShelf(server, default).library(), in_files(default, *paths, cache=Path(cache))
    for question in ("Who received a medal from the ambassador?", "What do we owe to the soldiers?", "Why Silk Road?"):
        assert plain(store.retriever.search(question, 20)) == approximately(files.retriever.search(question, 20))
