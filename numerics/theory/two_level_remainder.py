r"""Evidence on what the two-level form leaves out: perturbation theory of the symmetric double well to many digits.

With V = −w beta y³ on the levels of alpha y² + y⁴, all of second order in beta,

    E_12 = Delta_0 + beta² (2Y²/Delta_0 + D),   D = Σ_k |⟨e|y³|k⟩|²/(E_k − E_e) − Σ_k |⟨o|y³|k⟩|²/(E_k − E_o),

k over all levels but the two lowest, e and o. The form (Delta² + Delta_0²)^{1/2} has the 2Y²/Delta_0, so that the
coefficient of (Delta Delta_0/(w E_12))²/|alpha| is c(alpha) = |alpha| D/(4 Delta_0 Y²). The sums are solutions of
linear equations in oscillator functions of one parity, whose matrix has five diagonals; two bases have to agree on c.

Units: w.  Errors: EvidenceError where c does not settle.
Not guaranteed: anything beyond |alpha| = 40, where the splitting asks for more digits than are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import mul

import gmpy2

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import (
    Evidence,
    EvidenceError,
    Pair,
    Table,
    compare,
    converges,
)
from softpot.numerics.machinery.outward import outward
from softpot.numerics.theory.sampling import Real, context, span
from softpot.numerics.theory.stated import states
from softpot.numerics.theory.tunnelling import power_series

SIZES = (12, 14, 16, 18, 20, 24, 28, 32)  # |alpha|
KEPT = 24  # digits of c
AGREED = 8  # digits of its limit


class Block:
    """H − shift on oscillator functions of one parity: three diagonals above, and L D Lᵀ of it.

    Its numbers, which are those of gmpy2, have the precision of gmpy2's context, which is each thread's own.
    """

    def __init__(self, alpha: Real, parity: int, size: int, frequency: Real) -> None:
        f = 1 / (2 * frequency)
        numbers = range(parity, 2 * size, 2)
        self.diagonal = [
            (2 * n + 1) * (frequency / 2 + alpha * f) + (6 * n * n + 6 * n + 3) * f * f
            for n in numbers
        ]
        self.second = [
            gmpy2.sqrt(gmpy2.mpfr((n + 1) * (n + 2)))
            * (alpha * f - frequency / 2 + (4 * n + 6) * f * f)
            for n in numbers
        ]
        self.fourth = [
            gmpy2.sqrt(gmpy2.mpfr((n + 1) * (n + 2) * (n + 3) * (n + 4))) * f * f for n in numbers
        ]

    def times(self, x: Sequence[Real]) -> list[Real]:
        """H x."""
        found = [a * v for a, v in zip(self.diagonal, x, strict=True)]
        for step, band in ((1, self.second), (2, self.fourth)):
            for i in range(len(x) - step):
                found[i] += band[i] * x[i + step]
                found[i + step] += band[i] * x[i]
        return found

    def solve(self, shift: Real, right: Sequence[Real]) -> list[Real]:
        """x with (H − shift) x = right."""
        m = len(self.diagonal)
        pivot, one, two = [[gmpy2.mpfr(0)] * m for _ in range(3)]
        x = list(right)
        for i in range(m):
            pivot[i] = self.diagonal[i] - shift
            if i >= 1:
                pivot[i] -= one[i - 1] ** 2 * pivot[i - 1]
                x[i] -= one[i - 1] * x[i - 1]
            if i >= 2:
                pivot[i] -= two[i - 2] ** 2 * pivot[i - 2]
                x[i] -= two[i - 2] * x[i - 2]
            across = one[i - 1] * two[i - 1] * pivot[i - 1] if i >= 1 else 0
            one[i] = (self.second[i] - across) / pivot[i]
            two[i] = self.fourth[i] / pivot[i]
        for i in reversed(range(m)):
            x[i] /= pivot[i]
            x[i] -= one[i] * x[i + 1] if i + 1 < m else 0
            x[i] -= two[i] * x[i + 2] if i + 2 < m else 0
        return x

    def lowest(self, near: Real) -> tuple[Real, list[Real]]:
        """The level next to ``near`` and its state, by inverse iteration with Rayleigh's quotient."""
        x, level = [gmpy2.mpfr(1)] * len(self.diagonal), near
        small = gmpy2.mpfr(10) ** 12 * gmpy2.mpfr(2) ** -gmpy2.get_context().precision
        for turn in range(60):
            x = self.solve(level, x)
            norm = gmpy2.sqrt(_dot(x, x))
            x = [v / norm for v in x]
            found = _dot(x, self.times(x))
            settled = abs(found - level) < abs(found) * small
            level = found
            if settled and turn > 2:
                return level, x
        raise EvidenceError(f"no level next to {float(near):.8g} settled")


