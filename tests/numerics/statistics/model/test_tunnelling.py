"""The tunnel splitting of the symmetric double well against forty digits."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.spectrum.matrices.precise import precise_levels
from softpot.numerics.statistics import tunnel_splitting


def test_splitting_against_forty_digits() -> None:
    for alpha in (-2, -4, -9, -20):
        low, high = precise_levels(alpha, 0, 2, 60)
        assert tunnel_splitting(np.array([float(alpha)]))[0] == pytest.approx(
            float(high.mpf - low.mpf), rel=5e-9
        )
