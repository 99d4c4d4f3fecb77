"""The numerical tools that the evidence shares."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from numpy.polynomial import Polynomial

from softpot.numerics.theory.sampling import (
    about,
    bisected,
    context,
    cubic_roots,
    derivative_matrix,
    moderate,
    rationals,
    real,
    stationary_points,
)

from softpot.derive.theory import SOFT_POTENTIAL  # isort: skip


def test_about_is_the_taylor_expansion():
    source = np.random.default_rng(3)
    for degree in range(1, 7):
        c, centre = source.normal(size=degree + 1), float(source.normal())
        moved = Polynomial(c)(Polynomial([centre, 1.0])).coef
        assert np.allclose(about(list(c), centre), moved, rtol=1e-12, atol=1e-12)


def test_about_is_exact_on_fractions():
    coefficients = [Fraction(1), Fraction(-2, 3), Fraction(5, 7), Fraction(0), Fraction(1)]
    x = SOFT_POTENTIAL.symbols.x
    polynomial = sum(
        sp.Rational(c.numerator, c.denominator) * x**k for k, c in enumerate(coefficients)
    )
    moved = sp.Poly(polynomial.subs(x, x + sp.Rational(3, 5)), x).all_coeffs()[::-1]
    assert about(coefficients, Fraction(3, 5)) == [Fraction(int(c.p), int(c.q)) for c in moved]
    assert about(about(coefficients, Fraction(3, 5)), Fraction(-3, 5)) == coefficients


def test_about_leaves_its_arguments_alone():
    """One array may stand for several coefficients; nothing is changed in place and nothing aliased."""
    zero, one = np.zeros(3), np.ones(3)
    quadratic, cubic, centre = (
        np.array([1.0, -2.0, 0.5]),
        np.array([0.3, 0.0, -1.0]),
        np.array([1.0, 2.0, -1.0]),
    )
    given = [zero, zero, quadratic, cubic, one]
    kept = [g.copy() for g in given]
    found = about(given, centre)
    for g, k in zip(given, kept, strict=True):
        assert np.array_equal(g, k)
    for j in range(3):
        moved = Polynomial([k[j] for k in kept])(Polynomial([centre[j], 1.0])).coef
        assert np.allclose([f[j] for f in found], moved)
    found[0] += 1.0
    assert np.array_equal(zero, np.zeros(3))
    assert not any(np.shares_memory(a, b) for i, a in enumerate(found[:-1]) for b in found[:i])


def test_samples_are_seeded_and_spread():
    points = list(rationals(1, 400, 2))
    assert points == list(rationals(1, 400, 2)) != list(rationals(2, 400, 2))
    size = [abs(v) for p in points for v in p]
    assert min(size) < Fraction(1, 1000) < 900 < max(size)
    assert {v > 0 for p in points for v in p} == {True, False}
    assert all(-3 <= v <= 3 for p in moderate(1, 200, 3) for v in p)


def test_real_is_rounded_once():
    ctx = context(40)
    assert abs(real(ctx, Fraction(1, 3)) * 3 - 1) < ctx.mpf(10) ** -50
    assert real(ctx, 7) == 7


def test_derivative_matrix_of_a_polynomial_is_exact():
    ctx = context(30)
    point = [ctx.mpf(3) / 7, ctx.mpf(-2), ctx.mpf(0)]
    found = derivative_matrix(
        ctx, lambda x, y, z: [x**4 * y, x * y * z + z**3, y**2 - 5 * z], point
    )
    x, y, z = point
    wanted = [[4 * x**3 * y, x**4, 0], [y * z, x * z, x * y], [0, 2 * y, -5]]
    for i in range(3):
        for j in range(3):
            # the difference of z³ is exact up to the step squared in no order: z itself is 0
            assert abs(found[i, j] - wanted[i][j]) < ctx.mpf(10) ** -25


def test_derivative_matrix_converges_at_fourth_order():
    ctx = context(60)
    x = ctx.mpf(2) / 3
    found = derivative_matrix(ctx, lambda v: [ctx.exp(v)], [x])[0, 0]
    step = x * ctx.mpf(10) ** (-ctx.dps // 6)
    error = abs(found - ctx.exp(x))
    assert error < step**4
    assert error > 0


def test_stationary_points_against_exact_roots():
    ctx = context(40)
    x = SOFT_POTENTIAL.symbols.x
    for coefficients in ([0, 0, -3, 1, 1], [0, 0, 2, 1, 1], [0, 5, -9, 4, 2], [1, -1, 0, 0, 1]):
        slope = sp.diff(sum(c * x**k for k, c in enumerate(coefficients)), x)
        wanted = sorted(sp.real_roots(slope), key=lambda r: r.evalf(30))
        found = stationary_points(ctx, [ctx.mpf(c) for c in coefficients])
        assert len(found) == len(wanted)
        for a, b in zip(found, wanted, strict=True):
            assert abs(sp.Float(str(a), 40) - b.evalf(45)) < sp.Float("1e-35", 40)


def test_bisection():
    ctx = context(40)
    assert abs(bisected(ctx, lambda v: v**3 - 2) - ctx.cbrt(2)) < ctx.mpf(10) ** -48


@pytest.mark.quick(0)
def test_cubic_roots_of_random_cubics():
    source = np.random.default_rng(17)
    c = source.normal(size=(4, 3000)) * 10.0 ** source.uniform(-2, 2, (4, 3000))
    c[3] = np.sign(c[3]) * np.maximum(np.abs(c[3]), 1e-2)
    found = cubic_roots(*c)
    checked = 0
    for k in range(c.shape[1]):
        wanted = np.roots(c[::-1, k])
        gap = min(abs(a - b) for i, a in enumerate(wanted) for b in wanted[:i])
        if gap < 1e-3 * np.abs(wanted).max():
            continue  # next to a double root only half of the digits are promised
        real_ones = np.sort(wanted.real[np.abs(wanted.imag) < 1e-9 * np.abs(wanted).max()])
        mine = np.sort(found[:, k][np.isfinite(found[:, k])])
        assert mine.size == real_ones.size
        assert np.allclose(mine, real_ones, rtol=1e-8, atol=1e-10 * np.abs(wanted).max())
        checked += 1
    assert checked > 2500


@pytest.mark.parametrize(
    "roots",
    [(0, 0, 0), (1, 1, 1), (1, 1, -2), (0, 0, 3), (-1, 0, 1), (1e-8, 0, 1), (1e6, 1, -1e-6), (1, 1 + 1e-9, 5),
     (-1e3, 2e3, -1e3), (1e-45, 2e-45, -1e-45)],
)  # fmt: skip
def test_cubic_roots_of_nasty_cubics(roots):
    """Every root found is one of the cubic's, to half of the digits; none is invented."""
    c0, c1, c2, c3 = Polynomial.fromroots(roots).coef
    found = cubic_roots(*(np.array([c]) for c in (c0, c1, c2, c3)))[:, 0]
    found = found[np.isfinite(found)]
    assert found.size >= 1
    size = max(map(abs, roots))
    assert all(min(abs(f - r) for r in roots) <= 3e-5 * size for f in found)


def test_cubic_roots_with_one_real_root():
    c = [np.array([v]) for v in (2.0, 3.0, 0.0, 1.0)]
    found = cubic_roots(*c)[:, 0]
    assert np.isfinite(found).sum() == 1
    assert found[0] == pytest.approx(float(np.roots([1, 0, 3, 2]).real[-1]), rel=1e-13)


def test_cubic_roots_leaves_its_arguments_alone():
    c = [np.array([v, w]) for v, w in ((0.0, 1.0), (-1.0, 3.0), (0.0, 0.2), (1.0, 2.0))]
    kept = [a.copy() for a in c]
    cubic_roots(*c)
    assert all(np.array_equal(a, b) for a, b in zip(c, kept, strict=True))
