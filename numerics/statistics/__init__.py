"""Distributions of soft potentials, their density of states n(E) and their specific heat c(T).

from softpot import Distribution, specific_heat, density_of_states, minimum_of_heat

glass = Distribution.exponential("0.1", eta_L="0.01")
specific_heat([0.1, 0.5, 1.0], glass)     # c in k_B P_0 eta_L^(5/2), T in w/k_B
density_of_states([0.01, 3.0], glass)     # n in P_0 eta_L^(5/2)/w, E in w
minimum_of_heat(glass)                    # of c/T^3
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softpot._lazy import attributes
from softpot.numerics.statistics.density.density import density_of_states
from softpot.numerics.statistics.heat.minimum import Extremum, maximum_of_heat, minimum_of_heat
from softpot.numerics.statistics.heat.specific import specific_heat
from softpot.numerics.statistics.material.material import Material
from softpot.numerics.statistics.material.material_file import MaterialFileError, read_material
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.glass import Glass
from softpot.numerics.statistics.model.sampling import Ensemble
from softpot.numerics.statistics.model.tunnelling import tunnel_splitting

__all__ = [
    "Curve",
    "Distribution",
    "Ensemble",
    "Extremum",
    "Glass",
    "Material",
    "MaterialFileError",
    "density_of_states",
    "maximum_of_heat",
    "minimum_of_heat",
    "read_material",
    "specific_heat",
    "tunnel_splitting",
]

_MODEL = "softpot.numerics.statistics.model.distribution:Distribution"
_FORMER = {
    name: (f"{_MODEL}.{name}", f"softpot.Distribution.{name}")
    for name in ("constant", "exponential", "flat", "smooth")
} | {
    "HeatTable": ("softpot.numerics.statistics.heat.heat:HeatTable", "softpot.Glass"),
    "heat_table": ("softpot.numerics.statistics.heat.specific:heat_table", "softpot.Glass"),
    "sample": (
        "softpot.numerics.statistics.model.sampling:sample",
        "distribution.sample(count, seed)",
    ),
    "splitting": (
        "softpot.numerics.statistics.model.tunnelling:tunnel_splitting",
        "softpot.numerics.statistics.tunnel_splitting, or softpot.splitting(alpha, 0, 1, 2)",
    ),
}

if not TYPE_CHECKING:
    __getattr__, _ = attributes(__name__, {}, former=_FORMER)
