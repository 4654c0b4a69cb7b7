"""A conversation as Markdown and as JSON: what two parsers of Markdown render is what was said, asked and answered."""

import json
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from schema import HOSTILE
from support import INTERVIEW, LIGHTHOUSE, library_of, transcripts_of

from bot.chat import Bot
from bot.conversation import MOST_QUESTIONS, Exchange, replay
from bot.errors import QuestionError
from bot.evidence.citation import Citation
from bot.question.typed import MAX_CHARACTERS
from bot.render.json import answer_json, conversation_json
from bot.render.markdown import conversation_markdown, plain
from bot.render.strings import speaking

Write = Callable[..., Path]
PARSERS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False}))
PAGE = "http://127.0.0.1:7860/"
SAMPLES = (
    "", " ", "\t", "\n", "\r\n", "\r", "\n\n", "a\nb", "a\r\nb", "a\rb", "a\n\n\r\n b", "a\n  b", "a\n\tb", "a \nb",
    "a  \nb", "a\\\nb", "1. a", "\n1. a", "\n 1) a", "\n1945. a", "- a", "\n- a", "\n+ a", "\n* a", "\n  - a", "\n# a",
    "\n###### a", "a #", "\n> a", "\n***", "\n---", "\n===", "\n- - -", "\n___", "`a`", "``", "\n```\na\n```", "\n~~~",
    "\n    a", "<script>alert(1)</script>", "\n<div>", "<!-- a -->", "<http://a.example>", "&amp;", "&#32;", "&lt",
    "[a](b)", "![a](b)", "[a]: b", "\n[a]: b", "[^1]", "\n[ ] a", "~~s~~", "$x$", "$$\nx\n$$", "|", "a | b\n--- | ---",
    "\n:-", "\n:-: | -", "\n\f-", ":smile:", ":+1:", "http://a.example/b_c_d", "www.a.example/b_c", "a_b@c.example",
    "*a*", "**a**", "_a_", "a_b_c", "\\", "\\*", "\\\\", "a\u00a0b", "\n\u00a0b", "🙂", "\u202ertl\u202c", "سلام\n- b",
    "\u2028- a", "\ufeffa", "“1. a”", "x" * 99,
)  # fmt: skip
PIECES = (
    *"\\`*_{}[]()<>#+-.!~|$&:=^%@\"'/?,; \tx1\n\r", "\r\n", "\n ", "\n\t", "\n- ", "\n1. ", "\n# ", "\n> ", "\n---",
    "\n===", "&amp;", "&#32;", "<b>", "<!--", "http://", "www.", ":a:", "\u00a0", "🙂", "ש", "\u202e", "\u2028",
)  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
).map("".join)


