"""y(x₁) of y′ = F(x, y), y(x₀) = y₀, by Taylor series, step by step; refused where the steps shrink without end.

Towards a singularity of the solution each step is a fraction of what is left, so that it is never passed.
Errors: EvidenceError where the steps shrink to nothing, and where too many are needed.
Not guaranteed: that a solution with a pole is refused where one step leads over it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath

from softpot.numerics.machinery.errors import EvidenceError

__all__ = ["followed"]

_SLOPES = 100_000  # values of F in all
_TOGETHER = (
    2_000  # values of F after which the way is looked at: of some twenty steps to twenty digits
)
_NOTHING = 1e-6  # of the way that is left


def followed(
    mp: Any,
    slope: Callable[[Any, Any], Any],
    first: Any,
    values: Sequence[Any],
    end: Any,
    where: str,
) -> list[Any]:
    """The list y at ``end`` ≥ ``first``; where: the point, for messages.

    >>> from mpmath import mp, nstr
    >>> from softpot.numerics.machinery.followed import followed
    >>> nstr(followed(mp, lambda x, y: [y[0]], 0, [1], 1, "x = 1")[0], 10)
    '2.718281828'
    """
    calls, reached, gained = 0, first, None

    def watched(x: Any, y: Any) -> Any:
        nonlocal calls, reached, gained
        calls += 1
        if calls > _SLOPES:
            raise EvidenceError(
                f"the solution at {where} takes more than {_SLOPES} values of its slope: it may be singular before"
            )
        if calls % _TOGETHER == 0:
            gain = x - reached
            if gained is not None and gain < min(gained, _NOTHING * (end - x)):
                raise EvidenceError(
                    f"the solution at {where} is not followed beyond {mpmath.nstr(x, 8)}, where its steps shrink to "
                    "nothing: it is singular there"
                )
            reached, gained = x, gain
        return slope(x, y)

    return list(mp.odefun(watched, first, values)(end))
