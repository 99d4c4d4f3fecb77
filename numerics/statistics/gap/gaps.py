r"""E_1m(D_2, D_1) = eps_m - eps_1 of  -d^2/dy^2 + D_2 y^2 + D_1 y + y^4,   d E_1m/d D_1 = <y>_m - <y>_1.

The excitation energy and its slope over the plane of depressed quartics, D_1 >= 0:

* a < 60 (45 for m = 2) about the deepest minimum: diagonalisation, the slope by Hellmann and Feynman;
* beyond: the perturbation series of each well (``anharmonic``), the slope by differences of that smooth function.

``even_gap`` is E_1m at D_1 = 0 and for m = 2 the tunnel splitting, to relative accuracy.

Shapes: arrays (P,).  Units: w.  Errors: NotConverged of ``numerics.spectrum``.
Accuracy: 1e-10 of E or 1e-11 w, whichever is larger.
Not guaranteed: the relative accuracy of E_12 below 1e-3 w where tunnelling matters (``two_level`` has it).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from softpot.numerics.spectrum.doubles.levels import levels_above, levels_and_moments
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics.gap.anharmonic import well_levels
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre, wells_of_top
from softpot.numerics.statistics.model.tunnelling import tunnel_splitting

__all__ = ["SWITCH", "even_gap", "gap_and_slope", "gap_of"]

SWITCH = 60.0
SAME = 1e6
_CHUNK = 4096
_BESIDE = (1, -1, 2, -2)


def _switch(m: int) -> float:
    """Above this a the series is exact to 1e-9 for levels up to m."""
    return 45.0 if m == 2 else SWITCH


def gap_and_slope(D_2: FloatArray, D_1: FloatArray, m: int) -> tuple[FloatArray, FloatArray]:
    """E_1m and d E_1m/d D_1."""
    return _found(D_2, D_1, m, _series_gap)


def gap_of(D_2: FloatArray, D_1: FloatArray, m: int) -> FloatArray:
    """E_1m alone, in every bit that of ``gap_and_slope``; where there are series, in a fifth of the time."""
    return _found(D_2, D_1, m, _series_alone)[0]


def _found(
    D_2: FloatArray,
    D_1: FloatArray,
    m: int,
    by_series: Callable[..., tuple[FloatArray, FloatArray]],
) -> tuple[FloatArray, FloatArray]:
    alpha, beta, a, _ = from_centre(D_2, D_1)
    gap, slope = np.empty(D_2.size), np.empty(D_2.size)
    near = np.flatnonzero(a < _switch(m))
    for start in range(0, near.size, _CHUNK):
        at = near[start : start + _CHUNK]
        energies, moments = levels_and_moments(alpha[at], beta[at], m)
        gap[at] = energies[:, m - 1] - energies[:, 0]
        slope[at] = moments[:, m - 1, 0] - moments[:, 0, 0]
    far = np.flatnonzero(a >= _switch(m))
    if far.size:
        gap[far], slope[far] = by_series(D_2[far], D_1[far], m)
    return gap, slope


def _branches(D_2: FloatArray, D_1: FloatArray, m: int) -> FloatArray:
    """The levels of the deeper well and those of the other, above the ground state, (P, 2m); each is smooth."""
    alpha, beta, a, b = from_centre(D_2, np.abs(D_1))
    result = np.full((D_2.size, 2 * m), np.inf)
    two = alpha < 0.0
    one = np.flatnonzero(~two)
    if one.size:
        found = well_levels(a[one], b[one] / (2.0 * np.sqrt(a[one])), m)
        result[one, :m] = found - found[:, :1]
    at = np.flatnonzero(two)
    if at.size:
        wells = wells_of_top(alpha[at], beta[at])
        deep = well_levels(wells.a, wells.s, m)
        result[at, :m] = deep - deep[:, :1]
        there = np.flatnonzero(wells.a_other > 0.5 * SWITCH)
        if there.size:
            second = well_levels(wells.a_other[there], wells.s_other[there], m)
            # the wells' zero-point energies differ by a part a^(-3/2) of the height, below 1e-9 here,
            # and their difference would be rounding
            alike = wells.a[there] > SAME
            second[alike] = deep[there[alike]]
            # a well that has all but gone has no such levels, and its series no meaning
            second[~(second > 0.0)] = np.inf
            result[at[there], m:] = second - deep[there, :1] + wells.height[there, None]
    return result


def _series_alone(D_2: FloatArray, D_1: FloatArray, m: int) -> tuple[FloatArray, FloatArray]:
    """E_1m, without its slope."""
    return np.sort(_branches(D_2, D_1, m), axis=1)[:, m - 1], np.full(D_2.size, np.nan)


def _series_gap(D_2: FloatArray, D_1: FloatArray, m: int) -> tuple[FloatArray, FloatArray]:
    """E_1m and its slope, by fourth-order differences on the branch that level m belongs to."""
    here = _branches(D_2, D_1, m)
    column = np.argsort(here, axis=1, kind="stable")[:, m - 1]
    rows = np.arange(D_2.size)
    # the length on which a branch bends
    step = np.minimum(2e-3 * np.maximum(np.abs(D_2) ** 1.5, D_1), 0.4 * np.maximum(D_1, 1e-300))

    # all four places beside each point in one call
    places = np.concatenate([D_1 + k * step for k in _BESIDE])
    moved = _branches(np.tile(D_2, len(_BESIDE)), places, m).reshape(len(_BESIDE), *here.shape)
    value = moved[:, rows, column]
    # a second well that ends within the step has no bearing on the lowest levels
    one, back, two, twice_back = np.where(np.isfinite(value), value, here[rows, column])
    slope = (8.0 * (one - back) - (two - twice_back)) / (12.0 * step)
    return here[rows, column], slope


def even_gap(D_2: FloatArray, m: int) -> FloatArray:
    """E_1m of the symmetric potential."""
    if m == 2:
        near = np.flatnonzero(D_2 < SWITCH)
        result = np.empty(D_2.size)
        result[near] = tunnel_splitting(D_2[near])
        far = np.flatnonzero(D_2 >= SWITCH)
    else:
        result = np.empty(D_2.size)
        near = np.flatnonzero((D_2 < SWITCH) & (D_2 > -0.5 * SWITCH))
        if near.size:
            found = levels_above(reduce_quartic(D_2[near], np.zeros(near.size)), m)
            result[near] = found[:, m - 1] - found[:, 0]
        far = np.flatnonzero((D_2 >= SWITCH) | (D_2 <= -0.5 * SWITCH))
    if far.size:
        result[far] = np.sort(_branches(D_2[far], np.zeros(far.size), m), axis=1)[:, m - 1]
    return result
