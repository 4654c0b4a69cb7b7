"""Whatever is expected to go wrong is told on the page in its language; Python and JSON have it in English."""

import logging
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from unittest.mock import patch

import pytest
from support import INTERVIEW, library_of

from bot.chat import Bot
from bot.conversation import MOST_QUESTIONS
from bot.errors import ArticleError, BusyError, QuestionError
from bot.quote_check.article import read_article
from bot.quote_check.checker import MOST_SPANS
from bot.render.strings import LANGUAGES, speaking
from bot.render.wording import told
from bot.web.collection import Collection
from bot.web.endpoints import Endpoints
from bot.web.limits import Limit
from bot.web.loading import Loading
from bot.web.rooms import Rooms
from index.errors import ChangedError, ModelError, OnTheRecordError
from index.quotable import by_id

Door = Callable[[Endpoints, str], str]
"""What the page shows for a request in a language."""
PAGE = "http://127.0.0.1:7860/"
LONG = "a" * 20_001
NO_MODEL = "model tiny: can't be loaded from /srv/tiny: invalid header"


def asked(*questions: str, standalone: str = "") -> Door:
    return lambda endpoints, language: shown(endpoints.answer([*questions], standalone, language))


def checked(text: object, sentences: bool = False) -> Door:
    check: Callable[..., str] = Endpoints.checked
    return lambda endpoints, language: shown(check(endpoints, text, sentences, language))


def exported(form: str, questions: object) -> Door:
    export: Callable[..., dict[str, str]] = Endpoints.export
    return lambda endpoints, language: export(endpoints, questions, [""], form, PAGE, language)["error"]


def shown(html: str) -> str:
    """What an error's card says below its headline."""
    found = re.fullmatch(
        r'<div class="answer error" role="alert"><p .*?</p><p dir="auto">([^<]*)</p>(?:<b.*)?</div>', html
    )
    assert found, html
    return unescape(found[1])


