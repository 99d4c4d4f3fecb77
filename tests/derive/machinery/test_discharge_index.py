"""Induction and Telescoping: sums that depend on where they end, double sums, wrong starts."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import Induction, Telescoping, equal
from softpot.derive.machinery.errors import Undischarged

n, k = sp.symbols("n k", integer=True, nonnegative=True)
m = sp.Symbol("m", integer=True, positive=True)
j = sp.Symbol("j", integer=True)
x = sp.Symbol("x", real=True)
p = sp.Symbol("p", positive=True)
u = sp.Function("u", real=True)
R = sp.Rational


def refused(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


def total(term, *limits):
    return sp.Sum(term, *limits)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("method", "lhs", "value", "wrong"),
    [
        (Induction(n, 0), total(k, (k, 0, n)), n * (n + 1) / 2, n * (n - 1) / 2),
        (
            Induction(m, 1),
            total(k**2, (k, 1, m)),
            m * (m + 1) * (2 * m + 1) / 6,
            m**3 / 3 + R(2, 3),
        ),
        (Induction(n, 0), total(k, (k, 1, n)), n * (n + 1) / 2, n**2),  # empty at the start
        (Induction(n, 0), total(p**k, (k, 0, n)) * 1, (p ** (n + 1) - 1) / (p - 1), p**n),
    ],
    ids=str,
)
def test_induction(method, lhs, value, wrong):
    assert "grow alike" in method(equal(lhs, value))
    for other in (wrong, value + 1, -value, R(9, 8) * value):
        refused(method, equal(lhs, other))


def test_induction_with_a_rule_of_growth():
    given = {"growth": ((u(n + 1), u(n) + 2 * n + 1),), "first": ((u(0), 0),)}
    assert Induction(n, 0, **given)(equal(u(n), n**2))
    for wrong in (n**2 + 1, n**2 + n, 2 * n**2, n**3, u(n - 1) + 2 * n):
        refused(Induction(n, 0, **given), equal(u(n), wrong))
    # neither part of the proof may be missing
    refused(Induction(n, 0, growth=given["growth"]), equal(u(n), n**2))
    refused(Induction(n, 0, first=given["first"]), equal(u(n), n**2))
    # nor may the conclusion take the place of the rule
    refused(Induction(n, 0, growth=((u(n), n),), first=((u(0), 0),)), equal(u(n), n))


@pytest.mark.quick(9)
@pytest.mark.parametrize(
    ("method", "statement"),
    [
        # the terms change with n: Σ_{k=1}^{m} m is m², not what its last terms add up to
        (Induction(m, 1), equal(total(m, (k, 1, m)), m * (m - 1) / 2 + 1)),
        (Induction(m, 1), equal(total(k, (k, m, m)), m * (m + 1) / 2)),
        (Induction(n, 0), equal(total(k, (k, 5, n)), n * (n + 1) / 2)),
        (Induction(m, 1), equal(total(k, (k, 1, m), (j, 1, 3)), m * (m + 1) / 2)),
        (Induction(m, 1), equal(2 * total(k, (k, 1, m)), m * (m + 1) + 1)),
        (Induction(m, 1), equal(m * total(k, (k, 1, m)), m * (m + 1) / 2)),
        (Induction(n, 0), equal(total(k, (k, 0, 2 * n)), n * (n + 1) / 2)),
        (Induction(n, 0), equal(total(k, (k, 3 - n, n)), n * (n + 1) / 2)),
        (Induction(n, 0), equal(sp.Product(k, (k, 1, n)), 2**n)),
        (Induction(n, 0), equal(sp.Product(k, (k, 0, n)), sp.factorial(n))),
        (Induction(m, 1), equal(sp.Product(2 * k, (k, 1, m)), 2 * sp.factorial(m))),
        (Induction(x, 0), equal(total(k, (k, 0, x)), x * (x + 1) / 2)),  # x is no integer
        (Induction(n, R(1, 2)), equal(total(k, (k, 0, n)), n * (n + 1) / 2)),
        (Induction(n, 1), equal(total(k, (k, 0, n)), n * (n + 1) / 2 + 1)),
        # true for m > 0 alone, and the start is 0
        (Induction(m, 0), equal(sp.Abs(2 * m - 1) + 1, 2 * m + 1)),
    ],
    ids=str,
)
def test_induction_refuses(method, statement):
    refused(method, statement)


GEOMETRIC = sp.exp(-p * n) / (1 - sp.exp(-p))


@pytest.mark.quick(0)
def test_telescoping():
    series = total(sp.exp(-p * n), (n, 0, sp.oo))
    assert Telescoping(GEOMETRIC)(equal(series, 1 / (1 - sp.exp(-p))))
    assert Telescoping(GEOMETRIC)(
        equal(total(sp.exp(-p * n), (n, 3, sp.oo)), sp.exp(-3 * p) / (1 - sp.exp(-p)))
    )
    for wrong in (1 / (1 + sp.exp(-p)), -1 / (1 - sp.exp(-p)), sp.exp(-p) / (1 - sp.exp(-p))):
        refused(Telescoping(GEOMETRIC), equal(series, wrong))
    for F in (R(9, 8) * GEOMETRIC, -GEOMETRIC, GEOMETRIC + 1, GEOMETRIC * n):
        refused(Telescoping(F), equal(series, 1 / (1 - sp.exp(-p))))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("F", "statement"),
    [
        # a second index is not summed over
        (GEOMETRIC, equal(total(sp.exp(-p * n), (n, 0, sp.oo), (k, 0, 5)), 1 / (1 - sp.exp(-p)))),
        (GEOMETRIC, equal(total(sp.exp(-p * n), (n, -sp.oo, sp.oo)), 0)),
        (
            GEOMETRIC,
            equal(total(sp.exp(-p * n), (n, R(1, 2), sp.oo)), sp.exp(-p / 2) / (1 - sp.exp(-p))),
        ),
        (GEOMETRIC, equal(total(sp.exp(-p * n), (n, 0, 10)), 1 / (1 - sp.exp(-p)))),
        # these do not decay
        (-n, equal(total(1, (n, 0, sp.oo)), 0)),
        (
            sp.exp(p * n) / (1 - sp.exp(p)),
            equal(total(sp.exp(p * n), (n, 0, sp.oo)), 1 / (1 - sp.exp(p))),
        ),
        (
            sp.exp(x * n) / (1 - sp.exp(x)),
            equal(total(sp.exp(x * n), (n, 0, sp.oo)), 1 / (1 - sp.exp(x))),
        ),
        (  # x may be 0
            sp.exp(-(x**2) * n) / (1 - sp.exp(-(x**2))),
            equal(total(sp.exp(-(x**2) * n), (n, 0, sp.oo)), 1 / (1 - sp.exp(-(x**2)))),
        ),
    ],
    ids=str,
)
def test_telescoping_refuses(F, statement):
    refused(Telescoping(F), statement)
