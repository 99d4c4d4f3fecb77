r"""eps_m - eps_n with a relative error of at most 10^-12, however close the two levels are.

Both levels are worked out by power series (``search``) with so many decimals that their difference
keeps its digits: by the action between the wells where they are symmetric; and when a first difference
turns out to be too small for that, the decimals are raised.

Time: some 5 to 30 ms for each pair (alpha, beta), the more the smaller the splitting.

Shapes: alpha and beta broadcast to a shape (...), which is that of the result.  Units: w.
Range: 1 <= n, m <= 100; alpha and beta as for ``levels``.
Errors: TypeError or ValueError for bad arguments; NotConverged if the splitting is below 10^-300.
Not guaranteed: the error is an estimate, not a proof; ``enclose`` gives proved differences.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from numerics.machinery.compile.balls import ball, precision
from numerics.machinery.exact import exact

from .arguments import parameter, require_range, whole_number
from .certified import exact_point
from .errors import NotConverged
from .outline import tunnelling
from .quartic import Ball, Quartic
from .reduced import FloatArray
from .search import BITS, LOG10, log10_of, refined, starting_values

__all__ = ["splitting"]

LARGEST_LEVEL = 100
RELATIVE = 14.0
FIRST_DECIMALS = 20.0
SMALLEST = -300.0
CLOSE = 1e-6


def splitting(alpha: object, beta: object, n: int, m: int) -> FloatArray:
    """eps_m - eps_n (negative for m < n) for every pair (alpha, beta), as float64.

    alpha, beta: numbers (int, float, Fraction, decimal or "p/q" strings; exact as they are) or arrays of
    them that broadcast.  Relative error at most 10^-12, rounding included.
    Raises TypeError, ValueError, or NotConverged (see the module text).
    """
    why = "the levels are numbered from 1 and this many are provided for"
    low = whole_number(n, "n", 1, LARGEST_LEVEL, why)
    high = whole_number(m, "m", 1, LARGEST_LEVEL, why)
    first, second = _exact_array(alpha, "alpha"), _exact_array(beta, "beta")
    try:
        pairs = np.broadcast(first, second)
    except ValueError:
        raise ValueError(
            f"alpha has shape {first.shape} and beta has shape {second.shape}, but shapes that "
            "broadcast are needed because each splitting belongs to one pair (alpha, beta)"
        ) from None
    result = np.zeros(pairs.shape)
    if low != high:
        result.ravel()[:] = [_one(a, b, low, high) for a, b in pairs]
    return result


def _exact_array(value: object, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    """The numbers as Fractions, in an array of objects."""
    if isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0):
        given = np.asarray(value, dtype=object)
        flat = [exact(item, name) for item in given.ravel()]
    else:
        given, flat = np.empty((), dtype=object), [exact(value, name)]
    array = np.empty(len(flat), dtype=object)
    array[:] = flat
    return array.reshape(given.shape)


def _one(alpha: Fraction, beta: Fraction, n: int, m: int) -> float:
    require_range(
        exact_point(alpha, beta),
        parameter(alpha, "alpha").reshape(1),
        parameter(beta, "beta").reshape(1),
    )
    problems = [Quartic.of(alpha, beta, k) for k in (n, m)]
    found = [starting_values(problem, k) for problem, k in zip(problems, (n, m), strict=True)]
    decimals = FIRST_DECIMALS
    near, other = (float(f.value) for f in found)
    if problems[0].parity is not None and abs(near - other) < CLOSE * max(1.0, abs(near)):
        decimals = max(decimals, RELATIVE + 2.0 + tunnelling(problems[0].doubles(), near) / LOG10)
    while decimals < RELATIVE + 3.0 - SMALLEST:
        found = [
            refined(q, f, max(decimals, f.decimals)) for q, f in zip(problems, found, strict=True)
        ]
        with precision(int(BITS * (decimals + 12.0)) + 64):
            difference: Ball = found[1].value - found[0].value
        size = log10_of(difference)
        if size > RELATIVE - min(f.decimals for f in found):
            return float(Fraction(ball(difference.mid())))
        decimals = max(1.6 * decimals, RELATIVE - size if size > -1e8 else 0.0)
    raise NotConverged(
        f"the levels {n} and {m} at alpha={float(alpha):.17g}, beta={float(beta):.17g} differ by less than "
        "10^-300, which a double does not hold to twelve digits"
    )
