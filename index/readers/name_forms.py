"""Labels without a plain colon: "Ann  0:02", "[Speaker 1]", "**Ann**", "Mr. HOLM.", "Ann – ", ANN alone on its line."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.dictionary import is_common
from index.readers.blocks import Block
from index.readers.labels import Label
from index.readers.markup import EMPHASIS, TAG
from index.readers.names import MAX_WORDS, SENTENCE, base_name, is_heard, is_voice, looks_like_name
from index.readers.times import ANY, BLANK, BOXED, CERTAIN
from index.readers.vocabulary import Vocabulary

LEAD = rf"(?:[>•*+-]{BLANK}++|>{{2,}}{BLANK}*+|\d{{1,3}}[.)]{BLANK}++)?"
END = rf"(?:{BLANK}*+[:：]{EMPHASIS})?+(?:{BLANK}++|$|(?=\*\*))"
TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Senator|Chair(?:man|woman|person)?|Representative|Secretary|Governor|Sir|Lord|Lady"
    r"|Baroness|Ambassador|Minister|President|Speaker|M|Mme|MM|Mlle|Sr|Sra"
    r"|MR|MRS|MS|MISS|DR|SENATOR|SECRETARY|GOVERNOR|(?:VICE[ \t]+)?CHAIR(?:MAN|WOMAN)?)"
)
CAPITAL = r"(?:[^\W\d_a-z][\w'’-]*|d[eu]|van|von)"
CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’-]+"
FORMS = {
    # Ann  0:02 · Ann (0:03): · Ann [(00:01)](address) words · **Ann** 06:24
    "timed": re.compile(
        rf"{LEAD}{EMPHASIS}(?P<name>[^\W\d_][^\n\t:：<>*]{{0,100}}?){EMPHASIS}[:：]?{EMPHASIS}{BLANK}*+(?:[,|–—-]{BLANK}*+)?"
        rf"(?P<time>{CERTAIN}|{ANY}(?=[*_]*[:：]?[*_]*{BLANK}*+$)){EMPHASIS}{END}"
    ),
    # [Speaker 1] · [SPEAKER_00]: words · 【Ann】 · （佐野）words · <ann> words
    "boxed": re.compile(
        rf"{LEAD}{EMPHASIS}(?:\[(?P<name>[^\]\n:]{{1,100}})\]|<(?!{TAG}\b)(?P<nick>[^>\n:/]{{1,60}})>){EMPHASIS}"
        rf"(?:{BLANK}*+(?P<time>{BOXED}))?{END}"
        r"|[【（](?P<chinese>[\u3040-\u30ff\u4e00-\u9fff]{1,12})[】）][:：]?[ \t\u3000]*+"
    ),
    # [ann] words
    "nick": re.compile(rf"{LEAD}{EMPHASIS}\[(?P<nick>[^\W\d_A-Z]\w{{2,30}})\]{EMPHASIS}{END}"),
    # **Ann** alone, or before a role in brackets
    "bold": re.compile(
        rf"{LEAD}(?:\*\*|__)(?P<name>[^*_\n:：]{{1,80}}?)(?:\*\*|__)(?:{BLANK}*+\([^()\n]*\))?+"
        rf"{BLANK}*+(?:[-–—]{BLANK}++|(?<=[ \t])|$)"
    ),
    "at": re.compile(rf"@(?P<nick>\w+)[:：]?{BLANK}++(?=\S)"),
    "tab": re.compile(r"(?:(?P<nick>\w+)|(?P<name>[^\t\n:：]{1,60}))\t++(?=\S)"),
    # Mr. HOLM. words · The PRESIDING OFFICER. words · M. Yannick Le Berre. words · Mme la présidente. words
    "record": re.compile(
        rf"(?P<name>(?:{TITLE}\.?{BLANK}++(?:l[ea]{BLANK}++\w+|{CAPITAL}(?:{BLANK}++{CAPITAL})*+)"
        rf"|The{BLANK}++{CAPITALS}(?:{BLANK}++{CAPITALS})*+)(?:{BLANK}++of{BLANK}++[^\W\d_a-z][\w ]{{1,30}}?)?)"
        rf"(?:,[^.\n]{{1,60}})?\.(?:{BLANK}++|$)"
    ),
    # 司会　words
    "wide": re.compile(r"(?P<name>[\u3040-\u30ff\u4e00-\u9fff]{1,6})\u3000+(?=\S)"),
    # PRESIDENTA.- words
    "stenographic": re.compile(rf"(?P<name>[^\W\d_a-z][^\n:：]{{0,60}}?)\.[-–—]+{BLANK}++(?=\S)"),
    "dash": re.compile(
        rf"{EMPHASIS}(?P<name>[^–—\n:：()]{{1,60}}?(?:[ \t]\((?:[^()\n]|\([^()\n]*\)){{1,100}}\))?){EMPHASIS}"
        rf"{BLANK}++(?:[–—]|--?){BLANK}*+(?=\S)"
    ),
    # <dt>ann, below it <dd>words
    "term": re.compile(rf"<dt>=?{BLANK}*+(?P<nick>[^<>\n:]{{1,60}}?){BLANK}*+(?:</dt>)?$"),
    "alone": re.compile(
        rf"{LEAD}{EMPHASIS}(?:(?P<name>[^\n:：.?!,;…。？！，]{{1,60}}?)|(?P<capitals>[^\n:：.?!;a-z]{{4,120}}?)){EMPHASIS}{BLANK}*+$"
    ),
}
"""In the order in which they are tried."""
COLUMN = re.compile(rf"{BLANK}{{2,}}\d[\d:.]*{EMPHASIS}{BLANK}*+$")
"""A time at the end of a line, parted by blanks."""
NEARLY_ALL = 0.9
"""The share of lines with the same words that stand below a name, where they are a role."""
SEVERAL = 3
"""Times as many labels of other forms as there are of records, where these only address people."""
SURE = 6
"""Labels in capitals before a dash, at least, that need not open most lines."""
COLON_END = re.compile(r"[:：][*_]*$")
COVERING = {"at": 0.6, "tab": 0.6, "dash": 0.5, "wide": 0.5}
"""The share of blocks that such labels open at least, for what is so common."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label by its form alone, at `row` of the blocks."""

    row: int
    label: Label
    form: str


