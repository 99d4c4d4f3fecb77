"""Bands and moments against matrices of ladder operators; and counts of levels below an energy against eigenvalues."""

from __future__ import annotations

import numpy as np
import pytest

from softpot.numerics.spectrum.doubles import inertia, oscillator
from softpot.numerics.spectrum.doubles.basis import EVEN, LEFT, ODD, RIGHT, WHOLE
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.types.arrays import FloatArray


def ladder(size: int) -> FloatArray:
    """x = (A + A^+)/sqrt 2 in oscillator functions."""
    x = np.diag(np.sqrt(np.arange(1, size) / 2.0), 1)
    return x + x.T


@pytest.mark.parametrize("parity", [None, 0, 1])
def test_the_bands_are_those_of_the_operator(parity: int | None) -> None:
    """-s^-2 d^2/dx^2 + v_0 + ... + v_4 x^4 with x from the ladder operators, in a basis that is cut off later."""
    source = np.random.default_rng(5)
    v = source.uniform(0.5, 2.0, 5)
    if parity is not None:
        v[[1, 3]] = 0.0
    s, size = 0.7, 11
    big = 2 * size + 12
    x = ladder(big)
    powers = [np.linalg.matrix_power(x, k) for k in range(5)]
    # -d^2/dx^2 = 2 (k + 1/2) - x^2
    p2 = np.diag(2.0 * np.arange(big) + 1.0) - powers[2]
    H = p2 / s**2 + sum(c * power for c, power in zip(v, powers, strict=True))
    keep = np.arange(size) if parity is None else 2 * np.arange(size) + parity
    wanted = H[np.ix_(keep, keep)]
    found = oscillator.bands(v[:, None], np.array([s]), size, parity)
    assert len(found) == (5 if parity is None else 3)
    matrix = oscillator.dense_lower(found)[0]
    assert np.allclose(matrix, np.tril(wanted), atol=1e-12)
    # the entries that lead out of the basis, too
    further = np.arange(keep[-1] + 1, big - 8) if parity is None else keep[-1] + 2 * np.arange(1, 3)
    for m, band in enumerate(found[1:], start=1):
        assert band[0, -1] == pytest.approx(H[keep[-1], further[m - 1]], rel=1e-12)
    assert oscillator.dense_lower([b[:, :2] for b in found]).shape == (1, 2, 2)
    assert (oscillator.parity_of(EVEN), oscillator.parity_of(ODD)) == (0, 1)
    assert [oscillator.parity_of(k) for k in (WHOLE, LEFT, RIGHT)] == [None] * 3


@pytest.mark.parametrize("parity", [None, 0, 1])
@pytest.mark.parametrize("size", [1, 2, 7])
def test_moments_are_those_of_the_ladder_operators(parity: int | None, size: int) -> None:
    source = np.random.default_rng(6)
    vectors = np.linalg.qr(source.normal(size=(size, size)))[0][None]
    c, s = 0.8, -1.3
    keep = np.arange(size) if parity is None else 2 * np.arange(size) + parity
    y = c * np.eye(2 * size + 6) + s * ladder(2 * size + 6)
    full = np.zeros((2 * size + 6, size))
    full[keep] = vectors[0]
    found = oscillator.moments(vectors, np.array([c]), np.array([s]), parity)
    assert found.shape == (1, size, 3)
    for k in range(3):
        wanted = np.diag(full.T @ np.linalg.matrix_power(y, k + 1) @ full)
        assert found[0, :, k] == pytest.approx(wanted, rel=1e-12, abs=1e-12)


def test_the_potential_about_a_place() -> None:
    """V - V0 of (y^2 - 4)^2 - 16 + 16 y^3/1000 in powers of (y - p)/l, by polynomials of numpy."""
    alpha, beta, place, length = -8.0, -0.016, 1.5, 0.3
    points = reduce_quartic(np.array([alpha]), np.array([beta]))
    polynomial = np.poly1d([1.0, -beta, alpha, 0.0, 0.0])
    floor = min(polynomial(r.real) for r in polynomial.deriv().roots)
    moved = polynomial(np.poly1d([length, place])) - floor
    found = oscillator.local_potential(points, np.array([place]), np.array([length]))
    assert found[:, 0] == pytest.approx(moved.coeffs[::-1], rel=1e-12)


@pytest.mark.parametrize("width", [1, 2, 4])
@pytest.mark.parametrize("size", [3, 12])
def test_a_count_by_pivots_is_that_of_eigenvalues(width: int, size: int) -> None:
    source = np.random.default_rng(width)
    bands = [source.normal(size=(2, size)) for _ in range(width + 1)]
    dense = [np.zeros((size, size)) for _ in range(2)]
    for m, band in enumerate(bands[:size]):
        for p in range(2):
            dense[p] += np.diag(band[p, : size - m], -m) + (
                np.diag(band[p, : size - m], m) if m else 0.0
            )
    values = np.array([np.linalg.eigvalsh(d) for d in dense])
    shifts = np.stack([np.concatenate([v - 1e-6, v + 1e-6]) for v in values])
    assert inertia.count_below(bands, shifts).tolist() == [[*range(size), *range(1, size + 1)]] * 2
