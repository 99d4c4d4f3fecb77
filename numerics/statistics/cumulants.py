r"""c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2,   T d c_osc/d T = k_B (kappa_3/(k_B T)^3 - 2 kappa_2/(k_B T)^2).

The second and third cumulants of a potential's energy, from its gaps eps_n - eps_1.

Shapes: gaps (P, L), +inf where there is no level; temperatures (K,); results (P, K).  Units: energies in w,
temperatures in w/k_B, results in k_B.  Errors: none.
Not guaranteed: anything where levels that matter are missing from the gaps.
"""

from __future__ import annotations

import numpy as np

from .geometry import FloatArray

__all__ = ["capacity", "slope_of_capacity"]


def capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """c_osc/k_B, shape (P, K), of spectra with gaps eps_n - eps_1 (P, L), +inf where there is no level."""
    return _cumulants(gaps, temperature, False)


def slope_of_capacity(gaps: FloatArray, temperature: FloatArray) -> FloatArray:
    """T d c_osc/d T, from the third cumulant of the energy."""
    return _cumulants(gaps, temperature, True)


def _cumulants(gaps: FloatArray, temperature: FloatArray, third: bool) -> FloatArray:
    result = np.empty((gaps.shape[0], temperature.size))
    number = np.isfinite(gaps).sum(axis=1)
    for count in np.unique(number):
        rows = np.flatnonzero(number == count)
        step = max(1, 40_000 // max(int(count), 1))
        for start in range(0, rows.size, step):
            at = rows[start : start + step]
            here = gaps[at, : int(count)]
            for k, value in enumerate(temperature):
                z = here / value
                weight = np.exp(-z)
                total = 1.0 + weight.sum(axis=1)
                first = weight * z
                mean = first.sum(axis=1) / total
                second = np.einsum("pl,pl->p", first, z) / total
                spread = second - mean * mean
                if third:
                    cube = np.einsum("pl,pl,pl->p", first, z, z) / total
                    spread = cube - 3.0 * mean * second + 2.0 * mean**3 - 2.0 * spread
                result[at, k] = spread
    return result
