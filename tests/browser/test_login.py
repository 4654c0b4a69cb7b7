"""A page served with --auth lets in who has a password, and shows nothing to others."""

import subprocess
import sys
from collections.abc import Callable

import httpx
import pytest
from gradio_client import Client
from pages import QUESTION, Visit, answered, ready
from playwright.sync_api import Browser, expect
from support import ROOT, Server


@pytest.fixture(scope="module")
def guarded(serve_all: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    users = tmp_path_factory.mktemp("users") / "users"
    command = [sys.executable, "-m", "bot", "user", str(users), "ann"]
    subprocess.run(command, cwd=ROOT, input="open sesame\n", text=True, check=True, capture_output=True)
    return serve_all("--auth", str(users))


def test_without_a_password_nothing_is_answered(guarded: Server) -> None:
    assert httpx.get(f"{guarded.url}/config").status_code == 401
    for endpoint, data in (("ask", [QUESTION]), ("answer", [[QUESTION]]), ("export", [[QUESTION], "json", ""])):
        assert httpx.post(f"{guarded.url}/gradio_api/run/{endpoint}", json={"data": data}).status_code == 401
    wrong = {"username": "ann", "password": "open barley"}
    assert httpx.post(f"{guarded.url}/login", data=wrong).status_code == 400
    assert "Zhang" not in httpx.get(guarded.url).text
    assert httpx.get(f"{guarded.url}/healthz").json()["ready"] is True


def test_with_a_password_one_is_let_in_and_a_link_is_followed(guarded: Server, visit: Visit, browser: Browser) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{guarded.url}/?q=Who+received+a+medal%3F")
    page.get_by_label("username").fill("ann")
    page.get_by_label("password").fill("open sesame")
    page.get_by_role("button", name="Login").click()
    ready(page)
    answered(page, 1)
    expect(page.locator(".quote").first).to_contain_text("Nikolai Mikhailovich Vozov")
    context.close()


def test_programs_log_in_too(guarded: Server) -> None:
    client = Client(guarded.url, auth=("ann", "open sesame"), verbose=False)
    assert client.predict(QUESTION, api_name="/ask")["state"] == "answered"
