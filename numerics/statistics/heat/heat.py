r"""c(T) = \sum_i P_i c_osc(i, T):  the table of c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2, and its weighted sum.

The levels are those of a ``SpectrumGrid``, which depends on neither T nor P; for a set of temperatures ``table_of``
keeps c_osc of every potential listed, after which a curve for any P is a weighted sum (``summed``).

Two-level systems deeper than the grid (|alpha| > 6000) add (pi^2/6) T \int 2 |alpha| P_0 d alpha/(d Delta/d beta),
exact there to 1e-9, since what tunnels is frozen and vibrations lie above 200 w.

Shapes: T (K,); results (K,).  Units: T in w/k_B; c in k_B times ``distribution.unit``.
Range: 1e-3 <= T <= 5.
Accuracy: 1e-6 relative for P_0 that vary over no less than a few eta_L; ``Curve.error`` is the estimate.
Errors: TypeError or ValueError in one sentence.
Without delocalised levels (E_d): 1e-5, where the estimate is no less than 2e-6.
Not guaranteed: the estimate is the difference of two quadrature rules, not a bound.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), text below Eq. (12).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.special import spence

from softpot.numerics.statistics.gap.anharmonic import well_levels
from softpot.numerics.statistics.gap.cumulants import (
    Ladders,
    capacity,
    capacity_and_slope,
    ladders,
    slope_of_capacity,
)
from softpot.numerics.statistics.heat.frozen import frozen_heat
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray, wells_of_top
from softpot.numerics.statistics.plane.delocalised import delocalised_grid
from softpot.numerics.statistics.plane.ends import cutoff, end_block
from softpot.numerics.statistics.plane.grid import (
    BANDS,
    DEEPEST,
    Block,
    SpectrumGrid,
    band_of,
    spectrum_grid,
)
from softpot.numerics.statistics.quadrature import (
    COUNT,
    GAUSS,
    KRONROD,
    NODES,
    bent,
    error_of,
    panel_nodes,
    partial,
    straightened,
)

__all__ = [
    "HeatTable",
    "Kept",
    "both_tables",
    "summed",
    "table_of",
]

MISSED = 2e-6


Kernel = Callable[[FloatArray, FloatArray], FloatArray]


@dataclass(frozen=True)
class HeatTable:
    """c_osc/k_B of every potential of the grids, for these temperatures.

    parts: for each band in use, the indices of its temperatures and one array (panels, 225, K) per block.
    kernel: what is tabulated, for potentials that only a distribution's cutoff adds.
    E_d: the step of the ladder, in w, beyond which levels are left out; None where none are.
    """

    temperature: FloatArray
    parts: tuple[tuple[SpectrumGrid, NDArray[np.intp], tuple[FloatArray, ...]], ...]
    kernel: Kernel = field(default=capacity, repr=False)
    E_d: float | None = None


def table_of(temperature: FloatArray, kernel: Kernel, E_d: float | None = None) -> HeatTable:
    """The kernel of every potential of the grids (``capacity`` or ``slope_of_capacity``)."""
    parts = [
        (
            grid,
            at,
            tuple(_by_columns(kernel(block.gaps, temperature[at])) for block in grid.blocks),
        )
        for grid, at in _grids(temperature, E_d)
    ]
    return HeatTable(temperature, tuple(parts), kernel, E_d)


class Kept:
    """What a search that goes from temperature to temperature needs of each block every time: the weights of one
    distribution, and the ladders."""

    def __init__(self, distribution: Distribution) -> None:
        self.distribution = distribution
        # with the blocks, which so live as long as their ids are in use
        self._weights: dict[tuple[int, bool], tuple[Block, FloatArray]] = {}
        self._ladders: dict[int, tuple[Block, Ladders]] = {}

    def weights(self, block: Block, whole: bool = False) -> FloatArray:
        """``weighted``."""
        key = id(block), whole
        if key not in self._weights:
            self._weights[key] = block, weighted(block, self.distribution, whole)
        return self._weights[key][1]

    def ladders(self, block: Block) -> Ladders:
        """``ladders`` of its gaps."""
        if id(block) not in self._ladders:
            self._ladders[id(block)] = block, ladders(block.gaps)
        return self._ladders[id(block)][1]


def both_tables(
    temperature: FloatArray, E_d: float | None = None, kept: Kept | None = None
) -> tuple[HeatTable, HeatTable]:
    """The tables of ``capacity`` and of ``slope_of_capacity``, made together."""
    value, slope = [], []
    for grid, at in _grids(temperature, E_d):
        pairs = [
            capacity_and_slope(kept.ladders(block) if kept else block.gaps, temperature[at])
            for block in grid.blocks
        ]
        value.append((grid, at, tuple(_by_columns(one) for one, _ in pairs)))
        slope.append((grid, at, tuple(_by_columns(two) for _, two in pairs)))
    return (
        HeatTable(temperature, tuple(value), capacity, E_d),
        HeatTable(temperature, tuple(slope), slope_of_capacity, E_d),
    )


def _by_columns(values: FloatArray) -> FloatArray:
    return values.reshape(-1, COUNT * COUNT, values.shape[1])


def _grids(
    temperature: FloatArray, E_d: float | None
) -> Iterator[tuple[SpectrumGrid, NDArray[np.intp]]]:
    """The grids in use, and which temperatures each serves."""
    number = band_of(temperature)
    for band in range(len(BANDS)):
        at = np.flatnonzero(number == band)
        if at.size:
            yield (spectrum_grid(band) if E_d is None else delocalised_grid(band, E_d)), at


def row_weights(
    block: Block, distribution: Distribution, whole: bool = False
) -> tuple[FloatArray, FloatArray]:
    """(R, 15) weights of both rules along the rows, up to the distribution's cutoff, or to the last edge before it."""
    cut = cutoff(block, distribution)
    if whole:
        cut = float(block.edges[block.edges < cut][-1])
    bends = np.zeros((block.edges.size - 1, 2), dtype=bool) if block.bends is None else block.bends
    kronrod, gauss = [], []
    for low, high, ends in zip(block.edges[:-1], block.edges[1:], bends, strict=True):
        at_low, at_high = bool(ends[0]), bool(ends[1])
        fraction = 1.0 if cut == inf else float((cut - low) / (high - low))
        one, two = partial(2.0 * straightened(fraction, at_low, at_high) - 1.0)
        stretch = 0.5 * (high - low) * bent(0.5 * (NODES + 1.0), at_low, at_high)[1]
        kronrod.append(one * stretch)
        gauss.append(two * stretch)
    return np.array(kronrod), np.array(gauss)


