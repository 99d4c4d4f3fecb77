r"""S(eps, tau):  how strongly soft potentials absorb phonons of energy eps w at the temperature tau w/k_B.

    1/l = (pi omega/v) Cbar S(hbar omega/w, tau),    Cbar = P_s Lambda^2/(w rho v^2)
    S(eps, tau) = \int\int d D_1 d D_2 sum_{n<m} y_nm^2 (p_n - p_m) delta(eps_m - eps_n - eps)

At tau = 0 the strength of P = |eta| P_0, and that of P = const to 7.4 w, is interpolated (``tables``); the latter has
a logarithm at 2.18213, 5.26718 and 8.88652 w, where it is infinite, and beyond 7.4 w it is a sum over cells.  Up to
tau = 0.15 the strength is that at zero times tanh(eps/2 tau), as no third level is occupied, but for transitions from a
second level next to the first at 2.3 to 6 w, which the error covers; above, the transitions between excited levels
come from a fine cut of the plane.

Shapes: eps (K,), tau a number.  Units: eps in w, tau in w/k_B; S per unit of P_s D_1 D_2, for P = const
per unit of P eta_L^(3/2) alpha beta.
Range: 1e-16 <= eps <= 40 at tau = 0, 0.03 to 40 above tau = 0.15; tau <= 5.
Accuracy: 1e-6 at tau = 0 to 6 w, 1.5e-3 for P = const beyond 7.4 w; up to tau = 0.15 the same below 2.2 w and up to
3e-3 around 3.2 w; above, about a per cent; ``Curve.error`` tells.
Errors: TypeError, ValueError or NotConverged in one sentence.
Not guaranteed: that the estimate bounds the error; absorption by static disorder, which is not in the model.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992); Parshin, Phys. Rev. B 49, 9400 (1994).
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.sound.resonant import LARGEST, SEA_GULL, SMALLEST, resonant_at_zero
from softpot.numerics.sound.tables import cold, cold_flat, of_second_level, thermal
from softpot.numerics.spectrum.types.arguments import parameter
from softpot.numerics.statistics.model.arguments import require_distribution
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["COLD", "HOTTEST", "strength", "temperature_of", "values_and_errors"]

COLD, HOTTEST = 0.15, 5.0
HIGHEST = 40.0
LOWEST_WARM = 0.03
TOLERANCE = 1e-6


def temperature_of(tau: object, low: float = 0.0) -> float:
    """One temperature in w/k_B, or one sentence."""
    array = parameter(tau, "tau")
    if array.ndim or not low <= array <= HOTTEST:
        raise ValueError(
            f"tau is {tau!r}, but one number from {low:g} to {HOTTEST:g} is needed because S is known only there"
        )
    return float(array)


def kind_of(distribution: Distribution | None) -> str:
    """What S is tabulated for at all temperatures, "sea-gull" or "flat", else "other"."""
    if distribution is None:
        return "sea-gull"
    require_distribution(distribution)
    plain = distribution.factor == 1 and distribution.largest_alpha > 400.0
    if plain and distribution.alpha_max >= 24.0 and not distribution.frozen:
        return "sea-gull" if distribution.sea_gull else "flat"
    return "other"


def strength(eps: object, tau: object = 0, distribution: Distribution | None = None) -> Curve:
    """S at the energies, at one temperature.

    >>> from softpot.numerics import strength
    >>> float(strength(1.0).value[0].round(5))
    1.57075

    eps: a number or a one-dimensional array, in w.  tau: one temperature in w/k_B, 0 to 5.
    distribution: P = |eta| P_0 with P_0 constant unless given; no cutoff on tunnelling matters for it.  Other P_0 are
    served to tau = 0.15.
    Raises TypeError, ValueError or NotConverged (see the module text).
    """
    energy = np.atleast_1d(parameter(eps, "eps"))
    T = temperature_of(tau)
    kind = kind_of(distribution)
    low = SMALLEST if T <= COLD else LOWEST_WARM
    high = LARGEST if kind == "other" else HIGHEST
    wrong = ~((energy >= low) & (energy <= high))
    if energy.ndim != 1 or wrong.any():
        shown = (
            f"{energy[np.flatnonzero(wrong)[0]]:g} w"
            if energy.ndim == 1
            else f"of shape {energy.shape}"
        )
        raise ValueError(
            f"eps is {shown}, but numbers from {low:g} to {high:g} w are needed because S is known only there"
        )
    if kind == "other" and T > COLD:
        raise ValueError(
            f"tau is {T:g} and the distribution is neither P_0 constant without a cutoff nor P constant, but at most "
            f"{COLD:g} is needed because transitions between excited levels were summed for those two only"
        )
    value, error = values_and_errors(energy, T, kind, distribution)
    unit = "" if distribution is None or distribution.sea_gull else "P = const"
    return Curve(energy, value, error, unit, "w", "S", "eps")


def values_and_errors(
    energy: FloatArray, tau: float, kind: str, distribution: Distribution | None
) -> tuple[FloatArray, FloatArray]:
    """S and its error estimate, without checks."""
    if tau > COLD:
        return thermal(energy, tau, kind)
    if kind == "sea-gull":
        value, error = cold(energy)
    elif kind == "flat":
        value, error = cold_flat(energy)
    else:
        given = SEA_GULL if distribution is None else distribution
        pairs = [resonant_at_zero(float(e), given, TOLERANCE) for e in energy]
        value, error = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    if tau == 0.0:
        return value, error
    share = np.tanh(0.5 * energy / tau)
    return value * share, error * share + (1e-8 + of_second_level(energy, tau) * share) * value
