r"""n(E) = \int\int d eta d t P delta(E - E_1m) = \int d D_2 4 p/(d E_1m/d D_1)   along the level curve, D_1 > 0.

p is P_0 (for P = const: P/|alpha|) at the potential, averaged over the sign of t; 4 = 2 from |alpha| d alpha d beta =
2 d D_2 d D_1 times 2 from the sign of D_1.  The curve is cut where it meets D_1 = 0, the fold and the cutoffs; each
piece is integrated in tau with D_2 = u + (v - u) sin^2(pi tau/2), which takes the inverse square roots at the
ends, by 15-node panels that are halved until their error estimates are small; far below, panels are logarithmic.

Shapes: E (K,) in w.  Units: n in ``distribution.unit`` per w.  Range: 1e-6 <= E <= 100, transitions (1, 2) to (1, 5).
Accuracy: 1e-6 relative away from singularities; ``Curve.error`` is the estimate everywhere.
Errors: TypeError or ValueError in one sentence; NotConverged.
Not guaranteed: that the estimate bounds the error; transitions between excited levels.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eqs. (9), (10), (12).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from softpot.numerics.machinery.chunked import is_chunked, over_chunks, require_a_line
from softpot.numerics.machinery.exact import Number, Numbers
from softpot.numerics.machinery.former import formerly
from softpot.numerics.machinery.outward import outward
from softpot.numerics.statistics.density.level_curve import SETTLED, above_least, curve, ranges
from softpot.numerics.statistics.density.pieces import FARTHEST, Piece, nodes_of, pieces_of
from softpot.numerics.statistics.density.saddle import (
    CLOSE,
    MINIMA,
    REACH,
    SADDLES,
    height,
    window,
)
from softpot.numerics.statistics.model.arguments import (
    energies,
    tolerance_of,
    transition_of,
)
from softpot.numerics.statistics.model.curve import Curve
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre
from softpot.numerics.statistics.model.glass import Glass, glass_of
from softpot.numerics.statistics.quadrature import GAUSS, KRONROD, NODES, error_of

__all__ = ["along_curve", "along_curves", "density_of_states"]

ROUNDS = 40
MOST_PANELS = 500
"""More panels than these do not settle because rounding of the levels is what they resolve."""
TOLERANCE, COARSE = 1e-7, 1e-5
LEVEL_ERROR = 1e-8
AT_ONCE = 64
"""Energies whose panels are computed in one go: arrays of some ten thousand points."""


def _density_at(D_2: FloatArray, D_1: FloatArray, distribution: Distribution) -> FloatArray:
    """p at the points of a curve, zero beyond the cutoffs."""
    alpha, beta, a, b = from_centre(D_2, D_1)
    # on the fold itself P = const diverges as an inverse square root, which the ends of the pieces do not meet
    inside = np.where(
        alpha < 0.0,
        -alpha <= distribution.alpha_max * (1 + 1e-12),
        alpha <= distribution.largest_alpha,
    )
    value = np.zeros(D_2.size)
    at = np.flatnonzero(inside)
    if at.size:
        value[at] = distribution.density(alpha[at], beta[at], a[at], b[at])
    return value


def _next_to_minimum(
    energy: float, m: int, distribution: Distribution, tolerance: float
) -> tuple[float, float] | None:
    """n and its error below and next to the least E_1m; None elsewhere."""
    least = MINIMA.get(m)
    if least is None or (above := height(energy, least)) > CLOSE:
        return None
    return (0.0, 0.0) if above <= 0.0 else window(above, least, distribution, tolerance)


def _next_to_saddle(
    energy: float, m: int, distribution: Distribution, tolerance: float
) -> tuple[tuple[float, float] | None, tuple[float, float], float]:
    """The D_2 between which the curve next to a saddle is integrated in series, n and its error there, and the
    relative error of the rest from its lying within SETTLED of its energy, which matters where n has a logarithm."""
    saddle = SADDLES[m]
    x = height(energy, saddle)
    left, right = saddle.centre - REACH, saddle.centre + REACH
    if abs(x) <= CLOSE and any(low < left and right < high for low, high in ranges(energy, m)):
        found = window(x, saddle, distribution, tolerance)
        if found is not None:
            return (left, right), found, LEVEL_ERROR
    return None, (0.0, 0.0), LEVEL_ERROR + min(1.0, SETTLED * max(energy, 1.0) / abs(x))


Factor = Callable[[FloatArray, FloatArray, FloatArray], FloatArray]


def _times(
    factor: Factor | None, value: FloatArray, D_2: FloatArray, D_1: FloatArray, slope: FloatArray
) -> FloatArray:
    """The values times the factor where they are not nothing."""
    if factor is not None:
        used = np.flatnonzero(value)
        value[used] *= factor(D_2[used], D_1[used], slope[used])
    return value


class _Known:
    """What is known of the level curve of each energy, to begin with on the next panels."""

    def __init__(self, count: int) -> None:
        self.curves: list[tuple[FloatArray, FloatArray]] = [(np.empty(0), np.empty(0))] * count

    def add(self, k: int, D_2: FloatArray, D_1: FloatArray) -> None:
        """Points of curve k."""
        x, y = self.curves[k]
        every, first = np.unique(np.concatenate([x, D_2]), return_index=True)
        self.curves[k] = every, np.concatenate([y, D_1])[first]

    def start(self, k: int, D_2: FloatArray) -> FloatArray:
        """D_1^2 of curve k, NaN where it is not known."""
        x, y = self.curves[k]
        found = np.full(D_2.size, np.nan)
        if x.size > 3:
            inside = (D_2 > x[0]) & (D_2 < x[-1])
            found[inside] = PchipInterpolator(x, y**2)(D_2[inside])
        return found


def along_curve(
    energy: float,
    m: int,
    distribution: Distribution,
    tolerance: float,
    factor: Factor | None = None,
) -> tuple[float, float]:
    r"""\int\int P delta(E - E_1m) f at one energy and its error estimate; n(E) for f = 1.

    factor: f(D_2, D_1, d E_1m/d D_1) at points of the level curve, all of which is then integrated by panels.
    """
    ((value, error),) = along_curves(np.array([energy]), m, distribution, tolerance, factor)
    return float(value), float(error)


def along_curves(
    energy: FloatArray,
    m: int,
    distribution: Distribution,
    tolerance: float,
    factor: Factor | None = None,
) -> FloatArray:
    """The same at each energy, (K, 2): the panels of all of them are computed in one go, round by round."""
    found = np.zeros((energy.size, 2))
    within = np.zeros((energy.size, 2))
    off = np.full(energy.size, LEVEL_ERROR)
    curves: list[tuple[int, list[Piece]]] = []
    for k, E in enumerate(map(float, energy)):
        start = None if factor else _next_to_minimum(E, m, distribution, tolerance)
        if start is not None:
            found[k] = start
            continue
        without: tuple[float, float] | None = None
        if factor is None:
            without, within[k], off[k] = _next_to_saddle(E, m, distribution, tolerance)
        pieces = pieces_of(E, m, distribution, without)
        if pieces:
            curves.append((k, pieces))
        else:
            found[k] = within[k]
    for first in range(0, len(curves), AT_ONCE):
        part = curves[first : first + AT_ONCE]
        at = np.array([k for k, _ in part])
        integrals = _integrated(
            energy[at], m, distribution, tolerance, factor, [p for _, p in part], within[at]
        )
        value, error = integrals.T
        rest = np.zeros(at.size)
        if (
            not distribution.sea_gull
            and distribution.alpha_max == inf
            and m == 2
            and factor is None
        ):
            # beyond the last panel the integrand falls as |D_2|^(-3/2)
            last = np.full(at.size, -FARTHEST)
            D_1, slope = curve(last, energy[at], m)
            rest = 4.0 * _density_at(last, D_1, distribution) / slope * 2.0 * FARTHEST
        # the curve lies within SETTLED of its energy, which matters where it is still small
        settled = np.array([4.0 * SETTLED * E / above_least(E, m) for E in map(float, energy[at])])
        found[at, 0] = within[at, 0] + value + rest
        found[at, 1] = within[at, 1] + error + (off[at] + settled) * np.abs(value)
    return found


def _integrated(
    energy: FloatArray,
    m: int,
    distribution: Distribution,
    tolerance: float,
    factor: Factor | None,
    pieces: Sequence[Sequence[Piece]],
    within: FloatArray,
) -> FloatArray:
    """The integral over the pieces of each level curve and its error, (K, 2); within: what is known beside it."""
    known = _Known(energy.size)
    every = [piece for own in pieces for piece in own]
    parts = [1 if p.logarithmic or tolerance > COARSE else 3 for p in every]
    of = np.repeat(np.arange(len(every)), parts)
    curve_of = np.repeat(np.arange(energy.size), [len(own) for own in pieces])
    low = np.concatenate([np.arange(n) / n for n in parts])
    high = np.concatenate([np.arange(1, n + 1) / n for n in parts])
    done = np.zeros((energy.size, 2))

    def summed(owner: NDArray[np.intp], *values: FloatArray) -> FloatArray:
        """The sums of values of panels, curve by curve, (K, values)."""
        return np.stack([np.bincount(owner, v, energy.size) for v in values], axis=1)

    for _ in range(ROUNDS):
        owner = curve_of[of]
        half = 0.5 * (high - low)
        tau = 0.5 * (high + low)[:, None] + half[:, None] * NODES
        D_2, width = nodes_of(every, of, tau)
        flat, whose = D_2.ravel(), np.repeat(owner, NODES.size)
        start = np.empty(flat.size)
        for k in np.unique(owner):
            here = whose == k
            start[here] = known.start(k, flat[here])
        D_1, slope = curve(flat, energy[whose], m, start)
        weight = _density_at(flat, D_1, distribution)
        # at D_1 = 0 itself, where rounding may put a node next to an end, the slope vanishes
        slope = np.where(slope > 0.0, slope, np.inf)
        value = _times(factor, 4.0 * weight / slope, flat, D_1, slope).reshape(tau.shape)
        value = value * width * half[:, None]
        kronrod, gauss = value @ KRONROD, value @ GAUSS
        error = error_of(kronrod, gauss, np.abs(kronrod))
        total = within[:, 0] + done[:, 0] + summed(owner, kronrod)[:, 0]
        allowed = (tolerance * np.abs(total) * 0.1)[owner]
        rough = (error > allowed) & (half > 1e-9)
        done += summed(owner, np.where(rough, 0.0, kronrod), np.where(rough, 0.0, error))
        open_ = summed(owner, np.where(rough, kronrod, 0.0), np.where(rough, error, 0.0))
        many = np.bincount(owner, rough, energy.size)
        close = open_[:, 1] + done[:, 1] < tolerance * np.abs(total)
        ended = (many == 0) | close | (many > MOST_PANELS)
        done[ended] += open_[ended]
        again = np.flatnonzero(rough & ~ended[owner])
        if not again.size:
            return done
        for k in np.unique(owner[again]):
            here = whose == k
            known.add(k, flat[here], D_1[here])
        middle = 0.5 * (low[again] + high[again])
        low = np.stack([low[again], middle], axis=1).ravel()
        high = np.stack([middle, high[again]], axis=1).ravel()
        of = np.repeat(of[again], 2)
    done[~ended] += open_[~ended]
    return done


def _no_frozen_quantum(energy: FloatArray, distribution: Distribution) -> None:
    """ValueError at energies of vibrations in frozen wells, which a level of a whole potential is not."""
    # a > 2 alpha_max, and no anharmonicity takes away more than a third of 2 sqrt(a)
    least = 1.3 * (2.0 * distribution.alpha_max) ** 0.5
    if distribution.frozen and energy.max() > least:
        most = outward(least, ".3g", "down")
        raise ValueError(
            f"energy reaches {energy.max():g} w and the distribution is frozen, but at most {most} w is needed "
            "because above that frozen wells vibrate, whose quanta are not transitions between a potential's levels"
        )


def _former(given: list[Any], named: dict[str, Any]) -> str:
    if "distribution" not in named:
        return ""
    named["glass"] = named.pop("distribution")
    return "glass=..."


def _counted(values: FloatArray, E_d: float | None, m: int) -> NDArray[np.bool_]:
    """Where level m is reached by steps of at most E_d whatever the potential; ValueError where that depends on it."""
    if E_d is None:
        return np.ones(values.size, dtype=np.bool_)
    open_ = (values > E_d) & (values <= (m - 1) * E_d)
    if m > 2 and open_.any():
        raise ValueError(
            f"energy is {values[open_][0]:g} w and E_d is {E_d:g} w, but for levels 1 and {m} at most E_d, or more "
            f"than {m - 1} E_d, is needed because in between single steps decide which potentials count"
        )
    return values <= E_d


def _of_chunk(
    energy: FloatArray, glass: Glass, transition: tuple[int, int], tolerance: float
) -> FloatArray:
    curve = density_of_states(energy, glass, transition, tolerance)
    return np.stack([curve.value, curve.error])


@formerly(_former)
def density_of_states(
    energy: Numbers,
    glass: Glass | Distribution,
    transition: tuple[int, int] = (1, 2),
    tolerance: Number = TOLERANCE,
) -> Curve:
    """n(E) = int int d eta d t P delta(E - E_1m) of the transition from level 1 to level m, with error estimates.

    energy: E in w, a number or an array (K,), 1e-6 to 100; of dask, for a Curve of arrays of dask.
    transition: (1, m), m = 2 ... 5.
    glass: a Glass, or a Distribution, of whose potentials all levels count.  With E_d, n is zero beyond it.
    tolerance: the relative error aimed at, 1e-7 unless told, at most 1e-2; a figure needs no more than 1e-3.
    Returns: a ``Curve`` (K,), n in the distribution's unit per w.
    Raises: TypeError, ValueError, or NotConverged.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eqs. (9), (10), (12).
    Not guaranteed: that the estimate bounds the error, which grows next to a singularity.

    >>> from softpot import Distribution, density_of_states
    >>> density_of_states([0.8, 3.4], Distribution.constant(alpha_max=5))
    Curve n(E), E in w, n in P_0 eta_L^(5/2)/w, 2 points
        E          n    error
      0.8  4.738522...  ...
      3.4  49.54325...  ...
    """
    held = glass_of(glass)
    m = transition_of(transition)
    aim = tolerance_of(tolerance, TOLERANCE)
    if is_chunked(energy):
        require_a_line(energy, "energy")
        found = over_chunks(_of_chunk, energy, glass=held, transition=transition, tolerance=aim)
        return Curve(cast(FloatArray, energy), *found, f"{held.unit}/w", "w", "n", "E")
    values = energies(energy)
    counted = _counted(values, held.E_d, m)
    pairs = np.zeros((values.size, 2))
    if counted.any():
        _no_frozen_quantum(values[counted], held.distribution)
        pairs[counted] = along_curves(values[counted], m, held.distribution, aim)
    return Curve(values, pairs[:, 0], pairs[:, 1], f"{held.unit}/w", "w", "n", "E")
