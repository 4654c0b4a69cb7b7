"""A transcript appears and disappears as a whole; whatever was added, counted and removed adds up."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, Write

from bench.postgres import Cluster
from index.errors import StoreError, TranscriptError
from index.folder import Folder
from index.indexes import Indexes
from index.library import Library, open_transcripts
from index.postgres.connection import Server
from index.postgres.shelf import StoreShelf
from index.postgres.storing import Storing

TABLES = ("transcripts", "sentence_vectors", "paragraph_vectors", "sentences", "paragraphs", "words")
Keep = Callable[..., Library]


def talk(thing: str, answer: str = "") -> str:
    return f"Ada: The {thing} was there.\nBo: We saw the {thing}. {answer}\nAda: Yes."


def counted(server: Server) -> dict[tuple[int, int], int]:
    sql = "SELECT kind, term, holding FROM frequencies WHERE holding <> 0"
    return {(kind, term): holding for kind, term, holding in server.read(lambda c: c.execute(sql).fetchall())}


def sizes(server: Server) -> list[int]:
    """Of the tables."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)
    return server.read(lambda connection: list(connection.execute(f"SELECT {counts}").fetchone()))


def names(library: Library) -> list[str]:
    return [quotable.transcript.id for quotable in library.quotables]


def said(library: Library, question: str) -> set[str]:
    """The sentences that are found, of whatever score above 0."""
    found = set()
    for hit in library.retriever.search(question, 50):
        if hit.score > 0:
            quotable = library.quotables[hit.transcript]
            span = quotable.passages.sentences[hit.sentence]
            found.add(quotable.transcript.text[span.start : span.stop])
    return found


def test_what_is_there_already_is_not_added_again(server: Server, storing: Storing, write: Write) -> None:
    quotables = open_transcripts([write(talk("lamp"), "lamp.txt"), write(talk("storm"), "storm.txt")])
    assert storing.add(quotables) == ["lamp", "storm"]
    before = sizes(server), counted(server)
    assert storing.add(quotables) == []
    assert storing.add(open_transcripts([write(talk("lamp"), "lamp.txt")])) == []
    assert (sizes(server), counted(server)) == before


def test_another_text_of_the_same_name_takes_its_place(stored: Keep, write: Write) -> None:
    stored(write(talk("lamp"), "talk.txt"), write(talk("ship"), "other.txt"))
    library = stored(write(talk("storm", "It broke the lamp."), "talk.txt"))
    assert names(library) == ["other", "talk"]
    assert "We saw the storm." in said(library, "Was there a storm?")
    assert "We saw the lamp." not in said(library, "Was there a lamp?")


def test_metadata_that_changed_replaces_too(storing: Storing, write: Write, stored: Keep) -> None:
    stored(write(talk("lamp"), "talk.txt", toml='title = "Lamps"'))
    library = stored(write(talk("lamp"), "talk.txt", toml='title = "On lamps"'))
    assert library.quotables[0].transcript.title == "On lamps"


def test_what_is_removed_leaves_nothing_and_counts_no_longer(
    server: Server, storing: Storing, write: Write, words: WordEmbedder
) -> None:
    storing.add(open_transcripts([LIGHTHOUSE]))
    before = sizes(server), counted(server)
    storing.add(open_transcripts([INTERVIEW, write(talk("lamp"), "lamp.txt")]))
    assert storing.remove(["lamp", "ambassador-interview", "nothing"]) == ["ambassador-interview", "lamp"]
    assert (sizes(server), counted(server)) == before
    storing.remove(["lighthouse"])
    assert (sizes(server), counted(server)) == ([0] * len(TABLES), {})
    with pytest.raises(TranscriptError, match="expected a transcript; found none"):
        StoreShelf(server, words).library()


def test_counts_are_those_of_the_files(server: Server, storing: Storing, words: WordEmbedder) -> None:
    from index.search.segment import gather

    quotables = open_transcripts([INTERVIEW, LIGHTHOUSE])
    storing.add(quotables)
    whole = gather(Indexes(words, None).of(quotables))
    grams = dict(zip(whole.grams.terms.astype(np.int64).tolist(), np.diff(whole.grams.starts).tolist(), strict=True))
    pieces = {piece: count for piece, count in enumerate(whole.piece_frequencies.tolist()) if count}
    assert counted(server) == {(0, term): n for term, n in grams.items()} | {
        (1, piece): n for piece, n in pieces.items()
    }


def test_a_library_that_is_open_finds_nothing_of_what_was_removed(
    server: Server, storing: Storing, write: Write, words: WordEmbedder
) -> None:
    storing.add(open_transcripts([write(talk("lamp"), "a.txt"), write(talk("lamp", "Two!"), "b.txt")]))
    shelf = StoreShelf(server, words)
    library = shelf.library()
    assert {hit.transcript for hit in library.retriever.search("A lamp?", 50)} == {0, 1}
    storing.remove(["a"])
    assert {hit.transcript for hit in library.retriever.search("A lamp?", 50)} == {1}
    assert shelf.look()
    assert names(shelf.library()) == ["b"]
    storing.remove(["b"])
    assert library.retriever.search("A lamp?", 50) == ()


