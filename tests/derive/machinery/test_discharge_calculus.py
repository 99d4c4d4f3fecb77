"""Antiderivative, ContinuousLimit and DominatedLimit, with singular integrands and jumps to trip over."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import (
    Antiderivative,
    ContinuousLimit,
    DominatedLimit,
    equal,
)
from softpot.derive.machinery.errors import Undischarged

x, a, b, s = sp.symbols("x a b s", real=True)
p, q = sp.symbols("p q", positive=True)
u = sp.Symbol("u", nonnegative=True)
w = sp.Symbol("w", real=True, zero=False)
f, g = sp.Function("f", real=True), sp.Function("g", real=True)
R = sp.Rational


def integral(function, variable, lower, upper):
    return sp.Integral(function, (variable, lower, upper))


def refused(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("F", "lhs", "value", "wrong"),
    [
        (x**3 / 3, integral(x**2, x, a, b), (b**3 - a**3) / 3, (a**3 - b**3) / 3),
        (sp.exp(-x), integral(-sp.exp(-x), x, 0, 1), sp.exp(-1) - 1, 1 - sp.exp(-1)),
        (2 * u ** R(3, 2) / 3, integral(sp.sqrt(u), u, 0, q), 2 * q ** R(3, 2) / 3, q ** R(3, 2)),
        (
            2 * sp.sqrt(u),
            integral(1 / sp.sqrt(u), u, 0, 4),
            4,
            2,
        ),  # the integrand diverges, F does not
        (sp.atan(x), integral(1 / (1 + x**2), x, -1, 1), sp.pi / 2, sp.pi / 4),
        (x * sp.Abs(x) / 2, integral(sp.Abs(x), x, -1, 2), R(5, 2), R(3, 2)),
    ],
    ids=str,
)
def test_antiderivative(F, lhs, value, wrong):
    assert "derivative" in Antiderivative(F)(equal(lhs, value))
    refused(Antiderivative(F), equal(lhs, wrong))
    refused(Antiderivative(R(9, 8) * F), equal(lhs, value))
    refused(Antiderivative(-F), equal(lhs, value))
    refused(Antiderivative(F), equal(lhs, -value))
    refused(Antiderivative(F), equal(value, lhs))


@pytest.mark.quick(4)
@pytest.mark.parametrize(
    ("F", "lhs", "value"),
    [
        (-1 / x, integral(1 / x**2, x, -1, 1), -2),  # the pole between the limits
        (-1 / w, integral(1 / w**2, w, -1, 1), -2),  # an assumption does not take it away
        (-1 / p, integral(1 / p**2, p, -1, 1), -2),
        (sp.log(sp.Abs(x)), integral(1 / x, x, -1, 2), sp.log(2)),
        (sp.atan(1 / x), integral(sp.diff(sp.atan(1 / x), x), x, -1, 1), sp.pi / 2),
        (sp.atan(1 / p), integral(sp.diff(sp.atan(1 / p), p), p, -1, 1), sp.pi / 2),
        (sp.sign(x), integral(0, x, -1, 1), 2),
        (sp.floor(x), integral(0, x, 0, 3), 3),
        (sp.Piecewise((0, x < 0), (1, True)), integral(0, x, -1, 1), 1),
        (2 * p ** R(3, 2) / 3, integral(sp.sqrt(p), p, 1, -1), -R(2, 3)),  # p is not positive there
        (-sp.cos(x), integral(sp.sin(x), x, 0, sp.oo), 1),  # no limit at infinity
        (sp.tan(x), integral(1 / sp.cos(x) ** 2, x, 0, sp.pi), 0),
    ],
    ids=str,
)
def test_antiderivatives_that_jump(F, lhs, value):
    refused(Antiderivative(F), equal(lhs, value))


def test_antiderivative_wants_one_definite_integral():
    F = Antiderivative(x**2 / 2)
    refused(F, equal(sp.Integral(x, x), x**2 / 2))
    refused(F, equal(sp.Integral(x, (x, 0, 1), (a, 0, 1)), R(1, 2)))
    refused(F, equal(2 * integral(x, x, 0, 1), 1))
    refused(F, equal(x, 1))


def limit(function, variable, point):
    return sp.Limit(function, variable, point)


@pytest.mark.parametrize(
    ("lhs", "value", "wrong"),
    [
        (limit(x**2 + 1, x, 2), 5, 4),
        (limit(sp.exp(-(x**2)) * sp.cos(x), x, 0), 1, 0),
        (limit(sp.sqrt(u), u, 0), 0, 1),
        (limit(1 / (1 + x**2), x, 3), R(1, 10), R(1, 9)),
        (limit(sp.Abs(x) * f(x), x, -1), f(-1), -f(-1)),
    ],
    ids=str,
)
def test_continuous_limit(lhs, value, wrong):
    assert ContinuousLimit((f,))(equal(lhs, value))
    refused(ContinuousLimit((f,)), equal(lhs, wrong))


@pytest.mark.parametrize(
    ("lhs", "value"),
    [
        (limit(1 / x, x, 0), sp.zoo),
        (limit(sp.sign(x), x, 0), 0),
        (limit(sp.Heaviside(x), x, 0), R(1, 2)),
        (limit(sp.Piecewise((0, sp.Eq(x, 0)), (1, True)), x, 0), 0),
        (limit(p**a, p, 0), 0**a),  # a positive p never is 0
        (limit(sp.atan(1 / p), p, 0), sp.atan(sp.zoo)),
        (limit(1 / (1 + 1 / p), p, 0), 0),
        (limit(sp.sqrt(x), x, -1), sp.I),
        (limit(g(x), x, 0), g(0)),  # nobody said that g is continuous
        (limit(sp.Derivative(f(x), x), x, 0), 0),
        (limit(sp.exp(-x), x, sp.oo), 0),
        (limit(sp.floor(x), x, R(1, 2)), 0),
    ],
    ids=str,
)
def test_limits_where_continuity_was_not_shown(lhs, value):
    refused(ContinuousLimit((f,)), equal(lhs, value))


LINE = (s, -sp.oo, sp.oo)
INSIDE = sp.Integral(f(x, s), LINE)
AT_ZERO = sp.Integral(f(0, s), LINE)
WHOLE = sp.Integral(g(s), LINE) < sp.oo
UNBROKEN = equal(limit(f(x, s), x, 0), f(0, s))
BOUND = (sp.And(f(a, s) >= 0, f(a, s) <= g(s), WHOLE), UNBROKEN)


def test_dominated_limit():
    assert DominatedLimit(BOUND)(equal(limit(2 * INSIDE, x, 0), 2 * AT_ZERO))
    assert DominatedLimit(BOUND)(equal(limit(sp.exp(x) * INSIDE, x, 0), AT_ZERO))
    size = (sp.Abs(f(a, s)) <= sp.exp(-(s**2)), UNBROKEN)  # a bound that is seen to be integrable
    assert DominatedLimit(size)(equal(limit(INSIDE, x, 0), AT_ZERO))
    assert DominatedLimit(BOUND).assumes() == BOUND


@pytest.mark.parametrize(
    "granted",
    [
        (),
        (f(a, s) <= g(s), WHOLE, UNBROKEN),  # nothing bounds it from below
        (f(a, s) >= 0, f(a, s) <= g(s), UNBROKEN),  # g may not be integrable
        (sp.And(f(a, s) >= 0, f(a, s) <= g(s), WHOLE),),  # nobody said that f is continuous
        (sp.Abs(f(a, s)) <= 1, UNBROKEN),
        (sp.Abs(f(a, s)) <= 1 / (1 + sp.Abs(s)), UNBROKEN),
        (sp.Abs(f(a, s)) <= sp.exp(-s), UNBROKEN),  # grows to the left
        (sp.And(f(a, s) >= 0, f(a, s) <= g(a, s)), UNBROKEN),  # a bound that moves bounds nothing
        (sp.Abs(f(0, s)) <= sp.exp(-(s**2)), UNBROKEN),  # at one place only
        (sp.Abs(f(a, s)) <= sp.exp(-(s**2)), equal(limit(f(x, s), x, 1), f(1, s))),  # elsewhere
    ],
    ids=str,
)
def test_dominated_limit_needs_an_integrable_bound_and_continuity(granted):
    refused(DominatedLimit(granted), equal(limit(INSIDE, x, 0), AT_ZERO))


def test_dominated_limit_needs_the_bound_of_the_whole_integrand():
    grown = sp.Integral(s**4 * f(x, s), LINE)
    refused(DominatedLimit(BOUND), equal(limit(grown, x, 0), grown.subs(x, 0)))


@pytest.mark.quick(5)
@pytest.mark.parametrize(
    ("function", "value"),
    [
        (2 * INSIDE, 3 * AT_ZERO),
        (2 * INSIDE, -2 * AT_ZERO),
        (3 + INSIDE, 3 * AT_ZERO),  # a sum is no product
        (INSIDE + 3, AT_ZERO + 3),
        (x * INSIDE, AT_ZERO),
        (INSIDE / x, AT_ZERO),
        (INSIDE, INSIDE),
        (INSIDE, sp.Integral(f(0, s), (s, 0, sp.oo))),
        (INSIDE, sp.Integral(f(0, s) * s, (s, -sp.oo, sp.oo))),
        (sp.Integral(f(x, s), (s, 0, x)), sp.Integral(f(0, s), (s, 0, 0))),
        (sp.Integral(g(x, s), (s, 0, 1)), sp.Integral(g(0, s), (s, 0, 1))),
        (sp.Integral(f(1 / x, s), (s, 0, 1)), sp.Integral(f(0, s), (s, 0, 1))),
        (f(x, s), f(0, s)),
    ],
    ids=str,
)
def test_dominated_limit_refuses(function, value):
    refused(DominatedLimit(BOUND), equal(limit(function, x, 0), value))
    refused(DominatedLimit(BOUND), equal(function, value))


def test_a_parameter_whose_root_may_be_infinite_is_no_infinite_end() -> None:
    """Between finite ends, where F is continuous, the value may hold a parameter that nothing is assumed of."""
    x, b = sp.Symbol("x", real=True), sp.Symbol("b", positive=True)
    a = sp.Symbol("a", real=True)
    whole, F = sp.Integral(x / sp.sqrt(a), (x, 0, b)), x**2 / (2 * sp.sqrt(a))
    assert Antiderivative(F)(equal(whole, b**2 / (2 * sp.sqrt(a))))
    with pytest.raises(Undischarged):
        Antiderivative(F)(equal(whole, b**3 / (2 * sp.sqrt(a))))
