r"""0 <= V''/2 <= 10^4 at the deepest minimum:  which potentials are computed, and one of them exactly.

Units: energies in w.  Errors: TypeError for the wrong kind of number, ValueError for a potential out of range.
Not guaranteed: that a potential within the range is easy; each route says what it reaches.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from softpot.numerics.machinery.exact import exact
from softpot.numerics.spectrum.potential.reduced import Reduced, reduce_quartic
from softpot.numerics.spectrum.types.arguments import CHUNK, parameter
from softpot.numerics.spectrum.types.arrays import FloatArray

__all__ = [
    "LARGEST_CURVATURE",
    "exact_parameters",
    "exact_point",
    "require_range",
    "require_ranges",
]

LARGEST_CURVATURE = 1.0e4


def require_range(points: Reduced, alpha: FloatArray, beta: FloatArray) -> None:
    """0 <= a <= 10^4 for the curvature a = V''/2 at the deepest minimum, or ValueError."""
    wrong = ~(points.a <= LARGEST_CURVATURE * (1.0 + 1e-12))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"alpha={alpha[at]:.17g} with beta={beta[at]:.17g} is out of range, but half the "
            f"second derivative of the potential at its deepest minimum must not exceed "
            f"{LARGEST_CURVATURE:g} (which holds for -60 <= alpha <= 50 with |beta| <= 15 and for "
            f"alpha <= 10^4 with beta^2 <= 4 alpha) because the accuracy is guaranteed only there; "
            "enclose proves single levels up to |alpha| = 10^4 and |beta| = 400"
        )


def require_ranges(alpha: FloatArray, beta: FloatArray) -> None:
    """The same for any number of points (P,), piece by piece, so that little memory is in use."""
    for start in range(0, alpha.size, CHUNK):
        first, second = alpha[start : start + CHUNK], beta[start : start + CHUNK]
        with np.errstate(over="ignore", invalid="ignore"):
            points = reduce_quartic(first, second)
        require_range(points, first, second)


def exact_point(alpha: Fraction, beta: Fraction) -> Reduced:
    """The reduced quartic in doubles, with the symmetry decided exactly."""
    with np.errstate(over="ignore", invalid="ignore"):  # what is out of range is refused later
        point = reduce_quartic(np.array([float(alpha)]), np.array([float(beta)]))
    symmetric = beta == 0 or beta * beta == 4 * alpha
    return replace(point, symmetric=np.array([symmetric]))


def exact_parameters(alpha: object, beta: object) -> tuple[Fraction, Fraction]:
    """alpha and beta as the rationals they are, of a potential in the range; or one sentence."""
    first, second = exact(alpha, "alpha"), exact(beta, "beta")
    rounded = parameter(first, "alpha").reshape(1), parameter(second, "beta").reshape(1)
    require_range(exact_point(first, second), *rounded)
    return first, second
