r"""\int\int_{|alpha| > alpha_max} P c_well(a, s; T):  the vibrations inside wells that are too deep to tunnel.

A potential beyond the cutoff on tunnelling does not change from one well to the other within the experiment, but it
still vibrates in the well it sits in, here the deepest one.  In terms of that well (a, s), b = 2 s sqrt(a), the
barrier's top is at z = sqrt(a) u and has

    u = (3s - rho)/4,   rho = sqrt(9 s^2 - 8),   |alpha| = a g,   g = 6su - 1 - 6u^2,   V_b = a^2 (u^2 - 2su^3 + u^4),

rho = 0 on the fold and 1 where the wells are equal, so that |alpha| > alpha_max is a > alpha_max/g(rho), and
|alpha| d alpha d beta = 8 r^4 dr ds with a = r^2, both signs of beta counted.

The levels below the barrier's top are those of the perturbation series of the well (``anharmonic``); above it the
potential is no longer one well, and the levels go on with the last spacing.  What that choice is worth, the
difference to no levels there at all, is counted as an error; it is of the order of exp(-V_b/k_B T).

Shapes: temperatures (K,); results (K,).  Units: as ``specific_heat``.  Errors: none.
Not guaranteed: that a well in a glass is frozen where a thermal activation over its barrier is fast.
Source: the density n(E) = (P_s/8w)(E/w)^4 of Buchenau et al., Phys. Rev. B 46, 2798 (1992), counts these wells.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from softpot.numerics.statistics.gap.anharmonic import LARGEST_COUNT, well_levels
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray
from softpot.numerics.statistics.plane.kept import truncated
from softpot.numerics.statistics.quadrature import GAUSS, KRONROD, error_of, panel_nodes

__all__ = ["barrier", "frozen_gaps", "frozen_heat"]

_SHAPES = np.array([0.0, 0.4, 1.0])
# 2 sqrt(a)/k_B T beyond its least value, where the integrand falls as an exponential
_DEPTHS = np.array([0.0, 4.0, 10.0, 20.0, 44.0])
REACH = 36.0
MOST = 44

Kernel = Callable[[FloatArray, FloatArray], FloatArray]


def barrier(rho: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """(s, u, g, V_b/a^2) of potentials with two wells (see the module text)."""
    s = np.sqrt(8.0 + rho * rho) / 3.0
    u = 0.25 * (3.0 * s - rho)
    return s, u, 6.0 * s * u - 1.0 - 6.0 * u * u, u * u * (1.0 - 2.0 * s * u + u * u)


def frozen_gaps(
    a: FloatArray, s: FloatArray, top: FloatArray, energy: float
) -> tuple[FloatArray, FloatArray]:
    """eps_n - eps_1 of one well up to `energy`, (P, L), and the same without levels above the barrier's top."""
    found = well_levels(a, s, LARGEST_COUNT)
    steps = np.diff(found, axis=1)
    inside = (found[:, 1:] < top[:, None]) & (steps > 0.0)
    below = np.cumprod(inside, axis=1).astype(bool)
    last = below.sum(axis=1)  # the number of gaps whose upper level is below the top
    rows = np.arange(a.size)
    spacing = np.where(last > 0, steps[rows, np.maximum(last - 1, 0)], 2.0 * np.sqrt(a))
    count = int(min(max(np.ceil(energy / spacing.min()), 2), MOST))
    number = np.arange(1, count + 1)
    wide = np.full((a.size, count), np.inf)
    known = min(count, LARGEST_COUNT - 1)
    wide[:, :known] = (found[:, 1:] - found[:, :1])[:, :known]
    beyond = number[None, :] > last[:, None]
    ends = np.where(last > 0, found[rows, last] - found[:, 0], 0.0)
    continued = ends[:, None] + (number[None, :] - last[:, None]) * spacing[:, None]
    return np.where(beyond, continued, wide), np.where(beyond, np.inf, wide)


def frozen_heat(
    distribution: Distribution, temperature: FloatArray, kernel: Kernel, E_d: float | None
) -> tuple[FloatArray, FloatArray]:
    """The kernel (``capacity`` or its slope) of all frozen wells, with an error estimate.

    E_d: beyond which vibrations are left out, as for ``specific_heat``.
    """
    pairs = [_at(distribution, float(T), kernel, E_d) for T in temperature]
    return np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])


def _at(
    distribution: Distribution, T: float, kernel: Kernel, E_d: float | None
) -> tuple[float, float]:
    shapes, half_shape = panel_nodes(_SHAPES)
    rho, width = shapes.ravel(), np.repeat(half_shape, shapes.shape[1])
    s, u, g, top = barrier(rho)
    least = 2.0 * np.sqrt(distribution.alpha_max / g) / T
    end = np.full(rho.size, _DEPTHS[-1])
    if E_d is not None:
        end = np.clip(_largest_root(s, E_d, 0.5 * T * least) * 2.0 / T - least, 0.0, end)
    edges = least[:, None] + end[:, None] * (_DEPTHS / _DEPTHS[-1])
    nodes, half = panel_nodes(edges)
    r = 0.5 * T * nodes
    a = r * r
    wide = [np.broadcast_to(v[:, None, None], r.shape) for v in (s, u, g, top)]
    alpha, beta = -a * wide[2], np.abs(2.0 * r * (wide[0] - 2.0 * wide[1]))
    density = distribution.density(alpha, beta, a, 2.0 * r * wide[0])
    gaps, fewer = frozen_gaps(a.ravel(), wide[0].ravel(), (a * a * wide[3]).ravel(), REACH * T)
    if E_d is not None:
        gaps, fewer = truncated(gaps, E_d), truncated(fewer, E_d)
    here = np.array([T])
    heat, less = (kernel(v, here)[:, 0].reshape(r.shape) for v in (gaps, fewer))
    # |alpha| d alpha d beta = 8 r^4 dr ds,  ds = rho drho/(9 s)
    measure = (
        8.0 * r**4 * 0.5 * T * half[..., None] * (width * rho / (9.0 * s))[:, None, None] * density
    )
    rows = (measure * heat * KRONROD).sum(axis=2)
    coarse = (measure * heat * GAUSS).sum(axis=2)
    weights = np.tile(KRONROD, half_shape.size), np.tile(GAUSS, half_shape.size)
    value = float(weights[0] @ rows.sum(axis=1))
    error = float(weights[0] @ error_of(rows, coarse, np.abs(rows)).sum(axis=1))
    by_shape = rows.sum(axis=1).reshape(half_shape.size, -1)
    one, two = (by_shape * KRONROD).sum(axis=1), (by_shape * GAUSS).sum(axis=1)
    error += float(error_of(one, two, np.abs(one)).sum())
    choice = float(weights[0] @ (measure * np.abs(heat - less) * KRONROD).sum(axis=(1, 2)))
    return value, error + choice


def _largest_root(s: FloatArray, E_d: float, least: FloatArray) -> FloatArray:
    """r at which the first gap of the well is E_d, or ``least`` where that lies below."""
    r = np.maximum(0.6 * E_d, least)
    for _ in range(40):
        found = well_levels(r * r, s, 2)
        r = np.maximum(r * E_d / (found[:, 1] - found[:, 0]), least)
    return r
