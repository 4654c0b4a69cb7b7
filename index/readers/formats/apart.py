"""Documents are read in a process of their own, with bounds on its time and memory: a library may hang, or fall.

`python -m index.readers.formats.apart docx` reads a file from standard input and writes a Document or an
error, as JSON.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from index.errors import TranscriptError
from index.readers.formats.document import Document
from index.readers.formats.spoken import Spoken

ROOT = Path(__file__).resolve().parents[3]
FORMATS = ("docx", "odt", "rtf", "html", "xml", "pdf")
"""Each has a module here of that name with a function read_…, from bytes to a Document."""
MOST_SECONDS, MOST_MEMORY = 120, 2_000_000_000
MOST_TEXT = 5_000_000
"""Characters of the text that is made of a document."""
MOST_WHY = 200
"""Characters of a library's own words on what is wrong."""


def read_apart(form: str, content: bytes, path: Path) -> Document:
    """The document that `content` is. Raises TranscriptError for what can't be read within the bounds."""
    command = [sys.executable, "-m", __name__, form]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired as error:
        raise TranscriptError(
            f"{path}: expected a {form} file that is read within {MOST_SECONDS} s; found one that is not"
        ) from error
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1][:MOST_WHY]
        bounds = f"{MOST_SECONDS} s and {MOST_MEMORY // 10**6:,} MB"
        raise TranscriptError(
            f"{path}: expected a {form} file; found one that can't be read within {bounds}"
            f" ({why or f'the process ended with {done.returncode}'}). Save it as text, and open that"
        ) from subprocess.CalledProcessError(done.returncode, command)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise TranscriptError(f"{path}: {answer['error']}")
    said = tuple(Spoken(**piece) for piece in answer["said"])
    return Document(answer["text"], answer["stated"], tuple(answer["remarks"]), said)


def _reader(form: str) -> Callable[[bytes], Document]:
    read: Callable[[bytes], Document] = getattr(import_module(f"index.readers.formats.{form}"), f"read_{form}")
    return read


def _bound() -> None:
    """Bounds on this process, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows: the time alone is bounded, from outside
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read what is on standard input."""
    _bound()
    sys.setrecursionlimit(10_000)
    form, content = sys.argv[1], sys.stdin.buffer.read()
    try:
        document = _reader(form)(content)
        if len(document.text) > MOST_TEXT:
            raise TranscriptError(f"expected at most {MOST_TEXT:,} characters of text; found {len(document.text):,}")
        answer = asdict(document)
    except TranscriptError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
