"""The levels of a row's potentials up to the first step above E_d, against LAPACK's levels and counting by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from softpot.numerics.spectrum.doubles.levels import levels_by_lapack
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics.plane import aligned
from softpot.numerics.statistics.plane.delocalised import _side
from softpot.numerics.statistics.plane.grid import BANDS
from softpot.numerics.statistics.plane.kept import EVERY
from softpot.numerics.statistics.plane.rows import RISING, pairs_at, points_at, rows_of


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


def test_a_level_and_the_next_one_alone_are_those_of_the_whole_ladder() -> None:
    random = np.random.default_rng(11)
    for two in (False, True):
        side = _side(two, BANDS[2], 5.0)
        u = random.uniform(0.5, 12.0, 40)  # of a up to 144, on both sides of the switch to series
        v = random.uniform(0.0, 0.9, u.size)
        rows, index = rows_of(side, u), np.arange(u.size)
        points = points_at(side, rows, index, v)
        number = random.integers(1, 5, u.size)
        low, high = pairs_at(side, rows, index, v, number)
        levels = levels_by_lapack(reduce_quartic(points.alpha, points.beta), 6)
        gaps = levels - levels[:, :1]
        known = np.isfinite(high)
        assert known.sum() >= 30
        assert low[known] == pytest.approx(gaps[index, number - 1][known], abs=1e-8)
        assert high[known] == pytest.approx(gaps[index, number][known], abs=1e-8)


def test_the_first_gap_of_a_row_has_one_sense() -> None:
    """What spares the levels where only the ground state is left, by LAPACK's levels on a fine grid."""
    fine = np.linspace(0.0, 1.0, 60)
    for r in (0.1, 0.7, 1.3, 2.0, 3.1, 5.0, 7.7):
        s = fine * 2.0 * np.sqrt(2.0) / 3.0
        levels = levels_by_lapack(reduce_quartic(np.full(s.size, r * r), 2.0 * r * s), 2)
        assert (np.diff(levels[:, 1] - levels[:, 0]) < 1e-9).all()
    beta = np.concatenate([[0.0], np.geomspace(1e-4, 20.0, 90)])
    for size in (RISING, 2.4, 3.3, 5.0, 9.0, 17.0, 30.0):
        levels = levels_by_lapack(reduce_quartic(np.full(beta.size, -size), beta), 2)
        assert (np.diff(levels[:, 1] - levels[:, 0]) > -1e-9).all()
    levels = levels_by_lapack(reduce_quartic(np.full(beta.size, -1.2), beta), 2)
    assert (np.diff(levels[:, 1] - levels[:, 0]) < -1e-7).any()  # so that RISING is needed


@pytest.mark.parametrize("E_d", [2.3, 2.6, 3.0, 8.0])
def test_rows_that_were_spared_levels_have_none(
    E_d: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E_d = 2.3 and 2.6 lie where E_12 falls before it rises."""
    for two in (False, True):
        side = _side(two, BANDS[1], E_d)
        rows = rows_of(side, np.array([0.05, 0.4, 1.0, 1.5, 1.9, 2.2, 3.7, 6.0]))
        some = aligned.aligned(side, rows)
        with monkeypatch.context() as patch:
            patch.setattr(
                aligned, "rising", lambda _, rows, index: np.zeros(index.size, dtype=bool)
            )
            every = aligned.aligned(side, rows)
        assert np.array_equal(some.label, every.label)
        assert np.array_equal(some.low, every.low) and np.array_equal(
            some.points.label, every.points.label
        )
