"""What tests of a visitor's room put into it, and see of it."""

from collections.abc import Callable
from pathlib import Path

from bot.errors import UploadError
from bot.own.room import Room

TALK = "Ada: The lamp was there.\nBo: We saw the lamp.\nAda: Yes.\n"
STORM = "Ada: The storm was there.\nBo: We saw the storm.\nAda: Yes.\n"
Put = Callable[..., tuple[str, ...]]


def titles(room: Room) -> dict[str, str]:
    """Of the transcripts, by their ids."""
    return {quotable.transcript.id: quotable.transcript.title for quotable in room.quotables}


def texts(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "texts").iterdir())


def told(call: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """The reasons, or the key of the error."""
    try:
        return call()
    except UploadError as error:
        return (error.key,)


def with_word(folder: Path, word: bytes) -> list[str]:
    """The files below a folder in which a word stands."""
    found = [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def about(room: Room, word: str) -> tuple[str, str]:
    """The id and the title of the transcript in which a word stands."""
    (found,) = (one.transcript for one in room.quotables if word in one.transcript.text)
    return found.id, found.title
