"""Changes of variable: those that fit are accepted, ends, factors and turning points that do not are refused."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Integral, Rational, cosh, oo, pi, sin, sqrt, tan

from softpot.derive.machinery.discharge import Substituted, equal
from softpot.derive.machinery.errors import Undischarged

x, s, a = sp.symbols("x s a", positive=True)
y, t = sp.symbols("y t", real=True)
m = sp.Symbol("m", positive=True)
DISC = Integral(sqrt(1 - x**2), (x, 0, 1))
COSINE = Integral(sp.cos(s) ** 2, (s, 0, pi / 2))
WELL = Integral(1 / (x * sqrt(1 - x**2)), (x, 1 / cosh(m), 1))
RIGHT = {
    "a sine": (DISC, COSINE, sin(s)),
    "a factor on both sides": (3 * DISC, 3 * COSINE, sin(s)),
    "a hyperbolic cosine, which turns the range": (WELL, Integral(1, (s, 0, m)), 1 / cosh(s)),
    "a reciprocal, from infinity to 0": (
        Integral(sp.exp(-a / x) / x**2, (x, 0, oo)), Integral(sp.exp(-a * s), (s, 0, oo)), 1 / s,
    ),
    "a tangent": (
        Integral(1 / (1 + x**2), (x, 0, 1)), Integral(1, (s, 0, pi / 4)), tan(s),
    ),
    "a tangent to the end": (
        Integral(1 / (1 + x**2), (x, 0, oo)), Integral(1, (s, 0, pi / 2)), tan(s),
    ),
    "a line over both signs": (Integral(y**2, (y, -1, 8)), 3 * Integral((3 * t + 2) ** 2, (t, -1, 2)), 3 * t + 2),
}  # fmt: skip
WRONG = {
    "a factor": (DISC, 2 * COSINE, sin(s)),
    "an end": (DISC, Integral(sp.cos(s) ** 2, (s, 0, pi / 3)), sin(s)),
    "the other end": (DISC, Integral(sp.cos(s) ** 2, (s, pi / 6, pi / 2)), sin(s)),
    "a range that turns back": (DISC, Integral(sp.cos(s) ** 2, (s, 0, pi * Rational(5, 2))), sin(s)),
    "the derivative left out": (DISC, Integral(sp.cos(s), (s, 0, pi / 2)), sin(s)),
    "a square that comes back": (Integral(1, (y, 1, 4)), Integral(2 * t, (t, -1, 2)), t**2),
    "a square without its root's sign": (
        Integral(1, (y, 1, 4)), Integral(2 * sp.Abs(t), (t, -1, 2)), t**2,
    ),
    "a pole inside": (Integral(y**-2, (y, -1, 1)), Integral(-1, (t, -1, 1)), 1 / t),
    "the sign of a turned range": (WELL, Integral(-1, (s, 0, m)), 1 / cosh(s)),
    "a name that is not the variable": (DISC, COSINE, sin(a)),
    "no integral": (DISC, pi / 4, sin(s)),
}  # fmt: skip


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", RIGHT)
def test_a_change_that_fits_is_accepted(name):
    left, right, value = RIGHT[name]
    assert "all the way" in Substituted(value)(equal(left, right))


@pytest.mark.quick(3)
@pytest.mark.parametrize("name", WRONG)
def test_a_change_that_does_not_fit_is_refused(name):
    left, right, value = WRONG[name]
    with pytest.raises(Undischarged):
        Substituted(value)(equal(left, right))
