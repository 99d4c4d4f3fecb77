r"""No potential with one well has a first gap below a threshold: proved, cell by cell and by comparison beyond.

Seen from its only stationary point such a potential is alpha y² − beta y³ + y⁴ with 0 <= beta <= kappa sqrt(alpha),
kappa² = 32/9 (of mirror images one is taken). The Hamiltonian is linear in alpha and beta, so that eps_1 + eps_2 is
concave in them, and the energy of a fixed trial state is an upper bound of eps_1 that is linear in them. So

    eps_2 − eps_1 = (eps_1 + eps_2) − 2 eps_1 >= (eps_1 + eps_2) − 2 U

is bounded from below on a convex polygon by a concave function, which is least at a vertex: a cell is done when
proved lower bounds of both levels at its vertices put every one of them above the threshold. Boxes up to alpha = END
are halved until they are; those that the fold crosses are cut along a line above it, beta <= kappa (s + alpha/s)/2.

Beyond END, with y = alpha^{−1/4} x and s = alpha^{−3/4} x, the node of the second state lies on one side of 0, so that
its level is at least the lower one of both half-lines' ground states: 3 sqrt(alpha) on the left, where V >= alpha y²,
and on the right, by Barta's inequality, sqrt(alpha) times the least (−phi'' + V phi)/phi for

    phi = x exp(−∫ x p dx),  p = (9/10)(1 − s) up to s = 4/5, constant then,

which is bounded below by a polynomial in s. The harmonic ground state bounds eps_1 by sqrt(alpha) + 3/(4 alpha).

All arithmetic is of rational numbers; the lower bounds are proved by counting zeros (``floor``).
Units: w.  Errors: EvidenceError where something is not proved.
Not guaranteed: anything about potentials with two wells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import factorial, isqrt

import numpy as np

from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.machinery.outward import outward
from softpot.numerics.spectrum.prover.floor import floor
from softpot.numerics.theory.sampling import Array

Place = tuple[Fraction, Fraction]  # (alpha, beta)

END = Fraction(16)
STEEP = Fraction(32, 9)  # kappa², of the fold
KAPPA = Fraction(isqrt(32 * 10**24 // 9) + 1, 10**12)  # above kappa
SMALLEST = Fraction(1, 2**18)  # side of a box at which the halving is given up
LARGEST = Fraction(2)  # side of a box that is tried
FUNCTIONS = 60  # oscillator functions of a trial state, exp(−y²): y = (a + a†)/2


@dataclass(frozen=True)
class Above:
    """constant + by_alpha alpha + by_beta beta, an upper bound of the ground state for all alpha and beta."""

    constant: Fraction
    by_alpha: Fraction
    by_beta: Fraction

    def at(self, place: Place) -> Fraction:
        return self.constant + self.by_alpha * place[0] + self.by_beta * place[1]


@cache
def _matrices() -> tuple[Array, ...]:
    """p², y², y³ and y⁴ on oscillator functions, in double precision; they only choose the trial state."""
    size = FUNCTIONS + 4
    root = np.sqrt(np.arange(1, size))
    y = np.diag(root, 1) / 2
    y = y + y.T
    p = np.diag(root, 1)
    p = p - p.T
    made = (-(p @ p), y @ y, y @ y @ y, y @ y @ y @ y)
    return tuple(m[:FUNCTIONS, :FUNCTIONS] for m in made)


def _pushed(state: Sequence[int], sign: int) -> list[int]:
    """(a + sign a†) on Σ c_n (a†)^n |0>."""
    found = [0] * (len(state) + 1)
    for n, c in enumerate(state):
        found[n + 1] += sign * c
        if n:
            found[n - 1] += n * c
    return found


_NORMS = tuple(factorial(n) for n in range(FUNCTIONS + 3))


def _dot(a: Sequence[int], b: Sequence[int]) -> int:
    return sum(u * v * norm for u, v, norm in zip(a, b, _NORMS, strict=False))


def above(place: Place) -> Above:
    """The energy of one rational trial state, the lowest one at a place in double precision; exact."""
    kinetic, second, third, fourth = _matrices()
    alpha, beta = map(float, place)
    vector = np.linalg.eigh(kinetic + alpha * second - beta * third + fourth)[1][:, 0]
    # whole numbers are a state as good as any
    state = [int(float(v) * 2.0**60 * 2.0**140 / factorial(n) ** 0.5) for n, v in enumerate(vector)]
    moved = _pushed(state, 1)  # 2 y
    twice = _pushed(moved, 1)  # 4 y²
    slope = _pushed(state, -1)
    norm = _dot(state, state)
    return Above(
        Fraction(16 * _dot(slope, slope) + _dot(twice, twice), 16 * norm),
        Fraction(_dot(moved, moved), 4 * norm),
        -Fraction(_dot(moved, twice), 8 * norm),
    )


@cache
def both_levels(place: Place) -> Fraction:
    """A lower bound of eps_1 + eps_2."""
    return sum((floor(*place, n) for n in (1, 2)), Fraction(0))


Box = tuple[Fraction, Fraction, Fraction, Fraction]  # alpha from, to, beta from, to


def polygon(box: Box) -> tuple[Place, ...]:
    """A convex polygon that holds the potentials with one well in a box; empty when there is none."""
    a, b, low, high = box
    if low > 0 and low**2 > STEEP * b:
        return ()
    corners = [(a, low), (b, low), (b, high), (a, high)]
    if high**2 <= STEEP * a:
        return tuple(corners)
    middle = (a + b) / 2
    s = Fraction(isqrt(int(middle * 10**12)) + 1, 10**6)

    def room(place: Place) -> Fraction:
        return KAPPA * (s + place[0] / s) / 2 - place[1]

    found: list[Place] = []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        f, g = room(here), room(there)
        if f >= 0:
            found.append(here)
        if f * g < 0:
            share = f / (f - g)
            found.append(
                (here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1]))
            )
    return tuple(found)


def excluded(corners: Sequence[Place], threshold: Fraction) -> bool:
    """Whether the gap is proved to exceed the threshold on the convex hull of the corners."""
    count = len(corners)
    middle = (sum((p[0] for p in corners), Fraction(0)) / count,
              sum((p[1] for p in corners), Fraction(0)) / count)  # fmt: skip
    bound = above(middle)
    return all(both_levels(p) - 2 * bound.at(p) > threshold for p in corners)


def cells(threshold: Fraction, end: Fraction = END) -> Iterator[tuple[Place, ...]]:
    """The cells, each excluded, that cover the potentials with one well and alpha <= end.

    Raises EvidenceError at a box that stays undecided when it is small.
    """
    top = Fraction(isqrt(int(STEEP * end * 10**12)) + 1, 10**6)
    waiting: list[Box] = [(Fraction(0), end, Fraction(0), top)]
    while waiting:
        a, b, low, high = box = waiting.pop()
        corners = polygon(box)
        if not corners:
            continue
        wide, tall = b - a, high - low
        if max(wide, tall) <= LARGEST and excluded(corners, threshold):
            yield corners
            continue
        if wide < SMALLEST:
            raise EvidenceError(
                f"next to alpha = {float(a):.6g}, beta = {float(low):.6g} the gap was not proved above "
                f"{outward(threshold, '.9g', 'down')} w"
            )
        if wide > 2 * tall:
            middle = (a + b) / 2
            waiting += [(a, middle, low, high), (middle, b, low, high)]
        else:
            middle = (low + high) / 2
            waiting += [(a, b, low, middle), (a, b, middle, high)]


def barta(end: Fraction = END, pieces: int = 80) -> Fraction:
    """A lower bound of eps_2/sqrt(alpha), alpha >= end: of (−phi'' + V phi)/phi on the right, and 3 on the left."""
    rate = isqrt(int(end**3))  # of x² over s² at least: alpha^{3/2}
    change = KAPPA - Fraction(81, 50)

    def rest(s: Fraction) -> Fraction:
        """(1 − kappa s + s²) − p²."""
        return Fraction(19, 100) * (1 + s * s) - change * s

    turn = change / Fraction(38, 100)
    found = [Fraction(3)]
    for k in range(pieces):
        s, t = Fraction(4 * k, 5 * pieces), Fraction(4 * (k + 1), 5 * pieces)
        least = rest(turn) if s < turn < t else min(rest(s), rest(t))
        if least < 0:
            raise EvidenceError("the comparison function falls too steeply for the potential")
        # 3 p + x p' = 27/10 − (18/5) s
        found.append(Fraction(27, 10) - Fraction(18, 5) * t + rate * s * s * least)
    flat = Fraction(9, 50)  # p from s = 4/5 on, where 1 − kappa s + s² is at least 1/9
    found.append(3 * flat + rate * Fraction(16, 25) * (1 - STEEP / 4 - flat**2))
    return min(found)


def beyond(end: Fraction = END) -> Fraction:
    """A lower bound of the gap for all alpha >= end."""
    factor = barta(end) - 1
    if factor <= 0:
        raise EvidenceError(
            f"beyond alpha = {float(end):g} the second level was not proved high enough"
        )
    return factor * isqrt(int(end)) - Fraction(3, 4) / end


__all__ = ["Above", "above", "barta", "beyond", "both_levels", "cells", "excluded", "polygon"]
