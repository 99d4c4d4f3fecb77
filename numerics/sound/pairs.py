r"""S_rel = (1/(pi tau)) \int\int d D_1 d D_2 p_1 p_2 (y_22 - y_11)^2 omega l/(omega^2 + l^2),  two levels, tau <= 0.4.

    l = G y_12^2 eps^3 coth(eps/2 tau),    p_1 p_2 = 1/(4 cosh^2(eps/2 tau))

At tau = 0.2 a third level is occupied to 1e-8 only, at 0.4 to 1e-4.  The plane is integrated by Gauss's rule in
panels of D_2 and of t, D_1 = (Delta_0/d) sinh t, on potentials that are solved once.

Shapes: omega (F,).  Units: energies in w, omega and rates in w/hbar.  Range: tau <= 0.4, omega/G >= 1e-11.
Accuracy: 1e-6 to tau = 0.2, checked against an integral along level curves; ``left_out`` tells what the third level
adds above.
Errors: none within the range.
Not guaranteed: relaxation by more than one phonon.
Source: J. Jaeckle, Z. Phys. 257, 212 (1972), for two-level systems.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from softpot.numerics.sound.elements import levels_and_elements
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics.gap.two_level import HIGHEST, LOWEST, small_gap
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre
from softpot.numerics.statistics.model.tunnelling import log_splitting

__all__ = ["HOTTEST", "SLOWEST", "Pairs", "left_out", "pairs", "relaxation_of_pairs"]

HOTTEST, SLOWEST = 0.4, 1e-11
DEEPEST, SHALLOWEST, OUTERMOST = -13.0, 3.5, 8.0
SMALL = 1e-3
THIRD = 75.0
ORDER = 8


@dataclass(frozen=True)
class Pairs:
    """Lowest two levels of many potentials: weight (both signs of D_1), that of P = const, gap, y_22 - y_11, y_12^2."""

    weight: FloatArray
    weight_flat: FloatArray
    gap: FloatArray
    slope: FloatArray
    square: FloatArray


def _panels(edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    x, w = np.polynomial.legendre.leggauss(ORDER)
    half = 0.5 * np.diff(edges)
    middle = 0.5 * (edges[1:] + edges[:-1])
    return (middle[:, None] + half[:, None] * x).ravel(), (half[:, None] * w).ravel()


@lru_cache(maxsize=1)
def pairs() -> Pairs:
    """The potentials, solved on first use in some seconds."""
    rows, weights = _panels(np.linspace(DEEPEST, SHALLOWEST, 18))
    parts = []
    for D_2, w in zip(rows, weights, strict=True):
        gap = float(np.exp(log_splitting(np.array([D_2]))[0]))
        # where D_1 begins to matter: Delta = Delta_0
        start = gap / np.sqrt(max(-2.0 * D_2, 1.0))
        last = float(np.arcsinh(OUTERMOST / start))
        t, u = _panels(np.linspace(0.0, last, max(int(np.ceil(last / 0.6)), 4) + 1))
        parts.append((np.full(t.size, D_2), start * np.sinh(t), 2.0 * w * u * start * np.cosh(t)))
    D_2, D_1, weight = (np.concatenate(p) for p in zip(*parts, strict=True))
    alpha, beta, _, _ = from_centre(D_2, D_1)
    levels, elements = levels_and_elements(reduce_quartic(alpha, beta), 2, 22.0)
    energy = levels[:, 1] - levels[:, 0]
    slope = np.abs(elements[:, 1, 1] - elements[:, 0, 0])
    square = elements[:, 0, 1] ** 2
    near = np.flatnonzero((D_2 > LOWEST) & (D_2 < HIGHEST) & (-2.0 * D_2 * D_1 * D_1 < 0.5))
    energy[near], slope[near] = small_gap(D_2[near], D_1[near])
    small = near[energy[near] < SMALL]
    ratio = np.exp(2.0 * (log_splitting(D_2[small]) - np.log(energy[small])))
    # y_12 = (d/2) Delta_0/eps, d^2 = (eps^2 - Delta_0^2)/D_1^2
    distance = energy[small] ** 2 * (1.0 - ratio) / D_1[small] ** 2
    mixed = ratio < 1.0 - 1e-4
    square[small[mixed]] = 0.25 * distance[mixed] * ratio[mixed]
    # on the fold itself, where alpha vanishes, nobody is excited at these temperatures
    flat = 2.0 * weight / np.maximum(np.abs(alpha), 1e-9)
    return Pairs(weight, flat, energy, slope, square)


def left_out(tau: float) -> float:
    """What third levels, from 3.65 w on, add to S_rel at most, relative: THIRD is what all levels give at 0.4."""
    return float(1e-6 + THIRD * (tau / HOTTEST) ** 2 * np.exp(-3.65 / tau))


def relaxation_of_pairs(
    tau: float, omega: FloatArray, G: float, kind: str = "sea-gull"
) -> FloatArray:
    """S_rel (F,) at one temperature."""
    found = pairs()
    z = found.gap / tau
    both = 0.25 / np.cosh(np.minimum(0.5 * z, 300.0)) ** 2
    rate = G * found.square * found.gap**3 / np.tanh(np.maximum(0.5 * z, 1e-300))
    kept = (found.weight if kind == "sea-gull" else found.weight_flat) * both * found.slope**2
    used = kept > 1e-16 * kept.max()
    kept, rate = kept[used], rate[used]
    # omega l/(omega^2 + l^2), which neither overflows nor vanishes too early
    share = 1.0 / (omega[:, None] / rate + rate / omega[:, None])
    return np.asarray(share @ kept / (np.pi * tau))
