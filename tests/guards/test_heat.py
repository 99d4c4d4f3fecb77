"""The pieces of c(T), each alone: rules along rows, the sum of a block, its error, frozen wells, and extrema."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics import Distribution
from softpot.numerics.statistics.gap.cumulants import capacity, slope_of_capacity
from softpot.numerics.statistics.heat import frozen, heat, minimum
from softpot.numerics.statistics.heat.heat import Kept, both_tables, row_weights, summed, table_of
from softpot.numerics.statistics.quadrature import COUNT, GAUSS, KRONROD, NODES, bent, error_of

Patch = pytest.MonkeyPatch
GLASS = Distribution.constant(alpha_max=10)
INF = np.inf


def rows(bends: Any, edges: tuple[float, ...] = (1.0, 3.0), two_wells: bool = True) -> Any:
    return SimpleNamespace(two_wells=two_wells, edges=np.array(edges), bends=bends)


@pytest.mark.parametrize("bend", [None, (False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("cut", [INF, 3.0, 2.2])
def test_the_rules_along_a_row(bend: tuple[bool, bool] | None, cut: float) -> None:
    """int x^3 dx from 1 to the cutoff; with a root at an end that is bent, too, over the whole panel."""
    low, high = bend or (False, False)
    made: Any = SimpleNamespace(alpha_max=cut, largest_alpha=cut)
    kronrod, gauss = row_weights(rows(None if bend is None else np.array([bend])), made)
    x = 1.0 + 2.0 * bent(0.5 * (NODES + 1.0), low, high)[0]
    end = min(cut, 3.0)
    assert kronrod[0] @ x**3 == pytest.approx((end**4 - 1.0) / 4.0, rel=1e-7)
    assert gauss[0] @ x**3 == pytest.approx((end**4 - 1.0) / 4.0, rel=1e-3)
    if end == 3.0:
        for at, f in ((low, np.sqrt(x - 1.0)), (high, np.sqrt(3.0 - x))):
            if at:
                assert kronrod[0] @ f == pytest.approx(2.0 / 3.0 * 2.0**1.5, rel=1e-9)


def test_a_row_ends_at_the_last_edge_where_told() -> None:
    block = rows(None, (0.0, 1.0, 2.0, 4.0), two_wells=False)
    for alpha, whole, end in (
        (9.0, False, 3.0),
        (9.0, True, 2.0),
        (16.0, True, 2.0),
        (INF, False, 4.0),
        (1.0, True, 0.0),
    ):
        made: Any = SimpleNamespace(alpha_max=7.0, largest_alpha=alpha)
        kronrod, gauss = row_weights(block, made, whole)
        assert kronrod.sum() == pytest.approx(end, abs=1e-12) == gauss.sum()
    two = rows(None, (0.0, 1.0, 2.0, 4.0))
    made = SimpleNamespace(alpha_max=3.5, largest_alpha=1.0)
    assert row_weights(two, made)[0].sum() == pytest.approx(3.5)


def block(panels: int = 2, columns: int = 3, rough: Any = None) -> Any:
    return SimpleNamespace(edges=np.arange(panels + 1.0), rough=rough)


def test_the_sum_of_a_block_and_its_error() -> None:
    """Panels of rows by both rules, and those of columns by both, each against its own size; what an open end adds."""
    random = np.random.default_rng(5)
    weights, table = (
        random.uniform(0.5, 1.5, (6, 3, COUNT**2)),
        random.uniform(0.5, 1.5, (6, COUNT**2, 2)),
    )
    weights[:, 1] = weights[:, 0] * (1.0 + 1e-4 * random.uniform(-1, 1, (6, COUNT**2)))
    weights[:, 2] = weights[:, 0] * (1.0 + 1e-3 * random.uniform(-1, 1, (6, COUNT**2)))
    sums = np.array(
        [[[w @ table[p, :, k] for k in range(2)] for w in weights[p]] for p in range(6)]
    )
    per_row = sums.reshape(2, 3, 3, 2).sum(axis=1)
    value, error = heat._reduced(block(), weights, table, False)
    assert value == pytest.approx(per_row[:, 0].sum(axis=0), rel=1e-12)
    by_rows = error_of(per_row[:, 0], per_row[:, 1], per_row[:, 0]).sum(axis=0)
    by_columns = error_of(sums[:, 0], sums[:, 2], sums[:, 0]).sum(axis=0)
    assert error == pytest.approx(by_rows + by_columns + 1e-12 * value, rel=1e-9)
    assert heat._reduced(block(), weights, table, True)[1] - error == pytest.approx(
        per_row[1, 0], rel=1e-9
    )
    # where the integrand is not smooth the plain difference counts
    rough = heat._reduced(block(rough=np.array([True, False])), weights, table, False)[1]
    plain = (
        np.abs(per_row[0, 0] - per_row[0, 1])
        - error_of(per_row[:, 0], per_row[:, 1], per_row[:, 0])[0]
    )
    assert rough - error == pytest.approx(plain, rel=1e-6)


def test_rules_that_differ_by_more_than_the_sum_count_in_full() -> None:
    weights, table = np.zeros((1, 3, COUNT**2)), np.ones((1, COUNT**2, 1))
    weights[0, :, 0] = 1.0, 4.0, 1.0
    value, error = heat._reduced(block(1, 1), weights, table, False)
    assert value[0] == 1.0 and error[0] == pytest.approx(1.0 + 3.0, rel=1e-9)
    weights[0, :, 0] = 1.0, 1.9, 1.0
    assert heat._reduced(block(1, 1), weights, table, False)[1][0] == pytest.approx(1.0, rel=1e-9)


def test_tables_made_together_are_those_made_alone() -> None:
    """At temperatures of two bands, in any order; the slope is that of the value."""
    T = np.array([0.5, 0.02, 0.0201])
    value, slope = both_tables(T)
    for made, kernel in ((value, capacity), (slope, slope_of_capacity)):
        alone = table_of(T, kernel)
        assert (made.kernel, made.E_d, alone.E_d) == (kernel, None, None)
        assert (
            [at.tolist() for _, at, _ in made.parts]
            == [at.tolist() for _, at, _ in alone.parts]
            == [[1, 2], [0]]
        )
        for (grid, _, one), (same, _, two) in zip(made.parts, alone.parts, strict=True):
            assert grid is same
            assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    c, error = summed(value, GLASS)
    d, _ = summed(slope, GLASS, True)
    assert (error < 1e-5 * c).all()
    near = summed(table_of(np.array([0.5 * 1.0001, 0.5 / 1.0001]), capacity), GLASS)[0]
    assert d[0] == pytest.approx((near[0] - near[1]) / np.log(1.0001**2), rel=1e-6)


def test_an_end_within_a_panel_is_where_the_heat_stops() -> None:
    """c of P_0 = 1 up to |alpha| = 10 less that up to 9 is the heat of the wells between, and rises with each."""
    table = table_of(np.array([0.3]), capacity)
    found = [
        summed(table, Distribution.constant(alpha_max=a))[0][0] for a in (9.0, 9.5, 10.0, 11.5)
    ]
    assert found == sorted(found)
    assert found[2] - found[1] == pytest.approx(found[1] - found[0], rel=0.1)


# --- frozen wells


def test_the_shape_of_wells_of_a_barrier() -> None:
    """rho = 0 on the fold, s = 2 sqrt(2)/3; rho = 1 of equal wells, s = 1, whose top is at half the distance."""
    s, u, g, height = frozen.barrier(np.array([0.0, 1.0, 0.5]))
    assert s[:2] == pytest.approx([2 * 2**0.5 / 3, 1.0]) and u[:2] == pytest.approx([2**-0.5, 0.5])
    assert g[:2] == pytest.approx([0.0, 0.5], abs=1e-12)
    assert height[1] == pytest.approx(1 / 16)  # z^2 (z - 1)^2 at 1/2
    V = np.polynomial.Polynomial([0, 0, 1, -2 * s[2], 1])
    assert V.deriv()(u[2]) == pytest.approx(0.0, abs=1e-12)
    assert V(u[2]) == pytest.approx(height[2]) and -V.deriv(2)(u[2]) / 2 == pytest.approx(g[2])


def test_levels_of_a_frozen_well_go_on_with_the_last_step(monkeypatch: Patch) -> None:
    """Levels 1, 4, 6.5, 8, ...: with a top at 7 two steps are known, 2.5 is the last, and 0 gaps more are counted."""
    known = np.array([[1.0, 4.0, 6.5, 8.0, 7.0], [1.0, 4.0, 6.5, 8.0, 9.0]])
    monkeypatch.setattr(frozen, "well_levels", lambda a, s, count: known[: a.size])
    monkeypatch.setattr(frozen, "LARGEST_COUNT", 5)
    gaps, fewer = frozen.frozen_gaps(np.ones(2), np.ones(2), np.array([7.0, 100.0]), 12.0)
    assert (
        gaps[0].tolist()
        == [3.0, 5.5, 8.0, 10.5, 13.0, 15.5, 18.0, 20.5, 23.0, 25.5, 28.0, 30.5][: gaps.shape[1]]
    )
    assert fewer[0].tolist() == [3.0, 5.5, *[INF] * (gaps.shape[1] - 2)]
    assert gaps[1, :6].tolist() == [3.0, 5.5, 7.0, 8.0, 9.0, 10.0]
    assert fewer[1, :4].tolist() == [3.0, 5.5, 7.0, 8.0] and not np.isfinite(fewer[1, 4:]).any()
    assert gaps.shape[1] == 12  # 12 in steps of 1
    # a well without a level below the top: steps of 2 sqrt(a) from the ground state on
    gaps, fewer = frozen.frozen_gaps(np.array([4.0]), np.ones(1), np.array([0.5]), 12.0)
    assert gaps[0].tolist() == [4.0, 8.0, 12.0] and not np.isfinite(fewer).any()
    gaps, _ = frozen.frozen_gaps(np.array([4.0]), np.ones(1), np.array([0.5]), 1e9)
    assert gaps.shape[1] == frozen.MOST


def test_where_the_first_gap_is_an_energy() -> None:
    from softpot.numerics.statistics.gap.anharmonic import well_levels

    s, E_d = np.array([0.0, 0.7, 1.0]), 12.0
    r = frozen._largest_root(s, E_d, np.zeros(3))
    found = well_levels(r * r, s, 2)
    assert found[:, 1] - found[:, 0] == pytest.approx(np.full(3, E_d), rel=1e-9)
    assert frozen._largest_root(s, E_d, np.full(3, 50.0)).tolist() == [50.0] * 3


@pytest.mark.parametrize("T", [0.5, 2.0])
def test_the_heat_of_frozen_wells_is_that_of_an_integral(T: float, monkeypatch: Patch) -> None:
    """Harmonic wells, P = 1: int int 8 r^4 dr ds c(2 r/T) over r^2 g > alpha_max, by an adaptive rule."""

    def harmonic(a: Any, s: Any, top: Any, energy: float) -> Any:
        gaps = 2.0 * np.sqrt(a)[:, None] * np.arange(1, 41)
        return gaps, gaps

    monkeypatch.setattr(frozen, "frozen_gaps", harmonic)
    monkeypatch.setattr(
        Distribution, "density", lambda self, alpha, beta, a, b: np.ones_like(alpha)
    )
    made = Distribution.constant(alpha_max=6, frozen=True)

    def over_r(rho: float) -> float:
        s, _, g, _ = (float(v[0]) for v in frozen.barrier(np.array([rho])))
        least = (6.0 / g) ** 0.5

        def inner(r: float) -> float:
            z = 2.0 * r / T
            return 8.0 * r**4 * (z / (2.0 * np.sinh(0.5 * z))) ** 2

        return quad(inner, least, least + 25.0 * T, limit=200)[0] * rho / (9.0 * s)

    wanted = quad(over_r, 1e-3, 1.0)[0]
    value, error = frozen.frozen_heat(made, np.array([T]), capacity, None)
    assert value[0] == pytest.approx(wanted, rel=2e-5)
    assert 0.0 < error[0] < 1e-3 * wanted


def test_the_error_of_frozen_wells_counts_each_shape_with_its_weight(monkeypatch: Patch) -> None:
    """An error of 1 at one shape counts with Kronrod's weight of that node; what the levels above the top are, too."""
    made = Distribution.constant(alpha_max=6, frozen=True)
    usual = frozen.error_of
    at = [0]

    def told(kronrod: Any, gauss: Any, size: Any) -> Any:
        if kronrod.ndim == 1:
            return np.zeros_like(kronrod)
        found = np.zeros_like(kronrod)
        found[at[0], 0] = 1.0
        return found

    monkeypatch.setattr(
        frozen, "frozen_gaps", lambda a, s, top, energy: (np.full((a.size, 1), 3.0),) * 2
    )
    monkeypatch.setattr(frozen, "error_of", told)
    for node in (0, 1, 7, 16):
        at[0] = node
        found = frozen._at(made, 1.0, capacity, None)[1]
        assert found == pytest.approx(np.tile(KRONROD, 2)[node], rel=1e-9)
    monkeypatch.setattr(frozen, "error_of", lambda *given: 0.0 * usual(*given))
    monkeypatch.setattr(
        frozen,
        "frozen_gaps",
        lambda a, s, top, energy: (np.full((a.size, 1), 3.0), np.full((a.size, 1), INF)),
    )
    value, error = frozen._at(made, 1.0, capacity, None)
    assert error == pytest.approx(value, rel=1e-9)
    assert GAUSS.sum() == pytest.approx(KRONROD.sum())


