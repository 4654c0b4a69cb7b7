"""Who may use the served page, and what stands before every request: the options checked, the guard driven as a server
drives it."""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import OptionError, UsersError
from bot.users import set_password
from bot.web.access import access, allowed_hosts, security_headers
from bot.web.guard import MOST_BYTES, Guard

T = TypeVar("T")

ALLOWED = "Access-Control-Allow-Origin"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Application:
    """Answers any request with the body that it got, or at /fails not at all; `paths` and `received` say what came."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.received = b""
        self.whole = False
        methods = ["GET", "POST", "PUT"]
        self.asgi = Starlette(routes=[Route("/{path:path}", self.answer, methods=methods)])

    async def answer(self, request: Request) -> Response:
        self.paths.append(request.url.path)
        if request.url.path.endswith("/form"):
            return PlainTextResponse(f"{len(await request.form())}")
        async for part in request.stream():
            self.received += part
        self.whole = True
        kept = {"X-Query": request.url.query, "X-Type": request.headers.get("content-type", "")}
        return Response(self.received, 207, kept | {"X-Frame-Options": "ALLOWALL", "Cache-Control": "max-age=9"})


def ask(app: ASGIApp, method: str, url: str, **request: Any) -> httpx.Response:
    """What `app` answers to one request."""

    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, url, **request)

    return awaited(one())


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """Its result, from a loop in a thread of its own: that of the browser tests may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def guarded(application: Application, framed_by: Iterable[str] = ()) -> Starlette:
    application.asgi.add_middleware(Guard, headers=security_headers(list(framed_by)))
    return application.asgi


async def parts(*bodies: bytes) -> AsyncIterator[bytes]:
    """A body whose length is not stated."""
    for body in bodies:
        yield body


def policy(headers: MutableMapping[str, str]) -> dict[str, list[str]]:
    """The sources of each directive of the Content-Security-Policy, as a browser reads them."""
    directives = [directive.split() for directive in headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in directives}


HOSTS = ("127.0.0.1", "localhost", "[::1]", "talks.example", "a.talks.example", "evil.example", "xtalks.example", "")


def taken(host: str, allow_host: list[str]) -> list[str]:
    """Those of HOSTS for which a request is answered, with any port."""
    app = TrustedHostMiddleware(Application().asgi, allowed_hosts(host, allow_host), www_redirect=False)
    statuses = {name: {ask(app, "GET", "/", headers={"Host": f"{name}{port}"}).status_code for port in ("", ":7860")}
                for name in HOSTS}  # fmt: skip
    assert all(len(status) == 1 for status in statuses.values())
    return [name for name, status in statuses.items() if status == {207}]


THIS_MACHINE = ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    ("host", "allow_host", "names"),
    [
        ("127.0.0.1", [], THIS_MACHINE),
        ("localhost", ["talks.example"], [*THIS_MACHINE, "talks.example"]),
        ("127.0.0.1", ["TALKS.example"], [*THIS_MACHINE, "talks.example"]),
        ("127.0.0.1", ["*.talks.example"], [*THIS_MACHINE, "a.talks.example"]),
        ("talks.example", [], [*THIS_MACHINE, "talks.example"]),
        ("0.0.0.0", ["talks.example"], [*THIS_MACHINE, "talks.example"]),
        ("::", ["a.talks.example"], [*THIS_MACHINE, "a.talks.example"]),
        ("::1", [], THIS_MACHINE),
        ("[::1]", ["talks.example"], [*THIS_MACHINE, "talks.example"]),
        ("0:0::0", [], list(HOSTS)),
        ("0.0.0.0", [], list(HOSTS)),
        ("::", [], list(HOSTS)),
        ("127.0.0.1", ["*"], list(HOSTS)),
    ],
)
def test_requests_are_taken_under_the_names_of_this_machine_and_those_allowed(
    host: str, allow_host: list[str], names: list[str]
) -> None:
    assert taken(host, allow_host) == names


@pytest.mark.parametrize("host", ["2001:DB8:0::1", "[2001:db8::1]", "2001:db8::1"])
def test_an_address_of_ipv6_is_taken_as_browsers_write_it(host: str) -> None:
    for hosts in (allowed_hosts(host, []), allowed_hosts("127.0.0.1", [host])):
        app = TrustedHostMiddleware(Application().asgi, hosts)
        assert ask(app, "GET", "/", headers={"Host": "[2001:db8::1]:7860"}).status_code == 207
        assert ask(app, "GET", "/", headers={"Host": "[2001:db8::2]:7860"}).status_code == 400


@pytest.mark.parametrize("name", ["[2001:db8::1]", "192.168.0.7", "my_host", "a-b.example"])
def test_an_address_and_a_plain_name_may_be_allowed(name: str) -> None:
    assert name in allowed_hosts("127.0.0.1", [name])


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a b",
        "http://a.example",
        "a.example:7860",
        "a.example/",
        "a*.example",
        "*a.example",
        "**",
        "a\n",
        "é.example",
        "[::1]:7860",
        "[::::]",
        "[1:2]",
    ],
)
def test_a_name_that_no_request_can_ask_for_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match=r"expected a name like talks\.example\.org; found") as caught:
        access("127.0.0.1", [name], [], None, "")
    assert str(caught.value).endswith(repr(name))


