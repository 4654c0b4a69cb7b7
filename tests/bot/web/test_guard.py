"""Uploads are let in where they may be, and no larger than they may be; no file gets out, however it is asked for.

The guard alone is driven as a server drives it; then the whole page, for whose Gradio a request may name any file.
"""

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from support import INTERVIEW, WordEmbedder, library_of

from bot.chat import Bot
from bot.own.room import Room
from bot.web import guard as guard_module
from bot.web import uploads as uploads_module
from bot.web.access import access
from bot.web.collection import Collection
from bot.web.guard import Guard
from bot.web.loading import Loading
from bot.web.rooms import Rooms
from bot.web.uploads import Uploads
from index.quotable import by_id

UPLOAD = "/gradio_api/upload"
SECRET = "Ada: The lamp is of a kind that nobody outside shall read of.\nBo: Swordfish.\nAda: Yes.\n"


class Application:
    """Reads any body and says how long it was; `paths` says what was asked."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    async def answer(self, request: Request) -> Response:
        self.paths.append(request.url.path)
        return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads")


def guarded(application: Application, uploads: Uploads | None) -> TestClient:
    routes = [Route("/{path:path}", application.answer, methods=["GET", "POST", "PUT"])]
    return TestClient(Guard(Starlette(routes=routes), {}, uploads), base_url="http://localhost")


def parts(*sizes: int) -> Iterator[bytes]:
    """A body whose length is not stated."""
    for size in sizes:
        yield bytes(size)


@pytest.mark.parametrize(
    "path", [UPLOAD, f"{UPLOAD}/", f"/talks{UPLOAD}", "/gradio_api/%75pload", f"/{UPLOAD}", f"{UPLOAD}//"]
)
def test_uploads_are_taken_where_there_are_some_and_refused_where_there_are_none(
    path: str, application: Application, uploads: Uploads
) -> None:
    refused = guarded(application, None).post(f"http://localhost{path}", files={"files": b"x"})
    assert (refused.status_code, refused.text, application.paths) == (403, "this server takes no files", [])
    assert guarded(application, uploads).post(f"http://localhost{path}", files={"files": b"x"}).status_code == 200


def test_a_full_folder_takes_no_more(
    application: Application, uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads_module, "MOST_BYTES", 10)
    client = guarded(application, uploads)
    (uploads.path / "file").write_bytes(bytes(11))
    assert client.post(UPLOAD, content=b"x").status_code == 503
    assert (client.post("/gradio_api/run/ask", content=b"x").status_code, application.paths) == (
        200,
        ["/gradio_api/run/ask"],
    )
    (uploads.path / "file").unlink()
    assert client.post(UPLOAD, content=b"x").status_code == 200


@pytest.mark.parametrize("is_stated", [True, False])
def test_an_upload_may_be_large_and_nothing_else(
    is_stated: bool, application: Application, uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard_module, "MOST_UPLOADED", 3000)
    monkeypatch.setattr(guard_module, "MOST_BYTES", 1000)
    client = guarded(application, uploads)

    def post(path: str, size: int) -> tuple[int, str]:
        answer = client.post(path, content=bytes(size) if is_stated else parts(1, size - 2, 0, 1))
        return answer.status_code, answer.text

    assert post(UPLOAD, 3000) == (200, "3000")
    assert post(UPLOAD, 3001) == (413, "expected a body of at most 3,000 bytes")
    assert post("/gradio_api/run/put", 1000) == (200, "1000")
    for path in ("/gradio_api/run/put", "/gradio_api/uploads", f"{UPLOAD}_progress", f"{UPLOAD}/x", "/upload", "/"):
        assert post(path, 1001) == (413, "expected a body of at most 1,000 bytes")


@pytest.mark.parametrize("stated", ["99999999999", "-1", "1e3", "", "51000001", "٣"])
def test_an_upload_that_is_said_to_be_too_large_or_odd_is_refused_unread(
    stated: str, application: Application, uploads: Uploads
) -> None:
    answer = guarded(application, uploads).post(UPLOAD, content=b"x", headers={"Content-Length": stated.encode()})
    assert (answer.status_code, application.paths) == (413, [])


def test_a_small_file_is_what_a_visitor_may_upload_and_a_form_around_it() -> None:
    from bot.own.files import MOST_BYTES

    assert MOST_BYTES + 100_000 < guard_module.MOST_UPLOADED < 10 ** len("999999999")


FILE = "{file}"
"""Stands for the path of a file of the server's."""
ASKED = (
    "/gradio_api/file={file}", "/gradio_api/%66ile={file}", "//gradio_api//file={file}", "/gradio_api/file%3D{file}",
    "/gradio_api/file%3d{file}", "/gradio_api/fil%65%3D{file}", "/%67radio_api/file={file}", "/file={file}",
    "//file={file}", "/talks/gradio_api/file={file}", "/gradio_api/file/{file}", "/gradio_api/file/",
    "/gradio_api/file",    "/gradio_api/file=http://127.0.0.1/x", "/gradio_api/proxy=http://127.0.0.1/x", "/proxy=http://127.0.0.1/x",
    "/gradio_api/%70roxy=x", "/gradio_api/stream/a/b/c/playlist.m3u8", "/gradio_api/stream/{file}",
    "/gradio_api/file={file}?x=1", "/gradio_api/file={file}#x", "/a/../gradio_api/file={file}",
    "/gradio_api/./file={file}", "/gradio_api%2Ffile={file}", "/%2Fgradio_api%2Ffile={file}",
)  # fmt: skip


