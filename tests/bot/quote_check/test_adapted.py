"""Words that are written partly in brackets: another form of what was said holds, another word does not."""

from collections.abc import Callable

import pytest
from support import Write, checker_of

from bot.evidence.inflection import is_form_of
from bot.quote_check.article import read_article
from bot.quote_check.verdict import Checked

SAID = """Q: Who helped you?

Nora Lund: We rescued the people of the island. They have a boat. It is the government's harbour. We could pay for it.
I think of the honour. He was able to stay.
After 14 years of work a famous man left. She works at night. I hope for rain.
We will build a bridge. The old house stands.
"""
Check = Callable[[str], Checked]


@pytest.fixture
def check(write: Write) -> Check:
    checker = checker_of(write(SAID))

    def checked(words: str) -> Checked:
        (span,) = checker.check(read_article(f"“{words}”", "text")).spans
        return span

    return checked


@pytest.mark.parametrize(
    ("words", "inserted"),
    [
        ("rescu[ing] the people of the island", ["ing"]),
        ("They ha[d] a boat", ["d"]),
        ("It [wa]s the gover[n]ment’s harbo[u]r", ["wa", "n", "u"]),
        ("It is the government[’]s harbour", []),
        ("I th[ought] of the hono[r]", ["ought", "r"]),
        ("[s]he works at night", []),
        ("We w[ould] build a bridge", ["ould"]),
        ("the people[a] of the island[sic].", ["a"]),
        ("She[Nora] works at night", ["Nora"]),
    ],
)
def test_another_form_of_the_word_that_was_said_holds(check: Check, words: str, inserted: list[str]) -> None:
    span = check(words)
    assert (span.verdict, span.holds, list(span.inserted)) == ("elided", True, inserted)


@pytest.mark.parametrize(
    "words",
    [
        "We could[n’t] pay for it",
        "We could[ not] pay for it",
        "We could[n’t ] pay for it",
        "We c[annot] pay for it",
        "He was [un]able to stay",
        "After 14[0] years of work",
        "After [1]14 years of work",
        "a[n in]famous man left",
        "hope[less] for rain",
        "The old[est] house stands",
        "She works[hops] at night",
        "She works every[ other] night",
        "[wh]ere is the government’s harbour",
    ],
)
def test_another_word_or_degree_does_not_hold(check: Check, words: str) -> None:
    assert not check(words).holds


def test_forms_say_as_much_as_the_word() -> None:
    forms = [
        ("would", "will"),
        ("was", "is"),
        ("boats", "boat"),
        ("felt", "feels"),
        ("honor", "honour"),
        ("xis", "xi's"),
    ]
    others = [("couldn't", "could"), ("cannot", "can"), ("older", "old"), ("oldest", "older"), ("useless", "use")]
    assert [is_form_of(word, said, "en") for word, said in forms] == [True] * len(forms)
    assert [is_form_of(word, said, "en") for word, said in others] == [False] * len(others)
    assert is_form_of("медалью", "медаль", "ru")
    assert not is_form_of("медаль", "недель", "ru")
