"""Ask an interview; get the speaker's own words back, with proof. The Python door:

>>> from bot import open_bot
>>> bot = open_bot(["data/ambassador-interview.txt"])
>>> bot.ask("Who received a medal from the ambassador?").statements[0].citation.locator
'Q2 ¶3 s1'

Reading order: evidence (words become quotations with proof), context, question, reorder, answer, confidence, chat;
quote_check; render; agent, commands, web.
"""

from collections.abc import Sequence
from pathlib import Path

from bot.chat import Bot
from bot.reorder.llm_chooser import LlmChooser
from index.library import open_library, open_transcripts
from index.model.embedder import Embedder, Progress, SentenceTransformerEmbedder
from index.model.locate import DEFAULT_MODEL
from index.quotable import Quotable
from index.search.reranker import Reranker
from index.store import default_cache
from index.transcript import Layout

__all__ = ["VERSION", "Bot", "assemble", "open_bot"]

VERSION = "0.5.0"
"""As `python -m bot --version` prints it."""


def open_bot(
    paths: Sequence[Path | str],
    *,
    layout: Layout | None = None,
    model: str = DEFAULT_MODEL,
    cache: Path | None = None,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
    chooser: LlmChooser | None = None,
) -> Bot:
    """Read, index where needed and open the transcripts at `paths`; indexes are saved in `cache`, or the default one.
    `layout` overrules how they are read: questions, names or plain.

    Raises TranscriptError or ModelError.
    """
    embedder = SentenceTransformerEmbedder(model)
    quotables = open_transcripts([Path(path) for path in paths], layout)
    cache = cache or default_cache()
    return assemble(quotables, embedder, cache, progress=progress, reranker=reranker, chooser=chooser)


def assemble(
    quotables: Sequence[Quotable],
    embedder: Embedder,
    cache: Path | None,
    *,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
    chooser: LlmChooser | None = None,
) -> Bot:
    """A bot over transcripts that were read, indexed where they are not yet saved in `cache` (None: nowhere)."""
    if reranker:
        reranker.load()
    return Bot(open_library(quotables, embedder, cache, progress), reranker=reranker, chooser=chooser)
