"""Where the page is served: a host is listened on, whatever its kind of address, and written as browsers write it."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from bot.errors import OptionError

MOST_PORT = 65_535


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, on every address where `host` is 0.0.0.0 or ::, which is those of IPv4 too.

    A name that has addresses of both kinds is listened on at its IPv4 address. Raises OptionError.
    """
    if not 0 <= port <= MOST_PORT:
        raise OptionError(f"--port: expected a number from 0 to {MOST_PORT}; found {port}")
    try:
        found = socket.getaddrinfo(_bare(host), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        raise OptionError(f"--host: expected an address or a name of this machine; found {host!r}") from error
    family, *_, address = min(found, key=lambda info: info[0] is not socket.AF_INET)
    is_both = family is socket.AF_INET6 and is_everywhere(host) and socket.has_dualstack_ipv6()
    try:
        return socket.create_server(address, family=family, dualstack_ipv6=is_both)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise OptionError(f"can't listen on {host}, port {port}: {reason}") from error


def ip_of(host: str) -> IPv4Address | IPv6Address | None:
    """The address that `host` is, with or without brackets, and without a zone; None for a name."""
    try:
        return ip_address(_bare(host).partition("%")[0])
    except ValueError:
        return None


def is_everywhere(host: str) -> bool:
    """Whether it stands for every address of this machine."""
    address = ip_of(host)
    return address is not None and address.is_unspecified


def is_this_machine(host: str) -> bool:
    """Whether it leads back to where it is asked for: localhost and 127.0.0.1 do, and so does 0.0.0.0."""
    address = ip_of(host)
    return host == "localhost" if address is None else address.is_loopback or address.is_unspecified


def written(host: str) -> str:
    """As it stands in an address of the web.

    >>> written("0:0:0:0:0:0:0:1")
    '[::1]'
    """
    address = ip_of(host)
    if address is None:
        return host
    return f"[{address}]" if address.version == 6 else str(address)


def _bare(host: str) -> str:
    return host.removeprefix("[").removesuffix("]")