def _dot(a: Sequence[Real], b: Sequence[Real]) -> Real:
    return sum(map(mul, a, b))


def cubed(state: Sequence[Real], parity: int, frequency: Real) -> list[Real]:
    """y³ times a state of one parity, in functions of the other."""
    zero = gmpy2.mpfr(0)
    whole = [zero] * (2 * len(state) + 4)
    for i, v in enumerate(state):
        whole[2 * i + parity] = v
    unit = 1 / gmpy2.sqrt(2 * frequency)
    roots = [gmpy2.sqrt(gmpy2.mpfr(n)) * unit for n in range(len(whole) + 1)]
    for _ in range(3):
        moved = [zero] * len(whole)
        for n, v in enumerate(whole):
            if n > 0:
                moved[n - 1] += v * roots[n]
            if n + 1 < len(whole):
                moved[n + 1] += v * roots[n + 1]
        whole = moved
    return whole[1 - parity : 2 * len(state) : 2]


def _coefficient(size: int, functions: int) -> Real:
    """c at alpha = -size from so many functions of each parity."""
    lost = int(0.4714 * size**1.5 / 2.302) + 3  # digits that the two lowest levels share
    ctx = context(3 * lost + KEPT)
    with gmpy2.context(gmpy2.get_context(), precision=ctx.prec):
        found = _by_gmpy2(gmpy2.mpfr(size), functions)
        mantissa, exponent = found.as_mantissa_exp()
    return ctx.ldexp(ctx.mpf(int(mantissa)), int(exponent))


def _by_gmpy2(size: Real, functions: int) -> Real:
    frequency, bottom = gmpy2.sqrt(2 * size), gmpy2.sqrt(size / 2)
    blocks = [Block(-size, parity, functions, frequency) for parity in (0, 1)]
    near = -(bottom**4) + 2 * bottom - gmpy2.mpfr(1) / 4
    (low, even), (high, odd) = (block.lowest(near) for block in blocks)
    pushed = [cubed(state, parity, frequency) for parity, state in ((0, even), (1, odd))]
    element = _dot(odd, pushed[0])
    sums = [
        _dot(pushed[k], blocks[1 - k].solve(level, pushed[k])) for k, level in ((0, low), (1, high))
    ]
    split = high - low
    rest = sums[0] - sums[1] - 2 * element**2 / split
    return size * rest / (4 * split * element**2)


@cache
def coefficient(size: int) -> Real:
    """c at alpha = -size, to KEPT digits less ten; raises EvidenceError where a larger basis changes it."""
    found, more = (_coefficient(size, functions) for functions in (100 + 4 * size, 120 + 4 * size))
    if abs(found - more) > abs(more) * more.context.mpf(10) ** (10 - KEPT):
        raise EvidenceError(
            f"c does not settle at alpha = -{size}: {outward(abs(found - more), '.1g')}"
        )
    return more


@states
def two_level_remainder(formula: Formula, digits: int) -> Iterator[Evidence]:
    """The coefficient at |alpha| from 12 to 32, its rate towards the stated limit, and the limit itself."""
    ctx = context(60)
    (stated,) = members(formula, "mpmath", 40)()
    limit = ctx.mpf(stated)
    found = [ctx.mpf(coefficient(size)) for size in SIZES]
    rows = tuple(
        (str(-size), ctx.nstr(c, 12), ctx.nstr(c - limit, 4))
        for size, c in zip(SIZES, found, strict=True)
    )
    yield converges(
        f"the coefficient by second-order perturbation theory less its limit, alpha from {span(SIZES, '-')}",
        SIZES, [c - limit for c in found], -1.5, 0.05, unit="|alpha|",
        table=Table(("alpha", "coefficient", "less the limit"), rows),
    )  # fmt: skip
    yield compare(
        "the coefficient extrapolated to infinite |alpha|, by a polynomial in |alpha|^(-3/2) through its values",
        [Pair("infinite |alpha|", limit, power_series(SIZES, found)[0])], AGREED, kind="limit",
    )  # fmt: skip
