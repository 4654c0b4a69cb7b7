"""Vectors, words, signals, ranking and retrieval, each against an oracle that spells the result out."""

from collections.abc import Sequence
from dataclasses import replace
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, library_of

from index.indexed import IndexedTranscript
from index.language.terms import content_spans, grams, terms, words
from index.library import Library, open_library, open_transcripts
from index.model.embedder import Embedded, ModelEmbedder
from index.model.locate import DEFAULT_MODEL
from index.search import segmented
from index.search.ranking import FIXED, ILLEGIBLE, Ranking, ranking_of
from index.search.retriever import Retriever
from index.search.segmented import corpus_of
from index.search.signals import NAMES, Signals


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("What did the ambassador’s medals commemorate?", "en", ["ambassador", "medal", "commemor"]),
        ("In 1945 the 70th", "en", ["1945", "70th"]),
        ("Народы Китая и Казахстана", "ru", ["народ", "кит", "казахста"]),
        ("和平鸽 飞", "zh", ["和平", "平鸽", "飞"]),
        ("ﬁsh Fish", "en", ["fish", "fish"]),
        ("?!… 🙂", "en", []),
    ],
)
def test_terms_are_stems_without_stop_words(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_words_stand_as_in_the_text() -> None:
    assert words("The Ambassador’s 3 medals") == ["The", "Ambassador’s", "3", "medals"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["medal"], ["_med", "meda", "edal", "dal_"]),
        (["lamp", "ox", "a"], ["_lam", "lamp", "amp_", "_ox_", "_a_"]),
        (["和平", "鸽"], ["和", "平", "鸽"]),
        ([], []),
        (["медаль"], ["_мед", "меда", "едал", "даль", "аль_"]),
    ],
)
def test_grams_are_runs_of_four_letters_with_the_ends_marked(found: list[str], expected: list[str]) -> None:
    assert grams(found) == expected


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Who got the medal?", ["en"], ["got", "medal"]),
        ("What did the Ambassador’s wife say in 1945?", ["en"], ["Ambassador’s", "wife", "say", "1945"]),
        ("Кто и за что получил медаль?", ["ru"], ["получил", "медаль"]),
        ("Who got the medal?", ["en", "ru"], ["got", "medal"]),
        ("Who is it?", ["en"], ["Who", "is", "it"]),  # all, where there is nothing else
        ("Who got it?", ["de"], ["Who", "got", "it"]),  # no stop words are known
        ("?!", ["en"], []),
    ],
)
def test_content_words_are_those_that_are_no_stop_words(text: str, languages: list[str], expected: list[str]) -> None:
    assert [text[a:b] for a, b in content_spans(text, languages)] == expected


def random_signals(rows: int) -> Signals:
    return Signals(np.random.default_rng(5).normal(size=(rows, len(NAMES))).astype(np.float32))


def test_score_is_the_weighted_sum_and_by_words_alone_where_the_model_can_not_read() -> None:
    signals = random_signals(4)
    weights = {"tokens": 2.0, "words": 0.5, "speaker": -1.0}
    legible = np.array([True, False, True, False])
    expected = [
        2.0 * signals["tokens"][row] + 0.5 * signals["words"][row] - signals["speaker"][row]
        if legible[row]
        else sum(weight * signals[name][row] for name, weight in ILLEGIBLE.items())
        for row in range(4)
    ]
    np.testing.assert_allclose(Ranking(weights, is_fitted=True).score(signals, legible), expected, rtol=1e-5)


def test_fixed_weights_are_of_known_signals_and_make_a_similarity_of_at_most_one() -> None:
    for weights in (FIXED, ILLEGIBLE):
        assert sum(weights.values()) == pytest.approx(1)
        assert set(weights) <= set(NAMES)
    assert set(ILLEGIBLE) <= {"words", "words_nearby", "spelling"}, "nothing of the model's"


def test_weights_are_fitted_for_the_default_model_and_fixed_for_any_other() -> None:
    other = ranking_of("d0")
    assert (other.weights, other.is_fitted) == (FIXED, False)
    default = ModelEmbedder(DEFAULT_MODEL)
    ours = ranking_of(default.digest, default.reader_digest)
    assert ours.is_fitted
    assert set(ours.weights) <= set(NAMES)


def library() -> Library:
    return library_of(INTERVIEW)


def sentence_of(one: IndexedTranscript, row: int) -> str:
    sentence = one.quotable.passages.sentences[row]
    return one.quotable.transcript.text[sentence.start : sentence.stop]