UNKNOWN = (
    "/gradio_api/%2566ile={file}", "/gradio_api/FILE={file}", "/static/{file}", "/assets/../../{file}",
    "/svelte/{file}",
    "/gradio_api/custom_component/{file}/a/b/c", "/theme.css/../{file}", "/page/{file}", "/page/..%2f..%2f{file}",
    "/config/{file}",
)  # fmt: skip
"""Of what the guard lets through, because there is nothing."""


@pytest.mark.parametrize("path", ASKED)
def test_no_file_is_asked_for_however_that_is_written(path: str, application: Application, uploads: Uploads) -> None:
    for folder, method in ((uploads, "GET"), (None, "GET"), (uploads, "HEAD"), (uploads, "POST")):
        answer = guarded(application, folder).request(method, f"http://localhost{path.format(file='/etc/passwd')}")
        assert (answer.status_code, application.paths) == (403, [])


@pytest.mark.parametrize(
    "path", ["/page/file.js", "/gradio_api/files", "/gradio_api/info", "/gradio_api/run/file", "/?x=/file="]
)
def test_what_is_no_file_is_let_through(path: str, application: Application, uploads: Uploads) -> None:
    assert guarded(application, uploads).get(path).status_code == 200


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """The whole page, with rooms and uploads, and the folder of the server's files."""
    home, words = tmp_path_factory.mktemp("home"), WordEmbedder()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        patched.setenv(uploads_module.VARIABLE, "")  # which is set now, and back again at the end
        uploads = Uploads(home / "uploads")  # before Gradio is imported
        bot = Bot(library_of(INTERVIEW))
        shared = Collection(by_id(bot.library.quotables), Loading.done(bot), None, 8)
        rooms = Rooms(shared, lambda: Room(home / secrets.token_hex(8), words), lambda _: shared)

        async def made() -> ASGIApp:  # Gradio leaves loops behind that it makes where none runs
            from bot.web.application import build_app

            return build_app(rooms, access("127.0.0.1", [], [], None, ""), uploads)

        with ThreadPoolExecutor(1) as thread:
            app = thread.submit(asyncio.run, made()).result()
        with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
            yield client, home


def run(client: TestClient, name: str, *data: Any) -> httpx.Response:
    body = json.dumps({"data": data})  # with halves of characters as such
    return client.post(f"/gradio_api/run/{name}", content=body, headers={"Content-Type": "application/json"})


@pytest.fixture
def room(served: tuple[TestClient, Path]) -> str:
    client, _ = served
    return str(run(client, "enter", "en").json()["data"][0]["room"])


def uploaded(client: TestClient, text: str = SECRET, name: str = "talk.txt") -> str:
    """The path of which Gradio tells the page."""
    answer = client.post(UPLOAD, files={"files": (name, text.encode())})
    assert answer.status_code == 200
    return str(answer.json()[0])


def test_what_is_uploaded_can_be_put_into_a_room_and_lies_in_the_folder_of_uploads(
    served: tuple[TestClient, Path], room: str
) -> None:
    client, home = served
    path = uploaded(client)
    assert Path(path).is_relative_to(home / "uploads")
    assert "Swordfish" in run(client, "put", room, [{"path": path, "name": "talk.txt"}], "en").text
    assert "Swordfish" not in run(client, "look", run(client, "enter", "en").json()["data"][0]["room"], "en").text


@pytest.mark.parametrize("path", [*ASKED, *UNKNOWN])
def test_no_file_of_a_visitor_is_served(path: str, served: tuple[TestClient, Path]) -> None:
    client, _ = served
    file = uploaded(client)
    for written in (file, file.lstrip("/"), file.replace("/", "%2F")):
        answer = client.get(f"http://localhost{path.replace(FILE, written)}", follow_redirects=True)
        assert "Swordfish" not in answer.text


AS_FILE = {"meta": {"_type": "gradio.FileData"}}
"""By which Gradio knows a file in what it is sent: it copies what that names to where uploads are."""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that the server can read, and that no visitor brought along."""
    path = tmp_path / "users.txt"
    path.write_text(SECRET)
    return path


def copies(home: Path, word: bytes) -> list[Path]:
    """The files of the server's folder in which a word stands."""
    return [path for path in home.rglob("*") if path.is_file() and word in path.read_bytes()]


