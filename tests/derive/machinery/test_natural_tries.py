"""Textbook lines as a reader would type them, with no method named: true ones are proved, their neighbours are not."""

from itertools import product

import mpmath
import pytest
import sympy as sp
from sympy import (
    Abs,
    E,
    Integral,
    Limit,
    Rational,
    Sum,
    binomial,
    cos,
    exp,
    factorial,
    log,
    oo,
    pi,
    sin,
    sqrt,
)

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import (
    ByModulus,
    Differences,
    Induction,
    Monotone,
    SeriesAt,
)
from softpot.derive.machinery.discharge.algebra import equal
from softpot.derive.machinery.discharge.means import means
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.symbols import Quantity, SymbolTable

POSITIVE, NATURAL = {"positive": True}, {"integer": True, "nonnegative": True}
S = SymbolTable(
    *(Quantity(name, name, "a real number") for name in ("x", "y", "t")),
    *(
        Quantity(name, name, "a positive number", assumptions=POSITIVE)
        for name in ("a", "b", "p", "q")
    ),
    *(Quantity(name, name, "a natural number", assumptions=NATURAL) for name in ("n", "r")),
    *(Quantity(name, name, "a whole number", assumptions={"integer": True}) for name in ("k", "N")),
    Quantity("f", "f", "a sequence", function=True),
)
x, y, t, a, b, p, q, n, r, k, N = (
    S[s].symbol() for s in ("x", "y", "t", "a", "b", "p", "q", "n", "r", "k", "N")
)
f = S.f
P, T, U = sp.legendre, sp.chebyshevt, sp.chebyshevu
stick = Sum(binomial(k, r), (k, r, n))
circle = Integral(1 / (a + b * cos(t)), (t, 0, 2 * pi))
central = Sum(binomial(2 * k, k) * x**k, (k, 0, oo))
falling = Sum(k * p**k, (k, 1, oo))
decay = Integral(exp(-a * x) * sp.besselj(0, b * x), (x, 0, oo))
borwein = sp.Mul(*(sin(t / i) * i / t for i in range(1, 16, 2)))
rising = equal(f(n + 1), 2 * f(n) + 1)


def legendre_ode(last):
    slope = sp.Derivative(P(n, x), x)
    return equal((1 - x**2) * sp.Derivative(P(n, x), (x, 2)) - 2 * x * slope + last * P(n, x), 0)


