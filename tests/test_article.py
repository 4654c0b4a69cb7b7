"""What a reader sees of an article, and where in its source that stands."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checks.article import (
    FORMS,
    MOST_BYTES,
    MOST_CHARACTERS,
    Article,
    Form,
    form_of,
    read_article,
    read_article_file,
)
from index.errors import ArticleError

PIECES = (
    "a b é 😀 . \\ * ** _ ` `` ``` ~~~ # ## > >> - 1. | |-|-| = === [ ] ( ) ![ ]( <http://a.b> <b> </b> <q> </q> "
    "<p> </p> <br> <pre> </pre> <blockquote> </blockquote> <script> </script> <!-- --> <! <? <![x[ </> </ <a < > "
    "<title> <td </title> & &amp; &amp &ampx &#65; &#x41 &nbsp; &# &NotEqualTilde; ' \" = ; \ud800 \\| \\* [a]: ~~ "
    "<template> </template> <noscript> </noscript> <p/hidden> <b/hidden='a'> <br/hidden>"
).split()
SPACES = [" ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\x85", "\u2028", "\xa0"]
MARKUP = st.lists(st.sampled_from([*PIECES, *SPACES]), max_size=40).map("".join)
ESCAPED = frozenset("&\\")
"""What does not stand for itself begins with one of these: an entity, an escape."""


def seen(article: Article) -> list[tuple[str, bool]]:
    return [(article.text[block.start : block.stop], block.is_quotation) for block in article.blocks]


def quoted(article: Article) -> list[str]:
    return [article.text[span.start : span.stop] for span in article.quoted]


def source_of(source: str, form: Form, words: str) -> str:
    """What stands in the source where `words` stand in the text."""
    article = read_article(source, form)
    start = article.text.index(words)
    span = article.place(start, start + len(words))
    return source[span.start : span.stop]


def check(source: str, article: Article) -> None:
    assert len(article.text) == len(article.starts) == len(article.stops)
    for places in (article.starts, article.stops):
        assert all(0 <= a <= b <= len(source) for a, b in pairwise([0, *places, len(source)]))
    for i, character in enumerate(article.text):
        span = article.place(i, i + 1)
        if not character.isspace():
            assert span.start < span.stop
            assert source[span.start] == character or source[span.start] in ESCAPED or character == "\ufffd"
    outside = 0
    for block in article.blocks:
        assert article.text[outside : block.start].isspace() or block.start == outside == 0
        assert article.text[block.start : block.stop].strip() == article.text[block.start : block.stop] != ""
        outside = block.stop
    for span in article.quoted:
        assert article.text[span.start : span.stop].strip() == article.text[span.start : span.stop] != ""
        assert any(block.start <= span.start < span.stop <= block.stop for block in article.blocks)
    assert all(a.stop <= b.start for a, b in pairwise(article.quoted))


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


def test_blocks_of_markdown_are_paragraphs_headings_items_and_cells() -> None:
    source = (
        "# A #\nB\nc\n- D\n- E\n\n  F\n\n1. G\n\n| H | I |\n|---|---|\n| J\\|K | L |\n\nM\n===\n\n---\n\n> N\n>\n> O\n"
    )
    *plain, n, o = seen(read_article(source, "markdown"))
    assert plain == [(text, False) for text in ("A", "B\nc", "D", "E", "F", "G", "H", "I", "J|K", "L", "M")]
    assert [n, o] == [("N", True), ("O", True)]
    assert source_of(source, "markdown", "J|K") == "J\\|K"
    assert source_of(source, "markdown", "L") == "L"


def test_code_in_markdown_is_a_block_and_no_quotation() -> None:
    source = "> ```\n> a  *b*\n> ```\n\n    c\n      d\n"
    assert seen(read_article(source, "markdown")) == [("a  *b*", False), ("c\n  d", False)]
    assert source_of(source, "markdown", "d") == "d"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a *b* **c** ***d*** _e_ 2*3*4 f_g_h", "a b c d e 234 f_g_h"),
        ("[peace](http://a/peace 'peace') peace", "peace peace"),
        ("[peace][1] ![image](b) [no] x\n\n[1]: http://a 'peace'", "peace  [no] x"),
        ("`` a`b `` `c`", "a`b c"),
        ("\\*a\\* &amp; &lt; AT&T", "*a* & < AT&T"),
        ("a<b>b</b><!-- c --> <span title='>'>d</span>", "ab d"),
        ("<http://a.b/c> <e@f.g>", "http://a.b/c e@f.g"),
        ("a  \nb\\\nc<br>d", "a\nb\nc\nd"),
        ("<script>a</script> b <title> c\n\nd", "b\n\nd"),
        ("*a", "*a"),
        ("~a~ ~~b~~ ~~~c~~~ ~~d", "~a~ b ~c~ ~~d"),
    ],
)
def test_marks_of_markdown_are_not_seen(source: str, text: str) -> None:
    assert read_article(source, "markdown").text == text


def test_the_same_word_is_found_where_it_stands_and_not_in_an_address_before_it() -> None:
    source = '> [the war](war "war")\n> and *the\n> war* again, `war`'
    article = read_article(source, "markdown")
    at = [i for i in range(len(article.text)) if article.text.startswith("war", i)]
    assert [article.starts[i] for i in at] == [7, source.index("war*"), source.index("war`")]


@pytest.mark.parametrize("depth", [20, 25, 99, 101, 400])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - ", "- > 1. "])
def test_what_is_nested_however_deep_is_seen(mark: str, depth: int) -> None:
    source = f"Before.\n\n{mark * depth}He said “we left”.\n\nAfter."
    article = read_article(source, "markdown")
    check(source, article)
    assert article.text.startswith("Before.\n\n")
    assert article.text.endswith("He said “we left”.\n\nAfter.")
    assert source_of(source, "markdown", "“we left”") == "“we left”"
    assert article.blocks[-2].is_quotation == (">" in mark)


def test_items_of_a_list_are_seen_at_every_level() -> None:
    items = [f"{'  ' * level}- Item {level}." for level in range(80)]
    article = read_article("\n".join(items), "markdown")
    assert article.text.count("Item") == 80
    assert source_of("\n".join(items), "markdown", "Item 79.") == "Item 79."


@given(marks=st.lists(st.sampled_from(["> ", ">", "- ", "1. ", "[", "]", "![", "*", "_", "~~", "\n", "\n\n", "  "])))
@settings(deadline=None)
def test_no_word_of_markdown_is_lost(marks: list[str]) -> None:
    source = "".join(f"{mark}word{i} " for i, mark in enumerate(marks))
    article = read_article(source, "markdown")
    at = 0
    for i in range(len(marks)):
        at = article.text.index(f"word{i}", at)
        assert article.starts[at] == source.index(f"word{i} ")


def test_more_brackets_than_may_be_open_are_seen() -> None:
    assert read_article("[a](b) " + "[" * 50 + "c [d](e)", "markdown").text == "a " + "[" * 50 + "c d"


@pytest.mark.parametrize(
    ("source", "cell", "start"),
    [
        ("1. | 1 | 2 |\n   |--|--|\n", "1", 5),
        ("- | - | 2 |\n  |---|---|\n", "-", 4),
        ("> 1. |1|2|\r\n>    |-|-|\r\n>    |2|3|", "1", 6),
        ("> > \\> | 2\n> > --|--\n", ">", 4),
        ("- | | a |\n  |-|-|\n  | - | 2 |", "-", 22),
        ("a\n\n1. |1|2|\n   |-|-|\n", "1", 7),
    ],
)
def test_a_cell_stands_after_the_marks_before_its_row(source: str, cell: str, start: int) -> None:
    article = read_article(source, "markdown")
    assert article.starts[article.text.index(cell)] == start


def test_a_block_quotation_by_tags_holds_in_markdown() -> None:
    source = "<blockquote>\n\nWe *left*.\n\n</blockquote>\n\nThen <q>go</q>."
    article = read_article(source, "markdown")
    assert seen(article) == [("We left.", True), ("Then go.", False)]
    assert quoted(article) == ["go"]


@pytest.mark.parametrize(
    ("source", "piece"),
    [
        ("a &amp; b", "&amp;"),
        ("a &amp b", "&amp"),
        ("a &ampb", "&amp"),
        ("a &#38; b", "&#38;"),
        ("a &#x26 b", "&#x26"),
        ("a &amp", "&amp"),
        ("<p>&amp", "&amp"),
        ("a & b", "&"),
        ("a &", "&"),
        ("a &# b", "&"),
    ],
)
def test_an_entity_maps_to_its_whole_source(source: str, piece: str) -> None:
    assert source_of(source, "html", "&") == piece


@pytest.mark.parametrize(
    ("number", "character"),
    [
        ("9" * 5000, "\ufffd"),
        ("0" * 5000 + "65", "A"),
        ("0" * 5000, "\ufffd"),
        ("x" + "0" * 5000 + "41", "A"),
        ("x" + "F" * 5000, "\ufffd"),
        ("1114112", "\ufffd"),
    ],
)
def test_a_number_of_any_length_is_a_character(number: str, character: str) -> None:
    assert read_article(f"a&#{number};b", "html").text == f"a{character}b"
    assert source_of(f"a&#{number};b", "html", character) == f"&#{number};"
    assert "a" in read_article(f"a&#{number};b", "markdown").text


def test_digits_that_are_not_of_ascii_are_no_number() -> None:
    assert read_article("a &#٦٥;", "html").text == "a &#٦٥;"


def test_an_escape_maps_to_its_whole_source() -> None:
    assert source_of("a \\* b", "markdown", "*") == "\\*"
    assert source_of("a &NotEqualTilde; b", "markdown", "≂̸") == "&NotEqualTilde;"
    assert source_of("<http://a/%C3%A9>", "markdown", "é") == "http://a/%C3%A9"


def test_white_space_of_html_collapses_outside_pre() -> None:
    source = "<p> a \n <b> b</b> <br> c&nbsp; d <pre>\n x\n  y </pre>z"
    assert read_article(source, "html").text == "a b\nc\xa0 d\n\nx\n  y\n\nz"
    assert source_of(source, "html", "a b") == "a \n <b> b"


def test_what_a_browser_does_not_show_is_not_read() -> None:
    source = (
        "<!doctype html><head><title>t <script> u</title><style>p{}</style><body><!-- c -->A"
        "<script>if (a<b) '<p>'</script><noscript>n<p></noscript>"
        "<template><template>t</template>u</template><textarea>x</textarea> B<![if x]><?y?></>"
    )
    assert read_article(source, "html").text == "A B"


@pytest.mark.parametrize("name", ["template", "noscript", "div hidden", "span hidden='until-found'", "p hidden"])
@pytest.mark.parametrize(
    "source", ["<{}>A", "<section><{}>A</section>", "<b><{}><i>A</b></i>", "<{}/>A", "<ul><li><{}>A</ul>"]
)
def test_what_is_hidden_to_no_end_is_seen(name: str, source: str) -> None:
    assert read_article(source.format(name) + " “B”", "html").text.replace("\n\n", " ") == "A “B”"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A<p hidden>x</p>B", "A\n\nB"),
        ("A<span HIDDEN=''>x<br>y</span>B", "AB"),
        ("A<div hidden><div>x</div>y</div>B", "A\n\nB"),
        ("A<div hidden><p>x<img hidden><br><b>y</div>B", "A\n\nB"),
        ("A<p hidden>x<p>B</p>C", "A\n\nB\n\nC"),
        ("A<p hidden>x<div>B</div></p>C", "A\n\nB\n\nC"),
        ("A<blockquote hidden>x<pre></blockquote> B", "A\n\nB"),
        ("A<br hidden>B<input hidden>C<img hidden/>D", "A\nBCD"),
        ("A<p title=' hidden ' data-hidden>B</p>", "A\n\nB"),
        ("A<template>x<template>y</template>z</template>B</template>C", "ABC"),
        ("A<div aria-hidden='true'>B</div>", "A\n\nB"),
        ("A<title>x", "A"),
    ],
)
def test_what_is_hidden_is_not_seen(source: str, text: str) -> None:
    assert read_article(source, "html").text == text
    assert not any(block.is_quotation for block in read_article(source, "html").blocks)


def test_what_is_hidden_in_markdown_ends_with_its_block() -> None:
    assert read_article("A <noscript>x</noscript>B <template>C\n\nD", "markdown").text == "A B C\n\nD"
    assert read_article("<div hidden>\n<p>x\n</div>\n\nD\n\n<noscript>\n\nE", "markdown").text == "D\n\nE"


def test_block_quotations_and_quotations_of_html_are_known() -> None:
    source = (
        "<p>He said <q>we <q>too</q> left </q>.<blockquote><p>A<p>B</blockquote>C <q>D<p>E</p></blockquote><q> </q>F"
    )
    article = read_article(source, "html")
    assert seen(article) == [
        ("He said we too left .", False),
        ("A", True),
        ("B", True),
        ("C D", False),
        ("E", False),
        ("F", False),
    ]
    assert quoted(article) == ["we too left", "D"]


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert seen(read_article("a<br>b<br>\n<br/>c<br>", "html")) == [("a\nb", False), ("c", False)]


def test_a_tag_that_is_never_closed_hides_nothing() -> None:
    assert read_article("<p>He said “no” <a href='x", "html").text == "He said “no” <a href='x"


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
