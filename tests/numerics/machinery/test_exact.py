"""exact: numbers are taken as what they are, to the last bit."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from softpot.numerics.machinery.exact import exact


@pytest.mark.slow
@given(st.fractions())
def test_fractions_and_their_strings(q):
    assert exact(q) == exact(str(q)) == q


@pytest.mark.quick(0)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_their_binary_value(value):
    assert exact(value) == exact(np.float64(value)) == Fraction(value)
    with pytest.raises(TypeError, match="more than 15 digits"):
        exact(value, floats=False)


@pytest.mark.quick(0)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=12))
def test_decimals(value):
    assert exact(value) == exact(str(value)) == Fraction(value)


def test_other_kinds():
    assert exact(sp.Rational(2, 7)) == Fraction(2, 7)
    assert exact(np.int8(-3)) == -3
    assert exact(np.array("1/3")) == Fraction(1, 3)
    context = mpmath.MPContext()
    context.dps = 50
    third = context.mpf(1) / 3
    assert 0 < abs(exact(third) - Fraction(1, 3)) < Fraction(1, 10**50)
    assert exact(-third) == -exact(third)
    assert exact(mpmath.mpf(0)) == 0
    assert exact(" -1.50E+1 ") == -15
    assert exact(".5") == exact("5.e-1") == Fraction(1, 2)


@pytest.mark.parametrize(
    "value",
    [True, np.False_, None, 1j, mpmath.mpc(1, 0), mpmath.pi, sp.pi, sp.Float("0.5"), flint.arb(1),
     [1], np.ones(2), b"1", object()],
    ids=lambda v: type(v).__name__,
)  # fmt: skip
def test_what_is_not_a_number(value):
    with pytest.raises(TypeError, match=r"^theta is .* needed because"):
        exact(value, "theta")


@pytest.mark.parametrize(
    "value",
    [
        math.nan, math.inf, mpmath.nan, -mpmath.inf, Decimal("inf"), mpmath.mpf(2) ** 20000,
        "", " ", ".", "e5", "1e", "0x10", "1_000", "1/0", "1/2/3", "1.5/2", "--1", "½", "٣",
        "1e4001", "1e-999999999", "1" * 4001, "__import__('os')",
    ],
    ids=lambda v: repr(v)[:30],
)  # fmt: skip
def test_what_is_not_finite_or_absurd(value):
    with pytest.raises(ValueError, match=r"^theta is "):
        exact(value, "theta")
