r"""S(eps, tau)/tanh(eps/2 tau) over cells in each of which every excitation is linear:  the plane is cut until
that holds.

    S(eps, tau)/tanh(eps/2 tau) = \int\int d D_1 d D_2 sum_{n<m} y_nm^2 (p_n + p_m) delta(eps - eps_m + eps_n)

Coordinates: a, the curvature of the deepest well, and its shape, 0 <= s <= 1:

    D_2 = a (1 - 3 s^2/2),   D_1 = a^(3/2) s (1 - s^2),   d D_2 d D_1 = a^(3/2) da ds

beyond the fold s = (2 sqrt2/3) cosh phi.  In a cell the energy of a pair of levels is its value at the middle and two
derivatives (Hellmann and Feynman): over the cell it is spread as the sum of two uniform numbers, a trapezoid.  A
cell is halved along the side where second-order perturbation theory bends a pair that counts, where its matrix
element changes, or where two levels that tunnel would cross.

Shapes: bins (B,), temperatures (K,).  Units: energies in w.
Accuracy: two finenesses show it.  In bins of a per cent S at T = 0 is off by 5 per cent at fineness 0.7, but what
higher temperatures add by a tenth of that, as both are made of the same cells.
Errors: none.
Not guaranteed: energies beyond 40 w, temperatures beyond 5 w/k_B.
Source: G. Gilat, L. J. Raubenheimer, Phys. Rev. 144, 390 (1966), for linear cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.potential.semiclassical import allowed_regions, landscape, states_in
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["Parts", "cut_plane", "sums_over"]

DIGITS = 12.0
FOLD = 2.0 * np.sqrt(2.0) / 3.0
ROUND = 0.5 * np.log(2.0)
"""phi of two equal wells."""
WIDEST = 420.0
HIGHEST_LEVEL = 85.0
MOST_LEVELS = 40
DEPTH = 14
BENT = 0.02
"""Of its energy and reach, by how much a pair may bend over half a cell."""
TURNED = 0.02
"""The square of the change of a matrix element over a cell that counts."""
SMALLEST_SPLITTING = 0.002
COUNTS = 0.001
"""Occupation times oscillator strength below which a pair is not looked at."""
FARTHEST_GAP = 45.0
BATCH = 256


@dataclass(frozen=True)
class Parts:
    """Cells by their middles and sides: a, its side; whether two wells; s or phi, its side."""

    a: FloatArray
    side_a: FloatArray
    two: NDArray[np.bool_]
    x: FloatArray
    side_x: FloatArray

    def take(self, at: NDArray[np.intp]) -> Parts:
        """Some of them."""
        return Parts(self.a[at], self.side_a[at], self.two[at], self.x[at], self.side_x[at])

    def halves(self, along_a: NDArray[np.bool_]) -> Parts:
        """Each cut in two along one of its sides."""
        a_step = np.where(along_a, 0.25 * self.side_a, 0.0)
        x_step = np.where(along_a, 0.0, 0.25 * self.side_x)
        side_a = np.where(along_a, 0.5, 1.0) * self.side_a
        side_x = np.where(along_a, 1.0, 0.5) * self.side_x
        return Parts(
            np.concatenate([self.a - a_step, self.a + a_step]),
            np.tile(side_a, 2),
            np.tile(self.two, 2),
            np.concatenate([self.x - x_step, self.x + x_step]),
            np.tile(side_x, 2),
        )


@dataclass(frozen=True)
class Solved:
    """Levels (P, L), y^2 (P, L, L), <y> (P, L); along both sides of the cells how far the levels move (P, L), how far
    they are bent, and by how much the matrix elements change (P, L, L)."""

    levels: FloatArray
    square: FloatArray
    along: tuple[FloatArray, FloatArray]
    bent: tuple[FloatArray, FloatArray]
    turned: tuple[FloatArray, FloatArray]
    mean: FloatArray


def first_cells(fineness: float, widest: float) -> Parts:
    """Where the cutting begins."""
    edges = [0.0]
    while edges[-1] < widest:
        edges.append(edges[-1] + (0.18 + 0.07 * max(edges[-1] - 24.0, 0.0)) / fineness)
    a, side_a = _middles(np.array(edges))
    one = _middles(np.linspace(0.0, FOLD, max(int(14 * fineness), 4) + 1))
    both = _middles(np.linspace(0.0, ROUND, max(int(12 * fineness), 4) + 1))
    x = np.concatenate([one[0], both[0]])
    side_x = np.concatenate([one[1], both[1]])
    two = np.arange(x.size) >= one[0].size
    return Parts(
        np.repeat(a, x.size), np.repeat(side_a, x.size), np.tile(two, a.size),
        np.tile(x, a.size), np.tile(side_x, a.size),
    )  # fmt: skip


def _middles(edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    return 0.5 * (edges[1:] + edges[:-1]), np.diff(edges)


def shape_of(cells: Parts) -> tuple[FloatArray, FloatArray]:
    """(s, ds/dx)."""
    s = np.where(cells.two, FOLD * np.cosh(np.where(cells.two, cells.x, 0.0)), cells.x)
    return s, np.where(cells.two, FOLD * np.sinh(np.where(cells.two, cells.x, 0.0)), 1.0)


def weights(cells: Parts) -> tuple[FloatArray, FloatArray]:
    """Areas: d D_2 d D_1 for both signs of D_1, and d alpha d beta of P = const."""
    _, rise = shape_of(cells)
    area = 2.0 * cells.a**1.5 * cells.side_a * rise * cells.side_x
    top = cells.a * np.where(cells.two, -np.expm1(-2.0 * cells.x), 1.0)
    return area, 2.0 * area / top


def solved(cells: Parts, count: int) -> Solved:
    """The states of the cells' middles."""
    s, rise = shape_of(cells)
    a = cells.a
    beta = 2.0 * s * np.sqrt(a)
    levels, elements = levels_and_elements(reduce_quartic(a, beta), count, DIGITS)
    y = elements - 0.25 * beta[:, None, None] * np.eye(count)
    y2 = y @ y
    D_2 = (1.0 - 1.5 * s**2, -3.0 * a * s * rise)
    D_1 = (1.5 * np.sqrt(a) * s * (1.0 - s**2), a**1.5 * (1.0 - 3.0 * s**2) * rise)
    apart = levels[:, :, None] - levels[:, None, :]
    np.einsum("pii->pi", apart)[:] = np.inf
    apart = np.where(np.abs(apart) < 1e-9, 1e-9, apart)
    along, bent, turned = [], [], []
    for k, side in enumerate((cells.side_a, cells.side_x)):
        W = (D_2[k] * side)[:, None, None] * y2 + (D_1[k] * side)[:, None, None] * y
        along.append(np.einsum("pii->pi", W).copy())
        bent.append((W * W / apart).sum(axis=2))
        # |n> gains W_kn/(e_n - e_k) of |k>
        mixed = elements @ (W / -apart)
        turned.append(np.abs(mixed + mixed.transpose(0, 2, 1)))
    mean = np.einsum("pii->pi", y).copy()
    return Solved(
        levels, elements**2, (along[0], along[1]), (bent[0], bent[1]), (turned[0], turned[1]), mean
    )


