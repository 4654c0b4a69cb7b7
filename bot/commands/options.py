"""The options that several commands and the page share, and the transcript that is asked when none is named."""

import argparse
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bot.errors import OptionError
from bot.reorder.llm_client import EXAMPLE, KEY_VARIABLE
from index.model.locate import DEFAULT_MODEL
from index.transcript import Layout

if TYPE_CHECKING:
    from bot.reorder.llm_chooser import LlmChooser
    from bot.within import Within
    from index.folder import Folder
    from index.model.embedder import ModelEmbedder
    from index.postgres.shelf import StoreShelf
    from index.quotable import Quotable
    from index.search.reranker import Reranker

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_TRANSCRIPT = ROOT / "data" / "ambassador-interview.txt"


def add_transcript(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--transcript",
        action="append",
        type=Path,
        metavar="PATH",
        help="a transcript to ask, may be given again (default: the ambassador's interview)",
    )
    parser.add_argument("--library", type=Path, metavar="DIR", help="ask all transcripts in a folder, and below it")
    parser.add_argument("--store", metavar="URL", help="ask those in the store at postgresql://SERVER/DATABASE")
    add_layout(parser)


def add_layout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--layout",
        choices=get_args(Layout),
        help="how the transcripts are laid out, where that is misread: questions and answers, names, or plain text",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    from index.store import default_cache

    parser.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="NAME_OR_FOLDER",
        help=f"any sentence-transformers model (default: {DEFAULT_MODEL}, which is installed)",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=default_cache(),
        metavar="DIR",
        help="where indexes are saved (default: %(default)s)",
    )


def add_models(parser: argparse.ArgumentParser) -> None:
    """The embedding model's, and those of the models that may put the statements in another order."""
    add_model(parser)
    parser.add_argument(
        "--reranker",
        metavar="NAME_OR_FOLDER",
        help="any sentence-transformers cross-encoder: it reads the question with each of the best statements and has "
        "half a say in their order (default: none)",
    )
    parser.add_argument(
        "--llm",
        metavar="URL",
        help=f"an OpenAI-compatible chat server, such as {EXAMPLE}, whose model may choose among the "
        "best sentences and never writes a word (default: none); each question is sent there with these sentences, "
        f"unencrypted unless it is https, and with the key of the variable {KEY_VARIABLE}, if there is one",
    )
    parser.add_argument("--llm-model", metavar="NAME", help="the model of that server")


def reranker(options: argparse.Namespace) -> "Reranker | None":
    """What --reranker names, not loaded yet. Raises OptionError."""
    if options.reranker is None:
        return None
    if not options.reranker.strip():
        raise OptionError("--reranker: expected the name or folder of a cross-encoder; found none")
    from index.search.reranker import Reranker

    return Reranker(options.reranker)


def chooser(options: argparse.Namespace) -> "LlmChooser | None":
    """The model that --llm and --llm-model name; nothing is sent yet. Raises OptionError."""
    if options.llm is None and options.llm_model is None:
        return None
    if options.llm is None:
        raise OptionError("expected --llm-model together with --llm; found it alone")
    if options.llm_model is None:
        raise OptionError("expected --llm together with --llm-model; found it alone")
    from bot.reorder.llm_chooser import LlmChooser

    return LlmChooser(options.llm, options.llm_model, key=os.environ.get(KEY_VARIABLE, ""))


def add_within(parser: argparse.ArgumentParser) -> None:
    """Where to look, in the words of bot.within.Within."""
    group = parser.add_argument_group("where to look", "each may be given again but the dates; all have to fit")
    for name, metavar, what in (
        ("--in-transcript", "ID", "this transcript"),
        ("--speaker", "NAME", "what this speaker says, named as in the transcript"),
        ("--role", "ROLE", "what people in this role say: interviewee or speaker"),
        ("--language", "CODE", "transcripts in this language"),
    ):
        group.add_argument(name, action="append", default=[], metavar=metavar, help=what)
    group.add_argument("--since", default="", metavar="DATE", help="transcripts of this date, as 2020-09-03, or later")
    group.add_argument("--until", default="", metavar="DATE", help="transcripts of this date or before")


def within(options: argparse.Namespace) -> "Within":
    """What was chosen by these options."""
    from bot.within import Within

    return Within(
        transcripts=tuple(options.in_transcript),
        speakers=tuple(options.speaker),
        roles=tuple(options.role),
        languages=tuple(options.language),
        since=options.since,
        until=options.until,
    )


def transcripts(options: argparse.Namespace) -> list[Path]:
    """The paths given, or the transcript that ships; none with a library or store. Raises OptionError for several."""
    given = [name for name in ("library", "transcript", "store") if getattr(options, name)]
    if len(given) > 1:
        raise OptionError(
            f"expected --library, --transcript or --store; found {' and '.join(f'--{name}' for name in given)}"
        )
    return [] if options.library or options.store else options.transcript or [DEFAULT_TRANSCRIPT]


def store(options: argparse.Namespace, embedder: "ModelEmbedder | None" = None) -> "StoreShelf":
    """What --store names, not opened yet. Raises OptionError where what it needs is not installed."""
    from index.model.embedder import ModelEmbedder
    from index.model.locate import DEFAULT_MODEL
    from index.store import default_cache

    if not find_spec("psycopg_pool") or not find_spec("pgvector"):
        raise OptionError("--store needs other packages: pip install -r requirements-postgres.txt")
    from index.postgres.connection import Server
    from index.postgres.shelf import StoreShelf

    cache = getattr(options, "cache", None) or default_cache()
    embedder = embedder or ModelEmbedder(getattr(options, "model", None) or DEFAULT_MODEL, cache=cache)
    return StoreShelf(Server(options.store), embedder, cache)


def quotables(options: argparse.Namespace) -> "tuple[Quotable, ...]":
    """What the options name, read: no model is loaded. Raises OptionError, TranscriptError and StoreError."""
    paths = transcripts(options)
    if options.store:
        return store(options).library().quotables
    if not options.library:
        from index.library import open_transcripts

        return open_transcripts(paths, options.layout)
    folder = library(options)
    folder.read()
    return folder.quotables


def library(options: argparse.Namespace) -> "Folder":
    """The folder that --library names, not read yet."""
    from index.folder import Folder
    from index.store import default_cache

    return Folder(options.library, getattr(options, "cache", None) or default_cache(), options.layout)


def stay_offline() -> None:
    """Turn off what libraries would send unasked; to be called before they are imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")
