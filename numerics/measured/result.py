r"""w, P_s, C_D, L +- ...:  the result of a fit, with everything that it rests on.

Shapes: scalars, and arrays over the points of the window.  Units: w/k_B in K; P_s in m^-3 where the density is known,
else per kilogram or mole; C_D in the data's unit per K^3; energies over k_B in K.
Errors: NotConverged where an end of an interval was not found.
Not guaranteed: intervals where the model does not describe the data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import erf, exp, log, nan, sqrt
from typing import Any

import numpy as np

from softpot.numerics.measured.assumptions import Assumptions
from softpot.numerics.measured.data import HeatData
from softpot.numerics.measured.implied import (
    AVOGADRO,
    debye_temperature,
    delocalisation,
    share_above,
)
from softpot.numerics.measured.problem import Minimum, Problem
from softpot.numerics.measured.profile import end_of_interval, profiled, threshold
from softpot.numerics.measured.surface import with_cutoff
from softpot.numerics.measured.three_term import ThreeTerm, three_term
from softpot.numerics.statistics.heat.minimum import minimum_of_heat
from softpot.numerics.statistics.material.material import BOLTZMANN
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["Estimate", "HeatFit", "Runs"]

_INTERNAL = {"w": "ln_w", "P_s": "ln_A", "C_D": "C_D", "L": "L", "scale": "ln_s"}
_PER = {"volume": "m^-3", "mass": "kg^-1", "mole": "mol^-1"}
TLS_AT = 0.05
"""k_B T/w at which C/T stands for the two-level systems."""


@dataclass(frozen=True)
class Estimate:
    """A parameter: value, standard error by the covariance, intervals by the profile, None where an end is open."""

    name: str
    value: float
    sd: float
    interval_68: tuple[float | None, float | None]
    interval_95: tuple[float | None, float | None]
    unit: str
    fixed: bool = False


@dataclass(frozen=True)
class Runs:
    """Runs of residuals of one sign in order of T, how many chance gives, and the probability of so few or many."""

    number: int
    expected: float
    probability: float


@dataclass(frozen=True, repr=False)
class HeatFit:
    """C(T) = (k_B P_s/2) c(k_B T/w; L) + C_D T^3, fitted to data; made by ``fit_heat``.

    w in K, P_s in ``P_s_unit``, C_D in the data's unit per K^3, each with intervals from the profile of chi^2.
    Errors: ValueError for a parameter that the fit does not have.
    Not guaranteed: that the model describes the glass; chi2 says how well it describes the data.

    >>> from softpot.numerics import fit_heat
    >>> from softpot.numerics.measured.synthetic import synthetic_heat
    >>> fit = fit_heat(synthetic_heat(), L=10)
    >>> fit.free, fit.freedom, round(fit.chi2)
    (('w', 'P_s', 'C_D'), 37, 34)
    """

    data: HeatData
    assumptions: Assumptions
    problem: Problem
    minimum: Minimum
    errors: str
    window: str
    sigma: float | None

    def __repr__(self) -> str:
        """A few lines: the parameters with their 68 per cent intervals."""
        return (
            f"HeatFit of {self.data.temperature.size} points\n"
            f"  w/k_B = {self.w:.4g} K, P_s = {self.P_s:.4g} {self.P_s_unit}\n"
            f"  C_D = {self.C_D:.4g} {self.data.unit}/K^3, L = {self.L:.4g}"
        )

    @cached_property
    def _values(self) -> dict[str, float]:
        return self.problem.values(self.minimum.vector)

    @property
    def w(self) -> float:
        """w/k_B in K."""
        return exp(self._values["ln_w"])

    @property
    def amplitude(self) -> float:
        """A = k_B P_s/2 in the data's basis."""
        return exp(self._values["ln_A"])

    @cached_property
    def _per_volume(self) -> float | None:
        """What turns an amount in the data's basis into one per cubic metre; None where the density is not known."""
        rho, M = self.assumptions.density, self.data.molar_mass
        if self.data.basis == "volume":
            return 1.0
        if rho is None:
            return None
        if self.data.basis == "mass":
            return rho
        return None if M is None else rho / M

    @property
    def P_s_unit(self) -> str:
        """m^-3 where the density is known, else per kilogram or mole."""
        return _PER["volume" if self._per_volume is not None else self.data.basis]

    @property
    def P_s(self) -> float:
        """The number of soft potentials per unit of D_1 D_2, in ``P_s_unit``."""
        return 2.0 * self.amplitude / BOLTZMANN * (self._per_volume or 1.0)

    @property
    def P_s_per_volume(self) -> float:
        """P_s in m^-3; NaN where the density is not known."""
        return self.P_s if self._per_volume is not None else nan

    @property
    def C_D(self) -> float:
        """The phonons' coefficient of T^3, in the data's unit per K^3."""
        return self._values["C_D"] * self.problem.unit_C_D

    @property
    def L(self) -> float:
        """ln(w/Delta_0min)."""
        return self._values["L"]

    @property
    def scale(self) -> float:
        """The common factor of all C."""
        return exp(self._values["ln_s"])

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that were fitted or held, by their public names."""
        names = ["w", "P_s", "C_D", "L", *(name for name, _ in self.problem.extras)]
        return (*names, "scale") if self.assumptions.scale > 0.0 else tuple(names)

    def _internal(self, name: str) -> str:
        if name not in self.names:
            raise ValueError(
                f"the parameter is {name!r}, but one of {', '.join(self.names)} is needed because only these "
                "were fitted"
            )
        return _INTERNAL.get(name, name)

    def _outside(self, name: str, internal: float) -> float:
        """The public value of an internal one."""
        if name == "P_s":
            return 2.0 * exp(internal) / BOLTZMANN * (self._per_volume or 1.0)
        if name in ("w", "scale"):
            return exp(internal)
        return internal * self._unit(name)[0]

    def _unit(self, name: str) -> tuple[float, str]:
        """(the factor of an internal value, the public unit)."""
        per = self.data.unit
        if name == "C_D":
            return self.problem.unit_C_D, per.replace("J/(K", "J/(K^4")
        if name == "gamma":
            column = dict(self.problem.extras)["gamma"]
            return float(column[0] / self.problem.T[0]), per.replace("J/(K", "J/(K^2")
        if name == "schottky":
            column = dict(self.problem.extras)["schottky"]
            z = (self.assumptions.schottky or 0.0) / self.problem.T[0]
            shape = z * z * exp(-z) / (1.0 + exp(-z)) ** 2
            return float(column[0]) / shape, per
        return 1.0, {"w": "K", "P_s": self.P_s_unit}.get(name, "")

    def value(self, name: str) -> float:
        """A parameter by its name.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> round(fit.value("w"), 3)
        3.893
        """
        return self._outside(name, self._values[self._internal(name)])

    def sd(self, name: str) -> float:
        """The standard error by the covariance, zero for what is held fixed.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> round(fit.sd("w"), 3), fit.sd("L")
        (0.028, 0.0)
        """
        internal = self._internal(name)
        if internal not in self.problem.free:
            return 0.0
        k = self.problem.free.index(internal)
        spread = float(np.sqrt(self._covariance[k, k]))
        return spread * (
            self.value(name) if name in ("w", "P_s", "scale") else abs(self._unit(name)[0])
        )

    @cached_property
    def _covariance(self) -> FloatArray:
        return self.minimum.covariance()

    def interval(self, name: str, confidence: float = 0.68) -> tuple[float | None, float | None]:
        """The interval by the profile of chi^2; an end is None where it lies beyond the numerics' range.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> [round(end, 3) for end in fit.interval("w", 0.95)]
        [3.84, 3.95]
        """
        internal = self._internal(name)
        if internal not in self.problem.free:
            return self.value(name), self.value(name)
        rise = threshold(confidence)
        ends = [
            end_of_interval(self.problem, self.minimum, internal, rise, side) for side in (-1, 1)
        ]
        low, high = (None if end is None else self._outside(name, end) for end in ends)
        return low, high

    def estimate(self, name: str) -> Estimate:
        """A parameter with its errors.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> found = fit.estimate("P_s")
        >>> f"{found.value:.2e} +- {found.sd:.0e} {found.unit}"
        '4.99e+19 +- 4e+17 kg^-1'
        """
        fixed = self._internal(name) not in self.problem.free
        return Estimate(
            name, self.value(name), self.sd(name), self.interval(name, 0.68), self.interval(name, 0.95),
            self._unit(name)[1], fixed,
        )  # fmt: skip

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """All parameters with their errors."""
        return tuple(self.estimate(name) for name in self.names)

    def profile(
        self, name: str, points: int = 41, reach: float = 3.0
    ) -> tuple[FloatArray, FloatArray]:
        """(values, chi^2 - chi^2_min) of the profile, over `reach` standard errors to each side.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> places, rise = fit.profile("w", points=5)
        >>> places.round(2).tolist(), rise.round(1).tolist()
        ([3.81, 3.85, 3.89, 3.94, 3.98], [9.9, 2.4, 0.0, 2.1, 8.2])
        """
        internal = self._internal(name)
        if internal not in self.problem.free:
            raise ValueError(f"{name} was held fixed, so that chi^2 has no profile in it")
        k = self.problem.free.index(internal)
        centre, spread = float(self.minimum.vector[k]), float(np.sqrt(self._covariance[k, k]))
        places = centre + spread * np.linspace(-reach, reach, points)
        if internal == "ln_w":
            low, high = self.problem.range_of_ln_w
            places = places[(places >= low) & (places <= high)]
        rise = [
            max(
                profiled(self.problem, self.minimum, internal, float(x)).chi2 - self.minimum.chi2,
                0.0,
            )
            for x in places
        ]
        return np.array([self._outside(name, float(x)) for x in places]), np.array(rise)

    @cached_property
    def correlation(self) -> FloatArray:
        """The correlations of the free parameters, in the order of ``free``."""
        size = np.sqrt(np.diag(self._covariance))
        return np.asarray(self._covariance / np.outer(size, size))

    @property
    def free(self) -> tuple[str, ...]:
        """The free parameters by their public names, in the order of ``correlation``."""
        public = {v: k for k, v in _INTERNAL.items()}
        return tuple(public.get(name, name) for name in self.problem.free)

    @property
    def residuals(self) -> FloatArray:
        """(model - C)/sigma at the points of the window."""
        return self.minimum.residuals[: self.data.temperature.size]

    @property
    def pulls(self) -> FloatArray:
        """(value - mean)/sd of the parameters that have priors, in the order of ``problem.priors``."""
        return self.minimum.residuals[self.data.temperature.size :]

    @property
    def chi2(self) -> float:
        """The sum of squared residuals of the data, without those of the priors."""
        return float(self.residuals @ self.residuals)

    @property
    def freedom(self) -> int:
        """Points and priors less free parameters."""
        return self.data.temperature.size + len(self.problem.priors) - len(self.problem.free)

    @cached_property
    def runs(self) -> Runs:
        """The test of Wald and Wolfowitz on the signs of the residuals."""
        sign = self.residuals > 0.0
        plus = int(sign.sum())
        minus = sign.size - plus
        number = 1 + int((sign[1:] != sign[:-1]).sum())
        if not plus or not minus:
            return Runs(number, nan, 0.0)
        mean = 2.0 * plus * minus / sign.size + 1.0
        variance = (mean - 1.0) * (mean - 2.0) / (sign.size - 1.0)
        z = max(abs(number - mean) - 0.5, 0.0) / sqrt(variance) if variance > 0.0 else 0.0
        return Runs(number, mean, 1.0 - erf(z / sqrt(2.0)))

    def prediction(self, temperature: object) -> FloatArray:
        """C of the fitted model, in the data's unit, at temperatures in K within the numerics' range.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> fit.prediction([1.0, 2.0]).round(5).tolist()
        [0.00237, 0.01291]
        """
        T = np.atleast_1d(np.asarray(temperature, dtype=np.float64))
        soft = self.amplitude * self.problem.surface.at(T / self.w, self.L)
        total = soft + self.C_D * T**3
        if self.assumptions.electronic:
            total = total + self.value("gamma") * T
        if self.assumptions.schottky is not None:
            z = self.assumptions.schottky / T
            total = total + self.value("schottky") * z * z * np.exp(-z) / (1.0 + np.exp(-z)) ** 2
        return np.asarray(self.scale * total)

    def soft(self, temperature: object) -> FloatArray:
        """The part of the soft potentials alone.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> fit.soft(1.0).round(5).tolist()
        [0.00157]
        """
        T = np.atleast_1d(np.asarray(temperature, dtype=np.float64))
        return np.asarray(self.scale * self.amplitude * self.problem.surface.at(T / self.w, self.L))

    @cached_property
    def three_term(self) -> ThreeTerm:
        """c_1 T + c_3 T^3 + c_5 T^5 on the same points with the same errors."""
        return three_term(self.problem.T, self.problem.C, self.problem.sigma)

    @cached_property
    def bias_of_three_term(self) -> dict[str, float]:
        """What three terms make of noise-free values of this model: ratios to its own w, P_s and C_D."""
        C = self.prediction(self.problem.T)
        # errors that are a share of each C are that share of the noise-free values
        relative = self.data.sigma is None or self.sigma is not None
        sigma = C * float(np.median(self.problem.sigma / C)) if relative else self.problem.sigma
        found = three_term(self.problem.T, C, sigma)
        return {
            "w": found.w / self.w,
            "P_s": found.A / (self.scale * self.amplitude),
            "C_D": found.c_3 / (self.scale * self.C_D),
            "chi2_per_freedom": found.chi2 / found.freedom,
        }

    @property
    def Cbar(self) -> float:
        """The mean coupling to sound that E_d is computed from, that of the transverse modes."""
        return self.assumptions.Cbar[1]

    @property
    def E_d(self) -> float:
        """E_d/k_B in K, from l = lambda."""
        return delocalisation(self.Cbar) * self.w

    @property
    def share_above_E_d(self) -> float:
        """The share of the T^5 heat above E_d at the highest temperature of the window."""
        return share_above(self.E_d / float(self.data.temperature[-1]))

    @cached_property
    def implied(self) -> dict[str, float]:
        """T_min (K), C_TLS and C_sm (the data's unit per K and K^5), E_d/k_B (K), and theta_D where atoms are known."""
        least = minimum_of_heat(
            with_cutoff(
                Distribution.constant(alpha_max=10, frozen=self.assumptions.frozen), self.L
            ),
            0.1,
            2.0,
        )
        tau = np.array([TLS_AT])
        found = {
            "T_min": nan if least is None else least.temperature * self.w,
            "C_TLS": float(
                self.amplitude * self.problem.surface.at(tau, self.L)[0] / (TLS_AT * self.w)
            ),
            "C_sm": 4.0 * np.pi**6 / 21.0 * self.amplitude / self.w**5,
            "E_d": self.E_d,
        }
        atoms = self._atoms
        if atoms is not None:
            if self.C_D > 0.0:
                found["theta_D"] = debye_temperature(self.C_D, atoms)
            elastic = self.elastic_C_D
            if elastic is not None:
                found["theta_D_elastic"] = debye_temperature(elastic, atoms)
        if self.elastic_C_D is not None and self.sd("C_D") > 0.0:
            found["C_D_less_elastic_in_sd"] = (self.C_D - self.elastic_C_D) / self.sd("C_D")
        return found

    @property
    def elastic_C_D(self) -> float | None:
        """C_D from density and velocities of sound, in the data's unit; None where they are not known."""
        C_D = self.assumptions.C_D
        return None if C_D is None or self._per_volume is None else C_D / self._per_volume

    @property
    def _atoms(self) -> float | None:
        """Atoms in the amount that the data are per."""
        M, n = self.data.molar_mass, self.data.atoms
        if M is None or n is None:
            return None
        per_mole = AVOGADRO * n
        per = {"mole": 1.0, "mass": 1.0 / M, "volume": (self.assumptions.density or nan) / M}[
            self.data.basis
        ]
        return per_mole * per

    def window_scan(self) -> tuple[tuple[float, float, HeatFit | None], ...]:
        """(lowest T, highest T, the fit there) for windows with other ends; None where they hold too few points.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> lowest, highest, other = fit.window_scan()[0]
        >>> bool(lowest < highest)
        True
        """
        from softpot.numerics.measured.scan import window_scan

        return window_scan(self)

    def changed(self, **changes: Any) -> HeatFit:
        """The fit of the same points with other assumptions, arguments of ``Assumptions``.

        >>> from softpot.numerics import fit_heat
        >>> from softpot.numerics.measured.synthetic import synthetic_heat
        >>> fit = fit_heat(synthetic_heat(), L=10)
        >>> round(fit.changed(L=(9.0, 0.0)).w, 3)
        3.921
        """
        from softpot.numerics.measured.fit import fitted

        told = replace(self.assumptions, **changes)
        return HeatFit(
            self.data, told, *fitted(self.data, told, self.sigma, told.L), self.window, self.sigma
        )

    @property
    def log10_P_s(self) -> float:
        """The decimal logarithm of P_s."""
        return log(self.P_s) / log(10.0)
