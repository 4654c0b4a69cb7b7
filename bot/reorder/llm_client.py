"""A body goes to a chat server that somebody named, and its answer comes back: whole, in time, or not at all."""

from concurrent.futures import Future
from ipaddress import ip_address
from threading import Thread
from typing import TYPE_CHECKING

from bot.errors import OptionError
from bot.reorder.llm_choice import ChooserError

if TYPE_CHECKING:
    from httpx import URL

KEY_VARIABLE = "ON_THE_RECORD_LLM_KEY"
EXAMPLE = "http://127.0.0.1:11434/v1"
PATH = "/chat/completions"
SECONDS = 20.0
"""For everything together: the name, the connection, the question, the last byte of the answer."""
MOST_BYTES = 65_536
"""Of an answer's body: a hundred times what an answer of numbers takes."""


class LlmClient:
    """For the chat completions of an OpenAI-compatible server; each call has a connection of its own. Thread-safe.

    `url` is the part before /chat/completions; `key` is sent as a bearer token. Proxies, certificates and passwords
    that the environment names are not used, and redirects are not followed. Raises OptionError.
    """

    def __init__(self, url: str, key: str = "", *, seconds: float = SECONDS) -> None:
        address = _address(url)
        key = key.strip()
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise OptionError(f"{KEY_VARIABLE}: expected a key of printable ASCII characters without spaces")
        if key and address.scheme == "http" and not _is_loopback(address.host):
            raise OptionError(f"--llm: expected https, as the key of {KEY_VARIABLE} would be sent in the clear")
        self.host = address.netloc.decode("ascii")
        """With its port, where it was given."""
        self._url = str(address)
        self._headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # the body is read as it comes, so that its bytes can be counted
        }
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._seconds = seconds

    def post(self, body: bytes) -> bytes:
        """The body of the answer to `body`, both JSON. Raises ChooserError."""
        import asyncio

        answer: Future[bytes] = Future()
        exchange = self._exchange(answer, body)
        # A thread and a loop of their own: the caller's may be a loop too, and a stalled look-up can be left alone.
        Thread(target=asyncio.run, args=(exchange,), name="llm-client", daemon=True).start()
        try:
            return answer.result(self._seconds + 1)
        except TimeoutError as error:
            raise self._slow() from error

    async def _exchange(self, answer: "Future[bytes]", body: bytes) -> None:
        import asyncio

        import httpx

        try:
            async with asyncio.timeout(self._seconds):
                answer.set_result(await self._received(body))
        except TimeoutError:
            answer.set_exception(self._slow())
        except httpx.ConnectError:
            answer.set_exception(ChooserError("unreachable"))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            answer.set_exception(ChooserError("broken"))
        except BaseException as error:  # noqa: BLE001  # handed to whoever waits for the answer
            answer.set_exception(error)

    async def _received(self, body: bytes) -> bytes:
        import httpx

        async with (
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=None) as client,
            client.stream("POST", self._url, content=body, headers=self._headers) as response,
        ):
            if response.status_code != 200:
                raise ChooserError("status", str(response.status_code))
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type != "application/json":
                raise ChooserError("form")
            received = bytearray()
            async for part in response.aiter_raw():
                received += part
                if len(received) > MOST_BYTES:
                    raise ChooserError("large", str(MOST_BYTES))
            return bytes(received)

    def _slow(self) -> ChooserError:
        return ChooserError("slow", f"{self._seconds:g}")


def _address(url: str) -> "URL":
    """Where the questions go. Raises OptionError, which does not repeat a password."""
    import httpx

    if "@" in url:
        raise OptionError(f"--llm: expected an address without a name or password; a key belongs in {KEY_VARIABLE}")
    try:
        address = httpx.URL(url)
        is_web = address.scheme in ("http", "https") and address.host and (address.port or 80) < 65_536
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: of a name that its own rules do not allow
        raise OptionError(f"--llm: expected an address such as {EXAMPLE}; found {url!r}") from error
    if not is_web or address.port == 0 or address.query or address.fragment:
        raise OptionError(f"--llm: expected an address such as {EXAMPLE}; found {url!r}")
    path = address.path.rstrip("/")
    if path.endswith(PATH):
        raise OptionError(f"--llm: expected the address before {PATH}; found {url!r}")
    return address.copy_with(path=path + PATH)


def _is_loopback(host: str) -> bool:
    """Whether it is this machine by its name or number."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
