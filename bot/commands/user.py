"""python -m bot user: name somebody who may use a page that is served with --auth."""

import argparse
import getpass
import sys
from pathlib import Path

from bot.commands.terminal import print_lines
from bot.errors import UsersError
from bot.render.text import Line, visible
from bot.users import set_password


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = "The password is asked for, or read as one line from standard input."
    parser.add_argument("file", type=Path, metavar="FILE", help="the file of users, made if it isn't there")
    parser.add_argument("name", metavar="NAME")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    set_password(options.file, options.name, _password())
    print_lines([Line(visible(f"{options.name} is in {options.file}."))])
    return 0


def _password() -> str:
    try:
        if not sys.stdin or not sys.stdin.isatty():
            return next(iter(sys.stdin or ()), "").rstrip("\r\n")
        password = getpass.getpass("Password: ")
        again = getpass.getpass("Again: ")
    except (EOFError, UnicodeError) as error:
        raise UsersError("expected a password in UTF-8; found none") from error
    if again != password:
        raise UsersError("expected the same password twice; found two")
    return password
