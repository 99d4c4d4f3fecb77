"""∫_a^b f(x) dx by tanh-sinh quadrature (``rule``), piece by piece, with a test of convergence at every doubtful place.

The pieces end where something watched in the integrand changes its sign or touches 0. Near such a place, and near
an end, |f| has to grow more slowly than 1/distance; far out it has to fall faster than 1/x, or to oscillate and fall.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log2

import sympy as sp

from softpot.derive.machinery.attack.contexts import rule_of
from softpot.derive.machinery.attack.functions import Context, Number
from softpot.derive.machinery.attack.novalue import NoValue, Why

Real = Callable[[Number], Number]

_GRID = 24  # points between which sign changes are looked for
_HALVES = 48  # half periods of an oscillating integrand
_SLOPE = 1e-2  # how far from 1 the power of growth or decay has to be
_CLAMP = (
    36  # binary logarithm of the share of a piece that is left out at an end where f does not grow
)
_NEAR = 12, 20  # binary logarithms of the distances from an end at which growth is measured
_NEARER = 32, 40  # and at which what has grown may have levelled off
_FAR = 40  # samples far out, each twice as far as the one before
_SOON = 18  # samples within which something that falls exponentially has died out


def integrated(
    ctx: Context,
    e: sp.Basic,
    f: Real,
    a: Number,
    b: Number,
    marks: Sequence[Real],
    rates: Sequence[Number],
    waves: bool,
) -> Number:
    """∫_a^b f(x) dx; raises NoValue where it diverges, or was not seen to converge."""
    if ctx.im(a) != 0 or ctx.im(b) != 0:
        raise NoValue(Why.UNSURE, e, "limits of integration that are complex")
    a, b = ctx.re(a), ctx.re(b)
    if a == b:
        return ctx.zero
    if a > b:
        return -integrated(ctx, e, f, b, a, marks, rates, waves)
    f = _patient(ctx, f)
    inner = _places(ctx, a, b, marks) if marks else []
    total = ctx.zero
    points = [
        _end(ctx, e, f, a, inner[0] if inner else b, waves),
        *inner,
        _end(ctx, e, f, b, inner[-1] if inner else a, waves),
    ]
    for left, right in pairwise(points):
        low = _clamp(ctx, e, f, left, right) if marks and not ctx.isinf(left) else left
        high = _clamp(ctx, e, f, right, left) if marks and not ctx.isinf(right) else right
        total += _piece(ctx, e, _between_ends(f, low, high), left, right, rates)
    return total


def _patient(ctx: Context, f: Real) -> Real:
    """f, at a higher precision where terms cancel so far that a pole seems to be met."""
    if not hasattr(ctx, "workprec"):
        return f

    def value(x: Number) -> Number:
        try:
            return f(x)
        except NoValue as error:
            if error.why is not Why.POLE:
                raise
            before = ctx.prec
            try:
                ctx.prec = 4 * before
                return f(x)
            finally:
                ctx.prec = before

    return value


def _between_ends(f: Real, low: Number, high: Number) -> Real:
    return lambda x: f(low if x < low else high if x > high else x)


def _end(ctx: Context, e: sp.Basic, f: Real, end: Number, other: Number, waves: bool) -> Number:
    """An end of the range; a finite one for an infinite one before which f has died out."""
    if not ctx.isinf(end):
        return end
    sign = 1 if end > 0 else -1
    start = abs(ctx.re(other)) if not ctx.isinf(other) else ctx.zero
    sizes: list[Number] = []
    for k in range(_FAR):
        try:
            sizes.append(
                max(abs(f(sign * (start + ctx.ldexp(ctx.mpf(c) / 8, k - 6)))) for c in (8, 11, 13))
            )
        except (NoValue, OverflowError, ZeroDivisionError):
            break
        if 8 < len(sizes) <= _SOON and max(sizes[-2:]) <= ctx.ldexp(max(sizes), -100):
            return sign * (start + ctx.ldexp(1, k - 5))
    _refuse_slow(ctx, e, sizes, waves)
    return end


def _refuse_slow(ctx: Context, e: sp.Basic, sizes: Sequence[Number], waves: bool) -> None:
    """Far out |f| has to fall faster than 1/x, or, if it oscillates, to fall."""
    if len(sizes) < 20:
        raise NoValue(Why.UNSURE, e, f"{e} was not computed far out")
    last = 24 if len(sizes) > 24 else len(sizes) - 1
    # an oscillating integrand is measured by the largest of its neighbouring samples
    early, late = (max(sizes[k - 3 : k + 1]) for k in (last - 8, last))
    power = -log2(float(late / early) or 1e-300) / 8 if early > 0 else 2.0
    if power < (1 if not waves else 0) + _SLOPE:
        raise NoValue(Why.DIVERGES, e, f"{e} diverges at infinity")


def _places(ctx: Context, a: Number, b: Number, marks: Sequence[Real]) -> list[Number]:
    """Where a mark changes its sign or touches 0, between the ends."""
    grid = [_between(ctx, a, b, (k + ctx.mpf(1) / 3) / _GRID) for k in range(_GRID)]
    found: list[Number] = []
    for mark in marks:
        try:
            found += _zeros(ctx, mark, grid)
        except (NoValue, ZeroDivisionError, ValueError, OverflowError):
            continue
    if any(abs(x) < ctx.ldexp(1, -ctx.prec // 2) for x in found) and _vanishes_at_0(ctx, marks):
        found = [x if abs(x) >= ctx.ldexp(1, -ctx.prec // 2) else ctx.zero for x in found]
    kept: list[Number] = []
    width = (b - a) if not (ctx.isinf(a) or ctx.isinf(b)) else ctx.one
    for x in sorted(x for x in found if a < x < b):
        if not kept or x - kept[-1] > width * ctx.ldexp(1, -30):
            kept.append(x)
    return kept


def _vanishes_at_0(ctx: Context, marks: Sequence[Real]) -> bool:
    """Whether a place that was narrowed down to almost 0 is 0: beside it what grows there would seem flat."""
    for mark in marks:
        try:
            if mark(ctx.zero) == 0:
                return True
        except (NoValue, ZeroDivisionError, ValueError, OverflowError):
            continue
    return False


def _zeros(ctx: Context, mark: Real, grid: Sequence[Number]) -> list[Number]:
    values = [mark(x) for x in grid]
    bare = (
        [abs(v) for v in values]
        if any(ctx.im(v) != 0 for v in values)
        else [ctx.re(v) for v in values]
    )
    found = []
    for k, (u, v) in enumerate(pairwise(bare)):
        if u == 0:
            found.append(grid[k])
        elif (u < 0) != (v < 0) and v != 0:
            found.append(_crossed(ctx, mark, grid[k], grid[k + 1], u))
    for k in range(1, len(bare) - 1):
        if abs(bare[k]) < abs(bare[k - 1]) and abs(bare[k]) <= abs(bare[k + 1]):
            place = _touched(ctx, mark, grid[k - 1], grid[k + 1])
            if place is not None:
                found.append(place)
    return found


def _between(ctx: Context, a: Number, b: Number, t: Number) -> Number:
    """A point of the range, which may be infinite, for 0 < t < 1."""
    if ctx.isinf(a) and ctx.isinf(b):
        return (2 * t - 1) / (t * (1 - t))
    if ctx.isinf(b):
        return a + t / (1 - t)
    if ctx.isinf(a):
        return b - (1 - t) / t
    return a + (b - a) * t


def _crossed(ctx: Context, mark: Real, low: Number, high: Number, at_low: Number) -> Number:
    for _ in range(ctx.prec + 4):
        middle = (low + high) / 2
        value = ctx.re(mark(middle))
        if value == 0:
            return middle
        if (value < 0) == (at_low < 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _touched(ctx: Context, mark: Real, low: Number, high: Number) -> Number | None:
    """The place between, where the mark comes so near to 0 that it must be 0; None if it does not."""
    scale = abs(mark(low)) + abs(mark(high))
    for round_ in range(ctx.prec):
        third = (high - low) / 3
        one, two = low + third, high - third
        if abs(mark(one)) < abs(mark(two)):
            high = two
        else:
            low = one
        if round_ == 12 and abs(mark((low + high) / 2)) > scale / 1000:
            return None
    middle = (low + high) / 2
    return middle if abs(mark(middle)) < scale * ctx.ldexp(1, -ctx.prec // 2) else None


def _clamp(ctx: Context, e: sp.Basic, f: Real, end: Number, other: Number) -> Number:
    """Near a finite end |f| must not grow like 1/distance or faster; where it does not grow at all the last share of
    the piece, in which terms may cancel, is taken for flat."""
    side = 1 if other > end else -1
    width = side * min(abs(other - end), max(1, abs(end)))
    power = _growth(ctx, e, f, end, width)
    if power > 1 - _SLOPE and 0 < abs(end) < abs(width):
        # what grows towards 0 need not do so down to an end that is near 0
        power = _growth(ctx, e, f, end, side * abs(end))
    if power > 1 - _SLOPE:
        if _levels_off(f, end, width, ctx):
            raise NoValue(Why.UNSURE, e, f"{e} has too narrow a peak at {float(end):.6g}")
        raise NoValue(Why.DIVERGES, e, f"{e} diverges at {float(end):.6g}")
    if power > _SLOPE:
        return end
    share = _CLAMP if not hasattr(ctx, "workprec") else 2 * ctx.prec // 3
    return end + width * ctx.ldexp(1, -share)


def _levels_off(f: Real, end: Number, width: Number, ctx: Context) -> bool:
    """Whether |f|, which grows towards an end, stays the same nearer to it: e^(−pt) for p = 10^5 at t = 2^(−28)."""
    try:
        far, near = (abs(f(end + width * ctx.ldexp(1, -k))) for k in _NEARER)
    except (NoValue, OverflowError, ZeroDivisionError):
        return False
    return bool(far > 0 and abs(near / far - 1) < _SLOPE)


def _growth(ctx: Context, e: sp.Basic, f: Real, end: Number, width: Number) -> float:
    """The power with which |f| grows towards an end."""
    sizes = []
    for k in _NEAR:
        try:
            sizes.append(abs(f(end + width * ctx.ldexp(1, -k))))
        except OverflowError:
            raise NoValue(Why.DIVERGES, e, f"{e} diverges at {float(end):.6g}") from None
    if not (sizes[0] > 0 and sizes[1] > 0):
        return 0.0
    return log2(float(sizes[1] / sizes[0]) or 1e-300) / (_NEAR[1] - _NEAR[0])


def _piece(
    ctx: Context, e: sp.Basic, f: Real, a: Number, b: Number, rates: Sequence[Number]
) -> Number:
    if ctx.isinf(a) and ctx.isinf(b):
        return _piece(ctx, e, f, a, ctx.zero, rates) + _piece(ctx, e, f, ctx.zero, b, rates)
    if ctx.isinf(a):
        return _piece(ctx, e, lambda x: f(-x), -b, ctx.inf, rates)
    points = [a, b]
    if ctx.isinf(b):
        if rates and min(rates) > 0:
            return _oscillating(ctx, e, f, a, max(rates))
        points = [a, a + ctx.mpf(1) / 8, a + 1, a + 4, a + 16, b]
    elif b - a > 8:  # what happens may happen near one end
        points = [a, *(x for x in (a + 1, a + 4, (a + b) / 2, b - 4, b - 1) if a < x < b), b]
        points = sorted(set(points))
    value, error = rule_of(ctx).integral(f, points)
    if ctx.isnan(value):
        raise NoValue(Why.UNSURE, e, f"{e} was not computed")
    if abs(error) > 1e-8 * max(abs(value), 1e-3):
        raise NoValue(Why.UNSURE, e, f"{e} was not computed with enough digits")
    return value


def _oscillating(ctx: Context, e: sp.Basic, f: Real, a: Number, rate: Number) -> Number:
    """From a to infinity, half a period at a time; the sums up to each zero are averaged again and again."""
    half, rule = ctx.pi / rate, rule_of(ctx)
    total, sums = ctx.zero, []
    for k in range(_HALVES):
        total += rule.integral(f, [a + k * half, a + (k + 1) * half])[0]
        if k >= _HALVES // 2:
            sums.append(total)
    spread = ctx.inf
    while len(sums) > 2:
        sums = [(u + v) / 2 for u, v in pairwise(sums)]
        spread = abs(sums[-1] - sums[-2])
    if spread > 1e-9 * max(1, abs(sums[-1])):
        raise NoValue(Why.UNSURE, e, f"{e} was not computed with enough digits")
    return sums[-1]
