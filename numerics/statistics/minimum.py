r"""d ln(c/T^3)/d ln T = 0:  T dc/dT = 3 c,   T dc_osc/dT = k_B (kappa_3/(k_B T)^3 - 2 kappa_2/(k_B T)^2).

The minimum (or maximum) of c/T^3 as a root of the exact derivative of the computed curve, kappa_j being the
cumulants of a potential's energy.

Shapes: scalars.  Units: T in w/k_B, c/T^3 in k_B times ``distribution.unit`` per (w/k_B)^3.
Errors: TypeError or ValueError in one sentence.
Not guaranteed: two extrema closer together than a factor 1.1 in T.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq

from .arguments import (
    LARGEST_TEMPERATURE,
    SMALLEST_TEMPERATURE,
    require_distribution,
    temperatures,
)
from .cumulants import capacity, slope_of_capacity
from .distribution import Distribution
from .geometry import FloatArray
from .heat import HeatTable, summed, table_of
from .kept import delocalisation_energy

__all__ = ["Extremum", "maximum_of_heat", "minimum_of_heat"]

SCAN = 96


@dataclass(frozen=True)
class Extremum:
    """Where c/T^3 is extremal, and its value there."""

    temperature: float
    c_over_T3: float


@lru_cache(maxsize=4)
def _scan(low: float, high: float, E_d: float | None) -> tuple[HeatTable, HeatTable]:
    values = np.geomspace(low, high, SCAN)
    return table_of(values, capacity, E_d), table_of(values, slope_of_capacity, E_d)


def _excess(distribution: Distribution, value: HeatTable, slope: HeatTable) -> FloatArray:
    """(T dc/dT - 3c)/c."""
    c = summed(value, distribution)[0]
    # where nothing is excited c underflows, and with it the slope of any interest
    return np.where(
        c > 0.0, summed(slope, distribution, True)[0] / np.where(c > 0.0, c, 1.0) - 3.0, 1.0
    )


def _extremum(
    distribution: Distribution,
    low: object,
    high: object,
    sign: float,
    delocalised_above: object | None,
) -> Extremum | None:
    require_distribution(distribution)
    E_d = delocalisation_energy(delocalised_above)
    ends = np.concatenate([temperatures(low), temperatures(high)])
    if ends.size != 2 or not ends[0] < ends[1]:
        raise ValueError(
            f"temperatures from {low} to {high} are not a range, but two numbers in ascending order are needed because "
            "the extremum is searched for between them"
        )
    scan = _scan(float(ends[0]), float(ends[1]), E_d)
    excess = sign * _excess(distribution, *scan)
    at = np.flatnonzero((excess[:-1] < 0.0) & (excess[1:] >= 0.0))
    if not at.size:
        return None

    def off(log: float) -> float:
        here = np.array([np.exp(log)])
        tables = table_of(here, capacity, E_d), table_of(here, slope_of_capacity, E_d)
        return float(_excess(distribution, *tables)[0])

    found = []
    for k in at:
        one, two = np.log(scan[0].temperature[k]), np.log(scan[0].temperature[k + 1])
        T = float(np.exp(brentq(off, one, two, xtol=1e-12)))
        c = float(summed(table_of(np.array([T]), capacity, E_d), distribution)[0][0])
        found.append(Extremum(T, c / T**3))
    return min(found, key=lambda e: sign * e.c_over_T3)


def minimum_of_heat(
    distribution: Distribution,
    low: object = SMALLEST_TEMPERATURE,
    high: object = LARGEST_TEMPERATURE,
    *,
    delocalised_above: object | None = None,
) -> Extremum | None:
    """The deepest minimum of c/T^3 strictly between low and high, or None where c/T^3 has none.

    delocalised_above: E_d in w, beyond which vibrations are left out, as for ``specific_heat``.
    """
    return _extremum(distribution, low, high, 1.0, delocalised_above)


def maximum_of_heat(
    distribution: Distribution,
    low: object = SMALLEST_TEMPERATURE,
    high: object = LARGEST_TEMPERATURE,
    *,
    delocalised_above: object | None = None,
) -> Extremum | None:
    """The highest maximum of c/T^3 strictly between low and high, or None where c/T^3 has none.

    delocalised_above: E_d in w, beyond which vibrations are left out, as for ``specific_heat``.
    """
    return _extremum(distribution, low, high, -1.0, delocalised_above)
