"""A difference that grows for almost all values of a parameter is not above 0 for all of them."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import Monotone, Undischarged

p, y = sp.Symbol("p", positive=True), sp.Symbol("y", real=True)
OFF = y - sp.Rational(123457, 1000)
E3 = sp.exp(y) - 3


@pytest.mark.quick(2)
@pytest.mark.parametrize("square", [OFF**2, (y - sp.E) ** 2, E3**2], ids=str)
def test_where_the_factor_is_0_both_sides_are(square):
    for strict in (square * sp.exp(p) > square, square * sp.log(1 + p) < square * p):
        with pytest.raises(Undischarged, match="grow"):
            Monotone(p, 0, 1)(strict)
    assert Monotone(p, 0, 1)(square * sp.exp(p) >= square)


def test_a_factor_that_is_never_0():
    square = 1 + y**2
    assert Monotone(p, 0, 1)(square * sp.exp(p) > square)
    assert Monotone(p, 0, 2)(sp.cosh(p) > 1)