QUESTION_TOO_LONG = {
    "en": "This question is too long: it has 20,001 characters, and at most 20,000 can be asked. Shorten it.",
    "ru": "Этот вопрос слишком длинный: символов в нем 20\xa0001, а допускается не больше 20\xa0000. Сократите его.",
    "kk": "Бұл сұрақ тым ұзын: таңба саны — 20\xa0001, ал рұқсат етілетіні — ең көбі 20\xa0000. Сұрақты қысқартыңыз.",
    "zh": "这个问题太长：共 20,001 个字符，最多可以有 20,000 个。请缩短后再问。",
}
TEXT_TOO_LONG = {
    "en": "This text is too long: it has 200,001 characters, and at most 200,000 can be checked at once. "
    "Check it in parts.",
    "ru": "Этот текст слишком длинный: символов в нем 200\xa0001, а за один раз проверяется не больше 200\xa0000. "
    "Проверьте его по частям.",
    "kk": "Бұл мәтін тым ұзын: таңба саны — 200\xa0001, ал бір жолы тексерілетіні — ең көбі 200\xa0000. "
    "Бөліп-бөліп тексеріңіз.",
    "zh": "这段文字太长：共 200,001 个字符，一次最多核对 200,000 个。请分段核对。",
}
TOO_MUCH_TO_CHECK = {
    "en": "This text holds too much to check: 10,001 quotations or sentences, and at most 10,000 can be checked at "
    "once. Check it in parts.",
    "ru": "В этом тексте слишком много того, что надо проверить: цитат и предложений в нем 10\xa0001, а за один раз "
    "проверяется не больше 10\xa0000. Проверьте его по частям.",
    "kk": "Бұл мәтінде тексерілетін нәрсе тым көп: дәйексөз бен сөйлем саны — 10\xa0001, ал бір жолы тексерілетіні — "
    "ең көбі 10\xa0000. Бөліп-бөліп тексеріңіз.",
    "zh": "这段文字中要核对的内容太多：共 10,001 处引文或句子，一次最多核对 10,000 处。请分段核对。",
}
TOO_MANY_QUESTIONS = {
    "en": "This conversation is too long: it has 501 questions, and at most 500 can be exported. Begin a new one.",
    "ru": "Эта беседа слишком длинная: вопросов в ней 501, а экспортировать можно не больше 500. Начните новую.",
    "kk": "Бұл әңгіме тым ұзын: сұрақ саны — 501, ал экспорттауға болатыны — ең көбі 500. Жаңасын бастаңыз.",
    "zh": "这个对话太长：共 501 个问题，最多可以导出 500 个。请开始新对话。",
}
NO_QUESTION = {
    "en": "The server can’t read this as a question.",
    "ru": "Сервер не может прочитать это как вопрос.",
    "kk": "Сервер мұны сұрақ ретінде оқи алмайды.",
    "zh": "服务器无法把这些内容当作问题读取。",
}
NO_TEXT = {
    "en": "The server can’t read this as a text to check.",
    "ru": "Сервер не может прочитать это как текст для проверки.",
    "kk": "Сервер мұны тексерілетін мәтін ретінде оқи алмайды.",
    "zh": "服务器无法把这些内容当作待核对的文字读取。",
}
CHANGED = {
    "en": "The file {file} has changed since the program opened it, so nothing can be proved from it. The program "
    "has to be started again.",
    "ru": "Файл {file} изменился с тех пор, как программа его открыла, поэтому по нему ничего нельзя подтвердить. "
    "Программу нужно запустить заново.",
    "kk": "{file} файлы бағдарлама оны ашқаннан кейін өзгерген, сондықтан ол бойынша ештеңені растау мүмкін емес. "
    "Бағдарламаны қайта іске қосу керек.",
    "zh": "文件 {file} 在程序打开之后有了改动，因此无法再用它证明任何内容。需要重新启动程序。",
}
UNREADABLE = {
    "en": "The file {file} can’t be read any more, so nothing can be proved from it. The program has to be "
    "started again.",
    "ru": "Файл {file} больше не удается прочитать, поэтому по нему ничего нельзя подтвердить. Программу нужно "
    "запустить заново.",
    "kk": "{file} файлын енді оқу мүмкін емес, сондықтан ол бойынша ештеңені растауға болмайды. Бағдарламаны қайта "
    "іске қосу керек.",
    "zh": "文件 {file} 已经无法读取，因此无法再用它证明任何内容。需要重新启动程序。",
}
UNUSABLE_MODEL = {
    "en": "The program’s model can’t be used. The server’s log says why.",
    "ru": "Модель, с которой работает программа, использовать не удалось. Причина указана в журнале сервера.",
    "kk": "Бағдарлама қолданатын модель іске жарамады. Себебі сервер журналында жазылған.",
    "zh": "程序的模型无法使用。原因见服务器日志。",
}
BUSY = {
    "en": "Much is being asked at the moment. What you typed is kept here; try again in a moment.",
    "ru": "Сейчас задают очень много вопросов. Набранное сохранено здесь; попробуйте еще раз чуть позже.",
    "kk": "Қазір тым көп сұрақ қойылуда. Тергеніңіз осында сақталды; сәлден кейін қайталап көріңіз.",
    "zh": "现在提问的人很多。您输入的内容保留在此；请稍后再试。",
}
FAULT = {
    "en": "This is a fault of the program, not yours. The server’s log says more.",
    "ru": "Это ошибка программы, а не ваша. Подробности — в журнале сервера.",
    "kk": "Бұл — сіздің емес, бағдарламаның қатесі. Толығырағы сервер журналында.",
    "zh": "这是程序的错误，与您无关。详情见服务器日志。",
}


def endpoints_of(bot: Bot) -> Endpoints:
    return Endpoints(Rooms(Collection(by_id(bot.library.quotables), Loading.done(bot))))


