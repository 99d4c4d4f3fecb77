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

from softpot.numerics.machinery.compile.balls import ball
from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.machinery.exact import Numbers
from softpot.numerics.spectrum.potential.admitted import exact_parameters
from softpot.numerics.spectrum.potential.outline import tunnelling
from softpot.numerics.spectrum.potential.quartic import Ball, Quartic
from softpot.numerics.spectrum.series.search import BITS, LOG10, log10_of, refined, starting_values
from softpot.numerics.spectrum.types.arguments import exact_pairs, whole_number
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = ["splitting"]

LARGEST_LEVEL = 100
RELATIVE = 14.0
FIRST_DECIMALS = 20.0
SMALLEST = -300.0
CLOSE = 1e-6


def splitting(alpha: Numbers, beta: Numbers, n: int, m: int) -> FloatArray:
    """eps_m - eps_n (negative for m < n), with a relative error of at most 10^-12, however close the two levels are.

    alpha, beta: numbers (int, float, Fraction, decimal or "p/q" strings; exact as they are) or arrays of them that
    broadcast to a shape (...); the range is that of ``levels``.
    n, m: 1 to 100.
    Returns: an array of doubles of shape (...), in units of w.  Some 5 to 30 ms a pair, the more the smaller it is.
    Raises: TypeError or ValueError for arguments; NotConverged if the splitting is below 10^-300.
    Source: Eq. (8) of Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), is its leading form for alpha << -1.
    Not guaranteed: the error is an estimate, not a proof; ``enclose`` gives proved differences.

    >>> from softpot import splitting
    >>> [f"{x:.8e}" for x in splitting([-10, -20, -30], 0, 1, 2)]
    ['2.98185429e-05', '1.08183103e-16', '8.51644091e-32']
    """
    why = "the levels are numbered from 1 and this many are provided for"
    low = whole_number(n, "n", 1, LARGEST_LEVEL, why)
    high = whole_number(m, "m", 1, LARGEST_LEVEL, why)
    shape, pairs = exact_pairs(alpha, beta, "each splitting belongs to one pair (alpha, beta)")
    result = np.zeros(shape)
    if low != high:
        result.ravel()[:] = [_one(a, b, low, high) for a, b in pairs]
    return result


def _one(alpha: Fraction, beta: Fraction, n: int, m: int) -> float:
    exact_parameters(alpha, beta)
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
        here, there = (f.value for f in found)
        difference: Ball = steady(
            int(BITS * (decimals + 12.0)) + 64,
            lambda: there - here,  # noqa: B023 - called at once
        )
        size = log10_of(difference)
        if size > RELATIVE - min(f.decimals for f in found):
            return float(Fraction(ball(difference.mid())))
        decimals = max(1.6 * decimals, RELATIVE - size if size > -1e8 else 0.0)
    raise NotConverged(
        f"the levels {n} and {m} at alpha={float(alpha):.17g}, beta={float(beta):.17g} differ by less than "
        "10^-300, which a double does not hold to twelve digits"
    )