@pytest.mark.parametrize(
    "origins",
    [
        [],
        ["https://a.example"],
        ["http://localhost:8000", "https://a-b.c.example:443", "http://192.168.0.7"],
    ],
)
def test_only_the_pages_named_may_frame_this_one(origins: list[str]) -> None:
    headers = security_headers(origins)
    assert policy(headers) == {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'", *origins],
    }
    own = {} if origins else {"X-Frame-Options": "SAMEORIGIN"}
    assert {name: value for name, value in headers.items() if name != "Content-Security-Policy"} == ALWAYS | own


ORIGINS = (
    "", "*", "https:", "https://", "https://*", "https://*.a.example", "a.example", "//a.example", "null", "'self'",
    "https://a.example/", "https://a.example/path", "https://a.example?q", "https://a.example#f", "https://u@a.example",
    "https://a.example; script-src *", "https://a.example;", "https://a.example,https://b.example",
    "https://a.example https://b.example", "https://a.example\n", "\nhttps://a.example", "https://a.example\r\nX-A: b",
    "https://a.example:", "https://a.example:80a", "https://a.example:٣", "https://é.example", "https://a.example\0",
    "javascript:alert(1)", "data:", "ftp://a.example", " https://a.example", "https://a.example\u2028", "HTTPS://'none'",
)  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
def test_what_is_no_origin_never_gets_into_a_header(origin: str) -> None:
    with pytest.raises(OptionError, match=r"expected an origin like https://example\.org; found") as caught:
        access("127.0.0.1", [], ["https://b.example", origin], None, "")
    assert str(caught.value).endswith(repr(origin))


@pytest.mark.parametrize(
    ("given", "root_path"),
    [("", ""), ("/", ""), ("/talks", "/talks"), ("/talks/", "/talks"), ("/a/b-c_d.e~f", "/a/b-c_d.e~f")],
)
def test_a_root_path_begins_with_a_slash_and_ends_without_one(given: str, root_path: str) -> None:
    assert access("127.0.0.1", [], [], None, given).root_path == root_path


@pytest.mark.parametrize(
    "path",
    [
        "talks",
        " /talks",
        "/a b",
        "//evil.example",
        "/a//b",
        "/a?b",
        "/a#b",
        "/a\n",
        "/é",
        '/"><script>',
        "\\a",
        "/a%2f",
        "/a\0",
    ],
)
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(OptionError, match="expected a path like /talks; found"):
        access("127.0.0.1", [], [], None, path)


def test_without_a_file_of_users_there_is_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.users.ROUNDS", 4)
    set_password(tmp_path / "users", "ann", "lamp oil")
    assert access("127.0.0.1", [], [], None, "").check is None
    check = access("127.0.0.1", [], [], tmp_path / "users", "").check
    assert check is not None
    assert [check("ann", "lamp oil"), check("ann", "foghorn"), check("ben", "lamp oil")] == [True, False, False]


def test_a_file_of_users_that_is_not_there_lets_nobody_in_but_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsersError, match=re.escape(f"{tmp_path / 'none'}: can't be read")):
        access("127.0.0.1", [], [], tmp_path / "none", "")


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/", 207),
        ("POST", "/gradio_api/run/ask", 207),
        ("DELETE", "/", 405),
        ("POST", "/gradio_api/upload", 403),
        ("GET", "/page/none.js", 207),
    ],
)
@pytest.mark.parametrize("framed_by", [[], ["https://a.example"]])
def test_every_response_has_the_headers_once(method: str, url: str, status: int, framed_by: list[str]) -> None:
    response = ask(guarded(Application(), framed_by), method, url)
    assert response.status_code == status
    for name, value in security_headers(framed_by).items():
        assert response.headers.get_list(name) == [value]


LOCAL = ("http://[::1]:8000", "http://localhost:7860", "http://127.0.0.1")


@pytest.mark.parametrize(
    ("host", "origins"),
    [
        ("[::1]:7860", LOCAL),
        ("localhost:7860", LOCAL),
        ("[::]", LOCAL),
        ("talks.example", (*LOCAL, "https://evil.example", "http://[2001:db8::1]", "null", "http://[")),
    ],
)
def test_pages_of_others_do_not_read_what_this_machine_serves_itself(host: str, origins: tuple[str, ...]) -> None:
    async def open_to_all(request: Request) -> Response:
        return Response(headers={ALLOWED: request.headers["Origin"]})

    app = Guard(Starlette(routes=[Route("/", open_to_all)]), {})
    asking = (*LOCAL, "https://evil.example", "http://[2001:db8::1]", "null", "http://[")
    answers = {origin: ask(app, "GET", "/", headers={"Host": host, "Origin": origin}).headers for origin in asking}
    assert {origin: headers.get(ALLOWED) for origin, headers in answers.items()} == {
        origin: origin if origin in origins else None for origin in asking
    }


