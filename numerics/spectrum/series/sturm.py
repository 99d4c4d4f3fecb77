r"""N_D(E) and N_N(E): how many eigenvalues of -psi'' + V psi lie below E in a box, by counting zeros.

The solution of psi'' = (V - E) psi that satisfies the condition at the left end of the box [l, r]
(psi = 0 for D, psi' = 0 for N; the parity's condition at a centre of symmetry) is carried to the
right end over nodes l = t_0 < t_1 < ... < t_M = r by power series with remainder (``powerseries``),
all in balls.

Lemma (zeros between two nodes).  A solution psi has at most one zero in [t, t + h] if h^2 sup (E -
V) < pi^2 on the cell, or if V > E on the cell.
Proof.  Let two successive zeros have the distance d <= h.  If E - V <= k^2 with k h < pi, Sturm's
comparison theorem puts a zero of u = cos k(z - middle) strictly between them, but u > 0 there.  If
V > E, psi psi'' > 0 between them, so |psi| is convex there, vanishes at both ends, and is not
positive between.  [] Zeros are simple; hence an open cell holds one zero if psi has opposite signs
at its ends and none if it has the same sign, and none if psi(t) = 0.

The first hypothesis is checked as |Q_0| + ... + |Q_4| < pi^2, which bounds h^2 |V - E|; the second
as Q_0 > sum of |Q_i| over the Q_i (i >= 1) that may be negative.  A ball around zero, or a cell
that fails both, raises ``Undecided``.

Lemma (Sturm oscillation on [l, r]).  With m zeros of psi in (l, r) and psi(r) != 0, N_D(E) = m for
psi(r) = 0 as the right condition; for psi'(r) = 0, N_N(E) = m if psi psi'(r) > 0 and m + 1 if psi
psi'(r) < 0.  Proof: the angle theta of psi = rho sin theta, psi' = rho cos theta passes the
multiples of pi upwards only, and theta(r) increases with E; the eigenvalues are where theta(r) is
pi, 2 pi, ... (D) or pi/2, 3 pi/2, ... (N), with theta(l) = 0 if psi(l) = 0 and pi/2 if psi'(l) = 0.
[]
Source: Coddington and Levinson, Theory of Ordinary Differential Equations (1955), chapter 8.

Units: those of V.  Errors: ``Undecided``.
Not guaranteed: nothing that is returned is without proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import flint

from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.spectrum.potential.quartic import Ball, Quartic, taylor
from softpot.numerics.spectrum.series.powerseries import sums
from softpot.numerics.spectrum.types.notproved import Undecided

__all__ = ["DIRICHLET", "NEUMANN", "carry", "count_below", "first_values", "sign"]

DIRICHLET, NEUMANN = 0, 1


def sign(ball: Ball) -> int:
    """+1 or -1, or Undecided."""
    if ball > 0:
        return 1
    if ball < 0:
        return -1
    raise Undecided(f"the sign of {ball} is open")


def _one_zero_at_most(q: Sequence[Ball]) -> bool:
    """The hypothesis of the first lemma, for the scaled coefficients of a cell."""
    if sum((c.abs_upper() for c in q), flint.arb(0)) < flint.arb.pi() ** 2:
        return True
    against = sum((abs(c) for c in q[1:] if not c >= 0), flint.arb(0))
    return bool(q[0] > against)


def first_values(quartic: Quartic, left: float, condition: int) -> tuple[Ball, Ball]:
    """(psi, psi') at the left end: by the condition, or by the parity at the centre of symmetry."""
    even = condition == NEUMANN
    if quartic.parity is not None and left == 0.0:
        even = quartic.parity == 0
    return (flint.arb(1), flint.arb(0)) if even else (flint.arb(0), flint.arb(1))


def carry(
    quartic: Quartic,
    energy: Ball,
    nodes: Sequence[float],
    start: tuple[Ball, Ball],
    bits: int,
    counting: bool = True,
) -> list[tuple[Ball, Ball]]:
    """(psi, psi') at nodes[1:], from (psi, psi') = start at nodes[0].

    Raises Undecided where V is not one polynomial within a cell and, with `counting`, where a cell may
    hold two zeros.
    """
    here, found = start, []
    sides = steady(bits, lambda: {1: quartic.balls(1), -1: quartic.balls(-1)})

    def across(left: float, right: float) -> tuple[Ball, Ball]:
        step = flint.arb(right) - flint.arb(left)
        q = taylor(sides[-1 if right <= 0.0 else 1], flint.arb(left))
        q[0] = q[0] - energy
        power = step * step
        for i in range(5):
            q[i] = q[i] * power
            power = power * step
        if counting and not _one_zero_at_most(q):
            raise Undecided(f"two zeros may lie between {left!r} and {right!r}")
        total = sums(tuple(q), (here[0], here[1] * step), bits)
        return total.even + total.odd, (total.odd_slope + total.even_slope) / step

    for left, right in pairwise(nodes):
        if left < 0.0 < right and not quartic.smooth:
            raise Undecided(f"V has an edge at 0, between {left!r} and {right!r}")
        here = steady(bits, lambda: across(left, right))  # noqa: B023 - called at once
        found.append(here)
    return found


def count_below(
    quartic: Quartic, energy: Ball, nodes: Sequence[float], condition: int, bits: int
) -> int:
    """N_D(energy) or N_N(energy) for the box from nodes[0] to nodes[-1].

    condition: DIRICHLET or NEUMANN, at both ends; at the centre of symmetry the parity decides.
    Raises Undecided.
    """
    start = first_values(quartic, nodes[0], condition)
    values = carry(quartic, energy, nodes, start, bits)
    before, zeros = 1, 0
    for value, _ in values[:-1]:
        now = sign(value)
        zeros += now != before
        before = now
    value, slope = values[-1]
    now = sign(value)
    zeros += now != before
    if condition == NEUMANN and sign(slope) != now:
        zeros += 1
    return zeros
