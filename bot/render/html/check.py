"""A Check as HTML: the article with its quotations marked, and a card for each that says what became of it."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from itertools import zip_longest

from bot.evidence.citation import Citation, link, locator, place_id, prefix, rows_within
from bot.quote_check.verdict import Check, Checked, Slice
from bot.render.html.cards import chip, copy_button
from bot.render.html.context import context_html
from bot.render.html.markup import language, verbatim
from bot.render.strings import say
from bot.render.wording import (
    check_headline,
    difference_line,
    in_quotes,
    in_turn,
    quoted_lines,
    speaker_of,
    verdict_meaning,
    warning_lines,
)
from index.quotable import Quotable, Quotables

Mark = tuple[int, int, str]
"""Start, stop and the tag that they stand in, which may have a class: "ins", "del.grave"."""


def check_html(source: str, check: Check, texts: Quotables) -> str:
    """What the quotations of `source`, which was checked, are: a headline, `source` with them marked, the cards."""
    headline = f'<h2 class="headline" tabindex="-1" dir="auto">{escape(check_headline(check))}</h2>'
    if not check.spans:
        return f'<div class="check none">{headline}</div>'
    kind = "holds" if check.holds else "fails"
    cards = "".join(_card(number, span, source, texts) for number, span in enumerate(check.spans, 1))
    article = f'<div class="article" dir="auto">{_article(source, check, texts)}</div>'
    return f'<div class="check {kind}">{headline}{article}<ol class="verdicts">{cards}</ol></div>'


def _article(source: str, check: Check, texts: Quotables) -> str:
    html, at = "", 0
    for number, span in enumerate(check.spans, 1):
        start = max(span.start, at)
        stop = max(span.stop, start)
        html += verbatim(source[at:start]) + _mark(number, span, source[start:stop], texts)
        at = stop
    return html + verbatim(source[at:])


def _mark(number: int, span: Checked, words: str, texts: Quotables) -> str:
    """The words, which lead to their place if there is one, and their number, which leads to the card."""
    cited = span.citation or span.nearest
    holder, link_to = "span", ' tabindex="-1"'
    if cited:
        holder, link_to = "a", f' href="#{escape(link(cited, len(texts) > 1))}" title="{say("place.show")}"'
    verdict = f'<span class="sr">{escape(say("label", name=say(f"verdict.{span.verdict}")))} </span>'
    name = f'class="claim {span.verdict}" id="claim-{number}"'
    words = f"<{holder} {name}{link_to}>{verdict}{verbatim(words)}</{holder}>"
    return words + _jump(f"verdict-{number}", number, "check.verdict")


def _jump(target: str, number: int, label: str) -> str:
    name = escape(say(label, number=number))
    return f'<button class="jump" type="button" value="{target}" aria-label="{name}">{number}</button>'


def _card(number: int, span: Checked, source: str, texts: Quotables) -> str:
    verdict = escape(say(f"verdict.{span.verdict}"))
    heading = f'<h3 class="verdict {span.verdict}">{_jump(f"claim-{number}", number, "check.claim")}{verdict}</h3>'
    whose = [say("sentence", words=say("attributed", name=span.attributed_to))] if span.attributed_to else []
    kind = "held" if span.holds else "failed"
    return (
        f'<li class="card {kind}" id="verdict-{number}" tabindex="-1">{heading}'
        f'<p class="means" dir="auto">{escape(in_turn(*whose, verdict_meaning(span)))}</p>'
        f"{_written(span, source)}{_differences(span)}{_said(span, texts)}{_warnings(span)}{_more(span, texts)}</li>"
    )


def _written(span: Checked, source: str) -> str:
    """The words as they were written, unless they are those that were said; what differs is marked."""
    if [part.exact for part in span.parts] == [span.text]:
        return ""
    marks = [(one.start, one.stop, _tag("del", one.grave)) for one in span.differences]
    words = _marked(source, span.start, span.stop, marks) if marks else verbatim(span.text)
    return f'<p class="label">{say("check.written")}</p><p class="written" dir="auto">{words}</p>'


def _differences(span: Checked) -> str:
    """In words, for whoever can't see the marks."""
    grave = f" <strong>{escape(say('difference.grave'))}</strong>"
    items = "".join(
        f'<li dir="auto">{escape(difference_line(one))}{grave if one.grave else ""}</li>' for one in span.differences
    )
    return f'<ul class="differences">{items}</ul>' if items else ""


