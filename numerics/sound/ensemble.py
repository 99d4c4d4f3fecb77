r"""S(eps, tau) = \int\int d D_1 d D_2 sum_{n<m} y_nm^2 (p_n - p_m) delta(eps - eps_m + eps_n),  over all levels.

The plane of potentials is cut into cells, with one potential anywhere in each; a cell counts as a box of energies,
eps_nm +- |d eps_nm/d x| dx/2 along the cell's finer side x, so that bins of energy are filled smoothly.  Cells are
graded towards D_1 = 0, where tunnelling lives.  The relaxational part:

    Gamma_nm = G y_nm^2 |eps_nm|^3 (N or N + 1)
    S_rel = (1/(pi tau)) \int\int sum_k c_k^2 omega l_k/(omega^2 + l_k^2)

l_k and v_k being those of the symmetrised matrix of rates, c_k = sum_n v_k(n) sqrt(p_n) y_nn.  Both depend on omega
and G by omega/G alone.

Shapes: bins (B,), temperatures (K,), frequencies (F,).  Units: energies in w, omega and rates in w/hbar.
Accuracy: that of a sum over cells, some per cent over the square root of their number; two seeds show it.
Errors: none.
Not guaranteed: anything outside of the energies, temperatures and frequencies it was made for.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992); the rates are those of one phonon, by the golden rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.spectrum.potential.reduced import Reduced, reduce_quartic
from softpot.numerics.spectrum.potential.semiclassical import allowed_regions, landscape, states_in
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre, wells_of_top

__all__ = ["Cells", "Sums", "flat_cells", "one_phonon_rates", "sea_gull_cells", "summed"]

DIGITS = 12.0
LARGEST_COUNT = 44
WIDEST = 64.0
"""The curvature a of the deepest well beyond which no quantum is below 16 w."""
OCCUPIED = 15.0


@dataclass(frozen=True)
class Cells:
    """One potential a cell: (alpha, beta) about the barrier's top, area of the cell, and the derivative of (D_2, D_1)
    along its finer side times that side's length."""

    alpha: FloatArray
    beta: FloatArray
    weight: FloatArray
    along_D_2: FloatArray
    along_D_1: FloatArray


@dataclass(frozen=True)
class Sums:
    """S resonant (K, B) in the bins of energy, S_rel (K, F) at the frequencies over G."""

    resonant: FloatArray
    relaxational: FloatArray


def _matters(a: FloatArray, height: FloatArray, temperature: float) -> np.ndarray:
    return np.asarray((a < WIDEST) | (height < OCCUPIED * temperature))


def _graded(upper: float, start: float, ratio: float, coarse: float) -> FloatArray:
    """Edges from 0 to upper: [0, start], growing by a ratio up to a width of coarse (1 + x/6)."""
    edges = [0.0, start]
    while edges[-1] < upper:
        edges.append(edges[-1] + min(edges[-1] * (ratio - 1.0), coarse * (1.0 + edges[-1] / 6.0)))
    return np.array(edges)


def sea_gull_cells(temperature: float, seed: int, fineness: float = 1.0) -> Cells:
    """Cells of P = |eta| P_0: uniform in (D_2, D_1), both signs of D_1 counted; up to this temperature."""
    source = np.random.default_rng(seed)
    parts = []
    bounds = ((-24.0, -14.0, 40), (-14.0, -6.0, 90), (-6.0, 6.0, 120), (6.0, WIDEST, 90))
    for low, high, number in bounds:
        edges = np.linspace(low, high, max(int(number * fineness), 2) + 1)
        for one, two in pairwise(edges):
            upper = _outer_D_1(0.5 * (one + two), temperature)
            grid = _graded(upper, 1e-4, 1.0 + 0.2 / fineness, 0.12 / fineness)
            width = np.diff(grid)
            D_1 = grid[:-1] + width * source.uniform(size=width.size)
            D_2 = one + (two - one) * source.uniform(size=width.size)
            parts.append((D_2, D_1, 2.0 * width * (two - one), width))
    D_2, D_1, weight, width = (np.concatenate(p) for p in zip(*parts, strict=True))
    alpha, beta, _, _ = from_centre(D_2, D_1)
    return Cells(alpha, beta, weight, np.zeros_like(width), width)


