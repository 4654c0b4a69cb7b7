"""Forged quotations are false, true ones are true, and the checker tells them apart."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT

from bench.__main__ import main
from bench.forgeries import Sample, forge
from bench.forging.cuts import CUT
from bench.forging.false import FALSE
from bench.forging.material import gather
from bench.forging.true import TRUE
from bench.forging.words import letters
from bench.quotes import Outcome, articles, documents, measure, of_kinds, wilson
from index.library import open_transcripts
from index.quotable import Quotable
from index.readers.table import read_transcript
from index.transcript import Transcript

EVAL = os.environ.get("EVAL", "")
FORMS = {"“…” NAME said.", "“…” said NAME.", "“…” according to NAME.", "NAME: “…”", "NAME said: “…”"}
EITHER = {"exact", "punctuation"}
FREE = ("attribution verbs", "attributing verbs")
"""Kinds that name a speaker by an office, too."""


@cache
def bare(text: str) -> str:
    """The oracle's own form: character by character, nothing but letters and digits; U+02BC is an apostrophe."""
    return "".join(character for character in text.lower() if character.isalnum() and character != "ʼ")


@pytest.fixture(scope="module")
def quotables() -> tuple[Quotable, ...]:
    return open_transcripts([INTERVIEW, LIGHTHOUSE])


@pytest.fixture(scope="module")
def transcripts(quotables: Sequence[Quotable]) -> list[Transcript]:
    return [quotable.transcript for quotable in quotables]


@pytest.fixture(scope="module")
def samples(transcripts: Sequence[Transcript]) -> list[Sample]:
    return forge(transcripts, 1, 320)


def check_falsehood(sample: Sample, transcript: Transcript) -> None:
    if sample.kind not in ("speaker swapped", "attribution verbs"):
        assert bare(sample.quotation) not in bare(transcript.text), sample
        return
    assert bare(sample.quotation) in bare(transcript.text), sample
    assert any(sample.speaker == turn.speaker for turn in transcript.turns), sample
    for turn in transcript.turns:
        own = bare(transcript.text[turn.start : turn.stop])
        assert turn.speaker != sample.speaker or bare(sample.quotation) not in own, sample


def check_truth(sample: Sample, transcript: Transcript) -> None:
    """The parts between ellipses and insertions stand in one turn, one behind the other; of the speaker, if named."""
    whole = re.sub(r"^\[(\w)\]", r"\1", sample.quotation)
    parts = [bare(part) for part in re.split(r"\[[^\]]*\]|…|\.(?:\s?\.){2,}", whole)]
    pattern = re.compile(".*".join(map(re.escape, parts)))
    turns = [turn for turn in transcript.turns if sample.speaker in ("", turn.speaker)]
    assert any(pattern.search(bare(transcript.text[turn.start : turn.stop])) for turn in turns), sample
    assert len(parts) == 1 or sample.verdicts == ("elided",), sample
    assert sample.verdicts != ("exact",) or sample.quotation in transcript.text, sample


def check_samples(samples: Sequence[Sample], transcripts: Sequence[Transcript]) -> None:
    by_id = {transcript.id: transcript for transcript in transcripts}
    for sample in samples:
        assert sample.quotation in sample.article
        assert sample.speaker in sample.article or sample.kind in FREE
        check = check_falsehood if sample.kind in FALSE else check_truth
        check(sample, by_id[sample.doc])
    assert len({(one.doc, one.kind, one.article) for one in samples}) == len(samples)


def test_false_samples_do_not_occur_and_true_ones_do(
    samples: Sequence[Sample], transcripts: Sequence[Transcript]
) -> None:
    check_samples(samples, transcripts)


def test_every_kind_is_made_of_a_small_transcript(samples: Sequence[Sample]) -> None:
    made = Counter(sample.kind for sample in samples)
    assert [kind for kind in (*FALSE, *TRUE, *CUT) if not made[kind]] == ["tidied spaces"], "neither sets spaces so"
    assert {kind: made[kind] for kind in FALSE if made[kind] != 20} == {
        "negation removed": 2,
        "negation elided": 10,
        "negation in brackets": 10,
    }


