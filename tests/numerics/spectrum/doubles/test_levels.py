"""levels(alpha, beta): published values, invariances, independent discretisations, bad input."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from softpot.numerics.spectrum import levels
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.spectrum.wave.gradients import level_gradients

Array = NDArray[np.float64]

PUBLISHED = [
    (0.0, 0.0, 1, 1.0603620904841829),
    (1.0, 0.0, 1, 1.3923516415302919),
    (0.0, 1.0, 1, 0.90534122379329327603),
    (9.0, 6.0, 1, 2.5830258609557839224),
    # -psi'' + y^4 psi: Banerjee et al. (1978)
    (0.0, 0.0, 2, 3.7996730298013942),
    (0.0, 0.0, 3, 7.4556979379867384),
    (0.0, 0.0, 4, 11.644745511378162),
]


def sinc_levels(alpha: float, beta: float, count: int, points: int = 220) -> Array:
    """Lowest levels from sinc functions on an even grid where V is below a cut (Colbert, Miller)."""
    y = np.linspace(-60.0, 60.0, 480001)
    v = alpha * y**2 - beta * y**3 + y**4
    inside = y[v - v.min() < 3.0 * (60.0 + count) ** 1.4 + 40.0 * np.sqrt(abs(alpha) + beta**2)]
    grid = np.linspace(inside[0] - 0.6, inside[-1] + 0.6, points)
    step = grid[1] - grid[0]
    apart = np.subtract.outer(np.arange(points), np.arange(points))
    with np.errstate(divide="ignore"):
        kinetic = np.where(apart == 0, np.pi**2 / 3.0, 2.0 * (-1.0) ** apart / apart**2.0)
    h = kinetic / step**2 + np.diag(alpha * grid**2 - beta * grid**3 + grid**4 - v.min())
    return np.linalg.eigvalsh(h)[:count] + v.min()


def close(found: Array, expected: Array, tolerance: float = 1e-10) -> None:
    assert np.all(np.abs(found - expected) <= tolerance * np.maximum(1.0, np.abs(expected)))


@pytest.mark.parametrize(("alpha", "beta", "n", "value"), PUBLISHED)
def test_published(alpha: float, beta: float, n: int, value: float) -> None:
    assert abs(levels(alpha, beta, n)[n - 1] - value) < 1e-10


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("alpha", "beta"),
    [(-20, 8), (20, -8), (-20, 0), (3, 5), (0, 0), (12.25, 7), (-7, 1e-6), (20, 8.9), (50, 15)],
)
def test_against_sinc_functions(alpha: float, beta: float) -> None:
    close(levels(alpha, beta, 10), sinc_levels(alpha, beta, 10), 3e-10)


@pytest.mark.slow
@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.floats(-25, 25), st.floats(-8, 8), st.integers(1, 14))
def test_against_sinc_functions_anywhere(alpha: float, beta: float, count: int) -> None:
    close(levels(alpha, beta, count), sinc_levels(alpha, beta, count), 3e-10)


@pytest.mark.quick(0)
@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.floats(-60, 50), st.floats(-15, 15), st.integers(1, 60))
def test_mirror(alpha: float, beta: float, count: int) -> None:
    close(levels(alpha, beta, count), levels(alpha, -beta, count), 1e-13)


@pytest.mark.quick(0)
@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.floats(-40, 30), st.floats(-12, 12), st.integers(1, 30))
def test_any_stationary_point_may_be_the_origin(alpha: float, beta: float, count: int) -> None:
    inside = 9.0 * beta * beta - 32.0 * alpha
    if inside < 0.0 or not -60 <= alpha <= 50:
        return
    for s in (3.0 * beta + np.array([-1.0, 1.0]) * np.sqrt(inside)) / 8.0:
        shifted = levels(alpha - 3.0 * beta * s + 6.0 * s * s, beta - 4.0 * s, count)
        close(levels(alpha, beta, count), shifted + s * s * (alpha - beta * s + s * s), 2e-10)


CORNERS = [
    (-60, 15, 60),
    (-60, -15, 1),
    (-60, 0, 60),
    (-60, 1e-13, 12),
    (-59.5, 0.3, 60),
    (-30, 2e-5, 25),
    (50, 15, 60),
    (50, -14.142135623730951, 60),
    (49, 14, 60),
    (-1e-12, 0, 4),
    (400, 40, 60),
    (1600, 79.99999, 14),
    (10000, 200, 3),
    (10000, 0, 60),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize(("alpha", "beta", "count"), CORNERS)
def test_corners_against_high_precision(alpha: float, beta: float, count: int) -> None:
    found = levels(alpha, beta, count)
    assert np.all(np.diff(found) >= 0.0)
    for n in sorted({1, min(2, count), count}):
        expected = np.array(float(precise_level(alpha, beta, n, 18)))
        close(found[n - 1 : n], expected[None])


@pytest.mark.slow
def test_the_range_against_high_precision() -> None:
    random = np.random.default_rng(7)
    for _ in range(25):
        count = int(random.integers(1, 61))
        alpha, beta = random.uniform(-60, 50), random.uniform(-15, 15)
        near = 10.0 ** random.uniform(-15, 0)
        wide = 10.0 ** random.uniform(1.7, 3.3)
        for a, b in ((alpha, beta), (-abs(alpha), near), (wide, (2 - near) * np.sqrt(wide))):
            found = levels(a, b, count)
            for n in {1, count, int(random.integers(1, count + 1))}:
                expected = np.array(float(precise_level(a, b, n, 18)))
                close(found[n - 1 : n], expected[None])


@pytest.mark.parametrize("alpha", [-60.0, -50.0, -37.7, -25.0])
def test_deep_symmetric_wells_come_in_pairs(alpha: float) -> None:
    """Each well, taken alone, has harmonic levels with the quartic's own corrections."""
    found = levels(alpha, 0.0, 12)
    even, odd = found[0::2], found[1::2]
    assert np.all(np.abs(even - odd) < 1e-3)
    assert np.all(np.diff(even) > 0.5 * np.sqrt(-8.0 * alpha))
    # second-order perturbation theory at the bottom of a well of V''/2 = -2 alpha
    bottom, omega = -alpha * alpha / 4.0, np.sqrt(-8.0 * alpha)
    assert abs(even[0] - (bottom + omega / 2.0)) < 0.2 * omega


