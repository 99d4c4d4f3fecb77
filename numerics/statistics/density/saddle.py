r"""n(E) next to E_s, where E_1m is stationary:  E_1m = E_s + u^2 h(u) + delta Q(u, delta).

At such points a level curve touches a line, which is either the fold, where a second well appears and P = const is
infinite, or D_1 = 0, where the curve begins as a point.  u = D_2 - c is the distance from the point along the line;
delta that from the line, D_1 - fold(D_2) or D_1^2.  h and Q are Chebyshev series fitted to levels, so that E - E_s
loses no digits however small it is: levels of 1e-10 put the logarithm of n(E) out of its place by 1e-10/|E - E_s|.

Below the saddle on the fold the curve passes it, and u = s sinh(v) with s^2 = |E - E_s|/h; above it crosses the fold
twice, and beyond either crossing u goes as a hyperbolic cosine; about a minimum on D_1 = 0 as a sine.
In v the integrand is smooth.

With r^2 = -D_2/6 and cos(theta) = 1 + delta/(8 r^3), the barrier's top lies at
alpha = 6 r^2 (2 sin^2(theta/3) - sqrt(3) sin(2 theta/3)), without cancellation next to the fold.

Shapes: as stated per function.  Units: w.  Range: |E - E_s| <= 0.01 w, transitions (1, 2) to (1, 5).
Accuracy: 1e-8 relative.  Errors: NotConverged if the fit is worse.
Not guaranteed: that the error stated bounds the true one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial import chebyshev

from softpot.numerics.machinery.outward import outward
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.statistics.model.distribution import Distribution
from softpot.numerics.statistics.model.geometry import FloatArray, from_centre
from softpot.numerics.statistics.quadrature import GAUSS, KRONROD, error_of, panel_nodes

__all__ = ["CLOSE", "MINIMA", "REACH", "SADDLES", "Point", "height", "window"]

CLOSE, REACH = 0.01, 0.2
"""|E - E_s| and |u| up to which the series serve."""
FIT = 1e-9
REFINED = 5
_ALONG, _WIDE, _HIGH = 14, 12, 10


@dataclass(frozen=True)
class Point:
    """D_2 = centre, E_1m = energy + rest, on the fold or (symmetric) on D_1 = 0, where E_1m is stationary."""

    m: int
    centre: float
    energy: float
    rest: float
    symmetric: bool = False

    @property
    def reach(self) -> float:
        """|u| up to which the series serve; about a minimum the whole curve of an energy CLOSE above it."""
        return REACH if not self.symmetric else 0.3


SADDLES = {
    2: Point(2, -0.375 * 1.8944101364774834877**2, 2.1821331434413516, 1.8649628355961557e-16),
    3: Point(3, -0.375 * 2.1539012317305448059**2, 5.267176274422439, 2.7035022897669836e-16),
    4: Point(4, -0.375 * 2.2791821192494524424**2, 8.886520758992937, 2.046008935375634e-16),
    5: Point(5, -0.375 * 2.391084222446685692**2, 12.923051254347174, -6.104053050584924e-16),
}
"""On the fold, where |beta| is the number squared; from levels of 45 digits."""
MINIMA = {
    3: Point(3, -3.9568471518319086, 3.6511187396704576, 1.3622838424172584e-16, symmetric=True),
    4: Point(4, -5.173089390492546, 5.984428790827358, 1.741425432602831e-16, symmetric=True),
    5: Point(5, -5.320772189606557, 9.260026741830618, -7.521552496232869e-16, symmetric=True),
}
"""The least E_1m, at beta = 0; E_12 has none."""


def height(energy: float, point: Point) -> float:
    """E - E_s, with all its digits."""
    return (energy - point.energy) - point.rest


def _fold(D_2: FloatArray) -> FloatArray:
    value: FloatArray = np.sqrt(8.0 / 27.0) * (-D_2) ** 1.5
    return value


@dataclass(frozen=True)
class _Series:
    """h in u/reach; Q in u/reach and (delta - middle)/half; how well they fit, in w."""

    reach: float
    h: FloatArray
    Q: FloatArray
    middle: float
    half: float
    misfit: float

    def along(self, u: FloatArray) -> FloatArray:
        """u^2 h(u), the energy on the fold above E_s."""
        return u * u * chebyshev.chebval(u / self.reach, self.h)

    def slope_along(self, u: FloatArray) -> FloatArray:
        """Its derivative."""
        rate = chebyshev.chebval(u / self.reach, chebyshev.chebder(self.h)) / self.reach
        return 2.0 * u * chebyshev.chebval(u / self.reach, self.h) + u * u * rate

    def beyond(self, u: FloatArray, x: float) -> tuple[FloatArray, FloatArray]:
        """(delta, d E_1m/d D_1) where the energy is E_s + x."""
        wanted, rate = x - self.along(u), chebyshev.chebder(self.Q, axis=1) / self.half
        delta = np.zeros_like(u)
        for _ in range(30):
            place = (u / self.reach, (delta - self.middle) / self.half)
            Q = chebyshev.chebval2d(*place, self.Q)
            slope = Q + delta * chebyshev.chebval2d(*place, rate)
            step = (delta * Q - wanted) / slope
            delta = delta - step
            if np.all(np.abs(step) <= 1e-15 * np.abs(delta)):
                break
        if np.abs(delta - self.middle).max() > self.half:
            raise NotConverged("the level curve next to its saddle leaves the region of its series")
        return delta, slope


def _line(point: Point, u: FloatArray, delta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(D_2, D_1)."""
    D_2 = point.centre + u
    return D_2, np.sqrt(delta) if point.symmetric else _fold(D_2) + delta


