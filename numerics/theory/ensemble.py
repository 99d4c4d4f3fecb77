"""An ensemble of general quartics: every stationary point of every potential, found numerically.

For each random (h', eta', t') the zeros s of the slope h' + 2 eta' x + 3 t' x² + 4 x³ are found, and each gives one
representation: eta = V''(s)/2, t = V'''(s)/6, from the derivatives of the general quartic. Nothing of
Eqs. (4)–(6) is used. All stationary points are counted, because Eq. (6) counts every (eta, t, t')
once, whichever kind of stationary point the origin is. The paper's region keeps one of them: all with
eta < 0 (barrier tops), and those of potentials with a single well; it is empty for 0 < eta < 9t²/32.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.theory.sampling import Array, cubic_roots

SEED = 92291
SAMPLES = 10_000_000  # of each distribution
_CHUNK = 250_000

WINDOW = (0.35, 0.65)  # of t
REACH = 0.3  # of |eta|
BINS = 30


@dataclass(frozen=True)
class Source:
    """A smooth distribution G' of (h', eta', t').

    ``draw(generator, size)`` samples it; ``density(h', eta', t', m)`` is its density, with exp, cosh, sqrt
    and pi of ``m``: NumPy, SymPy or an mpmath context. All constants are whole numbers, so that it is exact.
    """

    name: str
    draw: Callable[[np.random.Generator, int], tuple[Array, Array, Array]]
    density: Callable[[Any, Any, Any, Any], Any]


def _normal(z: Any, m: Any) -> Any:
    return m.exp(-z * z / 2) / m.sqrt(2 * m.pi)


def _logistic(z: Any, m: Any) -> Any:
    return 1 / (4 * m.cosh(z / 2) ** 2)


def _draw_normal(source: np.random.Generator, size: int) -> tuple[Array, Array, Array]:
    h, eta, t = source.standard_normal((3, size))
    return 0.6 * h, 0.2 + 0.8 * eta, t


def _normal_density(h: Any, eta: Any, t: Any, m: Any) -> Any:
    widths = _normal(5 * h / 3, m) * _normal((5 * eta - 1) / 4, m) * _normal(t, m)
    return widths * 25 / 12


def _draw_skew(source: np.random.Generator, size: int) -> tuple[Array, Array, Array]:
    t = 0.25 + 0.75 * source.standard_normal(size)
    h = source.logistic(0.0, 0.25, size) + 0.5 * t
    return h, source.logistic(0.5, 0.5, size), t


def _skew_density(h: Any, eta: Any, t: Any, m: Any) -> Any:
    widths = _logistic(4 * h - 2 * t, m) * _logistic(2 * eta - 1, m) * _normal((4 * t - 1) / 3, m)
    return widths * 32 / 3


SOURCES = (
    Source("independent normal h', eta' and t'", _draw_normal, _normal_density),
    Source(
        "logistic h' that leans on a normal t' of non-zero mean, logistic eta'",
        _draw_skew,
        _skew_density,
    ),
)


@dataclass(frozen=True)
class Histogram:
    """Counts of representations with t in WINDOW by eta; the paper's region separately."""

    edges: Array
    counts: Array
    barrier_top: Array
    potentials: int


@cache
def histogram(which: int) -> Histogram:
    """The ensemble of SOURCES[which], SAMPLES potentials, seeded; made once in a process."""
    source = np.random.default_rng(SEED + which)
    edges = np.linspace(-REACH, REACH, BINS + 1)
    counts, tops = np.zeros(BINS), np.zeros(BINS)
    for _ in range(SAMPLES // _CHUNK):
        h, eta, t = SOURCES[which].draw(source, _CHUNK)
        for kept, region in _representations(h, eta, t):
            found = np.histogram(kept, edges)[0]
            (tops if region else counts).__iadd__(found)
    return Histogram(edges, counts, tops, SAMPLES)


def _may_be_seen(h: Array, eta: Array, t: Array) -> NDArray[np.bool_]:
    """Whether the slope f of a potential may vanish where t is in the window.

    That is at m + d, |d| <= r, where f = f(m) + f'(m) d + f''(m) d²/2 + 4 d³ vanishes only if |f(m)| <= |f'(m)| r +
    |f''(m)| r²/2 + 4 r³; r is taken a little larger than it is.
    """
    m = (0.5 * (WINDOW[0] + WINDOW[1]) - t) / 4
    r = 1.001 * (WINDOW[1] - WINDOW[0]) / 8
    value = ((4 * m + 3 * t) * m + 2 * eta) * m + h
    slope = (12 * m + 6 * t) * m + 2 * eta
    most = np.abs(slope) * r + np.abs(12 * m + 3 * t) * r**2 + 4 * r**3
    return np.asarray(np.abs(value) <= most)


def _representations(h: Array, eta: Array, t: Array) -> tuple[tuple[Array, bool], ...]:
    """eta of the representations in the window: all of them, and those in the paper's region."""
    seen = _may_be_seen(h, eta, t)
    h, eta, t = h[seen], eta[seen], t[seen]
    points = cubic_roots(h, 2 * eta, 3 * t, np.full_like(t, 4.0))
    seen_t = t + 4 * points  # V'''/6
    with np.errstate(invalid="ignore"):
        inside = (seen_t > WINDOW[0]) & (seen_t < WINDOW[1])
    single = np.isnan(points[1]) & np.isnan(points[2])
    row, column = np.nonzero(inside)
    s = points[row, column]
    seen_eta = eta[column] + 3 * t[column] * s + 6 * s * s  # V''/2
    allowed = (seen_eta < 0) | single[column]
    return (seen_eta, False), (seen_eta[allowed], True)
