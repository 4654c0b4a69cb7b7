"""A large library in packs: found as if it were in memory, whatever is added, taken out, damaged or cut off."""

import json
import logging
import shutil
from pathlib import Path

import numpy as np
import pytest
from support import WordEmbedder

from index import indexes
from index.errors import TranscriptError
from index.folder import Folder
from index.forgetting import clear
from index.indexes import Indexes
from index.library import Library
from index.packing import Packing
from index.packs import DIGESTS, FOLDER, MANIFEST, Packs
from index.shelf import Shelf
from index.spelling.speller import Speller

WORDS = ("lamp", "storm", "ship", "lens", "house", "medal", "history", "museum")
QUESTIONS = ("Which lamp?", "What of the storm and the ship?", "Who has the medal?", "museum")


def write(folder: Path, number: int, version: str = "") -> None:
    one, other = WORDS[number % 8], WORDS[number * 3 % 7]
    lines = [
        f"Ada: Where is the {one} of house {number}{version}?",
        f"Bo: The {one} was there in {1900 + number}. We saw the {other}. It was old.",
        f"Ada: Who had the {other}?",
        f"Cy{number}: A keeper, number {number}, had the {other} and the {one}.",
    ]
    (folder / f"talk-{number:02}.txt").write_text("\n".join(lines), "utf-8")


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty of them, of which some are packed at once."""
    monkeypatch.setattr(indexes, "FRESH", 60)
    monkeypatch.setattr(indexes, "BATCH", 70)
    folder = tmp_path / "talks"
    folder.mkdir()
    for number in range(40):
        write(folder, number)
    return folder


def opened(talks: Path, cache: Path, words: WordEmbedder | None = None) -> Library:
    """As a program that has just been started opens it."""
    folder = Folder(talks, cache)
    folder.read()
    return Shelf(folder, words or WordEmbedder()).library()


def found(library: Library) -> list[list[tuple[str, int, float]]]:
    """For each question the transcripts and sentences, with scores, best first."""
    every = []
    for question in QUESTIONS:
        hits = library.retriever.search(question, 30)
        names = [library.quotables[hit.transcript].card.id for hit in hits]
        # what scores the same stands in the order of packs
        every.append(sorted((-round(hit.score, 5), name, hit.sentence) for name, hit in zip(names, hits, strict=True)))
    return [[(name, sentence, score) for score, name, sentence in hits] for hits in every]


def in_memory(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[tuple[str, int, float]]]:
    with monkeypatch.context() as patch:
        patch.setattr(indexes, "FRESH", 10**9)
        shutil.rmtree(tmp_path / "other", ignore_errors=True)
        library = opened(talks, tmp_path / "other")
        assert len(library.indexed) == len(library.quotables)
        return found(library)


def packs(cache: Path) -> list[Path]:
    return sorted(path for path in (cache / FOLDER).glob("*/*") if not path.name.startswith("."))


def packed(cache: Path) -> list[str]:
    return [key for pack in packs(cache) for key in json.loads((pack / MANIFEST).read_bytes())["keys"]]


def assert_each_is_there_once(library: Library, cache: Path) -> None:
    keys = [*packed(cache), *(one.quotable.card.key for one in library.indexed)]
    assert len(keys) == len(set(keys)) == len(library.quotables)


def test_a_packed_library_finds_what_one_in_memory_finds(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(talks, tmp_path / "cache")
    assert (len(library.indexed), len(packed(tmp_path / "cache"))) == (0, 40)
    assert found(library) == in_memory(talks, tmp_path, monkeypatch)


def test_a_packed_library_is_opened_without_embedding_anything(talks: Path, tmp_path: Path) -> None:
    before = found(opened(talks, tmp_path / "cache"))
    words = WordEmbedder()
    assert found(opened(talks, tmp_path / "cache", words)) == before
    assert [text for text in words.embedded if text not in QUESTIONS] == []
    assert list((tmp_path / "cache").glob("*-*-*-*")) == [], "nothing is kept twice"


def test_what_is_added_is_searched_beside_the_packs_and_joins_them_when_it_is_much(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    opened(talks, cache)
    before = packs(cache)
    for number in range(40, 44):
        write(talks, number)
    words = WordEmbedder()
    library = opened(talks, cache, words)
    assert (len(library.indexed), packs(cache)) == (4, before), "no pack was written for four"
    assert sum(text.startswith("A keeper") for text in words.embedded) == 4, "nothing else was embedded"
    assert found(library) == in_memory(talks, tmp_path, monkeypatch)
    for number in range(44, 60):
        write(talks, number)
    library = opened(talks, cache)
    assert (len(library.indexed), len(packed(cache))) == (0, 60)
    assert found(library) == in_memory(talks, tmp_path, monkeypatch)


def test_packs_stay_few_and_each_transcript_is_in_one(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for number in range(40, 120):
        write(talks, number)
        if number % 16 == 0:
            opened(talks, cache)
    opened(talks, cache)
    keys = packed(cache)
    assert len(keys) == len(set(keys)) > 100
    assert len(packs(cache)) <= 4


def test_what_is_taken_out_or_changed_is_not_found_and_compacting_leaves_nothing_of_it(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    opened(talks, cache)
    (talks / "talk-03.txt").unlink()
    write(talks, 7, " of the lens")
    library = opened(talks, cache)
    assert [one.quotable.card.id for one in library.indexed] == ["talk-07"]
    names = {library.quotables[hit.transcript].card.id for hit in library.retriever.search("lens lamp", 99)}
    assert "talk-03" not in names
    assert len(packed(cache)) == 40, "a tombstone"
    folder = Folder(talks, cache)
    folder.read()
    Shelf(folder, WordEmbedder()).compact()
    (pack,) = packs(cache)
    assert len(packed(cache)) == len(set(packed(cache))) == 39
    assert '"Cy3"' not in (pack / MANIFEST).read_text("utf-8"), "his name is gone too"
    assert found(opened(talks, cache)) == in_memory(talks, tmp_path, monkeypatch)


def test_a_text_that_is_there_twice_is_found_twice(talks: Path, tmp_path: Path) -> None:
    (talks / "copy.txt").write_bytes((talks / "talk-05.txt").read_bytes())
    library = opened(talks, tmp_path / "cache")
    hits = library.retriever.search("keeper number 5", 4)
    assert {library.quotables[hit.transcript].card.id for hit in hits[:2]} == {"copy", "talk-05"}
    (talks / "talk-05.txt").unlink()
    library = opened(talks, tmp_path / "cache")
    assert library.quotables[library.retriever.search("keeper number 5", 1)[0].transcript].card.id == "copy"


@pytest.mark.parametrize("harm", ["torn", "altered", "gone", "swapped"])
@pytest.mark.parametrize("name", ["sentence_vectors.npy", "words.documents.npy", "firsts.npy", MANIFEST])
def test_a_damaged_pack_is_not_served(
    talks: Path, tmp_path: Path, name: str, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    cache, words = tmp_path / "cache", WordEmbedder()
    expected = found(opened(talks, cache))
    file = packs(cache)[0] / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    if harm == "gone":
        file.unlink()
    elif harm == "swapped":
        file.write_bytes((packs(cache)[0] / "legible.npy").read_bytes())
    else:
        file.write_bytes(content if harm == "altered" else content[: len(content) // 2])
    with caplog.at_level(logging.WARNING):
        library = opened(talks, cache, words)
    assert found(library) == expected
    assert caplog.text.count("embedded again") == 1
    assert any(text.startswith("A keeper") for text in words.embedded)
    assert_each_is_there_once(library, cache)


@pytest.mark.parametrize("written", range(4))
def test_what_is_cut_off_while_packs_are_written_loses_nothing(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """Wherever it is cut off, all is found afterwards, once."""
    cache, count = tmp_path / "cache", 0
    whole = Packs._write

    def cut_off(self: Packs, *arguments: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count > written:
            raise KeyboardInterrupt
        return whole(self, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Packs, "_write", cut_off)
        with pytest.raises(KeyboardInterrupt):
            opened(talks, cache)
    library = opened(talks, cache)
    assert found(library) == in_memory(talks, tmp_path, monkeypatch)
    assert_each_is_there_once(library, cache)


def test_what_is_merged_away_is_searched_on_by_whoever_has_it_open(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    library = opened(talks, cache)
    before = found(library)
    for number in range(40, 90):
        write(talks, number)
    opened(talks, cache)
    assert found(library) == before


def test_a_scope_in_packs_loses_nothing(talks: Path, tmp_path: Path) -> None:
    from index.scope import Scope

    library = opened(talks, tmp_path / "cache")
    rows = frozenset(range(0, 40, 9))
    for scope in (Scope(rows), Scope(rows, frozenset(["Bo"])), Scope(None, frozenset(["Cy5", "Cy9"])), Scope(None)):
        hits = library.retriever.search("the lamp was there", 999, scope=scope)
        places = {hit.place for hit in hits}
        expected = {
            (row, number)
            for row, one in enumerate(library.quotables)
            for number, sentence in enumerate(one.passages.sentences)
            if scope.has(row, one.transcript.turns[sentence.turn])
            and not one.transcript.text[: sentence.stop].endswith("?")
        }
        assert places == expected


def test_clearing_deletes_the_packs_too(talks: Path, tmp_path: Path) -> None:
    opened(talks, tmp_path / "cache")
    clear(tmp_path / "cache")
    assert not (tmp_path / "cache" / FOLDER).exists()
    assert np.size(found(opened(talks, tmp_path / "cache"))) > 0


def test_nothing_is_left_of_a_library_that_was_emptied(talks: Path, tmp_path: Path) -> None:
    opened(talks, tmp_path / "cache")
    for file in talks.iterdir():
        file.unlink()
    with pytest.raises(TranscriptError, match="expected a transcript; found none"):
        opened(talks, tmp_path / "cache")
    assert packs(tmp_path / "cache") == []


def test_packs_that_another_process_merges_meanwhile_are_read_as_they_are_then(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = tmp_path / "cache"
    before = found(opened(talks, cache))
    whole, words = Packs._read, WordEmbedder()

    def merged_meanwhile(self: Packs, folder: Path) -> object:
        monkeypatch.setattr(Packs, "_read", whole)
        other = folder.with_name("0123456789abcdef")
        folder.rename(other)
        return whole(self, folder)

    monkeypatch.setattr(Packs, "_read", merged_meanwhile)
    assert found(opened(talks, cache, words)) == before
    assert [text for text in words.embedded if text not in QUESTIONS] == []
    assert caplog.text == ""


def test_where_nothing_can_be_packed_all_is_searched_as_it_is(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Packs, "write", full)
        library = opened(talks, tmp_path / "cache")
    assert len(library.indexed) == 40
    assert "transcripts are not packed: [Errno 28] No space left on device" in caplog.text
    assert found(library) == in_memory(talks, tmp_path, monkeypatch)


def test_who_is_interviewed_counts_from_the_next_opening_on_and_embeds_nothing(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same text and cut, but others may be quoted from it."""
    cache, words = tmp_path / "cache", WordEmbedder()
    before = opened(talks, cache)
    assert "interviewer" not in roles(before, "The lamp was there")
    for file in talks.glob("*.txt"):
        file.with_suffix(".toml").write_text('interviewer = "Bo"\ninterviewee = { name = "Ottokar" }\n', "utf-8")
    library = opened(talks, cache, words)
    assert "interviewer" not in roles(library, "The lamp was there")
    assert found(library) == in_memory(talks, tmp_path, monkeypatch)
    assert [text for text in words.embedded if text not in QUESTIONS and "there" in text] == []
    assert library.vocabulary.holds("Ottokar")
    assert not before.vocabulary.holds("Ottokar")
    (talks / "talk-04.toml").write_text('interviewer = "Ada"\n', "utf-8")
    words.embedded.clear()
    library = opened(talks, cache, words)
    assert [one.quotable.card.id for one in library.indexed] == ["talk-04"]
    assert words.embedded == []
    folder = Folder(talks, cache)
    folder.read()
    Shelf(folder, words).compact()  # until then the words of the old one count too
    assert found(opened(talks, cache, words)) == in_memory(talks, tmp_path, monkeypatch)


