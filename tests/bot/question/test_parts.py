"""Which questions ask several things, where they are cut, and which are one although they have an "and"."""

import json
import time

import pytest
from support import ROOT

from bot.question.parts import LONGEST, MOST, cut

ASKED = [json.loads(line) for line in (ROOT / "tests/data/parts.jsonl").read_text("utf-8").splitlines()]
"""Written by people who had not seen the patterns; half of them were used to write these, half to measure them."""


@pytest.mark.parametrize("asked", ASKED, ids=[asked["question"] for asked in ASKED])
def test_a_strangers_question_has_as_many_parts_as_they_meant(asked: dict[str, object]) -> None:
    meant = asked["parts"]
    assert isinstance(meant, list)
    assert len(cut(str(asked["question"]))) == len(meant)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When did he come, and could he swim?", ("When did he come?", "could he swim?")),
        ("Who paid, and how much?", ("Who paid?", "how much?")),
        ("What did he say about peace and what about trade?", ("What did he say about peace?", "what about trade?")),
        ("What did Doruba do, and Velland?", ("What did Doruba do?", "Velland?")),
        ("Who was he? What did he do?", ("Who was he?", "What did he do?")),
        ("Really? Who paid? And when? Please.", ("Really? Who paid?", "And when? Please?")),
        ("When was it signed, where, and by whom?", ("When was it signed?", "where?", "by whom?")),
        ("What can he do and what could he do?", ("What can he do?", "what could he do?")),
        ("Tell me who came and when.", ("Tell me who came?", "when?")),
        ("Кто заплатил и сколько?", ("Кто заплатил?", "сколько?")),
        ("Когда он приехал и умел ли он плавать?", ("Когда он приехал?", "умел ли он плавать?")),
        ("Что он сказал о мире, а что о торговле?", ("Что он сказал о мире?", "что о торговле?")),
        ("Кто приехал, откуда и зачем?", ("Кто приехал?", "откуда?", "зачем?")),
        ("Что сделал Иван, а Пётр?", ("Что сделал Иван?", "Пётр?")),
        ("Кім келді және қашан?", ("Кім келді?", "қашан?")),
        ("Ол қашан келді, жүзе алды ма?", ("Ол қашан келді?", "жүзе алды ма?")),
        ("他什么时候来的，会游泳吗？", ("他什么时候来的？", "会游泳吗？")),
        ("谁付了钱，付了多少？", ("谁付了钱？", "付了多少？")),
        ("Who is Возов, and when did he get медаль?", ("Who is Возов?", "when did he get медаль?")),
    ],
)
def test_each_part_is_a_question_as_it_was_typed(question: str, parts: tuple[str, ...]) -> None:
    assert cut(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What did Kazakhstan and China sign?",
        "When and where was he born?",
        "Who and what is he?",
        "How many men and how many boats were lost?",
        "What does he say about how and why they came?",
        "Who is the man who came first and who left last?",
        "What is the lamp that he lit and which went out?",
        "What can and should they do?",
        "Who lit the lamp and was the keeper?",
        "What did he do, when the lamp went out?",
        "When she leaves office, what does she intend to do?",
        "Would you explain to me, please, why the fish market had to close?",
        "What are they good for: vans, ferries and what else?",
        "Who said “when did he come, and who paid”?",
        "Really? Who said that?",
        "Who paid??",
        "Who, with Jim Nantz, was a member of the team?",
        "Who ran when they thought he called for it but did not?",
        "Районы известны как крупные и разбросанные, какая другая черта вам известна?",
        "What did Japan, China, and Russia sign?",
        "Кто и когда его вызвал?",
        "Что подписали Казахстан и Китай?",
        "Что он сказал о том, что было и что будет?",
        "Кім және қашан келді?",
        "Қазақстан мен Қытай не қол қойды?",
        "中国和哈萨克斯坦签了什么？",
        "当灯灭了的时候，原因是什么？",
        "",
        "?",
    ],
)
def test_one_question_is_not_cut(question: str) -> None:
    assert cut(question) == ()


def test_what_is_behind_the_third_part_is_one() -> None:
    parts = cut("Who came first? When was it? Where was it? Why was it? How was it?")
    assert len(parts) == MOST
    assert parts[-1] == "Why was it? How was it?"


@pytest.mark.parametrize("words", ["who is it and ", "кто что и ", "谁，", "who paid and who knows ", "what, "])
def test_a_long_text_takes_no_time_and_is_not_cut(words: str) -> None:
    cut("warm and who")
    begun = time.perf_counter()
    cut((words * LONGEST)[:LONGEST])
    assert cut((words * LONGEST)[: LONGEST + 1]) == ()
    assert time.perf_counter() - begun < 1
