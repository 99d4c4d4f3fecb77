r"""c(T) = \int\int d eta d t P c_K(eta, t; T):  grids of potentials without their delocalised levels.

c_K is c_osc of the K levels that are kept (``kept``); K jumps on curves in the plane of potentials, and c_K with
it.  A row is integrated between those curves (``aligned``).  As a function of the row the result is smooth but where
the order of the K along the row changes: where a curve meets an end of the rows, touches a row, or meets another
curve.  Those rows are searched for and become ends of panels, with nodes that take a square root there into account.
What is left is found by the difference of the two quadrature rules, and halved.

The grid is a ``SpectrumGrid``, for one E_d and one band of temperatures, and knows no distribution.  In a band where
levels above E_d are not excited (24 k_B T < E_d) levels are dropped point by point.

Shapes: as ``grid``.  Units: energies in w.  Errors: NotConverged of ``numerics.spectrum``.
Accuracy: grids of half the panels' sizes agree to 1e-6 of c(T), for E_d of 3, 5, 8 and 20.
Not guaranteed: the estimates of error are differences of quadrature rules, not bounds; panels in which the
order of the K still changes count with the plain difference.
Cost: the more the more curves of K matter; of processor time at 200 T up to 3, 0.9 s at E_d = 3, 1.5 s at 20,
3 s at 5, 13 s at 8.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), text below Eq. (13).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.plane.aligned import Aligned, aligned, patterns
from softpot.numerics.statistics.plane.grid import (
    BANDS,
    Band,
    Block,
    SpectrumGrid,
    block_of,
    spectrum_grid,
)
from softpot.numerics.statistics.plane.kept import truncated
from softpot.numerics.statistics.plane.rows import REACH, Side, outer_end, points_at, rows_of
from softpot.numerics.statistics.quadrature import (
    COUNT,
    GAUSS,
    KRONROD,
    NODES,
    bent,
    error_of,
    panel_nodes,
)

__all__ = ["delocalised_end", "delocalised_grid", "pointwise"]

IntArray = NDArray[np.intp]

ROUNDS = 4
TOLERANCE = 5e-7
RATIO = 4.0
TESTS = 5
COARSE = 1e-4
SHALLOW_ROWS = 12.0
_SECTIONS, _DIVISIONS = 3, 6


@dataclass(frozen=True)
class _Strip:
    """A panel of rows from low to high, the ends at which a square root is expected, and what its rows gave."""

    low: float
    high: float
    bend: tuple[bool, bool]

    @property
    def nodes(self) -> FloatArray:
        where = bent(0.5 * (NODES + 1.0), *self.bend)[0]
        return np.asarray(self.low + (self.high - self.low) * where)

    @property
    def stretch(self) -> FloatArray:
        return np.asarray(0.5 * (self.high - self.low) * bent(0.5 * (NODES + 1.0), *self.bend)[1])

    def divided(self, marks: list[float], bending: bool) -> list[_Strip]:
        """The parts between the marks; square roots are expected at marks where `bending`."""
        every = [self.low, *sorted(marks), self.high]
        least = 1e-9 * (self.high - self.low)
        every = [every[0], *(v for u, v in pairwise(every) if v - u > least)]
        every[-1] = self.high
        ends = [self.bend[0], *[bending] * (len(every) - 2), self.bend[1]]
        return [
            _Strip(u, v, (one, two))
            for u, v, one, two in zip(every, every[1:], ends, ends[1:], strict=False)
        ]


def _side(two_wells: bool, band: Band, E_d: float) -> Side:
    if not two_wells:
        return Side(False, band, E_d, np.array(band.columns))
    u = panel_nodes(np.array(band.two_wells))[0].ravel()
    single = Side(True, band, E_d, np.array([0.0, 1.0, 2.0]))
    inner = rows_of(single, u).inner
    count = int(np.ceil((np.log(outer_end(u, band, E_d) / inner) / np.log(RATIO)).max()))
    return Side(True, band, E_d, np.arange(count + 2.0))


def _end_marks(side: Side, edges: FloatArray) -> list[float]:
    """Rows at which K changes along the two ends of the rows."""
    u = np.unique(np.concatenate([np.linspace(a, b, 25) for a, b in pairwise(edges)]))[1:]
    marks: list[float] = []
    for v in side.edges[[0, -1]]:
        names = _names(side, u, v)
        at = np.flatnonzero(names[1:] != names[:-1])
        if at.size:
            marks += _changes(side, v, names[at], u[at], u[at + 1])
    return marks


def _changes(
    side: Side, v: float, names: FloatArray, low: FloatArray, high: FloatArray
) -> list[float]:
    """Where the rows are no more of these names, to 2^-32 of each bracket: all of its sixteenths at once."""
    inner = np.arange(1, 16) / 16
    for _ in range(8):
        u = low[:, None] + (high - low)[:, None] * inner
        other = _names(side, u.ravel(), v).reshape(u.shape) != names[:, None]
        first = np.where(other.any(axis=1), other.argmax(axis=1), 15)
        width = (high - low) / 16
        low, high = low + first * width, low + (first + 1) * width
    return [float(m) for m in 0.5 * (low + high)]


def _names(side: Side, u: FloatArray, v: float) -> FloatArray:
    points = points_at(side, rows_of(side, u), np.arange(u.size), np.full(u.size, v))
    return points.label.astype(np.float64)


def _sums(made: Aligned, count: int, temperature: FloatArray, E_d: float) -> FloatArray:
    """Integrals along the rows (N, K) with P_0 = 1."""
    value = capacity(truncated(made.points.gaps, E_d), temperature)
    half = 0.5 * (made.high - made.low)
    weight = made.points.measure.reshape(-1, COUNT) * KRONROD * half[:, None]
    panels = np.einsum("pn,pnk->pk", weight, value.reshape(-1, COUNT, temperature.size))
    result = np.zeros((count, temperature.size))
    np.add.at(result, made.row, panels)
    return result


def _located(side: Side, brackets: list[tuple[float, float, tuple[int, ...]]]) -> list[float]:
    """In each bracket the first row whose order of K is not that of the lower end."""
    low, high = (np.array([b[k] for b in brackets]) for k in (0, 1))
    inner = np.arange(1, _SECTIONS + 1) / (_SECTIONS + 1)
    for _ in range(_DIVISIONS):
        u = low[:, None] + (high - low)[:, None] * inner
        found = patterns(aligned(side, rows_of(side, u.ravel()), COARSE), u.size)
        for k, bracket in enumerate(brackets):
            mine = found[k * _SECTIONS : (k + 1) * _SECTIONS]
            first = next((i for i, p in enumerate(mine) if p != bracket[2]), _SECTIONS)
            width = (high[k] - low[k]) / (_SECTIONS + 1)
            low[k], high[k] = low[k] + first * width, low[k] + (first + 1) * width
    return [float(m) for m in 0.5 * (low + high)]


@dataclass(frozen=True)
class _Ready:
    strip: _Strip
    made: Aligned
    rough: bool


def _tests(band: Band) -> FloatArray:
    """Temperatures at which the division of panels is judged."""
    return np.geomspace(band.low, band.high, TESTS)


def _size(blocks: tuple[Block, ...], band: Band, E_d: float) -> FloatArray:
    """About c(T) of P_0 = 1 with |alpha| below SHALLOW_ROWS, to which the errors of panels are compared."""
    total = np.zeros(TESTS)
    for block in blocks:
        value = capacity(truncated(block.gaps, E_d), _tests(band))
        rows = 0.5 * np.diff(block.edges)[:, None] * KRONROD
        if block.two_wells and block.edges[0] < SHALLOW_ROWS:
            rows[block.edges[:-1] >= SHALLOW_ROWS] = 0.0
        weight = block.weight * rows[:, None, :, None]
        total += weight.ravel() @ value
    return total


def _strips(
    side: Side, edges: FloatArray, size: FloatArray, bent_first: bool = False
) -> list[_Ready]:
    """Panels of rows in which the order of K is constant, as far as ROUNDS divisions lead."""
    temperature = _tests(side.band)
    marks = _end_marks(side, edges)
    todo: list[_Strip] = []
    for low, high in pairwise(edges):
        # where a cutoff's rows begin the order of the K may just have changed
        whole = _Strip(float(low), float(high), (bent_first and low == edges[0], False))
        todo += whole.divided([m for m in marks if low < m < high], True)
    ready: list[_Ready] = []
    for turn in range(ROUNDS):
        u = np.concatenate([strip.nodes for strip in todo])
        made = aligned(side, rows_of(side, u))
        order = patterns(made, u.size)
        sums = _sums(made, u.size, temperature, side.E_d).reshape(len(todo), COUNT, -1)
        brackets: list[tuple[float, float, tuple[int, ...]]] = []
        owner: list[int] = []
        following: list[_Strip] = []
        for k, strip in enumerate(todo):
            mine = order[k * COUNT : (k + 1) * COUNT]
            changes = [i for i in range(COUNT - 1) if mine[i] != mine[i + 1]]
            weighted = strip.stretch[:, None] * sums[k]
            one, two = KRONROD @ weighted, GAUSS @ weighted
            plain = np.abs(one - two)
            error = plain if changes else error_of(one, two, np.abs(one))
            if turn == ROUNDS - 1 or (error <= TOLERANCE * size).all():
                at = np.flatnonzero((made.row >= k * COUNT) & (made.row < (k + 1) * COUNT))
                ready.append(_Ready(strip, _part(made, at, k * COUNT), bool(changes)))
            elif changes and strip.high - strip.low > 1e-5:
                nodes = strip.nodes
                brackets += [(nodes[i], nodes[i + 1], mine[i]) for i in changes]
                owner += [k] * len(changes)
            else:
                middle = 0.5 * (strip.low + strip.high)
                following += strip.divided([middle], False)
        if brackets:
            found = _located(side, brackets)
            for k in sorted(set(owner)):
                following += todo[k].divided(
                    [m for m, o in zip(found, owner, strict=True) if o == k], True
                )
        todo = following
        if not todo:
            break
    return sorted(ready, key=lambda r: r.strip.low)


def _part(made: Aligned, at: IntArray, first: int) -> Aligned:
    rows = (at[:, None] * COUNT + np.arange(COUNT)).ravel()
    p = made.points
    points = replace(
        p, alpha=p.alpha[rows], beta=p.beta[rows], a=p.a[rows], b=p.b[rows], measure=p.measure[rows],
        gaps=p.gaps[rows], label=p.label[rows],
    )  # fmt: skip
    return Aligned(made.row[at] - first, made.low[at], made.high[at], made.label[at], points)


def _block(side: Side, ready: list[_Ready]) -> Block:
    """The panels of columns of all rows, side by side; those of which only the ground state is left are not listed."""
    edges = np.array([ready[0].strip.low, *(r.strip.high for r in ready)])
    lists = []
    for r in ready:
        some = np.flatnonzero(r.made.label != 1)
        lists.append((some, r.made.row[some]))
    columns = max(max((int(np.bincount(row).max()) for _, row in lists if row.size), default=1), 1)
    shape = (len(ready), columns, COUNT, COUNT)
    width = max(r.made.points.gaps.shape[1] for r in ready)
    arrays = {name: np.zeros(shape) for name in ("weight", "gauss", "alpha", "beta", "a", "b")}
    gaps = np.full((*shape, width), np.inf)
    for k, (r, (some, row)) in enumerate(zip(ready, lists, strict=True)):
        p = r.made.points
        first = np.searchsorted(r.made.row, np.arange(COUNT))
        for name in ("alpha", "beta", "a", "b"):
            # a potential of the row fills the places that it leaves empty
            fill = getattr(p, name).reshape(-1, COUNT)[first, 0]
            arrays[name][k] = fill[None, :, None]
        if not some.size:
            continue
        column = np.arange(some.size) - np.searchsorted(row, row)
        half = 0.5 * (r.made.high - r.made.low)[some, None]
        measure = p.measure.reshape(-1, COUNT)[some] * half
        arrays["weight"][k, column, row] = measure * KRONROD
        arrays["gauss"][k, column, row] = measure * GAUSS
        for name in ("alpha", "beta", "a", "b"):
            arrays[name][k, column, row] = getattr(p, name).reshape(-1, COUNT)[some]
        short = truncated(p.gaps, side.E_d).reshape(-1, COUNT, p.gaps.shape[1])[some]
        gaps[k, column, row, :, : short.shape[2]] = short
    flat = gaps.reshape(-1, width)
    used = max(int(np.isfinite(flat).any(axis=0).sum()), 1)
    return Block(
        side.two_wells, edges, arrays["weight"], arrays["gauss"], arrays["alpha"], arrays["beta"],
        arrays["a"], arrays["b"], flat[:, :used].copy(),
        bends=np.array([r.strip.bend for r in ready]), rough=np.array([r.rough for r in ready]),
    )  # fmt: skip


@lru_cache(maxsize=6)
def delocalised_grid(number: int, E_d: float) -> SpectrumGrid:
    """The grid of BANDS[number] without the levels that E_d delocalises, made on first use."""
    band, usual = BANDS[number], spectrum_grid(number)
    if E_d >= REACH * band.high:
        return SpectrumGrid(band, tuple(pointwise(block, E_d) for block in usual.blocks))
    size = _size(usual.blocks, band, E_d)
    made = []
    for two_wells, edges in ((False, band.one_well), (True, band.two_wells)):
        side = _side(two_wells, band, E_d)
        made.append(_block(side, _strips(side, np.array(edges), size)))
    return SpectrumGrid(band, tuple(made))


def delocalised_end(band: Band, two_wells: bool, E_d: float) -> Block:
    """The same for the rows of one kind of potentials that a band lists, where they end at a cutoff."""
    usual = block_of(band, two_wells)
    if E_d >= REACH * band.high:
        return pointwise(usual, E_d)
    side = _side(two_wells, band, E_d)
    return _block(side, _strips(side, usual.edges, _size((usual,), band, E_d), bent_first=True))


def pointwise(block: Block, E_d: float) -> Block:
    """A block of the usual grid with levels dropped potential by potential; where that matters its sums are good to
    half a per cent only, because panels then hold jumps."""
    return replace(block, gaps=truncated(block.gaps, E_d))