def _said(span: Checked, texts: Quotables) -> str:
    """The words of the transcript: what was said, by whom and where."""
    cited = span.citation or span.nearest
    if not cited or not span.parts:
        return ""
    if span.verdict == "stitched":
        parts = "".join(_part(part, texts) for part in span.parts)
        return f'<p class="label">{say("check.parts")}</p><ol class="parts">{parts}</ol>'
    text = texts[cited.transcript]
    start, stop = span.parts[0].start, span.parts[-1].stop
    if span.nearest:
        start, stop = cited.start, cited.stop
    marks = [(one.said_start, one.said_stop, _tag("ins", one.grave)) for one in span.differences if one.said]
    marks += [(one.start, one.stop, "s") for one in span.left_out]
    words = _marked(text.transcript.text, start, stop, marks)
    gaps = [escape(say("left_out.said", words=in_quotes(gap.exact))) for gap in span.left_out]
    left_out = "".join(f'<p class="sr">{gap}</p>' for gap in gaps)
    speaker = f"<b>{escape(speaker_of(cited))}</b>"
    note = f' <span class="hint">{say("check.left_out")}</span>' if span.left_out else ""
    inner = "".join(f'<p class="inner" dir="auto">{escape(line)}</p>' for line in _inner(cited, start, stop))
    return (
        f'<p class="lead" dir="auto">{say("said", speaker=speaker)}{note}</p>'
        f'<blockquote class="quote" {language(text)}>{words}</blockquote>{left_out}{inner}'
    )


def _inner(citation: Citation, start: int, stop: int) -> list[str]:
    """Whose words are quoted in these."""
    quoted = (one for one in citation.quoted if one.start < stop and start < one.stop)
    return quoted_lines(replace(citation, quoted=tuple(quoted)))


def _warnings(span: Checked) -> str:
    """The warnings, and what else there is to know."""
    kinds = ["warning"] * len(span.warnings)
    items = "".join(
        f'<li class="{kind}" dir="auto">{escape(line)}</li>'
        for line, kind in zip_longest(warning_lines(span), kinds, fillvalue="note")
    )
    return f'<ul class="warnings">{items}</ul>' if items else ""


def _part(part: Slice, texts: Quotables) -> str:
    text = texts[part.transcript]
    words = f'<blockquote class="quote" {language(text)}>{verbatim(part.exact)}</blockquote>'
    return f"<li>{words}{_place(part, text, len(texts) > 1)}</li>"


def _place(part: Slice, text: Quotable, several: bool) -> str:
    """The link to the sentences that hold the words."""
    sentences, before = text.passages.sentences, prefix(part.transcript, several)
    first, last = (sentences[row].place for row in rows_within(text.passages, part.start, part.stop))
    ends = "~".join(dict.fromkeys((before + place_id(first), before + place_id(last))))
    name = f"{part.transcript} · {locator(first, last)}" if several else locator(first, last)
    return f'<a class="cite" href="#{escape(ends)}" title="{say("place.show")}">{escape(name)}</a>'


def _more(span: Checked, texts: Quotables) -> str:
    """The place, what stands around it, and the real words to copy, if they hold."""
    cited = span.citation or span.nearest
    if not cited:
        return ""
    text = texts[cited.transcript]
    place = "" if span.verdict == "stitched" else f'<div class="meta">{chip(cited, texts)}</div>'
    copy = copy_button(cited, text) if span.holds else ""
    context = "" if span.verdict == "stitched" else context_html(cited, text)
    return f'{place}<div class="more">{context}{copy}</div>' if context or copy else place


def _tag(name: str, grave: bool) -> str:
    return f"{name}.grave" if grave else name


def _marked(text: str, start: int, stop: int, marks: Iterable[Mark]) -> str:
    """`text[start:stop]` with `marks` in their tags; an empty one, where words are missing, keeps its place."""
    html, at = "", start
    for first, last, tag in sorted(marks):
        if not at <= first <= last <= stop:
            continue
        name, _, kind = tag.partition(".")
        kind = f"{kind} gap".strip() if first == last else kind
        opening = f'<{name} class="{kind}">' if kind else f"<{name}>"
        html += f"{verbatim(text[at:first])}{opening}{verbatim(text[first:last])}</{name}>"
        at = last
    return html + verbatim(text[at:stop])
