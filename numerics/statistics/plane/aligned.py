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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.plane.kept import kept_by, steps
from softpot.numerics.statistics.plane.rows import (
    Points,
    Rows,
    Side,
    pair_in,
    pairs_at,
    points_at,
    rising,
)
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
_SHORT = 1e-4
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


def _panel_points(
    side: Side, rows: Rows, row: IntArray, ends: FloatArray, border: Points | None
) -> Points:
    """The points of all panels; where E_12 > E_d at the end at which it is least only the ground state is left, and
    no levels are computed. `border`: the points at the ends of all panels, where they are known."""
    middle, half = 0.5 * (ends[:, 0] + ends[:, 1]), 0.5 * (ends[:, 1] - ends[:, 0])
    v = middle[:, None] + half[:, None] * NODES
    alone = rising(side, rows, row)
    which = np.flatnonzero(alone)
    if border is not None:
        here = border.label[_first_end(row, np.arange(row.size)) + (not side.two_wells)][which]
    elif which.size:
        here = points_at(side, rows, row[which], v[which, 0 if side.two_wells else -1]).label
    else:
        here = which
    alone[which] = here == 1
    index = np.repeat(row, COUNT)
    return points_at(side, rows, index, v.ravel(), np.repeat(alone, COUNT))


def _first_end(row: IntArray, panel: IntArray) -> IntArray:
    """The place of a panel's lower end among all ends: a row has one end more than panels."""
    return panel + row


