"""What speech recognition, podcasts and others write as JSON becomes what was said, whichever program wrote it.

Whisper, WhisperX, faster-whisper, AssemblyAI, podcasts and most others have lists of segments with a key for the words
and others for who speaks and when; Amazon Transcribe, Speechmatics, Deepgram, Rev.ai, Azure, Google and YouTube have
forms of their own.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from index.errors import TranscriptError
from index.readers.formats.columns import SPEAKERS, WORDS, Columns, by_names
from index.readers.formats.flattened import flattened
from index.readers.formats.rows import pairs_of, pieces_of, used, words_of
from index.readers.formats.spoken import Spoken
from index.readers.front_matter import KEYS

READER = "json-1"
DEEPEST, MOST_LISTS = 8, 2_000
"""Levels at which segments are looked for, and lists that are looked at."""
ENOUGH = 0.5
"""The share of all the words that a list with speakers must have, to be taken before one without."""
FEW_NAMED = 12
"""Keys that an error names."""

Rows = Sequence[dict[str, Any]]


def read_recognition(value: Any, name: str) -> list[Spoken] | str:
    """What the segments say; or words without segments, as a text to be read as one.

    Raises TranscriptError for what has no words: it names the keys that were found.
    """
    flat = flattened(value)
    if flat is not None:
        return flat
    best = _best(_lists(value))
    said = next((value[key] for key in WORDS if key in value), None) if isinstance(value, dict) else value
    if best is not None and not (isinstance(best, str) and isinstance(said, str) and len(said) >= len(best)):
        return best
    if isinstance(said, list) and all(isinstance(line, str) for line in said):
        said = "\n\n".join(said)
    if isinstance(said, str) and said.strip():
        return "\n".join(line for part in said.splitlines() for line in words_of(part) or [""])
    raise TranscriptError(
        f"{name}: expected a list of segments with a key for the words ({', '.join(WORDS[:4])}, …) and, where known,"
        f" for who speaks ({SPEAKERS[0]}, …) and when (start, end, …); found {_keys(value)}"
    )


def parsed(text: str, name: str, by_lines: bool = False) -> Any:
    """The value of the file; a list of those of its lines, where it has one on each. Raises TranscriptError."""
    try:
        if not by_lines:
            try:
                return json.loads(text)
            except json.JSONDecodeError as error:
                if "Extra data" not in error.msg:
                    raise
        values = []
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                values.append(_line(line, number, name))
        return values
    except json.JSONDecodeError as error:
        found = f"{error.msg} in line {error.lineno}, character {error.colno}"
        raise TranscriptError(f"{name}: expected JSON; found {found}") from error
    except (ValueError, RecursionError) as error:  # a number of too many digits; lists within lists without end
        raise TranscriptError(
            f"{name}: expected JSON that can be read; found {type(error).__name__}: {error}"
        ) from error


def stated(value: Any) -> dict[str, str]:
    """What an object says of the recording, by its own keys or those of its "metadata"."""
    found: dict[str, str] = {}
    for one in (value, value.get("metadata") if isinstance(value, dict) else None):
        for key, words in one.items() if isinstance(one, dict) else ():
            name = KEYS.get(str(key).casefold().replace("_", " "))
            if name and isinstance(words, str) and words.strip():
                found.setdefault(name, " ".join(words.split()))
    return found


def _line(line: str, number: int, name: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise TranscriptError(f"{name}: expected JSON on each line; found {error.msg} in line {number}") from error


def _lists(value: Any) -> list[Rows]:
    """The lists of objects within a value, the outer ones first; those under one key at one level are one list."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    level: list[tuple[str, Any]] = [("", value)]
    for depth in range(DEEPEST):
        below: list[tuple[str, Any]] = []
        for key, one in level[:MOST_LISTS]:
            inner = list(one.values()) if isinstance(one, dict) else one
            if not isinstance(inner, list):
                continue
            rows = [row for row in inner if isinstance(row, dict)]
            if rows and len(rows) > len(inner) / 2:
                found.setdefault((depth, key), []).extend(rows)
            labelled = _beside_label(inner)
            parts = (
                one.items()
                if isinstance(one, dict)
                else (("" if labelled else key, part) for part in labelled or inner)
            )
            below += [(str(name), part) for name, part in parts if isinstance(part, dict | list)]
        level = below
    return list(found.values())


