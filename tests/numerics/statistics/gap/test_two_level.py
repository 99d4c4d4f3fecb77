"""Small gaps against levels."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.statistics.gap.two_level import small_gap


def test_small_gaps_against_levels() -> None:
    D_2 = np.array([-2.0, -5.0, -11.0, -24.0])
    D_1 = np.array([0.2, 0.15, 0.1, 0.05])
    exact, slope = gap_and_slope(D_2, D_1, 2)
    found, rise = small_gap(D_2, D_1)
    assert found == pytest.approx(exact, rel=1e-8)
    assert rise == pytest.approx(slope, rel=1e-7)
