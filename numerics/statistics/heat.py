r"""c(T) = \int\int d eta d t P(eta, t) c_osc,   c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2 over all levels.

The levels are those of a ``SpectrumGrid``, which depends on neither T nor P; for a set of temperatures
``heat_table`` keeps c_osc of every potential listed, after which a curve for any P is a weighted sum:

    table = heat_table(T);  specific_heat(T, distribution, table)

Two-level systems deeper than the grid (|alpha| > 6000) add (pi^2/6) T \int 2 |alpha| P_0 d alpha/(d Delta/d beta),
exact there to 1e-9, since what tunnels is frozen and vibrations lie above 200 w.

Shapes: T (K,); results (K,).  Units: T in w/k_B; c in k_B times ``distribution.unit``.
Range: 1e-3 <= T <= 5.
Accuracy: 1e-6 relative for P_0 that vary over no less than a few eta_L; ``Curve.error`` is the estimate.
Errors: TypeError or ValueError in one sentence.
Not guaranteed: the estimate is the difference of two quadrature rules, not a bound.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), text below Eq. (12).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from numerics.spectrum.exact import shown

from .anharmonic import well_levels
from .arguments import require_distribution, temperatures
from .distribution import Distribution
from .ends import cutoff, end_block
from .geometry import FloatArray, wells_of_top
from .grid import BANDS, DEEPEST, Block, SpectrumGrid, band_of, spectrum_grid
from .quadrature import COUNT, GAUSS, KRONROD, error_of, panel_nodes, partial

__all__ = [
    "Curve",
    "HeatTable",
    "capacity",
    "heat_table",
    "slope_of_capacity",
    "specific_heat",
    "summed",
    "table_of",
]

LARGEST_EXPONENT = 60.0


@dataclass(frozen=True)
class Curve:
    """value(x) with an estimate of its absolute error, and the unit of both."""

    x: FloatArray
    value: FloatArray
    error: FloatArray
    unit: str


def capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """c_osc/k_B, shape (P, K), of spectra with gaps eps_n - eps_1 (P, L), +inf where there is no level."""
    return _cumulants(gaps, temperature, False)


def slope_of_capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """T d c_osc/d T, from the third cumulant of the energy."""
    return _cumulants(gaps, temperature, True)


def _cumulants(gaps: FloatArray, temperature: FloatArray, third: bool) -> FloatArray:
    result = np.empty((gaps.shape[0], temperature.size))
    number = np.isfinite(gaps).sum(axis=1)
    for count in np.unique(number):
        rows = np.flatnonzero(number == count)
        step = max(1, 40_000 // max(int(count), 1))
        for start in range(0, rows.size, step):
            at = rows[start : start + step]
            here = gaps[at, : int(count)]
            for k, value in enumerate(temperature):
                z = here / value
                weight = np.exp(-z)
                total = 1.0 + weight.sum(axis=1)
                first = weight * z
                mean = first.sum(axis=1) / total
                second = np.einsum("pl,pl->p", first, z) / total
                spread = second - mean * mean
                if third:
                    cube = np.einsum("pl,pl,pl->p", first, z, z) / total
                    spread = cube - 3.0 * mean * second + 2.0 * mean**3 - 2.0 * spread
                result[at, k] = spread
    return result


Kernel = Callable[[FloatArray, FloatArray], FloatArray]


@dataclass(frozen=True)
class HeatTable:
    """c_osc/k_B of every potential of the grids, for these temperatures.

    parts: for each band in use, the indices of its temperatures and one array (panels, 225, K) per block.
    kernel: what is tabulated, for potentials that only a distribution's cutoff adds.
    """

    temperature: FloatArray
    parts: tuple[tuple[SpectrumGrid, NDArray[np.intp], tuple[FloatArray, ...]], ...]
    kernel: Kernel = field(default=capacity, repr=False)


def table_of(temperature: FloatArray, kernel: Kernel) -> HeatTable:
    """The kernel of every potential of the grids (``capacity`` or ``slope_of_capacity``)."""
    number = band_of(temperature)
    parts = []
    for band in range(len(BANDS)):
        at = np.flatnonzero(number == band)
        if at.size:
            grid = spectrum_grid(band)
            arrays = tuple(
                kernel(block.gaps, temperature[at]).reshape(-1, COUNT * COUNT, at.size)
                for block in grid.blocks
            )
            parts.append((grid, at, arrays))
    return HeatTable(temperature, tuple(parts), kernel)


def heat_table(temperature: object) -> HeatTable:
    """c_osc of every potential of the grids at these temperatures (w/k_B); 0.3 MB and some ms for each."""
    return table_of(temperatures(temperature), capacity)


def row_weights(
    block: Block, distribution: Distribution, whole: bool = False
) -> tuple[FloatArray, FloatArray]:
    """(R, 15) weights of both rules along the rows, up to the distribution's cutoff, or to the last edge before it."""
    cut = cutoff(block, distribution)
    if whole:
        cut = float(block.edges[block.edges < cut][-1])
    kronrod, gauss = [], []
    for low, high in zip(block.edges[:-1], block.edges[1:], strict=True):
        upper = 1.0 if cut == inf else (2.0 * cut - low - high) / (high - low)
        one, two = partial(float(upper))
        kronrod.append(one * 0.5 * (high - low))
        gauss.append(two * 0.5 * (high - low))
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
    error = error_of(rows[:, 0], rows[:, 1], np.abs(rows[:, 0])).sum(axis=0)
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


def summed(
    table: HeatTable, distribution: Distribution, tail_power: float
) -> tuple[FloatArray, FloatArray]:
    """The sum over the table with its error, plus tail_power (1 for c, 1 for T dc/dT) times the deep tail."""
    value, error = np.zeros(table.temperature.size), np.zeros(table.temperature.size)
    deep, deep_error = _deep_tail(distribution)
    for grid, at, arrays in table.parts:
        for block, array in zip(grid.blocks, arrays, strict=True):
            open_end = not block.two_wells and distribution.largest_alpha > block.edges[-1] ** 2
            end = end_block(block, grid.band, cutoff(block, distribution))
            one, two = _reduced(
                block, weighted(block, distribution, end is not None), array, open_end
            )
            value[at] += one
            error[at] += two
            if end is not None:
                here = table.kernel(end.gaps, table.temperature[at]).reshape(-1, COUNT**2, at.size)
                one, two = _reduced(end, weighted(end, distribution), here, False)
                value[at] += one
                error[at] += two
    value += tail_power * deep * table.temperature
    return value, error + deep_error * table.temperature


def specific_heat(
    temperature: object, distribution: Distribution, table: HeatTable | None = None
) -> Curve:
    """c(T) in k_B times ``distribution.unit``, with error estimates.

    temperature: T in w/k_B, a number or a one-dimensional array, 1e-3 to 5.
    table: what ``heat_table`` made for the same temperatures; made anew unless given.
    Raises ValueError or TypeError (see the module text).
    """
    values = temperatures(temperature)
    require_distribution(distribution)
    if table is None:
        table = table_of(values, capacity)
    elif not isinstance(table, HeatTable):
        raise TypeError(
            f"table is {shown(table)}, but what heat_table made is needed because it holds the levels' heat"
        )
    elif not np.array_equal(table.temperature, values):
        raise ValueError(
            "the table was made for other temperatures, but the same ones are needed because each has a column"
        )
    value, error = summed(table, distribution, 1.0)
    # below its error a sum over an interpolated end of the range may even be negative, which c is not
    return Curve(values, np.maximum(value, 0.0), error, distribution.unit)
