r"""v_j = V^(j)(c) s^j / j! of V - V0 for many centres c and lengths s, compiled.

The steps of ``oscillator.local_potential`` and ``taylor``, in the same order and without any fused or
reordered operation, so that the results are the same to the last bit.

Shapes: arrays (P,) in, (P, 5) out.  Units: as in ``oscillator``.  Errors: none.
Needs numba (the extra ``fast``); importing this module without it raises ImportError.
Not guaranteed: anything for magnitudes above 1e100, as for ``taylor``.
"""

from __future__ import annotations

import numpy as np

from .compiling import compiled_exactly
from .reduced import FloatArray, Reduced

__all__ = ["local_potential_compiled"]

_Pair = tuple[float, float]


@compiled_exactly
def _sum(x: float, y: float) -> _Pair:
    """x + y as two doubles."""
    total = x + y
    part = total - x
    return total, (x - (total - part)) + (y - part)


@compiled_exactly
def _product(x: float, y: float) -> _Pair:
    """x y as two doubles."""
    value = x * y
    large_x, large_y = x * 134217729.0, y * 134217729.0
    high_x, high_y = large_x - (large_x - x), large_y - (large_y - y)
    low_x, low_y = x - high_x, y - high_y
    rest = ((high_x * high_y - value) + high_x * low_y + low_x * high_y) + low_x * low_y
    return value, rest


@compiled_exactly
def _add(x: _Pair, y: _Pair) -> _Pair:
    """The sum of two pairs."""
    high, low = _sum(x[0], y[0])
    return _sum(high, low + (x[1] + y[1]))


@compiled_exactly
def _times(x: _Pair, y: _Pair) -> _Pair:
    """The product of two pairs."""
    high, low = _product(x[0], y[0])
    return _sum(high, low + (x[0] * y[1] + x[1] * y[0]))


@compiled_exactly
def _scaled(x: _Pair, factor: float) -> _Pair:
    """A small whole number times a pair."""
    high, low = _product(x[0], factor)
    return _sum(high, low + x[1] * factor)


@compiled_exactly
def _mixture(alpha: float, beta: float, y: float, p: float, q: float, r: float) -> _Pair:
    """p alpha - q beta y + r y^2."""
    linear = _scaled(_product(beta, y), -q)
    return _add(_add(_scaled((alpha, 0.0), p), linear), _scaled(_product(y, y), r))


@compiled_exactly
def _potential(alpha: float, beta: float, y: float) -> _Pair:
    """V(y)."""
    return _times(_product(y, y), _mixture(alpha, beta, y, 1.0, 1.0, 1.0))


@compiled_exactly
def _fill(
    alpha: FloatArray,
    beta: FloatArray,
    lowest: FloatArray,
    place: FloatArray,
    length: FloatArray,
    result: FloatArray,
) -> None:
    """All points, one after the other."""
    for i in range(alpha.size):
        a, b, y, s = alpha[i], beta[i], place[i], length[i]
        floor = _potential(a, b, lowest[i])
        height = _add(_potential(a, b, y), (-floor[0], -floor[1]))[0]
        slope = _times((y, 0.0), _mixture(a, b, y, 2.0, 3.0, 4.0))[0]
        bend = _mixture(a, b, y, 1.0, 3.0, 6.0)[0]
        skew = _add(_scaled((y, 0.0), 4.0), (-b, 0.0))[0]
        square = s * s
        result[i, 0], result[i, 1], result[i, 2] = height, slope * s, bend * square
        result[i, 3], result[i, 4] = skew * (square * s), square * square


def local_potential_compiled(points: Reduced, place: FloatArray, length: FloatArray) -> FloatArray:
    """v_0 ... v_4 for every point; shape (P, 5)."""
    result: FloatArray = np.empty((place.size, 5))
    _fill(points.alpha, points.beta, points.y0, place, length, result)
    return result
