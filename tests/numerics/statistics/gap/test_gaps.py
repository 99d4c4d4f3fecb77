"""Gaps and their slopes over the plane."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.gap.gaps import gap_and_slope, gap_of
from softpot.numerics.statistics.model.geometry import centre_of


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


def deep_quantum(alpha: float, beta: float) -> float:
    """eps_2 - eps_1 in the deeper well of alpha y^2 - beta y^3 + y^4, alpha < 0, on its own oscillator functions."""
    y = min(
        np.roots([4.0, -3.0 * beta, 2.0 * alpha]), key=lambda y: (alpha - beta * y + y * y) * y * y
    )
    a = alpha - 3.0 * beta * y + 6.0 * y * y  # V''/2 there
    x = np.diag(np.sqrt(np.arange(1, 64) / 2.0), 1)
    x = x + x.T
    even = np.diag(2.0 * np.arange(64) + 1.0)  # -d^2/dx^2 + x^2
    rest = (4.0 * y - beta) * a**-1.25 * x @ x @ x + a**-1.5 * x @ x @ x @ x
    values = np.linalg.eigvalsh(np.sqrt(a) * (even + rest)[:60, :60])
    return float(values[1] - values[0])


@pytest.mark.parametrize(
    ("alpha", "beta"), [(-100.0, 300.0), (-100.0, 440.0), (-100.0, 600.0), (-30.0, 250.0)]
)
def test_a_well_that_has_all_but_gone_has_no_levels(alpha: float, beta: float) -> None:
    D_2, D_1 = centre_of(np.array([alpha]), np.array([-beta]))
    expected = deep_quantum(alpha, beta)
    assert gap_of(D_2, D_1, 2) == pytest.approx([expected], rel=1e-7)
    gap, slope = gap_and_slope(D_2, D_1, 2)
    assert gap == pytest.approx([expected], rel=1e-7)
    assert slope[0] > 0.0
