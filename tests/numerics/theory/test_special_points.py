"""Special points: places and energies of another method lie in the proved intervals."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.theory import special_points
from softpot.numerics.theory.special_points import FOLD, SYMMETRIC, Line, curvature, proved

pytestmark = pytest.mark.slow  # each needs a derivation of its theory


def levels(alpha: float, beta: float, count: int) -> np.ndarray:
    """Levels on sinc functions."""
    points = np.linspace(-6.5, 6.5, 131)
    step = points[1] - points[0]
    k = np.subtract.outer(np.arange(131), np.arange(131))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    potential = alpha * points**2 - beta * points**3 + points**4
    return np.linalg.eigvalsh(kinetic / step**2 + np.diag(potential))[:count]


def energy(alpha: float, beta: float, m: int) -> float:
    found = levels(alpha, beta, m)
    return float(found[m - 1] - found[0])


@pytest.mark.parametrize(
    ("line", "bracket"), [(FOLD, (1.5, 1.9, 2.5)), (SYMMETRIC, (-5.0, -4.0, -3.0))]
)
def test_the_point_by_a_search_on_a_grid(line, bracket):
    def along(x: float) -> float:
        return energy(*(float(v) for v in line.at(Fraction(x))), line.m)

    found = minimize_scalar(along, bracket=bracket, tol=1e-9)
    place, least = proved(line, 16).middle
    assert float(place) == pytest.approx(found.x, abs=1e-5)
    assert float(least) == pytest.approx(found.fun, abs=1e-9)


@pytest.mark.parametrize("line", [FOLD, SYMMETRIC])
def test_intervals_are_nested_and_narrow(line):
    wide, narrow = proved(line, 16), proved(line, 32)
    for a, b, width in (
        (wide.place, narrow.place, Fraction(2, 10**32)),
        (wide.energy, narrow.energy, Fraction(1, 10**30)),
    ):
        assert a[0] < b[0] < b[1] < a[1]
        assert b[1] - b[0] <= width


@pytest.mark.parametrize("line", [FOLD, SYMMETRIC])
def test_the_derivatives_by_another_method(line):
    alpha, beta = (float(v) for v in line.at(proved(line, 16).middle[0]))
    found, h = curvature(line), 1e-2

    def at(i: float, k: float) -> float:
        return energy(alpha + i * h, beta + k * h, line.m)

    assert abs(float(found.a)) < 1e-15 and abs(float(found.b)) < 1e-15
    assert float(found.aa) == pytest.approx((at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / h**2, rel=1e-3)
    assert float(found.bb) == pytest.approx((at(0, 1) - 2 * at(0, 0) + at(0, -1)) / h**2, rel=1e-2)
    mixed = (at(1, 1) + at(-1, -1) - at(1, -1) - at(-1, 1)) / (4 * h**2)
    assert float(found.ab) == pytest.approx(mixed, abs=1e-3)


def test_what_is_not_least_is_not_proved(monkeypatch):
    monkeypatch.setattr(special_points, "_found", lambda line, decimals: Fraction("1.8944102"))
    other = Line(lambda x: (Fraction(0), x), 2, Fraction(1), Fraction(2))
    with pytest.raises(EvidenceError, match="was not proved lower"):
        proved(other, 15)


def test_the_virial_theorem_at_the_point():
    """On the fold the gaps of <y²> and <y³> vanish together: <V'> = 0 gives 4<y³> = 3 beta <y²>."""
    beta = float(proved(FOLD, 16).middle[0])
    points = np.linspace(-6.5, 6.5, 131)
    step = points[1] - points[0]
    k = np.subtract.outer(np.arange(131), np.arange(131))
    kinetic = np.where(k == 0, np.pi**2 / 3, 2 * (-1.0) ** k / np.where(k == 0, 1, k) ** 2)
    vectors = np.linalg.eigh(kinetic / step**2 + np.diag(points**4 - beta * points**3))[1]
    moments = [[(vectors[:, n] ** 2 * points**p).sum() for p in (2, 3)] for n in (0, 1)]
    for square, cube in moments:
        assert 4 * cube == pytest.approx(3 * beta * square, abs=1e-8)
    assert moments[0] == pytest.approx(moments[1], abs=1e-8)
    assert mpmath.isfinite(moments[0][0])
