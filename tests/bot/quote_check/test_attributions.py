"""Whoever is named as the sayer is read as such, whatever the verb: articles by others, and whole tables of forms."""

import json
from collections import Counter
from functools import cache
from itertools import product

import pytest
from support import INTERVIEW, ROOT, checker_of

from bench.forging.verbs import VERBS
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.claims import find_claims
from bot.quote_check.reporting import Reporting
from bot.quote_check.verdict import Checked
from index.readers.table import read_transcript

DATA = ROOT / "tests" / "data"
WORDS = DATA / "words"
PATHS = {path.stem: path for path in WORDS.glob("*.txt")} | {
    "harbour-panel": DATA / "conversations" / "docs" / "harbour-panel.txt",
    "ambassador-interview": INTERVIEW,
}


@cache
def checker(name: str) -> Checker:
    return checker_of(PATHS[name])


@cache
def reporting(name: str) -> Reporting:
    return Reporting([read_transcript(PATHS[name])])


def spans(name: str, article: str) -> tuple[Checked, ...]:
    return checker(name).check(read_article(article, "text")).spans


def attributed(name: str, article: str) -> list[str]:
    claims = find_claims(read_article(article, "text"), reporting(name))
    return ["denied" if claim.is_denied else claim.attributed_to for claim in claims]


