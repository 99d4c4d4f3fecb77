"""Numerical derivatives, integrals, sums, limits and determinants; what does not exist has no value.

    f'(x)      differences at a raised precision; from both sides, and in two directions, where f has kinks
    ∫ f dx     quadrature between the places where f can be singular or bent; ends and poles are tried for divergence
    Σ f(n)     terms up to where they vanish, or mpmath's extrapolation, after a test that they fall fast enough
    lim f(x)   two points very near, from the side or the sides asked for; from four directions for a complex x

Not guaranteed: that a slow or strongly oscillating integral, sum or limit is recognised; then there is no value,
for want of certainty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import comb
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.bends import hidden_bends
from softpot.derive.machinery.attack.functions import KINKED, Context, Number
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.quadrature import integrated
from softpot.derive.machinery.attack.series import added
from softpot.derive.machinery.attack.values import Compiled, Env, Evaluator, Moved, Witness
from softpot.derive.machinery.attack.watched import watched

NUMERICAL = (sp.Integral, sp.Limit)
"""What is known to fewer digits than the context has."""

_STEPS = 3  # halvings of the step of a derivative of something numerical
_NEAR = 40, 44  # binary logarithms of the distances at which a limit is tried
_FAR = 20, 22  # of those at infinity, and where few digits are carried
_CLOSER = 24  # added to them where more digits than _USUAL bits are asked for: what tends to 0 slowly becomes less
_USUAL = 130


def _with(env: Env, alone: frozenset[sp.Basic], variable: sp.Basic, value: Number) -> Moved:
    """The environment with another value of one variable, ``alone`` in its set."""
    there = Moved(env, alone)
    there[variable] = value
    return there


class Calculus(Evaluator):
    """An evaluator that can do calculus. ``precise`` does what wants more digits than floats have."""

    def __init__(
        self,
        ctx: Context,
        names: Mapping[sp.Basic, sp.Basic] | None = None,
        functions: Mapping[sp.Basic, tuple[tuple[sp.Symbol, ...], sp.Basic]] | None = None,
        witnesses: Callable[[sp.Basic], Witness] | None = None,
        counters: Mapping[sp.Basic, Callable[..., Number]] | None = None,
        precise: Calculus | None = None,
    ) -> None:
        super().__init__(ctx, names, functions, witnesses, counters)
        self._precise = precise
        self._last: Env | None = None  # what was handed over
        self._converted: Env = {}

    def _calculus(self, e: sp.Basic) -> Compiled | None:
        if isinstance(e, sp.Derivative):
            return self._derivative(e)
        if isinstance(e, sp.Subs):
            return self._substitution(e)
        if isinstance(e, (sp.Integral, sp.Sum, sp.Product)):
            return self._over_limits(e)
        if isinstance(e, sp.Limit):
            return self._limit(e)
        if isinstance(e, sp.Determinant) and isinstance(e.args[0], sp.MatrixBase):
            rows = [[self.compiled(member) for member in row] for row in e.args[0].tolist()]
            return lambda env: self._determinant([[member(env) for member in row] for row in rows])
        return None

    def _substitution(self, e: sp.Subs) -> Compiled:
        body = self.compiled(e.expr)
        points = [(v, self.compiled(p)) for v, p in zip(e.variables, e.point, strict=True)]
        replaced = frozenset(e.variables)

        def value(env: Env) -> Number:
            there = Moved(env, replaced)
            there.update([(v, p(env)) for v, p in points])
            return body(there)

        return value

    def _determinant(self, rows: list[list[Number]]) -> Number:
        if not rows:
            return self.ctx.one
        terms = [
            (-1) ** k * first * self._determinant([row[:k] + row[k + 1 :] for row in rows[1:]])
            for k, first in enumerate(rows[0])
        ]
        return self.total(terms)

    # derivatives

    def _derivative(self, e: sp.Derivative) -> Compiled:
        made = self._of_witness(e)
        return made if made is not None else self._by_numbers(e)

    def _of_witness(self, e: sp.Derivative) -> Compiled | None:
        """The derivative of a witness by variables each of which is one of its arguments, and in no other."""
        f = e.expr
        known = getattr(self.witnesses, "derivative", None)
        if known is None or not isinstance(f, AppliedUndef) or f.func in self.functions:
            return None
        orders = [0] * len(f.args)
        for v, n in e.variable_count:
            spoken = [self.spoken(a) for a in f.args]
            places = [k for k, found in enumerate(spoken) if found is None or v in found]
            if len(places) != 1 or f.args[places[0]] != v or v in self.counters or not n.is_Integer:
                return None
            orders[places[0]] += int(n)
        slope, ctx = known(f.func, tuple(orders)), self.ctx
        arguments = [self.compiled(a) for a in f.args]
        if slope is None:
            return None
        return lambda env: slope(tuple([a(env) for a in arguments]), ctx)

    def _by_numbers(self, e: sp.Derivative) -> Compiled:
        numerical = e.expr.has(*NUMERICAL) or any(
            s.has(sp.oo) for s in e.expr.atoms(sp.Sum, sp.Product)
        )
        if not numerical and self._precise is not None and not self.exact:
            return self._handed_over(e, self._precise)
        made = self.compiled(e.expr)
        kinked = e.expr.has(*KINKED)
        for variable, count in e.variable_count:
            if kinked or numerical:  # one at a time
                for _ in range(int(count)):
                    made = self._differentiated(e, made, variable, 1, kinked, numerical)
            else:
                made = self._differentiated(e, made, variable, int(count), kinked, numerical)
        return made

    def _handed_over(self, e: sp.Basic, precise: Calculus) -> Compiled:
        """The value from the precise context, as a float."""
        made, ctx = precise.compiled(e), precise.ctx

        def value(env: Env) -> Number:
            found = made(self._handed(env, ctx))
            return complex(found) if ctx.im(found) != 0 else float(ctx.re(found))

        return value

    def _handed(self, env: Env, ctx: Context) -> Env:
        """The environment in the precise context; what stands around one that moves is converted once."""
        if type(env) is Moved:
            there = Moved(self._handed(env.around, ctx), env.moved)
            there.update([(s, ctx.convert(env[s])) for s in env.moved])
            return there
        if env is not self._last:
            self._converted = {k: ctx.convert(v) for k, v in env.items()}
            self._last = env
        return self._converted

    def _differentiated(
        self, e: sp.Derivative, f: Compiled, v: sp.Symbol, n: int, kinked: bool, numerical: bool
    ) -> Compiled:
        at, alone = self.compiled(v), frozenset((v,))
        hidden = bool(v.is_extended_real) and bool(hidden_bends(e.expr))

        def value(env: Env) -> Number:
            x = at(env)

            def moved(t: Number) -> Number:
                return f(_with(env, alone, v, t))

            if numerical:
                return self._by_halving(e, moved, x)
            if not self.exact:
                return self._by_halving(e, moved, x, first=-8)
            return self._by_differences(e, moved, x, n, kinked, bool(v.is_extended_real), hidden)

        return value

    def _by_differences(
        self,
        e: sp.Basic,
        f: Callable[[Number], Number],
        x: Number,
        n: int,
        kinked: bool,
        real: bool,
        hidden: bool,
    ) -> Number:
        ctx, before = self.ctx, self.ctx.prec
        shift = 3 * before // 4 + 10
        try:
            ctx.prec = before + n * shift + 20
            h = ctx.ldexp(max(1, abs(x)), -shift)
            if kinked:
                return self._one_sided(e, f, x, h, real)
            if hidden:
                self._one_sided(e, f, x, h, real)  # raises NoValue at a kink
            values = [f(x + (2 * k - n) * h) for k in range(n + 1)]
            total = sum((-1) ** (n - k) * comb(n, k) * y for k, y in enumerate(values))
            found = total / (2 * h) ** n
            if x == 0:  # a point where roots and logarithms begin
                k = ctx.ldexp(h, 8)
                wide = sum(
                    (-1) ** (n - j) * comb(n, j) * f(x + (2 * j - n) * k) for j in range(n + 1)
                ) / (2 * k) ** n  # fmt: skip
                if abs(found - wide) > max(abs(found), abs(wide)) / 4 > ctx.ldexp(1, -40):
                    raise NoValue(Why.POLE, e, f"{e} is singular there")
        finally:
            ctx.prec = before
        return +found

    def _one_sided(
        self, e: sp.Basic, f: Callable[[Number], Number], x: Number, h: Number, real: bool
    ) -> Number:
        """The derivative, if it is the same from all sides."""
        ctx = self.ctx
        middle = f(x)
        slopes = [
            (-3 * middle + 4 * f(x + s) - f(x + 2 * s)) / (2 * s)
            for s in ((h, -h) if real else (h, -h, h * ctx.j, -h * ctx.j))
        ]
        scale = max(1, *(abs(slope) for slope in slopes))
        if max(abs(a - b) for a, b in pairwise(slopes)) > ctx.ldexp(scale, -24):
            raise NoValue(
                Why.KINK, e, f"{e} depends on the side, or the direction, from which it is taken"
            )
        if scale > ctx.ldexp(1, ctx.prec // 4):
            raise NoValue(Why.KINK, e, f"{e} does not exist where there is a jump")
        return slopes[0]

    def _by_halving(
        self, e: sp.Basic, f: Callable[[Number], Number], x: Number, first: int = -5
    ) -> Number:
        """Central differences with falling steps, extrapolated; from both sides first, to see a kink."""
        ctx = self.ctx
        h = ctx.ldexp(max(1, abs(x)), first)
        middle = f(x)
        small = h / 8
        left, right = (middle - f(x - small)) / small, (f(x + small) - middle) / small
        rows = []
        for k in range(_STEPS):
            s = h / 2**k
            rows.append((f(x + s) - f(x - s)) / (2 * s))
        level = 4
        while len(rows) > 1:
            rows = [(level * b - a) / (level - 1) for a, b in pairwise(rows)]
            level *= 4
        found = rows[0]
        scale = max(1, abs(found), abs(left), abs(right))
        if abs(left - right) > scale / 4:
            raise NoValue(Why.UNSURE, e, f"{e} may have no value there")
        return found

    # integrals, sums, products

    def _over_limits(self, e: Any) -> Compiled:
        if any(len(limit) != 3 for limit in e.limits):
            raise_it = NoValue(Why.UNKNOWN, e, f"{e} has no limits")

            def none(env: Env) -> Number:
                raise raise_it

            return none
        made = self._compiled_over(e.limits[0][0], e.function)
        inside: sp.Basic = e.function
        for variable, lower, upper in e.limits:  # the first is the innermost
            if isinstance(e, sp.Integral):
                made = self._integral(e, made, inside, variable, lower, upper)
            else:
                made = self._series(e, made, variable, lower, upper)
            inside = e
        return made

    def _integral(
        self,
        e: sp.Integral,
        f: Compiled,
        inside: sp.Basic,
        v: sp.Symbol,
        lower: sp.Expr,
        upper: sp.Expr,
    ) -> Compiled:
        low, high = self.compiled(lower), self.compiled(upper)
        places = [self.compiled(w) for w in watched(inside, v)]
        waves = [part.args[0] for part in inside.atoms(sp.sin, sp.cos) if part.has(v)]
        slopes = [self.compiled(w.coeff(v)) for w in waves if w.expand().coeff(v).has(v) is False]
        alone = frozenset((v,))

        def value(env: Env) -> Number:
            def at(t: Number) -> Number:
                return f(_with(env, alone, v, t))

            marks = [(lambda t, place=place: place(_with(env, alone, v, t))) for place in places]
            rates = [abs(slope(env)) for slope in slopes]
            return integrated(self.ctx, e, at, low(env), high(env), marks, rates, bool(waves))

        return value

    def _series(
        self, e: sp.Sum | sp.Product, f: Compiled, v: sp.Symbol, lower: sp.Expr, upper: sp.Expr
    ) -> Compiled:
        if self._precise is not None and (lower.has(sp.oo) or upper.has(sp.oo)):
            return self._handed_over(e, self._precise)
        low, high = self.compiled(lower), self.compiled(upper)
        multiplied, alone = isinstance(e, sp.Product), frozenset((v,))

        def value(env: Env) -> Number:
            def at(n: int) -> Number:
                return f(_with(env, alone, v, self.ctx.mpf(n)))

            return added(self, e, at, low(env), high(env), multiplied)

        return value

    # limits

    def _limit(self, e: sp.Limit) -> Compiled:
        body, v, point, direction = e.args
        if self._precise is not None and not body.has(*NUMERICAL):
            return self._handed_over(e, self._precise)
        f, at, alone = self.compiled(body), self.compiled(point), frozenset((v,))
        sides: tuple[Number, ...] = {"+": (1,), "-": (-1,), "+-": (1, -1)}[str(direction)]
        if not v.is_extended_real and not point.is_infinite:
            sides = (1, -1, 1j, -1j)

        def value(env: Env) -> Number:
            x = at(env)
            ctx, before = self.ctx, self.ctx.prec
            try:
                closer = _CLOSER if before > _USUAL else 0
                if self.exact:
                    ctx.prec = before + 4 * (_NEAR[1] + closer)
                found = [
                    self._approached(e, lambda t: f(_with(env, alone, v, t)), x, side, closer)
                    for side in sides
                ]
                if any(
                    abs(found[0] - other) > ctx.ldexp(max(1, abs(found[0])), -24)
                    for other in found[1:]
                ):
                    which = "the two sides" if len(sides) == 2 else "different directions"
                    raise NoValue(Why.NO_LIMIT, e, f"{e} is different from {which}")
            finally:
                if self.exact:
                    ctx.prec = before
            return +found[0]

        return value

    def _approached(
        self, e: sp.Limit, f: Callable[[Number], Number], x: Number, side: Number, closer: int
    ) -> Number:
        ctx = self.ctx
        infinite = ctx.isinf(x)
        near, nearer = (k + closer for k in (_FAR if infinite or not self.exact else _NEAR))
        values = []
        for k in (near, nearer, 2 * nearer - near):
            h = ctx.ldexp(ctx.mpf(8) / 7, -k)
            values.append(f((1 / h if x > 0 else -1 / h) if infinite else x + side * h))
        # a rest in proportion to the distance is taken off
        factor = 2 ** (nearer - near)
        first, second = ((factor * b - a) / (factor - 1) for a, b in pairwise(values))
        scale = max(1, abs(second))
        if abs(first - second) > ctx.ldexp(scale, -20 if self.exact else -12):
            grows = abs(values[2]) > 2 * abs(values[0]) > 0
            raise NoValue(Why.NO_LIMIT if grows else Why.UNSURE, e, f"{e} was not seen to settle")
        return second
