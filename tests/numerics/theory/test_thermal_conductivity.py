"""Local exponents of the conductivity against a plain rule, and the claim that they refute."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import trapezoid

from softpot.derive.machinery.verdict import Verdict
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics import Distribution, check
from softpot.numerics.sound.strength import strength
from softpot.numerics.theory.thermal_conductivity import WARM, local_exponents


@pytest.mark.quick(0)
def test_numbers_refute_it() -> None:
    entry = SOFT_POTENTIAL.entry("thermal-conductivity")
    assert entry.expected is Verdict.REFUTED and "subthermal" in entry.statement
    (judged,) = check(ids=["thermal-conductivity"]).entries
    assert judged.verdict is Verdict.REFUTED and "4.5" in judged.evidence[0].failing


def heat(T: float, made: Distribution | None) -> float:
    """K by the trapezium, from 0.03 w on; below, S goes as the energy."""
    z = np.linspace(0.03, 40.0, 1500) / T
    S = strength(np.minimum(T * z, 40.0), T, made).value
    return float(trapezoid(T**2 * z**3 * np.exp(-z) / np.expm1(-z) ** 2 / S, z) + 0.03**2 / S[0])


@pytest.mark.parametrize("flat", [False, True])
def test_exponents_by_a_plain_rule(flat: bool) -> None:
    made = Distribution.flat() if flat else None
    exponents = dict(zip(WARM, local_exponents(flat), strict=True))
    for T in (1.0, 4.5):
        slope = np.log(heat(1.05 * T, made) / heat(T / 1.05, made)) / np.log(1.05**2)
        assert exponents[T] == pytest.approx(slope, abs=0.02)
