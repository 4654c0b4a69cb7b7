"""A Check as HTML: the article with its quotations marked, and a card for each that says what became of it."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from bot.evidence.citation import Citation, link, locator, place_id, prefix, rows_within
from bot.quote_check.verdict import Check, Checked, Slice
from bot.render.check_text import check_headline, difference_line, verdict_meaning, verdict_name, warning_lines
from bot.render.html.cards import chip, copy_button
from bot.render.html.context import context_html
from bot.render.html.markup import language, verbatim
from bot.render.strings import in_quotes, in_turn, say
from bot.render.wording import quoted_lines, speaker_of
from index.quotable import Quotable, Quotables

Mark = tuple[int, int, str]
"""Start, stop and the tag that they stand in, which may have a class: "ins", "del.grave"."""


def check_html(source: str, check: Check, quotables: Quotables) -> str:
    """What the quotations of `source`, which was checked, are: a headline, `source` with them marked, the cards."""
    headline = f'<h2 class="headline" tabindex="-1" dir="auto">{escape(check_headline(check))}</h2>'
    if not check.spans:
        return f'<div class="check none">{headline}</div>'
    kind = "holds" if check.holds else "fails"
    cards = "".join(_card(number, span, source, quotables) for number, span in enumerate(check.spans, 1))
    article = f'<div class="article" dir="auto">{_article(source, check, quotables)}</div>'
    return f'<div class="check {kind}">{headline}{article}<ol class="verdicts">{cards}</ol></div>'


def _article(source: str, check: Check, quotables: Quotables) -> str:
    html, at = "", 0
    for number, span in enumerate(check.spans, 1):
        start = max(span.start, at)
        stop = max(span.stop, start)
        html += verbatim(source[at:start]) + _mark(number, span, source[start:stop], quotables)
        at = stop
    return html + verbatim(source[at:])


def _mark(number: int, span: Checked, words: str, quotables: Quotables) -> str:
    """The words, which lead to their place if there is one, and their number, which leads to the card."""
    cited = span.citation or span.nearest
    holder, link_to = "span", ' tabindex="-1"'
    if cited:
        holder, link_to = "a", f' href="#{escape(link(cited, len(quotables) > 1))}" title="{say("place.show")}"'
    verdict = f'<span class="sr">{escape(say("label", name=verdict_name(span)))} </span>'
    name = f'class="claim {span.verdict}" id="claim-{number}"'
    words = f"<{holder} {name}{link_to}>{verdict}{verbatim(words)}</{holder}>"
    return words + _jump(f"verdict-{number}", number, "check.verdict")


def _jump(target: str, number: int, label: str) -> str:
    name = escape(say(label, number=number))
    return f'<button class="jump" type="button" value="{target}" aria-label="{name}">{number}</button>'


def _card(number: int, span: Checked, source: str, quotables: Quotables) -> str:
    verdict = escape(verdict_name(span))
    heading = f'<h3 class="verdict {span.verdict}">{_jump(f"claim-{number}", number, "check.claim")}{verdict}</h3>'
    meaning = verdict_meaning(span)
    if span.attributed_to:
        meaning = in_turn(say("sentence", words=say("attributed", name=span.attributed_to)), meaning)
    kind = "held" if span.holds else "failed" if span.is_quotation else "unquoted"
    return (
        f'<li class="card {kind}" id="verdict-{number}" tabindex="-1">{heading}'
        f'<p class="means" dir="auto">{escape(meaning)}</p>'
        f"{_written(span, source)}{_differences(span)}{_said(span, quotables)}"
        f"{_warnings(span)}{_more(span, quotables)}</li>"
    )


def _written(span: Checked, source: str) -> str:
    """The words as they were written, unless they are those that were said; what differs is marked."""
    if [part.exact for part in span.parts] == [span.text]:
        return ""
    marks = [(changed.start, changed.stop, _tag("del", changed.grave)) for changed in span.differences]
    words = _marked(source, span.start, span.stop, marks) if marks else verbatim(span.text)
    return f'<p class="label">{say("check.written")}</p><p class="written" dir="auto">{words}</p>'


def _differences(span: Checked) -> str:
    """In words, for whoever can't see the marks."""
    items = ""
    for difference in span.differences:
        grave = f" <strong>{escape(say('difference.grave'))}</strong>" if difference.grave else ""
        items += f'<li dir="auto">{escape(difference_line(difference))}{grave}</li>'
    return f'<ul class="differences">{items}</ul>' if items else ""