@lru_cache(maxsize=8)
def _series(point: Point) -> _Series:
    """Fitted to levels; NotConverged where they fit worse than 1e-9 of the energy."""
    m, reach = point.m, point.reach
    u = reach * np.array([-1.0, 0.0, 1.0])
    if point.symmetric:
        D_2, D_1 = _line(point, np.zeros(1), np.array([1e-4]))
        Q = float((gap_and_slope(D_2, D_1, m)[0][0] - point.energy) / 1e-4)
        low, high = 0.0, 2.5 * CLOSE / Q
    else:
        energy, slope = gap_and_slope(*_line(point, u, np.zeros(3)), m)
        Q = float(slope.min())
        low, high = -1.6 * (float(energy.max()) - point.energy + CLOSE) / Q, 2.0 * CLOSE / Q
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    x, z = chebyshev.chebpts1(24), np.append(chebyshev.chebpts1(16), -middle / half)
    X, Z = (grid.ravel() for grid in np.meshgrid(x, z, indexing="ij"))
    u, delta = reach * X, np.where(Z == z[-1], 0.0, middle + half * Z)
    found = gap_and_slope(*_line(point, u, delta), m)[0] - point.energy - point.rest
    matrix = np.hstack(
        [
            (u * u)[:, None] * chebyshev.chebvander(X, _ALONG - 1),
            delta[:, None] * chebyshev.chebvander2d(X, Z, [_WIDE - 1, _HIGH - 1]),
        ]
    )
    size = np.abs(matrix).max(axis=0)
    solved = np.linalg.lstsq(matrix / size, found, rcond=None)[0]
    misfit = float(np.abs(matrix / size @ solved - found).max())
    if not misfit <= FIT * point.energy:
        raise NotConverged(
            f"the series of E_1{m} next to its stationary point at {point.energy:.6g} w fits to "
            f"{outward(misfit, '.2g')} w only"
        )
    solved = solved / size
    return _Series(
        reach, solved[:_ALONG], solved[_ALONG:].reshape(_WIDE, _HIGH), middle, half, misfit
    )


