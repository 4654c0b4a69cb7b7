"""A check as HTML: every word of what was pasted stays a word, every mark leads to a place that is there."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support import EVERY_VERDICT, INTERVIEW

from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import HOLDS
from bot.render.html.check import check_html
from bot.render.html.transcript import transcript_html
from bot.render.strings import say
from index.library import open_transcripts
from index.quotable import by_id

Write = Callable[..., Path]
VOID = {"img", "br", "input", "hr"}
IMAGE = "<img src=x onerror=alert(1)>"
HOSTILE = (
    IMAGE,
    f"“{IMAGE}”",
    f"“The Chinese people {IMAGE} will never forget them.”",
    '</script><svg onload="x">"><a href="javascript:x">"\'`',
    "Said ‮ evil“ never forget\r\nthem”\r\n&lt; &#13; \x00 \x1b \ufeff \u2028 “them”\n> <b>x</b>\n> y",
    f"“We will never forget them”, said {IMAGE} Zhang. {IMAGE} said: “never forget them”.",
    "“" + "W" * 5_000 + "”",
    "{{7*7}} ${alert(1)} “${alert(2)} {name} {0} %s”",
)


class Seen(HTMLParser):
    """The tags in their order, the attributes, and the text that a browser would show, also that of some elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        """Of each element that is closed: its class or its tag (both for <del> and <ins>), and its text."""
        self._open: list[tuple[str, str, list[str]]] = []
        self.feed(html)
        assert not self._open, "every tag is closed"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attributes}
        self.tags.append((tag, known))
        if tag not in VOID:
            name = known.get("class", tag)
            self._open.append((tag, f"{tag} {name}" if tag in ("del", "ins") else name, []))

    def handle_endtag(self, tag: str) -> None:
        opened, name, text = self._open.pop()
        assert opened == tag
        self.texts.append((name, "".join(text)))

    def handle_data(self, data: str) -> None:
        names = [name for _, name, _ in self._open]
        for _, name, text in self._open:
            inside = names[names.index(name) + 1 :]
            if name != "article" or not {"sr", "jump"} & set(inside):
                text.append(data)

    def text_of(self, name: str) -> list[str]:
        return [text for found, text in self.texts if found == name]


def seen(source: str, *paths: Path, every: bool = False) -> Seen:
    quotables = open_transcripts(paths or (INTERVIEW,))
    check = Checker(quotables).check(read_article(source), every)
    return Seen(check_html(source, check, by_id(quotables)))


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("source", [*HOSTILE, EVERY_VERDICT, "\n\n".join([*HOSTILE, EVERY_VERDICT])])
def test_every_word_stays_a_word(source: str, every: bool) -> None:
    page = seen(source, every=every)
    made = {tag for tag, _ in page.tags}
    ours = "div h2 h3 p a span button ol ul li blockquote b q s del ins strong details summary"
    assert made <= set(ours.split())
    names = {name for _, attributes in page.tags for name in attributes}
    assert names <= {"class", "id", "href", "title", "type", "value", "tabindex", "dir", "lang", "aria-label"}
    assert all(a["href"].startswith("#") for _, a in page.tags if "href" in a)
    assert page.text_of("article") in ([source], [])


def test_marks_and_cards_lead_to_each_other_and_into_the_transcript() -> None:
    page = seen(EVERY_VERDICT)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    (text,) = by_id(open_transcripts([INTERVIEW])).values()
    places = {attributes["id"] for _, attributes in Seen(transcript_html(text, False)).tags if "id" in attributes}
    links = [attributes["href"][1:] for _, attributes in page.tags if "href" in attributes]
    assert len(links) > 12
    assert [end for link in links for end in link.split("~") if end not in places] == []
    jumps = [attributes["value"] for _, attributes in page.tags if attributes.get("class") == "jump"]
    assert sorted(jumps) == sorted(ids)
    assert not places & set(ids)


def test_every_verdict_is_said_in_words() -> None:
    page = seen(EVERY_VERDICT)
    verdicts = "exact altered wrong_speaker punctuation elided stitched not_found translated exact".split()
    assert [name for name, _ in page.texts if name.startswith("claim ")] == [f"claim {verdict}" for verdict in verdicts]
    assert page.text_of("sr")[:9] == [say(f"verdict.{one}") + ": " for one in verdicts]
    headings = [text for name, text in page.texts if name.startswith("verdict ")]
    assert headings == [f"{number}{say(f'verdict.{one}')}" for number, one in enumerate(verdicts, 1)]
    kinds = [attributes["class"] for _, attributes in page.tags if attributes.get("class", "").startswith("card ")]
    assert kinds == ["card held" if one in HOLDS else "card failed" for one in verdicts]
    assert len(page.text_of("copy")) == 4, "only what holds is copied"


def test_what_is_quoted_is_cut_from_the_transcript() -> None:
    text = INTERVIEW.read_bytes().decode("utf-8")
    quotes = seen(EVERY_VERDICT).text_of("quote")
    assert len(quotes) == 8
    assert all(quote in text for quote in quotes)


def test_differences_are_marked_in_both_and_said_in_words() -> None:
    page = seen("“The Chinese people will always forget them.”")
    assert page.text_of("del grave") == ["always"]
    assert page.text_of("ins grave") == ["never"]
    assert page.text_of("written") == ["The Chinese people will always forget them."]
    assert page.text_of("differences") == ["written “always”, said “never” changes the meaning"]
    page = seen("“Many Kazakhstani fighters participated in this great battle as part of the Soviet Red Army.”")
    assert page.text_of("del gap") == [""]
    assert page.text_of("ins ins") == ["like him"]


def test_what_was_left_out_is_struck_through_where_it_stood() -> None:
    page = seen("“Many Kazakhstani fighters … participated in this great battle”")
    assert page.text_of("quote") == ["Many Kazakhstani fighters like him participated in this great battle"]
    assert page.text_of("s") == ["like him"]
    assert page.text_of("sr")[1:] == ["Left out: “like him”"]


def test_nothing_quoted_is_a_headline_and_no_more() -> None:
    page = seen("It rained.\n\nIt was cold.")
    assert [tag for tag, _ in page.tags] == ["div", "h2"]
    assert page.text_of("headline") == [say("checked.none")]


def test_whose_words_they_are_is_said_of_the_words_alone() -> None:
    assert seen("“We honor this historic day not to perpetuate hatred”").text_of("inner") == [
        "“We honor this historic day not to perpetuate …” are words of Xi Jinping, as quoted by Zhang Xiao"
    ]
    assert seen("“In commemoration of this day”").text_of("inner") == []


def test_among_several_transcripts_a_place_names_its_own(write: Write) -> None:
    talk = write("Question: Why?\nAnswer: The lamp burns <b>bright</b>. It never goes out.")
    page = seen("“The lamp burns <b>bright</b>” … “will never forget them.” “It always goes out.”", INTERVIEW, talk)
    links = [attributes["href"] for _, attributes in page.tags if attributes.get("class") == "cite"]
    assert links == ["#talk:q1-p1-s1", "#ambassador-interview:q2-p3-s4", "#talk:q1-p1-s2"]
    assert page.text_of("cite")[0] == "talk · Q1 ¶1 s1"
