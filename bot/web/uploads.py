"""Gradio's folder of uploads: what lies there is taken by its visitor at once, and deleted a minute later."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from bot.errors import UploadError

VARIABLE = "GRADIO_TEMP_DIR"
"""By which Gradio is told where it puts what is uploaded; read when it is imported and served."""
LIFE = 60
"""Seconds: two visitors may upload the same at once, so that neither can take the file away from the other."""
UNFINISHED = 3600
"""Seconds that an upload may take: until it has come whole, its files lie at the top."""
MOST_BYTES = 1_000_000_000
"""Of all that lies there at once."""


class Uploads:
    """The folder at `path`, which Gradio writes to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[VARIABLE] = str(path)
        threading.Thread(target=self._sweep, name="uploads", daemon=True).start()

    @property
    def is_full(self) -> bool:
        """Whether no more is taken for now."""
        sizes = (path.stat().st_size for path in self.path.rglob("*") if path.is_file())
        try:
            return sum(sizes) > MOST_BYTES
        except OSError:  # one of them has just been deleted
            return False

    def file(self, path: object) -> Path:
        """The uploaded file of which Gradio told the page this path. Raises UploadError for any other one."""
        if isinstance(path, str) and "\0" not in path:
            file = Path(path)
            with suppress(OSError):  # a name that is too long
                is_there = file.is_file() and not file.is_symlink()
                if is_there and file.resolve().parent.parent == self.path.resolve():
                    return file
        raise UploadError("expected a file that was just uploaded; found another one", "error.upload.gone")

    def _sweep(self) -> None:
        while True:
            time.sleep(LIFE / 4)
            for path in list(self.path.rglob("*")):
                self._delete_old(path)

    def _came(self, path: Path) -> float:
        """When the last of a file was written, or it was put where it lies. Raises OSError."""
        return max(path.stat().st_mtime, 0 if path.parent == self.path else path.parent.stat().st_mtime)

    def _delete_old(self, path: Path) -> None:
        try:
            if path.is_dir():
                path.rmdir()  # if it is empty
            elif time.time() - self._came(path) > (UNFINISHED if path.parent == self.path else LIFE):
                path.unlink()
        except OSError:  # not empty, or already gone
            return
