"""Who may use a served page: a file of names and hashed passwords, as Apache's htpasswd -B writes it (name:$2y$…)."""

import os
import tempfile
from pathlib import Path
from threading import Lock

from index.errors import UsersError

MOST_BYTES = 72
"""bcrypt reads no more of a password."""
ROUNDS = 12
"""The cost of a new hash: 2^12 rounds."""


class Users:
    """Names and password hashes; asked for one password at a time, so that guessing can't take the whole machine."""

    def __init__(self, hashes: dict[str, bytes]) -> None:
        self._hashes = hashes
        self._lock = Lock()
        self._nobody = hash_password(os.urandom(16).hex()) if hashes else b""

    def check(self, name: str, password: str) -> bool:
        """Whether this is the password of `name`; a name that is not there takes as long as one that is."""
        import bcrypt

        secret = password.encode("utf-8")
        with self._lock:
            fits = bcrypt.checkpw(secret[:MOST_BYTES], self._hashes.get(name, self._nobody))
        return fits and name in self._hashes and len(secret) <= MOST_BYTES


def read_users(path: Path) -> Users:
    """Raises UsersError with the line that is not name:hash, for a name given twice, and for a file without any."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise UsersError(f"{path}: can't be read as names and passwords: {error}") from error
    hashes: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        name, _, hashed = line.strip().partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not name or not hashed.startswith(("$2a$", "$2b$", "$2y$")) or len(hashed) != 60:
            raise UsersError(
                f"{path}, line {number}: expected name:hash with a bcrypt hash ($2y$…); found another form"
            )
        if name in hashes:
            raise UsersError(f"{path}, line {number}: expected each name once; found {name!r} again")
        hashes[name] = hashed.encode("ascii", "replace")
    if not hashes:
        raise UsersError(f"{path}: expected at least one name:hash; found none")
    return Users(hashes)


def set_password(path: Path, name: str, password: str) -> None:
    """Add `name` to the file, or change its password; written whole or not at all, readable by its owner only.

    Raises UsersError for a name or a password that can't be used.
    """
    if not name or any(c in name for c in ":#\r\n") or name != name.strip():
        raise UsersError(f"expected a name without colon, # and outer blanks; found {name!r}")
    kept = []
    if path.exists():
        read_users(path)
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{name}:")]
    content = "".join(f"{line}\n" for line in [*kept, f"{name}:{hash_password(password).decode()}"])
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:  # mode 0600
        file.write(content)
    Path(file.name).replace(path)


def hash_password(password: str) -> bytes:
    """bcrypt's hash with a new salt, 60 bytes. Raises UsersError for a password that is empty or too long."""
    import bcrypt

    secret = password.encode("utf-8")
    if not 0 < len(secret) <= MOST_BYTES:
        raise UsersError(f"expected a password of 1 to {MOST_BYTES} bytes; found {len(secret)}")
    return bcrypt.hashpw(secret, bcrypt.gensalt(ROUNDS))
