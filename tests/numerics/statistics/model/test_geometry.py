"""Three pairs of coordinates of one potential."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.statistics.model.geometry import (
    centre_of,
    curvatures_of_top,
    from_centre,
    wells_of_top,
)


def test_geometry_is_consistent() -> None:
    source = np.random.default_rng(3)
    alpha, beta = -source.uniform(0, 40, 500), source.uniform(0, 9, 500)
    wells = wells_of_top(alpha, beta)
    D_2, D_1 = centre_of(alpha, beta)
    top, tilt, a, b = from_centre(D_2, np.abs(D_1))
    assert np.abs(top - alpha).max() < 1e-10
    assert np.abs(np.abs(tilt) - beta).max() < 1e-10
    assert np.abs(a - wells.a).max() < 1e-10
    assert np.abs(b - 2 * wells.s * np.sqrt(wells.a)).max() < 1e-10


def polynomial(alpha: float, beta: float) -> np.poly1d:
    return np.poly1d([1.0, -beta, alpha, 0.0, 0.0])


@pytest.mark.parametrize(("alpha", "beta"), [(-1.0, 0.0), (-4.0, 1.5), (-0.01, 3.0), (-30.0, -7.0)])
def test_both_wells_of_a_barrier(alpha: float, beta: float) -> None:
    """By roots: half of V'' at the bottoms, b/(2 sqrt(a)) from V''' there, and the difference of the depths."""
    V = polynomial(alpha, beta)
    bottoms = sorted((r.real for r in V.deriv().roots if abs(r) > 1e-9), key=V)
    found = wells_of_top(np.array([alpha]), np.array([beta]))
    for y, a, s in ((bottoms[0], found.a, found.s), (bottoms[1], found.a_other, found.s_other)):
        half = float(V.deriv(2)(y)) / 2.0
        assert a[0] == pytest.approx(half, rel=1e-10)
        assert s[0] == pytest.approx(abs(float(V.deriv(3)(y))) / 6.0 / (2.0 * half**0.5), rel=1e-9)
    assert found.height[0] == pytest.approx(V(bottoms[1]) - V(bottoms[0]), rel=1e-9, abs=1e-12)
    some = curvatures_of_top(np.array([alpha]), np.array([beta]))
    assert [v[0] for v in some] == [found.a[0], found.a_other[0], found.height[0]]


@pytest.mark.parametrize(
    ("D_2", "D_1"),
    [(3.0, 2.0), (0.0, 1.0), (-4.0, 0.0), (-4.0, 1.0), (-4.0, 9.0), (2.0, 0.0), (-1e-9, 4.0)],
)
def test_stationary_points_of_the_depressed_quartic(D_2: float, D_1: float) -> None:
    """4 y^3 + 2 D_2 y + D_1 = 0: the barrier's top, if any, and the deepest minimum; alpha = V''/2, beta = -4 y."""
    V = np.poly1d([1.0, 0.0, D_2, D_1, 0.0])
    real = sorted(r.real for r in V.deriv().roots if abs(r.imag) < 1e-9)
    deepest = min(real, key=lambda y: (round(V(y), 9), y))
    top = real[1] if len(real) == 3 else deepest
    found = [float(v[0]) for v in from_centre(np.array([D_2]), np.array([D_1]))]
    for y, (alpha, beta) in ((top, found[:2]), (deepest, found[2:])):
        assert alpha == pytest.approx(float(V.deriv(2)(y)) / 2.0, rel=1e-9, abs=1e-9)
        assert beta == pytest.approx(-4.0 * y, rel=1e-9, abs=1e-9)
        again = centre_of(np.array([alpha]), np.array([beta]))
        assert (again[0][0], abs(again[1][0])) == pytest.approx((D_2, D_1), rel=1e-8, abs=1e-8)
