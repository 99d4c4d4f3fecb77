r"""r = min_s max_z [ (z - c)^2 / s^2 + s^2 k^2(z) ] / 2,   k^2(z) = E_eff - V(z).

Where to put an oscillator basis and how large to make it.  The functions n = 0 ... N - 1 of an
oscillator with centre c and length s fill the phase-space ellipse (z - c)^2/s^2 + s^2 k^2 <= 2N.
The region that must be filled is k^2 + V(z) <= E_eff, with E_eff so high that the wave function has
decayed by exp(-S) where V = E_eff; c is the middle of that region, s makes the ellipse smallest,
and N = r plus a small margin.  S = D - 3 for D decimals.

A region that falls into two wells with a barrier of action far beyond S gets one basis per well.

Shapes: arrays (P,) for P points; Plan holds arrays (J,) for J >= P bases.  Units: those of y and w.
Source: the relation S = D - 3 and the margin were measured, for D from 11 to 240, against bases of
nearly twice the size; the callers always verify what comes out of a basis.
Not guaranteed: that N suffices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.potential.reduced import Reduced, potential
from softpot.numerics.spectrum.potential.semiclassical import (
    Landscape,
    Regions,
    allowed_regions,
    barrier_action,
    energy_holding,
    landscape,
    reach,
    states_in,
)
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "ACTION_OFFSET",
    "DOUBLE_DIGITS",
    "EVEN",
    "FRACTIONS",
    "LEFT",
    "ODD",
    "RIGHT",
    "SEPARATE_ACTION",
    "WHOLE",
    "Plan",
    "join_plans",
    "joint_plans",
    "make_plan",
    "margin",
    "place_basis",
]

WHOLE, EVEN, ODD, LEFT, RIGHT = range(5)

ACTION_OFFSET = 3.0
DOUBLE_DIGITS = 11.0
SEPARATE_ACTION = 75.0

FRACTIONS: FloatArray = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 33))


@dataclass(frozen=True)
class Plan:
    """J bases: `owner` is the point each serves, `kind` one of WHOLE, EVEN, ODD, LEFT, RIGHT,
    `wanted` the number of lowest levels it must deliver, `size` the first guess of N (for EVEN and
    ODD the number of functions before the other parity is left out), `top` an energy above V0 that
    lies, in WKB, above the levels wanted."""

    owner: NDArray[np.intp]
    kind: NDArray[np.intp]
    centre: FloatArray
    scale: FloatArray
    size: FloatArray
    wanted: NDArray[np.intp]
    top: FloatArray

    def take(self, index: NDArray[np.intp]) -> Plan:
        """The same for the bases listed in `index`."""
        return Plan(
            self.owner[index],
            self.kind[index],
            self.centre[index],
            self.scale[index],
            self.size[index],
            self.wanted[index],
            self.top[index],
        )

    def owned_by(self, owner: NDArray[np.intp]) -> Plan:
        """The same bases for points numbered otherwise: the new number of point p is owner[p]."""
        return replace(self, owner=owner[self.owner])


def _outer_limits(a: FloatArray, b: FloatArray, z: FloatArray, action: FloatArray) -> FloatArray:
    """A length u such that the action over [z, z + u] exceeds `action`, for V(z) >= E and all
    Taylor coefficients of V at z positive (mirror b to go to the left)."""
    slope = np.maximum(z * (2.0 * a + z * (4.0 * z - 3.0 * b)), 1e-300)
    curvature = np.maximum(a + z * (6.0 * z - 3.0 * b), 1e-300)
    by_quartic = (3.0 * action) ** (1.0 / 3.0)
    by_square = np.sqrt(2.0 * action / np.sqrt(curvature))
    by_slope = (1.5 * action / np.sqrt(slope)) ** (2.0 / 3.0)
    result: FloatArray = np.minimum(np.minimum(by_quartic, by_square), by_slope)
    return result


def place_basis(
    a: FloatArray,
    b: FloatArray,
    low: FloatArray,
    high: FloatArray,
    centre: FloatArray,
    floor: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """(s, r) of the module's formula for the region [low, high], the given centre, and `floor`
    the lowest V in the region."""
    top = np.maximum(potential(a, b, low), potential(a, b, high))
    z = low[:, None] + (high - low)[:, None] * FRACTIONS
    position = (z - centre[:, None]) ** 2
    momentum = np.maximum(top[:, None] - potential(a[:, None], b[:, None], z), 0.0)
    half = np.maximum(high - centre, centre - low)
    middle = half / np.sqrt(top - floor)

    def radius(square: FloatArray) -> FloatArray:
        column = square[:, None]
        filled: FloatArray = (position / column + column * momentum).max(axis=1)
        return filled

    left, right = 0.45 * middle, 1.8 * middle
    for _ in range(7):
        one, two = left + (right - left) / 3.0, right - (right - left) / 3.0
        first = radius(one) < radius(two)
        right = np.where(first, two, right)
        left = np.where(first, left, one)
    best = 0.5 * (left + right)
    return np.sqrt(best), 0.5 * radius(best)


def hull(
    a: FloatArray,
    b: FloatArray,
    land: Landscape,
    energy: FloatArray,
    regions: Regions,
    action: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """[low, high]: the whole allowed region and what lies within `action` outside of it."""
    base = np.maximum(np.maximum(regions.right, land.z2), 0.5 * b)
    far = base + _outer_limits(a, b, base, action)
    near = regions.left - _outer_limits(a, -b, -regions.left, action)
    low = reach(a, b, energy, regions.left, near, action)
    high = reach(a, b, energy, regions.right, far, action)
    return low, high


def margin(radius: FloatArray) -> FloatArray:
    """N for a phase-space ellipse of 2 r."""
    return radius + 2.0


def make_plan(
    points: Reduced, count: int, digits: float = DOUBLE_DIGITS, allow_separate: bool = True
) -> Plan:
    """The bases needed for the lowest `count` levels of every point, to `digits` decimals.

    Symmetric points get an EVEN and an ODD basis about the symmetry centre z = b/4, points with two
    practically separate wells (if allowed) a LEFT and a RIGHT one, all others one WHOLE basis.
    """
    a, b = points.a, points.b
    land = landscape(a, b)
    energy = energy_holding(a, b, land, count + 0.5)
    regions = allowed_regions(a, b, land, energy)
    action = np.full_like(a, digits - ACTION_OFFSET)
    separate = regions.split & allow_separate
    if allow_separate:
        separate &= barrier_action(a, b, land, energy, regions) > SEPARATE_ACTION
    together = np.flatnonzero(~separate)
    plans = []
    if together.size:
        low, high = hull(
            a[together],
            b[together],
            land.take(together),
            energy[together],
            regions.take(together),
            action[together],
        )
        plans += _joint(points.take(together), together, low, high, count, energy[together])
    apart = np.flatnonzero(separate)
    if apart.size:
        plans += _two_wells(
            points.take(apart), apart, land.take(apart), energy[apart], action[apart]
        )
    return join_plans(plans)


def _joint(
    points: Reduced,
    owner: NDArray[np.intp],
    low: FloatArray,
    high: FloatArray,
    count: int,
    energy: FloatArray,
) -> list[Plan]:
    """One basis for the whole region, or an even and an odd one about the symmetry centre."""
    a, b, symmetric = points.a, points.b, points.symmetric
    centre = np.where(symmetric, b / 4.0, 0.5 * (low + high))
    scale, radius = place_basis(a, b, low, high, centre, np.zeros_like(a))
    return joint_plans(owner, symmetric, centre, scale, margin(radius), count, energy)


def joint_plans(
    owner: NDArray[np.intp],
    symmetric: NDArray[np.bool_],
    centre: FloatArray,
    scale: FloatArray,
    size: FloatArray,
    count: int,
    energy: FloatArray,
) -> list[Plan]:
    """The bases of points that have one place each: WHOLE, or EVEN and ODD where symmetric."""
    plans = []
    for kind, mask, wanted in (
        (WHOLE, ~symmetric, count),
        (EVEN, symmetric, (count + 1) // 2),
        (ODD, symmetric, count // 2),
    ):
        at = np.flatnonzero(mask)
        if at.size and wanted:
            same = np.full(at.size, kind, dtype=np.intp)
            many = np.full(at.size, wanted, dtype=np.intp)
            plans.append(Plan(owner[at], same, centre[at], scale[at], size[at], many, energy[at]))
    return plans


def _two_wells(
    points: Reduced,
    owner: NDArray[np.intp],
    land: Landscape,
    energy: FloatArray,
    action: FloatArray,
) -> list[Plan]:
    """One basis per well, each for one level more than the well holds below `energy`."""
    a, b = points.a, points.b
    first, second = states_in(a, b, energy, allowed_regions(a, b, land, energy))
    bend = a + land.z2 * (6.0 * land.z2 - 3.0 * b)
    plans = []
    for kind, states, curvature in ((LEFT, first, a), (RIGHT, second, bend)):
        wanted = np.floor(states + 0.5).astype(np.intp) + 1
        # the level asked for beyond `energy` lies at most two spacings of the well above it
        upper = energy + 4.0 * np.sqrt(curvature)
        edges = allowed_regions(a, b, land, upper)
        near = edges.left - _outer_limits(a, -b, -edges.left, action)
        base = np.maximum(edges.right, land.z2)
        if kind == LEFT:
            low = reach(a, b, upper, edges.left, near, action)
            high = reach(a, b, upper, edges.inner, edges.outer, action)
        else:
            low = reach(a, b, upper, edges.outer, edges.inner, action)
            high = reach(a, b, upper, edges.right, base + _outer_limits(a, b, base, action), action)
        centre = 0.5 * (low + high)
        floor = np.zeros_like(a) if kind == LEFT else land.v2
        scale, radius = place_basis(a, b, low, high, centre, floor)
        same = np.full(owner.size, kind, dtype=np.intp)
        plans.append(Plan(owner, same, centre, scale, margin(radius), wanted, upper))
    return plans


def join_plans(plans: list[Plan]) -> Plan:
    """All bases of the plans, one plan after the other."""
    return Plan(
        np.concatenate([plan.owner for plan in plans]),
        np.concatenate([plan.kind for plan in plans]),
        np.concatenate([plan.centre for plan in plans]),
        np.concatenate([plan.scale for plan in plans]),
        np.concatenate([plan.size for plan in plans]),
        np.concatenate([plan.wanted for plan in plans]),
        np.concatenate([plan.top for plan in plans]),
    )
