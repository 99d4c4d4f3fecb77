r"""C(T) = k_B (P_s/2 rho) c(k_B T/w; L) + C_D T^3 with Gaussian noise:  data whose truth is known, to try a fit on.

Shapes: temperature (N,).  Units: K, J/(kg K); w/k_B in K, P_s in m^-3, the density in kg/m^3, C_D in J/(kg K^4).
Errors: ValueError where k_B T/w or L lies beyond the numerics' range.
Not guaranteed: to be any glass; the values that are not given are round ones of the order of vitreous silica's.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.measured.data import HeatData
from softpot.numerics.measured.surface import heat_surface
from softpot.numerics.statistics.material.material import BOLTZMANN
from softpot.numerics.statistics.model.distribution import Distribution

__all__ = ["synthetic_heat"]


def synthetic_heat(
    lowest: float = 0.22, highest: float = 3.0, points: int = 40, *, w: float = 3.9, P_s: float = 1.1e23,
    L: float = 10.0, C_D: float = 8e-4, density: float = 2200.0, noise: float = 0.01, seed: int = 1,
) -> HeatData:  # fmt: skip
    """Points in equal ratios of T, each with the relative error ``noise``.

    >>> from softpot.numerics.measured.synthetic import synthetic_heat
    >>> data = synthetic_heat(0.5, 2.0, 3, noise=0.0)
    >>> data.temperature.round(3).tolist(), data.heat.round(5).tolist()
    ([0.5, 1.0, 2.0], [0.00068, 0.00237, 0.01292])
    """
    T = np.geomspace(lowest, highest, points)
    surface = heat_surface(Distribution.constant(alpha_max=10))
    C = BOLTZMANN * P_s / 2.0 / density * surface.at(T / w, L) + C_D * T**3
    measured = C * (1.0 + noise * np.random.default_rng(seed).standard_normal(T.size))
    return HeatData(T, measured, noise * C if noise > 0.0 else None, "mass")
