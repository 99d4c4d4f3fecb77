"""Level curves, their ends and their crossings with the fold and the cutoffs, held against levels of sinc functions."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.density import level_curve
from softpot.numerics.statistics.density.level_curve import (
    crossings,
    curve,
    fold_crossings,
    gap,
    ranges,
)
from softpot.numerics.statistics.model.geometry import FloatArray


def levels_of(D_2: float, D_1: float, count: int, size: int = 90) -> FloatArray:
    """Of -psi'' + (D_2 y^2 + D_1 y + y^4) psi on an even grid of sinc functions (Colbert, Miller)."""
    y = np.linspace(-7.0, 7.0, 7001)
    V = D_2 * y**2 + D_1 * y + y**4
    inside = y[V - V.min() < 90.0]
    grid = np.linspace(inside[0] - 0.4, inside[-1] + 0.4, size)
    apart = np.subtract.outer(np.arange(size), np.arange(size))
    kinetic = np.where(
        apart == 0, np.pi**2 / 3.0, 2.0 * (-1.0) ** apart / np.where(apart == 0, 1, apart) ** 2
    )
    V = D_2 * grid**2 + D_1 * grid + grid**4
    return np.linalg.eigvalsh(kinetic / (grid[1] - grid[0]) ** 2 + np.diag(V))[:count]


def energy_of(D_2: float, D_1: float, m: int) -> float:
    """E_1m."""
    found = levels_of(D_2, D_1, m)
    return float(found[m - 1] - found[0])


def centre(alpha: float, beta: float) -> tuple[float, float]:
    """alpha y^2 - beta y^3 + y^4 about y = beta/4, by Taylor's series, D_1 as a size."""
    shifted = np.poly1d([1.0, -beta, alpha, 0.0, 0.0])(np.poly1d([1.0, 0.25 * beta]))
    return float(shifted.coeffs[2]), abs(float(shifted.coeffs[3]))


@pytest.mark.parametrize(("m", "energy"), [(2, 0.3), (2, 3.0), (3, 3.7), (3, 8.0), (5, 14.0)])
def test_a_range_ends_where_the_symmetric_potential_has_the_energy(m: int, energy: float) -> None:
    found = ranges(energy, m)
    assert found[0][0] == -np.inf if m == 2 else np.isfinite(found[0][0])
    ends = [end for pair in found for end in pair if np.isfinite(end)]
    assert ends == sorted(ends) and ends
    for end in ends:
        assert energy_of(end, 0.0, m) == pytest.approx(energy, rel=1e-7)
    for low, high in found:
        middle = 0.5 * (max(low, high - 2.0) + high)
        assert energy_of(middle, 0.0, m) < energy


@pytest.mark.parametrize(
    ("m", "energy", "often"), [(2, 2.5, 2), (2, 7.0, 1), (3, 6.0, 2), (4, 11.0, 1), (3, 5.2, 0)]
)
def test_where_a_level_curve_meets_the_fold(m: int, energy: float, often: int) -> None:
    """Twice between the energy of y^4 and the least along the fold, once above."""
    found = fold_crossings(energy, m)
    assert len(found) == often
    for D_2 in found:
        beta = float(np.sqrt(-D_2 / 0.375))
        assert centre(0.0, beta)[0] == pytest.approx(D_2, rel=1e-12)
        assert energy_of(*centre(0.0, beta), m) == pytest.approx(energy, rel=1e-7)


@pytest.mark.parametrize(
    ("m", "energy", "deepest"), [(2, 0.5, 4.0), (2, 3.0, 3.0), (3, 8.0, 5.0), (2, 0.02, 9.0)]
)
def test_where_a_level_curve_meets_the_cutoff_of_two_wells(
    m: int, energy: float, deepest: float
) -> None:
    found = crossings(energy, m, deepest, np.inf)
    assert found
    for D_2 in found:
        beta = float(np.sqrt((-deepest - D_2) / 0.375))
        assert centre(-deepest, beta)[0] == pytest.approx(D_2, rel=1e-12)
        assert energy_of(*centre(-deepest, beta), m) == pytest.approx(energy, rel=1e-6)


