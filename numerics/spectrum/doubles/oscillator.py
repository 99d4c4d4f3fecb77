r"""H = -d^2/dy^2 + V(y) - V0 as a band matrix, y = c + s x, x = (A + A^+)/sqrt(2).

With the Taylor coefficients v_j = V^(j)(c) s^j / j! the upper bands h_m[k] = <k|H|k+m> are

    h_0 = v_0 + (v_2 + s^-2)(k + 1/2) + v_4 (6k^2 + 6k + 3)/4
    h_1 = sqrt((k+1)/2) (v_1 + (3/2)(k+1) v_3)
    h_2 = sqrt((k+1)(k+2)) ((v_2 - s^-2)/2 + (2k+3) v_4/2)
    h_3 = sqrt((k+1)(k+2)(k+3)/8) v_3
    h_4 = sqrt((k+1)(k+2)(k+3)(k+4)) v_4/4

About a symmetry centre v_1 = v_3 = 0 and the even and the odd functions separate; only every second
k is then kept.

Shapes: parameters (P,), bands (P, N), matrices (P, N, N) with the lower triangle filled.
Units: energies in w.  Errors: none.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.spectrum.doubles.basis import EVEN, ODD
from softpot.numerics.spectrum.potential.reduced import Reduced
from softpot.numerics.spectrum.potential.taylor import (
    potential_difference,
    potential_pair,
    taylor_coefficients,
)
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = ["bands", "dense_lower", "local_potential", "moments", "parity_of"]


def parity_of(kind: int) -> int | None:
    """0 for EVEN, 1 for ODD, None where both parities are kept."""
    return {EVEN: 0, ODD: 1}.get(kind)


def local_potential(points: Reduced, place: FloatArray, length: FloatArray) -> FloatArray:
    """v_0 ... v_4 of V - V0 in powers of x = (y - place)/length; shape (5, P)."""
    alpha, beta = points.alpha, points.beta
    here = potential_pair(alpha, beta, place)
    floor = potential_pair(alpha, beta, points.y0)
    slope, bend, skew = taylor_coefficients(alpha, beta, place)
    height = potential_difference(here, floor)
    return np.stack([height, slope * length, bend * length**2, skew * length**3, length**4])


def bands(
    coefficients: FloatArray, scale: FloatArray, size: int, parity: int | None
) -> list[FloatArray]:
    """The bands h_m, m = 0 ... 4 (or m = 0, 2, 4 of one parity), each of shape (P, size).

    coefficients: v_0 ... v_4, shape (5, P).  Entry k of band m couples k to k + m (with parity: the
    functions 2k + parity and 2k + parity + m); the entries that lead out of the basis are given too.
    """
    v0, v1, v2, v3, v4 = (v[:, None] for v in coefficients)
    kinetic = (scale**-2.0)[:, None]
    k = np.arange(size, dtype=np.float64)
    if parity is not None:
        k = 2.0 * k + parity
    one, two, three, four = k + 1.0, k + 2.0, k + 3.0, k + 4.0
    h0 = v0 + (v2 + kinetic) * (k + 0.5) + v4 * (1.5 * k * one + 0.75)
    h2 = (0.5 * (v2 - kinetic) + v4 * (k + 1.5)) * np.sqrt(one * two)
    h4 = 0.25 * v4 * np.sqrt(one * two * three * four)
    if parity is not None:
        return [h0, h2, h4]
    h1 = (v1 + 1.5 * v3 * one) * np.sqrt(0.5 * one)
    h3 = v3 * np.sqrt(0.125 * one * two * three)
    return [h0, h1, h2, h3, h4]


def dense_lower(diagonals: list[FloatArray]) -> FloatArray:
    """Symmetric matrices (P, N, N) with these bands in the lower triangle, zero above it."""
    points, size = diagonals[0].shape
    matrix = np.zeros((points, size, size))
    flat = matrix.reshape(points, size * size)
    for shift, band in enumerate(diagonals):
        if shift < size:
            flat[:, shift * size :: size + 1] = band[:, : size - shift]
    return matrix


def moments(
    vectors: FloatArray, centre: FloatArray, scale: FloatArray, parity: int | None
) -> FloatArray:
    """<y>, <y^2>, <y^3> for y = centre + scale x (scale of either sign) and vectors of shape
    (P, N, L); the result has shape (P, L, 3)."""
    size = vectors.shape[1]
    k = np.arange(size, dtype=np.float64)
    if parity is not None:
        k = 2.0 * k + parity
    one, two, three = k + 1.0, k + 2.0, k + 3.0

    def overlap(shift: int, weight: FloatArray) -> FloatArray:
        kept = max(size - shift, 0)
        left, right = vectors[:, :kept], vectors[:, size - kept :]
        total: FloatArray = np.einsum("k,pkl,pkl->pl", weight[:kept], left, right)
        return total

    step = 2 if parity is None else 1
    x2 = overlap(0, k + 0.5) + overlap(step, np.sqrt(one * two))
    if parity is None:
        x1 = overlap(1, np.sqrt(2.0 * one))
        x3 = overlap(1, 3.0 * one * np.sqrt(0.5 * one)) + overlap(
            3, np.sqrt(0.5 * one * two * three)
        )
    else:
        x1 = np.zeros_like(x2)
        x3 = x1
    c, s = centre[:, None], scale[:, None]
    first = c + s * x1
    second = c * c + s * (2.0 * c * x1 + s * x2)
    third = c**3 + s * (3.0 * c * c * x1 + s * (3.0 * c * x2 + s * x3))
    return np.stack([first, second, third], axis=-1)
