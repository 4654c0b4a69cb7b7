"""The interface's words stand in one place: every key is used, every key used is there, none can act as HTML; and every
language has them all, in its own script and its own plural forms."""

import re
import threading
import unicodedata
from html import escape
from string import Formatter

import pytest
from support import ROOT

from bot.render.strings import LANGUAGES, PLURALS, language_name, say, say_count, speaking, spoken, texts_of
from bot.render.wording import corrected_line, not_understood_lines

SOURCES = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "bot" / "web" / "static").glob("*.js")]
SOURCES += [ROOT / "index" / "errors.py", ROOT / "index" / "readers" / "files.py"]
CODE = "\n".join(path.read_text("utf-8") for path in SOURCES)
TABLES = {language: texts_of(language) for language in LANGUAGES}
ENGLISH = TABLES["en"]
COUNTED = {key.removesuffix(".one") for key in ENGLISH if key.endswith(".one")}
EITHER = {f"{key}.{form}" for key in COUNTED for form in ("one", "other")}
MADE = ("difference.", "fact.", "lacks.", "language.", "promise.", "role.", "set.", "verdict.", "warning.", "why.")
"""The beginnings of keys that are put together where they are used."""
FORMS = {"en": ["one", "other"], "ru": ["one", "few", "many"], "kk": ["one", "other"], "zh": ["other"]}
COUNTS = {
    "en": {"one": [1], "other": [0, 2, 5, 11, 21, 101]},
    "ru": {
        "one": [1, 21, 31, 101, 1001],
        "few": [2, 3, 4, 22, 34, 102, 1003],
        "many": [0, 5, 10, 11, 12, 13, 14, 19, 20, 25, 100, 111, 112, 114, 1000, 1011],
    },
    "kk": {"one": [1], "other": [0, 2, 5, 11, 21, 101]},
    "zh": {"other": [0, 1, 2, 5, 11, 21, 101]},
}
"""Samples of the whole numbers of each form, as CLDR gives them."""
OTHERS = [language for language in TABLES if language != "en"]
NAMES = (
    *("On the Record", "Markdown", "JSON", "SHA-256", "README", "--model", "HTTP", "every mention of", "/ j k ?"),
    *("Word", "PDF", "TOML", "zip"),
)
"""What is written in Latin letters in every language."""
KAZAKH = "әғқңөұүһі"


def bases(language: str) -> set[str]:
    """The keys, with one for all forms of a count."""
    forms = "|".join(FORMS[language])
    return {base if (base := re.sub(rf"\.(?:{forms})$", "", key)) in COUNTED else key for key in TABLES[language]}


def english(language: str, key: str) -> str:
    """The key of the English text that `key` of `language` translates."""
    stem, _, form = key.rpartition(".")
    return f"{stem}.other" if stem in COUNTED and form in FORMS[language] else key


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def letters(text: str) -> str:
    """Its letters, without those of fields and NAMES."""
    for name in NAMES:
        text = text.replace(name, "")
    return "".join(c for c in re.sub(r"\{\w+\}", "", text) if c.isalpha())


def test_every_key_that_is_used_is_there() -> None:
    counted = set(re.findall(r"say_count\(\"([a-z_.]+)\"", CODE))
    used = set(re.findall(r"say\([\"']([a-z_.]+)[\"']", CODE))
    assert len(used) > 80
    assert [key for key in used if key not in ENGLISH] == []
    assert counted <= COUNTED


