r"""F_D(E) = psi_D(r),  F_N(E) = psi_N'(r):  the functions whose zeros are the levels of a box [l, r].

psi_D starts with psi = 0, psi' = 1 at l, psi_N with psi = 1, psi' = 0; where l = 0 is the centre of
symmetry, both start with the condition that the parity sets.  While N counts the eigenvalues below
E (``sturm``),

    sign F_D(E) = (-1)^N_D(E),    sign F_N(E) = (-1)^N_N(E),

because with the angle theta of ``sturm``, F_D = rho sin theta and F_N = rho cos theta at r, and
theta(r) - (its value at the first eigenvalue) counts in steps of pi.

Two ways to the same balls.  About the middle c of the box: with phi_1, phi_2 the solutions whose
(value, slope) at c is (1, 0) and (0, 1), whose Wronskian phi_1 phi_2' - phi_1' phi_2 is 1,

    psi_D = phi_1(l) phi_2 - phi_2(l) phi_1,    psi_N = phi_2'(l) phi_1 - phi_1'(l) phi_2,

two power series in all (one with a parity, about z = 0; four if V holds a |z|^3).  Or, where a
single series would cancel too much, step by step from the left (``sturm.carry``).  The choice is
made by an estimate and changes only the radius of the ball.

Units: those of V.  Errors: NotProved if a series does not end.
Not guaranteed: a small radius.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import flint

from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.spectrum.potential.outline import cells, growth
from softpot.numerics.spectrum.potential.quartic import Ball, Quartic, taylor
from softpot.numerics.spectrum.series.powerseries import sums
from softpot.numerics.spectrum.series.sturm import DIRICHLET, carry, first_values

__all__ = ["Box", "matching"]

LOG2 = log(2.0)


@dataclass(frozen=True)
class Box:
    """A quartic and the ends of the box, multiples of 1/64; with a parity 0 <= left."""

    quartic: Quartic
    left: float
    right: float

    @property
    def centre(self) -> float:
        """Where the series are expanded: 0 with a parity or where |z|^3 has its edge, else the middle."""
        if self.mirrored or not self.one_piece:
            return 0.0
        return 0.5 * (self.left + self.right)

    @property
    def mirrored(self) -> bool:
        """Whether the parity of the level rules the left end, z = 0."""
        return self.quartic.parity is not None and self.left == 0.0

    @property
    def one_piece(self) -> bool:
        """Whether V is one polynomial within the box."""
        return self.quartic.smooth or self.left >= 0.0 or self.right <= 0.0


def matching(box: Box, energy: Ball, condition: int, bits: int) -> Ball:
    """F_D(energy) or F_N(energy) for condition DIRICHLET or NEUMANN, worked out with about `bits` bits."""
    p, near, centre = box.quartic.doubles(), float(energy.mid()), box.centre
    size = growth(p, near, centre, max(box.right - centre, centre - box.left))
    if size > 1.5 * bits * LOG2 + 40.0:
        return _by_steps(box, energy, condition, bits)
    way = _half_line if box.mirrored else _whole_line
    return steady(bits, lambda: way(box, energy, condition, bits))


def _whole_line(box: Box, energy: Ball, condition: int, bits: int) -> Ball:
    """Two series, or four, about the middle of the box."""
    left, right = _both_ends(box, energy, condition, bits)
    if condition == DIRICHLET:
        return left[0] * right[1] - left[1] * right[0]
    return left[1] * right[0] - left[0] * right[1]


def _scaled(box: Box, energy: Ball, side: int, radius: Ball) -> tuple[Ball, ...]:
    """h^(i+2) q_i about the centre of the box."""
    q = taylor(box.quartic.balls(side), flint.arb(box.centre))
    q[0] = q[0] - energy
    power = radius * radius
    for i in range(5):
        q[i] = q[i] * power
        power = power * radius
    return tuple(q)


def _half_line(box: Box, energy: Ball, condition: int, bits: int) -> Ball:
    """One series about z = 0."""
    zero, one, radius = flint.arb(0), flint.arb(1), flint.arb(box.right)
    start = (one, zero) if box.quartic.parity == 0 else (zero, radius)
    total = sums(_scaled(box, energy, 1, radius), start, bits, condition != DIRICHLET)
    if condition == DIRICHLET:
        return total.even + total.odd
    return (total.even_slope + total.odd_slope) / radius


def _both_ends(
    box: Box, energy: Ball, condition: int, bits: int
) -> tuple[tuple[Ball, Ball], tuple[Ball, Ball]]:
    """(phi_1, phi_2) at l and at r, or their slopes; two series if V is one polynomial there, else four."""
    zero, one = flint.arb(0), flint.arb(1)
    found: dict[int, list[Ball]] = {-1: [], 1: []}
    for sides in ((-1, 1),) if box.one_piece else ((-1,), (1,)):
        end = box.right if 1 in sides else box.left
        radius = abs(flint.arb(end) - flint.arb(box.centre))
        where = sides[0] if len(sides) == 1 or box.left < 0.0 else 1
        q = _scaled(box, energy, where, radius)
        for start in ((one, zero), (zero, radius)):
            total = sums(q, start, bits, condition != DIRICHLET)
            for side in sides:
                if condition == DIRICHLET:
                    found[side].append(total.even + side * total.odd)
                else:
                    found[side].append((total.odd_slope + side * total.even_slope) / radius)
    return (found[-1][0], found[-1][1]), (found[1][0], found[1][1])


def _by_steps(box: Box, energy: Ball, condition: int, bits: int) -> Ball:
    """The same from left to right over cells."""
    quartic = box.quartic
    limit = max(6.0, 0.25 * bits * LOG2)
    p, near = quartic.doubles(), float(energy.mid())
    nodes = cells(p, near, (box.left, box.right), limit, limit)
    start = first_values(quartic, box.left, condition)
    value, slope = carry(quartic, energy, nodes, start, bits, counting=False)[-1]
    return value if condition == DIRICHLET else slope