TRUE = {
    "e": ("SeriesAt", equal(Sum(1 / factorial(k), (k, 0, oo)), E)),
    "1/e": ("SeriesAt", equal(Sum((-1) ** k / factorial(k), (k, 0, oo)), exp(-1))),
    "hockey stick": ("Differences", equal(stick, binomial(n + 1, r + 1))),
    "hockey stick from 0": (
        "Differences",
        equal(Sum(binomial(k, r), (k, 0, n)), binomial(n + 1, r + 1)),
    ),
    "power over factorial": ("ByModulus", equal(Limit(x**n / factorial(n), n, oo), 0)),
    "T of cos": ("LinearRecurrence", equal(T(n, cos(x)), cos(n * x))),
    "U of cos": ("LinearRecurrence", equal(U(n, cos(x)) * sin(x), sin((n + 1) * x))),
    "|sin|": ("Monotone", Abs(sin(x)) <= Abs(x)),
    "sin + cos": ("SumOfSquares", sin(x) + cos(x) <= sqrt(2)),
    "log and root": ("Monotone", log(p) < sqrt(p)),
    "log and line": ("Monotone", log(p) <= p / E),
    "cosh": ("Monotone", sp.cosh(x) <= exp(x**2 / 2)),
    "four means": ("SumOfSquares", (a + b + p + q) / 4 >= (a * b * p * q) ** Rational(1, 4)),
    "four powers": ("SumOfSquares", x**4 + y**4 + t**4 + 1 >= 4 * x * y * t),
    "Young": ("SumOfSquares", a * b <= a**3 / 3 + 2 * b ** Rational(3, 2) / 3),
    "∫ erf": (
        "Antiderivative",
        equal(Integral(sp.erf(t), (t, 0, x)), x * sp.erf(x) + (exp(-(x**2)) - 1) / sqrt(pi)),
    ),
    "Legendre": ("Identity", legendre_ode(n * (n + 1))),
    "Lorentz": (
        "KnownIntegral",
        equal(Integral(exp(-a * Abs(x)) * exp(sp.I * y * x), (x, -oo, oo)), 2 * a / (a**2 + y**2)),
    ),
    "Laplace of J": ("KnownIntegral", equal(decay, 1 / sqrt(a**2 + b**2))),
    "Bessel, real order": (
        "Identity",
        equal(sp.besselj(t - 1, p) + sp.besselj(t + 1, p), 2 * t / p * sp.besselj(t, p)),
    ),
    "circle": ("KnownIntegral", equal(circle, 2 * pi / sqrt(a**2 - b**2)), b < a),
    "mean": ("PowerSeries", equal(falling, p / (1 - p) ** 2), p < 1),
    "central": ("PowerSeries", equal(central, 1 / sqrt(1 - 4 * x)), Abs(x) < Rational(1, 4)),
    "rule": ("Induction", equal(f(n), 2**n - 1), rising, equal(f(0), 0)),
    "two values": (
        "Induction",
        equal(f(n), 2**n + 3**n),
        equal(f(n + 2), 5 * f(n + 1) - 6 * f(n)),
        equal(f(0), 2),
        equal(f(1), 5),
    ),
}
FALSE = {
    "e from 1": (equal(Sum(1 / factorial(k), (k, 1, oo)), E),),
    "2e": (equal(Sum(k / factorial(k), (k, 0, oo)), 2 * E),),
    "stick, top": (equal(stick, binomial(n, r + 1)),),
    "stick, start": (equal(Sum(binomial(k, r), (k, r + 1, n)), binomial(n + 1, r + 1)),),
    "stick, any start": (
        equal(Sum(binomial(k, r), (k, N, n)), binomial(n + 1, r + 1) - binomial(N, r + 1)),
    ),
    "power": (equal(Limit(x**n / n**3, n, oo), 0),),
    "power over factorial, 1": (equal(Limit(x**n / factorial(n), n, oo), 1),),
    "T of cos, sin": (equal(T(n, cos(x)), sin(n * x)),),
    "U of cos": (equal(U(n, cos(x)) * sin(x), sin(n * x)),),
    "|sin|, strict": (Abs(sin(x)) < Abs(x),),
    "|sin|, no modulus": (Abs(sin(x)) <= x,),
    "|sin 2x|": (Abs(sin(2 * x)) <= Abs(x),),
    "sin + cos, strict": (sin(x) + cos(x) < sqrt(2),),
    "sin + cos, 7/5": (sin(x) + cos(x) <= Rational(7, 5),),
    "log and root, 0.73": (log(p) <= sqrt(p) * Rational(73, 100),),
    "log and cube root": (log(p) < p ** Rational(1, 3),),
    "log and line, strict": (log(p) < p / E,),
    "cosh, 1/3": (sp.cosh(x) <= exp(x**2 / 3),),
    "cosh, strict": (sp.cosh(x) < exp(x**2 / 2),),
    "four means, strict": ((a + b + p + q) / 4 > (a * b * p * q) ** Rational(1, 4),),
    "four means, 5": ((a + b + p + q) / 5 >= (a * b * p * q) ** Rational(1, 4),),
    "odd powers": (x**3 + y**3 + 1 >= 3 * x * y,),
    "∫ erf": (equal(Integral(sp.erf(t), (t, 0, x)), x * sp.erf(x) + exp(-(x**2)) / sqrt(pi)),),
    "Legendre, n²": (legendre_ode(n**2),),
    "Legendre, n(n-1)": (legendre_ode(n * (n - 1)),),
    "Lorentz": (
        equal(Integral(exp(-a * Abs(x)) * exp(sp.I * y * x), (x, -oo, oo)), a / (a**2 + y**2)),
    ),
    "Laplace of J": (equal(decay, 1 / sqrt(a**2 - b**2)), b < a),
    "circle, no premise": (equal(circle, 2 * pi / sqrt(a**2 - b**2)),),
    "circle, turned": (equal(circle, 2 * pi / sqrt(a**2 - b**2)), a < b),
    "mean, too wide": (equal(falling, p / (1 - p) ** 2), p < 2),
    "mean, no premise": (equal(falling, p / (1 - p) ** 2),),
    "central, too wide": (equal(central, 1 / sqrt(1 - 4 * x)), Abs(x) < 1),
    "central, half": (equal(central, 1 / sqrt(1 - 2 * x)), Abs(x) < Rational(1, 4)),
    "rule, no start": (equal(f(n), 2**n - 1), rising),
    "rule, other start": (equal(f(n), 2**n - 1), rising, equal(f(0), 1)),
    "one value of two": (
        equal(f(n), 2**n),
        equal(f(n + 2), 4 * f(n)),
        equal(f(0), 1),
    ),
    "Borwein": (equal(Integral(borwein, (t, 0, oo)), pi / 2),),
    "tanh of a high power": (sp.tanh(x**5 - 2) ** 2 > 0,),
    "no rule": (equal(f(n), n), equal(f(2 * n), 2 * f(n)), equal(f(0), 0)),
}  # fmt: skip


def stated(statement, *premises):
    d = Derivation("line", "", S, lambda id: None)
    for premise in premises:
        d.premise(premise, "given")
    d.step(statement, "as stated")
    return d._steps[-1]


@pytest.mark.parametrize("name", [pytest.param(m, marks=pytest.mark.slow) for m in TRUE])
def test_true_lines_are_proved_as_they_stand(name):
    method, statement, *premises = TRUE[name]
    assert type(stated(statement, *premises).method).__name__ == method


@pytest.mark.parametrize("name", [pytest.param(m, marks=pytest.mark.slow) for m in FALSE])
def test_false_neighbours_are_refused(name):
    with pytest.raises(TheoryError):
        stated(*FALSE[name])


