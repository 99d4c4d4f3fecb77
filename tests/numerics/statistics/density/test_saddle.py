"""n(E) next to the points where E_1m is stationary: their places, the logarithm, the root, the jump, honest errors."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from softpot import levels
from softpot.numerics.statistics import Distribution, density_of_states
from softpot.numerics.statistics.density import density
from softpot.numerics.statistics.density.saddle import (
    CLOSE,
    MINIMA,
    SADDLES,
    Point,
    height,
    window,
)
from softpot.numerics.theory.singularities import around_minimum

DISTANCES = 10.0 ** -np.arange(2.0, 14.5)
POINTS = [*SADDLES.values(), *MINIMA.values()]


def excitation(m: int, alpha: Fraction, beta: Fraction) -> Fraction:
    first, last = levels(alpha, beta, only=[1, m], digits=40)
    return Fraction(last.value) - Fraction(first.value)


def place(point: Point) -> Fraction:
    """beta on the fold, or alpha at beta = 0."""
    return Fraction(point.centre if point.symmetric else (-point.centre / 0.375) ** 0.5)


def along(point: Point, x: Fraction) -> tuple[Fraction, Fraction]:
    return (x, Fraction(0)) if point.symmetric else (Fraction(0), x)


@pytest.mark.quick(3)
@pytest.mark.parametrize("point", POINTS, ids=lambda p: f"{p.m}{'even' if p.symmetric else 'fold'}")
def test_the_points_are_stationary(point: Point) -> None:
    """By levels of 40 digits: the energy is the least along the line, and known beyond doubles."""
    x, h = place(point), Fraction(1, 10**6)
    left, here, right = (excitation(point.m, *along(point, x + k * h)) for k in (-1, 0, 1))
    assert abs(here - Fraction(point.energy) - Fraction(point.rest)) < 1e-29
    curvature = float(left - 2 * here + right) / 1e-12
    slope = float(right - left) / 2e-6
    assert curvature > 0 and abs(slope / curvature) < 2e-12
    assert height(point.energy, point) == -point.rest


def second(m: int) -> tuple[float, float, float]:
    """E_aa, E_ab, E_bb at the saddle, by differences of levels of 40 digits."""
    x, h = place(SADDLES[m]), Fraction(1, 10**8)

    def at(i: int, k: int) -> Fraction:
        return excitation(m, i * h, x + k * h)

    here, size = at(0, 0), 10**16
    return (
        float((at(1, 0) - 2 * here + at(-1, 0)) * size),
        float((at(1, 1) + at(-1, -1) - at(1, -1) - at(-1, 1)) * size / 4),
        float((at(0, 1) - 2 * here + at(0, -1)) * size),
    )


@pytest.mark.slow
@pytest.mark.parametrize("m", [2, 3])
def test_logarithm_of_constant_probability_density(m: int) -> None:
    """n = A ln(1/|x|) + B + O(x ln x), and + C sqrt(x) above: A from the saddle, for all distances to 1e-14."""
    aa, ab, bb = second(m)
    # P delta(x - Q(alpha, beta)) over alpha < 0 and both signs of beta
    amplitude = 2.0 / np.sqrt(ab * ab - aa * bb)
    point = SADDLES[m]
    for side in (-1.0, 1.0):
        E = point.energy + side * DISTANCES
        x = np.array([height(float(e), point) for e in E])
        curve = density_of_states(E, Distribution.flat(alpha_max=10), (1, m))
        rest = curve.value + amplitude * np.log(np.abs(x))
        near = np.abs(x) < 1e-4
        root = 0.0
        if side > 0:  # taken from two of the distances, tested on the others
            one, two = 4, 5
            root = (rest[one] - rest[two]) / (np.sqrt(x[one]) - np.sqrt(x[two]))
        limit = rest[-1] - (root * np.sqrt(x[-1]) if side > 0 else 0.0)
        left = rest - limit - (root * np.sqrt(x) if side > 0 else 0.0)
        allowed = 2 * curve.error + 20 * np.abs(x * np.log(np.abs(x))) + 1e-9 * curve.value
        assert (np.abs(left)[near] <= allowed[near]).all()
        assert (curve.error < 4e-7 * curve.value).all()


@pytest.mark.slow
@pytest.mark.parametrize("m", [2, 3])
@pytest.mark.parametrize("kind", ["flat", "constant", "exponential"])
def test_series_against_the_whole_curve(m: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At distances where both serve, the curve found level by level gives the same within the errors stated."""
    made = {
        "flat": Distribution.flat(alpha_max=10),
        "constant": Distribution.constant(alpha_max=10),
        "exponential": Distribution.exponential("0.1", eta_L="0.01"),
    }[kind]
    energy = SADDLES[m].energy + np.array([-0.9 * CLOSE, -1e-3, 1e-3, 0.9 * CLOSE])
    short = density_of_states(energy, made, (1, m))
    monkeypatch.setattr(density, "CLOSE", 0.0)
    whole = density_of_states(energy, made, (1, m))
    assert (np.abs(short.value - whole.value) <= short.error + whole.error).all()
    assert (whole.error > short.error).all()
    assert (whole.error < 2e-5 * whole.value).all()


@pytest.mark.quick(0)
def test_root_of_an_exponential_factor() -> None:
    """P = |eta| P_0: continuous at the saddle, with an infinite slope above it."""
    made, E = Distribution.exponential("0.1", eta_L="0.01"), SADDLES[2].energy
    x = np.array([1e-4, 1e-6, 1e-8, 1e-10, 1e-12])
    above = density_of_states(E + x, made).value
    (below,) = density_of_states(E - 1e-14, made).value
    rate = (above - below) / np.sqrt(x)
    assert rate[:-1] == pytest.approx(rate[1], rel=5e-2) and rate[1:-1] == pytest.approx(
        rate[2], rel=1e-2
    )


@pytest.mark.slow
@pytest.mark.parametrize("above", [1e-3, 1e-5, 1e-7])
def test_jump_at_the_least_second_excitation(above: float) -> None:
    """Against rays from the minimum over a patch in alpha and beta^2."""
    energy = MINIMA[3].energy
    for made, kind in (
        (Distribution.constant(alpha_max=10), "constant"),
        (Distribution.flat(alpha_max=10), "flat"),
    ):
        curve = density_of_states([energy - above, energy + above], made, (1, 3))
        assert curve.value[0] == 0.0
        assert curve.value[1] == pytest.approx(around_minimum(above, kind), rel=1e-7)
        assert curve.error[1] < 1e-6 * curve.value[1]


def test_cutoff_within_the_window_is_left_to_the_whole_curve() -> None:
    cut = Distribution.constant(alpha_max=10, eta_max="0.03", eta_L="0.01")
    found = window(1e-5, SADDLES[2], cut, 1e-7)
    assert found is None
    curve = density_of_states(SADDLES[2].energy + 1e-7, cut)
    assert curve.error[0] > 1e-4 * curve.value[0]


def test_a_logarithm_in_few_points() -> None:
    """A factor 10 in distance below the saddle adds A ln(10), with the amplitude found above by many."""
    E = SADDLES[2].energy - np.array([1e-7, 1e-8, 1e-12, 1e-13])
    x = [height(float(e), SADDLES[2]) for e in E]
    curve = density_of_states(E, Distribution.flat(alpha_max=10))
    for k in (0, 2):
        step = np.diff(curve.value[k : k + 2])[0]
        assert step == pytest.approx(3.12117567 * np.log(x[k] / x[k + 1]), rel=1e-6)
