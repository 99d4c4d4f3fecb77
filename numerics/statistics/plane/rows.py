r"""(rows, v) -> (alpha, beta):  the potentials of a row, with their gaps as far as delocalisation leaves them.

Rows have r (one well) or |alpha| (two wells) fixed.  The column coordinate v is s for potentials with one well; for
those with two it is beta over the smallest asymmetry that matters for v < 1 and logarithmic above, up to where only
the deeper well's ground state is left.  Levels are computed up to the first step above E_d, and where there is none
up to energies that matter nowhere in the band of temperatures.

Shapes: rows (N,); points (M,), gaps (M, L).  Units: energies in w.  Errors: NotConverged of ``numerics.spectrum``.
Not guaranteed: anything at temperatures outside of the band.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.bisection import halved
from softpot.numerics.spectrum.types.arguments import LARGEST_COUNT
from softpot.numerics.statistics.model.geometry import FloatArray, curvatures_of_top, wells_of_top
from softpot.numerics.statistics.plane.grid import (
    LEVEL_REACH,
    SWITCH,
    Band,
    gaps_of,
    outer_beta,
    pair_of,
)
from softpot.numerics.statistics.plane.kept import highest_kept, label, steps

__all__ = [
    "REACH",
    "Points",
    "Rows",
    "Side",
    "outer_end",
    "pair_in",
    "pairs_at",
    "points_at",
    "rising",
    "rows_of",
]

IntArray = NDArray[np.intp]

REACH = 24.0
"""Levels above REACH k_B T matter nowhere."""
NEAR = 6.0
MARGIN = 3.0
_HALVINGS = 34  # to 6e-11 of the range, and always outside of what matters
FARTHER = 1.6
RISING = 2.0
"""With |alpha| of so much E_12 rises with beta from 0 on; with less than 1.6 it falls first."""


@dataclass(frozen=True)
class Side:
    """One kind of potentials in a band of temperatures, with the columns' edges that all rows share."""

    two_wells: bool
    band: Band
    E_d: float
    edges: FloatArray

    @property
    def reach(self) -> float:
        """Levels above this matter nowhere in the band."""
        return REACH * self.band.high


@dataclass(frozen=True)
class Points:
    """Potentials, their measure d(rows) d(v), gaps and labels; arrays (M,), gaps (M, L)."""

    alpha: FloatArray
    beta: FloatArray
    a: FloatArray
    b: FloatArray
    measure: FloatArray
    gaps: FloatArray
    label: IntArray


@dataclass(frozen=True)
class Rows:
    """Rows u (N,): r or |alpha|; for two wells the smallest asymmetry that matters and a panel's logarithmic length."""

    u: FloatArray
    inner: FloatArray
    growth: FloatArray


def rows_of(side: Side, u: FloatArray) -> Rows:
    """The rows at u (N,)."""
    if not side.two_wells:
        return Rows(u, np.ones_like(u), np.zeros_like(u))
    slope = np.maximum(u**1.5 / np.sqrt(2.0), 1.0)
    floor = np.maximum(side.band.low, np.exp(-0.47 * u**1.5))
    inner = np.minimum(2.5 * floor / slope, 0.5)
    growth = np.log(outer_end(u, side.band, side.E_d) / inner) / (side.edges[-1] - 1.0)
    return Rows(u, inner, growth)


def outer_end(u: FloatArray, band: Band, E_d: float) -> FloatArray:
    """The largest beta that matters at |alpha| = u: beyond it only the ground state of the deeper well is left.

    That is so where the deeper well's quantum, nearly 2 sqrt(a), and the other well's advantage with its lesser
    zero-point energy both exceed E_d, here by a margin of some w.
    """
    alpha = -u
    usual = outer_beta(alpha, band)

    def inside(beta: FloatArray) -> NDArray[np.bool_]:
        a, a_other, height = curvatures_of_top(alpha, beta)
        other = height - np.sqrt(a) + np.sqrt(a_other)
        return (a < (0.5 * E_d + MARGIN) ** 2) | (other < E_d + MARGIN)

    high = halved(inside, np.zeros_like(u), usual, _HALVINGS)[1]
    return np.minimum(usual, np.maximum(high, 1.0 * usual * 1e-3))


