"""The levels of a row's potentials up to the first step above E_d, against LAPACK's levels and counting by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from softpot.numerics.spectrum.doubles.levels import levels_by_lapack
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics.plane.delocalised import _side
from softpot.numerics.statistics.plane.grid import BANDS
from softpot.numerics.statistics.plane.kept import EVERY
from softpot.numerics.statistics.plane.rows import points_at, rows_of


def _ladder(alpha: float, beta: float, E_d: float) -> list[float]:
    """Gaps of the levels below the first step above E_d, of 40."""
    levels = levels_by_lapack(reduce_quartic(np.array([alpha]), np.array([beta])), 40)[0].tolist()
    found: list[float] = []
    for lower, upper in pairwise(levels):
        if upper - lower > E_d:
            return found
        found.append(upper - levels[0])
    raise AssertionError(f"alpha = {alpha}, beta = {beta}: more levels are needed")


@pytest.mark.quick(0)
@pytest.mark.parametrize("E_d", [3.0, 5.0, 8.0])
def test_the_ladder_ends_where_a_step_exceeds_the_energy(E_d: float) -> None:
    random = np.random.default_rng(7)
    several = 0
    for two in (False, True):
        side = _side(two, BANDS[2], E_d)
        u = random.uniform(0.5, 3.0, 12) if not two else random.uniform(1.0, 14.0, 12)
        v = random.uniform(side.edges[0], min(side.edges[-1], 4.0), u.size)
        points = points_at(side, rows_of(side, u), np.arange(u.size), v)
        for k in range(u.size):
            wanted = _ladder(float(points.alpha[k]), float(points.beta[k]), E_d)
            if points.label[k] == EVERY:
                assert wanted[-1] > side.reach
                continue
            assert points.label[k] == len(wanted) + 1
            assert points.gaps[k, : len(wanted)] == pytest.approx(wanted, abs=2e-9)
            several += len(wanted) > 8
    assert several >= (
        0 if E_d < 8.0 else 3
    )  # for which the first look at the ladder is not enough
