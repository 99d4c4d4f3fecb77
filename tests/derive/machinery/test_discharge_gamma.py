"""Integrals that define the gamma function, and no others."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import equal
from softpot.derive.machinery.discharge import GammaIntegral
from softpot.derive.machinery.errors import Undischarged

z, y = sp.symbols("z y", real=True)
c = sp.Symbol("c", positive=True)
b = sp.Symbol("b", real=True)
HALF_LINE, LINE = (z, 0, sp.oo), (z, -sp.oo, sp.oo)


@pytest.mark.parametrize(
    ("integrand", "limits", "value"),
    [
        (sp.exp(-z), HALF_LINE, 1),
        (z**4 * sp.exp(-z), HALF_LINE, 24),
        (sp.exp(-(z**2)), LINE, sp.sqrt(sp.pi)),
        (z**2 * sp.exp(-c * z**2), LINE, sp.sqrt(sp.pi) / (2 * c ** sp.Rational(3, 2))),
        (b * sp.exp(-c * z**6), LINE, b * sp.gamma(sp.Rational(1, 6)) / (3 * c ** sp.Rational(1, 6))),
        (sp.sqrt(z) * sp.exp(-z), HALF_LINE, sp.sqrt(sp.pi) / 2),
    ],
)  # fmt: skip
def test_known_values(integrand, limits, value):
    assert GammaIntegral()(equal(sp.Integral(integrand, limits), value))


@pytest.mark.parametrize(
    ("integrand", "limits", "value", "why"),
    [
        (sp.exp(-(z**2)), LINE, sp.sqrt(sp.pi) / 2, "not"),
        (z**3 * sp.exp(-(z**2)), LINE, 1, "even"),
        (sp.exp(-(z**3)), LINE, 1, "even"),
        (sp.exp(-b * z**2), LINE, 1, "negative"),
        (sp.exp(z), HALF_LINE, 1, "negative"),
        (sp.exp(-z) / z, HALF_LINE, 1, "exists"),
        (sp.exp(-1 / z), HALF_LINE, 1, "exists"),
        (sp.exp(-(z**2) - z), HALF_LINE, 1, "multiple of a power"),
        (sp.cos(z) * sp.exp(-z), HALF_LINE, 1, "neither a power"),
        (sp.exp(-z), (z, 1, sp.oo), 1, "not from 0"),
        (sp.exp(-z), (z, 0, 1), 1, "not from 0"),
    ],
)  # fmt: skip
def test_nothing_else_is_proved(integrand, limits, value, why):
    with pytest.raises(Undischarged, match=why):
        GammaIntegral()(equal(sp.Integral(integrand, limits), value))


def test_a_double_integral_is_refused():
    with pytest.raises(Undischarged, match="single definite"):
        GammaIntegral()(equal(sp.Integral(sp.exp(-z - y), HALF_LINE, (y, 0, sp.oo)), 1))
