r"""n(E) = ∬ p δ(E − E_12) |alpha| d(alpha) d(beta) = ∫ dD_2 4 p/(dE_12/dD_1) along the level curve, D_1 > 0.

The plane of depressed quartics D_2 y² + D_1 y + y⁴, in which |alpha| d(alpha) d(beta) = 2 dD_2 dD_1; the other
factor 2 stands for both signs of D_1. The line alpha = 0 is the fold 8 D_2³ + 27 D_1² = 0 there, and potentials
with one well lie beyond it. Two parts of the integral are computed from levels:

* ``between``: the whole one-well side at energies whose curve begins and ends on the fold, 2.183 to 2.7 w;
* ``near``: both sides within REACH of the D_2 where the curve only touches the fold. The ends of this
  window add to n(E) what is analytic in E.

``Patch`` interpolates an excitation energy, computed by diagonalisation, on a rectangle of Chebyshev points.

Shapes: E a number; arrays (K,). Units: E in w, n in P_0 eta_L^(5/2)/w. Accuracy: 1e-8 of n.
Errors: EvidenceError for an energy without such a curve.
Not guaranteed: anything outside these energies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.machinery.outward import outward
from softpot.numerics.statistics.gap.gaps import gap_and_slope
from softpot.numerics.statistics.model.geometry import from_centre
from softpot.numerics.theory.sampling import Array

REACH = 0.24
_HEIGHT = 0.12
_NODES = 32
_WIDE, _HIGH = 16, 12
_SETTLED = 1e-10


@dataclass(frozen=True)
class Patch:
    """f(x, z) as a Chebyshev series on |x − x_0| <= a, |z − z_0| <= b."""

    series: Array
    middle: tuple[float, float]
    half: tuple[float, float]

    @classmethod
    def of(
        cls,
        f: Callable[[Array, Array], Array],
        middle: tuple[float, float],
        half: tuple[float, float],
        sizes: tuple[int, int],
    ) -> Patch:
        """Interpolate f, which takes and gives arrays (K,), in sizes[0] by sizes[1] points.

        Raises EvidenceError where the last coefficients are not small.
        """
        x, z = (np.polynomial.chebyshev.chebpts1(n) for n in sizes)
        X, Z = (grid.ravel() for grid in np.meshgrid(x, z, indexing="ij"))
        values = f(middle[0] + half[0] * X, middle[1] + half[1] * Z)
        matrix = chebyshev.chebvander2d(X, Z, [n - 1 for n in sizes])
        series: Array = np.asarray(np.linalg.solve(matrix, values), dtype=np.float64)
        made = cls(series.reshape(sizes), middle, half)
        if made.last > _SETTLED * np.abs(series).max():
            raise EvidenceError(
                f"the interpolation with {sizes[0]} by {sizes[1]} points is accurate to "
                f"{outward(made.last, '.2g')} only"
            )
        return made

    def _scaled(self, x: Array, z: Array) -> tuple[Array, Array]:
        return (x - self.middle[0]) / self.half[0], (z - self.middle[1]) / self.half[1]

    def value(self, x: Array, z: Array) -> Array:
        """f at points inside the rectangle."""
        found = chebyshev.chebval2d(*self._scaled(x, z), self.series)
        return np.asarray(found, dtype=np.float64)

    def slope(self, x: Array, z: Array, axis: int) -> Array:
        """∂f/∂x (axis 0) or ∂f/∂z (axis 1) there."""
        rate = chebyshev.chebder(self.series, axis=axis) / self.half[axis]
        found = chebyshev.chebval2d(*self._scaled(x, z), rate)
        return np.asarray(found, dtype=np.float64)

    @property
    def last(self) -> float:
        """Size of the last coefficients, which shows how well the series has converged."""
        return float(max(np.abs(self.series[-1]).max(), np.abs(self.series[:, -1]).max()))


def fold(D_2: Array) -> Array:
    """D_1 > 0 on the fold, for D_2 < 0."""
    value: Array = np.sqrt(8.0 / 27.0) * np.maximum(-D_2, 0.0) ** 1.5
    return value


def gauss(low: float, high: float, count: int = _NODES) -> tuple[Array, Array]:
    """Nodes and weights of Gauss and Legendre between two ends."""
    x, weight = np.polynomial.legendre.leggauss(count)
    return low + (high - low) * (x + 1) / 2, weight * (high - low) / 2


@cache
def along_fold() -> chebyshev.Chebyshev:
    """E_12 on the fold as a function of beta², 0 to 8, to 1e-12."""
    x = 4 * (1 + np.polynomial.chebyshev.chebpts1(40))
    D_2 = -0.375 * x
    found = chebyshev.Chebyshev.fit(x, gap_and_slope(D_2, fold(D_2), 2)[0], 39, domain=[0, 8])
    return found


def _real_roots(series: chebyshev.Chebyshev) -> Array:
    """Real zeros inside the domain, ascending."""
    roots = np.asarray(series.roots(), dtype=np.complex128)
    found: Array = np.sort(roots.real[np.abs(roots.imag) < 1e-9])
    inside: Array = found[(found > series.domain[0]) & (found < series.domain[1])]
    return inside


def least_on_fold() -> tuple[float, float]:
    """(|beta|, E_12) where the energy on the fold is least."""
    energy = along_fold()
    roots = _real_roots(energy.deriv())
    if roots.size != 1:
        raise EvidenceError(f"{roots.size} stationary points were found on the fold, not one")
    return float(np.sqrt(roots[0])), float(energy(roots[0]))


@cache
def between(energy: float) -> float:
    """n(E) of potentials with one well, for constant P_0 = 1, at energies that the fold reaches twice."""
    ends = np.sort(-0.375 * _real_roots(along_fold() - energy))
    if ends.size != 2:
        raise EvidenceError(f"the level curve E = {energy} w does not begin and end on the fold")
    # nodes crowd at both ends, next to one of which the slope nearly vanishes
    tau, weight = gauss(0.0, np.pi / 2, 24)
    D_2 = ends[0] * np.cos(tau) ** 2 + ends[1] * np.sin(tau) ** 2
    width = (ends[1] - ends[0]) * np.sin(2 * tau) * weight
    D_1 = fold(D_2)
    for _ in range(30):
        value, slope = gap_and_slope(D_2, D_1, 2)
        step = (value - energy) / slope
        D_1 = np.maximum(D_1 - step, D_1 / 4)
        if np.all(np.abs(step) < 1e-7):
            return float(np.sum(4 * width / slope))
    raise EvidenceError(f"the level curve E = {energy} w was not found beyond the fold")


@cache
def around() -> Patch:
    """E_12 over D_2 and the distance D_1 − fold(D_2), around the point where a level curve touches the fold."""
    centre = -0.375 * least_on_fold()[0] ** 2

    def energy(D_2: Array, beyond: Array) -> Array:
        return gap_and_slope(D_2, fold(D_2) + beyond, 2)[0]

    # the curve bends away from the fold towards smaller D_1
    return Patch.of(energy, (centre, -0.05), (REACH, _HEIGHT), (_WIDE, _HIGH))


@dataclass(frozen=True)
class Part:
    """One energy: weights 4 dD_2/(dE_12/dD_1) at points D_2 of the curve, their alpha of the barrier top or
    only stationary point, that of the deepest minimum, and on which side of the fold they lie."""

    weight: Array
    D_2: Array
    alpha: Array
    deepest: Array
    one_well: NDArray[np.bool_]

    def density(self, p: Array) -> float:
        """n(E) within the window, for a density p at the points."""
        return float(np.sum(self.weight * p))


def near(above: float) -> Part:
    """The curve of energy E_s + above within REACH of the point; it crosses the fold, or passes it.

    The nodes follow a hyperbolic cosine or sine, so that 1/|alpha| and its like are smooth between them.
    """
    patch, (place, least) = around(), least_on_fold()
    centre, energy = patch.middle[0], least + above
    curvature = along_fold().deriv(2)(place**2) * 4 * place**2  # along beta; its slope is 0 there
    spread = 0.75 * place * np.sqrt(2 * abs(above) / curvature)
    low, high = centre - REACH, centre + REACH
    pairs = []
    if above > 0:
        first, second = (_crossing(energy, centre + k * spread) for k in (-1, 1))
        half = (second - first) / 2
        pairs.append(gauss(first, second))
        for end, sign, distance in ((first, -1, first - low), (second, 1, high - second)):
            u, weight = gauss(0.0, float(np.arccosh(1 + distance / half)), 2 * _NODES)
            pairs.append((end + sign * half * (np.cosh(u) - 1), half * np.sinh(u) * weight))
    else:
        top = float(np.arcsinh(REACH / spread))
        u, weight = gauss(-top, top, 4 * _NODES)
        pairs.append((centre + spread * np.sinh(u), spread * np.cosh(u) * weight))
    D_2, width = (np.concatenate(column) for column in zip(*pairs, strict=True))
    beyond = np.zeros_like(D_2)
    for _ in range(12):
        beyond = beyond - (patch.value(D_2, beyond) - energy) / patch.slope(D_2, beyond, 1)
    alpha, _, deepest, _ = from_centre(D_2, fold(D_2) + beyond)
    side = np.arange(D_2.size) < (_NODES if above > 0 else 0)
    return Part(4 * width / patch.slope(D_2, beyond, 1), D_2, alpha, deepest, side)


def _crossing(energy: float, start: float) -> float:
    """D_2 where the curve crosses the fold, by Newton's method."""
    place, zero = np.array([start]), np.zeros(1)
    patch = around()
    for _ in range(12):
        place = place - (patch.value(place, zero) - energy) / patch.slope(place, zero, 0)
    return float(place[0])
