"""What is computed of an object is kept for as long as that object is: nothing of a transcript outlives it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Of = TypeVar("Of")
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def kept_with(
    compute: Callable[Concatenate[Of, Arguments], Result],
) -> Callable[Concatenate[Of, Arguments], Result]:
    """`compute`, whose results are kept with its first argument, which is compared by identity."""
    known: WeakKeyDictionary[Of, dict[Any, Result]] = WeakKeyDictionary()

    @wraps(compute)
    def keeping(of: Of, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        results = known.setdefault(of, {})
        if args not in results:
            results[args] = compute(of, *args, **kwargs)
        return results[args]

    return keeping
