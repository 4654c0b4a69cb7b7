"""BM25 over postings, against its formula spelled out for each document and each term."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

import numpy as np
import pytest

from index.language.terms import grams
from index.search.bm25 import LexicalIndex
from index.search.postings import count, count_grams, count_together, postings_of

TERMS = ("lamp", "lamps", "storm", "sea", "ox", "和平", "lighthouse")


def random_documents(seed: int) -> list[list[str]]:
    random = np.random.default_rng(seed)
    sizes = random.integers(0, 9, 30)
    return [[TERMS[number] for number in random.integers(0, len(TERMS) - 1, size)] for size in sizes]


def brute_force(documents: Sequence[Sequence[str]], query: Iterable[str]) -> list[float]:
    """Each document's score, over that of one which held nothing but the query's terms."""
    asked, mean = sorted(set(query)), sum(map(len, documents)) / len(documents)

    def idf(term: str) -> float:
        holding = sum(term in document for document in documents)
        return log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))

    scores = []
    for document in documents:
        times = Counter(document)
        saturated = [times[t] / (times[t] + 0.6 * (1 - 0.2 + 0.2 * len(document) / (mean or 1))) for t in asked]
        scores.append(sum(idf(t) * share for t, share in zip(asked, saturated, strict=True)) / sum(map(idf, asked)))
    return scores


def test_words_are_scored_by_bm25_as_a_share_of_the_querys_idf() -> None:
    documents = [["lamp", "storm", "lamp"], ["storm"], ["sea", "gull"]]

    def idf(frequency: int) -> float:
        return log(1 + (3 - frequency + 0.5) / (frequency + 0.5))

    def saturated(times: int, length: int) -> float:
        return times / (times + 0.6 * (1 - 0.2 + 0.2 * length / 2))  # mean length 2

    mass = idf(1) + idf(2) + idf(0)
    expected = [
        (idf(1) * saturated(2, 3) + idf(2) * saturated(1, 3)) / mass,
        idf(2) * saturated(1, 1) / mass,
        0.0,
    ]
    np.testing.assert_allclose(
        LexicalIndex([postings_of(count(documents))]).scores(["lamp", "storm", "fog"]), expected, rtol=1e-5
    )


@pytest.mark.parametrize("seed", range(10))
def test_scores_are_those_of_the_formula(seed: int) -> None:
    documents = random_documents(seed)
    index = LexicalIndex([postings_of(count(documents))])
    for query in (["lamp"], ["lamp", "storm", "sea", "lamp"], [*TERMS], ["fog", "ox"]):
        np.testing.assert_allclose(index.scores(query), brute_force(documents, query), rtol=1e-5, atol=1e-7)
    assert [index.holds(term) for term in (*TERMS, "fog")] == [*(term in TERMS[:-1] for term in TERMS), False]


@pytest.mark.parametrize("seed", range(5))
def test_runs_of_letters_are_counted_as_if_they_were_the_terms(seed: int) -> None:
    documents = random_documents(seed)
    index, query = LexicalIndex([postings_of(count_grams(count(documents)))]), grams(["lampe", "seas", "和"])
    expected = brute_force([grams(document) for document in documents], query)
    np.testing.assert_allclose(index.scores(query), expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_documents_counted_together_are_as_one(seed: int) -> None:
    documents = random_documents(seed)
    owners = np.sort(np.random.default_rng(seed).integers(0, 7, len(documents)))
    joined = [[term for row in np.flatnonzero(owners == one) for term in documents[row]] for one in range(8)]
    index = LexicalIndex([postings_of(count_together(count(documents), owners, 8))])
    np.testing.assert_allclose(index.scores(["lamp", "sea"]), brute_force(joined, ["lamp", "sea"]), rtol=1e-5)


def test_a_query_without_known_words_scores_nothing() -> None:
    for documents, query in (([["lamp"], []], ["fog"]), ([["lamp"], []], []), ([[], []], ["fog"]), ([], ["fog"])):
        counts = count(documents)
        for index in (LexicalIndex([postings_of(counts)]), LexicalIndex([postings_of(count_grams(counts))])):
            assert index.scores(query).tolist() == [0] * len(documents)
