"""The reranker: a cross-encoder whose scores can be worked out by hand, and models that are none."""

import math
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean, pstdev

import numpy as np
import pytest

from index.errors import ModelError
from index.model.locate import DEFAULT_MODEL
from index.search.hit import Hit
from index.search.reranker import DEPTH, Reranker, mixed


def hits_of(*scores: float) -> list[Hit]:
    """Hits as the ranking gives them, best first."""
    return [Hit(0, row, row + 1, score, {"words": 0.5}, {"words": 1}, True) for row, score in enumerate(scores)]


def reading(*texts: str) -> Callable[[Hit], str]:
    return lambda hit: texts[hit.sentence]


def lamps_in(question: str, text: str) -> float:
    """The score of the fixture `lamps`, spelled out."""
    words = f"{question} {text}".split()
    g = words.count("lamp")
    return math.tanh(math.sqrt(2) * g / math.hypot(g, len(words) - g))


def standardised(values: list[float]) -> list[float]:
    return [(value - fmean(values)) / pstdev(values) for value in values]


def sentences(hits: list[Hit]) -> list[int]:
    return [hit.sentence for hit in hits]


def test_the_order_is_that_of_the_two_standardised_scores_added(lamps: Path) -> None:
    ranking = [9.0, 8.0, 4.0, 1.0]
    texts = ["no", "a lamp is here", "lamp lamp", "lamp"]
    reread = [lamps_in("which", text) for text in texts]
    total = np.add(standardised(ranking), standardised(reread))
    expected = sorted(range(4), key=lambda row: -total[row])
    assert expected == [2, 1, 0, 3], "neither the ranking's order (0, 1, 2, 3) nor the reranker's (2, 3, 1, 0)"
    assert sentences(Reranker(str(lamps)).order("which", hits_of(*ranking), reading(*texts))) == expected


def test_the_score_is_one_more_signal_and_the_rankings_own_stay(lamps: Path) -> None:
    before = hits_of(3, 2, 1)
    after = Reranker(str(lamps)).order("which", before, reading("no", "lamp", "no"))
    by_sentence = {hit.sentence: hit for hit in after}
    for hit in before:
        read = by_sentence[hit.sentence]
        assert (read.rank, read.score, read.is_fitted) == (hit.rank, hit.score, hit.is_fitted)
        assert read.signals["words"] == 0.5
        assert hit.signals == {"words": 0.5}, "what was given is as it was"
    assert [by_sentence[row].ranks["reranker"] for row in range(3)] == [2, 1, 2]
    assert by_sentence[1].signals["reranker"] == pytest.approx(math.tanh(1), abs=1e-4)
    assert by_sentence[0].signals["reranker"] == 0


def test_the_best_thirty_are_read_and_the_others_follow_as_ranked(lamps: Path) -> None:
    hits = hits_of(*range(100, 60, -1))
    read: list[int] = []

    def text_of(hit: Hit) -> str:
        read.append(hit.sentence)
        return "lamp" if hit.sentence in (29, 30) else "no"

    after = Reranker(str(lamps)).order("which", hits, text_of)
    assert DEPTH == 30
    assert sorted(read) == list(range(30))
    assert sentences(after)[0] == 29, "the only one read that is not like the others"
    assert sorted(sentences(after)[:30]) == list(range(30))
    assert after[30:] == hits[30:]
    assert all(("reranker" in hit.signals) == (place < 30) for place, hit in enumerate(after))


def test_hits_are_taken_by_their_rank_in_whatever_order_they_come(lamps: Path) -> None:
    hits, text_of = hits_of(3, 2, 1), reading("no", "lamp no no", "lamp")
    reranker = Reranker(str(lamps))
    assert reranker.order("which", hits[::-1], text_of) == reranker.order("which", hits, text_of)


@pytest.mark.parametrize("text", ["no", "lamp no lamp", ""])
def test_equal_texts_leave_the_order_of_the_ranking(lamps: Path, text: str) -> None:
    hits = hits_of(*np.linspace(5, 4.999, DEPTH))
    assert sentences(Reranker(str(lamps)).order("which", hits, lambda _: text)) == list(range(DEPTH))


def test_equal_scores_of_the_ranking_leave_the_order_of_the_reranker(lamps: Path) -> None:
    after = Reranker(str(lamps)).order("which", hits_of(2, 2, 2, 2), reading("no", "lamp no no", "lamp", "no"))
    assert sentences(after) == [2, 1, 0, 3], "and equal ones of both in the order of the ranking"


def test_mixed_ties_are_ties() -> None:
    assert mixed(np.array([1.0, 2, 3]), np.array([30.0, 20, 10])).tolist() == [0, 0, 0]
    assert mixed(np.array([0.1, 0.1, 0.1]), np.array([0.7, 0.7, 0.7])).tolist() == [0, 0, 0]
    assert mixed(np.array([4.0]), np.array([2.0])).tolist() == [0]


