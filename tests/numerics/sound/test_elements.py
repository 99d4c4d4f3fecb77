"""Matrix elements: the sum rule, 20 digits, an independent basis, parity, separate wells."""

from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest

from softpot.numerics import matrix_elements
from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.spectrum.potential.reduced import reduce_quartic

ALPHA = np.array([0.0, 1.0, -3.0, -9.0, 3.0, -6.0, -8.0, 25.0, 2.0])
BETA = np.array([0.0, 0.5, 0.0, 0.0, 3.5, 1e-3, 2.0, 1.0, 2.6])


def in_oscillators(alpha: str, beta: str, size: int = 56) -> tuple[list[mp.mpf], mp.matrix]:
    """Levels and y in a plain oscillator basis about y = 0, with 20 digits."""
    with mp.workdps(30):
        a, b, scale = mp.mpf(alpha), mp.mpf(beta), mp.mpf("0.55")
        y = mp.zeros(size + 4)
        for k in range(size + 3):
            y[k, k + 1] = y[k + 1, k] = scale * mp.sqrt(mp.mpf(k + 1) / 2)
        square = y * y
        cube, quartic = square * y, square * square
        H = mp.zeros(size)
        for i in range(size):
            for j in range(max(i - 4, 0), min(i + 5, size)):
                H[i, j] = a * square[i, j] - b * cube[i, j] + quartic[i, j]
            H[i, i] += mp.mpf(2 * i + 1) / (2 * scale**2)
            if i + 2 < size:
                H[i, i + 2] -= mp.sqrt(mp.mpf((i + 1) * (i + 2))) / (2 * scale**2)
                H[i + 2, i] -= mp.sqrt(mp.mpf((i + 1) * (i + 2))) / (2 * scale**2)
        values, vectors = mp.eigsy(H)
        return list(values), vectors.T * y[:size, :size] * vectors


def test_the_sum_rule_holds() -> None:
    points = reduce_quartic(ALPHA, BETA)
    levels, y = levels_and_elements(points, 20)
    for n in range(4):
        total = ((levels - levels[:, n : n + 1]) * y[:, n, :] ** 2).sum(axis=1)
        np.testing.assert_allclose(total, 1.0, rtol=0, atol=1e-10)


@pytest.mark.slow
@pytest.mark.parametrize(("alpha", "beta"), [("-3", "0.5"), ("2", "2.6")])
def test_it_agrees_with_twenty_digits(alpha: str, beta: str) -> None:
    values, y = in_oscillators(alpha, beta)
    for n, m in ((1, 2), (1, 3), (2, 3), (1, 1), (4, 4), (3, 6)):
        expected = y[n - 1, m - 1]
        found = float(matrix_elements(float(alpha), float(beta), n, m))
        assert found == pytest.approx(float(expected if n == m else abs(expected)), abs=1e-11)
    gap = float(values[1] - values[0])
    levels, _ = levels_and_elements(
        reduce_quartic(np.array([float(alpha)]), np.array([float(beta)])), 2
    )
    assert levels[0, 1] - levels[0, 0] == pytest.approx(gap, abs=1e-12)


def test_a_harmonic_well_has_the_elements_of_the_oscillator() -> None:
    alpha = 1e4
    for n in (1, 2, 5):
        assert float(matrix_elements(alpha, 0, n, n + 1)) ** 2 == pytest.approx(
            n / (2 * alpha**0.5), rel=1e-3
        )
        assert float(matrix_elements(alpha, 0, n, n)) == pytest.approx(0.0, abs=1e-12)


def test_symmetric_wells_are_half_of_their_distance_apart() -> None:
    # -8 y^2 + y^4: wells at +-2, and the first correction of anharmonicity
    found = float(matrix_elements(-8, 0, 1, 2))
    assert 1.8 < found < 2.0
    left, right = float(matrix_elements(-12, 0.1, 1, 1)), float(matrix_elements(-12, 0.1, 2, 2))
    assert abs(right - left) == pytest.approx(2 * float(matrix_elements(-12, 0, 1, 2)), rel=0.02)


def test_elements_of_a_mirror_image_are_the_same() -> None:
    # BLAS may solve the second of a batch otherwise, and the elements have some 12 digits
    one, two = matrix_elements(-2, [0.7, -0.7], 1, 3)
    assert one == pytest.approx(two, abs=1e-12)
    one, two = matrix_elements(-2, [0.7, -0.7], 2, 2)
    assert one == pytest.approx(-two, abs=1e-12)


def test_shapes_broadcast() -> None:
    assert matrix_elements(np.zeros((3, 1)), np.linspace(0, 1, 4), 1, 2).shape == (3, 4)


@pytest.mark.parametrize(
    ("alpha", "beta", "n", "m"),
    [
        (0, 0, 0, 1),
        (0, 0, 1, 21),
        (0, 0, 1.5, 2),
        (float("nan"), 0, 1, 2),
        (0, "x", 1, 2),
        (1e300, 0, 1, 2),
        ([1, 2], [1, 2, 3], 1, 2),
    ],
)
def test_bad_arguments_are_refused_in_one_sentence(
    alpha: object, beta: object, n: int, m: int
) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        matrix_elements(alpha, beta, n, m)
    assert "\n" not in str(caught.value)
