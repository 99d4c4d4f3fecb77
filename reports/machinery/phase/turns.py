"""Zeros and poles in a region: where the phase turns once round, and how often.

A square of the grid whose edges f turns round by more than they should is looked at more closely: its boundary is
followed in small steps, and it is quartered until the place is known to a thousandth of it.

Not guaranteed: zeros and poles that share a square of the grid, which count as one of the sum of their orders.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from softpot.reports.machinery.phase.followed import wrapped
from softpot.reports.machinery.phase.grid import Grid
from softpot.reports.machinery.phase.values import Complexes

__all__ = ["zeros_and_poles"]

_SMALL = 0.1  # of f at the corners of the square
_AROUND = 48  # points on the boundary of a square
_MOST = 400  # squares that are looked at
_CROWD = (
    0.04  # of the region: what has more than ``_CROWDED`` neighbours within it is no single point
)
_CROWDED = 8


def zeros_and_poles(
    f: Callable[[Any], Complexes], grid: Grid
) -> tuple[list[complex], list[complex]]:
    """The places of the zeros, and those of the poles."""
    found = _found(f, grid)
    size = max(np.ptp(grid.x), np.ptp(grid.y))
    single = [
        (z, zero)
        for z, zero in found
        if sum(abs(z - other) < _CROWD * size for other, _ in found) <= _CROWDED
    ]
    return [z for z, zero in single if zero], [z for z, zero in single if not zero]


def _found(f: Callable[[Any], Complexes], grid: Grid) -> list[tuple[complex, bool]]:
    """Where f turns round, and whether it is 0 there: z* turns backwards round its zero, z/|z| round nothing."""
    phase = np.angle(grid.values)
    with np.errstate(invalid="ignore"):
        right = wrapped(np.diff(phase, axis=1))
        up = wrapped(np.diff(phase, axis=0))
        round_ = right[:-1] + up[:, 1:] - right[1:] - up[:, :-1]
        steep = np.maximum(
            np.maximum(np.abs(right[:-1]), np.abs(right[1:])),
            np.maximum(np.abs(up[:, :-1]), np.abs(up[:, 1:])),
        )
    whole = np.isnan(grid.across[:-1]) & np.isnan(grid.across[1:])
    whole &= np.isnan(grid.upwards[:, :-1]) & np.isnan(grid.upwards[:, 1:])
    squares = np.argwhere(
        whole & np.isfinite(round_) & ((np.abs(round_) > 1) | (steep > 0.45 * np.pi))
    )
    found: list[tuple[complex, bool]] = []
    if len(squares) > _MOST:
        return found
    step = complex(grid.x[1] - grid.x[0], grid.y[1] - grid.y[0])
    for r, c in squares.tolist():
        corner = complex(grid.x[c], grid.y[r])
        turns = _turns(f, corner, step)
        if turns:
            place = _narrowed(f, corner, step, turns)
            there = float(np.abs(f(np.array([place])))[0])
            around = float(np.median(np.abs(grid.values[r : r + 2, c : c + 2])))
            if there < _SMALL * around:
                found.append((place, True))
            elif not there < around / _SMALL:  # or no number
                found.append((place, False))
    return found


def _turns(f: Callable[[Any], Complexes], corner: complex, step: complex) -> int:
    """How often f turns round along the boundary; 0 where that is not clear."""
    s = np.arange(_AROUND // 4) / (_AROUND // 4)
    path = np.concatenate([s, 1 + 1j * s, 1 - s + 1j, 1j * (1 - s)])
    values: NDArray[Any] = f(corner + path.real * step.real + 1j * path.imag * step.imag)
    if not np.isfinite(values).all() or (values == 0).any():
        return 0
    turn = wrapped(np.diff(np.angle(np.append(values, values[0]))))
    if np.abs(turn).max() > 2.0:  # a jump, or too many at once
        return 0
    return round(float(turn.sum()) / (2 * np.pi))


def _narrowed(f: Callable[[Any], Complexes], corner: complex, step: complex, turns: int) -> complex:
    """The middle of the smallest of nested squares round which f turns as often."""
    for _ in range(10):
        half = step * 0.53  # overlapping: a zero may lie on the line between
        for right, up in ((0, 0), (1, 0), (0, 1), (1, 1)):
            begin = corner + right * 0.47 * step.real + 1j * up * 0.47 * step.imag
            if _turns(f, begin, half) == turns:
                corner, step = begin, half
                break
        else:
            break
    return corner + step / 2