def test_no_hits_are_no_hits_and_no_model_is_needed() -> None:
    assert Reranker("no-such-folder").order("which", [], lambda _: "lamp") == []


def test_one_hit_is_read_too(lamps: Path) -> None:
    (hit,) = Reranker(str(lamps)).order("lamp", hits_of(1), reading("lamp"))
    assert hit.signals["reranker"] == pytest.approx(math.tanh(math.sqrt(2)), abs=1e-4)


def test_a_text_longer_than_the_model_reads_is_cut(lamps: Path) -> None:
    # It reads 512 pieces: [CLS], the question's word, [SEP], 508 of the text's, [SEP].
    (hit,) = Reranker(str(lamps)).order("which", hits_of(1), reading("lamp " * 508 + "no " * 5000))
    assert hit.signals["reranker"] == pytest.approx(lamps_in("which", "lamp " * 508), abs=1e-4)


def test_threads_get_what_one_caller_gets(lamps: Path) -> None:
    texts = [f"{'lamp ' * (row % 4)}{'no ' * (row % 7)}" for row in range(DEPTH)]
    reranker = Reranker(str(lamps))

    def ordered(question: str) -> list[Hit]:
        return reranker.order(question, hits_of(*range(DEPTH, 0, -1)), reading(*texts))

    questions = ["which", "which lamp", "lamp lamp", "and so on"] * 4
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ordered, questions))
    assert together == [ordered(question) for question in questions]


def test_a_model_that_squashes_its_scores_gives_the_same(lamps: Path, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity, Sigmoid

    signals = []
    for squash in (Identity, Sigmoid):
        folder = str(tmp_path / squash.__name__)
        CrossEncoder(str(lamps), activation_fn=squash(), local_files_only=True).save(folder)
        (hit,) = Reranker(folder).order("which", hits_of(1), reading("lamp no"))
        signals.append(hit.signals["reranker"])
    assert signals[0] == signals[1] == pytest.approx(lamps_in("which", "lamp no"), abs=1e-4)


def test_a_name_that_is_stored_here_is_found_without_the_hub(
    lamps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "models--some--lamps"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc123")
    shutil.copytree(lamps, repository / "snapshots" / "abc123")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub._snapshot_download.constants.HF_HUB_CACHE", str(tmp_path))
    assert len(Reranker("some/lamps").order("which", hits_of(1), reading("lamp"))) == 1


def altered(lamps: Path, folder: Path, weight: float | None = None, labels: int = 1) -> Path:
    """The fixture's model with another weight, or with more labels."""
    from transformers import BertForSequenceClassification

    shutil.copytree(lamps, folder)
    model = BertForSequenceClassification.from_pretrained(
        str(lamps), num_labels=labels, ignore_mismatched_sizes=True, local_files_only=True
    )
    if weight is not None:
        model.classifier.weight.data.fill_(weight)
    model.save_pretrained(folder)
    return folder


def test_a_model_of_several_labels_is_refused_as_it_is_loaded(lamps: Path, tmp_path: Path) -> None:
    folder = altered(lamps, tmp_path / "labels", labels=3)
    with pytest.raises(ModelError, match="expected a model that gives one score a pair; found one of 3 labels"):
        Reranker(str(folder)).load()


@pytest.mark.parametrize(("weight", "found"), [(math.nan, "nan"), (math.inf, "inf|nan"), (-math.inf, "inf|nan")])
def test_scores_that_are_no_numbers_are_refused(lamps: Path, tmp_path: Path, weight: float, found: str) -> None:
    reranker = Reranker(str(altered(lamps, tmp_path / "broken", weight=weight)))
    with pytest.raises(ModelError, match=f"expected finite scores; found -?({found})"):
        reranker.order("which", hits_of(2, 1), reading("lamp", "no lamp"))


def test_an_embedding_model_is_refused_for_its_scores_would_be_random(tiny: Path) -> None:
    found = r"expected a cross-encoder; found a model that scores no pairs \(BertModel\)"
    for name in (DEFAULT_MODEL, str(tiny)):
        with pytest.raises(ModelError, match=found):
            Reranker(name).load()


def test_folders_that_are_no_model_are_refused(tmp_path: Path, lamps: Path) -> None:
    with pytest.raises(ModelError, match="can't be loaded from"):
        Reranker(str(tmp_path)).load()
    shutil.copytree(lamps, tmp_path / "cut")
    weights = tmp_path / "cut" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(ModelError, match="can't be loaded from"):
        Reranker(str(tmp_path / "cut")).load()


def test_a_name_that_is_nowhere_is_an_error_when_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    reranker = Reranker("no/such-reranker")
    with pytest.raises(ModelError, match="model no/such-reranker: expected a folder or the name"):
        reranker.load()
