"""Many visitors of a served page at once, and then a flood: how long they wait, and how they are answered."""

import asyncio
import itertools
import math
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

import httpx

from bot.render.strings import say

QUESTIONS = (
    "Who received a medal from the ambassador?", "When did Japan finally sign the act of surrender?",
    "Where was the anniversary event held?", "What did the Soviet Union send to help China?",
    "Why do we still have to celebrate this day?", "How have some politicians behaved during the pandemic?",
    "every mention of Xi Jinping", "What did he say about the “Silk Road of Health”?",
    "What should both countries do from now on?", "Did Kazakh soldiers fight the Kwantung Army?",
)  # fmt: skip
FLOOD = 200
ERRORS = (r"class=\"answer error\"", '[{"error":')
"""Of an answer and of an export, as they stand in JSON."""
Met = dict[tuple[str, str], list[float]]
"""How long requests took, by what they were and how they ended."""


async def print_visitors(url: str, clients: int, seconds: float) -> None:
    """Visitors who think, then as many answers as FLOOD at once."""
    met: Met = defaultdict(list)
    until = time.monotonic() + seconds
    await asyncio.gather(*[visitor(url, random.Random(number), until, met) for number in range(clients)])
    rate = sum(len(times) for times in met.values()) / seconds
    errors = sum(len(times) for (_, end), times in met.items() if end != "ok")
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits()) as client:
        await asyncio.gather(
            *[send(client, met, "flood", "answer", [QUESTIONS[:1], "", "en", None, ""]) for _ in range(FLOOD)]
        )
    print(f"\n{clients} visitors for {seconds:.0f} s: {rate:,.1f} requests a second, {errors} errors; then a flood")
    for (what, end), taken in met.items():
        row(f"{what}: {end} {len(taken):,}", taken)


async def visitor(url: str, chance: random.Random, until: float, met: Met) -> None:
    """Loads the page, then asks, thinking in between; every fifth time the conversation is exported."""
    asked: list[str] = []
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        for path in ("/", "/config", "/page/main.js", "/page/style.css"):
            await send(client, met, "load", path)
        for turn in itertools.count(1):
            await asyncio.sleep(chance.uniform(0.5, 2))
            if time.monotonic() > until:
                return
            if turn % 5 == 0:
                await send(client, met, "export", "export", [asked, [""] * len(asked), "markdown", "", "en", [], ""])
            else:
                asked.append(chance.choice(QUESTIONS))
                await send(client, met, "answer", "answer", [asked, "", "en", None, ""])


async def send(client: httpx.AsyncClient, met: Met, what: str, path: str, data: Sequence[object] = ()) -> str:
    """What came back; noted is how long it took, under what it was and how it ended. A page is got, an endpoint posted
    `data`.
    """
    start, text = time.perf_counter(), ""
    try:
        if data:
            response = await client.post(f"/gradio_api/run/{path}", json={"data": data})
        else:
            response = await client.get(path)
        end, text = "ok", response.text
        if response.status_code != 200 or any(error in response.text for error in ERRORS):
            end = "refused as busy" if say("error.busy") in response.text else "failed"
    except httpx.HTTPError as error:
        end = type(error).__name__
    met[what, end].append(1000 * (time.perf_counter() - start))
    return text


def row(label: str, times: Sequence[float]) -> None:
    """Of several times also the percentile, by the nearest rank."""
    line = f"  {label:58}{median(times):9,.1f}"
    if len(times) > 1:
        line += f"{sorted(times)[math.ceil(0.95 * len(times)) - 1]:9,.1f}"
    print(line)
