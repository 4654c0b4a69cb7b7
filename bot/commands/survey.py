"""python -m bot survey: what was said on a subject all over a library, over time and by whom."""

import argparse
import json

from bot import open_bot
from bot.commands.options import add_model, add_transcript, add_within, transcripts, within
from bot.commands.terminal import print_lines, progress_bar
from bot.render.survey_json import survey_json
from bot.render.survey_text import survey_lines


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = "Exit status: 0 somebody spoke of it, 1 nobody did, 2 an error."
    parser.add_argument("question", metavar="SUBJECT", help="a subject, or a question")
    add_transcript(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    add_within(parser)
    add_model(parser)
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
        )
    survey = bot.survey(options.question, within=within(options))
    if options.json:
        print(json.dumps(survey_json(survey), ensure_ascii=False, indent=2))
    else:
        print_lines(survey_lines(survey))
    return 0 if survey.voices else 1
