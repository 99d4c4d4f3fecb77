r"""H v = eps v in oscillator bases, many points at once, each level verified.

For every basis of a plan the lowest Ritz values are computed in N functions.  Ritz values can only
fall when the basis grows, so level n of a larger basis M lies in [eps_n - tol, eps_n] if at most
n - 1 eigenvalues of H_M lie below eps_n - tol; this is counted for every level, by inertia
(``inertia``), or for a few bases from all eigenvalues of H_M, which is quicker then.  Points that
fail are repeated with a larger N, and ``NotConverged`` is raised when that does not help.

Shapes: J bases in; energies (J, L) padded with +inf, moments (J, L, 3).  Units: w.
Not guaranteed: the order of levels closer than the tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.doubles.basis import EVEN, ODD, Plan
from softpot.numerics.spectrum.doubles.inertia import count_below
from softpot.numerics.spectrum.doubles.oscillator import (
    bands,
    dense_lower,
    local_potential,
    moments,
    parity_of,
)
from softpot.numerics.spectrum.potential.reduced import Reduced
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = ["LADDER", "TOLERANCE", "Solution", "first_rung", "larger_basis", "solve"]

TOLERANCE = 4e-11
LARGEST_BASIS = 1400
BATCH_BYTES = 2_000_000
BATCH_LEVELS = 2048
FEW_OPERATIONS = 3_000_000
LADDER = np.unique(
    np.concatenate([np.arange(12, 64, 2), np.round(64 * 1.06 ** np.arange(80) / 4.0) * 4.0]).astype(
        np.intp
    )
)


@dataclass(frozen=True)
class Solution:
    """For each basis of the plan: its lowest levels above V0, the moments <y>, <y^2>, <y^3> of their
    states if asked for, and the number of functions that was enough."""

    energies: FloatArray
    moments: FloatArray | None
    functions: NDArray[np.intp]


def _rung(size: FloatArray) -> NDArray[np.intp]:
    return np.minimum(np.searchsorted(LADDER, size), LADDER.size - 1).astype(np.intp)


def first_rung(plan: Plan) -> NDArray[np.intp]:
    """The place on the ladder of sizes where each basis of the plan starts."""
    halved = (plan.kind == EVEN) | (plan.kind == ODD)
    size: FloatArray = np.where(halved, 0.5 * plan.size + 1.0, plan.size)
    return _rung(np.maximum(size, plan.wanted.astype(np.float64) + 4.0))


def larger_basis(functions: NDArray[np.intp]) -> NDArray[np.intp]:
    """M > N, the size that verifies N functions."""
    return functions + np.maximum(8, functions // 5)


def solve(points: Reduced, plan: Plan, with_moments: bool = False) -> Solution:
    """The `plan.wanted` lowest levels for each basis, in ascending order, verified.

    Raises NotConverged if some level cannot be verified to 4e-11 max(1, |V0 + eps|).
    """
    jobs = plan.owner.size
    widest = int(plan.wanted.max(initial=1))
    energies = np.full((jobs, widest), np.inf)
    values = np.zeros((jobs, widest, 3)) if with_moments else None
    parity = np.where((plan.kind == EVEN) | (plan.kind == ODD), plan.kind, 0)
    rung = first_rung(plan)
    todo = np.arange(jobs)
    for _ in range(12):
        failed = []
        order = todo[np.lexsort((rung[todo], plan.wanted[todo], parity[todo]))]
        for part in _batches(parity[order], plan.wanted[order], LADDER[rung[order]]):
            at = order[part]
            good = _solve_batch(points, plan, at, LADDER[rung[at]], energies, values)
            failed.append(at[~good])
        todo = np.sort(np.concatenate(failed)) if failed else np.empty(0, dtype=np.intp)
        if not todo.size:
            return Solution(energies, values, LADDER[rung])
        rung[todo] = _rung(1.12 * LADDER[rung[todo]].astype(np.float64) + 2.0)
        if LADDER[rung[todo]].max() > LARGEST_BASIS:
            break
    worst = points.take(plan.owner[todo[:1]])
    raise NotConverged(
        f"the levels of {todo.size} potential(s), the first with curvature a={worst.a[0]:.6g} and "
        f"skewness b={worst.b[0]:.6g} at its deepest minimum, did not converge to {TOLERANCE} in "
        f"a basis of up to {LARGEST_BASIS} functions"
    )


def _batches(
    parity: NDArray[np.intp], wanted: NDArray[np.intp], functions: NDArray[np.intp]
) -> list[slice]:
    """Cuts of sorted bases into batches of one parity, one number of levels, and similar sizes."""
    cuts, start = [], 0
    for at in range(1, wanted.size + 1):
        if (
            at == wanted.size
            or parity[at] != parity[start]
            or wanted[at] != wanted[start]
            or functions[at] > 1.2 * functions[start] + 2.0
            or (at - start) * wanted[start] >= BATCH_LEVELS
        ):
            cuts.append(slice(start, at))
            start = at
    return cuts


def _solve_batch(
    points: Reduced,
    plan: Plan,
    part: NDArray[np.intp],
    functions: NDArray[np.intp],
    energies: FloatArray,
    values: FloatArray | None,
) -> NDArray[np.bool_]:
    """Fill energies[part] (and values[part]) from N = functions; tell which were verified.

    One basis M, larger than all N of the batch, verifies them all.
    """
    owner, wanted = plan.owner[part], int(plan.wanted[part[0]])
    parity = parity_of(int(plan.kind[part[0]]))
    here = points.take(owner)
    place = here.y0 + here.d * plan.centre[part]
    length = here.d * plan.scale[part]
    larger = int(larger_basis(functions).max())
    diagonals = bands(local_potential(here, place, length), length, larger, parity)
    lowest = np.empty((part.size, wanted))
    for number in np.unique(functions):
        every = np.flatnonzero(functions == number)
        step = max(1, BATCH_BYTES // int(8 * number * number))
        for start in range(0, every.size, step):
            at = every[start : start + step]
            matrix = dense_lower([band[at, :number] for band in diagonals])
            if values is None:
                lowest[at] = np.linalg.eigvalsh(matrix)[:, :wanted]
            else:
                levels, vectors = np.linalg.eigh(matrix)
                lowest[at] = levels[:, :wanted]
                values[part[at], :wanted] = moments(
                    vectors[:, :, :wanted], place[at], length[at], parity
                )
    energies[part, :wanted] = lowest
    tolerance = TOLERANCE * np.maximum(1.0, np.abs(lowest + here.v0[:, None]))
    if part.size * larger**3 <= FEW_OPERATIONS:
        below = (
            (np.linalg.eigvalsh(dense_lower(diagonals))[:, None] < (lowest - tolerance)[:, :, None])
            .sum(axis=2)
            .astype(np.intp)
        )
    else:
        below = count_below(diagonals, lowest - tolerance)
    good: NDArray[np.bool_] = np.all(below <= np.arange(wanted)[None, :], axis=1)
    return good
