r"""dE_1m/dx = 0 along a line in the (alpha, beta) plane: the place and the energy, proved to lie in narrow intervals.

``FOLD``: the line alpha = 0, x = beta, m = 2; ``SECOND``: the same with m = 3.
``SYMMETRIC``: the line beta = 0, x = alpha, m = 3.

The place is first found by Newton's method on differences of computed levels. Then it is proved. Enclosures of
levels 1 and m (``numerics.spectrum.enclose``) at x_0 − h, x_0 and x_0 + h show that E_1m is smaller in
the middle than at both ends, so its least value on [x_0 − h, x_0 + h] lies inside and is a stationary
point (E_1m is analytic). Enclosures for all parameters in that interval at once bound the energy there.

Units: E in w; alpha and beta dimensionless. Errors: EvidenceError where an inequality is not proved.
Not guaranteed: that the line holds no other stationary point; other evidence looks for one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.spectrum import enclose, levels
from softpot.numerics.theory.sampling import Real, context, real

Place = tuple[Fraction, Fraction]  # (alpha, beta)


@dataclass(frozen=True)
class Line:
    """A line of potentials, the level m of the transition, and two places between which its least energy is sought."""

    at: Callable[[Fraction], Place]
    m: int
    low: Fraction
    high: Fraction


DIFFERENCED = 45  # digits of levels of which differences are taken

FOLD = Line(lambda x: (Fraction(0), x), 2, Fraction(1), Fraction(3))
SECOND = Line(lambda x: (Fraction(0), x), 3, Fraction(1), Fraction(3))
SYMMETRIC = Line(lambda x: (x, Fraction(0)), 3, Fraction(-6), Fraction(-2))


@dataclass(frozen=True)
class Proved:
    """place[0] <= x <= place[1] and energy[0] <= E_1m <= energy[1] for one stationary point."""

    place: tuple[Fraction, Fraction]
    energy: tuple[Fraction, Fraction]

    @property
    def middle(self) -> tuple[Fraction, Fraction]:
        """The middles of both intervals."""
        return (self.place[0] + self.place[1]) / 2, (self.energy[0] + self.energy[1]) / 2


def _energy(alpha: Fraction, beta: Fraction, m: int, digits: int) -> Real:
    ctx = context(digits)
    found = levels(alpha, beta, only=(m, 1), digits=digits, method="matrices")
    upper, lower = (ctx.mpf(level.value) for level in found)
    return upper - lower


def _rounded(value: Real, decimals: int) -> Fraction:
    return Fraction(
        int(value * 10**decimals + (1 if value > 0 else -1) / Fraction(2)), 10**decimals
    )


def _found(line: Line, decimals: int) -> Fraction:
    """The place to so many decimals: coarsely by thirds, then by Newton's method on differences."""
    low, high = line.low, line.high
    for _ in range(9):
        left, right = (2 * low + high) / 3, (low + 2 * high) / 3
        if _energy(*line.at(left), line.m, 15) < _energy(*line.at(right), line.m, 15):
            high = right
        else:
            low = left
    place = (low + high) / 2
    reached = 1.0
    while reached < decimals:
        reached = min(2.0 * reached, decimals + 1.0)
        half = int(reached / 2) + 3
        digits = int(1.5 * reached) + 18
        ctx = context(digits)
        step = Fraction(1, 10**half)
        below, here, above = (
            _energy(*line.at(place + k * step), line.m, digits) for k in (-1, 0, 1)
        )
        move = (above - below) / (2 * (above - 2 * here + below)) * real(ctx, step)
        place = place - _rounded(move, int(reached) + 6)
    return place


def _gap(line: Line, place: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    upper, lower = (enclose(*line.at(place), n, digits) for n in (line.m, 1))
    return upper.lower - lower.upper, upper.upper - lower.lower


@cache
def proved(line: Line, decimals: int) -> Proved:
    """The stationary point of a line, its place to +- 10^-decimals."""
    h = Fraction(1, 10**decimals)
    place = round(_found(line, decimals + 1) / h) * h
    below, here, above = (_gap(line, place + k * h, 2 * decimals + 8) for k in (-1, 0, 1))
    if not (here[1] < below[0] and here[1] < above[0]):
        raise EvidenceError(
            f"the energy at {float(place):.12g} was not proved lower than 10^-{decimals} beside it"
        )
    first, second = line.at(place - h), line.at(place + h)
    alpha, beta = ((a, b) if a != b else a for a, b in zip(first, second, strict=True))
    upper, lower = (enclose(alpha, beta, n, decimals + 4) for n in (line.m, 1))
    return Proved((place - h, place + h), (upper.lower - lower.upper, upper.upper - lower.lower))


@dataclass(frozen=True)
class Curvature:
    """First and second derivatives of E_1m by alpha and beta at a point."""

    a: Real
    b: Real
    aa: Real
    ab: Real
    bb: Real


@cache
def curvature(line: Line) -> Curvature:
    """Derivatives at the stationary point, to 15 digits, by differences of levels of DIFFERENCED digits."""
    alpha, beta = line.at(proved(line, 32).middle[0])
    step, ctx = Fraction(1, 10**10), context(DIFFERENCED)
    h = real(ctx, step)

    def energy(i: int, k: int) -> Real:
        return _energy(alpha + i * step, beta + k * step, line.m, DIFFERENCED)

    here = energy(0, 0)
    left, right, below, above = energy(-1, 0), energy(1, 0), energy(0, -1), energy(0, 1)
    mixed = energy(1, 1) + energy(-1, -1) - energy(1, -1) - energy(-1, 1)
    return Curvature(
        (right - left) / (2 * h),
        (above - below) / (2 * h),
        (right - 2 * here + left) / h**2,
        mixed / (4 * h**2),
        (above - 2 * here + below) / h**2,
    )
