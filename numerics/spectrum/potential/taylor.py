r"""V(y) - V(y_0) and V^(j)(y)/j!  for V = alpha y^2 - beta y^3 + y^4, without cancellation.

Two wells far apart make the terms of V a million times larger than V itself.  Here each
coefficient is formed from unevaluated sums of two doubles (Dekker, Numer. Math. 18, 224 (1971)), so
that the one rounding to double precision comes last.

Shapes: arrays (P,) or broadcasting.  Units: those of V and y.  Errors: none.
Not guaranteed: anything for magnitudes above 1e100, where the splitting overflows.
"""

from __future__ import annotations

from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "Pair",
    "exact_product",
    "potential_difference",
    "potential_pair",
    "taylor_coefficients",
]

Pair = tuple[FloatArray, FloatArray]


def _sum(x: FloatArray, y: FloatArray) -> Pair:
    total = x + y
    part = total - x
    return total, (x - (total - part)) + (y - part)


def exact_product(x: FloatArray, y: FloatArray) -> Pair:
    """x y = high + low without any error."""
    value = x * y
    large_x, large_y = x * 134217729.0, y * 134217729.0
    high_x, high_y = large_x - (large_x - x), large_y - (large_y - y)
    low_x, low_y = x - high_x, y - high_y
    rest = ((high_x * high_y - value) + high_x * low_y + low_x * high_y) + low_x * low_y
    return value, rest


def _add(x: Pair, y: Pair) -> Pair:
    high, low = _sum(x[0], y[0])
    return _sum(high, low + (x[1] + y[1]))


def _times(x: Pair, y: Pair) -> Pair:
    high, low = exact_product(x[0], y[0])
    return _sum(high, low + (x[0] * y[1] + x[1] * y[0]))


def _scaled(x: Pair, factor: float) -> Pair:
    """x times a small whole number."""
    high, low = exact_product(x[0], 0.0 * x[0] + factor)
    return _sum(high, low + x[1] * factor)


def _mixture(
    alpha: FloatArray, beta: FloatArray, y: FloatArray, weights: tuple[float, float, float]
) -> Pair:
    """p alpha - q beta y + r y^2."""
    p, q, r = weights
    zero = 0.0 * y
    linear = _scaled(exact_product(beta, y), -q)
    return _add(_add(_scaled((alpha, zero), p), linear), _scaled(exact_product(y, y), r))


def potential_pair(alpha: FloatArray, beta: FloatArray, y: FloatArray) -> Pair:
    """V(y) as the sum of two doubles."""
    return _times(exact_product(y, y), _mixture(alpha, beta, y, (1.0, 1.0, 1.0)))


def potential_difference(x: Pair, y: Pair) -> FloatArray:
    """x - y, rounded once."""
    return _add(x, (-y[0], -y[1]))[0]


def taylor_coefficients(
    alpha: FloatArray, beta: FloatArray, y: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """V'(y), V''(y)/2 and V'''(y)/6, each rounded once."""
    slope = _times((y, 0.0 * y), _mixture(alpha, beta, y, (2.0, 3.0, 4.0)))[0]
    bend = _mixture(alpha, beta, y, (1.0, 3.0, 6.0))[0]
    four = _add(_scaled((y, 0.0 * y), 4.0), (-beta, 0.0 * beta))
    return slope, bend, four[0]
