"""The points of a complex function of a real variable that show its modulus and its phase to a line's width.

Between two points f is asked in the middle, until modulus and phase lie on the chord to ``TOLERANCE`` of their axes
or the points are ``FINEST`` of the range apart. What changes much over such a distance is a jump.

Not guaranteed: a peak between two of the first points of which neither sees anything; name its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from softpot.reports.machinery.phase.values import Complexes

__all__ = ["broken_modulus", "broken_phase", "ceiling_of", "followed", "nice", "wrapped"]

Reals = NDArray[np.float64]

TOLERANCE = 2e-3
FINEST = 1e-8
_MOST = 100_000  # points
_POLE = 1e3  # times what the first points see, and it has no end
_NEGATIVE = 1e-9  # within it a number is negative, whatever the sign of its imaginary part


def followed(
    f: Callable[[Any], Complexes], first: Reals, height: Callable[[Any], Any]
) -> tuple[Reals, Complexes]:
    """The places and the values there.

    first: places that increase.  height: where a modulus stands on its axis, from 0 to 1 where it is seen.
    """
    x, w = first, f(first)
    width = first[-1] - first[0]
    open_ = np.ones(x.size - 1, dtype=bool)
    while open_.any() and x.size < _MOST:
        left = np.flatnonzero(open_)
        middle = 0.5 * (x[left] + x[left + 1])
        found = f(middle)
        again = _off(w[left], found, w[left + 1], height) & (
            x[left + 1] - x[left] > 2 * FINEST * width
        )
        x, w = np.insert(x, left + 1, middle), np.insert(w, left + 1, found)
        open_ = np.insert(open_, left + 1, again)
        open_[left + np.arange(left.size)] = again
    return x, w


def _off(a: Complexes, m: Complexes, b: Complexes, height: Callable[[Any], Any]) -> NDArray[Any]:
    """Whether the middle is not what the ends let expect, in the modulus or in the phase."""
    ends, middle = 0.5 * (height(np.abs(a)) + height(np.abs(b))), height(np.abs(m))
    turn = wrapped(np.angle(b) - np.angle(a))
    bend = wrapped(np.angle(m) - np.angle(a) - turn / 2)
    known = [np.isfinite(v) & (v != 0) for v in (a, m, b)]  # a zero has no phase
    edge = (known[0] != known[1]) | (known[1] != known[2])
    return np.asarray(
        edge
        | (np.abs(middle - ends) > TOLERANCE)
        | (np.abs(bend) > TOLERANCE * 2 * np.pi)
        | (np.abs(turn) > 0.3)
    )


def wrapped(angle: Any) -> Any:
    """An angle between -pi and pi."""
    return (angle + np.pi) % (2 * np.pi) - np.pi


def broken_modulus(x: Reals, w: Complexes, height: Callable[[Any], Any]) -> tuple[Reals, Reals]:
    """x and |f|, with a gap where it jumps."""
    size = np.abs(w)
    apart = np.abs(np.diff(height(size))) > 5 * TOLERANCE
    return _gaps(x, size, apart & _finest(x))


def broken_phase(x: Reals, w: Complexes) -> tuple[Reals, Reals]:
    """x and arg f in units of pi, in (-1, 1]: gaps at zeros and jumps, and where one end is left for the other."""
    phase = np.where(w == 0, np.nan, np.angle(w) / np.pi)
    phase = np.where(1 - np.abs(phase) < _NEGATIVE, 1.0, phase)
    step = np.diff(phase)
    turn = wrapped(np.pi * step) / np.pi
    jumps = _finest(x) & (np.abs(turn) > 10 * TOLERANCE)
    over = np.flatnonzero((np.abs(step) > 1) & ~jumps)
    x, phase = _gaps(x, phase, jumps | (np.abs(step) > 1), over)
    return x, phase


def _finest(x: Reals) -> NDArray[np.bool_]:
    return np.asarray(np.diff(x) <= 2.5 * FINEST * (x[-1] - x[0]))


def _gaps(
    x: Reals, y: Reals, after: NDArray[np.bool_], over: NDArray[np.intp] | None = None
) -> tuple[Reals, Reals]:
    """NaN put in after some points; at those in ``over`` the curve is led to y = 1 or -1 and goes on at the other."""
    led = set() if over is None else set(over.tolist())
    xs, ys, begun = [], [], 0
    for k in np.flatnonzero(after).tolist():
        xs.append(x[begun : k + 1])
        ys.append(y[begun : k + 1])
        if k in led:
            side = 1.0 if y[k] > 0 else -1.0
            before, behind = abs(side - y[k]), abs(-side - y[k + 1])
            share = before / (before + behind) if before + behind else 0.5
            place = x[k] + share * (x[k + 1] - x[k])
            xs.append(np.array([place, place, place]))
            ys.append(np.array([side, np.nan, -side]))
        else:
            xs.append(x[k : k + 1])
            ys.append(np.array([np.nan]))
        begun = k + 1
    return np.concatenate([*xs, x[begun:]]), np.concatenate([*ys, y[begun:]])


def ceiling_of(f: Callable[[Any], Complexes], first: Reals) -> tuple[float, bool]:
    """(how high the modulus goes, False), or (where to cut it, True) where it has no end.

    Raises: ValueError where f has no number at all.
    """
    size = np.abs(f(first))
    known = size[np.isfinite(size)]
    if not known.size:
        raise ValueError
    top, usual = float(known.max()), float(np.median(known))
    for low, high in _peaks(first, size):
        found = _top(f, low, high)
        if found > _POLE * top:
            return nice(5 * usual or 1.0), True
        top = max(top, found)
    return top or 1.0, False


def _peaks(x: Reals, size: Reals) -> Iterator[tuple[float, float]]:
    """Around each of the highest points, and around points without a number, the neighbours."""
    filled = np.where(np.isfinite(size), size, np.inf)
    around = np.concatenate([[-np.inf], filled, [-np.inf]])
    peaks = np.flatnonzero((filled >= around[:-2]) & (filled >= around[2:]))
    for k in sorted(peaks.tolist(), key=lambda k: -filled[k])[:12]:
        yield float(x[max(k - 1, 0)]), float(x[min(k + 1, x.size - 1)])


def _top(f: Callable[[Any], Complexes], low: float, high: float) -> float:
    """The largest modulus found between two places, looked for by thirds of thirds."""
    best = 0.0
    for _ in range(24):
        places = np.linspace(low, high, 9)
        size = np.abs(f(places))
        size[~np.isfinite(size)] = -1.0
        k = int(size.argmax())
        best = max(best, float(size[k]))
        low, high = float(places[max(k - 1, 0)]), float(places[min(k + 1, 8)])
    return best


def nice(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten, upwards.

    >>> nice(3.1), nice(0.07), nice(5)
    (5.0, 0.1, 5.0)
    """
    power = 10.0 ** np.floor(np.log10(value))
    for step in (1.0, 2.0, 5.0, 10.0):
        if value <= step * power * (1 + 1e-12):
            return float(f"{step * power:.3g}")
    return float(10 * power)
