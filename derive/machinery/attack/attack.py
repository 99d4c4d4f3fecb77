"""Every line is attacked: its two sides are evaluated at points of its domain, and a difference refutes it.

    at x = 2, y = -1 the left side is 3.25 and the right side 3.5

Floats come first; where they disagree, or give no number, thirty and sixty digits decide. A point without a number on
both sides is no part of the domain. Without a number on one side only it refutes the line, unless the line's own
conditions, which readers are shown, leave the point out. A line that no point supports is refused.

Not guaranteed: that a false line is found out. Points, and functions in the place of undefined ones, are few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import permutations
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, Equivalent

from softpot.derive.machinery.attack.bends import bends, bent, whole_zeros_of
from softpot.derive.machinery.attack.calculus import NUMERICAL, Calculus
from softpot.derive.machinery.attack.contexts import FLOATS, precise_context
from softpot.derive.machinery.attack.functions import KINKED
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.points import Point, generic, points
from softpot.derive.machinery.attack.shown import at_point, differ, number, shown
from softpot.derive.machinery.attack.solved import Open, as_float, concerning, solved
from softpot.derive.machinery.attack.witness import KINDS, Witnesses
from softpot.derive.machinery.attack.world import World
from softpot.derive.machinery.conditions import conditions
from softpot.derive.machinery.discharge.gammaforms import COUNTED
from softpot.derive.machinery.discharge.wholezeros import whole_zeros

_DIGITS = 30, 60, 2000  # the last where terms cancel so far that fewer do not show the rest
_CLOSE = 1e-9  # relative difference up to which floats agree
_LOOSE = 1e-6  # and of what is integrated or taken to a limit numerically
_TINY = 1e-18  # numbers below it may be what the digits of larger ones leave over
_ROUGH = 1e-12  # and what quadrature may leave over where waves cancel
_SATURATED = (sp.tanh, sp.coth, sp.erf, sp.erfc)
_FAR = 20  # where these are what they tend to, to more digits than are tried
_SETTLED = 1e-9  # what is left of a limit that is 0 where it is tried
_MOST = 40  # points
_UNSETTLED = 12  # points that take long and tell nothing, after which no others are tried


class Verdict(Enum):
    """What one point says."""

    HOLDS = "holds"
    OUTSIDE = "outside"  # the premises do not hold there
    NOWHERE = "nowhere"  # there is no value there
    UNSURE = "unsure"


class Refuted(Exception):
    """A point refutes the statement; ``env`` is that point, None where there is no number anywhere. ``valueless``:
    there is no value on one side, or nowhere."""

    def __init__(
        self, words: str, env: Mapping[sp.Basic, Any] | None = None, valueless: bool = False
    ) -> None:
        self.env = env
        self.valueless = valueless
        super().__init__(words)


@dataclass(frozen=True)
class Attack:
    """A statement, in a world of names and functions, with functions of one kind in the place of unknown ones.

    ``few`` points are tried where another route has tried many. ``closely``: sides that agree in floats, or in thirty
    digits, are looked at with sixty, where no proof says that they are equal.
    """

    statement: sp.Basic
    world: World
    kind: str = KINDS[0]
    few: bool = False
    closely: bool = False

    @cached_property
    def precise(self) -> Calculus:
        """The evaluator in which doubts are settled."""
        return Calculus(
            precise_context(_DIGITS[0]), self.world.names, self.world.functions, Witnesses(self.kind),
            self.world.counters(),
        )  # fmt: skip

    @cached_property
    def quick(self) -> Calculus:
        """The evaluator in floats."""
        return Calculus(
            FLOATS, self.world.names, self.world.functions, Witnesses(self.kind),
            self.world.counters(), self.precise,
        )  # fmt: skip

    @cached_property
    def numerical(self) -> bool:
        """Whether values are known to fewer digits than the context has."""
        whole = self.world.spelled(self.statement)
        return bool(whole.has(*NUMERICAL))

    @cached_property
    def dear(self) -> bool:
        """Whether an evaluation takes long."""
        whole = self.world.spelled(self.statement)
        endless = any(s.has(sp.oo) for s in whole.atoms(sp.Sum, sp.Product))
        return self.numerical or endless or bool(self.world.counts)

    @cached_property
    def slow(self) -> bool:
        """Whether one evaluation takes so long that a single point has to do: derivatives inside integrals."""
        whole = self.world.spelled(self.statement)
        return any(node.function.has(sp.Derivative) for node in whole.atoms(sp.Integral))

    @cached_property
    def shown(self) -> tuple[sp.Basic, ...]:
        """The conditions that go with the statement."""
        return conditions(self.statement)

    def run(self) -> int:
        """The number of points at which the statement holds; raises Refuted.

        0 says that the numbers do not decide; where it is certain that there is none, that refutes.
        """
        held, sure, why, unsure = 0, False, "", 0
        symbols = self.world.free(sp.Tuple(self.statement, *self.restricting))
        for point in self._bends(symbols):
            self._at(point)
        for point in self._whole_zeros(symbols):
            self._left_out_at(point)
        for k, (point, telling) in enumerate(points(symbols, self._numbers(), self.zeros())):
            if k >= _MOST or (held and (self.few or self.slow or (self.dear and not telling))):
                break
            verdict, said = self._at(point)
            held += verdict is Verdict.HOLDS
            unsure += verdict is Verdict.UNSURE
            if self.dear and not held and unsure >= _UNSETTLED:
                break
            sure = sure or verdict is Verdict.NOWHERE
            why = why or said
        if held == 0 and sure:
            raise Refuted(f"it has no value at any point tried: {why}", valueless=True)
        return held

    @cached_property
    def bent(self) -> bool:
        """Whether something with kinks is differentiated: floats would miss the places of the kinks."""
        return bent(self.world.spelled(self.statement))

    def _bends(self, symbols: tuple[sp.Symbol, ...]) -> Iterator[Point]:
        """Points at which what is differentiated has a kink or a jump."""
        if self.bent:
            for k in range(2):
                base, spelled = generic(symbols, k), self.world.spelled(self.statement)
                yield from bends(spelled, symbols, base, self._number_at)

    def _whole_zeros(self, symbols: tuple[sp.Symbol, ...]) -> Iterator[Point]:
        """Points at which a condition of the line, u ≠ 0 of whole numbers alone, does not hold."""
        base = generic(symbols, 0)
        for condition in self.shown:
            if isinstance(condition, sp.Ne) and isinstance(condition.lhs, sp.Expr):
                made = whole_zeros_of(condition.lhs - condition.rhs, symbols, self._float_at)
                yield from ({**base, **point} for point in made)

    def _left_out_at(self, point: Point) -> None:
        """Raises Refuted where one side alone has no value at whole numbers that a condition leaves out, exactly."""
        try:
            env = self.env(point)
            if not self.inside(env):
                return
        except NoValue:
            return
        if self.statement.has(sp.Sum, sp.Product, sp.Integral, sp.Limit, sp.Derivative, sp.Subs):
            self._at(point)
            return
        whole = {s: v for s, v in point.items() if s.is_integer}
        for sides in _pairs(self.statement):
            none = [side is not None and side.subs(whole).has(sp.nan, sp.zoo) for side in sides]
            if sides[1] is not None and none[0] != none[1]:
                which = "left" if none[0] else "right"
                raise Refuted(f"{at_point(env)}the {which} side has no value", env, True)

    def _float_at(self, e: sp.Expr, point: Point) -> Any:
        try:
            return self.quick.value(e, {s: float(v) for s, v in point.items()})
        except NoValue:
            return self._number_at(e, point)

    def _number_at(self, e: sp.Expr, point: Point) -> Any:
        return self.precise.value(e, self.env(point))

    def _numbers(self) -> list[sp.Expr]:
        """Whole numbers that occur in the statement, at which it may be special."""
        found = (n for n in self.statement.atoms(sp.Integer) if 1 < abs(n) <= 10**12)
        return sorted(found, key=abs)[:2]

    def zeros(self) -> list[sp.Expr]:
        """What is worth a point where it vanishes: denominators, and places of kinks and jumps."""
        found = [c.lhs - c.rhs for c in self.shown if isinstance(c, sp.Ne)]
        for node in self.statement.atoms(*KINKED, Relational):
            if isinstance(node, Relational):
                parts = [node.lhs - node.rhs] if isinstance(node.lhs, sp.Expr) else []
                if node != self.statement and not getattr(node.lhs, "is_Matrix", False):
                    parts += [part + part.as_coeff_Add()[0] for part in parts]
            else:
                parts = [a for a in node.args if isinstance(a, sp.Expr)]
                found += _steps(node)
            found += [part for part in parts if part.free_symbols]
        around = list(dict.fromkeys(self._around_whole()))[:12]
        return list(dict.fromkeys((*self._ends_at_poles(), *found)))[:6] + around

    def _around_whole(self) -> Iterator[sp.Expr]:
        """What is 0 where whole arguments of factorials, binomials and their like are −1, 0, 1 or −3."""
        for node in sorted(self.statement.atoms(*COUNTED), key=sp.default_sort_key):
            for argument in node.args:
                if argument.free_symbols and argument.is_integer and not argument.is_nonnegative:
                    yield from (argument + beyond for beyond in (1, 0, -1, 3))

    def _ends_at_poles(self) -> list[sp.Expr]:
        """What is 0 where a sum or product ends at, or one behind, a whole number at which its term has a pole."""
        made = [
            high - root - beyond
            for node in sorted(self.statement.atoms(sp.Sum, sp.Product), key=sp.default_sort_key)
            for k, _, high in (limit for limit in node.limits if len(limit) == 3)
            if high.free_symbols and high.is_finite is not False
            for root in whole_zeros(node.function, k)
            for beyond in (0, 1)
        ]
        return made[:4]

    @cached_property
    def restricting(self) -> list[sp.Basic]:
        free = set(self.world.free(self.statement))
        return [c for c in self.world.restricting if set(self.world.free(c)) & free]

    @cached_property
    def equations(self) -> Open:
        """The open equations of the world that concern the statement."""
        return concerning(self.world, self.statement)

    def env(self, point: Point) -> dict[sp.Basic, Any]:
        """The values of symbols at a point, with as many digits as the precise evaluator has now."""
        ctx = self.precise.ctx
        return {s: number(ctx, value) for s, value in point.items()}

    def _at(self, point: Point) -> tuple[Verdict, str]:
        try:
            env = solved(
                self.precise, self.quick, self.equations, self.statement,
                self.env(point),
            )  # fmt: skip
            if not self.inside(env):
                return Verdict.OUTSIDE, ""
        except NoValue as error:
            return Verdict.OUTSIDE, str(error)
        rational = all(v.is_Rational or (v / sp.I).is_Rational for v in point.values())
        return self.at(env, quick=rational and not self.closely and not self.bent)

    def at(self, env: Mapping[sp.Basic, Any], quick: bool = False) -> tuple[Verdict, str]:
        """What one point says; raises Refuted. ``quick``: floats tell where the point is."""
        verdict, said = Verdict.HOLDS, ""
        for left, right in _pairs(self.statement):
            one, words = self._pair(left, right, env, quick)
            if one is not Verdict.HOLDS:
                verdict, said = one, words
        return verdict, said

    def inside(self, env: Mapping[sp.Basic, Any]) -> bool:
        """Whether the conditions assumed hold, and names are worth what their symbols assume."""
        if not all(self.precise.value(condition, env) for condition in self.restricting):
            return False
        return self.fits(env)

    def fits(self, env: Mapping[sp.Basic, Any]) -> bool:
        """Whether names are worth what their symbols assume."""
        return all(_fits(self.precise.ctx, s, self.precise.value(s, env)) for s in self._names)

    @cached_property
    def _names(self) -> tuple[sp.Symbol, ...]:
        """The names with a value that the statement and the meanings of its names speak of."""
        spoken = dict.fromkeys(
            s for p in self.world.spelled(self.statement) for s in p.free_symbols
        )
        return tuple(s for s in spoken if s in self.world.names)

    # one pair of sides, or one condition, at one point

    def _pair(
        self, left: sp.Basic, right: sp.Basic | None, env: Mapping[sp.Basic, Any], quick: bool
    ) -> tuple[Verdict, str]:
        if right is None:
            return self._condition(left, env)
        if quick:
            floats = {s: as_float(v) for s, v in env.items()}
            try:
                a, b = self.quick.value(left, floats), self.quick.value(right, floats)
                if _agree(a, b, _LOOSE / 10 if self.numerical else _CLOSE):
                    return Verdict.HOLDS, ""
            except NoValue:
                pass
        return self._settled(left, right, env)

    def _values(
        self, sides: tuple[sp.Basic, sp.Basic], env: Mapping[sp.Basic, Any], digits: int
    ) -> tuple[list[Any], list[NoValue | None]]:
        """Both values at a precision, None where there is none, and why there is none."""
        ctx = self.precise.ctx
        found: list[Any] = []
        missing: list[NoValue | None] = []
        self.precise.watch()
        try:
            ctx.dps = digits
            for side in sides:
                try:
                    found.append(self.precise.value(side, env))
                    missing.append(None)
                except NoValue as error:
                    found.append(None)
                    missing.append(error)
        finally:
            ctx.dps = _DIGITS[0]
        return found, missing

    def _settled(
        self, left: sp.Basic, right: sp.Basic, env: Mapping[sp.Basic, Any]
    ) -> tuple[Verdict, str]:
        sides = (left, right)
        found, missing = self._values(sides, env, _DIGITS[0])
        if any(missing):
            # with more digits than the place of a kink has, it would lie beside the kink
            bends = any(error is not None and error.why is Why.KINK for error in missing)
            if self.precise.cancelled and not self.dear and not bends:
                found, missing = self._values(sides, env, _DIGITS[2])
            if any(missing):
                return self._missing(sides, found, missing, env)
        closer: list[Any] = []
        close = _agree(found[0], found[1], _LOOSE if self.numerical else 1e-20)
        if close and not (closer := self._closer(sides, env)):
            return Verdict.HOLDS, ""
        found = closer or found
        if self.numerical:
            if self._too_small(found):
                return Verdict.UNSURE, "its numbers are too small for what is left over"
            again, without = self._values(sides, env, _DIGITS[1])
            if any(without) or _distance(*again) < _distance(*found) / 2:
                return Verdict.UNSURE, "its numbers are too rough"
            raise Refuted(differ(env, *found), env)
        # the difference of equal numbers falls with the digits
        for digits in _DIGITS[1:]:
            again, without = self._values(sides, env, digits)
            if any(without):
                return Verdict.UNSURE, str(next(filter(None, without)))
            if _distance(*again) <= _distance(*found) * 1e-10:
                return Verdict.HOLDS, ""
            if not self.precise.cancelled:
                break
        if max(abs(found[0]), abs(found[1])) < _TINY:
            return Verdict.UNSURE, "its numbers are too small"
        raise Refuted(differ(env, *found), env)

    def _closer(self, sides: tuple[sp.Basic, sp.Basic], env: Mapping[sp.Basic, Any]) -> list[Any]:
        """Values that differ beyond the digits in which they agree, where these are looked at; else none."""
        if self.numerical or not self.closely:
            return []
        found, missing = self._values(sides, env, _DIGITS[1])
        return [] if any(missing) or _agree(found[0], found[1], 1e-50) else found

    def _too_small(self, found: list[Any]) -> bool:
        """Whether values are no larger than what a quadrature, or a place near a limit, may leave over."""
        size = max(abs(found[0]), abs(found[1]))
        if self.statement.has(sp.Integral) and size < _ROUGH:
            return True
        return 0 in found and size < _SETTLED and self.statement.has(sp.Limit)

    def _missing(
        self,
        sides: tuple[sp.Basic, sp.Basic],
        found: list[Any],
        missing: list[NoValue | None],
        env: Mapping[sp.Basic, Any],
    ) -> tuple[Verdict, str]:
        errors = [e for e in missing if e is not None]
        said = f"{at_point(env)}{errors[0]}"
        if not all(e.decided for e in errors):
            return Verdict.UNSURE, said
        if len(errors) == 2:
            return Verdict.NOWHERE, said
        (error,) = errors
        left_out = self._left_out(env)
        which = 0 if missing[0] is not None else 1
        value = found[1 - which]
        words = (
            f"{at_point(env)}the {'left' if which == 0 else 'right'} side has no value ({error}), and the "
            f"{'right' if which == 0 else 'left'} side is {shown(value)}"
        )
        if error.why is Why.POLE and not self._discrete(error):
            if left_out:
                if self._cancelled(sides[which], env):
                    raise Refuted(
                        f"{words}: a factor that may be 0 is cancelled; say by a premise that it is not",
                        valueless=True,
                    )
                if sides[1 - which].has(sp.Integral):
                    raise Refuted(f"{words}: say by a premise that this is left out", env, True)
                return Verdict.NOWHERE, said
            if isinstance(error.where, sp.Function) and not _inside(sides[which], error.where):
                return Verdict.NOWHERE, said  # a pole of a function of something continuous
        raise Refuted(words, env, True)

    def _left_out(self, env: Mapping[sp.Basic, Any]) -> bool:
        """Whether the conditions shown with the statement leave the point out."""
        for condition in self.shown:
            try:
                if not self.precise.value(condition, env):
                    return True
            except NoValue:
                return True
        return False

    def _discrete(self, error: NoValue) -> bool:
        """Whether what has no value depends on whole numbers only, which are no set of measure zero."""
        symbols = set() if error.where is None else set(self.world.free(error.where))
        return bool(symbols) and all(s.is_integer for s in symbols)

    def _cancelled(self, side: sp.Basic, env: Mapping[sp.Basic, Any]) -> bool:
        """Whether some quotient in the side has a value once numerator and denominator lose a common factor."""
        for node in sp.preorder_traversal(side):
            if not isinstance(node, sp.Mul) or node.has(sp.Derivative, *NUMERICAL, sp.Sum, sp.Subs):
                continue
            try:
                self.precise.value(node, env)
                continue
            except NoValue:
                pass
            try:
                self.precise.value(sp.cancel(node), env)
            except (NoValue, sp.PolynomialError):
                continue
            return True
        return False

    def _condition(self, statement: sp.Basic, env: Mapping[sp.Basic, Any]) -> tuple[Verdict, str]:
        if isinstance(statement, Relational) and self._too_near(statement, env):
            return Verdict.UNSURE, f"{at_point(env)}both sides are alike"
        try:
            if self.precise.value(statement, env):
                return Verdict.HOLDS, ""
        except NoValue as error:
            if not error.decided:
                return Verdict.UNSURE, f"{at_point(env)}{error}"
            if self._left_out(env):
                return Verdict.NOWHERE, f"{at_point(env)}{error}"
            raise Refuted(f"{at_point(env)}there is no value: {error}", env) from error
        if isinstance(statement, Relational):
            values = [self.precise.value(side, env) for side in statement.args]
            raise Refuted(differ(env, *values), env)
        raise Refuted(f"{at_point(env)}it is false", env)

    def _too_near(self, statement: Relational, env: Mapping[sp.Basic, Any]) -> bool:
        """Whether two numbers are so near to each other that their digits do not tell which is larger."""
        try:
            a, b = (self.precise.value(side, env) for side in statement.args)
            if isinstance(a, bool) or not _agree(a, b, 1e-24):
                return False
            again, _ = self._values((statement.lhs, statement.rhs), env, _DIGITS[1])
            if not _agree(again[0], again[1], 1e-50):
                return True
            # 1 - tanh 1000 and 1 - erf 1000 are there only with very many digits
            far = any(abs(v) > _FAR for v in env.values()) or bool(statement.atoms(AppliedUndef))
            return statement.has(*_SATURATED) and far
        except NoValue:
            return False


def _steps(node: sp.Basic) -> list[sp.Expr]:
    """What is 0 where a function with steps is no more what it is around 0: floor(x/10²⁰) at x = ±10²⁰."""
    if isinstance(node, (sp.floor, sp.ceiling, sp.frac)):
        found = [node.args[0] - k for k in (1, 2, -1)]
    elif isinstance(node, sp.Mod):
        found = [node.args[0] - k * node.args[1] for k in (1, -1)]
    elif isinstance(node, sp.KroneckerDelta):
        found = [node.args[0] - node.args[1]]
    elif isinstance(node, (sp.Abs, sp.sign, sp.Heaviside)):  # twice as far as a place, |x − 10¹⁸|
        found = [node.args[0] + node.args[0].as_coeff_Add()[0]]
    elif isinstance(node, (sp.Max, sp.Min)):  # and beyond
        pairs = [p for p in permutations(node.args, 2) if all(isinstance(a, sp.Expr) for a in p)]
        found = [a - k * b for a, b in pairs[:6] for k in (1, 2)]
    else:
        found = []
    return [part for part in found if part.free_symbols]


def _pairs(statement: sp.Basic) -> Iterator[tuple[sp.Basic, sp.Basic | None]]:
    """The two sides of each equation of numbers; a condition of another kind stands alone."""
    if isinstance(statement, sp.And):
        for part in statement.args:
            yield from _pairs(part)
    elif isinstance(statement, sp.Eq) and not _logical(statement.lhs):
        left, right = statement.args
        both = (
            isinstance(left, (sp.Tuple, sp.MatrixBase)),
            isinstance(right, (sp.Tuple, sp.MatrixBase)),
        )
        if all(both):
            members = list(left), list(right)
            for a, b in zip(*members, strict=True):
                yield from _pairs(sp.Eq(a, b, evaluate=False))
        else:
            yield left, right
    elif isinstance(statement, sp.Eq):
        yield Equivalent(*statement.args, evaluate=False), None
    else:
        yield statement, None


def _logical(side: sp.Basic) -> bool:
    """Whether the side is a condition; a symbol counts as a number, though SymPy lets it be either."""
    return isinstance(side, Boolean) and not isinstance(side, sp.Symbol)


def _inside(side: sp.Basic, where: sp.Basic) -> bool:
    """Whether the part stands in an integral, a sum or a limit."""
    return any(node.has(where) for node in side.atoms(sp.Integral, sp.Sum, sp.Product, sp.Limit))


def _fits(ctx: Any, symbol: sp.Symbol, value: Any) -> bool:
    """Whether a name's value is what its symbol assumes."""
    real = abs(ctx.im(value)) <= abs(value) * ctx.ldexp(1, 24 - ctx.prec)
    if symbol.is_extended_real and not real:
        return False
    x = ctx.re(value)
    return not (
        (symbol.is_positive and not x > 0)
        or (symbol.is_negative and not x < 0)
        or (symbol.is_nonnegative and x < 0)
        or (symbol.is_nonpositive and x > 0)
        or (symbol.is_integer and abs(x - ctx.nint(x)) > 1e-9)
    )


def _distance(a: Any, b: Any) -> Any:
    return abs(a - b)


def _agree(a: Any, b: Any, tolerance: float) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return bool(abs(a - b) <= tolerance * max(abs(a), abs(b)))
