"""Wells too deep to tunnel: their levels against a grid, their heat against the full spectrum and the T^5 law."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.integrate import trapezoid

from softpot.numerics import Distribution, density_of_states, minimum_of_heat, specific_heat
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.heat.frozen import barrier, frozen_gaps, frozen_heat
from softpot.reports.cli import main

T5 = 4.0 * np.pi**6 / 21.0


def on_a_grid(a: float, s: float, count: int) -> tuple[np.ndarray, float]:
    """Levels of the deeper well on a grid of sinc functions, the potential going on as a mirror beyond the top."""
    r = np.sqrt(a)

    def V(z: np.ndarray) -> np.ndarray:
        return z * z * (a - 2.0 * s * r * z + z * z)

    # the barrier's top, between the minima at z = 0 and on the side of s
    z = np.linspace(0.0, 2.0 * r, 200_001)
    rising = np.flatnonzero(np.diff(V(z)) < 0.0)
    top = z[rising[0]] if rising.size else z[-1]
    h = 0.12 / np.sqrt(r)
    grid = np.arange(-6.0 / np.sqrt(r) - 0.35 * r, 2.0 * top + 6.0 / np.sqrt(r) + 0.35 * r, h)
    inside = V(grid)
    # beyond the top the potential rises to above it and stays there, so that no level lives there
    inside[grid > top] = V(np.array([top]))[0] + 4.0 * a * (grid[grid > top] - top) ** 2
    k = np.subtract.outer(np.arange(grid.size), np.arange(grid.size))
    kinetic = (
        np.where(k == 0, np.pi**2 / 3.0, 2.0 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2) / h**2
    )
    return np.linalg.eigvalsh(kinetic + np.diag(inside))[:count], float(V(np.array([top]))[0])


@pytest.mark.parametrize("rho", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("a", [25.0, 60.0])
def test_levels_below_the_barrier(a: float, rho: float) -> None:
    s, u, g, height = (float(v[0]) for v in barrier(np.array([rho])))
    expected, top = on_a_grid(a, s, 12)
    assert top == pytest.approx(a * a * height, rel=1e-8)
    # the curvature at the top, V''/2 = a - 6 s sqrt(a) z + 6 z^2, is alpha
    assert 1.0 - 6.0 * s * u + 6.0 * u * u == pytest.approx(-g, rel=1e-12)
    gaps, fewer = frozen_gaps(np.array([a]), np.array([s]), np.array([top]), 200.0)
    deep = int((expected < 0.7 * top).sum()) - 1
    assert deep >= 1
    assert gaps[0, :deep] == pytest.approx(expected[1 : deep + 1] - expected[0], rel=2e-3)
    assert np.isfinite(fewer[0]).sum() <= int((expected < top).sum())
    assert (np.diff(gaps[0]) > 0.0).all()


def two_level_part(alpha_max: float, T: float, frozen: bool) -> float:
    c = specific_heat(0.002, Distribution.constant(alpha_max=alpha_max, frozen=frozen)).value[0]
    return float(c) / 0.002 * T


def test_the_law_of_vibrations_does_not_depend_on_the_cutoff() -> None:
    """c/(4 pi^6/21 T^5), the two-level part taken off, tends to 1 for every cutoff only with frozen wells."""
    for alpha_max, without in ((10.0, 0.945), (1000.0, 1.004)):
        frozen = Distribution.constant(alpha_max=alpha_max, frozen=True)
        plain = Distribution.constant(alpha_max=alpha_max)
        c = specific_heat([3.0, 4.9], frozen).value
        part = [two_level_part(alpha_max, T, True) for T in (3.0, 4.9)]
        ratio = (c - part) / (T5 * np.array([3.0, 4.9]) ** 5)
        assert ratio[1] == pytest.approx(1.0, abs=0.005)
        # the rest falls as T^-3
        assert np.log((ratio[0] - 1) / (ratio[1] - 1)) / np.log(4.9 / 3.0) == pytest.approx(
            3.0, abs=0.2
        )
        assert specific_heat(4.9, plain).value[0] / (T5 * 4.9**5) == pytest.approx(
            without, abs=1e-3
        )


def test_frozen_wells_are_what_the_full_spectrum_has_of_them() -> None:
    """Between two cutoffs: the heat of whole potentials less their two-level part is that of frozen wells."""
    T = np.array([0.8, 1.5, 3.0])
    low = Distribution.constant(alpha_max=14.0, frozen=True)
    high = Distribution.constant(alpha_max=40.0, frozen=True)
    part = np.array([two_level_part(40.0, t, True) - two_level_part(14.0, t, True) for t in T])
    c = specific_heat(T, low).value
    assert specific_heat(T, high).value - part == pytest.approx(c, rel=3e-5)


@pytest.mark.slow
def test_what_lies_below_the_quanta_is_not_changed() -> None:
    one, two = (Distribution.constant(alpha_max=10, frozen=f) for f in (False, True))
    T = [0.001, 0.05, 0.2]
    assert specific_heat(T, two).value == pytest.approx(specific_heat(T, one).value, rel=1e-12)
    curve = specific_heat([1.0, 2.0], two)
    assert (curve.error / curve.value < 2e-6).all()
    least, whole = (minimum_of_heat(d) for d in (two, one))
    assert least is not None and whole is not None
    assert least.temperature < whole.temperature and least.temperature == pytest.approx(
        whole.temperature, rel=0.01
    )


@pytest.mark.slow
def test_the_slope_belongs_to_the_heat() -> None:
    """The minimum is a root of the derivative: by differences c/T^3 is flat there."""
    frozen = Distribution.constant(alpha_max=6, frozen=True)
    least = minimum_of_heat(frozen)
    assert least is not None
    T = least.temperature * np.array([0.99, 1.0, 1.01])
    ratio = specific_heat(T, frozen).value / T**3
    assert ratio[1] < ratio[0] and ratio[1] < ratio[2]
    assert ratio[1] == pytest.approx(least.c_over_T3, rel=1e-9)


@pytest.mark.quick(0)
def test_delocalised_vibrations_of_frozen_wells_are_left_out() -> None:
    frozen = Distribution.constant(alpha_max=10, frozen=True)
    T = np.array([1.0, 3.0])
    whole = frozen_heat(frozen, T, capacity, None)[0]
    parts = [frozen_heat(frozen, T, capacity, E_d)[0] for E_d in (4.0, 12.0, 30.0, 1e3)]
    # with a low E_d nothing of wells with a > 2 alpha_max is left
    assert (parts[0] == 0.0).all()
    assert (parts[1] > 0.0).all() and (parts[1] < parts[2]).all() and (parts[2] < whole).all()
    assert parts[3] == pytest.approx(whole, rel=1e-9)
    # harmonic wells: 2 * 8 r^4 dr ds over 2 sqrt(2 alpha_max) < 2r < E_d, half of it for one sign of the asymmetry
    r = np.linspace(0.0, 15.0, 4001)
    rho = np.linspace(1e-3, 1.0, 801)
    s, _, g, _ = barrier(rho)
    inside = r[None, :] ** 2 * g[:, None] > 10.0
    z = 2.0 * r / 3.0
    heat = np.where(z > 0.0, z * z * np.exp(-z) / np.where(z > 0.0, -np.expm1(-z), 1.0) ** 2, 1.0)
    rough = trapezoid(trapezoid(inside * 8.0 * r**4 * heat, r, axis=1) * rho / (9.0 * s), rho)
    assert parts[2][1] == pytest.approx(rough, rel=0.05)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="a cutoff of at least 4"):
        Distribution.exponential(frozen=True)
    with pytest.raises(ValueError, match="a cutoff of at least 4"):
        Distribution.constant(alpha_max=3, frozen=True)
    frozen = Distribution.constant(alpha_max=10, frozen=True)
    plain = Distribution.constant(alpha_max=10)
    assert density_of_states(0.1, frozen).value == density_of_states(0.1, plain).value
    with pytest.raises(ValueError, match="frozen wells vibrate"):
        density_of_states(8.0, frozen)
    with pytest.raises(ValueError, match="whole potentials"):
        frozen.sample(100, 1)
    with pytest.raises(TypeError, match="frozen"):
        Distribution("x", plain.factor, 0.01, 10.0, 1.0, "barrier-top", True, 1)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_option() -> None:
    args = [
        "heat",
        "--p0",
        "constant",
        "--alpha-max",
        "10",
        "--t-min",
        "2",
        "--t-max",
        "3",
        "--points",
        "2",
    ]
    found = CliRunner().invoke(main, [*args, "--frozen"], prog_name="softpot")
    assert found.exit_code == 0 and "the rest frozen" in found.stdout
    c = specific_heat(3.0, Distribution.constant(alpha_max=10, frozen=True)).value[0]
    assert f"{c:.6g}" in found.stdout
    assert (
        CliRunner().invoke(main, [*args[:3], *args[5:], "--frozen"], prog_name="softpot").exit_code
        == 2
    )
