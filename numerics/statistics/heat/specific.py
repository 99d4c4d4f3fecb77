r"""c(T) = \int\int d eta d t P(eta, t) c_osc,   c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2 over the levels that count.

``specific_heat`` is a weighted sum over a table of c_osc (``heat``), which the glass keeps for the next curve.

Shapes: T (K,); results (K,).  Units: T in w/k_B; c in k_B times the distribution's unit.  Range: 1e-3 <= T <= 5.
Errors: TypeError or ValueError in one sentence.
Not guaranteed: the estimate of the error is the difference of two quadrature rules, not a bound.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), text below Eq. (12).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from softpot.numerics.machinery.chunked import is_chunked, over_chunks, require_a_line
from softpot.numerics.machinery.exact import Numbers, shown
from softpot.numerics.machinery.former import formerly
from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.heat.heat import HeatTable, summed, table_of
from softpot.numerics.statistics.model.arguments import delocalisation_energy, temperatures
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.model.glass import Glass, glass_of

__all__ = ["heat_table", "specific_heat", "with_E_d"]


def with_E_d(given: list[Any], named: dict[str, Any], place: int) -> str:
    """A call with distribution and delocalised_above, turned into one with a Glass."""
    old = {"distribution", "delocalised_above"} & named.keys()
    if not old:
        return ""
    E_d = named.pop("delocalised_above", None)
    known = given[place] if len(given) > place else named.pop("distribution", named.get("glass"))
    if isinstance(known, Glass) and E_d is not None:
        raise TypeError("delocalised_above is given beside a Glass, but the Glass has its own E_d")
    # what is no distribution is refused by the function itself
    made = Glass(known, E_d) if isinstance(known, Distribution) else known
    if len(given) > place:
        given[place] = made
    else:
        named["glass"] = made
    return "Glass(distribution, E_d)" if "delocalised_above" in old else "glass=..."


def _with_table(given: list[Any], named: dict[str, Any]) -> str:
    """The same for a call that brings its table."""
    if len(given) < 3 and "table" not in named:
        return with_E_d(given, named, 1)
    table = given.pop(2) if len(given) > 2 else named.pop("table")
    said = with_E_d(given, named, 1)
    if table is None:
        return said or "a Glass, which keeps its tables"
    if not isinstance(table, HeatTable):
        raise TypeError(
            f"table is {shown(table)}, but what heat_table made is needed because it holds the levels' heat"
        )
    glass = glass_of(given[1] if len(given) > 1 else named["glass"])
    values = temperatures(given[0] if given else named["temperature"])
    if table.E_d != glass.E_d or not np.array_equal(table.temperature, values):
        raise ValueError(
            "the table was made for other temperatures or another E_d, but the same ones are needed because it has a "
            "column for each temperature and holds the levels that are kept"
        )
    glass = Glass(glass.distribution, glass.E_d)
    glass.tables.get(_key(values, glass.E_d), values.size, lambda: table)
    if len(given) > 1:
        given[1] = glass
    else:
        named["glass"] = glass
    return "a Glass, which keeps its tables, and glass.with_distribution(...) for the next distribution"


def _key(temperature: FloatArray, E_d: float | None) -> tuple[str, float | None, bytes]:
    return "c", E_d, temperature.tobytes()


@formerly(_with_table)
def specific_heat(temperature: Numbers, glass: Glass | Distribution) -> Curve:
    """c(T) = int int d eta d t P c_osc(T), c_osc = k_B (<eps^2> - <eps>^2)/(k_B T)^2, with error estimates.

    temperature: T in w/k_B, a number or an array (K,), 1e-3 to 5; of dask, for a Curve of arrays of dask.
    glass: a Glass, which keeps its tables for the next curve, or a Distribution, of whose potentials all levels
    count.
    Returns: a ``Curve`` (K,), c in k_B times the distribution's unit; relative error 1e-6 for P_0 that vary over no
    less than a few eta_L, and 1e-5 with E_d.
    Raises: TypeError or ValueError.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), text below Eq. (12).
    Not guaranteed: the estimate is the difference of two quadrature rules, not a bound.

    >>> from softpot import Distribution, specific_heat
    >>> specific_heat([0.03, 0.3, 1.0], Distribution.constant(alpha_max=9)).value.round(5).tolist()
    [0.23203, 5.52984, 218.21113]
    """
    if is_chunked(temperature):
        return _chunked(temperature, glass_of(glass))
    values = temperatures(temperature)
    held = glass_of(glass)
    table = held.tables.get(
        _key(values, held.E_d), values.size, lambda: table_of(values, capacity, held.E_d)
    )
    value, error = summed(table, held.distribution)
    # below its error a sum over an interpolated end of the range may even be negative, which c is not
    return Curve(values, np.maximum(value, 0.0), error, f"k_B {held.unit}", "w/k_B", "c", "T")


def _of_chunk(temperature: FloatArray, glass: Glass) -> FloatArray:
    curve = specific_heat(temperature, glass)
    return np.stack([curve.value, curve.error])


def _chunked(temperature: Any, glass: Glass) -> Curve:
    """The same of arrays of dask, which compute nothing yet."""
    require_a_line(temperature, "temperature")
    value, error = over_chunks(_of_chunk, temperature, glass=glass)
    return Curve(temperature, value, error, f"k_B {glass.unit}", "w/k_B", "c", "T")


def heat_table(temperature: object, delocalised_above: object | None = None) -> HeatTable:
    """c_osc of every potential at these temperatures, as ``specific_heat`` took it in the last release."""
    return table_of(temperatures(temperature), capacity, delocalisation_energy(delocalised_above))
