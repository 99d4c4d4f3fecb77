"""Long decimals and fractions."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.decimals import finite_decimal


@pytest.mark.parametrize(
    "text",
    [
        "1.8944101364774834876750924054",
        "-3.956847151831908496369812419",
        "0.0000000001024",
        "12.0000000003",
    ],
)
def test_a_long_decimal_is_kept(text):
    assert finite_decimal(sp.Rational(text)) == text


@pytest.mark.parametrize(
    "value",
    [
        sp.Rational(9, 8),
        sp.Rational(104, 9),
        sp.Integer(7),
        sp.Rational(1, 3**40),
        sp.Rational(-3, 2**20),
    ],
)
def test_fractions_stay_fractions(value):
    assert finite_decimal(value) == ""
