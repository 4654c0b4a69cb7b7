"""What all HTML here is made with: escaped text, marked spans, the attributes of words in a language."""

from collections.abc import Iterable
from html import escape

from bot.render.strings import language_label
from index.card import Card
from index.quotable import Quotables


def verbatim(text: str) -> str:
    """`text` so that a browser's textContent is `text` again: also a carriage return, which HTML would normalise."""
    return escape(text).replace("\r", "&#13;")


def marked(text: str, spans: Iterable[tuple[int, int]], tag: str = "mark") -> str:
    """`text`, escaped, with `spans` (start, stop; in order, apart) in tags: the words stay as they are."""
    html, at = "", 0
    for start, stop in spans:
        html += f"{verbatim(text[at:start])}<{tag}>{verbatim(text[start:stop])}</{tag}>"
        at = stop
    return html + verbatim(text[at:])


def language(card: Card) -> str:
    """The attributes of an element that holds the transcript's words."""
    return f'lang="{escape(card.language)}" dir="auto"'


def language_named(code: str) -> str:
    """The name of a language, which is a word of that language."""
    return f'<span lang="{escape(code)}">{escape(language_label(code))}</span>'


def language_of(quotables: Quotables) -> str:
    """The attributes of an element with words like those of the transcripts, if these are in one language."""
    languages = {quotable.card.language for quotable in quotables.values()}
    return language(next(iter(quotables.values())).card) if len(languages) == 1 else 'dir="auto"'
