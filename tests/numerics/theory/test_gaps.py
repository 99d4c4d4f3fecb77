"""The least gap of one well, and the next order of Eq. (12)."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import gaps
from softpot.numerics.theory.vibrations import density_from_the_fold

from .limits import assert_bound

S = SOFT_POTENTIAL.symbols
E, w = S.E, S.w
PLACE = sp.Rational("1.8944101364774834876750924054")
ENERGY = sp.Rational("2.1821331434413517502478792365")
LAST = sp.Rational(1, 10**28)


@pytest.mark.slow
def test_the_least_gap_is_supported(supported):
    found = supported("smallest-gap")
    assert [e.digits for e in found if e.kind == "enclosure"] == [28]


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        sp.Tuple(PLACE + LAST, ENERGY),
        sp.Tuple(PLACE, ENERGY - LAST),
        sp.Tuple(-PLACE, ENERGY),
        sp.Tuple(PLACE, sp.Integer(2)),
    ],
    ids=range(4),
)
def test_wrong_points_are_refuted(refuted, wrong):
    refuted("smallest-gap", wrong)


@pytest.mark.slow
def test_the_next_order_is_supported(supported):
    rate, deep = (e for e in supported("validity-of-E4") if e.kind == "rate")
    assert rate.rate == pytest.approx(-6, abs=0.05)
    assert deep.rate == pytest.approx(-6, abs=0.1)
    assert rate.table is not None and len(rate.table.rows) == 11


RIGHT = (1 + sp.Rational(104, 9) * (w / E) ** 3, 1 + 16 * (w / E) ** 3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, sp.Integer(1)),
        (0, 1 + sp.Rational(103, 9) * (w / E) ** 3),
        (0, 1 - sp.Rational(104, 9) * (w / E) ** 3),
        (0, 1 + sp.Rational(104, 9) * (w / E) ** sp.Rational(5, 2)),
        (0, 1 + sp.Rational(104, 9) * E**-3),
        (0, sp.Rational(104, 9) * (w / E) ** 3),
        (0, 1 + sp.Rational(104, 9) * (w / E) ** 3 + sp.Rational(1, 10**7)),
        (1, sp.Integer(1)),
        (1, RIGHT[0]),
        (1, 1 - 16 * (w / E) ** 3),
        (1, 1 + sp.Rational(161, 10) * (w / E) ** 3),
    ],
    ids=range(11),
)
def test_wrong_orders_are_refuted(refuted, place, wrong):
    refuted("validity-of-E4", sp.Tuple(*(wrong if k == place else RIGHT[k] for k in (0, 1))))


def test_the_next_order_by_a_direct_count():
    """N(E) with the gap 2a + k/a² itself: potentials below E, by quadrature in r, over (1/(3√2)) E⁵/5."""
    x, weight = np.polynomial.legendre.leggauss(40)
    r, weight = np.sqrt(32 / 9) * x, np.sqrt(32 / 9) * weight
    k = 3 - 15 * r**2 / 4

    def number(e: float, size: float) -> float:
        a = np.full_like(r, e / 2)
        for _ in range(40):
            a = (e - size * k / a**2) / 2
        return float(np.sum(weight * 2 * a**5 / 5))

    e, h = 120.0, 0.5
    density, leading = (number(e + h, size) - number(e - h, size) for size in (1.0, 0.0))
    assert (density / leading - 1) * e**3 == pytest.approx(104 / 9, rel=1e-3)


def test_what_is_left_is_the_second_order_of_perturbation_theory():
    """With s = |r|/2 the gap has the further term (−9 + 423 s²/2 − 645 s⁴/2) alpha^(-5/2), and the density 32 times its
    mean over the strip, 2336/27, times (w/E)⁶."""
    square, fourth = 8 / 27, (32 / 9) ** 2 / 80  # means of s² and s⁴
    second = 32 * (-9 + 423 / 2 * square - 645 / 2 * fourth)
    assert second == pytest.approx(2336 / 27, rel=1e-12)
    left = density_from_the_fold(20.0) / gaps._leading(20.0) - 1 - 104 / 9 / 20**3
    assert left * 20**6 == pytest.approx(second, rel=0.01)


@pytest.mark.slow
def test_the_gap_has_the_bound_that_is_stated_and_no_other():
    assert_bound("smallest-gap")
