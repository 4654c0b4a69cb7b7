"""The phrases of a question in another language, as the transcripts write them: every mention of Возов is of Vozov."""

from collections.abc import Sequence

from bot.question.language_mismatch import Compared, LanguageMismatch
from index.across import Across
from index.language.scripts import scripts_for, scripts_of
from index.search.names_across import NamesAcross
from index.spelling.speller import Correction


def phrases_across(
    phrases: Sequence[str], every: bool, mismatch: LanguageMismatch | Compared, across: Across | None
) -> tuple[tuple[str, ...], LanguageMismatch | Compared | None, tuple[Correction, ...]]:
    """The phrases that can stand in the transcripts, with the names in them as those have them, the languages that a
    model has to compare, and what is searched for what was typed.

    If `every` mention of the phrases is all that is asked for, their names are enough, in any language; where one of
    them is no name that is known, nothing can be told.
    """
    if not phrases or across is None:
        return tuple(phrases), mismatch, ()
    written = frozenset[str]().union(*map(scripts_for, across.spoken))
    said = {phrase: _said(phrase, across.names) for phrase in phrases}
    found = tuple(words for words in said.values() if scripts_of(words) <= written)
    if not every:
        return found, mismatch, ()
    if len(found) < len(said):
        return tuple(phrases), LanguageMismatch(mismatch.question, mismatch.transcript), ()
    return found, None, tuple(Correction(typed, words) for typed, words in said.items() if typed != words)


def in_their_words(text: str, across: Across | None) -> str:
    """A question with the names that it has in another script as the transcripts write them; any other as it is."""
    if across is None or scripts_of(text) <= frozenset().union(*map(scripts_for, across.spoken)):
        return text
    return across.names.in_their_words(text)


def _said(phrase: str, names: NamesAcross) -> str:
    """With its names as they are written there. Of several that do not stand together there the last, which ends it: a
    surname, for what stands before it may be left out or said otherwise.
    """
    found = names.names(phrase)
    if len(found) > 1 and found[-1].stop == len(phrase):
        return found[-1].said
    return names.in_their_words(phrase)
