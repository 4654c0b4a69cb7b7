"""python -m bot check: an article in, a verdict on each of its quotations out."""

import argparse
import json
from pathlib import Path

from bot.commands.options import add_transcript, quotables
from bot.commands.terminal import print_lines
from bot.quote_check.article import Article, read_article, read_article_file
from bot.quote_check.checker import Checker
from bot.render.json import check_json
from bot.render.text import check_lines


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
    checker = Checker(quotables(options))
    check = checker.check(_article(options), options.sentences)
    if options.json:
        print(json.dumps(check_json(check), ensure_ascii=False, indent=2))
    else:
        print_lines(check_lines(check))
    return 0 if check.holds else 1


def _article(options: argparse.Namespace) -> Article:
    return read_article_file(options.file) if options.file else read_article(options.text, "text")
