r"""The parts of a level curve E_1m = E between D_1 = 0, the fold and the cutoffs, and the nodes of their panels.

Each piece is integrated in tau with D_2 = u + (v - u) sin^2(pi tau/2), which takes the inverse square roots at the
ends, or, far below, in ln|D_2|.

Shapes: as stated per function.  Units: w.  Errors: NotConverged of ``level_curve``.
Not guaranteed: transitions between excited levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.statistics.density.level_curve import crossings, fold_crossings, ranges
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre

__all__ = ["FARTHEST", "Piece", "nodes_of", "pieces_of", "place"]

FARTHEST = 1e14
"""|alpha| at which the integral of a distribution without a cutoff goes over into its power law."""


@dataclass(frozen=True)
class Piece:
    """u <= D_2 <= v; logarithmic in |D_2| or with square roots at both ends."""

    u: float
    v: float
    logarithmic: bool


def place(
    u: FloatArray, v: FloatArray, tau: FloatArray, logarithmic: bool
) -> tuple[FloatArray, FloatArray]:
    """D_2 and d D_2/d tau for tau in [0, 1] of pieces from u to v."""
    if logarithmic:
        ratio = np.log(v / u)
        D_2 = u * np.exp(ratio * tau)
        return D_2, D_2 * ratio
    half = 0.5 * np.pi * tau
    D_2 = u * np.cos(half) ** 2 + v * np.sin(half) ** 2
    return D_2, (v - u) * 0.5 * np.pi * np.sin(2.0 * half)


def _end(distribution: Distribution) -> float:
    """|alpha| beyond which deep wells no longer count."""
    if distribution.alpha_max < inf:
        return distribution.alpha_max
    if not distribution.sea_gull:
        return FARTHEST
    size = np.geomspace(1.0, FARTHEST, 561)
    alpha, beta, a, b = from_centre(-size, np.zeros_like(size))
    weight = distribution.density(alpha, beta, a, b) * np.sqrt(size)
    return float(size[np.flatnonzero(weight > 1e-18 * weight.max())[-1]])


def pieces_of(
    energy: float, m: int, distribution: Distribution, without: tuple[float, float] | None
) -> list[Piece]:
    """The parts of the level curve, except for that between two D_2 where it has been integrated already."""
    cuts = crossings(energy, m, distribution.alpha_max, distribution.largest_alpha)
    folds = fold_crossings(energy, m)
    pieces = []
    for low, high in ranges(energy, m):
        lower = low
        tail: list[Piece] = []
        if low == -inf:
            end = _end(distribution)
            below = [c for c in cuts if c < -0.5 * end]
            last = min(below) if below else -end
            if last >= high:
                continue
            first = -max(0.3 * energy * energy, 4.0 * abs(high), 30.0)
            lower = max(first, last)
            if last < lower:
                count = int(np.ceil(np.log(last / lower) / np.log(4.0)))
                marks = lower * (last / lower) ** (np.arange(count + 1) / count)
                tail = [Piece(float(v), float(u), True) for u, v in pairwise(marks)]
        # where the second level passes from the other well to the same one the curve bends sharply
        inner = [c for c in (*cuts, *folds, -energy * energy / 8.0) if lower < c < high]
        if without is not None and lower < without[0] and without[1] < high:
            inner = [c for c in inner if not without[0] < c < without[1]]
            inner += without
        marks_in = sorted({lower, high, *inner})
        pieces += [Piece(u, v, False) for u, v in pairwise(marks_in) if (u, v) != without]
        pieces += tail
    return pieces


def nodes_of(
    pieces: Sequence[Piece], of: NDArray[np.intp], tau: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """D_2 and d D_2/d tau at tau (panels, 15), ``of``: the piece of each panel."""
    D_2, width = np.empty_like(tau), np.empty_like(tau)
    for logarithmic in (False, True):
        at = np.flatnonzero([pieces[k].logarithmic == logarithmic for k in of])
        if at.size:
            chosen = [pieces[k] for k in of[at]]
            u = np.array([[p.u] for p in chosen])
            v = np.array([[p.v] for p in chosen])
            D_2[at], width[at] = place(u, v, tau[at], logarithmic)
    return D_2, width
