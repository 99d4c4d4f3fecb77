"""Exact zero tests of rational functions with radicals, against numbers."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import sympy as sp
from sympy.abc import n, x, y, z

from softpot.derive.machinery.discharge.radicals import is_zero
from softpot.derive.machinery.discharge.zero import vanishes

p, q = sp.symbols("p q", positive=True)
f = sp.Function("f")
third = sp.Rational(1, 3)

ZERO = [
    1 / (sp.sqrt(x + 1) - 1) - (sp.sqrt(x + 1) + 1) / x,
    (x + y) ** 3 - x**3 - y**3 - 3 * x * y * (x + y),
    1 / (x * (y + 1)) + 1 / (y + 1) - (x + 1) / (x * y + x),
    sp.sqrt(x + sp.sqrt(y)) ** 3 - (x + sp.sqrt(y)) * sp.sqrt(x + sp.sqrt(y)),
    sp.sqrt((x + 1) / (x - 1)) ** 4 * (x - 1) ** 2 - (x + 1) ** 2,
    (1 + sp.I) ** 4 + 4,
    (sp.sqrt(2) + sp.sqrt(3)) ** 2 - 5 - 2 * sp.sqrt(6),
    (1 + 2**third) ** 3 - 3 - 3 * 2**third - 3 * 4**third,
    sp.sqrt(x + 1) * (x + 1) ** third - (x + 1) ** sp.Rational(5, 6),
    2 ** (n + 1) - 2 * 2**n,
    x ** (n + 1) * sp.exp(2 * x) * (1 + x) - x**n * sp.exp(x) ** 2 * (x + x**2),
    (f(x) + 1) ** 2 - f(x) ** 2 - 2 * f(x) - 1,
    sp.pi / (sp.pi * x + sp.pi * y) - 1 / (x + y),
    sp.Integral(f(x), (x, 0, 1)) * (y + 1) - y * sp.Integral(f(x), (x, 0, 1)) - sp.Integral(f(x), (x, 0, 1)),
]  # fmt: skip

# 0 only for some values, or only where a branch is the right one
NOT_ZERO = [
    sp.sqrt(x**2) - x,
    sp.sqrt(x * y) - sp.sqrt(x) * sp.sqrt(y),
    sp.sqrt(1 / x) - 1 / sp.sqrt(x),
    sp.sqrt((x + 1) ** 2) - x - 1,
    sp.log(x * y) - sp.log(x) - sp.log(y),
    (x**n) ** 2 - x ** (n**2),
    sp.sqrt(p - q) * sp.sqrt(q - p) - p + q,
    1 / (x + 1) - 1 / x,
    (-1) ** third + 1,
    f(x) - f(y),
    (x + y) ** 3 - x**3 - y**3,
]

BEYOND = [sp.Float(1.5) * x - x, (x + y + z) ** 400 - 1, x + sp.pi * sp.oo, (1 + x) ** 100_000 - x]


@pytest.mark.parametrize("expression", ZERO, ids=str)
def test_identities_are_decided(expression: sp.Expr) -> None:
    assert is_zero(expression) is True
    # what divides the whole by something has the same zeros
    assert is_zero(expression / (1 + sp.sqrt(p))) is True


@pytest.mark.quick(3)
@pytest.mark.parametrize("expression", NOT_ZERO, ids=str)
def test_what_holds_for_some_values_only_is_not_zero(expression: sp.Expr) -> None:
    assert is_zero(expression) is not True
    assert not vanishes(expression)


@pytest.mark.parametrize("expression", BEYOND, ids=lambda e: str(e)[:20])
def test_what_is_beyond_it_is_not_decided(expression: sp.Expr) -> None:
    assert is_zero(expression) is None


def test_a_denominator_that_is_nothing_decides_nothing() -> None:
    nothing = (sp.sqrt(x + 1) + 1) * (sp.sqrt(x + 1) - 1) - x
    assert nothing != 0
    assert is_zero((x + 1) ** 2 / nothing - (x**2 + 2 * x + 1) / nothing) is None
    assert is_zero(1 / nothing**2) is None


def test_related_radicals_are_left_to_other_methods() -> None:
    assert is_zero(sp.sqrt(3 + 2 * sp.sqrt(2)) - 1 - sp.sqrt(2)) is None
    assert is_zero(sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1) is None
    assert vanishes(sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1)


# Random identities: two ways to write one thing. Values are taken by a walk of its own, in complex doubles.

POINT = {p: 0.731 + 0.0j, q: 1.372 + 0.0j, x: 0.571 + 0.843j, y: -1.193 + 0.377j}


def value(e: sp.Basic) -> complex:
    if isinstance(e, sp.Rational):
        return complex(e.p / e.q)
    if isinstance(e, sp.Symbol):
        return POINT[e]
    if e is sp.I:
        return 1j
    parts = [value(part) for part in e.args]
    if isinstance(e, sp.Pow):
        return complex(parts[0] ** parts[1])
    assert isinstance(e, (sp.Add, sp.Mul))
    total = parts[0]
    for part in parts[1:]:
        total = total + part if isinstance(e, sp.Add) else total * part
    return total


def tree(r: random.Random, depth: int) -> sp.Expr:
    if depth == 0:
        return r.choice([p, q, x, y, p + 1, x - y]) + r.choice([0, 0, 1, sp.Rational(2, 3), sp.I])
    one, two = tree(r, depth - 1), tree(r, r.randrange(depth))
    return r.choice(
        [
            lambda: one + two,
            lambda: one * two,
            lambda: one / (two + 3),
            lambda: one - 2 * two,
            lambda: sp.sqrt(one + 7) * two,
            lambda: (one + 5) ** sp.Rational(r.choice([-1, 1, 2]), 3) + two,
        ]
    )()


PAIRS: tuple[Callable[[sp.Expr, sp.Expr], tuple[sp.Expr, sp.Expr]], ...] = (
    lambda u, v: (1 / (sp.sqrt(u + 9) - v), (sp.sqrt(u + 9) + v) / (u + 9 - v * v)),
    lambda u, v: ((u + v) ** 2 / (u + 4), (u * u + 2 * u * v + v * v) / (u + 4)),
    lambda u, v: (1 / (u + 8) + 1 / (v + 6), (u + v + 14) / ((u + 8) * (v + 6))),
    lambda u, v: ((u + 8) ** third * (u + 8) ** sp.Rational(5, 6), (u + 8) * (u + 8) ** sp.Rational(1, 6)),
    lambda u, v: ((sp.sqrt(v + 8) + u) ** 3 - u**3, (3 * u * u + v + 8) * sp.sqrt(v + 8) + 3 * u * (v + 8)),
)  # fmt: skip
WRONG = (sp.Rational(7, 8), sp.Rational(9, 8), sp.Integer(-1))


@pytest.mark.quick(0)
def test_random_identities_and_wrong_ones() -> None:
    r = random.Random(12)
    decided = 0
    for k in range(60):
        u, v = tree(r, r.randrange(2)), tree(r, r.randrange(3))
        one, two = PAIRS[k % len(PAIRS)](u, v)
        size = abs(value(one)) + abs(value(two))
        assert abs(value(one) - value(two)) < 1e-9 * size
        decided += is_zero(one - two) is True
        for wrong in (one - r.choice(WRONG) * two, one - two - r.choice([p, q, y]) / 11):
            assert abs(value(wrong)) > 1e-6
            assert is_zero(wrong) is not True
    assert decided == 60
