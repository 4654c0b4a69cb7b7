"""What is saved of a transcript: built once, never stale, never torn, safe for two at once."""

import hashlib
import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import INTERVIEW, ROOT, WordEmbedder

from index.forgetting import clear
from index.indexed import IndexedTranscript
from index.model.embedder import Embedded, Embedder
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.store import default_cache, load, open_index
from index.transcript import Span


def same(a: IndexedTranscript, b: IndexedTranscript) -> bool:
    return (
        (a.quotable.digests, a.terms) == (b.quotable.digests, b.terms)
        and a.quotable.passages.sentences == b.quotable.passages.sentences
        and np.array_equal(a.sentence_vectors, b.sentence_vectors)
        and np.array_equal(a.paragraph_vectors, b.paragraph_vectors)
        and np.array_equal(a.token_matrix, b.token_matrix)
        and np.array_equal(a.token_ids, b.token_ids)
        and np.array_equal(a.token_runs, b.token_runs)
        and a.legible == b.legible
    )


def folders(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def test_what_is_saved_is_what_was_built(ambassador: Quotable, tmp_path: Path, words: WordEmbedder) -> None:
    built = open_index(ambassador, words, tmp_path)
    assert same(open_index(ambassador, words, tmp_path), built)
    assert same(open_index(ambassador, words, None), built)


def test_an_unchanged_transcript_embeds_nothing(ambassador: Quotable, tmp_path: Path, words: WordEmbedder) -> None:
    open_index(ambassador, words, tmp_path)
    words.embedded.clear()
    open_index(ambassador, words, tmp_path)
    assert words.embedded == []


class Reader(WordEmbedder):
    """It reads three letters of four."""

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        return replace(super().documents(texts, parts), letters=4, letters_read=3)


def test_everything_of_a_text_comes_back_from_disk_without_the_model(ambassador: Quotable, tmp_path: Path) -> None:
    built = open_index(ambassador, Reader(), tmp_path)
    unused = Reader()
    loaded = open_index(ambassador, unused, tmp_path)
    assert same(loaded, built)
    assert (loaded.legible, unused.embedded) == (0.75, [])
    for name in ("token_matrix", "token_ids", "token_runs", "sentence_vectors", "paragraph_vectors"):
        assert getattr(loaded, name).dtype == getattr(built, name).dtype


def test_pieces_are_mapped_from_disk_and_the_rest_is_read(ambassador: Quotable, tmp_path: Path) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path)
    loaded = open_index(ambassador, WordEmbedder(), tmp_path)
    assert isinstance(loaded.token_matrix, np.memmap)
    assert not loaded.token_matrix.flags.writeable
    assert not isinstance(loaded.token_ids, np.memmap)


def test_a_mapped_index_answers_on_when_another_replaces_it(ambassador: Quotable, tmp_path: Path) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path)
    loaded = open_index(ambassador, WordEmbedder(), tmp_path)
    before = np.array(loaded.token_matrix)
    clear(tmp_path)
    open_index(ambassador, WordEmbedder(), tmp_path)
    np.testing.assert_array_equal(loaded.token_matrix, before)


