"""Labels of questions and answers in Russian, Kazakh, Chinese and other languages, as transcripts really have them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import turns

from index.passages import split
from index.readers.names import without_titles
from index.readers.table import read_transcript
from index.transcript import Transcript

Write = Callable[..., Path]
RUSSIAN = """
Чрезвычайный и Полномочный Посол ответил на вопросы казахстанских СМИ.

Вопрос журналиста телеканала «Хабар»: Господин посол, почему мы до сих пор отмечаем этот день?

Ответ: Прежде всего, спасибо за вопрос. 3 сентября — День Победы.
Есть три причины: память, мир и будущее.
Вопрос времени: когда мы поймём это?

Вопрос от Reuters: Как народы двух стран помогали друг другу?

Ответ: Они сражались плечом к плечу. «Мы не забудем их подвиг», — сказал Си Цзиньпин.

Уточняющий вопрос: Кто получил медаль?

Ответ посла: Ветераны. О. Иванов и В. Петров приехали из Алматы.
"""
KAZAKH = """
Елші қазақстандық БАҚ өкілдерінің сұрақтарына жауап берді.

1-сұрақ: Бұл күнді неге әлі де тойлаймыз?

1-жауап: Сұрағыңызға рақмет. 1945 ж. 3 қыркүйекте соғыс аяқталды.
Басты сұрақ: бейбітшілікті қалай сақтаймыз?

2-сұрақ: Екі халық бір-біріне қалай көмектесті?

2-жауап: Олар бірге күресті.
"""
CHINESE = """
张霄大使接受哈萨克斯坦媒体采访。

问题一：为什么今天仍要纪念这一天？

答：感谢您的提问。9月3日是胜利日。
问题在于：怎样维护和平？他告诉记者：我们不会忘记。

问题二：两国人民是怎样互相支持的？

