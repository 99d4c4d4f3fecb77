r"""T <= 1.5 T_min:  the points of a fit, where T_min is the minimum of the measured C/T^3.

The minimum is looked for from low temperatures on, in medians of bins of ln T, so that the fall of C/T^3 far above
it, where all vibrations are excited, is not taken for one.  Where there is no minimum all points count.

Shapes: as ``HeatData``.  Units: K.  Errors: DataFileError in one sentence.
Not guaranteed: a minimum shallower than 3 per cent.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.measured.data import HeatData
from softpot.numerics.measured.units import DataFileError

__all__ = ["FEWEST", "SHORTEST", "chosen_window", "lowest_of_ratio", "required"]

FEWEST = 6
SHORTEST = 1.5
"""Octaves of temperature below which phonons and soft vibrations cannot be told apart without an elastic prior."""
BIN = 0.12
REACH = 1.8
RISE = 1.03
TOP = 1.5


def lowest_of_ratio(data: HeatData) -> float | None:
    """T at the minimum of C/T^3, to some ten per cent; None where there is none."""
    logs = np.log(data.temperature)
    ratio = data.heat / data.temperature**3
    number = ((logs - logs[0]) / BIN).astype(int)
    places, values = [], []
    for k in np.unique(number):
        inside = number == k
        places.append(float(np.exp(np.median(logs[inside]))))
        values.append(float(np.median(ratio[inside])))
    T, r = np.array(places), np.array(values)
    for k in range(T.size):
        after = (T > T[k]) & (T <= REACH * T[k])
        if (
            after.any()
            and r[after].max() > RISE * r[k]
            and r[k] <= r[after].min()
            and r[k] <= r[:k].min(initial=np.inf)
        ):
            return float(T[k])
    return None


def chosen_window(data: HeatData, window: tuple[float, float] | None) -> tuple[HeatData, str]:
    """The points of the fit, and how they were chosen."""
    if window is not None:
        low, high = window
        if not (isinstance(low, (int, float)) and isinstance(high, (int, float))):
            raise TypeError(f"the window is {window!r}, but two temperatures in K are needed")
        made = data.within(float(low), float(high))
        return made, f"{low:g} to {high:g} K, as given"
    least = lowest_of_ratio(data)
    if least is None:
        return data, "all points, as C/T^3 has no minimum among them"
    made = data.within(float(data.temperature[0]), TOP * least)
    return made, f"up to {TOP:g} times {least:.3g} K, where C/T^3 is least"


def required(data: HeatData, known: bool) -> None:
    """DataFileError where the points are too few, or span too little to tell phonons from soft vibrations."""
    count = data.temperature.size
    if count < FEWEST:
        raise DataFileError(
            f"the window holds {count} point{'s' if count > 1 else ''}, but at least {FEWEST} are needed because "
            "the fit has three to five parameters"
        )
    octaves = float(np.log2(data.temperature[-1] / data.temperature[0]))
    if octaves < SHORTEST and not known:
        raise DataFileError(
            f"the window spans {octaves:.2g} octaves in T, but {SHORTEST:g} are needed without an elastic prior "
            "because phonons and soft vibrations cannot be told apart there: give the density and "
            "the velocities of sound"
        )
