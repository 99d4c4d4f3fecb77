"""Evidence on Eq. (8): splittings and tilted double wells to many digits."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from derive import SOFT_POTENTIAL
from numerics.theory import two_level
from numerics.theory.two_level import coefficients, computed_at, named, power_series, split

S = SOFT_POTENTIAL.symbols
HALF = sp.Rational(1, 2)
SIZE = sp.Abs(S.alpha)
U = SIZE ** (-3 * HALF)
TILT = S.w * sp.Abs(S.beta) / U / sp.sqrt(2)
SPLIT = (
    S.w * 16 * sp.sqrt(2) / sp.sqrt(sp.pi) * (SIZE / 2) ** sp.Rational(5, 4)
    * sp.exp(-sp.sqrt(2) / 3 / U)
)  # fmt: skip
GOOD_TILT = TILT * (1 - 3 * sp.sqrt(2) / 4 * U - 35 * U**2 / 16)
GOOD_SPLIT = SPLIT * (1 - 71 * sp.sqrt(2) / 48 * U - 6299 * U**2 / 2304)


def grid(alpha: float, beta: float, size: int = 160, reach: float = 5.0) -> tuple[np.ndarray, ...]:
    """Points, levels and states of the quartic on sinc functions."""
    y = reach * np.linspace(-1, 1, size)
    step = y[1] - y[0]
    k = np.subtract.outer(np.arange(size), np.arange(size))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    potential = alpha * y**2 - beta * y**3 + y**4
    return y, *np.linalg.eigh(kinetic / step**2 + np.diag(potential))


def test_the_computed_splitting_and_asymmetry_by_another_method():
    y, levels, states = grid(-6.0, 0.0)
    assert float(split(6, Fraction(0))) == pytest.approx(levels[1] - levels[0], rel=1e-9)
    y, levels, states = grid(-10.0, 0.0)
    element = abs(states[:, 0] @ (y**3 * states[:, 1]))
    tilt = abs(float(two_level.TILT))
    assert float(computed_at("asymmetry", 10)) == pytest.approx(2 * tilt * element, rel=1e-6)


def test_a_power_series_is_found_again():
    sizes = (20, 30, 40, 50)
    values = [2 + 3 / size**1.5 - 7 / size**3 for size in sizes]
    found = [float(c) for c in power_series(sizes, values)]
    assert found == pytest.approx([2, 3, -7, 0], abs=1e-6)


def test_rationals_are_named_only_where_chance_is_excluded():
    from mpmath import mpf

    assert named(mpf("-0.4375000000001"), 1e-12) == Fraction(-7, 16)
    assert named(mpf("0.3333333333333"), 1e-12) == Fraction(1, 3)
    assert named(mpf("2"), 1e-12) == 2
    assert named(mpf("0.7182818284590452"), 1e-12) is None


def test_the_coefficients_found_from_levels():
    """Published: 71/12, 6299/288, 2691107/10368 and 2125346615/497664 in powers of g = (√2/4)|alpha|^(-3/2)."""
    found = coefficients("splitting")
    assert found[1][2] == Fraction(-71, 48)
    assert found[2][2] == Fraction(-6299, 2304)
    assert found[3][2] == Fraction(-2691107, 331776)
    fourth = -Fraction(2125346615, 497664 * 64)
    assert abs(float(found[4][0]) / float(fourth) - 1) < 1e-13
    tilt = coefficients("asymmetry")
    assert [exact for _, _, exact in tilt[:3]] == [1, Fraction(-3, 4), Fraction(-35, 16)]


@pytest.mark.parametrize("id", ["two-level-form", "asymmetry", "tunnel-amplitude"])
def test_the_formulas_are_supported(supported, id):
    rates = [e for e in supported(id) if e.kind == "rate"]
    assert rates
    for e in rates:
        assert e.expected_rate in (2.0, -1.5, -4.5)
        assert e.rate == pytest.approx(e.expected_rate, abs=0.1)


@pytest.mark.parametrize("id", ["two-level-form", "asymmetry", "tunnel-amplitude"])
def test_the_printed_forms(printed_verdict, id):
    printed_verdict(id)


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


@pytest.mark.parametrize(
    "wrong",
    [
        sp.Tuple(TILT * 2, GOOD_TILT),
        sp.Tuple(TILT * sp.sqrt(2), GOOD_TILT),
        sp.Tuple(TILT * (1 + sp.Rational(1, 10**6)), GOOD_TILT),
        sp.Tuple(TILT * sp.sqrt(SIZE), GOOD_TILT),
        sp.Tuple(TILT * S.w, GOOD_TILT),
        sp.Tuple(TILT, TILT * (1 - U - 35 * U**2 / 16)),
        sp.Tuple(TILT, TILT * (1 + 3 * sp.sqrt(2) / 4 * U - 35 * U**2 / 16)),
        sp.Tuple(TILT, TILT * (1 - 3 * sp.sqrt(2) / 4 * U + 35 * U**2 / 16)),
        sp.Tuple(TILT, TILT * (1 - 3 * sp.sqrt(2) / 4 * U)),
    ],
    ids=range(9),
)
def test_wrong_asymmetries_are_refuted(refuted, wrong):
    refuted("asymmetry", wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        sp.Tuple(SPLIT / 2, GOOD_SPLIT),
        sp.Tuple(SPLIT * sp.sqrt(sp.E / sp.pi), GOOD_SPLIT),  # Stirling's factor of a WKB estimate
        sp.Tuple(SPLIT * (1 + sp.Rational(1, 10**6)), GOOD_SPLIT),
        sp.Tuple(SPLIT * SIZE ** sp.Rational(1, 4), GOOD_SPLIT),
        sp.Tuple(SPLIT * sp.exp(-1 / U / 100), GOOD_SPLIT),
        sp.Tuple(SPLIT, SPLIT * (1 - 71 * sp.sqrt(2) / 48 * U)),
        sp.Tuple(SPLIT, SPLIT * (1 - 71 * U / 48 - 6299 * U**2 / 2304)),
        sp.Tuple(SPLIT, SPLIT * (1 - 71 * sp.sqrt(2) / 48 * U - 6300 * U**2 / 2304)),
        sp.Tuple(SPLIT, SPLIT * (1 - 72 * sp.sqrt(2) / 48 * U - 6299 * U**2 / 2304)),
    ],
    ids=range(9),
)
def test_wrong_amplitudes_are_refuted(refuted, wrong):
    refuted("tunnel-amplitude", wrong)
