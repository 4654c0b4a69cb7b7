"""Names of a question in another language are found as the transcripts write them, and no others are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import INTERVIEW

from index.library import open_transcripts
from index.search.names_across import Name, NamesAcross

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def interview() -> NamesAcross:
    return NamesAcross(open_transcripts([INTERVIEW]))


def test_a_name_has_its_place_in_the_question(interview: NamesAcross) -> None:
    assert interview.names("Что получил Возов?") == (Name(12, 17, "Vozov"),)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Сколько лет ветерану Николаю Возову?", "Nikolai Vozov"),
        ("老兵沃佐夫今年多大年纪？", "Vozov"),
        ("和习近平主席一起出席仪式的还有哪些人？", "Xi Jinping"),
        ("Кто был там вместе с Си Цзиньпином?", "Xi Jinping"),
        ("张霄是从哪一年开始担任大使的？", "Zhang Xiao"),
        ("Was hat Xi Jinping 1945 gesagt?", "Xi Jinping 1945"),
        ("1945年8月发生了什么？", "1945 8"),
        ("Что было в 1931 году и 3,5 года позже?", "1931 3,5"),
        ("Что сказал Козлов о Зубове?", ""),
        ("Что сказали Вазов, Визов, Чен и Николаев?", ""),
        ("Когда он пришёл?", ""),
        ("", ""),
    ],
)
def test_names_and_numbers_are_what_a_question_shares_with_the_transcript(
    interview: NamesAcross, question: str, words: str
) -> None:
    assert interview.words(question) == words


def test_a_question_keeps_its_other_words(interview: NamesAcross) -> None:
    assert interview.in_their_words("Что получил Возов, и когда?") == "Что получил Vozov, и когда?"
    assert interview.in_their_words("нет имён") == "нет имён"


def test_names_are_found_the_other_way_round_too(write: Write) -> None:
    russian = "Вопрос: Кто это был?\nОтвет: Его звали Николай Возов. Потом пришёл Си Цзиньпин из Пекина."
    chinese = "问：他是谁？\n答：他叫尼古拉·沃佐夫。后来习近平来了。"
    for text, said in ((russian, "Возов Си Цзиньпин"), (chinese, "沃佐夫 习近平")):
        names = NamesAcross(open_transcripts([write(text)]))
        assert names.words("What did Vozov tell Xi Jinping?") == said


def test_a_word_that_only_begins_a_sentence_is_no_name(write: Write) -> None:
    names = NamesAcross(open_transcripts([write("Ada: Most of it was lost. Most were. There were most of them.")]))
    assert names.words("Где Мост?") == ""
