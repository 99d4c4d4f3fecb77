"""The proof that no potential with one well has a lower gap: each of its parts, and that it refuses what is false."""

from __future__ import annotations

import random
import re
from fractions import Fraction

import numpy as np
import pytest

from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.spectrum import enclose, levels
from softpot.numerics.theory import gap_cells
from softpot.numerics.theory.gap_cells import above, barta, beyond, both_levels, cells, polygon
from softpot.numerics.theory.special_points import FOLD, proved

PLACES = [
    (Fraction(1), Fraction(1)),
    (Fraction(81, 20), Fraction(15, 4)),
    (Fraction(14), Fraction(6)),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_bounds_of_the_levels(place):
    low, high = (enclose(*place, n, 20) for n in (1, 2))
    bound = above(place)
    assert low.lower < bound.at(place) < low.upper + Fraction(1, 10**9)
    assert 0 <= low.lower + high.lower - both_levels(place) < Fraction(1, 10**9)
    # one trial state bounds the ground state everywhere, and closely next to its place
    for other in set(PLACES) - {place}:
        assert float(bound.at(other)) > levels(*map(float, other), 1)[0]
    # its slopes are the means of y² and −y³ in the ground state, by differences of levels
    step = 1e-4
    a, b = map(float, place)
    by_alpha = (levels(a + step, b, 1)[0] - levels(a - step, b, 1)[0]) / (2 * step)
    by_beta = (levels(a, b + step, 1)[0] - levels(a, b - step, 1)[0]) / (2 * step)
    assert float(bound.by_alpha) == pytest.approx(by_alpha, abs=1e-5)
    assert float(bound.by_beta) == pytest.approx(by_beta, abs=1e-5)


def _inside(corners, place) -> bool:
    """Whether a place lies in a convex polygon, given counterclockwise."""
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return all(
        (q[0] - p[0]) * (place[1] - p[1]) - (q[1] - p[1]) * (place[0] - p[0]) >= 0 for p, q in pairs
    )


def _one_well(source: random.Random, end: int) -> tuple[Fraction, Fraction]:
    alpha = Fraction(source.randint(0, 10**6), 10**6) * end
    share = Fraction(source.choice((0, 1, source.random(), source.random(), 0.999999)))
    # share of the fold's beta, rounded down
    beta = share * Fraction(int((32 * float(alpha) / 9) ** 0.5 * 10**9), 10**9)
    return alpha, min(beta, Fraction(int((32 * float(alpha) / 9) ** 0.5 * 10**9), 10**9))


def test_polygons_hold_the_potentials_with_one_well():
    source = random.Random(12)
    for _ in range(400):
        alpha, beta = _one_well(source, 16)
        size = Fraction(1, source.choice((1, 4, 64)))
        a, b = (v // size * size for v in (alpha, beta))
        assert _inside(polygon((a, a + size, b, b + size)), (alpha, beta))
    assert polygon((Fraction(1), Fraction(2), Fraction(3), Fraction(4))) == ()


@pytest.mark.slow
def test_the_cells_cover_all_potentials_and_refuse_a_gap_that_is_too_high():
    least = proved(FOLD, 32).energy
    found = list(cells(least[0] - Fraction(1, 100)))
    source = random.Random(5)
    for _ in range(300):
        place = _one_well(source, 16)
        assert any(_inside(corners, place) for corners in found)
    for over in (Fraction(1, 10**4), Fraction(1, 10)):
        with pytest.raises(EvidenceError, match="was not proved above") as caught:
            list(cells(least[1] + over))
        alpha, beta = map(float, re.findall(r"(?:alpha|beta) = ([\d.]+)", str(caught.value)))
        low, high = levels(alpha, beta, 2)
        assert (
            high - low < float(least[1] + over) + 1e-3
        )  # where it stops, the gap is that low indeed


def test_the_second_level_beyond_the_cells():
    """The stated bound against levels on the fold, where it is closest; and for each place of the function itself."""
    bound = float(barta())
    assert 2 < bound < 3
    for alpha in (16.0, 30.0, 100.0, 1000.0):
        for share in (0.0, 0.5, 1.0):
            low, high = levels(alpha, share * (32 * alpha / 9) ** 0.5, 2)
            assert high / alpha**0.5 > bound
            assert low < alpha**0.5 + 0.75 / alpha
            assert high - low > float(beyond())
    kappa, end = (32 / 9) ** 0.5, 16.0
    for alpha in (end, 40.0):
        x = np.linspace(1e-3, 30, 4001)
        s = alpha**-0.75 * x
        p = np.where(s < 0.8, 0.9 * (1 - s), 0.18)
        slope = np.where(s < 0.8, -0.9 * alpha**-0.75, 0.0)
        value = 3 * p + x * slope + x**2 * (1 - kappa * s + s**2 - p**2)
        assert value.min() > bound


def test_a_comparison_that_proves_nothing_is_refused():
    assert barta(Fraction(4)) < barta(Fraction(16))
    with pytest.raises(EvidenceError, match="not proved high enough"):
        beyond(Fraction(1))


@pytest.mark.slow
def test_a_box_that_stays_undecided_is_refused(monkeypatch):
    monkeypatch.setattr(gap_cells, "SMALLEST", Fraction(4))
    with pytest.raises(EvidenceError, match="was not proved above"):
        list(cells(Fraction(218, 100)))
