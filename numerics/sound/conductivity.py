r"""K(tau) = \int d eps eps z^2 e^z/(e^z - 1)^2 / (S + S_rel),   z = eps/tau:  the thermal conductivity.

    kappa = sum_j g_j k_B (w/hbar)^2 K(k_B T/w)/(6 pi^3 v_j Cbar_j),     g_l = 1,  g_t = 2

for phonons with the mean free path 1/l = (pi omega/v) Cbar (S + S_rel).  As tau -> 0, K -> pi^2 tau^2.

Shapes: tau (K,).  Units: tau in w/k_B, K dimensionless; kappa in W/(m K) with w in J, v in m/s.
Range: 1e-8 <= tau <= 5.
Accuracy: 3e-6 to tau = 0.15 for resonant scattering alone, 1 per cent above, some per cent with
relaxation; ``Curve.error`` tells.
Errors: TypeError or ValueError in one sentence.
Not guaranteed: Rayleigh scattering by static disorder, multi-phonon decay, dispersion, phonons above E_d: all left out.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992).
"""

from __future__ import annotations

from functools import lru_cache
from math import pi

import numpy as np

from softpot.numerics.sound.relaxation import relaxation_at, strength_of_phonons
from softpot.numerics.sound.strength import COLD, HOTTEST, kind_of, values_and_errors
from softpot.numerics.sound.tables import thermal
from softpot.numerics.spectrum.types.arguments import parameter
from softpot.numerics.statistics.material.material import BOLTZMANN, HBAR
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["conductivity", "conductivity_in_SI", "half_of_the_heat", "local_exponents"]

LOWEST_TEMPERATURE = 1e-8
MOST = 60.0
"""z beyond which nothing counts."""
LOWEST, HIGHEST = 1e-16, 40.0


@lru_cache(maxsize=1)
def _nodes() -> tuple[FloatArray, FloatArray]:
    """Gauss's rule in panels of u = sqrt(z), as narrow as the table's steps where heat is carried."""
    x, w = np.polynomial.legendre.leggauss(8)
    edges = np.sqrt(np.concatenate([[0.0, 1e-6, 1e-3], np.geomspace(0.02, MOST, 200)]))
    half, middle = 0.5 * np.diff(edges), 0.5 * (edges[1:] + edges[:-1])
    u = (middle[:, None] + half[:, None] * x).ravel()
    return u * u, (half[:, None] * w).ravel() * 2.0 * u


def _one(
    tau: float, kind: str, distribution: Distribution | None, G: float | None
) -> tuple[float, float]:
    z, weight = _nodes()
    energy = tau * z
    weight = weight * z**3 * np.exp(-z) / np.expm1(-z) ** 2
    if tau <= COLD:
        value, error = values_and_errors(np.maximum(energy, LOWEST), tau, kind, distribution)
    else:
        value, error = thermal(np.clip(energy, LOWEST, HIGHEST), tau, kind)
    if G is not None:
        more, off = relaxation_at(energy, tau, G, kind)
        value, error = value + more, error + off
    K = tau**2 * (weight / value).sum()
    return float(K), float(tau**2 * (weight * error / value**2).sum() + 1e-7 * K)


def conductivity(
    tau: object, distribution: Distribution | None = None, *, G: object | None = None
) -> Curve:
    """K at the temperatures.

    >>> from softpot.numerics import conductivity
    >>> float(conductivity(0.1).value[0].round(5))
    0.08429

    tau: a number or a one-dimensional array, in w/k_B.  distribution: as for ``strength``.
    G: the constant of the one-phonon rates, with which relaxation is added; None: resonant scattering alone.
    Raises TypeError or ValueError (see the module text).
    """
    values = np.atleast_1d(parameter(tau, "tau"))
    kind = kind_of(distribution)
    low = LOWEST_TEMPERATURE
    if values.ndim != 1 or not ((values >= low) & (values <= HOTTEST)).all():
        raise ValueError(
            f"tau is {tau!r}, but numbers from {low:g} to {HOTTEST:g} are needed because K is known only there"
        )
    if kind == "other":
        raise ValueError(
            "the distribution is neither P_0 constant without a cutoff nor P constant, but one is needed because "
            "S at all temperatures is known for them only"
        )
    rate = None if G is None else strength_of_phonons(G)
    found = np.array([_one(float(T), kind, distribution, rate) for T in values])
    return Curve(values, found[:, 0], found[:, 1], "", "w/k_B", "K", "tau")


def local_exponents(
    tau: FloatArray, distribution: Distribution | None = None, G: float | None = None
) -> FloatArray:
    """d ln K/d ln tau at each temperature, over a step of 4 per cent that stays within the range."""
    above, below = np.minimum(1.02 * tau, HOTTEST), np.maximum(tau / 1.02, LOWEST_TEMPERATURE)
    K = [conductivity(T, distribution, G=G).value for T in (above, below)]
    return np.asarray(np.log(K[0] / K[1]) / np.log(above / below))


def conductivity_in_SI(
    K: FloatArray, w: float, Cbar: tuple[float, float], velocities: tuple[float, float]
) -> FloatArray:
    """kappa in W/(m K); w in J, Cbar and velocities (m/s) longitudinal and transverse."""
    carried = sum(g / (v * c) for g, v, c in zip((1, 2), velocities, Cbar, strict=True))
    return np.asarray(K * BOLTZMANN * (w / HBAR) ** 2 * carried / (6.0 * pi**3))


def half_of_the_heat(tau: float, distribution: Distribution | None = None) -> tuple[float, float]:
    """(the energy in w below which half of the heat is carried, the share carried below k_B T)."""
    kind = kind_of(distribution)
    z, weight = _nodes()
    energy = tau * z
    value, _ = thermal(np.clip(energy, LOWEST, HIGHEST), tau, kind)
    part = weight * z**3 * np.exp(-z) / np.expm1(-z) ** 2 / value
    # at a node half of what it stands for lies below it
    heat = (np.cumsum(part) - 0.5 * part) / part.sum()
    order = np.argsort(energy)
    return float(np.interp(0.5, heat[order], energy[order])), float(
        np.interp(1.0, z[order], heat[order])
    )
