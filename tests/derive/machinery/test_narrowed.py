"""What was said of a function for some values of a variable only is not used beyond them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy as sp
from sympy import Abs, Derivative, Integral, Limit, Subs, Sum, exp, oo

from softpot.derive import (
    Antiderivative,
    ContinuousLimit,
    Derivation,
    DominatedLimit,
    Evaluated,
    Identity,
    OnRange,
    Quantity,
    SymbolTable,
    TheoryError,
    equal,
)
from softpot.derive.machinery.narrowed import narrows

WHOLE = {"integer": True, "nonnegative": True}
S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y", "t")),
    *(Quantity(s, s, "a number", assumptions={"positive": True}) for s in ("p", "a")),
    *(Quantity(s, s, "a number", assumptions=WHOLE) for s in ("n",)),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
    *(Quantity(s, s, "a function", function=True) for s in ("f", "g")),
    Quantity("fp", "fp", "a positive function", function=True, assumptions={"positive": True}),
)
x, y, t, p, a, n, k = S.x, S.y, S.t, S.p, S.a, S.n, S.k
f, g = S.f, S.g


def line(statement: sp.Basic, *premises: sp.Basic, by: object = None) -> Callable[[], object]:
    def go() -> object:
        d = Derivation("e", "", S, lambda id: None)
        for premise in premises:
            d.premise(premise, "assumed")
        return d.step(statement, "so", by)

    return go


def same(node: Callable[[sp.Basic], sp.Basic], v: sp.Symbol) -> tuple[sp.Basic, sp.Basic, Identity]:
    """∫f = ∫g, from f(v) = g(v)."""
    told = equal(f(v), g(v))
    return equal(node(f(v)), node(g(v))), told, Identity(where=((f(v), g(v)),))


SLOPE = equal(Integral(f(x).diff(x), (x, 0, 1)), f(1) - f(0))
"""With f = 0 left of 1/2 and 1 right of it, and g = 0, it would say 0 = 1."""


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("statement", "premises"),
    [
        (equal(Integral(f(p).diff(p), (p, 0, 1)), f(1) - f(0)), (equal(f(p).diff(p), g(p)),)),
        (SLOPE, (equal(f(p).diff(p), g(p)),)),
        (SLOPE, (equal(f(n).diff(n), g(n)),)),
        (SLOPE, (x > 5, equal(f(x).diff(x), g(x)))),
        (SLOPE, (equal(x**2, 1), equal(f(x).diff(x), g(x)))),
    ],
)  # fmt: skip
def test_a_function_is_differentiable_only_where_it_was_said(statement, premises):
    with pytest.raises(
        TheoryError, match=r"no premise says that f is differentiable|is a slope in none"
    ):
        line(statement, *premises)()


def test_a_function_is_continuous_only_where_it_was_said():
    unbroken = line(
        equal(Limit(f(p), p, 0), f(0)), equal(f(p).diff(p), g(p)), by=ContinuousLimit((f,))
    )
    with pytest.raises(TheoryError, match="no premise says that f is continuous"):
        unbroken()
    line(equal(Limit(f(p), p, a), f(a)), equal(f(p).diff(p), g(p)), by=ContinuousLimit((f,)))()


def test_the_fundamental_theorem_where_it_was_said():
    line(SLOPE, equal(f(x).diff(x), g(x)))()
    line(equal(Integral(f(p).diff(p), (p, a, 2)), f(2) - f(a)), equal(f(p).diff(p), g(p)))()


@pytest.mark.quick(9)
@pytest.mark.parametrize(
    ("node", "v", "facts"),
    [
        (lambda e: Integral(e, (x, -1, 1)), x, (x > 0,)),
        (lambda e: Integral(e, (x, -1, 1)), x, (x < sp.Rational(1, 2),)),
        (lambda e: Integral(e, (x, a, -a)), x, (x > 0,)),
        (lambda e: Integral(e, (x, 0, oo)), x, (x < 1,)),
        (lambda e: Integral(e, (x, -1, 1)), x, (sp.Ne(x, 0),)),
        (lambda e: Integral(e, (x, 0, 3)), x, (x**2 < 4,)),
        (lambda e: Integral(e, (p, -1, 1)), p, ()),
        (lambda e: Integral(e, (n, 0, 1)), n, ()),
        (lambda e: Sum(e, (k, -2, 2)), k, (k > 0,)),
        (lambda e: Sum(e, (k, 0, 2)), k, (k > 0,)),
        (lambda e: Subs(Derivative(e, x), x, -1), x, (x > 0,)),
        (lambda e: Subs(Derivative(e, x), x, 0), x, (x >= 0,)),
        (lambda e: Limit(e, x, -oo), x, (x > 0,)),
        (lambda e: Limit(e, x, 0, "-"), x, (x > 0,)),
        (lambda e: Limit(e, x, 0, "+-"), x, (x > 0,)),
    ],
)
def test_an_equation_is_not_put_in_beyond_where_it_was_said(node, v, facts):
    statement, told, by = same(node, v)
    with pytest.raises(TheoryError, match=r"only|is assumed to be|is a whole number"):
        line(statement, *facts, told, by=by)()


@pytest.mark.quick(6)
@pytest.mark.parametrize(
    ("node", "v", "facts"),
    [
        (lambda e: Integral(e, (x, 1, 2)), x, (x > 0,)),
        (lambda e: Integral(e, (x, 0, oo)), x, (x > 0,)),
        (lambda e: Integral(e, (x, -oo, 1)), x, (x <= 1,)),
        (lambda e: Integral(e, (x, a, a + p)), x, (x > 0,)),
        (lambda e: Integral(e, (x, 1, 2)), x, (sp.Ne(x, 0),)),
        (lambda e: Integral(e, (p, 0, oo)), p, ()),
        (lambda e: Sum(e, (n, 0, 5)), n, ()),
        (lambda e: Sum(e, (k, 1, n)), k, (k > 0,)),
        (lambda e: Derivative(e, x), x, (x > 0,)),
        (lambda e: Limit(e, x, 0, "+"), x, (x > 0,)),
        (lambda e: Limit(e, x, oo), x, (x > 0,)),
        (lambda e: Limit(e, x, 0, "-"), x, (sp.Ne(x, 1),)),
    ],
)
def test_an_equation_is_put_in_where_it_was_said(node, v, facts):
    statement, told, by = same(node, v)
    assert line(statement, *facts, told, by=by)() == statement


def test_a_bound_said_of_some_values_dominates_nothing_else():
    inside = Integral(f(x) * g(t), (t, -oo, oo))
    bound, at_0 = Abs(f(x) * g(t)) <= exp(-(t**2)), equal(Limit(f(x), x, 0, "+-"), f(0))
    limit = equal(Limit(inside, x, 0, "+-"), inside.subs(x, 0))
    by = DominatedLimit((bound, at_0))
    with pytest.raises(TheoryError, match="goes beyond"):
        line(limit, t > 5, bound, at_0, by=by)()


def test_a_value_found_for_positive_x_is_not_put_where_x_runs():
    inner = Limit(sp.atan(t * x), t, oo)
    halves = Evaluated(
        (
            (inner, sp.pi / 2, OnRange((x > 0,))),
            (Integral(sp.pi / 2, (x, -1, 0)), sp.pi / 2, Antiderivative(sp.pi * x / 2)),
        )
    )
    with pytest.raises(TheoryError, match="rests on x > 0, and x runs in"):
        line(equal(Integral(inner, (x, -1, 0)), sp.pi / 2), x > 0, by=halves)()


def test_what_narrows():
    assert narrows(x > 0, x) and narrows(sp.Ne(x, y), y)
    assert not narrows(x > 0, y)
    assert not narrows(f(x) > 0, x)
    assert not narrows(equal(x, y), x)


ODE = equal(f(t).diff(t), -a * f(t)), equal(f(0), 1)
SOLVED = equal(f(t), exp(-a * t))
FP = S.fp


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "narrowing",
    [
        sp.Or(t > 5, t > 7 + y**2),
        t * FP(0) > 5 * FP(0),
        t * FP(t) > 5 * FP(t),
        equal(FP(0) * Abs(t - 5), FP(0) * (t - 5)),
        equal(y, t) & (y > 5),
    ],
)
def test_whatever_narrows_a_variable_is_noticed(narrowing):
    """f = exp(−a t) for t < 1 and twice that beyond fulfils the equation where t > 5."""
    with pytest.raises(TheoryError, match=r"was not said of every t|goes beyond"):
        line(SOLVED, narrowing, *ODE)()
    line(SOLVED, *ODE)()


def test_a_name_narrows_what_it_stands_for():
    d = Derivation("e", "", S, lambda id: None)
    d.define(y, x - 5, "a name")
    d.premise(y > 0, "to the right of 5")
    d.premise(equal(f(x).diff(x), g(x)), "there")
    with pytest.raises(TheoryError, match="no premise says that f is differentiable"):
        d.step(SLOPE, "so")


def test_a_bound_of_a_function_narrows_nothing():
    assert not narrows(Abs(f(x)) <= exp(-(x**2)), x)
    assert narrows(Abs(f(y)) <= exp(-(x**2)), x)
