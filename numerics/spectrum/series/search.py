r"""E_{k+1} = E_k - F(E_k) (E_k - E_{k-1}) / (F(E_k) - F(E_{k-1})):  levels to any number of digits.

F = F_D of ``matching`` in a box so wide that its walls move the level by less than the tolerance.
The iteration goes in stages: each has its own box and precision and multiplies the number of
correct decimals by four with three evaluations (two to get a slope, one more step of the secant
method).

Two levels that the first guess cannot tell apart are resolved together: with F ~ C ((E - m)^2 -
s^2) about the middle m of the pair, F(m - d), F(m), F(m + d) give m +- s to O(d^2 + s^2), so that
the decimals of m double until d is below s.

Units: energies in w.  Errors: NotConverged.
Source: the power series with Newton's method is the way of M. Trott, Mathematica GuideBook for
Numerics (2006).
Not guaranteed: the error given is an estimate.  (``enclose`` proves.)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log

import flint
import numpy as np

from softpot.numerics.machinery.compile.balls import ball
from softpot.numerics.machinery.compile.precision import Spoilt, steady
from softpot.numerics.spectrum.potential.outline import (
    barrier,
    extent,
    growth,
    guesses,
    guesses_within,
    half_extent,
    well_extent,
)
from softpot.numerics.spectrum.potential.quartic import Ball, Quartic, ball_of
from softpot.numerics.spectrum.series.matching import Box, matching
from softpot.numerics.spectrum.series.sturm import DIRICHLET
from softpot.numerics.spectrum.types.errors import NotConverged

__all__ = ["LOG10", "Found", "box_for", "log10_of", "refined", "starting_values"]

LOG10 = log(10.0)
BITS = 3.3219280948873626
FIRST_DECIMALS = 10.0
CAUTIOUS_DECIMALS = 5.0
GAIN = 4.0
PAIR_MARGIN = 3.5
PAIR_ROUNDS = 14
LOST_TO_GROWTH = 0.3  # of the logarithm of the largest term
APART = 2000.0  # the action between two wells from which they are worked out one by one
SPARE_BITS = 64  # where balls are too wide, the slope taken from them hides how much is missing


@dataclass(frozen=True)
class Found:
    """Level about `value` (exact ball), with its neighbours in the same box problem.

    decimals: -log10 of the estimated error; below, above: the nearest other levels (-inf, inf when
    there is none or it is unknown), known to a small part of their distance.
    """

    value: Ball
    decimals: float
    below: Ball
    above: Ball
    side: int = 0
    """-1 or 1 for a level of the left or right one of two wells that do not feel each other, else 0."""
    room: float = 0.0
    """Then log10 of the distance to the nearest level of the same well, which alone matters within its box."""

    def spacing(self) -> float:
        """log10 of the distance to the nearest neighbour in the box that is used."""
        return self.room if self.side else self.gap()

    def gap(self) -> float:
        """log10 of the distance to the nearest neighbour."""
        bits = 64 + int(max(self.decimals, 8.0) * BITS)
        near = [other for other in (self.below, self.above) if other.is_finite()]
        return min(
            log10_of(steady(bits, lambda o=other: _exact(self.value - o, bits)))  # type: ignore[misc]
            for other in near
        )


def log10_of(value: Ball) -> float:
    """log10 |value| from its upper bound, for values far beyond doubles too; -10^9 for zero, 10^9 for no bound."""
    if not value.is_finite():
        return 1e9
    mantissa, exponent = value.abs_upper().man_exp()
    if not mantissa:
        return -1e9
    return (log(int(mantissa)) + int(exponent) * log(2.0)) / LOG10


def box_for(quartic: Quartic, energy: float, decimals: float, side: int = 0) -> Box:
    """A box whose walls move a level at `energy` by about 10^-decimals or less; of one well, where a side is told."""
    p = quartic.doubles()
    action = 0.5 * max(decimals, 0.0) * LOG10 + 4.0
    if side != 0:
        top, between = barrier(p, energy)
        if 2.0 * action + 20.0 < between:
            return Box(quartic, *well_extent(p, energy, action, top, side))
    reach = extent if quartic.parity is None else half_extent
    return Box(quartic, *reach(p, energy, action))


def _exact(value: Ball, bits: int) -> Ball:
    """The middle of a ball that was worked out from exact numbers with so many bits."""
    if value.rel_accuracy_bits() < bits - 8 and value != 0:
        raise Spoilt
    return value.mid()


def _working_bits(decimals: float, scale: float) -> int:
    return max(int(BITS * decimals + np.log2(1.0 + scale)) + 40, 64)


class _Evaluations:
    """F in one box, with the bits raised until its ball is as small as the step needs.

    extra: the bits by which the precision exceeds what the decimals alone would need.
    """

    def __init__(self, box: Box, scale: float, energy: float, extra: int = 0) -> None:
        half = max(box.right - box.centre, box.centre - box.left)
        lost = growth(box.quartic.doubles(), energy, box.centre, half) / log(2.0)
        self.box, self.scale, self.extra = box, scale, max(extra, int(LOST_TO_GROWTH * lost))

    def __call__(self, energy: Ball, decimals: float) -> Ball:
        return matching(
            self.box, energy, DIRICHLET, _working_bits(decimals, self.scale) + self.extra
        )

    def pair(self, one: Ball, two: Ball, decimals: float) -> tuple[Ball, Ball]:
        """F at the first, and the step from there along the slope to the second, to 10^-decimals in the energy."""
        for _ in range(12):
            first, second = self(one, decimals), self(two, decimals)
            step = self.step(first, (one, first), (two, second), decimals)
            lost = log10_of(step.rad()) + decimals - 1.0
            if lost <= 0.0:
                return first, step.mid()
            self.more(lost, decimals)
        raise NotConverged("the power series did not become accurate enough")

    def sure(self, energy: Fraction, near: Fraction, bits: int) -> Ball:
        """F at an energy, to a part 2^-bits of itself if no zero lies much closer than `near`; else what it is then."""
        decimals = float(near.denominator.bit_length() - near.numerator.bit_length() + bits) / BITS
        place = steady(
            energy.numerator.bit_length() + energy.denominator.bit_length() + 64,
            lambda: ball_of(energy).mid(),
        )
        for _ in range(6):
            found = self(place, decimals + 2.0)
            if found.rel_accuracy_bits() >= bits + 2:
                break
            self.more(decimals / 4.0, decimals)
        return found.mid()

    def step(
        self, value: Ball, one: tuple[Ball, Ball], two: tuple[Ball, Ball], decimals: float
    ) -> Ball:
        """value/slope between two points: a ball with all that is not known of either; unbounded for a slope of 0."""
        return steady(
            _working_bits(decimals + 8.0, self.scale),
            lambda: value * ((two[0] - one[0]) / (two[1] - one[1])),
        )

    def more(self, lost: float, decimals: float) -> None:
        """Raise the bits, as balls were too wide by `lost` digits."""
        self.extra += int(BITS * min(lost, 4.0 * decimals + 200.0)) + SPARE_BITS


def _shift(decimals: float) -> Ball:
    """About 10^-decimals, exactly a power of two."""
    return flint.arb(flint.arf((1, -ceil(decimals * BITS))))


def _sum(one: Ball, other: Ball, sign: int, bits: int) -> Ball:
    """one + sign other for exact numbers, rounded to so many bits."""
    return steady(bits, lambda: _exact(one + other if sign > 0 else one - other, bits))


def _stage(
    run: _Evaluations, value: Ball, decimals: float, goal: float, gap: float
) -> tuple[Ball, float]:
    """From `decimals` correct ones to about min(goal, 4 decimals - ...) in three evaluations."""
    loss = max(0.0, -gap) + 1.0  # log10 of the constant in |error| <= constant x product of errors
    first_goal = min(2.0 * decimals - loss, goal)
    final = min(3.0 * decimals + min(decimals, first_goal) - 2.0 * loss, goal)
    bits = _working_bits(goal + 10, run.scale)
    shifted = _sum(value, _shift(ceil(decimals)), 1, bits)
    one, step = run.pair(value, shifted, first_goal + 2.0)
    better = _sum(value, step, -1, bits)
    if log10_of(step) > -decimals + 1.5:
        raise NotConverged("the first guess of a level was not good enough")
    reached = min(2.0 * decimals - loss, first_goal)
    if reached >= goal - 1e-9:
        return better, goal
    return _secant(run, (value, one), better, reached, final, loss)


def _secant(
    run: _Evaluations,
    before: tuple[Ball, Ball],
    value: Ball,
    decimals: float,
    goal: float,
    loss: float,
) -> tuple[Ball, float]:
    """Secant steps from two points until the goal."""
    last, last_value = before
    behind = decimals / 2.0
    wide = 0
    for _ in range(40):
        target = min(goal, decimals + behind - loss)
        bits = _working_bits(target + 10, run.scale)
        if value == last:  # the last step was zero: a slope needs another point
            last = _sum(value, _shift(decimals), 1, bits)
            last_value = run(last, target + 2.0)
        fresh = run(value, target + 2.0)
        step = run.step(fresh, (value, fresh), (last, last_value), target + 2.0)
        lost = log10_of(step.rad()) + target
        if lost > 0.0:
            run.more(lost, target)
            wide += 1
            if wide > 1:  # it is the other value that is too wide
                last_value = run(last, target + 2.0)
            continue
        if log10_of(step) > -decimals + 2.0:
            raise NotConverged("the secant iteration for a level went astray")
        last, last_value, value, wide = value, fresh, _sum(value, step.mid(), -1, bits), 0
        if target >= goal - 1e-9:
            return value, goal
        behind, decimals = decimals, target
    raise NotConverged("the secant iteration for a level did not end")


def refined(quartic: Quartic, start: Found, decimals: float) -> Found:
    """The same level to `decimals` decimals."""
    value, reached = start.value, start.decimals
    near = float(value)
    scale = abs(near) + max(abs(c) for c in quartic.doubles())
    gap, extra = start.spacing(), 0
    while reached < decimals - 1e-9:
        loss = max(0.0, -gap) + 1.0
        if 2.0 * reached - loss <= reached + 1.0:
            return _enclosed(quartic, start, decimals)
        goal = min(decimals, GAIN * reached - 2.0 * loss)
        run = _Evaluations(box_for(quartic, near, goal + 2.0, start.side), scale, near, extra)
        try:
            value, reached = _stage(run, value, reached, goal, gap)
        except NotConverged:
            if value is not start.value or reached <= CAUTIOUS_DECIMALS:
                return _enclosed(quartic, start, decimals)
            reached = CAUTIOUS_DECIMALS
        extra = run.extra
    return Found(value, reached, start.below, start.above, start.side, start.room)


def _enclosed(quartic: Quartic, start: Found, decimals: float) -> Found:
    """The same by changes of sign between the middles to the neighbours, where steps along slopes went astray.

    The interval is cut into 2^k parts; if F changes its sign in the part where a straight line through the ends
    puts the zero, k is doubled, else halved (J. Abbott, Quadratic interval refinement for real roots, 2006).
    """
    near = float(start.value)
    scale = abs(near) + max(abs(c) for c in quartic.doubles())
    run = _Evaluations(box_for(quartic, near, decimals + 2.0, start.side), scale, near)
    value = Fraction(ball(start.value))
    room = (
        Fraction(10.0**start.room)
        if start.side
        else min(
            abs(value - Fraction(ball(other)))
            for other in (start.below, start.above)
            if other.is_finite()
        )
    )
    low, high, k = value - room / 2, value + room / 2, 2
    goal = Fraction(1, 10 ** ceil(decimals))
    if (run.sure(low, room / 4, 2) > 0) == (run.sure(high, room / 4, 2) > 0):
        raise NotConverged("two levels lie too close together for the first guess")
    while high - low > goal:
        width = high - low
        first, last = run.sure(low, width / 4, k), run.sure(high, width / 4, k)
        line = steady(k + 64, lambda: first / (first - last)).mid()  # noqa: B023 - called at once
        part = width / 2**k
        left = low + part * min(max(int(Fraction(ball(line)) * 2**k), 0), 2**k - 1)
        ends = [left, left + part]
        same = [(run.sure(end, part / 16, 1) > 0) == (first > 0) for end in ends]
        if same == [True, False]:
            (low, high), k = ends, 2 * k
        else:
            low, high = (low, left) if not same[0] else (left + part, high)
            k = max(k // 2, 1)
    bits = _working_bits(decimals + 10, scale)
    return Found(
        steady(bits, lambda: ball_of((low + high) / 2)).mid(),
        decimals,
        start.below,
        start.above,
        start.side,
        start.room,
    )


def starting_values(quartic: Quartic, n: int) -> Found:
    """Level n and its neighbours in the same problem, well enough for ``refined``."""
    if quartic.parity is None and (apart := _of_wells_apart(quartic, n)) is not None:
        return apart
    stride = 1 if quartic.parity is None else 2
    near = guesses(quartic.doubles(), n + stride)
    here, above = float(near[n - 1]), float(near[n - 1 + stride])
    below = float(near[n - 1 - stride]) if n > stride else -np.inf
    decimals = FIRST_DECIMALS - 0.5 * float(np.log10(max(1.0, abs(here))))
    if min(above - here, here - below) < 10.0 ** (PAIR_MARGIN - decimals):
        upper = above - here > here - below
        first, second = _pair(quartic, (below, here) if upper else (here, above), decimals - 1.0)
        if upper:
            return Found(second.value, second.decimals, first.value, flint.arb(above))
        return Found(first.value, first.decimals, flint.arb(below), second.value)
    return Found(flint.arb(here), decimals, flint.arb(below), flint.arb(above))


def _of_wells_apart(quartic: Quartic, n: int) -> Found | None:
    """Level n of two wells between which the action exceeds APART; None for other potentials.

    Each well is worked out in a box of its own, and the levels of both are put in order; what a wall within the
    barrier changes is below 10^-(APART/LOG10).
    """
    p = quartic.doubles()
    if p[5] != 0.0:
        return None
    top, between = barrier(p, float(guesses(p, n + 1)[n]))
    if between < APART:
        return None
    found: list[tuple[float, int, Found]] = []
    for side in (-1, 1):
        own = [float(e) for e in guesses_within(p, n + 2, top, side)]
        ends = [-np.inf, *own]
        for k in range(min(n + 1, len(own) - 1)):
            decimals = FIRST_DECIMALS - 0.5 * float(np.log10(max(1.0, abs(own[k]))))
            low, high = flint.arb(ends[k]), flint.arb(own[k + 1])
            room = float(np.log10(min(own[k + 1] - own[k], own[k] - ends[k])))
            found.append((own[k], side, Found(flint.arb(own[k]), decimals, low, high, side, room)))
    found.sort(key=lambda one: one[0])
    near = found[max(n - 2, 0) : n + 1]
    at = min(n - 1, 1)
    decimals = near[at][2].decimals
    for first, last in ((at - 1, at), (at, at + 1)):
        close = first >= 0 and near[last][0] - near[first][0] < 10.0 ** (PAIR_MARGIN - decimals)
        if close:
            near[first : last + 1] = _in_order(quartic, near[first], near[last])
    here = near[at][2]
    below = near[at - 1][2].value if at > 0 else flint.arb("-inf")
    return Found(here.value, here.decimals, below, near[at + 1][2].value, here.side, here.room)


def _in_order(
    quartic: Quartic, one: tuple[float, int, Found], two: tuple[float, int, Found]
) -> list[tuple[float, int, Found]]:
    """Two levels of different wells that doubles do not tell apart, the lower one first."""
    decimals = 2.0 * FIRST_DECIMALS
    while decimals < APART / LOG10 / 2.0:
        first, last = (refined(quartic, k[2], decimals) for k in (one, two))
        apart = steady(int(BITS * decimals) + 80, lambda: last.value - first.value)  # noqa: B023
        if log10_of(apart) > 2.0 - decimals:
            order = [(one[0], one[1], first), (two[0], two[1], last)]
            return order if apart > 0 else order[::-1]
        decimals *= 2.0
    raise NotConverged(
        f"a level of the left and one of the right well at {one[0]:.12g} w differ by less than 10^-{decimals / 2:g} w, "
        "so that their order was not found"
    )


def _pair(quartic: Quartic, near: tuple[float, float], decimals: float) -> tuple[Found, Found]:
    """Both levels of a pair that doubles do not resolve (see the module text)."""
    scale = abs(near[0]) + max(abs(c) for c in quartic.doubles())
    middle = flint.arb(0.5 * (near[0] + near[1]))
    decimals = min(decimals, -float(np.log10(max(10.0 * (near[1] - near[0]), 1e-300))))
    extra = 0
    for _ in range(PAIR_ROUNDS):
        box = box_for(quartic, near[0], 4.0 * decimals + 6.0)
        run = _Evaluations(box, scale, near[0], extra)
        middle, half, wide = _parabola(run, middle, decimals)
        extra = run.extra
        decimals = 2.0 * decimals - 2.0
        if wide:
            # beyond the pair's own size the parabola is no better than its square
            decimals = min(decimals, -2.0 * log10_of(half) - 1.5)
        if wide and log10_of(half) > -decimals + 2.5:
            bits = _working_bits(2 * decimals + 10, scale)
            low, high = _sum(middle, half, -1, bits), _sum(middle, half, 1, bits)
            none = flint.arb("inf")
            return Found(low, decimals, -none, high), Found(high, decimals, low, none)
    raise NotConverged("two levels lie too close together to be told apart")


def _parabola(run: _Evaluations, middle: Ball, decimals: float) -> tuple[Ball, Ball, bool]:
    """Centre and half distance of the zeros of the parabola through three points, and whether real."""
    needed = 4.0 * decimals + 4.0
    d = _shift(ceil(decimals))
    for _ in range(8):
        bits = _working_bits(needed, run.scale)
        points = [_sum(middle, d, -1, bits), middle, _sum(middle, d, 1, bits)]
        left, here, right = (run(point, needed) for point in points)

        def vertex(left: Ball = left, here: Ball = here, right: Ball = right) -> tuple[Ball, Ball]:
            bend = (left + right - 2 * here) / (2 * d * d)
            tilt = (right - left) / (4 * d * bend)
            return middle - tilt, tilt * tilt - here / bend

        centre, square = steady(bits, vertex)
        lost = max(
            log10_of(centre.rad()) + 2.0 * decimals, log10_of(square.rad()) + 4.0 * decimals + 2.0
        )
        if lost <= 0.0:
            half = steady(bits, lambda: abs(square.mid()).sqrt().mid())  # noqa: B023 - called at once
            return centre.mid(), half, bool(square > 0)
        run.more(lost, needed)
    raise NotConverged("the power series did not become accurate enough")
