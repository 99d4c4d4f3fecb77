r"""E_low <= lambda_k <= E_high for -psi'' + V psi on the whole line (or the half line of a parity).

Notation.  N(E): the number of eigenvalues of the operator H below E, N_D(E) and N_N(E): those of
the box [l, r] with Dirichlet and Neumann conditions at its ends (on the half line l >= 0, and where
l = 0 the parity's condition takes the place of both).  "Outside" means within the line or half
line.  Then lambda_k >= E if and only if N(E) <= k - 1, and lambda_k < E if and only if N(E) >= k.

Lemma 1 (bracketing).  N_D(E) <= N(E); and N(E) <= N_N(E) if V >= E outside the box.  A larger box
has an N_D that is not smaller; if it contains a box outside of which V >= E, its N_N is not larger.
Proof.  Min-max.  Functions that vanish outside the box are admitted in the form of H, and in that
of a larger box.  Cutting the line at l and r with Neumann conditions enlarges the form domain, and
the outer pieces, whatever the condition at z = 0, have no spectrum below inf V >= E; the same with
the pieces of the larger box.  []

Lemma 2 (index).  Let N_D(E_a) >= k - 1 and N_N(E_b) <= k for a box outside of which V >= E_b. Let E
lie in [E_a, E_b], and N_D', N_N' belong to a box that contains the first.  Then N_D'(E) is k - 1 or
k if sign F_D'(E) != 0, and N_N'(E) is k - 1 or k if sign F_N'(E) != 0.
Proof.  By Lemma 1,
k - 1 <= N_D(E_a) <= N_D(E) <= N_D'(E) <= N(E) <= N(E_b) <= N_N(E_b) <= k and
k - 1 <= N_D(E_a) <= N(E_a) <= N(E) <= N_N'(E) <= N_N(E) <= N_N(E_b) <= k.  []

Lemma 3 (parity of the count).  sign F_D' = (-1)^N_D' and sign F_N' = (-1)^N_N' (``matching``).

Theorem.  With the hypotheses of Lemma 2, and E_low and E_high in [E_a, E_b]: if sign F_D'(E_high) =
(-1)^k then lambda_k < E_high; if sign F_N'(E_low) = (-1)^(k-1) then lambda_k >= E_low.
Proof.  N(E_high) >= N_D'(E_high), which is k - 1 or k and by Lemma 3 not k - 1; N(E_low) <=
N_N'(E_low), which is k - 1 or k and not k.  []

What the code checks: N_D(E_a) and N_N(E_b) by counting zeros (``sturm``); V > E_b outside the first
box by ``positive_beyond``; that the second box contains the first; the order E_a <= E_low < E_high
<= E_b; the two signs by balls.  A check that cannot be decided is repeated with more bits and other
nodes.

Units: energies in w.  Errors: ``NotProved``; NotConverged if no candidate was found.
Source: bracketing, Reed and Simon, Methods of Modern Mathematical Physics IV, section XIII.15.
Not guaranteed: how close the interval lies about the level; only that it contains it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import flint

from softpot.numerics.machinery.compile.balls import ball
from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.spectrum.potential.outline import barrier, cells
from softpot.numerics.spectrum.potential.quartic import Ball, Quartic, ball_of, positive_beyond
from softpot.numerics.spectrum.series.matching import Box, matching
from softpot.numerics.spectrum.series.search import (
    BITS,
    Found,
    box_for,
    log10_of,
    refined,
    starting_values,
)
from softpot.numerics.spectrum.series.sturm import DIRICHLET, NEUMANN, count_below, sign
from softpot.numerics.spectrum.types.decimals import decimal_exponent
from softpot.numerics.spectrum.types.notproved import NotProved, Undecided

__all__ = ["Isolated", "bracket", "check_outside", "isolate"]

ATTEMPTS = 7
HALF_WIDTH = 45  # in hundredths of 10^-digits
SMALLEST_LEVEL = -400
THICKEST = 30_000.0
"""The largest action between two wells through which a solution is carried: it takes some ten seconds."""


@dataclass(frozen=True)
class Isolated:
    """The proved hypotheses of Lemma 2: E_a, E_b, and the box; and the candidate."""

    low: Fraction
    high: Fraction
    box: Box
    found: Found


def isolate(quartic: Quartic, n: int) -> Isolated:
    """E_a and E_b about level n with N_D(E_a) >= k - 1 and N_N(E_b) <= k proved; k = quartic.rank."""
    found = starting_values(quartic, n)
    near = max(-found.gap(), 0.0)
    bits = int((near + 8.0) * BITS) + 64
    # what is proved about these two numbers is proved in balls; here they are only chosen
    high = steady(bits + 64, lambda: _short((found.value + found.above) / 2, near))
    low = steady(
        bits + 64,
        lambda: _short(
            (found.value + found.below) / 2
            if quartic.rank > 1
            else (3 * found.value - found.above) / 2,
            near,
        ),
    )
    for attempt in range(ATTEMPTS):
        box = box_for(quartic, float(high), near + 1.0 + 2.0 * attempt)
        _refuse_thick_barrier(box, float(high), n)
        try:
            check_outside(box, high, bits)
            _check_counts(box, low, high, bits, attempt)
        except Undecided as reason:
            last: Exception = reason
            bits = bits * 5 // 4 + 20 * attempt
            continue
        return Isolated(low, high, box, found)
    raise NotProved(f"the index of level {n} could not be proved: {last}")


def _refuse_thick_barrier(box: Box, energy: float, n: int) -> None:
    """NotProved, before minutes are spent, where the index cannot be told without the other well, far away."""
    top, between = barrier(box.quartic.doubles(), energy)
    if between > THICKEST and box.left < top < box.right:
        raise NotProved(
            f"level {n} lies in one of two wells with the action {between:.6g} between them, but at most {THICKEST:g} "
            "is provided for because the proof of its index leads through the barrier and would take minutes; levels "
            "without certify gives it"
        )


def _short(value: Ball, near: float) -> Fraction:
    """A binary fraction near the middle of the ball, with a few bits more than 10^-near needs."""
    place = int(near * BITS) + 12
    return Fraction(round(ball(value.mid()) * 2**place), 2**place)


def check_outside(box: Box, energy: Fraction, bits: int) -> None:
    """V > energy outside the box (for z >= 0 with a parity), or Undecided."""

    def check() -> None:
        value = ball_of(energy)
        for polynomial in (1,) if box.quartic.smooth else (1, -1):
            coefficients = box.quartic.balls(polynomial)
            if not positive_beyond(coefficients, value, flint.arb(box.right), 1):
                raise Undecided("V > E is open to the right of the box")
            left = flint.arb(box.left)
            limit = None if box.quartic.parity is None else left
            if not box.mirrored and not positive_beyond(coefficients, value, left, -1, limit):
                raise Undecided("V > E is open to the left of the box")

    steady(bits, check)


def _check_counts(box: Box, low: Fraction, high: Fraction, bits: int, attempt: int) -> None:
    """N_D(low) >= k - 1 and N_N(high) <= k, or Undecided."""
    quartic, ends = box.quartic, (box.left, box.right)
    p, limit = quartic.doubles(), 2.7 / (1.0 + 0.13 * attempt)
    k = quartic.rank
    if k > 1:
        nodes = cells(p, float(low), ends, limit, 8.0)
        below = steady(bits, lambda: ball_of(low))
        if count_below(quartic, below, nodes, DIRICHLET, bits) < k - 1:
            raise Undecided(f"fewer than {k - 1} levels were counted below {float(low)}")
    nodes = cells(p, float(high), ends, limit, 8.0)
    above = steady(bits, lambda: ball_of(high))
    if count_below(quartic, above, nodes, NEUMANN, bits) > k:
        raise Undecided(f"more than {k} levels were counted below {float(high)}")


def _contains(outer: Box, inner: Box) -> bool:
    return outer.left <= inner.left and inner.right <= outer.right


def _hull(one: Box, two: Box) -> Box:
    return Box(one.quartic, min(one.left, two.left), max(one.right, two.right))


def _decimal_interval(found: Found, digits: int) -> tuple[Fraction, Fraction] | None:
    """Decimals E_low < E_high, 0.9 10^-digits |E| apart, about the candidate; None near zero."""
    value = ball(found.value)
    if value == 0 or log10_of(found.value) < -found.decimals + digits + 1.0:
        return None
    unit = Fraction(10) ** (decimal_exponent(value) - digits - 2)
    middle = round(value / unit)
    return (middle - HALF_WIDTH) * unit, (middle + HALF_WIDTH) * unit


def bracket(quartic: Quartic, n: int, digits: int) -> tuple[Fraction, Fraction]:
    """E_low, E_high with E_low <= lambda < E_high proved and E_high - E_low <= 10^-digits |lambda|.

    Raises NotProved, or NotConverged when no candidate was found.
    """
    known = isolate(quartic, n)
    found = known.found
    digits = max(digits, int(log10_of(found.value) - found.gap()) + 3)
    decimals = digits + 2.0 - min(log10_of(found.value), 300.0)
    while True:
        found = refined(quartic, found, max(decimals, -found.gap() + 2.0))
        interval = _decimal_interval(found, digits)
        if interval is not None:
            break
        decimals = max(decimals + 10.0, digits + 2.0 - log10_of(found.value))
        if log10_of(found.value) < SMALLEST_LEVEL:
            raise NotProved(f"level {n} is so near to zero that it has no relative accuracy")
    low, high = interval
    if not known.low <= low < high <= known.high:
        raise NotProved(
            f"the candidate for level {n} left the interval in which it is the only one"
        )
    box = _hull(known.box, box_for(quartic, float(found.value), found.decimals + 1.0))
    if not _contains(box, known.box):
        raise NotProved("the second box does not contain the first")
    bits = int(BITS * (found.decimals + 4.0)) + 60
    even = 1 - 2 * (quartic.rank % 2)
    _check_sign(box, high, DIRICHLET, even, bits)
    _check_sign(box, low, NEUMANN, -even, bits)
    return low, high


def _check_sign(box: Box, energy: Fraction, condition: int, wanted: int, bits: int) -> None:
    """sign F(energy) = wanted, or NotProved."""
    for attempt in range(ATTEMPTS):
        value = steady(bits + 64, lambda: ball_of(energy))
        try:
            found = sign(matching(box, value, condition, bits))
        except Undecided:
            bits = bits * 5 // 4 + 100 * (attempt + 1)
            continue
        if found == wanted:
            return
        raise NotProved(f"the level lies on the other side of {float(energy)!r} than the candidate")
    raise NotProved(
        f"the side of {float(energy)!r} on which the level lies stayed open at {bits} bits"
    )
