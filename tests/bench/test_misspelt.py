"""The measure of misspelt questions, on slips and a transcript that one can work out by hand."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from rapidfuzz.distance import OSA
from support import LIGHTHOUSE, WordEmbedder, library_of

from bench.__main__ import main
from bench.misspelt import measure, rarest, slips
from bench.sets import Question
from bench.slips import KINDS, SOUNDS
from bot.chat import Bot
from index.spelling.speller import Speller
from index.transcript import Span

TEXT = LIGHTHOUSE.read_text("utf-8")
LENS = "The lens goes to the museum in Bergvik."
ASKED = (
    Question("1", "lighthouse", "Which museum in Bergvik gets it?", (Span(TEXT.index(LENS), TEXT.index(LENS) + 39),)),
    Question("2", "lighthouse", "Who sang in Bergvik?", ()),
    Question("3", "lighthouse", "Xyzzy?", (Span(0, 9),)),
)


@pytest.fixture
def lighthouse_bot() -> Bot:
    return Bot(library_of(LIGHTHOUSE))


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_one_edit_and_the_same_for_the_same_chance(kind: str) -> None:
    for seed in range(200):
        typed = KINDS[kind]("Kazakhstan", Random(seed))
        assert typed == KINDS[kind]("Kazakhstan", Random(seed))
        assert OSA.distance(typed, "Kazakhstan") <= (2 if kind == "heard" else 1)
    assert len({KINDS[kind]("Kazakhstan", Random(seed)) for seed in range(200)}) >= 4


def test_each_kind_makes_what_it_is_named_for() -> None:
    def all_made(kind: str, word: str) -> set[str]:
        return {KINDS[kind](word, Random(seed)) for seed in range(3000)} - {word}

    assert all_made("swapped", "abc") == {"bac", "acb"}
    assert all_made("dropped", "abc") == {"bc", "ac", "ab"}
    assert all_made("doubled", "abc") == {"aabc", "abbc", "abcc"}
    assert all_made("mistaken", "ha") == {"hq", "hw", "hs", "hz", *(f"{key}a" for key in "gyujnb")}
    assert {len(typed) for typed in all_made("added", "abc")} == {4}
    assert all_made("heard", "Vozov") == {"Vosov", "Vozow"}
    assert all_made("heard", "Bob") == all_made("mistaken", "和平") == all_made("added", "和平") == set()


def test_what_is_heard_alike_is_never_the_same() -> None:
    assert all(a != b for a, b in SOUNDS)


def test_the_rarest_word_is_a_name_before_it_is_rare() -> None:
    held = Counter({"medal": 1, "xiao": 4, "china": 9})
    assert getattr(rarest("Which medal did Xiao see in China?", "en", held), "text", None) == "Xiao"
    assert getattr(rarest("Medal of china?", "en", held), "text", None) == "Medal"
    assert rarest("the “medal” and him", "en", held) is None


def test_slips_are_put_into_what_is_answered_and_held(lighthouse_bot: Bot) -> None:
    speller = Speller(lighthouse_bot.library.vocabulary)
    made = list(slips(ASKED, lighthouse_bot.library.indexed[0], speller, range(6)))
    assert [(slip.question.id, slip.word) for slip in made] == [("1", "Bergvik")] * 6
    assert [slip.kind for slip in made] == list(KINDS)
    for slip in made:
        assert slip.text == ASKED[0].question.replace("Bergvik", slip.typed)
        assert slip.verdict == ("right" if slip.corrected == ASKED[0].question else "left")
        assert slip.verdict == "right" or slip.corrected == slip.text


def test_a_question_is_asked_as_it_stands_with_the_slip_and_corrected(lighthouse_bot: Bot) -> None:
    question = Question("1", "lighthouse", "museum?", ASKED[0].spans)
    held = lighthouse_bot.library.indexed[0]
    made = list(slips([question], held, Speller(lighthouse_bot.library.vocabulary), range(1)))
    (asked,) = measure(lighthouse_bot, made, 0)
    well, slipped, corrected = asked.judgements
    assert (made[0].word, made[0].corrected, made[0].verdict) == ("museum", "museum?", "right")
    assert well == corrected
    assert (well.rank, well.answered) == (1, True)
    assert not slipped.answered


def test_the_command_prints_what_is_altered_and_a_row_a_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bench.misspelt.ModelEmbedder", lambda _, cache: WordEmbedder())
    assert main(["misspelt", "--seeds", "2", "--show", "1", "--cache", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].startswith("13 of 234 questions are corrected as they stand: ")
    assert "; Opuim → Opium; " in lines[0]
    assert [line.split()[0] for line in lines[3:11]] == ["kind", *KINDS, "all"]
    shares = [float(share) for share in lines[10].split()[2:5]]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert shares[0] > 80
    assert printed.err == ""
