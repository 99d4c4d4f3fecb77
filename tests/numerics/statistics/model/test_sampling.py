"""Samples of a glass: the same for the same seed, and of the whole weight."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics.statistics import Distribution
from softpot.numerics.statistics.model.geometry import FOLD, centre_of, wells_of_top
from softpot.numerics.statistics.model.sampling import sample

GLASS = Distribution.constant(alpha_max=10)


def test_sampling_is_reproducible_and_carries_the_whole_weight() -> None:
    one, two = GLASS.sample(4000, 5), GLASS.sample(4000, 5)
    assert np.array_equal(one.alpha, two.alpha) and np.array_equal(one.weight, two.weight)
    # the one-well part: int |alpha| d alpha d beta over 9 beta^2/32 < alpha < A is 2 sqrt(32/9) A^(5/2)/(5/2)
    single = one.alpha > 0
    expected = 2 * np.sqrt(32 / 9) * 60**2.5 / 2.5
    assert one.weight[single].sum() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("upper", "width", "deep"), [(4.0, 1.0, 3.0), (1.0, 5.0, 2.0)])
def test_a_sample_has_the_measure_of_its_window(upper: float, width: float, deep: float) -> None:
    """Integrals of |alpha| over both parts, the second by an adaptive rule over alpha with beta(Delta) by bisection."""
    made = Distribution.constant(alpha_max=50)
    drawn = sample(made, 60_000, 3, one_well=upper, reach=width, alpha_cut=deep)
    ones = 9.0 * drawn.beta**2 < 32.0 * drawn.alpha
    assert ones.sum() == 30_000
    assert drawn.weight[ones].sum() == pytest.approx(2.0 * FOLD * 4.0 * upper**2.5 / 5.0, rel=1e-12)
    assert (drawn.alpha[ones] <= upper).all() and (drawn.alpha[~ones] >= -deep).all()
    height = wells_of_top(drawn.alpha[~ones], np.abs(drawn.beta[~ones])).height
    assert height.max() <= width * (1.0 + 1e-9) and height.max() > 0.99 * width
    assert (drawn.beta > 0).mean() == pytest.approx(0.5, abs=0.02)

    def beta_of(size: float) -> float:
        low, high = 0.0, 60.0
        for _ in range(60):
            middle = 0.5 * (low + high)
            far = middle * (9.0 * middle**2 + 32.0 * size) ** 1.5 / 256.0 > width
            low, high = (low, middle) if far else (middle, high)
        return low

    wanted = quad(lambda size: 2.0 * size * beta_of(size), 0.0, deep)[0]
    assert drawn.weight[~ones].sum() == pytest.approx(wanted, rel=0.03)
    value, error = drawn.mean(np.ones(60_000))
    assert value == pytest.approx(drawn.weight.sum(), rel=1e-12)
    assert error == pytest.approx(60_000**0.5 * drawn.weight.std(ddof=1), rel=1e-9)
    D_2, D_1 = centre_of(drawn.alpha, drawn.beta)
    assert np.allclose(D_2, drawn.D_2) and np.allclose(np.abs(D_1), drawn.D_1)