class Rendered(HTMLParser):
    """HTML as the text of its blocks, in order, as (path of tags, text); its links, as (text, address)."""

    BLOCKS = ("h1", "h2", "p", "li")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self._path: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._path.append(tag)
        if tag in self.BLOCKS:
            self.blocks.append((" ".join(self._path), ""))
        if tag == "a":
            self.links.append(("", dict(attrs)["href"] or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.blocks.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._path.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(tag in self.BLOCKS for tag in self._path):
            path, text = self.blocks[-1]
            self.blocks[-1] = (path, text + data)
        else:
            assert not data.strip()
        if "a" in self._path:
            text, address = self.links[-1]
            self.links[-1] = (text + data, address)

    def texts(self, path: str) -> list[str]:
        return [text for at, text in self.blocks if at == path]


def rendered(markdown: str) -> Rendered:
    """What both parsers make of it."""
    one, other = (Rendered(parser.render(markdown)) for parser in PARSERS)
    assert (one.blocks, one.links) == (other.blocks, other.links)
    return one


def exported(bot: Bot, exchanges: Sequence[Exchange], address: str = "") -> Rendered:
    return rendered(conversation_markdown(transcripts_of(bot), exchanges, address))


def quotations(page: Rendered) -> list[str]:
    """The paragraphs of block quotations that are one quotation, without its quotation marks."""
    quoted = page.texts("blockquote p")
    return [text[1:-1] for text in quoted if text.startswith("“") and text.endswith("”")]


def shown(exchange: Exchange) -> list[Citation]:
    """What a door shows of an answer as quotations."""
    answer = exchange.answer
    if answer is None:
        return []
    if answer.about:
        return list(answer.about.questions)
    if answer.every:
        return list(dict.fromkeys(place.citation for one in answer.mentions for place in one.places))
    if answer.state == "not_found":
        return [answer.nearest_question] if answer.nearest_question else []
    return [statement.citation for statement in answer.statements]


def assert_renders(text: str) -> None:
    """Alone where it has no outer blanks, between words, between words in a block quotation: as it stands."""
    whole = f"x{text}x"
    for markdown, path in ((f"x{plain(text)}x", "p"), (f"> x{plain(text, '> ')}x", "blockquote p")):
        page = rendered(markdown)
        assert (page.blocks, page.links) == ([(path, whole)], [])
    alone = text.strip()
    assert rendered(plain(alone)).blocks == ([("p", alone)] if alone else [])


@pytest.mark.parametrize("text", SAMPLES)
def test_plain_text_renders_as_it_stands(text: str) -> None:
    assert_renders(text)


@given(TEXTS)
def test_any_text_renders_as_it_stands(text: str) -> None:
    assert_renders(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("see http://a.example/b_c", r"see http\://a.example/b\_c"),
        ("see www.a.example/b*c", r"see www\.a.example/b\*c"),
    ],
)
def test_an_address_is_no_link_in_which_github_would_show_the_escapes(text: str, markdown: str) -> None:
    assert plain(text) == markdown


QUESTIONS = (
    "Who received a medal?", "history", "every mention of Xi Jinping", "What is this about?", "price of gold", "",
    "hello", '"Silk Road of Health"', "“no such words”", "# A _heading_ 1. <b> & [a](b) #",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quotation_of_an_answer_renders_as_its_exact_words_in_order(bot: Bot, question: str) -> None:
    [exchange] = replay(bot, [question], k=31)
    assert quotations(exported(bot, [exchange])) == [citation.exact for citation in shown(exchange)]


def test_hostile_words_and_line_ends_render_as_they_stand(write: Write) -> None:
    lines = "Answer: 1. We *fought*, & a_b_c.\r\n  They [won](x) | `y`.\r\nThis <b>marked</b> # the end #\r\n"
    bot = Bot(library_of(write(HOSTILE + "Question: And? > 1. So?\r\n" + lines + HOSTILE)))
    exchanges = replay(bot, ["fought", "mugs", "red bell", "they won", "marked the end"], k=31)
    exact = [citation.exact for exchange in exchanges for citation in shown(exchange)]
    assert quotations(exported(bot, exchanges)) == exact
    assert any("\r\n" in words for words in exact), "a statement of two lines"
    assert any("<script>" in words for words in exact)


def test_the_question_its_speaker_and_its_strength_stand_with_a_quotation(bot: Bot) -> None:
    [exchange] = replay(bot, ["medal"], k=1)
    page = exported(bot, [exchange])
    [citation] = shown(exchange)
    assert page.texts("h2") == ["medal"]
    assert page.texts("blockquote p") == [
        f"Asked: {citation.question_text}",
        f"“{citation.exact}”",
        "— Zhang Xiao, Interview of Ambassador Zhang Xiao to the Kazakh media, Q2 ¶3 s1 · Strong match",
    ]


def test_questions_and_titles_are_whole_headings(write: Write) -> None:
    bot = Bot(library_of(write("Answer: C.\nQuestion: C?\nAnswer: C.\n", toml='title = "C #\\n# <i>D</i>"')))
    page = exported(bot, replay(bot, ["Is it C #", "two\n# lines", "1. ---"]))
    assert page.texts("h1") == ["C # # <i>D</i>"]
    assert page.texts("h2") == ["Is it C #", "two # lines", "1. ---"]


def test_what_is_known_is_shown_and_what_is_not_stated_is_said_to_be_so() -> None:
    bot = Bot(library_of(LIGHTHOUSE))
    [transcript] = transcripts_of(bot)
    page = exported(bot, [])
    assert page.blocks == [
        ("h1", "The last keeper of Skerry Light"),
        ("ul li", "interviewee: Jonas Vik, Keeper of Skerry Light"),
        ("ul li", "interviewer: Ada Marsh"),
        ("ul li", "occasion: not stated"),
        ("ul li", "outlet: not stated"),
        ("ul li", "date: 2019-11-03"),
        ("ul li", "address: not stated"),
        ("ul li", f"SHA-256 of the file: {transcript.source.sha256}"),
    ]


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://a.example/b_c?d=1&e=2", [("https://a.example/b_c?d=1&e=2",) * 2]),
        ("javascript:alert(1)", []),
        ("https://a.example/> <b>x</b>", []),
        ("[a](https://a.example)", []),
    ],
)
def test_only_an_address_of_the_metadata_is_a_link(url: str, links: list[tuple[str, str]], write: Write) -> None:
    bot = Bot(library_of(write("Hello there.\n", toml=f'url = "{url}"')))
    page = exported(bot, [])
    assert page.links == links
    assert f"address: {url}" in page.texts("ul li")


