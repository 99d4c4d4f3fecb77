"""Limit lines are attacked along sequences: what is said to hold near a point has to be approached there.

    L ~ R as x -> p    |L - R|/max(|L|, |R|) has to fall along x = p + c/2^k, or along x = c 2^k
    lim f = v          the same for f and v; |f| where v is 0, 1/|f| where v is infinite

A line is refuted only where its deviation stays, or grows, over the last half of the points, at two sets of values of
the other symbols; or where there is certainly no number at any of them. Of integrals, of which few points are tried,
the deviation is extrapolated, and one that is found again far on refutes. A line that names no direction is refuted
where it holds in none: each symbol alone, and two together at several paces.

Not guaranteed: that a deviation that begins to fall beyond the last point is told from one that stays; that a wrong
line is found whose deviation falls at first. A line whose sides the lines before do not give is not tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.attack import Attack
from softpot.derive.machinery.attack.calculus import NUMERICAL
from softpot.derive.machinery.attack.candidates import candidates
from softpot.derive.machinery.attack.extrapolated import borne_out, guess, scaled
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.points import Point, kind
from softpot.derive.machinery.attack.shown import at_point, number, shown
from softpot.derive.machinery.attack.ways import Way, ends_of, near
from softpot.derive.machinery.attack.world import World
from softpot.derive.machinery.told import sides

_PLAIN = tuple(range(3, 41, 3))  # binary logarithms of the distances
_NUMERICAL = tuple(range(1, 9))  # where something is integrated
_ADDED = tuple(range(1, 12))  # where terms are added
_FAR = (16, 18, 20, 22)  # the same further on
_LEAST = 3e-4  # what sides are apart on the way, that is looked at further on
_ENOUGH = 6  # numbers, so many of which say something
_STAYS = 0.95  # the part of the earlier largest deviation above which it is said to stay
_NOISE = 1e-12, 1e-4  # deviations below it are none: of numbers, and of what is integrated
_DIGITS = 60, 800  # the last where terms cancel


@dataclass(frozen=True)
class Approach:
    """Two sides in a world, compared on the ways on which ``right`` is the limit, or the form, of ``left``."""

    left: sp.Expr
    right: sp.Expr
    world: World
    bound: tuple[sp.Symbol, ...] = ()  # variables of the limit itself

    def refuted(self, *ways: Way) -> str:
        """Where the sides stay apart on these ways, in words; empty where they do not, or nothing is sure."""
        attack = Attack(sp.Eq(self.left, self.right, evaluate=False), self.world)
        words = [self._apart(attack, ways, base) for base in self._bases(attack, ways)]
        return words[0] if words and all(words) else ""

    def _bases(self, attack: Attack, ways: Sequence[Way]) -> list[dict[sp.Symbol, Any]]:
        """Two sets of values of the symbols from which the ways start and stay in the domain."""
        ctx = attack.precise.ctx

        def holds(condition: sp.Basic, point: Point) -> bool:
            base = {s: number(ctx, v) for s, v in point.items()}
            return any(_within(attack, condition, base, ways, k) for k in self._places)

        points = candidates(self.symbols, [*attack.restricting, sp.true], holds, self.world.put_in)
        return [{s: number(ctx, v) for s, v in point.items()} for point in islice(points, 2)]

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """What a point gives values."""
        return self.world.free(sp.Tuple(self.left, self.right, *self.bound))

    @property
    def rough(self) -> bool:
        """Whether something has to be integrated."""
        return bool(self.world.spelled(sp.Tuple(self.left, self.right)).has(*NUMERICAL))

    @property
    def _places(self) -> tuple[int, ...]:
        added = self.world.spelled(sp.Tuple(self.left, self.right)).has(sp.Sum, sp.Product)
        return _NUMERICAL if self.rough else _ADDED if added else _PLAIN

    def _apart(self, attack: Attack, ways: Sequence[Way], base: dict[sp.Symbol, Any]) -> str:
        ctx = attack.precise.ctx
        conditions = [*attack.restricting, sp.true]
        found: list[Any] = []
        apart: list[Any] = []
        words, nowhere, without = "", "", 0
        for k in self._places:
            env = {**base, **{way.symbol: near(attack, base, way, k) for way in ways}}
            ctx.dps = _DIGITS[0]
            try:
                if not all(_within(attack, c, base, ways, k) for c in conditions):
                    continue
                left, right = self._values(attack, env)
            except NoValue as error:
                if not error.decided:
                    continue
                without += 1
                nowhere = nowhere or f"{at_point(env)}there is no number: {error}"
                continue
            finally:
                ctx.dps = 30
            found.append(_deviation(ctx, left, right))
            apart.append(_apart_by(ctx, left, right))
            words = f"{at_point(env)}the left side is {shown(left)}, the right side {shown(right)}"
        if not found:
            return nowhere if without >= _ENOUGH else ""
        if _stays(found, _NOISE[self.rough]):
            return words
        whole = self.rough and len(apart) == len(self._places)
        return self._apart_far(attack, ways, base, apart) if whole else ""

    def _apart_far(
        self, attack: Attack, ways: Sequence[Way], base: dict[sp.Symbol, Any], apart: list[Any]
    ) -> str:
        """Where sides of which one is an integral stay apart far on, as much as they are seen to before."""
        left_over = None if None in apart else guess(apart, _LEAST)
        if left_over is None:
            return ""
        words, found = "", []
        for k in _FAR:
            env = {**base, **{way.symbol: near(attack, base, way, k) for way in ways}}
            values = self._scaled_values(attack, env, k)
            if values is None:
                return ""
            found.append(_apart_by(attack.precise.ctx, *values))
            one, other = map(shown, values)
            words = f"{at_point(env)}the left side is {one}, the right side {other}"
        return words if None not in found and borne_out(found, left_over) else ""

    def _scaled_values(
        self, attack: Attack, env: dict[sp.Basic, Any], k: int
    ) -> tuple[Any, Any] | None:
        """Both values, with variables of integrals on the scale on which something happens; None where none is it."""
        for power in (0, -k, k, -k // 2):
            left, right = scaled(self.left, power), scaled(self.right, power)
            try:
                return Approach(left, right, self.world, self.bound)._values(attack, env)
            except NoValue:
                continue
        return None

    def _values(self, attack: Attack, env: dict[sp.Basic, Any]) -> tuple[Any, Any]:
        """Both values, with as many digits as they need."""
        evaluator = attack.precise
        for digits in (30,) if self.rough else _DIGITS:
            evaluator.ctx.dps = digits
            evaluator.watch()
            left, right = evaluator.value(self.left, env), evaluator.value(self.right, env)
            if not evaluator.cancelled:
                break
        return left, right


def _within(
    attack: Attack, condition: sp.Basic, base: dict[sp.Symbol, Any], ways: Sequence[Way], k: int
) -> bool:
    """Whether a place on the ways fulfils a condition; true asks whether names are worth what they assume."""
    try:
        env = {**base, **{way.symbol: near(attack, base, way, k) for way in ways}}
        return (
            attack.fits(env) if condition is sp.true else bool(attack.precise.value(condition, env))
        )
    except NoValue as error:
        return condition is sp.true and error.why is Why.UNKNOWN  # a name with a bound variable


def _deviation(ctx: Any, left: Any, right: Any) -> Any:
    if ctx.isinf(right):
        grows = ctx.im(left) == 0 and (left > 0) == (right > 0)
        return 1 / abs(left) if grows and left != 0 else ctx.inf
    if right in (0, left):
        return abs(left - right)
    return abs(left - right) / max(abs(left), abs(right))


def _apart_by(ctx: Any, left: Any, right: Any) -> Any | None:
    """What is left of the relative difference of two sides, with its sign."""
    if not ctx.isfinite(left) or not ctx.isfinite(right):
        return None
    return left if right == 0 else left / right - 1


def _stays(deviations: Sequence[Any], noise: float) -> bool:
    """Whether deviations on the way to a limit are not seen to fall over the last half of the way."""
    if len(deviations) < _ENOUGH:
        return False
    half, most = len(deviations) // 2, 3 * len(deviations) // 4
    before, last = max(deviations[half:most]), max(deviations[most:])
    return bool(last > noise and last >= _STAYS * before)


def refuted_limit(statement: sp.Basic, world: World, toward: Sequence[Way] = ()) -> str:
    """Where a limit line is wrong, in words; empty where it is not, or is not given by the world."""
    for left, right in sides(statement):
        if not isinstance(left, sp.Expr) or not isinstance(right, sp.Expr):
            continue
        words = _refuted(left, right, world, toward)
        if words:
            return words
    return ""


def _refuted(left: sp.Expr, right: sp.Expr, world: World, toward: Sequence[Way]) -> str:
    if isinstance(right, sp.Limit):
        left, right = right, left
    if isinstance(left, sp.Limit):
        body, variable, point, direction = left.args
        if not given(body, world) or not given(right, world) or variable in world.names:
            return ""
        approach = Approach(body, right, world, (variable,))
        sides_of: tuple[complex, ...] = {"+": (1,), "-": (-1,), "+-": (1, -1)}[str(direction)]
        if not variable.is_extended_real and not point.is_infinite:
            sides_of = (1, -1, 1j, -1j)
        for side in sides_of:
            way = Way(variable, point, side)
            words = approach.refuted(way)
            if words:
                return f"{words}, and they stay apart for {way}"
        return ""
    if not (given(left, world) and given(right, world) and _comparable(left, right, world)):
        return ""
    approach = Approach(left, right, world)
    if toward:
        words = approach.refuted(*toward)
        ways = " and ".join(map(str, toward))
        return f"{words}, and they stay apart for {ways}" if words else ""
    return _refuted_everywhere(approach)


def given(side: sp.Expr, world: World, solving: bool = False) -> bool:
    """Whether the lines before say what the side is worth, once its symbols have values, or equations are solved."""
    if any(s.is_commutative is False for s in side.free_symbols) or not world.covers(side):
        return False
    known = set(world.functions)
    if any(f.func not in known for f in world.spelled(side).atoms(AppliedUndef)):
        return False
    free = set(world.free(side))
    if solving:
        return True
    return not any(set(world.free(e)) & free for e in world.open) and not any(
        s in world.counts for part in world.spelled(side) for s in part.free_symbols
    )


def _comparable(left: sp.Expr, right: sp.Expr, world: World) -> bool:
    """Whether one side gives the other: not where each speaks of something unknown to the other."""
    one, other = set(world.free(left)), set(world.free(right))
    if (one - other) and (other - one):
        return False
    loose = {s for s in (left, right) if isinstance(s, sp.Symbol) and s not in world.names}
    return not (loose & (one ^ other))


def _refuted_everywhere(approach: Approach) -> str:
    """Where a line is wrong that names no direction: it has to be in all."""
    symbols = approach.symbols
    if approach.rough and len(symbols) > 1:
        return ""
    ends = {s: list(ends_of(s)) for s in symbols}
    words = ""
    alone = [(way,) for s in symbols for way in ends[s]]
    beside = [
        (Way(one, other), Way(one, other, -1)) for one, other in product(symbols, repeat=2)
        if one != other and kind(one) == kind(other)
    ]  # fmt: skip
    together = [
        (Way(a.symbol, a.point, a.side, m), Way(b.symbol, b.point, b.side, n))
        for one, other in combinations(symbols, 2)
        for a, b in product(ends[one], ends[other])
        for m, n in ((1, 1), (1, 2), (2, 1), (1, 4), (4, 1))
    ]
    for ways in (*alone, *((w,) for pair in beside for w in pair), *together):
        said = approach.refuted(*ways)
        if not said:
            return ""
        words = words or said
    return f"{words}, and they approach each other in no direction" if words else ""
