"""c(T) and n(E) again by routes that share nothing but the potential: sums over the plane of (D_2, D_1), counted areas.

c: Gauss-Legendre panels in (D_2, D_1) for potentials with one well and in (alpha, beta) for two, levels of the public
function, c_osc from their second moment.  n: the area below a level curve, found by chords, differentiated in E.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from scipy.optimize import brentq

from softpot.derive.theory.symbols import S
from softpot.numerics import Distribution, density_of_states, levels, specific_heat

Function = Callable[[np.ndarray, np.ndarray], np.ndarray]


def nodes(marks: list[float], count: int) -> tuple[np.ndarray, np.ndarray]:
    """Gauss-Legendre nodes and weights in the panels between the marks."""
    x, w = np.polynomial.legendre.leggauss(count)
    parts = [(0.5 * (u + v) + 0.5 * (v - u) * x, 0.5 * (v - u) * w) for u, v in pairwise(marks)]
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def heat_of(alpha: np.ndarray, beta: np.ndarray, T: float, count: int) -> np.ndarray:
    """c_osc from the mean square deviation of the energy."""
    found = levels(alpha, beta, count, method="lapack")
    energy = found - found[:, :1]
    p = np.exp(-energy / T)
    p /= p.sum(axis=1, keepdims=True)
    mean = (p * energy).sum(axis=1, keepdims=True)
    return (p * (energy - mean) ** 2).sum(axis=1) / T**2


def outer(size: np.ndarray, reach: float) -> np.ndarray:
    """beta beyond which the deeper well is deeper by more than `reach`, and its own quantum exceeds it."""

    def beyond(beta: float, alpha: float) -> float:
        root = np.sqrt(9 * beta**2 + 32 * alpha)
        quantum = 2 * np.sqrt((3 * beta + root) / 16 * root)  # 2 sqrt(V''/2) at the deeper minimum
        return float(min(beta * root**3 / 256, quantum) - reach)

    return np.array([brentq(beyond, 0, 10 + 10 * reach, args=(x,)) for x in size])


def two_wells(
    T: float, factor: Function, marks: list[float], count: int, order: int, panels: int
) -> float:
    """2 int |alpha| P_0 c_osc d alpha d beta, both signs of beta; panels of beta on a logarithmic scale."""
    size, u = nodes(marks, order)
    far = outer(size, 37 * T + 3)
    least = 0.3 * min(T, 0.3) / marks[-1] ** 1.5 / far.max()
    v, w = nodes([0.0, *np.geomspace(least, 1.0, panels)], order)
    alpha, beta = (-size)[:, None] + 0 * v, far[:, None] * v
    value = heat_of(alpha.ravel(), beta.ravel(), T, count).reshape(alpha.shape)
    return float(np.einsum("i,j,ij->", 2 * size * far * u, w, value * factor(alpha, beta)))


def one_well(T: float, factor: Function, curvatures: list[float], count: int, order: int) -> float:
    """4 int P_0 c_osc d D_2 d D_1 above the fold, D_2 = a (1 - 3 q/2), D_1 = a^(3/2) sqrt(q) (1 - q), q = s^2."""
    a, u = nodes(curvatures, order)
    s, w = nodes([0.0, 0.4, 0.7, 2 * np.sqrt(2) / 3], order)
    a, s = np.meshgrid(a, s, indexing="ij")
    # the Jacobian d(D_2, D_1)/d(a, s) by hand
    D_2a, D_2s = 1 - 1.5 * s**2, -3 * a * s
    D_1a, D_1s = 1.5 * np.sqrt(a) * s * (1 - s**2), a**1.5 * (1 - 3 * s**2)
    area = np.abs(D_2a * D_1s - D_2s * D_1a)
    D_2, D_1 = a * D_2a, a**1.5 * s * (1 - s**2)
    # levels of D_2 y^2 - D_1 y + y^4 about its minimum
    y = np.sqrt(a) * s / 2
    assert np.allclose(4 * y**3 + 2 * D_2 * y - D_1, 0, atol=1e-9 * a.max() ** 1.5)
    alpha, beta = D_2 + 6 * y**2, -4 * y
    value = heat_of(alpha.ravel(), beta.ravel(), T, count).reshape(a.shape)
    return float(np.einsum("i,j,ij->", u, w, 4 * area * value * factor(alpha, beta)))


def one(alpha: np.ndarray, beta: np.ndarray) -> np.ndarray:
    return np.ones_like(alpha)


def grown(alpha: np.ndarray, beta: np.ndarray) -> np.ndarray:
    return np.exp(alpha / 10)


@pytest.mark.slow
@pytest.mark.parametrize(("T", "cut"), [(0.02, 3.0), (0.05, 4.3), (0.003, 6.5)])
def test_cutoffs_where_tunnelling_is_fast(T: float, cut: float) -> None:
    """All of c comes from the potentials next to the cutoff."""
    near = cut - np.array([1.0, 0.5, 0.25, 0.12, 0.05, 0.0]) * (cut - 1.0)
    expected = two_wells(T, one, list(near), 3, 12, 6)
    curve = specific_heat(T, Distribution.constant(alpha_max=cut))
    assert curve.value[0] == pytest.approx(expected, rel=1e-6)
    assert curve.error[0] < 1e-3 * expected


@pytest.mark.slow
def test_heat_by_the_slow_route() -> None:
    T = 0.3
    expected = two_wells(T, one, [0.0, 1.5, 3.0], 10, 12, 8)
    expected += one_well(T, one, [0.0, 1.0, 4.0, 10.0, 20.0, 40.0], 10, 12)
    assert specific_heat(T, Distribution.constant(alpha_max=3)).value[0] == pytest.approx(
        expected, rel=1e-6
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("T", "made", "factor"),
    [
        (0.001, Distribution.constant(alpha_max=9), one),
        (0.03, Distribution.exponential(alpha_max=9), grown),
        (0.3, Distribution.constant(alpha_max=9), one),
        (1.0, Distribution.exponential(alpha_max=9), grown),
        (5.0, Distribution.constant(alpha_max=9), one),
    ],
)
def test_heat_over_the_whole_range(T: float, made: Distribution, factor: Function) -> None:
    count = min(8 + int(12 * T**0.75), 60)
    expected = two_wells(T, factor, [0.0, 1.5, 3.0, 4.5, 6.0, 7.0, 7.8, 8.5, 9.0], count, 10, 14)
    if T > 0.02:
        largest = min((18 * T + 2) ** 2, made.largest_alpha)
        curvatures = np.linspace(0.0, np.sqrt(largest), 12) ** 2
        expected += one_well(T, factor, list(curvatures), count, 12)
    assert specific_heat(T, made).value[0] == pytest.approx(expected, rel=1e-6)


@pytest.mark.slow
def test_the_minimum_by_the_slow_route() -> None:
    """c/T^3 next to where it is least, 0.56035 w/k_B with 139.664 (as the example of minimum_of_heat has it)."""
    marks = [0.0, 1.5, 3.0, 4.5, 6.0, 7.0, 8.0, 8.8, 9.5, 10.0]
    T = 0.56035 * np.array([0.99, 1.0, 1.01])
    curvatures = list(np.linspace(0.0, 18 * 0.57 + 2, 12) ** 2)
    ratio = [
        (two_wells(t, one, marks, 16, 10, 14) + one_well(t, one, curvatures, 16, 12)) / t**3
        for t in T
    ]
    assert ratio[1] == pytest.approx(139.664, rel=5e-6)
    # the parabola through the three is lowest at the middle one
    first, second = (ratio[2] - ratio[0]) / 0.02, (ratio[2] - 2 * ratio[1] + ratio[0]) / 1e-4
    assert second > 0.0 and abs(first / second) < 5e-4


def gap(D_2: np.ndarray, D_1: np.ndarray, m: int) -> np.ndarray:
    """E_1m of D_2 y^2 + D_1 y + y^4, from the levels about its deepest minimum."""
    companion = np.zeros((D_2.size, 3, 3))
    companion[:, 1, 0] = companion[:, 2, 1] = 1.0
    companion[:, 0, 2], companion[:, 1, 2] = -D_1 / 4, -D_2 / 2
    roots = np.linalg.eigvals(companion)
    y = np.where(np.abs(roots.imag) < 1e-6, roots.real, np.inf).min(axis=1)
    found = levels(D_2 + 6 * y**2, -4 * y, m, method="lapack")
    return np.asarray(found[:, m - 1] - found[:, 0])


def crossing(
    f: Callable[[np.ndarray], np.ndarray], low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Where f rises through zero, by chords; an end that stays twice counts half."""
    below, above = f(low), f(high)
    assert (below < 0).all() and (above > 0).all()
    side = np.zeros(low.size)
    for _ in range(60):
        x = (low * above - high * below) / (above - below)
        value = f(x)
        if (np.abs(value) < 5e-11).all():
            return x
        now = np.sign(value)
        above = np.where(now > 0, value, np.where(side < 0, 0.5 * above, above))
        below = np.where(now < 0, value, np.where(side > 0, 0.5 * below, below))
        low, high = np.where(now < 0, x, low), np.where(now > 0, x, high)
        side = now
    raise AssertionError("no crossing")


