r"""h_m[k] = <k| -d^2/dy^2 + alpha y^2 - beta y^3 + y^4 |k+m> in balls; Hv exactly; the inertia of H_N - E.

Oscillator functions with centre c and length s.  With the Taylor coefficients v_j of V at c times
s^j,

    h_0 = v_0 + (v_2 + s^-2)(k + 1/2) + v_4 (6k^2 + 6k + 3)/4
    h_1 = sqrt((k+1)/2) (v_1 + (3/2)(k+1) v_3)
    h_2 = sqrt((k+1)(k+2)) ((v_2 - s^-2)/2 + (2k+3) v_4/2)
    h_3 = sqrt((k+1)(k+2)(k+3)/8) v_3
    h_4 = sqrt((k+1)(k+2)(k+3)(k+4)) v_4/4.

A finite combination v of N oscillator functions lies in the domain of H, and Hv has N + 4 entries.

Lemma.  If the leading N x N block of H - E has M negative pivots, at least M levels lie below E.
Proof.  Sylvester's law of inertia: the block has M negative eigenvalues; min-max on their span.  []

Units: energies in w.  Errors: NotProved when a pivot is a ball around zero.
Not guaranteed: that the pivots are decided at a low precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from softpot.numerics.spectrum.types.notproved import NotProved

__all__ = ["Bands", "apply", "bands", "levels_below"]

Ball = Any  # flint.arb, which has no type stubs


@dataclass(frozen=True)
class Bands:
    """h_0 ... h_4, each of length `size`; entry k of h_m couples k and k + m."""

    h: tuple[list[Ball], ...]

    @property
    def size(self) -> int:
        """N."""
        return len(self.h[0])


def bands(alpha: Ball, beta: Ball, centre: Fraction, scale: Fraction, size: int) -> Bands:
    """The bands at the precision that is set."""
    c = flint.arb(flint.fmpq(centre.numerator, centre.denominator))
    s = flint.arb(flint.fmpq(scale.numerator, scale.denominator))
    v0 = c * c * (alpha + c * (c - beta))
    v1 = s * c * (2 * alpha + c * (4 * c - 3 * beta))
    v2 = s**2 * (alpha + c * (6 * c - 3 * beta))
    v3 = s**3 * (4 * c - beta)
    v4 = s**4
    kinetic = 1 / s**2
    root = [flint.arb(k).sqrt() for k in range(size + 5)]
    sum_, less = (v2 + kinetic) / 2, (v2 - kinetic) / 2
    half, skew, quarter = flint.arb(0.5).sqrt(), v3 / flint.arb(8).sqrt(), v4 / 4
    first = v1 * half, v3 * half * 3 / 2
    h: tuple[list[Ball], ...] = ([], [], [], [], [])
    for k in range(size):
        two = root[k + 1] * root[k + 2]
        three = two * root[k + 3]
        h[0].append(v0 + sum_ * (2 * k + 1) + quarter * (6 * k * (k + 1) + 3))
        h[1].append(root[k + 1] * (first[0] + first[1] * (k + 1)))
        h[2].append(two * (less + v4 * (2 * k + 3) / 2))
        h[3].append(three * skew)
        h[4].append(three * root[k + 4] * quarter)
    return Bands(h)


def apply(matrix: Bands, vector: Sequence[Ball]) -> list[Ball]:
    """H v, with four entries more than v; matrix.size must be that of v."""
    size = len(vector)
    result = [a * x for a, x in zip(matrix.h[0], vector, strict=True)] + [flint.arb(0)] * 4
    for m in range(1, 5):
        band = matrix.h[m]
        for k in range(size):
            result[k + m] += band[k] * vector[k]
            if k + m < size:
                result[k] += band[k] * vector[k + m]
    return result


def levels_below(matrix: Bands, energy: Ball) -> int:
    """The number of negative pivots of the block minus energy, from the last row up."""
    size = matrix.size
    h = matrix.h
    zero = flint.arb(0)
    p00 = p01 = p02 = p03 = p11 = p12 = p13 = p22 = p23 = p33 = zero
    negative = 0
    for k in range(size - 1, -1, -1):
        pivot = h[0][k] - energy - p00
        if pivot < 0:
            negative += 1
        elif not pivot > 0:
            raise NotProved("the sign of a pivot was not decided")
        e1 = h[1][k - 1] - p01 if k > 0 else zero
        e2 = h[2][k - 2] - p02 if k > 1 else zero
        e3 = h[3][k - 3] - p03 if k > 2 else zero
        e4 = h[4][k - 4] if k > 3 else zero
        inverse = 1 / pivot
        f1, f2, f3, f4 = e1 * inverse, e2 * inverse, e3 * inverse, e4 * inverse
        p00, p01, p02, p03 = p11 + f1 * e1, p12 + f1 * e2, p13 + f1 * e3, f1 * e4
        p11, p12, p13 = p22 + f2 * e2, p23 + f2 * e3, f2 * e4
        p22, p23, p33 = p33 + f3 * e3, f3 * e4, f4 * e4
    return negative
