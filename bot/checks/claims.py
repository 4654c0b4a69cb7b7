"""An article becomes its claims: the spans that are offered as somebody's words, and whose they are said to be."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.attribution import DENIALS, ENDS, NAME, NO_NAMES, SAYS, SAYS_RU, TITLES, Phrases, phrases
from bot.checks.article import Article, Block
from bot.checks.marks import CLOSES, quotations
from bot.checks.whose import offices, speaker_names
from index.lines import trim
from index.readers.language import detect_language
from index.sentences import sentence_spans
from index.transcript import Span, Transcript

ABBREVIATED = re.compile(r"\b(?:mr|mrs|ms|dr|prof|hon|rev|gen|sen|gov|st)\.$", re.IGNORECASE)
"""Where no sentence ends, whatever the splitter says."""
BESIDE = 240
"""Characters on either side of a quotation in which its attribution is looked for."""
SHORT = 5
"""Words of a sentence that does nothing but say whose the quotation before it is."""
SIGNED = re.compile(rf"(?:^|\n)[ \t]*[—–-]+\s*(?P<name>(?:{NAME})|[^\n,.;]{{2,60}})[^\n]*$")
"""The line below a block quotation that says whose words it holds."""
NEVER = "(?!)"
SAYS_ZH = "说|表示|指出|强调|称|认为|回答|谈到"
NAME_CYRILLIC = r"(?P<name>(?!\w+(?:[ую]|[оеы]м)\b)[А-ЯЁӘҒҚҢӨҰҮІҺ][\w-]+(?:\s+[А-ЯЁӘҒҚҢӨҰҮІҺ][\w-]+)?)"
"""Not one to whom or by whom something is said."""
MARKED = re.compile('[“”«»„「『"]')
MARKS = "“”«»„「」『』\"‘’'‚‹›"


@dataclass(frozen=True, slots=True)
class Claim:
    """`text[start:stop]` of an article, without quotation marks; `attributed_to` is "" where no name is plain."""

    start: int
    stop: int
    attributed_to: str


def find_claims(article: Article, transcripts: Sequence[Transcript], every_sentence: bool = False) -> list[Claim]:
    """What is quoted in `article`: between quotation marks, by markup, in block quotations, in the order of the text.

    With `every_sentence`, also every sentence in which nothing is quoted. An article of one paragraph in which nothing
    is quoted is itself the claim. The names of those who speak in `transcripts` are known as names.
    """
    reading = _Reading(article, transcripts)
    claims = [claim for row, block in enumerate(article.blocks) for claim in reading.claims(row, block)]
    if every_sentence:
        claims += [claim for block in article.blocks for claim in reading.sentences(block, claims)]
    elif not claims and len(article.blocks) == 1 and not MARKED.search(article.text):
        block = article.blocks[0]
        claims = [Claim(block.start, block.stop, "")]
    return sorted(claims, key=lambda claim: claim.start)


class _Reading:
    """An article whose attributions are read, with the names that its quotations may be attributed to."""

    def __init__(self, article: Article, transcripts: Sequence[Transcript]) -> None:
        self._article = article
        self._text = article.text
        self._language = detect_language(article.text)
        known = [re.escape(name) for name in speaker_names(transcripts)]
        self._known = frozenset(speaker_names(transcripts))
        roles = rf"[Tt]he\s+(?:{'|'.join(offices(transcripts))})\b"
        self._phrases = _phrases_with("|".join(known) or NEVER, roles)

    def claims(self, row: int, block: Block) -> Iterator[Claim]:
        """What is quoted in one block."""
        if block.is_quotation:
            yield from self._block_quotation(row, block)
            return
        marked = quotations(self._text, block.start, block.stop)
        by_markup = [span for span in self._article.quoted if block.start <= span.start and span.stop <= block.stop]
        marked = [span for span in marked if not any(_overlap(span, other) for other in by_markup)]
        spans = sorted([*marked, *by_markup], key=lambda span: span.start)
        sentences = self._sentences(block) if spans else []
        for span in spans:
            yield Claim(span.start, span.stop, self._attributed(span, sentences, block))

    def sentences(self, block: Block, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The sentences of a block that hold no claim."""
        taken = [Span(claim.start, claim.stop) for claim in claims if claim.start < block.stop > block.start]
        for sentence in self._sentences(block):
            if not any(_overlap(sentence, span) for span in taken):
                yield Claim(sentence.start, sentence.stop, "")

    def _block_quotation(self, row: int, block: Block) -> Iterator[Claim]:
        signed = SIGNED.search(self._text[block.start : block.stop])
        span = trim(self._text, block.start, block.start + signed.start() if signed else block.stop)
        if not span:
            return  # the line that signs the block above
        inside = trim(self._text, span.start + 1, span.stop - 1)
        opening, closing = self._text[span.start], self._text[span.stop - 1]
        if inside and closing in CLOSES.get(opening, "") and len(quotations(self._text, span.start, span.stop)) == 1:
            span = inside
        yield Claim(span.start, span.stop, self._signature(row, signed))

    def _signature(self, row: int, signed: re.Match[str] | None) -> str:
        """Whose a block quotation is: by its last line, the line below it, or the words that lead to it."""
        blocks = self._article.blocks
        if not signed and row + 1 < len(blocks):
            signed = SIGNED.fullmatch(self._text[blocks[row + 1].start : blocks[row + 1].stop])
        if signed:
            return self._name(signed["name"].strip())
        if row and not blocks[row - 1].is_quotation:
            before = self._sentences(blocks[row - 1])
            words = self._text[before[-1].start : before[-1].stop] if before else ""
            return self._named(words, "")
        return ""

    def _sentences(self, block: Block) -> list[Span]:
        spans = sentence_spans(self._text[block.start : block.stop], self._language)
        return [Span(block.start + span.start, block.start + span.stop) for span in spans]

    def _attributed(self, span: Span, sentences: Sequence[Span], block: Block) -> str:
        row = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
        begins = max(sentences[row].start if row >= 0 else block.start, span.start - BESIDE)
        later = islice(sentences, bisect_right(sentences, span.stop, key=lambda s: s.stop), None)
        stops = (s.stop for s in later if not ABBREVIATED.search(self._text, span.stop, s.stop))
        ends = min(next(stops, block.stop), span.stop + BESIDE)
        before = self._text[begins : span.start].rstrip(MARKS + " ")
        after = self._text[span.stop : ends].lstrip(MARKS)
        if not after.strip(" ."):  # the sentence ends with the quotation; what says whose it is may still come
            after_it = bisect_left(sentences, ends, key=lambda s: s.start)
            following = sentences[after_it] if after_it < len(sentences) else None
            words = self._text[following.start : following.stop] if following else ""
            is_its = len(words.split()) <= SHORT or re.match(rf"(?:[—–-]\s*)?(?:{SAYS}|[а-яё]+)\b", words)
            after = words if is_its else ""
            return self._named(before, after)
        is_set_off = self._text[span.stop - 1] in ",!?.…，。！？" or after.lstrip()[:1] in (",", "，", "—", "–", "-")
        is_set_off = is_set_off or re.match(rf"\s*(?:{SAYS}|according to)\b", after) is not None
        return self._named(before, after if is_set_off else "")

    def _named(self, before: str, after: str) -> str:
        if DENIALS.search(before) or DENIALS.search(after):
            return ""
        after = re.split(r"[“«„「『\"]", after)[0].lstrip(" ,，—–-")
        matches = [pattern.search(before) for pattern in self._phrases.before]
        matches += [pattern.search(after) for pattern in self._phrases.after]
        names = dict.fromkeys(name for match in matches if match and (name := self._name(match["name"])))
        return next(iter(names)) if len(names) == 1 else ""

    def _name(self, words: str) -> str:
        """As it was written; "" for a pronoun and what else is no name."""
        plain = re.sub(r"^[Tt]he\s+", "", words)
        if plain in self._known or words != plain or not words[:1].isascii():
            return words
        if all(word.lower().strip(".,") in TITLES for word in words.split()):
            return ""
        return words if _is_name(words) else ""


