"""Who may use the served page: under which names, inside whose pages, with what password."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OptionError
from bot.users import read_users
from bot.web.address import ip_of, is_everywhere, written

HOST = re.compile(r"\*|(?:\*\.)?[A-Za-z0-9._-]+")
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?")
ROOT_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True)
class Access:
    """`hosts` are the names that requests may ask for, `headers` go with every response; `check` says whether a name
    and a password are right, None lets everybody in; `root_path` is where a proxy has the page."""

    hosts: Sequence[str]
    headers: Mapping[str, str]
    check: Callable[[str, str], bool] | None = None
    root_path: str = ""


def access(
    host: str, allow_host: Sequence[str], allow_frame: Sequence[str], users: Path | None, root_path: str
) -> Access:
    """Raises OptionError for a name, an origin or a path that can't be one, UsersError for a file of no users."""
    root_path = root_path.rstrip("/")
    if not ROOT_PATH.fullmatch(root_path):
        raise OptionError(f"expected a path like /talks; found {root_path!r}")
    headers = security_headers(allow_frame)
    hosts = allowed_hosts(host, allow_host)
    check = read_users(users).check if users else None
    return Access(hosts, headers, check, root_path)


def allowed_hosts(host: str, more: Sequence[str]) -> list[str]:
    """The names under which a server on `host` may be asked for: everything where it listens on every address.

    Raises OptionError unless each of `more` is a name without scheme and port, *.NAME, an address or *.
    """
    for name in more:
        if not HOST.fullmatch(name) and not ip_of(name):
            raise OptionError(f"expected a name like talks.example.org; found {name!r}")
    if is_everywhere(host) and not more:
        return ["*"]
    return ["127.0.0.1", "localhost", "[::1]", written(host), *map(written, more)]


def security_headers(framed_by: Sequence[str]) -> dict[str, str]:
    """For pages that only pages of their own origin and of `framed_by` may show in a frame.

    Gradio's page does not render without 'unsafe-eval'. Raises OptionError unless an origin is scheme://host[:port].
    """
    for origin in framed_by:
        if not ORIGIN.fullmatch(origin):
            raise OptionError(f"expected an origin like https://example.org; found {origin!r}")
    policy = (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors " + " ".join(["'self'", *framed_by])
    )
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if not framed_by:  # this older header can name no other origin
        headers["X-Frame-Options"] = "SAMEORIGIN"
    return headers
