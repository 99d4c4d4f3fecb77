r"""C(T) = k_B (P_s/2) c(k_B T/w; L) + C_D T^3:  the soft-potential model fitted to measured specific heat.

c is ``specific_heat`` of P_0 constant with the tunnel splitting cut off at e^-L w, P_s = 2 P_0 eta_L^(5/2); ``frozen``
adds the vibrations of wells beyond that cutoff.  Electronic (gamma T) and two-level Schottky terms are optional.

The lowest minimum of chi^2 is found by variable projection over a grid of ln w, then by damped Gauss-Newton steps in
all parameters; intervals come from the profile of chi^2.

Shapes: as ``HeatData``.  Units: K, and those of the data's basis; w/k_B in K, P_s in m^-3 where the density is
known and else per kilogram or mole.
Errors: DataFileError (a ValueError) for what cannot be fitted, NotConverged for a result that was not obtained; each
in one sentence.
Not guaranteed: that the model is the right one; chi^2, the runs of residuals and the scan of windows speak to that.
Source: the model of Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987); Golub, Pereyra, SIAM J. Numer. Anal. 10,
413 (1973).
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np

from softpot.numerics.machinery.outward import outward
from softpot.numerics.measured.assumptions import OF_TIME, Assumptions, assumed
from softpot.numerics.measured.data import HeatData
from softpot.numerics.measured.implied import (
    coupling_G,
    cutoff_of_time,
    largest_ratio,
    share_above,
)
from softpot.numerics.measured.problem import Minimum, Prior, Problem, linear, minimise
from softpot.numerics.measured.result import HeatFit
from softpot.numerics.measured.surface import heat_surface
from softpot.numerics.measured.units import DataFileError
from softpot.numerics.measured.window import chosen_window, required
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.statistics.material.material import BOLTZMANN
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["best_of", "fit_heat", "fitted", "problem_of"]

GRID = 60
ROUNDS = 12
FLOOR = 1e-9
"""The least relative error that residuals are believed to show: that of the numerics."""
OF_TIME_AT = 1.0 / 3.0
"""k_B T/w at which the time of an experiment is turned into L."""


def problem_of(
    data: HeatData, told: Assumptions, sigma: FloatArray, cutoff: tuple[float, float]
) -> Problem:
    """The least-squares problem of data in a window."""
    T, C = data.temperature, data.heat
    unit = float(np.median(C / T**3))
    extras: list[tuple[str, FloatArray]] = []
    if told.electronic:
        extras.append(("gamma", float(np.median(C / T)) * T))
    if told.schottky is not None:
        z = told.schottky / T
        shape = z * z * np.exp(-z) / (1.0 + np.exp(-z)) ** 2
        extras.append(("schottky", float(np.median(C)) * shape / float(shape.max())))
    priors: dict[str, Prior] = {}
    fixed: dict[str, float] = {}
    if cutoff[1] > 0.0:
        priors["L"] = Prior(*cutoff)
    else:
        fixed["L"] = cutoff[0]
    if told.scale > 0.0:
        priors["ln_s"] = Prior(0.0, told.scale)
    else:
        fixed["ln_s"] = 0.0
    if told.elastic is not None:
        assert told.C_D is not None
        mean = _elastic(data, told) / unit
        if told.elastic > 0.0:
            priors["C_D"] = Prior(mean, told.elastic * mean)
        else:
            fixed["C_D"] = mean
    surface = heat_surface(Distribution.constant(alpha_max=10, frozen=told.frozen))
    return Problem(T, C, sigma, surface, tuple(extras), priors, fixed, unit)


def _elastic(data: HeatData, told: Assumptions) -> float:
    """The elastic C_D in the data's basis."""
    assert told.C_D is not None
    if data.basis == "volume":
        return told.C_D
    if told.density is None:
        raise DataFileError(
            f"the velocities of sound are given and the data are in {data.unit}, but the mass density is not given and "
            "it is needed to convert the elastic C_D"
        )
    if data.basis == "mass":
        return told.C_D / told.density
    if data.molar_mass is None:
        raise DataFileError(
            f"the velocities of sound are given and the data are in {data.unit}, but the molar mass is not given and "
            "it is needed to convert the elastic C_D"
        )
    return told.C_D / told.density * data.molar_mass


