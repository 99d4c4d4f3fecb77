r"""\int dv f = sum over the intervals on which K is constant:  panels of columns that end where a level is lost.

Along a row of potentials (r or alpha fixed) the number of levels kept, K, changes where eps_{K+1} - eps_K = E_d.
Between those places c_osc of the K lowest levels is smooth, since a gap of E_d parts them from the others; at them
it jumps.  So the panels of a row are divided there: where K differs between two nodes of a panel, the step is
followed to E_d between them, and the new panels are looked at again; where the polynomial through a panel's nodes
lets a step cross E_d and back between two nodes, the panel is divided at the extremum.

The coordinate v is that of ``rows``.  A label K = EVERY says that the levels lost cannot matter.

Shapes: rows (N,); panels (P,) in the order of rows and v; points (P, 15).  Units: energies in w.
Errors: NotConverged of ``numerics.spectrum``.
Not guaranteed: that intervals of K narrower than the distance of two nodes are all found.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.plane.kept import kept, steps
from softpot.numerics.statistics.plane.rows import Points, Rows, Side, points_at
from softpot.numerics.statistics.quadrature import COUNT, NODES, interpolation

__all__ = ["Aligned", "aligned", "patterns"]

IntArray = NDArray[np.intp]
BoolArray = NDArray[np.bool_]

LARGE = 1e3
ROUNDS = 6
HIDDEN_ROUNDS = 3
NARROW = 1e-7
FINEST = 1e-10
SLIVER = 1e-3
_FINE = np.linspace(-1.0, 1.0, 57)
_TO_FINE = interpolation(NODES, _FINE)


@dataclass(frozen=True)
class Aligned:
    """Panels of all rows: row number, ends in v, K (0 where it is not constant), and the points (P * 15)."""

    row: IntArray
    low: FloatArray
    high: FloatArray
    label: IntArray
    points: Points


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
    side: Side,
    rows: Rows,
    index: IntArray,
    low: FloatArray,
    high: FloatArray,
    n: IntArray,
    least: float,
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
        done = (np.abs(value) < least) | (high[live] - low[live] < least * width[live])
        live = live[~done]
    return root


def _cuts(
    side: Side,
    rows: Rows,
    index: IntArray,
    low: FloatArray,
    high: FloatArray,
    labels: tuple[IntArray, IntArray],
    least: float,
) -> tuple[IntArray, FloatArray]:
    """Where K changes between low and high, all changes: (number of the bracket, v)."""
    number = np.arange(low.size)
    left, right = labels
    found: list[tuple[IntArray, FloatArray]] = []
    for _ in range(8):
        if not number.size:
            break
        n = np.minimum(left, right)
        v = _roots(side, rows, index, low, high, n, least)
        found.append((number, v))
        off = max(NARROW, 10.0 * least) * (high - low)
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


def _brackets(
    side: Side,
    rows: Rows,
    row: IntArray,
    ends: FloatArray,
    labels: IntArray,
    mixed: BoolArray,
    first: bool,
) -> tuple[IntArray, FloatArray, FloatArray, IntArray, IntArray]:
    """Neighbouring nodes with different K: panel, both v, both K; at first the ends of panels are neighbours too."""
    nodes = 0.5 * ends.sum(axis=1)[:, None] + 0.5 * (ends[:, 1] - ends[:, 0])[:, None] * NODES
    if first:
        sides = [points_at(side, rows, row, ends[:, k]).label[:, None] for k in (0, 1)]
        labels = np.concatenate([sides[0], labels, sides[1]], axis=1)
        nodes = np.concatenate([ends[:, :1], nodes, ends[:, 1:]], axis=1)
        mixed = np.ones_like(mixed)
    panel, k = np.nonzero((labels[:, 1:] != labels[:, :-1]) & mixed[:, None])
    return panel, nodes[panel, k], nodes[panel, k + 1], labels[panel, k], labels[panel, k + 1]


def aligned(side: Side, rows: Rows, least: float = FINEST) -> Aligned:
    """The panels of the rows u (N,), each with K constant, divided where a step is E_d to within `least` w."""
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
        brackets = _brackets(side, rows, row, ends, labels, divide, turn == 0)
        if brackets[0].size:
            panel, low, high, left, right = brackets
            number, cut = _cuts(side, rows, row[panel], low, high, (left, right), least)
            places.append((panel[number], cut))
            divide[panel] = True
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
    wide = (made.label > 0) | (made.high - made.low > SLIVER)
    for row, name in zip(made.row[wide], made.label[wide], strict=True):
        if not found[row] or found[row][-1] != name:
            found[row].append(int(name))
    return [tuple(f) for f in found]
