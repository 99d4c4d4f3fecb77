r"""What w, P_s, C_D and L imply:  E_d, the share of the heat above it, theta_D, T_min, L from the time.

    E_d/w = (4/(pi^2 Cbar))^(1/3),          where l = lambda for the resonant absorption of soft vibrations
    share(z) = \int_z^oo x^6 e^x/(e^x - 1)^2 dx / (16 pi^6/21),     z = E_d/k_B T
    C_D = (2 pi^2/5) k_B (k_B/hbar)^3 (v_l^-3 + 2 v_t^-3)/3          per volume
    theta_D = ((12 pi^4/5) k_B n/C_D)^(1/3),                         n atoms in the same amount
    1/t = (w/hbar) G (d^2/4) Delta_0^2 (2 k_B T/w),                  d^2 = 2|D_2|,  Delta_0 = e^-L,
    G = sum_j g_j Cbar_j (w/hbar v_j)^3/(2 pi P_s),                  g_l = 1,  g_t = 2

The last is the rate of a symmetric pair of wells by one phonon: a pair with a smaller Delta_0 does not tunnel within
the time t.  L depends on T as ln(T)/2.

Shapes: scalars.  Units: SI; w in J.  Errors: ValueError.
Not guaranteed: that one Cbar describes both polarisations.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992), for the coupling; Debye for the phonons.
"""

from __future__ import annotations

from math import log, pi

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaincc

from softpot.numerics.machinery.bisection import halved_number
from softpot.numerics.statistics.material.material import BOLTZMANN, HBAR
from softpot.numerics.statistics.model.tunnelling import log_splitting

__all__ = [
    "TYPICAL_CBAR",
    "coupling_G",
    "cutoff_of_time",
    "debye_coefficient",
    "debye_temperature",
    "delocalisation",
    "largest_ratio",
    "share_above",
]

TYPICAL_CBAR = 3e-4
AVOGADRO = 6.02214076e23


def delocalisation(Cbar: float) -> float:
    """E_d/w from l = lambda."""
    return float((4.0 / (pi**2 * Cbar)) ** (1.0 / 3.0))


def share_above(z: float) -> float:
    """The share of the T^5 heat that vibrations with E > z k_B T have."""
    if z <= 0.0:
        return 1.0
    k = np.arange(1, max(3, int(60.0 / z) + 3) + 1)
    # x^6 e^x/(e^x - 1)^2 = sum_k k x^6 e^-kx
    return float((720.0 * gammaincc(7.0, k * z) / k**6).sum() / (16.0 * pi**6 / 21.0))


def largest_ratio(share: float) -> float:
    """z at which ``share_above`` is `share`."""
    return 0.5 * sum(halved_number(lambda z: share_above(z) > share, 0.5, 60.0, 100))


def debye_coefficient(v_l: float, v_t: float) -> float:
    """C_D in J/(K^4 m^3) of an elastic body with these velocities of sound in m/s."""
    inverse_cube = (v_l**-3 + 2.0 * v_t**-3) / 3.0
    return float(0.4 * pi**2 * BOLTZMANN * (BOLTZMANN / HBAR) ** 3 * inverse_cube)


def debye_temperature(C_D: float, atoms: float) -> float:
    """theta_D in K; C_D in J/K^4 of an amount that holds so many atoms."""
    return float((12.0 * pi**4 / 5.0 * BOLTZMANN * atoms / C_D) ** (1.0 / 3.0))


def coupling_G(w: float, P_s: float, Cbar: tuple[float, float], v: tuple[float, float]) -> float:
    """G of the one-phonon rates; w in J, P_s in m^-3, (longitudinal, transverse)."""
    return float(
        sum(g * c * (w / (HBAR * u)) ** 3 for g, c, u in zip((1, 2), Cbar, v, strict=True))
        / (2.0 * pi * P_s)
    )


def cutoff_of_time(time: float, w: float, G: float, tau: float) -> float:
    """L such that a symmetric pair of wells with Delta_0 = e^-L w relaxes once in the time, in s, at k_B T = tau w."""
    if not time > 0.0:
        raise ValueError(
            f"the time is {time:g} s, but a positive number is needed because wells relax within it"
        )
    prefactor = log(w / HBAR * G * time * tau)

    def off(size: float) -> float:
        # d^2/4 = |D_2|/2, and both factors 2 cancel
        return prefactor + log(size) + 2.0 * float(log_splitting(np.array([-size]))[0])

    low, high = 3.6, 60.0
    if not off(low) > 0.0 > off(high):
        raise ValueError(
            f"no pair of wells relaxes in just {time:g} s with G = {G:.3g} at k_B T = {tau:.3g} w, so that L cannot "
            "be found from the time"
        )
    return -float(log_splitting(np.array([-brentq(off, low, high, xtol=1e-12)]))[0])
