"""A question's misspelt words become the words of the transcripts that were most likely meant, or a dictionary's."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.language.dictionary import american, has_dictionary, is_known
from index.language.scripts import LANGUAGES, script_of
from index.language.terms import WORD
from index.spelling.candidates import QuestionWord, of_dictionary, of_transcripts
from index.spelling.vocabulary import ENGLISH, Vocabulary
from index.spelling.written import POSSESSIVE

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
NO_PROSE = re.compile(r"\S*(?:[@/\\_#]|\w[.:]\w)\S*")
"""Addresses, paths and the like: what stands there is spelt as it must be."""
BEFORE, AFTER = re.compile(r"(\w+) $"), re.compile(r" (\w+)")
ROMAN = re.compile(r"[IVXLCDM]+")
LONGEST = 40
"""Characters of the longest word that is looked at."""
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

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def correct(self, question: str, kept: Sequence[tuple[int, int]] = ()) -> tuple[str, tuple[Correction, ...]]:
        """The question with its misspelt words corrected, all else as it was, and the corrections in order, each once.

        `kept` are spans, start and stop, that stay as they are: phrases in quotation marks. What the question leans on
        may stand on a line of its own.
        """
        words = question_words(question, kept) if len(question) <= MOST_CHARACTERS else []
        corrected, at = "", 0
        corrections: list[Correction] = []
        for edit in self._edits(question, words):
            corrected += question[at : edit.start] + edit.searched
            corrections.append(Correction(question[edit.start : edit.stop], edit.searched))
            at = edit.stop
        return corrected + question[at:], tuple(dict.fromkeys(corrections))

    def _edits(self, question: str, words: Sequence[QuestionWord]) -> list[Edit]:
        """In order, none overlapping another."""
        texts = {word.text for word in words}
        missing = {text: self._languages(text) for text in texts if not self._vocabulary.holds(text)}
        unknown = {text for text, languages in missing.items() if languages and not _is_known(text, tuple(languages))}
        if len(unknown) > min(MOST_UNKNOWN, max(FEW, len(texts) - len(unknown))):
            return []
        joined = self._joined(question, words, unknown)
        # a word that occurs twice is meant the same both times: by what stands beside the last
        once = {(word.text, word.is_first): word for word in words if word.text in missing}
        meant = {key: self._meant(word, missing[word.text], word.text in unknown) for key, word in once.items()}
        edits: list[Edit] = []
        for word in words:
            edit = joined.get(word.start)
            searched = meant.get((word.text, word.is_first))
            if not edit and searched:
                edit = Edit(word.start, word.stop, _as_typed(word, searched, question))
            if edit and (not edits or word.start >= edits[-1].stop):
                edits.append(edit)
        return edits

    def _joined(self, question: str, words: Sequence[QuestionWord], unknown: set[str]) -> dict[int, Edit]:
        """Two words that stand as one in the transcripts, by the first one's start: "Kwan tung" is "Kwantung"."""
        joined: dict[int, Edit] = {}
        for first, second in pairwise(words):
            is_near = question[first.stop : second.start] in (" ", "-")
            if is_near and not unknown.isdisjoint((first.text, second.text)):
                known = self._vocabulary.get((first.text + second.text).lower())
                if known:
                    joined[first.start] = Edit(first.start, second.stop, _as_typed(first, known.shown, question))
        return joined

    def _meant(self, word: QuestionWord, languages: Sequence[str], is_unknown: bool) -> str:
        """The word that was meant; "" if it is the one that was typed, or none can be told."""
        lower = word.text.lower()
        if len(lower) < SHORTEST:
            return ""
        variant = self._vocabulary.variant(lower)
        if variant:
            return variant
        is_long_name = word.text[0].isupper() and len(lower) >= NAME
        if not is_unknown or not (is_long_name or all(map(has_dictionary, languages))):
            return ""
        said = of_transcripts(word, self._vocabulary)
        apart = "" if said else self._vocabulary.apart(lower)
        if apart:
            return apart
        if said and said.cost <= SURE:
            return said.word
        listed = of_dictionary(word) if ENGLISH in languages else None
        if listed and (not said or listed.cost + LEAD < said.cost):
            return listed.word
        return said.word if said else ""

    def _languages(self, word: str) -> list[str]:
        """Those of the transcripts that `word` may be in, and the commonest of its script; none in another script, but
        Latin, which many type."""
        said, script = self._vocabulary.languages(word), script_of(word)
        commonest = LANGUAGES[script].split()[0] if script and (said or script == "Latn") else ""
        return sorted({*said, commonest} - {""})


def question_words(question: str, kept: Sequence[tuple[int, int]] = ()) -> list[QuestionWord]:
    """The words that may be misspelt, in order: outside of the spans `kept`, no numbers, addresses or paths, of letters
    of one script that has capitals.

    >>> [word.text for word in question_words("Did Vosov’s 2 medals (和平) reach a@b.kz?")]
    ['Did', 'Vosov', 'medals', 'reach']
    """
    spans = [*kept, *(match.span() for match in NO_PROSE.finditer(question))]
    words = []
    for match in WORD.finditer(question):
        text = POSSESSIVE.sub("", match.group())
        start, stop = match.start(), match.start() + len(text)
        if question.isupper():  # then capitals say nothing
            text = text.lower()
        is_free = not any(start < last and first < stop for first, last in spans)
        around = question[match.start() - 1 : match.start()] + question[match.end() : match.end() + 1]
        if is_free and _is_word(text) and not any(map(unicodedata.combining, around)):
            words.append(_question_word(question, start, stop, text))
    return words


def _question_word(question: str, start: int, stop: int, text: str) -> QuestionWord:
    opening = question[:start].rstrip(" \"'“„«‘([—–-¿¡")
    before = BEFORE.search(question[max(start - LONGEST, 0) : start])
    after = AFTER.match(question, stop)
    return QuestionWord(
        start=start,
        stop=stop,
        text=text,
        is_first=not opening or opening[-1] in ".?!:;…\n",  # a line begins a sentence too
        before=before[1] if before else "",
        after=after[1] if after else "",
    )


def _is_word(text: str) -> bool:
    """Whether it is made of letters of one script, each of which has a capital."""
    if len(text) > LONGEST or ROMAN.fullmatch(text) or not all(c.lower() != c.upper() for c in text):
        return False
    return len({unicodedata.name(c, "").partition(" ")[0] for c in text}) == 1


@lru_cache(maxsize=4096)  # questions have many words in common
def _is_known(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a dictionary has the word, or what is left of it without a prefix, or one with an apostrophe."""
    lower = word.lower()
    ways = {word, american(lower), PREFIX.sub("", lower)}
    ways |= {f"{lower[:-end]}'{lower[-end:]}" for end in (1, 2) if len(lower) > end + 1}
    return any(is_known(way, language) for language in languages for way in ways)


def _as_typed(word: QuestionWord, meant: str, question: str) -> str:
    """With the capitals of what was typed, where the word that was meant has none."""
    if question.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if word.text[0].isupper() else meant
