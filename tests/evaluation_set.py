"""Writes small evaluation sets, for the tests of bench."""

import json
from collections.abc import Sequence
from pathlib import Path


def write_set(folder: Path, docs: dict[str, str], rows: Sequence[object]) -> Path:
    """Rows that are strings are written as they are."""
    (folder / "docs").mkdir(parents=True)
    for doc, text in docs.items():
        (folder / "docs" / f"{doc}.txt").write_bytes(text.encode("utf-8"))
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def row(name: str, doc: str, question: str, *spans: list[int]) -> dict[str, object]:
    return {"id": name, "doc": doc, "question": question, "spans": list(spans)}
