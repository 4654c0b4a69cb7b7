"""What is computed once is kept: of an object for as long as that object is, so that nothing of a transcript outlives
it.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

Of = TypeVar("Of")
Rest = TypeVarTuple("Rest")
Result = TypeVar("Result")


def kept_with(compute: Callable[[Of, *Rest], Result]) -> Callable[[Of, *Rest], Result]:
    """`compute`, whose results are kept with its first argument, for each value of the others, which are hashed."""
    known: WeakKeyDictionary[Of, dict[Any, Result]] = WeakKeyDictionary()

    @wraps(compute)
    def keeping(of: Of, /, *rest: *Rest) -> Result:
        results = known.setdefault(of, {})
        if rest not in results:
            results[rest] = compute(of, *rest)
        return results[rest]

    return keeping


def once(compute: Callable[[], Result]) -> Callable[[], Result]:
    """`compute`, which is called by the first that needs its result, and never again; other threads wait for it."""
    results: list[Result] = []
    computing = RLock()

    def kept() -> Result:
        with computing:
            if not results:
                results.append(compute())
        return results[0]

    return kept
