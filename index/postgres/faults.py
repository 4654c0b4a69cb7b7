"""What a PostgreSQL server says becomes one line that a person can act on."""

import re
from typing import TYPE_CHECKING

from index.errors import StoreError

if TYPE_CHECKING:
    from psycopg import Error

PASSING = ("08", "57P", "40001", "40P01")
"""How the codes begin of what may go well when it is tried again: the connection is lost, the server stops or starts,
a standby needs what is being read, two wait for each other.
"""
MEANINGS = {
    "28": "the server does not let this user in",
    "3D": "there is no such database",
    "42501": "this user has no right to do that",
    "25006": "this server only reads: it is a standby, or set to",
    "53100": "the server's disk is full; nothing of this was kept",
    "53200": "the server has no memory left; nothing of this was kept",
    "53300": "the server has too many connections",
    "53": "the server has too little of something; nothing of this was kept",
    "58": "the server can't use its disk; nothing of this was kept",
    "XX001": "the server's data is damaged",
    "XX002": "an index of the server is damaged",
    "42P01": "expected the tables of this program; found none, or others: python -m bot index --migrate",
    "3F000": "expected the tables of this program; found none: python -m bot index --migrate",
    "42703": "expected the tables of this program's version; found others: python -m bot index --migrate",
    "57014": "the server was told to stop that",
}
"""By how the codes of PostgreSQL's appendix A begin."""


REFUSALS = {
    r'database ".*" does not exist': "3D000",
    r'password|pg_hba|role ".*" does not exist|authentication': "28000",
    r"read-only|hot standby": "25006",
    r"too many (clients|connections)|connection slots": "53300",
}
"""What a server says that lets nobody in: it has no code then, or psycopg none for it."""
UNANSWERED = ("OperationalError", "PoolTimeout", "ConnectionTimeout", "InterfaceError")
WAITED_OUT = ("25006", "53300")
"""What of that may pass: one that only reads may be about to take over."""


def is_passing(error: "Error") -> bool:
    """Whether the same may go well a moment later: a server that can't be reached has no code."""
    if error.sqlstate is None:
        return type(error).__name__ in UNANSWERED and _refusal(error) in ("", *WAITED_OUT)
    return error.sqlstate.startswith(PASSING) and error.sqlstate != "57P04"


def store_error(error: "Error", place: str) -> StoreError:
    """Of what went wrong with the store at `place`."""
    said = " ".join(str(error).split()) or type(error).__name__
    state = error.sqlstate or _refusal(error)
    for code in sorted(MEANINGS, key=len, reverse=True):
        if state.startswith(code):
            return StoreError(f"{place}: {MEANINGS[code]} ({said})")
    if is_passing(error):
        return StoreError(f"{place}: expected a server that answers; found none ({said})")
    return StoreError(f"{place}: the server can't do that ({said})")


def _refusal(error: "Error") -> str:
    """The code of what a server said that lets nobody in; "" if it can't be reached."""
    return next((code for said, code in REFUSALS.items() if re.search(said, str(error))), "")
