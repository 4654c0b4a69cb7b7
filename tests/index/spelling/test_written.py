"""Tables of words are what counting them all at once gives, however they are cut, saved and added up."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from rapidfuzz.distance import OSA
from support import INTERVIEW, LIGHTHOUSE, library_of

from index.arrays import arrays_of, from_arrays
from index.card import Card
from index.language.dictionary import american
from index.language.terms import WORD, terms, terms_of_each
from index.library import open_transcripts
from index.quotable import Quotable
from index.spelling.nearby import fold
from index.spelling.vocabulary import Vocabulary
from index.spelling.written import WordTable, count_words_of, merge
from index.transcript import Metadata

Ways = dict[str, Counter[str]]
TALKS = (
    "Anna Berg: Why?\n\nTom Lind: We saw China’s Wall, Lind's lamp and the LAMP. China burned, and china's cups, too.",
    "Anna Berg: Έτσι;\n\nTom Lind: Ο ΑΓΏΝΑΣ του Ανδρέας’S ήταν αγώνας. İstanbul’da 和平, lamp.",
    "anna berg: why\n\ntom lind: " + "then we met china again and nikolai vozov and his lamp " * 30,
)
MORE = "\n\nanna berg: and\n\ntom lind: over\n\nAnna Berg: And?\n\nTom Lind: Over."
"""Enough turns for the labels to be known."""
TITLE = 'title = "China’s Lamp and the lost Ships"'


@pytest.fixture
def talks(write: Callable[..., Path]) -> tuple[Quotable, ...]:
    written = [write(text + MORE, toml=TITLE, name=f"talk-{i}.txt") for i, text in enumerate(TALKS)]
    return open_transcripts([*written, INTERVIEW, LIGHTHOUSE])


def counted(quotables: Iterable[Quotable]) -> tuple[Ways, set[str]]:
    """All words counted one by one: the ways each is written, and those without capitals."""
    inside, firsts, without = Counter[str](), set[str](), set[str]()
    for quotable in quotables:
        transcript, others = quotable.transcript, list[str]()
        for sentence in quotable.passages.sentences:
            first, *rest = [*WORD.findall(transcript.text[sentence.start : sentence.stop]), ""]
            firsts.add(bare(first.lower()))
            others += rest[:-1]
        if sum(word[0].isupper() for word in others) < len(others) / 100:
            without |= {bare(word).lower() for word in others}
        metadata = transcript.metadata
        texts = [metadata.title, metadata.interviewee.name, metadata.interviewee.office, metadata.interviewer]
        texts += [metadata.occasion, metadata.outlet, *{turn.speaker for turn in transcript.turns}]
        named = [word for text in texts for word in WORD.findall(text)]
        inside.update(map(bare, [*others, *named]))
    ways: Ways = {}
    for word, count in inside.items():
        ways.setdefault(word.lower(), Counter())[word] = count
    for word in firsts - {""}:
        ways.setdefault(word, Counter([word]))
    return ways, without


def bare(word: str) -> str:
    return word[:-2] if word.lower().endswith(("'s", "’s")) else word


def cards(*languages: str) -> list[Card]:
    """Of transcripts of which nothing else is known."""
    (card,) = library_of(LIGHTHOUSE).cards
    return [replace(card, language=language, metadata=Metadata(), voices=()) for language in languages]


def vocabulary(tables: Sequence[WordTable], languages: Iterable[str] = ("en",)) -> Vocabulary:
    return Vocabulary(cards(*languages), lambda: tables, lambda _: True, lambda _: ())


def assert_same(table: WordTable, quotables: Iterable[Quotable]) -> None:
    ways, without = counted(quotables)
    assert table.words() == sorted(ways)
    assert table.lines() == sorted(table.lines(), key=lambda form: (form.lower(), form))
    for word, forms in ways.items():
        inside = {form: count for form, count, _ in table.ways(word) if count}
        assert (inside or Counter([word])) == forms
        assert any(uncased for _, _, uncased in table.ways(word)) is (word in without)


def test_a_transcripts_table_is_what_counting_gives(talks: tuple[Quotable, ...]) -> None:
    for quotable in talks:
        assert_same(count_words_of(quotable), [quotable])


def test_tables_added_up_in_any_order_are_the_same(talks: tuple[Quotable, ...]) -> None:
    chance = Random(7)
    tables = [count_words_of(quotable) for quotable in talks]
    whole = merge(tables)
    assert_same(whole, talks)
    for _ in range(20):
        parts: list[list[WordTable]] = [[], [], []]
        for table in chance.sample(tables, len(tables)):
            chance.choice(parts).append(table)
        merged = merge([merge(part) for part in parts])
        assert all(np.array_equal(array, arrays_of(whole)[name]) for name, array in arrays_of(merged).items())


def test_what_begins_sentences_alone_counts_in_lower_case(talks: tuple[Quotable, ...]) -> None:
    table = count_words_of(talks[0])
    assert list(table.ways("we")) == [("we", 0, False)]
    assert list(table.ways("china")) == [("China", 2, False), ("china", 1, False)]
    assert list(table.ways("lamp")) == [("LAMP", 1, False), ("Lamp", 1, False), ("lamp", 1, False)]
    assert list(table.ways("nothing")) == list(table.ways("")) == list(table.ways("zz")) == []


def test_a_saved_table_is_read_where_it_lies(talks: tuple[Quotable, ...], tmp_path: Path) -> None:
    table = merge(map(count_words_of, talks))
    for name, array in arrays_of(table).items():
        np.save(tmp_path / f"{name}.npy", array)
    read = from_arrays(WordTable, {name: np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in arrays_of(table)})
    assert_same(read, talks)
    assert not read.counts.flags.owndata


def test_without_transcripts_there_are_no_words() -> None:
    empty = merge([])
    assert (len(empty), empty.words(), list(empty.ways("lamp"))) == (0, [], [])
    assert list(vocabulary([empty]).near("lamp", 2)) == []
    assert vocabulary([]).get("lamp") is None


def test_words_in_several_tables_are_known_as_in_one(talks: tuple[Quotable, ...]) -> None:
    tables = [count_words_of(quotable) for quotable in talks]
    whole, parted = vocabulary([merge(tables)]), vocabulary([merge(tables[:2]), *tables[2:]])
    words = merge(tables).words()
    assert [whole.get(word) for word in words] == [parted.get(word) for word in words]
    for typed in ("lmap", "chnia", "Opuim", "medla"):
        assert sorted(map(str, whole.near(typed, 1))) == sorted(map(str, parted.near(typed, 1))) != []


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "medlas"), ("en", "Kazahstan"), ("ru", "opuim"), ("el", "αγονας")]
)
def test_near_words_are_those_of_a_comparison_with_all(talks: tuple[Quotable, ...], language: str, typed: str) -> None:
    table = merge(map(count_words_of, talks))
    known = vocabulary([table], [language, "ru"])
    words = [word for word in table.words() if len(word) >= 4 and word.isalpha() and known.stems(word)]

    def shortest(word: str) -> str:
        return fold(min(known.stems(word), key=lambda stem: (len(stem), stem)))

    compared = {(fold(word), word) for word in words}
    if known.inflects(typed):
        compared |= {(shortest(word), word) for word in words}
    sought = shortest(typed) if known.inflects(typed) else fold(typed)
    expected = {(sought, other, word) for other, word in compared if OSA.distance(sought, other) <= 2}
    assert {(folded, other, word.lower) for folded, other, word in known.near(typed, 2)} == expected != set()


def test_american_spellings_are_those_of_all_words(talks: tuple[Quotable, ...]) -> None:
    table = merge(map(count_words_of, talks))
    known = vocabulary([table])
    by_spelling: dict[str, set[str]] = {}
    for word in table.words():
        if len(word) >= 4 and word.isalpha():
            by_spelling.setdefault(american(word), set()).add(word)
    for spelt, words in by_spelling.items():
        found = known._american(spelt)
        assert found
        assert found.lower in words
        assert found.times == max(known_word.times for known_word in map(known.get, words) if known_word)
    assert known._american("opuim") is None


def test_only_texts_that_may_say_the_words_are_read() -> None:
    asked: list[str] = []

    def texts_with(words: str) -> list[str]:
        asked.append(words)
        return ["on the Silk Road"] if words == "Silk Road" else []

    known = Vocabulary(cards("en"), list, lambda _: False, texts_with)
    assert known.says("Silk Road")
    assert not known.says("Silk Roads")
    assert asked == ["Silk Road", "Silk Roads"]


def test_terms_of_many_words_are_those_of_each() -> None:
    words = ["medals", "the", "和平鸽", "ﬁrst", "казахстана", "ملك", "straße", "ǆ"]
    for language in ("en", "ru", "tr", "fr", "zh", "kk"):
        assert terms_of_each(words, language) == [terms(word, language) for word in words]
        assert terms_of_each(words[:2], language) == [terms(word, language) for word in words[:2]]
    assert terms_of_each([], "en") == []
