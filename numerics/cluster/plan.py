r"""axes -> rows:  every combination of the axes' values, the last axis fastest, divided into chunks.

A plan is a TOML file:

    quantity = "heat"              # heat, states, levels or certified
    chunk = 200                    # rows a chunk
    [grid]                         # axes in this order: a number, a list, or a range
    E_d = [3, 5, 8]
    delta_eta = ["1/10", "1/5"]
    T = { from = 0.1, to = 3, points = 100, spacing = "log" }
    [options]
    distribution = "exponential"

    quantity    last axis       other axes                                  options
    heat        T, in w/k_B     E_d; arguments of the distribution          distribution
    states      E, in w         the same; transition (m of (1, m))          distribution, tolerance
    levels      any of alpha, beta                                          count
    certified   any of alpha, beta, n                                       digits

Numbers that are texts are taken exactly.  Shapes: row k of ``chunk`` rows each.  Units: energies in w.
Errors: PlanError, a ValueError, in one sentence.
Not guaranteed: that every point can be computed; one that cannot is a row of NaN.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite, prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.exact import exact, shown

__all__ = ["QUANTITIES", "Plan", "PlanError", "plan_of", "read_plan"]

_MODEL = ("E_d", "delta_eta", "alpha_max", "eta_L", "eta_max", "delta_t", "smallest_splitting")
QUANTITIES: dict[str, tuple[tuple[str, ...], str, dict[str, Any]]] = {
    "heat": ((*_MODEL, "T"), "T", {"distribution": "constant"}),
    "states": ((*_MODEL, "transition", "E"), "E", {"distribution": "constant", "tolerance": "1e-7"}),
    "levels": (("alpha", "beta"), "", {"count": 10}),
    "certified": (("alpha", "beta", "n"), "", {"digits": 15}),
}  # fmt: skip
"""For each quantity: the axes it may have, the axis that must be the last, and its options."""

MOST_ROWS = 10**12
MOST_CHUNK = 10**7
MOST_VALUES = 10**7
"""Values of one axis."""
_COUNTED = {"count": (1, 60), "digits": (15, 1000)}
_DISTRIBUTIONS = ("constant", "exponential", "flat")


class PlanError(ValueError):
    """The file describes no grid; the message says why."""


@dataclass(frozen=True)
class Plan:
    """quantity over a grid: names of the axes, their values as they are taken exactly, options, and rows a chunk."""

    quantity: str
    axes: tuple[tuple[str, tuple[Any, ...]], ...]
    options: tuple[tuple[str, Any], ...]
    chunk: int

    @property
    def rows(self) -> int:
        """How many points."""
        return prod(len(values) for _, values in self.axes)

    @property
    def chunks(self) -> int:
        """How many chunks; the last one may be shorter."""
        return -(-self.rows // self.chunk)

    def span(self, number: int) -> tuple[int, int]:
        """The first row of a chunk, and the one after its last."""
        return number * self.chunk, min((number + 1) * self.chunk, self.rows)

    def places(self, number: int) -> dict[str, NDArray[np.intp]]:
        """Which value of each axis the rows of a chunk have."""
        shape = [len(values) for _, values in self.axes]
        found = np.unravel_index(np.arange(*self.span(number)), shape)
        return {name: place for (name, _), place in zip(self.axes, found, strict=True)}

    def option(self, name: str) -> Any:
        """An option, as given or as it is unless told."""
        return dict(self.options)[name]

    @property
    def text(self) -> str:
        """The plan as a line that says all of it."""
        return json.dumps([self.quantity, self.axes, self.options, self.chunk])

    @property
    def name(self) -> str:
        """A short name that no other plan has."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def read_plan(file: Path) -> Plan:
    """The plan in a TOML file; PlanError in one sentence."""
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise PlanError(f"cannot read the plan {file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PlanError(f"the plan {file} is no TOML: {' '.join(str(error).split())}") from None
    return plan_of(data)


def plan_of(data: Mapping[str, Any]) -> Plan:
    """The plan that a table describes; PlanError in one sentence."""
    _known(data, ("quantity", "chunk", "grid", "options"), "the plan")
    quantity = data.get("quantity")
    if not isinstance(quantity, str) or quantity not in QUANTITIES:
        given = "no quantity is named" if quantity is None else f"quantity is {shown(quantity)}"
        raise PlanError(
            f"{given}, but one of {', '.join(QUANTITIES)} is needed because these can be computed"
        )
    allowed, last, usual = QUANTITIES[quantity]
    grid = _table(data, "grid")
    _known(grid, allowed, "[grid]")
    axes = tuple((name, _axis(name, given)) for name, given in grid.items())
    missing = [last] if last else ["alpha", "beta"]
    if any(name not in grid for name in missing) or (last and axes[-1][0] != last):
        where = f"{last} as its last axis" if last else "axes alpha and beta"
        raise PlanError(
            f"[grid] of quantity {quantity} needs {where}, but has {', '.join(grid) or 'none'}"
        )
    options = _table(data, "options")
    _known(options, tuple(usual), "[options]")
    chosen = {**usual, **options}
    for name, (low, high) in _COUNTED.items():
        if name in chosen and not (type(chosen[name]) is int and low <= chosen[name] <= high):
            raise PlanError(
                f"{name} is {shown(chosen[name])}, but a whole number from {low} to {high} is needed"
            )
    if chosen.get("distribution", "flat") not in _DISTRIBUTIONS:
        raise PlanError(
            f"distribution is {shown(chosen['distribution'])}, but one of {', '.join(_DISTRIBUTIONS)} is needed"
        )
    plan = Plan(
        quantity, axes, tuple(chosen.items()), _whole(data.get("chunk", 1000), "chunk", MOST_CHUNK)
    )
    if plan.rows > MOST_ROWS:
        raise PlanError(
            f"the grid has {plan.rows:.3g} points, but at most {MOST_ROWS:.0e} are provided for"
        )
    return plan


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, Mapping):
        raise PlanError(f"{name} is {shown(found)}, but a table [{name}] is needed")
    return found


