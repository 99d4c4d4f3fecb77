"""The value of an expression at a point, with mpmath's functions and nothing of SymPy's.

An expression is turned once into nested functions of an environment, which holds the values of its symbols. What
has no value there raises ``NoValue``: a division by zero, a divergent integral, a derivative at a kink. A sum whose
terms cancel to the last digits that they have counts as 0, and ``cancelled`` is noted: a higher precision has to
confirm it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import ITE, Equivalent, Implies, Xor

from softpot.derive.machinery.attack.functions import Context, Number, numeric
from softpot.derive.machinery.attack.novalue import NoValue, Why

Env = Mapping[sp.Basic, Number]
Compiled = Callable[[Env], Any]
Function = Callable[..., Number]
Witness = Callable[[tuple[Number, ...], Context], Number]


class Moved(dict[sp.Basic, Number]):
    """An environment like the one around it, but for some symbols, which have moved."""

    __slots__ = ("around", "moved")

    def __init__(self, around: Env, moved: frozenset[sp.Basic]) -> None:
        super().__init__(around)
        self.around = around
        self.moved = moved


_HUGE = 1 << 26  # beyond it exponentials and angles are not worth a number
_PLAINLY = 1e-10  # share of the terms' sizes beyond which a sum of floats is more than what digits leave over
_ENDLESS = 1e300
_CONSTANTS = {
    sp.pi: "pi", sp.E: "e", sp.EulerGamma: "euler", sp.GoldenRatio: "phi", sp.Catalan: "catalan",
}  # fmt: skip


class Evaluator:
    """Values in one context of mpmath (``fp`` for floats, or an ``MPContext``).

    ``names`` gives the expressions that symbols stand for, ``functions`` those of undefined functions, each with its
    arguments; ``witnesses`` gives the undefined ones that are free a numerical function each.
    """

    def __init__(
        self,
        ctx: Context,
        names: Mapping[sp.Basic, sp.Basic] | None = None,
        functions: Mapping[sp.Basic, tuple[tuple[sp.Symbol, ...], sp.Basic]] | None = None,
        witnesses: Callable[[sp.Basic], Witness] | None = None,
        counters: Mapping[sp.Basic, Callable[..., Number]] | None = None,
    ) -> None:
        self.ctx = ctx
        self.names = names or {}
        self.functions = functions or {}
        self.witnesses = witnesses
        self.counters = counters or {}
        self.cancelled = False
        self._round = 0
        self._made: dict[object, Compiled] = {}
        self._running: tuple[sp.Basic, ...] = ()
        self._spoken: dict[sp.Basic, frozenset[sp.Basic] | None] = {}
        self._rests: dict[int, Number] = {}

    @property
    def exact(self) -> bool:
        """Whether the context has a precision that can be raised."""
        return hasattr(self.ctx, "workprec")

    def watch(self) -> None:
        """From here on ``cancelled`` says whether something cancels; nothing known is taken over from before."""
        self.cancelled = False
        self._round += 1

    def value(self, expression: sp.Basic, env: Env) -> Any:
        """A number, a truth value, or a tuple of such; raises NoValue."""
        try:
            return self.compiled(expression)(env)
        except NoValue:
            raise
        except ZeroDivisionError as error:
            raise NoValue(Why.POLE, expression) from error
        except OverflowError as error:
            raise NoValue(Why.UNSURE, expression, "too large") from error
        except AttributeError as error:  # a function that floats of mpmath lack where it is complex
            raise NoValue(Why.UNSURE, expression, str(error)) from error
        except (ValueError, ArithmeticError, NotImplementedError, TypeError) as error:
            raise NoValue(Why.UNKNOWN, expression, str(error)) from error

    def compiled(self, expression: sp.Basic) -> Compiled:
        """The expression as a function of an environment."""
        running = self._running
        key = (expression, running) if running else expression
        made = self._made.get(key)
        if made is None:
            if running and expression.args:
                made = self._standing(expression)
            made = self._made[key] = made or self._compile(expression)
        return made

    def _compiled_over(self, variable: sp.Basic, expression: sp.Basic) -> Compiled:
        """As a function of environments in which the variable runs: what does not speak of it is computed once."""
        before = self._running
        try:
            self._running = (*before, variable)
            return self.compiled(expression)
        finally:
            self._running = before

    def _standing(self, expression: sp.Basic) -> Compiled | None:
        """What does not speak of the variable that runs, computed once for all its values; None if it does."""
        spoken = self.spoken(expression)
        *others, last = self._running
        if spoken is None or last in spoken:
            return None
        before = self._running
        try:
            self._running = tuple(others)
            return self._kept(self.compiled(expression), spoken)
        finally:
            self._running = before

    def spoken(self, expression: sp.Basic) -> frozenset[sp.Basic] | None:
        """All symbols that its value may depend on, through names and functions too; None where that is not known."""
        if expression not in self._spoken:
            self._spoken[expression] = self._symbols_of(expression)
        return self._spoken[expression]

    def _symbols_of(self, expression: sp.Basic) -> frozenset[sp.Basic] | None:
        found: set[sp.Basic] = set()
        pending = [expression]
        while pending:
            part = pending.pop()
            for symbol in part.atoms(sp.Symbol) - found:
                if symbol in self.counters:
                    return None
                found.add(symbol)
                if symbol in self.names:
                    pending.append(self.names[symbol])
            for applied in part.atoms(AppliedUndef) if self.functions else ():
                if applied.func in self.functions and applied.func not in found:
                    found.add(applied.func)
                    pending.append(self.functions[applied.func][1])
        return frozenset(found)

    def _kept(self, compute: Compiled, spoken: frozenset[sp.Basic] | None) -> Compiled:
        """Computed once in an environment, and in all those in which nothing moved that is spoken of."""
        ctx = self.ctx
        at: Env | None = None
        since = prec = -1
        known: Number = None

        def value(env: Env) -> Number:
            nonlocal at, since, prec, known
            if spoken is not None:
                while type(env) is Moved and spoken.isdisjoint(env.moved):
                    env = env.around
            if env is not at or prec != ctx.prec or since != self._round:
                at = None
                known = compute(env)
                at, since, prec = env, self._round, ctx.prec
            return known

        return value

    def _compile(self, e: sp.Basic) -> Compiled:
        if isinstance(e, sp.Number) or e in _CONSTANTS or e in (sp.I, sp.zoo):
            return self._number(e)
        if isinstance(e, sp.Symbol):
            return self._symbol(e)
        if isinstance(e, sp.Add):
            return self._sum([self.compiled(part) for part in e.args])
        if isinstance(e, sp.Mul):
            return self._product([self.compiled(part) for part in e.args])
        if isinstance(e, sp.Pow) and not isinstance(e, sp.exp):
            return self._power(e)
        if isinstance(e, (sp.Tuple, sp.MatrixBase)):
            parts = [self.compiled(part) for part in e]
            return lambda env: tuple(part(env) for part in parts)
        if isinstance(e, AppliedUndef):
            return self._undefined(e)
        if isinstance(e, (Relational, sp.logic.boolalg.Boolean)):
            return self._truth(e)
        if isinstance(e, sp.Piecewise):
            return self._piecewise(e)
        made = self._calculus(e)
        if made is not None:
            return self._kept(made, self.spoken(e))
        if isinstance(e, (sp.Function, sp.Max, sp.Min)):
            found = self._function(e)
            return self._kept(found, self.spoken(e)) if self.exact else found
        return nothing(NoValue(Why.UNKNOWN, e, f"no way to compute {type(e).__name__}"))

    def _calculus(self, e: sp.Basic) -> Compiled | None:
        """Derivatives, integrals, sums, limits and determinants, for those who know how."""
        return None

    # numbers and symbols

    def _number(self, e: sp.Basic) -> Compiled:
        ctx = self.ctx
        if e in (sp.nan, sp.zoo):
            return nothing(NoValue(Why.INFINITE, e))
        if e in (sp.oo, -sp.oo):
            infinite = ctx.inf if e is sp.oo else ctx.ninf
            return lambda env: infinite
        if e is sp.I:
            return lambda env: ctx.mpc(0, 1)
        if isinstance(e, sp.Rational):
            p, q = int(e.p), int(e.q)
            return self._constant(lambda: ctx.mpf(p) / q)
        if e in _CONSTANTS:
            name = _CONSTANTS[e]
            return self._constant(lambda: +getattr(ctx, name))
        return self._constant(lambda: ctx.mpf(str(e)))

    def _constant(self, make: Callable[[], Number]) -> Compiled:
        """A number at the precision that holds now, made once."""
        ctx = self.ctx
        known: dict[int, Number] = {}
        exact = self.exact

        def constant(env: Env) -> Number:
            prec = ctx.prec if exact else 0
            if prec not in known:
                known[prec] = make()
            return known[prec]

        return constant

    def _symbol(self, e: sp.Symbol) -> Compiled:
        count = self.counters.get(e)
        if count is not None:
            return lambda env: env[e] if e in env else count(self, env)
        meaning = self.names.get(e)
        if meaning is not None:
            return self._spelled(e, self.compiled(meaning))

        def looked_up(env: Env) -> Number:
            try:
                return env[e]
            except KeyError:
                raise NoValue(Why.UNKNOWN, e, f"{e} has no value") from None

        return looked_up

    def _spelled(self, e: sp.Symbol, meaning: Compiled) -> Compiled:
        """The value of a name, computed once in an environment for all that speak of it."""
        spelled = self._kept(meaning, self.spoken(e))

        def bound_or_spelled(env: Env) -> Number:
            return env[e] if e in env else spelled(env)

        return bound_or_spelled

    # arithmetic

    def _sum(self, parts: list[Compiled]) -> Compiled:
        if self.exact:
            return lambda env: self.total([part(env) for part in parts])
        if len(parts) == 2:
            first, second = parts
            return lambda env: self._two(first(env), second(env))
        return lambda env: self._floats([part(env) for part in parts])

    def _two(self, one: Number, other: Number) -> Number:
        value = one + other
        if _ENDLESS > abs(value) > (abs(one) + abs(other)) * _PLAINLY:
            return value
        return self.total([one, other])

    def _floats(self, terms: list[Number]) -> Number:
        """The sum of floats, which plainly do not cancel where it is so large."""
        value = terms[0]
        size = abs(value)
        for term in terms[1:]:
            value = value + term
            size += abs(term)
        if _ENDLESS > abs(value) > size * _PLAINLY:
            return value
        return self.total(terms)

    def total(self, terms: list[Number]) -> Number:
        """The sum of numbers; 0 where they cancel as far as their digits go."""
        value = terms[0]
        for term in terms[1:]:
            value = value + term
        if self.exact and _plainly_more(value, terms, self.ctx.prec):
            return value
        if value == 0:
            self.cancelled = True
            return value
        largest = max(map(abs, terms))
        if abs(value) < largest * self._rest():
            self.cancelled = True
            return self.ctx.zero
        if largest == self.ctx.inf:
            raise NoValue(Why.INFINITE)
        return value

    def _rest(self) -> Number:
        """The share of the largest term below which a sum is what its digits leave over."""
        prec = self.ctx.prec
        if prec not in self._rests:
            self._rests[prec] = self.ctx.ldexp(1, 12 - prec)
        return self._rests[prec]

    def _product(self, parts: list[Compiled]) -> Compiled:
        if len(parts) == 2:
            first, second = parts
            return lambda env: first(env) * second(env)

        def product(env: Env) -> Number:
            value = parts[0](env)
            for part in parts[1:]:
                value = value * part(env)
            return value

        return product

    def _power(self, e: sp.Pow) -> Compiled:
        ctx = self.ctx
        base = self.compiled(e.base)
        if isinstance(e.exp, sp.Integer):
            n = int(e.exp)

            def whole(env: Env) -> Number:
                b = base(env)
                if n < 0 and b == 0:
                    raise NoValue(Why.POLE, e.base, f"{e.base} is 0")
                return b**n

            return whole
        exponent = self.compiled(e.exp)
        half = e.exp == sp.S.Half

        def power(env: Env) -> Number:
            b = base(env)
            if half:
                return ctx.sqrt(b)
            x = exponent(env)
            if b == 0:
                if x == 0:
                    return ctx.one
                if ctx.re(x) > 0:
                    return ctx.zero
                raise NoValue(Why.POLE, e.base, f"{e.base} is 0")
            if abs(x) > _HUGE:
                raise NoValue(Why.UNSURE, e, "an exponent that is too large")
            return ctx.power(b, x)

        return power

    # functions

    def _undefined(self, e: AppliedUndef) -> Compiled:
        arguments = [self.compiled(a) for a in e.args]
        known = self.functions.get(e.func)
        if known is not None and len(known[0]) == len(arguments):
            variables, meaning = known
            before, self._running = self._running, ()
            body = self.compiled(meaning)
            self._running = before
            all_of_them = frozenset(variables)

            def put(env: Env) -> Number:
                inside = Moved(env, all_of_them)
                inside.update(zip(variables, [a(env) for a in arguments], strict=True))
                return body(inside)

            return put
        if self.witnesses is None:
            return nothing(NoValue(Why.UNKNOWN, e, f"{e.func} is not given"))
        witness, ctx = self.witnesses(e.func), self.ctx
        if len(arguments) == 1:
            (argument,) = arguments
            return lambda env: witness((argument(env),), ctx)
        return lambda env: witness(tuple([a(env) for a in arguments]), ctx)

    def _function(self, e: sp.Function | sp.Max | sp.Min) -> Compiled:
        arguments = [self.compiled(a) for a in e.args]
        function = numeric(e.func, self.ctx)
        if function is None:
            return nothing(NoValue(Why.UNKNOWN, e, f"no way to compute {e.func}"))
        ctx = self.ctx

        def value(env: Env) -> Number:
            values = [a(env) for a in arguments]
            for v in values:
                if abs(v) > _HUGE:
                    return self._far(e, values)
            try:
                found = function(*values)
            except NoValue as error:
                raise NoValue(error.why, e, error.detail) from None
            except ctx.NoConvergence as error:
                raise NoValue(Why.UNSURE, e, f"{e} does not converge in these numbers") from error
            except (ZeroDivisionError, ValueError) as error:
                raise NoValue(Why.POLE, e, f"{e} has a pole there ({error})") from error
            if isinstance(found, (complex, float)) or hasattr(found, "_mpf_"):
                if ctx.isnan(found) or ctx.isinf(found):
                    raise NoValue(Why.POLE, e, f"{e} is infinite there")
            return found

        return value

    def _far(self, e: sp.Function | sp.Max | sp.Min, values: list[Number]) -> Number:
        """Where an argument is huge only what decays, or does not care, has a value worth computing."""
        ctx = self.ctx
        (z, *_) = values
        if isinstance(e, (sp.exp, sp.erf, sp.tanh, sp.atan)) and ctx.im(z) == 0:
            if isinstance(e, sp.exp):
                if z < 0:
                    return ctx.zero
            else:
                return numeric(e.func, ctx)(z if abs(z) < 1e300 else ctx.sign(z) * 1e300)  # type: ignore[misc]
        if isinstance(e, (sp.log, sp.Abs, sp.sign, sp.re, sp.im, sp.conjugate, sp.floor, sp.ceiling,
                          sp.Max, sp.Min, sp.KroneckerDelta, sp.Heaviside)):  # fmt: skip
            return numeric(e.func, ctx)(*values)  # type: ignore[misc]
        raise NoValue(Why.UNSURE, e, "an argument that is too large")

    # truth

    def _truth(self, e: sp.Basic) -> Compiled:
        if e in (sp.true, sp.false):
            truth = e is sp.true
            return lambda env: truth
        parts = [self.compiled(part) for part in e.args]
        if isinstance(e, Relational):
            left, right = parts
            holds = _RELATIONS[type(e)]
            return lambda env: holds(*self._ordered(left(env), right(env), e))
        joined = _JOINED.get(type(e))
        if joined is None:
            return nothing(NoValue(Why.UNKNOWN, e, f"no truth value for {type(e).__name__}"))
        return lambda env: joined([part(env) for part in parts])

    def _ordered(self, left: Number, right: Number, e: sp.Basic) -> tuple[Number, Number]:
        """Two numbers made comparable: equal ones are made the same."""
        ctx = self.ctx
        if isinstance(left, (tuple, bool)):
            return left, right
        scale = max(abs(left), abs(right))
        if abs(left - right) <= scale * ctx.ldexp(1, 12 - ctx.prec):
            if left != right:
                self.cancelled = True
            return right, right
        if isinstance(e, (sp.Eq, sp.Ne)):
            return left, right
        for number in (left, right):
            if abs(ctx.im(number)) > scale * ctx.ldexp(1, 20 - ctx.prec):
                raise NoValue(Why.UNKNOWN, e, "an order of complex numbers")
        return ctx.re(left), ctx.re(right)

    def _piecewise(self, e: sp.Piecewise) -> Compiled:
        branches = [(self.compiled(value), self.compiled(when)) for value, when in e.args]

        def chosen(env: Env) -> Number:
            for value, when in branches:
                if when(env):
                    return value(env)
            raise NoValue(Why.POLE, e, "no branch applies")

        return chosen


def _plainly_more(value: Number, terms: list[Number], prec: int) -> bool:
    """Whether a sum of real numbers of mpmath is more, by its power of 2 alone, than what its terms' digits leave."""
    try:
        _, mantissa, exponent, bits = value._mpf_
        if not mantissa:
            return False
        most = exponent + bits + prec - 14
        for term in terms:
            _, mantissa, exponent, bits = term._mpf_
            if exponent + bits > most or (not mantissa and exponent):
                return False
    except AttributeError:
        return False
    return True


def nothing(error: NoValue) -> Compiled:
    def raises(env: Env) -> Number:
        raise NoValue(error.why, error.where, error.detail)

    return raises


_RELATIONS: Mapping[type, Callable[[Any, Any], bool]] = {
    sp.Eq: lambda a, b: a == b,
    sp.Ne: lambda a, b: a != b,
    sp.StrictGreaterThan: lambda a, b: a > b,
    sp.StrictLessThan: lambda a, b: a < b,
    sp.GreaterThan: lambda a, b: a >= b,
    sp.LessThan: lambda a, b: a <= b,
}
_JOINED: Mapping[type, Callable[[list[Any]], bool]] = {
    sp.And: all,
    sp.Or: any,
    sp.Not: lambda parts: not parts[0],
    Implies: lambda parts: not parts[0] or bool(parts[1]),
    Equivalent: lambda parts: len({bool(part) for part in parts}) == 1,
    ITE: lambda parts: bool(parts[1] if parts[0] else parts[2]),
    Xor: lambda parts: sum(map(bool, parts)) % 2 == 1,
}
