"""Formulas that were once shown wrongly, and their kinds: each form says what is meant, broken or not."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import (
    And,
    Contains,
    Derivative,
    Eq,
    Integral,
    Interval,
    Limit,
    Piecewise,
    Product,
    Rational,
    Subs,
    Sum,
    Tuple,
    UnevaluatedExpr,
)

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.notation.tex import latex

from .expressions import S
from .lexicon import Lexicon
from .writing import notebook, wrong

x, y, t, a, n, k, f, g = S.x, S.y, S.t, S.a, S.n, S.k, S.f, S.G_p
LONG_X, LONG_Y = (sum((s**k for k in range(9)), sp.Integer(0)) for s in (x, y))
HELD = {"evaluate": False}

FORMULAS = {
    "a product of long sums": LONG_X * LONG_Y,
    "a long sum subtracted": sp.Add(x, sp.Mul(-1, LONG_Y, **HELD), **HELD),
    "a long sum over a sum": LONG_X / (LONG_Y + t),
    "nested sums": Sum(k * n, (k, 1, n), (n, 1, 5)),
    "nested products": Product(k + n, (k, 1, n), (n, 1, 3)),
    "nested integrals": Integral(x * f(y), (x, 0, y), (y, 0, 1)),
    "a product of derivatives": Derivative(f(x), x) * Derivative(g(x), x),
    "a derivative of a product": Derivative(f(x) * Derivative(g(x), x), x),
    "a derivative beside an integral": Derivative(f(x), x) * Integral(g(y), (y, 0, 1)),
    "integrals side by side": Integral(f(x), (x, 0, 1))
    * Integral(g(x), (x, 0, t))
    * Sum(k, (k, 1, n)),
    "an integral squared": Integral(x * y, (x, 0, 1)) ** 2,
    "something put in, times three": 3 * Subs(y - x, x, 1),
    "three times something, put in": Subs(3 * y - x, x, 1),
    "something put in, squared": Subs(f(x) * y, x, 1) ** 2,
    "minus something put in": -Subs(f(x) + y, x, 1),
    "two things put in at once": Subs(x - y, (x, y), (y, x)),
    "a limit of a sum": Limit(x + y, x, 0) * t,
    "a limit from below": Limit(1 / x, x, a, "-"),
    "a derivative of a sum": Derivative(x**2 + f(x), x),
    "a difference of a sum": y - Sum(k + x, (k, 1, n)) - (x + t),
    "numbers side by side": 8 * sp.Integer(2) ** Rational(1, 4) * x,
    "four times a root": 4 * sp.Integer(6) ** Rational(2, 3),
    "numbers held apart": sp.Mul(2, 3, UnevaluatedExpr(sp.Integer(5)), **HELD),
    "a power of two atoms": S.delta_eta**2 / S.k_T**3,
    "an unevaluated sum": UnevaluatedExpr(x + 1) * y,
    "cases in a sum": x + Piecewise((y, x > 0), (t, True)) + 1,
    "cases beside a statement": sp.Or(
        Eq(y, Piecewise((a, x > 0), (t, True))), sp.And(x > 1, t > 1)
    ),
    "cases in cases": Piecewise((x + Piecewise((y, x > 0), (t, True)), x > 1), (a, True)),
    "two equations with cases": Eq(Tuple(x, y), Tuple(Piecewise((a, x > 0), (t, True)), t), **HELD),
    "one equation that says nothing": Eq(
        Tuple(sp.Integer(1), y + t, x), Tuple(sp.Integer(1), a, x), **HELD
    ),
    "an isotope": S.He**2 + S.tensor**2 * S.bar**3,
    "a derivative by two atoms": Derivative(f(S.k_T), S.k_T)
    + Integral(f(S.delta_eta), (S.delta_eta, 0, 1)),
    "a root of a logarithm": sp.log(x) ** Rational(1, 3) - sp.sin(x) ** 2,
    "a matrix": sp.ImmutableMatrix([[x + 1, y / 2], [Integral(x, (x, 0, 1)), -t]]),
    "a row of a matrix": sp.ImmutableMatrix([[x, y]]),
    "a determinant": Eq(sp.Abs(sp.Determinant(sp.ImmutableMatrix([[x, 1], [y, t]]))), x, **HELD),
    "real numbers": And(
        Contains(S.z, sp.S.Reals), Contains(x, sp.S.Naturals0), Contains(y, sp.S.Integers)
    ),
    "an interval": Contains(x, Interval.open(0, sp.oo)),
    "greatest and least": sp.Max(x, y + 1) - sp.Min(a, t),
    "a factorial of a factorial": sp.factorial(sp.factorial(n)) / sp.binomial(n, k),
    "a symbol beside a function of its name": S.P_0 * (x + 1) * S.P_smooth(x, y),
    "tuples": Eq(Tuple(x, y + t), Tuple(f(x), a / 2), **HELD),
    "complex numbers": sp.conjugate(S.z) ** 2 + sp.re(S.z) * sp.I,
    "special functions": sp.besselj(n, a) ** 2 * sp.gamma(a)
    + sp.zeta(a)
    - sp.hyper([a], [1, t], x),
    "floor": sp.floor(x / 2) ** 2 - sp.ceiling(y),
    "statements": sp.Equivalent(
        Eq(n, 2), sp.And(x < y, sp.Or(t > 0, sp.Not(sp.And(x > 1, y > 1))))
    ),
    "a fraction in a fraction in a fraction": x / (y + a / (t + f(x) / (a + 1 / x))),
    "minus one to a power": Sum((-1) ** (k + 1) / k**2, (k, 1, sp.oo)),
}


@pytest.mark.quick(14)
@pytest.mark.parametrize("columns", [20, 44, 80, 120])
@pytest.mark.parametrize("name", FORMULAS)
def test_it_says_what_is_meant(names: Lexicon, name: str, columns: int) -> None:
    assert wrong(FORMULAS[name], S, names, columns) == []


@pytest.mark.parametrize("name", FORMULAS)
def test_a_notebook_shows_the_same_latex(name: str) -> None:
    formula = Formula("e", FORMULAS[name], S)
    assert notebook(formula) == latex(FORMULAS[name], S)
