r"""c(tau, L):  the specific heat of the model on a grid of ln tau and L, with its derivatives, for fits.

    c = specific_heat(tau) of a distribution whose cutoff on deep wells is the tunnel splitting e^-L w,

in k_B times the distribution's unit, tau = k_B T/w.  ln c is interpolated by splines of degree five.

Shapes: arrays (N,) that broadcast.  Range: 1e-3 <= tau <= 5, 4 <= L <= 30.
Accuracy: 1e-7 relative to ``specific_heat``, checked between the nodes.
Errors: ValueError beyond the range.
Not guaranteed: a distribution that varies over less than a few eta_L.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from scipy.interpolate import RectBivariateSpline

from softpot.numerics.statistics.gap.cumulants import capacity
from softpot.numerics.statistics.heat.frozen import frozen_heat
from softpot.numerics.statistics.heat.heat import summed, table_of
from softpot.numerics.statistics.model.arguments import LARGEST_TEMPERATURE, SMALLEST_TEMPERATURE
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting

__all__ = ["LARGEST_L", "SMALLEST_L", "HeatSurface", "heat_surface", "with_cutoff"]

SMALLEST_L, LARGEST_L = 4.0, 30.0
_TEMPERATURES, _DEGREE = 257, 5
_PARTS = 64
SHIPPED = Path(__file__).with_name("heat_surface.npz")
COLD = 0.12
"""Below it frozen wells, whose quanta are 4 w and more, add less than 1e-12."""


def with_cutoff(distribution: Distribution, L: float) -> Distribution:
    """The distribution with the smallest tunnel splitting e^-L w."""
    return replace(distribution, alpha_max=curvature_of_splitting(exp(-L)))


@dataclass(frozen=True)
class HeatSurface:
    """ln c as a spline in ln tau and L."""

    spline: Any

    def at(self, tau: FloatArray, L: float) -> FloatArray:
        """c, for tau within the range."""
        return np.asarray(np.exp(self.spline.ev(*_points(tau, L))))

    def with_slopes(self, tau: FloatArray, L: float) -> tuple[FloatArray, FloatArray, FloatArray]:
        """c, tau dc/dtau and dc/dL."""
        place = _points(tau, L)
        c = np.exp(self.spline.ev(*place))
        return c, c * self.spline.ev(*place, dx=1), c * self.spline.ev(*place, dy=1)


def _points(tau: FloatArray, L: float) -> tuple[FloatArray, FloatArray]:
    if not SMALLEST_L <= L <= LARGEST_L:
        raise ValueError(
            f"L is {L:g}, but {SMALLEST_L:g} to {LARGEST_L:g} is needed because the heat is tabulated only there"
        )
    low, high = float(tau.min()), float(tau.max())
    # rounding at the ends is no extrapolation
    if not SMALLEST_TEMPERATURE * (1 - 1e-9) <= low <= high <= LARGEST_TEMPERATURE * (1 + 1e-9):
        raise ValueError(
            f"k_B T/w runs from {low:.4g} to {high:.4g}, but {SMALLEST_TEMPERATURE:g} to {LARGEST_TEMPERATURE:g} is "
            "needed because the heat is known only there"
        )
    return np.log(tau), np.full(tau.shape, L)


def _cutoffs() -> FloatArray:
    """Nodes of L, closer where the heat at low temperatures still depends on it."""
    return np.concatenate([np.arange(SMALLEST_L, 8.0, 0.2), np.arange(8.0, LARGEST_L + 0.1, 0.5)])


@lru_cache(maxsize=8)
def heat_surface(distribution: Distribution) -> HeatSurface:
    """The surface of a distribution, whose own cutoff on deep wells is replaced.

    That of P_0 constant comes with softpot (``benchmarks/heat_surface.py``), to 1e-9; others take some seconds.
    """
    usual = Distribution.constant(alpha_max=10, frozen=distribution.frozen)
    if replace(distribution, alpha_max=usual.alpha_max) == usual:
        logs, _, cutoffs = _grid()
        found = _shipped(distribution.frozen)
    else:
        logs, cutoffs, found = computed(distribution)
    return HeatSurface(RectBivariateSpline(logs, cutoffs, found, kx=_DEGREE, ky=_DEGREE))


def _grid() -> tuple[FloatArray, FloatArray, FloatArray]:
    """ln tau, tau and L of the nodes."""
    logs = np.linspace(np.log(SMALLEST_TEMPERATURE), np.log(LARGEST_TEMPERATURE), _TEMPERATURES)
    return logs, np.clip(np.exp(logs), SMALLEST_TEMPERATURE, LARGEST_TEMPERATURE), _cutoffs()


def _shipped(frozen: bool) -> FloatArray:
    """ln c at the nodes."""
    with np.load(SHIPPED) as held:
        found = held["plain_T"] @ held["plain_L"]
        if frozen:
            found += held["frozen_T"] @ held["frozen_L"]
    return np.asarray(found)


def computed(distribution: Distribution) -> tuple[FloatArray, FloatArray, FloatArray]:
    """ln tau, L and ln c at the nodes."""
    logs, tau, cutoffs = _grid()
    tunnelling = replace(distribution, frozen=False)
    made = [with_cutoff(tunnelling, float(L)) for L in cutoffs]
    value = np.empty((tau.size, cutoffs.size))
    for start in range(0, tau.size, _PARTS):
        part = slice(start, start + _PARTS)
        table = table_of(tau[part], capacity)
        for k, one in enumerate(made):
            value[part, k] = summed(table, one)[0]
    found = np.log(value)
    if distribution.frozen:
        found += _frozen_share(distribution, logs, cutoffs, found)
    return logs, cutoffs, found


def _frozen_share(
    distribution: Distribution, logs: FloatArray, cutoffs: FloatArray, plain: FloatArray
) -> FloatArray:
    """ln(1 + c of frozen wells/c of the others), which is smooth and vanishes at low temperatures."""
    few = np.arange(logs.size - 1, np.searchsorted(logs, np.log(COLD)), -4)[::-1]
    some = np.unique(np.concatenate([np.arange(0, cutoffs.size, 4), [cutoffs.size - 1]]))
    tau = np.minimum(np.exp(logs[few]), LARGEST_TEMPERATURE)
    share = np.array([
        frozen_heat(with_cutoff(distribution, float(cutoffs[k])), tau, capacity, None)[0] for k in some
    ]).T / np.exp(plain[np.ix_(few, some)])  # fmt: skip
    spline = RectBivariateSpline(logs[few], cutoffs[some], np.log1p(share), kx=_DEGREE, ky=_DEGREE)
    found = np.zeros_like(plain)
    warm = np.flatnonzero(logs >= logs[few[0]])
    found[warm] = spline(logs[warm], cutoffs)
    return found
