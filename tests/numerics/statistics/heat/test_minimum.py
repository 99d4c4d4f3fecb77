"""Minima and maxima of c/T^3."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics import (
    Distribution,
    maximum_of_heat,
    minimum_of_heat,
    specific_heat,
)


@pytest.mark.slow
def test_minima_and_maxima() -> None:
    found = minimum_of_heat(Distribution.exponential())
    assert found is not None
    assert found.temperature == pytest.approx(0.43247019, rel=1e-6)
    assert found.c_over_T3 == pytest.approx(151.46753, rel=1e-6)
    near = np.array([found.temperature * 0.999, found.temperature * 1.001])
    assert (specific_heat(near, Distribution.exponential()).value / near**3 > found.c_over_T3).all()
    ten = minimum_of_heat(Distribution.constant(alpha_max=10))
    assert ten is not None and ten.temperature == pytest.approx(0.5603465, rel=1e-6)
    fifty = minimum_of_heat(Distribution.constant(alpha_max=50))
    assert fifty is not None and fifty.temperature == pytest.approx(0.74695807, rel=1e-6)
    assert minimum_of_heat(Distribution.flat()) is None
    assert maximum_of_heat(Distribution.constant(alpha_max=10)) is None
