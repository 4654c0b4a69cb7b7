"""HTML becomes what a reader sees."""

import pytest
from articles import quoted, seen, source_of

from bot.quote_check.article import (
    read_article,
)


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
        ("A<i style='opacity:0'>x</i>B<i style='color: transparent'>y</i>C<i class='sr-only'>z</i>D", "ABCD"),
        ("A<i style='opacity:0.5'>B</i><i style='background-color: transparent'>C</i>", "ABC"),
        ("A<i class='sr-only-off'>B</i>", "AB"),
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
