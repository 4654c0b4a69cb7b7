"""Visitors who each bring a transcript of their own to a served page at once: errors, leaks, and what is left on disk.

Every transcript has words that stand in no other: whoever is told any of somebody else's has found a leak.
"""

import asyncio
import random
import time
from collections import defaultdict
from pathlib import Path

import httpx

from bench.visitors import Met, row, send
from bot.render.strings import say

WORDS = ("lamp", "storm", "ship", "lens", "harbour", "bakery", "glacier", "violin", "museum", "orchard")
TURNS = 40
FINE = ("ok", "ready", "refused as busy")
"""How a request may end: one that is refused as busy is sent again."""


async def print_owners(url: str, cache: Path, clients: int, seconds: float) -> int:
    """How it went; the number of leaks and of files that are left."""
    met: Met = defaultdict(list)
    until, before = time.monotonic() + seconds, _files(cache)
    leaks = sum(await asyncio.gather(*[_owner(url, number, until, met) for number in range(clients)]))
    await asyncio.sleep(2)
    left = _files(cache) - before
    errors = sum(len(times) for (_, end), times in met.items() if end not in FINE)
    found = f"{errors} errors, {leaks} leaks, {len(left)} files left"
    print(f"\n{clients} visitors with a transcript each for {seconds:.0f} s: {found}")
    for (what, end), taken in met.items():
        row(f"{what}: {end} {len(taken):,}", taken)
    return leaks + len(left)


def _files(cache: Path) -> set[Path]:
    """What lies there of all visitors."""
    return {path for path in (cache / "visitors").rglob("*") if path.is_file() and "uploads" not in path.parts}


async def _owner(url: str, number: int, until: float, met: Met) -> int:
    """Enters, pastes, opens, asks until the time is over, leaves; how often it was told somebody else's words."""
    chance, name = random.Random(number), f"Secret{number}x"
    leaks = 0
    async with httpx.AsyncClient(base_url=url, timeout=120) as client:
        room = (await _call(client, "enter", ["en"]))["room"]
        began = time.monotonic()
        while say("error.busy") in await send(
            client, met, "paste", "paste", [room, _text(name, chance), f"talk {number}", "en"]
        ):
            await asyncio.sleep(1)  # as the page does
        await send(client, met, "open", "open", [room, "en"])
        while (stage := await _call(client, "stage", [room, "en"])).get("stage") == "index":
            await asyncio.sleep(0.3)
        met["until it can be asked", str(stage.get("stage", "failed"))].append(1000 * (time.monotonic() - began))
        while time.monotonic() < until:
            question = [f"What did {name} say about the {chance.choice(WORDS)}?"]
            html = await send(client, met, "answer", "answer", [question, "", "en", None, room])
            leaks += any(f"Secret{other}x" in html for other in range(1000) if other != number)
            await asyncio.sleep(chance.uniform(0.5, 2))
        await send(client, met, "leave", "leave", [room])
    return leaks


async def _call(client: httpx.AsyncClient, endpoint: str, data: list[object]) -> dict[str, str]:
    response = await client.post(f"/gradio_api/run/{endpoint}", json={"data": data})
    return dict(response.json()["data"][0])


def _text(name: str, chance: random.Random) -> str:
    lines = []
    for _ in range(TURNS):
        words = " ".join(chance.choices(WORDS, k=6))
        lines += [f"Asker: What of the {chance.choice(WORDS)}?", f"{name}: I, {name}, saw the {words} in that year."]
    return "\n".join(lines)
