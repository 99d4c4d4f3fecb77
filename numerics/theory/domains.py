"""Where formulas are said to hold, and what is assumed of plain symbols, held against where they do.

    eta x² + t x³ + x⁴: wells where the slope vanishes and the curvature is positive, counted by the roots of the slope;
    what a formula needs (a logarithm's argument, a root's) by its value

Each domain of a formula, and each inequality that an entry assumes of plain symbols, has a condition here that is
computed from the potential or from the expression itself. Both have to agree on points on either side of every
boundary, next to it and far from it.

Not guaranteed: agreement between the points.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.step import Role
from softpot.numerics.spectrum import levels

Point = Mapping[str, float]
Truth = Callable[[Point], bool]


def stationary(quadratic: float, cubic: float) -> list[tuple[float, float]]:
    """(place, curvature) of the stationary points of q x² + c x³ + x⁴ other than inflections."""
    roots = np.roots([4, 3 * cubic, 2 * quadratic, 0])
    places = sorted(float(r.real) for r in roots if abs(r.imag) < 1e-9)
    found = [(x, 2 * quadratic + 6 * cubic * x + 12 * x**2) for x in places]
    return [(x, bend) for x, bend in found if abs(bend) > 1e-12]


def wells(quadratic: float, cubic: float = 0.0) -> list[float]:
    """The places of the minima."""
    return [x for x, bend in stationary(quadratic, cubic) if bend > 0]


def at_rest(quadratic: float) -> bool:
    """Whether the origin is a minimum: the potential is higher on both sides."""
    x = 1e-6
    return all(quadratic * s**2 + s**4 > 1e-20 for s in (-x, x)) and quadratic * x**2 > x**4


def left_is_deeper(p: Point) -> bool:
    """Two wells with the barrier's top at the origin, the left one deeper."""
    places = wells(p["eta"], p["t"])
    if len(places) != 2 or not places[0] < 0 < places[1]:
        return False
    left, right = (p["eta"] * x**2 + p["t"] * x**3 + x**4 for x in places)
    return left < right


@cache
def least_gap() -> float:
    """The least first excitation energy on the fold, in w."""
    return min(float(np.diff(levels(0.0, b, 2))[0]) for b in np.linspace(1.7, 2.1, 41))


DOMAINS: dict[str, Truth] = {
    "narrow-fluctuations": lambda p: len(wells(p["eta"], p["t"])) == 1,
    "harmonic-limit": lambda p: at_rest(p["alpha"]),
    "harmonic-excitations": lambda p: at_rest(p["eta"]),
    "asymmetry": lambda p: len(wells(p["alpha"])) == 2,
    "tunnel-amplitude": lambda p: len(wells(p["alpha"])) == 2,
    "deformation-two-level": left_is_deeper,
    "deformation-vibrations": lambda p: at_rest(p["eta"]),
    "deformation-potential": lambda p: len(wells(p["eta"])) == 2,
}
"""Of formulas; all others hold wherever their symbols may lie."""

PREMISES: dict[str, tuple[Truth, ...]] = {
    "narrow-fluctuations": (DOMAINS["narrow-fluctuations"],),
    "harmonic-limit": (DOMAINS["harmonic-limit"],),
    "tunnel-amplitude": (lambda p: p["zeta"] + 1 > 0,),  # of which the logarithm is taken
    # the root in the density; the width that is left; what stands for the amplitude over E
    "two-level-density": (
        lambda p: p["E"] ** 2 > p["Delta_0"] ** 2,
        lambda p: 1 > (p["alpha_min"] * p["eta_L"] / p["delta_eta"]) ** 0.5,
        lambda p: p["v"] > 0 and 1 - p["v"] > 0,
    ),
    "two-level-density-flat": (
        lambda p: p["E"] ** 2 > p["Delta_0"] ** 2,
        lambda p: np.log(p["w"] / p["E"]) > 0,
        lambda p: p["v"] > 0 and 1 - p["v"] > 0,
    ),
    "two-level-results-retained": (
        lambda p: 1 > (p["alpha_min"] * p["eta_L"] / p["delta_eta"]) ** 0.5,
    ),
    "deformation-two-level": (left_is_deeper,),
    "deformation-nonsoft": (lambda p: len(wells(p["eta"])) == 1 and p["eta"] != 0,),
    # the text's 2w: the last whole number below the least excitation that there is
    **dict.fromkeys(
        ("vibrations-sea-gull", "vibrations-constant", "vibrations-deepest"),
        (lambda p: p["E"] / p["w"] > int(least_gap()),),
    ),
    "specific-heat-vibrations": (lambda p: p["k_B"] * p["T"] / p["w"] > 1,),
    "van-hove-first-gap": (
        lambda p: np.linalg.det([[p["E_aa"], p["E_ab"]], [p["E_ab"], p["E_bb"]]]) < 0,
        lambda p: p["E"] - p["E_s"] > 0,
    ),
    "discontinuity-second-gap": (lambda p: p["E_aa"] > 0,),
}
"""Inequalities assumed of plain symbols, in order."""


