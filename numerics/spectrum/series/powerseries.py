r"""psi = sum_k b_k x^k,   k (k+1) b_{k+1} = Q_0 b_{k-1} + Q_1 b_{k-2} + ... + Q_4 b_{k-5}   (in Arb balls).

The solution of psi'' = (Q_0 + Q_1 x + ... + Q_4 x^4) psi with given b_0 = psi(0), b_1 = psi'(0),
summed at x = 1 and x = -1.  In the units of the problem x = (y - c)/h and Q_i = h^(i+2) q_i, where
q_i are the Taylor coefficients of V - E at c.

Remainder.  Let S = |Q_0| + ... + |Q_4|, let m be the largest of |b_{K-5}|, ..., |b_K| and theta =
S/(K (K+1)) < 1.  By the recurrence |b_{k+1}| <= theta max(|b_{k-1}|, ..., |b_{k-5}|) for k >= K, so
by induction |b_k| <= theta^j m for K + 6(j-1) < k <= K + 6j, and

    sum_{k>K} |b_k|   <= 6 m theta/(1 - theta),
    sum_{k>K} k |b_k| <= 6 m [ K theta/(1 - theta) + 6 theta/(1 - theta)^2 ].

Both bounds are added to the balls, and theta <= 1/2 is checked; so every ball returned contains the
exact sum for every (Q, b_0, b_1) in the balls given.

Precision: `bits`, for the largest terms; the later, smaller terms are worked out with as many bits
as still matter.  It is set anew in each turn of the loops, so that no other thread's precision enters
(``precision``); bounds are upward at any precision.
Units: none.  Errors: NotProved if the series is not summed after 10^7 terms.
Not guaranteed: small balls; cancellation of large terms shows as a large radius.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flint

from softpot.numerics.machinery.compile.precision import CTX, precision
from softpot.numerics.spectrum.types.notproved import NotProved

__all__ = ["Ball", "Sums", "sums"]

Ball = Any  # flint.arb, which has no type stubs

MOST_TERMS = 10**7
CHUNK = 48


@dataclass(frozen=True)
class Sums:
    """Sums over even and odd k: of b_k, and (the slopes) of k b_k.

    psi(+-1) = even +- odd, psi'(+-1) = odd_slope +- even_slope.
    """

    even: Ball
    odd: Ball
    even_slope: Ball
    odd_slope: Ball


def _exponent(ball: Ball) -> int:
    """e with |ball| < 2^e, or -10^9 for zero."""
    mantissa, exponent = ball.abs_upper().man_exp()
    return int(exponent) + int(mantissa).bit_length() if mantissa else -(10**9)


def _remainders(terms: list[Ball], total: Ball, last: int) -> tuple[Ball, Ball] | None:
    """Balls about 0 for the two tails after the term `last`, or None while theta > 1/2."""
    theta = (total / (last * (last + 1))).abs_upper()
    if not theta <= 0.5:
        return None
    largest = terms[0].abs_upper()
    for term in terms[1:]:
        largest = largest.max(term.abs_upper())
    ratio = theta / (1 - theta)
    value = 6 * largest * ratio
    slope = 6 * largest * (last * ratio + 6 * ratio / (1 - theta))
    return flint.arb(0, value.abs_upper()), flint.arb(0, slope.abs_upper())


def sums(q: tuple[Ball, ...], start: tuple[Ball, Ball], bits: int, slopes: bool = True) -> Sums:
    """The four sums for psi'' = (q[0] + ... + q[4] x^4) psi with (psi, psi')(0) = start.

    Without `slopes` the sums of k b_k are not worked out: they come as balls without bound.
    """
    even_potential = q[1] == 0 and q[3] == 0
    if even_potential and (start[0] == 0 or start[1] == 0):
        found = _one_parity(q, start, bits, slopes)
    else:
        found = _both_parities(q, start, bits, slopes)
    if slopes:
        return found
    return Sums(found.even, found.odd, flint.arb.nan(), flint.arb.nan())


def _both_parities(q: tuple[Ball, ...], start: tuple[Ball, Ball], bits: int, slopes: bool) -> Sums:
    zero = flint.arb(0)
    with precision(bits, guarded=True) as block:
        total = sum((c.abs_upper() for c in q), zero)
        q0, q1, q2, q3, q4 = q
        even, odd = start
        even_slope, odd_slope = zero, odd
        # x0 ... x5 are b_n, b_{n-1}, ..., b_{n-5} for the odd number n reached
        x0, x1, x2, x3, x4, x5 = odd, even, zero, zero, zero, zero
        top = -(10**9)
        for reached in range(1, MOST_TERMS, CHUNK):
            here = max(_exponent(x0), _exponent(x1), _exponent(x2))
            top = max(top, here)
            need = bits + here - top + 16
            if need < 0:
                tails = _remainders([x0, x1, x2, x3, x4, x5], total, reached)
                if tails is not None:
                    ball, slope = tails
                    found = CTX.prec
                    CTX.prec = bits
                    even, odd = even + ball, odd + ball
                    even_slope, odd_slope = even_slope + slope, odd_slope + slope
                    block.absorb(found)
                    return Sums(even, odd, even_slope, odd_slope)
            use = min(max(need, 32), bits)
            found = CTX.prec
            CTX.prec = use  # from here to the next call nobody else has a turn
            c0, c1, c2, c3, c4 = +q0, +q1, +q2, +q3, +q4
            e = o = es = os = zero
            block.absorb(found)
            for n in range(reached, reached + CHUNK, 2):
                found = CTX.prec
                CTX.prec = use
                one = (c0 * x1 + c1 * x2 + c2 * x3 + c3 * x4 + c4 * x5) / (n * (n + 1))
                two = (c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3 + c4 * x4) / ((n + 1) * (n + 2))
                e += one
                o += two
                if slopes:
                    es += one * (n + 1)
                    os += two * (n + 2)
                x0, x1, x2, x3, x4, x5 = two, one, x0, x1, x2, x3
                if found != use:
                    block.absorb(found)
            found = CTX.prec
            CTX.prec = bits
            even, odd = even + e, odd + o
            even_slope, odd_slope = even_slope + es, odd_slope + os
            if found != use:
                block.absorb(found)
    raise NotProved(f"a power series was not summed after {MOST_TERMS} terms")


def _one_parity(q: tuple[Ball, ...], start: tuple[Ball, Ball], bits: int, slopes: bool) -> Sums:
    """The same where every second coefficient vanishes."""
    zero = flint.arb(0)
    parity = 1 if start[0] == 0 else 0
    with precision(bits, guarded=True) as block:
        total = sum((c.abs_upper() for c in q), zero)
        q0, _, q2, _, q4 = q
        value = start[parity]
        slope = value if parity else zero
        x0, x2, x4 = value, zero, zero  # b_n, b_{n-2}, b_{n-4}
        top = -(10**9)
        for reached in range(parity, MOST_TERMS, CHUNK):
            here = max(_exponent(x0), _exponent(x2))
            top = max(top, here)
            need = bits + here - top + 16
            if need < 0 and reached > 0:
                tails = _remainders([x0, x2, x4], total, reached)
                if tails is not None:
                    more, steeper = tails
                    found = CTX.prec
                    CTX.prec = bits
                    value, slope = value + more, slope + steeper
                    block.absorb(found)
                    return (
                        Sums(zero, value, zero, slope) if parity else Sums(value, zero, slope, zero)
                    )
            use = min(max(need, 32), bits)
            found = CTX.prec
            CTX.prec = use  # from here to the next call nobody else has a turn
            c0, c2, c4 = +q0, +q2, +q4
            v = s = zero
            block.absorb(found)
            for n in range(reached, reached + CHUNK, 2):
                found = CTX.prec
                CTX.prec = use
                two = (c0 * x0 + c2 * x2 + c4 * x4) / ((n + 1) * (n + 2))
                v += two
                if slopes:
                    s += two * (n + 2)
                x0, x2, x4 = two, x0, x2
                if found != use:
                    block.absorb(found)
            found = CTX.prec
            CTX.prec = bits
            value, slope = value + v, slope + s
            if found != use:
                block.absorb(found)
    raise NotProved(f"a power series was not summed after {MOST_TERMS} terms")
