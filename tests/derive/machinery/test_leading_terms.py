"""LeadingTerms and antiderivatives on open ranges: limits from textbooks, also held against numbers near the point."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from softpot.derive.machinery.discharge import Antiderivative, LeadingTerms, equal
from softpot.derive.machinery.errors import Undischarged

x, y, t = sp.symbols("x y t", real=True)
a, b, p = sp.symbols("a b p", positive=True)
n = sp.Symbol("n", integer=True, nonnegative=True)
oo, R = sp.oo, sp.Rational

STIRLING = sp.gamma(p + 1) / (sp.sqrt(2 * sp.pi * p) * (p / sp.E) ** p)
DEBYE = 3 / x**3 * sp.Integral(t**3 / (sp.exp(t) - 1), (t, 0, x))

LIMITS = [  # function, variable, point, side, value
    (STIRLING, p, oo, "-", 1),
    (sp.binomial(2 * n, n) * sp.sqrt(sp.pi * n) / 4**n, n, oo, "-", 1),
    (sp.gamma(p + a) / (sp.gamma(p) * p**a), p, oo, "-", 1),
    ((1 + a / x) ** x, x, oo, "-", sp.exp(a)),
    (p ** (1 / p), p, oo, "-", 1),
    (sp.log(p) / p**a, p, oo, "-", 0),
    (p**3 * sp.exp(-a * p), p, oo, "-", 0),
    (sp.sqrt(x**2 + x) - x, x, oo, "-", R(1, 2)),
    (sp.harmonic(n) - sp.log(n), n, oo, "-", sp.EulerGamma),
    (sp.coth(x) - 1 / x, x, oo, "-", 1),
    (sp.atan(x), x, -oo, "+", -sp.pi / 2),
    (sp.sin(x) / x, x, 0, "+-", 1),
    ((1 - sp.cos(x)) / x**2, x, 0, "+-", R(1, 2)),
    ((sp.tan(x) - x) / x**3, x, 0, "+-", R(1, 3)),
    (x / (sp.exp(x) - 1), x, 0, "+-", 1),
    (x * sp.log(x), x, 0, "+", 0),
    ((sp.coth(x) - 1 / x) / x, x, 0, "+", R(1, 3)),
    (DEBYE, x, 0, "+-", 1),
    (sp.exp(-a * x) * sp.sin(b * x), x, oo, "-", 0),
    (sp.log(x) / (x - 1), x, 1, "+-", 1),
]


@pytest.mark.quick(0)
@pytest.mark.parametrize(("f", "v", "point", "side", "value"), LIMITS, ids=str)
def test_limits(f, v, point, side, value):
    limit = sp.Limit(f, v, point, side)
    assert "leading terms" in LeadingTerms()(equal(limit, value))
    for wrong in (value + 1, -value - R(1, 7), value + R(1, 10**6)):
        with pytest.raises(Undischarged, match="give"):
            LeadingTerms()(equal(limit, wrong))


@pytest.mark.quick(0)
@pytest.mark.parametrize(("f", "v", "point", "side", "value"), LIMITS, ids=str)
def test_the_values_are_those_that_numbers_approach(f, v, point, side, value):
    """A route without any algebra: the function itself, near the point."""
    at = {a: R(3, 2), b: R(5, 4)}
    g = sp.lambdify(v, f.subs(at).replace(sp.Integral, _quadrature), "mpmath")
    mpmath.mp.dps = 40
    for sign in {"+": (1,), "-": (-1,)}.get(side, (1, -1)):
        near = 10**5 if point == oo else -(10**5) if point == -oo else point + R(sign, 10**5)
        found, wanted = (
            g(mpmath.mpmathify(near)),
            mpmath.mpmathify(sp.N(sp.sympify(value).subs(at), 30)),
        )
        assert abs(found - wanted) < 2e-4
    mpmath.mp.dps = 15


def _quadrature(f, limits):
    s, lower, upper = limits
    series = sp.Add(*(f.series(s, lower, 12).removeO().as_ordered_terms()))  # near the lower end
    return sp.integrate(series, s).subs(s, upper) - sp.integrate(series, s).subs(s, lower)


@pytest.mark.quick(4)
@pytest.mark.parametrize(
    ("f", "v", "point", "side", "value"),
    [
        (sp.sin(x), x, oo, "-", 0),  # oscillates
        (sp.exp(y * x), x, oo, "-", 0),  # the sign of y is not known
        (x**y, x, oo, "-", 0),
        (sp.sign(x), x, 0, "+-", 0),
        (sp.atan(1 / x), x, 0, "+-", 0),  # the sides differ
        (1 / x, x, 0, "+-", 0),
        (sp.exp(1 / x), x, 0, "+-", 0),
        (sp.Integral(1 / t, (t, 0, x)), x, 0, "+", 0),  # diverges
        (sp.Integral(sp.exp(-(t**2)), (t, 1, x)), x, 0, "+", 0),  # does not shrink
        ((-1) ** n / n, n, oo, "-", 0),  # no power of a negative number is expanded
        (sp.sin(1 / x) * x, x, 0, "+-", 1),
        (sp.sqrt(x), x, -1, "+-", sp.I),
        (sp.gamma(x), x, -oo, "+", 0),  # poles all the way
        (y * x / (y * x + 1), x, oo, "-", 1),  # fails for y = 0
        (sp.log(sp.sin(x)), x, oo, "-", 0),
    ],
    ids=str,
)
def test_limits_that_are_not_there(f, v, point, side, value):
    with pytest.raises(Undischarged):
        LeadingTerms()(equal(sp.Limit(f, v, point, side), value))


def integral(f, v, low, high):
    return sp.Integral(f, (v, low, high))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("F", "lhs", "value"),
    [
        (x * sp.log(x) - x, integral(sp.log(x), x, 0, 1), -1),
        (
            x * sp.sqrt(a**2 - x**2) / 2 + a**2 * sp.asin(x / a) / 2,
            integral(sp.sqrt(a**2 - x**2), x, -a, a),
            sp.pi * a**2 / 2,
        ),
        (sp.asin(x), integral(1 / sp.sqrt(1 - x**2), x, -1, 1), sp.pi),
        (2 * sp.sqrt(x), integral(1 / sp.sqrt(x), x, 0, 1), 2),
        (-sp.exp(-x), integral(sp.exp(-x), x, 0, oo), 1),
        (sp.exp(x), integral(sp.exp(x), x, -oo, 0), 1),
        (sp.atan(x), integral(1 / (1 + x**2), x, -oo, oo), sp.pi),
        (
            sp.exp(-a * x) * (b * sp.sin(b * x) - a * sp.cos(b * x)) / (a**2 + b**2),
            integral(sp.exp(-a * x) * sp.cos(b * x), x, 0, oo),
            a / (a**2 + b**2),
        ),
    ],
    ids=str,
)
def test_open_ranges(F, lhs, value):
    assert Antiderivative(F)(equal(lhs, value))
    for wrong in (Antiderivative(2 * F), Antiderivative(-F), Antiderivative(F + x)):
        with pytest.raises(Undischarged):
            wrong(equal(lhs, value))
    with pytest.raises(Undischarged):
        Antiderivative(F)(equal(lhs, value + 1))
    mpmath.mp.dps = 20
    at = {a: R(3, 2), b: R(5, 4)}
    v, low, high = lhs.limits[0]
    f = sp.lambdify(v, lhs.function.subs(at), "mpmath")
    ends = [
        mpmath.mpf(str(sp.N(sp.sympify(e).subs(at), 25)).replace("oo", "inf")) for e in (low, high)
    ]
    assert abs(mpmath.quad(f, ends) - sp.N(sp.sympify(value).subs(at), 20)) < 1e-8
    mpmath.mp.dps = 15


@pytest.mark.quick(5)
@pytest.mark.parametrize(
    ("F", "lhs", "value"),
    [
        (sp.log(x), integral(1 / x, x, 0, 1), 0),
        (-1 / x, integral(1 / x**2, x, 0, 1), -1),
        (x**2 / 2, integral(x, x, -oo, oo), 0),
        (sp.sin(x), integral(sp.cos(x), x, 0, oo), 0),
        (-sp.atan(1 / x), integral(1 / (1 + x**2), x, -oo, oo), 0),  # jumps at 0
        (-1 / (x - 1), integral(1 / (x - 1) ** 2, x, 0, oo), -1),  # a pole inside
        (sp.asin(x), integral(1 / sp.sqrt(1 - x**2), x, -1, 2), sp.asin(2) + sp.pi / 2),
        (sp.exp(y * x) / y, integral(sp.exp(y * x), x, 0, oo), -1 / y),  # for y < 0 only
        (sp.log(x), integral(1 / x, x, 1, oo), 0),
        (sp.atan(x), integral(1 / (1 + x**2), x, oo, -oo), sp.pi),
    ],
    ids=str,
)
def test_open_ranges_that_are_not_covered(F, lhs, value):
    with pytest.raises(Undischarged):
        Antiderivative(F)(equal(lhs, value))
