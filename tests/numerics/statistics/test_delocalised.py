"""c(T) without delocalised levels: the rule, a direct double integral, an ensemble, limits, maxima of c/T^3."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from numerics.spectrum.levels import levels_above
from numerics.spectrum.reduced import reduce_quartic
from numerics.statistics import (
    constant,
    exponential,
    heat_table,
    maximum_of_heat,
    minimum_of_heat,
    sample,
    specific_heat,
)
from numerics.statistics.cumulants import capacity
from numerics.statistics.grid import BANDS, spectrum_grid
from numerics.statistics.heat import _share_below
from numerics.statistics.kept import kept, label, steps, truncated
from numerics.statistics.quadrature import COUNT, NODES, bent, straightened

INF = np.inf
GLASS = constant(alpha_max=10)


@pytest.mark.parametrize(
    ("gaps", "E_d", "number"),
    [
        ([2.9, 5.8, 8.7, 11.6], 3.0, 5),  # a ladder with a small quantum stays whole
        ([3.1, 6.2, 9.3, 12.4], 3.0, 1),  # one with a large quantum vanishes
        ([0.1, 9.0, 9.2, 18.0], 3.0, 2),  # a doublet stays, its vibrations go
        ([0.1, 2.9, 6.0, 6.2], 3.0, 3),  # from the first larger step on
        ([3.0, 6.0, 9.5, 10.0], 3.0, 3),  # a step equal to E_d stays
        ([4.0, 4.5, 5.0, 5.5], 3.0, 1),  # nothing is reached beyond it
        ([0.1, INF, INF, INF], 3.0, 2),
        ([INF, INF, INF, INF], 3.0, 1),
    ],
)
def test_the_rule(gaps: list[float], E_d: float, number: int) -> None:
    made = np.array([gaps])
    assert kept(made, E_d)[0] == number
    left = truncated(made, E_d)[0]
    assert left[: number - 1].tolist() == gaps[: number - 1]
    assert not np.isfinite(left[number - 1 :]).any()


def test_steps_and_labels() -> None:
    gaps = np.array([[1.0, 3.0, INF], [1.0, 40.0, 41.0]])
    assert steps(gaps).tolist() == [[1.0, 2.0, INF], [1.0, 39.0, 1.0]]
    assert label(gaps, 50.0, 100.0).tolist() == [3, 4]
    assert label(gaps, 50.0, 30.0)[0] == 3 < label(gaps, 50.0, 30.0)[1]


@pytest.mark.parametrize(
    ("low", "high"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_bent_nodes_take_a_square_root_out(low: bool, high: bool) -> None:
    from numerics.statistics.quadrature import KRONROD

    xi = 0.5 * (NODES + 1.0)
    f, slope = bent(xi, low, high)
    assert [straightened(float(v), low, high) for v in f] == pytest.approx(xi.tolist(), abs=1e-12)
    root = (np.sqrt(f) if low else 0.0) + (np.sqrt(1.0 - f) if high else 0.0)
    assert 0.5 * KRONROD @ (root * slope) == pytest.approx((low + high) * 2.0 / 3.0, abs=1e-12)
    assert f.size == COUNT


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
    assert specific_heat(T, GLASS, delocalised_above=3).value == pytest.approx(
        specific_heat(T, GLASS).value, rel=1e-12
    )
    assert specific_heat(0.05, GLASS, delocalised_above="200").value == pytest.approx(
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
    for ask in (
        lambda: specific_heat(0.01, GLASS, delocalised_above=value),
        lambda: heat_table(0.01, value),
        lambda: minimum_of_heat(GLASS, delocalised_above=value),
        lambda: maximum_of_heat(GLASS, delocalised_above=value),
    ):
        with pytest.raises(ValueError, match=words) as caught:
            ask()
        assert "\n" not in str(caught.value)


def test_a_table_belongs_to_its_energy() -> None:
    with pytest.raises(ValueError, match="both must be equal"):
        specific_heat([0.01], GLASS, heat_table([0.01]), delocalised_above=3)
    table = heat_table([0.01], 3)
    assert specific_heat([0.01], GLASS, table, delocalised_above=3).value.size == 1


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


def test_a_row_by_many_points() -> None:
    from numerics.statistics.aligned import aligned
    from numerics.statistics.delocalised import _side, _sums
    from numerics.statistics.rows import rows_of

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

    from numerics.statistics import delocalised, heat

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
    curve = specific_heat(T, GLASS, delocalised_above=E_d)
    assert (curve.error < 1e-5 * curve.value).all()
    assert (np.abs(curve.value - value) < curve.error).all()


@pytest.mark.slow
def test_an_ensemble() -> None:
    count = 40_000
    drawn = sample(GLASS, count, 11, one_well=12, reach=16)
    levels = levels_above(reduce_quartic(drawn.alpha, drawn.beta), 10)
    for E_d in (3.0, 5.0):
        gaps = truncated(levels[:, 1:] - levels[:, :1], E_d)
        for T in (0.3, 0.6):
            value, error = drawn.mean(capacity(gaps, np.array([T]))[:, 0])
            exact = specific_heat(T, GLASS, delocalised_above=E_d).value[0]
            assert abs(value - exact) < 4 * error
            assert error < 0.02 * exact


@pytest.mark.slow
def test_extrema() -> None:
    """At E_d = 3w c/T^3 only falls; at 6w the exponential has both extrema, below 1 w/k_B."""
    for glass in (GLASS, exponential()):
        assert maximum_of_heat(glass, 0.1, 0.6, delocalised_above=3) is None
        assert minimum_of_heat(glass, 0.1, 0.6, delocalised_above=3) is None
    low = minimum_of_heat(exponential(), 0.1, 0.6, delocalised_above=6)
    assert low is not None and low.temperature == pytest.approx(0.4519, abs=2e-3)
