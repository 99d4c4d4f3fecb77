r"""N(E) = (1/pi) \int sqrt(E - V) dz;  the n-th level lies near N(E) = n - 1/2.

Semiclassical quantities of the reduced quartic V = a z^2 - b z^3 + z^4 (0 <= b <= 2 sqrt(a)):
critical points, turning points, the number of states below an energy, the energy that holds a
given number of states, the forbidden action of the barrier, and how far a wave function reaches
into a forbidden region.

They only choose bases (centre, scale, size); no level is ever computed from them, so a per-cent
accuracy is enough and is all that is aimed at.

Shapes: arrays (P,) in, (P,) out.  Units: w for energies.  Errors: none.
Not guaranteed: any digits beyond the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.bisection import halved
from softpot.numerics.spectrum.potential.reduced import potential
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "COSINES",
    "HALVINGS",
    "SINES",
    "UNIT_NODES",
    "UNIT_WEIGHTS",
    "Landscape",
    "Regions",
    "allowed_regions",
    "barrier_action",
    "energy_holding",
    "landscape",
    "reach",
    "states_in",
]

BoolArray = NDArray[np.bool_]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
HALVINGS = 14  # a turning point to 1e-4 of the width of its bracket

UNIT_NODES: FloatArray = 0.5 * (_NODES + 1.0)
UNIT_WEIGHTS: FloatArray = 0.5 * _WEIGHTS
_ANGLES: FloatArray = (np.arange(24, dtype=np.float64) + 0.5) * (np.pi / 24)
COSINES: FloatArray = np.cos(_ANGLES)
SINES: FloatArray = np.sin(_ANGLES) * (np.pi / 24)


@dataclass(frozen=True)
class Landscape:
    """Second minimum (z2, v2) and barrier top (zb, vb); where there is none, z2 = zb = v2 = 0
    and vb = -1."""

    z2: FloatArray
    v2: FloatArray
    zb: FloatArray
    vb: FloatArray

    def take(self, index: NDArray[np.intp]) -> Landscape:
        """The same for the points listed in `index`."""
        return Landscape(self.z2[index], self.v2[index], self.zb[index], self.vb[index])


@dataclass(frozen=True)
class Regions:
    """V < E: z in [left, right], cut into [left, inner] and [outer, right] where `split`."""

    left: FloatArray
    inner: FloatArray
    outer: FloatArray
    right: FloatArray
    split: BoolArray

    def take(self, index: NDArray[np.intp]) -> Regions:
        """The same for the points listed in `index`."""
        return Regions(
            self.left[index],
            self.inner[index],
            self.outer[index],
            self.right[index],
            self.split[index],
        )


def landscape(a: FloatArray, b: FloatArray) -> Landscape:
    """V'(z) = z (2a - 3bz + 4z^2) = 0 at z = (3b +- sqrt(9b^2 - 32a))/8."""
    inside = 9.0 * b * b - 32.0 * a
    double = inside > 0.0
    root = np.sqrt(np.where(double, inside, 0.0))
    z2 = np.where(double, (3.0 * b + root) / 8.0, 0.0)
    zb = np.where(double, (3.0 * b - root) / 8.0, 0.0)
    vb = np.where(double, potential(a, b, zb), -1.0)
    return Landscape(z2, potential(a, b, z2), zb, vb)


def allowed_regions(a: FloatArray, b: FloatArray, land: Landscape, energy: FloatArray) -> Regions:
    """The turning points of V = E for E > 0, each branch of V being monotone."""
    span = np.minimum(np.sqrt(np.sqrt(energy)), np.sqrt(energy / np.maximum(a, 1e-300)))
    zero = np.zeros_like(a)
    second = land.v2 < energy
    start = np.where(second, land.z2, zero)
    far = b / 4.0 + np.sqrt(b * b / 16.0 + np.sqrt(energy))
    # where the second well is closed, the right turning point lies before the barrier top
    closed = (land.vb > 0.0) & ~second
    far = np.where(closed, land.zb, np.maximum(far, start))
    split = second & (land.vb > energy)
    lows, highs = [zero, start], [span, far]
    if split.any():
        lows, highs = [*lows, zero, land.zb], [*highs, land.zb, land.z2]
    side = np.ones((len(lows), 1))
    side[0] = -1.0

    def below(z: FloatArray) -> BoolArray:
        """V < E to the left of 0, at the right end, on the way to the barrier's top; beyond it V > E."""
        height = potential(a, b, side * z)
        inside: BoolArray = height < energy
        if len(lows) > 2:
            inside[3] = height[3] > energy
        return inside

    found = halved(below, np.stack(lows), np.stack(highs), HALVINGS)[1]
    left, right = -found[0], found[1]
    if len(lows) == 2:
        return Regions(left, right, right, right, split)
    inner, outer = (np.where(split, found[k], right) for k in (2, 3))
    return Regions(left, inner, outer, right, split)


