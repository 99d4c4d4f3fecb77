r"""Points (x, y) whose polygon is the curve y = f(x) to a line's width, on linear or logarithmic axes.

Between two points f is asked in the middle; where the middle lies off the chord by more than ``TOLERANCE`` of the axis,
both halves are looked at again, until they are narrower than ``FINEST`` of the axis: so a jump becomes a vertical
line, and a narrow peak that a place in ``at`` lies on is drawn to its top.

Shapes: f takes an array (K,) and gives one of the same shape.  Units: those of f.
Errors: ValueError for places that do not increase.
Not guaranteed: a peak between two of the first points of which neither sees anything; name its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["traced"]

Array = NDArray[np.float64]

TOLERANCE = 2e-3
FINEST = 5e-4
FIRST = 16


def traced(
    function: Callable[[Array], Array],
    at: Sequence[float],
    limits: tuple[float, float],
    *,
    log_x: bool = False,
    log_y: bool = False,
) -> tuple[Array, Array]:
    """The points of the curve.

    at: where it begins and ends, and places between where something happens.
    limits: of the vertical axis; what lies beyond them is not looked at more closely.
    """
    places = np.asarray(at, dtype=np.float64)
    if places.size < 2 or not (np.diff(places) > 0).all():
        raise ValueError("the places of a curve must increase, and there must be two at least")
    first = _on(places, log_x)
    width = first[-1] - first[0]
    parts = [
        np.linspace(low, high, max(2, round(FIRST * (high - low) / width)) + 1)
        for low, high in pairwise(first)
    ]
    across = np.unique(np.concatenate(parts))
    low, high = (float(v) for v in _on(np.asarray(limits), log_y))
    margin = high - low

    def x(places_across: Array) -> Array:
        if not log_x:
            return places_across
        plain = np.exp(places_across)
        for known, place in zip(
            first, places, strict=True
        ):  # an end may be the last number that f takes
            plain[places_across == known] = place
        return plain

    def up(places_across: Array) -> Array:
        values = np.asarray(function(x(places_across)))
        if log_y:
            values = np.where(values > 0.0, values, np.exp(low - margin))
        return np.clip(_on(values, log_y), low - margin, high + margin)

    u, v = across, up(across)
    open_ = np.ones(u.size - 1, dtype=bool)
    while open_.any():
        left = np.flatnonzero(open_)
        middle = 0.5 * (u[left] + u[left + 1])
        found = up(middle)
        off = np.abs(found - 0.5 * (v[left] + v[left + 1])) > TOLERANCE * margin
        again = off & (u[left + 1] - u[left] > 2 * FINEST * width)
        u, v = np.insert(u, left + 1, middle), np.insert(v, left + 1, found)
        open_ = np.insert(open_, left + 1, again)
        open_[left + np.arange(left.size)] = again
    return x(u), (np.exp(v) if log_y else v)


def _on(values: Array, log: bool) -> Array:
    """Where values lie on an axis."""
    return np.log(values) if log else values
