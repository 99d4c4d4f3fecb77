"""Binomials, Pochhammer symbols and factorials where an argument may be a negative whole number."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.world import world_of
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.discharge.gammaforms import not_by_gamma
from softpot.derive.machinery.discharge.zero import vanishes

n, m = sp.symbols("n m", integer=True, nonnegative=True)
j, k = sp.symbols("j k", integer=True)
x, z = sp.Symbol("x", real=True), sp.Symbol("z")
C, F, G, RF, FF = sp.binomial, sp.factorial, sp.gamma, sp.RisingFactorial, sp.FallingFactorial

# each with a place at which the two sides differ, or one has no value; numbers by the definitions of the functions
FALSE = [
    (C(1000 - n, 999 - n), 1000 - n, {n: 1001}),
    (C(1000 - n, n), C(1000 - n, 1000 - 2 * n), {n: 1001}),
    (C(k + 1000, n), C(k + 1000, k + 1000 - n), {k: -1001, n: 3}),
    (C(k + 1000, k + 999), k + 1000, {k: -1001}),
    (C(k + 1001, k + 1000), k + 1001, {k: -1003}),
    (FF(k + 1000, n), F(k + 1000) / F(k + 1000 - n), {k: -1001, n: 3}),
    (RF(k + 1000, n), F(k + n + 999) / F(k + 999), {k: -1010, n: 3}),
    (F(k + 1001), (k + 1001) * F(k + 1000), {k: -1001}),
    (G(k + 1001), (k + 1000) * G(k + 1000), {k: -1000}),
]
TRUE = [
    ((k + 1) * C(n + 1, k + 1), (n + 1) * C(n, k)),
    ((k + 1) * C(j + 1, k + 1), (j + 1) * C(j, k)),
    (C(n, k) + C(n, k + 1), C(n + 1, k + 1)),
    (C(j, k) + C(j, k + 1), C(j + 1, k + 1)),
    (C(z, k) + C(z, k + 1), C(z + 1, k + 1)),
    (C(n, k), C(n, n - k)),
    (C(n + m, n), F(n + m) / (F(n) * F(m))),
    (F(n + 1), (n + 1) * F(n)),
    (FF(n + m, m), F(n + m) / F(n)),
    (RF(n + 1, m), F(n + m) / F(n)),
    (RF(k, n + 1), RF(k, n) * (k + n)),
    (G(z + 1), z * G(z)),
    (G(x + k + 1), (x + k) * G(x + k)),
    (G(n + 1), F(n)),
    (C(n + z + 1, n), (n + z + 1) / (z + 1) * C(n + z, n)),
    (G(z) * G(1 - z), sp.pi / sp.sin(sp.pi * z)),
]


@pytest.mark.quick(4)
@pytest.mark.parametrize(("lhs", "rhs", "at"), FALSE, ids=str)
def test_false_at_a_negative_whole_number(lhs, rhs, at):
    values = [sp.expand_func(side.subs(at)) for side in (lhs, rhs)]
    assert values[0] != values[1] or sp.nan in values
    assert not vanishes(lhs - rhs)
    with pytest.raises(Refuted):
        Attack(equal(lhs, rhs), world_of([])).run()


@pytest.mark.quick(2)
@pytest.mark.parametrize(("lhs", "rhs"), TRUE, ids=str)
def test_true_everywhere(lhs, rhs):
    assert vanishes(lhs - rhs)
    assert Attack(equal(lhs, rhs), world_of([])).run() > 0
    assert not vanishes(lhs - 2 * rhs)


def test_what_is_in_its_own_way_alone_is_kept():
    free, bound = C(k + 5, n), C(k + 5, k + 5 - n)
    assert not_by_gamma(free + bound) == {bound}
    assert not_by_gamma(free + C(n, k)) == frozenset()
    assert (
        not_by_gamma(G(k + sp.Rational(1, 2)) + G((m + 1) / 2) + C(-z, n) + C(z + n, n))
        == frozenset()
    )
    assert not_by_gamma(G(k / 2) + G(k + z) + F(k)) == {G(k / 2), F(k)}


def test_a_whole_function_of_a_real_number_is_whole():
    whole = sp.floor(x) + 1000
    assert not vanishes(G(whole + 1) - whole * G(whole))
