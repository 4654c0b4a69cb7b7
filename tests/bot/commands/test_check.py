"""python -m bot check: what it prints, how it exits, and that it needs no model."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from support import ROOT

from bot.__main__ import main
from bot.quote_check.verdict import CAUTIONS, Verdict

Write = Callable[..., Path]
FORGET = "The Chinese people will never forget them"
README = (ROOT / "README.md").read_text("utf-8")


def check(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["check", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize(
    ("text", "status", "verdict"),
    [
        (f"“{FORGET}.”", 0, "Exact"),
        (f"“{FORGET},” said Zhang Xiao.", 0, "Punctuation only"),
        ("“Some of them died … , giving their precious lives”", 0, "Shortened, and marked so"),
        ("“The Chinese people … forget them”", 1, "Meaning turned"),
        ("“The Chinese people will forget them.”", 1, "Altered"),
        (f"“{FORGET},” said Putin.", 1, "Somebody else’s words"),
        ("“Ничто не забыто, никто не забыт”", 1, "In another language"),
        ("“We will build a bridge to the moon”", 1, "Not found"),
    ],
)
def test_the_exit_status_says_whether_all_hold(
    text: str, status: int, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, _ = check(text, capsys=capsys)
    assert found == status
    assert verdict in out


def test_the_readme_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    command, shown = re.search(r'python -m bot check "(.*?)"\n.*?```\n\n```\n(.*?)```', README, re.DOTALL).groups()  # type: ignore[union-attr]
    status, out, _ = check(command, capsys=capsys)
    assert (status, out) == (1, shown)


def test_the_readme_names_every_verdict_and_warning(capsys: pytest.CaptureFixture[str]) -> None:
    section = README[README.index("## Check a quotation") : README.index("## Every door")]
    assert [verdict for verdict in get_args(Verdict) if f"\n| {verdict} |" not in section] == []
    assert [warning for warning in CAUTIONS if f"`{warning}`" not in section] == []
    span = json.loads(check(f"“{FORGET}”", "--json", capsys=capsys)[1])["spans"][0]
    assert [key for key in span if f"`{key}`" not in section and f"`{key}[]`" not in section] == []


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("a.txt", f"He said: “{FORGET}.” And “We will forget nothing.”"),
        ("a.md", f"He *said*:\n\n> {FORGET}.\n\nAnd “We will **forget** nothing.”"),
        (
            "a.html",
            f"<p>He said:</p><blockquote>{FORGET}.</blockquote><p>And <q>We will <b>forget</b> nothing.</q></p>",
        ),
    ],
)
def test_an_article_is_read_in_its_form_and_offsets_count_in_it(
    name: str, article: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = check("--file", str(write(article, name)), "--json", capsys=capsys)
    first, second = json.loads(out)["spans"]
    assert status == 1
    assert (first["text"], first["verdict"]) == (f"{FORGET}.", "exact")
    assert article[first["start"] : first["stop"]] == f"{FORGET}."
    assert (second["text"], second["holds"]) == ("We will forget nothing.", False)
    assert article[second["start"] : second["stop"]].startswith("We will")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--file", "nowhere.md"], "nowhere.md: no such file"),
        (["--file", "README.pdf"], "README.pdf"),
        (["“a”", "--transcript", "nowhere.txt"], "nowhere.txt: no such file"),
    ],
)
def test_an_error_is_one_line_and_status_2(
    arguments: list[str], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = check(*arguments, capsys=capsys)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert error in err


def test_a_text_or_a_file_is_expected_and_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["“a”", "--file", "a.md"]):
        with pytest.raises(SystemExit, match="2"):
            check(*arguments, capsys=capsys)


def test_no_model_is_loaded() -> None:
    code = (
        "import sys\nfrom bot.__main__ import main\n"
        "main(['check', '“The Chinese people will forget them”, “Le peuple chinois ne les oubliera jamais”'])\n"
        "print([m for m in ('torch', 'sentence_transformers', 'faiss', 'gradio') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_hostile_text_can_not_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = check("“\x1b[31mred and\u202e turned round”", capsys=capsys)
    assert "\\x1b[31mred" in out
    assert "\\u202e" in out
