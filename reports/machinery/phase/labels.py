"""Where a line may carry its value: far from the frame, from other values and from marks, on a straight piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["place_on"]

Reals = NDArray[np.float64]

_ROOM = ((0.16, 0.07, 0.07), (0.1, 0.06, 0.06), (0.08, 0.035, 0.05))
"""Of the width: how far a value is from others, from marks and from the frame at least; the first that there is."""


def place_on(
    lines: Iterable[Reals],
    taken: Sequence[tuple[float, float]],
    marks: Sequence[tuple[float, float]],
    ratio: float,
) -> tuple[float, float, float] | None:
    """(x, y, angle in degrees) of a value on one of the lines, None where there is no room.

    lines: in shares of the width and of the height.  ratio: height over width.
    """
    lines = list(lines)
    for apart, mark, edge in _ROOM:
        found = _within(lines, (taken, apart), (marks, mark), edge, ratio)
        if found is not None:
            return found
    return None


Near = tuple[Sequence[tuple[float, float]], float]


def _within(
    lines: Sequence[Reals], values: Near, marks: Near, edge: float, ratio: float
) -> tuple[float, float, float] | None:
    best, found = 0.0, None
    for line in lines:
        points = line * np.array([1.0, ratio])
        if len(points) < 7:
            continue
        inside = _room(points, ratio, edge)
        for others, least in (values, marks):
            for x, y in others:
                distance = np.hypot(*(points - np.array([x, y * ratio])).T)
                inside = np.minimum(inside, np.where(distance < least, 0.0, distance))
        inside[:3] = inside[-3:] = 0.0
        k = int(inside.argmax())
        if inside[k] > best:
            best = float(inside[k])
            along = points[k + 3] - points[k - 3]
            angle = float(np.degrees(np.arctan2(along[1], along[0])))
            angle = (angle + 90) % 180 - 90  # no value stands on its head
            found = (float(line[k, 0]), float(line[k, 1]), angle)
    return found


def _room(points: Reals, ratio: float, least: float) -> Reals:
    """The distance from the frame, and nothing where that is too little."""
    x, y = points.T
    edge = np.minimum(np.minimum(x, 1 - x), np.minimum(y, ratio - y))
    return np.asarray(np.where(edge < least, 0.0, edge))
