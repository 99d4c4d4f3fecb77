"""Derivatives of levels by alpha and beta."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softpot.numerics.spectrum import levels, wave_functions
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.spectrum.wave.gradients import level_gradients

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


@pytest.mark.quick(0)
@settings(derandomize=True, max_examples=10, deadline=None)
@given(st.floats(-30, 30), st.floats(-8, 8))
def test_gradients_obey_the_virial_theorem(alpha: float, beta: float) -> None:
    """<p^2> = <y V'>/2, so eps = 2 alpha <y^2> - 5/2 beta <y^3> + 3 <y^4>; with the scaling
    of lengths this leaves <y^4> from the states on a grid as the only other number."""
    by_alpha, by_beta = level_gradients(alpha, beta, 5)
    y = np.linspace(-12, 12, 1501)
    density = wave_functions(alpha, beta, 5).psi(y) ** 2
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
