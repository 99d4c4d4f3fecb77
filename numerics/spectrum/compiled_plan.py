r"""r = min_s max_z [ (z - c)^2 / s^2 + s^2 k^2(z) ] / 2,   one point after the other, compiled.

The steps of ``make_plan`` (``basis``, ``semiclassical``) for one oscillator basis per point, with the same
nodes and the same number of halvings, so that both give the same bases up to rounding.  Points with
two practically separate wells are only recognised here and left to ``make_plan``.

Units and shapes: as in ``basis``.  Errors: none.
Needs numba (the extra ``fast``); importing this module without it raises ImportError.
Not guaranteed: that a size suffices, as for ``make_plan``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .basis import (
    ACTION_OFFSET,
    DOUBLE_DIGITS,
    FRACTIONS,
    SEPARATE_ACTION,
    Plan,
    join_plans,
    joint_plans,
    make_plan,
    margin,
)
from .compiling import compiled
from .reduced import FloatArray, Reduced
from .semiclassical import COSINES, HALVINGS, SINES, UNIT_NODES, UNIT_WEIGHTS

__all__ = ["make_plan_compiled"]

_Landscape = tuple[float, float, float, float]

_SQUARES: FloatArray = UNIT_NODES * UNIT_NODES
_ENDS: FloatArray = 2.0 * UNIT_NODES * UNIT_WEIGHTS


@compiled
def _potential(a: float, b: float, z: float) -> float:
    """V - V0."""
    return z * z * (a + z * (z - b))


@compiled
def _landscape(a: float, b: float) -> _Landscape:
    """Second minimum (z2, v2) and barrier (zb, vb)."""
    inside = 9.0 * b * b - 32.0 * a
    if not inside > 0.0:
        return 0.0, 0.0, 0.0, -1.0
    root = np.sqrt(inside)
    z2, zb = (3.0 * b + root) / 8.0, (3.0 * b - root) / 8.0
    return z2, _potential(a, b, z2), zb, _potential(a, b, zb)


@compiled
def _regions(
    a: float, b: float, land: _Landscape, energy: float
) -> tuple[float, float, float, float, bool]:
    """left, inner, outer, right, split: where V < energy."""
    z2, v2, zb, vb = land
    left_low, left = 0.0, min(np.sqrt(np.sqrt(energy)), np.sqrt(energy / max(a, 1e-300)))
    second = v2 < energy
    low = z2 if second else 0.0
    high = b / 4.0 + np.sqrt(b * b / 16.0 + np.sqrt(energy))
    high = zb if vb > 0.0 and not second else max(high, low)
    for _ in range(HALVINGS):
        middle = 0.5 * (left_low + left)
        inside = _potential(a, b, -middle) < energy
        left_low = middle if inside else left_low
        left = left if inside else middle
        middle = 0.5 * (low + high)
        inside = _potential(a, b, middle) < energy
        low = middle if inside else low
        high = high if inside else middle
    if not (second and vb > energy):
        return -left, high, high, high, False
    inner_low, inner, outer_low, outer = 0.0, zb, zb, z2
    for _ in range(HALVINGS):
        middle = 0.5 * (inner_low + inner)
        inside = _potential(a, b, middle) < energy
        inner_low = middle if inside else inner_low
        inner = inner if inside else middle
        middle = 0.5 * (outer_low + outer)
        inside = _potential(a, b, middle) > energy
        outer_low = middle if inside else outer_low
        outer = outer if inside else middle
    return -left, inner, outer, high, True


@compiled
def _states_between(a: float, b: float, energy: float, low: float, high: float) -> float:
    """(1/pi) times the integral of sqrt(E - V)."""
    half, middle = 0.5 * (high - low), 0.5 * (high + low)
    total = 0.0
    for i in range(COSINES.size):
        depth = energy - _potential(a, b, middle - half * COSINES[i])
        total += np.sqrt(max(depth, 0.0)) * SINES[i]
    return total * half / np.pi


@compiled
def _energy_holding(a: float, b: float, land: _Landscape, states: float) -> float:
    """E with N(E) = states."""
    target = 16.0 * states * states
    square = min(target ** (1.0 / 3.0), np.sqrt(target / max(a, 1e-300)))
    for _ in range(6):
        value = square * square * (a + square) - target
        square = square - value / (square * (2.0 * a + 3.0 * square))
    high = target / square
    low = high / 32.0
    for _ in range(9):
        middle = np.sqrt(low * high)
        left, inner, outer, right, split = _regions(a, b, land, middle)
        held = _states_between(a, b, middle, left, inner)
        if split:
            held += _states_between(a, b, middle, outer, right)
        if held >= states:
            high = middle
        else:
            low = middle
    return float(high)


@compiled
def _action(a: float, b: float, energy: float, start: float, end: float) -> float:
    """The integral of sqrt(V - E)."""
    length = end - start
    total = 0.0
    for i in range(_SQUARES.size):
        height = _potential(a, b, start + length * _SQUARES[i]) - energy
        total += np.sqrt(max(height, 0.0)) * _ENDS[i]
    return float(total * abs(length))


@compiled
def _outer_limit(a: float, b: float, z: float, action: float) -> float:
    """A length within which the action exceeds `action`."""
    slope = max(z * (2.0 * a + z * (4.0 * z - 3.0 * b)), 1e-300)
    curvature = max(a + z * (6.0 * z - 3.0 * b), 1e-300)
    by_quartic = (3.0 * action) ** (1.0 / 3.0)
    by_square = np.sqrt(2.0 * action / np.sqrt(curvature))
    by_slope = (1.5 * action / np.sqrt(slope)) ** (2.0 / 3.0)
    return float(min(by_quartic, by_square, by_slope))


@compiled
def _reach(a: float, b: float, energy: float, start: float, limit: float, action: float) -> float:
    """How far the wave function reaches from start."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = 0.5 * (low + high)
        if _action(a, b, energy, start, start + middle * (limit - start)) >= action:
            high = middle
        else:
            low = middle
    return start + high * (limit - start)


