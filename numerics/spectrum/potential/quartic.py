r"""V = p_0 + p_1 z + p_2 z^2 + p_3 z^3 + p_4 z^4 + p_5 |z|^3 with exact coefficients, and where V > E.

For exact (alpha, beta) with a symmetric potential (beta = 0 or beta^2 = 4 alpha, decided in exact
arithmetic) z = y - beta/4, p_1 = p_3 = p_5 = 0, and the problem falls into two on the half line z
>= 0: psi'(0) = 0 for the levels n = 1, 3, 5, ... and psi(0) = 0 for n = 2, 4, 6, ..., because the
n-th eigenfunction has n - 1 zeros, placed symmetrically.  The n-th level is number (n + 1) // 2 of
its parity. In all other cases z = y, the whole line.

For intervals [alpha_1, alpha_2] and [beta_1, beta_2] the two potentials

    V_low = alpha_1 y^2 - beta y^3 + y^4   with beta = beta_2 for y > 0 and beta_1 for y < 0,
    V_high = alpha_2 y^2 - beta y^3 + y^4  with beta = beta_1 for y > 0 and beta_2 for y < 0

satisfy V_low <= V <= V_high at every y for all (alpha, beta) in the intervals, and hence so do
their levels.

Units: z as y, energies in w.  Errors: none.
Not guaranteed: `positive_beyond` may say False although V > E holds; True is a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from softpot.numerics.spectrum.types.record import Interval

__all__ = ["Ball", "Quartic", "ball_of", "positive_beyond", "taylor"]

Ball = Any  # flint.arb, which has no type stubs

PIECES = 400
SMALLEST_DOUBLE = 5e-324


def ball_of(value: Fraction) -> Ball:
    """A ball that contains the rational, at the precision that is set."""
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


@dataclass(frozen=True)
class Quartic:
    """p_0 ... p_5; when V is symmetric the parity (0 even, 1 odd) whose half line z >= 0 is meant, and
    the number of the level within the problem (`rank`)."""

    coefficients: tuple[Fraction, ...]
    parity: int | None
    rank: int

    @classmethod
    def of(cls, alpha: Fraction, beta: Fraction, n: int) -> Quartic:
        """The potential alpha y^2 - beta y^3 + y^4 as needed for level n."""
        none, one = Fraction(0), Fraction(1)
        if beta == 0 or beta * beta == 4 * alpha:
            c = beta / 4
            low, bend = c * c * (alpha - beta * c + c * c), alpha - 3 * beta * c + 6 * c * c
            return cls((low, none, bend, none, one, none), (n - 1) % 2, (n + 1) // 2)
        return cls((none, none, alpha, -beta, one, none), None, n)

    @classmethod
    def bounds(cls, alpha: Interval, beta: Interval, n: int) -> tuple[Quartic, Quartic]:
        """V_low and V_high of the module text."""
        none, one = Fraction(0), Fraction(1)
        middle, radius = (beta[0] + beta[1]) / 2, (beta[1] - beta[0]) / 2
        low = cls((none, none, alpha[0], -middle, one, -radius), None, n)
        high = cls((none, none, alpha[1], -middle, one, radius), None, n)
        return low, high

    @property
    def smooth(self) -> bool:
        """Whether V is one polynomial."""
        return self.coefficients[5] == 0

    def balls(self, side: int = 1) -> list[Ball]:
        """The five coefficients that hold for z >= 0 (side = 1) or z <= 0 (side = -1)."""
        p = [ball_of(c) for c in self.coefficients]
        return [*p[:3], p[3] + side * p[5], p[4]]

    def doubles(self) -> list[float]:
        """p_0 ... p_5, for estimates; one that is not zero does not become zero."""
        return [float(c) or ((c > 0) - (c < 0)) * SMALLEST_DOUBLE for c in self.coefficients]


def taylor(coefficients: Sequence[Ball], place: Ball) -> list[Ball]:
    """The coefficients of the same polynomial in powers of z - place (repeated synthetic division)."""
    work = list(coefficients)
    size = len(work)
    for start in range(size - 1):
        for i in range(size - 2, start - 1, -1):
            work[i] = work[i] + place * work[i + 1]
    return work


def positive_beyond(
    coefficients: Sequence[Ball], energy: Ball, place: Ball, side: int, distance: Ball | None = None
) -> bool:
    """Whether P(z) > energy is proved for all z >= place (side = 1) or all z <= place (side = -1), or
    only up to `distance` from there.

    P is the polynomial with these five coefficients.  With q_i the Taylor coefficients outwards of
    P - energy at a point, P > energy on all that follows if q_0 > 0 and no q_i < 0, and up to the
    distance w if q_0 > sum of |q_i| w^i over the q_i that may be negative.  The second is used to
    step on until the first holds, or the distance is covered.
    """
    q = taylor(coefficients, place)
    q[0] = q[0] - energy
    if side < 0:
        q = [-c if i % 2 else c for i, c in enumerate(q)]
    covered, width = flint.arb(0), flint.arb(1)
    for _ in range(PIECES):
        if not q[0] > 0:
            return False
        against = [(i, c.abs_upper()) for i, c in enumerate(q) if i and not c >= 0]
        if not against or (distance is not None and covered >= distance):
            return True
        width = 8 * width
        while not q[0] > sum((c * width**i for i, c in against), flint.arb(0)):
            width = width / 2
            if width < 1e-9:
                return False
        q = taylor(q, width)
        covered = covered + width
    return False
