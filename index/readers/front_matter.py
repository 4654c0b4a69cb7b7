"""What a file says of itself before anybody speaks, between lines of --- or as "Date: …", becomes metadata."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.readers.blocks import ENDED, Block
from index.readers.names import base_name, looks_like_name
from index.transcript import Metadata, Person, Span

WHO = ("speakers", "speaker")
"""Keys whose only value is who is heard."""
ITEM = re.compile(r"-[ \t]+(.+)")
FENCE = ("---", "+++", "...")
KEYS = {
    "title": "title",
    "interviewee": "interviewee",
    "interviewer": "interviewer",
    "interviewed by": "interviewer",
    "date": "date",
    "interview date": "date",
    "date of interview": "date",
    "recorded": "date",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "url": "url",
    "link": "url",
    "дата": "date",
    "интервьюер": "interviewer",
    "日期": "date",
}
"""What the keys of a header are called here."""
OTHERS = frozenset(
    "transcriber transcribed recorder location place venue duration length time present attendees participants absent "
    "subject re project source language file audio video tags author authors editor copyright published updated "
    "episode season guest guests host hosts speakers speaker address tel phone fax e-mail email narrator archive "
    "collection "
    "case court docket reporter место присутствовали участники地点 地点 时间".split()
)
"""First words of other keys; what they say is nobody's words."""
KEY = re.compile(
    r"(?:[*_#>-]+[ \t]*)?(?P<key>[^\W\d_][\w .'’-]{0,40}?)(?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?[ \t]*(?P<value>.*)"
)
LONGEST = 200
FIRST = 30
MOST_BEFORE = 3
"""Lines of a title above a header."""
"""Blocks among which a header is looked for."""


def read_front_matter(text: str, blocks: Sequence[Block], metadata: Metadata) -> tuple[Metadata, tuple[Span, ...]]:
    """The metadata with what the head of the file adds to it, and the lines of that head."""
    head = _fenced(text, blocks) or _header(text, blocks)
    stated: dict[str, str] = {}
    listed: dict[str, list[str]] = {}
    key = ""
    for block in head:
        item = ITEM.fullmatch(text, block.start, block.stop)
        if item:
            listed.setdefault(key, []).append(item[1].strip("\"'"))
            continue
        match = KEY.fullmatch(text, block.start, block.stop)
        key = match["key"].strip().casefold() if match else ""
        name = KEYS.get(key)
        if match and key in (*WHO, "author") and match["value"].strip():
            listed.setdefault(key, []).append(match["value"].strip().strip("[]\"'"))
        if match and name and match["value"].strip():
            value = match["value"].strip().strip("\"'")
            stated.setdefault(name, base_name(value) if name.startswith("interviewe") else value)
    if "author" in listed and stated.get("interviewee") and len(listed["author"]) == 1:
        stated.setdefault("interviewer", listed["author"][0])
    who = [name for key in WHO for name in listed.get(key, ())]
    if len(who) == 1 and looks_like_name(who[0]):
        stated.setdefault("interviewee", who[0])
    return with_stated(metadata, stated), tuple(Span(block.start, block.stop) for block in head)


def with_stated(metadata: Metadata, stated: dict[str, str]) -> Metadata:
    """With what a file states of itself, by names of Metadata; what the metadata file says goes before."""
    person, interviewee = metadata.interviewee, stated.pop("interviewee", "")
    if interviewee and not person.name:
        metadata = replace(metadata, interviewee=Person(interviewee, person.office))
    for name, value in stated.items():
        if value and not getattr(metadata, name):
            metadata = replace(metadata, **{name: value})  # type: ignore[arg-type]
    return metadata


def _fenced(text: str, blocks: Sequence[Block]) -> list[Block]:
    if not blocks or text[blocks[0].start : blocks[0].stop] not in FENCE[:2]:
        return []
    for row, block in enumerate(blocks[1:], 1):
        if text[block.start : block.stop] in FENCE:
            return list(blocks[: row + 1])
    return []


def _header(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The lines at the beginning that say something of the file, with a key that no other line has."""
    matches = [KEY.fullmatch(text, block.start, block.stop) for block in blocks]
    keys = [match["key"].strip().casefold() if match else "" for match in matches]
    head: list[Block] = []
    before = 0
    for block, match, key in zip(blocks[:FIRST], matches, keys, strict=False):
        if match is None:
            before += 1
            if head or before > MOST_BEFORE or ENDED.search(text[block.start : block.stop]):
                break
            continue
        is_key = key in KEYS or key.split()[0] in OTHERS
        is_person = KEYS.get(key, "").startswith("interviewe")
        is_value = len(match["value"]) <= LONGEST and not match["value"].rstrip().endswith("?")
        is_named = is_person and looks_like_name(match["value"])
        if (
            not is_key
            or not is_value
            or (is_person and not is_named)
            or (keys.count(key) > 1 and not (head and is_named))
        ):
            break
        head.append(block)
    if len(head) == 1 and KEYS.get(keys[blocks.index(head[0])]) is None:
        return []
    return head
