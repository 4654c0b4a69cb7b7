"""Labels that open a line and say who speaks, with a colon: "Question:", "A2:", "Ann (00:09):", "[00:09] Ann:"."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.readers.label_forms import ANSWERING, ASKING, CHINESE, CHINESE_NUMBER, INTERLOCUTOR, NUMBERED
from index.readers.markup import EMPHASIS
from index.readers.names import EDGES, base_name, is_plain, is_short_for, is_voice
from index.readers.times import CLOCK, LONG_CLOCK
from index.spans import Placed

TIME = rf"(?:[\[(]{CLOCK}[\])]|{LONG_CLOCK})"
"""A time of day or of a recording; "10:30 Lunch:" is a line of a programme and not one."""
OPENING = rf"{EMPHASIS}(?:{TIME}[ \t]*[-–—]?[ \t]*)?{EMPHASIS}"
BULLET = rf"(?:[>•*#-]+[ \t]+|\d{{1,3}}[.)][ \t]+|(?:\d{{1,3}}|{CHINESE_NUMBER})、[ \t]*)?"
COLON = rf"[ \t\u00a0]*{EMPHASIS}(?:：|:[-–—]?(?=\s|$|\*|_|<)){EMPHASIS}"
MARK = rf"[ \t\u00a0\u202f]*{EMPHASIS}[:：]{EMPHASIS}"
NUMBER = rf"(?:[ \t]*(?:(?:No\.?|№)[ \t]*)?(?P<number>\d+|{CHINESE_NUMBER}))?"
BEFORE = r"(?:(?P<before>\d{1,3})[ \t]?[-–]?[ \t]?(?:ші|шы|ый|ой|й)?[ \t]?)?"
"""A number before the word: "1-сұрақ", "2-й вопрос"."""
QUESTION = re.compile(rf"{BULLET}{OPENING}{BEFORE}(?P<name>(?(before){NUMBERED[0]}|(?:{ASKING}))){NUMBER}{MARK}")
ANSWER = re.compile(rf"{BULLET}{OPENING}{BEFORE}(?P<name>(?(before){NUMBERED[1]}|(?:{ANSWERING}))){NUMBER}{MARK}")
BOXED_QUESTION = re.compile(rf"{BULLET}(?P<before>)[【［\[](?P<name>{CHINESE[0]}){NUMBER}[】］\]][:：]?")
BOXED_ANSWER = re.compile(rf"{BULLET}(?P<before>)[【［\[](?P<name>{CHINESE[1]}){NUMBER}[】］\]][:：]?")
BEFORE_NAME = r"(?:[•*-][ \t]+|Q\d{1,4}[ \t]+|\[[^\]\n:]{1,40}\][ \t]+)?"
"""A bullet, a question's number, what was heard: [laughs]."""
NAME = re.compile(rf"{BEFORE_NAME}{OPENING}(?P<name>\+?\w[^:：\n]{{0,120}}?){EMPHASIS}(?:[ \t]*{TIME})?{COLON}")
MOST_ALIKE = 1_000
"""Names with a word in common that are compared."""
LEAST = 3
"""Letters of a name in brackets behind a role."""
UNKNOWN = re.compile(rf"{EMPHASIS}(?:[\[(]?\?{{1,3}}[\])]?|\[[^\]\n:]{{1,60}}\]){MARK}")


@dataclass(frozen=True, slots=True)
class Label:
    """A label opening a line: `text[start:stop]` with its colon; the turn's words begin at `stop`.

    `written` is the name with its brackets and roles, `style` the marks in front of it (** of "**Ann**:"), `time` as it
    is written beside the name.
    """

    start: int
    stop: int
    name: str
    time: str = ""
    written: str = ""
    style: str = ""


def question_labels(text: str, lines: Sequence[Placed]) -> list[Label]:
    """ "Question:", "Q1:", "Question from Reuters:", "Interviewer:", "Вопрос 1:", "1-сұрақ:", "新华社记者：", "【问】".

    Numbered ones count only if they are not the exception: "Q1: revenue grew" may stand in an answer.
    """
    labels = _of_one_form(text, lines, QUESTION, BOXED_QUESTION)
    return [label for label in labels if label.name.capitalize() != INTERLOCUTOR] or labels


