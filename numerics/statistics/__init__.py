"""Distributions of soft potentials, their density of states n(E) and their specific heat c(T).

from numerics.statistics import exponential, specific_heat, density_of_states, minimum_of_heat

glass = exponential("0.1", eta_L="0.01")
specific_heat([0.1, 0.5, 1.0], glass)     # c in k_B P_0 eta_L^(5/2), T in w/k_B
density_of_states([0.01, 3.0], glass)     # n in P_0 eta_L^(5/2)/w, E in w
minimum_of_heat(glass)                    # of c/T^3
"""

from __future__ import annotations

from .density import density_of_states
from .distribution import Distribution, constant, exponential, flat, smooth
from .heat import Curve, HeatTable, heat_table, specific_heat
from .material import Material
from .material_file import MaterialFileError, read_material
from .minimum import Extremum, maximum_of_heat, minimum_of_heat
from .sampling import Ensemble, sample
from .tunnelling import splitting

__all__ = [
    "Curve",
    "Distribution",
    "Ensemble",
    "Extremum",
    "HeatTable",
    "Material",
    "MaterialFileError",
    "constant",
    "density_of_states",
    "exponential",
    "flat",
    "heat_table",
    "maximum_of_heat",
    "minimum_of_heat",
    "read_material",
    "sample",
    "smooth",
    "specific_heat",
    "splitting",
]