def best_of(problem: Problem) -> Minimum:
    """The lowest minimum of chi^2: a scan over w, then steps in all parameters from its lowest places."""
    low, high = problem.range_of_ln_w
    if not low < high:
        raise DataFileError(
            f"the temperatures run from {problem.T[0]:g} to {problem.T[-1]:g} K, but the numerics serve a factor of "
            "5000 only: choose a window"
        )
    grid = np.linspace(low, high, GRID)
    L = problem.fixed.get("L", problem.priors["L"].mean if "L" in problem.priors else 11.0)
    chi2, found = linear(problem, grid, L)
    if not np.isfinite(chi2).any():
        raise DataFileError(
            "the data show no soft potentials: for every w the best amplitude P_s is negative, so the phonons' part "
            "alone exceeds what was measured"
        )
    padded = np.concatenate([[np.inf], chi2, [np.inf]])
    lowest = np.flatnonzero(
        (padded[1:-1] <= padded[:-2]) & (padded[1:-1] <= padded[2:]) & np.isfinite(chi2)
    )
    starts = lowest[np.argsort(chi2[lowest])][:3]
    minima = []
    for k in starts:
        names = [
            "ln_A",
            *([] if "C_D" in problem.fixed else ["C_D"]),
            *(n for n, _ in problem.extras),
        ]
        values = {
            **dict(zip(names, (float(v) for v in found[k]), strict=True)),
            "ln_w": float(grid[k]),
            "L": L,
            "ln_s": 0.0,
        }
        values["ln_A"] = log(values["ln_A"])
        try:
            minima.append(minimise(problem, problem.vector({**values, **problem.fixed})))
        except NotConverged:
            continue
    if not minima:
        raise NotConverged(
            "the fit did not settle from any of the lowest places of the scan over w"
        )
    best = min(minima, key=lambda m: m.chi2)
    ln_w = problem.values(best.vector)["ln_w"]
    if not low + 1e-6 < ln_w < high - 1e-6:
        raise DataFileError(
            f"the best w/k_B lies at the end of what the numerics serve, {exp(low):.4g} to {exp(high):.4g} K for these "
            "temperatures, so that the data do not determine it: choose another window"
        )
    return best


def _relative(
    data: HeatData, told: Assumptions, f: float, cutoff: tuple[float, float]
) -> tuple[Problem, Minimum]:
    """The fit with the relative error f for all points.

    sigma_i = f times the fitted C_i: errors in proportion to the measured C_i would give low points too much weight and
    lower A and C_D by 2 f^2.
    """
    problem = problem_of(data, told, f * data.heat, cutoff)
    best = best_of(problem)
    for _ in range(ROUNDS):
        sigma = f * problem.model(problem.values(best.vector))
        change = float(np.abs(sigma / problem.sigma - 1.0).max())
        if change < 1e-6:
            break
        problem = replace(problem, sigma=sigma)
        best = minimise(problem, best.vector)
    return problem, best


def _estimated(
    data: HeatData, told: Assumptions, cutoff: tuple[float, float]
) -> tuple[Problem, Minimum, float]:
    """The fit with one relative error f for all points, from the scatter of the residuals."""
    f = 0.01
    for _ in range(ROUNDS):
        problem, best = _relative(data, told, f, cutoff)
        rest = best.residuals[: data.temperature.size] * f
        freedom = data.temperature.size + len(problem.priors) - len(problem.free)
        if freedom < 1:
            raise DataFileError(
                "there are no more points than parameters, so that no error can be estimated: give one"
            )
        new = max(float(np.sqrt((rest**2).sum() / freedom)), FLOOR)
        if abs(new / f - 1.0) < 1e-3:
            break
        f = new
    return problem, best, f


def fitted(
    data: HeatData, told: Assumptions, sigma: float | None, cutoff: tuple[float, float]
) -> tuple[Problem, Minimum, str]:
    """Problem, minimum and whence the errors come, for one cutoff (mean, sd)."""
    if sigma is not None:
        problem, best = _relative(data, told, sigma, cutoff)
        return problem, best, f"errors: {100 * sigma:g} % of each C, as given"
    if data.sigma is not None:
        problem = problem_of(data, told, data.sigma, cutoff)
        return problem, best_of(problem), "errors: those of the data"
    problem, best, f = _estimated(data, told, cutoff)
    return (
        problem, best,
        f"errors: {outward(f, '.3g', times=100)} % of each C, estimated from the scatter, so that chi^2 tests nothing",
    )  # fmt: skip


