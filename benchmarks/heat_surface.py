"""c(tau, L) of P_0 constant, with and without vibrations in frozen wells: numerics/measured/heat_surface.npz.

python benchmarks/heat_surface.py      # writes it; a quarter of a minute of one core

ln c is kept as a sum of products of functions of tau and of L, by singular values, to 1e-9.
"""

import numpy as np

from softpot.numerics import Distribution
from softpot.numerics.measured.surface import SHIPPED, computed

CLOSE = 1e-9


def factors(matrix):
    """Two matrices whose product it is."""
    u, s, v = np.linalg.svd(matrix, full_matrices=False)
    for rank in range(1, s.size + 1):
        left, right = u[:, :rank] * s[:rank], v[:rank]
        if np.abs(left @ right - matrix).max() < CLOSE:
            return left, right
    return u * s, v


if __name__ == "__main__":
    plain, frozen = (
        computed(Distribution.constant(alpha_max=10, frozen=f))[2] for f in (False, True)
    )
    names = ("plain_T", "plain_L", "frozen_T", "frozen_L")
    np.savez(SHIPPED, **dict(zip(names, (*factors(plain), *factors(frozen - plain)), strict=True)))
