"""Labels that open a line and say who speaks: "Question:", "A2:", "Ann (00:09):", "[00:09] Ann:", "**Ann:**"."""

import re
from dataclasses import dataclass

from index.language.knowledge import all_words
from index.readers.label_forms import (
    AMBIGUOUS,
    ANSWERING,
    ASKING,
    CHINESE,
    CHINESE_NUMBER,
    INTERLOCUTOR,
    NUMBERED,
    TURNS,
)
from index.transcript import Span

BOLD = r"(?:\*\*|__)?"
TIME = r"(?:[\[(]\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]|\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?)"
"""A time of day or of a recording; "10:30 Lunch:" is a line of a programme and not one."""
OPENING = rf"{BOLD}(?:{TIME}[ \t]*[-–—]?[ \t]*)?{BOLD}"
BULLET = rf"(?:[>•*#-]+[ \t]+|\d{{1,3}}[.)][ \t]+|(?:\d{{1,3}}|{CHINESE_NUMBER})、[ \t]*)?"
COLON = rf"[ \t\u00a0]*{BOLD}(?:：|:(?=\s|$|\*\*|__)){BOLD}"
MARK = rf"[ \t\u00a0\u202f]*{BOLD}[:：]{BOLD}"
NUMBER = rf"(?:[ \t]*(?:(?:No\.?|№)[ \t]*)?(?P<number>\d+|{CHINESE_NUMBER}))?"
BEFORE = r"(?:(?P<before>\d{1,3})[ \t]?[-–]?[ \t]?(?:ші|шы|ый|ой|й)?[ \t]?)?"
"""A number before the word: "1-сұрақ", "2-й вопрос"."""
QUESTION = re.compile(rf"{BULLET}{OPENING}{BEFORE}(?P<name>(?(before){NUMBERED[0]}|(?:{ASKING}))){NUMBER}{MARK}")
ANSWER = re.compile(rf"{BULLET}{OPENING}{BEFORE}(?P<name>(?(before){NUMBERED[1]}|(?:{ANSWERING}))){NUMBER}{MARK}")
BOXED_QUESTION = re.compile(rf"{BULLET}(?P<before>)[【［\[](?P<name>{CHINESE[0]}){NUMBER}[】］\]][:：]?")
BOXED_ANSWER = re.compile(rf"{BULLET}(?P<before>)[【［\[](?P<name>{CHINESE[1]}){NUMBER}[】］\]][:：]?")
TURN_WORDS = "|".join(f"{word}|{word.upper()}" for pair in TURNS for word in pair)
TURN = re.compile(rf"{OPENING}(?P<name>{TURN_WORDS})(?:[ \t]*(?:№[ \t]*)?\d+)?(?:(?P<point>\.){BOLD}(?=\s)|{MARK})")
NAME = re.compile(rf"{OPENING}(?P<name>\w[^:：\n]{{0,120}}?){BOLD}(?:[ \t]*{TIME})?{COLON}")
BRACKETED = re.compile(r"(?P<name>[^()\[\]]+?)\s*\(.+\)")
BRACKETS = re.compile(r"[()\[\]{}<>]")
MAX_WORDS = 5
PARTICLES = {"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "of", "the", "van", "von"}
"""Words that stand in small letters inside a name: "Ludwig van Beethoven", "Speaker of the House"."""
HONORIFICS = frozenset(all_words("people.titles", "people.titles_in_labels"))
TITLES_BEHIND = re.compile(r"(?<=\w)(?:大使|部[长長]|主席|[总總][统統理]|[发發]言人|先生|女士|教授)$")
"""Titles that stand behind a Chinese name."""
VOICES = frozenset(
    "speaker audience moderator host reporter journalist caller voice unknown participant модератор голос".split()
)
"""Words by which a transcript names somebody whose name it does not know."""
NO_SPEAKERS = frozenset(
    "note notes nb ps example warning important source photo caption problem solution step tip in on at by from since "
    "until during after before примечание фото источник справка внимание пример ескерту дереккөз 注 注意 来源 來源 图 "
    "圖".split()
)
YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True, slots=True)
class Label:
    """A label opening a line: `text[start:stop]` with its colon; the turn's words begin at `stop`."""

    start: int
    stop: int
    name: str


def question_labels(text: str, lines: list[Span]) -> list[Label]:
    """ "Question:", "Q1:", "Question from Reuters:", "Interviewer:", "Вопрос 1:", "1-сұрақ:", "新华社记者：", "【问】".

    Numbered ones count only if they are not the exception: "Q1: revenue grew" may stand in an answer. "Q." and
    "Вопрос." count where no label has a colon and they take turns with "A." and "Ответ.", twice or more.
    """
    labels = _of_one_form(text, lines, QUESTION, BOXED_QUESTION) or _turns(text, lines, 0)
    return [label for label in labels if label.name.capitalize() != INTERLOCUTOR] or labels


