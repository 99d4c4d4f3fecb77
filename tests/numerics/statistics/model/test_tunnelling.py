"""The tunnel splitting of the symmetric double well against forty digits."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.spectrum.matrices.precise import precise_levels
from softpot.numerics.statistics import tunnel_splitting
from softpot.numerics.statistics.model.tunnelling import (
    curvature_of_splitting,
    log_splitting,
)


def test_splitting_against_forty_digits() -> None:
    for alpha in (-2, -4, -9, -20):
        low, high = precise_levels(alpha, 0, 2, 60)
        assert tunnel_splitting(np.array([float(alpha)]))[0] == pytest.approx(
            float(high.mpf - low.mpf), rel=5e-9
        )


def test_shallow_wells_and_single_ones() -> None:
    """The difference of levels above -3.5, y^4 among them (3.79967302980 - 1.06036209048), and no jump there."""
    found = np.exp(log_splitting(np.array([0.0, -3.5 + 1e-9, -3.5 - 1e-9])))
    assert found[0] == pytest.approx(2.7393109393172, rel=1e-10)
    assert found[1] == pytest.approx(found[2], rel=2e-8)
    far = np.array([[-400.0, -1000.0]])
    # the leading form, with its first correction -71/(24 sqrt 2) |alpha|^(-3/2)
    x = -far
    wanted = (
        np.log(16.0 * (2.0 / np.pi) ** 0.5 * (x / 2.0) ** 1.25)
        - 2.0**0.5 / 3.0 * x**1.5
        - 71.0 / (24.0 * 2.0**0.5) / x**1.5
    )
    assert log_splitting(far) == pytest.approx(wanted, abs=1e-6)
    assert log_splitting(far).shape == (1, 2)


@pytest.mark.parametrize("size", [1.5, 3.4, 12.0, 100.0])
def test_the_well_of_a_splitting(size: float) -> None:
    value = float(np.exp(log_splitting(np.array([-size]))[0]))
    assert curvature_of_splitting(value) == pytest.approx(size, rel=1e-9)


@pytest.mark.parametrize("value", [0.0, 5.0, -1.0])
def test_splittings_of_no_well_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match=f"the smallest splitting is {value:g} w"):
        curvature_of_splitting(value)
