"""Angles of complex numbers as arcs of tangents, and powers of them: true ones are shown, their neighbours are not."""

from __future__ import annotations

import pytest
from sympy import I, Rational, arg, atan, exp, sqrt, symbols

from softpot.derive.machinery.discharge.zero import vanishes

r, w = symbols("r w", positive=True)
x = symbols("x", real=True)
z = symbols("z")


@pytest.mark.parametrize(
    "difference",
    [
        arg(r + I * w) - atan(w / r),
        arg(1 / (r - I * w)) - atan(w / r),
        arg(r - I * x) + atan(x / r),
        arg(1 + x**2 + I * x) - atan(x / (1 + x**2)),
        sqrt(r**2 + w**2) * exp(I * arg(r + I * w)) - r - I * w,
        exp(I * atan(x)) - (1 + I * x) / sqrt(1 + x**2),
        exp(2 * I * atan(x) + r) - exp(r) * (1 + I * x) / (1 - I * x),
        sqrt(I) - (1 + I) / sqrt(2),
        1 / sqrt(I) - (1 - I) / sqrt(2),
        I ** Rational(1, 3) - (sqrt(3) + I) / 2,
        sqrt(I * w) - (1 + I) * sqrt(w / 2),
    ],
)
def test_true(difference):
    assert vanishes(difference)


@pytest.mark.parametrize(
    "difference",
    [
        arg(-r + I * w) - atan(-w / r),  # the left half plane
        arg(r + I * w) - atan(r / w),
        arg(r + I * w) + atan(w / r),
        arg(x + I * w) - atan(w / x),  # x may be negative
        arg(1 + I * z) - atan(z),  # z may be complex
        exp(I * atan(x)) - (1 - I * x) / sqrt(1 + x**2),
        exp(I * atan(x) / 2) - (1 + I * x) / sqrt(1 + x**2),
        sqrt(I) + (1 + I) / sqrt(2),  # the other branch
        sqrt(I) - (1 - I) / sqrt(2),
        I ** Rational(1, 3) - (sqrt(3) - I) / 2,
        sqrt(I * x) - (1 + I) * sqrt(x / 2),  # not for negative x: sqrt(-i) is (1 - i)/sqrt 2
    ],
)
def test_false(difference):
    assert not vanishes(difference)