def roles(library: Library, question: str) -> set[str]:
    hits = library.retriever.search(question, 40)
    sources = [(library.quotables[hit.transcript], hit.sentence) for hit in hits]
    return {one.transcript.turns[one.passages.sentences[sentence].turn].role for one, sentence in sources}


def test_a_second_models_packs_are_compacted_too(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, second = tmp_path / "cache", WordEmbedder("d2")
    monkeypatch.setattr("index.shelf.across_indexes", lambda cache, library: Indexes(second, cache, library))

    def both() -> Shelf:
        folder = Folder(talks, cache)
        folder.read()
        shelf = Shelf(folder, WordEmbedder())
        library = shelf.library()
        assert library.across
        library.across.retriever()
        return shelf

    both()
    (talks / "talk-03.txt").unlink()
    shelf = both()
    assert shelf.saved().gone == 1
    shelf.compact()
    assert len(packed(cache)) == 2 * 39
    assert not any('"Cy3"' in (pack / MANIFEST).read_text("utf-8") for pack in packs(cache))
    assert shelf.saved().gone == 0
    for file in talks.iterdir():
        file.unlink()
    shelf.folder.read()
    with pytest.raises(TranscriptError):
        shelf.library()
    assert packs(cache) == []


def test_what_may_pass_deletes_no_pack(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = tmp_path / "cache"
    before = found(opened(talks, cache))

    def too_many(*_: object) -> None:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr("index.packs.open_segment", too_many)
        assert found(opened(talks, cache)) == before
    assert "can't be read now: [Errno 24] Too many open files" in caplog.text
    words = WordEmbedder()
    assert found(opened(talks, cache, words)) == before
    assert not any(text.startswith("A keeper") for text in words.embedded)


def test_a_process_that_has_not_looked_since_deletes_nothing_of_what_another_has_packed(
    talks: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    folder = Folder(talks, cache)
    folder.read()
    old = Shelf(folder, WordEmbedder())
    old.library()
    for number in range(40, 80):
        write(talks, number)
    opened(talks, cache)
    old.compact()
    words = WordEmbedder()
    assert len(opened(talks, cache, words).quotables) == len(set(packed(cache))) == 80
    assert words.embedded == []


def test_what_was_taken_out_speaks_no_more(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    lines = "Zebedee Marsh: Hieronymus had it.\nBo: Yes.\nZebedee Marsh: So.\nBo: And so on.\n"
    (talks / "old.txt").write_text(lines, "utf-8")
    (talks / "kim.txt").write_text(lines.replace("Zebedee", "Kim").replace("Hieronymus", "He"), "utf-8")
    library = opened(talks, cache)
    assert library.retriever.has_words_of("Hieronymus")
    assert library.vocabulary.get("hieronymus")
    assert speaking(library, "What did Marsh say?") == set(), "two of them"
    (talks / "old.txt").unlink()
    library = opened(talks, cache)
    assert len(packed(cache)) == 42, "a tombstone"
    assert not library.retriever.has_words_of("Hieronymus")
    assert Speller(library.vocabulary).correct("Where is Hieronymos?")[1] == ()
    assert library.vocabulary.get("hieronymus") is None
    assert speaking(library, "What did Marsh say?") == {"Kim Marsh"}


def speaking(library: Library, question: str) -> set[str]:
    """Whom the question names."""
    compared = library.retriever.compare(question)
    speakers = compared.corpus.speakers
    named = compared.rows[compared.signals["speaker"] > 0]
    return {speakers[compared.corpus.speaker[row]] for row in named.tolist()}


def test_a_pack_of_which_nothing_is_left_is_told_of_and_goes_with_the_next_opening(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    opened(talks, cache)
    for number in range(39):
        (talks / f"talk-{number:02}.txt").unlink()
    write(talks, 39, " again")
    folder = Folder(talks, cache)
    folder.read()
    shelf = Shelf(folder, WordEmbedder())
    assert shelf.saved().gone == 40
    shelf.library()
    assert (shelf.saved().gone, packs(cache)) == (0, [])


def test_what_a_killed_process_never_finished_is_deleted(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    opened(talks, cache)
    (home,) = (cache / FOLDER).iterdir()
    (home / ".new-killed" / "pack").mkdir(parents=True)
    (talks / "talk-00.txt").unlink()
    opened(talks, cache)
    assert not (home / ".new-killed").exists()


def test_many_short_transcripts_are_packed_some_at_a_time(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "FRESH", 10**6)
    monkeypatch.setattr(indexes, "MOST", 7)
    at_once: list[int] = []
    add = Packing.add
    monkeypatch.setattr(Packing, "add", lambda self, indexed: (at_once.append(len(indexed)), add(self, indexed))[1])
    library = opened(talks, tmp_path / "cache")
    assert at_once == [7, 7, 7, 7, 7, 5]
    assert library.indexed == ()


def test_a_large_pack_that_is_never_joined_gets_what_finds_the_nearest(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("index.packing", "index.search.merging", "index.search.vectors"):
        monkeypatch.setattr(f"{module}.EXACT", 20)
    monkeypatch.setattr("index.search.segmented.FEW", 10)
    monkeypatch.setattr(indexes, "BATCH", 10**6)
    cache = tmp_path / "cache"
    library = opened(talks, cache)
    (pack,) = packs(cache)
    assert (pack / "nearest_sentences.faiss").exists()
    before = found(library)
    folder = Folder(talks, cache)
    folder.read()
    (talks / "talk-00.txt").unlink()
    folder.read()
    Shelf(folder, WordEmbedder()).compact()
    assert not pack.exists()
    assert found(library) == before, "it is mapped as long as somebody has it open"


def test_clearing_leaves_no_digest(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    opened(talks, cache)
    assert len(list((cache / DIGESTS).iterdir())) == len(packs(cache))
    clear(cache)
    assert not (cache / DIGESTS).exists()
