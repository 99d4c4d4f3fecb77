r"""w(T_low, T_high), P_s(T_low, T_high):  the fit in windows with other ends, and with other assumptions.

A model that describes the data gives the same parameters in every window, within the errors; three terms do not.

Shapes: tuples.  Units: K.  Errors: none; a window in which nothing can be fitted has None.
Not guaranteed: independence of the windows, which share points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softpot.numerics.measured.surface import LARGEST_L, SMALLEST_L
from softpot.numerics.measured.units import DataFileError
from softpot.numerics.measured.window import required
from softpot.numerics.spectrum.types.errors import NotConverged

if TYPE_CHECKING:
    from softpot.numerics.measured.result import HeatFit

__all__ = ["shifts", "what_would_change", "window_scan"]

LOWER = (1.0, 1.5, 2.25, 3.4)
UPPER = (1.0, 0.85, 0.7, 0.55)


def window_scan(fit: HeatFit) -> tuple[tuple[float, float, HeatFit | None], ...]:
    """The fits with the lower end raised and the upper end lowered by these factors."""
    from softpot.numerics.measured.fit import fitted
    from softpot.numerics.measured.result import HeatFit

    T = fit.data.temperature
    found: list[tuple[float, float, HeatFit | None]] = []
    for up in LOWER:
        for down in UPPER:
            low, high = float(T[0]) * up, float(T[-1]) * down
            made: HeatFit | None = None
            try:
                part = fit.data.within(low * (1 - 1e-12), high * (1 + 1e-12))
                required(part, fit.assumptions.elastic is not None)
                told = fit.assumptions
                made = HeatFit(
                    part, told, *fitted(part, told, fit.sigma, told.L), "a part", fit.sigma
                )
            except (DataFileError, NotConverged):
                made = None
            found.append((low, high, made))
    return tuple(found)


def what_would_change(fit: HeatFit) -> tuple[tuple[str, HeatFit | None], ...]:
    """(assumption, the fit under it): another cutoff, frozen wells, phonons free, another scale of C."""
    told = fit.assumptions
    L = told.L[0]
    cases: list[tuple[str, dict[str, object]]] = [
        (f"L = {value:g}, fixed", {"L": (value, 0.0)})
        for value in (max(L - 3.0, SMALLEST_L), min(L + 3.0, LARGEST_L))
    ]
    vibrate = "do not count" if told.frozen else "vibrate"
    cases.append((f"wells beyond the cutoff {vibrate}", {"frozen": not told.frozen}))
    if told.elastic is not None:
        cases.append(("C_D free", {"elastic": None}))
    elif told.C_D is not None and fit.elastic_C_D is not None:
        cases.append(("C_D elastic to 3 %", {"elastic": 0.03}))
    found: list[tuple[str, HeatFit | None]] = []
    for words, change in cases:
        try:
            found.append((words, fit.changed(**change)))
        except (DataFileError, NotConverged):
            found.append((words, None))
    return tuple(found)


def shifts(fit: HeatFit, other: HeatFit) -> dict[str, float]:
    """How far w, P_s and C_D of another fit lie from this one's, relative."""
    return {name: other.value(name) / fit.value(name) - 1.0 for name in ("w", "P_s", "C_D")}
