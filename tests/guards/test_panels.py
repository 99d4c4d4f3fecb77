"""The pieces of the plane of potentials, each alone: panels, places where levels are lost, grids and their ends."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from softpot.numerics.spectrum import NotConverged, levels
from softpot.numerics.spectrum.types.arguments import LARGEST_COUNT
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.model.geometry import wells_of_top
from softpot.numerics.statistics.plane import aligned, delocalised, grid
from softpot.numerics.statistics.plane.grid import BANDS
from softpot.numerics.statistics.plane.kept import truncated
from softpot.numerics.statistics.plane.rows import Points, rows_of
from softpot.numerics.statistics.quadrature import COUNT, GAUSS, KRONROD, NODES

Patch = pytest.MonkeyPatch
INF = np.inf


# --- panels of rows


@pytest.mark.parametrize("bend", [(False, False), (True, False), (False, True), (True, True)])
def test_a_strip_integrates_roots_at_its_ends(bend: tuple[bool, bool]) -> None:
    """Nodes rise from 3 to 5, and the rule with their stretch is exact for a root at an end that is bent."""
    strip = delocalised._Strip(3.0, 5.0, bend)
    x, low, high = strip.nodes, *bend
    assert (np.diff(x) > 0).all() and 3.0 < x[0] and x[-1] < 5.0
    assert x.mean() == pytest.approx(4.0, abs=0.4)
    for f, wanted in (
        (np.ones_like(x), 2.0),
        (x * x, (125.0 - 27.0) / 3.0),
        (np.sqrt(x - 3.0) * low, low * 2.0 / 3.0 * 2.0**1.5),
        (np.sqrt(5.0 - x) * high, high * 2.0 / 3.0 * 2.0**1.5),
    ):
        assert KRONROD @ (strip.stretch * f) == pytest.approx(wanted, rel=1e-9)
        assert GAUSS @ (strip.stretch * f) == pytest.approx(wanted, rel=1e-4)


def test_a_strip_is_divided_at_marks() -> None:
    """Roots are expected at the marks where told; a mark next to an end, or to another, makes no part."""
    strip = delocalised._Strip(0.0, 8.0, (True, False))
    made = strip.divided([5.0, 2.0, 2.0 + 7e-9, 8.0 - 7e-9], True)
    assert [(s.low, s.high, s.bend) for s in made] == [
        (0.0, 2.0, (True, True)),
        (2.0, 5.0, (True, True)),
        (5.0, 8.0, (True, False)),
    ]
    (one, two) = strip.divided([4.0], False)
    assert (one.bend, two.bend) == ((True, False), (False, False))
    (whole,) = strip.divided([], True)
    assert (whole.low, whole.high, whole.bend) == (0.0, 8.0, (True, False))
    assert len(strip.divided([2.0, 2.0 + 9e-9], True)) == 3


def test_changes_are_found_between_rows(monkeypatch: Patch) -> None:
    """Names that change at places of ours, each found from below to a part of 2^-32."""
    places = np.array([1.234567, 2.5, 2.75])
    monkeypatch.setattr(
        delocalised, "_names", lambda side, u, v: np.searchsorted(places, u).astype(float)
    )
    low, high = np.array([1.0, 2.0, 0.0]), np.array([2.0, 3.0, 4.0])
    side: Any = SimpleNamespace(edges=np.array([0.0, 1.0]))
    found = delocalised._changes(side, 0.0, np.array([0.0, 1.0, 0.0]), low, high)
    assert found == pytest.approx([1.234567, 2.5, 1.234567], abs=1e-8)  # the first one of several
    marks = delocalised._end_marks(side, np.array([0.0, 2.6, 4.0]))
    assert marks == pytest.approx([*places, *places], abs=1e-8)
    still = delocalised._changes(side, 0.0, np.array([9.0]), np.array([5.0]), np.array([6.0]))
    assert still == pytest.approx([5.0], abs=0.1)


@pytest.mark.parametrize(
    ("change", "f", "whole"),
    [
        (9.0, lambda u: np.exp(2.0 * u), (np.exp(2.0) - 1.0) / 2.0),
        (9.0, lambda u: 1.0 / (0.01 + (u - 0.3) ** 2), 10.0 * (np.arctan(7.0) + np.arctan(3.0))),
        (0.4123, lambda u: np.where(u < 0.4123, 1.0, 3.0), 0.4123 + 3.0 * 0.5877),
        (0.4123, lambda u: np.sqrt(np.abs(u - 0.4123)), (0.4123**1.5 + 0.5877**1.5) / 1.5),
    ],
    ids=["smooth", "peak", "jump", "root"],
)
def test_rows_are_divided_until_their_rules_agree(
    monkeypatch: Patch, change: float, f: Any, whole: float
) -> None:
    """Not at all where the first rule does, in halves where it does not, and where the order of K changes there."""
    monkeypatch.setattr(delocalised, "_end_marks", lambda side, edges: [])
    monkeypatch.setattr(delocalised, "rows_of", lambda side, u: u)
    monkeypatch.setattr(
        delocalised, "aligned", lambda side, u, *least: SimpleNamespace(row=np.arange(u.size), u=u)
    )
    monkeypatch.setattr(
        delocalised, "patterns", lambda made, count: [(1,) if v < change else (2,) for v in made.u]
    )
    monkeypatch.setattr(
        delocalised, "_sums", lambda made, count, T, E_d: f(made.u)[:, None] * np.ones(T.size)
    )
    monkeypatch.setattr(delocalised, "_part", lambda made, at, first: made.u[at])
    side: Any = SimpleNamespace(band=BANDS[1], E_d=3.0)
    found = delocalised._strips(side, np.array([0.0, 1.0]), np.full(delocalised.TESTS, whole))
    edges = [(r.strip.low, r.strip.high) for r in found]
    assert edges[0][0] == 0.0 and edges[-1][1] == 1.0
    assert all(one[1] == two[0] for one, two in pairwise(edges))
    for ready in found:
        assert np.array_equal(ready.made, ready.strip.nodes)
    total = sum(float(KRONROD @ (r.strip.stretch * f(r.strip.nodes))) for r in found)
    if change > 1.0:
        assert (len(found) == 1) == (f(1.0) > 5.0) and not any(r.rough for r in found)
        assert total == pytest.approx(whole, rel=1e-6)
    else:
        assert min(abs(low - change) for low, _ in edges) < 1e-4
        assert sum(r.rough for r in found) <= 1
        assert total == pytest.approx(whole, abs=2e-4)


def test_a_change_of_order_is_located(monkeypatch: Patch) -> None:
    """In quarters, six times: to 4^-6 of the bracket, the first row whose order is not that of the lower end."""
    place = 1.7
    monkeypatch.setattr(delocalised, "rows_of", lambda side, u: u)
    monkeypatch.setattr(delocalised, "aligned", lambda side, u, least: u)
    monkeypatch.setattr(
        delocalised, "patterns", lambda u, count: [(1,) if v < place else (2,) for v in u]
    )
    found = delocalised._located(
        SimpleNamespace(), [(1.0, 2.0, (1,)), (1.5, 1.9, (1,)), (1.0, 1.5, (1,))]
    )  # type: ignore[arg-type]
    assert found[:2] == pytest.approx([place, place], abs=0.6 / 4**6)
    assert found[2] == pytest.approx(1.5, abs=0.6 / 4**6)


def test_temperatures_of_the_tests_span_the_band() -> None:
    found = delocalised._tests(BANDS[1])
    assert (found[0], found[-1], found.size) == (pytest.approx(0.08), pytest.approx(0.6), 5)
    assert found[1:] / found[:-1] == pytest.approx(np.full(4, 7.5**0.25))


@pytest.mark.parametrize("two_wells", [False, True])
def test_a_few_rows_without_their_delocalised_levels(two_wells: bool) -> None:
    """The block of a strip of rows sums to the integral over rows, by a rule of other rows."""
    band, E_d, T = BANDS[1], 3.0, np.array([0.5])
    side = delocalised._side(two_wells, band, E_d)
    low, high = (6.0, 6.5) if two_wells else (2.3, 2.5)
    ready = delocalised._strips(side, np.array([low, high]), np.full(delocalised.TESTS, 50.0))
    block = delocalised._block(side, ready)
    assert block.edges[0] == low and block.edges[-1] == high
    heat = capacity(block.gaps, T).reshape(block.weight.shape)
    rows = np.stack([r.strip.stretch for r in ready])[:, None, :, None]
    for weight, rule, tolerance in ((block.weight, KRONROD, 1e-5), (block.gauss, KRONROD, 1e-3)):
        mine = float((weight * heat * rows * rule[:, None]).sum())
        x, w = np.polynomial.legendre.leggauss(12)
        u = 0.5 * (low + high) + 0.5 * (high - low) * x
        sums = delocalised._sums(aligned.aligned(side, rows_of(side, u)), u.size, T, E_d)[:, 0]
        assert mine == pytest.approx(0.5 * (high - low) * float(w @ sums), rel=tolerance)
    # what is listed loses no level but above a step of E_d
    used = np.isfinite(block.gaps).any(axis=1)
    assert np.array_equal(truncated(block.gaps, E_d)[used], block.gaps[used])
    inside = block.alpha if two_wells else np.sqrt(block.alpha)
    assert (np.abs(inside) >= low - 1e-9).all() and (np.abs(inside) <= high + 1e-9).all()


def test_the_size_of_the_heat_counts_shallow_wells_only() -> None:
    """Of rows of two wells those that begin below |alpha| = 12; of one well all."""
    band = BANDS[1]
    shape = (3, 1, COUNT, COUNT)
    gaps = np.full((3 * COUNT * COUNT, 1), 0.4)
    for two_wells, edges, part in (
        (True, (0.0, 11.9, 12.0, 15.0), 12.0),
        (False, (0.0, 11.9, 12.0, 15.0), 15.0),
    ):
        block: Any = SimpleNamespace(
            two_wells=two_wells,
            edges=np.array(edges),
            weight=np.full(shape, 1.0 / COUNT),
            gaps=gaps,
        )
        found = delocalised._size((block,), band, 3.0)
        z = 0.4 / delocalised._tests(band)
        assert found == pytest.approx(part * z * z * np.exp(-z) / (1.0 + np.exp(-z)) ** 2, rel=1e-9)


# --- places along a row


def test_zeros_are_followed_between_two_places() -> None:
    """By a few evaluations; of signs that are alike the middle, with the value 0."""

    def _each(at: Any, v: Any) -> Any:
        f = (lambda t: np.exp(t) - 2.0, np.sin, lambda t: t**3 - 5.0, lambda t: t + 9.0)
        return np.array([f[k](t) for k, t in zip(at, v, strict=True)])

    low, high = np.array([0.0, 2.0, 1.0, 0.0]), np.array([2.0, 4.0, 3.0, 1.0])
    every = np.arange(4)
    ends = _each(every, low), _each(every, high)
    root, last = aligned._followed(_each, (low, high), ends, 1e-12)
    assert root == pytest.approx([np.log(2.0), np.pi, 5.0 ** (1 / 3), 0.5], abs=1e-11)
    assert np.abs(last).max() < 1e-11 and last[3] == 0.0
    # a first guess that is the zero is taken; one outside of the bracket is not
    count: list[int] = []

    def counted(at: Any, v: Any) -> Any:
        count.append(at.size)
        return _each(at, v)

    for guess in (np.array([np.log(2.0), np.pi, 5.0 ** (1 / 3), 0.5]), np.full(4, 99.0)):
        count.clear()
        root, _ = aligned._followed(
            counted, (low, high), ends, 1e-9, guesses=(lambda root, last, g=guess: g,)
        )
        assert root[:3] == pytest.approx([np.log(2.0), np.pi, 5.0 ** (1 / 3)], abs=1e-8)
        assert (len(count) == 1) is bool(guess[0] < 1)
    assert len(count) <= 30
    few, _ = aligned._followed(_each, (low, high), ends, 1e-12, 1)
    assert few[1] == pytest.approx(2.0 - np.sin(2.0) * 2.0 / (np.sin(4.0) - np.sin(2.0)), rel=1e-12)


def test_the_excess_is_negative_where_a_ladder_ends() -> None:
    """Where a step exceeds E_d below the reach; an unknown level is a step without end."""
    side: Any = SimpleNamespace(E_d=3.0, reach=20.0)
    low = np.array([5.0, 5.0, 25.0, 5.0, INF, 5.0])
    high = np.array([9.0, 7.0, 99.0, INF, INF, 1e9])
    assert aligned._excess(side, (low, high)).tolist() == [-1.0, 1.0, 5.0, -15.0, 1e3, -15.0]
    far: Any = SimpleNamespace(E_d=3.0, reach=1e9)
    assert aligned._excess(far, (low[-1:], high[-1:])).tolist() == [-1e3]


def test_the_zero_of_a_panels_polynomial() -> None:
    """f = v^2 - 2 at the nodes of a panel from 1 to 2: the root, and dv/df = 1/(2 v) there."""
    nodes = 1.5 + 0.5 * NODES
    values = np.stack([nodes**2 - 2.0, nodes**2 - 2.0, nodes * 1e6])
    brackets = aligned._Brackets(
        np.zeros(3, dtype=np.intp), np.array([1.2, 1.6, 1.2]), np.array([1.6, 1.8, 1.6]),
        np.array([1, 1, 4]), np.array([2, 2, 3]), (np.ones(3), -np.ones(3)), values, np.array([[1.0, 2.0]] * 3),
    )  # fmt: skip
    start, step = aligned._by_polynomial(brackets)
    assert start[0] == pytest.approx(2**0.5, abs=1e-4) and np.isnan(start[1]) and np.isnan(start[2])
    assert step[0] == pytest.approx(0.5 / 2**0.5, rel=1e-5) and np.isnan(step[2])
    assert brackets.number.tolist() == [1, 1, 3]


def panel(steps: Any) -> Points:
    """One panel of potentials whose steps are given at its nodes, (15, L)."""
    none = np.zeros(COUNT)
    return Points(none, none, none, none, none, np.cumsum(steps, axis=1), np.full(COUNT, 3))


@pytest.mark.parametrize(
    ("depth", "at", "hidden"),
    [(1e-3, 0.31, True), (-1e-3, 0.31, False), (1e-3, 1.0, False), (1e-3, 5.0, False)],
)
@pytest.mark.parametrize("side_of", [1.0, -1.0])
def test_a_step_that_crosses_between_nodes_is_seen(
    depth: float, at: float, hidden: bool, side_of: float
) -> None:
    """A parabola whose top, between two nodes, passes E_d by a little; at an end of the panel it does not count."""
    t = NODES
    bump = 3.0 + side_of * ((t - at) ** 2 - depth)
    if (bump - 3.0).min() * (bump - 3.0).max() < 0.0:
        bump = 3.0 + side_of * (np.abs(bump - 3.0) + 1e-12)
    steps = np.stack([np.full(COUNT, 1.0), bump, np.full(COUNT, 9.0)], axis=1)
    side: Any = SimpleNamespace(E_d=3.0, reach=24.0)
    found, place = aligned._hidden(side, panel(steps))
    if at < 1.0 and (NODES[np.abs(NODES - at).argmin()] - at) ** 2 > abs(depth):
        assert bool(found[0]) is hidden
        if hidden:
            assert place[0] == pytest.approx(at, abs=0.03)
    else:
        assert not found[0] or abs(place[0]) < 1.0
    far: Any = SimpleNamespace(E_d=3.0, reach=0.5)  # the levels lie above what matters
    assert not aligned._hidden(far, panel(steps))[0][0]


def test_panels_are_divided_where_told() -> None:
    row, ends = np.array([0, 0, 1]), np.array([[0.0, 1.0], [1.0, 2.0], [0.0, 1.0]])
    places = [
        (np.array([1, 1, 2]), np.array([1.5, 1.25, 1e-10])),
        (np.array([1]), np.array([1.5 + 1e-10])),
    ]
    rows, made = aligned._divided(row, ends, places)
    assert rows.tolist() == [0, 0, 0, 1]
    assert made == pytest.approx(
        np.array([[1.0, 1.25], [1.25, 1.5], [1.5, 2.0], [0.0, 1.0]]), abs=1e-9
    )
    assert made[-1].tolist() == [0.0, 1.0] and made[2][1] == 2.0


def test_gaps_of_different_length_are_stacked() -> None:
    found = aligned._stacked([np.ones((2, 1)), np.zeros((1, 3))])
    assert found.tolist() == [[1.0, INF, INF], [1.0, INF, INF], [0.0, 0.0, 0.0]]


def test_the_order_along_a_row() -> None:
    """Panels next to each other with one K count once; one of mixed K counts unless it is a sliver."""
    high = np.array([1.0, 2.0, 2.0005, 3.0, 1.0, 1.5])
    low = np.array([0.0, 1.0, 2.0, 2.0005, 0.0, 1.0])
    made: Any = SimpleNamespace(
        row=np.array([0, 0, 0, 0, 2, 2]), low=low, high=high, label=np.array([3, 3, 0, 4, 7, 0])
    )
    assert aligned.patterns(made, 3) == [(3, 4), (), (7, 0)]


# --- grids


def test_each_temperature_has_its_band() -> None:
    T = np.array([1e-3, 0.079, 0.08, 0.0801, 0.6, 0.601, 5.0])
    assert grid.band_of(T).tolist() == [0, 0, 0, 1, 1, 2, 2]
    assert [(b.low, b.high) for b in BANDS] == [(1e-3, 0.08), (0.08, 0.6), (0.6, 5.0)]


def test_as_many_levels_as_are_needed() -> None:
    """An even number, no fewer than lie below the energy."""
    alpha, beta = np.array([4.0, -6.0, 0.0, 9.0]), np.array([0.0, 0.5, 1.0, 6.0])
    from softpot.numerics.spectrum.potential.reduced import reduce_quartic

    points = reduce_quartic(alpha, beta)
    for energy in (0.1, 6.0, 30.0):
        found = grid._needed(energy, points.a, points.b)
        assert (found % 2 == 0).all() and (found >= 2).all()
        for k in range(4):
            lowest = np.polynomial.Polynomial([0, 0, alpha[k], -beta[k], 1])
            bottom = min(lowest(r.real) for r in lowest.deriv().roots() if abs(r.imag) < 1e-6)
            below = int((levels(alpha[k], beta[k], count=40) < bottom + energy).sum())
            assert below <= found[k] <= below + 4
    assert (grid._needed(1e9, points.a, points.b) == LARGEST_COUNT).all()


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_a_level_and_the_next(number: int) -> None:
    alpha, beta = np.array([4.0, -6.0, 0.0]), np.array([0.0, 0.5, 1.0])
    low, high = grid.pair_of(alpha, beta, np.array([number, number, number + 1]))
    for k, n in enumerate((number, number, number + 1)):
        near = levels(alpha[k], beta[k], count=n + 1)
        assert low[k] == pytest.approx(near[n - 1] - near[0], abs=2e-9)
        assert high[k] == pytest.approx(near[n] - near[0], abs=2e-9)


def test_as_few_levels_as_a_pair_needs(monkeypatch: Patch) -> None:
    """Of level n and the next, n + 1 or n + 2 of them, an even number and no more than there may be."""
    asked: list[int] = []

    def told(alpha: Any, beta: Any, count: int, tabulated: bool) -> Any:
        asked.append(count)
        return np.arange(float(count))[None, :]

    monkeypatch.setattr(grid, "_levels", told)
    for n in (1, 2, 3, 4, LARGEST_COUNT - 2, LARGEST_COUNT - 1):
        found = grid.pair_of(np.array([4.0]), np.array([0.0]), np.array([n]))
        assert (found[0][0], found[1][0]) == (n - 1, n)
    wanted = [
        min(n + 1 + (n + 1) % 2, LARGEST_COUNT)
        for n in (1, 2, 3, 4, LARGEST_COUNT - 2, LARGEST_COUNT - 1)
    ]
    assert asked == wanted


def test_levels_that_are_not_verified_are_asked_for_one_by_one(monkeypatch: Patch) -> None:
    """Halved until the one is found; that one moved by a part in 10^9, three times at most."""
    bad = [1]

    def told(alpha: Any, beta: Any, count: int, tabulated: bool = False) -> Any:
        if 0.5 in beta or (bad[0] > 1 and beta.size == 1 and abs(beta[0] - 0.5) < 1e-8):
            raise NotConverged("no")
        return np.tile(beta[:, None], (1, count))

    monkeypatch.setattr(grid, "levels_above_minimum", told)
    alpha, beta = np.full(4, -6.0), np.array([0.25, 0.5, 0.75, 1.0])
    found = grid._levels(alpha, beta, 2, True)
    assert found[:, 0] == pytest.approx(beta, rel=2e-9) and found[1, 0] != beta[1]
    assert found[1, 0] / beta[1] - 1.0 == pytest.approx(1e-9, rel=1e-3)
    bad[0] = 2
    with pytest.raises(NotConverged, match="three potentials next to it"):
        grid._levels(alpha[1:2], beta[1:2], 2, True)


def test_both_ways_to_levels_agree_where_they_meet() -> None:
    """The series of each well and diagonalisation, at a about 60."""
    for two, alpha, beta in (
        (False, [70.0, 64.0], [3.0, 0.0]),
        (True, [-36.0, -40.0], [0.02, 0.9]),
    ):
        a, b = np.array(alpha), np.array(beta)
        series = grid._by_series(a, b, two, 30.0)
        direct = grid._numerical(a, b, 30.0, False)
        width = 3
        assert series[:, :width] == pytest.approx(direct[:, :width], rel=1e-6, abs=1e-8)


def test_gaps_far_beyond_the_energy_are_left_out() -> None:
    alpha, beta = np.array([4.0, 100.0]), np.array([0.0, 0.0])
    found = grid.gaps_of(alpha, beta, np.array([4.0, 100.0]), False, 30.0)
    for k in range(2):
        near = levels(alpha[k], 0.0, count=16)
        wanted = [e - near[0] for e in near[1:] if e - near[0] <= 30.0]
        assert found[k, : len(wanted)] == pytest.approx(wanted, abs=1e-6)
        assert np.isfinite(found[k]).sum() <= sum(e - near[0] <= 42.0 for e in near) - 1
    none = grid.gaps_of(np.array([1e4]), np.zeros(1), np.array([1e4]), False, 1.0)
    assert none.shape == (1, 1) and none[0, 0] == INF


@pytest.mark.parametrize("band", BANDS)
def test_the_largest_beta_that_matters(band: Any) -> None:
    """Beyond it the deeper well is narrower than any listed, and the other one too high; just below not both."""
    alpha = np.array([-1.0, -9.0, -100.0])
    found = grid.outer_beta(alpha, band)
    largest = band.one_well[-1] ** 2
    for factor, inside in ((1.0 - 1e-6, True), (1.0 + 1e-6, False)):
        wells = wells_of_top(alpha, found * factor)
        assert (((wells.a < largest) | (wells.height < 36.0 * band.high)) == inside).all()
