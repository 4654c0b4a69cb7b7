"""The form of a question keeps what makes it the one that it is, and nothing else."""

import pytest

from bot.question.form import form_of, plain, stands_alone


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Why do we celebrate this day?", True),
        ("Who taught you?", True),
        ("And who taught you?", True),
        ("What happened to it?", False),
        ("What happened?", False),
        ("And then?", False),
        ("Really?", False),
        ("Thank you.", False),
        ("你好吗？", True),
    ],
)
def test_a_question_stands_alone_if_it_says_what_is_asked(question: str, alone: bool) -> None:
    assert stands_alone(question, "zh" if "你" in question else "en") is alone


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Why did it last?", "And why did it really last, by the way?", "en"),
        ("Didn't they come?", "Did they not come?", "en"),
        ("Who'll win?", "who will win", "en"),
        ("What's a maren worth?", "What is a maren worth?", "en"),
        ("In the eighties, for 1,200 crowns", "in the 1980s, for 1200 crowns", "en"),
        ("thirty-one ships in December", "31 ships in Dec.", "en"),
        ("the anti-fascist war", "the antifascist war", "en"),
        ("the bees and the bakery", "the bakery and the bees", "en"),
        ("Could you tell us which lamp was brighter?", "What lamp was brighter?", "en"),
        ("А почему всё ещё идёт дождь?", "почему идет дождь", "ru"),
        ("Ал медальді кімге берді?", "медальді кімге берді", "kk"),
        ("那么，为什么要纪念呢？", "为什么要纪念", "zh"),
    ],
)
def test_spelling_fillers_and_the_order_of_a_list_leave_no_trace(one: str, other: str, language: str) -> None:
    assert form_of(one, language) == form_of(other, language)


def test_names_numbers_and_what_denies_are_told_apart() -> None:
    form = form_of("Why didn't Per Holm come to you in 1974, before the second storm?", "en")
    assert form.content == {"per", "holm", "come", "1974", "second", "storm"}
    assert form.fixed == {"per", "holm", "1974", "second"}
    assert form.telling == {"why", "not", "before"}
    assert form.persons == {"you"}
    assert form.order == ("per", "holm", "come", "you", "1974", "second", "storm")


def test_a_plain_question_has_no_marks_and_capitals() -> None:
    assert plain(" Why  “celebrate”? ") == "why celebrate"
