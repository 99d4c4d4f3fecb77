"""Turning points, actions, cells and first guesses of potentials for which they are known in closed form."""

from __future__ import annotations

from itertools import pairwise
from math import gamma, pi, sqrt

import numpy as np
import pytest

from softpot.numerics.spectrum.potential import outline
from softpot.numerics.spectrum.potential.outline import (
    barrier,
    cells,
    extent,
    growth,
    guesses,
    guesses_within,
    half_extent,
    tunnelling,
    turning_points,
    well_extent,
)
from softpot.numerics.spectrum.types.errors import NotConverged

HARMONIC = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)  # z^2
QUARTIC = (0.0, 0.0, 0.0, 0.0, 1.0, 0.0)  # z^4
EVEN_WELLS = (16.0, 0.0, -8.0, 0.0, 1.0, 0.0)  # (z^2 - 4)^2
WELLS = (0.0, 0.0, 9.0, -6.0, 1.0, 0.0)  # z^2 (z - 3)^2
KINKED = (0.0, 0.0, 0.0, 0.5, 1.0, 1.5)  # z^4 + 2 z^3 for z > 0 and z^4 - z^3 for z < 0


def root(coefficients: list[float], near: float) -> float:
    """The real root of a polynomial, the highest power first, that is nearest to a number."""
    found = np.roots(coefficients)
    return float(min(found.real[abs(found.imag) < 1e-9], key=lambda z: abs(z - near)))


def test_turning_points() -> None:
    assert turning_points(QUARTIC, 16.0) == pytest.approx((-2.0, 2.0), abs=1e-9)
    middle, half = 1.5, sqrt(17.0) / 2.0  # z (z - 3) = 2
    assert turning_points(WELLS, 4.0) == pytest.approx((middle - half, middle + half), abs=1e-9)
    assert turning_points(KINKED, 3.0) == pytest.approx(
        (root([1, -1, 0, 0, -3], -1.1), 1.0), abs=1e-9
    )
    # below the bottom: those of an energy a billionth above it, where (z^2 - 4)^2 = 1e-9
    for low in (-1.0, 0.0):
        off = sqrt(4.0 + sqrt(1e-9))
        assert turning_points(EVEN_WELLS, low) == pytest.approx((-off, off), abs=1e-8)
    deep = (0.0, 0.0, -200.0, 0.0, 1.0, 0.0)  # (z^2 - 100)^2 - 10^4: a billionth of the depth
    off = sqrt(100.0 + sqrt(1e-5))
    assert turning_points(deep, -2e4) == pytest.approx((-off, off), abs=1e-8)


@pytest.mark.parametrize("action", [2.0, 30.0, 1000.0])
@pytest.mark.parametrize("side", [-1, 1])
def test_how_far_out_an_action_is_reached(action: float, side: int) -> None:
    """int_0^u z^2 dz = u^3/3 of z^4 and u^2/2 of z^2, to a step of the 800 that lie about as far out, never short."""
    far = (3.0 * action) ** (1.0 / 3.0)
    found = outline._reach(QUARTIC, 0.0, 0.0, side, action)
    assert -1e-4 * far < found - far < 1.5 * (far + 0.5) / 800.0
    far = sqrt(2.0 * action)
    found = outline._reach(HARMONIC, 0.0, 0.0, side, action)
    assert -1e-4 * far < found - far < 1.5 * 1.5 * (far + 0.5) / 800.0


def test_extents_end_where_the_action_is_reached() -> None:
    """On the grid of 1/64, outwards."""
    away = 90.0 ** (1.0 / 3.0)
    low, high = extent(QUARTIC, 0.0, 30.0)
    assert low == -high and (64.0 * low).is_integer()
    assert away < high < away + 0.04
    # sqrt(V) = z (z - 3) beyond 3, and as much to the left of 0: 3 u^2/2 + u^3/3 = 7
    away = root([1 / 3, 3 / 2, 0, -7], 2.0)
    low, high = extent(WELLS, 0.0, 7.0)
    assert (64.0 * low).is_integer() and (64.0 * high).is_integer()
    assert -away - 0.04 < low < -away + 1e-3 and 3.0 + away - 1e-3 < high < 3.0 + away + 0.04


