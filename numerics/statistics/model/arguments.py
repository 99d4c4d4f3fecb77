r"""T/w from 1e-3 to 5;  E/w from 1e-6 to 100:  the checks that the public functions share.

Each failure is one sentence that says what was given, what is accepted and why: TypeError for the wrong kind of
object, ValueError for the wrong value.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.machinery.exact import exact, shown
from softpot.numerics.spectrum.types.arguments import parameter
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = [
    "LARGEST_ENERGY",
    "LARGEST_LEVEL",
    "LARGEST_TEMPERATURE",
    "SMALLEST_ENERGY",
    "SMALLEST_TEMPERATURE",
    "delocalisation_energy",
    "energies",
    "require_distribution",
    "temperatures",
    "tolerance_of",
    "transition_of",
]

SMALLEST_TEMPERATURE, LARGEST_TEMPERATURE = 1e-3, 5.0
SMALLEST_ENERGY, LARGEST_ENERGY = 1e-6, 100.0
LARGEST_LEVEL = 5
SMALLEST_E_D, LARGEST_E_D = 2.0, 1e6
LARGEST_TOLERANCE = 1e-2


def _within(value: object, name: str, low: float, high: float, unit: str) -> FloatArray:
    array = np.atleast_1d(parameter(value, name))
    if array.ndim != 1 or not array.size:
        raise ValueError(
            f"{name} has shape {array.shape}, but a number or a one-dimensional array of at least one is needed "
            "because a curve has one value for each"
        )
    wrong = ~((array >= low) & (array <= high))
    if wrong.any():
        raise ValueError(
            f"{name} is {array[int(np.flatnonzero(wrong)[0])]:g} {unit}, but {low:g} to {high:g} is needed because the "
            "accuracy is stated only there"
        )
    return array


def temperatures(value: object) -> FloatArray:
    """Temperatures in w/k_B as an array (K,), or one sentence."""
    return _within(value, "temperature", SMALLEST_TEMPERATURE, LARGEST_TEMPERATURE, "w/k_B")


def energies(value: object) -> FloatArray:
    """Energies in w as an array (K,), or one sentence."""
    return _within(value, "energy", SMALLEST_ENERGY, LARGEST_ENERGY, "w")


def delocalisation_energy(value: object) -> float | None:
    """E_d in w as a number, None where nothing is delocalised, or one sentence."""
    if value is None:
        return None
    number = float(exact(value, "E_d"))
    if not number >= SMALLEST_E_D:
        raise ValueError(
            f"E_d is {number:g} w, but at least {SMALLEST_E_D:g} w is needed because the vibrations of "
            "potentials with one well begin at 2.18 w and below that only two-level systems are left to remove"
        )
    if not number <= LARGEST_E_D:
        raise ValueError(
            f"E_d is {number:g} w, but at most {LARGEST_E_D:g} w is needed because no level above it "
            "counts at any temperature"
        )
    return number


def require_distribution(value: object) -> None:
    """TypeError for anything but a Distribution."""
    if not isinstance(value, Distribution):
        raise TypeError(
            f"distribution is {shown(value)}, but a Distribution is needed because it says how many potentials "
            "of each kind there are"
        )


def transition_of(value: object) -> int:
    """m of the transition (1, m), or one sentence."""
    right = isinstance(value, tuple) and len(value) == 2 and all(type(v) is int for v in value)
    if not right:
        raise TypeError(
            f"transition is {shown(value)}, but a pair of level numbers such as (1, 2) is needed because it "
            "names two levels"
        )
    assert isinstance(value, tuple)
    if value[0] != 1 or not 2 <= value[1] <= LARGEST_LEVEL:
        raise ValueError(
            f"transition is {shown(value)}, but (1, 2) to (1, {LARGEST_LEVEL}) is needed because only these energies "
            "are known to rise with the asymmetry, on which the method rests"
        )
    return int(value[1])


def tolerance_of(value: object, finest: float) -> float:
    """A relative error to aim at, or one sentence."""
    array = parameter(value, "tolerance")
    if array.ndim or not finest <= array <= LARGEST_TOLERANCE:
        raise ValueError(
            f"tolerance is {value!r}, but a number from {finest:g} to {LARGEST_TOLERANCE:g} is needed because a finer "
            "one is not kept and a coarser one says little"
        )
    return float(array)
