"""Labels that open a line and say who speaks: "Question:", "A2:", "Ann (00:09):", "[00:09] Ann:", "**Ann:**"."""

import re
from dataclasses import dataclass

from index.transcript import Span

BOLD = r"(?:\*\*|__)?"
TIME = r"(?:[\[(]\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]|\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?)"
"""A time of day or of a recording; "10:30 Lunch:" is a line of a programme and not one."""
OPENING = rf"{BOLD}(?:{TIME}[ \t]*[-–—]?[ \t]*)?{BOLD}"
BULLET = r"(?:[>•*#-]+[ \t]+|\d{1,3}[.)][ \t]+)?"
COLON = rf"[ \t\u00a0]*{BOLD}(?:：|:(?=\s|$|\*\*|__)){BOLD}"
NUMBER = r"(?:[ \t]*(?:No\.?[ \t]*)?(?P<number>\d+))?"
ASKER = r"(?:[ \t]+from[ \t]+[^:：\n]{1,60}|[ \t]*\([^()\n]{1,60}\))?"
ASKING = r"(?:(?i:follow-?up[ \t]+)?(?i:question|interviewer)|Q\.?|Вопрос|ВОПРОС|Сұрақ|问|問)"
ANSWERING = r"(?:(?i:answer|interviewee)|A\.?|Ответ|ОТВЕТ|Жауап|答)"
QUESTION = re.compile(rf"{BULLET}{OPENING}(?P<name>{ASKING}{ASKER}){NUMBER}[ \t]*{BOLD}[:：]{BOLD}")
ANSWER = re.compile(rf"{BULLET}{OPENING}(?P<name>{ANSWERING}){NUMBER}[ \t]*{BOLD}[:：]{BOLD}")
LETTERS = re.compile(rf"{OPENING}(?P<name>[QA])(?P<number>\d+)?\.(?=\s)")
NAME = re.compile(rf"{OPENING}(?P<name>\w[^:：\n]{{0,120}}?){BOLD}(?:[ \t]*{TIME})?{COLON}")
BRACKETED = re.compile(r"(?P<name>[^()\[\]]+?)\s*\(.+\)")
BRACKETS = re.compile(r"[()\[\]{}<>]")
MAX_WORDS = 5
PARTICLES = {"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "of", "the", "van", "von"}
"""Words that stand in small letters inside a name: "Ludwig van Beethoven", "Speaker of the House"."""
HONORIFICS = frozenset(
    "mr mrs ms dr prof professor hon sir dame lord lady rev president minister senator ambassador chair chairman "
    "chairwoman speaker judge captain general".split()
)
VOICES = frozenset("speaker audience moderator host reporter journalist caller voice unknown participant".split())
"""Words by which a transcript names somebody whose name it does not know."""
NO_SPEAKERS = frozenset(
    "note notes nb ps example warning important source photo caption problem solution step tip in on at by from since "
    "until during after before".split()
)
YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True, slots=True)
class Label:
    """A label opening a line: `text[start:stop]` with its colon; the turn's words begin at `stop`."""

    start: int
    stop: int
    name: str


def question_labels(text: str, lines: list[Span]) -> list[Label]:
    """ "Question:", "Q:", "Q1:", "Question from Reuters:", "Interviewer:", also in Russian, Kazakh and Chinese.

    Numbered ones count only if they are not the exception: "Q1: revenue grew" may stand in an answer. "Q." counts
    where no label has a colon and "Q." and "A." take turns, twice or more.
    """
    return _of_one_form(text, lines, QUESTION) or _letters(text, lines, "Q")


def answer_labels(text: str, lines: list[Span]) -> list[Label]:
    """ "Answer:", "A:", "Interviewee:" and their like, as for questions."""
    return _of_one_form(text, lines, ANSWER) or _letters(text, lines, "A")


def name_labels(text: str, lines: list[Span]) -> list[Label]:
    """Whatever stands before a colon at the start of a line, at most 120 characters, without a time of day."""
    return [_label(match) for line in lines if (match := NAME.match(text, line.start, line.stop))]


def is_plain(name: str) -> bool:
    """Whether a label may be a name: at most five words, no brackets, no year, not only digits, not "Note"."""
    words = name.split()
    looks = len(words) <= MAX_WORDS and not BRACKETS.search(name) and not YEAR.search(name)
    return looks and not name.isdigit() and words[0].casefold() not in NO_SPEAKERS


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
    plain = {word.casefold().rstrip(".") for word in words}
    if VOICES & plain or (base.isupper() and speakers and all(speaker.isupper() for speaker in speakers)):
        return True
    known = {word for speaker in speakers for word in speaker.split()}
    person = everything or bracketed or words[0].casefold().rstrip(".") in HONORIFICS or known & set(words)
    return bool(person) and len(words) > 1 and all(word[0].isupper() for word in words)


def without_titles(name: str) -> str:
    """without_titles("Ambassador Zhang Xiao") -> "Zhang Xiao"; "Mr." alone stays."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in HONORIFICS:
        words = words[1:]
    return " ".join(words)


def same_name(label: str, name: str) -> bool:
    """Case and white space aside: same_name("KAZAKH  MEDIA", "Kazakh media") -> True."""
    return bool(name) and label.casefold().split() == name.casefold().split()


def _of_one_form(text: str, lines: list[Span], pattern: re.Pattern[str]) -> list[Label]:
    matches = [match for line in lines if (match := pattern.match(text, line.start, line.stop))]
    numbered = [match for match in matches if match["number"]]
    if 2 * len(numbered) < len(matches):
        matches = [match for match in matches if not match["number"]]
    return [_label(match) for match in matches]


def _letters(text: str, lines: list[Span], letter: str) -> list[Label]:
    matches = [match for line in lines if (match := LETTERS.match(text, line.start, line.stop))]
    order = [match["name"] for match in matches]
    alternate = len(order) >= 4 and order == ["Q", "A"] * (len(order) // 2) + ["Q"] * (len(order) % 2)
    return [_label(match) for match in matches if alternate and match["name"] == letter]


def _label(match: re.Match[str]) -> Label:
    return Label(match.start(), match.end(), match["name"].strip())
