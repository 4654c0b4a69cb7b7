"""How much of a text a model can read at all, judged by the pieces that it cuts the words into."""

import re
from collections.abc import Sequence

from index.model.windows import Window

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def legibility(windows: Sequence[Window], unknown: int | None) -> float:
    """The share of letters in pieces that say something to the model, 0 to 1; 1 where there is no letter or no piece.

    A model that never saw a script has its letters as pieces of their own, or none of them: `unknown`. Chinese and
    Japanese words have one or two characters, so that a character by itself does say something.
    """
    letters = read = 0
    for window in windows:
        for piece, (start, stop) in zip(window.ids, window.spans, strict=True):
            a, b = start - window.start, stop - window.start
            count = sum(map(str.isalpha, window.text[a:b]))
            letters += count
            read += count if piece != unknown and not _is_spelled(window.text, a, b) else 0
    return read / letters if letters else 1.0


def _is_spelled(text: str, start: int, stop: int) -> bool:
    """Whether the piece is a single letter of a longer word."""
    if stop - start != 1 or IDEOGRAPH.match(text[start]):
        return False
    return text[start - 1 : start].isalpha() or text[stop : stop + 1].isalpha()
