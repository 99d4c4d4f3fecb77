r"""Lambda_j, gamma_j, G, L(t), E_d, T_min, T_max, kappa, l/lambda:  what w, P_s and the coupling to sound imply.

    Lambda_j = (Cbar_j w rho v_j^2/P_s)^(1/2),    gamma_j = Lambda_j d/2,    d = sqrt(2 |D_2|)
    G = sum_j g_j Cbar_j (w/hbar v_j)^3/(2 pi P_s),    l/lambda = 1/(2 pi^2 Cbar S)

Shapes: scalars, and arrays over temperatures.  Units: SI.
Errors: ValueError or TypeError in one sentence.
Not guaranteed: that strain acts on the linear coefficient D_1 in the main, which makes Cbar one constant.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992); Berret and Meissner, Z. Phys. B 70, 65 (1988), for gamma.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np

from softpot.numerics.measured.data import checked_constant
from softpot.numerics.measured.implied import coupling_G, cutoff_of_time, delocalisation
from softpot.numerics.sound.conductivity import conductivity, conductivity_in_SI
from softpot.numerics.sound.relaxation import internal_friction
from softpot.numerics.sound.strength import HOTTEST, strength
from softpot.numerics.statistics.heat.minimum import minimum_of_heat
from softpot.numerics.statistics.material.material import BOLTZMANN, ELECTRONVOLT, HBAR
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting

__all__ = ["GlassConstants"]

PAIR = 0.01
"""Delta_0/w of the pairs for which gamma is given."""
BENT, CUT = 3.9155, 6.6820
REFERENCE = 1.0 / 3.0
TEMPERATURES, FREQUENCY, ENERGIES = (0.1, 1.0, 10.0), 1e4, (1.0, 3.0)
"""K, Hz and w at which conductivity, absorption and free paths are quoted."""
BEYOND = "phonons beyond E_d and static disorder left out, one-phonon relaxation"


@dataclass(frozen=True)
class GlassConstants:
    """w in J, P_s in m^-3, Cbar and velocities of sound (longitudinal, transverse), density in kg/m^3, time in s."""

    w: float
    P_s: float
    Cbar: tuple[float, float]
    velocities: tuple[float, float]
    density: float
    time: float = 10.0

    def __post_init__(self) -> None:
        checked_constant(self.density, "density")
        checked_constant(self.velocities[0], "velocity_longitudinal")
        checked_constant(self.velocities[1], "velocity_transverse")
        for name, value, low, high in (
            ("w/k_B", self.w / BOLTZMANN, 0.01, 1000.0), ("P_s", self.P_s, 1e18, 1e28),
            ("Cbar", min(self.Cbar), 1e-7, 0.1), ("Cbar", max(self.Cbar), 1e-7, 0.1),
            ("the time", self.time, 1e-9, 1e12),
        ):  # fmt: skip
            if not low <= value <= high:
                raise ValueError(f"{name} is {value:g}, but {low:g} to {high:g} is needed because no glass lies "
                                 "beyond: check the unit")  # fmt: skip

    @property
    def w_kelvin(self) -> float:
        """w/k_B in K."""
        return self.w / BOLTZMANN

    @property
    def Lambda(self) -> tuple[float, float]:
        """The couplings of the soft mode to strain, J."""
        found = [
            sqrt(c * self.w * self.density * v * v / self.P_s)
            for c, v in zip(self.Cbar, self.velocities, strict=True)
        ]
        return found[0], found[1]

    @property
    def gamma(self) -> tuple[float, float]:
        """The deformation potentials of pairs of wells with the splitting 0.01 w, J."""
        half = 0.5 * sqrt(2.0 * curvature_of_splitting(PAIR))
        return self.Lambda[0] * half, self.Lambda[1] * half

    @property
    def G(self) -> float:
        """The constant of the one-phonon rates."""
        return coupling_G(self.w, self.P_s, self.Cbar, self.velocities)

    @property
    def L(self) -> float:
        """ln(w/Delta_0) of symmetric pairs that relax once in the time at k_B T = w/3."""
        return cutoff_of_time(self.time, self.w, self.G, REFERENCE)

    @property
    def E_d(self) -> float:
        """The delocalisation energy by l = lambda, J, with the transverse coupling."""
        return delocalisation(self.Cbar[1]) * self.w

    @property
    def T_min(self) -> float:
        """The minimum of the soft part of c/T^3, K, for the cutoff of the time."""
        least = minimum_of_heat(Distribution.constant(smallest_splitting=exp(-self.L)), 0.1, 2.0)
        if least is None:
            raise ValueError("c/T^3 has no minimum for this cutoff")
        return least.temperature * self.w_kelvin

    @property
    def T_max(self) -> tuple[float, float]:
        """The maximum of c/T^3, K: of a spectrum that ends at E_d, and of one that goes on as E."""
        return self.E_d / BOLTZMANN / CUT, self.E_d / BOLTZMANN / BENT

    def kappa(
        self, temperature: FloatArray, relaxing: bool = True
    ) -> tuple[FloatArray, FloatArray]:
        """(kappa, its error) in W/(m K) at temperatures in K; relaxing: with relaxation by one phonon."""
        curve = conductivity(temperature / self.w_kelvin, G=self.G if relaxing else None)
        both = (
            conductivity_in_SI(v, self.w, self.Cbar, self.velocities)
            for v in (curve.value, curve.error)
        )
        value, error = both
        return value, error

    def free_paths(self, energy: FloatArray) -> FloatArray:
        """l/lambda of transverse phonons at energies in w, at T = 0."""
        return np.asarray(1.0 / (2.0 * pi**2 * self.Cbar[1] * strength(energy).value))

    def rows(self) -> tuple[tuple[str, float, str, str], ...]:
        """(quantity, value, unit, what it rests on)."""
        (one, two), (three, four) = self.Lambda, self.gamma
        known = [T for T in TEMPERATURES if T <= HOTTEST * self.w_kelvin]
        kappa, _ = self.kappa(np.array(known))
        paths = self.free_paths(np.array(ENERGIES))
        omega = 2.0 * pi * FREQUENCY * HBAR / self.w
        lost = [float(internal_friction(T / self.w_kelvin, omega, self.G).value[0]) for T in known]
        cut, bent = self.T_max
        return (
            ("w/k_B", self.w_kelvin, "K", "given"),
            ("P_s", self.P_s, "m^-3", "given"),
            ("Lambda_l", one / ELECTRONVOLT, "eV", "Cbar_l, strain acting on the linear coefficient"),
            ("Lambda_t", two / ELECTRONVOLT, "eV", "Cbar_t, the same"),
            ("gamma_l", three / ELECTRONVOLT, "eV", f"pairs with the splitting {PAIR:g} w"),
            ("gamma_t", four / ELECTRONVOLT, "eV", f"pairs with the splitting {PAIR:g} w"),
            ("G", self.G, "", "rates of one phonon"),
            ("L", self.L, "", f"pairs that relax once in {self.time:g} s at k_B T = w/3"),
            ("E_d/k_B", self.E_d / BOLTZMANN, "K", "l = lambda for transverse phonons"),
            ("T_min", self.T_min, "K", "minimum of the soft part of c/T^3, cutoff L"),
            ("T_max, spectrum cut", cut, "K", "maximum of c/T^3 if the vibrations end at E_d"),
            ("T_max, spectrum bent", bent, "K", "if their density goes on as E above E_d"),
            ("kappa/T^2", self._quadratic, "W/(m K^3)", "far below w/k_B, S = 1"),
            *((f"kappa({T:g} K)", float(k), "W/(m K)", BEYOND)
              for T, k in zip(known, kappa, strict=True)),
            *((f"Q^-1_t({T:g} K)", q * self.Cbar[1], "", f"transverse sound of {FREQUENCY:g} Hz, one-phonon relaxation")
              for T, q in zip(known, lost, strict=True)),
            ("l/lambda", 1.0 / (2.0 * pi**2 * self.Cbar[1]), "", "transverse, far below w, S = 1"),
            *((f"l/lambda({e:g} w)", float(path), "", "transverse, T = 0")
              for e, path in zip(ENERGIES, paths, strict=True)),
        )  # fmt: skip

    @property
    def _quadratic(self) -> float:
        carried = sum(
            g / (v * c) for g, v, c in zip((1, 2), self.velocities, self.Cbar, strict=True)
        )
        return float(BOLTZMANN**3 * carried / (6.0 * pi * HBAR**2))
