"""Evidence on Eqs. (9), (10): the density of two-level systems from computed levels."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.two_level_density import (
    _width_for_ten_percent,
    by_quadrature,
    lower_end,
    older,
    sharp,
)

S = SOFT_POTENTIAL.symbols
SEA_GULL, FLAT = "two-level-density", "two-level-density-flat"


def test_the_lower_end_has_the_splitting():
    """By a matrix on sinc functions at the |alpha| given for E = 0.01 w."""
    y = 5.0 * np.linspace(-1, 1, 160)
    k = np.subtract.outer(np.arange(160), np.arange(160))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    potential = y**4 - lower_end(1e-2) * y**2
    levels = np.linalg.eigvalsh(kinetic / (y[1] - y[0]) ** 2 + np.diag(potential))
    assert levels[1] - levels[0] == pytest.approx(1e-2, rel=1e-6)


def test_the_density_by_counting_gaps():
    """N(E < 0.15 w) - N(E < 0.05 w) of P_0 = const., |alpha| < 10, by gaps of a grid of matrices.

    Each alpha has |beta| at which the gap is E; N is twice the integral of |alpha| times that.
    """
    y = 4.6 * np.linspace(-1, 1, 72)
    k = np.subtract.outer(np.arange(72), np.arange(72))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    kinetic = kinetic / (y[1] - y[0]) ** 2

    def gap(size: np.ndarray, beta: np.ndarray) -> np.ndarray:
        potential = y**4 - size[:, None] * y**2 - beta[:, None] * y**3
        levels = np.linalg.eigvalsh(kinetic + potential[:, :, None] * np.eye(72))
        return levels[:, 1] - levels[:, 0]

    def number(energy: float) -> float:
        x, weight = np.polynomial.legendre.leggauss(10)
        end = lower_end(energy)
        # the root at the lower end is taken by a = end + (10 - end) x²
        x, weight = (x + 1) / 2, weight / 2
        size = end + (10 - end) * x**2
        low, high = np.zeros(10), np.full(10, 0.2)
        for _ in range(30):
            middle = (low + high) / 2
            above = gap(size, middle) > energy
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return float(np.sum(weight * 2 * (10 - end) * x * 2 * size * low))

    x, weight = np.polynomial.legendre.leggauss(4)
    energies = 0.1 + 0.05 * x
    integral = 0.05 * float(np.sum(weight * np.array(sharp(10.0, tuple(map(float, energies))))))
    assert integral == pytest.approx(number(0.15) - number(0.05), rel=2e-3)


def test_equation_9_far_below():
    """The quadrature against the density from computed levels at 10^-6, and its own scaling with the lower end."""
    assert by_quadrature(1e-6) == pytest.approx(older((1e-6,))[0], rel=1e-5)
    end = lower_end(1e-100)
    leading = 32**0.5 / end**0.5
    assert by_quadrature(1e-100) / leading - 1 == pytest.approx(
        (np.log(2) + 3 / 8) / (2**0.5 * end**1.5), rel=0.02
    )


@pytest.mark.parametrize("energy", [1e-2, 1e-3])
def test_ten_percent(energy):
    width = _width_for_ten_percent(0, energy)
    assert sharp(width, (energy,))[0] / (32**0.5 * width**0.5) == pytest.approx(0.9, abs=1e-4)
    assert 600 < width < 760


@pytest.mark.slow
@pytest.mark.parametrize("id", [SEA_GULL, FLAT])
def test_the_formulas_are_supported(supported, id):
    found = supported(id)
    assert sum(e.kind == "rate" for e in found) >= 3
    assert any(e.table is not None for e in found)


def test_the_printed_form(printed_verdict):
    printed_verdict(SEA_GULL)
    printed_verdict(FLAT)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "change",
    [sp.Rational(1001, 1000), 2, sp.sqrt(2), sp.sqrt(sp.pi) / 2, S.w, S.eta_L / S.delta_eta],
    ids=range(6),
)
@pytest.mark.slow
def test_wrong_sea_gull_densities_are_refuted(refuted, member, place, change):
    right = SOFT_POTENTIAL.formula(SEA_GULL).expression.args[place]
    refuted(SEA_GULL, member(SEA_GULL, place, right * change))


@pytest.mark.slow
def test_a_missing_correction_is_refuted(refuted, member):
    sharp_form = 4 * sp.sqrt(2) * S.P_0 * sp.sqrt(S.delta_eta) / S.E_0
    small = sp.sqrt(S.alpha_min * S.eta_L / S.delta_eta)
    refuted(SEA_GULL, member(SEA_GULL, 2, sharp_form * (1 - small)))
    tunnelling = sp.log(2) / sp.sqrt(2) / S.alpha_min * sp.sqrt(S.eta_L / S.delta_eta)
    refuted(SEA_GULL, member(SEA_GULL, 2, sharp_form * (1 - small + tunnelling)))


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "change",
    [sp.Rational(101, 100), 2, S.w, S.eta_L, (S.w / S.E) ** sp.Rational(1, 100)],
    ids=range(5),
)
def test_wrong_older_densities_are_refuted(refuted, member, place, change):
    right = SOFT_POTENTIAL.formula(FLAT).expression.args[place]
    refuted(FLAT, member(FLAT, place, right * change))


@pytest.mark.slow
def test_the_logarithmic_slopes_are_supported(supported):
    found = supported("two-level-results-retained")
    assert [e.kind for e in found] == ["factor", "range", "factor", "range"]
    # the corrections are of the order alpha_min^(-3/2), so the factor falls towards 1 with the energy
    for e in found[::2]:
        assert 1 < e.spread[0] < e.spread[1] < 1.5


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("factor", [4, -1, sp.Rational(1, 3)])
def test_wrong_slopes_are_refuted(refuted, member, place, factor):
    id = "two-level-results-retained"
    refuted(id, member(id, place, factor * SOFT_POTENTIAL.formula(id).expression.args[place]))
