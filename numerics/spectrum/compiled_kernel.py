r"""H - sigma = L D L^T,   count(sigma) = #(D < 0);   sigma <- sigma + (x . v)/(x . x),   (H - sigma) x = v.

The compiled way (numba) to the same Ritz values that ``solve`` finds with LAPACK: in the basis of
the same centre, length and size each level is first enclosed between two shifts by counting
negative pivots, then refined by Rayleigh-quotient iteration that never leaves its enclosure, and its
value is the Rayleigh quotient of the last vector, summed from the band matrix itself.

Guard.  With the same tolerance tol as in ``solve``, level n is accepted when the larger basis M has at
most n - 1 eigenvalues below eps_n - tol and at least n below eps_n + tol.  Both counts are taken at
a margin from every eigenvalue; at the level itself, or between two equal ones, a count would be
decided by rounding.  The rounding errors of both counts, u sum_k x_k^2 sum_m L_km^2 |D_m| to first
order, must be below tol/4, and no two levels may lie closer than 1e-7 max(1, |eps|), where a vector
could belong to either.  Whatever is refused is computed by ``solve``.

Elimination runs from the last function to the first, for twelve shifts side by side.

Shapes and units: as in ``solve``.  Errors: those of ``solve``.
Needs numba (the extra ``fast``); importing this module without it raises ImportError.
Not guaranteed: bit-for-bit equality with LAPACK, whose own rounding is larger.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .basis import EVEN, ODD, Plan
from .compiled_potential import local_potential_compiled
from .compiling import compiled
from .reduced import FloatArray, Reduced
from .solve import LADDER, TOLERANCE, Solution, first_rung, larger_basis, solve

__all__ = ["solve_compiled"]

# The work space has one block of SLOTS x LANES numbers per basis function (and four zero blocks on either
# side): the inverse pivot, three entries of the row, the solution x, the right-hand side v, and two
# running sums.  A block's place in it is counted from four blocks before the current one, with
# unsigned numbers and in one array, so that the compiler sees that the lanes are independent.
LANES = 12
SLOTS = 8


def _offset(row: int, slot: int) -> np.uint64:
    return np.uint64(((row + 4) * SLOTS + slot) * LANES)


_U = np.uint64
_BLOCK = np.uint64(SLOTS * LANES)
_D0, _D1, _D2, _D3, _D4 = (_offset(row, 0) for row in range(5))
_A0, _A1 = (_offset(row, 1) for row in range(2))
_B0, _B1, _B2 = (_offset(row, 2) for row in range(3))
_C0, _C1, _C2, _C3 = (_offset(row, 3) for row in range(4))
_X0 = _offset(0, 4)
_Y1, _Y2, _Y3, _Y4 = (_offset(-row, 4) for row in range(1, 5))
_V0, _V1, _V2, _V3, _V4 = (_offset(row, 5) for row in range(5))
_P0, _P1, _Q0, _Q1 = _offset(0, 6), _offset(1, 6), _offset(0, 7), _offset(1, 7)
_R0, _S0 = _offset(-1, 6), _offset(-1, 7)

SMALLEST_PIVOT = 1e-18
HALVINGS = 2
MANY_HALVINGS = 16
REFINEMENTS = 8
RESIDUAL = 1e-9
QUALITY = 1e-14
CLOSE = 1e-6
UNIT = 2.3e-16

_START: FloatArray = np.random.default_rng(1).choice((-1.0, 1.0), 256)


@compiled
def _zero(w: FloatArray, first: int, last: int) -> None:
    """Nothing in the blocks first ... last - 1."""
    for place in range(first * SLOTS * LANES, last * SLOTS * LANES):
        w[place] = 0.0


@compiled
def _eliminate(
    g: FloatArray, size: int, shifts: FloatArray, counts: FloatArray, w: FloatArray, lanes: int
) -> None:
    """D and L of H - shift (kept in w), and how many D are negative, for every lane.

    A pivot that is exactly zero makes later ones infinite or NaN; then the count becomes NaN.
    """
    below = (size + 4) * SLOTS * LANES
    last = 4 * SLOTS * LANES + 6 * LANES
    n = _U(lanes)
    for lane in range(lanes):
        w[below + 7 * LANES + lane] = shifts[lane]
    for step in range(size):
        k = size - 1 - step
        start = _U(k) * _BLOCK
        h0, h1, h2, h3 = g[k, 0], g[k, 1], g[k, 2], g[k, 3]
        e1, e2, e3, e4 = g[k + 1, 4], g[k + 2, 4], g[k + 3, 4], g[k + 4, 4]
        for lane in range(n):
            j = start + lane
            a, b, c = w[j + _A1], w[j + _B1], w[j + _C1]
            f, q, t = w[j + _B2], w[j + _C2], w[j + _C3]
            l1, l2, l3, l4 = w[j + _D1] * a, w[j + _D2] * f, w[j + _D3] * t, w[j + _D4] * e4
            shift = w[j + _Q1]
            pivot = h0 - shift - l4 * e4 - l3 * t - l2 * f - l1 * a
            w[j + _D0] = 1.0 / pivot
            w[j + _A0] = h1 - l3 * e3 - l2 * q - l1 * b
            w[j + _B0] = h2 - l2 * e2 - l1 * c
            w[j + _C0] = h3 - l1 * e1
            w[j + _P0] = w[j + _P1] + (1.0 if pivot < 0.0 else 0.0)
            w[j + _Q0] = shift
    for lane in range(lanes):
        counts[lane] = w[last + lane] + 0.0 * w[last - 6 * LANES + lane]


@compiled
def _eliminate_and_substitute(
    g: FloatArray, size: int, shifts: FloatArray, counts: FloatArray, w: FloatArray, lanes: int
) -> None:
    """The same, and y with L D y = x; a pivot that is exactly zero becomes a tiny one."""
    below = (size + 4) * SLOTS * LANES
    last = 4 * SLOTS * LANES + 6 * LANES
    n = _U(lanes)
    for lane in range(lanes):
        w[below + 7 * LANES + lane] = shifts[lane]
    for step in range(size):
        k = size - 1 - step
        start = _U(k) * _BLOCK
        h0, h1, h2, h3 = g[k, 0], g[k, 1], g[k, 2], g[k, 3]
        e1, e2, e3, e4 = g[k + 1, 4], g[k + 2, 4], g[k + 3, 4], g[k + 4, 4]
        for lane in range(n):
            j = start + lane
            a, b, c = w[j + _A1], w[j + _B1], w[j + _C1]
            f, q, t = w[j + _B2], w[j + _C2], w[j + _C3]
            l1, l2, l3, l4 = w[j + _D1] * a, w[j + _D2] * f, w[j + _D3] * t, w[j + _D4] * e4
            shift = w[j + _Q1]
            pivot = h0 - shift - l4 * e4 - l3 * t - l2 * f - l1 * a
            pivot = SMALLEST_PIVOT if pivot == 0.0 else pivot
            inverse = 1.0 / pivot
            y = w[j + _X0] - e4 * w[j + _V4] - t * w[j + _V3] - f * w[j + _V2] - a * w[j + _V1]
            w[j + _D0] = inverse
            w[j + _V0] = y * inverse
            w[j + _A0] = h1 - l3 * e3 - l2 * q - l1 * b
            w[j + _B0] = h2 - l2 * e2 - l1 * c
            w[j + _C0] = h3 - l1 * e1
            w[j + _P0] = w[j + _P1] + (1.0 if pivot < 0.0 else 0.0)
            w[j + _Q0] = shift
    for lane in range(lanes):
        counts[lane] = w[last + lane] + 0.0 * w[last - 6 * LANES + lane]


@compiled
def _substitute_back(
    g: FloatArray, size: int, ratio: FloatArray, square: FloatArray, w: FloatArray, lanes: int
) -> None:
    """v = x, x <- (H - shift)^-1 v; (x . v)/(x . x) and x . x for every lane."""
    last = (size + 3) * SLOTS * LANES
    n = _U(lanes)
    for k in range(size):
        start = _U(k) * _BLOCK
        h4 = g[k, 4]
        for lane in range(n):
            j = start + lane
            known = h4 * w[j + _Y4] + w[j + _C0] * w[j + _Y3] + w[j + _B0] * w[j + _Y2]
            x = w[j + _V0] - w[j + _D0] * (known + w[j + _A0] * w[j + _Y1])
            w[j + _P0] = w[j + _R0] + x * w[j + _X0]
            w[j + _Q0] = w[j + _S0] + x * x
            w[j + _X0] = x
    for lane in range(lanes):
        square[lane] = w[last + 7 * LANES + lane]
        ratio[lane] = w[last + 6 * LANES + lane] / square[lane]


@compiled
def _quotient(
    g: FloatArray, size: int, value: FloatArray, square: FloatArray, w: FloatArray, lanes: int
) -> None:
    """(x . H x)/(x . x) and x . x for every lane."""
    last = (size + 3) * SLOTS * LANES
    n = _U(lanes)
    for k in range(size):
        start = _U(k) * _BLOCK
        h0, h1, h2, h3, h4 = g[k, 0], 2.0 * g[k, 1], 2.0 * g[k, 2], 2.0 * g[k, 3], 2.0 * g[k, 4]
        for lane in range(n):
            j = start + lane
            x = w[j + _X0]
            before = h4 * w[j + _Y4] + h3 * w[j + _Y3] + h2 * w[j + _Y2] + h1 * w[j + _Y1]
            w[j + _P0] = w[j + _R0] + x * (before + h0 * x)
            w[j + _Q0] = w[j + _S0] + x * x
    for lane in range(lanes):
        square[lane] = w[last + 7 * LANES + lane]
        value[lane] = w[last + 6 * LANES + lane] / square[lane]


@compiled
def _rounding(
    g: FloatArray, size: int, error: FloatArray, square: FloatArray, w: FloatArray, lanes: int
) -> None:
    """sum_k x_k^2 (|H_kk| + sum_m L_km^2 |D_m|) / sum_k x_k^2 for every lane.

    The x_k are those of the smaller basis, and zero beyond it.
    """
    last = (size + 3) * SLOTS * LANES
    n = _U(lanes)
    for k in range(size):
        start = _U(k) * _BLOCK
        diagonal = abs(g[k, 0])
        e4 = g[k + 4, 4] * g[k + 4, 4]
        for lane in range(n):
            j = start + lane
            a, f, t = w[j + _A1], w[j + _B2], w[j + _C3]
            grown = diagonal + abs(w[j + _D4]) * e4 + abs(w[j + _D3]) * (t * t)
            grown = grown + abs(w[j + _D2]) * (f * f) + abs(w[j + _D1]) * (a * a)
            x = w[j + _X0]
            w[j + _P0] = w[j + _R0] + (x * x) * grown
    for lane in range(lanes):
        error[lane] = w[last + 6 * LANES + lane] / square[lane]


@compiled
def _learn(
    shifts: FloatArray,
    counts: FloatArray,
    lanes: int,
    low: FloatArray,
    high: FloatArray,
    wanted: int,
) -> None:
    """low < level n <= high for all levels and the one after them, from the counts."""
    for lane in range(lanes):
        if not counts[lane] >= 0.0:
            continue
        shift, count = shifts[lane], int(counts[lane])
        for n in range(min(count, wanted)):
            high[n] = min(high[n], shift)
        for n in range(count, wanted + 1):
            low[n] = max(low[n], shift)


@compiled
def _search(
    g: FloatArray,
    size: int,
    wanted: int,
    top: float,
    low: FloatArray,
    high: FloatArray,
    shifts: FloatArray,
    counts: FloatArray,
    w: FloatArray,
) -> bool:
    """Brackets for all levels, from 0 and a guess of an energy above them."""
    for n in range(wanted + 1):
        low[n] = 0.0
        high[n] = np.inf
    sweeps = (wanted + LANES - 1) // LANES
    for sweep in range(sweeps):
        for lane in range(LANES):
            place = (sweep * LANES + lane + 1.0) / (sweeps * LANES)
            shifts[lane] = top * place * np.sqrt(np.sqrt(place))
        _eliminate(g, size, shifts, counts, w, LANES)
        _learn(shifts, counts, LANES, low, high, wanted)
    for _ in range(40):
        if high[wanted - 1] < np.inf:
            return True
        for lane in range(LANES):
            shifts[lane] = top * 1.3 ** (lane + 1.0)
        top = shifts[LANES - 1]
        _eliminate(g, size, shifts, counts, w, LANES)
        _learn(shifts, counts, LANES, low, high, wanted)
    return False


@compiled
def _start(size: int, w: FloatArray, lanes: int) -> None:
    """x = a fixed vector without any pattern that a level could be orthogonal to."""
    for k in range(size):
        place = ((k + 4) * SLOTS + 4) * LANES
        for lane in range(lanes):
            w[place + lane] = _START[k % _START.size]


@compiled
def _bisect(
    g: FloatArray,
    size: int,
    first: int,
    active: int,
    wanted: int,
    halvings: int,
    low: FloatArray,
    high: FloatArray,
    shifts: FloatArray,
    counts: FloatArray,
    w: FloatArray,
    lanes: int,
) -> None:
    """Shorter brackets for the levels first + lane; levels that share one divide it among them."""
    for _ in range(halvings):
        lane = 0
        while lane < active:
            n, same = first + lane, 1
            while lane + same < active and low[n + same] == low[n] and high[n + same] == high[n]:
                same += 1
            for i in range(same):
                shifts[lane + i] = low[n] + (high[n] - low[n]) * (i + 1.0) / (same + 1.0)
            lane += same
        _eliminate(g, size, shifts, counts, w, lanes)
        _learn(shifts, counts, active, low, high, wanted)


@compiled
def _settled(
    n: int,
    target: float,
    residual: float,
    limit: float,
    floor: float,
    low: FloatArray,
    high: FloatArray,
) -> bool:
    """residual^2/gap, the error of a Rayleigh quotient, is negligible; or so is the residual."""
    gap = low[n + 1] - target
    if n > 0:
        gap = min(gap, target - high[n - 1])
    enough = max(limit * limit, QUALITY * max(1.0, abs(target + floor)) * gap)
    return bool(residual <= enough)


@compiled
def _refine(
    g: FloatArray,
    size: int,
    first: int,
    active: int,
    wanted: int,
    limit: float,
    floor: float,
    low: FloatArray,
    high: FloatArray,
    space: FloatArray,
    w: FloatArray,
    lanes: int,
) -> bool:
    """Rayleigh-quotient iteration for the levels first + lane; the vectors x are left in w.

    |v|/|x| is the residual of x; True when all levels are settled.
    """
    shifts, counts, ratio, square, before = space[0], space[1], space[2], space[3], space[4]
    for lane in range(active):
        before[lane] = float(size)
        shifts[lane] = 0.5 * (low[first + lane] + high[first + lane])
    for _ in range(REFINEMENTS):
        _eliminate_and_substitute(g, size, shifts, counts, w, lanes)
        _learn(shifts, counts, active, low, high, wanted)
        _substitute_back(g, size, ratio, square, w, lanes)
        settled = True
        for lane in range(active):
            n = first + lane
            target = shifts[lane] + ratio[lane]
            if not low[n] - limit <= target <= high[n] + limit:
                target = 0.5 * (low[n] + high[n])
                settled = False
            elif not _settled(n, target, before[lane] / square[lane], limit, floor, low, high):
                settled = False
            before[lane] = square[lane]
            shifts[lane] = target
        if settled:
            return True
    return False


@compiled
def _guard(
    g: FloatArray,
    size: int,
    within: int,
    first: int,
    active: int,
    floor: float,
    tolerance: float,
    values: FloatArray,
    space: FloatArray,
    w: FloatArray,
    lanes: int,
) -> bool:
    """The counts of the larger basis on both sides of each value, and their rounding errors; the
    vectors x have `within` entries."""
    shifts, counts, ratio = space[0], space[1], space[2]
    for side in (-1.0, 1.0):
        for lane in range(active):
            value = values[first + lane]
            shifts[lane] = value + side * tolerance * max(1.0, abs(value + floor))
        _eliminate(g, size, shifts, counts, w, lanes)
        if side > 0.0:
            _rounding(g, within, ratio, space[3], w, lanes)
        for lane in range(active):
            value, n = values[first + lane], first + lane + 1
            if side < 0.0 and not counts[lane] < n:
                return False
            if side > 0.0 and not counts[lane] >= n:
                return False
            if side > 0.0 and not UNIT * ratio[lane] <= 0.25 * tolerance * max(
                1.0, abs(value + floor)
            ):
                return False
    return True


@compiled
def _separate(values: FloatArray, wanted: int, floor: float) -> bool:
    """Ascending values, no two of them close."""
    for n in range(wanted - 1):
        gap = values[n + 1] - values[n]
        if not gap > CLOSE * max(1.0, abs(values[n] + floor)):
            return False
    return True


@compiled
def _levels_of_block(
    g: FloatArray,
    size: int,
    larger: int,
    first: int,
    active: int,
    wanted: int,
    halvings: int,
    limit: float,
    floor: float,
    tolerance: float,
    values: FloatArray,
    space: FloatArray,
    low: FloatArray,
    high: FloatArray,
    w: FloatArray,
) -> bool:
    """The levels first + lane into values; True when all of them pass the guard."""
    shifts, counts, ratio = space[0], space[1], space[2]
    lanes = (active + 3) // 4 * 4
    for idle in range(active, lanes):
        shifts[idle] = high[first]
    _zero(w, size + 4, size + 8)
    _bisect(g, size, first, active, wanted, halvings, low, high, shifts, counts, w, lanes)
    _start(size, w, lanes)
    if not _refine(g, size, first, active, wanted, limit, floor, low, high, space, w, lanes):
        return False
    _quotient(g, size, ratio, space[3], w, lanes)
    for lane in range(active):
        values[first + lane] = ratio[lane]
    _zero(w, size + 4, larger + 8)
    return _guard(g, larger, size, first, active, floor, tolerance, values, space, w, lanes)


@compiled
def _levels_of_one(
    g: FloatArray,
    size: int,
    larger: int,
    wanted: int,
    top: float,
    floor: float,
    tolerance: float,
    values: FloatArray,
    space: FloatArray,
    low: FloatArray,
    high: FloatArray,
    w: FloatArray,
) -> bool:
    """values[:wanted] = the lowest levels; True when all of them pass the guard."""
    _zero(w, 0, 4)
    _zero(w, size + 4, size + 8)
    if not _search(g, size, wanted, top, low, high, space[0], space[1], w):
        return False
    limit = RESIDUAL * max(1.0, top)
    for first in range(0, wanted, LANES):
        active = min(LANES, wanted - first)
        good = False
        # a few halvings are the fastest; where they mislead the iteration, many are tried
        for halvings in (HALVINGS, MANY_HALVINGS):
            if not good:
                good = _levels_of_block(
                    g,
                    size,
                    larger,
                    first,
                    active,
                    wanted,
                    halvings,
                    limit,
                    floor,
                    tolerance,
                    values,
                    space,
                    low,
                    high,
                    w,
                )
        if not good:
            return False
    return _separate(values, wanted, floor)


@compiled
def _fill(v: FloatArray, kinetic: float, size: int, parity: int, g: FloatArray) -> None:
    """g[k, m] = <k - m|H|k>, the bands of ``oscillator.bands``, zero outside of the matrix."""
    for i in range(size + 8):
        for m in range(5):
            g[i, m] = 0.0
    step = 1 if parity < 0 else 2
    for i in range(size):
        k = float(i) if parity < 0 else 2.0 * i + parity
        g[i, 0] = v[0] + (v[2] + kinetic) * (k + 0.5) + v[4] * (1.5 * k * (k + 1.0) + 0.75)
        if i + 2 // step < size:
            even = (0.5 * (v[2] - kinetic) + v[4] * (k + 1.5)) * np.sqrt((k + 1.0) * (k + 2.0))
            g[i + 2 // step, 2 // step] = even
        if i + 4 // step < size:
            four = np.sqrt((k + 1.0) * (k + 2.0) * (k + 3.0) * (k + 4.0))
            g[i + 4 // step, 4 // step] = 0.25 * v[4] * four
        if parity < 0:
            if i + 1 < size:
                g[i + 1, 1] = (v[1] + 1.5 * v[3] * (k + 1.0)) * np.sqrt(0.5 * (k + 1.0))
            if i + 3 < size:
                g[i + 3, 3] = v[3] * np.sqrt(0.125 * (k + 1.0) * (k + 2.0) * (k + 3.0))


@compiled
def _levels_of_all(
    v: FloatArray,
    kinetic: FloatArray,
    parity: NDArray[np.intp],
    size: NDArray[np.intp],
    larger: NDArray[np.intp],
    wanted: NDArray[np.intp],
    top: FloatArray,
    floor: FloatArray,
    tolerance: float,
    values: FloatArray,
    good: NDArray[np.bool_],
    g: FloatArray,
    w: FloatArray,
    space: FloatArray,
) -> None:
    """One job after the other, in one work space."""
    low, high = np.empty(values.shape[1] + 1), np.empty(values.shape[1] + 1)
    for job in range(size.size):
        _fill(v[job], kinetic[job], larger[job], parity[job], g)
        good[job] = _levels_of_one(
            g,
            size[job],
            larger[job],
            wanted[job],
            top[job],
            floor[job],
            tolerance,
            values[job],
            space,
            low,
            high,
            w,
        )


def _work_space(functions: int) -> FloatArray:
    """Zeros whose lanes do not straddle cache lines."""
    space: FloatArray = np.zeros(functions * SLOTS * LANES + 8)
    skip = -(space.ctypes.data // 8) % 8
    return space[skip : skip + functions * SLOTS * LANES]


def _parities(plan: Plan) -> NDArray[np.intp]:
    """0 for EVEN, 1 for ODD, -1 where both parities are kept."""
    return np.where(plan.kind == EVEN, 0, np.where(plan.kind == ODD, 1, -1)).astype(np.intp)


def solve_compiled(points: Reduced, plan: Plan, tolerance: float = TOLERANCE) -> Solution:
    """What ``solve`` gives without moments; jobs that the guard refuses are passed on to it."""
    here = points.take(plan.owner)
    place = here.y0 + here.d * plan.centre
    length = here.d * plan.scale
    coefficients = local_potential_compiled(here, place, length)
    size = LADDER[first_rung(plan)]
    larger = larger_basis(size)
    most = int(larger.max(initial=0)) + 9
    values: FloatArray = np.full((size.size, int(plan.wanted.max(initial=1))), np.inf)
    good = np.zeros(size.size, dtype=np.bool_)
    _levels_of_all(
        coefficients,
        length**-2.0,
        _parities(plan),
        size,
        larger,
        plan.wanted,
        plan.top,
        here.v0,
        tolerance,
        values,
        good,
        np.empty((most, 5)),
        _work_space(most),
        np.zeros((5, LANES)),
    )
    refused = np.flatnonzero(~good)
    if refused.size:
        rest = solve(points, plan.take(refused))
        values[refused] = np.inf
        values[refused, : rest.energies.shape[1]] = rest.energies
        size[refused] = rest.functions
    return Solution(values, None, size)
