"""python -m bot index --store: what is put in is asked from there."""

import shutil
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE

from bot.__main__ import main


def test_a_folder_is_put_into_a_store_and_asked_there(
    empty: str, cache: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "talks", ("--store", empty, "--cache", cache)
    folder.mkdir()
    for file in (INTERVIEW, INTERVIEW.with_suffix(".toml"), LIGHTHOUSE, LIGHTHOUSE.with_suffix(".toml")):
        shutil.copy(file, folder)
    assert main(["index", *store, "--migrate", "--library", str(folder)]) == 0
    added = "Added 2 transcripts.\n  ambassador-interview\n  lighthouse\nRemoved 0 transcripts.\n"
    assert capsys.readouterr().out == f"Applied migrations: 1.\n{added}"
    assert main(["ask", "Who received a medal from the ambassador?", *store]) == 0
    assert "— Zhang Xiao · ambassador-interview · Q2 ¶3 s1" in capsys.readouterr().out
    for file in folder.glob("light*"):
        file.unlink()
    assert main(["index", *store, "--migrate", "--library", str(folder)]) == 0
    kept = "Added 0 transcripts.\nRemoved 1 transcripts.\n  lighthouse\n"
    assert capsys.readouterr().out == f"No migration was needed.\n{kept}"
    assert main(["index", *store, str(LIGHTHOUSE)]) == 0
    assert main(["index", *store, "--remove", "lighthouse"]) == 0
    assert capsys.readouterr().out == ("Added 1 transcripts.\n  lighthouse\nRemoved 1 transcripts.\n  lighthouse\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["index", "--migrate"], "error: expected --migrate and --remove with --store; found them without"),
        (["index", "--store", "mysql://one/talks", "x.txt"], "error: --store: expected postgresql://SERVER/DATABASE"),
        (
            ["index", "--store", "postgresql://one/talks", "x.txt", "--library", "y"],
            "error: expected PATHs or --library",
        ),
        (
            ["ask", "x", "--store", "postgresql://one/talks", "--library", "y"],
            "error: expected --library, --transcript or --store; found --library and --store",
        ),
    ],
)
def test_what_does_not_go_together_is_told(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(message)
