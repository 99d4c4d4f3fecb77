r"""S(eps, 0) = sum_m \int\int d D_1 d D_2 y_1m^2 delta(eps - eps_1m):  resonant absorption at T = 0.

A phonon of energy eps w has the inverse mean free path  1/l = (pi omega/v) Cbar S(eps, tau), and
Cbar = P_s Lambda^2/(w rho v^2).
On the level curve of the transition 1 -> m the integrand is y_1m^2/|grad eps_1m|; by Hellmann and Feynman
d eps_1m/d D_1 = y_mm - y_11, so that nothing is differenced.  Below eps = 1e-4 the pair has the two-level form
y_12 = (d/2) Delta_0/eps with d^2 = (eps^2 - Delta_0^2)/D_1^2.

    S -> 1 + 1/(3L) as eps -> 0, L = ln(w/eps) to leading order;   S -> eps^3/8 for eps >> 1

Deep wells do not count: y_12^2 falls as Delta_0^2, so that no cutoff on tunnelling is needed for P = |eta| P_0.

Shapes: eps (K,).  Units: energies in w; S dimensionless, per unit of P_s D_1 D_2, for
P = const per unit of P eta_L^(3/2) alpha beta.
Range: 1e-16 <= eps <= 20.  Accuracy: 1e-6 relative to eps = 3.65, 1e-5 to 12, and as ``Curve.error`` says.
Errors: ValueError, TypeError or NotConverged in one sentence.
Not guaranteed: that the estimate of the error is a bound.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992); Parshin, Phys. Rev. B 49, 9400 (1994).
"""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np

from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics.density.density import along_curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre
from softpot.numerics.statistics.model.tunnelling import curvature_of_splitting, log_splitting

__all__ = ["LARGEST", "SEA_GULL", "SMALLEST", "resonant_at_zero"]

SMALLEST, LARGEST = 1e-16, 20.0
TWO_LEVELS = 1e-4
LEAST = {3: 3.65111, 4: 5.98442, 5: 9.26002}
"""Below these energies level m cannot be reached from the first."""
NEGLIGIBLE = 1e-11
SEA_GULL = Distribution.constant(alpha_max=10_000)
"""P = |eta| P_0, P_0 constant; its cutoff lies where nothing absorbs."""


def _two_level(D_2: FloatArray, D_1: FloatArray, energy: float) -> FloatArray:
    """y_12^2 of pairs with a gap far below w."""
    ratio = np.exp(log_splitting(D_2) - np.log(energy))
    # D_1^2 d^2 = eps^2 - Delta_0^2; where D_1 vanishes d is that of symmetric wells
    size = energy * np.sqrt(np.maximum(1.0 - ratio * ratio, 0.0))
    far = D_1 > 1e-3 * energy / np.sqrt(-2.0 * D_2)
    square = np.where(far, (size / np.where(far, D_1, 1.0)) ** 2, _distance(D_2) ** 2)
    return np.asarray(0.25 * square * ratio * ratio)


def _distance(D_2: FloatArray) -> FloatArray:
    """2 y_12 of symmetric wells."""
    points = reduce_quartic(D_2, np.zeros_like(D_2))
    return 2.0 * np.abs(levels_and_elements(points, 2)[1][:, 0, 1])


def _elements(D_2: FloatArray, D_1: FloatArray, m: int) -> FloatArray:
    """y_1m^2."""
    alpha, beta, _, _ = from_centre(D_2, D_1)
    return np.asarray(levels_and_elements(reduce_quartic(alpha, beta), m)[1][:, 0, m - 1] ** 2)


def _bounded(energy: float, distribution: Distribution) -> Distribution:
    """The distribution without wells that are too deep to absorb: so few different ones that scans are used again."""
    deep = curvature_of_splitting(max(NEGLIGIBLE * energy, exp(-600.0))) if energy < 1.0 else 20.0
    needed = 5.0 * np.ceil(max(deep, 0.4 * energy * energy + 20.0) / 5.0)
    return replace(distribution, alpha_max=float(min(needed, distribution.alpha_max)))


def resonant_at_zero(
    energy: float, distribution: Distribution, tolerance: float
) -> tuple[float, float]:
    """S(eps, 0) and its error estimate at one energy."""
    made = _bounded(energy, distribution)

    def factor(m: int):  # type: ignore[no-untyped-def]
        def square(D_2: FloatArray, D_1: FloatArray, slope: FloatArray) -> FloatArray:
            if energy < TWO_LEVELS:
                return _two_level(D_2, D_1, energy)
            return _elements(D_2, D_1, m)

        return square

    # 2 |alpha| d alpha d beta = 4 d D_2 d D_1 against P_s d D_2 d D_1; P = const against d alpha d beta
    scale = 0.5 if made.sea_gull else 1.0
    value = error = 0.0
    for m in (2, *(m for m, least in LEAST.items() if energy > least)):
        one, off = along_curve(energy, m, made, tolerance, factor(m))
        value, error = value + scale * one, error + scale * off
    return value, error
