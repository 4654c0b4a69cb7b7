"""Who may use a served page: a file of names and hashed passwords, as Apache's htpasswd -B writes it (name:$2y$…)."""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from bot.errors import UsersError

MOST_BYTES = 72
"""bcrypt reads no more of a password."""
ROUNDS = 12
"""The cost of a new hash: 2^12 rounds."""
HASH = re.compile(r"\$2[aby]\$(?:0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31}")
"""Kind, cost, salt (of whose last letter two bits count) and what is to be had from them and the password."""


class Users:
    """Names and their password hashes, at least one; one password is tried at a time, so that guessing can't take the
    whole machine."""

    def __init__(self, hashes: dict[str, bytes]) -> None:
        self._hashes = hashes
        self._slowest = max(hashes.values(), key=lambda hashed: hashed[4:6])
        self._lock = Lock()

    def check(self, name: str, password: str) -> bool:
        """Whether this is the password of `name`; a name that is not there takes as long as one that is."""
        import bcrypt

        secret = password.encode("utf-8", "surrogatepass")
        with self._lock:
            fits = bcrypt.checkpw(secret[:MOST_BYTES], self._hashes.get(name, self._slowest))
        return fits and name in self._hashes and len(secret) <= MOST_BYTES


def read_users(path: Path) -> Users:
    """Raises UsersError with the line that is not name:hash, for a name given twice, and for a file without any."""
    hashes = _hashes(path, _lines(path))
    if not hashes:
        raise UsersError(f"{path}: expected at least one name:hash; found none")
    return Users(hashes)


def set_password(path: Path, name: str, password: str) -> None:
    """Add `name` to the file, or change its password; written whole or not at all, readable by its owner only.

    Raises UsersError for a name, a password or a file that can't be used.
    """
    if not name or not name.isprintable() or any(c in name for c in ":#") or name != name.strip():
        raise UsersError(f"expected a name without colon, #, control characters and outer blanks; found {name!r}")
    if path.exists() and not path.is_file():
        raise UsersError(f"{path}: expected a file; found something else")
    lines = _lines(path) if path.exists() else []
    _hashes(path, lines)
    kept = [line for line in lines if _entry(line)[0] != name]
    _write(path, [*kept, f"{name}:{hash_password(password).decode()}"])


def hash_password(password: str) -> bytes:
    """bcrypt's hash with a new salt, 60 bytes. Raises UsersError for a password that is empty or too long."""
    import bcrypt

    try:
        secret = password.encode("utf-8")
    except UnicodeError as error:
        raise UsersError("expected a password in UTF-8; found other bytes") from error
    if not 0 < len(secret) <= MOST_BYTES:
        raise UsersError(f"expected a password of 1 to {MOST_BYTES} bytes; found {len(secret)}")
    return bcrypt.hashpw(secret, bcrypt.gensalt(ROUNDS))


def _lines(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return [line.rstrip("\n") for line in file]
    except (OSError, UnicodeError) as error:
        raise UsersError(f"{path}: can't be read as names and passwords: {error}") from error


def _write(path: Path, lines: Iterable[str]) -> None:
    """By way of a folder beside it that goes whatever happens; where `path` is a link, what it leads to is written."""
    target = Path(os.path.realpath(path))
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            new = Path(folder) / target.name
            new.touch(0o600)
            new.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            new.replace(target)
    except OSError as error:
        raise UsersError(f"{path}: can't be written: {error.strerror}") from error


def _hashes(path: Path, lines: Iterable[str]) -> dict[str, bytes]:
    """The hashes by name; an empty line and a comment have none."""
    hashes: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, hashed = _entry(line)
        if not name or not HASH.fullmatch(hashed):
            raise UsersError(
                f"{path}, line {number}: expected name:hash with a bcrypt hash ($2y$…); found another form"
            )
        if name in hashes:
            raise UsersError(f"{path}, line {number}: expected each name once; found {name!r} again")
        hashes[name] = hashed.encode("ascii")
    return hashes


def _entry(line: str) -> tuple[str, str]:
    """The name and the hash."""
    name, _, hashed = line.strip().partition(":")
    return name, hashed
