"""The heat capacity of one potential from its gaps, and its slope."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.gap.cumulants import capacity, slope_of_capacity


def test_capacity_of_two_levels_and_of_a_ladder() -> None:
    T = np.array([0.3, 1.0])
    two = capacity(np.array([[0.7, np.inf]]), T)[0]
    z = 0.7 / T
    assert two == pytest.approx(z**2 / (4 * np.cosh(z / 2) ** 2), rel=1e-13)
    ladder = capacity(np.arange(1.0, 200.0)[None, :], T)[0]
    assert ladder == pytest.approx((0.5 / T / np.sinh(0.5 / T)) ** 2, rel=1e-12)


def test_slope_of_capacity_is_the_derivative() -> None:
    gaps = np.array([[0.3, 1.1, 2.0], [2.0, np.inf, np.inf]])
    T, h = 0.6, 1e-4
    sides = capacity(gaps, np.array([T * np.exp(h), T * np.exp(-h)]))
    assert slope_of_capacity(gaps, np.array([T]))[:, 0] == pytest.approx(
        (sides[:, 0] - sides[:, 1]) / (2 * h), rel=1e-6
    )
