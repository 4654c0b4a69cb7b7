"""A SentencePiece model's file becomes a tokenizer that cuts text as it does: pieces by their likelihood (Kudo 2018).

The file is a message of protocol buffers. That of Universal Sentence Encoder is of an early layout, in which the
table of the normaliser stands in the third field.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECE, NORMALISER = 1, 3
"""Fields of the file: one for each piece; what text is made equal by."""
TEXT, SCORE = 1, 2
"""Of a piece."""
TABLE = 2
"""Of the normaliser: a trie of what is replaced, and by what."""
SPACE = "▁"


def read_tokenizer(path: Path, unknown: int) -> "Tokenizer":
    """The tokenizer in a file, `unknown` the id of what it has no piece for. Raises ValueError for no such file."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    pieces: list[tuple[str, float]] = []
    table = b""
    try:
        for field, value in _fields(path.read_bytes()):
            if field == PIECE:
                own = dict(_fields(value))
                pieces.append((own[TEXT].decode(), struct.unpack("<f", own[SCORE])[0] if SCORE in own else 0.0))
            elif field == NORMALISER:
                table = dict(_fields(value))[TABLE]
    except (IndexError, KeyError, UnicodeDecodeError, struct.error):
        pieces = []
    if not pieces or not table:
        raise ValueError(f"{path.name}: expected a SentencePiece model; found something else")
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    alike = [normalizers.Precompiled(table), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    tokenizer.normalizer = normalizers.Sequence(alike)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False)
    return tokenizer


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and the bytes of each field of a message (protocol buffers, "Encoding")."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        field, kind = key >> 3, key & 7
        if kind == 0:
            start = at
            _, at = _number(message, at)
        elif kind == 2:
            length, start = _number(message, at)
            at = start + length
        else:
            start, at = at, at + {1: 8, 5: 4}[kind]
        yield field, message[start:at]


def _number(message: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return number, at
        shift += 7
