"""Evidence on Eq. (1): wells are counted in sampled potentials, numerically and exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Table
from softpot.numerics.theory.sampling import Array

SEED = 1987
POTENTIALS = 200_000
CLOSE = -6, -1  # powers of ten: how near to the lines a third of them lies
NEAR = f"{100 * 10.0 ** CLOSE[1]:.0f}% to {1e6 * 10.0 ** CLOSE[0]:.0f} ppm"


def wells(eta: Array, t: Array) -> Array:
    """Number of minima of eta x² + t x³ + x⁴, from the signs of its slope at the slope's own extrema."""
    inner = 36 * t * t - 96 * eta  # discriminant of V'' = 12 x² + 6 t x + 2 eta
    root = np.sqrt(np.maximum(inner, 0.0))
    left, right = (-6 * t - root) / 24, (-6 * t + root) / 24

    def slope(x: Array) -> Array:
        return ((4 * x + 3 * t) * x + 2 * eta) * x

    return np.where((inner > 0) & (slope(left) > 0) & (slope(right) < 0), 2, 1)


def exact_wells(eta: Fraction, t: Fraction) -> int:
    """The same count in exact arithmetic, where the extrema of the slope are rational."""
    inner = 36 * t * t - 96 * eta
    if inner <= 0:
        return 1
    root = Fraction(sp.sqrt(sp.Rational(inner.numerator, inner.denominator)))

    def slope(x: Fraction) -> Fraction:
        return ((4 * x + 3 * t) * x + 2 * eta) * x

    left, right = (-6 * t - root) / 24, (-6 * t + root) / 24
    return 2 if slope(left) > 0 > slope(right) else 1


@cache
def _sampled() -> tuple[Array, Array, Array]:
    """Potentials of all sizes, a third of them close to the two lines where the count changes."""
    source = np.random.default_rng(SEED)
    third = POTENTIALS // 3
    t = source.choice([-1.0, 1.0], POTENTIALS) * 10 ** source.uniform(-3, 1, POTENTIALS)
    eta = source.choice([-1.0, 1.0], POTENTIALS) * 10 ** source.uniform(-4, 2, POTENTIALS)
    near = source.choice([-1.0, 1.0], third) * 10 ** source.uniform(*CLOSE, third)
    eta[:third] = 9 / 32 * t[:third] ** 2 * (1 + near)
    eta[third : 2 * third] = t[third : 2 * third] ** 2 * near
    return eta, t, wells(eta, t)


BOUNDARY: tuple[tuple[str, Fraction, Fraction], ...] = (
    *(
        (label, factor * t * t, t)
        for label, factor in (("eta = 0", Fraction(0)), ("eta = 9t²/32", Fraction(9, 32)))
        for t in (
            Fraction(1), Fraction(-1), Fraction(3, 7), Fraction(-(10**20)), Fraction(1, 10**20)
        )
    ),
    ("eta = t = 0", Fraction(0), Fraction(0)),
    ("t = 0, eta < 0", Fraction(-3, 2), Fraction(0)),
    ("t = 0, eta > 0", Fraction(3, 2), Fraction(0)),
)  # fmt: skip
"""(line, eta, t), all over which the extrema of the slope are rational or not real."""


def two_wells(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """Counted wells against the condition: sampled potentials, and the boundary lines exactly."""
    eta, t, counted = _sampled()
    said = np.broadcast_to(np.asarray(members(formula, "numpy")(eta=eta, t=t)[0]), eta.shape)
    wrong = np.flatnonzero(said != (counted == 2))
    sampled = Evidence(
        "count",
        "minima counted from sign changes of the slope, against the condition for two wells",
        wrong.size == 0,
        int(eta.size),
        worst=float(wrong.size),
        seed=SEED,
        failing=""
        if wrong.size == 0
        else (
            f"at eta = {eta[wrong[0]]:.6g}, t = {t[wrong[0]]:.6g} there are {counted[wrong[0]]} wells, "
            f"but the condition says {'two' if said[wrong[0]] else 'one'}"
        ),
        table=_table(eta, t, counted, said),
    )
    return sampled, _boundary(formula)


def _boundary(formula: Formula) -> Evidence:
    failing, rows = "", []
    table = formula.symbols
    for label, e, cubic in BOUNDARY:
        point = {
            table.eta: sp.Rational(e.numerator, e.denominator),
            table.t: sp.Rational(cubic.numerator, cubic.denominator),
        }
        said = formula.expression.subs(point)
        counted = exact_wells(e, cubic)
        if (said is sp.true) != (counted == 2) and not failing:
            word = "two" if said is sp.true else "one"
            failing = f"at {label}, t = {cubic} the number of wells is {counted}, but the condition says {word}"
        rows.append(
            (label, f"{float(cubic):.3g}", str(counted), "yes" if said is sp.true else "no")
        )
    return Evidence(
        "boundary",
        "minima counted in exact arithmetic on the boundary lines themselves, and on the symmetric line",
        not failing,
        len(BOUNDARY),
        worst=0.0 if not failing else 1.0,
        failing=failing,
        table=Table(("line", "t", "wells counted", "two wells by the condition"), tuple(rows)),
        measure_zero=True,
    )


def _table(eta: Array, t: Array, counted: Array, said: Array) -> Table:
    third = POTENTIALS // 3
    parts = (
        (f"within {NEAR} of eta = 9t²/32", slice(0, third)),
        (f"within {NEAR} of eta = 0", slice(third, 2 * third)),
        ("all over the plane", slice(2 * third, None)),
    )
    rows = tuple(
        (
            label,
            str(counted[p].size),
            str(int((counted[p] == 2).sum())),
            str(int((said[p] != (counted[p] == 2)).sum())),
        )
        for label, p in parts
    )
    return Table(("sampled potentials", "number", "with two wells", "contradictions"), rows)
