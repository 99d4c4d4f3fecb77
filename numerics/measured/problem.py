r"""C_i = s [A c(k_B T_i/w; L) + C_D T_i^3 + sum_k b_k f_k(T_i)] +- sigma_i:  residuals and their derivatives.

The parameters are ln w, ln A, C_D, the b_k, L and ln s, of which any can be held fixed or have a Gaussian prior; each
prior is one more residual (value - mean)/sd.  A, C_D and b_k are linear at given (w, L, s): ``linear`` solves for them
at many w at once (variable projection), ``minimise`` takes all parameters from there by damped Gauss-Newton steps.

Shapes: T, C, sigma (N,), T ascending; residuals (N + priors,); derivatives (N + priors, parameters).
Units: T and w/k_B in K, C as the data.  C_D and b_k are held in units of their own, of the size of the data.
Errors: ValueError from the surface beyond its range; NotConverged where steps do not settle.
Not guaranteed: that a minimum is the lowest; the scan over w is there for that.
Source: G. H. Golub, V. Pereyra, SIAM J. Numer. Anal. 10, 413 (1973), for variable projection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from softpot.numerics.measured.surface import LARGEST_L, SMALLEST_L, HeatSurface
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.statistics.model.arguments import LARGEST_TEMPERATURE, SMALLEST_TEMPERATURE
from softpot.numerics.statistics.model.geometry import FloatArray

__all__ = ["Minimum", "Prior", "Problem", "linear", "minimise"]

STEPS = 60
SETTLED = 1e-9
"""A step that changes chi^2 by less than this, in units of 1 + chi^2, is the last."""


@dataclass(frozen=True)
class Prior:
    """A parameter is mean +- sd, a Gaussian."""

    mean: float
    sd: float


@dataclass(frozen=True)
class Problem:
    """The data, the model's surface, and what is known beforehand of each parameter.

    extras: (name, f_k(T_i)) of further terms that are linear.  priors, fixed: by the name of the internal parameter,
    "ln_w", "ln_A", "C_D", "L", "ln_s" or an extra's.  unit_C_D: the unit of the internal C_D.
    """

    T: FloatArray
    C: FloatArray
    sigma: FloatArray
    surface: HeatSurface
    extras: tuple[tuple[str, FloatArray], ...] = ()
    priors: Mapping[str, Prior] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)
    unit_C_D: float = 1.0

    @property
    def names(self) -> tuple[str, ...]:
        """All internal parameters, those held fixed included."""
        return ("ln_w", "ln_A", "C_D", *(name for name, _ in self.extras), "L", "ln_s")

    @property
    def free(self) -> tuple[str, ...]:
        """The parameters that are not held fixed."""
        return tuple(name for name in self.names if name not in self.fixed)

    @property
    def range_of_ln_w(self) -> tuple[float, float]:
        """ln(w/k_B K) for which every temperature lies within the numerics."""
        return (
            float(np.log(self.T[-1] / LARGEST_TEMPERATURE)),
            float(np.log(self.T[0] / SMALLEST_TEMPERATURE)),
        )

    def holding(self, name: str, value: float) -> Problem:
        """The same problem with one parameter held fixed."""
        return replace(self, fixed={**self.fixed, name: value})

    def vector(self, values: Mapping[str, float]) -> FloatArray:
        """The free parameters as an array."""
        return np.array([values[name] for name in self.free])

    def values(self, vector: FloatArray) -> dict[str, float]:
        """All parameters by name, the fixed ones included."""
        given = dict(zip(self.free, (float(v) for v in vector), strict=True))
        return {name: given.get(name, self.fixed.get(name, 0.0)) for name in self.names}

    def clipped(self, vector: FloatArray) -> FloatArray:
        """The parameters within the numerics' range."""
        made = vector.copy()
        low, high = self.range_of_ln_w
        for k, name in enumerate(self.free):
            if name == "ln_w":
                made[k] = min(max(made[k], low), high)
            elif name == "L":
                made[k] = min(max(made[k], SMALLEST_L), LARGEST_L)
            elif name in ("ln_s", "ln_A"):
                made[k] = min(max(made[k], -200.0), 200.0)
        return made

    def model(self, values: Mapping[str, float]) -> FloatArray:
        """The specific heat at the data's temperatures."""
        c = self.surface.at(self.T / np.exp(values["ln_w"]), values["L"])
        total = np.exp(values["ln_A"]) * c + values["C_D"] * self.unit_C_D * self.T**3
        for name, column in self.extras:
            total = total + values[name] * column
        return np.asarray(np.exp(values["ln_s"]) * total)

    def evaluate(self, vector: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The residuals and their derivatives with respect to the free parameters."""
        values = self.values(vector)
        scale, A = float(np.exp(values["ln_s"])), float(np.exp(values["ln_A"]))
        c, by_tau, by_L = self.surface.with_slopes(self.T / np.exp(values["ln_w"]), values["L"])
        soft = scale * A * c
        phonons = scale * self.unit_C_D * self.T**3
        total = soft + values["C_D"] * phonons
        columns = {
            "ln_w": -scale * A * by_tau, "ln_A": soft, "C_D": phonons, "L": scale * A * by_L,
        }  # fmt: skip
        for name, column in self.extras:
            total = total + values[name] * scale * column
            columns[name] = scale * column
        columns["ln_s"] = total
        rest = [(total - self.C) / self.sigma]
        slopes = np.stack([columns[name] / self.sigma for name in self.free], axis=1)
        rows = []
        for name, prior in self.priors.items():
            # what a profile holds fixed still has its prior
            rest.append(np.array([(values[name] - prior.mean) / prior.sd]))
            rows.append([1.0 / prior.sd if name == other else 0.0 for other in self.free])
        return np.concatenate(rest), np.vstack([slopes, *rows]) if rows else slopes


@dataclass(frozen=True)
class Minimum:
    """chi^2 and the free parameters at a minimum, with the derivatives of the residuals there."""

    vector: FloatArray
    chi2: float
    residuals: FloatArray
    slopes: FloatArray

    def covariance(self) -> FloatArray:
        """(J^T J)^-1, by a singular value decomposition of J with its columns scaled to one."""
        size = np.sqrt((self.slopes**2).sum(axis=0))
        safe = np.where(size > 0.0, size, 1.0)
        _, d, v = np.linalg.svd(self.slopes / safe, full_matrices=False)
        inverse = (v.T / np.maximum(d, 1e-12 * d[0]) ** 2) @ v
        return np.asarray(inverse / np.outer(safe, safe))


def minimise(problem: Problem, start: FloatArray) -> Minimum:
    """The minimum next to `start`; steps are damped where they do not lower chi^2 and stay in the numerics' range."""
    here = problem.clipped(start)
    rest, slopes = problem.evaluate(here)
    chi2 = float(rest @ rest)
    damping = 0.0
    for _ in range(STEPS):
        gradient, normal = slopes.T @ rest, slopes.T @ slopes
        size = np.diag(normal).copy()
        step = -np.linalg.solve(normal + np.diag(damping * size + 1e-14 * size.max()), gradient)
        there = problem.clipped(here + np.clip(step, -3.0, 3.0))
        new, new_slopes = problem.evaluate(there)
        value = float(new @ new)
        if value <= chi2 * (1.0 + 1e-14):
            gained = chi2 - value
            here, rest, slopes, chi2 = there, new, new_slopes, value
            damping = 0.1 * damping if damping > 1e-6 else 0.0
            # the step just made tells how far the next one would go: the decrease is of second order in it
            if gained <= SETTLED * (1.0 + value):
                return Minimum(here, chi2, rest, slopes)
        else:
            if damping > 1e12 or value - chi2 <= 1e-12 * (1.0 + chi2):
                return Minimum(here, chi2, rest, slopes)
            damping = max(10.0 * damping, 1e-3)
    raise NotConverged(
        f"the fit did not settle in {STEPS} steps at w/k_B = {np.exp(problem.values(here)['ln_w']):.4g} K"
    )


def linear(problem: Problem, ln_w: FloatArray, L: float) -> tuple[FloatArray, FloatArray]:
    """(chi^2, coefficients of c, T^3 and the extras) at each ln w for s = 1, A > 0 by the prior knowledge of C_D.

    Where A comes out negative chi^2 is +inf: no soft potentials are there.
    """
    T = problem.T
    tau = T[None, :] / np.exp(ln_w)[:, None]
    c = problem.surface.at(tau.ravel(), L).reshape(tau.shape)
    fixed_C_D = problem.fixed.get("C_D")
    columns = (
        [c] if fixed_C_D is not None else [c, np.broadcast_to(problem.unit_C_D * T**3, c.shape)]
    )
    columns += [np.broadcast_to(column, c.shape) for _, column in problem.extras]
    target = problem.C - (0.0 if fixed_C_D is None else fixed_C_D * problem.unit_C_D * T**3)
    design = np.stack(columns, axis=2) / problem.sigma[None, :, None]
    wanted = np.broadcast_to(target / problem.sigma, c.shape)
    names = ["ln_A", *([] if fixed_C_D is not None else ["C_D"]), *(n for n, _ in problem.extras)]
    for k, name in enumerate(names):
        if name in problem.priors and name != "ln_A":
            prior = problem.priors[name]
            row = np.zeros((ln_w.size, 1, len(names)))
            row[:, 0, k] = 1.0 / prior.sd
            design = np.concatenate([design, row], axis=1)
            more = np.full((ln_w.size, 1), prior.mean / prior.sd)
            wanted = np.concatenate([wanted, more], axis=1)
    size = np.sqrt((design**2).sum(axis=1, keepdims=True))
    scaled = design / size
    normal = np.einsum("wni,wnj->wij", scaled, scaled) + 1e-13 * np.eye(len(names))
    found = np.linalg.solve(normal, np.einsum("wni,wn->wi", scaled, wanted)[..., None])[..., 0]
    rest = np.einsum("wni,wi->wn", scaled, found) - wanted
    chi2 = (rest**2).sum(axis=1)
    return np.where(found[:, 0] > 0.0, chi2, np.inf), found / size[:, 0, :]
