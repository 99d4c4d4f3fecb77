r"""\int\int |alpha| f(alpha, beta) d alpha d beta ~ sum_i weight_i f_i :  the plane of potentials as a list of points.

Potentials with one well are listed along a = r^2 and s = b/(2 sqrt(a)) about their minimum, those with two wells
along (alpha, beta) about the barrier's top.  Both signs of beta are counted, by a factor 2 in the weight.
The rows (r or alpha) are 15-node panels, so that a cutoff in the direction of the rows changes weights only; in
a row the columns (s, or beta on a logarithmic scale from the smallest asymmetry that matters) are 15-node panels too.

Levels come from ``numerics.spectrum`` where the deeper well has a < 60, elsewhere from the perturbation series
of each well (``anharmonic``), whose error is bounded there by e^(-30) of what the levels below contribute.

A grid is made for a band of temperatures; it knows no distribution.

Shapes: R panels of rows by C panels of columns, points (R, C, 15, 15).  Units: energies in w.
Errors: NotConverged of ``numerics.spectrum``.
Not guaranteed: anything at temperatures outside of the band.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.bisection import halved
from softpot.numerics.spectrum.doubles.levels import levels_above_minimum
from softpot.numerics.spectrum.potential.reduced import deepest_minimum
from softpot.numerics.spectrum.potential.semiclassical import allowed_regions, landscape, states_in
from softpot.numerics.spectrum.types.arguments import LARGEST_COUNT
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.statistics.gap.anharmonic import well_levels
from softpot.numerics.statistics.model.geometry import (
    FOLD,
    FloatArray,
    curvatures_of_top,
    wells_of_top,
)
from softpot.numerics.statistics.quadrature import COUNT, GAUSS, KRONROD, panel_nodes

__all__ = [
    "BANDS",
    "DEEPEST",
    "Band",
    "Block",
    "SpectrumGrid",
    "band_of",
    "block_of",
    "gaps_of",
    "outer_beta",
    "spectrum_grid",
]

SWITCH = 60.0
SHALLOW = 30.0
DEEPEST = 6000.0
REACH = 36.0
LEVEL_REACH = 30.0


@dataclass(frozen=True)
class Band:
    """Temperatures low <= T/w <= high that one grid serves; ``levels`` is the highest level number kept."""

    low: float
    high: float
    one_well: tuple[float, ...]
    two_wells: tuple[float, ...]
    columns: tuple[float, ...]
    ratio: float


_DEEP = (30.0, 60.0, 130.0, 280.0, 600.0, 1300.0, 2800.0, DEEPEST)

BANDS = (
    Band(
        1e-3, 0.08, (0.0, 1.5, 3.0), (0.0, 3.0, 5.0, 6.5, 8.0, 9.5, 11.0, 13.0, 17.0, *_DEEP),
        (0.0, FOLD), 8.0,
    ),
    Band(
        0.08, 0.6, (0.0, 1.1, 1.8, 2.5, 3.25, 4.2, 5.5, 7.2, 9.0, 10.2, 12.5),
        (0.0, 2.0, 4.0, 6.0, 8.5, 11.5, 15.0, 20.0, *_DEEP), (0.0, 0.55, 0.8, FOLD), 8.0,
    ),
    Band(
        0.6, 5.0, (0.0, 2.0, 3.5, 5.5, 7.746, 9.0, 10.2, 11.5, 14.0, 18.0, 24.0, 32.0, 44.0, 63.0, 90.0, 112.0),
        (0.0, 2.5, 5.5, 9.5, 15.0, 22.0, *_DEEP), (0.0, 0.6, 0.82, FOLD), 8.0,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """One kind of potentials: rows along ``edges`` (r for one well, |alpha| for two).

    weight: |alpha| d alpha d beta of a point without the row's rule, (R, C, 15, 15), by Kronrod's rule;
    gauss: the same by Gauss's; alpha, beta: about the barrier top or only stationary point, beta >= 0;
    a, b: about the deepest minimum; gaps: eps_n - eps_1 for n = 2, 3, ..., (points, K), +inf where not needed.
    The third axis of a point array runs along a panel of rows, the fourth along a panel of columns.
    bends: (R, 2), at which ends of a panel of rows the integrand has a square root, which the nodes take into account
    (``quadrature.bent``); rough: (R,), panels in which it is not smooth.  None: nowhere.
    """

    two_wells: bool
    edges: FloatArray
    weight: FloatArray
    gauss: FloatArray
    alpha: FloatArray
    beta: FloatArray
    a: FloatArray
    b: FloatArray
    gaps: FloatArray
    bends: NDArray[np.bool_] | None = None
    rough: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class SpectrumGrid:
    """The two blocks of a band."""

    band: Band
    blocks: tuple[Block, ...]

    @property
    def points(self) -> int:
        """Number of potentials listed."""
        return sum(block.alpha.size for block in self.blocks)


def _needed(energy: float, a: FloatArray, b: FloatArray) -> NDArray[np.intp]:
    """At least as many levels as lie below `energy` above the bottom, rounded up to even numbers."""
    land, top = landscape(a, b), np.full_like(a, energy)
    first, second = states_in(a, b, top, allowed_regions(a, b, land, top))
    found: NDArray[np.intp] = 2 * np.ceil(0.5 * (first + second) + 0.5).astype(np.intp)
    return np.minimum(np.maximum(found, 2), LARGEST_COUNT)


def _numerical(alpha: FloatArray, beta: FloatArray, energy: float, tabulated: bool) -> FloatArray:
    """Gaps below `energy`, computed by diagonalisation."""
    wanted = _needed(energy, *deepest_minimum(alpha, beta))
    result = np.full((alpha.size, int(wanted.max(initial=2)) - 1), np.inf)
    for count in np.flatnonzero(np.bincount(wanted)):
        at = np.flatnonzero(wanted == count)
        found = _levels(alpha[at], beta[at], int(count), tabulated)
        result[at, : int(count) - 1] = found[:, 1:] - found[:, :1]
    return result


def pair_of(
    alpha: FloatArray, beta: FloatArray, number: NDArray[np.intp]
) -> tuple[FloatArray, FloatArray]:
    """(eps_n - eps_1, eps_{n+1} - eps_1) at n = `number` < LARGEST_COUNT of each potential, by diagonalisation."""
    wanted = np.minimum(2 * ((number + 2) // 2), LARGEST_COUNT)
    low, high = np.empty(alpha.size), np.empty(alpha.size)
    for count in np.flatnonzero(np.bincount(wanted)):
        at = np.flatnonzero(wanted == count)
        found = _levels(alpha[at], beta[at], int(count), True)
        row, n = np.arange(at.size), number[at]
        low[at] = found[row, n - 1] - found[:, 0]
        high[at] = found[row, n] - found[:, 0]
    return low, high


def _levels(alpha: FloatArray, beta: FloatArray, count: int, tabulated: bool) -> FloatArray:
    """The levels; a potential whose levels rounding keeps from being verified is moved by 1e-9 of its beta."""
    try:
        return levels_above_minimum(alpha, beta, count, tabulated)
    except NotConverged:
        if alpha.size > 1:
            half = slice(alpha.size // 2), slice(alpha.size // 2, None)
            return np.concatenate([_levels(alpha[at], beta[at], count, tabulated) for at in half])
    for shift in (1e-9, -1e-9, 3e-9):
        try:
            return levels_above_minimum(alpha, beta * (1.0 + shift), count)
        except NotConverged:
            continue
    raise NotConverged(
        f"the levels at alpha = {alpha[0]:.17g}, beta = {beta[0]:.17g} were not verified, nor those of three "
        "potentials next to it"
    )


def _by_series(alpha: FloatArray, beta: FloatArray, two: bool, energy: float) -> FloatArray:
    """Gaps below `energy` from the series of each well; alpha, beta about the top, or about the minimum."""
    if not two:
        a = alpha
        count = int(min(energy / (2.0 * np.sqrt(a.min())) + 2.5, 10))
        found = well_levels(a, beta / (2.0 * np.sqrt(a)), max(count, 2))
        return np.asarray(found[:, 1:] - found[:, :1])
    wells = wells_of_top(alpha, beta)
    count = max(int(min(energy / (1.9 * np.sqrt(wells.a.min())) + 2.5, 10)), 2)
    deep = well_levels(wells.a, wells.s, count)
    there = (wells.a_other > SHALLOW) & (wells.height < 2.0 * energy)
    other = np.full((alpha.size, count), np.inf)
    at = np.flatnonzero(there)
    if at.size:
        second = well_levels(wells.a_other[at], wells.s_other[at], count)
        other[at] = (second - deep[at, :1]) + wells.height[at, None]
    both = np.sort(np.concatenate([deep[:, 1:] - deep[:, :1], other], axis=1), axis=1)
    return both


def gaps_of(
    alpha: FloatArray,
    beta: FloatArray,
    a: FloatArray,
    two: bool,
    energy: float,
    tabulated: bool = False,
) -> FloatArray:
    """Gaps of all points, +inf far beyond `energy`; `tabulated` as for ``levels_above``."""
    near = a < SWITCH
    parts = []
    for mask, numerical in ((near, True), (~near, False)):
        at = np.flatnonzero(mask)
        if at.size:
            found = (
                _numerical(alpha[at], beta[at], energy, tabulated)
                if numerical
                else _by_series(alpha[at], beta[at], two, energy)
            )
            parts.append((at, found))
    width = max(found.shape[1] for _, found in parts)
    result = np.full((alpha.size, width), np.inf)
    for at, found in parts:
        result[at, : found.shape[1]] = found
    # wide gaps that were computed cost little and may matter where P_0 grows; only the highest are left out
    result[result > 1.4 * energy] = np.inf
    used = int(np.isfinite(result).any(axis=0).sum())
    return result[:, : max(used, 1)]


def _block(two: bool, edges: FloatArray, arrays: tuple[FloatArray, ...], gaps: FloatArray) -> Block:
    """The arrays (R, 15, C, 15) with the axes in the order of ``Block``."""
    weight, gauss, alpha, beta, a, b = (np.moveaxis(array, 1, 2).copy() for array in arrays)
    shape = (edges.size - 1, COUNT, -1, COUNT, gaps.shape[1])
    ordered = np.moveaxis(gaps.reshape(shape), 1, 2).reshape(-1, gaps.shape[1])
    return Block(two, edges, weight, gauss, alpha, beta, a, b, ordered)


def _one_well(band: Band) -> Block:
    edges = np.array(band.one_well)
    rows, _ = panel_nodes(edges)
    columns, half = panel_nodes(np.array(band.columns))
    r = rows[:, :, None, None]
    s = np.broadcast_to(columns, (*rows.shape, *columns.shape))
    # |alpha| d alpha d beta = r^2 (2 r dr)(2 r ds), and both signs of beta
    jacobian = 8.0 * r**4 * half[:, None]
    a = np.broadcast_to(r * r, s.shape)
    b = 2.0 * r * s
    gaps = gaps_of(a.ravel(), b.ravel(), a.ravel(), False, LEVEL_REACH * band.high)
    weight, gauss = jacobian * KRONROD, jacobian * GAUSS
    return _block(False, edges, (weight, gauss, a, b, a, b), gaps)


def outer_beta(alpha: FloatArray, band: Band) -> FloatArray:
    """The largest beta that matters: the deeper well reaches r_max, or its advantage reaches the energy."""
    largest = band.one_well[-1] ** 2

    def inside(beta: FloatArray) -> NDArray[np.bool_]:
        a, _, height = curvatures_of_top(alpha, beta)
        return (a < largest) | (height < REACH * band.high)

    far = np.full_like(alpha, 8.0 * np.sqrt(largest) + 10.0)
    return halved(inside, np.zeros_like(alpha), far, 38)[1]


def _two_wells(band: Band) -> Block:
    edges = np.array(band.two_wells)
    rows, _ = panel_nodes(edges)
    alpha = -rows
    slope = np.maximum(np.abs(alpha) ** 1.5 / np.sqrt(2.0), 1.0)
    # where tunnelling exceeds T, asymmetries below the splitting change nothing
    floor = np.maximum(band.low, np.exp(-0.47 * np.abs(alpha) ** 1.5))
    inner, outer = np.minimum(2.5 * floor / slope, 0.5), outer_beta(alpha, band)
    count = int(np.ceil((np.log(outer / inner) / np.log(band.ratio)).max()))
    steps = np.arange(count + 1) / count
    logs = np.log(inner)[..., None] + np.log(outer / inner)[..., None] * steps
    log_nodes, log_half = panel_nodes(logs)
    first, first_half = panel_nodes(np.stack([0.0 * inner, inner], axis=-1))
    beta = np.concatenate([first, np.exp(log_nodes)], axis=-2)
    width = np.concatenate(
        [first_half[..., None] + 0.0 * first, log_half[..., None] * np.exp(log_nodes)], axis=-2
    )
    alpha = np.broadcast_to(alpha[:, :, None, None], beta.shape)
    jacobian = 2.0 * np.abs(alpha) * width
    wells = wells_of_top(alpha, beta)
    gaps = gaps_of(alpha.ravel(), beta.ravel(), wells.a.ravel(), True, LEVEL_REACH * band.high)
    b = 2.0 * wells.s * np.sqrt(wells.a)
    return _block(
        True, edges, (jacobian * KRONROD, jacobian * GAUSS, alpha, beta, wells.a, b), gaps
    )


def block_of(band: Band, two_wells: bool) -> Block:
    """The potentials with one well, or those with two."""
    return _two_wells(band) if two_wells else _one_well(band)


@lru_cache(maxsize=len(BANDS))
def spectrum_grid(number: int) -> SpectrumGrid:
    """The grid of BANDS[number], made on first use."""
    band = BANDS[number]
    return SpectrumGrid(band, (block_of(band, False), block_of(band, True)))


def band_of(temperature: FloatArray) -> NDArray[np.intp]:
    """The number of the band that serves each temperature."""
    upper = np.array([band.high for band in BANDS[:-1]])
    return np.searchsorted(upper, temperature, side="left").astype(np.intp)
