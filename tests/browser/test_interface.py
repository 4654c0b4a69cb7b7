"""The page in its four languages: the browser's, or the one that was chosen; nothing stays English but what is said."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pages import MEDAL, QUESTION, TEXT, Visit, answered, ask, asked, check, linger, look, ready
from playwright.sync_api import Page, Route, expect
from support import EVERY_VERDICT, Server

WELCOME = {
    "en": "Ask this interview.",
    "ru": "Задайте вопрос этому интервью.",
    "kk": "Осы сұхбатқа сұрақ қойыңыз.",
    "zh": "向这篇访谈提问。",
}
HEADLINES = {
    "en": "3 statements, best match first.",
    "ru": "3 высказывания, самое подходящее — первое.",
    "kk": "3 айтылым, ең сәйкесі — біріншісі.",
    "zh": "3 段原话，最相符的排在最前。",
}
ASK = {"en": "Ask", "ru": "Спросить", "kk": "Сұрау", "zh": "提问"}
NAME = {"en": "Your question", "ru": "Ваш вопрос", "kk": "Сіздің сұрағыңыз", "zh": "您的问题"}
PLACEHOLDER = {"en": "Ask a question", "ru": "Задайте вопрос", "kk": "Сұрақ қойыңыз", "zh": "请输入问题"}
TRANSLATED = {"ru": "ru-RU", "kk": "kk-KZ", "zh": "zh-CN"}
SEEN = """() => {
    const own = "[lang=en], .typed, .article, .written, .icon-button-wrapper, code, kbd, script, style";
    const seen = (e) => !e.closest(own);
    const said = (e) => [e.title, e.placeholder ?? "", e.closest("#answers") ? "" : e.ariaLabel ?? ""];
    const words = [];
    for (const root of ["#app", "#dialogs"].map((s) => document.querySelector(s))) {
        for (const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); walker.nextNode(); )
            if (seen(walker.currentNode.parentElement)) words.push(walker.currentNode.data);
        for (const e of root.querySelectorAll("[title], [placeholder], [aria-label]"))
            if (seen(e)) words.push(...said(e));
    }
    return words;
}"""
"""What is shown or read out and is not marked as English."""
METADATA = "Zhang Xiao Interview of Ambassador Zhang Xiao to the Kazakh media question"
NAMES = "On the Record Markdown Word PDF JSON SHA zip every mention of en show fill"
LATIN = {*NAMES.split(), *re.findall("[A-Za-z]+", METADATA)}
OCCASION = "the 75th anniversary of the victory in the War of Resistance of the Chinese People to the Japanese invaders"
WORDS_OF_THE_TRANSCRIPT = set(re.findall("[A-Za-z]+", f"{TEXT} {OCCASION} {EVERY_VERDICT}"))


def shown(page: Page) -> tuple[str, str, str, str]:
    """The language of the document, the welcome, the button and the placeholder."""
    return (
        page.evaluate("document.documentElement.lang"),
        page.locator("#welcome h2").text_content() or "",
        (page.locator("#ask button").text_content() or "").strip(),
        page.locator("#question textarea").get_attribute("placeholder") or "",
    )


def expected(language: str) -> tuple[str, str, str, str]:
    tag = "zh-Hans" if language == "zh" else language
    return tag, WELCOME[language], ASK[language], PLACEHOLDER[language]


def refuse(status: int, route: Route) -> None:
    route.fulfill(status=status)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ru-RU", "ru"), ("kk-KZ", "kk"), ("zh-CN", "zh"), ("zh-Hant-TW", "zh"), ("en-GB", "en"), ("de-DE", "en")],
)
def test_the_page_is_in_the_language_of_the_browser(server: Server, visit: Visit, locale: str, language: str) -> None:
    page = visit(server.url, locale=locale)
    assert shown(page) == expected(language)
    expect(page.locator("#question textarea")).to_have_accessible_name(NAME[language])
    expect(page.locator("#language")).to_have_value(language)
    assert page.locator("#q2-p3-s1").text_content() == MEDAL
    expect(page.locator("#transcript article")).to_have_attribute("lang", "en")
    ask(page, QUESTION)
    expect(page.locator(".headline")).to_have_text(HEADLINES[language])
    expect(page.locator(".quote").first).to_have_text(MEDAL)
    expect(page.locator(".quote").first).to_have_attribute("lang", "en")


def test_it_is_the_first_language_of_the_browser_that_there_is(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.add_init_script("Object.defineProperty(navigator, 'languages', { value: ['de-DE', 'kk', 'ru'] })")
    page.reload()
    ready(page)
    assert shown(page) == expected("kk")


def test_a_language_that_is_chosen_stays_and_the_conversation_is_answered_in_it(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    ask(page, "Who won the football world cup?")
    page.get_by_label("Language of the page").select_option(label="Русский")
    page.wait_for_selector(":root[data-language=ru]")
    answered(page, 2)
    expect(page.locator(".headline")).to_have_text([HEADLINES["ru"], "В этой стенограмме этого нет."])
    assert asked(page) == [QUESTION, "Who won the football world cup?"]
    assert page.evaluate("document.activeElement.id") == "language", "one can go on choosing"
    page.goto(server.url)
    ready(page)
    assert page.evaluate("document.documentElement.lang") == "ru"
    page.locator("#language").select_option("en")
    page.wait_for_selector(":root[data-language=en]")
    expect(page.locator(".headline").first).to_have_text(HEADLINES["en"])


def test_answers_in_the_language_of_the_page_are_not_asked_again(server: Server, visit: Visit) -> None:
    page = visit(server.url, locale="ru-RU")
    ask(page, QUESTION)
    check(page, EVERY_VERDICT)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.rpartition("/")[2]))
    page.reload()
    ready(page)
    answered(page, 1)
    assert "answer" not in requests
    assert "checked" not in requests
    assert requests.count("interface") == 1


def test_a_check_is_made_again_in_the_language_that_is_chosen(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    check(page, EVERY_VERDICT)
    page.locator("#language").select_option("zh")
    page.wait_for_selector(":root[data-language=zh]")
    expect(page.locator("#result h2")).to_have_text("9 处引文中有 4 处属实。")
    expect(page.locator("#pasted")).to_have_value(EVERY_VERDICT)
    assert page.evaluate("document.activeElement.id") == "language"


def test_no_english_is_seen_before_the_page_is_in_its_language(server: Server, visit: Visit) -> None:
    page = visit(server.url, locale="ru-RU")
    page.add_init_script(
        """window.seen = new Set();
        const look = () => {
            const heading = document.querySelector("#welcome h2");
            if (heading?.checkVisibility({ visibilityProperty: true })) window.seen.add(heading.textContent);
            requestAnimationFrame(look);
        };
        look();"""
    )
    held: list[Route] = []
    page.route("**/run/interface", lambda route: held.append(route))
    page.reload()
    page.wait_for_function("window.mounted && window.record")
    linger(page)
    held[0].continue_()
    ready(page)
    linger(page)
    assert page.evaluate("[...window.seen]") == [WELCOME["ru"]]


def test_where_the_language_can_not_be_had_everything_is_english(server: Server, visit: Visit) -> None:
    page = visit(server.url, locale="ru-RU", expects_errors=True)
    page.route("**/run/interface", lambda route: route.abort())
    page.reload()
    ready(page)
    assert shown(page) == expected("en")
    ask(page, QUESTION)
    expect(page.locator(".headline")).to_have_text(HEADLINES["en"])


def test_messages_of_the_scripts_are_in_the_language(server: Server, visit: Visit) -> None:
    page = visit(server.url, locale="ru-RU", expects_errors=True)
    for status, words in (
        (502, "Сервер не отвечает."),
        (500, "Это ошибка программы, а не ваша."),
        (413, "Эта беседа длиннее"),
        (401, "Вход больше не действует."),
    ):
        page.route("**/run/answer", partial(refuse, status))
        ask(page, QUESTION)
        expect(page.locator(".answer.error").last).to_contain_text(words)
    state = '{"stage": "index", "done": 3, "of": 9}'
    page.route("**/healthz", lambda route: route.fulfill(body=state, content_type="application/json"))
    page.reload()
    ready(page)
    expect(page.locator("#progress")).to_contain_text("Стенограммы читаются в первый раз, отрывков: 3 из 9…")
    state = '{"stage": "failed", "reason": "model tiny: no such folder"}'
    page.unroute("**/healthz")
    page.route("**/healthz", lambda route: route.fulfill(body=state, content_type="application/json"))
    expect(page.locator("#progress")).to_have_text(
        "Программа не смогла загрузиться. Причина указана в журнале сервера."
    )
    page.get_by_role("button", name="Новая беседа").click()
    page.get_by_text("Экспорт", exact=True).click()
    page.get_by_role("button", name="JSON").click()
    expect(page.locator("#announce")).to_have_text("Экспортировать пока нечего.")


def test_why_an_export_does_not_work_is_in_the_language(server: Server, visit: Visit) -> None:
    page = visit(server.url, locale="kk-KZ")
    ask(page, QUESTION)
    error = '{"data": [{"error": "Сервер мұны сұрақ ретінде оқи алмайды."}]}'
    page.route("**/run/export", lambda route: route.fulfill(body=error, content_type="application/json"))
    page.get_by_text("Экспорт", exact=True).click()
    page.get_by_role("button", name="JSON").click()
    told = "Экспорттау мүмкін болмады. Сервер мұны сұрақ ретінде оқи алмайды."
    expect(page.locator("#announce")).to_have_text(told)


@pytest.mark.parametrize(("language", "locale"), TRANSLATED.items())
def test_nothing_of_the_interface_is_left_in_english(server: Server, visit: Visit, language: str, locale: str) -> None:
    page = visit(server.url, locale=locale)
    for question in (QUESTION, "Who won the football world cup?", "every mention of Xi Jinping", "What is this about?"):
        ask(page, question)
    page.locator(".context > summary").first.click()
    check(page, EVERY_VERDICT)
    words = {word for text in page.evaluate(SEEN) for word in re.findall(r"[A-Za-z]{2,}", text)}
    assert words - LATIN - WORDS_OF_THE_TRANSCRIPT == set()
    assert len(page.evaluate(SEEN)) > 300


@pytest.mark.parametrize("form", ["Markdown", "JSON"])
def test_an_export_as_markdown_is_in_the_language_and_json_is_not(server: Server, visit: Visit, form: str) -> None:
    page = visit(server.url, locale="ru-RU")
    ask(page, QUESTION)
    page.get_by_text("Экспорт", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=form).click()
    text = Path(download.value.path()).read_text("utf-8")
    assert MEDAL in text
    assert (HEADLINES["ru"] in text) is (form == "Markdown")
    assert bool(re.search("[а-я]", text)) is (form == "Markdown")


@pytest.mark.parametrize(
    ("language", "width", "height", "scheme"),
    [("ru", 320, 640, "light"), ("ru", 1280, 800, "dark"), ("kk", 320, 640, "light"), ("zh", 390, 844, "dark")],
)
def test_in_every_language_axe_finds_no_violation_and_nothing_is_cut_off(
    server: Server, visit: Visit, screenshots: Path, language: str, width: int, height: int, scheme: str
) -> None:
    page = visit(server.url, width, height, locale=TRANSLATED[language], color_scheme=scheme, expects_errors=True)

    def seen(state: str) -> None:
        look(page, width, screenshots / f"{language}-{width}-{state}.png")
        cut = "b => b.checkVisibility() && b.scrollWidth > b.clientWidth + 1"
        assert (
            page.eval_on_selector_all("button, summary, .tab", f"all => all.filter({cut}).map(b => b.outerHTML)") == []
        )

    seen("empty")
    ask(page, QUESTION)
    ask(page, "Who attended the ceremony?")
    page.locator(".search summary").click()
    seen("answered")
    page.locator("#open-help").click()
    seen("help")
    page.keyboard.press("Escape")
    check(page, EVERY_VERDICT)
    seen("checked")


def test_the_language_is_chosen_by_keyboard(server: Server, visit: Visit) -> None:
    page = visit(server.url, 320, 640)
    page.locator("#theme").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "language"
    for language in ("ru", "kk"):
        page.keyboard.press("ArrowDown")
        page.wait_for_selector(f":root[data-language={language}]")
        assert page.evaluate("document.activeElement.id") == "language"


def test_the_language_of_the_page_is_not_that_of_several_transcripts(
    serve: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    talks = {
        "ru": "Вопрос: Зачем?\nОтвет: Мир важен. Мы за мир.\n",
        "en": "Q: Why?\nA: Peace matters. We want peace.\n",
    }
    paths = []
    for language, text in talks.items():
        paths += ["--transcript", str(tmp_path / f"{language}.txt")]
        Path(paths[-1]).write_text(text, "utf-8")
    page = visit(serve(*paths).url, locale="zh-CN")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    expect(page.locator("#masthead .facts")).to_have_text("2 份文字稿")
    for language, words in (("ru", "Мир важен."), ("en", "Peace matters."), ("ru", "Мир важен.")):
        page.locator("#tab-choosing").click()
        page.locator(f"#shelf button[value={language}]").click()
        expect(page.locator("#transcript article")).to_have_attribute("lang", language)
        assert page.locator("#transcript .s").all_text_contents()[1] == words
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