@pytest.mark.quick(0)
def test_the_premises_that_a_line_rests_on_are_told():
    line = stated(*TRUE["rule"][1:])
    assert len(line.rests_on) == 2
    assert len(stated(*TRUE["circle"][1:]).rests_on) == 1


# The methods alone: nothing but their own checks stands between a false line and a proof


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("method", "statement"),
    [
        (
            Differences(binomial(k, r + 1)),
            equal(Sum(binomial(k, r), (k, r, n)), binomial(n, r + 1)),
        ),
        (Differences(binomial(k, r)), equal(Sum(binomial(k, r), (k, r, n)), binomial(n + 1, r))),
        (
            Differences(binomial(k, r + 1)),
            equal(Sum(binomial(k, r), (k, N, n)), binomial(n + 1, r + 1) - binomial(N, r + 1)),
        ),
        (SeriesAt(exp(x), x, 1), equal(Sum(1 / factorial(k), (k, 0, oo)), E**2)),
        (SeriesAt(exp(2 * x), x, 1), equal(Sum(1 / factorial(k), (k, 0, oo)), E**2)),
        (SeriesAt(1 / (1 - x), x, 2), equal(Sum(2**k, (k, 0, oo)), -1)),
        (ByModulus(), equal(Limit(x**n / n, n, oo), 0)),
        (ByModulus(), equal(Limit((-1) ** n * x**0, n, oo), 0)),
        (Monotone(p, 4, 1), log(p) <= sqrt(p) * Rational(73, 100)),
        (Monotone(x, 0, 2), Abs(sin(2 * x)) <= Abs(x)),
        (Monotone(x, 0, 2), -Abs(x) >= sin(x) - 3 * Abs(x) - 1),
        (Monotone(x, 0, 2), sp.cosh(x) < exp(x**2 / 2)),
    ],
    ids=str,
)
def test_methods_refuse_by_themselves(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


@pytest.mark.quick(0)
def test_the_end_of_a_closed_range_belongs_to_it():
    """At h = 0 these have no value."""
    h = sp.Symbol("h", nonnegative=True)
    for line in (1 / h + h >= 2, h**-2 + h**2 >= 1):
        with pytest.raises(Undischarged, match="continuous at h = 0"):
            Monotone(h, 1, 1)(line)
        assert Monotone(p, 1, 1)(line.xreplace({h: p}))
    assert Monotone(h, 1, 1)(h * exp(-h) <= 1 / E)


@pytest.mark.quick(0)
def test_a_rule_gives_no_next_value_where_it_is_0_over_0():
    def at(first, g):
        rule = (f(n + 1), (f(n) ** 2 - 1) / (f(n) - 1))
        return Induction(n, 0, growth=(rule,), first=((f(0), first),))(equal(f(n), g))

    with pytest.raises(Undischarged):
        at(1, n + 1)  # f(1) = 0/0
    assert at(2, n + 2)


def test_antidifferences_against_sums_written_out():
    """Where the proof holds, for a dozen n and r, also where the range is empty."""
    assert Differences(binomial(k, r + 1))(equal(stick, binomial(n + 1, r + 1)))
    for i, j in product(range(6), repeat=2):
        assert sum(sp.binomial(m, j) for m in range(j, i + 1)) == sp.binomial(i + 1, j + 1)


@pytest.mark.quick(0)
def test_means_against_numbers():
    """What is granted holds on a grid of both signs, and what fails on it is not granted."""
    cases = [
        (x**4 + y**4 + 2, 4 * x * y), (x**2 + y**2, 2 * x * y), (x**2 + 1, -2 * x), (x**4 + y**2, 2 * x**2 * y),
        (x**4 + y**4 + 1, 3 * x * y), (x**3 + y**3 + 1, 3 * x * y), (x**2 + y**2, 3 * x * y),
        (x**6 + y**6 + 1, 3 * x**2 * y**2), (exp(x) + 1, 2 * exp(x / 2)), (x**2 * exp(2 * x) + 1, 2 * x * exp(x)),
    ]  # fmt: skip
    granted = 0
    for larger, smaller in cases:
        holds = all(
            (larger - smaller).subs({x: u, y: v}).evalf() >= -1e-12
            for u, v in product((Rational(i, 3) for i in range(-6, 7)), repeat=2)
        )
        if means(larger, smaller):
            granted += 1
            assert holds, (larger, smaller)
    assert granted >= 4


def test_the_recurrence_that_eliminates_legendre_against_mpmath():
    """(1 − x²) P'' − 2x P' + n(n + 1) P = 0 by mpmath's own derivatives, at whole orders from 0 on."""
    for order in range(4):
        u = mpmath.mpf("0.3")
        slopes = [mpmath.diff(lambda s, m=order: mpmath.legendre(m, s), u, i) for i in range(3)]
        left = (1 - u**2) * slopes[2] - 2 * u * slopes[1] + order * (order + 1) * slopes[0]
        assert abs(left) < 1e-8
