r"""S = int sqrt(V - E) dz:  where the box of a proof ends, its nodes, and first guesses of levels.

Everything here is an estimate in double precision for V = p_0 + ... + p_4 z^4 + p_5 |z|^3; the
proofs that use it check what they need by themselves, and a bad estimate makes them fail, never
lie.

First guesses: the lowest eigenvalues on a grid of sinc functions with spacing pi/p, where p^2 is
the largest kinetic energy that still matters, over the region where the wave function is above
e^-S.

Units: those of V and z.  Errors: NotConverged when the grid would exceed 3000 points.
Source: Colbert and Miller, J. Chem. Phys. 96, 1982 (1992) for the grid.
Not guaranteed: any accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, floor, log2, pi

import numpy as np

from softpot.numerics.machinery.bisection import halved_number
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = [
    "barrier",
    "cells",
    "extent",
    "growth",
    "guesses",
    "guesses_within",
    "half_extent",
    "tunnelling",
    "turning_points",
    "well_extent",
]

LARGEST_GRID = 3000
GRID_ACTION = 13.0
TOGETHER = 4  # levels asked for one by one come from the same grid


def _value(p: Sequence[float], z: FloatArray | float) -> FloatArray:
    return np.asarray(
        (((p[4] * z + p[3]) * z + p[2]) * z + p[1]) * z + p[0] + p[5] * np.abs(z) ** 3
    )


def _real_roots(polynomials: list[tuple[int, list[float]]]) -> FloatArray:
    """The real roots of each polynomial on its side of z = 0 (0: both sides)."""
    found = []
    for side, coefficients in polynomials:
        roots = np.roots(coefficients)
        real = roots.real[np.abs(roots.imag) < 1e-6 * (1 + np.abs(roots))]
        found.append(real[side * real >= 0.0])
    return np.concatenate(found)


def _sides(p: Sequence[float]) -> list[tuple[int, float]]:
    """The sides of z = 0 with the coefficient of z^3 on each."""
    return [(0, p[3])] if p[5] == 0.0 else [(-1, p[3] - p[5]), (1, p[3] + p[5])]


def _minima(p: Sequence[float]) -> FloatArray:
    """The stationary points of V."""
    return _stationary(tuple(p))


@lru_cache(maxsize=64)
def _stationary(p: tuple[float, ...]) -> FloatArray:
    return _real_roots([(s, [4 * p[4], 3 * cubic, 2 * p[2], p[1]]) for s, cubic in _sides(p)])


def turning_points(p: Sequence[float], energy: float) -> tuple[float, float]:
    """The outermost real z with V(z) = energy (of a slightly higher energy where there is none)."""
    still = _minima(p)
    lowest = float(_value(p, still).min())
    above = max(energy, lowest + 1e-9 * max(1.0, abs(lowest)))
    real = _real_roots([(s, [p[4], cubic, p[2], p[1], p[0] - above]) for s, cubic in _sides(p)])
    if real.size < 2:
        here = float(still[np.argmin(_value(p, still))])
        return here, here
    return float(real.min()), float(real.max())


def _reach(p: Sequence[float], energy: float, place: float, side: int, action: float) -> float:
    """How far beyond `place` the action has grown to `action`."""
    width = 0.5 + (3.0 * action) ** (1.0 / 3.0)
    while True:
        u = width * np.linspace(0.0, 1.0, 800) ** 1.5
        q = np.sqrt(np.maximum(_value(p, place + side * u) - energy, 0.0))
        total = np.concatenate([[0.0], np.cumsum(0.5 * (q[1:] + q[:-1]) * np.diff(u))])
        if total[-1] >= action:
            return float(u[np.searchsorted(total, action)])
        width *= 1.5


def extent(p: Sequence[float], energy: float, action: float) -> tuple[float, float]:
    """[l, r], multiples of 1/64, with at least `action` on both sides of what is allowed."""
    left, right = turning_points(p, energy)
    low = left - _reach(p, energy, left, -1, action)
    high = right + _reach(p, energy, right, 1, action)
    return floor(64 * low) / 64, ceil(64 * high) / 64


def tunnelling(p: Sequence[float], energy: float) -> float:
    """S between the two wells of an even V; 0 where nothing separates them."""
    inner = _inner(p, energy)
    z = inner * np.sin(np.linspace(0.0, 0.5 * pi, 401))
    rate = np.sqrt(np.maximum(_value(p, z) - energy, 0.0))
    return float(np.sum((rate[1:] + rate[:-1]) * np.diff(z)))


def barrier(p: Sequence[float], energy: float) -> tuple[float, float]:
    """(place, S): the top between two wells, and the action through it; S = 0 where nothing separates them."""
    still = np.sort(_minima(p))
    if p[5] != 0.0 or still.size < 3 or energy >= float(_value(p, still[1])):
        return 0.0, 0.0
    top = float(still[1])
    inside = [_inside(p, energy, top, end) for end in (float(still[0]), float(still[2]))]
    z = 0.5 * (inside[0] + inside[1]) + 0.5 * (inside[1] - inside[0]) * np.sin(
        np.linspace(-0.5, 0.5, 1201) * pi
    )
    rate = np.sqrt(np.maximum(_value(p, z) - energy, 0.0))
    return top, float(np.sum(0.5 * (rate[1:] + rate[:-1]) * np.diff(z)))


def _inside(p: Sequence[float], energy: float, top: float, bottom: float) -> float:
    """Where V falls to the energy between the top of a barrier and the bottom of a well; the bottom if it does not."""
    if float(_value(p, bottom)) >= energy:
        return bottom
    near, far = top, bottom
    for _ in range(80):
        middle = 0.5 * (near + far)
        near, far = (middle, far) if float(_value(p, middle)) > energy else (near, middle)
    return 0.5 * (near + far)


def well_extent(
    p: Sequence[float], energy: float, action: float, top: float, side: int
) -> tuple[float, float]:
    """``extent`` of the well on one side of the barrier's top; more than the action lies between the wells."""
    still = np.sort(_minima(p))
    bottom = float(still[0] if side < 0 else still[-1])
    outside = turning_points(p, energy)[0 if side < 0 else 1]
    inside = _inside(p, energy, top, bottom)
    if (outside - bottom) * side < 0.0:
        outside = bottom
    far = outside + side * _reach(p, energy, outside, side, action)
    near = inside - side * min(_reach(p, energy, inside, -side, action), abs(inside - top))
    low, high = min(near, far), max(near, far)
    return floor(64 * low) / 64, ceil(64 * high) / 64