def test_articles_by_others_are_read_as_they_are_meant() -> None:
    """300 that people wrote: `right` says whether the words are those of whom they name, null where it is nobody.

    What holds though it is another's is said of somebody by a role that no transcript mentions, or in a way that only
    the sense of the words tells.
    """
    wrong: Counter[bool | None] = Counter()
    for line in (DATA / "attributions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found = spans(row["transcript"], row["article"])
        holds = bool(found) and all(span.holds for span in found)
        is_refused = any(span.verdict == "wrong_speaker" for span in found)
        wrong[row["right"]] += {True: not holds, False: holds, None: is_refused}[row["right"]]
    assert wrong[True] == 0
    assert wrong[None] == 0
    assert wrong[False] <= 9


def test_no_verb_makes_anothers_words_hold() -> None:
    found = spans("alpha", (WORDS / "verbs.md").read_text("utf-8"))
    assert len(found) == 45
    assert {(span.attributed_to, span.verdict) for span in found} == {("Oden", "wrong_speaker")}


@pytest.mark.parametrize(
    ("article", "verdict"),
    [
        ("“The capital paid for the whole eastern half,” said Jonas Vik.", "wrong_speaker"),
        ("“The capital paid for the whole eastern half,” said Maria Lund.", "punctuation"),
        ("Lund disagreed: “The capital paid for the whole eastern half.”", "exact"),
        ("“Nothing came from the capital,” said Jonas Vik.", "punctuation"),
    ],
)
def test_words_behind_a_name_that_was_left_as_text_are_of_that_name(article: str, verdict: str) -> None:
    assert [span.verdict for span in spans("panel2", article)] == [verdict]


FORMS = ("WHO VERB: “{}.”", "WHO VERB, “{}.”", "“{},” WHO VERB.", "“{},” VERB WHO.", "“{}” – WHO", "WHO: “{}.”")
OWN, OTHER = "I preferred the old lamp", "Was Mrs. Dahl ever paid?"
NAMES = ("Jonas Vik", "Vik", "Jonas", "Mr. Vik", "J. Vik", "J. V.")


@pytest.mark.parametrize("form", FORMS)
def test_any_verb_in_either_order_attributes(form: str) -> None:
    for verb, name in product(VERBS, NAMES):
        article = form.replace("WHO", name).replace("VERB", verb)
        (span,) = spans("island", article.format(OWN))
        assert (span.attributed_to, span.holds) == (name, True), article
        (span,) = spans("island", article.format(OTHER).replace("?,", "?").replace("?.", "?"))
        assert (span.attributed_to, span.verdict) == (name, "wrong_speaker"), article


@pytest.mark.parametrize("form", ["PRONOUN VERB: “{}.”", "“{},” PRONOUN VERB."])
def test_a_pronoun_stands_for_the_last_who_was_named(form: str) -> None:
    for verb, name in product(VERBS, NAMES):
        article = f"{name} leaned back. {form}".replace("PRONOUN", "He").replace("VERB", verb)
        article = article.replace("” He", "” he")
        (span,) = spans("island", article.format(OWN))
        assert (span.attributed_to, span.holds) == (name, True), article


@pytest.mark.parametrize(
    ("article", "names"),
    [
        ("Vik looked at Marsh. “I sold it,” he said.", ["Vik"]),
        ("Marsh pressed on. “For how much money?”", ["Marsh"]),
        ("Vik was blunt.\n\n“I sold it.”", ["Vik"]),
        ("Marsh asked Vik who paid. “The town paid.”", ["Vik"]),
        ("Asked by Marsh whether he missed the sea, Vik did not hesitate: “Every single day.”", ["Vik"]),
        ("“I sold it in the spring,” came Vik's answer.", ["Vik"]),
        ("“I sold it in the spring,” came the answer from Vik.", ["Vik"]),
        ("Vik, when Marsh asked about the boat: “I sold it.”", ["Vik"]),
        ("Marsh smiled while Vik, his eyes shut, admitted: “I sold it.”", ["Vik"]),
        ("Marsh’s first question to Vik: “Did you sell the boat?”", ["Marsh"]),
        ("Marsh quoted Vik as saying: “I sold it.”", ["Vik"]),
        ("It was Vik who sighed: “I sold it.”", ["Vik"]),
        ("Marsh asked, “Did you sell the boat?” and Vik answered, “I sold it.”", ["Marsh", "Vik"]),
        ("“Did you sell it?” asked Marsh. “I sold it,” said Vik.", ["Marsh", "Vik"]),
        ("“I sold it,” said Vik. “For nine hundred crowns.”", ["Vik", "Vik"]),
        ("Vik says he sold it “in the spring” and misses the sea “every single day”.", ["Vik", "Vik"]),
        ("“I sold it,” Per Holm groaned.", ["Per Holm"]),
        ("“I sold it,” said Vik's neighbour, Per Holm.", ["Per Holm"]),
        ("“I sold it,” Vik's wife said.", ["Vik’s wife"]),
        ("“I sold it,” said one of the guests.", ["one of the guests"]),
        ("“I sold it,” the government said.", ["the government"]),
        ("@JonasVik: “I sold it.”", ["Jonas Vik"]),
        ("She turned to Vik: “Did you sell the boat?”", [""]),
        ("I asked Vik: “Did you sell the boat?”", [""]),
        ("Vik was told that “the boat was sold”.", [""]),
        ("Marsh heard that “the boat was sold”.", [""]),
        ("Jonas Vik “sold it”.", [""]),
        ("“I sold it”: Marsh put down her pencil.", [""]),
        ("A placard reminded the guests: “I sold it.”", [""]),
        ("Vik did not hesitate: “I sold it.”", ["Vik"]),
        ("Vik never said “I sold it”.", ["denied"]),
        ("Vik would never say “I sold it”.", ["denied"]),
        ("“I sold it,” Vik never said.", ["denied"]),
    ],
)
def test_grammar_tells_the_sayer(article: str, names: list[str]) -> None:
    assert attributed("dialog", article) == names


@pytest.mark.parametrize(
    ("article", "name"),
    [
        ("Mr. Oden and Ms. Rask sat down. “One two three,” she said.", "Ms. Rask"),
        ("Ms. Rask and Mr. Oden sat down. “One two three,” he said.", "Mr. Oden"),
    ],
)
def test_a_title_tells_for_whom_a_pronoun_may_stand(article: str, name: str) -> None:
    assert attributed("alpha", article) == [name]


@pytest.mark.parametrize(
    "article",
    [
        "Чжан Сяо не говорил: «Раз два три».",
        "Чжан Сяо никогда не говорил «раз два три».",
        "Чжан Сяо айтқан жоқ: «Бір екі үш».",
        "张霄从没有说过：“一二三四五。”",
        "张霄否认说过“一二三四五”。",
    ],
)
def test_a_denial_is_read_in_other_languages(article: str) -> None:
    assert attributed("ambassador-interview", article) == ["denied"]


def test_a_label_within_the_marks_is_the_attribution() -> None:
    article = "“Jonas Vik: I sold it in the spring.”"
    (span,) = spans("dialog", article)
    assert (span.attributed_to, span.verdict) == ("Jonas Vik", "exact")
    assert article[span.start : span.stop] == "I sold it in the spring."
    (span,) = spans("dialog", "“Ada Marsh: I sold it in the spring.”")
    assert (span.attributed_to, span.verdict) == ("Ada Marsh", "wrong_speaker")


def test_a_role_is_that_of_whom_the_transcript_says_so() -> None:
    words = "Who paid for it?"
    assert attributed("harbour-panel", f"“{words}” the biologist sighed.") == ["Salome Brightwater"]
    assert attributed("harbour-panel", f"“{words}” sighed the former harbour master.") == ["Matthew Dunmarrow"]
    assert attributed("harbour-panel", f"“{words}” sighed the piano tuner.") == [""]
