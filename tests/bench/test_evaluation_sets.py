"""Reading holds on the evaluation sets, where EVAL names their folder: layouts, and no gold span left out."""

import json
import os
from pathlib import Path

import pytest

from index.readers.table import read_transcript

EVAL = os.environ.get("EVAL", "")
LAYOUTS = {"xquad-en": "plain", "spoken-squad": "plain", "xquad-ru": "plain", "xquad-zh": "plain", "qmsum": "names"}
LAYOUTS |= {"qmsum-train": "names"}

pytestmark = pytest.mark.skipif(not EVAL, reason="EVAL does not name a folder of evaluation sets")


@pytest.mark.parametrize("name", LAYOUTS)
def test_documents_have_their_layout_and_no_gold_span_is_boilerplate(name: str) -> None:
    folder = Path(EVAL) / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    transcripts = {path.stem: read_transcript(path) for path in sorted((folder / "docs").glob("*.txt"))}
    assert {t.layout for t in transcripts.values()} == {LAYOUTS[name]}
    left_out = [
        row["id"]
        for row in rows
        for start, stop in row["spans"]
        if any(start < line.stop and stop > line.start for line in transcripts[row["doc"]].boilerplate)
    ]
    assert left_out == []
