"""A question's misspelt words become the words of the transcripts that were most likely meant, or a dictionary's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.indexed import IndexedTranscript
from index.language.detect import LANGUAGES, script_of
from index.spelling.candidates import of_dictionary, of_transcripts
from index.spelling.dictionary import has_dictionary, is_known
from index.spelling.question_words import Typed, typed_words
from index.spelling.variants import american
from index.spelling.vocabulary import ENGLISH, Vocabulary

SHORTEST = 4
"""Letters of the shortest word that is corrected."""
MOST_CHARACTERS, MOST_UNKNOWN = 2_000, 8
"""Characters of a question, and unknown words of it, above which nothing is corrected."""
FEW = 2
"""Unknown words that may outnumber the known ones: with more, a question is in another language."""
SURE = 0.6
"""The cost up to which a transcript's word is taken without asking the dictionary for a likelier one."""
LEAD = 0.3
"""By which a dictionary's word must cost less than a transcript's."""
NAME = 7
"""Letters of the shortest name that is corrected in a language without a dictionary."""
PREFIX = re.compile(r"^(?:anti|inter|micro|multi|non|over|post|pre|re|semi|sub|super|un|under)(?=[a-z]{5})")


@dataclass(frozen=True, slots=True)
class Correction:
    """`searched` stands in the corrected question for what was `typed`."""

    typed: str
    searched: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What to put in the place of a question's characters from `start` to `stop`."""

    start: int
    stop: int
    searched: str


class Speller:
    """Corrects questions by the words of some transcripts; it reads them when it is first asked."""

    def __init__(self, indexed: Sequence[IndexedTranscript]) -> None:
        self._vocabulary = Vocabulary(indexed)

    def correct(self, question: str, kept: Sequence[tuple[int, int]] = ()) -> tuple[str, tuple[Correction, ...]]:
        """The question with its misspelt words corrected, all else as it was, and the corrections in order, each once.

        `kept` are spans, start and stop, that stay as they are: phrases in quotation marks.
        """
        words = typed_words(question, kept) if len(question) <= MOST_CHARACTERS else []
        corrected, at, made = "", 0, dict[Correction, None]()
        for edit in self._edits(question, words) if words else ():
            corrected += question[at : edit.start] + edit.searched
            made[Correction(question[edit.start : edit.stop], edit.searched)] = None
            at = edit.stop
        return corrected + question[at:], tuple(made)

    def _edits(self, question: str, words: Sequence[Typed]) -> Iterator[Edit]:
        """In order, none overlapping another."""
        texts = {word.text for word in words}
        lacking = {text: self._languages(text) for text in texts if not self._vocabulary.holds(text)}
        unknown = {text for text, languages in lacking.items() if languages and not _is_known(text, languages)}
        known = len(texts) - len(unknown)
        if len(unknown) > min(MOST_UNKNOWN, max(FEW, known)):
            return
        joined = self._joined(question, words, unknown)
        once = {(word.text, word.is_first): word for word in words if word.text in lacking}
        meant = {key: self._meant(word, lacking[word.text], word.text in unknown) for key, word in once.items()}
        at = 0
        for word in words:
            searched = meant.get((word.text, word.is_first), "")
            alone = Edit(word.start, word.stop, _as_typed(word, searched, question)) if searched else None
            edit = joined.get(word.start, alone)
            if edit and word.start >= at:
                yield edit
                at = edit.stop

    def _joined(self, question: str, words: Sequence[Typed], unknown: set[str]) -> dict[int, Edit]:
        """Two words that stand as one in the transcripts, by the first one's start: "Kwan tung" is "Kwantung"."""
        found: dict[int, Edit] = {}
        for first, second in pairwise(words):
            is_near = question[first.stop : second.start] in (" ", "-")
            if is_near and not unknown.isdisjoint((first.text, second.text)):
                one = self._vocabulary.get((first.text + second.text).lower())
                if one:
                    found[first.start] = Edit(first.start, second.stop, _as_typed(first, one.shown, question))
        return found

    def _meant(self, word: Typed, languages: Sequence[str], is_unknown: bool) -> str:
        """The word that was meant; "" if it is the one that was typed, or none can be told."""
        lower = word.text.lower()
        if len(lower) < SHORTEST:
            return ""
        if variant := self._vocabulary.variant(lower):
            return variant
        is_long_name = word.text[0].isupper() and len(lower) >= NAME
        if not is_unknown or not (is_long_name or all(map(has_dictionary, languages))):
            return ""
        said = of_transcripts(word, self._vocabulary)
        if not said and (apart := self._vocabulary.apart(lower)):
            return apart
        if said and said.cost <= SURE:
            return said.word
        other = of_dictionary(word) if ENGLISH in languages else None
        best = other if other and (not said or other.cost + LEAD < said.cost) else said
        return best.word if best else ""

    def _languages(self, word: str) -> list[str]:
        """Those of the transcripts that `word` may be in, and the commonest of its script; none in another script, but
        Latin, which many type."""
        said, script = self._vocabulary.languages(word), script_of(word)
        commonest = LANGUAGES[script].split()[0] if script and (said or script == "Latn") else ""
        return sorted({*said, commonest} - {""})


def _is_known(word: str, languages: Sequence[str]) -> bool:
    """Whether a dictionary has the word, or what is left of it without a prefix, or one with an apostrophe."""
    lower = word.lower()
    ways = {word, american(lower), PREFIX.sub("", lower)}
    ways |= {f"{lower[:-end]}'{lower[-end:]}" for end in (1, 2) if len(lower) > end + 1}
    return any(is_known(way, language) for language in languages for way in ways)


def _as_typed(word: Typed, meant: str, question: str) -> str:
    """With the capitals of what was typed, where the word that was meant has none."""
    if question.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if word.text[0].isupper() else meant