# --- extrema


def test_the_excess_of_a_slope_over_three(monkeypatch: Patch) -> None:
    """d ln c/d ln T - 3; and 1 where c is nothing, or less."""
    monkeypatch.setattr(
        minimum,
        "summed",
        lambda table, distribution, slope=False, kept=None: (table, None),
    )
    c, slope = np.array([2.0, 5.0, 0.0, -1e-30]), np.array([8.0, 5.0, 7.0, 7.0])
    excess, found = minimum._excess(Kept(GLASS), c, slope)  # type: ignore[arg-type]
    assert excess.tolist() == [1.0, -2.0, 1.0, 1.0] and found is c


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_extrema_of_a_curve_of_ours(sign: float, monkeypatch: Patch) -> None:
    """ln(c/T^3) = -sign cos(6 ln T): the deepest minimum or the highest maximum, with its value and its kind."""

    def tables(T: Any, E_d: Any = None, kept: Any = None) -> Any:
        x = np.log(T)
        c = T**3 * np.exp(-sign * np.cos(6.0 * x) + 0.01 * sign * x)
        return tuple(
            SimpleNamespace(temperature=T, what=w)
            for w in (c, c * (3.0 + sign * 6.0 * np.sin(6.0 * x) + 0.01 * sign))
        )

    monkeypatch.setattr(minimum, "both_tables", tables)
    monkeypatch.setattr(
        minimum, "summed", lambda table, distribution, slope=False, kept=None: (table.what, None)
    )
    search = minimum.minimum_of_heat if sign > 0 else minimum.maximum_of_heat
    found = search(GLASS, 0.2, 3.0)
    assert found is not None
    # of ln T = -2 pi/6, 0 and 2 pi/6 the first: the slope of 0.01 makes it the deepest
    x = -2.0 * np.pi / 6.0 - np.arcsin(0.01 / 6.0) / 6.0
    assert found.temperature == pytest.approx(np.exp(x), rel=1e-6)
    assert np.log(found.c_over_T3) == pytest.approx(
        -sign * np.cos(6.0 * x) + 0.01 * sign * x, abs=1e-9
    )
    assert found.kind == ("minimum" if sign > 0 else "maximum")
    assert found.unit == f"k_B {GLASS.unit}/(w/k_B)^3"
    assert search(GLASS, 1.05, 1.6) is None
    assert search(GLASS, 0.9, 1.2).temperature == pytest.approx(1.0, rel=1e-2)  # type: ignore[union-attr]


def test_wells_beyond_the_grid_end_at_the_cutoff() -> None:
    """int 2 P d alpha/(d Delta/d beta) (pi^2/6), P = |alpha| P_0 or 1, the asymmetry from the wells' bottoms."""
    assert heat._deep_tail(Distribution.constant(alpha_max=6000)) == (0.0, 0.0)
    value, error = heat._deep_tail(Distribution.constant(alpha_max=12000))
    # the wells lie at y = +-sqrt(alpha/2), apart by 2 beta (alpha/2)^(3/2): d Delta/d beta = alpha^(3/2)/sqrt 2
    wanted = np.pi**2 / 6.0 * quad(lambda x: 2.0 * x / (x**1.5 / 2.0**0.5), 6000, 12000)[0]
    assert value == pytest.approx(wanted, rel=1e-4) and 0 < error < 1e-6 * value
    flat, _ = heat._deep_tail(Distribution.flat(alpha_max=12000))
    wanted = np.pi**2 / 6.0 * quad(lambda x: 2.0 / (x**1.5 / 2.0**0.5), 6000, 12000)[0]
    assert flat == pytest.approx(wanted, rel=1e-4)
