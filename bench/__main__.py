"""python -m bench COMMAND: dispatches, and turns every expected error into one line and exit status 2."""

import argparse
import logging
import sys

from bench import ablate, answers, evaluate, fit, project, questions
from bot.__main__ import fail
from bot.options import stay_offline
from index.errors import OnTheRecordError

COMMANDS = (answers, evaluate, questions, ablate, fit, project)
"""Each has `add(subparsers)`, which names the function that runs it and returns the exit status."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    stay_offline()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure how well questions are answered.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except OnTheRecordError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        return fail(f"{error.filename or 'the output'}: {error.strerror}")


if __name__ == "__main__":
    sys.exit(main())