def _counts(cells: Parts) -> NDArray[np.intp]:
    """Levels up to the highest that counts, in steps of four."""
    s, _ = shape_of(cells)
    points = reduce_quartic(cells.a, 2.0 * s * np.sqrt(cells.a))
    top = np.full_like(points.a, HIGHEST_LEVEL)
    land = landscape(points.a, points.b)
    first, second = states_in(
        points.a, points.b, top, allowed_regions(points.a, points.b, land, top)
    )
    found = 4 * np.ceil((first + second + 2.0) / 4.0)
    return np.asarray(np.minimum(found, MOST_LEVELS), dtype=np.intp)


def batches(cells: Parts) -> Iterator[tuple[NDArray[np.intp], int]]:
    """Indices of cells with as many levels, some at a time."""
    counts = _counts(cells)
    for count in np.unique(counts):
        every = np.flatnonzero(counts == count)
        for start in range(0, every.size, BATCH):
            yield every[start : start + BATCH], int(count)


def occupied(levels: FloatArray, tau: float) -> FloatArray:
    """p_n (P, L)."""
    share = np.exp(-(levels - levels[:, :1]) / tau)
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def rough(
    found: Solved, hottest: float, fineness: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(which cells are to be cut, which of them along a)."""
    levels = found.levels
    n, m = np.triu_indices(levels.shape[1], 1)
    gap = levels[:, m] - levels[:, n]
    p = occupied(levels, hottest)
    strength = gap * found.square[:, n, m]
    counted = (p[:, n] * strength > COUNTS / fineness) & (gap < FARTHEST_GAP)
    reach = [np.abs(v[:, m] - v[:, n]) for v in found.along]
    bend = [0.25 * np.abs(v[:, m] - v[:, n]) for v in found.bent]
    wide = reach[0] + reach[1]
    limit = BENT / fineness**2 * (gap + 0.5 * wide)
    distance = np.abs(found.mean[:, m] - found.mean[:, n])
    splitting = 2.0 * np.sqrt(found.square[:, n, m]) * gap / np.maximum(distance, 1e-6)
    inside = (gap < 0.8 * wide) & (wide > splitting / fineness)
    beside = (splitting > 0.08 * gap) & (wide > 0.5 / fineness * np.maximum(gap, splitting))
    crossing = (
        (splitting > SMALLEST_SPLITTING / fineness) & (inside | beside) & (gap < FARTHEST_GAP)
    )
    crossing &= p[:, n] * np.maximum(strength, splitting) > COUNTS / fineness
    change = [v[:, n, m] for v in found.turned]
    moved = (
        p[:, n] * np.minimum(gap, 4.0) * np.maximum(change[0], change[1]) ** 2
        > TURNED / fineness**2
    )
    moved &= np.maximum(change[0], change[1]) ** 2 > TURNED / fineness**2 * found.square[:, n, m]
    moved &= gap < FARTHEST_GAP
    bad = (counted & (bend[0] + bend[1] > limit)) | crossing | moved
    which = bad.any(axis=1)
    scale = np.where(bad, 1.0 / limit, 0.0)
    # what bends, and where levels cross what moves them
    ranks = [
        ((b + np.where(crossing, r, 0.0)) * scale + np.where(moved, c, 0.0)).max(axis=1)
        for b, r, c in zip(bend, reach, change, strict=True)
    ]
    return which, ranks[0] > ranks[1]


def cut_plane(
    hottest: float,
    fineness: float = 1.0,
    widest: float = WIDEST,
    show: Callable[[str], None] | None = None,
) -> Parts:
    """The cells, for temperatures up to the hottest; a up to the widest."""
    todo, done = first_cells(fineness, widest), []
    for _ in range(DEPTH):
        cut = np.zeros(todo.a.size, dtype=np.bool_)
        along_a = np.zeros(todo.a.size, dtype=np.bool_)
        for at, count in batches(todo):
            cut[at], along_a[at] = rough(solved(todo.take(at), count), hottest, fineness)
        done.append(todo.take(np.flatnonzero(~cut)))
        if show is not None:
            show(f"{todo.a.size} cells, {int(cut.sum())} of them to be cut")
        if not cut.any():
            break
        at = np.flatnonzero(cut)
        todo = todo.take(at).halves(along_a[at])
    else:
        done.append(todo)
    return Parts(
        *(
            np.concatenate([getattr(d, k) for d in done])
            for k in ("a", "side_a", "two", "x", "side_x")
        )
    )


def _below(x: FloatArray, gap: FloatArray, wide: FloatArray, narrow: FloatArray) -> FloatArray:
    """The share of a trapezoid (the sum of two uniform numbers) below x."""
    t = x - gap
    total = np.zeros_like(t)
    for s_w in (1.0, -1.0):
        for s_n in (1.0, -1.0):
            u = np.maximum(t + 0.5 * (s_w * wide + s_n * narrow), 0.0)
            total += s_w * s_n * u * u
    return np.clip(total / (2.0 * wide * narrow), 0.0, 1.0)


def sums_over(
    cells: Parts, edges: FloatArray, temperature: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Averages of S/tanh(eps/2 tau) over the bins (K, B): uniform measure, P = const."""
    bins = edges.size - 1
    sums = np.zeros((2, temperature.size, bins))
    measure = weights(cells)
    for at, count in batches(cells):
        found = solved(cells.take(at), count)
        levels = found.levels
        n, m = np.triu_indices(count, 1)
        gap = levels[:, m] - levels[:, n]
        p = [occupied(levels, float(t)) for t in temperature]
        hot = p[-1][:, n] * found.square[:, n, m] * np.minimum(gap, 1.0)
        reach = np.array([np.abs(v[:, m] - v[:, n]) for v in found.along])
        wide = np.maximum(reach.max(axis=0), 1e-5 * gap + 1e-9)
        narrow = np.maximum(reach.min(axis=0), 1e-3 * wide)
        half = 0.5 * (wide + narrow)
        near = (hot > 1e-9) & (gap - half < edges[-1]) & (gap + half > edges[0])
        row, pair = np.nonzero(near)
        gap, wide, narrow, half = (v[row, pair] for v in (gap, wide, narrow, half))
        square = found.square[row, n[pair], m[pair]]
        share = np.array([(q[row, n[pair]] + q[row, m[pair]]) * square for q in p])
        for sign in (1.0, -1.0):  # what would lie below zero is folded back
            used = np.flatnonzero(gap < half) if sign < 0 else np.arange(gap.size)
            g = sign * gap[used]
            first = np.clip(np.searchsorted(edges, g - half[used], "right") - 1, 0, bins - 1)
            last = np.clip(np.searchsorted(edges, g + half[used], "left") - 1, 0, bins - 1)
            size = np.maximum(last - first + 1, 0)
            owner = np.repeat(np.arange(used.size), size)
            k = np.arange(owner.size) - np.repeat(np.cumsum(size) - size, size) + first[owner]
            w, s = wide[used][owner], narrow[used][owner]
            part = _below(edges[k + 1], g[owner], w, s) - _below(edges[k], g[owner], w, s)
            for d in range(2):
                area = measure[d][at[row[used[owner]]]] * part
                for t in range(temperature.size):
                    sums[d, t] += np.bincount(k, area * share[t][used[owner]], bins)
    return sums[0] / np.diff(edges), sums[1] / np.diff(edges)
