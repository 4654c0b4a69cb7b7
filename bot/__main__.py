"""python -m bot COMMAND: dispatches, and turns every expected error into one line and exit status 2."""

import argparse
import io
import logging
import sys
from importlib import import_module
from pathlib import Path

if not __package__:  # started as a folder, from anywhere: python /path/to/bot
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bot import VERSION
from bot.commands.options import stay_offline
from index.errors import OnTheRecordError

COMMANDS = {
    "ask": "ask a question",
    "check": "check the quotations of a text",
    "index": "index transcripts ahead of the first question",
    "library": "list a folder of transcripts, add to it, remove from it",
    "mcp": "serve an AI agent over the Model Context Protocol",
    "read": "say what was understood of a transcript",
    "survey": "what was said on a subject in a library: over time, and by whom",
    "user": "give somebody a password for a page served with --auth",
}
"""What each module of bot/commands does; only that of the command that is run is imported."""
OUTPUT = "the output can't be written"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    stay_offline()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    if sys.stderr and sys.stderr.isatty():
        logging.getLogger("index.model").setLevel(logging.INFO)  # says what takes seconds, once
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Ask an interview; get the speaker's own words back, with proof."
    )
    parser.add_argument("--version", action="version", version=f"On the Record {VERSION}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    for name, what in COMMANDS.items():
        command = subparsers.add_parser(name, help=what)
        if name == asked:
            import_module(f"bot.commands.{name}").add(command)
    return run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen; what is expected to go wrong is one line and exit status 2."""
    try:
        status = int(options.run(options))
        if sys.stdout:
            sys.stdout.flush()
        return status
    except OnTheRecordError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        return fail(f"{error.filename or OUTPUT}: {error.strerror}")


def fail(message: str) -> int:
    """Say what went wrong in one line; exit status 2."""
    from bot.render.text import visible

    print(f"error: {visible(' '.join(message.splitlines()))}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
