"""Who is interviewed, who asks, who gives a talk, where a title, a byline, an introduction or a last line says so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.language.dictionary import is_common
from index.language.knowledge import KNOWN, all_words
from index.readers.blocks import ENDED
from index.readers.name_cases import nominative
from index.readers.names import FIRST_PERSON, HONORIFICS, NO_SPEAKERS, is_short_for, without_titles

LANGUAGES = (*KNOWN, "other")
CAPITAL = r"[^\W\d_a-zß-öø-ÿа-џәғқңөұүһ\u0600-\u06ff\u3040-\u9fff\uac00-\ud7a3]"
SHORTENED = rf"(?:Prof|Rev|Gen|Sen|Gov|Capt|Col|Hon|St|Mrs|Ms|Mr|Dr|Jr|Sr|H\.E|{CAPITAL})\."
WORD = rf"(?:{SHORTENED}|(?:[dlO]['’])?{CAPITAL}[\w-]*(?:['’](?!s\b)\w+)?)"
SMALL = r"(?:al|bin|da|de|del|della|den|der|di|do|dos|du|la|le|ten|van|von)"
NAME = rf"(?>{WORD}(?:[ \t]+(?:{SMALL}[ \t]+){{0,2}}{WORD}){{0,6}})"
IDEOGRAPHS = r"[\u3040-\u30ff\u4e00-\u9fff]{2,5}?(?:[·・][\u4e00-\u9fff\u30a0-\u30ff]{1,8}){0,3}"
NO_NAME = r"(?:of|in|at|from|about|on|for|to|by|that|which|im|am|aus|über|à|en|sur|dans|sobre|su|о|об|про|на)"
"""Small words with which a name does not go on, among those that may stand before it: "former astronaut Ida Brook"."""
BETWEEN = rf"(?:(?!{NO_NAME}\b)[^\W\d_A-ZÀ-ÖØ-ÞА-Я][\w’'.-]*[ \t]+){{0,5}}"
NAMED = rf"{BETWEEN}(?P<name>{NAME})"
AND_ANOTHER = rf"(?:,?\s+(?:and|und|et|y|e|и|та|og|och|en|i|&)|;)\s+{CAPITAL}[\w’-]+\s+(?:{SMALL}\s+)?{CAPITAL}[\w’-]+"
OFFICES = {*HONORIFICS, *all_words("people.titles_in_prose", "heads.offices", languages=LANGUAGES)} - {"the"}
NO_FIRST = frozenset(all_words("heads.articles", languages=LANGUAGES))
NO_PERSON = frozenset(all_words("heads.press", languages=LANGUAGES))
OUTLETS = all_words("heads.press", languages=("zh",))
IN_CAPITALS = frozenset("of by with on to conducted and interviewed at in for transcript interview".split())
"""Words that stand in capitals too, where all of a title does."""
LINKS = re.compile(r"(?:^|\s)(?:with|of|by|mit|avec|con|com|с|von|par|por)$", re.IGNORECASE)
"""At the end of a line that goes on with a name in the next one."""
SAME = {"uk": "ru", "be": "ru", "ja": "zh", "ko": "zh"}
"""Languages whose patterns stand in another one's table."""
INFLECTED = {"interviewee": ("interviewee_inflected",), "talk": ("talk_inflected",)}
"""What finds names in another case than the nominative, in languages that have cases."""
TITLE = rf"(?P<name>{WORD}(?:[ \t]+(?:{SMALL}[ \t]+)?{WORD}){{1,3}})(?:[ \t]*[:：|–—][ \t]*\S.*)?"
"""A title that is a name, or has one before its colon: "Ida Brook: “We sold it.”"."""
NAME_ALONE = re.compile(r"[^:：|–—]+")
KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,20})(?::[ \t]+|[ \t]=[ \t])(?P<value>.+)")
TITLES = ("title", "subtitle", "name", "headline", "description", "summary", "heading")
"""Keys of front matter whose values are titles."""
MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\](?:\([^()\s]*\)|\[[^\]]*\])?|^[#>*_\-\s]+|[*_`\[]+")
LONG = 60
"""Characters of a line that may go on in the next one, within a sentence; and of a name, at most."""
AGAIN, MOST, FEW = 2, 5, 4
"""Times that a text has a name, at least; words of a name, and titles below the first that may be one, at most."""
OFTEN = 100
"""Words among which one says I, at least once."""


@dataclass(frozen=True, slots=True)
class People:
    """Names; "" for who is not named, or not named alone. `speaker` gives a talk."""

    interviewee: str = ""
    interviewer: str = ""
    speaker: str = ""


def people(head: Sequence[str], foot: Sequence[str], text: str, language: str) -> People:
    """Whom the lines at the head of a file, and those at its foot, name; `text` is all of it.

    >>> people(["Interview with former keeper Ida Brook", "by Olaf Renn"], [], "", "en")
    People(interviewee='Ida Brook', interviewer='Olaf Renn', speaker='')
    """
    titles, rows = _rows(head)
    last = _rows(foot)[0]
    credited = _one(_names("credited", titles, text, language))
    interviewee = interviewee_of(titles, text, language) or interviewee_of(rows, text, language)
    if not interviewee and language == "en":  # Interview: Ida Brook
        interviewee, credited = credited, ""
    interviewer = _one(
        [*_names("interviewer", [*rows, *last], text, language), *_names("credited", last, text, language), credited]
    )
    if interviewer == interviewee:
        interviewer = ""
    if interviewee:
        return People(interviewee, interviewer)
    named = _titled(titles[:1], text, language)
    interviewee = named if named != interviewer else ""
    speaker = _one(_names("talk", titles, text, language))
    alone = [row for row in titles[1:FEW] if NAME_ALONE.fullmatch(row)]
    titled = interviewee or _titled(alone, text, language)
    if titled and not speaker and _is_of_one(text):
        speaker = titled
    return People(interviewee, interviewer, speaker)


def interviewee_of(rows: Sequence[str], text: str, language: str) -> str:
    """The one who is interviewed by what rows without marks say."""
    return _one(_names("interviewee", rows, text, language))


def introduced(words: str, language: str) -> str:
    """Who says in `words` who speaks: introduced("My name is Josef, I was born in Vienna.", "en") -> "Josef"."""
    row = " ".join(words.split())
    found = (_matches(before, behind, row) for before, behind, _ in _patterns("introduced", language))
    return _one(_person(match["name"], least=1) for matches in found for match in matches)


def _titled(titles: Sequence[str], text: str, language: str) -> str:
    """The person after whom a text is called; words of a dictionary are one if the text has them again."""
    names = [_person(match["name"]) for row in titles if (match := _compiled(TITLE).fullmatch(row))]

    def is_person(name: str) -> bool:
        first = name.partition(" ")[0].casefold()
        return text.count(name) >= AGAIN or not (is_common(first, language) or is_common(first, "en"))

    return _one(name for name in names if name and is_person(name))


def _is_of_one(text: str) -> bool:
    """Whether somebody says I: a text that is called after a person may be about that person."""
    return len(FIRST_PERSON.findall(text)) * OFTEN > len(text.split())


def _rows(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The titles among lines, and all lines with wrapped ones joined; both without marks and the keys of titles."""
    single: list[str] = []
    joined: list[str] = []
    goes_on = False
    for line in lines:
        row = MARKS.sub("", line).replace("\u00a0", " ").strip()
        key = KEY.fullmatch(row)
        if key and key["key"].casefold() in TITLES:
            row = key["value"].strip("\"'")
        if not row:
            continue
        single.append(row)
        if joined and (goes_on or LINKS.fullmatch(row)):
            joined[-1] += " " + row
        else:
            joined.append(row)
        goes_on = (len(row) > LONG or LINKS.search(row) is not None) and not ENDED.search(row)
    return [row for row in dict.fromkeys([*single, *joined]) if not row.endswith((".", "。"))], joined


def _names(role: str, rows: Sequence[str], text: str, language: str) -> Iterator[str]:
    """All names that the patterns of a role find, but for those of two people together."""
    for row in rows:
        for before, behind, is_inflected in _patterns(role, language):
            for match in _matches(before, behind, row):
                name = _person(match["name"]) if not _compiled(AND_ANOTHER).match(row, match.end("name")) else ""
                yield nominative(name, text) if is_inflected and name else name


def _one(names: Iterable[str]) -> str:
    """The one person that is meant by all names, by the fullest of them; "" where there are several."""
    full = {name for name in names if name}
    full = {name for name in full if not any(name != other and is_short_for(name, other) for other in full)}
    return full.pop() if len(full) == 1 else ""


def _person(name: str, least: int = 2) -> str:
    """A name without offices before it and what stands behind it in a title; "" for no person's, or too few words."""
    if re.fullmatch(IDEOGRAPHS, name):
        return without_titles(name) if not name.endswith(OUTLETS) else ""
    words = name.split()
    if name.isupper():
        stop = next((row for row, word in enumerate(words) if word.casefold() in IN_CAPITALS), len(words))
        words = [word if len(word) < 2 or word.endswith(".") else word.capitalize() for word in words[:stop]]
    while words and words[-1].casefold() in NO_SPEAKERS | IN_CAPITALS:
        words.pop()
    while len(words) > 2 and words[0].casefold().rstrip(".") in OFFICES:
        words.pop(0)
    lower = [word.casefold() for word in words]
    if not least <= len(words) <= MOST or len(name) > LONG or lower[0] in NO_FIRST or not NO_PERSON.isdisjoint(lower):
        return ""
    return without_titles(" ".join(words))


@cache
def _compiled(source: str) -> re.Pattern[str]:
    """What most files have no line for is not compiled before one has."""
    return re.compile(source)


@cache
def _patterns(role: str, language: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...]:
    """What stands before and behind a name of a role, in English and a language, and whether the name is inflected."""
    found = []
    for table in dict.fromkeys(("en", SAME.get(language, language if language in KNOWN else "other"))):
        for key in (role, *INFLECTED.get(role, ())):
            for source in all_words(f"heads.{key}", languages=(table,)):
                before, _, behind = source.partition("{name}")
                if table == "zh":  # no blank shows where a name ends
                    before, behind = f"{before}(?P<name>{IDEOGRAPHS}){behind}", ""
                found.append((re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE), key != role))
    return tuple(found)


def _matches(before: re.Pattern[str], behind: re.Pattern[str], row: str) -> Iterator[re.Match[str]]:
    """The names in a row that stand between what is before and behind."""
    for opening in before.finditer(row):
        match = opening if before.groups else _compiled(NAMED).match(row, opening.end())
        if match and behind.match(row, match.end()):
            yield match