def test_not_found_shows_no_statement_and_names_the_nearest_question(bot: Bot) -> None:
    [exchange] = replay(bot, ["What is the price of gold?"])
    answer = exchange.answer
    assert answer is not None
    assert answer.state == "not_found"
    texts = [text for _, text in exported(bot, [exchange]).blocks]
    assert "Not in this transcript." in texts
    assert not [s for s in answer.statements if any(s.citation.exact in text for text in texts)]


def test_a_question_about_the_transcript_is_answered_as_one(bot: Bot) -> None:
    page = exported(bot, replay(bot, ["When was this?"]))
    assert page.texts("blockquote p") == []
    assert "About this transcript (from its metadata, not a quotation)" in page.texts("p")
    assert any(text.startswith("The date is not stated.") for text in page.texts("p"))


@pytest.mark.parametrize("page", [PAGE, "https://a.example/talks/", "https://a.example/?a=1&lt;=2"])
def test_every_quotation_links_to_its_place(bot: Bot, page: str) -> None:
    exchanges = replay(bot, ["medal", "every mention of Xi Jinping"], k=5)
    places = [citation.sentences for exchange in exchanges for citation in shown(exchange)]
    expected = [f"{page}#{'~'.join(dict.fromkeys((ids[0], ids[-1])))}" for ids in places]
    assert exported(bot, exchanges, page).links == [("link", address) for address in expected]


def test_among_several_transcripts_a_link_names_its_own() -> None:
    bot = Bot(library_of(INTERVIEW, LIGHTHOUSE))
    page = exported(bot, replay(bot, ["Where will the lens go?"], k=1), PAGE)
    assert page.links == [("link", f"{PAGE}#lighthouse:t8-p1-s1")]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "file:///a",
        "127.0.0.1:7860",
        "http://",
        "https://a b",
        "https://a>)",
        "https://a\n",
        "//a",
    ],
)
def test_without_an_address_in_http_there_are_no_links(bot: Bot, address: str) -> None:
    exchanges = replay(bot, ["medal"])
    assert exported(bot, exchanges, address).blocks == exported(bot, exchanges).blocks
    assert exported(bot, exchanges, address).links == []


TOO_LONG = {
    "en": "This question is too long: it has 20,001 characters, and at most 20,000 can be asked. Shorten it.",
    "ru": "Этот вопрос слишком длинный: символов в нем 20\xa0001, а допускается не больше 20\xa0000. Сократите его.",
    "kk": "Бұл сұрақ тым ұзын: таңба саны — 20\xa0001, ал рұқсат етілетіні — ең көбі 20\xa0000. Сұрақты қысқартыңыз.",
    "zh": "这个问题太长：共 20,001 个字符，最多可以有 20,000 个。请缩短后再问。",
}


def test_why_a_question_has_no_answer_is_in_the_export(bot: Bot) -> None:
    exchanges = replay(bot, ["medal", "x" * (MAX_CHARACTERS + 1), "history"])
    error = f"expected a question of at most {MAX_CHARACTERS:,} characters; found {MAX_CHARACTERS + 1:,}"
    assert [str(exchange.error or "") for exchange in exchanges] == ["", error, ""]
    assert [exchange.answer is None for exchange in exchanges] == [False, True, False]
    for language, told in TOO_LONG.items():
        with speaking(language):
            assert told in exported(bot, exchanges).texts("p")
    assert conversation_json(transcripts_of(bot), exchanges)["exchanges"][1] == {
        "question": exchanges[1].question,
        "answer": None,
        "error": error,
    }


