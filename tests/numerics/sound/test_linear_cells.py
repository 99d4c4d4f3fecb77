"""The plane of potentials cut into linear cells: its area, trapezoids, vibrations, what is cut."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.sound.linear_cells import (
    ROUND,
    Parts,
    _below,
    cut_plane,
    first_cells,
    rough,
    shape_of,
    solved,
    sums_over,
    weights,
)


def test_cells_cover_the_plane_once() -> None:
    cells = first_cells(1.0, 20.0)
    top = float((cells.a + 0.5 * cells.side_a).max())
    area, flat = weights(cells)
    # both signs of D_1: int a^(3/2) da ds, 0 <= s <= 1
    assert area.sum() == pytest.approx(2.0 * top**2.5 / 2.5, rel=3e-3)
    # P = const, two signs of beta: one well to beta^2 = 32 alpha/9, two wells that are deepest to equal ones
    one = 2.0 * 2.0 * np.sqrt(32.0 / 9.0) / 3.0 * top**1.5
    assert flat[~cells.two].sum() == pytest.approx(one, rel=3e-3)
    s, _ = shape_of(Parts(*(np.array([v]) for v in (1.0, 0.1, True, ROUND, 0.1))))
    assert s[0] == pytest.approx(1.0, rel=1e-14)


def test_the_sum_of_two_uniform_numbers() -> None:
    source = np.random.default_rng(5)
    drawn = 2.0 + source.uniform(-0.5, 0.5, 400_000) + source.uniform(-0.1, 0.1, 400_000)
    for x in (1.45, 1.9, 2.0, 2.37, 2.58):
        share = _below(*(np.array([v]) for v in (x, 2.0, 1.0, 0.2)))[0]
        assert share == pytest.approx((drawn < x).mean(), abs=2.5e-3)


@pytest.mark.quick(0)
def test_vibrations_absorb_as_the_cube() -> None:
    cells = first_cells(0.3, 60.0)
    sea, flat = sums_over(cells, np.array([6.5, 7.5, 8.5]), np.array([0.2]))
    for k, eps in enumerate((7.0, 8.0)):
        assert sea[0, k] == pytest.approx(eps**3 / 8 + 1.5, rel=0.02)
        assert flat[0, k] == pytest.approx((2.0 + 2.0**0.5) / 3.0 * eps, rel=0.02)


def test_a_cell_where_wells_are_level_is_cut_along_their_shape() -> None:
    # a = 8: a pair with the splitting 0.1 w at phi = ROUND; a lone well needs nothing
    def one(two: bool, x: float, side: float) -> Parts:
        return Parts(*(np.array([v]) for v in (8.0, 0.1, two, x, side)))

    cut, along_a = rough(solved(one(True, ROUND - 0.02, 0.04), 8), 5.0, 1.0)
    assert cut[0] and not along_a[0]
    cut, _ = rough(solved(one(False, 0.4, 0.05), 8), 5.0, 1.0)
    assert not cut[0]
    half = one(True, 0.1, 0.04).halves(np.array([False]))
    assert np.allclose(half.x, [0.09, 0.11]) and np.allclose(half.side_x, 0.02)


@pytest.mark.slow
def test_a_coarse_cut_gives_the_table() -> None:
    lines: list[str] = []
    cells = cut_plane(0.8, 0.4, 30.0, lines.append)
    assert lines and cells.a.size > 500
    edges = np.array([0.2, 0.5, 1.0, 2.0, 4.0])
    cold, warm = sums_over(cells, edges, np.array([0.05, 0.8]))[0]
    from softpot.numerics.sound.tables import thermal

    for k in range(4):
        eps = np.linspace(edges[k], edges[k + 1], 101)
        here = (thermal(eps, 0.8, "sea-gull")[0] / np.tanh(eps / 1.6)).mean()
        before = (thermal(eps, 0.15, "sea-gull")[0] / np.tanh(eps / 0.3)).mean()
        assert warm[k] - cold[k] == pytest.approx(here - before, abs=0.02 * here)
