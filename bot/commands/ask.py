"""python -m bot ask: a question in, quotations out."""

import argparse
import json

from bot import open_bot
from bot.commands.options import add_models, add_transcript, add_within, chooser, reranker, transcripts, within
from bot.commands.terminal import print_lines, progress_bar
from bot.render.json import answer_json
from bot.render.text import answer_lines


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = "Exit status: 0 answered or related, 1 not in the transcript, 2 an error."
    parser.add_argument("question")
    add_transcript(parser)
    parser.add_argument(
        "--after", action="append", default=[], metavar="QUESTION", help="an earlier question, may be given again"
    )
    parser.add_argument("--standalone", metavar="QUESTION", help="search this in place of the question")
    parser.add_argument("-k", type=int, default=3, metavar="N", help="how many statements (default: %(default)s)")
    parser.add_argument(
        "--mentions-from", type=int, default=1, metavar="N", help="first place of a phrase that has many (default: 1)"
    )
    parser.add_argument("--why", action="store_true", help="say why each statement was chosen")
    parser.add_argument("--closest", action="store_true", help="show the closest passages when nothing was found")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    add_within(parser)
    add_models(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with progress_bar("Indexing") as progress:
        bot = open_bot(
            transcripts(options),
            library=options.library,
            store=options.store,
            layout=options.layout,
            model=options.model,
            cache=options.cache,
            progress=progress,
            reranker=reranker(options),
            chooser=chooser(options),
        )
        if bot.library.across:
            bot.library.across.progress = progress
        answer = bot.ask(
            options.question,
            history=options.after,
            standalone=options.standalone,
            k=options.k,
            mentions_from=options.mentions_from,
            within=within(options),
        )
    if options.json:
        print(json.dumps(answer_json(answer), ensure_ascii=False, indent=2))
    else:
        print_lines(answer_lines(answer, options.closest, options.why))
    return 1 if answer.state == "not_found" else 0