def test_a_large_bodys_refusal_has_the_headers_too() -> None:
    response = ask(guarded(Application()), "POST", "/", content=b"x" * (MOST_BYTES + 1))
    assert {name: response.headers[name] for name in security_headers([])} == security_headers([])


def test_only_a_page_that_nobody_may_frame_says_so_in_the_old_way() -> None:
    frame = {framed: ask(guarded(Application(), framed), "DELETE", "/").headers.get("X-Frame-Options")
             for framed in [(), ("https://a.example",)]}  # fmt: skip
    assert frame == {(): "SAMEORIGIN", ("https://a.example",): None}


@pytest.mark.parametrize(
    ("url", "kept"),
    [("/page/main.js", "no-cache"), ("/page/", "no-cache"), ("/pages", "max-age=9"), ("/", "max-age=9")],
)
def test_only_the_pages_own_files_are_asked_for_again(url: str, kept: str) -> None:
    assert ask(guarded(Application()), "GET", url).headers["Cache-Control"] == kept


@pytest.mark.parametrize("method", ["POST", "PUT", "GET"])
@pytest.mark.parametrize(
    "url",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/upload?upload_id=1",
        "/gradio_api/%75pload",
        "/talks/gradio_api/upload",
    ],
)
def test_a_file_is_refused_before_the_application_hears_of_it(method: str, url: str) -> None:
    application = Application()
    response = ask(guarded(application), method, url, files={"files": b"x"})
    assert (response.status_code, response.text) == (403, "this server takes no files")
    assert application.paths == []


@pytest.mark.parametrize("url", ["/gradio_api/upload_progress", "/upload", "/gradio_api/uploads"])
def test_what_is_no_upload_is_let_through(url: str) -> None:
    application = Application()
    assert ask(guarded(application), "GET", url).status_code == 207
    assert application.paths == [url]


@pytest.mark.parametrize("body", [b"", bytes(range(256)) * 5, b"x" * MOST_BYTES])
@pytest.mark.parametrize("is_stated", [True, False])
def test_a_body_up_to_the_limit_passes_unchanged(body: bytes, is_stated: bool) -> None:
    application = Application()
    content = body if is_stated else parts(body[:7], body[7:99], b"", body[99:])
    headers = {"Content-Type": "text/odd; a=b"}
    response = ask(guarded(application), "POST", "/a%20b?c=d&e=%20", content=content, headers=headers)
    assert (response.status_code, response.content) == (207, body)
    assert (application.paths, application.received) == (["/a b"], body)
    assert (response.headers["X-Query"], response.headers["X-Type"]) == ("c=d&e=%20", "text/odd; a=b")


@pytest.mark.parametrize("stated", [str(MOST_BYTES + 1), "9" * 5000, "-1", "1e3", "0x1", "", " ", "1,1"])
def test_a_body_that_is_said_to_be_too_large_or_odd_is_refused_unread(stated: str) -> None:
    application = Application()
    response = ask(guarded(application), "POST", "/", content=b"x", headers={"Content-Length": stated})
    assert (response.status_code, response.text) == (413, "expected a body of at most 1,000,000 bytes")
    assert application.paths == []


@pytest.mark.parametrize("size", [1, 1000, MOST_BYTES])
def test_of_a_body_of_unstated_length_no_more_than_the_limit_is_taken(size: int) -> None:
    application = Application()
    content = parts(b"x" * MOST_BYTES, *[b"y" * size] * 3)
    response = ask(guarded(application), "POST", "/", content=content)
    assert (response.status_code, response.text) == (413, "expected a body of at most 1,000,000 bytes")
    assert application.received == b""  # it is read whole, and looked through, before anything of it is passed on
    assert not application.whole


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_of_a_form_of_unstated_length_no_more_than_the_limit_is_taken(kind: str) -> None:
    content = parts(b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n', *[b"x" * 500_000] * 3)
    response = ask(guarded(Application()), "POST", "/form", content=content, headers={"Content-Type": kind})
    assert (response.status_code, response.text) == (413, "expected a body of at most 1,000,000 bytes")


def test_what_is_not_http_passes_untouched() -> None:
    seen: list[tuple[object, ...]] = []

    async def app(*call: object) -> None:
        seen.append(call)

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(message: MutableMapping[str, Any]) -> None:
        raise AssertionError(message)

    def call(scope: Scope) -> tuple[Scope, Receive, Send]:
        return scope, receive, send

    calls = [call({"type": kind, "path": "/gradio_api/upload"}) for kind in ("lifespan", "websocket")]
    for one in calls:
        awaited(Guard(app, security_headers([]))(*one))
    assert seen == calls
