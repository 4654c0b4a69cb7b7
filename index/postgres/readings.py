"""A transcript becomes bytes: its card, how its words are written, and all that was read, proved by its digest.

The same bytes, wherever its file lies.
"""

import functools
import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from index.arrays import arrays_of, from_arrays
from index.card import Card
from index.encoded import decode, encode
from index.errors import StoreError
from index.quotable import Content, Quotable
from index.spelling.written import WordTable, count_words_of

ELSEWHERE = "the file is not on this machine: its text is what the store was given, sha256 {digest}"
"""A remark on a transcript."""


def dump_card(card: Card) -> bytes:
    """As JSON."""
    return _as_json().dump_json(_anywhere(card))


def load_card(dumped: bytes, path: bytes, mtime_ns: int) -> Card:
    """Of a transcript whose file is at `path`, if that is on this machine."""
    card = _as_json().validate_json(dumped)
    source = replace(card.source, path=Path(os.fsdecode(path)), mtime_ns=mtime_ns, is_stored=True)
    return replace(card, source=source)


def dump(quotable: Quotable) -> bytes:
    """SHA-256, a line end, and its content as index.encoded has it."""
    content = encode(_anywhere(quotable.card), quotable.content)
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def load(dumped: bytes, card: Card) -> Content:
    """The content of the transcript with that card; a remark says where its file is not on this machine. Raises
    StoreError for what is not what was dumped.
    """
    digest, _, packed = dumped.partition(b"\n")
    if hashlib.sha256(packed).hexdigest().encode() != digest:
        raise StoreError(f"{card.source.path.name}: what the store holds of it is damaged; add it again")
    content = decode(packed, card)
    if _is_here(card.source.path):
        return content
    remark = ELSEWHERE.format(digest=f"{card.source.sha256[:12]}…")
    transcript = replace(content.transcript, remarks=(*content.transcript.remarks, remark))
    return replace(content, transcript=transcript)


def dump_words(quotable: Quotable) -> bytes:
    """How its words are written."""
    dumped = io.BytesIO()
    np.savez(dumped, **arrays_of(count_words_of(quotable)))  # type: ignore[arg-type]  # all of them are arrays
    return dumped.getvalue()


def load_words(dumped: bytes) -> WordTable:
    with np.load(io.BytesIO(dumped), allow_pickle=False) as saved:
        return from_arrays(WordTable, {name: saved[name] for name in saved.files})


def _anywhere(card: Card) -> Card:
    """Without where its file lies, and when that was written there."""
    return replace(card, source=replace(card.source, path=Path(), mtime_ns=0))


def _is_here(path: Path) -> bool:
    """Whether a file can be seen: Path.exists would raise for one in another user's folder."""
    try:
        path.stat()
    except OSError:
        return False
    return True


@functools.cache
def _as_json() -> TypeAdapter[Card]:
    return TypeAdapter(Card)
