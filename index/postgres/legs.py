"""The nearest of many vectors, by the store's index; of few, or where that finds too few, each is compared."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.postgres.connection import halves
from index.postgres.numbering import Numbering
from index.search.segment import Rows

if TYPE_CHECKING:
    from psycopg import Connection

KIND = {"sentence_vectors": "sentence", "paragraph_vectors": "paragraph"}
"""What each row of a table is."""
LOOKED_AT = 20
"""Times as many as are sought are looked at before all that may be found are compared."""
RUN = 5
"""Vectors that are compared in the time in which a run of them is found."""
FOUND = 80
"""The same of one that the index finds, whether it may be found or not."""
SEARCHED = 200
"""Neighbours that the index holds while it searches, at least (its ef_search)."""


def nearest(connection: "Connection[Any]", table: str, vector: NDArray[np.float32], k: int, among: "Among") -> Rows:
    """About the k nearest of those that may be found, in no particular order; never fewer than there are."""
    (half,) = halves(vector[None, :].astype(np.float32))
    if among.cost > FOUND * k * among.rarity:
        found = _by_index(connection, table, half, k, among)
        if len(found) >= k:
            return found
    return _each(connection, table, half, k, among)


class Among:
    """`rows`, rising, that may be found, of `every` row, rising, of a table, which `numbering` numbers."""

    def __init__(self, rows: Rows, every: Rows, numbering: Numbering) -> None:
        self.rows, self.numbering = rows, numbering
        numbers, within = numbering.places(rows)
        follows = np.diff(np.searchsorted(every, rows), prepend=-2) == 1
        begins = np.flatnonzero(~follows | (np.diff(numbers, prepend=-1) != 0))
        ends = np.append(begins[1:], len(rows))[: len(begins)] - 1
        self.runs = [numbers[begins].tolist(), within[begins].tolist(), within[ends].tolist()]
        """Transcripts, and first and last row there: between them is nothing else in the table."""
        self.cost = len(rows) + RUN * len(begins)
        """Of comparing each."""
        self.rarity = len(every) / max(len(rows), 1)
        """So many there are for one that may be found."""

    def holds(self, rows: Rows) -> NDArray[np.bool_]:
        """Of each row whether it is one of them."""
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.asarray(self.rows[places] == rows) if len(self.rows) else np.zeros(len(rows), bool)


def _by_index(connection: "Connection[Any]", table: str, half: object, k: int, among: Among) -> Rows:
    """The first k that may be found of those that the index finds; fewer where it gives up."""
    connection.execute(f"SET LOCAL hnsw.ef_search = {max(k, SEARCHED)}")
    connection.execute("SET LOCAL hnsw.iterative_scan = strict_order")
    found, looked_at = [np.zeros(0, np.int64)], 0
    sql = f"SELECT transcript, {KIND[table]} FROM {table} ORDER BY vector <#> %s"
    with connection.cursor(name="nearest") as cursor:
        cursor.execute(sql, [half], binary=True)
        while sum(map(len, found)) < k and looked_at < LOOKED_AT * k:
            places = np.array(cursor.fetchmany(k), np.int64).reshape(-1, 2)
            rows = among.numbering.rows(places[:, 0], places[:, 1])
            found.append(rows[among.holds(rows)])
            looked_at += k
            if len(places) < k:
                break
    return np.concatenate(found)[:k]


def _each(connection: "Connection[Any]", table: str, half: object, k: int, among: Among) -> Rows:
    # the index would be asked, and would find fewer, if the distances were not worked out first
    found = connection.execute(
        f"WITH compared AS MATERIALIZED (SELECT transcript, {KIND[table]}, vector <#> %s AS distance"
        " FROM unnest(%s::int4[], %s::int4[], %s::int4[]) AS run (number, first, last)"
        f" JOIN {table} ON transcript = number AND {KIND[table]} BETWEEN first AND last)"
        f" SELECT transcript, {KIND[table]} FROM compared ORDER BY distance LIMIT %s",
        [half, *among.runs, k],
        binary=True,
    ).fetchall()
    places = np.array(found, np.int64).reshape(-1, 2)
    return among.numbering.rows(places[:, 0], places[:, 1])
