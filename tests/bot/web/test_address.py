"""Where the page is served: what can be listened on is, IPv6 too, and what can't is said."""

import socket

import pytest
from support import needs_ipv6

from bot.errors import OptionError
from bot.web.address import ip_of, is_everywhere, is_this_machine, listen, written

SECONDS = 5


def is_heard(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), SECONDS).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    ("host", "heard"),
    [
        ("127.0.0.1", {"127.0.0.1"}),
        ("localhost", {"127.0.0.1"}),
        ("0.0.0.0", {"127.0.0.1"}),
        pytest.param("::1", {"::1"}, marks=needs_ipv6),
        pytest.param("[::1]", {"::1"}, marks=needs_ipv6),
        pytest.param("0:0:0:0:0:0:0:1", {"::1"}, marks=needs_ipv6),
        pytest.param("::", {"127.0.0.1", "::1"}, marks=needs_ipv6),
    ],
)
def test_a_host_is_listened_on_and_no_other_address(host: str, heard: set[str]) -> None:
    with listen(host, 0) as listening:
        port = listening.getsockname()[1]
        assert {address for address in ("127.0.0.1", "::1") if is_heard(address, port)} == heard


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "0.0.0.0"),
        pytest.param("::1", "::1", marks=needs_ipv6),
        pytest.param("::1", "::", marks=needs_ipv6),
        pytest.param("127.0.0.1", "::", marks=needs_ipv6),
        pytest.param("::", "127.0.0.1", marks=needs_ipv6),
    ],
)
def test_a_port_that_is_in_use_is_said_to_be(first: str, second: str) -> None:
    with listen(first, 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(OptionError) as caught:
            listen(second, port)
    assert str(caught.value) == f"can't listen on {second}, port {port}: Address already in use"


@pytest.mark.parametrize("host", ["", "no such host", "a..b", "x" * 70, "::1::", "300.1.1.1", "http://[::1]", "é\0"])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(OptionError) as caught:
        listen(host, 0)
    assert str(caught.value) == f"--host: expected an address or a name of this machine; found {host!r}"


@pytest.mark.parametrize("host", ["192.0.2.1", pytest.param("2001:db8::1", marks=needs_ipv6)])
def test_the_address_of_another_machine_can_not_be_listened_on(host: str) -> None:
    with pytest.raises(OptionError, match=f"can't listen on {host}, port 0: Cannot assign requested address"):
        listen(host, 0)


@pytest.mark.parametrize("port", [-1, 65_536, 1_000_000])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(OptionError, match=f"--port: expected a number from 0 to 65535; found {port}"):
        listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "in_an_address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("*.example.org", "*.example.org"),
        ("::1", "[::1]"),
        ("[::1]", "[::1]"),
        ("::", "[::]"),
        ("2001:DB8:0:0::0:1", "[2001:db8::1]"),
        ("fe80::1%eth0", "[fe80::1]"),
    ],
)
def test_an_address_is_written_as_browsers_write_it(host: str, in_an_address: str) -> None:
    assert written(host) == in_an_address


def test_addresses_of_this_machine_and_of_all_its_networks_are_known() -> None:
    hosts = (
        "127.0.0.1",
        "127.0.0.2",
        "localhost",
        "::1",
        "[::1]",
        "0.0.0.0",
        "::",
        "192.0.2.1",
        "fe80::1",
        "a.example",
    )
    assert [host for host in hosts if is_this_machine(host)] == list(hosts[:7])
    assert [host for host in hosts if is_everywhere(host)] == ["0.0.0.0", "::"]
    assert [host for host in hosts if not ip_of(host)] == ["localhost", "a.example"]
