"""Values of the quartic without cancellation, against rationals."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from softpot.numerics.spectrum.potential.taylor import (
    exact_product,
    potential_difference,
    potential_pair,
    taylor_coefficients,
)


def random(seed: int, size: int = 40) -> list[np.ndarray]:
    source = np.random.default_rng(seed)
    return [source.uniform(-1, 1, size) * 10.0 ** source.uniform(-6, 6, size) for _ in range(3)]


def exactly(pair: tuple[np.ndarray, np.ndarray], k: int) -> Fraction:
    return Fraction(float(pair[0][k])) + Fraction(float(pair[1][k]))


def test_a_product_without_any_error() -> None:
    x, y, _ = random(1)
    found = exact_product(x, y)
    for k in range(x.size):
        assert exactly(found, k) == Fraction(float(x[k])) * Fraction(float(y[k]))


def V(alpha: Fraction, beta: Fraction, y: Fraction) -> Fraction:
    return alpha * y**2 - beta * y**3 + y**4


def test_the_potential_as_two_doubles() -> None:
    """To a part in 10^30 of the largest term, also where the terms cancel."""
    alpha, beta, y = random(2)
    found, other = potential_pair(alpha, beta, y), potential_pair(alpha, beta, 1.5 * y)
    apart = potential_difference(found, other)
    for k in range(y.size):
        a, b, z = (Fraction(float(v[k])) for v in (alpha, beta, y))
        size = abs(a) * z**2 + abs(b * z**3) + z**4
        assert abs(exactly(found, k) - V(a, b, z)) < size / 10**30
        wanted = V(a, b, z) - V(a, b, Fraction(float(1.5 * y[k])))
        assert apart[k] == pytest.approx(float(wanted), rel=1e-15)
    # two wells far apart: V vanishes at y = 100, where its terms are 10^8
    (zero,), (rest,) = potential_pair(*(np.array([v]) for v in (1e4, 200.0, 100.0)))
    assert zero == rest == 0.0


def test_coefficients_are_rounded_once() -> None:
    alpha, beta, y = random(3)
    found = taylor_coefficients(alpha, beta, y)
    for k in range(y.size):
        a, b, z = (Fraction(float(v[k])) for v in (alpha, beta, y))
        wanted = (
            2 * a * z - 3 * b * z**2 + 4 * z**3,
            a - 3 * b * z + 6 * z**2,
            4 * z - b,
        )
        assert [v[k] for v in found] == pytest.approx([float(w) for w in wanted], rel=3e-16)