def test_signals_of_a_hit_are_what_can_be_worked_out_by_hand() -> None:
    opened = library_of(LIGHTHOUSE)
    hit = opened.retriever.search("lens", 1)[0]
    assert sentence_of(opened.indexed[0], hit.sentence) == "The lens goes to the museum in Bergvik."
    # The sentence holds "lens" and "museum"; so does its paragraph; the question before it "lens" alone.
    assert hit.signals["sentence"] == pytest.approx(sqrt(1 / 2))
    assert hit.signals["paragraph"] == pytest.approx(sqrt(1 / 2))
    assert hit.signals["question"] == pytest.approx(1)
    assert hit.ranks["words"] == 1
    assert hit.signals["length"] == pytest.approx(log(len("The lens goes to the museum in Bergvik.")))
    # "lens" is a piece of one sentence; of the question's one piece it finds all.
    assert hit.signals["tokens"] == pytest.approx(1, abs=1e-4)
    assert hit.score == pytest.approx(sum(weight * hit.signals[name] for name, weight in FIXED.items()))
    assert not hit.is_fitted


@pytest.mark.parametrize(("share", "asked_share"), [(0.4, 1.0), (1.0, 0.4)])
def test_text_that_the_model_can_not_read_is_ranked_by_words_alone(share: float, asked_share: float) -> None:
    class Reader(WordEmbedder):
        def queries(self, texts: Sequence[str]) -> Embedded:
            return replace(super().queries(texts), letters=10, letters_read=round(10 * asked_share))

    opened = library_of(INTERVIEW, LIGHTHOUSE)
    both = [replace(opened.indexed[0], legible=share), opened.indexed[1]]
    for hit in Retriever(corpus_of(both), Reader()).search("Which medal or lens?", 100):
        weights = ILLEGIBLE if hit.transcript == 0 or asked_share < 0.5 else FIXED
        expected = sum(weight * hit.signals[name] for name, weight in weights.items())
        assert hit.score == pytest.approx(expected, abs=1e-6)
        assert not hit.is_fitted


def test_hits_are_fitted_where_the_weights_are_and_the_model_reads_the_text() -> None:
    default = ModelEmbedder(DEFAULT_MODEL)
    embedder = WordEmbedder(default.digest, reader_digest=default.reader_digest)
    opened = open_library(open_transcripts([INTERVIEW, LIGHTHOUSE]), embedder, None)
    both = [replace(opened.indexed[0], legible=0.1), opened.indexed[1]]
    hits = Retriever(corpus_of(both), embedder).search("medal", 100)
    assert {(hit.transcript, hit.is_fitted) for hit in hits} == {(0, False), (1, True)}
    assert all(hit.is_fitted for hit in opened.retriever.search("medal", 100))


def test_hits_are_only_the_interviewees_sentences_best_first() -> None:
    opened = library()
    hits = opened.retriever.search("medal", 1000)
    one = opened.indexed[0]
    roles = [one.quotable.transcript.turns[one.quotable.passages.sentences[h.sentence].turn].role for h in hits]
    assert roles == ["interviewee"] * 31
    assert [h.rank for h in hits] == list(range(1, 32))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_more_hits_only_add_to_fewer() -> None:
    search = library().retriever.search
    assert search("history of the museum", 9)[:4] == search("history of the museum", 4)


def test_equal_scores_keep_the_order_of_the_text() -> None:
    hits = library().retriever.search("zzz", 31)
    assert len({h.score for h in hits}) < len(hits)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.sentence))


def test_candidates_of_many_sentences_contain_the_best_of_each_leg(monkeypatch: pytest.MonkeyPatch) -> None:
    search = library().retriever.search
    every = search("surrender of the museum", 3)
    monkeypatch.setattr(segmented, "FEW", 5)
    monkeypatch.setattr(segmented, "DEPTH", 8)
    assert [h.sentence for h in search("surrender of the museum", 3)] == [h.sentence for h in every]


def test_many_questions_of_the_interviewer_do_not_crowd_out_the_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"Question: Is the lamp {n} lit?\nAnswer: Sure, number {n}.\n" for n in range(40)))
    monkeypatch.setattr(segmented, "FEW", 10)
    monkeypatch.setattr(segmented, "DEPTH", 20)
    hits = library_of(path).retriever.search("Is the lamp lit?", 20)
    assert len(hits) == 20


def test_words_that_only_name_the_interviewee_are_not_searched() -> None:
    search = library().retriever.search
    named, plain = search("Which medal did Ambassador Zhang Xiao give?", 1), search("Which medal did he give?", 1)
    assert named[0].signals["words"] == plain[0].signals["words"] > 0
    assert search("Zhang Xiao", 1)[0].signals["words"] == 0, "they are searched when there is nothing else"


def test_two_transcripts_are_searched_as_one(words: WordEmbedder) -> None:
    opened = open_library(open_transcripts([INTERVIEW, LIGHTHOUSE]), words, None)
    lens, medal = (opened.retriever.search(question, 1)[0] for question in ("lens", "medal"))
    assert sentence_of(opened.indexed[lens.transcript], lens.sentence).startswith("The lens goes")
    assert sentence_of(opened.indexed[medal.transcript], medal.sentence).startswith("On December 3")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "Lighthouse.txt"
    other.write_text("Peace.")
    with pytest.raises(Exception, match="found lighthouse twice"):
        open_transcripts([LIGHTHOUSE, other])
