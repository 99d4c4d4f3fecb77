"""Turning points, numbers of states and actions of potentials z^2 (a - b z + z^2), by roots and adaptive rules."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from softpot.numerics.spectrum.potential.semiclassical import (
    Regions,
    allowed_regions,
    barrier_action,
    energy_holding,
    forbidden_action,
    landscape,
    reach,
    states_in,
)

A = np.array([1.0, 9.0, 9.0, 9.0, 0.0, 4.0])
B = np.array([0.5, 6.0, 5.8, 6.0, 0.0, 3.9])
E = np.array(
    [3.0, 2.0, 1.5, 7.0, 16.0, 0.1]
)  # one well, two wells three times, over a barrier, z^4


def V(k: int, z: float) -> float:
    return float(z * z * (A[k] - B[k] * z + z * z))


def turning(k: int) -> list[float]:
    roots = np.roots([1.0, -B[k], A[k], 0.0, -E[k]])
    return sorted(roots.real[np.abs(roots.imag) < 1e-9])


def test_stationary_points() -> None:
    land = landscape(A, B)
    for k in range(A.size):
        found = sorted(
            r.real for r in np.roots([4.0, -3.0 * B[k], 2.0 * A[k]]) if abs(r.imag) < 1e-12
        )
        if len(found) == 2 and found[0] != found[1]:
            assert (land.zb[k], land.z2[k]) == pytest.approx(found, rel=1e-12)
            assert (land.vb[k], land.v2[k]) == pytest.approx(
                (V(k, found[0]), V(k, found[1])), abs=1e-12
            )
        else:
            assert (land.zb[k], land.z2[k], land.v2[k], land.vb[k]) == (0.0, 0.0, 0.0, -1.0)
    some = land.take(np.array([2, 0]))
    assert (some.z2[0], some.vb[1], some.zb[0], some.v2[0]) == (
        land.z2[2],
        land.vb[0],
        land.zb[2],
        land.v2[2],
    )


def test_turning_points_to_a_ten_thousandth() -> None:
    """From outside; two regions where the energy lies below the barrier and above both bottoms."""
    land = landscape(A, B)
    found = allowed_regions(A, B, land, E)
    for k in range(A.size):
        roots = turning(k)
        split = len(roots) == 4
        assert bool(found.split[k]) is split
        ends = [found.left[k], found.inner[k], found.outer[k], found.right[k]]
        wanted = roots if split else [roots[0], roots[1], roots[1], roots[1]]
        assert ends == pytest.approx(wanted, abs=2e-3)
        assert found.left[k] <= roots[0] + 1e-12 and found.right[k] >= wanted[-1] - 1e-12
        if split:
            assert found.inner[k] >= roots[1] - 1e-12 and found.outer[k] >= roots[2] - 1e-12
    some = found.take(np.array([1]))
    assert (some.left[0], some.inner[0], some.outer[0], some.right[0]) == (
        found.left[1], found.inner[1], found.outer[1], found.right[1]
    )  # fmt: skip


def test_the_other_well_that_is_closed_does_not_count() -> None:
    """Below the bottom of the second well the first one alone is allowed."""
    a, b, energy = np.array([9.0]), np.array([5.8]), np.array([0.05])
    land = landscape(a, b)
    assert land.v2[0] > 0.05
    found = allowed_regions(a, b, land, energy)
    roots = np.roots([1.0, -5.8, 9.0, 0.0, -0.05])
    roots = np.sort(roots.real[np.abs(roots.imag) < 1e-9])
    assert not found.split[0] and [found.left[0], found.right[0]] == pytest.approx(roots, abs=1e-3)


def test_numbers_of_states_and_actions() -> None:
    """(1/pi) int sqrt(E - V) between turning points, and int sqrt(V - E) through the barrier."""
    land = landscape(A, B)
    regions = allowed_regions(A, B, land, E)
    first, second = states_in(A, B, E, regions)
    action = barrier_action(A, B, land, E, regions)
    for k in range(A.size):
        roots = turning(k)

        def over(low: float, high: float, k: int = k) -> float:
            return quad(lambda z: abs(E[k] - V(k, z)) ** 0.5, low, high, limit=200)[0]

        assert first[k] == pytest.approx(over(roots[0], roots[1]) / np.pi, rel=3e-3)
        if len(roots) == 4:
            assert second[k] == pytest.approx(over(roots[2], roots[3]) / np.pi, rel=3e-3)
            assert action[k] == pytest.approx(over(roots[1], roots[2]), rel=1e-2)
        else:
            assert second[k] == action[k] == 0.0


def test_the_action_from_a_turning_point_on() -> None:
    """int_0^u z^2 dz = u^3/3 of z^4 at E = 0; to the left as to the right."""
    zero, one = np.zeros(2), np.array([2.0, -3.0])
    assert forbidden_action(zero, zero, zero, zero, one) == pytest.approx([8 / 3, 9.0], rel=1e-9)
    start = np.array([1.0])
    found = forbidden_action(np.array([1.0]), np.zeros(1), np.array([2.0]), start, np.array([3.0]))
    assert found[0] == pytest.approx(
        quad(lambda z: (z**4 + z * z - 2.0) ** 0.5, 1.0, 3.0)[0], rel=1e-6
    )


@pytest.mark.parametrize("states", [0.5, 3.0, 20.0])
def test_the_energy_that_holds_so_many_states(states: float) -> None:
    """From above, by a few per cent at most: N(E) there, and N(E) a little lower."""
    land = landscape(A, B)
    found = energy_holding(A, B, land, states)
    for factor, enough in ((1.0 + 1e-9, True), (0.985, False)):
        energy = found * factor
        first, second = states_in(A, B, energy, allowed_regions(A, B, land, energy))
        assert ((first + second >= states * (1.0 - 1e-6)) == enough).all()


@pytest.mark.parametrize("action", [3.0, 12.0])
@pytest.mark.parametrize("side", [1.0, -1.0])
def test_how_far_an_action_reaches(action: float, side: float) -> None:
    """u^3/3 of z^4, on either side, to 2^-12 of the limit and from above; the limit where it is not reached."""
    zero = np.zeros(2)
    far = (3.0 * action) ** (1.0 / 3.0)
    found = reach(zero, zero, zero, zero, side * np.array([8.0, 0.9 * far]), np.full(2, action))
    assert 0.0 <= side * found[0] - far <= 8.0 / 4096 + 1e-9
    assert found[1] == side * 0.9 * far
    regions = Regions(*[np.arange(2.0) + k for k in range(4)], np.array([True, False]))
    assert regions.take(np.array([1])).outer.tolist() == [3.0]
