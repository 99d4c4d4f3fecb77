"""Small gaps against levels."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.statistics.gap.two_level import small_gap, solve_small


def test_small_gaps_against_levels() -> None:
    D_2 = np.array([-2.0, -5.0, -11.0, -24.0])
    D_1 = np.array([0.2, 0.15, 0.1, 0.05])
    exact, slope = gap_and_slope(D_2, D_1, 2)
    found, rise = small_gap(D_2, D_1)
    assert found == pytest.approx(exact, rel=1e-8)
    assert rise == pytest.approx(slope, rel=1e-7)


@pytest.mark.parametrize("energy", [0.8, 0.1, 1e-3])
def test_where_a_small_gap_is_an_energy(energy: float) -> None:
    """And the slope is that of the gap there; a gap that is the splitting already belongs to D_1 = 0."""
    D_2 = np.array([-29.5, -9.1, -5.0, -4.6])
    D_1, slope = solve_small(D_2, np.full(4, energy))
    gap, rise = small_gap(D_2, D_1)
    some = D_1 > 1e-9
    assert gap[some] == pytest.approx(np.full(some.sum(), energy), rel=1e-10)
    assert slope[some] == pytest.approx(rise[some], rel=1e-9)
    h = 1e-5 * D_1
    sides = [small_gap(D_2, D_1 + k * h)[0] for k in (1, -1)]
    assert rise[some] == pytest.approx(((sides[0] - sides[1])[some] / (2.0 * h[some])), rel=1e-6)