@pytest.mark.parametrize(("m", "energy", "widest"), [(2, 3.2, 2.0), (3, 8.0, 3.0), (2, 5.0, 6.0)])
def test_where_a_level_curve_meets_the_cutoff_of_one_well(
    m: int, energy: float, widest: float
) -> None:
    """b = 2 s sqrt(a) with D_2 = a (1 - 3 s^2/2)."""
    found = crossings(energy, m, np.inf, widest)
    assert len(found) == 1
    s = float(np.sqrt((1.0 - found[0] / widest) / 1.5))
    assert 0.0 < s < 2.0 * 2.0**0.5 / 3.0
    assert energy_of(*centre(widest, 2.0 * s * widest**0.5), m) == pytest.approx(energy, rel=1e-7)


def test_cutoffs_that_no_level_curve_meets() -> None:
    """All potentials with so narrow a well have larger gaps; without a cutoff there is nothing to meet."""
    assert crossings(3.0, 2, np.inf, np.inf) == () == crossings(3.0, 2, np.inf, 400.0)
    assert crossings(1e-6, 2, 4.0, np.inf) == ()  # the splitting at |alpha| = 4 is larger


@pytest.mark.parametrize(
    ("m", "energy", "places"),
    [
        (2, 0.5, (-12.0, -4.0, -1.8, -1.0)),
        (2, 4.0, (-9.0, -3.0, 0.0, 2.0)),
        (3, 7.0, (-6.0, -1.0, 1.0)),
    ],
)
def test_a_point_of_a_level_curve_has_its_energy(
    m: int, energy: float, places: tuple[float, ...]
) -> None:
    """And the slope is that of the energy across it; whatever is known to start from."""
    D_2 = np.array([u for u in places if energy_of(u, 0.0, m) < energy])
    D_1, slope = curve(D_2, energy, m)
    assert D_2.size >= 2 and (D_1 > 0.0).all()
    h = 1e-3
    for u, v, rate in zip(D_2, D_1, slope, strict=True):
        assert energy_of(u, v, m) == pytest.approx(energy, rel=1e-7)
        across = (energy_of(u, v + h, m) - energy_of(u, v - h, m)) / (2.0 * h)
        assert rate == pytest.approx(across, rel=1e-4)
    assert gap(D_2, D_1, m) == pytest.approx(np.full(D_2.size, energy), rel=1e-8)
    # from somewhere near, or where nothing is known; of one energy a point as of one for all
    start = np.where(np.arange(D_2.size) == 1, np.nan, 1.1 * D_1**2)
    again, rise = curve(D_2, np.full(D_2.size, energy), m, start)
    assert again == pytest.approx(D_1, rel=1e-6) and rise == pytest.approx(slope, rel=1e-6)


def test_first_guesses_of_a_level_curve() -> None:
    """Harmonic wells, a^3 x (1 - x)^2 with x = (1 - D_2/a)/1.5 and a = E^2/4(m - 1)^2; or E^2/(2|D_2| + 1)."""
    found = level_curve._guess(np.array([0.5, -8.0, -0.4, 3.0]), np.full(4, 2.0), 2)
    x = 1.0 / 3.0
    # at D_2 > a the square is 0, and a thousandth of two levels is left; beyond -0.45 a the larger one
    assert found == pytest.approx([x * (1 - x) ** 2, 4.0 / 17.0, 14 / 15 / 15**2, 4e-3 / 7.0])
    third = level_curve._guess(np.array([1.0]), np.array([8.0]), 3)
    assert third == pytest.approx([64.0 * 0.5 * 0.25])


@pytest.mark.parametrize("place", [0.07, 0.5, 0.93])
def test_the_least_value_is_put_into_a_grid(place: float) -> None:
    """In its order; at an end of the grid nothing is."""
    x = np.linspace(0.0, 1.0, 11)
    grid, value = level_curve._with_least(x, (x - place) ** 2, lambda u: (u - place) ** 2)
    assert grid.size == 12 and (np.diff(grid) >= 0.0).all()
    assert np.abs(grid - place).min() < 1e-6 and value.min() < 1e-12
    assert value == pytest.approx((grid - place) ** 2, abs=1e-15)
    same, still = level_curve._with_least(x, x, lambda u: u)
    assert same is x and still is x
    assert level_curve._with_least(x, -x, lambda u: -u)[0] is x
