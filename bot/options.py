"""The options that every door has, and the transcript that is asked when none is named."""

import argparse
import os
from pathlib import Path

from index.models import DEFAULT_MODEL
from index.store import default_cache

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_TRANSCRIPT = ROOT / "data" / "ambassador-interview.txt"


def add_transcript(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--transcript",
        action="append",
        type=Path,
        metavar="PATH",
        help="a transcript to ask, may be given again (default: the ambassador's interview)",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
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


def transcripts(options: argparse.Namespace) -> list[Path]:
    """The paths given, or the transcript that ships."""
    return options.transcript or [DEFAULT_TRANSCRIPT]


def stay_offline() -> None:
    """Turn off what libraries would send unasked; to be called before they are imported."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")