def points(condition: sp.Basic, names: list[Any]) -> Iterator[dict[sp.Symbol, sp.Rational]]:
    """Points on a grid, and next to every boundary of the condition on both sides, as the symbols allow."""
    grid = [sp.Rational(k, 4) for k in (-20, -9, -4, -1, 1, 3, 4, 8, 9, 15, 20)]
    for values in (
        itertools.product(grid, repeat=len(names)) if len(names) < 3 else _few(names, grid)
    ):
        point = dict(zip(names, values, strict=True))
        if all(_allowed(s, v) for s, v in point.items()):
            yield point
    for part in condition.atoms(Relational):
        for name in sorted(part.free_symbols, key=str):
            others = [s for s in names if s != name]
            choices = list(itertools.product(grid[2:8:2], repeat=len(others)))
            for values in choices if len(names) < 4 else choices[:: len(choices) // 3]:
                fixed = dict(zip(others, values, strict=True))
                if not all(_allowed(s, v) for s, v in fixed.items()):
                    continue
                for edge in sp.solve((part.lhs - part.rhs).subs(fixed), name):
                    if not edge.is_real:
                        continue
                    near = sp.Rational(round(edge * 10**9), 10**9)
                    for step in (sp.Rational(1, 50), -sp.Rational(1, 50)):
                        if _allowed(name, near + step):
                            yield fixed | {name: near + step}


def _few(names: list[Any], grid: list[Any]) -> Iterator[tuple[Any, ...]]:
    source = np.random.default_rng(3)
    return ((tuple(source.choice(grid) for _ in names)) for _ in range(40))


def _allowed(symbol: sp.Symbol, value: sp.Rational) -> bool:
    return not ((symbol.is_positive and value <= 0) or (symbol.is_negative and value >= 0))


def disagreement(condition: sp.Basic, truth: Truth, at: list[dict[sp.Symbol, sp.Rational]]) -> str:
    """The first point at which a condition is not what is computed; "" when there is none."""
    for point in at:
        said = condition.xreplace(point) if isinstance(condition, sp.Basic) else condition
        if bool(said) != truth({str(s): float(v) for s, v in point.items()}):
            return f"{condition} at {point}"
    return ""


def claimed(derived: Derived) -> Iterator[tuple[sp.Basic, Truth]]:
    """Each condition of a derivation, with what is computed in its place; a condition without is an error."""
    id = derived.formula.id
    if (id in DOMAINS) != (derived.formula.domain != sp.true):
        raise ValueError(
            f"{id} has the domain {derived.formula.domain}, and what is computed does not"
        )
    if id in DOMAINS:
        yield derived.formula.domain, DOMAINS[id]
    assumed = [
        line.statement
        for line in derived.steps
        if line.role is Role.PREMISE
        and not line.statement.has(sp.Eq, sp.Ne, sp.Function, sp.Integral, sp.Subs)
        and line.statement.atoms(sp.StrictLessThan, sp.StrictGreaterThan)
    ]
    computed = PREMISES.get(id, ())
    if len(assumed) != len(computed):
        raise ValueError(
            f"{id} assumes {len(assumed)} inequalities, and {len(computed)} are computed"
        )
    yield from zip(assumed, computed, strict=True)


def where_wrong(derived: Derived) -> Iterator[tuple[sp.Basic, str, int]]:
    """Each condition, the first point at which it is not what is computed, or "", and how many points were tried."""
    for condition, truth in claimed(derived):
        at = list(points(condition, sorted(condition.free_symbols, key=str)))
        yield condition, disagreement(condition, truth, at), len(at)
