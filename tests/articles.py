"""What tests look at in an article that was read."""

from itertools import pairwise

from bot.quote_check.article import Article, Form, read_article

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
