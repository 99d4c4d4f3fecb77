r"""S_rel(omega, tau):  absorption by potentials whose populations lag behind the strain.

    S_rel = (1/(pi tau)) \int\int d D_1 d D_2 sum_k c_k^2 omega l_k/(omega^2 + l_k^2),    Q^-1 = pi Cbar (S + S_rel)

with the rates l_k of the one-phonon processes between all levels.  Only omega/G matters.  Up to tau = 0.4 two levels do
(``pairs``); above, S_rel is interpolated in a table of sums over many potentials (``tables``).

Shapes: omega (F,), tau a number.  Units: omega in w/hbar, tau in w/k_B, Q^-1 in Cbar.
Range: tau <= 5; omega/G from 1e-11 (1e-8 above tau = 0.4) on.
Accuracy: 1e-6 to tau = 0.2, 1e-2 to 0.4, a few per cent above; ``Curve.error`` tells.
Errors: TypeError or ValueError in one sentence.
Not guaranteed: more than one phonon at a time, anticrossings narrower than a linewidth.
Source: J. Jaeckle, Z. Phys. 257, 212 (1972); Buchenau et al., Phys. Rev. B 46, 2798 (1992).
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.machinery.outward import outward
from softpot.numerics.sound.pairs import HOTTEST as PAIRS_TO
from softpot.numerics.sound.pairs import SLOWEST, left_out, relaxation_of_pairs
from softpot.numerics.sound.resonant import SMALLEST
from softpot.numerics.sound.strength import kind_of, temperature_of, values_and_errors
from softpot.numerics.sound.tables import LEAST_FREQUENCY, relaxational
from softpot.numerics.spectrum.types.arguments import parameter
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["internal_friction", "relaxation_at", "strength_of_phonons"]


def strength_of_phonons(G: object) -> float:
    """G as a number, or one sentence."""
    array = parameter(G, "G")
    if array.ndim or not 1e-8 <= array <= 10.0:
        raise ValueError(
            f"G is {G!r}, but one number from 1e-8 to 10 is needed because it is the coupling to phonons, "
            "2e-3 in vitreous silica"
        )
    return float(array)


def relaxation_at(
    omega: FloatArray, tau: float, G: float, kind: str = "sea-gull"
) -> tuple[FloatArray, FloatArray]:
    """S_rel and its error estimate, without checks."""
    if tau <= PAIRS_TO:
        value = relaxation_of_pairs(tau, omega, G, kind)
        return value, left_out(tau) * value
    return relaxational(omega / G, tau, kind)


def internal_friction(
    tau: object, omega: object, G: object, distribution: Distribution | None = None
) -> Curve:
    """Q^-1/Cbar = pi (S + S_rel) at the frequencies, at one temperature.

    >>> from softpot.numerics import internal_friction
    >>> float(internal_friction(1.0, 1e-6, 2e-3).value[0].round(2))
    2.07

    tau: one temperature in w/k_B, 1e-3 to 5.  omega: a number or a one-dimensional array, in w/hbar.
    G: of the one-phonon rates, sum_j g_j Cbar_j (w/hbar v_j)^3/(2 pi P_s).
    distribution: P = |eta| P_0 with P_0 constant unless given; or P constant.
    Raises TypeError or ValueError (see the module text).
    """
    T, rate = temperature_of(tau, 1e-3), strength_of_phonons(G)
    kind = kind_of(distribution)
    if kind == "other":
        raise ValueError(
            "the distribution is neither P_0 constant without a cutoff nor P constant, but one is needed because "
            "relaxation is known for them only"
        )
    values = np.atleast_1d(parameter(omega, "omega"))
    least = SLOWEST if T <= PAIRS_TO else LEAST_FREQUENCY
    if values.ndim != 1 or not ((values >= least * rate) & (values <= 10.0)).all():
        raise ValueError(
            f"omega is {omega!r}, but numbers from {outward(least * rate, '.6g')} to 10 w/hbar are needed because "
            "slower pairs than those counted follow below, and phonons above are not sound"
        )
    more, off = relaxation_at(values, T, rate, kind)
    resonant, error = values_and_errors(np.maximum(values, SMALLEST), T, kind, distribution)
    return Curve(
        values, np.pi * (resonant + more), np.pi * (error + off), "Cbar", "w/hbar", "Q^-1", "omega"
    )
