"""Evidence on Eq. (8): splittings and tilted double wells to many digits."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.spectrum import splitting
from softpot.numerics.theory.tunnelling import TILT, coefficients, symmetric
from softpot.numerics.theory.two_level import ASYMMETRY, tilted
from softpot.numerics.theory.two_level_remainder import coefficient

S = SOFT_POTENTIAL.symbols
HALF = sp.Rational(1, 2)
SIZE = sp.Abs(S.alpha)
U = SIZE ** (-3 * HALF)
LEADING = S.w * sp.Abs(S.beta) / U / sp.sqrt(2)
GOOD = LEADING * (1 - 3 * sp.sqrt(2) / 4 * U - 35 * U**2 / 16)


def grid(alpha: float, beta: float, size: int = 160, reach: float = 5.0) -> tuple[np.ndarray, ...]:
    """Points, levels and states of the quartic on sinc functions."""
    y = reach * np.linspace(-1, 1, size)
    step = y[1] - y[0]
    k = np.subtract.outer(np.arange(size), np.arange(size))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    potential = alpha * y**2 - beta * y**3 + y**4
    return y, *np.linalg.eigh(kinetic / step**2 + np.diag(potential))


def test_the_computed_asymmetry_by_a_matrix_element():
    y, _, states = grid(-10.0, 0.0)
    element = abs(states[:, 0] @ (y**3 * states[:, 1]))
    tilt = abs(float(TILT))
    assert float(tilted(10)) == pytest.approx(2 * tilt * element, rel=1e-6)


@pytest.mark.slow
def test_the_coefficients_found_from_levels():
    """The first two by hand from zero-point energies and from 3/(4A) - 11 B²/(16 A²) in the two wells."""
    found = coefficients(ASYMMETRY)
    assert [exact for _, _, exact in found[:3]] == [1, Fraction(-3, 4), Fraction(-35, 16)]


@pytest.mark.slow
@pytest.mark.parametrize("id", ["two-level-form", "asymmetry"])
def test_the_formulas_are_supported(supported, id):
    rates = [e for e in supported(id) if e.kind == "rate"]
    assert rates
    for e in rates:
        assert e.expected_rate in (2.0, -1.5, -4.5)
        assert e.rate == pytest.approx(e.expected_rate, abs=0.1)


@pytest.mark.parametrize("id", ["two-level-form", "asymmetry"])
def test_the_printed_forms(printed_verdict, id):
    printed_verdict(id)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        S.Delta + S.Delta_0,
        sp.sqrt(S.Delta**2 + 2 * S.Delta_0**2),
        sp.sqrt(S.Delta**2 / 4 + S.Delta_0**2),
        sp.sqrt(S.Delta**2 - S.Delta_0**2 / 2),
        S.Delta_0 + 0 * S.Delta,
        S.Delta,
        sp.sqrt(S.Delta**2 + S.Delta_0**2) * (1 + sp.Rational(1, 10**4)),
        -sp.sqrt(S.Delta**2 + S.Delta_0**2),
    ],
    ids=range(8),
)
def test_wrong_forms_are_refuted(refuted, wrong):
    refuted("two-level-form", wrong)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        sp.Tuple(LEADING * 2, GOOD),
        sp.Tuple(LEADING * sp.sqrt(2), GOOD),
        sp.Tuple(LEADING * (1 + sp.Rational(1, 10**6)), GOOD),
        sp.Tuple(LEADING * sp.sqrt(SIZE), GOOD),
        sp.Tuple(LEADING * S.w, GOOD),
        sp.Tuple(LEADING, LEADING * (1 - U - 35 * U**2 / 16)),
        sp.Tuple(LEADING, LEADING * (1 + 3 * sp.sqrt(2) / 4 * U - 35 * U**2 / 16)),
        sp.Tuple(LEADING, LEADING * (1 - 3 * sp.sqrt(2) / 4 * U + 35 * U**2 / 16)),
        sp.Tuple(LEADING, LEADING * (1 - 3 * sp.sqrt(2) / 4 * U)),
    ],
    ids=range(9),
)
def test_wrong_asymmetries_are_refuted(refuted, wrong):
    refuted("asymmetry", wrong)


@pytest.mark.slow
def test_the_powers_of_alpha_in_what_is_left():
    """At one energy the tilted wells leave |alpha|^(-4), wells alike |alpha|^(-1) times (Delta Delta_0/E)²."""
    sizes, far = (8, 12, 16), []
    for size in sizes:
        amplitude, slope = float(symmetric(size)), float(tilted(size)) / abs(float(TILT))
        gap = float(splitting(-size, Fraction(1, 10) / Fraction(slope), 1, 2))
        far.append(gap / np.hypot(0.1, amplitude) - 1)
    powers = np.diff(np.log(np.abs(far))) / np.diff(np.log(sizes))
    assert abs(powers[-1] + 4) < 0.25
    # by the coefficient of perturbation theory, which is over |alpha|: bounded, it neither falls nor grows as a power
    near = [float(coefficient(size)) for size in (12, 24)]
    assert abs(np.log(near[1] / near[0]) / np.log(2)) < 0.1
