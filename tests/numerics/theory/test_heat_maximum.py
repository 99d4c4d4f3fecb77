"""Evidence on the maximum of c/T^3. What needs temperatures above 0.6 w/k_B is slow: its grid costs seconds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import heat_maximum as evidence_of

S = SOFT_POTENTIAL.symbols
w = S.w


def test_the_slope_by_another_quadrature():
    """c/T^3 of the two laws at two temperatures, and the difference."""

    def heat(T: float, E_d: float, ratio: float) -> float:
        part = quad(
            lambda e: e**4 / 24 / np.sqrt(ratio) * (0.5 * e / T / np.sinh(0.5 * e / T)) ** 2, 0, E_d
        )[0]
        return part / T**3 + np.pi**2 / 6 / T**2

    for T, E_d in ((0.5, 4.0), (1.3, 9.0)):
        step = 1e-4
        slope = (heat(T * (1 + step), E_d, 10) - heat(T * (1 - step), E_d, 10)) / (2 * step)
        assert evidence_of.two_laws_slope(T, E_d, 10) == pytest.approx(slope, rel=1e-6)


def test_the_largest_weight_by_a_scan():
    z = np.linspace(8, 10, 401)
    x, weight = np.polynomial.legendre.leggauss(60)
    t = 0.5 * z[:, None] * (x + 1)
    integral = 0.5 * z * ((t**6 * np.exp(-t) / (1 - np.exp(-t)) ** 2) @ weight)
    scan = (2 * integral - z**7 * np.exp(-z) / (1 - np.exp(-z)) ** 2) / z**4
    assert float(evidence_of.largest_weight()) == pytest.approx(scan.max(), rel=1e-6)
    assert float(evidence_of.largest_weight()) == pytest.approx(0.0879360, abs=1e-7)


@pytest.mark.slow
def test_the_maximum_is_supported_and_the_printed_one_refuted(supported, printed_verdict):
    found = supported("maximum-of-c-over-T3")
    assert found[2].factor == pytest.approx(0.701, abs=5e-3)
    printed_verdict("maximum-of-c-over-T3")


@pytest.mark.slow
def test_wrong_maxima_are_refuted(refuted, member):
    id = "maximum-of-c-over-T3"
    slope, least = SOFT_POTENTIAL.formula(id).expression.args
    for place, wrong in (
        (0, slope * 2),
        (0, -slope),
        (1, least / 2),
        (1, 3 * w),
        (1, least * S.h_m),
    ):
        refuted(id, member(id, place, wrong))


@pytest.mark.slow
def test_no_extremum_at_three(supported):
    """Every exponent of c/T^3 is below -1 at E_d = 3w; the minimum at E_d = 18w is that without a cut."""
    for exponent, low, high in evidence_of.extrema(3.0):
        assert exponent < -1.0 and np.isnan(low) and np.isnan(high)
    (_, first, _), (_, second, _) = evidence_of.extrema(18.0)
    assert first == pytest.approx(0.5603, abs=2e-3) and second == pytest.approx(0.4325, abs=2e-3)