def test_loose_spaces_are_tidied(tmp_path: Path) -> None:
    path = tmp_path / "loose.txt"
    lines = ["Ann Lee: We do n't know , but we 're sure it 's OK .", "Ben Orr: You were there at noon , were n't you ?"]
    path.write_text("\n\n".join([*lines, "Ann Lee: Yes .", "Ben Orr: No ."]))
    tidied = {one.quotation for one in forge([read_transcript(path)], 1, 40) if one.kind == "tidied spaces"}
    assert tidied == {"We don't know, but we're sure it's OK.", "You were there at noon, weren't you?"}


def test_the_same_seed_makes_the_same_samples(samples: Sequence[Sample], transcripts: Sequence[Transcript]) -> None:
    assert forge(transcripts, 1, 320) == samples != forge(transcripts, 2, 320)


def test_samples_do_not_depend_on_the_order_of_sets() -> None:
    code = (
        "from bench.forgeries import forge; from index.readers.table import read_transcript; from pathlib import Path\n"
        f"print(repr(forge([read_transcript(Path({str(INTERVIEW)!r}))], 1, 100)))"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]


def test_changes_are_where_they_are_said_to_be(samples: Sequence[Sample], transcripts: Sequence[Transcript]) -> None:
    """One word replaced, and one number; a sentence with a negation more, or less."""
    said = {one.text for transcript in transcripts for one in gather(transcript).said}
    for sample in samples:
        if sample.kind in ("negation added", "negation removed"):
            sign = re.compile(r"\s(?:not|never|no)\b")
            added = sample.kind == "negation added"
            near = [one for one in said if bare(sign.sub("", one)) == bare(sign.sub("", sample.quotation.rstrip(",")))]
            assert any((len(sign.findall(sample.quotation)) > len(sign.findall(one))) is added for one in near), sample
        if sample.kind in ("word replaced", "number changed"):
            words = sample.quotation.rstrip(".,").split()
            changes = [differing(words, one.rstrip(".,").split()) for one in said if len(one.split()) == len(words)]
            assert 1 in changes, sample


def differing(words: Sequence[str], others: Sequence[str]) -> int:
    return sum(word != other for word, other in zip(words, others, strict=True))


def test_halves_are_of_two_sentences_that_are_no_neighbours(
    samples: Sequence[Sample], transcripts: Sequence[Transcript]
) -> None:
    said = {transcript.id: gather(transcript).said for transcript in transcripts}
    for sample in of_kind(samples, "halves stitched"):
        whole, words = letters(sample.quotation), sample.quotation.split()
        cuts = [len(letters("".join(words[:count]))) for count in range(4, len(words) - 3)]
        assert any(
            abs(one.row - other.row) >= 2
            for cut in cuts
            for one in said[sample.doc]
            for other in said[sample.doc]
            if letters(one.text).startswith(whole[:cut]) and letters(other.text).endswith(whole[cut:])
        ), sample


def of_kind(samples: Sequence[Sample], kind: str) -> list[Sample]:
    return [sample for sample in samples if sample.kind == kind]


def test_a_truncation_has_what_turns_it_beside_it_and_a_plain_part_has_nothing(
    samples: Sequence[Sample], transcripts: Sequence[Transcript]
) -> None:
    said = {transcript.id: gather(transcript).said for transcript in transcripts}
    turning = re.compile(r"\b(?:not|no|never|if|unless|except|think|said|says?)\b|n['’]t\b", re.IGNORECASE)
    for sample in [one for one in samples if one.kind in CUT]:
        around = [one.text.split(sample.quotation) for one in said[sample.doc] if sample.quotation in one.text]
        assert len(around) == 1
        before, after = around[0]
        near = " ".join([*before.split()[-4:], "|", *after.split()[:4]])
        assert bool(turning.search(near if sample.kind == "truncation" else f"{before}|{after}")) is (
            sample.kind == "truncation"
        ), sample


