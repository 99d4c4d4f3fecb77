"""An integral over a pole is said to diverge, and where; no number is given for it."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import Derivation, Quantity, SymbolTable, Undischarged, equal

S = SymbolTable(
    Quantity("t", "t", "a real number"),
    Quantity("a", "a", "a number", assumptions={"positive": True}),
)
t, a = S.t, S.a


@pytest.mark.parametrize(
    ("integrand", "upper", "place"),
    [
        (1 / t**3, 1, "0"),
        (1 / t, 1, "0"),
        (a / t**3, 2, "0"),
        (sp.sin(t) ** -3, 1, "0"),
        (sp.cot(t), 1, "0"),
        (sp.sign(t) / t**2, 1, "0"),
        ((t - sp.Rational(1, 3)) ** -3, 1, "0.333333"),
    ],
    ids=str,
)
def test_an_odd_pole_diverges(integrand, upper, place):
    line = equal(sp.Integral(integrand, (t, -1, upper)), 0)
    with pytest.raises(Undischarged, match=f"diverges at {place}\\)"):
        Derivation("e", "", S, lambda id: None).step(line, "so")


def test_an_integrand_that_is_large_near_0_has_a_value():
    narrow = 1 / (t**2 + sp.Rational(1, 10**6))
    value = 2000 * sp.atan(1000)
    Derivation("e", "", S, lambda id: None).step(
        equal(sp.Integral(narrow, (t, -1, 1)), value), "so"
    )
