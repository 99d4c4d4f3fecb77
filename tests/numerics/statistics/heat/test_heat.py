"""c(T): limits, origins, independent quadrature, ensembles, speed, minima of c/T^3."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory.symbols import S
from softpot.numerics.spectrum.doubles.levels import levels_above
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics import (
    Distribution,
    Glass,
    specific_heat,
)
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.heat.heat import Kept, both_tables, summed
from softpot.numerics.statistics.plane.grid import BANDS


def test_both_origins_agree_where_equation_6_allows_the_distribution() -> None:
    T = [0.002, 0.05]
    invariant = S.eta - sp.Rational(3, 8) * S.t**2
    factor = 1 + (2 + 100 * invariant) ** 2 / 100
    for make in (
        lambda origin: Distribution.constant(alpha_max=12, origin=origin),
        lambda origin: Distribution.smooth(factor, alpha_max=12, origin=origin),
    ):
        top, deep = make("barrier-top"), make("deepest-minimum")
        assert top.respects_equivalent_origins and deep.respects_equivalent_origins
        assert specific_heat(T, top).value == pytest.approx(specific_heat(T, deep).value, rel=1e-12)


def test_the_origin_matters_for_the_others() -> None:
    top, deep = (
        Distribution.exponential(alpha_max=12),
        Distribution.exponential(alpha_max=12, origin="deepest-minimum"),
    )
    assert not top.respects_equivalent_origins and not deep.respects_equivalent_origins
    assert not Distribution.flat().respects_equivalent_origins
    ratio = specific_heat(0.01, deep).value[0] / specific_heat(0.01, top).value[0]
    assert ratio > 5.0


def test_two_levels_at_low_temperature() -> None:
    """c -> (pi^2/6) n T when n is constant: deep wells, where tunnelling is frozen."""
    T = np.array([1e-3, 2e-3])
    shallow, deep = (specific_heat(T, Distribution.constant(alpha_max=v)).value for v in (1e4, 1e8))
    # between the cutoffs Delta = |beta||alpha|^(3/2)/sqrt(2)(1 + O(|alpha|^(-3/2)))
    expected = np.pi**2 / 6 * T * 4 * np.sqrt(2.0) * (1e4 - 1e2)
    assert deep - shallow == pytest.approx(expected, rel=1e-6)


def test_estimates_of_the_lowest_band_are_small() -> None:
    T = np.geomspace(BANDS[0].low, BANDS[0].high, 30)
    levels = Glass(Distribution.flat())
    for made in (
        Distribution.constant(alpha_max=10),
        Distribution.constant(alpha_max=50),
        Distribution.exponential(),
        Distribution.flat(),
    ):
        curve = specific_heat(T, levels.with_distribution(made))
        assert (curve.error < 1e-6 * curve.value).all()


@pytest.mark.slow
def test_estimates_everywhere_and_against_finer_panels() -> None:
    from dataclasses import replace

    from softpot.numerics.statistics.heat import heat
    from softpot.numerics.statistics.plane import grid

    def halved(edges: tuple[float, ...]) -> tuple[float, ...]:
        x = np.array(edges)
        return tuple(np.sort(np.concatenate([x, 0.5 * (x[1:] + x[:-1])])))

    every = (
        Distribution.constant(alpha_max=10),
        Distribution.constant(alpha_max=50),
        Distribution.exponential(),
        Distribution.flat(),
        Distribution.exponential(1),
    )
    for band in BANDS:
        T = np.geomspace(band.low, band.high, 6)
        fine = replace(
            band, one_well=halved(band.one_well), two_wells=halved(band.two_wells),
            columns=halved(band.columns), ratio=2.8,
        )  # fmt: skip
        blocks = (grid._one_well(fine), grid._two_wells(fine))
        made = grid.SpectrumGrid(fine, blocks)
        arrays = tuple(capacity(b.gaps, T).reshape(-1, 225, T.size) for b in blocks)
        table = heat.HeatTable(T, ((made, np.arange(T.size), arrays),))
        coarse = tuple(
            capacity(b.gaps, T).reshape(-1, 225, T.size)
            for b in grid.spectrum_grid(BANDS.index(band)).blocks
        )
        usual = heat.HeatTable(
            T, ((grid.spectrum_grid(BANDS.index(band)), np.arange(T.size), coarse),)
        )
        for d in every:
            one, two = heat.summed(usual, d), heat.summed(table, d)
            off = np.abs(one[0] / two[0] - 1)
            assert (off < 1e-7).all(), (band, d.name, off)
            assert (one[1] < 1e-6 * one[0]).all(), (band, d.name, one[1] / one[0])
            assert (np.abs(one[0] - two[0]) < one[1] + two[1]).all()


@pytest.mark.slow
def test_vibrations_give_the_fifth_power() -> None:
    """c -> (1/(3 sqrt 2)) (16 pi^6/21) T^5 (1-well) and 3/4 of the sum with the deep wells' vibrations."""
    T = np.array([4.9])
    law = 16 * np.pi**6 / 21 * T**5
    value = (
        specific_heat(T, Distribution.constant(alpha_max=1e6)).value
        - specific_heat(T / 49, Distribution.constant(alpha_max=1e6)).value * 49
    )
    assert value == pytest.approx(law / 4, rel=0.05)


def test_what_a_search_keeps_changes_no_bit() -> None:
    """One temperature after the other, in two bands and with a cutoff inside of a panel; and a table as a whole."""
    made = Distribution.constant(alpha_max=9.3)
    kept = Kept(made)
    for T in ([0.3], [0.31, 1.2], [1.3]):
        anew, again = (both_tables(np.array(T), None, k) for k in (None, kept))
        for slope in (False, True):
            found = summed(again[slope], made, slope, kept)
            assert np.array_equal(found, summed(anew[slope], made, slope))
    other = Distribution.exponential()
    assert not np.array_equal(found[0], summed(again[1], other, True, Kept(other))[0])


def _ensemble(count: int, temperatures: tuple[float, ...], levels: int) -> None:
    for made in (Distribution.exponential(alpha_max=30), Distribution.constant(alpha_max=10)):
        drawn = made.sample(count, 7, one_well=100, reach=20)
        # one-well potentials have gaps above 2.18 w: at low temperature only two wells contribute
        near = (drawn.D_2 < 0) if max(temperatures) < 0.08 else np.ones(count, dtype=bool)
        gaps = np.full((count, levels - 1), np.inf)
        points = reduce_quartic(drawn.alpha[near], drawn.beta[near])
        found = levels_above(points, levels)
        gaps[near] = found[:, 1:] - found[:, :1]
        for temperature in temperatures:
            value, error = drawn.mean(capacity(gaps, np.array([temperature]))[:, 0])
            exact = specific_heat(temperature, made).value[0]
            assert abs(value - exact) < 4 * error
            assert error < 25.0 / np.sqrt(count) * exact


@pytest.mark.quick(0)
def test_ensemble_of_ten_thousand() -> None:
    _ensemble(10_000, (0.02, 0.06), 2)


@pytest.mark.slow
def test_ensemble_of_fifty_thousand() -> None:
    _ensemble(50_000, (0.02, 0.06, 0.3, 0.7), 8)
