"""What is computed of an object is kept for as long as that object is: nothing of a transcript outlives it."""

from collections.abc import Callable
from functools import wraps
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
