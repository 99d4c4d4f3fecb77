"""The deepest minimum as the origin, against roots of the derivative."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.spectrum.potential.reduced import (
    deepest_minimum,
    potential,
    reduce_quartic,
)

POINTS = [
    (1.0, 0.0), (1.0, 1.9), (1.0, 2.1), (1.0, -2.1), (-4.0, 0.5), (-4.0, -0.5), (-4.0, 0.0), (9.0, 6.0), (0.0, 3.0),
    (20.0, -9.3), (3.0, -1.0),
]  # fmt: skip


@pytest.mark.parametrize(("alpha", "beta"), POINTS)
def test_the_quartic_about_its_deepest_minimum(alpha: float, beta: float) -> None:
    V = np.poly1d([1.0, -beta, alpha, 0.0, 0.0])
    still = [r.real for r in V.deriv().roots if abs(r.imag) < 1e-7]
    lowest = min(V(y) for y in still)
    point = reduce_quartic(np.array([alpha]), np.array([beta]))
    assert point.v0[0] == pytest.approx(lowest, abs=1e-12)
    assert V(point.y0[0]) == pytest.approx(lowest, abs=1e-12)
    assert point.d[0] in (1.0, -1.0)
    assert 0.0 <= point.b[0] <= 2.0 * point.a[0] ** 0.5 * (1.0 + 1e-12)
    z = np.linspace(-3.0, 3.0, 7)
    wanted = V(point.y0[0] + point.d[0] * z)
    assert point.v0[0] + potential(point.a, point.b, z) == pytest.approx(wanted, abs=1e-9)
    a, b = deepest_minimum(np.array([alpha]), np.array([beta]))
    assert (a[0], b[0]) == (point.a[0], point.b[0])


def test_symmetric_potentials_are_told_exactly() -> None:
    alpha = np.array([1.0, 1.0, 9.0, 9.0, 2.25, 1.0, -3.0])
    beta = np.array([0.0, 2.0, 6.0, np.nextafter(6.0, 7.0), -3.0, 1e-300, 0.5])
    found = reduce_quartic(alpha, beta)
    assert found.symmetric.tolist() == [True, True, True, False, True, False, False]
    some = found.take(np.array([2, 0]))
    for name in ("alpha", "beta", "a", "b", "v0", "y0", "d", "symmetric"):
        assert getattr(some, name).tolist() == [getattr(found, name)[k] for k in (2, 0)]
