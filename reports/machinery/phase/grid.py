"""f on a grid of the complex plane, and the edges of the grid across which it jumps.

The points are the middles of pixels, so that branch cuts along the axes of a symmetric region lie between them. An
edge is looked at where f is not what both of its neighbours let expect; it is then halved again and again, towards
the greater change. A change that does not shrink is a jump: at a zero or a pole it shrinks on the sphere of numbers.

Not guaranteed: a jump of less than 1 % of f, and one that is hidden where f turns several times between two points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from softpot.reports.machinery.phase.values import Complexes

__all__ = ["Grid", "grid_of"]

_SEEN = 0.02  # what is not expected, of f
_HALVINGS = 30
_SHARE = 0.47  # no half: a place on a symmetric axis is not asked
_ASIDE = 0.21 + 0.13j  # of a pixel, where a pixel's middle has no number


@dataclass(frozen=True, eq=False)
class Grid:
    """Values at x + i y, rows from below; ``across``[r, c] is where from 0 to 1 between c and c + 1 of row r f jumps,
    ``upwards``[r, c] between r and r + 1 of column c; NaN where it does not."""

    x: NDArray[Any]
    y: NDArray[Any]
    values: Complexes
    across: NDArray[np.float64]
    upwards: NDArray[np.float64]

    def smooth(self) -> NDArray[np.bool_]:
        """Of each square between four points: f has values there, jumps across no edge, and turns by less than 1.6."""
        known = np.isfinite(self.values) & (self.values != 0)
        whole = known[:-1, :-1] & known[1:, :-1] & known[:-1, 1:] & known[1:, 1:]
        right, up = np.isnan(self.across), np.isnan(self.upwards)
        with np.errstate(all="ignore"):
            right = right & (_turn(self.values[:, :-1], self.values[:, 1:]) < 1.6)
            up = up & (_turn(self.values[:-1], self.values[1:]) < 1.6)
        return np.asarray(whole & right[:-1] & right[1:] & up[:, :-1] & up[:, 1:])


def _turn(a: Complexes, b: Complexes) -> NDArray[np.float64]:
    return np.asarray(np.abs(np.angle(b * np.conj(a) / np.abs(a * b))))


def grid_of(
    f: Callable[[Any], Complexes], real: tuple[float, float], imaginary: tuple[float, float],
    columns: int, rows: int,
) -> Grid:  # fmt: skip
    """f at the middles of columns by rows pixels."""
    step = complex((real[1] - real[0]) / columns, (imaginary[1] - imaginary[0]) / rows)
    x = real[0] + step.real * (np.arange(columns) + 0.5)
    y = imaginary[0] + step.imag * (np.arange(rows) + 0.5)
    z = x[None, :] + 1j * y[:, None]
    values = f(z)
    lost = ~np.isfinite(values)
    if lost.any() and not lost.all():  # single points, as poles are, have neighbours
        aside = z[lost] + _ASIDE.real * step.real + 1j * _ASIDE.imag * step.imag
        values[lost] = f(aside)
    across = _jumps(f, z, values)
    upwards = _jumps(f, z.T, values.T).T
    return Grid(x, y, values, across, upwards)


def _jumps(f: Callable[[Any], Complexes], z: Complexes, w: Complexes) -> NDArray[np.float64]:
    """Where f jumps between neighbours in a row."""
    found = np.full((z.shape[0], z.shape[1] - 1), np.nan)
    rows, left = np.nonzero(_unexpected(w))
    if not rows.size:
        return found
    begin, end = z[rows, left], z[rows, left + 1]
    a, b = w[rows, left], w[rows, left + 1]
    size = np.maximum(np.abs(a), np.abs(b))
    near, far = np.zeros(rows.size), np.ones(rows.size)
    half_way = np.zeros(rows.size)
    for k in range(_HALVINGS):
        place = near + _SHARE * (far - near)
        m = f(begin + place * (end - begin))
        m = np.where(np.isfinite(m), m, a)
        first = _apart(a, m, size) > _apart(m, b, size)
        a, near = np.where(first, a, m), np.where(first, near, place)
        b, far = np.where(first, m, b), np.where(first, place, far)
        if k == _HALVINGS // 2:
            half_way = _apart(a, b, size)
    left_over = _apart(a, b, size)
    jumps = (left_over > 0.01) & (left_over > 0.5 * half_way)
    found[rows[jumps], left[jumps]] = (0.5 * (near + far))[jumps]
    return found


def _unexpected(w: Complexes) -> NDArray[np.bool_]:
    """Edges in whose row neither side lets the other end be expected."""
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(w[:, :-1]), np.abs(w[:, 1:]))
        bend = np.abs(w[:, 2:] - 2 * w[:, 1:-1] + w[:, :-2])
        from_left = np.full(size.shape, np.inf)
        from_left[:, 1:] = bend / size[:, 1:]
        from_right = np.full(size.shape, np.inf)
        from_right[:, :-1] = bend / size[:, :-1]
        off = np.minimum(
            np.where(np.isfinite(from_left), from_left, np.inf),
            np.where(np.isfinite(from_right), from_right, np.inf),
        )
    return np.asarray((off > _SEEN) & np.isfinite(w[:, :-1]) & np.isfinite(w[:, 1:]) & (size > 0))


def _apart(a: Complexes, b: Complexes, size: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distance of two numbers on the sphere, of numbers of this size."""
    a, b = a / size, b / size
    return np.asarray(
        np.abs(a - b) / np.sqrt((1 + np.abs(a) ** 2) * (1 + np.abs(b) ** 2)), dtype=float
    )
