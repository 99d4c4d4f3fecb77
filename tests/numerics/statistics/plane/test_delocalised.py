"""c(T) without delocalised levels: the rule, a direct double integral, an ensemble, limits, maxima of c/T^3."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics.spectrum.doubles.levels import levels_above
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics import (
    Distribution,
    Glass,
    maximum_of_heat,
    minimum_of_heat,
    specific_heat,
)
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.heat.heat import _share_below
from softpot.numerics.statistics.plane.grid import BANDS, spectrum_grid
from softpot.numerics.statistics.plane.kept import truncated
from softpot.numerics.statistics.quadrature import COUNT

INF = np.inf
GLASS = Distribution.constant(alpha_max=10)


def test_two_level_systems_below_an_energy() -> None:
    for z in (0.6, 1.0, 5.0, 40.0):
        T = np.array([3.0 / z])
        whole = quad(lambda x: x * x / (4.0 * np.cosh(0.5 * x) ** 2), 0.0, z)[0]
        assert _share_below(3.0, T, False)[0] == pytest.approx(6.0 / np.pi**2 * whole, rel=1e-12)
        h = 1e-5
        up, down = (float((v * _share_below(3.0, v, False))[0]) for v in (T * (1 + h), T * (1 - h)))
        assert _share_below(3.0, T, True)[0] == pytest.approx(
            (up - down) / (2 * h * T[0]), rel=1e-6
        )


def test_nothing_changes_far_below_the_energy() -> None:
    T = [0.002, 0.05]
    assert specific_heat(T, Glass(GLASS, 3)).value == pytest.approx(
        specific_heat(T, GLASS).value, rel=1e-12
    )
    assert specific_heat(0.05, Glass(GLASS, "200")).value == pytest.approx(
        specific_heat(0.05, GLASS).value, rel=1e-12
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "at least 2 w"),
        (-3.0, "at least 2 w"),
        (1.9, "2.18 w"),
        (float("nan"), "NaN|nan"),
        (INF, "inf"),
    ],
)
def test_refusals(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        Glass(GLASS, value)
    assert "\n" not in str(caught.value)


def _one_well_rows(E_d: float, T: float, rows: np.ndarray) -> np.ndarray:
    """The integral over s of one row of potentials with one well, by many points and no regard for jumps."""
    count = 6000
    s = (np.arange(count) + 0.5) / count * 2.0 * np.sqrt(2.0) / 3.0
    found = []
    for r in rows:
        a, b = np.full(count, r * r), 2.0 * r * s
        levels = levels_above(reduce_quartic(a, b), 8)
        heat = capacity(truncated(levels[:, 1:] - levels[:, :1], E_d), np.array([T]))[:, 0]
        found.append(8.0 * r**4 * heat.mean() * 2.0 * np.sqrt(2.0) / 3.0)
    return np.array(found)


@pytest.mark.quick(0)
def test_a_row_by_many_points() -> None:
    from softpot.numerics.statistics.plane.aligned import aligned
    from softpot.numerics.statistics.plane.delocalised import _side, _sums
    from softpot.numerics.statistics.plane.rows import rows_of

    rows, T = np.array([0.9, 2.3]), 0.5
    side = _side(False, BANDS[1], 3.0)
    made = aligned(side, rows_of(side, rows))
    mine = _sums(made, 2, np.array([T]), 3.0)[:, 0]
    # the midpoint rule misplaces each of up to two jumps, of 8 r^4 times at most 0.5, by half a step of 1.6e-4 at most
    assert (np.abs(mine - _one_well_rows(3.0, T, rows)) < 8.0 * rows**4 * 0.5 * 1.6e-4).all()
    assert set(made.label) <= {1, 2, 3}


@pytest.mark.slow
@pytest.mark.parametrize("E_d", [3.0, 5.0, 8.0])
def test_finer_panels_agree_within_the_estimate(E_d: float) -> None:
    from dataclasses import replace

    from softpot.numerics.statistics.heat import heat
    from softpot.numerics.statistics.plane import delocalised

    def halved(edges: tuple[float, ...]) -> np.ndarray:
        x = np.array(edges)
        return np.sort(np.concatenate([x, 0.5 * (x[1:] + x[:-1])]))

    T = np.array([0.1, 0.3, 0.6])
    band = BANDS[1]
    fine = replace(band, columns=tuple(halved(band.columns)))
    size = delocalised._size(spectrum_grid(1).blocks, band, E_d)
    value = np.zeros(T.size)
    for two, edges in ((False, band.one_well), (True, band.two_wells[:7])):
        side = delocalised._side(two, fine, E_d)
        block = delocalised._block(side, delocalised._strips(side, halved(edges), size))
        table = capacity(block.gaps, T).reshape(-1, COUNT**2, T.size)
        value += heat._reduced(block, heat.weighted(block, GLASS), table, False)[0]
    curve = specific_heat(T, Glass(GLASS, E_d))
    assert (curve.error < 1e-5 * curve.value).all()
    assert (np.abs(curve.value - value) < curve.error).all()


@pytest.mark.slow
def test_an_ensemble() -> None:
    count = 40_000
    drawn = GLASS.sample(count, 11, one_well=12, reach=16)
    levels = levels_above(reduce_quartic(drawn.alpha, drawn.beta), 10)
    for E_d in (3.0, 5.0):
        gaps = truncated(levels[:, 1:] - levels[:, :1], E_d)
        for T in (0.3, 0.6):
            value, error = drawn.mean(capacity(gaps, np.array([T]))[:, 0])
            exact = specific_heat(T, Glass(GLASS, E_d)).value[0]
            assert abs(value - exact) < 4 * error
            assert error < 0.02 * exact


@pytest.mark.slow
def test_extrema() -> None:
    """At E_d = 3w c/T^3 only falls; at 6w the exponential has both extrema, below 1 w/k_B."""
    three = Glass(GLASS, 3)
    for glass in (three, three.with_distribution(Distribution.exponential())):
        assert maximum_of_heat(glass, 0.1, 0.6) is None
        assert minimum_of_heat(glass, 0.1, 0.6) is None
    low = minimum_of_heat(Glass(Distribution.exponential(), 6), 0.1, 0.6)
    assert low is not None and low.temperature == pytest.approx(0.4519, abs=2e-3)
