"""f(old=x) -> f(new=x):  calls as the last release wanted them work for one more release, with a warning.

Errors: none of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

__all__ = ["formerly"]

P = ParamSpec("P")
R = TypeVar("R")

Rewrite = Callable[[list[Any], dict[str, Any]], str]


def formerly(rewrite: Rewrite) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function take the calls of the last release.

    ``rewrite(given, named)`` changes the arguments of an old call in place and answers what to write instead, or
    leaves those of a call of today alone and answers "".
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            given, named = list(args), dict(kwargs)
            instead = rewrite(given, named)
            if instead:
                warnings.warn(
                    f"this way to call {function.__name__} will be gone in the next release: use {instead}",
                    DeprecationWarning,
                    stacklevel=2,
                )
            return function(*given, **named)  # type: ignore[arg-type]

        return call

    return decorate
