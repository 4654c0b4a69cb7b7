"""Every place of a phrase: in whatever form a text is written, and against a plain search."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import INTERVIEW, LIGHTHOUSE, ROOT

from bot.evidence.concordance import Concordance
from bot.evidence.mentions import LOOSE, MOST_PLACES, Mentions, find_mentions
from bot.evidence.normal import normalise
from index.quotable import quotable
from index.readers.table import read_transcript

Write = Callable[..., Path]
WORDS = ROOT / "tests" / "data" / "words"


def concordance_of(path: Path) -> Concordance:
    return Concordance([quotable(read_transcript(path))])


def slices(mentions: Mentions, concordance: Concordance) -> list[str]:
    text = concordance.entries[0].source.transcript.text
    return [text[place.start : place.stop] for place in mentions.places]


@pytest.mark.parametrize(
    ("name", "phrase", "found"),
    [
        ("nfc", "José", ["José", "José"]),
        ("nfd", "José", ["Jose\u0301", "Jose\u0301"]),
        ("nfd", "Jose\u0301", ["Jose\u0301", "Jose\u0301"]),
        ("nfc", "Jose", []),
        ("nfd", "Jose", []),
        ("rose_nfc", "rose", ["rose"]),
        ("rose_nfd", "rose", ["rose"]),
        ("rose_nfc", "rosé", ["rosé", "rosé"]),
        ("rose_nfd", "rosé", ["rose\u0301", "rose\u0301"]),
        ("shy", "flood defence", ["flood de\u00adfence"]),
        ("shy", "minister of transport", ["min\u200bister of trans\u200bport"]),
        ("liga", "the office", ["the oﬃce"]),
        ("liga", "first financial report", ["ﬁrst ﬁnancial report"]),
        ("liga", "officer", ["oﬃcer"]),
        ("arabic", "كتب المجلس", ["كَتَبَ المَجْلِسُ"]),
        ("arabic", "المجلس", ["المجلس", "المَجْلِسُ"]),
        ("notes", "harbour was closed in 1974", ["harbour¹ was closed in 1974"]),
        ("notes", "Halloran showed", ["Halloran [13] showed"]),
        ("caps2", "clean water", ["CLEAN WATER"]),
    ],
)
def test_a_phrase_is_found_however_its_letters_are_made(name: str, phrase: str, found: list[str]) -> None:
    concordance = concordance_of(WORDS / f"{name}.txt")
    assert slices(find_mentions(phrase, concordance), concordance) == found


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("the medal", ["medal"]),
        ("Silk Road of Health?", ["Silk Road of Health"]),
        ("the Silk Road of Health", ["the “Silk Road of Health"]),
        ("(Nikolai Mikhailovich Vozov)", ["Nikolai Mikhailovich Vozov"]),
        ("Xi", ["Xi", "Xi", "Xi"]),
        ("edal", []),
        ("?", []),
        ("", []),
    ],
)
def test_signs_and_articles_around_a_phrase_do_not_count(phrase: str, found: list[str]) -> None:
    concordance = concordance_of(INTERVIEW)
    assert slices(find_mentions(phrase, concordance), concordance) == found


def test_plural_and_singular_are_counted_together_and_said_apart(write: Write) -> None:
    text = (
        "Q: Which lamps?\nA: The lamp. A lamp's glass, two lamps, no lamplight. Men and a man; news of the new one.\n"
    )
    concordance = concordance_of(write(text))
    lamps = find_mentions("the lamp", concordance, inflected=True)
    assert (lamps.count, lamps.forms) == (4, (("lamps", 2), ("lamp", 2)))
    assert slices(lamps, concordance) == ["lamps", "lamp", "lamp", "lamps"]
    assert find_mentions("lamp", concordance).forms == (("lamp", 2),)
    assert find_mentions("man", concordance, inflected=True).forms == (("men", 1), ("man", 1))
    assert find_mentions("news", concordance, inflected=True).forms == (("news", 1),)
    island = find_mentions("lamp", concordance_of(WORDS / "island.txt"), inflected=True)
    assert (island.count, island.forms) == (5, (("lamp", 5),))


def test_cases_are_forms_of_a_russian_and_of_a_kazakh_word(write: Write) -> None:
    russian = concordance_of(
        write("Вопрос: Где Путин?\nОтвет: Мы видели Путина и говорили с Путиным о пути.\n", "r.txt")
    )
    assert find_mentions("Путина", russian, inflected=True).forms == (("путин", 1), ("путина", 1), ("путиным", 1))
    kazakh = concordance_of(
        write("Сұрақ: Қазақстан ше?\nЖауап: Қазақстанның елшісі Қазақстанда, елде тұрады.\n", "k.txt")
    )
    found = find_mentions("Қазақстан", kazakh, inflected=True).forms
    assert found == (("қазақстан", 1), ("қазақстанның", 1), ("қазақстанда", 1))
    assert find_mentions("ел", kazakh, inflected=True).count == 0


def test_places_are_given_a_part_at_a_time_with_the_number_of_all(write: Write) -> None:
    concordance = concordance_of(write("Q: What does the bell do?\nA: " + "The bell rang. " * 449 + "\n"))
    whole = [place.start for first in (0, 200, 400) for place in find_mentions("bell", concordance, first=first).places]
    assert len(find_mentions("bell", concordance).places) == MOST_PLACES == 200
    assert find_mentions("bell", concordance, first=400).count == 450
    text = concordance.entries[0].source.transcript.text
    assert whole == [match.start() for match in re.finditer("bell", text)]


def bare(keys: Sequence[str]) -> list[str]:
    """In small letters, without the signs around them."""
    words = [i for i, key in enumerate(keys) if key not in LOOSE]
    return [key.lower() for key in keys[words[0] : words[-1] + 1]] if words else []


MARKED = st.text(st.sampled_from("aeiou \u0301\u0308\u0327иеéёñçåôйﬁﬀ.,“”-’\u00ad"), min_size=1, max_size=60)


@given(MARKED, st.integers(0, 50), st.integers(1, 6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_composed_and_decomposed_texts_give_the_same_places(
    tmp_path_factory: pytest.TempPathFactory, words: str, at: int, size: int
) -> None:
    keys = normalise(unicodedata.normalize("NFC", words)).keys
    phrase = " ".join(keys[at % max(len(keys), 1) :][:size])
    folder = tmp_path_factory.mktemp("forms")
    found = []
    for form in ("NFC", "NFD"):
        path = folder / f"{form}.txt"
        path.write_text(unicodedata.normalize(form, f"Ann: Was it so?\nBob: Yes. {words} It was.\n"), "utf-8")
        concordance = concordance_of(path)
        text = concordance.entries[0].source.transcript.text
        places = find_mentions(phrase, concordance).places
        found.append([(unicodedata.normalize("NFC", text[p.start : p.stop]), p.citation.paragraph) for p in places])
        asked = bare(normalise(phrase).keys)
        for place in places:
            assert bare(normalise(text, place.start, place.stop).keys) == asked, "a slice of the words asked"
    assert found[0] == found[1]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_mentions_of_plain_words_are_all_that_a_plain_search_finds(data: st.DataObject) -> None:
    concordance = concordance_of(LIGHTHOUSE)
    transcript = concordance.entries[0].source.transcript
    words = re.findall(r"[A-Za-z]{2,}", " ".join(transcript.text[t.start : t.stop] for t in transcript.turns))
    word = data.draw(st.sampled_from(words))
    said = [
        match.start()
        for turn in transcript.turns
        for match in re.compile(rf"\b{word}\b", re.IGNORECASE).finditer(transcript.text, turn.start, turn.stop)
    ]
    assert [place.start for place in find_mentions(word, concordance).places] == said[:MOST_PLACES]
