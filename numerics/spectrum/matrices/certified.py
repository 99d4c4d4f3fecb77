r"""|eps_n(basis 1) - eps_n(basis 2)| <= tolerance, shown by counting eigenvalues of basis 2.

The refined Ritz value theta of basis 1 is accepted when basis 2 (larger, with another scale and,
unless parity fixes it, another centre) has at most n - 1 eigenvalues below theta - tolerance and at
least n below theta + tolerance.  Both bases grow until that is so.

Units: theta and tolerance in w.  Errors: NotConverged.
Not guaranteed: a proof; both bases could in principle miss the same piece of the wave function.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log2

from softpot.numerics.spectrum.doubles.basis import Plan, make_plan
from softpot.numerics.spectrum.doubles.levels import levels_above
from softpot.numerics.spectrum.doubles.oscillator import parity_of
from softpot.numerics.spectrum.matrices.fixedband import FixedBand, build, negative_pivots
from softpot.numerics.spectrum.matrices.rayleigh import Refined, refine, refine_pair
from softpot.numerics.spectrum.potential.admitted import exact_point
from softpot.numerics.spectrum.potential.reduced import Reduced
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = ["Certified", "certified_levels"]

ATTEMPTS = 5
GUARD_BITS = 96
CLOSE = 1e-6


@dataclass(frozen=True)
class Certified:
    """Level n: theta = value.value / 2^bits within tolerance, and its vector in basis `matrix`."""

    n: int
    theta: Fraction
    tolerance: Fraction
    vector: list[int]
    matrix: FixedBand


def _dyadic(value: float, step: float) -> Fraction:
    """value rounded to a multiple of a power of two near `step`."""
    power = 2.0 ** round(log2(step))
    return Fraction(round(value / power)) * Fraction(power)


def _matrices(
    alpha: Fraction,
    beta: Fraction,
    point: Reduced,
    plan: Plan,
    job: int,
    decimals: int,
    growth: float,
) -> tuple[FixedBand, FixedBand]:
    """The two bases for one job of the plan."""
    parity = parity_of(int(plan.kind[job]))
    width, radius = float(plan.scale[job]), float(plan.size[job]) * growth
    place = float(point.y0[0] + point.d[0] * plan.centre[job])
    if parity is not None:
        centres = [beta / 4, beta / 4]
    else:
        centres = [_dyadic(place, width / 64), _dyadic(place + 0.3 * width, width / 64)]
    both = []
    for centre, stretch, more in zip(centres, (1.0, 1.06), (1.0, 1.2), strict=True):
        scale = _dyadic(width * stretch, width / 256)
        size = int(radius * more + (0 if more == 1.0 else 12))
        size = size if parity is None else size // 2 + 1
        largest = 2.0 * radius * radius * float(scale) ** 4 + float(radius / scale**2) + 1.0
        bits = int(decimals * 3.3220) + int(log2(largest)) + GUARD_BITS
        bits += int(log2(1.0 + abs(float(point.v0[0]))))
        both.append(build(alpha, beta, centre, scale, size, bits, parity))
    return both[0], both[1]


def _fixed(value: float, bits: int) -> int:
    top, bottom = value.as_integer_ratio()
    return (top << bits) // bottom


def _refined(matrix: FixedBand, near: FloatArray, n: int) -> Refined:
    """Level n of the basis from the double-precision levels `near`, alone or with its neighbour."""
    bits, step = matrix.bits, 1 if matrix.parity is None else 2
    here = float(near[n - 1])
    close = CLOSE * max(1.0, abs(here))
    start = _fixed(here, bits)
    if step == 1:
        if n > 1 and here - float(near[n - 2]) < close:
            return refine_pair(matrix, _fixed(float(near[n - 2]), bits), start)[1]
        if n < near.size and float(near[n]) - here < close:
            return refine_pair(matrix, start, _fixed(float(near[n]), bits))[0]
    return refine(matrix, start)


def _confirmed(matrix: FixedBand, theta: Fraction, tolerance: Fraction, n: int) -> bool:
    """Whether the n-th level of `matrix` (of the full spectrum) is theta +- tolerance."""
    bits = matrix.bits
    rank = n if matrix.parity is None else (n + 1 - matrix.parity) // 2
    low, high = theta - tolerance, theta + tolerance
    below = negative_pivots(matrix, (low.numerator << bits) // low.denominator)
    if below > rank - 1:
        return False
    return negative_pivots(matrix, (high.numerator << bits) // high.denominator) >= rank


def certified_levels(
    alpha: Fraction, beta: Fraction, numbers: list[int], decimals: int
) -> list[Certified]:
    """The levels n in `numbers` (ascending), each to +- 10^-decimals, confirmed by two bases.

    Raises NotConverged.
    """
    point = exact_point(alpha, beta)
    near = levels_above(point, max(numbers) + 1)[0] + point.v0[0]
    plan = make_plan(point, max(numbers), float(max(decimals, 11) + 1), allow_separate=False)
    tolerance = Fraction(1, 10**decimals)
    found: dict[int, Certified] = {}
    for attempt in range(ATTEMPTS):
        for job in range(plan.owner.size):
            parity = parity_of(int(plan.kind[job]))
            todo = [n for n in numbers if n not in found and parity in (None, (n - 1) % 2)]
            if not todo:
                continue
            one, two = _matrices(alpha, beta, point, plan, job, decimals, 1.25**attempt)
            for n in todo:
                result = _refined(one, near, n)
                theta = Fraction(result.value, 1 << one.bits)
                if _confirmed(two, theta, tolerance, n):
                    found[n] = Certified(n, theta, tolerance, result.vector, one)
        if len(found) == len(numbers):
            return [found[n] for n in numbers]
    missing = next(n for n in numbers if n not in found)
    raise NotConverged(
        f"level {missing} at alpha={float(alpha):.17g}, beta={float(beta):.17g} was not confirmed to "
        f"{decimals} decimals by a second basis after {ATTEMPTS} enlargements"
    )
