"""Level curves of the first excitation, against diagonalisation on a grid and the general density of states."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.statistics import Distribution, density_of_states
from softpot.numerics.theory import level_curves
from softpot.numerics.theory.level_curves import (
    Patch,
    along_fold,
    around,
    between,
    fold,
    least_on_fold,
    near,
)


def gap(D_2: float, D_1: float) -> float:
    """eps_2 − eps_1 of D_2 y² + D_1 y + y⁴ on sinc functions."""
    points = np.linspace(-6, 6, 121)
    step = points[1] - points[0]
    k = np.subtract.outer(np.arange(121), np.arange(121))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    levels = np.linalg.eigvalsh(
        kinetic / step**2 + np.diag(D_2 * points**2 + D_1 * points + points**4)
    )
    return float(levels[1] - levels[0])


def test_the_fold_is_where_two_stationary_points_meet():
    """4 y³ + 2 D_2 y + D_1 has a double zero."""
    D_2 = np.array([-0.3, -2.0, -7.0])
    for a, b in zip(D_2, fold(D_2), strict=True):
        roots = np.roots([4.0, 0.0, 2 * a, b])
        assert min(abs(roots[i] - roots[j]) for i in range(3) for j in range(i)) < 1e-6


@pytest.mark.parametrize("beta", [0.2, 1.0, 1.8944, 2.6])
def test_the_gap_on_the_fold(beta):
    D_2 = -3 * beta**2 / 8
    assert float(along_fold()(beta**2)) == pytest.approx(gap(D_2, beta**3 / 8), abs=1e-8)


def test_the_least_gap_is_between_its_neighbours():
    place, energy = least_on_fold()
    for beta in (place - 0.02, place + 0.02):
        assert gap(-3 * beta**2 / 8, beta**3 / 8) > energy
    assert energy == pytest.approx(2.18213, abs=1e-5)


def test_the_patch_next_to_the_fold():
    patch = around()
    for D_2, beyond in [(-1.5, 0.03), (-1.3, -0.1), (-1.2, 0.05)]:
        D_1 = float(fold(np.array([D_2]))[0]) + beyond
        value = float(patch.value(np.array([D_2]), np.array([beyond]))[0])
        assert value == pytest.approx(gap(D_2, D_1), abs=1e-8)
    assert patch.last < 1e-10


def test_a_patch_of_a_known_function():
    made = Patch.of(lambda x, z: x**3 * z - z**2, (1.0, 2.0), (0.5, 0.25), (5, 4))
    x, z = np.array([0.7, 1.4]), np.array([1.9, 2.2])
    assert made.value(x, z) == pytest.approx(x**3 * z - z**2, abs=1e-12)
    assert made.slope(x, z, 0) == pytest.approx(3 * x**2 * z, abs=1e-11)
    assert made.slope(x, z, 1) == pytest.approx(x**3 - 2 * z, abs=1e-11)


def test_a_patch_that_has_not_converged_is_refused():
    with pytest.raises(EvidenceError, match=r"5 by 4 points is accurate to 0\.\d+ only"):
        Patch.of(lambda x, z: 1 / (x**2 + z**2), (1.0, 2.0), (2.0, 1.0), (5, 4))


def number_of_one_well(energy: float) -> float:
    """2 times the area of D_2, |D_1| beyond the fold with a gap below the energy: by bisection in D_1."""
    x, weight = np.polynomial.legendre.leggauss(12)
    low, high = (-0.375 * b for b in roots_on_fold(energy))
    total = 0.0
    for node, w in zip(x, weight, strict=True):
        D_2 = (low + high) / 2 + (high - low) / 2 * node
        start = float(fold(np.array([D_2]))[0])
        a, b = start, start + 2.0
        for _ in range(40):
            middle = (a + b) / 2
            a, b = (middle, b) if gap(D_2, middle) < energy else (a, middle)
        total += w * abs(high - low) / 2 * (a - start)
    return 4 * total  # 2 dD_2 dD_1 for both signs of D_1


def roots_on_fold(energy: float) -> list[float]:
    """beta² where the gap on the fold is the energy, by bisection."""
    found = []
    for left, right in ((0.5, 1.894), (1.895, 2.8)):
        a, b = left, right
        rising = gap(-3 * b**2 / 8, b**3 / 8) > energy
        for _ in range(40):
            middle = (a + b) / 2
            above = gap(-3 * middle**2 / 8, middle**3 / 8) > energy
            a, b = (a, middle) if above == rising else (middle, b)
        found.append(a**2)
    return found


@pytest.mark.slow
def test_the_density_is_the_slope_of_the_number_of_potentials():
    h = 0.01
    slope = (number_of_one_well(2.3 + h) - number_of_one_well(2.3 - h)) / (2 * h)
    assert between(2.3) == pytest.approx(slope, rel=1e-3)


def test_no_curve_below_the_least_gap():
    with pytest.raises(EvidenceError, match=r"2.1 w does not begin and end on the fold"):
        between(2.1)


def test_the_window_adds_up():
    """Beyond the fold the window holds the whole curve as soon as both crossings lie in it."""
    least = least_on_fold()[1]
    part = near(1e-3)
    assert part.density(np.where(part.one_well, 1.0, 0.0)) == pytest.approx(
        between(least + 1e-3), rel=1e-7
    )
    assert not near(-1e-3).one_well.any()
    assert (near(1e-3).alpha[part.one_well] > 0).all() and (part.alpha[~part.one_well] < 0).all()
    assert np.ptp(part.D_2) <= 2 * level_curves.REACH


@pytest.mark.slow
def test_the_general_density_of_states(small=1):
    """n(E) of one well from the general routine, with a P_0 that vanishes for two wells."""
    import sympy as sp

    from softpot.derive.theory import SOFT_POTENTIAL

    eta = SOFT_POTENTIAL.symbols.eta
    only = Distribution.smooth((1 + sp.sign(eta)) / 2, alpha_max=small)
    found = density_of_states([2.19, 2.5], only).value
    assert [between(2.19), between(2.5)] == pytest.approx(list(found), rel=1e-6)


@pytest.mark.slow
def test_what_lies_outside_of_the_window_is_smooth():
    """n(E) of all potentials less that in the window: third differences vanish across E_s, unlike a square root."""
    whole, least, h = Distribution.constant(alpha_max=50), least_on_fold()[1], 5e-4
    x = np.array([-3 * h, -h, h, 3 * h])
    full = density_of_states(least + x, whole).value
    inside = [near(float(v)).density(np.ones_like(near(float(v)).alpha)) for v in x]
    rest = full - np.array(inside)
    third = rest[3] - 3 * rest[2] + 3 * rest[1] - rest[0]
    assert abs(third) < 1e-3 * 21.9 * np.sqrt(h)