def _phrases_with(known: str, roles: str) -> Phrases:
    """The phrases of an article: for any name in English, Russian and Kazakh, for those `known` in Chinese."""
    name = rf"(?:[Tt]he\s+)?(?:{known})(?!\w)|{roles}|{NAME}"
    english, chinese = phrases(name), rf"(?P<name>{known})\s*(?:{SAYS_ZH})"
    return Phrases(
        (
            *english.before,
            re.compile(rf"^\s*(?P<name>{name})\s*:\s*$"),
            re.compile(rf"(?:^|[.,;:]\s+){NAME_CYRILLIC}\s+(?:{SAYS_RU})\s*:\s*$"),
            re.compile(rf"{chinese}\s*[:：,，]?\s*$"),
        ),
        (
            *english.after,
            re.compile(rf"^\s*(?:according to|in the words of)\s+(?P<name>{name}){ENDS}"),
            re.compile(rf"^\s*(?:{SAYS_RU}|деді|дейді)\s+{NAME_CYRILLIC}\s*(?:[.,;:—–-]|$)"),
            re.compile(rf"^\s*{chinese}"),
        ),
    )


def _is_name(words: str) -> bool:
    return not NO_NAMES.intersection(word.lower().strip(".,") for word in words.split() if word.lower() not in TITLES)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.stop and b.start < a.stop
