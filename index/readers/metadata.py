"""The TOML file beside a transcript becomes its Metadata; an unknown key or a wrong type is an error."""

import errno
import re
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from index.errors import TranscriptError
from index.readers.files import BOM, read_bytes
from index.transcript import Layout, Metadata, Person, Role

KEYS = (
    *("title", "interviewer", "occasion", "outlet", "date", "url", "language"),
    *("interviewee", "boilerplate", "not_boilerplate", "examples", "speakers", "layout"),
)
MAX_BYTES = 100_000
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\Z")
ROLES = get_args(Role)
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
NOT_A_SPEAKER = "text"
"""What the metadata gives as the role of a label that is ordinary text."""


def metadata_path(transcript: Path) -> Path:
    """data/talk.txt -> data/talk.toml"""
    return transcript.with_suffix(".toml")


def read_metadata(path: Path) -> Metadata:
    """Read `path`; a file that isn't there is empty metadata. Raises TranscriptError, naming the key and both types."""
    try:
        if not path.exists():
            return Metadata()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # it is one letter longer than the transcript's
            return Metadata()
        raise TranscriptError(f"{path}: can't be opened: {error.strerror}") from error
    table = _read_table(path)
    _only(table, KEYS, path, "")
    person = _typed(table, "interviewee", dict, {}, path)
    _only(person, ("name", "office"), path, "interviewee.")
    return Metadata(
        title=_text(table, "title", path),
        layout=_layout(_text(table, "layout", path), path),
        interviewer=_text(table, "interviewer", path),
        occasion=_text(table, "occasion", path),
        outlet=_text(table, "outlet", path),
        date=_text(table, "date", path),
        url=_text(table, "url", path),
        language=_language(_text(table, "language", path), path),
        interviewee=Person(_text(person, "name", path), _text(person, "office", path)),
        boilerplate=_lines(table, "boilerplate", path),
        not_boilerplate=_lines(table, "not_boilerplate", path),
        examples=_lines(table, "examples", path),
        speakers=_speakers(_typed(table, "speakers", dict, {}, path), path),
    )


def _read_table(path: Path) -> dict[str, Any]:
    content, _ = read_bytes(path, MAX_BYTES)
    try:
        return tomllib.loads(content.removeprefix(BOM).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise TranscriptError(f"{path}: not readable as TOML in UTF-8: {error}") from error


def _language(tag: str, path: Path) -> str:
    """The first part of a language tag: "en-GB" -> "en"."""
    if tag and not TAG.match(tag):
        raise TranscriptError(f"{path}: language: expected a tag like en, ru or zh-CN; found {tag!r}")
    return tag.partition("-")[0].lower()


def _layout(name: str, path: Path) -> Layout | Literal[""]:
    for layout in LAYOUTS:
        if name == layout:
            return layout
    if name:
        raise TranscriptError(f"{path}: layout: expected one of {', '.join(LAYOUTS)}; found {name!r}")
    return ""


def _speakers(table: dict[str, Any], path: Path) -> tuple[tuple[str, Role | None], ...]:
    allowed = (*ROLES, NOT_A_SPEAKER)
    for label, role in table.items():
        if role not in allowed:
            raise TranscriptError(f"{path}: speakers.{label!r}: expected one of {', '.join(allowed)}; found {role!r}")
    return tuple(
        (label.strip().rstrip(":："), None if role == NOT_A_SPEAKER else role) for label, role in table.items()
    )


def _lines(table: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    lines = _typed(table, key, list, [], path)
    for line in lines:
        if not isinstance(line, str):
            raise TranscriptError(f"{path}: {key}: expected a list of lines; found {line!r} in it")
    return tuple(line.strip() for line in lines)


def _text(table: dict[str, Any], key: str, path: Path) -> str:
    return str(_typed(table, key, str, "", path)).strip()


def _typed(table: dict[str, Any], key: str, kind: type, default: Any, path: Path) -> Any:
    value = table.get(key, default)
    if not isinstance(value, kind):
        raise TranscriptError(f"{path}: {key}: expected {kind.__name__}; found {type(value).__name__} {value!r}")
    return value


def _only(table: dict[str, Any], keys: tuple[str, ...], path: Path, prefix: str) -> None:
    unknown = sorted(set(table) - set(keys))
    if unknown:
        raise TranscriptError(f"{path}: unknown key {prefix}{unknown[0]}; expected any of {', '.join(keys)}")


def write_metadata(path: Path, table: Mapping[str, Any]) -> None:
    """Write what is known of a transcript beside it, without what is empty; `table` has the keys of the file.

    Raises TranscriptError for what `read_metadata` does not take, and then nothing is written.
    """
    import tomlkit

    known = {key: value for key, value in table.items() if value not in ("", [], {}, None)}
    with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as work:
        whole = Path(work, path.name)
        whole.write_text(tomlkit.dumps(known), "utf-8")
        try:
            read_metadata(whole)
        except TranscriptError as error:
            raise TranscriptError(str(error).removeprefix(f"{whole}: ")) from error
        whole.replace(path)
