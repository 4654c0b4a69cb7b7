"""An article becomes its claims: the spans that are offered as somebody's words, and whose they are said to be."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.evidence.quoted_speech import NAME, SAYS
from bot.quote_check.article import Article, Block
from bot.quote_check.clauses import SAYS as SAID
from bot.quote_check.reporting import Reporting, Surroundings
from bot.quote_check.sayers import Source
from index.language.detect import detect_language
from index.language.knowledge import alternatives
from index.language.quotation_marks import CLOSES, DIRECTED_SIGNS, SINGLE_SIGNS, STRAIGHT, quotations
from index.language.sentences import sentence_spans
from index.spans import trim
from index.transcript import Span

ABBREVIATED = re.compile(r"\b(?:mr|mrs|ms|dr|prof|hon|rev|gen|sen|gov|st|(?-i:[A-Z]))\.$", re.IGNORECASE)
BESIDE = 240
"""Characters on either side of a quotation in which its attribution is looked for."""
EARLIER = 600
"""Characters before its sentence in which it is looked for whom a pronoun stands for."""
SO_CALLED = re.compile(rf"\b(?:{alternatives('reporting.so_called')})$", re.IGNORECASE)
LEAST_INSIDE = 3
"""Words of a quotation inside another: fewer are a name or a title."""
SHORT = 5
"""Words of a sentence that does nothing but say whose the quotation before it is."""
SIGNED = re.compile(rf"(?:^|\n)[ \t]*[—–-]+\s*(?P<name>(?:{NAME})|[^\n,.;]{{2,60}})[^\n]*$")
"""The line below a block quotation that says whose words it holds."""
NAMED = re.compile(rf"(?P<name>{NAME})")
"""A whole paragraph below a block quotation."""
LABEL = re.compile(rf"({NAME}|[A-Z][A-Z ]{{2,40}}):\s+(?=\S)")
SPOKEN_LAST = re.compile(
    rf"(?:,\s+(?:(?:{SAYS})\s+[A-Z][^,“”\"]{{1,60}}|[A-Z][^,“”\"]{{1,60}}\s(?:{SAYS}))|\s[—–-]+\s*{NAME})\.?$"
)
SIGNS = DIRECTED_SIGNS + STRAIGHT.opening + SINGLE_SIGNS


@dataclass(frozen=True, slots=True)
class Claim:
    """`text[start:stop]` of an article, without quotation marks; `attributed_to` is "" where no name is plain."""

    start: int
    stop: int
    attributed_to: str
    is_denied: bool = False
    """Whether it is said that the words were not said."""
    is_marked: bool = False
    """Whether it stands in quotation marks."""
    inner: "tuple[Claim, ...]" = ()
    """What is quoted inside, of LEAST_INSIDE words or more."""


def find_claims(article: Article, reporting: Reporting, every_sentence: bool = False) -> list[Claim]:
    """What is quoted in `article`: between quotation marks, by markup, in block quotations, in the order of the text.

    With `every_sentence`, also every sentence in which nothing is quoted. An article of one paragraph in which nothing
    is quoted is itself the claim. `reporting` reads the attributions.
    """
    reading = _Reading(article, reporting)
    quoted: list[Claim] = []
    for row, block in enumerate(article.blocks):
        quoted += reading.claims(row, block)
    claims = list(quoted)
    if every_sentence:
        for block in article.blocks:
            claims += reading.sentences(block, quoted)
    elif not quoted and len(article.blocks) == 1:
        claims.append(reading.alone(article.blocks[0]))
    with_words = [claim for claim in claims if any(c.isalnum() for c in article.text[claim.start : claim.stop])]
    return sorted(with_words, key=lambda claim: claim.start)


class _Reading:
    """An article whose quotations and attributions are read, block by block."""

    def __init__(self, article: Article, reporting: Reporting) -> None:
        self._article = article
        self._text = article.text
        self._language = detect_language(article.text)
        self._reporting = reporting
        self._told = _told(article)

    def claims(self, row: int, block: Block) -> Iterator[Claim]:
        """What is quoted in one block."""
        if block.is_quotation:
            yield from self._block_quotation(row, block)
            return
        quoted = self._article.quoted
        first = bisect_left(quoted, block.start, key=lambda span: span.start)
        last = bisect_left(quoted, block.stop, key=lambda span: span.start)
        by_markup = quoted[first:last]
        marked = quotations(self._text, block.start, block.stop)
        marked = [span for span in marked if not any(_overlap(span, other) for other in by_markup)]
        spans = sorted([*marked, *by_markup], key=lambda span: span.start)
        sentences = self._sentences(block) if spans else []
        for span in spans:
            name, start = self._reporting.label(self._text[span.start : span.stop])
            source = Source(name) if name else self._attributed(span, sentences, block)
            inner = tuple(self._inside(span, sentences, block))
            yield Claim(span.start + start, span.stop, source.name, source.is_denied, is_marked=True, inner=inner)

    def _inside(self, span: Span, sentences: Sequence[Span], block: Block) -> Iterator[Claim]:
        """What is quoted inside a quotation, with the words around it there."""
        for inner in quotations(self._text, span.start, span.stop):
            if inner != span and len(self._text[inner.start : inner.stop].split()) >= LEAST_INSIDE:
                source = self._attributed(inner, sentences, block)
                yield Claim(inner.start, inner.stop, source.name, source.is_denied, is_marked=True)

    def alone(self, block: Block) -> Claim:
        """A paragraph that is itself the quotation, but for a name before it or who says it behind it."""
        words = self._text[block.start : block.stop]
        label = LABEL.match(words)
        name, start = (self._reporting.name(label[1]), label.end()) if label else self._reporting.label(words)
        if name:
            return Claim(block.start + start, block.stop, name)
        spoken = SPOKEN_LAST.search(words)
        name = self._reporting.read(Surroundings(after=spoken[0])).name if spoken else ""
        if spoken and name:
            return Claim(block.start, block.start + spoken.start(), name)
        return Claim(block.start, block.stop, "")

    def sentences(self, block: Block, claims: Sequence[Claim]) -> Iterator[Claim]:
        """The sentences of a block in which none of `claims`, which are in order, stands."""
        for sentence in self._sentences(block):
            last = bisect_left(claims, sentence.stop, key=lambda claim: claim.start) - 1
            if last < 0 or claims[last].stop <= sentence.start:
                yield Claim(sentence.start, sentence.stop, "")

    def _block_quotation(self, row: int, block: Block) -> Iterator[Claim]:
        signed = SIGNED.search(self._text[block.start : block.stop])
        span = trim(self._text, block.start, block.start + signed.start() if signed else block.stop)
        if not span or (row and self._article.blocks[row - 1].is_quotation and self._is_named(block)):
            return  # the line that signs the block above
        inside = trim(self._text, span.start + 1, span.stop - 1)
        opening, closing = self._text[span.start], self._text[span.stop - 1]
        if inside and closing in CLOSES.get(opening, "") and len(quotations(self._text, span.start, span.stop)) == 1:
            span = inside
        yield Claim(span.start, span.stop, self._signature(row, signed).name)

    def _is_named(self, block: Block) -> bool:
        """Whether a paragraph is nothing but a name, of two words or more."""
        words = self._text[block.start : block.stop]
        return " " in words and NAMED.fullmatch(words) is not None

    def _signature(self, row: int, signed: re.Match[str] | None) -> Source:
        """Whose a block quotation is: by its last line, the line below it, or the words that lead to it."""
        blocks = self._article.blocks
        if not signed and row + 1 < len(blocks):
            below = blocks[row + 1]
            words = self._text[below.start : below.stop]
            signed = SIGNED.fullmatch(words)
            if not signed and self._is_named(below):
                signed = NAMED.fullmatch(words)
        if signed:
            return Source(self._reporting.name(signed["name"]))
        if row and not blocks[row - 1].is_quotation:
            before = self._sentences(blocks[row - 1])
            start, stop = (before[-1].start, before[-1].stop) if before else (0, 0)
            earlier = self._told[max(0, start - EARLIER) : start]
            return self._reporting.read(Surroundings(self._text[start:stop], earlier=earlier))
        return Source()

    def _sentences(self, block: Block) -> list[Span]:
        spans = sentence_spans(self._text[block.start : block.stop], self._language)
        return [Span(block.start + span.start, block.start + span.stop) for span in spans]

    def _attributed(self, span: Span, sentences: Sequence[Span], block: Block) -> Source:
        """Whose `span` is, by the sentences that it begins and ends in, by the one before and a short one behind it."""
        row = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
        begins = max(sentences[row].start if row >= 0 else block.start, span.start - BESIDE)
        ends = min(self._sentence_end(span, sentences, block), span.stop + BESIDE)
        before = self._text[begins : span.start].rstrip(SIGNS + " ")
        if SO_CALLED.search(before):
            return Source()
        after = self._text[span.stop : ends].lstrip(SIGNS)
        if not after.strip(" ."):
            after = self._following(span, sentences, block, ends)
        elif not self._is_set_off(span, after):
            after = ""
        lead = self._lead(row, sentences, block) if not before.strip() else ""
        earlier = self._told[max(0, begins - EARLIER) : begins]
        is_question = self._text[span.stop - 1] in "?？"
        return self._reporting.read(Surroundings(before, after, lead, earlier, is_question))

    def _following(self, span: Span, sentences: Sequence[Span], block: Block, ends: int) -> str:
        """The next sentence, where it does nothing but say whose the words are."""
        row = bisect_left(sentences, ends, key=lambda sentence: sentence.start)
        if row >= len(sentences):
            return ""
        start = sentences[row].start
        following = self._text[start : self._sentence_end(Span(start, start + 1), sentences, block)]
        is_short = len(following.split()) <= SHORT
        if SAID.match(following.lstrip("—–- ")) or following[:1].islower() or following[0] in "—–-(":
            return following
        if not is_short:
            return ""
        # “Who paid?” Vik sighed. Behind a full stop it may be what somebody else does
        is_last = row + 1 == len(sentences) and self._text[span.stop - 1] in "?!？！"
        return following if is_last or SAID.search(following) or self._reporting.is_signature(following) else ""

    def _lead(self, row: int, sentences: Sequence[Span], block: Block) -> str:
        """The sentence before a quotation that begins its own; in the block before, one with a colon or one alone."""
        if row > 0:
            return self._text[sentences[row - 1].start : sentences[row - 1].stop]
        row = bisect_left(self._article.blocks, block.start, key=lambda block: block.start)
        if row == 0:
            return ""
        above = self._article.blocks[row - 1]
        sentences = self._sentences(above)
        leads = self._text[above.stop - 1] in ":：" or (self._text[above.stop - 1] == "." and len(sentences) == 1)
        return self._text[sentences[-1].start : above.stop] if leads and not above.is_quotation else ""

    def _sentence_end(self, span: Span, sentences: Sequence[Span], block: Block) -> int:
        """Where the sentence ends that `span` ends in: not behind “Mr.”, whatever the splitter says."""
        first = bisect_right(sentences, span.stop, key=lambda sentence: sentence.stop)
        for sentence in islice(sentences, first, None):
            if not ABBREVIATED.search(self._text, span.stop, sentence.stop):
                return sentence.stop
        return block.stop

    def _is_set_off(self, span: Span, after: str) -> bool:
        """Whether the words after a quotation are about it: “One,” he said; “One” is the motto."""
        is_apart = after.lstrip()[:1] in (",", "，", "—", "–", "-", "(")
        return self._text[span.stop - 1] in ",!?.…，。！？" or is_apart or self._reporting.is_tag(after)


def _told(article: Article) -> str:
    """The text of `article` with spaces in the place of what is quoted."""
    pieces, at = list[str](), 0
    quoted = [*article.quoted]
    for block in article.blocks:
        whole = [Span(block.start, block.stop)]
        quoted += whole if block.is_quotation else quotations(article.text, block.start, block.stop)
    for span in sorted(quoted, key=lambda span: span.start):
        if span.start >= at:
            pieces += [article.text[at : span.start], " " * (span.stop - span.start)]
            at = span.stop
    return "".join([*pieces, article.text[at:]])


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.stop and b.start < a.stop