def answer_labels(text: str, lines: list[Span]) -> list[Label]:
    """ "Answer:", "A:", "Interviewee:", "Ответ:", "Жауап:", "答：" and their like, as for questions."""
    return _of_one_form(text, lines, ANSWER, BOXED_ANSWER) or _turns(text, lines, 1)


def name_labels(text: str, lines: list[Span]) -> list[Label]:
    """Whatever stands before a colon at the start of a line, at most 120 characters, without a time of day."""
    matches = [NAME.match(text, line.start, line.stop) for line in lines]
    return [_label(match) for match in matches if match]


def is_plain(name: str) -> bool:
    """Whether a label may be a name: at most five words, no brackets, no year, not only digits, not "Note"."""
    words = name.split()
    if len(words) > MAX_WORDS or BRACKETS.search(name) or YEAR.search(name):
        return False
    return not name.isdigit() and words[0].casefold() not in NO_SPEAKERS


def is_person(name: str, speakers: set[str], everything: bool) -> bool:
    """Whether a label that occurs once names somebody, in a dialogue of `speakers`.

    It has a title, a bracket behind it, a word of another speaker's, or nearly `everything` is labelled, and is two
    capitalised words or more: "Mr. Kwan", "The Chair (Hon. Ada Rota)", not "North Korea". Or it is in capitals as all
    the others are, or says "Audience" or "Moderator". Never "Note".
    """
    bracketed = BRACKETED.fullmatch(name)
    base = bracketed["name"] if bracketed else name
    words = [word for word in base.split() if word not in PARTICLES]
    if base in speakers:
        return True
    if not words or not is_plain(base):
        return False
    in_small_letters = [word.casefold().rstrip(".") for word in words]
    if not VOICES.isdisjoint(in_small_letters):
        return True
    if base.isupper() and speakers and all(speaker.isupper() for speaker in speakers):
        return True
    of_speakers = {word for speaker in speakers for word in speaker.split()}
    has_sign = everything or bracketed or in_small_letters[0] in HONORIFICS or not of_speakers.isdisjoint(words)
    return bool(has_sign) and len(words) > 1 and all(word[0].isupper() for word in words)


def without_titles(name: str) -> str:
    """without_titles("Ambassador Zhang Xiao") -> "Zhang Xiao", without_titles("张霄大使") -> "张霄"; "Mr." stays."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in HONORIFICS:
        words = words[1:]
    return TITLES_BEHIND.sub("", " ".join(words))


def same_name(label: str, name: str) -> bool:
    """Case and white space aside: same_name("KAZAKH  MEDIA", "Kazakh media") -> True."""
    return bool(name) and label.casefold().split() == name.casefold().split()


def _of_one_form(text: str, lines: list[Span], plain: re.Pattern[str], boxed: re.Pattern[str]) -> list[Label]:
    matches: list[re.Match[str]] = []
    for line in lines:
        match = plain.match(text, line.start, line.stop) or boxed.match(text, line.start, line.stop)
        if match:
            matches.append(match)
    unnumbered = [match for match in matches if not match["number"] and not match["before"]]
    return [_label(match) for match in (unnumbered if 2 * len(unnumbered) > len(matches) else matches)]


def _turns(text: str, lines: list[Span], role: int) -> list[Label]:
    """Labels with a point, or of one letter, that take turns; `role` is 0 for questions and 1 for answers."""
    opened = [(TURN.match(text, line.start, line.stop), line.stop) for line in lines]
    for pair in TURNS:
        is_ambiguous = pair[0] in AMBIGUOUS
        own: list[tuple[re.Match[str], int]] = []
        for match, stop in opened:
            if match and match["name"].capitalize() in pair and (match["point"] or is_ambiguous):
                own.append((match, stop))
        names = [match["name"].capitalize() for match, _ in own]
        least = 4 if any(match["point"] for match, _ in own) else 2
        if len(names) < least or names != [pair[row % 2] for row in range(len(names))]:
            continue
        asks = ["?" in text[match.end() : stop] for match, stop in own[::2]]
        if not is_ambiguous or 2 * sum(asks) >= len(asks):
            return [_label(match) for match, _ in own[role::2]]
    return []


def _label(match: re.Match[str]) -> Label:
    return Label(match.start(), match.end(), match["name"].strip())
