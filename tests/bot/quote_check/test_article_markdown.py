"""Markdown becomes what a reader sees."""

import pytest
from articles import check, quoted, seen, source_of
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quote_check.article import (
    read_article,
)


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
        ("~a~ ~~b~~ ~~~c~~~ ~~d", "~a~  ~~ ~~d"),  # what is struck is not offered any more
        ("a<del>b</del> c ~~d *e* `e`~~ f<span hidden>g</span>", "a c  f"),
        ("a <span style='font-size: 0'>b</span>c <b class='x sr-only'>d</b>e", "a c e"),
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


def test_an_escape_maps_to_its_whole_source() -> None:
    assert source_of("a \\* b", "markdown", "*") == "\\*"
    assert source_of("a &NotEqualTilde; b", "markdown", "≂̸") == "&NotEqualTilde;"
    assert source_of("<http://a/%C3%A9>", "markdown", "é") == "http://a/%C3%A9"


def test_what_is_hidden_in_markdown_ends_with_its_block() -> None:
    assert read_article("A <noscript>x</noscript>B <template>C\n\nD", "markdown").text == "A B C\n\nD"
    assert read_article("<div hidden>\n<p>x\n</div>\n\nD\n\n<noscript>\n\nE", "markdown").text == "D\n\nE"