def _beside_label(values: list[Any]) -> list[Any]:
    """The segments of ["SPEAKER_04", [segments]], each with the label."""
    if len(values) != 2 or not isinstance(values[0], str) or not isinstance(values[1], list):
        return []
    return [[{"speaker": values[0]} | row for row in values[1] if isinstance(row, dict)]]


def _best(lists: Sequence[Rows]) -> list[Spoken] | str | None:
    """What the list says that has most words, or nearly so, and says who speaks; None if none has words."""
    found = [one for rows in lists if (one := _said(rows))[0]]
    most = max((words for words, _, _ in found), default=0)
    with_voices = (said for words, has_voices, said in found if has_voices and words >= ENOUGH * most)
    return next(with_voices, next((said for words, _, said in found if words == most), None))


def _said(rows: Rows) -> tuple[int, bool, list[Spoken] | str]:
    """What a list says, the number of its characters and whether it says who speaks; nothing if it has no words."""
    rows = _by_voices(rows)
    names = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[row.get(name) for name in names] for row in rows]
    text = pairs_of(names, cells)
    columns = None if text else _columns(names, cells)
    if columns:
        pieces = pieces_of(cells, columns)
        if any(piece.voice or piece.begins is not None for piece in pieces):
            return sum(len(piece.words) for piece in pieces), any(piece.voice for piece in pieces), pieces
        text = "\n\n".join(piece.words for piece in pieces)
        return len(text), False, text
    return len(text), bool(text), text


def _by_voices(rows: Rows) -> Rows:
    """Segments whose words have speakers of their own, cut where these change; in a podcast's, one without a speaker
    goes on with the one before it.
    """
    cut: list[dict[str, Any]] = []
    for row in rows:
        words = row.get("words")
        words = [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []
        voices = [word["speaker"] for word in words if isinstance(word.get("speaker"), str)]
        if len(set(voices)) > 1:
            cut += _cut(row, words)
        elif "body" in row and "speaker" not in row and cut:
            cut.append({"speaker": cut[-1].get("speaker")} | row)
        else:
            cut.append(row)
    return cut


def _cut(row: dict[str, Any], words: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A segment for each run of words of one speaker; a word without one goes with those before it."""
    run: list[dict[str, Any]] = []
    speaker = row.get("speaker")
    for word in (*words, {"speaker": ""}):
        own = word.get("speaker", speaker)
        if own != speaker and run:
            text = " ".join(str(one.get("word", one.get("text", ""))).strip() for one in run)
            times = {"start": run[0].get("start", row.get("start")), "end": run[-1].get("end", row.get("end"))}
            yield {"speaker": speaker, "text": text} | times
            run = []
        speaker = own
        run.append(word)


def _columns(names: Sequence[str], cells: Sequence[Sequence[Any]]) -> Columns | None:
    """The keys that hold words, voices and times: a key counts as one of words only if its values are."""
    named = used(names, cells)
    while True:
        columns = by_names(named)
        if columns is None or any(words_of(row[columns.words]) for row in cells):
            return columns
        named[columns.words] = ""


def _keys(value: Any) -> str:
    """What a value has instead, in words."""
    one = next((row for row in value if isinstance(row, dict)), None) if isinstance(value, list) else value
    if isinstance(one, dict):
        names = ", ".join(repr(str(key)[:40]) for key in list(one)[:FEW_NAMED])
        return f"the keys {names}" if names else "no keys"
    return f"a list of {type(value[0]).__name__}" if isinstance(value, list) and value else f"{value!r:.60}"