def test_every_key_is_used() -> None:
    used = {*re.findall(r"[\"']([a-z_.0-9-]+)[\"']", CODE), *EITHER}
    assert [key for key in ENGLISH if key not in used and not key.startswith(MADE)] == []
    assert [key for key in COUNTED if key not in used] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_missing_and_none_is_too_many(language: str) -> None:
    assert bases(language) == bases("en")
    forms = {key for key in TABLES[language] for base in COUNTED if re.fullmatch(rf"{re.escape(base)}\.[a-z]+", key)}
    forms -= bases("en")  # as attributes of a text of that name
    assert forms == {f"{base}.{form}" for base in COUNTED for form in FORMS[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_count_has_the_form_that_its_language_has_for_it(language: str) -> None:
    assert [*COUNTS[language]] == FORMS[language]
    found = {form: [PLURALS[language](count) for count in counts] for form, counts in COUNTS[language].items()}
    assert found == {form: [form] * len(counts) for form, counts in COUNTS[language].items()}
    assert {PLURALS[language](count) for count in range(1000)} == set(FORMS[language])


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_fields_of_the_english_text(language: str) -> None:
    texts = TABLES[language]
    assert [key for key in texts if fields(texts[key]) != fields(ENGLISH[english(language, key)])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_markup(language: str) -> None:
    for key, text in TABLES[language].items():
        assert escape(text, quote=False) == text
        assert '"' not in text
        assert unicodedata.normalize("NFC", text) == text
        assert text == text.strip() or key in ("comma", "semicolon", "space", "left_out", "thousands")


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_in_the_script_of_its_language(language: str) -> None:
    script = "CJK UNIFIED" if language == "zh" else "CYRILLIC"
    for key, text in TABLES[language].items():
        own = letters(text)
        assert [c for c in own if not unicodedata.name(c).startswith(script)] == [], key
        assert own or not letters(ENGLISH[english(language, key)]) or (language, key) == ("kk", "language.other"), key


def test_chinese_is_in_simplified_characters_and_russian_in_russian_letters() -> None:
    for text in TABLES["zh"].values():
        letters(text).encode("gb2312")
    assert not set("".join(map(letters, TABLES["ru"].values())).lower()) & {*KAZAKH, "ё"}


def test_the_languages_are_told_apart() -> None:
    kazakh, russian = TABLES["kk"], TABLES["ru"]
    long = [key for key in kazakh if len(letters(kazakh[key])) > 12]
    assert len(long) > 100
    assert [key for key in long if not set(kazakh[key].lower()) & set(KAZAKH)] == []
    same = {kazakh[key] for key in kazakh if kazakh[key] == russian.get(key) and letters(kazakh[key])}
    assert same == {"редактор", "Стенограмма", "Экспорт"}


def test_values_are_filled_in_and_never_read_as_templates() -> None:
    assert say("date", date="{1945}") == "{1945}."
    assert say_count("answered", 1) == "1 statement, best match first."
    assert say_count("answered", 2) == "2 statements, best match first."


def test_a_language_is_spoken_inside_its_block_and_nowhere_else() -> None:
    heard: list[str] = []
    with speaking("ru"):
        assert say("ask") == "Спросить"
        assert say_count("subject.asked", 22) == "В стенограмме 22 вопроса."
        with speaking("zh"):
            assert say_count("subject.asked", 1) == "其中提出了 1 个问题。"
        assert spoken() == "ru"
        thread = threading.Thread(target=lambda: heard.append(say("ask")))
        thread.start()
        thread.join()
        with pytest.raises(ZeroDivisionError), speaking("kk"):
            raise ZeroDivisionError
        assert spoken() == "ru"
    assert (spoken(), say("ask"), heard) == ("en", "Ask", ["Ask"])


@pytest.mark.parametrize("language", ["", "de", "RU", "ru-RU", "../ru", None, 7, ["ru"], {"ru": 1}])
def test_what_is_no_language_of_the_interface_is_english(language: object) -> None:
    with speaking("zh"), speaking(language):
        assert say("ask") == "Ask"


def test_a_question_that_is_not_understood_is_told_what_to_do() -> None:
    english = not_understood_lines("ru", "en")
    assert english[0].startswith("This question is in Russian, and the transcript is in English. No model")
    assert english[1].startswith("Ask in English, or in another language that can be compared with it")
    assert not_understood_lines("ru", "he")[1].startswith("Ask in Hebrew, or start the program")
    with speaking("ru"):
        russian = not_understood_lines("zh", "he")
    assert russian[0].startswith("Вопрос задан на китайском языке, а стенограмма — на иврите.")
    assert russian[1].startswith("Задайте вопрос на иврите или")
    assert (language_name("sw"), language_name("other")) == ("the language “sw”", "the language “other”")


def test_a_corrected_question_is_said_to_be() -> None:
    assert corrected_line("medla", "medal") == "Searched for “medal” instead of “medla”."


def test_the_scripts_show_no_word_of_their_own() -> None:
    for path in (ROOT / "bot" / "web" / "static").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        shown = re.findall(r"(?:textContent|placeholder|title|innerHTML)\s*=\s*[\"'`][A-Za-z]|announce\([\"'`]", code)
        assert shown == [], path.name
