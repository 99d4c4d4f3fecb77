"""Sums whose value is no single product, series of numbers in even or odd powers, and Laguerre's equation."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
import sympy as sp
from sympy import Derivative, Sum, binomial, factorial, harmonic, laguerre, oo

from softpot.derive import (
    Derivation,
    Quantity,
    SeriesAt,
    SymbolTable,
    Undischarged,
    Zeilberger,
    equal,
)

NAT = {"integer": True, "nonnegative": True}
S = SymbolTable(
    Quantity("n", "n", "a whole number", assumptions=NAT),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
    Quantity("x", "x", "a real number"),
)
n, k, x = S.n, S.k, S.x
y = laguerre(n, x)


def row(term: sp.Expr, low: int = 0) -> sp.Sum:
    return Sum(term, (k, low, n))


TRUE = [
    equal(row((-1) ** (k + 1) * binomial(n, k) / k, 1), harmonic(n)),
    equal(row(binomial(n, k) / (k + 1)), (2 ** (n + 1) - 1) / (n + 1)),
    equal(row(binomial(n, k), 3), 2**n - 1 - n - n * (n - 1) / 2),
    equal(Sum(1 / factorial(2 * k), (k, 0, oo)), sp.cosh(1)),
    equal(Sum(1 / factorial(2 * k + 1), (k, 0, oo)), sp.sinh(1)),
    equal(Sum((-1) ** k / factorial(2 * k), (k, 0, oo)), sp.cos(1)),
    equal(x * Derivative(y, (x, 2)) + (1 - x) * Derivative(y, x) + n * y, 0),
    equal(x * Derivative(y, x), n * y - n * laguerre(n - 1, x)),
    equal(sp.assoc_laguerre(n, 1, x) - sp.assoc_laguerre(n - 1, 1, x), y),
]
FALSE = [
    equal(row((-1) ** (k + 1) * binomial(n, k) / k, 1), harmonic(n + 1) - 1),
    equal(row(binomial(n, k) / (k + 1)), (2 ** (n + 1) + 1) / (n + 1)),
    equal(row(binomial(n, k) / (k + 1), 1), (2 ** (n + 1) - 1) / (n + 1)),
    equal(row(binomial(n, k), 3), 2**n - 1 - n),
    equal(Sum(1 / factorial(2 * k), (k, 0, oo)), sp.sinh(1)),
    equal(Sum(1 / factorial(2 * k), (k, 1, oo)), sp.cosh(1)),
    equal(x * Derivative(y, (x, 2)) + (1 - x) * Derivative(y, x) + (n + 1) * y, 0),
    equal(Derivative(y, x), -laguerre(n - 1, x)),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize("line", TRUE, ids=range(len(TRUE)))
def test_true_lines_are_proved_as_they_stand(line):
    Derivation("e", "", S, lambda id: None).step(line, "so")


@pytest.mark.parametrize("line", FALSE, ids=range(len(FALSE)))
def test_false_ones_are_not(line):
    with pytest.raises(Undischarged):
        Derivation("e", "", S, lambda id: None).step(line, "so")


def test_the_values_are_right():
    for m in range(9):
        assert sum(Fraction((-1) ** (j + 1) * comb(m, j), j) for j in range(1, m + 1)) == sum(
            Fraction(1, j) for j in range(1, m + 1)
        )
        assert sum(Fraction(comb(m, j), j + 1) for j in range(m + 1)) == Fraction(
            2 ** (m + 1) - 1, m + 1
        )


ONE, ALL = sp.Integer(1), row(binomial(n, k))
R = k / (k - n - 1)
SHARE = equal(row(binomial(n, k) / (k + 1)), (2 ** (n + 1) - 1) / (n + 1))
OF_SHARE = (k + 1) * (n + 1) / (k - n - 1)


@pytest.mark.parametrize(
    ("line", "certificate", "rates"),
    [
        (equal(ALL, 3**n), 0 * k, (0 * ONE, 0 * ONE)),  # says nothing of S(n + 1)
        (equal(ALL, 3**n), R, (2 * ONE, ONE)),
        (equal(ALL, 2**n + 1), R, (2 * ONE, ONE)),  # left over: −1
        (equal(ALL, 2 ** (n + 1)), R, (2 * ONE, ONE)),  # one recurrence, other values
        (equal(ALL, 2**n), R, (2 * x, x)),
        (equal(ALL, 2**n), R, (2 / n, 1 / n)),
        (SHARE, OF_SHARE, (2 * n + 1, n + 2)),
        (SHARE, OF_SHARE + 1, (2 * n + 2, n + 2)),
        (equal(SHARE.lhs, 2 ** (n + 1) / (n + 1)), OF_SHARE, (2 * n + 2, n + 2)),
    ],
    ids=range(9),
)
def test_rates_alone_prove_nothing(line, certificate, rates):
    with pytest.raises(Undischarged):
        Zeilberger(n, certificate, rates=rates)(line)
    assert Zeilberger(n, OF_SHARE, rates=(2 * n + 2, n + 2))(SHARE)


@pytest.mark.parametrize(("step", "offset"), [(1, 0), (2, 1), (0, 0), (3, 0), (2, -1)])
def test_a_series_in_other_powers_is_another(step, offset):
    line = equal(Sum(1 / factorial(2 * k), (k, 0, oo)), sp.cosh(1))
    with pytest.raises(Undischarged):
        SeriesAt(sp.cosh(x), x, 1, step=step, offset=offset)(line)
    assert SeriesAt(sp.cosh(x), x, 1, step=2)(line)