def _gaps(side: Side, alpha: FloatArray, beta: FloatArray, a: FloatArray) -> FloatArray:
    """Gaps up to the first step above E_d or, where there is none, as far as they matter."""
    far = max(LEVEL_REACH * side.band.high, side.reach + side.E_d)
    near = min(NEAR * side.E_d, far)
    result = gaps_of(alpha, beta, a, side.two_wells, near, tabulated=True)
    open_end = np.arange(alpha.size)
    while near < far:
        # all levels below `near` are known, so that the ladder ends where its last level lies E_d below that
        ladder = result[open_end]
        step = steps(ladder)
        ends = (step > side.E_d) & np.isfinite(ladder)
        high = highest_kept(ladder, step, side.E_d) > near - side.E_d
        open_end = open_end[high & ~ends.any(axis=1)]
        if not open_end.size:
            break
        near = min(FARTHER * near, far)
        more = gaps_of(
            alpha[open_end], beta[open_end], a[open_end], side.two_wells, near, tabulated=True
        )
        if more.shape[1] > result.shape[1]:
            wider = np.full((alpha.size, more.shape[1]), np.inf)
            wider[:, : result.shape[1]] = result
            result = wider
        result[open_end] = np.inf
        result[open_end, : more.shape[1]] = more
    return result


def rising(side: Side, rows: Rows, index: IntArray) -> NDArray[np.bool_]:
    """Whether E_12 of a row rises with beta all along or, with one well, falls: between two places with K = 1 and
    the same sign of the slope there is no other K.  Seen at all rows and columns of the tests, and not proved."""
    return np.logical_or(not side.two_wells, rows.u[index] >= RISING)


def points_at(
    side: Side,
    rows: Rows,
    index: IntArray,
    v: FloatArray,
    alone: NDArray[np.bool_] | None = None,
) -> Points:
    """The potentials at (rows.u[index], v), arrays (M,); of those known to have K = 1 (`alone`) no gaps."""
    alpha, beta, a, b, measure = _potentials(side, rows, index, v)
    if alone is None or not alone.any():
        gaps = _gaps(side, alpha, beta, a)
    else:
        at = np.flatnonzero(~alone)
        found = _gaps(side, alpha[at], beta[at], a[at]) if at.size else np.empty((0, 1))
        gaps = np.full((v.size, found.shape[1]), np.inf)
        gaps[at] = found
    return Points(alpha, beta, a, b, measure, gaps, label(gaps, side.E_d, side.reach))


def pairs_at(
    side: Side, rows: Rows, index: IntArray, v: FloatArray, number: IntArray
) -> tuple[FloatArray, FloatArray]:
    """(eps_n - eps_1, eps_{n+1} - eps_1) at n = `number` (M,) there; what is not known as far is +inf."""
    alpha, beta, a, _, _ = _potentials(side, rows, index, v)
    low, high = np.empty(v.size), np.empty(v.size)
    near = (a < SWITCH) & (number < LARGEST_COUNT)
    at = np.flatnonzero(near)
    if at.size:
        low[at], high[at] = pair_of(alpha[at], beta[at], number[at])
    at = np.flatnonzero(~near)
    if at.size:
        low[at], high[at] = pair_in(_gaps(side, alpha[at], beta[at], a[at]), number[at])
    return low, high


def pair_in(gaps: FloatArray, number: IntArray) -> tuple[FloatArray, FloatArray]:
    """The same in gaps (M, L) that are known."""
    padded = np.pad(gaps, ((0, 0), (1, 1)), constant_values=np.inf)
    padded[:, 0] = 0.0
    at, column = np.arange(number.size), np.minimum(number, padded.shape[1] - 1)
    return padded[at, column - 1], padded[at, column]


def _potentials(
    side: Side, rows: Rows, index: IntArray, v: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """alpha, beta, a, b and the measure d(rows) d(v)."""
    u = rows.u[index]
    if not side.two_wells:
        alpha, beta = u * u, 2.0 * u * v
        return alpha, beta, alpha, beta, 8.0 * u**4
    inner, growth = rows.inner[index], rows.growth[index]
    outside = v > 1.0
    beta = inner * np.where(outside, np.exp(growth * np.maximum(v - 1.0, 0.0)), v)
    wells = wells_of_top(-u, beta)
    measure = 2.0 * u * np.where(outside, growth * beta, inner)
    return -u, beta, wells.a, 2.0 * wells.s * np.sqrt(wells.a), measure
