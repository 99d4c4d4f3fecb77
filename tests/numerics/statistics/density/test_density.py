"""n(E): laws at both ends, the integral against the grid, singularities, cutoffs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from softpot.numerics.statistics import Distribution, density_of_states
from softpot.numerics.statistics.density.level_curve import fold_crossings, ranges
from softpot.numerics.statistics.heat.heat import weighted
from softpot.numerics.statistics.plane.grid import spectrum_grid


def test_fourth_power_law_with_its_next_order() -> None:
    for E in (40.0, 100.0):
        # below the corner at |alpha| = E^2/8 no two-level system has this energy
        n = density_of_states(E, Distribution.constant(alpha_max=4)).value[0]
        law = E**4 / (3 * np.sqrt(2)) * (1 + 104 / 9 / E**3)
        assert n == pytest.approx(law, rel=5 * E**-2 * 4)


@pytest.mark.slow
def test_fourth_power_law_to_six_digits() -> None:
    n = density_of_states([40.0, 100.0], Distribution.constant(alpha_max=10)).value
    E = np.array([40.0, 100.0])
    law = E**4 / (3 * np.sqrt(2)) * (1 + 104 / 9 / E**3)
    assert n == pytest.approx(law, rel=1e-4)


def test_two_levels_deep_below_tunnelling() -> None:
    """Between cutoffs where Delta_0 << E: n = 2 sqrt(2) int |alpha|^(-1/2), as Eq. (9) says."""
    E = 1e-5
    difference = np.diff(
        [density_of_states(E, Distribution.constant(alpha_max=v)).value[0] for v in (1e4, 1e6)]
    )[0]
    assert difference == pytest.approx(4 * np.sqrt(2) * (1e3 - 1e2), rel=1e-6)


def test_no_two_levels_where_the_cutoff_leaves_none() -> None:
    assert density_of_states(1e-6, Distribution.constant(alpha_max=10)).value[0] == 0.0


def _integral_of_first_gap(made: object, T: float, edges: np.ndarray) -> tuple[float, float]:
    """int n(E) (E/T)^2 exp(-E/T) dE, and the same over the grid of potentials."""
    x, w = np.polynomial.legendre.leggauss(8)
    total = 0.0
    for low, high in pairwise(edges):
        E = 0.5 * (high + low) + 0.5 * (high - low) * x
        z = E / T
        n = density_of_states(E, made).value  # type: ignore[arg-type]
        total += float((n * z * z * np.exp(-z)) @ w) * 0.5 * (high - low)
    grid_sum = 0.0
    band = spectrum_grid(0 if T <= 0.08 else 1)
    for block in band.blocks:
        z = block.gaps[:, 0] / T
        z = np.minimum(z, 700.0)
        part = z * z * np.exp(-z)
        grid_sum += float((weighted(block, made)[:, 0] * part.reshape(-1, 225)).sum())  # type: ignore[arg-type]
    return total, grid_sum


def test_integral_of_the_density_is_the_sum_over_potentials() -> None:
    T = 0.02
    edges = np.array([1e-6, 1e-3, 0.01, 0.06, 0.2, 0.4, 0.7])
    made = Distribution.constant(alpha_max=14)
    over_energy, over_potentials = _integral_of_first_gap(made, T, edges)
    assert over_energy == pytest.approx(over_potentials, rel=2e-6)


@pytest.mark.slow
def test_integral_through_the_singularity() -> None:
    T = 0.5
    edges = np.array([1e-6, 1e-3, 0.05, 0.4, 0.8, 1.5, 2.18213, 2.739, 4.0, 6.0, 9.0, 13.0, 17.0])
    made = Distribution.constant(alpha_max=8)
    over_energy, over_potentials = _integral_of_first_gap(made, T, edges)
    assert over_energy == pytest.approx(over_potentials, rel=2e-6)


def test_special_points() -> None:
    assert not fold_crossings(2.1821, 2)
    two = fold_crossings(2.1823, 2)
    assert len(two) == 2
    assert np.mean(two) == pytest.approx(-0.375 * 1.8944**2, rel=1e-2)
    assert not ranges(3.6510, 3)
    assert density_of_states(3.6510, Distribution.constant(alpha_max=50), (1, 3)).value[0] == 0.0
    assert density_of_states(3.6512, Distribution.constant(alpha_max=50), (1, 3)).value[0] > 1.0


@pytest.mark.slow
def test_flat_distribution_is_singular_at_the_fold_and_constant_is_not() -> None:
    E = [2.0, 2.182]
    older = density_of_states(E, Distribution.flat()).value
    newer = density_of_states(E, Distribution.constant(alpha_max=10)).value
    assert older[1] > 2 * older[0]
    assert newer[0] < newer[1] < 1.2 * newer[0]


def test_estimates() -> None:
    for made in (Distribution.constant(alpha_max=50), Distribution.exponential()):
        curve = density_of_states(
            [1e-6, 1e-2, 0.5, 3.0, 100.0 if made.alpha_max > 1e9 else 30.0], made
        )
        some = curve.value > 0
        assert (curve.error[some] < 1e-6 * curve.value[some]).all()


@pytest.mark.slow
@pytest.mark.parametrize("tolerance", [1e-3, 1e-5])
@pytest.mark.parametrize("energy", [1e-3, 1.0, 10.0])
def test_a_coarser_tolerance_is_kept(energy: float, tolerance: float) -> None:
    glass = Distribution.constant(alpha_max=100)
    fine = density_of_states(energy, glass)
    coarse = density_of_states(energy, glass, tolerance=tolerance)
    assert abs(coarse.value[0] - fine.value[0]) <= tolerance * fine.value[0]


@pytest.mark.parametrize("wrong", [0, -1, 1e-9, 0.1, float("nan"), [1e-3], "fine"])
def test_a_tolerance_is_a_number_within_its_range(wrong: object) -> None:
    with pytest.raises((TypeError, ValueError), match="tolerance"):
        density_of_states(1.0, Distribution.constant(alpha_max=100), tolerance=wrong)
