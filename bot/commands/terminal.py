"""Lines on standard output, coloured and wrapped on a terminal, plain in a pipe; progress on standard error."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.render.text import Line

if TYPE_CHECKING:
    from index.model.embedder import Progress

COLOURS = {"title": "bold green", "quote": "cyan", "note": "dim", "plain": ""}


def print_lines(lines: Sequence[Line]) -> None:
    """NO_COLOR is respected. Characters that the terminal's encoding lacks are written out."""
    if not sys.stdout.isatty():
        for line in lines:
            print(" " * line.indent + line.text)
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Padding(Text(line.text, COLOURS[line.style]), (0, 0, 0, line.indent)))


@contextmanager
def progress_bar(label: str) -> Iterator["Progress | None"]:
    """A bar on a terminal, with the rate and the time left, shown from the first call on; None elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()),
        *(TextColumn("{task.fields[rate]}"), TimeRemainingColumn(), TextColumn("left")),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False, rate="")

        def progress(done: int, of: int) -> None:
            speed = bar.tasks[task].speed
            bar.update(task, completed=done, total=of, visible=True, rate=f"{speed:,.0f}/s" if speed else "")

        yield progress