@pytest.mark.parametrize("name", ["put", "correct", "answer", "enter", "ask", "ask_within", "paste"])
def test_no_file_of_the_server_is_read_or_copied_for_one_who_names_it(
    name: str, served: tuple[TestClient, Path], room: str, secret: Path
) -> None:
    client, home = served
    secret.write_text(SECRET.replace("Swordfish", f"Anglerfish {name}"))
    file = {"path": str(secret), "name": "talk.txt", **AS_FILE}
    data: dict[str, list[Any]] = {
        "put": [room, [file], "en"],
        "correct": [room, "talk", {"interviewee": file}, "en"],
        "answer": [["Who?"], "", "en", file, ""],
        "enter": [file],
        "ask": [file, [], None, 3, 1],
        "ask_within": ["Who?", file, [], None, 3, 1],
        "paste": [room, file, "talk", "en"],
    }
    answer = run(client, name, *data[name])
    assert "Anglerfish" not in answer.text
    assert "Anglerfish" not in run(client, "look", room, "en").text
    assert copies(home, f"Anglerfish {name}".encode()) == []


SPELT: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-32": lambda text: text.encode("utf-32-be"),
    "with a mark before it": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "escaped": lambda text: (
        text.replace("gradio.FileData", "\\u0067radio\\u002eFileData").replace("meta", "m\\u0065ta").encode()
    ),
    "path escaped": lambda text: text.replace('"path"', '"p\\u0061th"').encode(),
    "named twice": lambda text: text.replace('"meta": {', '"meta": 1, "meta": {').encode(),
    "deep": lambda text: (
        text.replace('"data": [', '"data": [' + "[" * 200).replace('"en"]', "]" * 200 + ', "en"]').encode()
    ),
    "among blanks": lambda text: (" " * 1000 + text + "\n" * 1000).encode(),
    "no number behind it": lambda text: text.replace('"en"]', '"en", NaN, Infinity]').encode(),
}


@pytest.mark.parametrize("spell", SPELT.values(), ids=SPELT)
def test_a_file_is_not_copied_however_a_request_spells_its_name(
    spell: Callable[[str], bytes], served: tuple[TestClient, Path], room: str, secret: Path
) -> None:
    client, home = served
    word = f"Anglerfish{secrets.token_hex(4)}"
    secret.write_text(SECRET.replace("Swordfish", word))
    body = spell(json.dumps({"data": [room, [{"path": str(secret), **AS_FILE}], "en"], "session_hash": "s"}))
    for kind in ("application/json", "application/problem+json", "text/plain", ""):
        for place in ("run/put", "api/put/", "call/put", "call/v2/put", "queue/join"):
            answer = client.post(f"/gradio_api/{place}", content=body, headers={"Content-Type": kind})
            assert word not in answer.text
    assert copies(home, word.encode()) == []


def test_a_form_brings_no_name_of_a_file_either(served: tuple[TestClient, Path], secret: Path) -> None:
    client, home = served
    secret.write_text(SECRET.replace("Swordfish", "Anglerfish in a form"))
    file = json.dumps({"path": str(secret), **AS_FILE}).replace("gradio.", "gradio\\u002e")
    form = {"data": file, "component_id": "1", "session_hash": "s", "fn_name": "postprocess"}
    for place in ("component_server", "run/put", "queue/join", "process_recording"):
        client.post(f"/gradio_api/{place}", data=form, files={"video": ("a.mp4", b"x")})
        client.post(f"/gradio_api/{place}", data=form)
    assert copies(home, b"Anglerfish in a form") == []


@pytest.mark.parametrize(
    "place", ["process_recording", "component_server", "run/put", "vibe-edit", "stream/x", "reset"]
)
def test_nothing_but_an_upload_leaves_a_file_on_this_machine(
    place: str, served: tuple[TestClient, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gradio has an endpoint for what a camera recorded, which keeps what it gets where nobody deletes it."""
    client, home = served
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(home.rglob("*"))
    client.post(f"/gradio_api/{place}", files={"video": ("a.mp4", b"Anglerfish")})
    assert [path for path in (*tmp_path.rglob("*"), *(set(home.rglob("*")) - before)) if path.is_file()] == []


def test_no_address_is_asked_for_one_who_names_it(
    served: tuple[TestClient, Path], room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gradio would fetch it, of whatever size, to where uploads are."""
    from gradio import processing_utils

    fetched: list[str] = []

    async def fetch(url: str, cache_dir: str) -> str:
        fetched.append(url)
        raise OSError(cache_dir)

    monkeypatch.setattr(processing_utils, "async_ssrf_protected_download", fetch)
    client, _ = served
    run(client, "put", room, [{"path": "http://talks.example/huge", **AS_FILE}], "en")
    run(client, "enter", {"path": "http://talks.example/huge", **AS_FILE})
    assert fetched == []


def test_a_path_that_gradio_did_not_give_is_no_upload(served: tuple[TestClient, Path], room: str, secret: Path) -> None:
    client, _ = served
    path = uploaded(client)
    for bad in (str(secret), "/etc/passwd", f"{path}/../../../{secret}", "x" * 9000, "\ud800", None, 7, [], {}):
        answer = run(client, "put", room, [{"path": bad, "name": "talk.txt"}], "en")
        assert "error" in answer.text
        assert "Swordfish" not in answer.text
