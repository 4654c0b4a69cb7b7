"""Which column of a table, or key in JSON, holds who speaks, the words, and when: told by names or contents."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.times import ANY, seconds_of

SPEAKERS = (
    "speaker speakers spkr spk name who participant voice person role author user character label "
    "sprecher sprecherin redner locuteur intervenant orateur hablante orador falante parlante spreker talare "
    "спикер говорящий участник оратор сөйлеуші 发言人 说话人 講者 話者 发言者 화자"
).split()
WORDS = (
    "text words transcript transcription utterance sentence body content speech message dialogue dialog caption "
    "subtitle display lexical statement said quote value line word "
    "äußerung aussage wortlaut texte texto testo tekst intervention intervención intervento "
    "текст реплика слова высказывание мәтін сөз 内容 文本 发言 发言内容 テキスト 発言 발언"
).split()
BEGINS = (
    "start begin begins from time timestamp timecode timestamps tstart sttime onset offset in ts starttime "
    "zeit beginn anfang von début debut temps inicio tiempo hora inizio время начало уақыт басталуы 时间 开始 開始 시간"
).split()
ENDS = "end ends to stop until endtime entime out tend ende bis fin final fine конец 结束 終了".split()
LASTS = "duration dur length lasts dauer durée duración durata длительность 时长".split()
QUALIFIERS = frozenset(
    "label labels id ids name names full display time times t s sec secs second seconds ms msec milliseconds millis "
    "in of the code stamp ticks turn segment group source original raw corrected punctuated st en spkr".split()
)
"""What may stand beside a column's name: "speaker_label", "Start Time (ms)"."""
PART = re.compile(r"[A-ZÀ-ÝА-Я]?[a-zà-ÿа-яёәғқңөұүһі]+|[A-ZÀ-ÝА-Я]+(?![a-zà-ÿа-я])|[^\W\d_A-Za-zÀ-ÿА-яёӘ-ӿ]+")
TIME = re.compile(rf"(?:{ANY}|\d+(?:[.,]\d+)?s?)\s*")
SAMPLE = 500
"""Rows by whose contents a column is told."""
LONG, SHORT = 15, 40
"""Characters that words have on average, at least; and a speaker, at most."""
AGAIN = 2.0
"""Rows that each of the different speakers has on average, at least."""
MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Columns:
    """Places in a row; None for what the table does not have. `scale`: seconds in one unit of time, 0 if not named."""

    words: int
    speaker: int | None = None
    begins: int | None = None
    ends: int | None = None
    lasts: int | None = None
    scale: float = 0.0


def by_names(names: Sequence[str]) -> Columns | None:
    """The columns by their names, None where none is one of words.

    >>> by_names(["ID", "Speaker Name", "start_ms", "Text"])
    Columns(words=3, speaker=1, begins=2, ends=None, lasts=None, scale=0.001)
    """
    taken: set[int] = set()
    parts = [tuple(part.casefold() for part in PART.findall(name)) for name in names]
    words = _named(parts, WORDS, taken)
    speaker = _named(parts, SPEAKERS, taken)
    ends = _named(parts, ENDS, taken)
    lasts = _named(parts, LASTS, taken)
    begins = _named(parts, BEGINS, taken)
    if words is None:
        return None
    unit = {*parts[begins]} if begins is not None else set()
    scale = 0.001 if unit & {"ms", "msec", "milliseconds", "millis"} else 1e-7 if "ticks" in unit else 0.0
    return Columns(words, speaker, begins, ends, lasts, scale)


def by_contents(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table without a header: words are long, a speaker is short and recurs, times are times.

    None where no column is one of words, or none of speakers or times.
    """
    sample = rows[:SAMPLE]
    width = Counter(map(len, sample)).most_common(1)[0][0] if sample else 0
    columns = [[row[column].strip() for row in sample if len(row) == width] for column in range(width)]
    timed = [column for column, cells in enumerate(columns) if cells and _share(cells, TIME) >= MOSTLY]
    lengths = {
        column: sum(map(len, cells)) / len(cells)
        for column, cells in enumerate(columns)
        if cells and column not in timed
    }
    words = max(lengths, key=lambda column: lengths[column], default=None)
    if words is None or lengths[words] < LONG:
        return None
    speaker = next((column for column in lengths if column != words and _are_speakers(columns[column])), None)
    growing = [column for column in timed if _grows(columns[column])]
    if speaker is None and not growing:
        return None
    return Columns(words, speaker, growing[0] if growing else None, growing[1] if len(growing) > 1 else None)


def _named(parts: Sequence[tuple[str, ...]], known: Sequence[str], taken: set[int]) -> int | None:
    """The first column that has the commonest of the known names: as it stands, else with what may stand beside it."""
    rank = {name: place for place, name in enumerate(known)}
    ranked = []
    for column, name in enumerate(parts):
        joined = "".join(name)
        if column in taken or not name:
            continue
        own = [part for part in name if part in rank]
        if joined in rank:
            ranked.append((rank[joined], 0, column))
        elif own and all(part in rank or part in QUALIFIERS for part in name):
            is_name, is_id = not {"name", "names"}.isdisjoint(name), not {"id", "ids"}.isdisjoint(name)
            ranked.append((rank[own[0]] + (len(known) if is_id else -is_name), 1, column))
    if not ranked:
        return None
    column = min(ranked)[2]
    taken.add(column)
    return column


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(cell) is not None for cell in cells) / len(cells)


def _are_speakers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    different = {cell.casefold() for cell in filled}
    if not different or max(map(len, different)) > SHORT or not any(map(_has_letter, different)):
        return False
    return len(different) >= 2 and len(filled) >= AGAIN * len(different)


def _has_letter(cell: str) -> bool:
    return any(character.isalpha() for character in cell)


def _grows(cells: Sequence[str]) -> bool:
    times = [time for cell in cells if (time := seconds_of(cell)) is not None]
    return len(times) > 1 and sum(a <= b for a, b in pairwise(times)) >= MOSTLY * (len(times) - 1)
