"""The rows of one chunk of a plan: its axes, and what was computed at each point.

Columns: each axis as a double; ``value`` and ``error`` of heat and states; ``level_1``, ``level_2``, ... of levels;
``value``, and ``lower`` and ``upper`` as decimals, of certified levels.
A point that the method refuses or cannot reach is a row of NaN (or of empty decimals).
Shapes: columns (rows of the chunk,).  Units: energies in w; heat and states in the distribution's unit.
Errors: none of a single point.  Not guaranteed: why a point failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.cluster.plan import Plan
from softpot.numerics.machinery.exact import exact
from softpot.numerics.spectrum import NotConverged, NotProved, levels
from softpot.numerics.statistics import Distribution, Glass, density_of_states, specific_heat

__all__ = ["Columns", "chunk_of", "columns_of"]

Columns = dict[str, NDArray[Any]]
Places = dict[str, NDArray[np.intp]]
_FAILED = (ValueError, TypeError, NotConverged, NotProved)


def columns_of(plan: Plan) -> dict[str, str]:
    """Names and types of the columns, as Zarr writes types."""
    found = {name: "<f8" for name, _ in plan.axes}
    if plan.quantity == "levels":
        return found | {f"level_{n}": "<f8" for n in range(1, int(plan.option("count")) + 1)}
    if plan.quantity == "certified":
        text = f"|S{int(plan.option('digits')) + 24}"
        return found | {"value": "<f8", "lower": text, "upper": text}
    return found | {"value": "<f8", "error": "<f8"}


def chunk_of(plan: Plan, number: int) -> Columns:
    """The columns of one chunk."""
    places = plan.places(number)
    low, high = plan.span(number)
    made: Columns = {
        name: np.full(high - low, np.nan) if kind == "<f8" else np.zeros(high - low, kind)
        for name, kind in columns_of(plan).items()
    }
    for name, values in plan.axes:
        made[name] = np.array([float(exact(v, name)) for v in values])[places[name]]
    _COMPUTE[plan.quantity](plan, places, made)
    return made


def _given(plan: Plan, places: Places) -> dict[str, list[Any]]:
    """The axes' values in each row, as they stand in the plan."""
    return {name: [values[k] for k in places[name]] for name, values in plan.axes}


def _levels(plan: Plan, places: Places, made: Columns) -> None:
    count = int(plan.option("count"))

    def fill(low: int, high: int) -> None:
        """All rows at once, or each half where some row fails."""
        try:
            found = levels(made["alpha"][low:high], made["beta"][low:high], count)
        except _FAILED:
            if high - low > 1:
                middle = (low + high) // 2
                fill(low, middle)
                fill(middle, high)
            return
        for n in range(count):
            made[f"level_{n + 1}"][low:high] = found[:, n]

    fill(0, made["alpha"].size)


def _certified(plan: Plan, places: Places, made: Columns) -> None:
    given = _given(plan, places)
    numbers = given.get("n", [1] * len(given["alpha"]))
    for k, (a, b, n) in enumerate(zip(given["alpha"], given["beta"], numbers, strict=True)):
        try:
            (one,) = levels(a, b, only=[n], digits=int(plan.option("digits")), certify=True)
        except _FAILED:
            continue
        ends = one.enclosure.lower_text.encode(), one.enclosure.upper_text.encode()
        if (
            max(map(len, ends)) <= made["lower"].dtype.itemsize
        ):  # NumPy would cut them without a word
            made["value"][k], (made["lower"][k], made["upper"][k]) = float(one), ends


def _curves(plan: Plan, places: Places, made: Columns) -> None:
    last = plan.axes[-1][0]
    for shared, at in _same_glass(plan, places):
        try:
            E_d = shared.pop("E_d", None)
            transition = (1, int(shared.pop("transition", 2)))
            make = getattr(Distribution, str(plan.option("distribution")))
            glass = Glass(make(**shared), E_d)
            if last == "T":
                curve = specific_heat(made["T"][at], glass)
            else:
                aim = plan.option("tolerance")
                curve = density_of_states(made["E"][at], glass, transition, aim)
        except _FAILED:
            continue
        made["value"][at], made["error"][at] = curve.value, curve.error


def _same_glass(plan: Plan, places: Places) -> Iterator[tuple[dict[str, Any], slice]]:
    """The runs of rows that differ in the last axis alone: what they share, and where they are."""
    names = [name for name, _ in plan.axes[:-1]]
    values = dict(plan.axes)
    rows = np.stack([places[name] for name, _ in plan.axes], axis=1)
    start = 0
    for shared, run in groupby(rows[:, :-1].tolist()):
        length = sum(1 for _ in run)
        yield (
            {name: values[name][k] for name, k in zip(names, shared, strict=True)},
            slice(start, start + length),
        )
        start += length


_COMPUTE: dict[str, Callable[[Plan, Places, Columns], None]] = {
    "levels": _levels,
    "certified": _certified,
    "heat": _curves,
    "states": _curves,
}