def area(E: float, m: int, cut: float, order: int) -> float:
    """The area of E_1m(D_2, D_1) < E, D_1 > 0, without two wells whose barrier top lies at alpha < -cut."""

    def least(D_2: np.ndarray) -> np.ndarray:  # D_1 on alpha = -cut
        beta = np.sqrt(np.maximum(-cut - D_2, 0.0) * 8 / 3)
        return np.asarray(beta * (4 * cut + beta**2) / 8)

    deep, wide = np.array([cut]), np.array([0.3 * E**2 + 4])
    first = -float(crossing(lambda x: gap(-x, least(-x), m) - E, deep, deep + 4 * E + 4)[0])
    last = float(crossing(lambda x: gap(x, 0 * x, m) - E, np.array([-0.8 * cut]), wide)[0])
    parts = [np.array([first, -cut]), np.linspace(-cut, last, 4)]
    t, w = np.polynomial.legendre.leggauss(order)
    total = 0.0
    for u, v in (pair for marks in parts for pair in pairwise(marks)):
        x = 0.5 * (u + v) - 0.5 * (v - u) * np.cos(0.5 * np.pi * (t + 1))
        width = 0.25 * np.pi * (v - u) * np.sin(0.5 * np.pi * (t + 1)) * w
        low = least(x)
        top = crossing(lambda d, x=x: gap(x, d, m) - E, low, low + 0.2 * E**3 + 4)
        total += float(width @ (top - low))
    return total