答：他们并肩作战。
"""


def parts(read: Transcript) -> list[tuple[str, int, str]]:
    return [(turn.part, turn.number, turn.role) for turn in read.turns]


def asked_and_answered(count: int) -> list[tuple[str, int, str]]:
    pairs = ((("question", n, "interviewer"), ("answer", n, "interviewee")) for n in range(1, count + 1))
    return [part for pair in pairs for part in pair]


@pytest.mark.parametrize(("text", "count"), [(RUSSIAN, 3), (KAZAKH, 2), (CHINESE, 2)])
def test_an_interview_is_read_like_an_english_one(write: Write, text: str, count: int) -> None:
    read = read_transcript(write(text))
    assert read.layout == "questions"
    assert parts(read) == [("introduction", 0, "editor"), *asked_and_answered(count)]
    assert len(split(read).paragraphs) == len(text.split("\n")) - text.count("\n\n") - 2, "each line is a paragraph"


def test_ordinary_lines_of_an_answer_stay_in_it(write: Write) -> None:
    said = [turns(read_transcript(write(text, f"{row}.txt"))) for row, text in enumerate((RUSSIAN, KAZAKH, CHINESE))]
    assert said[0][2][2].endswith("Вопрос времени: когда мы поймём это?")
    assert said[1][2][2].endswith("Басты сұрақ: бейбітшілікті қалай сақтаймыз?")
    assert said[2][2][2].endswith("他告诉记者：我们不会忘记。")


@pytest.mark.parametrize(
    ("asking", "answering"),
    [
        ("Вопрос 1:", "Ответ 1:"),
        ("Вопрос № 1:", "Ответ:"),
        ("1-й вопрос:", "Ответ:"),
        ("ВОПРОС:", "ОТВЕТ:"),
        ("**Вопрос:**", "**Ответ:**"),
        ("**Вопрос 1**:", "**Ответ**:"),
        ("Вопрос (Reuters):", "Ответ (Чжан Сяо):"),
        ("Вопрос корреспондента агентства «Синьхуа»:", "Ответ министра:"),
        ("Вопрос из зала:", "Ответ:"),
        ("Корреспондент:", "Ответ:"),
        ("Корреспондент РИА Новости:", "Ответ:"),
        ("Корр.:", "Ответ:"),
        ("Журналистка:", "Ответ:"),
        ("Интервьюер:", "Респондент:"),
        ("Ведущая:", "Ответ:"),
        ("Сұрақ:", "Жауап:"),
        ("СҰРАҚ:", "ЖАУАП:"),
        ("**Сұрақ 1:**", "**Жауап 1:**"),
        ("1-ші сұрақ:", "Жауап:"),
        ("1 сұрақ:", "1 жауап:"),
        ("Журналистің сұрағы:", "Елшінің жауабы:"),
        ("Тілшінің сұрағы:", "Жауап:"),
        ("Тілші:", "Жауап:"),
        ("Сұхбаттасушы:", "Жауап:"),
        ("Сұхбат алушы:", "Сұхбат беруші:"),
        ("问：", "答："),
        ("問：", "答："),
        ("问:", "答:"),
        ("问1：", "答1："),
        ("第一问：", "答："),
        ("第1个问题：", "回答："),
        ("一、问：", "答："),
        ("**问：**", "**答：**"),
        ("【问】", "【答】"),
        ("[记者]：", "[答]："),
        ("提问者：", "答者："),
        ("采访者：", "受访者："),
        ("採訪者：", "受訪者："),
        ("主持人：", "嘉宾答："),
        ("记者：", "大使答："),
        ("记者问：", "大使回答："),
        ("新华社记者：", "答："),
        ("《环球时报》记者：", "发言人答："),
        ("Ｑ：", "Ａ："),
        ("Frage:", "Antwort:"),
        ("Question :", "Réponse :"),
        ("PREGUNTA:", "RESPUESTA:"),
        ("Питання:", "Відповідь:"),
        ("سؤال:", "جواب:"),
        ("質問：", "回答："),
        ("질문:", "답변:"),
    ],
)
def test_labels_are_known_in_their_forms(write: Write, asking: str, answering: str) -> None:
    read = read_transcript(write(f"{asking} 1950?\n{answering} 1951.\n{asking} 1952?\n{answering} 1953.\n"))
    assert parts(read) == asked_and_answered(2)
    assert [words for _, _, words in turns(read)] == ["1950?", "1951.", "1952?", "1953."]


@pytest.mark.parametrize(
    ("asking", "answering"),
    [
        ("Вопрос.", "Ответ."),
        ("ВОПРОС.", "ОТВЕТ."),
        ("**Вопрос 1.**", "**Ответ.**"),
        ("Сұрақ.", "Жауап."),
        ("Question.", "Answer."),
        ("В.", "О."),
        ("С.", "Ж."),
        ("В:", "О:"),
        ("**С:**", "**Ж:**"),
    ],
)
def test_labels_with_a_point_and_letters_count_where_they_take_turns(write: Write, asking: str, answering: str) -> None:
    read = read_transcript(write(f"{asking} 1950?\n{answering} 1951.\n{asking} 1952?\n{answering} 1953.\n"))
    assert parts(read) == asked_and_answered(2)
    once = f"{asking} 1950.\n{answering} 1951.\n"
    assert read_transcript(write(once, "once.txt")).layout == "plain"


@pytest.mark.parametrize(
    "text",
    [
        "Ответ: всё просто.\nМы победили.\n",
        "Жауап: бәрі оңай.\nБіз жеңдік.\n",
        "答：很简单。\n我们赢了。\n",
        "Вопрос времени: когда?\nОтвет прост: никогда.\nВопрос в том: кто?\nОтвет Москвы: нет.\n",
        "Главный вопрос: кто?\nПервый ответ: никто.\n5 вопросов: ответы ниже.\n",
        "Басты сұрақ: кім?\nБүгінгі сұрақ: неге?\nСұрақ көп: жауап аз.\n",
        "他告诉记者：我们赢了。\n有人问：为什么？\n他回答：不。\n他对新华社记者：好。\n",
        "问题在于：谁？\n问题是：谁？\n答案：我。\n记者手记：好。\n",
        "В. Петров пришёл.\nО. Иванов ушёл.\nВ. Петров вернулся.\nО. Иванов ушёл.\n",
        "С. Ахметов келді.\nЖ. Тәшенов кетті.\nС. Ахметов келді.\nЖ. Тәшенов кетті.\n",
        "А: один\nБ: два\nВ: три\nГ: четыре\n",
        "Журналист Иван Петров: Я так не думаю.\nИ всё.\n",
    ],
)
def test_ordinary_lines_are_no_labels(write: Write, text: str) -> None:
    assert turns(read_transcript(write(text))) == [("", "speaker", text.strip())]


def test_measures_by_letters_are_no_questions(write: Write) -> None:
    read = read_transcript(write("В: 10 кг\nО: 12 кг\nВ: 11 кг\nО: 9 кг\n"))
    assert {turn.role for turn in read.turns} == {"speaker"}


def test_who_asks_is_the_interviewer_of_whoever_answers(write: Write) -> None:
    text = "Журналист: Кто?\nЧжан Сяо: Я.\nЖурналист: Где?\nЧжан Сяо: Тут.\n"
    read = read_transcript(write(text))
    assert [(turn.speaker, turn.role) for turn in read.turns] == [
        ("Журналист", "interviewer"),
        ("Чжан Сяо", "speaker"),
    ] * 2
    known = read_transcript(write(text, "b.txt", '[interviewee]\nname = "Чжан Сяо"\n'))
    assert parts(known) == asked_and_answered(2)


def test_an_interlocutor_answers_where_somebody_else_asks(write: Write) -> None:
    text = "Тілші: Кім?\nСұхбаттасушы: Мен.\nТілші: Қайда?\nСұхбаттасушы: Осында.\n"
    read = read_transcript(write(text))
    assert [(turn.speaker, turn.role) for turn in read.turns] == [
        ("Тілші", "interviewer"),
        ("Сұхбаттасушы", "speaker"),
    ] * 2


def test_the_interviewee_is_known_with_a_title(write: Write) -> None:
    toml = '[interviewee]\nname = "Чжан Сяо"\n'
    read = read_transcript(write("Вопрос: Кто?\nПосол Чжан Сяо: Я.\nВопрос: Где?\nГ-н Чжан Сяо: Тут.\n", toml=toml))
    assert parts(read) == asked_and_answered(2)
    chinese = write("问：谁？\n张霄大使：我。\n", "b.txt", '[interviewee]\nname = "张霄"\n')
    assert parts(read_transcript(chinese)) == asked_and_answered(1)
    assert without_titles("大使") == "大使"


def test_a_line_of_spaces_behind_a_label_is_read_in_time(write: Write) -> None:
    assert read_transcript(write(f"Вопрос{' ' * 20_000}x\n1{' ' * 20_000}x\n")).layout == "plain"
