"""Lines in a grid: where a field has a value, never through a square where it is not smooth, and where f jumps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from softpot.reports.machinery.phase.grid import Grid

__all__ = ["cuts", "level", "long_enough"]

_NOISE = (
    1e-10  # what rounding leaves of a field that is 0 all over, as that of the modulus of z/|z|
)

Reals = NDArray[np.float64]
Edge = tuple[int, int, int]
"""A row, a column, and whether it leads upwards (1) or across (0)."""


def level(grid: Grid, field: Reals, squares: NDArray[np.bool_]) -> list[Reals]:
    """The lines field = 0, each an array of points (x, y), through the squares given."""
    above = field > _NOISE
    corners = [above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]]
    mixed = squares & ~np.logical_and.reduce([corner == corners[0] for corner in corners])
    pairs: list[tuple[Edge, Edge]] = []
    for r, c in zip(*(n.tolist() for n in np.nonzero(mixed)), strict=True):
        edges = ((r, c, 0), (r, c + 1, 1), (r + 1, c, 0), (r, c, 1))  # below, right, above, left
        signs = [bool(corner[r, c]) for corner in corners]
        crossed = [e for k, e in enumerate(edges) if signs[k] != signs[(k + 1) % 4]]
        if len(crossed) == 4:
            middle = field[r : r + 2, c : c + 2].mean() > 0
            if middle == signs[0]:  # the first and third corner are joined
                crossed = [edges[0], edges[1], edges[2], edges[3]]
            else:
                crossed = [edges[3], edges[0], edges[1], edges[2]]
        pairs += [(crossed[k], crossed[k + 1]) for k in range(0, len(crossed), 2)]

    def place(edge: Edge) -> tuple[float, float]:
        r, c, up = edge
        a, b = field[r, c], field[r + up, c + 1 - up]
        return _between(grid, edge, float(a / (a - b)))

    return [np.array([place(e) for e in chain]) for chain in _chained(pairs)]


def cuts(grid: Grid) -> list[Reals]:
    """The lines across which f jumps."""
    right, up = ~np.isnan(grid.across), ~np.isnan(grid.upwards)
    squares = right[:-1] | right[1:] | up[:, :-1] | up[:, 1:]
    pairs: list[tuple[Edge, Edge]] = []
    for r, c in zip(*(n.tolist() for n in np.nonzero(squares)), strict=True):
        crossed = [e for e in ((r, c, 0), (r + 1, c, 0)) if right[e[0], e[1]]]
        crossed += [e for e in ((r, c, 1), (r, c + 1, 1)) if up[e[0], e[1]]]
        pairs += [(crossed[0], other) for other in crossed[1:]]

    def place(edge: Edge) -> tuple[float, float]:
        r, c, upwards = edge
        return _between(grid, edge, float((grid.upwards if upwards else grid.across)[r, c]))

    return [np.array([place(e) for e in chain]) for chain in _chained(pairs)]


def _between(grid: Grid, edge: Edge, share: float) -> tuple[float, float]:
    r, c, up = edge
    x = grid.x[c] if up else grid.x[c] + share * (grid.x[c + 1] - grid.x[c])
    y = grid.y[r] + share * (grid.y[r + 1] - grid.y[r]) if up else grid.y[r]
    return float(x), float(y)


def _chained(pairs: Iterable[tuple[Edge, Edge]]) -> list[list[Edge]]:
    """Pairs of neighbours as chains, as long as each has one way on."""
    beside: defaultdict[Edge, list[Edge]] = defaultdict(list)
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    used: set[frozenset[Edge]] = set()

    def walked(start: Edge, on: Edge) -> list[Edge]:
        chain = [start]
        while True:
            used.add(frozenset((chain[-1], on)))
            chain.append(on)
            ways = [e for e in beside[on] if frozenset((on, e)) not in used]
            if len(beside[on]) != 2 or not ways:
                return chain
            on = ways[0]

    found = []
    ends = sorted(e for e in beside if len(beside[e]) != 2)
    for start in (*ends, *sorted(beside)):  # what has no end is a ring
        for on in beside[start]:
            if frozenset((start, on)) not in used:
                found.append(walked(start, on))
    return found


def long_enough(lines: Iterable[Reals], size: Reals, share: float) -> list[Reals]:
    """Without what nobody would see as a line on axes of this width and height."""
    return [line for line in lines if (np.ptp(line, axis=0) / size).max() > share]
