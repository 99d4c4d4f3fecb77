r"""|<psi_n| y^3 |psi_n+1>| delta / (eps_n+1 - eps_n):  where rounding would mix two states.

Two wells may hold two levels so close that the rounding delta of double precision decides how their
states mix, although the levels themselves are right.  Such states are found here and recomputed with
enough digits (``certified``) to tell the two levels apart.

Symmetric potentials are never delicate: their parity is built in.

Units: energies in w.  Errors: NotConverged when 240 digits do not resolve a pair.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.matrices.certified import Certified, certified_levels
from softpot.numerics.spectrum.types.arguments import LARGEST_COUNT
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = ["delicate_levels", "resolved_states"]

CLOSE_IN_ONE_BASIS = 1e-5
CLOSE_IN_TWO_BASES = 1e-9
RESOLVED = 10**10


def delicate_levels(
    energies: FloatArray, v0: FloatArray, symmetric: NDArray[np.bool_], separate: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which of the levels (P, L + 1) above V0, the last excepted, lie too close to a neighbour.

    separate: points whose two wells have a basis each; there only the order of levels is at stake.
    """
    size = np.maximum(1.0, np.abs(energies + v0[:, None]))
    close = np.where(separate, CLOSE_IN_TWO_BASES, CLOSE_IN_ONE_BASIS)[:, None] * size[:, 1:]
    near = (np.diff(energies, axis=1) < close) & ~symmetric[:, None]
    result = near.copy()
    result[:, 1:] |= near[:, :-1]
    return result


def resolved_states(alpha: Fraction, beta: Fraction, numbers: list[int]) -> list[Certified]:
    """The levels and vectors n in `numbers`, with so many digits that neighbours are resolved."""
    wanted = sorted({m for n in numbers for m in (n - 1, n, n + 1) if m >= 1})
    wanted = [m for m in wanted if m <= LARGEST_COUNT + 1]
    for decimals in (30, 60, 120, 240):
        found = certified_levels(alpha, beta, wanted, decimals)
        gaps = [abs(two.theta - one.theta) for one, two in pairwise(found) if two.n == one.n + 1]
        if min(gaps, default=Fraction(1)) > RESOLVED * found[0].tolerance:
            return [level for level in found if level.n in numbers]
    raise NotConverged(
        f"two states at alpha={float(alpha):.17g}, beta={float(beta):.17g} lie so close together "
        "that 240 digits do not tell them apart"
    )
