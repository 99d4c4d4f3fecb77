"""Three pairs of coordinates of one potential."""

from __future__ import annotations

import numpy as np

from softpot.numerics.statistics.model.geometry import centre_of, from_centre, wells_of_top


def test_geometry_is_consistent() -> None:
    source = np.random.default_rng(3)
    alpha, beta = -source.uniform(0, 40, 500), source.uniform(0, 9, 500)
    wells = wells_of_top(alpha, beta)
    D_2, D_1 = centre_of(alpha, beta)
    top, tilt, a, b = from_centre(D_2, np.abs(D_1))
    assert np.abs(top - alpha).max() < 1e-10
    assert np.abs(np.abs(tilt) - beta).max() < 1e-10
    assert np.abs(a - wells.a).max() < 1e-10
    assert np.abs(b - 2 * wells.s * np.sqrt(wells.a)).max() < 1e-10
