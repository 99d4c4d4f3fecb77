"""Measured specific heat: files, units, the data object, and the fit of the model to it.

from softpot.numerics.measured import read_heat

data = read_heat("sample.dat")         # a Quantum Design file, or text with two or three columns
data.temperature, data.heat            # K, J/(K kg), sorted
data.understood, data.dropped          # what was read, and what was left out and why
"""

from __future__ import annotations

from softpot.numerics.measured.data import Dropped, HeatData
from softpot.numerics.measured.fit import fit_heat
from softpot.numerics.measured.read import read_heat
from softpot.numerics.measured.result import Estimate, HeatFit
from softpot.numerics.measured.units import DataFileError, HeatUnit, heat_unit

__all__ = [
    "DataFileError",
    "Dropped",
    "Estimate",
    "HeatData",
    "HeatFit",
    "HeatUnit",
    "fit_heat",
    "heat_unit",
    "read_heat",
]