def attributing(quotation: str, name: str) -> set[str]:
    """The ways of an article to say whose a quotation is; behind it, if it ends with a comma, ? or !."""
    ahead = {f"{name}: “{quotation}”", f"{name} said: “{quotation}”"}
    behind = {f"“{quotation}” {name} said.", f"“{quotation}” said {name}.", f"“{quotation}” according to {name}."}
    return ahead | behind if quotation.endswith((",", "?", "!")) else ahead


@pytest.mark.parametrize(("kind", "verdicts"), [("attributed", EITHER), ("speaker swapped", {"wrong_speaker"})])
def test_whose_a_quotation_is_said_to_be_is_read_in_every_form(
    kind: str, verdicts: set[str], quotables: Sequence[Quotable], transcripts: Sequence[Transcript]
) -> None:
    outcomes = of_kinds(measure(quotables, forge(transcripts, 1, 800)), [kind])
    forms = set()
    for outcome in outcomes:
        sample = outcome.sample
        forms.add(sample.article.replace(sample.quotation, "…").replace(sample.speaker, "NAME"))
        assert sample.article in attributing(sample.quotation, sample.speaker)
        assert [span.attributed_to for span in outcome.spans] == [sample.speaker], sample
        assert {span.verdict for span in outcome.spans} <= verdicts, sample
    assert forms == FORMS


def check_measure(outcomes: Sequence[Outcome]) -> None:
    """The bounds that the checker is held to; what is wrong is shown."""
    false, true = of_kinds(outcomes, FALSE), of_kinds(outcomes, TRUE)
    accepted = [one.sample for one in false if one.accepted]
    refused = [one.sample for one in true if not one.accepted]
    wrong = Counter((one.sample.kind, *(span.verdict for span in one.spans)) for one in false + true if not one.right)
    assert accepted == []
    assert len(refused) <= 0.005 * len(true), refused[:10]
    assert sum(wrong.values()) <= 0.05 * len(false + true), wrong


def test_the_checker_tells_them_apart(quotables: Sequence[Quotable], transcripts: Sequence[Transcript]) -> None:
    outcomes = measure(quotables, forge(transcripts, 1, 480))
    assert len(of_kinds(outcomes, FALSE)) >= 350
    assert len(of_kinds(outcomes, TRUE)) >= 300
    check_measure(outcomes)


@pytest.mark.skipif(not EVAL, reason="EVAL does not name a folder of evaluation sets")
def test_the_checker_tells_them_apart_in_meetings() -> None:
    folder = Path(EVAL) / "qmsum"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    quotables = open_transcripts(documents(folder))
    meetings = [quotable.transcript for quotable in quotables]
    samples = forge(meetings, 1, 3200)
    check_samples([sample for sample in samples if sample.kind not in CUT][::3], meetings)
    outcomes = measure(quotables, samples)
    assert len(of_kinds(outcomes, FALSE)) >= 3000
    assert len(of_kinds(outcomes, TRUE)) >= 3000
    check_measure(outcomes)


def test_an_interval_of_none_reaches_above_none() -> None:
    # Newcombe (1998), table I: 15 of 148 and 0 of 20
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert wilson(20, 20) == pytest.approx((0.8389, 1), abs=1e-4)


def test_articles_of_different_length_hold_the_same_words() -> None:
    assert articles(["“a b c”", "“d”"], 7, 1) == ["“a b c”\n\n“d”\n\n“a b c”"]
    assert articles(["“a b c”", "“d”"], 7, 2) == ["“a b c”\n\n“d”", "“a b c”\n\n“d”"]
    assert articles(["“a b c”", "“d”"], 7, 3) == ["“a b c”", "“d”", "“a b c”"]


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["quotes", "--of", "40", "--show", "1"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {kind} " in printed for kind in (*FALSE, *TRUE))
    assert "\nfalse, accepted            0 of " in printed
    assert "\ntruncations, warned " in printed
    assert main(["quotes", "--set", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path}: expected a folder with docs/*.txt; found none\n"
