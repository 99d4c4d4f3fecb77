r"""alpha y^2 - beta y^3 + y^4 = V0 + a z^2 - b z^3 + z^4,   y = y0 + d z,   0 <= b <= 2 sqrt(a).

The origin is moved to the deepest minimum y0 of the quartic and, if needed, mirrored (d = +-1),
so that every (alpha, beta) becomes a point (a, b) of one wedge.  With s a stationary point,

    a = alpha - 3 beta s + 6 s^2,    b = beta - 4 s,    V0 = s^2 (alpha - beta s + s^2),

and for beta >= 0 the deepest minimum is s = 0 when beta^2 <= 4 alpha, otherwise
s = (3 beta + sqrt(9 beta^2 - 32 alpha)) / 8.  In the wedge V - V0 = z^2 ((z - b/2)^2 + a - b^2/4)
is never negative, decreases for z < 0, and has a second minimum (at z > 0) when 9 b^2 > 32 a.

Shapes: one-dimensional arrays of equal length in, the same out.  Units: energies in w, lengths as y.
Errors: none here.
Source: expansion of the quartic of Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
Not guaranteed: y0, a, b and V0 are rounded to double precision; the potential is symmetric
exactly in `symmetric` only where beta = 0 or beta^2 = 4 alpha hold exactly for the doubles given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.potential.taylor import exact_product, potential_pair
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = ["Reduced", "deepest_minimum", "potential", "reduce_quartic"]


@dataclass(frozen=True)
class Reduced:
    """The points in the wedge: V = V0 + a z^2 - b z^3 + z^4 with y = y0 + d z (arrays (P,))."""

    alpha: FloatArray
    beta: FloatArray
    a: FloatArray
    b: FloatArray
    v0: FloatArray
    y0: FloatArray
    d: FloatArray
    symmetric: NDArray[np.bool_]

    def take(self, index: NDArray[np.intp]) -> Reduced:
        """The same for the points listed in `index`."""
        return Reduced(
            self.alpha[index],
            self.beta[index],
            self.a[index],
            self.b[index],
            self.v0[index],
            self.y0[index],
            self.d[index],
            self.symmetric[index],
        )


def _square_is(beta: FloatArray, value: FloatArray) -> NDArray[np.bool_]:
    """beta^2 == value without rounding."""
    high, low = exact_product(beta, beta)
    same: NDArray[np.bool_] = (high == value) & (low == 0.0)
    return same


def _minimum(
    alpha: FloatArray, size: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, NDArray[np.bool_]]:
    """a, b and the place s for beta = `size` >= 0, and where that is not 0."""
    tilted = size * size > 4.0 * alpha
    root = np.sqrt(np.where(tilted, 9.0 * size * size - 32.0 * alpha, 0.0))
    s = np.where(tilted, (3.0 * size + root) / 8.0, 0.0)
    a = alpha + s * (6.0 * s - 3.0 * size)
    return a, np.where(tilted, 4.0 * s - size, size), s, tilted


def deepest_minimum(alpha: FloatArray, beta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(alpha, beta) -> (a, b) alone, the same numbers in a quarter of the time."""
    return _minimum(alpha, np.abs(beta))[:2]


def reduce_quartic(alpha: FloatArray, beta: FloatArray) -> Reduced:
    """(alpha, beta) -> (a, b, V0, y0, d, symmetric) as in the module's formula; arrays (P,)."""
    size = np.abs(beta)
    side = np.where(beta < 0.0, -1.0, 1.0)
    a, b, s, tilted = _minimum(alpha, size)
    v0 = potential_pair(alpha, size, s)
    direction = side * np.where(tilted, -1.0, 1.0)
    symmetric = (beta == 0.0) | _square_is(beta, 4.0 * alpha)
    return Reduced(alpha, beta, a, b, v0[0], side * s, direction, symmetric)


def potential(a: FloatArray, b: FloatArray, z: FloatArray) -> FloatArray:
    """V - V0 = z^2 (a - b z + z^2); the arrays broadcast."""
    value: FloatArray = z * z * (a + z * (z - b))
    return value