def _inner(p: Sequence[float], energy: float) -> float:
    """The z >= 0 up to which an even V exceeds the energy; 0 where it does not."""
    if p[0] <= energy or p[2] >= 0.0:
        return 0.0
    root = np.sqrt(max(p[2] * p[2] - 4.0 * (p[0] - energy), 0.0))  # between the z^2 with V = energy
    return float(np.sqrt(max(0.5 * (-p[2] - root), 0.0)))


def half_extent(p: Sequence[float], energy: float, action: float) -> tuple[float, float]:
    """The same for z >= 0 and an even V; l = 0 unless the well lies far enough from z = 0."""
    right = extent(p, energy, action)[1]
    inner = _inner(p, energy)
    if inner == 0.0:
        return 0.0, right
    left = inner - _reach(p, energy, inner, -1, action)
    return max(floor(64 * left) / 64, 0.0), right


def _local(p: Sequence[float], energy: float, place: float) -> list[float]:
    """Taylor coefficients of V - E at place, to the right of it."""
    z = place
    cubic = p[3] + (p[5] if z >= 0.0 else -p[5])
    return [
        float(_value(p, z)) - energy,
        p[1] + z * (2 * p[2] + z * (3 * cubic + 4 * p[4] * z)),
        p[2] + z * (3 * cubic + 6 * p[4] * z),
        cubic + 4 * p[4] * z,
        p[4],
    ]


def growth(p: Sequence[float], energy: float, place: float, radius: float) -> float:
    """int_0^radius sqrt(sum |q_i| r^i) dr: log of the largest term of a power series about place."""
    q = [*(abs(c) for c in _local(p, energy, place)), 0.0]
    q[3] += abs(p[5])
    r = np.linspace(0.0, radius, 200)
    f = np.sqrt(_value(q, r))
    return float(np.sum(0.5 * (f[1:] + f[:-1])) * (r[1] - r[0]))


