r"""H - sigma = U D U^T with integers: X stands for X / 2^F.

The band matrix of H = -d^2/dy^2 + alpha y^2 - beta y^3 + y^4 in an oscillator basis with rational
centre c and length s (formulas in ``oscillator``), its band factorisation from the last basis
function to the first, the count of negative pivots, and the solution of (H - sigma) x = v.

Every number is an integer (of gmpy2 within, for speed) in units of 2^-F, so nothing depends on a global
precision and the result is the same on every machine.  With parity (c a symmetry centre) only every second function
is kept and the half bandwidth is 2 instead of 4.

Shapes: N basis functions; columns[m][k] couples k - m and k (zero where k < m).
Units: energies in w times 2^F.
Errors: none; a pivot that vanishes is replaced by 2^-F.
Not guaranteed: more than about F - 2 log2(largest matrix element / smallest pivot) correct bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from gmpy2 import mpz

__all__ = ["Factors", "FixedBand", "build", "factor", "negative_pivots", "solve_factored"]

Integers = list[int]


@dataclass(frozen=True)
class FixedBand:
    """The bands of H in units of 2^-bits; columns[m][k] couples k - m and k."""

    columns: tuple[Integers, ...]
    bits: int
    centre: Fraction
    scale: Fraction
    parity: int | None

    @property
    def size(self) -> int:
        """The number of basis functions."""
        return len(self.columns[0])


@dataclass(frozen=True)
class Factors:
    """Inverse pivots, and the multipliers below each of them, in units of 2^-bits."""

    inverse: Integers
    multipliers: tuple[Integers, ...]
    negative: int


def _fixed(value: Fraction, bits: int) -> int:
    return (value.numerator << bits) // value.denominator


def build(
    alpha: Fraction,
    beta: Fraction,
    centre: Fraction,
    scale: Fraction,
    size: int,
    bits: int,
    parity: int | None,
) -> FixedBand:
    """The bands of H for y = centre + scale x and `size` basis functions (of one parity)."""
    c, s = centre, scale
    v0 = _fixed(c * c * (alpha - beta * c + c * c), bits)
    v1 = _fixed(s * c * (2 * alpha - 3 * beta * c + 4 * c * c), bits)
    v2 = _fixed(s**2 * (alpha - 3 * beta * c + 6 * c * c), bits)
    v3 = _fixed(s**3 * (4 * c - beta), bits)
    v4 = _fixed(s**4, bits)
    kinetic = _fixed(1 / s**2, bits)
    twice = 2 * bits
    step, first = (1, 0) if parity is None else (2, parity)
    h0, h1, h2, h3, h4 = [], [], [], [], []
    for k in range(first, first + step * size, step):
        h0.append(v0 + (((v2 + kinetic) * (2 * k + 1)) >> 1) + ((v4 * (6 * k * (k + 1) + 3)) >> 2))
        two = isqrt(((k + 1) * (k + 2)) << twice)
        h2.append((two * (2 * (v2 - kinetic) + 2 * (2 * k + 3) * v4)) >> (bits + 2))
        four = isqrt(((k + 1) * (k + 2) * (k + 3) * (k + 4)) << twice)
        h4.append((four * v4) >> (bits + 2))
        if parity is None:
            one = isqrt(((k + 1) << twice) >> 1)
            h1.append((one * (2 * v1 + 3 * (k + 1) * v3)) >> (bits + 1))
            three = isqrt(((k + 1) * (k + 2) * (k + 3) << twice) >> 3)
            h3.append((three * v3) >> bits)
    upper = [h1, h2, h3, h4] if parity is None else [h2, h4]
    columns = [h0] + [[0] * m + band[: size - m] for m, band in enumerate(upper, start=1)]
    return FixedBand(tuple(columns), bits, centre, scale, parity)


def factor(matrix: FixedBand, shift: int) -> Factors:
    """Pivots and multipliers of matrix - shift (in units of 2^-bits), from the last row up."""
    return (
        _factor_one_parity(matrix, shift) if matrix.parity is not None else _factor(matrix, shift)
    )


def negative_pivots(matrix: FixedBand, shift: int) -> int:
    """How many eigenvalues of the matrix lie below shift (Sylvester)."""
    return factor(matrix, shift).negative


def _factor(matrix: FixedBand, shift: int) -> Factors:
    """Half bandwidth 4; p_ij is what the rows done so far subtract from the entry (k-i, k-j)."""
    bits = matrix.bits
    unit = 1 << (2 * bits)
    g0, g1, g2, g3, g4 = (list(map(mpz, band)) for band in matrix.columns)
    size = len(g0)
    inverse, m1, m2, m3, m4 = ([0] * size for _ in range(5))
    p00 = p01 = p02 = p03 = p11 = p12 = p13 = p22 = p23 = p33 = 0
    negative = 0
    for k in range(size - 1, -1, -1):
        pivot = g0[k] - shift - p00 or 1
        negative += pivot < 0
        e1, e2, e3, e4 = g1[k] - p01, g2[k] - p02, g3[k] - p03, g4[k]
        inverse[k] = inv = unit // pivot
        m1[k] = f1 = (e1 * inv) >> bits
        m2[k] = f2 = (e2 * inv) >> bits
        m3[k] = f3 = (e3 * inv) >> bits
        m4[k] = f4 = (e4 * inv) >> bits
        p00 = p11 + ((f1 * e1) >> bits)
        p01 = p12 + ((f1 * e2) >> bits)
        p02 = p13 + ((f1 * e3) >> bits)
        p03 = (f1 * e4) >> bits
        p11 = p22 + ((f2 * e2) >> bits)
        p12 = p23 + ((f2 * e3) >> bits)
        p13 = (f2 * e4) >> bits
        p22 = p33 + ((f3 * e3) >> bits)
        p23 = (f3 * e4) >> bits
        p33 = (f4 * e4) >> bits
    return Factors(inverse, (m1, m2, m3, m4), negative)


def _factor_one_parity(matrix: FixedBand, shift: int) -> Factors:
    """Half bandwidth 2."""
    bits = matrix.bits
    unit = 1 << (2 * bits)
    g0, g1, g2 = (list(map(mpz, band)) for band in matrix.columns)
    size = len(g0)
    inverse, m1, m2 = ([0] * size for _ in range(3))
    p00 = p01 = p11 = negative = 0
    for k in range(size - 1, -1, -1):
        pivot = g0[k] - shift - p00 or 1
        negative += pivot < 0
        e1, e2 = g1[k] - p01, g2[k]
        inverse[k] = inv = unit // pivot
        m1[k] = f1 = (e1 * inv) >> bits
        m2[k] = f2 = (e2 * inv) >> bits
        p00 = p11 + ((f1 * e1) >> bits)
        p01 = (f1 * e2) >> bits
        p11 = (f2 * e2) >> bits
    return Factors(inverse, (m1, m2), negative)


def solve_factored(factors: Factors, vector: Integers, bits: int) -> Integers:
    """x with (H - sigma) x = vector; all in units of 2^-bits."""
    solve = _solve if len(factors.multipliers) == 4 else _solve_one_parity
    return solve(factors, vector, bits)


def _solve(factors: Factors, vector: Integers, bits: int) -> Integers:
    """Half bandwidth 4: upwards, by the pivots, downwards."""
    size = len(vector)
    m1, m2, m3, m4 = ([*band, 0, 0, 0, 0] for band in factors.multipliers)
    x = [*vector, 0, 0, 0, 0]
    for k in range(size - 1, -1, -1):
        x[k] -= (
            ((m1[k + 1] * x[k + 1]) >> bits)
            + ((m2[k + 2] * x[k + 2]) >> bits)
            + ((m3[k + 3] * x[k + 3]) >> bits)
            + ((m4[k + 4] * x[k + 4]) >> bits)
        )
    a = b = c = d = 0
    found = []
    for k, (value, inverse) in enumerate(zip(x, factors.inverse, strict=False)):
        here = ((value * inverse) >> bits) - (
            (m1[k] * a + m2[k] * b + m3[k] * c + m4[k] * d) >> bits
        )
        found.append(here)
        a, b, c, d = here, a, b, c
    return found


def _solve_one_parity(factors: Factors, vector: Integers, bits: int) -> Integers:
    """Half bandwidth 2."""
    size = len(vector)
    m1, m2 = ([*band, 0, 0] for band in factors.multipliers)
    x = [*vector, 0, 0]
    for k in range(size - 1, -1, -1):
        x[k] -= ((m1[k + 1] * x[k + 1]) >> bits) + ((m2[k + 2] * x[k + 2]) >> bits)
    a = b = 0
    found = []
    for k, (value, inverse) in enumerate(zip(x, factors.inverse, strict=False)):
        here = ((value * inverse) >> bits) - ((m1[k] * a + m2[k] * b) >> bits)
        found.append(here)
        a, b = here, a
    return found
