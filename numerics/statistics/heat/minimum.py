r"""d ln(c/T^3)/d ln T = 0:  T dc/dT = 3 c,   T dc_osc/dT = k_B (kappa_3/(k_B T)^3 - 2 kappa_2/(k_B T)^2).

The minimum (or maximum) of c/T^3 as a root of the exact derivative of the computed curve, kappa_j being the
cumulants of a potential's energy.

Shapes: scalars.  Units: T in w/k_B, c/T^3 in k_B times ``distribution.unit`` per (w/k_B)^3.
Errors: TypeError or ValueError in one sentence.
Not guaranteed: two extrema closer together than a factor 1.1 in T.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from softpot.derive.machinery.showing import html_table
from softpot.numerics.machinery.exact import Number
from softpot.numerics.machinery.former import formerly
from softpot.numerics.machinery.secant import root_between
from softpot.numerics.statistics.heat.heat import HeatTable, Kept, both_tables, summed
from softpot.numerics.statistics.heat.specific import with_E_d
from softpot.numerics.statistics.model.arguments import (
    LARGEST_TEMPERATURE,
    SMALLEST_TEMPERATURE,
    temperatures,
)
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.model.glass import Glass, glass_of

__all__ = ["Extremum", "maximum_of_heat", "minimum_of_heat"]

SCAN = 96
XTOL = 1e-12


@dataclass(frozen=True)
class Extremum:
    """c/T^3 where d(c/T^3)/dT = 0.

    temperature: in w/k_B.  c_over_T3: in ``unit``.  kind: "minimum" or "maximum".

    >>> from softpot.numerics import Extremum
    >>> Extremum(0.56, 139.66, "minimum", "k_B P_0 eta_L^(5/2)/(w/k_B)^3")
    minimum of c/T^3 at T = 0.56 w/k_B: 139.66 k_B P_0 eta_L^(5/2)/(w/k_B)^3
    """

    temperature: float
    c_over_T3: float
    kind: str = "extremum"
    unit: str = ""

    def __repr__(self) -> str:
        value = " ".join(filter(None, (f"{self.c_over_T3:.8g}", self.unit)))
        return f"{self.kind} of c/T^3 at T = {self.temperature:.8g} w/k_B: {value}"

    def _repr_html_(self) -> str:
        rows = [
            ["T", f"{self.temperature:.8g}", "w/k_B"],
            ["c/T^3", f"{self.c_over_T3:.8g}", self.unit],
        ]
        return html_table(f"{self.kind} of c/T^3", ("", "value", "unit"), rows, marked=True)


def _scan(low: float, high: float, E_d: float | None) -> tuple[HeatTable, HeatTable]:
    return both_tables(np.geomspace(low, high, SCAN), E_d)


def _excess(kept: Kept, value: HeatTable, slope: HeatTable) -> tuple[FloatArray, FloatArray]:
    """(T dc/dT - 3c)/c, and c."""
    distribution = kept.distribution
    c = summed(value, distribution, kept=kept)[0]
    # where nothing is excited c underflows, and with it the slope of any interest
    safe = np.where(c > 0.0, c, 1.0)
    return np.where(c > 0.0, summed(slope, distribution, True, kept)[0] / safe - 3.0, 1.0), c


def _root(
    kept: Kept, E_d: float | None, logs: FloatArray, excess: FloatArray, k: int
) -> tuple[float, float]:
    """T between places k and k + 1 where the excess is 0, and c there."""
    heats: dict[float, float] = {}

    def off(log: float) -> float:
        found, c = _excess(kept, *both_tables(np.array([np.exp(log)]), E_d, kept))
        heats[log] = float(c[0])
        return float(found[0])

    root = root_between(off, logs, excess, k, XTOL)
    if root not in heats:
        off(root)
    return float(np.exp(root)), heats[root]


def _extremum(given: object, low: object, high: object, sign: float) -> Extremum | None:
    glass = glass_of(given)
    distribution, E_d = glass.distribution, glass.E_d
    ends = np.concatenate([temperatures(low), temperatures(high)])
    if ends.size != 2 or not ends[0] < ends[1]:
        raise ValueError(
            f"temperatures from {low} to {high} are not a range, but two numbers in ascending order are needed because "
            "the extremum is searched for between them"
        )
    first, last = float(ends[0]), float(ends[1])
    scan = glass.tables.get(("scan", E_d, first, last), 2 * SCAN, lambda: _scan(first, last, E_d))
    kept = Kept(distribution)
    excess = sign * _excess(kept, *scan)[0]
    at = np.flatnonzero((excess[:-1] < 0.0) & (excess[1:] >= 0.0))
    if not at.size:
        return None

    logs = np.log(scan[0].temperature)
    found = []
    for k in at:
        T, c = _root(kept, E_d, logs, sign * excess, int(k))
        unit = f"k_B {distribution.unit}/(w/k_B)^3"
        found.append(Extremum(T, c / T**3, "minimum" if sign > 0.0 else "maximum", unit))
    return min(found, key=lambda e: sign * e.c_over_T3)


def _former(given: list[Any], named: dict[str, Any]) -> str:
    return with_E_d(given, named, 0)


@formerly(_former)
def minimum_of_heat(
    glass: Glass | Distribution,
    low: Number = SMALLEST_TEMPERATURE,
    high: Number = LARGEST_TEMPERATURE,
) -> Extremum | None:
    """d ln(c/T^3)/d ln T = 0, rising: the deepest minimum of c/T^3 strictly between two temperatures, or None.

    glass: a Glass or a Distribution.  low, high: temperatures in w/k_B, 1e-3 to 5 unless told.
    Returns: an ``Extremum``, a root of the exact derivative of the computed curve.
    Raises: TypeError or ValueError.
    Not guaranteed: two extrema closer together than a factor 1.1 in T.

    >>> from softpot import Distribution, minimum_of_heat
    >>> found = minimum_of_heat(Distribution.constant(alpha_max=10), 0.5, 0.65)
    >>> round(found.temperature, 5), round(found.c_over_T3, 3)
    (0.56035, 139.664)
    """
    return _extremum(glass, low, high, 1.0)


@formerly(_former)
def maximum_of_heat(
    glass: Glass | Distribution,
    low: Number = SMALLEST_TEMPERATURE,
    high: Number = LARGEST_TEMPERATURE,
) -> Extremum | None:
    """d ln(c/T^3)/d ln T = 0, falling: the highest maximum of c/T^3 strictly between two temperatures, or None.

    glass: a Glass or a Distribution; with all levels c/T^3 has no maximum.  low, high: temperatures in w/k_B.
    Returns: an ``Extremum``, a root of the exact derivative of the computed curve.
    Raises: TypeError or ValueError.
    Not guaranteed: two extrema closer together than a factor 1.1 in T.

    >>> from softpot import Distribution, maximum_of_heat
    >>> maximum_of_heat(Distribution.constant(alpha_max=10), 0.3, 0.6) is None
    True
    """
    return _extremum(glass, low, high, -1.0)