def cells(
    p: Sequence[float], energy: float, ends: tuple[float, float], limit: float, far: float
) -> list[float]:
    """Nodes from ends[0] to ends[1], with h sqrt(sum |q_i| h^i) about `limit` in every cell, and about
    `far` where V exceeds the energy throughout the cell; 0 is a node if p_5 != 0."""
    nodes = [ends[0]]
    while nodes[-1] < ends[1]:
        z, room = nodes[-1], ends[1] - nodes[-1]
        q = _local(p, energy, z)
        step = min(room, 4.0)
        for _ in range(200):
            terms = [c * step ** (i + 2) for i, c in enumerate(q)]
            against = sum(max(-c, 0.0) for c in terms[1:])
            size = sum(abs(c) for c in terms)
            if size <= limit * limit or (size <= far * far and terms[0] > 1.05 * against):
                break
            step *= 0.85
        step = 2.0 ** floor(log2(step)) * floor(16 * step / 2.0 ** floor(log2(step))) / 16
        new = ends[1] if step >= room else z + step
        nodes.append(0.0 if p[5] != 0.0 and z < 0.0 < new else new)
    return nodes


def _energy_holding(p: Sequence[float], count: float) -> float:
    """E with int sqrt(E - V)/pi = count."""
    still = _minima(p)
    lowest = float(_value(p, still).min())

    high = 4.0
    while True:
        left, right = turning_points(p, lowest + high)
        z = 0.5 * (left + right) + 0.5 * (right - left) * np.sin(np.linspace(-0.5, 0.5, 1201) * pi)
        above, width = _value(p, z) - lowest, np.diff(z) / pi

        def states(excess: float, above: FloatArray = above, width: FloatArray = width) -> float:
            k = np.sqrt(np.maximum(excess - above, 0.0))
            return float(np.sum(0.5 * (k[1:] + k[:-1]) * width))

        if states(high) >= count:
            break
        high *= 3.0
    return lowest + halved_number(lambda excess: states(excess) < count, 0.0, high, 12)[1]


def guesses(p: Sequence[float], count: int) -> FloatArray:
    """About the lowest `count` levels of -psi'' + V psi on the whole line."""
    return _guesses(tuple(p), -(-count // TOGETHER) * TOGETHER)[:count]


def guesses_within(p: Sequence[float], count: int, top: float, side: int) -> FloatArray:
    """The same for the well on one side of the top of a barrier; those above the barrier mean nothing."""
    limits = (-np.inf, top) if side < 0 else (top, np.inf)
    return _guesses(tuple(p), -(-count // TOGETHER) * TOGETHER, limits)[:count]


@lru_cache(maxsize=16)
def _guesses(
    p: tuple[float, ...], count: int, limits: tuple[float, float] = (-np.inf, np.inf)
) -> FloatArray:
    energy = _energy_holding(p, count + 0.5)
    lowest = float(_value(p, _minima(p)).min())
    left, right = extent(p, energy, GRID_ACTION)
    top = max(float(_value(p, left)), float(_value(p, right)))
    top = min(top, energy + 6.0 * (energy - lowest) + 60.0)
    step = pi / np.sqrt(top - lowest)
    size = int((right - left) / step) + 2
    if size > 200_000:
        raise NotConverged("the grid for the first guesses would be too large")
    z = left + step * np.arange(size)
    value = _value(p, z)
    keep = np.flatnonzero(
        (value < energy + 3.0 * (top - energy)) & (z > limits[0]) & (z < limits[1])
    )
    if keep.size > LARGEST_GRID:
        raise NotConverged("the grid for the first guesses would be too large")
    apart = np.subtract.outer(keep, keep)
    with np.errstate(divide="ignore"):
        matrix = np.where(
            apart == 0, pi * pi / 6, (1.0 - 2.0 * (apart & 1)) / apart.astype(float) ** 2
        )
    matrix *= 2.0 / step**2
    matrix[np.diag_indices(keep.size)] = pi * pi / (3 * step**2) + value[keep] - lowest
    return np.asarray(np.linalg.eigvalsh(matrix)[:count] + lowest)