def _known(data: Mapping[str, Any], names: tuple[str, ...], place: str) -> None:
    for key in data:
        if key not in names:
            near = get_close_matches(key, names, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise PlanError(
                f"{place} has {shown(key)}, but only {', '.join(names)} are known there{hint}"
            )


def _whole(value: object, name: str, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise PlanError(f"{name} is {shown(value)}, but a whole number from 1 to {most} is needed")
    return value


def _axis(name: str, given: Any) -> tuple[Any, ...]:
    if isinstance(given, Mapping):
        return _range(name, given)
    values = tuple(given) if isinstance(given, list) else (given,)
    if not values:
        raise PlanError(f"{name} has no value, but at least one is needed")
    for value in values:
        _number(value, name)
    return values


def _range(name: str, given: Mapping[str, Any]) -> tuple[float, ...]:
    _known(given, ("from", "to", "points", "spacing"), name)
    if not {"from", "to", "points"} <= given.keys():
        raise PlanError(f"{name} is a range without from, to or points, but all three are needed")
    low, high = (float(_number(given[key], name)) for key in ("from", "to"))
    points = _whole(given["points"], f"points of {name}", MOST_VALUES)
    spacing = given.get("spacing", "even")
    if spacing not in ("even", "log"):
        raise PlanError(f"spacing of {name} is {shown(spacing)}, but even or log is needed")
    if spacing == "log" and not (low > 0.0 and high > 0.0):
        raise PlanError(
            f"{name} is spaced by its logarithm, but ends that are positive are needed for that"
        )
    if not isfinite(high - low):
        raise PlanError(
            f"{name} is a range from {low:g} to {high:g}, which is too wide to be parted"
        )
    made = np.geomspace(low, high, points) if spacing == "log" else np.linspace(low, high, points)
    return tuple(made.tolist())


def _number(value: Any, name: str) -> Any:
    try:
        return exact(value, name)
    except (TypeError, ValueError) as error:
        raise PlanError(str(error)) from None