def test_a_library_that_is_open_is_not_changed_by_what_is_added(
    server: Server, storing: Storing, words: WordEmbedder
) -> None:
    storing.add(open_transcripts([LIGHTHOUSE]))
    library = StoreShelf(server, words).library()
    before = library.retriever.search("What happened to the lamp in the storm?", 50)
    storing.add(open_transcripts([INTERVIEW]))
    assert library.retriever.search("What happened to the lamp in the storm?", 50) == before


def test_only_what_is_new_is_read_and_the_rest_stays_the_same_object(
    server: Server, storing: Storing, write: Write, words: WordEmbedder
) -> None:
    storing.add(open_transcripts([write(talk("lamp"), "lamp.txt"), write(talk("ship"), "ship.txt")]))
    shelf = StoreShelf(server, words)
    first = shelf.library()
    assert shelf.library() is first
    storing.add(open_transcripts([write(talk("house"), "house.txt")]))
    second = shelf.library()
    assert names(second) == ["house", "lamp", "ship"]
    assert second.quotables[1:] == first.quotables


def test_a_folder_is_followed_and_no_other_is_touched(
    server: Server, storing: Storing, tmp_path: Path, words: WordEmbedder
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, things in ((one, ("lamp", "ship")), (other, ("house",))):
        folder.mkdir()
        for thing in things:
            (folder / f"{thing}.txt").write_text(talk(thing), "utf-8")

    def sync(path: Path) -> tuple[list[str], list[str]]:
        folder = Folder(path, tmp_path / "cache")
        folder.read()
        return storing.sync(folder.quotables, path)

    assert sync(one) == (["lamp", "ship"], [])
    assert sync(other) == (["house"], [])
    (one / "lamp.txt").rename(one / "storm.txt")
    assert sync(one) == (["storm"], ["lamp"])
    assert names(StoreShelf(server, words).library()) == ["house", "ship", "storm"]
    (other / "ship.txt").write_text(talk("ship"), "utf-8")
    with pytest.raises(
        StoreError, match="ship: expected no transcript of this name; found one that is kept up to date"
    ):
        sync(other)


def test_many_add_at_once_and_each_transcript_is_there_once(
    server: Server, empty: str, connect: Callable[..., Server], tmp_path: Path, words: WordEmbedder
) -> None:
    """All in other orders, and of each name two contents."""
    variants = []
    for variant in ("One.", "Two."):
        folder = tmp_path / variant
        folder.mkdir()
        for thing in WordEmbedder.VOCABULARY:
            (folder / f"{thing}.txt").write_text(talk(thing, variant), "utf-8")
        variants.append(open_transcripts(sorted(folder.iterdir())))

    def add(seed: int) -> None:
        own = Storing(connect(empty), Indexes(WordEmbedder(), None))
        for row in np.random.default_rng(seed).permutation(len(variants[0])).tolist():
            own.add([variants[seed % 2][row], variants[seed % 2][(row + 3) % len(variants[0])]])

    threads = [threading.Thread(target=add, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    library = StoreShelf(server, words).library()
    assert names(library) == sorted(WordEmbedder.VOCABULARY)
    before = counted(server)
    # what is counted is what counting it again says
    own = Storing(server, Indexes(words, None))
    own.remove(names(library))
    assert counted(server) == {}
    own.add(library.quotables)
    assert counted(server) == before


def test_a_postgres_user_who_may_only_read_can_ask(
    postgres: Cluster, empty: str, stored: Keep, connect: Callable[..., Server], words: WordEmbedder
) -> None:
    stored(LIGHTHOUSE)
    database = empty.rpartition("/")[2]
    postgres.execute("DROP ROLE IF EXISTS reader")
    postgres.execute("CREATE ROLE reader LOGIN")
    postgres.execute("GRANT USAGE ON SCHEMA on_the_record TO reader", database)
    postgres.execute("GRANT SELECT ON ALL TABLES IN SCHEMA on_the_record TO reader", database)
    reader = connect(postgres.url(database, "reader"))
    library = StoreShelf(reader, words).library()
    assert library.retriever.search("What happened to the lamp?", 3)[0].score > 0
    with pytest.raises(StoreError, match="this user has no right to do that"):
        Storing(reader, Indexes(words, None)).remove(["lighthouse"])
    with pytest.raises(StoreError, match="this user has no right to do that"):
        Storing(reader, Indexes(words, None)).add(open_transcripts([INTERVIEW]))
    postgres.execute("DROP OWNED BY reader", database)
