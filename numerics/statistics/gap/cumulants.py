r"""c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2,   T d c_osc/d T = k_B (kappa_3/(k_B T)^3 - 2 kappa_2/(k_B T)^2).

The second and third cumulants of a potential's energy, from its gaps eps_n - eps_1.

Shapes: gaps (P, L), +inf where there is no level; temperatures (K,); results (P, K).  Units: energies in w,
temperatures in w/k_B, results in k_B.  Errors: none.
Not guaranteed: anything where levels that matter are missing from the gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["Ladders", "capacity", "capacity_and_slope", "ladders", "slope_of_capacity"]

FROZEN = 45.0  # a state so many k_B T above the ground state is empty to 1e-19


@dataclass(frozen=True)
class Ladders:
    """Gaps (P, L) put in order for the sums: for temperatures that come one after the other.

    parts: which potentials, with as many levels each, their gaps (L, P) in ascending order of the first one, and the
    lowest gap of each number.
    """

    size: int
    parts: tuple[tuple[NDArray[np.intp], FloatArray, FloatArray], ...]


def ladders(gaps: FloatArray) -> Ladders:
    """The ladders of spectra with gaps eps_n - eps_1 (P, L)."""
    return Ladders(gaps.shape[0], tuple(_parts(gaps)))


def _parts(gaps: FloatArray) -> Iterator[tuple[NDArray[np.intp], FloatArray, FloatArray]]:
    number = np.isfinite(gaps).sum(axis=1)
    for count in np.flatnonzero(np.bincount(number)):
        rows = np.flatnonzero(number == count)
        if not count:
            continue
        step = max(1, 40_000 // int(count))
        rows = rows[np.argsort(gaps[rows, 0], kind="stable")]
        for start in range(0, rows.size, step):
            at = rows[start : start + step]
            # levels first: sums over few levels are quick then
            every = gaps[at, : int(count)].T.copy()
            yield at, every, every.min(axis=1)


def capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """c_osc/k_B, shape (P, K), of spectra with gaps eps_n - eps_1 (P, L), +inf where there is no level."""
    return _cumulants(gaps, temperature, False)[0]


def slope_of_capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """T d c_osc/d T, from the third cumulant of the energy."""
    return _cumulants(gaps, temperature, True)[1]


def capacity_and_slope(
    gaps: FloatArray | Ladders, temperature: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Both, in little more time than one."""
    return _cumulants(gaps, temperature, True)


def _cumulants(
    gaps: FloatArray | Ladders, temperature: FloatArray, third: bool
) -> tuple[FloatArray, FloatArray]:
    """c_osc and, where the third cumulant is wanted, its slope (else an empty array)."""
    size, parts = (
        (gaps.size, iter(gaps.parts))
        if isinstance(gaps, Ladders)
        else (gaps.shape[0], _parts(gaps))
    )
    result = np.zeros((size, temperature.size))
    slope = np.zeros(result.shape if third else (0, 0))
    for at, every, lowest in parts:
        for k, value in enumerate(temperature):
            near = int(np.searchsorted(every[0], FROZEN * value))
            z = every[: int((lowest < FROZEN * value).sum()), :near] / value
            moment = np.exp(-z)
            total = 1.0 + moment.sum(axis=0)
            moment *= z
            mean = moment.sum(axis=0) / total
            moment *= z
            second = moment.sum(axis=0) / total
            spread = second - mean * mean
            result[at[:near], k] = spread
            if third:
                moment *= z
                cube = moment.sum(axis=0) / total
                spread = cube - 3.0 * mean * second + 2.0 * mean**3 - 2.0 * spread
                slope[at[:near], k] = spread
    return result, slope
