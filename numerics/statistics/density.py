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

from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from .arguments import energies, require_distribution, tolerance_of, transition_of
from .distribution import Distribution
from .geometry import FloatArray, from_centre
from .heat import Curve
from .level_curve import SETTLED, above_least, crossings, curve, fold_crossings, ranges
from .quadrature import GAUSS, KRONROD, NODES, error_of

__all__ = ["density_of_states"]

ROUNDS = 40
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


def _pieces(energy: float, m: int, distribution: Distribution) -> list[_Piece]:
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
        marks_in = sorted({lower, high, *inner})
        pieces += [_Piece(u, v, False) for u, v in pairwise(marks_in)]
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


def _single(
    energy: float, m: int, distribution: Distribution, tolerance: float
) -> tuple[float, float]:
    """n at one energy and its error estimate."""
    pieces = _pieces(energy, m, distribution)
    if not pieces:
        return 0.0, 0.0
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
        value = (4.0 * weight / slope).reshape(tau.shape) * width * half[:, None]
        kronrod, gauss = value @ KRONROD, value @ GAUSS
        error = error_of(kronrod, gauss, np.abs(kronrod))
        total = done_value + float(kronrod.sum())
        allowed = tolerance * abs(total) * 0.1
        rough = (error > allowed) & (half > 1e-9)
        done_value += float(kronrod[~rough].sum())
        done_error += float(error[~rough].sum())
        if not rough.any() or float(error[rough].sum()) + done_error < tolerance * abs(total):
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
    if not distribution.sea_gull and distribution.alpha_max == inf and m == 2:
        # beyond the last panel the integrand falls as |D_2|^(-3/2)
        last = np.array([-FARTHEST])
        D_1, slope = curve(last, energy, m)
        rest = float((4.0 * _density_at(last, D_1, distribution) / slope)[0]) * 2.0 * FARTHEST
    # the curve lies within SETTLED of its energy, which matters where it is still small
    off = LEVEL_ERROR + 4.0 * SETTLED * energy / above_least(energy, m)
    return done_value + rest, done_error + off * abs(done_value)


def density_of_states(
    energy: object,
    distribution: Distribution,
    transition: tuple[int, int] = (1, 2),
    tolerance: object = TOLERANCE,
) -> Curve:
    """n(E) of the transition from level 1 to level m, with error estimates.

    energy: E in w, a number or a one-dimensional array, 1e-6 to 100.  transition: (1, m), m = 2 ... 5.
    tolerance: the relative error aimed at, 1e-7 unless told, at most 1e-2; a figure needs no more than 1e-3.
    Raises TypeError, ValueError, or NotConverged (see the module text).
    """
    values = energies(energy)
    require_distribution(distribution)
    m = transition_of(transition)
    aim = tolerance_of(tolerance, TOLERANCE)
    found = np.array([_single(float(value), m, distribution, aim) for value in values])
    return Curve(values, found[:, 0], found[:, 1], distribution.unit)
