"""The page's endpoints for what a visitor brings along: put in, correct, open, leave.

Each says everything in the page's language, which comes with the request, and returns {"html"} or {"error"}, with
{"gone": True} if the room is no longer there, {"busy": True} if it may be asked again in a moment.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import BusyError, GoneError, UploadError
from bot.own.files import METADATA, MOST_FILES
from bot.render.html.own import own_html
from bot.render.strings import say, speaking
from bot.render.wording import told
from bot.web.limits import Limit
from bot.web.rooms import Rooms, Visit
from bot.web.uploads import Uploads
from index.errors import OnTheRecordError

MOST_PASTED = 1_000_000
"""Characters of a text that is pasted; the guard takes no larger body."""

log = logging.getLogger(__name__)


class Visitors:
    """Over `rooms`; `uploads` is where Gradio puts files, None where nobody may bring any."""

    def __init__(self, rooms: Rooms, uploads: Uploads | None) -> None:
        self._rooms, self._uploads = rooms, uploads
        self._changing = Limit(running=2, waiting=6)

    def enter(self, language: str) -> dict[str, str]:
        """{"room"}: the name of a new room."""
        return _made(language, lambda: {"room": self._rooms.enter()})

    def put(self, room: str, files: list[dict[str, str]], language: str) -> dict[str, str]:
        """Take in what Gradio has just taken up: the `path` that it told for each file, and its `name`."""

        def put(visit: Visit) -> tuple[str, ...]:
            if self._uploads is None:
                raise UploadError("this server takes no files", "error.upload.none")
            if not isinstance(files, list) or not all(isinstance(one, dict) for one in files):
                raise UploadError(f"expected a list of files; found {str(files)[:80]!r}")
            if len(files) > 2 * MOST_FILES:  # each with its metadata
                raise UploadError(f"expected at most {MOST_FILES} files", "error.upload.files", most=MOST_FILES)
            refused: list[str] = []
            for file, metadata in _with_metadata(files):
                try:
                    beside = self._uploads.file(metadata.get("path")) if metadata else None
                    refused += visit.room.put(self._uploads.file(file.get("path")), _name_of(file), beside)
                except UploadError as error:
                    if len(files) == 1 or isinstance(error, GoneError):
                        raise
                    refused.append(told(error))
            return tuple(refused)

        return self._changed(room, language, put)

    def paste(self, room: str, text: str, name: str, language: str) -> dict[str, str]:
        """Take in a text."""

        def paste(visit: Visit) -> tuple[str, ...]:
            if not isinstance(text, str) or len(text) > MOST_PASTED or not text.strip():
                raise UploadError(f"expected a text of at most {MOST_PASTED:,} characters", "error.upload.full")
            return visit.room.write(text, str(name))

        return self._changed(room, language, paste)

    def correct(self, room: str, name: str, table: dict[str, Any], language: str) -> dict[str, str]:
        """Say what is known of a transcript: `table` has the keys of its TOML."""

        def correct(visit: Visit) -> tuple[str, ...]:
            if not isinstance(table, Mapping):
                raise UploadError("expected an object", "error.upload")
            return tuple(say("own.unheard", name=one) for one in visit.room.correct(str(name), table))

        return self._changed(room, language, correct)

    def remove(self, room: str, name: str, language: str) -> dict[str, str]:
        """Forget one of the transcripts."""
        return self._changed(room, language, lambda _: self._rooms.remove(room, str(name)))

    def toml(self, room: str, name: str, language: str) -> dict[str, str]:
        """{"text"}: the TOML beside a transcript, with what was corrected."""
        return _made(language, lambda: {"text": self._rooms.visit(room).room.metadata(str(name))})

    def open(self, room: str, language: str) -> dict[str, str]:
        """Begin to embed what is in the room."""

        def opened() -> dict[str, str]:
            self._rooms.open(room)
            return {}

        return _made(language, opened)

    def stage(self, room: str, language: str) -> dict[str, Any]:
        """How far that is: {"stage", "done", "of"}. A page asks it as long as it is open, and so keeps its room."""

        def state() -> dict[str, Any]:
            visit = self._rooms.visit(room)
            if visit.error:
                raise visit.error.with_traceback(None)  # else it keeps all that is being done each time it is raised
            return {"stage": visit.stage, "done": visit.done, "of": visit.of}

        return _made(language, state)

    def look(self, room: str, language: str) -> dict[str, str]:
        """What is in the room, again."""
        return self._changed(room, language, lambda _: None)

    def share(self, room: str, language: str) -> dict[str, str]:
        """Add what is in the room to the library for all, where that may be."""

        def shared() -> dict[str, str]:
            with self._changing:
                self._rooms.share(room)
            return {}

        return _made(language, shared)

    def leave(self, room: str) -> bool:
        """Forget it, if it is there."""
        self._rooms.leave(str(room))
        return True

    def _changed(self, room: str, language: str, change: Callable[[Visit], tuple[str, ...] | None]) -> dict[str, str]:
        """What is in the room after a change."""

        def made() -> dict[str, str]:
            visit = self._rooms.visit(room)
            with self._changing:
                refused = change(visit) or ()
            return {"html": own_html(visit.room.quotables, refused, self._rooms.may_share)}

        return _made(language, made)


def _name_of(file: Mapping[str, str]) -> str:
    return str(file.get("name") or "text")


def _with_metadata(files: Sequence[Mapping[str, str]]) -> list[tuple[Mapping[str, str], Mapping[str, str] | None]]:
    """Each file, with the metadata that was brought along for it; what is for none of them comes last."""
    beside = {Path(_name_of(one)).stem.casefold(): one for one in files if _name_of(one).lower().endswith(METADATA)}
    taken: list[tuple[Mapping[str, str], Mapping[str, str] | None]] = []
    for file in (file for file in files if not _name_of(file).lower().endswith(METADATA)):
        is_archive = _name_of(file).lower().endswith(".zip")
        taken.append((file, None if is_archive else beside.pop(Path(_name_of(file)).stem.casefold(), None)))
    return [*taken, *((one, None) for one in beside.values())]


def _made(language: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` makes, or {"error"}, in words."""
    with speaking(language):
        try:
            return make()
        except OnTheRecordError as error:
            kinds = {"gone": GoneError, "busy": BusyError}
            return {"error": told(error)} | {name: True for name, kind in kinds.items() if isinstance(error, kind)}
        except Exception:
            log.exception("a request of the page failed")
            return {"error": told(UploadError("", "error.fault"))}
