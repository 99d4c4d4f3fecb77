"""Values that premises state of functions agree with what derivatives, and functional equations, make of them."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Derivative, Heaviside, Rational, Subs, cos, exp, log, pi, sqrt, tan

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.errors import TheoryError

from .statements import S

x, y, t, a, b, n, f, g, G = S.x, S.y, S.t, S.a, S.b, S.n, S.f, S.g, S.G


def slope(value, order=1):
    return equal(Derivative(f(x), (x, order)), value)


def at(point, value, function=f):
    return equal(function(point), value)


def slope_at(point, value):
    return equal(Subs(Derivative(f(x), x), x, point), value)


APART = {
    "a slope": (slope(1), at(0, 0), at(1, 2)),
    "a slope, said last": (at(0, 0), at(1, 2), slope(1)),
    "a slope, turned": (equal(1, Derivative(f(x), x)), at(0, 0), at(1, 2)),
    "a thousandth": (slope(1), at(0, 0), at(1, Rational(1001, 1000))),
    "a bell": (slope(exp(-(x**2))), at(0, 0), at(1, Rational(3, 4))),
    "a kink": (slope(Abs(x)), at(-1, 0), at(1, 0)),
    "with a factor": (equal(2 * Derivative(f(x), x) - 2 * x, 0), at(0, 0), at(2, 1)),
    "at irrational points": (slope(cos(x)), at(0, 0), at(pi / 2, 2)),
    "a parameter that fits no value": (slope(2 * x), at(0, 0), at(1, 1 + a)),
    "at a letter and 1 further": (slope(1), at(a, 0), at(a + 1, 2)),
    "a named slope": (equal(b, 3), slope(b), at(0, 0), at(1, 2)),
    "straight": (slope(0, 2), at(0, 0), at(1, 1), at(2, 3)),
    "falling": (slope(-10, 2), at(0, 0), at(1, -5), at(2, 0)),
    "straight, with a slope": (slope(0, 2), at(0, 0), slope_at(0, 1), at(2, 3)),
    "two slopes": (slope(0, 2), slope_at(0, 1), slope_at(2, 3)),
    "third order": (slope(6, 3), at(0, 0), at(1, 1), at(2, 8), at(3, 28)),
    "above a bound": (x > 0, slope(1), at(1, 0), at(2, 2)),
    "of positive numbers": (equal(Derivative(f(a), a), 1 / a), at(1, 0), at(2, 1)),
    "beside another argument": (
        equal(Derivative(G(x, t), x), t), equal(G(0, t), 0), equal(G(1, t), t + 1),
    ),
    "stairs": (equal(f(x + 1), f(x) + 1), at(0, 0), at(3, 5)),
    "stairs downwards": (equal(f(x + 1), f(x) + 1), at(3, 5), at(0, 0)),
    "stairs, said last": (at(0, 0), at(-3, 5), equal(f(x + 1), f(x) + 1)),
    "odd": (equal(f(x), -f(-x)), at(0, 1)),
    "odd, at two places": (equal(f(x), -f(-x)), at(2, 1), at(-2, 1)),
    "even": (equal(f(-x), f(x)), at(2, 1), at(-2, 2)),
    "periodic": (equal(f(x + 2 * pi), f(x)), at(0, 0), at(2 * pi, 1)),
    "doubled": (equal(f(2 * x), 2 * f(x)), at(1, 1), at(8, 4)),
    "a growing step": (equal(f(x + 1), f(x) + x), at(0, 0), at(3, 2)),
    "about a letter": (equal(f(x + a), f(x)), at(0, 0), at(2 * a, 1)),
    "two functions": (equal(f(x + 1), g(x)), at(1, 0), at(0, 2, g)),
    "through another function": (equal(f(x + 1), g(x)), equal(g(x), f(x) + 1), at(1, 0), at(0, 0)),
    "Fibonacci": (equal(f(n + 2), f(n + 1) + f(n)), at(0, 0), at(1, 1), at(6, 9)),
}  # fmt: skip
MEET = {
    "a slope": (slope(1), at(0, 0), at(1, 1)),
    "a bell": (slope(exp(-(x**2))), at(0, 0), at(1, sqrt(pi) * sp.erf(1) / 2)),
    "a slope not known": (slope(g(x)), at(0, 0), at(1, 5)),
    "the function itself": (slope(f(x)), at(0, 1), at(1, sp.E)),
    "a pole between": (slope(1 / x**2), at(-1, 0), at(1, 5)),
    "no value between": (slope(1 / sqrt(Abs(x))), at(-1, 0), at(1, 50)),
    "a jump of the slope": (slope(tan(x)), at(0, 0), at(3, 1)),
    "a step": (slope(Heaviside(x)), at(-1, 0), at(1, 1)),
    "beyond a bound": (x > 0, slope(1), at(0, 0), at(1, 2)),
    "across what is left out": (sp.Ne(x, 0), slope(0), at(-1, 0), at(1, 1)),
    "at one place": (equal(x, 3), slope(1), at(0, 0), at(1, 2)),
    "from the end of positive numbers": (
        equal(Derivative(f(a), a), 1), at(0, 0), at(1, 2),
    ),
    "letters that make it so": (slope(y), at(0, 0), at(1, 2)),
    "straight": (slope(0, 2), at(0, 0), at(1, 1), at(2, 2)),
    "not straight at two": (slope(0, 2), at(0, 0), at(1, 5)),
    "falling": (slope(-10, 2), at(0, 0), at(1, -5), at(2, -20)),
    "straight, with a slope": (slope(0, 2), at(0, 0), slope_at(0, 1), at(2, 2)),
    "beside another argument": (
        equal(Derivative(G(x, t), x), t), equal(G(0, t), 0), equal(G(1, t), t),
    ),
    "at two times": (equal(Derivative(G(x, t), x), t), equal(G(0, 1), 0), equal(G(1, 2), 7)),
    "stairs": (equal(f(x + 1), f(x) + 1), at(0, 0), at(3, 3)),
    "between the stairs": (equal(f(x + 1), f(x) + 1), at(0, 0), at(Rational(1, 2), 5)),
    "odd": (equal(f(x), -f(-x)), at(0, 0), at(1, 3)),
    "even": (equal(f(-x), f(x)), at(2, 1), at(-2, 1)),
    "periodic": (equal(f(x + 2 * pi), f(x)), at(0, 0), at(pi, 1)),
    "a period with a name": (equal(f(x + a), f(x)), at(0, 0), at(1, 1)),
    "two points": (equal(f(a), f(b)), at(1, 0), at(2, 1)),
    "where two curves meet": (equal(f(x), g(x)), at(0, 0), at(0, 1, g)),
    "upwards only": (equal(f(n + 1), f(n) + 1), at(-1, 5), at(0, 0)),
    "above a bound": (x > 0, equal(f(x + 1), f(x) + 1), at(-1, 7), at(0, 0), at(1, 5)),
    "a logarithm": (equal(f(2 * x), f(x) + log(2)), at(1, 0), at(4, 2 * log(2))),
    "Γ": (equal(f(x + 1), x * f(x)), at(1, 1), at(4, 6), at(0, 5)),
    "Fibonacci": (equal(f(n + 2), f(n + 1) + f(n)), at(0, 0), at(1, 1), at(6, 8)),
    "values with letters": (equal(f(x + 1), f(x) + y), at(0, 0), at(3, 6)),
}  # fmt: skip


def assume(premises):
    d = Derivation("e", "", S, pytest.fail)
    for premise in premises:
        d.premise(premise, "assumed")
    return d


@pytest.mark.quick(4)
@pytest.mark.parametrize("name", APART)
def test_values_that_contradict_an_equation_are_refused(name):
    with pytest.raises(
        TheoryError, match=r"the values that premises state .* contradict each other"
    ):
        assume(APART[name])


@pytest.mark.quick(4)
@pytest.mark.parametrize("name", MEET)
def test_values_that_an_equation_allows_stand(name):
    assume(MEET[name])


def test_a_name_for_the_variable_may_narrow_it():
    d = Derivation("e", "", S, pytest.fail)
    d.define(t, x - 3, "a distance")
    for premise in (t > 0, slope(1), at(0, 0), at(1, 2)):
        d.premise(premise, "assumed")
