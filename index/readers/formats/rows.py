"""Rows of a table, or of a list in JSON, become what was said: whose words, and when."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.readers.formats.columns import Columns
from index.readers.formats.spoken import Spoken, blank_between
from index.readers.times import seconds_of

Row = Sequence[object]
FEW_WORDS = 1.5
"""Words in a row on average, below which it is a word."""
ENDED = re.compile(r"[.?!。？！…؟][\"'”’»)\]]*$")
SLOWEST = 0.05
"""Words a second; fewer are milliseconds that are taken for seconds."""
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
"""Controls, halves of a pair of surrogates, and what turns the direction of the text around it."""
NUMBERED = re.compile(r"\d{1,3}|[A-Z]")
"""Who speaks, as recognition numbers them."""
NOBODY = frozenset("unknown Unknown UNKNOWN none None null nan NaN n/a N/A -1".split())
ASKED = frozenset("question q frage pregunta domanda pergunta вопрос сұрақ 问 问题 提问 質問 질문".split())
ANSWERED = frozenset("answer a antwort réponse reponse respuesta risposta resposta ответ жауап 答 回答 답변".split())
EMPTY: tuple[object, ...] = (None, "", [], "N/A", "NA", "n/a", "null", "NULL", "None", "nan")
LONGEST = 100
"""Characters of a voice's name."""


def spoken_rows(rows: Sequence[Row], columns: Columns) -> list[Spoken]:
    """What each row says, a piece for each line of it. Where no row has a voice nobody's is told."""
    texts = [words_of(row[columns.words]) for row in rows]
    scale = columns.scale or _scale(rows, columns, texts)
    voices = _voices(rows, columns)
    pieces: list[Spoken] = []
    for row, text, voice in zip(rows, texts, voices, strict=True):
        begins, ends = _times(row, columns, scale)
        is_apart = begins is None or not pieces or voice != pieces[-1].voice
        for line in text:
            pieces.append(Spoken(line, voice, begins, ends, is_apart=is_apart))
            is_apart = True
    return pieces


def pieces_of(rows: Sequence[Row], columns: Columns) -> list[Spoken]:
    """What the rows say; where each has a word, joined to sentences."""
    pieces = spoken_rows(rows, columns)
    words = sum(len(piece.words.split()) for piece in pieces)
    return sentences_of(pieces) if words < FEW_WORDS * len(pieces) else pieces


def used(names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The names, "" for a column that has nothing in any row."""
    columns = range(len(names))
    filled = {column for row in rows for column in columns if column < len(row) and row[column] not in EMPTY}
    return [name if column in filled else "" for column, name in enumerate(names)]


def words_of(value: object) -> list[str]:
    """The lines of a value with single spaces, or of a list of words joined; none if it is no text."""
    if isinstance(value, list):
        words = [_word(part) for part in value]
        value = " ".join(word.strip() for word in words if word.strip())
    if not isinstance(value, str):
        return []
    lines = (" ".join(UNSEEN.sub(" ", line).split()) for line in value.splitlines())
    return [line for line in lines if line]


def _word(part: object) -> str:
    """A word of a list: a text, or what holds one."""
    if isinstance(part, dict):
        part = next((part[key] for key in ("text", "word", "value", "punctuated_word") if key in part), "")
    return part if isinstance(part, str) else ""


def sentences_of(words: Sequence[Spoken]) -> list[Spoken]:
    """Words that have times of their own, joined as far as one voice goes and a sentence does: a piece each."""
    joined: list[Spoken] = []
    parts: list[str] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is None or word.voice != last.voice or ENDED.search(parts[-1]):
            _close(joined, parts)
            is_apart = last is None or word.voice != last.voice
            joined.append(replace(word, is_apart=is_apart))
            parts = [word.words]
        else:
            parts += [blank_between(parts[-1], word.words), word.words]
            joined[-1] = replace(last, ends=word.ends if word.ends is not None else last.ends)
    _close(joined, parts)
    return joined


def _close(joined: list[Spoken], parts: Sequence[str]) -> None:
    if joined:
        joined[-1] = replace(joined[-1], words="".join(parts))


def _voices(rows: Sequence[Row], columns: Columns) -> list[str | None]:
    """Whose words each row has; None for all where no row says it."""
    if columns.speaker is None:
        return [None] * len(rows)
    voices = [voice_of(row[columns.speaker]) for row in rows]
    return list(voices) if any(voices) else [None] * len(rows)


def voice_of(value: object) -> str:
    """How a speaker is called: voice_of(0) -> "Speaker 0", voice_of("A") -> "Speaker A"; "" for nobody."""
    if isinstance(value, dict):
        named = (value.get(key) for key in ("name", "full", "fullname", "label", "speaker", "id"))
        value = next((one for one in named if isinstance(one, str | int) and one != ""), None)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    name = " ".join(words_of(str(value))[:1])[:LONGEST].strip("\"'*_<>[]: ")
    if name in NOBODY:
        return ""
    return f"Speaker {name}" if NUMBERED.fullmatch(name) else name


def _times(row: Row, columns: Columns, scale: float) -> tuple[float | None, float | None]:
    """Begin and end of a row in seconds."""
    begins, ends, lasts = (
        seconds_of(row[column]) if column is not None else None
        for column in (columns.begins, columns.ends, columns.lasts)
    )
    if begins is None:
        return None, None
    if ends is None and lasts is not None:
        ends = begins + lasts
    return begins * scale, ends * scale if ends is not None and ends >= begins else None


def _scale(rows: Sequence[Row], columns: Columns, texts: Sequence[Sequence[str]]) -> float:
    """Seconds in a unit of time, where its name does not tell: whole numbers in which hardly anything is said are
    milliseconds.
    """
    if columns.begins is None:
        return 1.0
    values = [row[columns.begins] for row in rows]
    times = [time for value in values if (time := seconds_of(value)) is not None]
    are_whole = all(time.is_integer() for time in times) and not any(":" in str(value) for value in values)
    words = sum(len(line.split()) for text in texts for line in text)
    is_slow = bool(times) and words < SLOWEST * (max(times) - min(times))
    return 0.001 if are_whole and is_slow else 1.0


def pairs_of(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Questions and answers in two columns as a text with labels; "" where the table has none."""
    squeezed = [name.casefold().strip(" \ufeff:*_") for name in names]
    asking = next((at for at, name in enumerate(squeezed) if name in ASKED), None)
    answering = next((at for at, name in enumerate(squeezed) if name in ANSWERED), None)
    if asking is None or answering is None:
        return ""
    pieces = []
    for row in rows:
        for label, at in (("Question", asking), ("Answer", answering)):
            words = words_of(row[at]) if at < len(row) else []
            if words:
                pieces.append(f"{label}: " + "\n".join(words))
    return "\n\n".join(pieces)
