"""Guards of the methods that prove lines, each fed with what it must refuse, beside what it accepts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from sympy.core.relational import Relational

from softpot.derive.machinery.discharge import (
    Antiderivative,
    Apart,
    Bracket,
    Cells,
    ContinuousLimit,
    Count,
    DominatedLimit,
    EvenZeta,
    ImproperIntegral,
    Induction,
    Linearity,
    Rescaled,
    Rises,
    Telescoping,
    TermByTerm,
    equal,
)
from softpot.derive.machinery.discharge.signs import _power, enclosed
from softpot.derive.machinery.errors import Undischarged

x, y, a, b = sp.symbols("x y a b", real=True)
t, eta = sp.symbols("t eta", real=True)
p, q = sp.symbols("p q", positive=True)
k, n = sp.symbols("k n", integer=True, nonnegative=True)
j = sp.Symbol("j", integer=True, positive=True)
whole = sp.Symbol("i", integer=True)
N = sp.Symbol("N", integer=True, nonnegative=True)
F, G = sp.Function("F", real=True), sp.Function("G", real=True)
oo = sp.oo


def less(low: Any, high: Any) -> Relational:
    return sp.StrictLessThan(sp.sympify(low), sp.sympify(high), evaluate=False)


def half(f: sp.Expr, v: sp.Symbol) -> sp.Integral:
    """∫_0^∞ f dv."""
    return sp.Integral(f, (v, 0, oo))


def unit(f: sp.Expr | int) -> sp.Integral:
    """∫_0^1 f dx."""
    return sp.Integral(f, (x, 0, 1))


PLANCK = TermByTerm(sp.Integer(1), j, 3)
SLOPE = sp.expand(x * (4 * x**2 + 3 * t * x + 2 * eta))
WEIGHTS = ((x, 1), (eta, 2), (t, 1))
RISING = (Count(N, rising=True),)
ONE = sp.Implies(32 * eta > 9 * t**2, sp.Eq(N, 1))


def cells(**other: Any) -> Cells:
    given = {"polynomial": SLOPE, "variable": x, "weights": WEIGHTS, "counts": RISING} | other
    return Cells(**given)


CELLS: tuple[tuple[Cells, sp.Basic, str], ...] = (
    (cells(weights=((x, 1), (eta, 2))), ONE, "takes two parameters"),
    (cells(weights=(*WEIGHTS, (a, 1))), ONE, "takes two parameters"),
    (cells(weights=((x, 1), (eta, 2), (t, 0))), ONE, "leaves t alone"),
    (cells(polynomial=SLOPE + a * x**3), ONE, "neither the variable nor a parameter"),
    (cells(), sp.Implies(32 * eta > a * t**2, sp.Eq(N, 1)), "neither the variable nor a parameter"),
    (cells(polynomial=SLOPE + eta), ONE, "is not homogeneous"),
    (cells(), sp.Implies(32 * eta > 9 * t, sp.Eq(N, 1)), "is not homogeneous"),
    (cells(counts=(Count(N, x > eta, rising=True),)), ONE, "is not homogeneous"),
    (cells(polynomial=sp.expand(x**2 * (x**2 + t * x + eta))), ONE, "a multiple root all along"),
    (cells(), sp.Implies(eta**2 > 2 * t**4, sp.Eq(N, 1)), "boundary .* is not rational"),
    (cells(), sp.Implies(32 * eta > 8 * t**2, sp.Eq(N, 1)), "is false at"),
    (cells(), sp.Implies(32 * eta > 9 * t**2, sp.Eq(N, 2)), "is false at"),
    (cells(polynomial=eta * x - eta * t), sp.Eq(N, 1) | sp.Eq(N, 0), "every x is a root"),
    (cells(), sp.Implies(32 * eta > 9 * t**2, N > eta), "mixes a counted number"),
    (cells(), sp.Symbol("proved"), "is not a polynomial relation"),
    (cells(counts=(Count(N, sp.Symbol("proved")),)), ONE, "is not a polynomial relation"),
    (cells(), sp.Implies(sp.sin(eta) > 9 * t**2, sp.Eq(N, 1)), "is not polynomial"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "statement", "says"), CELLS)
def test_cells_refuse(method: Cells, statement: sp.Basic, says: str) -> None:
    with pytest.raises(Undischarged, match=says):
        method(statement)


def test_cells_accept_the_sharp_statement() -> None:
    assert cells()(ONE)


def at(point: sp.Expr | int, f: sp.Expr, side: str = "+-") -> sp.Limit:
    return sp.Limit(f, x, point, side)


ONE_TO_FIVE = sp.Integral(x**2, (x, 0, 3))
OVER = sp.Integral(G(x, y), (y, 0, 1))
BELOW = sp.Abs(G(a, y)) <= sp.exp(-(y**2))
UNBROKEN = equal(at(0, G(x, y)), G(0, y))
WAVE = p * sp.cosh(p / 2) / sp.sinh(p / 2) - 5
NUMERATOR, ROOT = ((sp.sinh(p) - p) / 2, 2), (sp.sinh(p / 2), 1)
LOW, HIGH = sp.Rational(49281, 10**4), sp.Rational(49282, 10**4)
INSIDE = sp.And(less(LOW, p), less(p, HIGH))
NARROW = sp.Rational(1, 10**4)
BOSE = half(p**3 / (sp.exp(p) - 1), p)
TERMS = sp.Sum(6 / j**4, (j, 1, oo))
FAST, ONE_SIDED = sp.Integral(sp.exp(-p / q), (p, 0, oo)), sp.Integral(sp.exp(-x), (x, 0, oo))
GAUSS = sp.Integral(sp.exp(-(x**2)), (x, -oo, oo))
SCALED = half(sp.exp(-p / a), p)
DAMPED = sp.exp(-p * n) / (1 - sp.exp(-p))
SERIES, RISING_SERIES = (sp.Sum(sp.exp(sign * p * n), (n, 0, oo)) for sign in (-1, 1))


def bracket(**other: Any) -> Bracket:
    given = {"equations": (WAVE,), "zero": p, "numerator": NUMERATOR, "root": ROOT, "width": NARROW}
    return Bracket(**(given | other))


def dominated(*granted: sp.Basic) -> DominatedLimit:
    return DominatedLimit(granted or (BELOW, UNBROKEN))


ACCEPTED = {
    "antiderivative": (Antiderivative(x**3 / 3), equal(ONE_TO_FIVE, 9)),
    "continuous": (ContinuousLimit(), equal(at(0, sp.cos(x)), 1)),
    "dominated": (dominated(), equal(at(0, 2 * OVER), 2 * OVER.subs(x, 0))),
    "linear": (Linearity(), equal(unit(x + y), unit(x) + y * unit(1))),
    "rises": (Rises(p, 2), less(1 + p, sp.exp(p))),
    "bracket": (bracket(), INSIDE),
    "apart": (Apart(20), less(sp.pi, sp.Rational(22, 7))),
    "rescaled": (Rescaled(q), equal(FAST, q * ONE_SIDED)),
    "term by term": (PLANCK, equal(BOSE, TERMS)),
    "zeta": (EvenZeta(), equal(TERMS, sp.pi**4 / 15)),
    "zeta, signs": (EvenZeta(), equal(sp.Sum((-1) ** (j + 1) / j**2, (j, 1, oo)), sp.pi**2 / 12)),
    "improper": (ImproperIntegral(-sp.exp(-x)), equal(ONE_SIDED, 1)),
    "improper, both": (ImproperIntegral(sp.sqrt(sp.pi) * sp.erf(x) / 2), equal(GAUSS, sp.sqrt(sp.pi))),
    "induction": (Induction(n, 0), equal(sp.Sum(k, (k, 0, n)), n * (n + 1) / 2)),
    "telescoping": (Telescoping(DAMPED), equal(SERIES, DAMPED.subs(n, 0))),
}  # fmt: skip


@pytest.mark.quick(6)
@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_accepted(name: str) -> None:
    method, statement = ACCEPTED[name]
    assert method(statement)


REFUSED: tuple[tuple[Any, sp.Basic, str], ...] = (
    # antiderivatives
    (Antiderivative(x**3 / 3), equal(sp.Integral(x**2, x), 9), "single definite integral"),
    (Antiderivative(x**3 / 3), equal(sp.Integral(x**2, (x, 0, 3), (y, 0, 1)), 9), "single definite"),
    (Antiderivative(x**3 / 3), equal(x**2, 9), "single definite integral"),
    (Antiderivative(-sp.exp(-x)), equal(ONE_SIDED, 2), "gives 1 between the limits"),
    (Antiderivative(sp.sin(x)), equal(sp.Integral(sp.cos(x), (x, -oo, 0)), 0), "oscillates"),
    (Antiderivative(-1 / x), equal(sp.Integral(x**-2, (x, -1, 1)), -2), "not shown continuous"),
    (Antiderivative(x**3 / 3), equal(ONE_TO_FIVE, 10), "gives 9 between the limits"),
    (Antiderivative(sp.sin(k * x) / k), equal(sp.Integral(sp.cos(k * x), (x, 0, sp.pi)), 0), "has a value only for"),
    # limits
    (ContinuousLimit(), equal(sp.cos(x), 1), "is not a limit"),
    (ContinuousLimit(), equal(at(oo, sp.cos(x)), 1), "must be finite here"),
    (ContinuousLimit(), equal(at(0, sp.cos(x)), 0), "at x = 0 the function is 1"),
    (ContinuousLimit(), equal(at(0, sp.sign(x)), 0), "not shown continuous in x"),
    (ContinuousLimit(), equal(at(0, F(x)), F(0)), "not shown continuous in x"),
    (ContinuousLimit(), equal(at(0, sp.sin(x) / x), 2), "not shown continuous in x"),
    # dominated convergence
    (dominated(), equal(at(0, OVER + 1), OVER.subs(x, 0) + 1), "not a multiple of one integral"),
    (dominated(), equal(at(0, sp.sign(x) * OVER), 0 * OVER), "not shown continuous in x"),
    (dominated(), equal(at(0, 2 * OVER), 3 * OVER.subs(x, 0)), "at x = 0 the integral is not"),
    (dominated(), equal(at(0, OVER), sp.Integral(G(0, y), (y, 0, 2))), "at x = 0 the integral is not"),
    (dominated(), equal(at(0, OVER), sp.Integer(1)), "at x = 0 the integral is not"),
    (dominated(), equal(at(0, sp.Integral(x * G(x, y), (y, 0, 1))), 0), "constant times one function"),
    (dominated(), equal(at(0, sp.Integral(G(x, y) + 1, (y, 0, 1))), 0), "constant times one function"),
    (dominated(G(a, y) <= sp.exp(-(y**2)), UNBROKEN), equal(at(0, OVER), OVER.subs(x, 0)), "bounds .* from below"),
    (dominated(G(a, y) >= -sp.exp(-(y**2)), UNBROKEN), equal(at(0, OVER), OVER.subs(x, 0)), "bounds .* from above"),
    (dominated(sp.Abs(G(a, y)) <= a**2, UNBROKEN), equal(at(0, OVER), OVER.subs(x, 0)), "bounds .* from above"),
    (dominated(sp.Abs(G(a, y)) <= 1 / y, UNBROKEN), equal(at(0, OVER), OVER.subs(x, 0)), "bounds .* from above"),
    (dominated(sp.Abs(F(a)) <= 1, UNBROKEN), equal(at(0, OVER), OVER.subs(x, 0)), "bounds .* from above"),
    (dominated(sp.Abs(G(0, y)) <= 1, UNBROKEN), equal(at(0, OVER), OVER.subs(x, 0)), "bounds .* from above"),
    (dominated(BELOW), equal(at(0, OVER), OVER.subs(x, 0)), "a premise may say"),
    # linearity
    (Linearity(), equal(unit(x) + 1, 2), "not a multiple of one integral"),
    (Linearity(), equal(unit(x), sp.Integral(x, (x, 0, 2))), "not one range"),
    (Linearity(), equal(unit(x), unit(2 * x)), "do not add up to zero"),
    (Linearity(), equal(x * unit(1), unit(x)), "depends on the variable"),
    (Linearity(where=((y, x),)), equal(unit(y), unit(x)), "name one of them otherwise"),
    # strict inequalities
    (Rises(p, 2), sp.GreaterThan(sp.exp(p), 1 + p), "not a strict inequality"),
    (Rises(p, 0), less(0, 1 + p), "is not an inequality in p alone"),
    (Rises(p, 2), less(1 + p + q, sp.exp(p) + q**2), "is not an inequality in p alone"),
    (Rises(p, 2), less(1 + sp.sqrt(p), sp.exp(p)), "not shown continuous"),
    (Rises(p, 3), less(1 + p, sp.exp(p)), "derivative 2 of the difference is 1 at 0"),
    (Rises(p, 1), less(p, sp.exp(p)), "derivative 0 of the difference is 1 at 0"),
    (Rises(p, 2), less(sp.exp(p), 1 + p), "was not shown positive"),
    (Rises(p, 1), less(sp.sin(p), sp.exp(p) - 1), "was not shown positive"),
    (Apart(20), less(sp.Rational(22, 7), sp.pi), "do not lie apart"),
    (Apart(20), less(sp.pi, sp.pi), "do not lie apart"),
    (Apart(2), less(sp.pi, sp.pi + sp.Rational(1, 10**40)), "do not lie apart"),
    (Apart(20), sp.And(less(3, sp.pi), less(sp.pi, 3)), "do not lie apart"),
    (Apart(20), less(sp.sin(1), 1), "is not made of rationals"),
    (Apart(20), less(x, 1), "is not made of rationals"),
    (Apart(20), less(0, sp.sqrt(sp.pi - 4)), "not shown positive"),
    (Apart(20), less(-1, (sp.pi - 4) ** -1), "not shown positive"),
    (Apart(20), sp.LessThan(sp.pi, 4, evaluate=False), "not a strict inequality"),
    *((Apart(digits), less(sp.pi, 4), "a whole number from 1 to") for digits in (0, 10001, 2.0, "9")),  # type: ignore[arg-type]
    # a zero between two numbers
    (bracket(equations=(WAVE + a,)), INSIDE, "is not an equation for a positive p alone"),
    (bracket(zero=x, equations=(WAVE.subs(p, x),)), INSIDE, "is not an equation for a positive x alone"),
    (bracket(numerator=(sp.sinh(p) - p, 2)), INSIDE, "the derivative of .* is not"),
    (bracket(numerator=(sp.sinh(p) - p, 4)), INSIDE, "derivative 3 of the difference"),
    (bracket(), sp.And(less(LOW - NARROW, p), less(p, LOW)), "change sign between"),
    (bracket(), sp.And(less(HIGH, p), less(p, HIGH + NARROW)), "change sign between"),
    (bracket(), sp.And(less(LOW, p), less(p, HIGH + NARROW)), "are not at most"),
    (bracket(), sp.And(less(HIGH, p), less(p, LOW)), "are not at most"),
    (bracket(), less(LOW, p), "does not put p between two numbers"),
    (bracket(), sp.And(less(LOW, p), less(p, HIGH), less(p, 5)), "does not put p between two numbers"),
    (bracket(), sp.And(less(LOW, p), less(p, HIGH), less(0, 1)), "does not put p between two numbers"),
    (bracket(), sp.And(less(sp.pi, p), less(p, HIGH)), "are not positive rationals"),
    (bracket(width=6), sp.And(less(0, p), less(p, HIGH)), "are not positive rationals"),
    (bracket(equations=(WAVE + sp.sign(p - 5),)), INSIDE, "was not shown continuous"),
    # integrals to infinity
    (Rescaled(q), equal(p, 1), "not a single integral"),
    (Rescaled(q), equal(sp.Integral(sp.exp(-p), (p, 0, oo), (q, 0, 1)), 1), "not a single integral"),
    (Rescaled(q), equal(sp.Integral(sp.exp(-p), p), q * ONE_SIDED), "not a definite integral"),
    (Rescaled(a), equal(SCALED, a * ONE_SIDED), "positive and constant"),
    (Rescaled(p), equal(half(sp.exp(-p), p), ONE_SIDED), "positive and constant"),
    (Rescaled(q), equal(FAST, x * ONE_SIDED), "constant and other than 0"),
    (Rescaled(q), equal(FAST, a * ONE_SIDED), "constant and other than 0"),
    (Rescaled(q), equal(FAST, q * sp.Integral(sp.exp(-x), (x, 1, oo))), "does not take 1 to 0"),
    (Rescaled(q), equal(FAST, q * unit(sp.exp(-x))), "does not take 1 to oo"),
    (Rescaled(q), equal(FAST, q * half(sp.exp(-2 * x), x)), "the integrand"),
    (PLANCK, equal(sp.Integral(BOSE.function, (p, 1, oo)), TERMS), "from 0 to infinity"),
    (PLANCK, equal(sp.Integral(BOSE.function, (p, 0, 9)), TERMS), "from 0 to infinity"),
    (TermByTerm(sp.Integer(1), j, 0), equal(BOSE, TERMS), "is not a positive power of p"),
    (PLANCK, equal(half(j * BOSE.function, p), TERMS), "is not a positive power of p"),
    (TermByTerm(j, j, 3), equal(BOSE, TERMS), "grows faster"),
    (TermByTerm(j, j, 1), equal(half(p * sp.exp(-p) / (1 - sp.exp(-p)) ** 2, p), TERMS), "converge absolutely"),
    (TermByTerm((-1) ** j, j, 3), equal(BOSE, TERMS), r"is not 1\^j times a polynomial"),
    (TermByTerm(a, j, 3), equal(BOSE, TERMS), r"is not 1\^j times a polynomial"),
    (TermByTerm(sp.Integer(2), j, 3), equal(BOSE, TERMS), r"the coefficient of e\^\(-1z\) is 1, not 2"),
    (PLANCK, equal(half(p**3 / (1 - sp.exp(-p)), p), TERMS), "starts at j = 0"),
    (PLANCK, equal(BOSE, sp.Sum(6 / j**4, (j, 0, oo))), "from 1 to infinity"),
    (PLANCK, equal(BOSE, sp.Integer(6)), "from 1 to infinity"),
    (PLANCK, equal(BOSE, sp.Sum(5 / j**4, (j, 1, oo))), "the terms are"),
    (TermByTerm(sp.Integer(1), p, 3), equal(half(q**3 / (sp.exp(q) - 1), q), TERMS.xreplace({j: p})), "the terms are"),
    (PLANCK, equal(half(p**3 / (sp.exp(p) - p), p), TERMS), "times a rational function"),
    (PLANCK, equal(half(p**3 / (sp.exp(p) - a), p), TERMS), "times a rational function"),
    (PLANCK, equal(half(p**3 / (sp.exp(p) - 2), p), TERMS), "singularities in"),
    (PLANCK, equal(half(p**3 / (sp.exp(p / 2) - 1), p), TERMS), "not a whole power"),
    (EvenZeta(), equal(6 / j**4, sp.pi**4 / 15), "not a single sum"),
    (EvenZeta(), equal(sp.Sum(6 / j**4, (j, 1, oo), (k, 0, 1)), sp.pi**4 / 15), "not a single sum"),
    (EvenZeta(), equal(sp.Sum(6 / j**4, (j, 2, oo)), sp.pi**4 / 15), "whole numbers from 1"),
    (EvenZeta(), equal(sp.Sum(6 / j**4, (j, 1, 9)), sp.pi**4 / 15), "whole numbers from 1"),
    (EvenZeta(), equal(sp.Sum(6 / p**4, (p, 1, oo)), sp.pi**4 / 15), "whole numbers from 1"),
    (EvenZeta(), equal(TERMS, sp.pi**4 / 14), "the sum is"),
    (EvenZeta(), equal(sp.Sum(j**-3, (j, 1, oo)), 1), "not an inverse even power"),
    (EvenZeta(), equal(sp.Sum((-1) ** (j + 1), (j, 1, oo)), 1), "not an inverse even power"),
    (ImproperIntegral(-sp.exp(-x)), equal(sp.Integral(sp.exp(-x), x), 1), "single definite integral"),
    (ImproperIntegral(-sp.exp(-x)), equal(unit(sp.exp(-x)), 1), "must run to infinity"),
    (ImproperIntegral(sp.exp(x)), equal(sp.Integral(sp.exp(x), (x, -oo, 0)), 1), "must run to infinity"),
    (ImproperIntegral(-1 / x), equal(sp.Integral(x**-2, (x, -oo, oo)), 0), "not shown continuous"),
    (ImproperIntegral(-1 / x), equal(sp.Integral(x**-2, (x, -1, oo)), -1), "not shown continuous"),
    (ImproperIntegral(-sp.exp(-x)), equal(half(2 * sp.exp(-x), x), 1), "the derivative of"),
    (ImproperIntegral(-sp.exp(-x)), equal(ONE_SIDED, 2), "gives 1 between the ends"),
    (ImproperIntegral(-sp.exp(-x), where=((p, x),)), equal(ONE_SIDED, 1), "name one of them otherwise"),
    (ImproperIntegral(sp.sin(x)), equal(half(sp.cos(x), x), 0), "no rule gives the limit"),
    (ImproperIntegral(sp.exp(x) - x), equal(half(sp.exp(x) - 1, x), 0), "no rule gives the limit"),
    (ImproperIntegral(F(x)), equal(half(F(x).diff(x), x), 1), "not shown continuous"),
    # induction and telescoping
    (Induction(p, 0), equal(p, p), "runs over integers"),
    (Induction(n, sp.Rational(1, 2)), equal(n, n), "runs over integers"),
    (Induction(n, 0), equal(sp.Sum(k, (k, 0, n)), n * (n + 1) / 2 + 1), "fails at n = 0"),
    (Induction(n, 0), equal(sp.Sum(k, (k, 0, n)), n**2), "grow by different amounts"),
    (Induction(whole, 0), equal(sp.Sum(k, (k, 0, whole)), whole * (whole + 1) / 2), "may be any whole number"),
    (Induction(n, 1), equal(sp.Sum(k, (k, 0, n)), n * (n + 1) / 2), "leaves out n = 0"),
    (Induction(j, 0, growth=((F(j + 1), F(j) + 1),)), equal(F(j), j), "holds from 1 on"),
    (Induction(j, 0, first=((F(0), 0),)), equal(F(j), j), "holds from 1 on"),
    (Induction(n, 0), equal(sp.Sum(k, (k, 0, n)) ** 2, (n * (n + 1) / 2) ** 2), "is not a constant times one sum"),
    (Induction(n, 0), equal(sp.Sum(k, (k, 0, n), (y, 0, n)), n), "is not over one range"),
    (Induction(n, 0), equal(sp.Sum(k, (k, 0, n**2)), n**2 * (n**2 + 1) / 2), "do not move up by a few whole steps"),
    (Induction(n, 0), equal(sp.Sum(k, (k, 2, n)), n * (n + 1) / 2 - 1), "fails at n = 0"),
    (Induction(n, 0), equal(sp.Sum(k, (k, p, n)), n), "fails at n = 0"),
    (Induction(n, 0), equal(sp.Sum(1 / (k - 2) / (k - 1), (k, 0, n)), 1 / (1 - n) - sp.S.Half), "have none"),
    (Induction(n, 0), equal(sp.Sum(k * n, (k, 0, n)), n**2 * (n + 1) / 2), "must not depend on where it ends"),
    (Telescoping(DAMPED), equal(sp.Sum(sp.exp(-p * n), (n, 0, 9)), DAMPED.subs(n, 0)), "not a single infinite sum"),
    (Telescoping(DAMPED), equal(DAMPED, DAMPED), "not a single infinite sum"),
    (Telescoping(DAMPED), equal(sp.Sum(sp.exp(-p * n), (n, a, oo)), DAMPED.subs(n, a)), "start at a whole number"),
    (Telescoping(2 * DAMPED), equal(SERIES, 2 * DAMPED.subs(n, 0)), "is not an antidifference"),
    (Telescoping(DAMPED), equal(SERIES, DAMPED.subs(n, 1)), "telescopes to"),
    (EvenZeta(), equal(sp.Sum(0 * j, (j, 1, oo)), 0), "not an inverse even power"),
    (Telescoping(1 + 1 / (n + 1)), equal(sp.Sum(1 / ((n + 1) * (n + 2)), (n, 0, oo)), 2), "was not shown to tend to 0"),
    (Telescoping(sp.exp(p * n) / (1 - sp.exp(p))), equal(RISING_SERIES, 0), "was not shown to tend to 0"),
)  # fmt: skip


@pytest.mark.quick(17)
@pytest.mark.parametrize(
    ("method", "statement", "says"),
    REFUSED,
    ids=[f"{type(m).__name__}-{says}" for m, _, says in REFUSED],
)
def test_what_is_refused(method: Any, statement: sp.Basic, says: str) -> None:
    with pytest.raises(Undischarged, match=says):
        method(statement)


def test_a_root_of_what_is_not_positive_is_refused() -> None:
    """An interval that reaches 0 has no reciprocal and no root; one above 0 has both."""
    touching, above = (Fraction(0), Fraction(1)), (Fraction(1, 4), Fraction(1))
    for exponent in (sp.Rational(1, 2), sp.Integer(-1), sp.Rational(-1, 3)):
        with pytest.raises(Undischarged, match="not shown positive"):
            _power(touching, exponent, 20)
        low, high = _power(above, exponent, 20)
        ends = sorted(float(e) ** float(exponent) for e in above)
        assert 0 < low <= ends[0] * (1 + 1e-12) and high >= ends[-1] * (1 - 1e-12)


@pytest.mark.parametrize(
    "number",
    [sp.exp(-3), sp.exp(sp.Rational(7, 3)), sp.pi**2, (sp.pi - 4) ** 2, (sp.pi - 4) ** 3,
     sp.sqrt(2), sp.Rational(2) ** sp.Rational(2, 3), sp.pi * (sp.pi - 4), 1 / sp.pi],
    ids=str,
)  # fmt: skip
def test_intervals_hold_their_number(number: sp.Expr) -> None:
    """SymPy's own digits lie inside, and the ends lie close."""
    low, high = enclosed(number, 30)
    exact = sp.Rational(str(sp.N(number, 60)))
    assert sp.Rational(low.numerator, low.denominator) < exact + sp.Rational(1, 10**55)
    assert exact - sp.Rational(1, 10**55) < sp.Rational(high.numerator, high.denominator)
    assert 0 < high - low < Fraction(1, 10**28)
