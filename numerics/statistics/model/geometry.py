r"""One potential, three pairs of coordinates:  alpha y^2 - beta y^3 + y^4  seen from a stationary point.

* the barrier top (alpha <= 0), which every potential with two wells has once;
* the deepest minimum (a, b), 0 <= b^2 <= 4 a, which every potential has once;
* the centre of the depressed quartic D_2 y^2 + D_1 y + y^4,

      D_2 = alpha - 3 beta^2/8,   D_1 = beta (4 alpha - beta^2)/8,
      |alpha| d alpha d beta = 2 d D_2 d D_1   for each kind of stationary point.

With R = sqrt(9 beta^2 + 32 |alpha|) the minima of a potential with two wells lie at y = (3 beta +- R)/8 and
differ in depth by beta R^3/256, the deeper one on the side of beta.  The fold, where the second well appears,
is alpha = 0 from the top and 9 b^2 = 32 a from the deepest minimum.

Shapes: arrays that broadcast.  Units: energies in w.  Errors: none.
Not guaranteed: the centre's coordinates of a nearly symmetric deep pair of wells lose digits of D_1 when made
from (a, b); from the barrier top they do not.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (4) and the text below Eq. (2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "FOLD",
    "FloatArray",
    "Wells",
    "centre_of",
    "curvatures_of_top",
    "from_centre",
    "wells_of_top",
]

FOLD = 2.0 * np.sqrt(2.0) / 3.0
"""The largest b / (2 sqrt(a)) of a potential with one well."""


@dataclass(frozen=True)
class Wells:
    """The deeper well (a, s) and the other (a_other, s_other), b = 2 s sqrt(a), and how much higher it lies.

    s_other may exceed 1: the other well is not the deepest one.
    """

    a: FloatArray
    s: FloatArray
    a_other: FloatArray
    s_other: FloatArray
    height: FloatArray


def _minima(
    alpha: FloatArray, size: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """|y| of the deeper minimum and of the other, a, a_other and how much higher the other lies, beta = `size`."""
    root = np.sqrt(9.0 * size * size - 32.0 * alpha)
    deep, shallow = (3.0 * size + root) / 8.0, (-4.0 * alpha) / (3.0 * size + root)
    # V''/2 = y (8 y - 3 beta)/2 + ... at a stationary point y equals |y| root / 2
    return deep, shallow, 0.5 * deep * root, 0.5 * shallow * root, size * root**3 / 256.0


def curvatures_of_top(
    alpha: FloatArray, beta: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """a, a_other and height of ``wells_of_top`` alone."""
    return _minima(alpha, np.abs(beta))[2:]


def wells_of_top(alpha: FloatArray, beta: FloatArray) -> Wells:
    """Both wells of the potential whose barrier top is (alpha < 0, beta >= 0)."""
    size = np.abs(beta)
    deep, shallow, a, a_other, height = _minima(alpha, size)
    s = (4.0 * deep - size) / (2.0 * np.sqrt(a))
    s_other = (4.0 * shallow + size) / (2.0 * np.sqrt(a_other))
    return Wells(a, s, a_other, s_other, height)


def centre_of(alpha: FloatArray, beta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(D_2, D_1) from any stationary point's (alpha, beta)."""
    return alpha - 0.375 * beta * beta, beta * (0.5 * alpha - 0.125 * beta * beta)


def from_centre(
    D_2: FloatArray, D_1: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """(alpha, beta) of the barrier top or only stationary point, and of the deepest minimum, for D_1 >= 0.

    The stationary points solve 4 y^3 + 2 D_2 y + D_1 = 0 and give alpha = D_2 + 6 y^2, beta = -4 y;
    the deepest minimum lies at y <= 0.
    """
    p, q = D_2 / 6.0, D_1 / 8.0
    inside = q * q + p**3
    one = inside > 0.0
    # one stationary point: y = -(u - p/u), without cancellation whatever the sign of p
    cube = np.cbrt(q + np.sqrt(np.where(one, inside, 0.0)))
    safe = np.where(cube > 0.0, cube, 1.0)
    squares = cube * cube + np.where(cube > 0.0, (p / safe) ** 2, 0.0) + p
    single = -np.where(p > 0.0, 2.0 * q / np.where(squares > 0.0, squares, 1.0), cube - p / safe)
    radius = np.sqrt(np.maximum(-p, 0.0))
    ratio = np.clip(q / np.where(radius > 0.0, radius**3, 1.0), 0.0, 1.0)
    deep = -2.0 * radius * np.cos(np.arccos(ratio) / 3.0)
    top = 2.0 * radius * np.sin(np.arcsin(ratio) / 3.0)
    low = np.where(one, single, deep)
    high = np.where(one, single, top)
    return D_2 + 6.0 * high * high, -4.0 * high, D_2 + 6.0 * low * low, -4.0 * low