def answer_labels(text: str, lines: Sequence[Placed]) -> list[Label]:
    """ "Answer:", "A:", "Interviewee:", "Ответ:", "Жауап:", "答：" and their like, as for questions."""
    return _of_one_form(text, lines, ANSWER, BOXED_ANSWER)


def name_labels(text: str, lines: Sequence[Placed]) -> list[Label]:
    """Whatever stands before a colon at the start of a line, at most 120 characters, without a time of day."""
    matches = [NAME.match(text, line.start, line.stop) for line in lines]
    return [label_of(match) for match in matches if match]


def unknown_labels(text: str, lines: Sequence[Placed], taken: Collection[int]) -> list[Label]:
    """ "(?): He fell", "[man in the crowd]: You lied!", whoever that was; but for labels that start at `taken`."""
    matches = [UNKNOWN.match(text, line.start, line.stop) for line in lines if line.start not in taken]
    return [Label(match.start(), match.end(), "") for match in matches if match]


def known_labels(text: str, lines: Sequence[Placed], names: Collection[str], taken: Collection[int]) -> list[Label]:
    """Labels of known names without a blank beside the sign, "Speaker 1:Yes", "MB- yes", but for those at `taken`."""
    if not names:
        return []
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"{OPENING}(?P<name>{known}){EMPHASIS}(?:[:：]{EMPHASIS}|(?<=[A-Z])[ \t]?[-–—][ \t])")
    matches = [pattern.match(text, line.start, line.stop) for line in lines if line.start not in taken]
    return [label_of(match) for match in matches if match]


def aliases_of(labels: Sequence[Label], known: Collection[str] = ()) -> dict[str, str]:
    """Short names by the fuller ones of the same file, or those `known` from its head, where one alone is meant.

    {"I": "Interviewer"} of "Interviewer (I)", {"S. Vik": "Sara Vik"}, {"Vik": "Sara Vik"}
    """
    names = {label.name for label in labels}
    aliases = {}
    for label in labels:
        inside = label.written[len(label.name) :].strip(" ()[]*_\t")
        if inside != label.name and inside in names:  # Interviewer (I), or Moderator (Ida)
            is_name = len(inside) >= LEAST and not inside.isupper() and not is_voice(inside)
            aliases[label.name if is_name else inside] = inside if is_name else label.name
    whole = [name for name in {*names, *known} if len(name.split()) > 1 and is_plain(name) and not name[0].islower()]
    by_parts = _by_parts(whole)
    for name in names - aliases.keys():
        alike = by_parts.get(name.replace(".", ". ").split()[-1], [])[:MOST_ALIKE] if name.strip(". ") else []
        meant = {other for other in alike if other != name and is_short_for(name, other)}
        if len(meant) == 1:
            aliases[name] = meant.pop()
    return aliases


def _by_parts(names: Sequence[str]) -> dict[str, list[str]]:
    """Names by what a short form of one may end with: its first word, its last, its initials."""
    found: dict[str, list[str]] = {}
    for name in names:
        words = name.replace(".", ". ").split()
        initials = "".join(word[0] for word in words)
        for part in {words[0], words[-1], *(initials[:length] for length in range(2, len(initials) + 1))}:
            found.setdefault(part, []).append(name)
    return found


def label_of(match: re.Match[str]) -> Label:
    """The label that a pattern with a group `name` has found."""
    style = match.string[match.start() : match.start("name")].strip()
    return Label(match.start(), match.end(), base_name(match["name"]), written=match["name"].strip(EDGES), style=style)


def _of_one_form(text: str, lines: Sequence[Placed], plain: re.Pattern[str], boxed: re.Pattern[str]) -> list[Label]:
    matches: list[re.Match[str]] = []
    for line in lines:
        match = plain.match(text, line.start, line.stop) or boxed.match(text, line.start, line.stop)
        if match:
            matches.append(match)
    unnumbered = [match for match in matches if not match["number"] and not match["before"]]
    return [label_of(match) for match in (unnumbered if 2 * len(unnumbered) > len(matches) else matches)]