def _stationary(
    D_2: FloatArray, delta: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """``from_centre`` at D_1 = fold(D_2) + delta, with all digits of alpha next to the fold."""
    r = np.sqrt(-D_2 / 6.0)
    third = 2.0 / 3.0 * np.arcsin(np.sqrt(np.clip(-0.0625 * delta / r**3, 0.0, 1.0)))
    two = delta < 0.0
    q = r**3 + delta / 8.0
    inside = np.maximum(delta, 0.0) / 8.0 * (q + r**3)
    cube = np.cbrt(q + np.sqrt(inside))
    single = -(cube + r * r / cube)
    low = np.where(two, -2.0 * r * np.cos(third), single)
    high = np.where(two, 2.0 * r * np.sin(np.pi / 6.0 - third), single)
    top = 6.0 * r * r * (2.0 * np.sin(third) ** 2 - np.sqrt(3.0) * np.sin(2.0 * third))
    alpha = np.where(two, top, D_2 + 6.0 * single * single)
    return alpha, -4.0 * high, D_2 + 6.0 * low * low, -4.0 * low


Branch = tuple[FloatArray, FloatArray]
"""Nodes u and d u/d v times the half widths of their panels, (panels, 15) each."""


def _branches(point: Point, series: _Series, x: float, fine: int) -> list[Branch]:
    """They cover |u| <= REACH, or the whole curve about a minimum."""
    s = np.sqrt(abs(x) / float(chebyshev.chebval(0.0, series.h)))
    if x < 0.0:
        top = float(np.arcsinh(series.reach / s))
        v, half = _panels(-top, top, fine)
        return [(s * np.sinh(v), s * np.cosh(v) * half)]
    ends = np.array([-s, s])
    for _ in range(20):
        ends = ends - (series.along(ends) - x) / series.slope_along(ends)
    middle, wide = float(ends.mean()), 0.5 * float(ends[1] - ends[0])
    if point.symmetric:
        v, half = _panels(-0.5 * np.pi, 0.5 * np.pi, fine)
        return [(middle + wide * np.sin(v), wide * np.cos(v) * half)]
    v, half = _panels(-1.0, 1.0, fine)
    found = [(middle + wide * v, wide * half)]
    for end, sign in zip(ends, (-1.0, 1.0), strict=True):
        top = float(np.arccosh(1.0 + (series.reach - sign * end) / wide))
        v, half = _panels(0.0, top, fine)
        # cosh(v) - 1 without cancellation
        found.append((end + sign * wide * 2.0 * np.sinh(0.5 * v) ** 2, wide * np.sinh(v) * half))
    return found


def _panels(low: float, high: float, fine: int) -> tuple[FloatArray, FloatArray]:
    edges = np.linspace(low, high, fine * (2 + int(np.ceil(high - low))) + 1)
    v, half = panel_nodes(edges)
    return v, half[:, None] * np.ones_like(v)


def _places(
    point: Point, u: FloatArray, delta: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """``from_centre`` at these points."""
    if point.symmetric:
        return from_centre(*_line(point, u, np.maximum(delta, 0.0)))
    return _stationary(point.centre + u, delta)


def window(
    x: float, point: Point, distribution: Distribution, tolerance: float
) -> tuple[float, float] | None:
    """(n, error) of the part |u| <= REACH of the level curve E_s + x, |x| <= CLOSE; None where cutoffs cut it.

    About a minimum it is the whole of n.
    """
    series = _series(point)
    value = error = 0.0
    for fine in (2**k for k in range(REFINED)):
        value = error = 0.0
        for u, width in _branches(point, series, x, fine):
            flat = u.ravel()
            delta, slope = series.beyond(flat, x)
            if point.symmetric:  # d E/d D_1 = 2 D_1 d E/d (D_1^2)
                slope = slope * 2.0 * np.sqrt(np.maximum(delta, 1e-300))
            places = _places(point, flat, delta)
            alpha = places[0]
            if alpha.min() < -distribution.alpha_max or alpha.max() > distribution.largest_alpha:
                return None
            weight = distribution.density(*places)
            part = (4.0 * weight / slope).reshape(u.shape) * width
            kronrod, gauss = part @ KRONROD, part @ GAUSS
            value += float(kronrod.sum())
            error += float(error_of(kronrod, gauss, np.abs(kronrod)).sum())
        if error <= 0.1 * tolerance * abs(value):
            break
    # what the fit leaves open of h and Q, over their size within the window
    off = series.misfit / (series.reach**2 * float(chebyshev.chebval(0.0, series.h)))
    return value, error + 4.0 * off * abs(value)