def fit_heat(
    data: HeatData,
    *,
    density: float | None = None,
    velocities: tuple[float, float] | None = None,
    window: tuple[float, float] | None = None,
    sigma: float | None = None,
    L: float | tuple[float, float] | None = None,
    time: float | None = None,
    elastic: float | str | None = None,
    scale_error: float | None = None,
    electronic: bool = False,
    schottky: float | None = None,
    frozen: bool = False,
    Cbar: float | tuple[float, float] | None = None,
    share: float | None = None,
) -> HeatFit:
    """w, P_s, C_D and L of measured specific heat, with intervals from the profile of chi^2.

    >>> from softpot.numerics import fit_heat
    >>> from softpot.numerics.measured.synthetic import synthetic_heat
    >>> fit_heat(synthetic_heat(w=3.9, C_D=8e-4), L=10)  # one per cent of noise
    HeatFit of 40 points
      w/k_B = 3.893 K, P_s = 4.995e+19 kg^-1
      C_D = 0.0007959 J/(K kg)/K^3, L = 10

    density (kg/m^3), velocities of sound (longitudinal, transverse; m/s): for the elastic C_D and P_s per volume.
    window: lowest and highest temperature, K; unless given, up to 1.5 times the T at which C/T^3 is least.
    sigma: the relative error of each point; unless given, the data's own errors or, without any, the scatter.
    L: ln(w/Delta_0min), a number that is held fixed or a pair (mean, sd); time: of the experiment in s, from which L
    follows with an error of 1; unless either is given, L = 11 +- 2.
    elastic: relative error of the elastic C_D, 0.03 unless told, or "free", or "fixed".
    scale_error: the relative error that all C share; unless given, that of the sample's mass where the file tells it.
    electronic: whether to add gamma T; schottky: the splitting in K of a two-level term to add.
    frozen: whether wells beyond the cutoff vibrate.  Cbar: the coupling to sound, or a pair (longitudinal, transverse),
    3e-4 unless told, which fixes E_d; share: of the T^5 heat that may lie above E_d at the highest temperature, 0.05
    unless told.
    Raises DataFileError, TypeError or NotConverged (see the module text).
    """
    if not isinstance(data, HeatData):
        raise TypeError(f"data is {type(data).__name__}, but what read_heat made is needed")
    if scale_error is None:
        scale_error = data.mass_error
    told = assumed(
        L=L, time=time, elastic=elastic, density=density, velocities=velocities, scale_error=scale_error,
        electronic=electronic, schottky=schottky, frozen=frozen, Cbar=Cbar, share=share,
    )  # fmt: skip
    if sigma is not None and not (isinstance(sigma, (int, float)) and 1e-9 <= sigma <= 0.5):
        raise DataFileError(
            f"sigma is {sigma!r}, but 1e-9 to 0.5 is needed because it is a relative error"
        )
    chosen, how = chosen_window(data, window)
    required(chosen, told.elastic is not None)
    return _checked(_with_time(chosen, told, sigma, how))


def _with_time(data: HeatData, told: Assumptions, sigma: float | None, how: str) -> HeatFit:
    cutoff = told.L
    made = HeatFit(data, told, *fitted(data, told, sigma, cutoff), how, sigma)
    if told.time is None:
        return made
    assert told.density is not None and told.velocities is not None
    for _ in range(ROUNDS):
        w = made.w * BOLTZMANN
        G = coupling_G(w, made.P_s_per_volume, told.Cbar, told.velocities)
        new = cutoff_of_time(told.time, w, G, OF_TIME_AT)
        if abs(new - cutoff[0]) < 1e-3:
            return made
        cutoff = (new, OF_TIME)
        made = HeatFit(
            data, replace(told, L=cutoff), *fitted(data, told, sigma, cutoff), how, sigma
        )
    raise NotConverged("L from the time of the experiment did not settle")


def _checked(made: HeatFit) -> HeatFit:
    """The fit, unless vibrations above E_d matter in its window."""
    told = made.assumptions
    E_d = made.E_d
    top = float(made.data.temperature[-1])
    if share_above(E_d / top) > told.share:
        limit = outward(E_d / largest_ratio(told.share), ".4g", "down")
        Cbar = "" if told.given_Cbar else ", a typical value, as none was given"
        raise DataFileError(
            f"the window ends at {top:.4g} K, but {limit} K is the highest temperature at which no more than "
            f"{100 * told.share:g} % of the heat of vibrations would lie above E_d = {E_d:.4g} K, which follows from "
            f"w/k_B = {made.w:.4g} K and Cbar = {told.Cbar[1]:g}{Cbar}: choose a lower window (--window), "
            "a little below this one, since w moves with it"
        )
    return made