def _outer_D_1(D_2: float, temperature: float) -> float:
    D_1 = np.geomspace(1e-3, 400.0, 800)
    alpha, beta, a, _ = from_centre(np.full(D_1.size, D_2), D_1)
    two = alpha < 0.0
    height = np.full(D_1.size, np.inf)
    height[two] = wells_of_top(alpha[two], beta[two]).height
    return float(D_1[np.flatnonzero(_matters(a, height, temperature))[-1]])


def flat_cells(temperature: float, seed: int, fineness: float = 1.0) -> Cells:
    """Cells of P = const: uniform in (alpha, beta), both signs of beta counted; two wells up to |alpha| = 24."""
    source = np.random.default_rng(seed)
    parts = []
    for low, high, number in (
        (-24.0, -14.0, 30),
        (-14.0, -5.0, 80),
        (-5.0, 0.0, 90),
        (0.0, 6.0, 70),
        (6.0, WIDEST, 90),
    ):
        edges = np.linspace(low, high, max(int(number * fineness), 2) + 1)
        for one, two in pairwise(edges):
            upper = _outer_beta(0.5 * (one + two), temperature)
            grid = _graded(upper, 1e-4, 1.0 + 0.2 / fineness, 0.05 / fineness)
            width = np.diff(grid)
            beta = grid[:-1] + width * source.uniform(size=width.size)
            alpha = one + (two - one) * source.uniform(size=width.size)
            inside = (alpha <= 0.0) | (beta * beta <= 32.0 * alpha / 9.0)
            # d D_1 d D_2 / |alpha| = d alpha d beta / 2 for each sign of beta
            weight = np.where(inside, width * (two - one), 0.0)
            parts.append((alpha, beta, weight, width))
    alpha, beta, weight, width = (np.concatenate(p) for p in zip(*parts, strict=True))
    used = weight > 0.0
    alpha, beta, weight, width = (v[used] for v in (alpha, beta, weight, width))
    return Cells(
        alpha, beta, weight, -0.75 * beta * width, (0.5 * alpha - 0.375 * beta * beta) * width
    )


def _outer_beta(alpha: float, temperature: float) -> float:
    if alpha > 0.0:
        return float(np.sqrt(32.0 * (alpha + 0.5) / 9.0))
    beta = np.geomspace(1e-3, 60.0, 800)
    wells = wells_of_top(np.full(beta.size, min(alpha, -1e-9)), beta)
    return float(beta[np.flatnonzero(_matters(wells.a, wells.height, temperature))[-1]])


def _counts(points: Reduced, energy: float) -> np.ndarray:
    """Levels that lie below the energy, and one more, in steps of four."""
    top = np.full_like(points.a, energy)
    land = landscape(points.a, points.b)
    first, second = states_in(
        points.a, points.b, top, allowed_regions(points.a, points.b, land, top)
    )
    found = 4 * np.ceil((first + second + 2.0) / 4.0)
    return np.asarray(np.minimum(found, LARGEST_COUNT), dtype=np.intp)