def candidates(text: str, blocks: Sequence[Block]) -> list[Candidate]:
    """The labels without a colon that blocks may begin with, of the first form that fits, names by their looks."""
    found: list[Candidate] = []
    vocabulary = Vocabulary(text)
    for row, block in enumerate(blocks):
        words = text[block.start : block.stop]
        is_below_time = block.begins is not None and row + 1 < len(blocks) and blocks[row + 1].begins is None
        if is_below_time and looks_like_name(words):
            found.append(Candidate(row, Label(block.start, block.stop, base_name(words)), "timed"))
        elif row == 0 or block.begins is not None or not _is_label(text, blocks[row - 1], found):
            of_form = _first_form(text, row, block)
            found += [one for one in of_form if one.form != "alone" or not _is_said(one.label.name, vocabulary)]
    return found


def _is_said(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a line of one word is one that people say: "So"."""
    return " " not in name and not name.isupper() and not is_voice(name) and vocabulary.are_small(name)


def _is_label(text: str, block: Block, found: Sequence[Candidate]) -> bool:
    """Whether a block is nothing but a label of another form, so that what stands below it is words."""
    is_last = bool(found) and found[-1].form != "alone" and found[-1].label.start == block.start
    return (is_last and found[-1].label.stop == block.stop) or COLON_END.search(
        text[block.start : block.stop]
    ) is not None


def accepted(found: Sequence[Candidate], blocks: Sequence[Block], with_colon: int) -> list[Label]:
    """The labels of those forms by which, over the whole file, speakers are named; `with_colon` counts other labels."""
    taken: list[Candidate] = []
    for form in FORMS:
        rows = {one.row for one in taken}
        of_form = [one for one in found if one.form == form and one.row not in rows]
        if form == "alone":
            of_form = _without_roles(of_form, blocks) if len(taken) < SEVERAL * len(of_form) else []
        if form == "boxed" and with_colon > len(of_form) and not any(is_voice(one.label.name) for one in of_form):
            continue  # what is heard: [The meeting begins]
        counts = Counter(one.label.name.casefold() for one in of_form)
        if _name_speakers(form, of_form, counts, blocks):
            recurring = {one.label.name for one in of_form if counts[one.label.name.casefold()] > 1}
            are_capitals = all(map(str.isupper, recurring))
            taken += [
                one
                for one in of_form
                if form != "alone"
                or one.label.name in recurring
                or (are_capitals and one.label.name.isupper())
                or one.label.written != one.label.name  # Ann – Chief Officer
            ]
    records = sum(one.form == "record" for one in taken)
    if max(with_colon, len(taken) - records) >= SEVERAL * records:
        taken = [one for one in taken if one.form != "record"]
    return [one.label for one in sorted(taken, key=lambda one: one.row)]


def _first_form(text: str, row: int, block: Block) -> list[Candidate]:
    for form, pattern in FORMS.items():
        match = pattern.match(text, block.start, block.stop)
        if not match:
            continue
        groups = match.groupdict()
        nick = groups.get("nick") or ""
        name = next((groups[key] for key in ("name", "chinese", "capitals") if groups.get(key)), nick).strip()
        is_nick = bool(nick) and " " not in nick and nick[0].isalpha() and not (form == "nick" and is_heard(nick))
        is_sure = form == "record" or (form == "boxed" and is_voice(name)) or _is_beside_time(name, match, groups)
        is_sure = is_sure or (form == "tab" and _is_short(name))
        is_note = form == "boxed" and len(name.split()) > MAX_WORDS and (name.isupper() or any(map(str.isdigit, name)))
        if is_nick or is_sure or (looks_like_name(name) and not is_note):
            label = Label(match.start(), match.end(), base_name(name), time=groups.get("time") or "", written=name)
            found = [Candidate(row, label, form)]
            if form == "dash" and looks_like_name(text[match.end() : block.stop]):  # Ann – Chief Officer
                whole = Label(block.start, block.stop, label.name, written=text[block.start : block.stop])
                found.append(Candidate(row, whole, "alone"))
            return found
    return []


def _is_beside_time(name: str, match: re.Match[str], groups: dict[str, str]) -> bool:
    """Whether a few words stand beside a time in brackets or a column of its own: "Caller from Brill [00:04:02]"."""
    time = groups.get("time") or ""
    return (time[:1] in ("[", "(") or (bool(time) and COLUMN.search(match[0]) is not None)) and _is_short(name)


def _is_short(name: str) -> bool:
    """Whether a few words are no sentence and begin with a capital."""
    return name[:1].isupper() and len(name.split()) <= MAX_WORDS and not SENTENCE.search(name)


def _name_speakers(form: str, found: Sequence[Candidate], counts: Counter[str], blocks: Sequence[Block]) -> bool:
    """Whether labels of a form name speakers: names recur, or a time stands beside them."""
    recurring = {name for name, count in counts.items() if count > 1}
    if form == "timed":
        return len(found) > 1 and (bool(recurring) or len(counts) > 2)
    if form in ("record", "stenographic", "term"):
        return bool(recurring)
    if form == "nick":
        words = sum(is_common(name, "en") for name in counts)
        return len(recurring) > 1 and 2 * words < len(counts)
    if form == "boxed":
        return bool(recurring) and (len(counts) > 1 or is_voice(next(iter(recurring))))
    if form == "bold":
        return len(recurring) > 1 or (len(recurring) == 1 and len(counts) > 1 and len(found) > 3)
    if form == "dash" and (_are_a_record(found) or _alternate(found, counts)):
        return True
    if form in COVERING:
        return len(recurring) > 1 and len(found) >= COVERING[form] * len(blocks)
    return len(recurring) > 1 and _stand_alone(found, sum(counts[name] for name in recurring), blocks)


def _alternate(found: Sequence[Candidate], counts: Counter[str]) -> bool:
    """Whether two names, each again and again, take turns without exception."""
    takes_turns = all(a.label.name != b.label.name for a, b in pairwise(found))
    return len(counts) == 2 and min(counts.values()) >= SEVERAL and takes_turns


def _are_a_record(found: Sequence[Candidate]) -> bool:
    """Whether labels are those of a record, in capitals: "PRESIDENT –", again and again, and others."""
    counts = Counter(one.label.name for one in found if one.label.name.isupper())
    return counts.total() >= max(SURE, NEARLY_ALL * len(found)) and len(counts) > 1 and max(counts.values()) >= SEVERAL


def _stand_alone(found: Sequence[Candidate], recurring: int, blocks: Sequence[Block]) -> bool:
    """Whether lines that are only a name name who speaks below: most recur, take turns, and have words below them."""
    rows = {one.row for one in found}
    followed = sum(one.row + 1 < len(blocks) and one.row + 1 not in rows for one in found)
    changing = sum(a.label.name != b.label.name for a, b in pairwise(found))
    return recurring >= 0.6 * len(found) and 2 * changing >= len(found) - 1 and followed >= 0.7 * len(found)


def _without_roles(found: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Without those that always stand right below another one: BROOK, below it MODERATOR, which belongs to that."""
    rows = {one.row for one in found}
    below = Counter(one.label.name for one in found if one.row - 1 in rows and not blocks[one.row].is_apart)
    counts = Counter(one.label.name for one in found)
    left: list[Candidate] = []
    for one in found:
        if below[one.label.name] < NEARLY_ALL * counts[one.label.name]:
            left.append(one)
        elif left and left[-1].row == one.row - 1:
            above = left.pop()
            left.append(Candidate(one.row, Label(above.label.start, one.label.stop, above.label.name), "alone"))
    return left
