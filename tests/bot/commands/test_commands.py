"""python -m bot: what it prints, how it exits, what it refuses."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from schema import ANSWER, fits
from support import INTERVIEW, LIGHTHOUSE, ROOT

from bot import VERSION
from bot.__main__ import main
from index import indexes

Write = Callable[..., Path]


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, as a user starts it."""
    command = [sys.executable, "-m", "bot", *arguments]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=100, check=False)


def test_ask_quotes_the_speaker_with_the_place(cache: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Who received a medal from the ambassador?", "--cache", cache]) == 0
    out = capsys.readouterr().out
    assert "Nikolai Mikhailovich Vozov" in out
    assert "— Zhang Xiao · ambassador-interview · Q2 ¶3 s1" in out


def test_ask_exits_with_1_when_nothing_is_found(cache: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What is the capital of France?", "--cache", cache]) == 1
    assert capsys.readouterr().out.startswith("Not in this transcript.\n")


def test_json_is_the_answer(cache: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["ask", "And who got it?", "--after", "Was there a medal?", "--standalone", "Who got the medal?"]
    assert main([*arguments, "-k", "5", "--json", "--cache", cache]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert fits(answer, ANSWER)
    assert (answer["question"], answer["standalone"]) == ("And who got it?", "Who got the medal?")
    assert len(answer["statements"]) == 5


def test_several_transcripts_are_asked_at_once(cache: str, capsys: pytest.CaptureFixture[str]) -> None:
    both = ["--transcript", str(INTERVIEW), "--transcript", str(LIGHTHOUSE)]
    assert main(["ask", "Where will the lens go?", *both, "--cache", cache]) == 0
    assert "— Jonas Vik · lighthouse · 2019-11-03 · T8 ¶1 s1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "x", "--transcript", "none.txt"], "error: none.txt: no such file"),
        (["ask", "x", "-k", "0"], "error: expected k from 1 to 100; found 0"),
        (["read", "."], "error: .: expected a file; found a folder"),
        (["ask", "x", "--model", "no-such-folder"], "error: model no-such-folder: expected a folder or the name"),
    ],
)
def test_an_error_is_one_line_and_status_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_index_embeds_once_and_clears(unindexed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", str(LIGHTHOUSE), "--cache", unindexed]) == 0
    assert capsys.readouterr().out == "lighthouse: 13 paragraphs, 24 sentences\n"
    assert main(["index", "--clear", "--cache", unindexed]) == 0
    assert capsys.readouterr().out == f"Deleted 1 saved indexes from {unindexed}.\n"


def test_read_reports_what_was_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(INTERVIEW)]) == 0
    out = capsys.readouterr().out
    for words in (
        "questions and answers: labels that say who asks and who answers",
        "Zhang Xiao, interviewee: 3 turns, 31 sentences, 85% of the words",
        "Kazakh media: This year marks the 75th anniversary",
        "Questions  3",
        "15 paragraphs, 31 sentences",
        "outlet, date, url",
    ):
        assert words in out


def test_read_writes_out_control_characters(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(write("An\x1b[31mna: Hi.\nBen: Ho.\nAn\x1b[31mna: Hi.\nBen: Ho.\n"))]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_program_runs_from_any_folder_plain_in_a_pipe(cache: str, tmp_path: Path) -> None:
    done = run("ask", "Who received a medal?", "--cache", cache, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    longest = max(done.stdout.splitlines(), key=len)
    assert len(longest) > 200, "a quotation is not wrapped in a pipe"


def test_output_that_can_not_be_written_is_one_line() -> None:
    command = f"{sys.executable} -m bot read {INTERVIEW} > /dev/full"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "error: the output can't be written: No space left on device\n")


def test_a_file_name_can_not_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "a\x1b[31m.txt"]) == 2
    assert capsys.readouterr().err == "error: a\\x1b[31m.txt: no such file\n"


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the program writes to a terminal of 60 columns."""
    leader, follower = pty.openpty()
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": "60"} | environment
    command = [sys.executable, "-m", "bot", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=follower, stderr=follower, stdin=follower) as process:
        os.close(follower)
        written = b""
        while True:
            try:
                part = os.read(leader, 4096)
            except OSError:
                break
            if not part:
                break
            written += part
        process.wait(timeout=100)
    os.close(leader)
    return written.decode()


def test_a_terminal_gets_colours_and_wrapped_lines_unless_no_color() -> None:
    coloured, plain = (on_a_terminal("read", str(INTERVIEW), **env) for env in ({}, {"NO_COLOR": "1"}))
    colour = re.compile(r"\x1b\[(?:\d+;)*3\dm")
    assert colour.search(coloured)
    assert not colour.search(plain)
    lines = re.sub(r"\x1b\[[\d;]*m", "", plain).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 60


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"On the Record {VERSION}\n"


def test_index_takes_a_library_and_compacts_it(
    tmp_path: Path, unindexed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "FRESH", 10)
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("lamp", "storm", "ship"):
        (folder / f"{name}.txt").write_text(f"Ada: The {name} was there.\nBo: We saw it.\nAda: Yes.\nBo: So.", "utf-8")
    index = ["index", "--library", str(folder), "--cache", unindexed]
    assert main(index) == 0
    assert capsys.readouterr().out.startswith(f"{folder}: 3 transcripts, 12 sentences, ")
    assert main(["library", "remove", str(folder), "ship", "--cache", unindexed]) == 0
    compact = f"python -m bot index --library {folder} --compact"
    assert f"Still packed, though taken out: 1 transcript ({compact})" in capsys.readouterr().out
    assert main(["library", "status", str(folder), "--cache", unindexed]) == 0
    assert f"Still packed, though taken out: 1 transcript ({compact})" in capsys.readouterr().out
    assert main([*index, "--compact"]) == 0
    assert capsys.readouterr().out.startswith(f"{folder}: 2 transcripts, 8 sentences, ")
    assert main(["library", "status", str(folder), "--cache", unindexed]) == 0
    assert "Still packed" not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["index", "--compact", "--cache", unindexed])
    assert "expected a PATH or a --library" in capsys.readouterr().err
