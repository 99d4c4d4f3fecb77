r"""-psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi,   E_n = w eps_n,   n = 1, 2, 3, ...

``double_levels(alpha, beta, count)`` gives the lowest `count` eigenvalues in double precision.

Shapes: alpha and beta broadcast to a shape (...); the result has shape (..., count), ascending.
Units: energies in w; alpha, beta and y are dimensionless.
Range: every (alpha, beta) for which half the second derivative of V at its deepest minimum is at
most 10^4; this contains -60 <= alpha <= 50 with |beta| <= 15, and 50 <= alpha <= 10^4 with
beta^2 <= 4 alpha.  1 <= count <= 60.
Accuracy: |error| <= 1e-10 max(1, |eps|), verified for every level while it is computed.
Errors: TypeError or ValueError for bad arguments; NotConverged for a level that misses its
accuracy.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
Kernels: "compiled" is the C code of the room ``native``, which is there where softpot was installed with a C
compiler; "lapack" (NumPy's eigvalsh) needs nothing, and is some 20 times slower.  None takes the compiled one where
it is.  Both verify each level; what the compiled guard doubts (levels that rounding mixes) goes to the other.
Threads: the pairs are worked on in pieces of at most 8192, so that the memory in use stays below about
100 MB per thread, whatever their number; the pieces are independent.
Not guaranteed: the splitting of two levels closer than the accuracy (use ``splitting``); that
the last bits are the same for every kernel, every processor and every size of the arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from softpot.numerics.spectrum.doubles.basis import EVEN, LEFT, ODD, RIGHT, WHOLE, Plan, make_plan
from softpot.numerics.spectrum.doubles.solve import Solution, solve
from softpot.numerics.spectrum.native.library import library
from softpot.numerics.spectrum.native.route import guarded_levels
from softpot.numerics.spectrum.potential.admitted import require_ranges
from softpot.numerics.spectrum.potential.reduced import Reduced, reduce_quartic
from softpot.numerics.spectrum.types.arguments import CHUNK, LARGEST_COUNT, broadcast, whole_number
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = [
    "checked_count",
    "double_levels",
    "levels_above",
    "levels_above_minimum",
    "levels_and_moments",
    "levels_by_lapack",
    "merge",
]

LARGEST_THREADS = 256


def checked_count(count: object) -> int:
    """1 <= count <= 60, or one sentence."""
    return whole_number(
        count, "count", 1, LARGEST_COUNT, "this many levels are what the accuracy is guaranteed for"
    )


def merge(
    points: Reduced, plan: Plan, solution: Solution, count: int
) -> tuple[FloatArray, FloatArray | None]:
    """Put together the levels of a point's bases: (P, count) above V0, and moments (P, count, 3).

    Raises NotConverged if two separate wells do not deliver all levels up to the last one.
    """
    total = points.a.size
    energies = np.empty((total, count))
    values = None if solution.moments is None else np.empty((total, count, 3))

    for kind, columns in (
        (WHOLE, slice(None)),
        (EVEN, slice(0, None, 2)),
        (ODD, slice(1, None, 2)),
    ):
        at = np.flatnonzero(plan.kind == kind)
        if at.size:
            owner, number = plan.owner[at], int(plan.wanted[at[0]])
            energies[owner, columns] = solution.energies[at, :number]
            if values is not None and solution.moments is not None:
                values[owner, columns] = solution.moments[at, :number]

    left, right = np.flatnonzero(plan.kind == LEFT), np.flatnonzero(plan.kind == RIGHT)
    if left.size:
        _merge_wells(points, plan, solution, left, right, energies, values)
    return energies, values


def _merge_wells(
    points: Reduced,
    plan: Plan,
    solution: Solution,
    left: np.ndarray[tuple[int], np.dtype[np.intp]],
    right: np.ndarray[tuple[int], np.dtype[np.intp]],
    energies: FloatArray,
    values: FloatArray | None,
) -> None:
    """Sort the levels of two practically separate wells into one list, in place."""
    count = energies.shape[1]
    owner = plan.owner[left]
    both = np.concatenate([solution.energies[left], solution.energies[right]], axis=1)
    order = np.argsort(both, axis=1, kind="stable")[:, :count]
    energies[owner] = np.take_along_axis(both, order, axis=1)
    rows = np.arange(left.size)
    last = np.minimum(
        solution.energies[left][rows, plan.wanted[left] - 1],
        solution.energies[right][rows, plan.wanted[right] - 1],
    )
    if not (energies[owner, -1] <= last).all():
        raise NotConverged("two separate wells were not searched up to the last level wanted")
    if values is None or solution.moments is None:
        return
    one, two = solution.moments[left], solution.moments[right]
    paired = points.symmetric[owner]
    mean = 0.5 * (one[paired] + two[paired])
    one[paired], two[paired] = mean, mean
    values[owner] = np.take_along_axis(
        np.concatenate([one, two], axis=1), order[:, :, None], axis=1
    )


def levels_by_lapack(points: Reduced, count: int) -> FloatArray:
    """The lowest `count` levels above V0 (ascending), for arrays of reduced points; (P, count)."""
    plan = make_plan(points, count)
    energies, _ = merge(points, plan, solve(points, plan), count)
    return np.sort(energies, axis=1)


def levels_above(points: Reduced, count: int, tabulated: bool = False) -> FloatArray:
    """The same by the compiled library where it is; what its guard doubts goes to LAPACK.

    tabulated: first guesses come from a table of up to eleven levels, which pays for thousands of points.
    """
    return levels_above_minimum(points.alpha, points.beta, count, tabulated)


def levels_above_minimum(
    alpha: FloatArray, beta: FloatArray, count: int, tabulated: bool = False
) -> FloatArray:
    """The same of potentials (P,) that need not be reduced: only LAPACK needs them so."""
    if library() is None:
        return levels_by_lapack(reduce_quartic(alpha, beta), count)
    found = guarded_levels(alpha, beta, count, above=True, tabulated=tabulated)
    doubted = np.flatnonzero(~found.good)
    if doubted.size:
        points = reduce_quartic(alpha[doubted], beta[doubted])
        found.levels[doubted] = levels_by_lapack(points, count)
    return np.sort(found.levels, axis=1)


def levels_and_moments(
    alpha: FloatArray, beta: FloatArray, count: int
) -> tuple[FloatArray, FloatArray]:
    """The lowest `count` levels above V0 and <y>, <y^2>, <y^3> of their states; (P, count), (P, count, 3)."""
    if library() is None:
        return _with_moments(reduce_quartic(alpha, beta), count)
    found = guarded_levels(alpha, beta, count, above=True, moments=True, tabulated=False)
    assert found.moments is not None
    doubted = np.flatnonzero(~found.good)
    if doubted.size:
        points = reduce_quartic(alpha[doubted], beta[doubted])
        found.levels[doubted], found.moments[doubted] = _with_moments(points, count)
    return found.levels, found.moments


def _with_moments(points: Reduced, count: int) -> tuple[FloatArray, FloatArray]:
    plan = make_plan(points, count)
    energies, moments = merge(points, plan, solve(points, plan, True), count)
    assert moments is not None
    return energies, moments


def _compiled(alpha: FloatArray, beta: FloatArray, count: int) -> FloatArray:
    """The levels of potentials whose range the library looks at, too."""
    found = guarded_levels(alpha, beta, count)
    doubted = np.flatnonzero(~found.good)
    if doubted.size:
        found.levels[doubted] = _by_lapack(alpha[doubted], beta[doubted], count)
    found.levels.sort(axis=1)
    return found.levels


def _by_lapack(alpha: FloatArray, beta: FloatArray, count: int) -> FloatArray:
    require_ranges(alpha, beta)
    points = reduce_quartic(alpha, beta)
    return levels_by_lapack(points, count) + points.v0[:, None]


def _chosen(kernel: object) -> Callable[[FloatArray, FloatArray, int], FloatArray]:
    """What computes the levels: by name, or by what is installed."""
    if kernel not in (None, "compiled", "lapack"):
        raise ValueError(
            f"kernel is {kernel!r}, but 'compiled', 'lapack' or None is needed because there are "
            "these two ways to compute levels, and None chooses"
        )
    if kernel == "lapack" or (kernel is None and library() is None):
        return _by_lapack
    if library() is None:
        raise ImportError(
            "kernel is 'compiled', but this softpot was installed without a C compiler: install it again where "
            "there is one (cc, gcc or clang), or take 'lapack'"
        )
    return _compiled


def double_levels(
    alpha: object,
    beta: object,
    count: int = 10,
    *,
    kernel: str | None = None,
    threads: int = 1,
) -> FloatArray:
    """eps_1 <= eps_2 <= ... <= eps_count for every pair (alpha, beta); shape (..., count).

    alpha, beta: numbers (int, float, Fraction, decimal or "p/q" strings) or arrays that broadcast.
    count: 1 to 60.
    kernel: "compiled", "lapack", or None for the better one (see the module text).
    threads: 1 to 256 threads that share the pairs.
    Absolute error at most 1e-10 max(1, |eps|), in units of w.  Raises TypeError, ValueError,
    ImportError for the compiled kernel where there is none, or NotConverged (see the module text).
    """
    number = checked_count(count)
    workers = whole_number(
        threads, "threads", 1, LARGEST_THREADS, "the pairs are shared among this many threads"
    )
    first, second = broadcast(alpha, beta)
    flat_alpha, flat_beta = first.ravel(), second.ravel()
    compute = _chosen(kernel)
    result = np.empty((flat_alpha.size, number))

    def fill(part: slice) -> None:
        result[part] = compute(flat_alpha[part], flat_beta[part], number)

    size = min(CHUNK, max(1, -(-flat_alpha.size // workers)))
    parts = [slice(start, start + size) for start in range(0, flat_alpha.size, size)]
    if workers == 1 or len(parts) <= 1:
        for part in parts:
            fill(part)
    else:
        with ThreadPoolExecutor(min(workers, len(parts))) as pool:
            for _ in pool.map(fill, parts):
                pass
    return result.reshape(*first.shape, number)
