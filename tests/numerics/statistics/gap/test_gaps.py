"""Gaps and their slopes over the plane."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.gap.gaps import gap_and_slope


def test_slope_is_the_derivative() -> None:
    D_2, D_1 = np.array([-7.0, 2.0, -40.0, 80.0]), np.array([1.0, 3.0, 1.2, 30.0])
    for m in (2, 3, 4):
        slope = gap_and_slope(D_2, D_1, m)[1]
        h = 1e-4
        sides = [gap_and_slope(D_2, D_1 + k * h, m)[0] for k in (1, -1)]
        assert slope == pytest.approx((sides[0] - sides[1]) / (2 * h), rel=1e-5)


def test_energies_rise_with_the_asymmetry() -> None:
    D_2, D_1 = np.meshgrid(np.linspace(-12, 10, 12), np.geomspace(0.05, 40, 14))
    for m in (2, 3, 4, 5):
        assert (gap_and_slope(D_2.ravel(), D_1.ravel(), m)[1] > 0).all()
