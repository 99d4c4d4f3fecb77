"""Evidence on Eq. (1): the count of wells."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.potential import BOUNDARY, exact_wells, wells

S = SOFT_POTENTIAL.symbols
eta, t = S.eta, S.t
NOT_ZERO = sp.Ne(eta, 0)


def minima(e: float, c: float) -> int:
    """Zeros of the slope by a companion matrix; those with positive curvature, each counted once."""
    roots = np.roots([4.0, 3 * c, 2 * e, 0.0])
    size = 1e-7 * (1 + np.abs(roots))
    real = np.unique(np.round(roots.real[np.abs(roots.imag) < size], 12))
    return int((12 * real**2 + 6 * c * real + 2 * e > 0).sum())


@pytest.mark.slow
def test_the_condition_is_supported(supported):
    counted, boundary = supported("two-wells")
    assert counted.samples >= 100_000
    assert boundary.samples == len(BOUNDARY)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "wrong",
    [
        sp.And(eta < 9 * t**2 / 33, NOT_ZERO),
        sp.And(eta < 9 * t**2 / 31, NOT_ZERO),
        sp.And(eta < t**2 / 4, NOT_ZERO),
        sp.And(eta < 9 * t**2 / 32 * sp.Rational(100001, 100000), NOT_ZERO),
        sp.And(eta > 9 * t**2 / 32, NOT_ZERO),
        sp.And(eta <= 9 * t**2 / 32, NOT_ZERO),
        sp.And(eta < 9 * sp.Abs(t) ** 3 / 32, NOT_ZERO),
        eta < 9 * t**2 / 32,
        sp.And(eta < 9 * t**2 / 32, NOT_ZERO, sp.Ne(t, 0)),
        eta < 0,
        NOT_ZERO,
    ],
    ids=str,
)
def test_wrong_conditions_are_refuted(refuted, wrong):
    refuted("two-wells", wrong)


def test_the_printed_condition_fails_on_its_line(printed_verdict, evidence):
    printed_verdict("two-wells")
    counted, boundary = evidence("two-wells", eta < 9 * t**2 / 32)
    assert counted.supports is True  # no sampled potential lies on the line itself
    assert boundary.supports is False and "eta = 0" in boundary.failing


def test_wells_by_another_count():
    source = np.random.default_rng(5)
    e, c = source.uniform(-2, 2, 2000), source.uniform(-3, 3, 2000)
    clear = (np.abs(e) > 1e-3) & (np.abs(e - 9 / 32 * c**2) > 1e-3)
    e, c = e[clear], c[clear]
    assert e.size > 1900
    assert [minima(a, b) for a, b in zip(e, c, strict=True)] == wells(e, c).tolist()


def test_exact_wells_by_another_count():
    x = S.x
    for e, c in (
        ("-15/32", 1), ("5/24", -1), ("1/3", 1), ("-3/2", 0), (1, 0), ("9/32", 1), (0, -2), (0, 0), ("-6", 0)
    ):  # fmt: skip
        slope = sp.Poly(sp.diff(sp.Rational(e) * x**2 + sp.Rational(c) * x**3 + x**4, x), x)
        curved = sp.diff(slope.as_expr(), x)
        rising = [r for r in sp.roots(slope) if r.is_real and curved.subs(x, r).is_positive]
        # a minimum of fourth order, at the origin for eta = t = 0, has no curvature
        number = len(rising) + (e == c == 0)
        assert exact_wells(Fraction(e), Fraction(c)) == number


def test_both_counts_agree_next_to_the_fold():
    """Within a part in 10^12, where the extrema of the slope are rational for a Pythagorean ratio."""
    for k in range(1, 40):
        # 36 t² − 96 eta = (6 m/n)² makes them rational
        m, n = Fraction(10**4 * k + 1), Fraction(2 * 10**4 * k)
        c = Fraction(7, 3)
        e = (36 * c**2 - (6 * c * m / n) ** 2) / 96
        float_count = wells(np.array([float(e)]), np.array([float(c)]))[0]
        assert exact_wells(e, c) == float_count == (2 if m / n > Fraction(1, 2) else 1)


def test_the_boundary_meets_both_lines_at_all_sizes():
    labels = {label for label, _, _ in BOUNDARY}
    assert len(labels) >= 3
    assert max(abs(c) for _, _, c in BOUNDARY) >= 10**20
    assert any(e == 0 and c != 0 for _, e, c in BOUNDARY)
    assert any(e == 9 * c * c / Fraction(32) and c != 0 for _, e, c in BOUNDARY)
    assert any(e == c == 0 for _, e, c in BOUNDARY)
