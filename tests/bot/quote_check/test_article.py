"""What a reader sees of an article, and where in its source that stands."""

import time
from pathlib import Path

import pytest
from articles import check, seen, source_of
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ArticleError
from bot.quote_check.article import (
    FORMS,
    MOST_BYTES,
    MOST_CHARACTERS,
    Form,
    form_of,
    read_article,
    read_article_file,
)

PIECES = (
    "a b é 😀 . \\ * ** _ ` `` ``` ~~~ # ## > >> - 1. | |-|-| = === [ ] ( ) ![ ]( <http://a.b> <b> </b> <q> </q> "
    "<p> </p> <br> <pre> </pre> <blockquote> </blockquote> <script> </script> <!-- --> <! <? <![x[ </> </ <a < > "
    "<title> <td </title> & &amp; &amp &ampx &#65; &#x41 &nbsp; &# &NotEqualTilde; ' \" = ; \ud800 \\| \\* [a]: ~~ "
    "<template> </template> <noscript> </noscript> <p/hidden> <b/hidden='a'> <br/hidden>"
).split()
SPACES = [" ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\x85", "\u2028", "\xa0"]
MARKUP = st.lists(st.sampled_from([*PIECES, *SPACES]), max_size=40).map("".join)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@given(source=MARKUP | st.text(max_size=60))
@settings(deadline=None)
def test_every_character_stands_where_the_article_says(form: Form, source: str) -> None:
    check(source, read_article(source, form))


@given(source=MARKUP)
def test_plain_text_without_quoted_lines_is_what_was_written(source: str) -> None:
    article = read_article(source.replace(">", ""))
    assert article.text == source.replace(">", "")
    assert list(article.starts) == list(range(len(article.text)))


@given(words=st.lists(st.sampled_from(["“One", "two”", "three.", "“Four.”"]), min_size=1))
@settings(deadline=None)
def test_words_without_markup_are_the_same_in_every_form(words: list[str]) -> None:
    source = " ".join(words)
    articles = [read_article(source, form) for form in FORMS.values()]
    assert {(article.text, article.blocks) for article in articles} == {(source, articles[0].blocks)}
    assert all(list(article.starts) == list(range(len(source))) for article in articles)


def test_blank_lines_separate_paragraphs_and_line_ends_do_not() -> None:
    assert seen(read_article("He said “we\nleft”.\n \t\n\nThen.\r\n\r\nEnd.\n")) == [
        ("He said “we\nleft”.", False),
        ("Then.", False),
        ("End.", False),
    ]


def test_lines_marked_as_in_an_e_mail_are_a_block_quotation_without_their_marks() -> None:
    source = "Ada wrote:\n> We left.\n> It rained.\n>\n> > Go.\nI agree."
    article = read_article(source)
    assert article.text == "Ada wrote:\n\nWe left.\nIt rained.\n\nGo.\n\nI agree."
    assert seen(article) == [
        ("Ada wrote:", False),
        ("We left.\nIt rained.", True),
        ("Go.", True),
        ("I agree.", False),
    ]
    assert source_of(source, "text", "left.\nIt") == "left.\n> It"


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("source", ["", " \n", "\ufeff"])
def test_nothing_is_an_article_without_blocks_but_a_mark_is_text(form: Form, source: str) -> None:
    assert [text for text, _ in seen(read_article(source, form))] == ([source] if source.strip() else [])


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    "piece", ["<p>", "<!--", "</a", "<a b='>", "&#", "> > > >", "- - a\n", "<![CDATA[", "a\n", "*"]
)
def test_reading_takes_time_in_proportion(form: Form, piece: str) -> None:
    began = time.process_time()
    read_article(piece * (60_000 // len(piece)), form)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "source", ["[", "![", "[*", "[[a](", ">" * 150 + "\n", "- " * 60 + "a\n", "<template>", "<p hidden>", "</b><b>"]
)
def test_reading_takes_time_in_proportion_however_deep_it_is(source: str) -> None:
    began = time.process_time()
    for form in FORMS.values():
        read_article(source * (60_000 // len(source)), form)
    assert time.process_time() - began < 10


def test_an_article_that_is_too_long_is_refused() -> None:
    with pytest.raises(ArticleError, match="expected at most 1,000,000 characters; found 1,000,001"):
        read_article("a" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("name", "form"), [("a.txt", "text"), ("A.MD", "markdown"), ("a.markdown", "markdown"), ("a.htm", "html")]
)
def test_the_suffix_says_the_form(name: str, form: Form) -> None:
    assert form_of(Path(name)) == form


def test_another_suffix_is_named() -> None:
    with pytest.raises(ArticleError, match=r"a\.docx: expected a file that ends in \.txt, \.md, .*; found “\.docx”"):
        form_of(Path("a.docx"))


def test_a_file_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff*Äther*".encode())
    article = read_article_file(path)
    assert (article.text, list(article.starts)) == ("Äther", [1, 2, 3, 4, 5])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"abc\xff", r"expected text in UTF-8; found byte 0xff at 3$"),
        (b"a\0b", r"expected text in UTF-8; found byte 0x00 at 1$"),
        (b"a" * (MOST_BYTES + 1), r"expected at most 5,000,000 bytes; found 5,000,001$"),
        (b"a" * (MOST_CHARACTERS + 1), r"a\.txt: expected at most 1,000,000 characters; found 1,000,001$"),
    ],
)
def test_a_file_that_is_no_article_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=problem):
        read_article_file(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "a.txt"
    folder.mkdir()
    with pytest.raises(ArticleError, match="found a folder"):
        read_article_file(folder)
    with pytest.raises(ArticleError, match="no such file"):
        read_article_file(tmp_path / "b.txt")
