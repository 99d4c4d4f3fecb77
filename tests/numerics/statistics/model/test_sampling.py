"""Samples of a glass: the same for the same seed, and of the whole weight."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics import (
    Distribution,
)

GLASS = Distribution.constant(alpha_max=10)


def test_sampling_is_reproducible_and_carries_the_whole_weight() -> None:
    one, two = GLASS.sample(4000, 5), GLASS.sample(4000, 5)
    assert np.array_equal(one.alpha, two.alpha) and np.array_equal(one.weight, two.weight)
    # the one-well part: int |alpha| d alpha d beta over 9 beta^2/32 < alpha < A is 2 sqrt(32/9) A^(5/2)/(5/2)
    single = one.alpha > 0
    expected = 2 * np.sqrt(32 / 9) * 60**2.5 / 2.5
    assert one.weight[single].sum() == pytest.approx(expected, rel=1e-12)
