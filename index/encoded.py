"""A transcript that was read and cut becomes bytes, from which it is opened again in less than a millisecond.

    a line of JSON      the card, what else is known, how many rows each array has, and how long the text is
    the arrays          as in ARRAYS, one after the other
    the text            the canonical one as UTF-8, and behind it that with blanks for cuts, if it is another
What is opened makes its sentences, turns and so on of the arrays when somebody looks at them.
"""

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from index.card import Card
from index.passages import Passages
from index.quotable import DIGEST_BYTES, Content
from index.rows import Rows, table
from index.transcript import Paragraph, Part, Place, Role, Sentence, Span, Timed, Transcript, Turn

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PARTS, ROLES = get_args(Part), get_args(Role)
NOBODY = -1
ARRAYS: dict[str, tuple[type[np.generic], int]] = {
    "timed": (np.float64, 5),
    "turns": (np.int32, 7),
    "spans": (np.int32, 2),
    "boilerplate": (np.int32, 2),
    "cuts": (np.int32, 2),
    "paragraphs": (np.int32, 8),
    "sentences": (np.int32, 9),
    "digests": (np.uint8, DIGEST_BYTES),
}
"""Numbers of a row: what the functions below make records of. `spans` are the transcript's own paragraphs."""


@dataclass(frozen=True, slots=True)
class _Header:
    card: Card
    doubtful: tuple[str, ...]
    why: str
    encoding: str
    reader: str
    remarks: tuple[str, ...]
    speakers: tuple[str, ...]
    """Whom the turns name, by number."""
    rows: dict[str, int]
    canonical: int
    """Bytes of the canonical text."""


def encode(card: Card, content: Content) -> bytes:
    """`content`, and the card that describes it."""
    transcript = content.transcript
    speakers = tuple(dict.fromkeys(turn.speaker for turn in transcript.turns))
    arrays = _arrays(content, {speaker: number for number, speaker in enumerate(speakers)})
    canonical = transcript.canonical.encode()
    header = _Header(
        card=card,
        doubtful=transcript.doubtful,
        why=transcript.why,
        encoding=transcript.encoding,
        reader=transcript.reader,
        remarks=transcript.remarks,
        speakers=speakers,
        rows={name: len(array) for name, array in arrays.items()},
        canonical=len(canonical),
    )
    blanked = transcript.text.encode() if transcript.text != transcript.canonical else b""
    numbers = [arrays[name].tobytes() for name in ARRAYS]
    return b"".join([_as_json().dump_json(header), b"\n", *numbers, canonical, blanked])


def decode_card(packed: bytes) -> Card:
    """The card alone."""
    return _as_json().validate_json(packed[: packed.index(b"\n")]).card


def decode(packed: bytes, card: Card) -> Content:
    """The content of the transcript that `card` describes."""
    start = packed.index(b"\n") + 1
    header = _as_json().validate_json(packed[: start - 1])
    sizes = [np.dtype(kind).itemsize * width * header.rows[name] for name, (kind, width) in ARRAYS.items()]
    text = start + sum(sizes)
    numbers = packed[start:text]  # a copy, so that the text is not held twice
    arrays: dict[str, NDArray[Any]] = {}
    at = 0
    for (name, (kind, width)), size in zip(ARRAYS.items(), sizes, strict=True):
        arrays[name] = np.frombuffer(numbers, kind, width * header.rows[name], at).reshape(-1, width)
        at += size
    canonical = packed[text : text + header.canonical].decode()
    blanked = packed[text + header.canonical :].decode()
    transcript = _transcript(header, card, arrays, canonical, blanked or canonical)
    passages = Passages(Rows(arrays["paragraphs"], _paragraph), Rows(arrays["sentences"], _sentence))
    return Content(transcript, passages, Rows(arrays["digests"], _digest))


def _transcript(header: _Header, card: Card, arrays: dict[str, NDArray[Any]], canonical: str, text: str) -> Transcript:
    return Transcript(
        id=card.id,
        source=card.source,
        text=text,
        text_sha256=card.text_sha256,
        layout=card.layout,
        language=card.language,
        metadata=card.metadata,
        turns=Rows(arrays["turns"], partial(_turn, header.speakers)),
        paragraphs=Rows(arrays["spans"], Span),
        boilerplate=Rows(arrays["boilerplate"], Span),
        doubtful=header.doubtful,
        canonical=canonical,
        cuts=Rows(arrays["cuts"], Span),
        timed=Rows(arrays["timed"], _timed),
        why=header.why,
        encoding=header.encoding,
        reader=header.reader,
        remarks=header.remarks,
    )


def _arrays(content: Content, speakers: dict[str, int]) -> dict[str, NDArray[Any]]:
    transcript, passages = content.transcript, content.passages
    rows: dict[str, list[Any]] = {
        "timed": [(one.start, one.stop, one.begins, one.ends or 0, one.ends is not None) for one in transcript.timed],
        "turns": [
            (turn.start, turn.stop, PARTS.index(turn.part), turn.number, speakers[turn.speaker],
             ROLES.index(turn.role), NOBODY if turn.asked is None else turn.asked)
            for turn in transcript.turns
        ],
        "spans": [(span.start, span.stop) for span in transcript.paragraphs],
        "boilerplate": [(span.start, span.stop) for span in transcript.boilerplate],
        "cuts": [(span.start, span.stop) for span in transcript.cuts],
        "paragraphs": [
            (one.start, one.stop, one.turn, *_numbers(one.place)[:3], one.first, one.last)
            for one in passages.paragraphs
        ],
        "sentences": [
            (one.start, one.stop, one.turn, one.paragraph, *_numbers(one.place), one.is_window)
            for one in passages.sentences
        ],
        "digests": [tuple(digest) for digest in content.digests],
    }  # fmt: skip
    return {name: table(rows[name], width, kind) for name, (kind, width) in ARRAYS.items()}


def _numbers(place: Place) -> tuple[int, int, int, int]:
    return PARTS.index(place.part), place.number, place.paragraph, place.sentence


def _timed(start: float, stop: float, begins: float, ends: float, has_end: float) -> Timed:
    return Timed(int(start), int(stop), begins, ends if has_end else None)


def _turn(
    speakers: tuple[str, ...], start: int, stop: int, part: int, number: int, speaker: int, role: int, asked: int
) -> Turn:
    return Turn(start, stop, PARTS[part], number, speakers[speaker], ROLES[role], None if asked == NOBODY else asked)


def _paragraph(start: int, stop: int, turn: int, part: int, number: int, own: int, first: int, last: int) -> Paragraph:
    return Paragraph(start, stop, turn, Place(PARTS[part], number, own), first, last)


def _sentence(
    start: int, stop: int, turn: int, paragraph: int, part: int, number: int, of: int, own: int, is_window: int
) -> Sentence:
    return Sentence(start, stop, turn, paragraph, Place(PARTS[part], number, of, own), bool(is_window))


def _digest(*numbers: int) -> bytes:
    return bytes(numbers)


@cache
def _as_json() -> "TypeAdapter[_Header]":
    from pydantic import TypeAdapter

    return TypeAdapter(_Header)
