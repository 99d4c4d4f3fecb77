"""States and gradients: norm, parity, equation, weights, Hellmann-Feynman."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.spectrum import level_gradients, levels, precise_level, states

STEP = Fraction(1, 10**25)


def difference(alpha: Fraction, beta: Fraction, n: int, by_beta: bool) -> float:
    """(eps(p + h) - eps(p - h)) / 2h from levels of 80 digits."""
    values = []
    for side in (1, -1):
        shift = side * STEP
        point = (alpha, beta + shift) if by_beta else (alpha + shift, beta)
        values.append(Fraction(precise_level(*point, n, 80).value))
    return float((values[0] - values[1]) / (2 * STEP))


@pytest.mark.parametrize(
    ("alpha", "beta", "n"),
    [
        (0.0, 0.0, 1),
        (-7.5, 1.25, 4),
        (20.0, 8.0, 3),
        (9.0, 6.0, 2),
        (-60.0, 15.0, 5),
        (-20.0, 0.0, 2),
        (-40.0, 1e-9, 1),
        (-10.0, 1e-8, 2),
        (50.0, 14.142135623730951, 6),
        (400.0, 39.999, 3),
    ],
)
@pytest.mark.slow
def test_gradients_are_differences_of_precise_levels(alpha: float, beta: float, n: int) -> None:
    by_alpha, by_beta = level_gradients(alpha, beta, n)
    for found, flag in ((by_alpha[n - 1], False), (by_beta[n - 1], True)):
        expected = difference(Fraction(alpha), Fraction(beta), n, flag)
        assert abs(found - expected) < 1e-8 * max(1.0, abs(expected))


@settings(derandomize=True, max_examples=10, deadline=None)
@given(st.floats(-30, 30), st.floats(-8, 8))
def test_gradients_obey_the_virial_theorem(alpha: float, beta: float) -> None:
    """<p^2> = <y V'>/2, so eps = 2 alpha <y^2> - 5/2 beta <y^3> + 3 <y^4>; with the scaling
    of lengths this leaves <y^4> from the states on a grid as the only other number."""
    by_alpha, by_beta = level_gradients(alpha, beta, 5)
    y = np.linspace(-12, 12, 1501)
    density = states(alpha, beta, 5).psi(y) ** 2
    fourth = density @ y**4 * (y[1] - y[0])
    expected = 2.0 * alpha * by_alpha + 2.5 * beta * by_beta + 3.0 * fourth
    found = levels(alpha, beta, 5)
    assert np.allclose(found, expected, rtol=1e-7, atol=1e-6)


def test_gradient_shapes_and_symmetry() -> None:
    alpha, beta = np.array([[-3.0], [4.0]]), np.array([1.0, -1.0, 0.0])
    by_alpha, by_beta = level_gradients(alpha, beta, 4)
    assert by_alpha.shape == by_beta.shape == (2, 3, 4)
    assert np.allclose(by_alpha[:, 0], by_alpha[:, 1]) and np.allclose(
        by_beta[:, 0], -by_beta[:, 1]
    )
    assert np.all(np.abs(by_beta[:, 2]) < 1e-12)
    assert level_gradients(np.zeros(0), 0, 3)[0].shape == (0, 3)
    assert abs(level_gradients(-55.0, 0.0, 1)[1][0]) < 1e-9


@pytest.mark.parametrize(
    ("alpha", "beta"), [(0, 0), (-7.5, 1.25), (9, 6), (-50, 0), (20, 8), (-30, 1e-9), (-12, 1e-7)]
)
def test_states_solve_the_equation(alpha: float, beta: float) -> None:
    found = states(alpha, beta, 6)
    y = np.linspace(-9, 9, 9001)
    step = y[1] - y[0]
    psi = found.psi(y)
    assert np.allclose((psi * step) @ psi.T, np.eye(6), atol=1e-9)
    v = alpha * y**2 - beta * y**3 + y**4
    second = (
        -psi[:, :-4] + 16 * psi[:, 1:-3] - 30 * psi[:, 2:-2] + 16 * psi[:, 3:-1] - psi[:, 4:]
    ) / (12 * step**2)
    residual = -second + (v[2:-2] - found.levels[:, None]) * psi[:, 2:-2]
    assert np.abs(residual).max() < 1e-4
    assert np.allclose(found.levels, levels(alpha, beta, 6), atol=1e-10, rtol=1e-10)


@pytest.mark.parametrize(
    ("alpha", "beta"), [(-7.5, 1.25), (9, 6.05), (-50, 0), (20, 9.1), (-50, 1e-9), (1600, 79.9999)]
)
def test_weights_are_integrals_of_the_density(alpha: float, beta: float) -> None:
    found = states(alpha, beta, 6)
    y = np.linspace(-12, 52 if alpha > 100 else 12, 64001)
    step = y[1] - y[0]
    density = found.psi(y) ** 2
    for k in (20011, 30077, 32000, 33003):
        below = (density[:, :k].sum(axis=1) + 0.5 * density[:, k]) * step
        assert np.allclose(found.weight_below(y[k]), below, atol=2e-6)
        assert np.allclose(found.weight_below(y[k]) + found.weight_above(y[k]), 1.0, atol=1e-12)


def test_weight_of_parity_states_and_limits() -> None:
    for alpha in (2.0, -8.0, -50.0):
        found = states(alpha, 0, 5)
        assert np.allclose(found.weight_below(0), 0.5, atol=1e-10)
        y = np.linspace(0.1, 7, 50)
        parity = np.array([1, -1, 1, -1, 1])[:, None]
        assert np.allclose(found.psi(y), parity * found.psi(-y), atol=1e-10)
        assert np.allclose(found.weight_below(-1e3), 0.0) and np.allclose(
            found.weight_below(1e3), 1.0
        )
    tilted = states(-50, 1e-9, 2)
    below = tilted.weight_below(0)
    assert below[0] < 1e-9 and below[1] > 1 - 1e-9


def test_signs_and_nodes() -> None:
    found = states(-2.0, 1.0, 8)
    y = np.linspace(-6, 6, 4001)
    for n, psi in enumerate(found.psi(y)):
        seen = psi[np.abs(psi) > 1e-6 * np.abs(psi).max()]
        assert np.count_nonzero(np.diff(np.sign(seen))) == n
        assert seen[-1] > 0


def test_shape_of_psi_and_bad_input() -> None:
    found = states("1/2", 0.3, 3)
    assert found.psi(0.0).shape == (3,)
    assert found.psi(np.zeros((2, 4))).shape == (3, 2, 4)
    with pytest.raises(ValueError, match="because"):
        found.psi([0.0, np.nan])
    with pytest.raises(ValueError, match="because"):
        found.weight_below(np.inf)
    with pytest.raises(TypeError, match="because"):
        states([0.0], 0, 3)
    with pytest.raises(ValueError, match="because"):
        states(0, 0, 0)
    with pytest.raises(ValueError, match="because"):
        level_gradients(np.nan, 0, 2)
