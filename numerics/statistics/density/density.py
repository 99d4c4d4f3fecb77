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

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.machinery.chunked import is_chunked, over_chunks, require_a_line
from softpot.numerics.machinery.exact import Number, Numbers
from softpot.numerics.machinery.former import formerly
from softpot.numerics.machinery.outward import outward
from softpot.numerics.statistics.density.level_curve import (
    SETTLED,
    above_least,
    crossings,
    curve,
    fold_crossings,
    ranges,
)
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

__all__ = ["along_curve", "density_of_states"]

ROUNDS = 40
MOST_PANELS = 500
"""More panels than these do not settle because rounding of the levels is what they resolve."""
TOLERANCE, COARSE = 1e-7, 1e-5
LEVEL_ERROR = 1e-8
FARTHEST = 1e14


@dataclass(frozen=True)
class _Piece:
    """u <= D_2 <= v; logarithmic in |D_2| or with square roots at both ends."""

    u: float
    v: float
    logarithmic: bool

    def place(self, tau: FloatArray) -> tuple[FloatArray, FloatArray]:
        """D_2 and d D_2/d tau for tau in [0, 1]."""
        if self.logarithmic:
            ratio = np.log(self.v / self.u)
            D_2 = self.u * np.exp(ratio * tau)
            return D_2, D_2 * ratio
        half = 0.5 * np.pi * tau
        D_2 = self.u * np.cos(half) ** 2 + self.v * np.sin(half) ** 2
        return D_2, (self.v - self.u) * 0.5 * np.pi * np.sin(2.0 * half)


def _end(distribution: Distribution) -> float:
    """|alpha| beyond which deep wells no longer count."""
    if distribution.alpha_max < inf:
        return distribution.alpha_max
    if not distribution.sea_gull:
        return FARTHEST
    size = np.geomspace(1.0, FARTHEST, 561)
    alpha, beta, a, b = from_centre(-size, np.zeros_like(size))
    weight = distribution.density(alpha, beta, a, b) * np.sqrt(size)
    return float(size[np.flatnonzero(weight > 1e-18 * weight.max())[-1]])


def _pieces(
    energy: float, m: int, distribution: Distribution, without: tuple[float, float] | None
) -> list[_Piece]:
    """The parts of the level curve, except for that between two D_2 where it has been integrated already."""
    cuts = crossings(energy, m, distribution.alpha_max, distribution.largest_alpha)
    folds = fold_crossings(energy, m)
    pieces = []
    for low, high in ranges(energy, m):
        lower = low
        tail: list[_Piece] = []
        if low == -inf:
            end = _end(distribution)
            below = [c for c in cuts if c < -0.5 * end]
            last = min(below) if below else -end
            if last >= high:
                continue
            first = -max(0.3 * energy * energy, 4.0 * abs(high), 30.0)
            lower = max(first, last)
            if last < lower:
                count = int(np.ceil(np.log(last / lower) / np.log(4.0)))
                marks = lower * (last / lower) ** (np.arange(count + 1) / count)
                tail = [_Piece(float(v), float(u), True) for u, v in pairwise(marks)]
        # where the second level passes from the other well to the same one the curve bends sharply
        inner = [c for c in (*cuts, *folds, -energy * energy / 8.0) if lower < c < high]
        if without is not None and lower < without[0] and without[1] < high:
            inner = [c for c in inner if not without[0] < c < without[1]]
            inner += without
        marks_in = sorted({lower, high, *inner})
        pieces += [_Piece(u, v, False) for u, v in pairwise(marks_in) if (u, v) != without]
        pieces += tail
    return pieces


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
    start = None if factor else _next_to_minimum(energy, m, distribution, tolerance)
    if start is not None:
        return start
    without: tuple[float, float] | None = None
    within, off = (0.0, 0.0), LEVEL_ERROR
    if factor is None:
        without, within, off = _next_to_saddle(energy, m, distribution, tolerance)
    pieces = _pieces(energy, m, distribution, without)
    if not pieces:
        return within
    panels: list[tuple[int, float, float]] = []
    for k, piece in enumerate(pieces):
        parts = 1 if piece.logarithmic or tolerance > COARSE else 3
        panels += [(k, i / parts, (i + 1) / parts) for i in range(parts)]
    done_value, done_error = 0.0, 0.0
    known: list[FloatArray] = [np.empty(0), np.empty(0)]
    for _ in range(ROUNDS):
        owner = np.array([p[0] for p in panels])
        low, high = np.array([p[1] for p in panels]), np.array([p[2] for p in panels])
        half = 0.5 * (high - low)
        tau = 0.5 * (high + low)[:, None] + half[:, None] * NODES
        D_2, width = np.empty_like(tau), np.empty_like(tau)
        for k in np.unique(owner):
            at = owner == k
            D_2[at], width[at] = pieces[k].place(tau[at])
        D_1, slope = curve(D_2.ravel(), energy, m, (known[0], known[1]))
        every, first = np.unique(np.concatenate([known[0], D_2.ravel()]), return_index=True)
        known = [every, np.concatenate([known[1], D_1])[first]]
        weight = _density_at(D_2.ravel(), D_1, distribution)
        # at D_1 = 0 itself, where rounding may put a node next to an end, the slope vanishes
        slope = np.where(slope > 0.0, slope, np.inf)
        value = _times(factor, 4.0 * weight / slope, D_2.ravel(), D_1, slope).reshape(tau.shape)
        value = value * width * half[:, None]
        kronrod, gauss = value @ KRONROD, value @ GAUSS
        error = error_of(kronrod, gauss, np.abs(kronrod))
        total = within[0] + done_value + float(kronrod.sum())
        allowed = tolerance * abs(total) * 0.1
        rough = (error > allowed) & (half > 1e-9)
        done_value += float(kronrod[~rough].sum())
        done_error += float(error[~rough].sum())
        close = float(error[rough].sum()) + done_error < tolerance * abs(total)
        if not rough.any() or close or np.count_nonzero(rough) > MOST_PANELS:
            done_value += float(kronrod[rough].sum())
            done_error += float(error[rough].sum())
            break
        panels = [
            part
            for k, u, v in (panels[i] for i in np.flatnonzero(rough))
            for part in ((k, u, 0.5 * (u + v)), (k, 0.5 * (u + v), v))
        ]
    else:
        done_value += float(kronrod[rough].sum())
        done_error += float(error[rough].sum())
    rest = 0.0
    if not distribution.sea_gull and distribution.alpha_max == inf and m == 2 and factor is None:
        # beyond the last panel the integrand falls as |D_2|^(-3/2)
        last = np.array([-FARTHEST])
        D_1, slope = curve(last, energy, m)
        rest = float((4.0 * _density_at(last, D_1, distribution) / slope)[0]) * 2.0 * FARTHEST
    # the curve lies within SETTLED of its energy, which matters where it is still small
    off += 4.0 * SETTLED * energy / above_least(energy, m)
    return within[0] + done_value + rest, within[1] + done_error + off * abs(done_value)


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
        pairs[counted] = [along_curve(float(E), m, held.distribution, aim) for E in values[counted]]
    return Curve(values, pairs[:, 0], pairs[:, 1], f"{held.unit}/w", "w", "n", "E")
