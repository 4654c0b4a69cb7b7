"""The page’s endpoints speak the language that they are asked in, JSON only English; what was edited is searched."""

import json
import re
from collections.abc import Callable

import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT, SlowEmbedder, WordEmbedder, library_of

from bot.chat import Bot
from bot.render.html.answer import preparing_html
from bot.render.strings import LANGUAGES
from bot.web import patience
from bot.web.collection import Collection
from bot.web.endpoints import Endpoints
from bot.web.loading import Loading
from bot.web.rooms import Rooms
from index.indexes import Indexes
from index.library import Library, open_transcripts
from index.model.locate import DEFAULT_MODEL
from index.quotable import by_id

PAGE = "http://127.0.0.1:7860/"
MEDAL = "Who got a medal?"
HEADLINES = {
    "en": "Not in this transcript.",
    "ru": "В этой стенограмме этого нет.",
    "kk": "Бұл стенограммада жоқ.",
    "zh": "这份文字稿中没有。",
}
CHECKED = {
    "en": "1 of 2 quotations holds.",
    "ru": "Подтвердилось цитат: 1 из 2.",
    "kk": "Расталған дәйексөздер саны: 1 (барлығы 2).",
    "zh": "2 处引文中有 1 处属实。",
}
ARTICLE = "“The Chinese people will never forget them.” “To the moon with all of us.”"


@pytest.fixture(scope="module")
def endpoints() -> Endpoints:
    bot = Bot(library_of(INTERVIEW))
    return Endpoints(Rooms(Collection(by_id(bot.library.quotables), Loading.done(bot))))


def headline(html: str) -> str:
    found = re.search(r'class="headline"[^>]*>([^<]*)<', html)
    assert found
    return found[1]


def sentences(html: str) -> list[str]:
    """Of the transcripts, without the tags in them."""
    found = re.findall(r'<span class="s"[^>]*>(.*?)</span>(?=<span class="s"|</p>|</h\d>| )', html)
    return [re.sub("<[^>]+>", "", one) for one in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_and_a_check_are_in_the_language_that_they_are_asked_in(endpoints: Endpoints, language: str) -> None:
    assert headline(endpoints.answer(["price of gold"], "", language)) == HEADLINES[language]
    assert headline(endpoints.checked(ARTICLE, False, language)) == CHECKED[language]


@pytest.mark.parametrize("language", ["de", "", None, 7, ["ru"], {}])
def test_what_is_no_language_of_the_page_is_answered_in_english(endpoints: Endpoints, language: object) -> None:
    answer: Callable[..., str] = endpoints.answer
    assert headline(answer(["price of gold"], "", language)) == HEADLINES["en"]
    interface: Callable[..., dict[str, dict[str, str]]] = endpoints.interface
    assert interface(language)["words"]["ask"] == "Ask"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_elements_and_the_same_words_of_the_transcript(language: str) -> None:
    texts = by_id(library_of(INTERVIEW, LIGHTHOUSE).quotables)
    endpoints = Endpoints(Rooms(Collection(texts, Loading(lambda _: Bot(library_of(INTERVIEW))))))
    english, other = endpoints.interface("en")["blocks"], endpoints.interface(language)["blocks"]
    assert [*other] == [*english]
    for name, html in english.items():
        for pattern in (r' id="([^"]+)"', r' class="([^"]+)"', r' aria-controls="([^"]+)"', r"<(\w+)"):
            assert re.findall(pattern, other[name]) == re.findall(pattern, html)
    assert sentences(other["reader"]) == sentences(english["reader"])
    assert len(sentences(other["reader"])) > 30
    names = 'data-of="ambassador-interview:" data-name="ambassador-interview"'
    assert f'<article lang="en" dir="auto" {names}>' in other["reader"]


def test_what_goes_wrong_is_told_in_the_language(endpoints: Endpoints) -> None:
    broken = Endpoints(Rooms(Collection({}, Loading(lambda _: {}["bot"]))))  # type: ignore[index]
    html = broken.answer([MEDAL], "", "ru")
    assert "Не получилось." in html
    assert "Это ошибка программы, а не ваша." in html
    assert "Спросить снова" in html
    assert "服务器无法把这些内容当作问题读取。" in endpoints.answer([], "", "zh")
    assert "Спросить снова" not in endpoints.checked(7, False, "ru")  # type: ignore[arg-type]


def test_what_is_to_be_searched_is_and_the_question_stays_as_it_was_typed(endpoints: Endpoints) -> None:
    html = endpoints.answer(["price of gold", "And who got it?"], MEDAL, "en")
    assert f'<p class="searched" dir="auto">Searched: {MEDAL}</p>' in html
    assert "commemorative <mark>medal</mark>" in html
    assert "Searched" not in endpoints.answer([MEDAL], "", "en")
    assert "Searched as typed." in endpoints.answer(["price of gold", MEDAL], " ", "en")
    assert "The server can’t read this as a question." in endpoints.answer([MEDAL], ["x"], "en")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_searches_what_was_searched_and_only_markdown_is_translated(
    endpoints: Endpoints, language: str
) -> None:
    asked = (["price of gold", "And who got it?", "hello"], ["", MEDAL, ""])
    text = endpoints.export(*asked, "json", PAGE, language)["text"]
    exchanges = json.loads(text)["exchanges"]
    assert [one["question"] for one in exchanges] == asked[0]
    assert exchanges[1]["answer"]["standalone"] == MEDAL
    assert exchanges[2]["answer"]["about"]["text"].startswith("Hello.")
    markdown = endpoints.export(*asked, "markdown", PAGE, language)["text"]
    assert HEADLINES[language] in markdown
    assert "## And who got it?" in markdown
    assert {"en": "Searched: ", "ru": "Искали: ", "kk": "Ізделгені: ", "zh": "搜索内容："}[language] + MEDAL in markdown


def test_a_conversation_that_is_none_can_not_be_exported(endpoints: Endpoints) -> None:
    for questions, standalones in (([], [""]), (["a"], []), (["a"], "b"), ([1], [""])):
        for form in ("json", "markdown"):
            exported = endpoints.export(questions, standalones, form, PAGE, "ru")  # type: ignore[arg-type]
            assert exported == {"error": "Сервер не может прочитать это как вопрос."}


def test_an_answer_that_is_being_prepared_is_said_to_be_and_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    words, slow = WordEmbedder(), SlowEmbedder()
    words.name = DEFAULT_MODEL
    corpus = Indexes(words, None).corpus(open_transcripts([INTERVIEW]))
    library = Library(corpus, words, Indexes(slow, None))
    assert library.across
    library.across.patience = 0.0
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    endpoints = Endpoints(Rooms(Collection(by_id(library.quotables), Loading.done(Bot(library)))))
    waiting = endpoints.answer(["Кто получил медаль?"], "", "ru")
    assert waiting.startswith('<div class="answer waiting preparing" role="status">'), (
        "as static/conversation.js has it"
    )
    assert "0 из 38" in waiting
    slow.may.set()
    library.across.patience = None
    assert 'class="answer waiting' not in endpoints.answer(["Кто получил медаль?"], "", "ru")


def test_the_page_knows_what_is_being_prepared_by_the_words_that_the_server_has() -> None:
    script = (ROOT / "bot" / "web" / "static" / "conversation.js").read_text("utf-8")
    (beginning,) = re.findall(r"html\.startsWith\('([^']+)'\)", script)
    assert preparing_html("").startswith(beginning)
