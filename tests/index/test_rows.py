"""Rows are what a tuple of the same records is, though none of these is kept."""

from bisect import bisect_right

import numpy as np
import pytest

from index.rows import Rows, table
from index.transcript import Span

SPANS = tuple(Span(start, start + 3) for start in range(0, 50, 5))


@pytest.fixture
def rows() -> Rows[Span]:
    return Rows(table([(span.start, span.stop) for span in SPANS], 2, np.int32), Span)


def test_rows_are_read_as_a_tuple_is(rows: Rows[Span]) -> None:
    assert len(rows) == len(SPANS)
    assert list(rows) == list(SPANS)
    assert (rows[0], rows[-1], rows[np.int64(3)]) == (SPANS[0], SPANS[-1], SPANS[3])
    assert (rows[2:5], rows[:-8], rows[::3], rows[7:3]) == (SPANS[2:5], SPANS[:-8], SPANS[::3], ())
    assert bisect_right(rows, 20, key=lambda span: span.start) == 5
    assert SPANS[4] in rows
    assert rows.index(SPANS[4]) == 4
    for outside in (len(SPANS), -len(SPANS) - 1):
        with pytest.raises(IndexError):
            rows[outside]


def test_numbers_of_records_are_those_of_python(rows: Rows[Span]) -> None:
    assert {type(span.start) for span in (*rows, *rows[1:], rows[1])} == {int}


def test_rows_equal_a_tuple_of_the_same_from_either_side(rows: Rows[Span]) -> None:
    assert rows == SPANS
    assert (rows,) == (SPANS,)
    assert rows == Rows(table([(one.start, one.stop) for one in SPANS], 2, np.int64), Span)
    assert hash(rows) == hash(SPANS)
    assert rows != SPANS[1:]
    assert rows != list(SPANS)
    assert repr(rows) == repr(SPANS)


def test_there_may_be_none() -> None:
    none: Rows[Span] = Rows(table([], 2, np.int32), Span)
    assert (len(none), list(none), none[:3], none == ()) == (0, [], (), True)
