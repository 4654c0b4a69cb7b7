"""What is served before Gradio is imported: a page that waits for the real one, and that this is not there yet.

Every answer is 503. None holds a word of the transcripts: nobody has been asked for a password yet.
"""

import json
from dataclasses import asdict
from functools import cache

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.render.strings import LANGUAGES, in_turn, say, speaking
from bot.web.access import Access
from bot.web.guard import Guard
from bot.web.loading import State

HEADERS = {"Retry-After": "1", "Cache-Control": "no-store"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>NAME</title>
<link rel="icon" href="data:,">
<style>
:root { --ink: #1c1917; --soft: #57534e; --back: #fafaf9; --accent: #0f766e; color-scheme: light; }
:root.dark { --ink: #f5f5f4; --soft: #d6d3d1; --back: #0c0a09; --accent: #5eead4; color-scheme: dark; }
body { display: grid; place-content: center; min-height: 100dvh; margin: 0; background: var(--back); }
main { color: var(--ink); max-width: 26rem; padding: 20px; font: 1rem/1.5 system-ui, sans-serif; text-align: center; }
h1 { margin: 0 0 8px; font-size: 1.3rem; }
p { margin: 0 0 16px; color: var(--soft); }
progress { width: 12rem; max-width: 100%; accent-color: var(--accent); }
</style>
</head>
<body>
<main><h1>NAME</h1><p role="status" id="said"></p><progress aria-labelledby="said"></progress></main>
<script type="application/json" id="known">KNOWN</script>
<script>
/* Language and colours are chosen as on the page itself (static/language.js, static/theme.js). */
const known = JSON.parse(document.getElementById("known").textContent);
const chosen = (name) => {
  try {
    return localStorage.getItem(`on-the-record ${name}`);
  } catch {
    return null; // blocked
  }
};
const have = (tag) => Object.keys(known).find((language) => language === tag.toLowerCase().split("-")[0]);
const language = have(chosen("language") ?? "") ?? navigator.languages.map(have).find(Boolean) ?? "en";
const root = document.documentElement;
root.lang = language === "zh" ? "zh-Hans" : language;
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
root.classList.toggle("dark", (chosen("theme") ?? system) === "dark");
document.getElementById("said").textContent = known[language];
const wait = async () => {
  const state = await fetch("healthz").then((response) => response.json()).catch(() => null);
  if (state && state.stage !== "page") location.reload();
  else setTimeout(wait, 300);
};
wait();
</script>
</body>
</html>
"""


def starting_app(access: Access) -> ASGIApp:
    """The application that stands in for that of build_app, under the same names and with the same headers."""
    return Guard(TrustedHostMiddleware(_starting, allowed_hosts=list(access.hosts)), access.headers)


async def _starting(scope: Scope, receive: Receive, send: Send) -> None:
    await _response(scope["path"])(scope, receive, send)


def _response(path: str) -> Response:
    if path == "/healthz":
        return JSONResponse({"ready": False, **asdict(State("page"))}, 503, HEADERS)
    if path == "/":
        return HTMLResponse(_page(), 503, HEADERS)
    return PlainTextResponse("starting: ask again in a moment", 503, HEADERS)


@cache
def _page() -> str:
    """With what it says in every language."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            known[language] = in_turn(say("loading.page"), say("loading"))
    words = json.dumps(known).replace("<", "\\u003c")  # so that no text can end the element
    return PAGE.replace("NAME", say("name")).replace("KNOWN", words)
