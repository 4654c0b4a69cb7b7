"""What is being prepared is waited for, a little while and without holding a place that others need."""

import time
from collections.abc import Callable
from typing import TypeVar

from index.errors import PreparingError

PATIENCE, PAUSE = 4.0, 0.25
"""Seconds that a request waits, after which the page asks again; and between two tries."""

Result = TypeVar("Result")


def patiently(ask: Callable[[], Result]) -> Result:
    """What `ask` makes, asked again as long as that is being prepared. Raises PreparingError after PATIENCE."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except PreparingError:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)
