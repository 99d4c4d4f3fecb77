"""Integrals over one range are linear, and nothing else is proved by that."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import equal
from softpot.derive.machinery.discharge import Linearity
from softpot.derive.machinery.errors import Undischarged

x, y, a, b = sp.symbols("x y a b", real=True)
f, g = sp.Function("f", real=True), sp.Function("g", real=True)
LINE = (x, -sp.oo, sp.oo)


def integral(integrand, limits=LINE):
    return sp.Integral(integrand, limits)


def test_a_sum_is_taken_apart():
    assert Linearity()(
        equal(integral(a * f(x) + b * g(x)), a * integral(f(x)) + b * integral(g(x)))
    )


def test_definitions_are_put_in():
    whole = equal(integral(f(x) ** 2), 3 * integral(g(x)))
    assert Linearity(where=((f(x), sp.sqrt(3) * x), (g(x), x**2)))(whole)
    with pytest.raises(Undischarged, match="do not add up"):
        Linearity()(whole)


def test_no_value_of_the_variable_of_integration_is_put_in():
    false = equal(integral(sp.exp(-x), (x, 0, sp.oo)), integral(sp.exp(-2 * x), (x, 0, sp.oo)))
    for where in ((x, sp.Integer(0)), (sp.exp(-x), sp.exp(-2 * x)), (x * a, sp.Integer(0))):
        with pytest.raises(Undischarged, match="is put in"):
            Linearity(where=(where,))(false)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (equal(integral(a * f(x) + b * g(x)), a * integral(f(x)) - b * integral(g(x))), "add up"),
        (equal(integral(f(x)), integral(2 * f(x))), "add up"),
        (equal(integral(f(x)), integral(f(x), (x, 0, sp.oo))), "not one range"),
        (equal(integral(f(x)), integral(f(y), (y, -sp.oo, sp.oo))), "not one range"),
        (equal(integral(x * f(x)), x * integral(f(x))), "depends on the variable"),
        (equal(integral(f(x)) * integral(g(x)), integral(f(x) * g(x))), "not a multiple"),
        (equal(integral(f(x)) + 1, integral(f(x))), "not a multiple"),
    ],
)
def test_nothing_else_is_proved(statement, why):
    with pytest.raises(Undischarged, match=why):
        Linearity()(statement)
