"""Evidence on the amplitude of tunnelling, Eq. (8): splittings to many digits."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from mpmath import mpf

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.tunnelling import SPLITTING, coefficients, named, power_series, split

S = SOFT_POTENTIAL.symbols
SIZE = sp.Abs(S.alpha)
U = SIZE ** sp.Rational(-3, 2)
SPLIT = (
    S.w * 16 * sp.sqrt(2) / sp.sqrt(sp.pi) * (SIZE / 2) ** sp.Rational(5, 4)
    * sp.exp(-sp.sqrt(2) / 3 / U)
)  # fmt: skip
GOOD_SPLIT = SPLIT * (1 - 71 * sp.sqrt(2) / 48 * U - 6299 * U**2 / 2304)


def test_the_computed_splitting_on_a_grid():
    """Sinc functions on 160 points, at alpha = -6."""
    y = 5.0 * np.linspace(-1, 1, 160)
    k = np.subtract.outer(np.arange(160), np.arange(160))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    levels = np.linalg.eigvalsh(kinetic / (y[1] - y[0]) ** 2 + np.diag(y**4 - 6 * y**2))
    assert float(split(6, Fraction(0))) == pytest.approx(levels[1] - levels[0], rel=1e-9)


def test_a_power_series_is_found_again():
    sizes = (20, 30, 40, 50)
    values = [2 + 3 / size**1.5 - 7 / size**3 for size in sizes]
    found = [float(c) for c in power_series(sizes, values)]
    assert found == pytest.approx([2, 3, -7, 0], abs=1e-6)


def test_rationals_are_named_only_where_chance_is_excluded():
    assert named(mpf("-0.4375000000001"), 1e-12) == Fraction(-7, 16)
    assert named(mpf("0.3333333333333"), 1e-12) == Fraction(1, 3)
    assert named(mpf("2"), 1e-12) == 2
    assert named(mpf("0.7182818284590452"), 1e-12) is None


@pytest.mark.slow
def test_the_coefficients_found_from_levels():
    """Published: 71/12, 6299/288, 2691107/10368 and 2125346615/497664 in powers of g = (√2/4)|alpha|^(-3/2)."""
    found = coefficients(SPLITTING)
    assert found[1][2] == Fraction(-71, 48)
    assert found[2][2] == Fraction(-6299, 2304)
    assert found[3][2] == Fraction(-2691107, 331776)
    fourth = -Fraction(2125346615, 497664 * 64)
    assert abs(float(found[4][0]) / float(fourth) - 1) < 1e-13


@pytest.mark.slow
def test_the_formula_is_supported(supported):
    rates = [e for e in supported("tunnel-amplitude") if e.kind == "rate"]
    assert [e.expected_rate for e in rates] == [-1.5, -4.5]
    for e in rates:
        assert e.rate == pytest.approx(e.expected_rate, abs=0.1)


def test_the_printed_form(printed_verdict):
    printed_verdict("tunnel-amplitude")


@pytest.mark.slow
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
