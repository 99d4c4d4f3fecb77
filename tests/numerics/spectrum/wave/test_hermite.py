"""Oscillator functions by SciPy's polynomials, and their overlaps on half lines by an adaptive rule."""

from __future__ import annotations

from math import factorial, pi

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import eval_hermite

from softpot.numerics.spectrum.wave.hermite import half_line_overlaps, oscillator_functions


def h(n: int, x: float) -> float:
    size = (2.0**n * factorial(n) * pi**0.5) ** -0.5
    return float(eval_hermite(n, x) * np.exp(-0.5 * x * x) * size)


def test_oscillator_functions() -> None:
    x = np.array([-3.2, -1.0, 0.0, 0.7, 5.5])
    found = oscillator_functions(x, 9)
    for n in range(9):
        assert found[n] == pytest.approx([h(n, float(v)) for v in x], rel=1e-11, abs=1e-15)
    assert oscillator_functions(x, 1).shape == (1, 5)


def test_where_the_lowest_function_is_nothing_others_are_not() -> None:
    """At x = 40, exp(-800) is no double; the turning point of n = 800 lies there. Weber: h'' = (x^2 - 2n - 1) h."""
    x = np.array([39.99, 40.0, 40.01])
    found = oscillator_functions(x, 821)
    assert (found[0] == 0.0).all() and np.abs(found[820, 1]) > 1e-2
    for n in (760, 800, 820):
        a, b, c = found[n]
        assert (a - 2 * b + c) / 1e-4 == pytest.approx((1600.0 - 2 * n - 1) * b, abs=0.05)
    norm = oscillator_functions(np.arange(-48.0, 48.0, 0.07), 821)
    assert (norm**2).sum(axis=1)[[0, 400, 820]] * 0.07 == pytest.approx([1.0] * 3, rel=1e-9)
    for far in (1e200, -np.inf):
        assert (oscillator_functions(np.array([far]), 30) == 0.0).all()


@pytest.mark.parametrize("x", [-1.3, 0.0, 0.8])
def test_overlaps_on_a_half_line(x: float) -> None:
    found = half_line_overlaps(x, 5)
    for m in range(5):
        for n in range(5):
            wanted = quad(lambda t, m=m, n=n: h(m, t) * h(n, t), -12.0, x)[0]
            assert found[m, n] == pytest.approx(wanted, abs=1e-10)


def test_overlaps_far_out() -> None:
    assert np.allclose(half_line_overlaps(1e300, 4), np.eye(4), atol=1e-15)
    assert np.allclose(half_line_overlaps(-1e300, 4), 0.0, atol=1e-15)
