"""python -m bot check: an article in, a verdict on each of its quotations out."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.options import add_transcript, quotables
from bot.commands.terminal import print_lines, progress_bar
from bot.quote_check.article import Article, read_article, read_article_file
from bot.quote_check.checker import Checker
from bot.quote_check.hints import with_hints
from bot.render.json import check_json
from bot.render.text import check_lines
from index.quotable import Quotable

if TYPE_CHECKING:
    from index.across import Across
    from index.model.embedder import Progress


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = "Exit status: 0 all quotations hold, 1 some do not, 2 an error."
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("text", nargs="?", help="a quotation, or a text with quotations in it")
    given.add_argument("--file", type=Path, metavar="PATH", help="an article: .txt, .md or .html")
    add_transcript(parser)
    parser.add_argument("--sentences", action="store_true", help="check every sentence, quoted or not")
    parser.add_argument("--json", action="store_true", help="print the whole check as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    sources = quotables(options)
    check = Checker(sources).check(_article(options), options.sentences)
    with progress_bar("Indexing") as progress:
        check = with_hints(check, lambda: _across(sources, progress))
    if options.json:
        print(json.dumps(check_json(check), ensure_ascii=False, indent=2))
    else:
        print_lines(check_lines(check))
    return 0 if check.holds else 1


def _across(sources: Sequence[Quotable], progress: "Progress | None") -> "Across | None":
    """What it takes is imported only for a text that has something translated."""
    from index.across import open_across
    from index.store import default_cache

    across = open_across(sources, default_cache())
    if across:
        across.progress = progress
    return across


def _article(options: argparse.Namespace) -> Article:
    return read_article_file(options.file) if options.file else read_article(options.text, "text")
