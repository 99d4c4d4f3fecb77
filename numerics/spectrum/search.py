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
from math import ceil, log

import flint
import numpy as np

from numerics.machinery.compile.balls import precision

from .errors import NotConverged
from .matching import Box, matching
from .outline import extent, growth, guesses, half_extent
from .quartic import Ball, Quartic
from .sturm import DIRICHLET

__all__ = ["LOG10", "Found", "box_for", "log10_of", "refined", "starting_values"]

LOG10 = log(10.0)
BITS = 3.3219280948873626
FIRST_DECIMALS = 10.0
CAUTIOUS_DECIMALS = 5.0
GAIN = 4.0
PAIR_MARGIN = 3.5
PAIR_ROUNDS = 14
LOST_TO_GROWTH = 0.3  # of the logarithm of the largest term
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

    def gap(self) -> float:
        """log10 of the distance to the nearest neighbour."""
        with precision(64 + int(max(self.decimals, 8.0) * BITS)):
            near = [
                abs(self.value - other) for other in (self.below, self.above) if other.is_finite()
            ]
            return min(log10_of(distance) for distance in near)


def log10_of(value: Ball) -> float:
    """log10 |value| from its upper bound, for values far beyond doubles too; -10^9 for zero."""
    mantissa, exponent = value.abs_upper().man_exp()
    if not mantissa:
        return -1e9
    return (log(int(mantissa)) + int(exponent) * log(2.0)) / LOG10


def box_for(quartic: Quartic, energy: float, decimals: float) -> Box:
    """A box whose walls move a level at `energy` by about 10^-decimals or less."""
    p = quartic.doubles()
    action = 0.5 * max(decimals, 0.0) * LOG10 + 4.0
    reach = extent if quartic.parity is None else half_extent
    return Box(quartic, *reach(p, energy, action))


def _exact(value: Ball) -> Ball:
    return value.mid()


def _working_bits(decimals: float, scale: float) -> int:
    return int(BITS * decimals + np.log2(1.0 + scale)) + 40


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
        """F at the first, and the slope to the second; the balls narrow enough for 10^-decimals in the energy."""
        for _ in range(12):
            first, second = self(one, decimals), self(two, decimals)
            with precision(_working_bits(decimals, self.scale)):
                slope = ((second - first) / (two - one)).mid()
                if slope != 0:
                    lost = log10_of((first.rad() + second.rad()) / slope) + decimals
                    if lost <= 0.0:
                        return first.mid(), slope
                    self.extra += int(BITS * min(lost, 4.0 * decimals + 200.0)) + SPARE_BITS
                else:
                    self.extra += int(BITS * decimals) + SPARE_BITS
        raise NotConverged("the power series did not become accurate enough")


def _stage(
    run: _Evaluations, value: Ball, decimals: float, goal: float, gap: float
) -> tuple[Ball, float]:
    """From `decimals` correct ones to about min(goal, 4 decimals - ...) in three evaluations."""
    loss = max(0.0, -gap) + 1.0  # log10 of the constant in |error| <= constant x product of errors
    first_goal = min(2.0 * decimals - loss, goal)
    final = min(3.0 * decimals + min(decimals, first_goal) - 2.0 * loss, goal)
    with precision(_working_bits(goal + 10, run.scale)):
        shifted = _exact(value + flint.arb(10) ** (-flint.arb(ceil(decimals))))
    one, slope = run.pair(value, shifted, first_goal + 2.0)
    with precision(_working_bits(goal + 10, run.scale)):
        step = one / slope
        better = _exact(value - step)
        moved = log10_of(step)
    if moved > -decimals + 1.5:
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
    for _ in range(40):
        target = min(goal, decimals + behind - loss)
        fresh = run(value, target + 2.0)
        with precision(_working_bits(target + 10, run.scale)):
            slope = ((fresh.mid() - last_value) / (value - last)).mid()
            lost = log10_of(fresh.rad() / slope) + target + 1.0
            if lost > 0.0:
                run.extra += int(BITS * lost) + SPARE_BITS
                continue
            step = fresh.mid() / slope
            if log10_of(step) > -decimals + 2.0:
                raise NotConverged("the secant iteration for a level went astray")
            last, last_value, value = value, fresh.mid(), _exact(value - step)
        if target >= goal - 1e-9:
            return value, goal
        behind, decimals = decimals, target
    raise NotConverged("the secant iteration for a level did not end")


def refined(quartic: Quartic, start: Found, decimals: float) -> Found:
    """The same level to `decimals` decimals."""
    value, reached = start.value, start.decimals
    near = float(value)
    scale = abs(near) + max(abs(c) for c in quartic.doubles())
    gap, extra = start.gap(), 0
    while reached < decimals - 1e-9:
        loss = max(0.0, -gap) + 1.0
        if 2.0 * reached - loss <= reached + 1.0:
            raise NotConverged("two levels lie too close together for the first guess")
        goal = min(decimals, GAIN * reached - 2.0 * loss)
        run = _Evaluations(box_for(quartic, near, goal + 2.0), scale, near, extra)
        try:
            value, reached = _stage(run, value, reached, goal, gap)
        except NotConverged:
            if value is not start.value or reached <= CAUTIOUS_DECIMALS:
                raise
            reached = CAUTIOUS_DECIMALS
        extra = run.extra
    return Found(value, reached, start.below, start.above)


def starting_values(quartic: Quartic, n: int) -> Found:
    """Level n and its neighbours in the same problem, well enough for ``refined``."""
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
            with precision(_working_bits(2 * decimals + 10, scale)):
                low, high = _exact(middle - half), _exact(middle + half)
            none = flint.arb("inf")
            return Found(low, decimals, -none, high), Found(high, decimals, low, none)
    raise NotConverged("two levels lie too close together to be told apart")


def _parabola(run: _Evaluations, middle: Ball, decimals: float) -> tuple[Ball, Ball, bool]:
    """Centre and half distance of the zeros of the parabola through three points, and whether real."""
    needed = 4.0 * decimals + 4.0
    for _ in range(8):
        values = []
        with precision(_working_bits(needed, run.scale)):
            d = (flint.arb(10) ** (-flint.arb(ceil(decimals)))).mid()
            points = [_exact(middle - d), middle, _exact(middle + d)]
        values = [run(point, needed) for point in points]
        with precision(_working_bits(needed, run.scale)):
            bend = ((values[0] + values[2] - 2 * values[1]) / (2 * d * d)).mid()
            tilt = ((values[2] - values[0]) / (2 * d)).mid()
            radius = sum((v.rad() for v in values), flint.arb(0))
            lost = log10_of(radius / bend) + needed if bend != 0 else needed
            if lost <= 0.0:
                square = (tilt * tilt / (4 * bend * bend) - values[1].mid() / bend).mid()
                centre = _exact(middle - tilt / (2 * bend))
                half = abs(square).sqrt().mid()
                return centre, half, bool(square > 0)
        run.extra += int(BITS * min(lost, needed)) + SPARE_BITS
    raise NotConverged("the power series did not become accurate enough")
