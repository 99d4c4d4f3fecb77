r"""c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2,   T d c_osc/d T = k_B (kappa_3/(k_B T)^3 - 2 kappa_2/(k_B T)^2).

The second and third cumulants of a potential's energy, from its gaps eps_n - eps_1.

Shapes: gaps (P, L), +inf where there is no level; temperatures (K,); results (P, K).  Units: energies in w,
temperatures in w/k_B, results in k_B.  Errors: none.
Not guaranteed: anything where levels that matter are missing from the gaps.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["capacity", "capacity_and_slope", "slope_of_capacity"]

FROZEN = 45.0  # a state so many k_B T above the ground state is empty to 1e-19


def capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """c_osc/k_B, shape (P, K), of spectra with gaps eps_n - eps_1 (P, L), +inf where there is no level."""
    return _cumulants(gaps, temperature, False)[0]


def slope_of_capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """T d c_osc/d T, from the third cumulant of the energy."""
    return _cumulants(gaps, temperature, True)[1]


def capacity_and_slope(gaps: FloatArray, temperature: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Both, in little more time than one."""
    return _cumulants(gaps, temperature, True)


def _cumulants(
    gaps: FloatArray, temperature: FloatArray, third: bool
) -> tuple[FloatArray, FloatArray]:
    """c_osc and, where the third cumulant is wanted, its slope (else an empty array)."""
    result = np.zeros((gaps.shape[0], temperature.size))
    slope = np.zeros(result.shape if third else (0, 0))
    number = np.isfinite(gaps).sum(axis=1)
    for count in np.unique(number):
        rows = np.flatnonzero(number == count)
        step = max(1, 40_000 // max(int(count), 1))
        rows = rows[np.argsort(gaps[rows, 0], kind="stable")] if count else rows
        for start in range(0, rows.size if count else 0, step):
            at = rows[start : start + step]
            every = gaps[
                at, : int(count)
            ].T.copy()  # levels first: sums over few levels are quick then
            lowest = every.min(axis=1)
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
