r"""low, high with f(low) true and f(high) false:  the interval halved so many times, for a number or an array.

Shapes: low and high alike, any; f takes an array of that shape and gives truth values.  Units: any.
Errors: none.  Not guaranteed: anything where f changes more than once between low and high.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["halved", "halved_number"]

Array = NDArray[np.float64]
Number = TypeVar("Number", bound=Any)
"""A float, or a number of an mpmath context."""


def halved(
    holds: Callable[[Array], NDArray[np.bool_]],
    low: Array,
    high: Array,
    steps: int,
    *,
    geometric: bool = False,
) -> tuple[Array, Array]:
    """The ends after `steps` halvings: up to the first ``holds``, from the second on it does not.

    geometric: the middle is that of the logarithms.
    """
    for _ in range(steps):
        middle = np.sqrt(low * high) if geometric else 0.5 * (low + high)
        inside = holds(middle)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return low, high


def halved_number(
    holds: Callable[[Number], bool], low: Number, high: Number, steps: int
) -> tuple[Number, Number]:
    """The same for one number, without arrays."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low, high
