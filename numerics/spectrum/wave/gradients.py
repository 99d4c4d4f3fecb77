r"""d eps_n / d alpha = <psi_n| y^2 |psi_n>,   d eps_n / d beta = -<psi_n| y^3 |psi_n>.

The gradients of the levels with respect to the parameters (Hellmann-Feynman), in double precision.
Where two levels lie so close that double precision cannot separate their states, the states are
recomputed with more digits, which takes some tenths of a second for each such point.

Shapes: alpha and beta broadcast to (...); both results have shape (..., count), in the order of
``levels``.  Units: w per unit of alpha or beta.  Range: that of ``levels``.
Accuracy: |error| <= 1e-7 max(1, |gradient|).
Errors: TypeError or ValueError for bad arguments; NotConverged.
Not guaranteed: anything about the parameter values between two adjacent doubles, where a gradient of
nearly degenerate levels can change sign.
"""

from __future__ import annotations

import numpy as np

from softpot.numerics.machinery.exact import exact
from softpot.numerics.spectrum.doubles.basis import LEFT, make_plan
from softpot.numerics.spectrum.doubles.levels import checked_count, merge
from softpot.numerics.spectrum.doubles.oscillator import moments
from softpot.numerics.spectrum.doubles.solve import solve
from softpot.numerics.spectrum.potential.admitted import require_ranges
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.spectrum.types.arguments import CHUNK, broadcast
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.wave.delicate import delicate_levels, resolved_states

__all__ = ["level_gradients"]


def _resolved_moments(alpha: float, beta: float, numbers: list[int]) -> FloatArray:
    """<y>, <y^2>, <y^3> of the states listed; shape (L, 3)."""
    rows = []
    for level in resolved_states(exact(alpha, "alpha"), exact(beta, "beta"), numbers):
        matrix = level.matrix
        vector = np.array([entry / (1 << matrix.bits) for entry in level.vector])
        place, length = np.array([float(matrix.centre)]), np.array([float(matrix.scale)])
        rows.append(moments(vector[None, :, None], place, length, matrix.parity)[0, 0])
    return np.array(rows)


def level_gradients(alpha: object, beta: object, count: int = 10) -> tuple[FloatArray, FloatArray]:
    """(d eps / d alpha, d eps / d beta), each of shape (..., count).

    alpha, beta, count: as for ``levels``.
    Raises TypeError, ValueError, or NotConverged (see the module text).
    """
    number = checked_count(count)
    first, second = broadcast(alpha, beta)
    flat_alpha, flat_beta = first.ravel(), second.ravel()
    result = np.empty((flat_alpha.size, number, 2))
    require_ranges(flat_alpha, flat_beta)
    for start in range(0, flat_alpha.size, CHUNK):
        part = slice(start, start + CHUNK)
        points = reduce_quartic(flat_alpha[part], flat_beta[part])
        plan = make_plan(points, number + 1)
        energies, values = merge(points, plan, solve(points, plan, True), number + 1)
        assert values is not None
        separate = np.zeros(points.a.size, dtype=np.bool_)
        separate[plan.owner[plan.kind == LEFT]] = True
        delicate = delicate_levels(energies, points.v0, points.symmetric, separate)
        for row in np.flatnonzero(delicate.any(axis=1)):
            at = np.flatnonzero(delicate[row])
            values[row, at] = _resolved_moments(
                float(flat_alpha[start + row]), float(flat_beta[start + row]), (at + 1).tolist()
            )
        result[part, :, 0] = values[:, :number, 1]
        result[part, :, 1] = -values[:, :number, 2]
    shape = (*first.shape, number)
    return result[..., 0].reshape(shape), result[..., 1].reshape(shape)
