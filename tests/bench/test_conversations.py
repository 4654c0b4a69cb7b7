"""python -m bench conversations: rows are read or refused, and each way of asking is what it says."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import INTERVIEW, ROOT, WordEmbedder

from bench.conversations import FILES, WAYS, read_conversations
from bench.sets import SetError
from bot.chat import Bot
from index.library import open_library, open_transcripts

TURN = {"question": "A medal?", "spans": [[3242, 3532]], "needs": False, "kind": "plain"}


def write_rows(folder: Path, *rows: Any) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "talk.txt").write_bytes(INTERVIEW.read_bytes())
    path = folder / "conversations.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_gold_conversations_are_as_many_as_promised_and_mark_whole_sentences() -> None:
    for path in FILES:
        conversations = read_conversations(path)
        assert len(conversations) >= 25
        assert all(2 <= len(one.turns) <= 5 and not one.turns[0].needs for one in conversations)
        for one in conversations:
            text = one.document.read_text("utf-8")
            for turn in one.turns:
                exact = [text[span.start : span.stop] for span in turn.question.spans]
                assert exact
                assert all(words == words.strip() and words[-1] in ".?!”" for words in exact)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"id": "c", "doc": "none", "turns": [TURN]},
            "expected a document beside the file or in docs; found no 'none'",
        ),
        ({"id": "c", "doc": "talk", "turns": []}, "expected a list of turns; found []"),
        ({"id": "c", "doc": "talk", "turns": [{**TURN, "needs": "no"}]}, "expected turns with 'needs', true or false"),
        ({"id": "c", "doc": "talk", "turns": [{**TURN, "spans": [[0, 9_999_999]]}]}, "expected spans with 0 <= start"),
        ({"id": "c", "doc": "talk", "turns": [{**TURN, "question": 7}]}, "expected a string as 'question'; found 7"),
        ([], "expected a JSON object"),
    ],
)
def test_a_row_that_is_not_as_expected_is_refused_with_its_line(tmp_path: Path, row: Any, expected: str) -> None:
    good = {"id": "a", "doc": "talk", "turns": [TURN]}
    path = write_rows(tmp_path, good, row)
    with pytest.raises(SetError, match="line 2: ") as error:
        read_conversations(path)
    assert expected in str(error.value)


def test_each_way_of_asking_is_what_it_says(tmp_path: Path) -> None:
    turns = [TURN, {**TURN, "question": "Who got it?", "needs": True, "standalone": "Who got the medal?"}]
    (one,) = read_conversations(write_rows(tmp_path, {"id": "c", "doc": "talk", "turns": turns}))
    bot = Bot(open_library(open_transcripts([one.document]), WordEmbedder(), None))
    searched = {way: asking(bot, one, 1).standalone for way, asking in WAYS.items()}
    assert searched == {
        "as typed, alone": "Who got it?",
        "in its conversation": "Who got it? [A medal?]",
        "written out by hand": "Who got the medal?",
    }


def test_the_conversations_to_develop_on_are_about_the_invented_interviews() -> None:
    conversations = read_conversations(ROOT / "data" / "interviews" / "conversations.jsonl")
    assert len({one.document.stem for one in conversations}) == 12
