r"""h_n(x) = H_n(x) exp(-x^2/2) / sqrt(2^n n! sqrt(pi)),   W_mn(x) = \int_{-inf}^{x} h_m h_n dx'.

Oscillator functions by their three-term recurrence, with the common exponent kept apart so that
nothing underflows where h_0 does but h_n does not, and their overlaps on a half line,

    W_mn = (h_m h_n' - h_n h_m') / (2 (m - n)),    W_nn = W_{n-1,n-1} - h_n h_{n-1} / sqrt(2n),
    W_00 = erfc(-x)/2,    h_n' = sqrt(2n) h_{n-1} - x h_n.

Shapes: x of shape (G,), h of shape (N, G); W of shape (N, N) for one x.  Units: none.  Errors: none.
Not guaranteed: relative accuracy of W where it is tiny; its absolute error is about 1e-14.
"""

from __future__ import annotations

import math

import numpy as np

from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = ["half_line_overlaps", "oscillator_functions"]

_LARGE = 1e100
_FAR = 1e50  # every function is 0 there in doubles, and x^2 is still one


def oscillator_functions(x: FloatArray, size: int) -> FloatArray:
    """h_0 ... h_{size-1} at the points x; shape (size, G)."""
    x = np.clip(x, -_FAR, _FAR)
    values = np.empty((size, x.size))
    exponent = -0.5 * x * x - 0.25 * math.log(math.pi)
    before, now = np.zeros_like(x), np.ones_like(x)
    for n in range(size):
        values[n] = now * np.exp(np.maximum(exponent, -700.0)) * (exponent > -700.0)
        following = x * math.sqrt(2.0 / (n + 1)) * now - math.sqrt(n / (n + 1)) * before
        before, now = now, following
        large = np.abs(now) > _LARGE
        if large.any():
            shrink = np.where(large, 1.0 / _LARGE, 1.0)
            before, now = before * shrink, now * shrink
            exponent = exponent + np.where(large, math.log(_LARGE), 0.0)
    return values


def half_line_overlaps(x: float, size: int) -> FloatArray:
    """W_mn(x) for m, n < size; shape (size, size)."""
    x = min(max(x, -_FAR), _FAR)
    h = oscillator_functions(np.array([x]), size)[:, 0]
    n = np.arange(size, dtype=np.float64)
    slope = -x * h
    slope[1:] += np.sqrt(2.0 * n[1:]) * h[:-1]
    difference = n[:, None] - n[None, :]
    np.fill_diagonal(difference, 1.0)
    wronskian = h[:, None] * slope[None, :] - slope[:, None] * h[None, :]
    overlaps: FloatArray = wronskian / (2.0 * difference)
    steps = np.concatenate([[0.5 * math.erfc(-x)], -h[1:] * h[:-1] / np.sqrt(2.0 * n[1:])])
    np.fill_diagonal(overlaps, np.cumsum(steps))
    return overlaps
