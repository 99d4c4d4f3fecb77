r"""N(E) <= N_N(E; V_step):  an upper bound on the number of levels below E from a staircase below V.

V_step is constant on each cell of a box [l, r] and V_step <= V there; outside of the box V > E.  By
min-max N(E) is at most the number of eigenvalues below E of -psi'' + V_step psi in the box with
psi' = 0 at both ends.  On a cell of length h the solution is known,

    psi(h) = psi c + psi' s,   psi'(h) = (V_step - E) psi s + psi' c,
    c = cos(k h), s = sin(k h)/k for E - V_step = k^2 > 0,   c = cosh(k h), s = sinh(k h)/k for -k^2 < 0,

and it has at most one zero in the closed cell if k h < pi or E < V_step, so that zeros are counted
by sign changes at the nodes.  N_N is the number of zeros, and one more if psi psi' < 0 at r.

Checked in ball arithmetic: V_step <= V by a Taylor bound on the cell, k h < pi, every sign, and V >
E beyond l and r by the signs of the Taylor coefficients there.

Units: energies in w.  Errors: NotProved.
Source: S. Pruess, SIAM J. Numer. Anal. 10, 55 (1973), for piecewise constant coefficients.
Not guaranteed: that the bound is sharp; finer stairs make it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flint
import numpy as np

from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.spectrum.types.notproved import NotProved

__all__ = ["most_levels_below"]

Ball = Any  # flint.arb, which has no type stubs

MOST_CELLS = 300_000
_GROWING = [0.125 * 1.25**k for k in range(40)]


def _at(p: Sequence[Ball], z: Ball) -> list[Ball]:
    """Value and Taylor coefficients of alpha z^2 - beta z^3 + z^4 at z; p = (alpha, beta)."""
    a, b = p
    return [
        z * z * (a + z * (z - b)),
        z * (2 * a + z * (4 * z - 3 * b)),
        a + z * (6 * z - 3 * b),
        4 * z - b,
        flint.arb(1),
    ]


def _outside(p: Sequence[Ball], energy: Ball, z: float, side: int) -> bool:
    """Whether V > E everywhere beyond z, by the signs of all Taylor coefficients."""
    terms = _at(p, flint.arb(z))
    terms[0] = terms[0] - energy
    return all(side**i * c > 0 for i, c in enumerate(terms))


def _stair(p: Sequence[Ball], left: float, right: float) -> Ball:
    """A number below V on [left, right]."""
    middle = (flint.arb(left) + flint.arb(right)) / 2
    half = (flint.arb(right) - flint.arb(left)) / 2
    v = _at(p, middle)
    drop = abs(v[1]) * half + abs(v[3]) * half**3
    if not v[2] > 0:
        drop = drop + abs(v[2]) * half**2
    return (v[0] - drop).lower()


def _next(a: float, b: float, energy: float, z: float, rise: float) -> float:
    """A node at which V has changed by about `rise` (more where V is far above the energy)."""
    value = z * z * (a + z * (z - b))
    slope = abs(z * (2 * a + z * (4 * z - 3 * b)))
    bend = abs(a + z * (6 * z - 3 * b)) + 1.0
    allowed = max(rise, 0.5 * (value - energy))
    step = min(allowed / (slope + 1e-9), float(np.sqrt(allowed / bend)), 0.5)
    excess = abs(value - energy)
    narrow = 2.5 / float(np.sqrt(excess + 1e-9))
    return z + min(step, narrow if value < energy else 4.0)


def most_levels_below(
    alpha: Ball, beta: Ball, energy: float, ends: tuple[float, float], rise: float, bits: int
) -> int:
    """A proved upper bound on the number of levels below `energy`; `rise` is the height of the stairs.

    ends: where the box should end, at least; it is widened until V > E is seen beyond it.
    Raises NotProved.
    """
    return steady(bits, lambda: _most(alpha, beta, energy, ends, rise))


def _most(alpha: Ball, beta: Ball, energy: float, ends: tuple[float, float], rise: float) -> int:
    """The same at the precision that is set."""
    p, level = (alpha, beta), flint.arb(energy)
    left, right = ends
    for step in _GROWING:
        left -= 0.0 if _outside(p, level, left, -1) else step
        right += 0.0 if _outside(p, level, right, 1) else step
    if not (_outside(p, level, left, -1) and _outside(p, level, right, 1)):
        raise NotProved("no place was found beyond which V > E")
    a, b = float(alpha.mid()), float(beta.mid())
    psi, slope, zeros, before = flint.arb(1), flint.arb(0), 0, 1
    z, pi = left, flint.arb.pi()
    for _ in range(MOST_CELLS):
        new = min(_next(a, b, energy, z, rise), right)
        h = flint.arb(new) - flint.arb(z)
        square = level - _stair(p, z, new)
        if square > 0:
            k = square.sqrt()
            angle = k * h
            if not angle < pi:
                raise NotProved("a stair is so wide that it may hold two zeros")
            s, c = angle.sin_cos()
        elif square < 0:
            k = (-square).sqrt()
            s, c = (k * h).sinh_cosh()
        else:
            raise NotProved("a stair lies at the energy itself")
        psi, slope = psi * c + slope * s / k, c * slope - square * psi * s / k
        now = 1 if psi > 0 else -1 if psi < 0 else 0
        if now == 0:
            raise NotProved("a sign at a node was not decided")
        zeros += now != before
        before, z = now, new
        if z >= right:
            if slope > 0 or slope < 0:
                return zeros + (1 if (slope > 0) != (psi > 0) else 0)
            raise NotProved("the sign of the slope at the end was not decided")
    raise NotProved(f"more than {MOST_CELLS} stairs would be needed")