def weighted(block: Block, distribution: Distribution, whole: bool = False) -> FloatArray:
    """Weights (panels, 3, 225) of the points: both rules by Kronrod, rows by Gauss, columns by Gauss."""
    rows, fewer = (array[:, None, :, None] for array in row_weights(block, distribution, whole))
    used = np.flatnonzero((rows != 0.0).any(axis=(1, 2, 3)))
    density = np.zeros(block.alpha.shape)
    density[used] = distribution.density(
        block.alpha[used], block.beta[used], block.a[used], block.b[used]
    )
    first = density * block.weight
    all_three = np.stack([first * rows, first * fewer, density * block.gauss * rows], axis=2)
    return all_three.reshape(-1, 3, COUNT * COUNT)


def _reduced(
    block: Block, weights: FloatArray, table: FloatArray, open_end: bool
) -> tuple[FloatArray, FloatArray]:
    """Value and error estimate (K,) of one block."""
    sums = np.matmul(weights, table)
    sums = sums.reshape(block.edges.size - 1, -1, 3, sums.shape[-1])
    rows = sums.sum(axis=1)
    by_panel = error_of(rows[:, 0], rows[:, 1], np.abs(rows[:, 0]))
    if block.rough is not None:
        # where the integrand is not smooth, the better rule is not better by much
        plain = np.abs(rows[:, 0] - rows[:, 1])
        by_panel = np.where(block.rough[:, None], plain, by_panel)
    error = by_panel.sum(axis=0)
    whole = np.abs(rows[:, 0]).sum(axis=0)
    # at a cutoff inside a panel both rules are interpolated, and may differ by more than the sum itself
    apart = np.abs(rows[:, 1] - rows[:, 0])
    error = error + np.where(apart > np.abs(rows[:, 0]), apart, 0.0).sum(axis=0)
    # columns: panels of one row panel are judged by the size of the whole, not by what rounding left in them
    error = error + error_of(sums[:, :, 0], sums[:, :, 2], np.abs(sums[:, :, 0])).sum(axis=(0, 1))
    if open_end:
        # what lies beyond the last panel is less than what lies in it, where the integrand falls
        error = error + np.abs(rows[-1, 0])
    return rows[:, 0].sum(axis=0), error + 1e-12 * whole