def test_a_changed_text_model_language_or_role_builds_anew(copied: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    toml = copied.with_suffix(".toml")

    def build(embedder: Embedder) -> int:
        open_index(quotable(read_transcript(copied)), embedder, cache)
        return len(folders(cache))

    assert build(WordEmbedder()) == 1
    assert build(WordEmbedder("d1")) == 2
    copied.write_text(copied.read_text("utf-8").replace("Vozov", "Vosow"), "utf-8")
    assert build(WordEmbedder()) == 3
    toml.write_text(toml.read_text("utf-8").replace('"en"', '"ru"'), "utf-8")
    assert build(WordEmbedder()) == 4
    toml.write_text('not_boilerplate = ["Number of shows:\u00a01300"]\n' + toml.read_text("utf-8"), "utf-8")
    assert build(WordEmbedder()) == 5


@pytest.mark.parametrize(
    "name",
    [
        *("offsets.npy", "digests.npy", "sentence_vectors.npy", "vocabulary.json", "manifest.json"),
        *("tokens.npy", "token_ids.npy", "token_runs.npy", "legible.npy"),
    ],
)
@pytest.mark.parametrize("harm", ["torn", "altered", "gone"])
def test_a_torn_or_altered_folder_is_built_again(
    ambassador: Quotable, tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, harm: str
) -> None:
    built = open_index(ambassador, WordEmbedder(), None)
    open_index(ambassador, WordEmbedder(), tmp_path)
    file = folders(tmp_path)[0] / name
    content = bytearray(file.read_bytes())
    if harm == "gone":
        file.unlink()
    else:
        content[len(content) // 2] ^= 1
        file.write_bytes(content if harm == "altered" else content[: len(content) // 2])
    words = WordEmbedder()
    with caplog.at_level(logging.WARNING):
        assert same(open_index(ambassador, words, tmp_path), built)
    assert words.embedded, "it was not served"
    assert "built again" in caplog.text
    words.embedded.clear()
    open_index(ambassador, words, tmp_path)
    assert words.embedded == [], "it was mended"


@pytest.mark.parametrize("name", ["offsets", "digests"])
def test_offsets_and_digests_are_compared_with_the_text_even_if_the_manifest_agrees(
    ambassador: Quotable, tmp_path: Path, name: str
) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path)
    folder = folders(tmp_path)[0]
    array = np.load(folder / f"{name}.npy")
    array[3] += 1
    buffer = io.BytesIO()
    np.save(buffer, array)
    resigned(folder, f"{name}.npy", buffer.getvalue())
    assert load(folder, ambassador) is None


def resigned(folder: Path, name: str, content: bytes) -> None:
    """Put `content` into a saved folder and make the manifest agree."""
    (folder / name).write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest[name] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_files_of_another_shape_are_built_again_even_if_the_manifest_agrees(
    ambassador: Quotable, tmp_path: Path
) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path)
    folder = folders(tmp_path)[0]
    good = np.load(folder / "sentence_vectors.npy")
    for array in (good[:, 0], good[:, :3], good.astype(np.float64), np.full_like(good, np.nan), good[1:]):
        buffer = io.BytesIO()
        np.save(buffer, array)
        resigned(folder, "sentence_vectors.npy", buffer.getvalue())
        assert load(folder, ambassador) is None
    open_index(ambassador, WordEmbedder(), tmp_path)
    resigned(folder, "vocabulary.json", b'{"a": 1}')
    assert load(folder, ambassador) is None
    (folder / "manifest.json").write_text("[" * 100_000)
    assert load(folder, ambassador) is None


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("tokens", lambda pieces: pieces[1:]),
        ("tokens", lambda pieces: pieces[:, 0]),
        ("tokens", lambda pieces: pieces.astype(np.float32)),
        ("token_ids", lambda ids: ids[:-1]),
        ("token_runs", lambda runs: runs + 1),
        ("token_runs", lambda runs: runs - 1),
        ("token_runs", lambda runs: runs[:, :1]),
        ("legible", lambda share: np.repeat(share, 2)),
    ],
)
def test_pieces_that_do_not_fit_are_built_again_even_if_the_manifest_agrees(
    ambassador: Quotable, tmp_path: Path, name: str, harm: Callable[[np.ndarray], np.ndarray]
) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path)
    folder = folders(tmp_path)[0]
    buffer = io.BytesIO()
    np.save(buffer, harm(np.load(folder / f"{name}.npy")))
    resigned(folder, f"{name}.npy", buffer.getvalue())
    assert load(folder, ambassador) is None


def test_threads_that_build_at_once_all_get_the_index(ambassador: Quotable, tmp_path: Path) -> None:
    built: list[IndexedTranscript] = []
    workers = [
        threading.Thread(target=lambda: built.append(open_index(ambassador, WordEmbedder(), tmp_path)))
        for _ in range(8)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(built) == 8
    assert all(same(one, built[0]) for one in built)
    assert len(folders(tmp_path)) == 1, "nothing half-written is left"


def test_two_processes_that_build_at_once_both_answer(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path[:0] = ['.', 'tests']\n"
        "from support import WordEmbedder; from index.store import open_index\n"
        "from index.library import open_transcripts\n"
        f"(ambassador,), cache = open_transcripts([Path({str(INTERVIEW)!r})]), Path({str(tmp_path)!r})\n"
        "for _ in range(20): open_index(ambassador, WordEmbedder(), cache)\n"
        "print('done')"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [run.communicate(timeout=60)[0].strip() for run in runs] == ["done", "done"]
    assert len(folders(tmp_path)) == 1


def test_a_cache_that_can_not_be_written_still_answers(
    ambassador: Quotable, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert open_index(ambassador, WordEmbedder(), blocked / "cache").terms
    assert "is not saved" in caplog.text


def test_clearing_deletes_saved_indexes_and_nothing_else(ambassador: Quotable, tmp_path: Path) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    assert clear(tmp_path) == 1
    assert [path.name for path in folders(tmp_path)] == ["notes.txt"]
    assert clear(tmp_path / "none") == 0


def test_the_cache_is_for_its_owner_only(ambassador: Quotable, tmp_path: Path) -> None:
    open_index(ambassador, WordEmbedder(), tmp_path / "cache")
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    open_index(ambassador, WordEmbedder(), tmp_path)  # a folder that was there before, open to others
    saved = next(path for path in folders(tmp_path) if path.name != "cache")
    assert saved.stat().st_mode & 0o777 == 0o700


def test_the_cache_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "on-the-record"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_cache() == Path.home() / ".cache" / "on-the-record"