@pytest.fixture(scope="module")
def endpoints() -> Endpoints:
    return endpoints_of(Bot(library_of(INTERVIEW)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("door", "texts"),
    [
        (asked(LONG), QUESTION_TOO_LONG),
        (asked("And who got it?", standalone=LONG), QUESTION_TOO_LONG),
        (asked(), NO_QUESTION),
        (checked("a" * 200_001), TEXT_TOO_LONG),
        (checked("A lamp. " * (MOST_SPANS + 1), sentences=True), TOO_MUCH_TO_CHECK),
        (checked(7), NO_TEXT),
        (exported("markdown", ["medal"] * (MOST_QUESTIONS + 1)), TOO_MANY_QUESTIONS),
        (exported("json", ["medal"] * (MOST_QUESTIONS + 1)), TOO_MANY_QUESTIONS),
        (exported("json", "medal"), NO_QUESTION),
    ],
)
def test_what_a_visitor_can_do_wrong_is_told_in_the_language(
    endpoints: Endpoints, door: Door, texts: dict[str, str], language: str
) -> None:
    assert door(endpoints, language) == texts[language]


DOORS = [asked("medal"), checked("“never forget”")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_not_what_it_was_is_told_in_the_language(copied: Path, language: str) -> None:
    endpoints = endpoints_of(Bot(library_of(copied)))
    copied.write_text("Changed.\n", encoding="utf-8")
    assert [door(endpoints, language) for door in DOORS] == [CHANGED[language].format(file=copied.name)] * 2
    copied.unlink()
    assert [door(endpoints, language) for door in DOORS] == [UNREADABLE[language].format(file=copied.name)] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("error", "texts"), [(ModelError(NO_MODEL), UNUSABLE_MODEL), (OSError(28, "No space left on device"), FAULT)]
)
def test_a_model_that_can_not_be_used_is_told_in_the_language_and_why_in_the_log(
    error: Exception, texts: dict[str, str], language: str, caplog: pytest.LogCaptureFixture
) -> None:
    def load(_: object) -> Bot:
        raise error

    endpoints = Endpoints(Rooms(Collection({}, Loading(load))))
    caplog.clear()
    for door in (asked("medal"), exported("markdown", ["medal"]), exported("json", ["medal"])):
        with caplog.at_level(logging.ERROR):
            assert door(endpoints, language) == texts[language]
        assert str(error) in caplog.text
        caplog.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_that_is_busy_says_so_in_the_language(language: str) -> None:
    def full(running: int, waiting: int) -> Limit:
        return Limit(0, 0)

    with patch("bot.web.endpoints.Limit", full):
        endpoints = endpoints_of(Bot(library_of(INTERVIEW)))
    for door in (*DOORS, exported("markdown", ["medal"]), exported("json", ["medal"])):
        assert door(endpoints, language) == BUSY[language]


def test_the_same_is_english_in_python_and_json(endpoints: Endpoints) -> None:
    with speaking("ru"):
        with pytest.raises(QuestionError) as question:
            endpoints.ask(LONG)
        with pytest.raises(QuestionError) as text:
            endpoints.check("a" * 200_001)
        with pytest.raises(ArticleError) as article:
            read_article("a" * 1_000_001)
        conversation = endpoints.export([LONG], [""], "json", PAGE, "ru")["text"]
    assert str(question.value) == "expected a question of at most 20,000 characters; found 20,001"
    assert str(text.value) == "expected a text of at most 200,000 characters; found 200,001"
    assert str(article.value) == "expected at most 1,000,000 characters; found 1,000,001"
    assert '"error": "expected a question of at most 20,000 characters; found 20,001"' in conversation


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_without_a_text_of_its_own_has_its_kinds(language: str) -> None:
    kinds = {
        OnTheRecordError: FAULT, ModelError: UNUSABLE_MODEL, QuestionError: NO_QUESTION, ArticleError: NO_TEXT,
        BusyError: BUSY, ChangedError: FAULT,
    }  # fmt: skip
    with speaking(language):
        assert {kind: told(kind("expected {x}; found {y}")) for kind in kinds} == {
            kind: texts[language] for kind, texts in kinds.items()
        }