def _excess(side: Side, pair: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Negative where the ladder ends at level n and that matters: the greater of E_d - step n and gap n - reach."""
    low, high = pair
    known = np.isfinite(low) & np.isfinite(high)
    step = np.where(known, high, np.inf) - np.where(known, low, 0.0)
    return np.asarray(
        np.clip(np.maximum(side.E_d - step, low - side.reach), -LARGE, LARGE), dtype=np.float64
    )


@dataclass(frozen=True)
class _Brackets:
    """Where K changes between two places of a row: number of the row, both v, both K, what is known there.

    excess: ``_excess`` of the lower K at both ends; nodes: the same at the nodes of the panel; ends: of the panel.
    """

    row: IntArray
    low: FloatArray
    high: FloatArray
    left: IntArray
    right: IntArray
    excess: tuple[FloatArray, FloatArray]
    nodes: FloatArray
    ends: FloatArray

    @property
    def number(self) -> IntArray:
        """The level beyond which levels begin to be dropped."""
        return np.minimum(self.left, self.right)


Values = Callable[[IntArray, FloatArray], FloatArray]


def _followed(
    value_of: Values,
    ends: tuple[FloatArray, FloatArray],
    excess: tuple[FloatArray, FloatArray],
    least: float,
    turns: int = 60,
    guesses: Sequence[Callable[[FloatArray, FloatArray], FloatArray]] = (),
) -> tuple[FloatArray, FloatArray]:
    """Zeros between both ends by Illinois's rule, and the values there; the middle and 0 where the signs are alike.

    guesses: what to try first, made of the last places and values; what is not inside of its bracket is left out.
    """
    low, high = (end.copy() for end in ends)
    f_low, f_high = (value.copy() for value in excess)
    width, root, last = high - low, 0.5 * (low + high), np.zeros_like(low)
    live = np.flatnonzero(f_low * f_high < 0.0)
    for turn in range(turns):
        if not live.size:
            break
        lo, hi, f, g = low[live], high[live], f_low[live], f_high[live]
        guess = (lo * g - hi * f) / (g - f) if turn % 5 != 4 else 0.5 * (lo + hi)
        if turn < len(guesses):
            tried = guesses[turn](root, last)[live]
            guess = np.where((tried > lo) & (tried < hi), tried, guess)
        value = value_of(live, guess)
        root[live], last[live] = guess, value
        beyond = value * f > 0.0
        # Illinois: the end that stays has its value halved
        low[live], f_low[live] = np.where(beyond, guess, lo), np.where(beyond, value, 0.5 * f)
        high[live], f_high[live] = np.where(beyond, hi, guess), np.where(beyond, 0.5 * g, value)
        done = (np.abs(value) < least) | (high[live] - low[live] < least * width[live])
        live = live[~done]
    return root, last


def _roots(side: Side, rows: Rows, brackets: _Brackets, least: float) -> FloatArray:
    """Where level n + 1 begins to be dropped; the middle where it is dropped at both ends or at none."""
    n, (start, step) = brackets.number, _by_polynomial(brackets)

    def value_of(at: IntArray, v: FloatArray) -> FloatArray:
        return _excess(side, pairs_at(side, rows, brackets.row[at], v, n[at]))

    first = (lambda root, last: start, lambda root, last: root - step * last)
    ends = brackets.low, brackets.high
    return _followed(value_of, ends, brackets.excess, least, guesses=first)[0]


def _by_polynomial(brackets: _Brackets) -> tuple[FloatArray, FloatArray]:
    """The zero of the polynomial through a panel's nodes, and dv/df there; NaN where a node has no value."""
    start, step = np.full((2, brackets.low.size), np.nan)
    at = np.flatnonzero((np.abs(brackets.nodes) < LARGE).all(axis=1))
    if not at.size:
        return start, step
    middle, half = (0.5 * (brackets.ends[at, 1] + sign * brackets.ends[at, 0]) for sign in (1, -1))
    values = brackets.nodes[at]

    def value_of(live: IntArray, t: FloatArray) -> FloatArray:
        return np.asarray((interpolation(NODES, t) * values[live]).sum(axis=1))

    every = np.arange(at.size)
    low, high = (np.clip((v[at] - middle) / half, -1, 1) for v in (brackets.low, brackets.high))
    excess = value_of(every, low), value_of(every, high)
    t = _followed(value_of, (low, high), excess, FINEST, 12)[0]
    rise = (value_of(every, t + _SHORT) - value_of(every, t - _SHORT)) / (2.0 * _SHORT)
    start[at] = np.where(excess[0] * excess[1] < 0.0, middle + half * t, np.nan)
    step[at] = half / np.where(rise == 0.0, np.nan, rise)
    return start, step


def _cuts(side: Side, rows: Rows, brackets: _Brackets, least: float) -> tuple[IntArray, FloatArray]:
    """Where K changes between low and high, all changes: (number of the bracket, v)."""
    number = np.arange(brackets.low.size)
    found: list[tuple[IntArray, FloatArray]] = []
    for _ in range(8):
        if not number.size:
            break
        low, high, index = brackets.low, brackets.high, brackets.row
        v = _roots(side, rows, brackets, least)
        found.append((number, v))
        off = max(NARROW, 10.0 * least) * (high - low)
        two = points_at(
            side, rows, np.concatenate([index, index]), np.concatenate([v - off, v + off])
        ).label
        before, after = two[: v.size], two[v.size :]
        first = (before != brackets.left) & (v - off > low)
        second = (after != brackets.right) & (v + off < high)
        wide = (high - low) > 1e-6
        first, second = np.flatnonzero(first & wide), np.flatnonzero(second & wide)
        both = np.concatenate([first, second])
        number = number[both]
        brackets = _between(
            side, rows, index[both],
            (np.concatenate([low[first], (v + off)[second]]), np.concatenate([(v - off)[first], high[second]])),
            (
                np.concatenate([brackets.left[first], after[second]]),
                np.concatenate([before[first], brackets.right[second]]),
            ),
        )  # fmt: skip
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _between(
    side: Side,
    rows: Rows,
    row: IntArray,
    ends: tuple[FloatArray, FloatArray],
    labels: tuple[IntArray, IntArray],
) -> _Brackets:
    """Brackets of which nothing is known but their ends."""
    n = np.minimum(*labels)
    one, two = (_excess(side, pairs_at(side, rows, row, v, n)) for v in ends) if n.size else ends
    unknown = np.full((n.size, COUNT), LARGE)
    return _Brackets(row, *ends, *labels, (one, two), unknown, np.stack(ends, axis=1))


def _hidden(side: Side, points: Points) -> tuple[BoolArray, FloatArray]:
    """For panels of constant K: whether a step seems to cross E_d between nodes, and where, in [-1, 1]."""
    gaps = points.gaps.reshape(-1, COUNT, points.gaps.shape[1])
    step = steps(points.gaps)
    ladder = step.reshape(gaps.shape)
    usable = np.isfinite(ladder).all(axis=1) & (gaps.min(axis=1) < side.reach)
    sign = np.where(ladder[:, :1] > side.E_d, 1.0, -1.0)
    number = kept_by(step, side.E_d).reshape(-1, COUNT)[:, 0]
    order = np.arange(gaps.shape[2])[None, :]
    usable &= (order < number[:, None]) & ((ladder > side.E_d) == (sign > 0)).all(axis=1)
    safe = np.where(usable[:, None, :], ladder, side.E_d + sign)
    fine = _TO_FINE @ ((safe - side.E_d) * sign)
    worst = fine.min(axis=1)
    which = worst.argmin(axis=1)
    at = np.arange(worst.shape[0])
    place = fine[at, :, which].argmin(axis=1)
    inside = np.abs(_FINE[place]) < 0.998
    return (worst[at, which] < -1e-9) & inside, _FINE[place]


def _brackets(
    side: Side,
    row: IntArray,
    ends: FloatArray,
    points: Points,
    mixed: BoolArray,
    border: Points | None,
) -> tuple[IntArray, _Brackets]:
    """Neighbouring nodes with different K, and the panel of each pair; with the points at the ends of all panels
    (`border`) those are neighbours too."""
    nodes = 0.5 * ends.sum(axis=1)[:, None] + 0.5 * (ends[:, 1] - ends[:, 0])[:, None] * NODES
    gaps, labels = points.gaps, points.label
    place = np.arange(labels.size).reshape(-1, COUNT)
    if border is not None:
        first = labels.size + _first_end(row, np.arange(row.size))
        place = np.concatenate([first[:, None], place, first[:, None] + 1], axis=1)
        nodes = np.concatenate([ends[:, :1], nodes, ends[:, 1:]], axis=1)
        mixed = np.ones_like(mixed)
        gaps = _stacked([gaps, border.gaps])
        labels = np.concatenate([labels, border.label])
    names = labels[place]
    panel, k = np.nonzero((names[:, 1:] != names[:, :-1]) & mixed[:, None])
    left, right = names[panel, k], names[panel, k + 1]
    n = np.minimum(left, right)
    one, two = (_excess(side, pair_in(gaps[place[panel, i]], n)) for i in (k, k + 1))
    inner = gaps[(panel[:, None] * COUNT + np.arange(COUNT)).ravel()]
    whole = _excess(side, pair_in(inner, np.repeat(n, COUNT))).reshape(-1, COUNT)
    return panel, _Brackets(
        row[panel], nodes[panel, k], nodes[panel, k + 1], left, right, (one, two), whole, ends[panel]
    )  # fmt: skip


def aligned(side: Side, rows: Rows, least: float = FINEST) -> Aligned:
    """The panels of the rows u (N,), each with K constant, divided where a step is E_d to within `least` w."""
    count = side.edges.size - 1
    row = np.repeat(np.arange(rows.u.size), count)
    ends = np.tile(np.stack([side.edges[:-1], side.edges[1:]], axis=1), (rows.u.size, 1))
    done: list[tuple[IntArray, FloatArray, IntArray, Points]] = []
    for turn in range(ROUNDS):
        border = _borders(side, rows) if turn == 0 else None
        points = _panel_points(side, rows, row, ends, border)
        labels = points.label.reshape(-1, COUNT)
        mixed = (labels != labels[:, :1]).any(axis=1)
        middle, half = 0.5 * ends.sum(axis=1), 0.5 * (ends[:, 1] - ends[:, 0])
        divide = mixed & (half > NARROW) if turn < ROUNDS - 1 else np.zeros_like(mixed)
        places: list[tuple[IntArray, FloatArray]] = []
        panel, brackets = _brackets(side, row, ends, points, divide, border)
        if panel.size:
            number, cut = _cuts(side, rows, brackets, least)
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


def _borders(side: Side, rows: Rows) -> Points:
    """The points at the ends of the panels that all rows share, row by row."""
    index = np.repeat(np.arange(rows.u.size), side.edges.size)
    return points_at(side, rows, index, np.tile(side.edges, rows.u.size))


def _stacked(parts: list[FloatArray]) -> FloatArray:
    """Arrays of gaps (M, L) one after the other, each as wide as the widest."""
    width = max(part.shape[1] for part in parts)
    return np.concatenate(
        [np.pad(p, ((0, 0), (0, width - p.shape[1])), constant_values=np.inf) for p in parts]
    )


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
    cuts: dict[int, list[float]] = {}
    for panel, cut in places:
        for k, v in zip(panel.tolist(), cut.tolist(), strict=True):
            cuts.setdefault(k, []).append(v)
    rows: list[int] = []
    made: list[tuple[float, float]] = []
    for k in sorted(cuts):
        low, high = ends[k].tolist()
        every, least = sorted({low, high, *cuts[k]}), 1e-9 * (high - low)
        marks = [every[0], *(v for u, v in pairwise(every) if v - u > least)]
        marks[-1] = high
        rows += [int(row[k])] * (len(marks) - 1)
        made += list(pairwise(marks))
    return np.array(rows, dtype=np.intp), np.array(made)


def _sorted(done: list[tuple[IntArray, FloatArray, IntArray, Points]]) -> Aligned:
    row = np.concatenate([d[0] for d in done])
    ends = np.concatenate([d[1] for d in done])
    names = np.concatenate([d[2] for d in done])
    padded = _stacked([d[3].gaps for d in done])
    one = {
        name: np.concatenate([getattr(d[3], name) for d in done])
        for name in ("alpha", "beta", "a", "b", "measure", "label")
    }
    points = Points(**one, gaps=padded)
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
