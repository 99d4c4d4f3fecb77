r"""E_1m(D_2, D_1(D_2)) = E:  the level curve of a transition in the plane of depressed quartics, D_1 >= 0.

E_1m rises with D_1 at every D_2 (checked on a grid for m = 2 ... 5), so that the curve is single-valued over the
ranges of D_2 where E_1m(D_2, 0) < E.  Newton steps in D_1^2, in which E^2 is nearly linear, inside a bracket.

Shapes: arrays (P,).  Units: w.  Errors: NotConverged if 80 steps do not settle.
Not guaranteed: transitions whose energy does not rise with D_1 (between two excited levels).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq

from softpot.numerics.machinery.secant import root_between
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.statistics.gap.gaps import even_gap, gap_and_slope, gap_of
from softpot.numerics.statistics.gap.two_level import (
    HIGHEST,
    LOWEST,
    WIDEST,
    small_gap,
    solve_small,
)
from softpot.numerics.statistics.model.geometry import FOLD, FloatArray, centre_of

__all__ = ["SETTLED", "above_least", "crossings", "curve", "fold_crossings", "gap", "ranges"]

STEPS = 80
CUT = 1e-11
"""How well the place of a cutoff is needed: the integrand is regular there, unlike at D_1 = 0 and the fold."""
SETTLED = 5e-10
ROUNDING = 5e-13


def gap(D_2: FloatArray, D_1: FloatArray, m: int) -> FloatArray:
    """E_1m, by the form without cancellation where it holds."""
    small = (D_2 >= LOWEST) & (D_2 <= HIGHEST) & (-2.0 * D_2 * D_1 * D_1 < 0.9)
    small &= m == 2
    result = np.empty(D_2.size)
    at = np.flatnonzero(small)
    if at.size:
        result[at] = small_gap(D_2[at], D_1[at])[0]
    at = np.flatnonzero(~small)
    if at.size:
        result[at] = gap_of(D_2[at], D_1[at], m)
    return result


def _guess(D_2: FloatArray, energy: FloatArray, m: int) -> FloatArray:
    """D_1^2 from harmonic wells, a = (E/2(m - 1))^2, or from two levels."""
    a = (0.5 * energy / (m - 1)) ** 2
    square = np.clip((1.0 - D_2 / a) / 1.5, 0.0, 1.0)
    harmonic = square * a**3 * (1.0 - square) ** 2
    levels = energy * energy / (2.0 * np.abs(D_2) + 1.0)
    return np.where(
        -0.45 * a > D_2, np.maximum(levels, harmonic), np.maximum(harmonic, 1e-3 * levels)
    )


def curve(
    D_2: FloatArray, energy: float | FloatArray, m: int, start: FloatArray | None = None
) -> tuple[FloatArray, FloatArray]:
    """(D_1, d E_1m/d D_1) on the level curve of one energy, or of one a point, at each D_2.

    start: D_1^2 to begin with, NaN where nothing is known.
    """
    E = np.broadcast_to(np.asarray(energy, dtype=np.float64), D_2.shape)
    D_1, slope = np.empty(D_2.size), np.empty(D_2.size)
    small = (
        (D_2 >= LOWEST) & (D_2 <= HIGHEST) & (E <= WIDEST)
        if m == 2
        else np.zeros(D_2.size, dtype=np.bool_)
    )
    at = np.flatnonzero(small)
    if at.size:
        D_1[at], slope[at] = solve_small(D_2[at], E[at])
    rest = np.flatnonzero(~small)
    first = _guess(D_2[rest], E[rest], m)
    if start is not None:
        first = np.where(np.isnan(start[rest]), first, start[rest])
    allowed = np.where(E <= WIDEST, SETTLED * E + ROUNDING, SETTLED * np.maximum(E, 1.0))
    X, low, high = np.maximum(first, 1e-300), np.zeros(rest.size), np.full(rest.size, np.inf)
    active = np.arange(rest.size)
    for _ in range(STEPS):
        if not active.size:
            return D_1, slope
        here = rest[active]
        x, wanted = X[active], E[here]
        root = np.sqrt(x)
        value, rise = gap_and_slope(D_2[here], root, m)
        off = value - wanted
        below = np.where(off < 0.0, x, low[active])
        above = np.where(off > 0.0, x, high[active])
        low[active], high[active] = below, above
        # E^2 against D_1^2; the slope of E itself where that overshoots
        move = -(value * value - wanted * wanted) * root / np.maximum(value * rise, 1e-300)
        target = x + move
        bad = ~((target > below) & (target < above))
        bounded = np.where(np.isfinite(above), above, 64.0 * x)
        middle = np.where(below > 0.0, np.sqrt(below * bounded), 0.125 * bounded)
        narrow = above - below <= 1e-12 * x
        settled = np.abs(off) <= allowed[here]
        # next to D_1 = 0 rounding of the levels leaves D_1^2 uncertain by some 1e-11
        close = settled & ((np.abs(move) <= 1e-4 * x) | (x < 1e-8))
        # there the slope is proportional to D_1, which the last step still improves
        last = np.sqrt(np.maximum(1.0 + np.where(close, move, 0.0) / x, 0.25))
        D_1[here], slope[here] = root * last, rise * last
        done = close | narrow | (x < 1e-14)
        X[active] = np.where(bad, middle, target)
        active = active[~done]
    k = rest[active[0]]
    raise NotConverged(
        f"the level curve E = {E[k]:g} w of levels 1 and {m} did not settle at D_2 = {D_2[k]:.6g}"
    )


def _with_least(
    x: FloatArray, value: FloatArray, f: Callable[[FloatArray], FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """The grid with the place of its least value put in, so that two close roots are not missed."""
    k = int(np.argmin(value))
    if not 0 < k < x.size - 1:
        return x, value
    low, high = float(x[k - 1]), float(x[k + 1])
    for _ in range(12):
        trial = np.linspace(low, high, 9)
        least = int(np.clip(np.argmin(f(trial)), 1, 7))
        low, high = float(trial[least - 1]), float(trial[least + 1])
    middle = np.array([0.5 * (low + high)])
    at = int(np.searchsorted(x, middle[0]))
    return np.insert(x, at, middle), np.insert(value, at, f(middle))


@lru_cache(maxsize=16)
def _even_scan(m: int) -> tuple[FloatArray, FloatArray]:
    """E_1m(D_2, 0) on a grid, its least value included."""
    D_2 = np.concatenate(
        [-np.geomspace(3e3, 20.5, 60), np.linspace(-20.0, 20.0, 161), np.geomspace(20.5, 3e3, 60)]
    )
    return _with_least(D_2, even_gap(D_2, m), lambda x: even_gap(x, m))


def _changes(y: FloatArray) -> list[int]:
    """The places before a change of sign."""
    return [int(k) for k in np.flatnonzero(np.signbit(y[1:]) != np.signbit(y[:-1]))]


def _roots(x: FloatArray, y: FloatArray, f: Callable[[float], float]) -> list[float]:
    return [float(brentq(f, x[k], x[k + 1], xtol=1e-14, rtol=1e-14)) for k in _changes(y)]


def _near_roots(x: FloatArray, y: FloatArray, f: Callable[[float], float]) -> list[float]:
    """The same to CUT."""
    return [root_between(f, x, y, k, CUT) for k in _changes(y)]


def above_least(energy: float, m: int) -> float:
    """How far the energy lies above the least E_1m, where the level curve begins as a point; +inf for m = 2."""
    return float("inf") if m == 2 else energy - float(_even_scan(m)[1].min())


@lru_cache(maxsize=256)
def ranges(energy: float, m: int) -> tuple[tuple[float, float], ...]:
    """The intervals of D_2 in which E_1m(D_2, 0) < energy; the first may begin at -inf (m = 2)."""
    D_2, value = _even_scan(m)
    logs = np.log(np.maximum(value, 1e-300)) - np.log(energy)
    ends = _roots(D_2, logs, lambda x: float(np.log(even_gap(np.array([x]), m)[0] / energy)))
    if m == 2:
        ends = [-np.inf, *ends]
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _on_fold(beta: FloatArray, m: int) -> FloatArray:
    D_2, D_1 = centre_of(np.zeros_like(beta), beta)
    return gap_of(D_2, np.abs(D_1), m)


@lru_cache(maxsize=16)
def _fold_scan(m: int) -> tuple[FloatArray, FloatArray]:
    """E_1m along the fold, its least value included, so that two close crossings are not missed."""
    beta = np.concatenate([np.linspace(0.01, 12.0, 120), np.geomspace(12.2, 120.0, 40)])
    value = _on_fold(beta, m)
    return _with_least(beta, value, lambda x: _on_fold(x, m))


@lru_cache(maxsize=256)
def fold_crossings(energy: float, m: int) -> tuple[float, ...]:
    """D_2 where the level curve meets the fold, alpha = 0."""
    beta, value = _fold_scan(m)

    def off(x: float) -> float:
        return float(_on_fold(np.array([x]), m)[0]) - energy

    return tuple(-0.375 * x * x for x in _roots(beta, value - energy, off))


@lru_cache(maxsize=64)
def _deep_scan(alpha_max: float, m: int) -> tuple[FloatArray, FloatArray]:
    """ln E_1m along alpha = -alpha_max."""
    beta = np.concatenate([[0.0], np.geomspace(1e-9, 4e2 + 4.0 * np.sqrt(alpha_max), 200)])
    D_2, D_1 = centre_of(np.full(beta.size, -alpha_max), beta)
    return beta, np.log(np.maximum(gap(D_2, np.abs(D_1), m), 1e-300))


@lru_cache(maxsize=64)
def _wide_scan(largest_alpha: float, m: int) -> tuple[FloatArray, FloatArray]:
    """E_1m along a = largest_alpha."""
    s = np.linspace(0.0, FOLD, 40)
    D_2, D_1 = centre_of(np.full(s.size, largest_alpha), 2.0 * s * np.sqrt(largest_alpha))
    return s, gap_of(D_2, np.abs(D_1), m)


@lru_cache(maxsize=256)
def crossings(energy: float, m: int, alpha_max: float, largest_alpha: float) -> tuple[float, ...]:
    """D_2 where the level curve meets the cutoffs alpha = -alpha_max (two wells) and a = largest_alpha (one)."""
    found = []
    if np.isfinite(alpha_max):

        def deep(x: float) -> float:
            D_2, D_1 = centre_of(np.array([-alpha_max]), np.array([x]))
            return float(np.log(max(gap(D_2, np.abs(D_1), m)[0], 1e-300) / energy))

        beta, value = _deep_scan(alpha_max, m)
        found += [
            -alpha_max - 0.375 * x * x for x in _near_roots(beta, value - np.log(energy), deep)
        ]
    if largest_alpha < (0.6 * energy + 8.0) ** 2:

        def wide(x: float) -> float:
            D_2, D_1 = centre_of(
                np.array([largest_alpha]), np.array([2.0 * x * np.sqrt(largest_alpha)])
            )
            return float(gap_of(D_2, np.abs(D_1), m)[0]) - energy

        s, gaps = _wide_scan(largest_alpha, m)
        found += [largest_alpha * (1.0 - 1.5 * x * x) for x in _near_roots(s, gaps - energy, wide)]
    return tuple(found)