def summed(
    cells: Cells,
    edges: FloatArray,
    temperature: FloatArray,
    frequency: FloatArray,
    relaxing: bool = True,
) -> Sums:
    """Both parts of S: in the bins between the edges of energy, and at omega/G = frequency."""
    resonant = np.zeros((temperature.size, edges.size - 1))
    relaxational = np.zeros((temperature.size, frequency.size))
    points = reduce_quartic(cells.alpha, cells.beta)
    counts = _counts(points, OCCUPIED * float(temperature.max()) + float(edges[-1]))
    for count in np.unique(counts):
        every = np.flatnonzero(counts == count)
        for start in range(0, every.size, 512):
            at = every[start : start + 512]
            levels, elements = levels_and_elements(points.take(at), int(count), DIGITS)
            for k, i in enumerate(at):
                _add_resonant(resonant, cells, i, levels[k], elements[k], edges, temperature)
                if relaxing:
                    _add_relaxational(
                        relaxational,
                        cells.weight[i],
                        levels[k],
                        elements[k],
                        temperature,
                        frequency,
                    )
    return Sums(resonant / np.diff(edges), relaxational / (np.pi * temperature)[:, None])


def _occupied(levels: FloatArray, temperature: FloatArray) -> FloatArray:
    """p_n (K, L)."""
    weights = np.exp(-(levels - levels[0]) / temperature[:, None])
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _add_resonant(
    total: FloatArray, cells: Cells, i: int, levels: FloatArray, Y: FloatArray, edges: FloatArray,
    temperature: FloatArray,
) -> None:  # fmt: skip
    n, m = np.triu_indices(levels.size, 1)
    gap = levels[m] - levels[n]
    y = Y - 0.25 * cells.beta[i] * np.eye(levels.size)
    first, second = np.diag(y), np.einsum("ij,ji->i", y, y)
    reach = np.abs(
        (second[m] - second[n]) * cells.along_D_2[i] + (first[m] - first[n]) * cells.along_D_1[i]
    )
    near = (gap - 0.5 * reach < edges[-1]) & (gap + 0.5 * reach > edges[0])
    n, m, gap, reach = n[near], m[near], gap[near], np.maximum(reach[near], 1e-12)
    # a box that would begin below zero is folded back
    below = (edges[None, :] - gap[:, None]) / reach[:, None] + 0.5
    share = np.diff(np.clip(below, 0.0, 1.0), axis=1)
    folded = (-edges[None, :] - gap[:, None]) / reach[:, None] + 0.5
    share -= np.diff(np.clip(folded, 0.0, 1.0), axis=1)
    p = _occupied(levels, temperature)
    total += cells.weight[i] * ((p[:, n] - p[:, m]) * Y[n, m] ** 2) @ share


def _add_relaxational(
    total: FloatArray, weight: float, levels: FloatArray, Y: FloatArray, temperature: FloatArray, frequency: FloatArray
) -> None:  # fmt: skip
    gap = np.abs(levels[:, None] - levels[None, :])
    square = Y * Y
    p = _occupied(levels, temperature)
    for k, tau in enumerate(temperature):
        used = int(np.searchsorted(-p[k], -1e-9))
        if used < 2:
            continue
        rates = one_phonon_rates(gap[:used, :used], square[:used, :used], float(tau))
        values, vectors = np.linalg.eigh(rates)
        c = (np.sqrt(p[k, :used]) * np.diag(Y)[:used]) @ vectors
        rate = np.maximum(values[1:], 1e-300)
        total[k] += weight * (c[1:] ** 2 * rate) @ (frequency / (frequency**2 + rate[:, None] ** 2))


def one_phonon_rates(gap: FloatArray, square: FloatArray, tau: float) -> FloatArray:
    """The symmetrised matrix of rates for G = 1, whose eigenvalues are the rates of relaxation, the lowest zero."""
    z = gap / tau
    safe = np.maximum(z, 1e-12)
    cube = square * gap**3
    with np.errstate(over="ignore"):
        coupled = -cube / (2.0 * np.sinh(np.minimum(0.5 * safe, 300.0)))
        upward = cube / np.expm1(np.minimum(safe, 600.0))
    downward = cube + upward
    np.fill_diagonal(coupled, 0.0)
    # level n loses to higher ones by absorption, to lower ones by emission
    higher = np.triu(np.ones_like(gap), 1)
    out = (upward * higher).sum(axis=1) + (downward * higher.T).sum(axis=1)
    return np.asarray(coupled + np.diag(out))
