"""Ask an interview; get the speaker's own words back, with proof. The Python door:

>>> from bot import open_bot
>>> bot = open_bot(["data/ambassador-interview.txt"])
>>> bot.ask("Who received a medal from the ambassador?").statements[0].citation.locator
'Q2 ¶3 s1'

Reading order: evidence (words become quotations with proof), context, question, reorder, answer, confidence, chat;
quote_check; render; agent, commands, web.

Importing it costs nothing: what a bot is made of is imported when one is made.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.chat import Bot
    from bot.reorder.llm_chooser import LlmChooser
    from index.library import Library
    from index.model.embedder import Embedder, Progress
    from index.quotable import Quotable
    from index.search.reranker import Reranker
    from index.transcript import Layout

__all__ = ["VERSION", "Bot", "assemble", "assembled", "open_bot"]

VERSION = "0.5.0"
"""As `python -m bot --version` prints it."""


def __getattr__(name: str) -> Any:
    """The type `Bot`, for whoever asks for it (PEP 562)."""
    if name == "Bot":
        from bot.chat import Bot

        return Bot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def open_bot(
    paths: Sequence[Path | str] = (),
    *,
    library: Path | str | None = None,
    store: str | None = None,
    layout: "Layout | None" = None,
    model: str | None = None,
    cache: Path | None = None,
    progress: "Progress | None" = None,
    reranker: "Reranker | None" = None,
    chooser: "LlmChooser | None" = None,
) -> "Bot":
    """Read, index where needed and open the transcripts at `paths`, or all in the folder `library`; indexes are saved
    in `cache`, or the default one. Those of the `store` at a PostgreSQL server are there already.
    `layout` overrules how they are read: questions, names or plain. `model` is a name or a folder, or the default one.

    Raises TranscriptError, ModelError or StoreError.
    """
    from index.library import open_transcripts
    from index.model.embedder import ModelEmbedder
    from index.model.locate import DEFAULT_MODEL
    from index.store import default_cache

    cache = cache or default_cache()
    embedder = ModelEmbedder(model or DEFAULT_MODEL, cache=cache)
    embedder.load_ahead()  # while the transcripts are read
    if store is not None:
        from index.postgres.connection import Server
        from index.postgres.shelf import StoreShelf

        return assembled(StoreShelf(Server(store), embedder, cache).library(), reranker=reranker, chooser=chooser)
    if library is not None:
        from index.folder import Folder
        from index.shelf import Shelf

        folder = Folder(Path(library), cache, layout)
        folder.read()
        return assembled(Shelf(folder, embedder).library(progress), reranker=reranker, chooser=chooser)
    quotables = open_transcripts([Path(path) for path in paths], layout)
    return assemble(quotables, embedder, cache, progress=progress, reranker=reranker, chooser=chooser)


def assemble(
    quotables: "Sequence[Quotable]",
    embedder: "Embedder",
    cache: Path | None,
    *,
    progress: "Progress | None" = None,
    reranker: "Reranker | None" = None,
    chooser: "LlmChooser | None" = None,
) -> "Bot":
    """A bot over transcripts that were read, indexed where they are not yet saved in `cache` (None: nowhere)."""
    from index.library import open_library

    return assembled(open_library(quotables, embedder, cache, progress), reranker=reranker, chooser=chooser)


def assembled(library: "Library", *, reranker: "Reranker | None" = None, chooser: "LlmChooser | None" = None) -> "Bot":
    """A bot over a library that is open."""
    from bot.chat import Bot

    if reranker:
        reranker.load()
    return Bot(library, reranker=reranker, chooser=chooser)
