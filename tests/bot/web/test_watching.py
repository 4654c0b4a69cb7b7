"""A library that is served changes: what is asked, and what is shown, is what stands in the folder now."""

from pathlib import Path

import pytest
from support import WordEmbedder

from bot.chat import Bot
from bot.errors import UploadError
from bot.web.collection import Collection
from bot.web.endpoints import Endpoints
from bot.web.loading import Loading
from bot.web.rooms import Rooms
from bot.web.watching import Watch
from index.errors import TranscriptError
from index.folder import Folder
from index.quotable import by_id
from index.shelf import Shelf

TALK = "Ada: The {0} was lit.\nBo: The storm came.\nAda: We saw the {0}."


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("lamp", "ship"):
        (folder / f"{name}.txt").write_text(TALK.format(name), "utf-8")
    return folder


@pytest.fixture
def served(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Watch, Endpoints, Rooms]:
    """Looked at only when a test says so."""
    monkeypatch.setattr("bot.web.watching.EVERY", 3600)
    folder = Folder(talks, tmp_path / "cache")
    folder.read()
    shelf = Shelf(folder, WordEmbedder())
    bot = Bot(shelf.library())
    rooms = Rooms(Collection(by_id(bot.library.quotables), Loading.done(bot)))
    return Watch(shelf, rooms, Bot, Collection), Endpoints(rooms), rooms


def answered_from(endpoints: Endpoints, question: str) -> set[str]:
    return {statement["citation"]["transcript"] for statement in endpoints.ask(question, k=100)["statements"]}


def test_what_is_added_and_removed_counts_from_the_next_look_on(
    served: tuple[Watch, Endpoints, Rooms], talks: Path
) -> None:
    watch, endpoints, _ = served
    before = endpoints.texts()
    (talks / "lens.txt").write_text(TALK.format("lens"), "utf-8")
    assert answered_from(endpoints, "the lens") == {"lamp", "ship"}
    watch.look()
    assert "lens" in answered_from(endpoints, "the lens")
    assert endpoints.texts() != before
    assert "was lit" in endpoints.transcript("lens", "en")
    (talks / "lens.txt").unlink()
    watch.look()
    assert answered_from(endpoints, "the lens") == {"lamp", "ship"}
    assert (endpoints.texts(), endpoints.transcript("lens", "en")) == (before, "")


def test_a_file_that_was_changed_is_asked_as_it_is_now_at_once(
    served: tuple[Watch, Endpoints, Rooms], talks: Path
) -> None:
    _, endpoints, _ = served
    (talks / "ship.txt").write_text(TALK.format("museum of epidemics"), "utf-8")
    statements = endpoints.ask("the museum")["statements"]
    assert statements[0]["citation"]["exact"] == "The museum of epidemics was lit."
    (talks / "ship.txt").unlink()
    assert answered_from(endpoints, "the ship") == {"lamp"}
    assert endpoints.check("“The museum of epidemics was lit.”")["holds"] is False


def test_nothing_changed_is_the_same_collection(served: tuple[Watch, Endpoints, Rooms]) -> None:
    watch, _, rooms = served
    before = rooms.shared
    watch.look()
    assert rooms.shared is before


def test_a_folder_that_was_emptied_serves_nothing_and_fills_again(
    served: tuple[Watch, Endpoints, Rooms], talks: Path
) -> None:
    watch, endpoints, _ = served
    for file in talks.iterdir():
        file.unlink()
    watch.look()
    with pytest.raises(TranscriptError, match="expected a transcript; found none"):
        endpoints.ask("the lamp")
    assert endpoints.interface("en")["blocks"]["reader"].count("<article") == 0
    (talks / "again.txt").write_text(TALK.format("lamp"), "utf-8")
    watch.look()
    assert answered_from(endpoints, "the lamp") == {"again"}


@pytest.mark.parametrize("room", ["x", "..", None, 7])
def test_a_room_that_there_is_not_is_an_error(served: tuple[Watch, Endpoints, Rooms], room: object) -> None:
    _, _, rooms = served
    with pytest.raises(UploadError, match="expected a room that is open"):
        rooms.of(room or "none")  # type: ignore[arg-type]


def test_what_could_not_be_served_is_tried_again(
    served: tuple[Watch, Endpoints, Rooms], talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, endpoints, _ = served
    (talks / "lens.txt").write_text(TALK.format("lens"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(watch._shelf, "library", lambda: {}["disk"])
        watch.look()
        assert answered_from(endpoints, "the lens") == {"lamp", "ship"}
    watch.look()
    assert "lens" in answered_from(endpoints, "the lens")