@compiled
def _radius(position: FloatArray, momentum: FloatArray, square: float) -> float:
    """max of position/square + square momentum."""
    inverse = 1.0 / square
    largest = 0.0
    for i in range(position.size):
        largest = max(largest, position[i] * inverse + square * momentum[i])
    return largest


@compiled
def _place(
    a: float,
    b: float,
    low: float,
    high: float,
    centre: float,
    position: FloatArray,
    momentum: FloatArray,
) -> tuple[float, float]:
    """(s, r) for the region [low, high]."""
    top = max(_potential(a, b, low), _potential(a, b, high))
    for i in range(FRACTIONS.size):
        z = low + (high - low) * FRACTIONS[i]
        position[i] = (z - centre) ** 2
        momentum[i] = max(top - _potential(a, b, z), 0.0)
    middle = max(high - centre, centre - low) / np.sqrt(top)
    left, right = 0.45 * middle, 1.8 * middle
    for _ in range(7):
        one, two = left + (right - left) / 3.0, right - (right - left) / 3.0
        if _radius(position, momentum, one) < _radius(position, momentum, two):
            right = two
        else:
            left = one
    best = 0.5 * (left + right)
    return np.sqrt(best), 0.5 * _radius(position, momentum, best)


@compiled
def _place_all(
    a: FloatArray,
    b: FloatArray,
    symmetric: NDArray[np.bool_],
    states: float,
    action: float,
    separate_action: float,
    place: FloatArray,
    position: FloatArray,
    momentum: FloatArray,
    apart: NDArray[np.bool_],
) -> None:
    """place[:, p] = centre, scale, radius and energy of point p, or apart[p] = True."""
    for p in range(a.size):
        a_p, b_p = a[p], b[p]
        land = _landscape(a_p, b_p)
        energy = _energy_holding(a_p, b_p, land, states)
        left, inner, outer, right, split = _regions(a_p, b_p, land, energy)
        if split:
            barrier = _action(a_p, b_p, energy, inner, land[2])
            barrier += _action(a_p, b_p, energy, outer, land[2])
            apart[p] = barrier > separate_action
            if apart[p]:
                continue
        base = max(right, land[0], 0.5 * b_p)
        far = base + _outer_limit(a_p, b_p, base, action)
        near = left - _outer_limit(a_p, -b_p, -left, action)
        low = _reach(a_p, b_p, energy, left, near, action)
        high = _reach(a_p, b_p, energy, right, far, action)
        centre = b_p / 4.0 if symmetric[p] else 0.5 * (low + high)
        scale, radius = _place(a_p, b_p, low, high, centre, position, momentum)
        place[0, p], place[1, p], place[2, p], place[3, p] = centre, scale, radius, energy


def make_plan_compiled(points: Reduced, count: int) -> Plan:
    """The same bases as ``make_plan(points, count)``, in the same order."""
    total = points.a.size
    place: FloatArray = np.zeros((4, total))
    apart = np.zeros(total, dtype=np.bool_)
    _place_all(
        points.a,
        points.b,
        points.symmetric,
        count + 0.5,
        DOUBLE_DIGITS - ACTION_OFFSET,
        SEPARATE_ACTION,
        place,
        np.empty(FRACTIONS.size),
        np.empty(FRACTIONS.size),
        apart,
    )
    together, other = np.flatnonzero(~apart), np.flatnonzero(apart)
    centre, scale, radius, energy = place[:, together]
    symmetric = points.symmetric[together]
    plans = joint_plans(together, symmetric, centre, scale, margin(radius), count, energy)
    if other.size:
        rest = make_plan(points.take(other), count)
        plans.append(rest.owned_by(other))
    return join_plans(plans)