@pytest.mark.parametrize("side", [-1, 1])
def test_the_extent_of_one_well(side: int) -> None:
    """Into the barrier 3 u^2/2 - u^3/3 = 1, outwards 3 u^2/2 + u^3/3 = 1; with more action up to the top."""
    inwards, outwards = root([-1 / 3, 3 / 2, 0, -1], 0.9), root([1 / 3, 3 / 2, 0, -1], 0.7)
    wanted = (-outwards, inwards) if side < 0 else (3.0 - inwards, 3.0 + outwards)
    found = well_extent(WELLS, 0.0, 1.0, 1.5, side)
    assert found[0] <= wanted[0] + 1e-3 and found[1] >= wanted[1] - 1e-3
    assert found == pytest.approx(wanted, abs=0.03)
    up_to = well_extent(WELLS, 0.0, 50.0, 1.5, side)[1 if side < 0 else 0]
    assert up_to == 1.5
    # in a well whose bottom lies above the energy: from the bottom
    raised = (0.0, 0.0, 9.0, -6.2, 1.0, 0.0)
    bottoms = np.sort(np.roots([4.0, -18.6, 18.0, 0.0]).real)
    found = well_extent(raised, -0.5, 0.5, float(bottoms[1]), -1)
    assert found[0] < 0.0 < found[1] < bottoms[1]


def test_the_extent_of_half_of_an_even_potential() -> None:
    """sqrt(V) = 4 - z^2 inside of 2: from there to 2 - u it is 2 u^2 - u^3/3; nothing is left out near 0."""
    inwards, outwards = root([-1 / 3, 2, 0, -1], 0.8), root([1 / 3, 2, 0, -1], 0.6)
    low, high = half_extent(EVEN_WELLS, 0.0, 1.0)
    assert 2.0 - inwards - 0.03 < low < 2.0 - inwards + 1e-3
    assert 2.0 + outwards - 1e-3 < high < 2.0 + outwards + 0.03
    assert half_extent(EVEN_WELLS, 0.0, 9.0)[0] == 0.0
    assert half_extent(EVEN_WELLS, 20.0, 0.01)[0] == 0.0  # above the top
    assert half_extent(EVEN_WELLS, 16.0, 0.01)[0] == 0.0  # at the top
    assert half_extent((1.0, 0.0, 2.0, 0.0, 1.0, 0.0), 0.5, 0.01)[0] == 0.0  # one well


def test_actions_through_barriers() -> None:
    """int_-2^2 (4 - z^2) dz = 32/3 and int_0^3 z (3 - z) dz = 9/2; nothing above the top."""
    assert tunnelling(EVEN_WELLS, 0.0) == pytest.approx(32 / 3, rel=1e-4)
    assert barrier(EVEN_WELLS, 0.0) == pytest.approx((0.0, 32 / 3), rel=1e-4, abs=1e-9)
    assert barrier(WELLS, 0.0) == pytest.approx((1.5, 4.5), rel=1e-4)
    # at an energy: by Gauss's rule in sin t between the turning points, (z^2 - 4)^2 = 4
    t, weights = np.polynomial.legendre.leggauss(60)
    near = sqrt(2.0)
    z = near * np.sin(0.5 * pi * t)
    between = float(
        weights @ (np.sqrt((z * z - 4.0) ** 2 - 4.0) * near * 0.5 * pi * np.cos(0.5 * pi * t))
    )
    assert tunnelling(EVEN_WELLS, 4.0) == pytest.approx(between, rel=1e-4)
    assert barrier(EVEN_WELLS, 4.0)[1] == pytest.approx(between, rel=1e-4)
    for p, energy in ((EVEN_WELLS, 16.0), (WELLS, 6.0), (QUARTIC, 0.0), (KINKED, 0.0)):
        assert barrier(p, energy) == (0.0, 0.0)
    assert tunnelling(EVEN_WELLS, 16.0) == tunnelling(QUARTIC, 1.0) == 0.0


def test_how_a_power_series_grows() -> None:
    """The terms of z^4 about 1 are those of (1 + r)^4, all positive; those of -z^4 about 0 count as much."""
    assert growth(QUARTIC, 0.0, 1.0, 2.0) == pytest.approx((27.0 - 1.0) / 3.0, rel=1e-3)
    assert growth(QUARTIC, 0.0, -1.0, 2.0) == pytest.approx((27.0 - 1.0) / 3.0, rel=1e-3)
    assert growth(WELLS, 0.0, 0.0, 2.0) == pytest.approx(3.0 * 2.0 + 8.0 / 3.0, rel=1e-3)
    tilted = (0.5, 4.0, 6.0, 4.0, 1.0, 0.0)  # (1 + z)^4 - 1/2
    assert growth(tilted, -0.5, 0.0, 2.0) == pytest.approx((27.0 - 1.0) / 3.0, rel=1e-3)
    r = np.linspace(0.0, 1.0, 100001)
    kinked = np.sqrt(r**4 + (2.0 + 1.5) * r**3 + 5.0)  # to the right of 0, and |p_5| once more
    wanted = float((kinked[1:] + kinked[:-1]).sum() * 0.5e-5)
    assert growth(KINKED, 5.0, 0.0, 1.0) == pytest.approx(wanted, rel=1e-3)
    kinked = np.sqrt(r**4 + (1.0 + 4.0 + 1.5) * r**3 + (3 + 6) * r**2 + (3 + 4) * r + 2.0)
    wanted = float((kinked[1:] + kinked[:-1]).sum() * 0.5e-5)  # about -1, where V = z^4 - z^3
    assert growth(KINKED, 0.0, -1.0, 1.0) == pytest.approx(wanted, rel=1e-3)


