r"""sigma <- sigma + (x . v)/(x . x),   (H - sigma) x = v:   Rayleigh-quotient iteration.

Starting from a level known to about ten digits, each step triples the number of correct digits.
Two levels so close that the start does not tell them apart are refined together: two vectors,
a shift kept outside of the pair, and the two Ritz values of the plane they span; as soon as the pair
is resolved each goes on alone.

Shapes: vectors are lists of N integers in units of 2^-bits; levels are integers in the same units.
Units: w times 2^bits.  Errors: NotConverged when an iteration does not settle.
Not guaranteed: that the level found is the one with the index meant; callers count (``fixedband``).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

from softpot.numerics.spectrum.matrices.fixedband import FixedBand, factor, solve_factored
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = ["Refined", "refine", "refine_pair"]

Integers = list[int]

STEPS = 40


@dataclass(frozen=True)
class Refined:
    """A Ritz value and its vector of unit length, in units of 2^-bits."""

    value: int
    vector: Integers


def _dot(left: Integers, right: Integers) -> int:
    return sum(x * y for x, y in zip(left, right, strict=True))


def _unit(vector: Integers, bits: int) -> Integers:
    length = isqrt(_dot(vector, vector)) or 1
    return [(value << bits) // length for value in vector]


def _start(size: int, bits: int, seed: int) -> Integers:
    """A fixed vector without any pattern that a level could be orthogonal to."""
    state, entries = seed, []
    for _ in range(size):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        entries.append((state >> 16) - 2**47)
    return _unit([entry << max(bits - 47, 0) for entry in entries], bits)


def _settled(change: int, bits: int) -> bool:
    """The next error is the cube of this change: far below 2^-bits."""
    return abs(change) < 1 << (bits // 2)


def _refined(value: int, vector: Integers) -> Refined:
    return Refined(int(value), list(map(int, vector)))


def refine(matrix: FixedBand, value: int, vector: Integers | None = None) -> Refined:
    """The level nearest to `value`, which must be isolated from the others.

    value: in units of 2^-bits; vector: a start vector, or None.  Raises NotConverged.
    """
    bits = matrix.bits
    v = vector or _start(matrix.size, bits, 12345)
    for _ in range(STEPS):
        x = solve_factored(factor(matrix, value), v, bits)
        change = (_dot(x, v) << bits) // (_dot(x, x) or 1)
        v = _unit(x, bits)
        value += change
        if _settled(change, bits):
            return _refined(value, v)
    raise NotConverged(f"a level did not settle within {STEPS} Rayleigh-quotient steps")


def _ritz_plane(
    x: tuple[Integers, Integers], v: tuple[Integers, Integers], bits: int
) -> tuple[int, int, Integers, Integers]:
    """mu_1 <= mu_2 (eigenvalues of H - sigma in span x, given x = (H - sigma)^-1 v) and vectors."""
    g11, g12, g22 = _dot(x[0], x[0]), _dot(x[0], x[1]), _dot(x[1], x[1])
    k11, k22 = _dot(x[0], v[0]), _dot(x[1], v[1])
    k12 = (_dot(x[0], v[1]) + _dot(x[1], v[0])) >> 1
    two = g11 * g22 - g12 * g12
    one = k11 * g22 + k22 * g11 - 2 * k12 * g12
    zero = k11 * k22 - k12 * k12
    root = isqrt(max(one * one - 4 * two * zero, 0))
    values: list[int] = []
    vectors: list[Integers] = []
    for top in (one - root, one + root):
        values.append((top << bits) // (2 * two or 1))
        # (K - mu G) w = 0 with mu = top / (2 two), multiplied by 2 two
        r11, r12 = 2 * two * k11 - top * g11, 2 * two * k12 - top * g12
        r22 = 2 * two * k22 - top * g22
        first, second = (r12, -r11) if abs(r11) > abs(r22) else (r22, -r12)
        if first == 0 and second == 0:
            first, second = (1, 0) if not vectors else (0, 1)
        largest = max(abs(first), abs(second))
        first, second = (first << bits) // largest, (second << bits) // largest
        mixed = [(first * p + second * q) >> bits for p, q in zip(x[0], x[1], strict=True)]
        vectors.append(_unit(mixed, bits))
    return values[0], values[1], vectors[0], vectors[1]


def refine_pair(matrix: FixedBand, low: int, high: int) -> tuple[Refined, Refined]:
    """The two levels near low <= high, whether or not they can be told apart at this precision."""
    bits = matrix.bits
    v = (_start(matrix.size, bits, 12345), _start(matrix.size, bits, 54321))
    offset = max(high - low, max(abs(high), 1 << bits) >> 30)
    for _ in range(2 * STEPS):
        shift = low - offset
        factors = factor(matrix, shift)
        x = (solve_factored(factors, v[0], bits), solve_factored(factors, v[1], bits))
        first, second, left, right = _ritz_plane(x, v, bits)
        change = max(abs(shift + first - low), abs(shift + second - high))
        low, high, v = shift + first, shift + second, (left, right)
        spread = high - low
        if spread > change << 24 and spread > 1 << 40:
            return refine(matrix, low, left), refine(matrix, high, right)
        if change < 1 << 40:
            return _refined(low, left), _refined(high, right)
        offset = max(2 * spread, change, 1 << 32)
    raise NotConverged(f"a pair of levels did not settle within {2 * STEPS} steps")