def _states_between(
    a: FloatArray, b: FloatArray, energy: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """(1/pi) times the integral of sqrt(E - V) over [low, high]."""
    half = 0.5 * (high - low)
    z = (0.5 * (high + low))[:, None] - half[:, None] * COSINES
    depth = energy[:, None] - potential(a[:, None], b[:, None], z)
    total: FloatArray = np.sqrt(np.maximum(depth, 0.0)) @ SINES * half / np.pi
    return total


def states_in(
    a: FloatArray, b: FloatArray, energy: FloatArray, regions: Regions
) -> tuple[FloatArray, FloatArray]:
    """N(E) of the first region and of the second (zero where the regions are not split)."""
    first = _states_between(a, b, energy, regions.left, regions.inner)
    second = np.zeros_like(first)
    at = np.flatnonzero(regions.split)
    if at.size:
        second[at] = _states_between(a[at], b[at], energy[at], regions.outer[at], regions.right[at])
    return first, second


def energy_holding(a: FloatArray, b: FloatArray, land: Landscape, states: float) -> FloatArray:
    """E with N(E) = states, to about a per cent and from above.

    The bracket comes from V <= a z^2 + z^4 for z > 0, hence N(E) >= sqrt(E) r / 4 with
    E = a r^2 + r^4.
    """
    target = 16.0 * states * states
    square = np.minimum((target ** (1.0 / 3.0)) + 0.0 * a, np.sqrt(target / np.maximum(a, 1e-300)))
    for _ in range(6):
        value = square * square * (a + square) - target
        square = square - value / (square * (2.0 * a + 3.0 * square))
    high: FloatArray = target / square

    def fewer(energy: FloatArray) -> BoolArray:
        first, second = states_in(a, b, energy, allowed_regions(a, b, land, energy))
        return ~(first + second >= states)

    return halved(fewer, high / 32.0, high, 9, geometric=True)[1]


def forbidden_action(
    a: FloatArray, b: FloatArray, energy: FloatArray, start: FloatArray, end: FloatArray
) -> FloatArray:
    """The integral of sqrt(V - E) between start and end, with nodes crowding at the start."""
    length = end - start
    z = start[:, None] + length[:, None] * (UNIT_NODES * UNIT_NODES)
    height = potential(a[:, None], b[:, None], z) - energy[:, None]
    weights: FloatArray = 2.0 * UNIT_NODES * UNIT_WEIGHTS
    total: FloatArray = np.sqrt(np.maximum(height, 0.0)) @ weights * np.abs(length)
    return total


def barrier_action(
    a: FloatArray, b: FloatArray, land: Landscape, energy: FloatArray, regions: Regions
) -> FloatArray:
    """S = the integral of sqrt(V - E) through the barrier; zero where the regions are not split."""
    left = forbidden_action(a, b, energy, regions.inner, land.zb)
    right = forbidden_action(a, b, energy, regions.outer, land.zb)
    action: FloatArray = np.where(regions.split, left + right, 0.0)
    return action


def reach(
    a: FloatArray,
    b: FloatArray,
    energy: FloatArray,
    start: FloatArray,
    limit: FloatArray,
    action: FloatArray,
) -> FloatArray:
    """The point between start and limit where the action counted from start becomes `action`.

    start may lie to either side of limit; the answer is `limit` where the action is not reached.
    """

    def short(share: FloatArray) -> BoolArray:
        point = start + share * (limit - start)
        return ~(forbidden_action(a, b, energy, start, point) >= action)

    return start + halved(short, np.zeros_like(start), np.ones_like(start), 12)[1] * (limit - start)
