"""Misspelt words become those of the transcripts; well-spelt questions, names and foreign words stay as they are."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import INTERVIEW, LIGHTHOUSE, ROOT, library_of

from bot.question.phrases import QUOTING
from index.language.dictionary import american
from index.language.quotation_marks import innermost
from index.spelling.speller import MOST_CHARACTERS, Correction, Speller, question_words
from index.spelling.vocabulary import Vocabulary

ANSWER = "Anna Berg: Why?\n\nTom Lind: {}\n\nAnna Berg: And then?\n\nTom Lind: Then it was over."
"""A transcript with named speakers, in which somebody says one thing."""

Correct = Callable[[str], str]
Told = Callable[..., Speller]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(library_of(INTERVIEW).vocabulary)


@pytest.fixture
def corrected(speller: Speller) -> Correct:
    return lambda question: speller.correct(question)[0]


@pytest.fixture
def told(write: Callable[..., Path]) -> Told:
    """told(text, toml="") -> the speller of a transcript in which that is said."""
    return lambda text, toml="": Speller(library_of(write(ANSWER.format(text), toml=toml)).vocabulary)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("What was the Opuim War?", "What was the Opium War?"),
        ("Who is Vosov?", "Who is Vozov?"),
        ("the Muckden incident", "the Mukden incident"),
        ("Kwantun army", "Kwantung army"),
        ("Is kazahstan a neighbor?", "Is Kazakhstan a neighbor?"),
        ("How many figthers took part?", "How many fighters took part?"),
        ("Who spoke of multilatralism?", "Who spoke of multilateralism?"),
        ("What did Zang Xiao say?", "What did Zhang Xiao say?"),
        ("the Anti-Fascist Wrold War", "the Anti-Fascist World War"),
        ("the Wrold Cup", "the Wrold Cup"),
        ("in the yaer 1931", "in the year 1931"),
    ],
)
def test_a_misspelt_word_becomes_the_transcripts_as_it_stands_there(
    corrected: Correct, typed: str, searched: str
) -> None:
    assert corrected(typed) == searched


def test_a_correction_says_what_was_typed_and_what_is_searched(speller: Speller) -> None:
    question = "  Did Vosov’s  meadl,\tor VOSOV’s medal – Vosov’s “meadl” – come?  "
    kept = [(pair.opens, pair.closes + 1) for pair in innermost(question, QUOTING)]
    found = speller.correct(question, kept)
    assert found == (
        "  Did Vozov’s  medal,\tor VOSOV’s medal – Vozov’s “meadl” – come?  ",
        (Correction("Vosov", "Vozov"), Correction("meadl", "medal")),
    )


def test_a_word_has_the_capitals_that_were_typed_where_the_transcript_has_none(corrected: Correct) -> None:
    assert corrected("Medla") == "Medal"
    assert corrected("medla") == "medal"
    assert corrected("WHO GOT THE MEDLA IN KAZAHSTAN?") == "WHO GOT THE MEDAL IN KAZAKHSTAN?"


def test_words_that_are_parted_or_joined_are_found(corrected: Correct) -> None:
    assert corrected("the Kwan tung army") == "the Kwantung army"
    assert corrected("the Kwan-tung army") == "the Kwantung army"
    assert corrected("the SilkRoad of Health") == "the Silk Road of Health"
    assert corrected("the antifacist redarmy") == "the antifacist Red Army"


def test_words_joined_in_two_ways_are_joined_once(told: Told) -> None:
    assert told("The abcdef and the defghi.").correct("about abc def ghi")[0] == "about abcdef ghi"


@pytest.mark.parametrize(
    "question",
    [
        *("the “Opuim” War", "«Opuim» и", "„Opuim“"),
        *("Opuim@war.com", "www.opuim.com", "/opuim/war", "opuim_war", "#Opuim", "kuar/Opuim"),
        *("Xio", "the tear 1931 and 19311", "COVIDD19 opuim2"),
        *("Did Merkel, Obama, Macron or Nazarbayev attend?", "What did Norman Korvat say of Paris and Turing?"),
        *("Who taught on the Sarn Isles?", "Did Greta travel?", "UNN and UNO", "chapter XXXIII"),
        *("What does he think of theatre, colour and travelling?", "didnt, doesnt, whats, theres, couldnt"),
        *("Wer bekam die Medaille vom Botschafter?", "Qui a reçu la médaille de l'ambassadeur ?"),
        *("Quién recibió la medalla del embajador?", "Кто получил медаль посла?", "谁获得了奖章？", "¿?", "", " "),
        *("What did Сhina say?", "Opuim\u0301 and O\u0301puim", "Ｏｐｕｉｍ", "Ⅷ ⅷ", "ｍｅａｄｌ"),
    ],
)
def test_what_is_no_slip_stays(speller: Speller, question: str) -> None:
    kept = [(pair.opens, pair.closes + 1) for pair in innermost(question, QUOTING)]
    assert speller.correct(question, kept) == (question, ())


def test_our_own_questions_are_corrected_only_where_they_are_misspelt(speller: Speller) -> None:
    rows = [json.loads(line) for line in (ROOT / "data" / "questions.jsonl").read_text("utf-8").splitlines()]
    found = {one for row in rows for one in speller.correct(row["question"])[1]}
    misspelt = {(one.typed, one.searched) for one in found if american(one.typed) == one.typed}
    assert misspelt == {
        ("Vosov", "Vozov"), ("Kwantun", "Kwantung"), ("Muckden", "Mukden"), ("Kazahstan", "Kazakhstan"),
        ("Opuim", "Opium"), ("Raod", "Road"), ("Helth", "Health"), ("Sovjet", "Soviet"), ("facists", "fascists"),
        ("multilatralism", "multilateralism"), ("Jingping", "Jinping"),
    }  # fmt: skip
    assert {(one.typed, one.searched) for one in found} - misspelt == {
        ("organisations", "organizations"),
        ("neighbour", "neighbors"),
    }


def test_well_spelt_questions_stay() -> None:
    folder = ROOT / "data" / "interviews"
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    spellers = {path.stem: Speller(library_of(path).vocabulary) for path in (folder / "docs").glob("*.txt")}
    found = [one for row in rows for one in spellers[row["doc"]].correct(row["question"])[1]]
    assert len(rows) == 936
    assert found == []


def test_a_word_between_two_others_stays(told: Told) -> None:
    speller = told("We saw the marlin and the merlin.")
    assert speller.correct("the mrlin")[0] == "the mrlin"
    assert speller.correct("the marllin")[0] == "the marlin"


def test_other_forms_of_one_word_are_no_two_words(told: Told) -> None:
    assert told("One glacier, two glaciers.").correct("the glacirs")[0] == "the glaciers"


def test_a_name_becomes_a_name_and_no_other_word(told: Told) -> None:
    assert told("They sailed in great barns.").correct("When did Graet and Sarn sail?")[1] == ()
    assert told("They sailed with Greta Barns.").correct("When did Gerta sail?")[0] == "When did Greta sail?"


def test_initials_become_initials(told: Told) -> None:
    speller = told("The UNESCO has an unseco of its own.")
    assert speller.correct("the UNECSO")[0] == "the UNESCO"
    assert told("The nato of old.").correct("the NTAO")[1] == ()


def test_a_transcript_without_capitals_has_names_too(told: Told) -> None:
    speller = told("then we met nikolai vozov and his great dog " * 30)
    assert speller.correct("When was Vosov met?")[0] == "When was Vozov met?"
    assert speller.correct("When was Graet met?")[1] == ()


def test_a_name_of_the_metadata_or_of_a_speaker_counts(told: Told) -> None:
    speller = told("Yes.", '[interviewee]\nname = "Nikolai Vozov"')
    assert speller.correct("Who is Vosov?")[0] == "Who is Vozov?"
    assert speller.correct("What did Tom Lidn say?")[0] == "What did Tom Lind say?"


def test_british_and_american_spellings_are_one_word(told: Told) -> None:
    british, american = told("The colour of honour."), told("The color of honor, traveled the organization.")
    assert british.correct("Color and honor?")[0] == "Colour and honour?"
    assert american.correct("Colours, honour, organisations")[0] == "Color, honor, organization"
    assert american.correct("Who travelled?")[1] == (), "their stem is the same"
    assert american.correct("Whose defence, whose theatre?")[1] == ()


def test_russian_is_corrected_by_its_stems(told: Told) -> None:
    speller = told("Ветеран Назарбаев получил медаль от посла в Казахстане, и это была победа.")
    assert speller.correct("Кто дал медлаь ветерану?")[0] == "Кто дал медаль ветерану?"
    assert speller.correct("Какая медаль у Назорбаева?")[0] == "Какая медаль у Назарбаев?"
    assert speller.correct("Кто победил и кого наградили победами?")[1] == ()


def test_marks_that_were_not_typed_are_found(told: Told) -> None:
    speller = told("Thomas de Maizière a reçu la médaille.", 'language = "fr"')
    assert speller.correct("Qui est Maiziere ?")[0] == "Qui est Maizière ?"
    assert speller.correct("Une medaille ?")[0] == "Une médaille ?"
    assert speller.correct("Des médailles ?")[1] == ()


def test_without_a_dictionary_only_long_names_are_corrected(told: Told) -> None:
    speller = told("Қазақстан халқы соғыстан кейін Мұхтаровты көрді, бұл жеңіс болды және біз оны ұмытпаймыз.")
    assert speller.correct("Мұхтаровтыы кім көрді?")[0] == "Мұхтаровты кім көрді?"
    assert speller.correct("Қай жеңсі болды?")[1] == ()


def test_the_dictionary_corrects_what_no_transcript_has(corrected: Correct) -> None:
    assert corrected("who recieved it from the goverment") == "who received it from the government"
    assert corrected("who segmens, retpyed or Recieved it") == "who segmens, retpyed or Recieved it"


def test_the_words_of_a_question_have_their_places() -> None:
    question = "Did Vosov’s  2 medals (和平, “old”) reach a@b.kz? Why"
    found = question_words(question, [(pair.opens, pair.closes + 1) for pair in innermost(question, QUOTING)])
    assert [question[word.start : word.stop] for word in found] == ["Did", "Vosov", "medals", "reach", "Why"]
    assert [word.text for word in found if word.is_first] == ["Did", "Why"]


@pytest.mark.parametrize(
    "question",
    [
        *("x" * 20_000, "Opuim " * 3_000, "ab cde " * 2_800, "😀Opuim😀" * 900, "Opuim\u0301" * 900, "Вз" * 999),
        *("\u202eOpuim\u202c \x00 \ud800", "́" * 1_000, "“" * 1_000, "'’" * 999, "a'b’c-d_e/f@g.h " * 120),
    ],
)
def test_hostile_questions_are_answered_at_once(speller: Speller, question: str) -> None:
    found, corrections = speller.correct(question)
    if len(question) > MOST_CHARACTERS:
        assert (found, corrections) == (question, ())
    assert set(corrections) <= {Correction("Opuim", "Opium")}


@given(st.text(st.sampled_from("OpuimVsveadl’'é\u0301 .-“”😀Кв和1"), max_size=40))
def test_all_that_is_not_corrected_is_kept_character_by_character(text: str) -> None:
    speller = SHARED
    found, corrections = speller.correct(text)
    if not corrections:
        assert found == text
    for one in corrections:
        assert one.typed in text
        assert one.searched in found
    rest = text
    for one in corrections:
        rest = rest.replace(one.typed, one.searched)
    assert found == rest or len(corrections) > 1


SHARED = Speller(library_of(LIGHTHOUSE, INTERVIEW).vocabulary)


def test_many_threads_that_ask_at_once_are_told_the_same() -> None:
    speller = Speller(library_of(INTERVIEW).vocabulary)
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda _: speller.correct("the Opuim War")[0], range(64)))
    assert set(found) == {"the Opium War"}


def test_without_transcripts_nothing_is_corrected() -> None:
    assert Speller(Vocabulary((), list, lambda _: False, lambda _: ())).correct("the Opuim War, who recieved it") == (
        "the Opuim War, who recieved it",
        (),
    )


def test_nothing_is_read_before_a_word_is_lacking() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from support import INTERVIEW, library_of\n"
        "from index.spelling.speller import Speller\n"
        "speller = Speller(library_of(INTERVIEW).vocabulary)\n"
        "libraries = lambda: [name for name in ('simplemma', 'rapidfuzz') if name in sys.modules]\n"
        "print(libraries(), speller.correct('Did the Chinese people fight?')[1], libraries())\n"
        "print(speller.correct('Who got the meadl?')[0], libraries())\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[] () []\nWho got the medal? ['simplemma', 'rapidfuzz']\n"