@pytest.mark.slow
@pytest.mark.parametrize(
    ("E", "m", "order", "step"),
    [(0.8, 2, 24, 0.02), (3.4, 2, 24, 0.02), (20.0, 2, 32, 0.02), (6.0, 3, 32, 0.005)],
)
def test_density_is_the_derivative_of_the_number_of_potentials(
    E: float, m: int, order: int, step: float
) -> None:
    """n(E) = d/dE of 4 times the area, by differences of sixth order."""
    h = step * E
    sides = {1: 0.75, 2: -0.15, 3: 1 / 60}
    areas = {k: area(E + k * h, m, 5.0, order) for k in (-3, -2, -1, 1, 2, 3)}
    expected = sum(4 * c * (areas[k] - areas[-k]) / h for k, c in sides.items())
    curve = density_of_states(E, Distribution.constant(alpha_max=5), (1, m))
    assert curve.value[0] == pytest.approx(expected, rel=1e-6)


def over_energies(
    T: float, made: Distribution, marks: list[float], law: Callable[[np.ndarray], np.ndarray]
) -> float:
    """int n(E) c(E/T) dE."""
    E, w = nodes(marks, 8)
    return float(w @ (density_of_states(E, made).value * law(E / T)))


def test_heat_is_the_integral_over_two_level_systems() -> None:
    """At T = 0.02 no potential has a third level that matters: c = z^2/(4 cosh^2(z/2))."""
    made = Distribution.constant(alpha_max=14)
    marks = [1e-6, 1e-3, 0.01, 0.06, 0.2, 0.4, 0.7, 0.9]
    found = over_energies(0.02, made, marks, lambda z: z**2 / (4 * np.cosh(z / 2) ** 2))
    assert specific_heat(0.02, made).value[0] == pytest.approx(found, rel=1e-7)


@pytest.mark.slow
def test_heat_is_the_integral_over_harmonic_vibrations() -> None:
    """At T = 2.5 the vibrations that count have quanta near 12 w and are harmonic to (w/E)^3."""
    made = Distribution.constant(alpha_max=1)
    found = over_energies(
        2.5, made, [2.2, 4.0, 9.0, 20.0, 60.0], lambda z: z**2 * np.exp(z) / np.expm1(z) ** 2
    )
    assert specific_heat(2.5, made).value[0] == pytest.approx(found, rel=1e-3)


def test_origins_agree_on_the_density() -> None:
    """A factor that depends on the invariant D_2 = (eta - 3 t^2/8)/eta_L alone is the same at every origin."""
    factor = 1 + (2 + 100 * (S.eta - sp.Rational(3, 8) * S.t**2)) ** 2 / 100
    top, deep = (
        Distribution.smooth(factor, alpha_max=8, origin=origin)
        for origin in ("barrier-top", "deepest-minimum")
    )
    E = [0.05, 1.0, 3.0]
    first, second = density_of_states(E, top).value, density_of_states(E, deep).value
    assert first == pytest.approx(second, rel=1e-9)
    assert first != pytest.approx(
        density_of_states(E, Distribution.constant(alpha_max=8)).value, rel=1e-3
    )