def _said(span: Checked, quotables: Quotables) -> str:
    """The words of the transcript: what was said, by whom and where."""
    cited = span.citation or span.nearest
    if span.verdict == "translated" and span.nearest:
        spoken = language(quotables[span.nearest.transcript].card)
        words = f'<blockquote class="quote" {spoken}>{verbatim(span.nearest.exact)}</blockquote>'
        return f'<p class="label">{say("nearest.across")}</p>{words}'
    if not cited or not span.parts:
        return ""
    if span.verdict == "stitched":
        parts = "".join(_part(part, quotables) for part in span.parts)
        return f'<p class="label">{say("check.parts")}</p><ol class="parts">{parts}</ol>'
    quotable = quotables[cited.transcript]
    start, stop = span.parts[0].start, span.parts[-1].stop
    if span.nearest:
        start, stop = cited.start, cited.stop
    words = _marked(quotable.transcript.text, start, stop, _marks_on_said(span))
    left_out = ""
    for gap in span.left_out:
        left_out += f'<p class="sr">{escape(say("left_out.said", words=in_quotes(gap.exact)))}</p>'
    speaker = f"<b>{escape(speaker_of(cited))}</b>"
    note = f' <span class="hint">{say("check.left_out")}</span>' if span.left_out and not span.differences else ""
    inner = "".join(f'<p class="inner" dir="auto">{escape(line)}</p>' for line in _inner(cited, start, stop))
    return (
        f'<p class="lead" dir="auto">{say("said", speaker=speaker)}{note}</p>'
        f'<blockquote class="quote" {language(quotable.card)}>{words}</blockquote>{left_out}{inner}'
    )


def _marks_on_said(span: Checked) -> list[Mark]:
    """What was said and not written, and what was left out."""
    left_out = [(gap.start, gap.stop, "s") for gap in span.left_out]
    return left_out + [
        (difference.said_start, difference.said_stop, _tag("ins", difference.grave))
        for difference in span.differences
        if difference.said
    ]


def _inner(citation: Citation, start: int, stop: int) -> list[str]:
    """Whose words are quoted in these."""
    overlapping = [quoted for quoted in citation.quoted if quoted.start < stop and start < quoted.stop]
    return quoted_lines(replace(citation, quoted=tuple(overlapping)))


def _warnings(span: Checked) -> str:
    """The warnings, and what else there is to know."""
    items = ""
    for row, line in enumerate(warning_lines(span)):
        kind = "warning" if row < len(span.warnings) else "note"  # each warning has one line, and these come first
        items += f'<li class="{kind}" dir="auto">{escape(line)}</li>'
    return f'<ul class="warnings">{items}</ul>' if items else ""


def _part(part: Slice, quotables: Quotables) -> str:
    quotable = quotables[part.transcript]
    words = f'<blockquote class="quote" {language(quotable.card)}>{verbatim(part.exact)}</blockquote>'
    return f"<li>{words}{_place(part, quotable, len(quotables) > 1)}</li>"


def _place(part: Slice, quotable: Quotable, several: bool) -> str:
    """The link to the sentences that hold the words."""
    first_row, last_row = rows_within(quotable.passages, part.start, part.stop)
    first, last = quotable.passages.sentences[first_row].place, quotable.passages.sentences[last_row].place
    before = prefix(part.transcript, several)
    target = before + place_id(first)
    if place_id(last) != place_id(first):
        target += f"~{before}{place_id(last)}"
    name = f"{part.transcript} · {locator(first, last)}" if several else locator(first, last)
    return f'<a class="cite" href="#{escape(target)}" title="{say("place.show")}">{escape(name)}</a>'


def _more(span: Checked, quotables: Quotables) -> str:
    """The place, what stands around it, and the real words to copy, if they hold."""
    cited = span.citation or span.nearest
    if not cited:
        return ""
    quotable = quotables[cited.transcript]
    place, more = "", ""
    if span.verdict != "stitched":  # whose parts have places of their own
        place = f'<div class="meta">{chip(cited, quotables)}</div>'
        more = context_html(cited, quotable)
    if span.holds:
        more += copy_button(cited, quotable)
    return f'{place}<div class="more">{more}</div>' if more else place


def _tag(name: str, grave: bool) -> str:
    return f"{name}.grave" if grave else name


def _marked(text: str, start: int, stop: int, marks: Iterable[Mark]) -> str:
    """`text[start:stop]` with `marks` in their tags; an empty one, where words are missing, keeps its place."""
    html, at = "", start
    for first, last, tag in sorted(marks):
        if not at <= first <= last <= stop:  # outside, or inside the mark before
            continue
        name, _, kind = tag.partition(".")
        if first == last:
            kind = f"{kind} gap".strip()
        opening = f'<{name} class="{kind}">' if kind else f"<{name}>"
        html += f"{verbatim(text[at:first])}{opening}{verbatim(text[first:last])}</{name}>"
        at = last
    return html + verbatim(text[at:stop])
