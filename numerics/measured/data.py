r"""(T_i, C_i, sigma_i):  measured specific heat in SI units, and where it came from.

    C per kilogram = C per mole / M = C per volume / rho

Shapes: arrays (N,), ascending in T, repeats kept.  Units: K; J/(K kg), J/(K mol) or J/(K m^3).
Errors: DataFileError, a ValueError, in one sentence; TypeError for the wrong kind of object.
Not guaranteed: that the errors sigma are what the instrument's noise is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.measured.units import DataFileError

__all__ = ["Basis", "Dropped", "HeatData", "checked_constant"]

FloatArray = NDArray[np.float64]
Basis = Literal["mass", "mole", "volume"]
UNITS = {"mass": "J/(K kg)", "mole": "J/(K mol)", "volume": "J/(K m^3)"}

# name: (smallest, largest, unit, what a number outside usually is)
_RANGES = {
    "density": (100.0, 30_000.0, "kg/m^3", "is it in g/cm^3?"),
    "molar_mass": (1e-3, 100.0, "kg/mol", "is it in another unit than the one asked for?"),
    "mass": (1e-12, 100.0, "kg", "is it in another unit than the one asked for?"),
    "atoms": (1.0, 10_000.0, "atoms per formula unit", "is it a number of atoms?"),
    "velocity_longitudinal": (200.0, 30_000.0, "m/s", "is it in km/s?"),
    "velocity_transverse": (100.0, 20_000.0, "m/s", "is it in km/s?"),
}


def checked_constant(value: object, name: str) -> float:
    """A constant of a sample in SI, or one sentence."""
    low, high, unit, hint = _RANGES[name]
    words = name.replace("_", " ")
    if isinstance(value, bool) or not isinstance(value, (int, float, np.floating, np.integer)):
        raise TypeError(f"the {words} is {value!r}, but a number in {unit} is needed")
    number = float(value)
    if not low <= number <= high:
        raise DataFileError(
            f"the {words} is {number:g} {unit}, but {low:g} to {high:g} is needed because no glass lies beyond: {hint}"
        )
    return number


@dataclass(frozen=True)
class Dropped:
    """How many rows were left out, and why."""

    count: int
    reason: str


@dataclass(frozen=True)
class HeatData:
    """(T_i, C_i, sigma_i), i = 1 ... K:  measured specific heats with standard errors, None where none are known.

    temperature, heat, sigma: arrays (K,), sorted by temperature; T in K, C and sigma in ``unit``.
    basis: "mass", "mole" or "volume", what C is counted per.
    mass_error: the relative error that all C share, where the file tells it.
    molar_mass: kg/mol; atoms: per formula unit; None where not known.
    understood: what was read, one sentence each; dropped: what was left out.
    Raises: DataFileError for arrays of different shapes and for numbers that are not positive and finite.

    >>> from softpot.numerics import HeatData
    >>> data = HeatData([2.0, 1.0], [8e-3, 1e-3], None, "mass", molar_mass=0.06)
    >>> data.temperature.tolist(), data.heat.tolist(), data.unit
    ([1.0, 2.0], [0.001, 0.008], 'J/(K kg)')
    """

    temperature: FloatArray
    heat: FloatArray
    sigma: FloatArray | None
    basis: Basis
    name: str = ""
    molar_mass: float | None = None
    atoms: float | None = None
    mass_error: float | None = None
    understood: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def __post_init__(self) -> None:
        T, C = (np.asarray(v, dtype=np.float64) for v in (self.temperature, self.heat))
        sigma = None if self.sigma is None else np.asarray(self.sigma, dtype=np.float64)
        if self.basis not in UNITS:
            raise DataFileError(f"the basis is {self.basis!r}, but mass, mole or volume is needed")
        if T.ndim != 1 or C.shape != T.shape or (sigma is not None and sigma.shape != T.shape):
            raise DataFileError(
                f"temperature, heat{'' if sigma is None else ' and sigma'} have the shapes {T.shape}, {C.shape}"
                f"{'' if sigma is None else f' and {sigma.shape}'}, but one number for each point is needed"
            )
        if not T.size:
            raise DataFileError("no point is left, but at least one is needed to speak of data")
        for what, values in (("temperature", T), ("specific heat", C), ("error", sigma)):
            if values is None:
                continue
            wrong = np.flatnonzero(~(np.isfinite(values) & (values > 0.0)))
            if wrong.size:
                raise DataFileError(
                    f"the {what} of point {int(wrong[0]) + 1} is {values[wrong[0]]:g}, but a positive finite number is "
                    "needed because the fit works with ratios"
                )
        order = np.argsort(T, kind="stable")
        object.__setattr__(self, "temperature", T[order])
        object.__setattr__(self, "heat", C[order])
        object.__setattr__(self, "sigma", None if sigma is None else sigma[order])

    @property
    def unit(self) -> str:
        """The unit of ``heat``."""
        return UNITS[self.basis]

    def within(self, low: float, high: float) -> HeatData:
        """The points with low <= T <= high, in K.

        Raises: DataFileError for a window that holds no point.

        >>> from softpot.numerics import HeatData
        >>> HeatData([1.0, 2.0, 3.0], [1e-3, 8e-3, 0.027], None, "mass").within(1.5, 2.5).heat.tolist()
        [0.008]
        """
        if not low > 0.0:
            raise DataFileError(
                f"the window begins at {low:g} K, but a positive temperature is needed because T is absolute"
            )
        if not low < high:
            raise DataFileError(
                f"the window is {low:g} to {high:g} K, but the first must be smaller because points lie between them"
            )
        at = (self.temperature >= low) & (self.temperature <= high)
        if not at.any():
            raise DataFileError(
                f"the window {low:g} to {high:g} K holds no point, as the data run from {self.temperature[0]:g} to "
                f"{self.temperature[-1]:g} K"
            )
        sigma = None if self.sigma is None else self.sigma[at]
        return replace(self, temperature=self.temperature[at], heat=self.heat[at], sigma=sigma)

    def per(self, basis: Basis, density: float | None = None) -> HeatData:
        """The same data per mass, mole or volume; density in kg/m^3.

        Raises: DataFileError that names the number that is missing.

        >>> from softpot.numerics import HeatData
        >>> data = HeatData([1.0], [2e-3], None, "mass", molar_mass=0.06)
        >>> data.per("volume", density=2200.0).heat.round(9).tolist(), data.per("mole").heat.round(9).tolist()
        ([4.4], [0.00012])
        """
        if basis not in UNITS:
            raise DataFileError(f"the basis is {basis!r}, but mass, mole or volume is needed")
        if basis == self.basis:
            return self
        to_mass = {"mass": 1.0, "mole": self.molar_mass, "volume": density}
        missing = {
            "mole": ("molar mass", "molar_mass (--molar-mass)"),
            "volume": ("mass density", "density (--density)"),
        }
        for side in (self.basis, basis):
            if to_mass[side] is None:
                raise DataFileError(
                    f"the data are in {self.unit} and are wanted in {UNITS[basis]}, but the {missing[side][0]} "
                    f"that converts them is not given: say {missing[side][1]}"
                )
        # per mass = per mole/M = per volume/rho
        factor = float(to_mass[basis] or 1.0) / float(to_mass[self.basis] or 1.0)
        sigma = None if self.sigma is None else self.sigma * factor
        return replace(self, heat=self.heat * factor, sigma=sigma, basis=basis)
