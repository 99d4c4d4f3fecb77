"""c(T): limits, origins, independent quadrature, ensembles, speed, minima of c/T^3."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from derive.theory.symbols import S
from numerics.spectrum.levels import levels_above
from numerics.spectrum.reduced import reduce_quartic
from numerics.statistics import (
    constant,
    exponential,
    flat,
    heat_table,
    maximum_of_heat,
    minimum_of_heat,
    sample,
    smooth,
    specific_heat,
)
from numerics.statistics.grid import BANDS
from numerics.statistics.heat import capacity, slope_of_capacity


def test_capacity_of_two_levels_and_of_a_ladder() -> None:
    T = np.array([0.3, 1.0])
    two = capacity(np.array([[0.7, np.inf]]), T)[0]
    z = 0.7 / T
    assert two == pytest.approx(z**2 / (4 * np.cosh(z / 2) ** 2), rel=1e-13)
    ladder = capacity(np.arange(1.0, 200.0)[None, :], T)[0]
    assert ladder == pytest.approx((0.5 / T / np.sinh(0.5 / T)) ** 2, rel=1e-12)


def test_slope_of_capacity_is_the_derivative() -> None:
    gaps = np.array([[0.3, 1.1, 2.0], [2.0, np.inf, np.inf]])
    T, h = 0.6, 1e-4
    sides = capacity(gaps, np.array([T * np.exp(h), T * np.exp(-h)]))
    assert slope_of_capacity(gaps, np.array([T]))[:, 0] == pytest.approx(
        (sides[:, 0] - sides[:, 1]) / (2 * h), rel=1e-6
    )


def test_both_origins_agree_where_equation_6_allows_the_distribution() -> None:
    T = [0.002, 0.05]
    invariant = S.eta - sp.Rational(3, 8) * S.t**2
    factor = 1 + (2 + 100 * invariant) ** 2 / 100
    for make in (
        lambda origin: constant(alpha_max=12, origin=origin),
        lambda origin: smooth(factor, alpha_max=12, origin=origin),
    ):
        top, deep = make("barrier-top"), make("deepest-minimum")
        assert top.respects_equivalent_origins and deep.respects_equivalent_origins
        assert specific_heat(T, top).value == pytest.approx(specific_heat(T, deep).value, rel=1e-12)


def test_the_origin_matters_for_the_others() -> None:
    top, deep = exponential(alpha_max=12), exponential(alpha_max=12, origin="deepest-minimum")
    assert not top.respects_equivalent_origins and not deep.respects_equivalent_origins
    assert not flat().respects_equivalent_origins
    ratio = specific_heat(0.01, deep).value[0] / specific_heat(0.01, top).value[0]
    assert ratio > 5.0


def test_two_levels_at_low_temperature() -> None:
    """c -> (pi^2/6) n T when n is constant: deep wells, where tunnelling is frozen."""
    T = np.array([1e-3, 2e-3])
    shallow, deep = (specific_heat(T, constant(alpha_max=v)).value for v in (1e4, 1e8))
    # between the cutoffs Delta = |beta||alpha|^(3/2)/sqrt(2)(1 + O(|alpha|^(-3/2)))
    expected = np.pi**2 / 6 * T * 4 * np.sqrt(2.0) * (1e4 - 1e2)
    assert deep - shallow == pytest.approx(expected, rel=1e-6)


def test_estimates_of_the_lowest_band_are_small() -> None:
    T = np.geomspace(BANDS[0].low, BANDS[0].high, 30)
    table = heat_table(T)
    for made in (constant(alpha_max=10), constant(alpha_max=50), exponential(), flat()):
        curve = specific_heat(T, made, table)
        assert (curve.error < 1e-6 * curve.value).all()


@pytest.mark.slow
def test_estimates_everywhere_and_against_finer_panels() -> None:
    from dataclasses import replace

    from numerics.statistics import grid, heat

    def halved(edges: tuple[float, ...]) -> tuple[float, ...]:
        x = np.array(edges)
        return tuple(np.sort(np.concatenate([x, 0.5 * (x[1:] + x[:-1])])))

    every = (constant(alpha_max=10), constant(alpha_max=50), exponential(), flat(), exponential(1))
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
            one, two = specific_heat(T, d, usual), specific_heat(T, d, table)
            off = np.abs(one.value / two.value - 1)
            assert (off < 1e-7).all(), (band, d.name, off)
            assert (one.error < 1e-6 * one.value).all(), (band, d.name, one.error / one.value)
            assert (np.abs(one.value - two.value) < one.error + two.error).all()


@pytest.mark.slow
def test_vibrations_give_the_fifth_power() -> None:
    """c -> (1/(3 sqrt 2)) (16 pi^6/21) T^5 (1-well) and 3/4 of the sum with the deep wells' vibrations."""
    T = np.array([4.9])
    law = 16 * np.pi**6 / 21 * T**5
    value = (
        specific_heat(T, constant(alpha_max=1e6)).value
        - specific_heat(T / 49, constant(alpha_max=1e6)).value * 49
    )
    assert value == pytest.approx(law / 4, rel=0.05)


@pytest.mark.slow
def test_minima_and_maxima() -> None:
    found = minimum_of_heat(exponential())
    assert found is not None
    assert found.temperature == pytest.approx(0.43247019, rel=1e-6)
    assert found.c_over_T3 == pytest.approx(151.46753, rel=1e-6)
    near = np.array([found.temperature * 0.999, found.temperature * 1.001])
    assert (specific_heat(near, exponential()).value / near**3 > found.c_over_T3).all()
    ten = minimum_of_heat(constant(alpha_max=10))
    assert ten is not None and ten.temperature == pytest.approx(0.5603465, rel=1e-6)
    fifty = minimum_of_heat(constant(alpha_max=50))
    assert fifty is not None and fifty.temperature == pytest.approx(0.74695807, rel=1e-6)
    assert minimum_of_heat(flat()) is None
    assert maximum_of_heat(constant(alpha_max=10)) is None


def _ensemble(count: int, temperatures: tuple[float, ...], levels: int) -> None:
    for made in (exponential(alpha_max=30), constant(alpha_max=10)):
        drawn = sample(made, count, 7, one_well=100, reach=20)
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


def test_ensemble_of_ten_thousand() -> None:
    _ensemble(10_000, (0.02, 0.06), 2)


@pytest.mark.slow
def test_ensemble_of_fifty_thousand() -> None:
    _ensemble(50_000, (0.02, 0.06, 0.3, 0.7), 8)