def _deep_tail(distribution: Distribution) -> tuple[float, float]:
    """c/T of the two-level systems with |alpha| > DEEPEST, and its error estimate."""
    end = min(distribution.alpha_max, 1e16)
    if end <= DEEPEST:
        return 0.0, 0.0
    count = int(np.ceil(np.log(end / DEEPEST) / np.log(4.0)))
    logs, half = panel_nodes(np.linspace(np.log(DEEPEST), np.log(end), count + 1))
    size = np.exp(logs)
    alpha = -size
    small = 1e-2 * np.sqrt(2.0) / size**1.5
    wells = wells_of_top(alpha, small)
    shift = (
        well_levels(wells.a_other.ravel(), wells.s_other.ravel(), 1)[:, 0]
        - well_levels(wells.a.ravel(), wells.s.ravel(), 1)[:, 0]
    )
    slope = (wells.height + np.where(size < 1e8, shift.reshape(size.shape), 0.0)) / small
    density = distribution.density(alpha, 0.0 * alpha, wells.a, 2.0 * np.sqrt(wells.a))
    if not distribution.sea_gull and distribution.alpha_max == inf:
        end = inf
    value = (np.pi**2 / 6.0) * 2.0 * size * density / slope * size * half[:, None]
    kronrod, gauss = (value * KRONROD).sum(axis=1), (value * GAUSS).sum(axis=1)
    total = float(kronrod.sum())
    rest = 2.0 * float(value[-1, -1] / half[-1]) if end == inf else 0.0
    return total + rest, float(error_of(kronrod, gauss, np.abs(kronrod)).sum()) + 1e-9 * total


def _share_below(E_d: float | None, temperature: FloatArray, slope: bool) -> FloatArray:
    r"""(6/pi^2) \int_0^z x^2/(4 cosh^2(x/2)) dx, z = E_d/k_B T: what two-level systems below E_d give of c/T, or, with
    the derivative, of dc/dT."""
    if E_d is None:
        return np.ones_like(temperature)
    z = E_d / temperature
    u = np.exp(-z)
    # the integral from z on, by parts, with Spence's function
    rest = z * z * u / (1.0 + u) + 2.0 * z * np.log1p(u) - 2.0 * spence(1.0 + u)
    whole = np.pi**2 / 6.0 - rest
    if slope:
        whole = whole - z * (z * z * u / (1.0 + u) ** 2)
    return np.asarray(6.0 / np.pi**2 * whole)


def summed(
    table: HeatTable, distribution: Distribution, slope: bool = False, kept: Kept | None = None
) -> tuple[FloatArray, FloatArray]:
    """The sum over the table with its error, plus the deep tail, of c or (``slope``) of T dc/dT."""
    weights = (kept or Kept(distribution)).weights
    value, error = np.zeros(table.temperature.size), np.zeros(table.temperature.size)
    deep, deep_error = _deep_tail(distribution)
    for grid, at, arrays in table.parts:
        for block, array in zip(grid.blocks, arrays, strict=True):
            open_end = not block.two_wells and distribution.largest_alpha > block.edges[-1] ** 2
            end = end_block(block, grid.band, cutoff(block, distribution), table.E_d)
            one, two = _reduced(block, weights(block, end is not None), array, open_end)
            value[at] += one
            error[at] += two
            if end is not None:
                here = table.kernel(end.gaps, table.temperature[at]).reshape(-1, COUNT**2, at.size)
                one, two = _reduced(end, weights(end), here, False)
                value[at] += one
                error[at] += two
    if distribution.frozen:
        one, two = frozen_heat(distribution, table.temperature, table.kernel, table.E_d)
        value += one
        error += two
    share = table.temperature * _share_below(table.E_d, table.temperature, slope)
    value = value + deep * share
    if table.E_d is not None:
        # what the search for the places where levels are lost may have missed
        error = error + MISSED * np.abs(value)
    return value, error + deep_error * share
