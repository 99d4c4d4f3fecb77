"""Sums whose terms have poles at whole numbers of the range, and sums and integrals that are split."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.world import world_of
from softpot.derive.machinery.discharge import (
    ByParts,
    Induction,
    PowerSeries,
    Rearranged,
    Telescoping,
    equal,
)
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.wholezeros import refuse_no_value
from softpot.derive.machinery.errors import Undischarged

x = sp.Symbol("x", real=True)
a, b = sp.symbols("a b", positive=True)
c = sp.Symbol("c", real=True)
n = sp.Symbol("n", integer=True, nonnegative=True)
m = sp.Symbol("m", integer=True, positive=True)
k = sp.Symbol("k", integer=True)
f, g = sp.Function("f"), sp.Function("g")
oo, R = sp.oo, sp.Rational

POLE = sp.Sum(1 / ((k - 23) * (k - 22)) + 2 * k, (k, 0, n))
POLE_VALUE = -R(1, 23) - 1 / (n - 22) + n * (n + 1)
BETWEEN = (k**2 + k**3 + 1) / (k - 23)
FACTORS = sp.Product((k - 23) / (k - 24) * 2**k, (k, 1, n))

# each with a case in which it is false
FALSE = [
    # n = 23: a term is 1/0
    (Induction(n, 0), equal(POLE, POLE_VALUE)),
    (Rearranged(), equal(sp.Sum(BETWEEN, (k, 0, n)) - sp.Sum(BETWEEN, (k, 1, n)), -R(1, 23))),
    (Induction(n, 0), equal(FACTORS, (n - 23) / (-23) * 2 ** (n * (n + 1) / 2))),
    (Telescoping(-1 / (k - R(7776))), equal(sp.Sum(-1 / ((k - 7776) * (k - 7775)), (k, 0, oo)), R(1, 7776))),
    # the term is 0/0 at k = 5
    (PowerSeries(), equal(sp.Sum((k - 5) * x**k / ((k - 5) * sp.factorial(k)).expand(), (k, 0, oo)), sp.exp(x))),
    # n = m
    (Rearranged(), equal(sp.Sum(1 / (k - m), (k, 0, n)) - sp.Sum(1 / (k - m), (k, 1, n)), -1 / m)),
    # f(x) = 1/x, f(0) = 0: 0 against −log 2
    (Rearranged(), equal(sp.Integral(f(x) - 2 * f(2 * x), (x, 0, 1)), -sp.Integral(f(x), (x, 1, 2)))),
    (
        Rearranged(),
        equal(
            sp.Integral(f(x) + 1 / x, (x, -1, 2)),
            sp.Integral(f(-x) + 2 * f(2 * x), (x, 0, 1)) + sp.Integral(1 / x, (x, 1, 2)),
        ),
    ),
    # f = 1: 0 = 1
    (
        Rearranged(),
        equal(
            sp.Sum(f(k) - f(k + 1), (k, 0, oo)),
            f(0) + sp.Sum(f(k), (k, 0, n)) - sp.Sum(f(k + 1), (k, -1, n - 1)),
        ),
    ),
    (
        Rearranged(),
        equal(
            sp.Integral(f(x) - f(x + 1), (x, 0, oo)),
            sp.Integral(f(x), (x, 0, 1)) + sp.Integral(f(x), (x, 0, a)) - sp.Integral(f(x + 1), (x, -1, a - 1)),
        ),
    ),
    # f(x) = 1/(1 + x): −log 2
    (
        Rearranged(),
        equal(
            sp.Integral(f(x) - 2 * f(2 * x), (x, 0, oo))
            + sp.Integral(f(x), (x, 0, 2))
            - 2 * sp.Integral(f(2 * x), (x, 0, 1)),
            0,
        ),
    ),
    # 2π at k = 2m + 17, where the product has no value
    (
        ByParts(sp.exp(sp.I * (k - 2 * m - 17) * x) / (sp.I * (k - 2 * m - 17))),
        equal(sp.Integral(sp.exp(sp.I * (k - 2 * m - 17) * x), (x, 0, 2 * sp.pi)), 0),
    ),
    # π/2 is missing
    (
        Rearranged(),
        equal(sp.Integral(sp.atan(x + 1) - sp.atan(x), (x, 0, oo)), -sp.Integral(sp.atan(x), (x, 0, 1))),
    ),
]  # fmt: skip

TRUE = [
    (ByParts(-sp.exp(-a * x) / a), equal(sp.Integral(sp.exp(-a * x), (x, 0, 1)), (1 - sp.exp(-a)) / a)),
    (
        ByParts(sp.exp(sp.I * (2 * k + 1) * x) / (sp.I * (2 * k + 1))),
        equal(sp.Integral(sp.exp(sp.I * (2 * k + 1) * x), (x, 0, 2 * sp.pi)), 0),
    ),
    (Induction(n, 0), equal(sp.Sum(1 / ((k + 1) * (k + 2)), (k, 0, n)), 1 - 1 / (n + 2))),
    (Induction(n, 0), equal(sp.Sum(1 / ((k + a) * (k + a + 1)), (k, 0, n)), 1 / a - 1 / (n + a + 1))),
    (Induction(n, 0), equal(sp.Sum(1 / (4 * k**2 - 1), (k, 0, n)), -(n + 1) / (2 * n + 1))),
    (Telescoping(1 / k), equal(sp.Sum(1 / (k * (k + 1)), (k, 1, oo)), 1)),
    (Telescoping(1 / (k + c)), equal(sp.Sum(1 / ((k + c) * (k + c + 1)), (k, 0, oo)), 1 / c)),
    (Rearranged(), equal(sp.Sum(1 / k, (k, 1, n)) + 1 / (n + 1), sp.Sum(1 / k, (k, 1, n + 1)))),
    (Rearranged(), equal(sp.Sum(1 / (k - n - 1), (k, 0, n)), -sp.Sum(1 / k, (k, 1, n + 1)))),
    (Rearranged(), equal(sp.Sum(f(k) + g(k), (k, 0, n)), sp.Sum(f(n - k), (k, 0, n)) + sp.Sum(g(k), (k, 0, n)))),
    # all but one of the terms are those of the line
    (
        Rearranged(),
        equal(
            sp.Integral(f(x) + g(x), (x, a, b)),
            sp.Integral(f(x), (x, a, b)) + sp.Integral(g(x), (x, a, c)) + sp.Integral(g(x), (x, c, b)),
        ),
    ),
    (
        Rearranged(),
        equal(
            sp.Integral(f(x) + x, (x, 0, 1)),
            sp.Integral(f(x), (x, 0, 1)) + sp.Integral(x, (x, 0, a)) + sp.Integral(x, (x, a, 1)),
        ),
    ),
    (
        Rearranged(),
        equal(sp.Sum(f(k) - f(k + 1), (k, 0, oo)) + sp.Sum(f(k), (k, 1, oo)), sp.Sum(f(k), (k, 0, oo))),
    ),
]  # fmt: skip


@pytest.mark.quick(2)
@pytest.mark.parametrize(("method", "line"), FALSE, ids=range(len(FALSE)))
def test_a_line_with_a_counterexample_is_refused(method, line):
    with pytest.raises(Undischarged):
        method(line)


@pytest.mark.quick(5)
@pytest.mark.parametrize(("method", "line"), TRUE, ids=range(len(TRUE)))
def test_true_lines_next_to_them_are_proved(method, line):
    assert method(line)


@pytest.mark.quick(4)
@pytest.mark.parametrize(
    "term",
    [
        1 / (k - 3), 1 / (k**2 - 9), sp.gamma(k - 3), sp.factorial(k - 4), sp.log(k - 3), 1 / (2**k - 8), k**-1,
        sp.zeta(k), sp.cot(k), sp.harmonic(k - 5), sp.binomial(k - 5, n - 4), sp.atanh(k), 1 / (k + c),
        sp.tan(sp.pi * k / 2), (k**2 - k) / (k - 1), 1 / sp.cos(c * k),
    ],
    ids=str,
)  # fmt: skip
def test_terms_that_may_have_no_value(term):
    with pytest.raises(Undischarged):
        refuse_poles(term, k, sp.Integer(0), n)


@pytest.mark.parametrize(
    "term",
    [
        1 / (k + 1), 1 / (2 * k - 1), 1 / (k**2 + 1), 1 / (k**2 - 2), sp.gamma(k + 1), sp.log(k + 1), 1 / (2**k + 1),
        sp.binomial(n, k), 1 / sp.factorial(k), 1 / (k - n - 1), sp.sin(c * k), x**k, 1 / (k + a), f(k), sp.harmonic(k),
        1 / sp.sqrt(k + 1), 1 / (f(k) + 1), 1 / (2 ** (k + 1) - 1), 1 / sp.fibonacci(k + 1),
    ],
    ids=str,
)  # fmt: skip
def test_terms_that_have_a_value_everywhere(term):
    refuse_poles(term, k, sp.Integer(0), n)


def test_a_sum_without_a_value_is_refused_at_once():
    for low in (0, 1):
        with pytest.raises(Undischarged, match="has no value: its term has none at k = 7777"):
            refuse_no_value(equal(sp.Sum(1 / (k - 7777) ** 2, (k, low, oo)), 1))
    refuse_no_value(equal(sp.Sum(1 / (k - 7777) ** 2, (k, 7778, oo)), sp.pi**2 / 6))


@pytest.mark.parametrize("line", [equal(POLE, POLE_VALUE)])
def test_numbers_try_the_poles_of_the_terms(line):
    with pytest.raises(Refuted, match=r"n = 2[23] the left side has no value"):
        Attack(line, world_of([])).run()
