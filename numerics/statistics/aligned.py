r"""\int dv f = sum over the intervals on which K is constant:  panels of columns that end where a level is lost.

Along a row of potentials (r or alpha fixed) the number of levels kept, K, changes where eps_{K+1} - eps_K = E_d.
Between those places c_osc of the K lowest levels is smooth, since a gap of E_d parts them from the others; at them
it jumps.  So the panels of a row are divided there: where K differs between two nodes of a panel, the step is
followed to E_d between them, and the new panels are looked at again; where the polynomial through a panel's nodes
lets a step cross E_d and back between two nodes, the panel is divided at the extremum.

The column coordinate v is s for potentials with one well; for those with two it is beta over the smallest asymmetry
that matters for v < 1 and logarithmic above.  K is labelled EVERY where the levels lost cannot matter.

Shapes: rows (N,); panels (P,) in the order of rows and v; points (P, 15).  Units: energies in w.
Errors: NotConverged of ``numerics.spectrum``.
Not guaranteed: that intervals of K narrower than the distance of two nodes are all found.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .geometry import FloatArray, wells_of_top
from .grid import LEVEL_REACH, Band, gaps_of, outer_beta
from .kept import highest_kept, kept, label, steps
from .quadrature import COUNT, NODES, interpolation

__all__ = ["Aligned", "Points", "Rows", "Side", "aligned", "patterns", "points_at", "rows_of"]

IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]

REACH = 24.0
LARGE = 1e3
NEAR = 6.0
ROUNDS = 6
HIDDEN_ROUNDS = 3
NARROW = 1e-7
_FINE = np.linspace(-1.0, 1.0, 57)
_TO_FINE = interpolation(NODES, _FINE)


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
class Aligned:
    """Panels of all rows: row number, ends in v, K (0 where it is not constant), and the points (P * 15)."""

    row: IntArray
    low: FloatArray
    high: FloatArray
    label: IntArray
    points: Points


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
    growth = np.log(outer_beta(-u, side.band) / inner) / (side.edges[-1] - 1.0)
    return Rows(u, inner, growth)


def _gaps(side: Side, alpha: FloatArray, beta: FloatArray, a: FloatArray) -> FloatArray:
    """Gaps up to the first step above E_d or, where there is none, as far as they matter."""
    far = max(LEVEL_REACH * side.band.high, side.reach + side.E_d)
    near = min(NEAR * side.E_d, far)
    found = gaps_of(alpha, beta, a, side.two_wells, near)
    if near == far:
        return found
    # all levels below `near` are known, so that the ladder ends where its last level lies E_d below that
    open_end = np.flatnonzero(highest_kept(found, side.E_d) > near - side.E_d)
    known = np.isfinite(steps(found)) & (steps(found) > side.E_d)
    open_end = open_end[~known[open_end].any(axis=1)]
    if not open_end.size:
        return found
    more = gaps_of(alpha[open_end], beta[open_end], a[open_end], side.two_wells, far)
    width = max(found.shape[1], more.shape[1])
    result = np.full((alpha.size, width), np.inf)
    result[:, : found.shape[1]] = found
    result[open_end] = np.inf
    result[open_end, : more.shape[1]] = more
    return result


def points_at(side: Side, rows: Rows, index: IntArray, v: FloatArray) -> Points:
    """The potentials at (rows.u[index], v), arrays (M,)."""
    u = rows.u[index]
    if side.two_wells:
        inner, growth = rows.inner[index], rows.growth[index]
        outside = v > 1.0
        beta = inner * np.where(outside, np.exp(growth * np.maximum(v - 1.0, 0.0)), v)
        alpha = -u
        wells = wells_of_top(alpha, beta)
        a, b = wells.a, 2.0 * wells.s * np.sqrt(wells.a)
        measure = 2.0 * u * np.where(outside, growth * beta, inner)
    else:
        alpha, beta = u * u, 2.0 * u * v
        a, b = alpha, beta
        measure = 8.0 * u**4
    gaps = _gaps(side, alpha, beta, a)
    return Points(alpha, beta, a, b, measure, gaps, label(gaps, side.E_d, side.reach))


def _panel_points(side: Side, rows: Rows, row: IntArray, ends: FloatArray) -> Points:
    middle, half = 0.5 * (ends[:, 0] + ends[:, 1]), 0.5 * (ends[:, 1] - ends[:, 0])
    v = middle[:, None] + half[:, None] * NODES
    return points_at(side, rows, np.repeat(row, COUNT), v.ravel())


def _excess(side: Side, rows: Rows, index: IntArray, v: FloatArray, n: IntArray) -> FloatArray:
    """Negative where the ladder ends at level n and that matters: the greater of E_d - step n and gap n - reach."""
    points = points_at(side, rows, index, v)
    padded = np.pad(points.gaps, ((0, 0), (1, 1)), constant_values=np.inf)
    padded[:, 0] = 0.0
    column = np.minimum(n, padded.shape[1] - 1)
    at = np.arange(v.size)
    step = steps(padded[:, 1:])[at, column - 1]
    found = np.maximum(side.E_d - step, padded[at, column - 1] - side.reach)
    return np.asarray(np.clip(found, -LARGE, LARGE))


def _roots(
    side: Side, rows: Rows, index: IntArray, low: FloatArray, high: FloatArray, n: IntArray
) -> FloatArray:
    """Where level n + 1 begins to be dropped (Illinois); the middle where it is dropped at both ends or at none."""
    low, high = low.copy(), high.copy()
    f_low, f_high = (_excess(side, rows, index, v, n) for v in (low, high))
    width = high - low
    root = 0.5 * (low + high)
    live = np.flatnonzero(f_low * f_high < 0.0)
    for turn in range(60):
        if not live.size:
            break
        lo, hi, f, g = low[live], high[live], f_low[live], f_high[live]
        guess = (lo * g - hi * f) / (g - f) if turn % 5 != 4 else 0.5 * (lo + hi)
        value = _excess(side, rows, index[live], guess, n[live])
        root[live] = guess
        beyond = value * f > 0.0
        # Illinois: the end that stays has its value halved
        low[live], f_low[live] = np.where(beyond, guess, lo), np.where(beyond, value, 0.5 * f)
        high[live], f_high[live] = np.where(beyond, hi, guess), np.where(beyond, 0.5 * g, value)
        done = (np.abs(value) < 1e-10) | (high[live] - low[live] < 1e-10 * width[live])
        live = live[~done]
    return root


def _cuts(
    side: Side,
    rows: Rows,
    index: IntArray,
    low: FloatArray,
    high: FloatArray,
    labels: tuple[IntArray, IntArray],
) -> tuple[IntArray, FloatArray]:
    """Where K changes between low and high, all changes: (number of the bracket, v)."""
    number = np.arange(low.size)
    left, right = labels
    found: list[tuple[IntArray, FloatArray]] = []
    for _ in range(8):
        if not number.size:
            break
        n = np.minimum(left, right)
        v = _roots(side, rows, index, low, high, n)
        found.append((number, v))
        off = NARROW * (high - low)
        two = points_at(
            side, rows, np.concatenate([index, index]), np.concatenate([v - off, v + off])
        ).label
        before, after = two[: v.size], two[v.size :]
        first, second = (before != left) & (v - off > low), (after != right) & (v + off < high)
        wide = (high - low) > 1e-6
        first, second = first & wide, second & wide
        number = np.concatenate([number[first], number[second]])
        low, high, left, right, index = (
            np.concatenate([low[first], (v + off)[second]]),
            np.concatenate([(v - off)[first], high[second]]),
            np.concatenate([left[first], after[second]]),
            np.concatenate([before[first], right[second]]),
            np.concatenate([index[first], index[second]]),
        )
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _hidden(side: Side, points: Points) -> tuple[BoolArray, FloatArray]:
    """For panels of constant K: whether a step seems to cross E_d between nodes, and where, in [-1, 1]."""
    gaps = points.gaps.reshape(-1, COUNT, points.gaps.shape[1])
    ladder = steps(points.gaps).reshape(gaps.shape)
    usable = np.isfinite(ladder).all(axis=1) & (gaps.min(axis=1) < side.reach)
    sign = np.where(ladder[:, :1] > side.E_d, 1.0, -1.0)
    number = kept(points.gaps, side.E_d).reshape(-1, COUNT)[:, 0]
    order = np.arange(gaps.shape[2])[None, :]
    usable &= (order < number[:, None]) & ((ladder > side.E_d) == (sign > 0)).all(axis=1)
    safe = np.where(usable[:, None, :], ladder, side.E_d + sign)
    fine = np.einsum("fn,pnl->pfl", _TO_FINE, (safe - side.E_d) * sign)
    worst = fine.min(axis=1)
    which = worst.argmin(axis=1)
    at = np.arange(worst.shape[0])
    place = fine[at, :, which].argmin(axis=1)
    inside = np.abs(_FINE[place]) < 0.998
    return (worst[at, which] < -1e-9) & inside, _FINE[place]


def aligned(side: Side, rows: Rows) -> Aligned:
    """The panels of the rows u (N,), each with K constant."""
    count = side.edges.size - 1
    row = np.repeat(np.arange(rows.u.size), count)
    ends = np.tile(np.stack([side.edges[:-1], side.edges[1:]], axis=1), (rows.u.size, 1))
    done: list[tuple[IntArray, FloatArray, IntArray, Points]] = []
    for turn in range(ROUNDS):
        points = _panel_points(side, rows, row, ends)
        labels = points.label.reshape(-1, COUNT)
        mixed = (labels != labels[:, :1]).any(axis=1)
        middle, half = 0.5 * ends.sum(axis=1), 0.5 * (ends[:, 1] - ends[:, 0])
        divide = mixed & (half > NARROW) if turn < ROUNDS - 1 else np.zeros_like(mixed)
        places: list[tuple[IntArray, FloatArray]] = []
        if divide.any():
            panel, k = np.nonzero((labels[:, 1:] != labels[:, :-1]) & divide[:, None])
            v = middle[panel, None] + half[panel, None] * NODES
            at = np.arange(panel.size)
            number, cut = _cuts(
                side,
                rows,
                row[panel],
                v[at, k],
                v[at, k + 1],
                (labels[panel, k], labels[panel, k + 1]),
            )
            places.append((panel[number], cut))
        if turn < HIDDEN_ROUNDS:
            hidden, place = _hidden(side, points)
            at = np.flatnonzero(hidden & ~mixed & (half > 1e-4))
            places.append((at, middle[at] + half[at] * place[at]))
            divide[at] = True
        ready = np.flatnonzero(~divide)
        done.append(
            (
                row[ready],
                ends[ready],
                np.where(mixed, 0, labels[:, 0])[ready],
                _taken(points, ready),
            )
        )
        if not divide.any():
            break
        row, ends = _divided(row, ends, places)
    return _sorted(done)


def _taken(points: Points, panels: IntArray) -> Points:
    at = (panels[:, None] * COUNT + np.arange(COUNT)).ravel()
    return Points(
        points.alpha[at], points.beta[at], points.a[at], points.b[at], points.measure[at], points.gaps[at],
        points.label[at],
    )  # fmt: skip


def _divided(
    row: IntArray, ends: FloatArray, places: list[tuple[IntArray, FloatArray]]
) -> tuple[IntArray, FloatArray]:
    """The panels named in `places`, divided there."""
    panel = np.concatenate([p for p, _ in places])
    cut = np.concatenate([c for _, c in places])
    rows: list[int] = []
    made: list[tuple[float, float]] = []
    for k in np.unique(panel):
        low, high = ends[k]
        marks = np.unique(np.concatenate([[low, high], cut[panel == k]]))
        marks = marks[np.concatenate([[True], np.diff(marks) > 1e-9 * (high - low)])]
        marks[-1] = high
        rows += [int(row[k])] * (marks.size - 1)
        made += list(pairwise(marks))
    return np.array(rows, dtype=np.intp), np.array(made)


def _sorted(done: list[tuple[IntArray, FloatArray, IntArray, Points]]) -> Aligned:
    row = np.concatenate([d[0] for d in done])
    ends = np.concatenate([d[1] for d in done])
    names = np.concatenate([d[2] for d in done])
    width = max(d[3].gaps.shape[1] for d in done)
    padded = [
        np.pad(d[3].gaps, ((0, 0), (0, width - d[3].gaps.shape[1])), constant_values=np.inf)
        for d in done
    ]
    one = {
        name: np.concatenate([getattr(d[3], name) for d in done])
        for name in ("alpha", "beta", "a", "b", "measure", "label")
    }
    points = Points(**one, gaps=np.concatenate(padded))
    order = np.lexsort((ends[:, 0], row))
    return Aligned(row[order], ends[order, 0], ends[order, 1], names[order], _taken(points, order))


def patterns(made: Aligned, count: int) -> list[tuple[int, ...]]:
    """The numbers of levels kept that follow each other along each row."""
    found: list[list[int]] = [[] for _ in range(count)]
    for row, name in zip(made.row, made.label, strict=True):
        if not found[row] or found[row][-1] != name:
            found[row].append(int(name))
    return [tuple(f) for f in found]
