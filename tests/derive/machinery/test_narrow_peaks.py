"""A narrow peak at the end of a range is not taken for a pole, and a pole not for a narrow peak."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Integral, cos, exp, expint, log, oo, sin, sqrt

from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.world import World
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.symbols import Quantity, SymbolTable

S = SymbolTable(*(Quantity(n, n, "a number", assumptions={"positive": True}) for n in ("t", "q")))
t, q = S.t, S.q
P = 10**5


@pytest.mark.parametrize(
    ("integral", "value"),
    [
        (Integral(exp(-P * t) / (1 + t), (t, 0, oo)), exp(P) * expint(1, P)),
        (Integral(exp(-(P + q) * t) / (1 + t), (t, 0, oo)), exp(P + q) * expint(1, P + q)),
        (Integral(1 / (1 + (P * t) ** 2) / (1 + t), (t, 0, 1)), 1),
        (Integral(exp(P * (t - 1)) / t, (t, sp.Rational(1, 2), 1)), 1),
    ],
    ids=str,
)
def test_a_narrow_peak_has_a_value(integral, value):
    try:
        Attack(equal(integral, value), World()).run()
    except Refuted as refuted:
        assert "diverges" not in str(refuted)


@pytest.mark.parametrize(
    "f",
    [
        exp(-P * t) / t,
        1 / t,
        1 / t**2,
        1 / (t + t**2),
        (1 - cos(t)) / t**3,
        (t - sin(t)) / t**4,
        1 / (t * sqrt(1 + t)),
        log(1 + t) / t**2,
        P / t + 10**6,
    ],
    ids=str,
)
def test_a_pole_at_an_end_still_diverges(f):
    with pytest.raises(Refuted, match="diverges at 0"):
        Attack(equal(Integral(f, (t, 0, 1)), 1), World()).run()