def test_two_far_wells_are_two_oscillators() -> None:
    """alpha = 10^4, beta = 200: y^2 (y - 100)^2, levels 100 (2k + 1) twice, less 1.4 per cent."""
    found = levels(10000, 200, 8)
    assert np.allclose(found[0::2], 100.0 * np.array([1, 3, 5, 7]), atol=0.03)
    assert np.allclose(found[0::2], found[1::2], rtol=1e-12)


def test_shapes_broadcast() -> None:
    alpha, beta = np.linspace(-3, 3, 4)[:, None], np.array([-1, 0, 2])
    table = levels(alpha, beta, 3)
    assert table.shape == (4, 3, 3) and table.dtype == np.float64
    assert np.array_equal(table[2, 1], levels(float(alpha[2, 0]), 0, 3))
    assert levels(0, 0, 1).shape == (1,)
    assert levels(np.float32(1), np.array(2), 2).shape == (2,)
    assert levels([1, 2], ["1/2"], 2).shape == (2, 2)
    assert levels(np.array([], dtype=float), 0.0, 7).shape == (0, 7)
    assert levels(np.zeros((3, 0)), 1, 2).shape == (3, 0, 2)
    assert levels(np.array([Fraction(1, 2), 1], dtype=object), 0, 2).shape == (2, 2)


def test_exact_scalars() -> None:
    assert np.array_equal(levels("-5.125", "1/2", 4), levels(-5.125, Fraction(1, 2), 4))


def test_many_points_do_not_depend_on_their_company() -> None:
    random = np.random.default_rng(3)
    alpha, beta = random.uniform(-20, 20, 400), random.uniform(-8, 8, 400)
    together = levels(alpha, beta, 10)
    for k in range(0, 400, 57):
        close(together[k], levels(alpha[k], beta[k], 10), 1e-13)


def test_arguments_are_left_alone() -> None:
    alpha = np.array([1.0, -2.0])
    alpha.flags.writeable = False
    levels(alpha, np.array([0.0, -0.5]), 2)
    assert alpha.tolist() == [1.0, -2.0]


def test_a_point_out_of_range_is_named_wherever_it_stands() -> None:
    alpha = np.zeros(20_000)
    alpha[13_579] = 12_345.0
    for function in (levels, level_gradients):
        with pytest.raises(ValueError, match=r"alpha=12345 .* because .* enclose proves"):
            function(alpha, 1.0, 2)


BAD = [
    (np.nan, 0, 3, ValueError),
    (0, np.inf, 3, ValueError),
    ([1, np.nan], 0, 3, ValueError),
    (0, 0, 0, ValueError),
    (0, 0, -1, ValueError),
    (0, 0, 61, ValueError),
    (0, 0, 10**40, ValueError),
    (0, 0, 2.0, TypeError),
    (0, 0, "3", TypeError),
    (0, 0, True, TypeError),
    (0, 0, None, TypeError),
    ([1, 2], [1, 2, 3], 2, ValueError),
    ([[1, 2], [3]], 0, 2, ValueError),
    ("one", 0, 2, ValueError),
    (["one"], 0, 2, ValueError),
    (1j, 0, 2, TypeError),
    ([1j], 0, 2, TypeError),
    ([True], 0, 2, TypeError),
    (None, 0, 2, TypeError),
    (True, 0, 2, TypeError),
    (1e300, 0, 2, ValueError),
    (-1e300, 1e300, 2, ValueError),
    ("1e400", 0, 2, ValueError),
    (10**400, 0, 2, ValueError),
    (10001.0, 0, 2, ValueError),
    (-6000.0, 0, 2, ValueError),
    (0, 100, 2, ValueError),
    (np.array([None, 1], dtype=object), 0, 2, TypeError),
]


@pytest.mark.parametrize(("alpha", "beta", "count", "error"), BAD)
def test_bad_input_is_refused_in_one_sentence(
    alpha: object, beta: object, count: object, error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        levels(alpha, beta, count)  # type: ignore[arg-type]
    message = str(caught.value)
    assert " because " in message and "\n" not in message and len(message) < 500