def test_a_changed_file_is_told_for_every_question(copied: Path) -> None:
    bot = Bot(library_of(copied))
    copied.write_text("Changed.\n", encoding="utf-8")
    exchanges = replay(bot, ["medal", "history"])
    assert [exchange.answer for exchange in exchanges] == [None, None]
    assert all("changed since it was opened" in str(exchange.error) for exchange in exchanges)
    told = f"The file {copied.name} has changed since the program opened it, so nothing can be proved from it. "
    assert exported(bot, exchanges).texts("p") == [f"{told}The program has to be started again."] * 2


def test_more_questions_than_are_answered_again_are_an_error(bot: Bot) -> None:
    assert [one.question for one in replay(bot, [""] * MOST_QUESTIONS)] == [""] * MOST_QUESTIONS
    with pytest.raises(QuestionError, match=f"expected at most {MOST_QUESTIONS} questions; found {MOST_QUESTIONS + 1}"):
        replay(bot, ["medal"] * (MOST_QUESTIONS + 1))


@pytest.mark.parametrize("k", [1, 3, 7])
def test_a_replay_gives_the_very_answers_that_were_given(bot: Bot, k: int) -> None:
    questions = ["medal", "When was this?", "history", "price of gold", "every mention of Xi Jinping", "medal"]
    asked = [bot.ask(question, history=questions[:i], k=k) for i, question in enumerate(questions)]
    assert replay(bot, questions, k) == tuple(map(Exchange, questions, asked))
    assert asked[1].about != bot.ask("When was this?", k=k).about, "what came before counts"


def test_a_replay_searches_what_was_searched_in_place_of_a_question(bot: Bot) -> None:
    medal = "Who got a medal?"
    first, second, third = replay(bot, ["price of gold", "And who got it?", "hello"], 1, ["", medal])
    assert second.answer == bot.ask("And who got it?", history=["price of gold"], standalone=medal, k=1)
    assert first.answer == bot.ask("price of gold", k=1)
    assert third.answer == bot.ask("hello", history=["price of gold", medal], k=1)
    assert f"Searched: {medal}" in exported(bot, (second,)).texts("p")


@pytest.mark.parametrize("language", ["ru", "kk", "zh"])
def test_a_conversation_in_another_language_has_the_same_quotations_and_headings(bot: Bot, language: str) -> None:
    questions = ["medal", "every mention of Xi Jinping", "price of gold", "Why “celebrate”?", "What is this about?"]
    english = exported(bot, replay(bot, questions), PAGE)
    with speaking(language):
        page = exported(bot, replay(bot, questions), PAGE)
    assert quotations(page) == quotations(english)
    assert [address for _, address in page.links] == [address for _, address in english.links]
    assert [page.texts(tag) for tag in ("h1", "h2")] == [english.texts(tag) for tag in ("h1", "h2")]
    assert not {*page.texts("p")} & {*english.texts("p")}


def test_an_exported_conversation_is_json_with_the_whole_answers(bot: Bot) -> None:
    exchanges = replay(bot, QUESTIONS)
    whole = conversation_json(transcripts_of(bot), exchanges)
    assert json.loads(json.dumps(whole)) == whole
    assert list(whole) == ["version", "transcripts", "exchanges"]
    assert whole["exchanges"] == [
        {"question": one.question, "answer": answer_json(one.answer), "error": None}
        for one in exchanges
        if one.answer is not None
    ]


def test_json_has_null_for_what_a_transcript_does_not_state(write: Write) -> None:
    bot = Bot(library_of(LIGHTHOUSE, write("We fought.\n")))
    known, unknown = transcripts_of(bot)
    proof = [{"sha256": one.source.sha256, "text_sha256": one.text_sha256} for one in (known, unknown)]
    stated = {"interviewee": "Jonas Vik, Keeper of Skerry Light", "interviewer": "Ada Marsh", "date": "2019-11-03"}
    nothing = dict.fromkeys(("interviewee", "interviewer", "occasion", "outlet", "date", "url"))
    assert conversation_json((known, unknown), []) == {
        "version": 2,
        "transcripts": [
            {"id": "lighthouse", "title": known.title, "language": "en", **nothing, **stated, **proof[0]},
            {"id": "talk", "title": "talk", "language": "en", **nothing, **proof[1]},
        ],
        "exchanges": [],
    }