@pytest.mark.parametrize("p", [QUARTIC, WELLS, KINKED])
def test_cells_are_as_long_as_they_may_be(p: tuple[float, ...]) -> None:
    """h sqrt(sum |q_i| h^i) is at most the limit, or the larger one where V > E; not of a cell 1.4 times as long."""
    energy, limit, far = 2.0, 1.5, 4.0
    nodes = cells(p, energy, (-5.0, 6.0), limit, far)
    assert nodes[0] == -5.0 and nodes[-1] == 6.0 and nodes == sorted(set(nodes))
    if p == KINKED:
        assert 0.0 in nodes
    long = 0

    def fits(place: float, step: float) -> bool:
        cubic = p[3] + (p[5] if place >= 0.0 else -p[5])
        shifted = np.poly1d([p[4], cubic, p[2], p[1], p[0] - energy])(np.poly1d([1.0, place]))
        size = float(np.polyval(np.abs(shifted.coeffs), step)) * step * step
        falls = -float(
            np.minimum(np.append(shifted.coeffs[:-1], 0.0), 0.0) @ step ** np.arange(4, -1, -1)
        )
        outside = shifted(0.0) > falls
        return bool(size <= limit * limit or (size <= far * far and outside))

    for low, high in pairwise(nodes):
        step = high - low
        assert fits(low, step) and (step * 16.0 * 64.0).is_integer()
        if high not in (0.0, 6.0) and step < 3.0:
            assert not fits(low, 1.4 * step)
            long += step * sqrt(abs(np.polyval([p[4], p[3], p[2], p[1], p[0]], low))) > 1.5 * limit
    assert long, "no cell outside of the turning points takes the larger limit"
    assert max(np.diff(cells((0.0,) * 6, 0.0, (0.0, 9.0), 1.0, 1.0))) == 4.0


@pytest.mark.parametrize("count", [2.5, 10.5, 40.5])
def test_the_energy_below_which_so_many_levels_lie(count: float) -> None:
    """int sqrt(E - z^2) dz = pi E/2, and E^(3/4) sqrt(pi) Gamma(5/4)/Gamma(7/4) for z^4; from the lower side never."""
    for p, wanted in (
        (HARMONIC, 2.0 * count),
        (QUARTIC, (count * sqrt(pi) * gamma(1.75) / gamma(1.25)) ** (4.0 / 3.0)),
        ((7.0, *HARMONIC[1:]), 7.0 + 2.0 * count),
    ):
        found = outline._energy_holding(p, count)
        assert 0.999 * wanted < found < 1.005 * wanted, p


QUARTIC_LEVELS = (1.0603620904841829, 3.7996730298013942, 7.4556979379867384, 11.644745511378162)
"""Of -psi'' + y^4 psi: C. M. Bender, S. A. Orszag, Advanced Mathematical Methods (1978), to more digits."""


def test_first_guesses_have_ten_digits() -> None:
    assert guesses(QUARTIC, 4) == pytest.approx(QUARTIC_LEVELS, rel=1e-10)
    assert guesses(HARMONIC, 9) == pytest.approx([1, 3, 5, 7, 9, 11, 13, 15, 17], rel=1e-10)
    assert guesses((7.0, *HARMONIC[1:]), 2) == pytest.approx([8.0, 10.0], rel=1e-10)
    assert guesses(QUARTIC, 5).size == 5


def test_first_guesses_of_one_of_two_wells() -> None:
    """Far apart, z^2 (z - 14)^2: the levels come in pairs, of which each well has one."""
    p = (0.0, 0.0, 196.0, -28.0, 1.0, 0.0)
    both = guesses(p, 4)
    left, right = (guesses_within(p, 2, 7.0, side) for side in (-1, 1))
    assert left == pytest.approx(right, rel=1e-9)
    assert both == pytest.approx(np.repeat(left, 2), rel=1e-9)
    assert left[0] == pytest.approx(14.0, rel=0.01)  # sqrt(V''/2) of the bottom
    # a side that is deeper has the lower level
    tilted = (0.0, 0.3, *p[2:])
    assert guesses_within(tilted, 1, 7.0, -1)[0] < guesses_within(tilted, 1, 7.0, 1)[0] - 4.0


def test_a_grid_that_would_be_too_large_is_refused() -> None:
    with pytest.raises(NotConverged, match="too large"):
        guesses((0.0, 0.0, -1e8, 0.0, 1.0, 0.0), 1)
