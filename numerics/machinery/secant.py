r"""x_{k+1} = x_k - f_k (x_k - x_{k-1})/(f_k - f_{k-1}):  a root of a smooth function that is known on a grid.

Begins where the polynomial of x over f through the four places about the change of sign has f = 0, which is close
already, so that about three values of f are needed.  Brent's method takes over where a step leads out of the bracket
or six do not suffice.

Shapes: scalars; x and y (N,).  Units: those of f.  Errors: what f raises.
Not guaranteed: the better root where the function has several in one bracket.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["root_between"]

STEPS = 6


def root_between(
    f: Callable[[float], float],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    k: int,
    close: float,
) -> float:
    """The root of f between x[k] and x[k + 1], where y = f(x) changes sign, within about ``close`` (1 + |x|).

    >>> import numpy as np
    >>> x = np.linspace(0.5, 3.0, 11)
    >>> root = root_between(lambda u: u * u - 2.0, x, x * x - 2.0, 3, 1e-14)
    >>> abs(root - 2**0.5) < 1e-14 * (1.0 + root)
    True
    """
    low, high = float(x[k]), float(x[k + 1])
    near = slice(max(k - 1, 0), k + 3)
    here = _at_zero(y[near], x[near])
    nearer = k if 2.0 * here < low + high else k + 1
    before, value_before = float(x[nearer]), float(y[nearer])
    for _ in range(STEPS):
        if not low <= here <= high:
            break
        value = f(here)
        if value == 0.0:
            return here
        if value == value_before:
            break
        step = value * (here - before) / (value - value_before)
        if abs(step) < close * (1.0 + abs(here)):
            return here
        before, value_before, here = here, value, here - step
    from scipy.optimize import brentq

    return float(brentq(f, low, high, xtol=close, rtol=max(close, 1e-14)))


def _at_zero(value: NDArray[np.float64], place: NDArray[np.float64]) -> float:
    """Where the values pass 0, by the polynomial of places over values; NaN where two values are equal."""
    if np.unique(value).size < value.size:
        return float("nan")
    total = 0.0
    for i in range(value.size):
        others = np.delete(value, i)
        total += float(place[i] * np.prod(others / (others - value[i])))
    return total
