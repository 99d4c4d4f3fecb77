"""Proofs by calculus: a differentiated antiderivative, a continuous function's limit, dominated convergence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction

from softpot.derive.machinery.conditions import conditions
from softpot.derive.machinery.discharge.algebra import Definitions, as_equations, equalities
from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.directions import refuse_broken_in_the_plane
from softpot.derive.machinery.discharge.ends import difference_between
from softpot.derive.machinery.discharge.leibniz import dominated
from softpot.derive.machinery.discharge.putting import of_every, put_in
from softpot.derive.machinery.discharge.quotients import leading_quotient
from softpot.derive.machinery.discharge.regular import Regular
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged


@dataclass(frozen=True)
class Antiderivative:
    """∫_a^b f dx = F(b) − F(a), with F' = f checked by differentiation and F continuous on [a, b].

    Where F is continuous on the open range only, or an end is infinite, the integral is the improper one and
    F(a), F(b) are the limits from inside, by leading terms; they have to be finite.

    >>> import sympy as sp
    >>> from softpot.derive import Antiderivative, equal
    >>> x = sp.Symbol("x", real=True)
    >>> bool(Antiderivative(x**3 / 3)(equal(sp.Integral(x**2, (x, 0, 3)), 9)))
    True
    """

    antiderivative: sp.Expr
    kind: str = "differentiation of an antiderivative"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Integral) or len(lhs.limits) != 1 or len(lhs.limits[0]) != 3:
                raise Undischarged(f"{lhs} is not a single definite integral")
            x, lower, upper = lhs.limits[0]
            ends, improper = self._ends(lhs.function, x, lower, upper)
            refuse_unstated(self.antiderivative, x, (lhs.function, value))
            if (improper and not ends.is_finite) or not vanishes(ends - value):
                raise Undischarged(
                    f"the antiderivative gives {sp.simplify(ends)} between the limits, not {value}"
                )
        return f"the derivative of {self.antiderivative} is the integrand"

    def _ends(
        self, f: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr
    ) -> tuple[sp.Expr, bool]:
        """F(b) − F(a), by values where F is continuous on the closed range, else by limits from inside; whether by
        limits, which may be infinite."""
        # what the table assumes of x need not hold between the limits, which may also be run downwards
        s = between(x, lower, upper)
        F, inside = (e.xreplace({x: s}) for e in (self.antiderivative, f))
        if lower.is_infinite or upper.is_infinite or not continuous(F, s):
            return difference_between(self.antiderivative, f, x, lower, upper), True
        if not vanishes(sp.diff(F, s) - inside):
            raise Undischarged(f"the derivative of {self.antiderivative} is not {f}")
        return self.antiderivative.subs(x, upper) - self.antiderivative.subs(x, lower), False


def refuse_unstated(antiderivative: sp.Expr, x: sp.Symbol, stated: tuple[sp.Expr, ...]) -> None:
    """Raise Undischarged for an antiderivative that has no value where the statement has one: e^{ikx}/(ik) at k = 0."""
    for condition in _unstated(antiderivative, x, stated):
        raise Undischarged(
            f"{antiderivative} has a value only for {sp.sstr(condition)}, and the statement not: "
            "give the symbols assumptions that exclude the others, or prove these apart"
        )


def _unstated(
    antiderivative: sp.Expr, x: sp.Symbol, stated: tuple[sp.Expr, ...]
) -> Iterator[sp.Basic]:
    """The conditions on parameters that the antiderivative has and the integral and its value have not."""
    had = [c for part in stated for c in conditions(part)]
    nonzero = {factor for c in had if isinstance(c, sp.Ne) for factor in _factors(c.lhs)}
    for condition in conditions(antiderivative):
        if condition.has(x) or condition in had:
            continue
        if isinstance(condition, sp.Ne) and all(
            f.is_nonzero or f in nonzero for f in _factors(condition.lhs)
        ):
            continue
        yield condition


def _factors(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """The factors that are no numbers, with one sign each."""
    parts = sp.Mul.make_args(sp.factor(expression))
    bases = [p.as_base_exp()[0] for p in parts if not p.is_number]
    return tuple(-b if b.could_extract_minus_sign() else b for b in bases)


def refuse_values_of(variables: tuple[sp.Symbol, ...], where: Definitions) -> None:
    """Raise Undischarged where an equation put in would fix a variable of integration, or tie it to others."""
    for known, value in where:
        if not all(of_every(known, value, v) for v in variables):
            raise Undischarged(
                f"a value of {known} is put in, and the integral runs over {variables}: name one of them otherwise"
            )


@dataclass(frozen=True)
class ContinuousLimit:
    """lim_{x→c} f(x) = f(c) because f is built from continuous functions only.

    ``functions`` names undefined functions that an earlier line makes continuous.

    >>> import sympy as sp
    >>> from softpot.derive import ContinuousLimit, equal
    >>> x = sp.Symbol("x", real=True)
    >>> bool(ContinuousLimit()(equal(sp.Limit(sp.cos(x), x, 0, "+-"), 1)))
    True
    """

    functions: tuple[UndefinedFunction, ...] = ()
    kind: str = "continuity"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """That the functions named are continuous."""
        return tuple(Regular(f) for f in self.functions)

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            f, x, point = _limit(lhs)
            refuse_broken_in_the_plane(f, x, point)
            # a limit at 0 of a positive x asks for continuity at 0, where x is not positive
            s = between(x, point) if x.is_nonnegative else between(x)
            if not continuous(f.xreplace({x: s}), s, functions=self.functions):
                found = leading_quotient(f, x, point)
                if found is not None and vanishes(found - value):
                    continue
                raise Undischarged(
                    f"{f} was not shown continuous in {x}: if it has a limit there, state that of its leading "
                    "terms, or quote it with d.premise(...)"
                )
            if not vanishes(f.subs(x, point) - value):
                raise Undischarged(
                    f"at {x} = {point} the function is {f.subs(x, point)}, not {value}"
                )
        return "a continuous function takes its limit"


@dataclass(frozen=True)
class DominatedLimit:
    """lim_{x→c} ∫f(x, s)ds = ∫f(c, s)ds by dominated convergence.

    ``granted`` holds what is assumed of the integrand, premises each: bounds on both sides by an integrable
    function of the variable of integration alone, as in

        |G(a, s)| ≤ M(s),      or      −M(s) ≤ G(a, s) and G(a, s) ≤ M(s),     or 0 for −M(s),

    that M is integrable, as in ∫M ds < ∞, unless M is seen to be, and that the integrand is continuous at
    c, as in lim_{x→c} G(x, s) = G(c, s), unless it is built of continuous functions. ``where``
    spells out names used for the integral. Checked here: that f is a multiple of G at
    arguments of which s is integrated over, and that the stated value is the integral of f at x = c.

    >>> import sympy as sp
    >>> from softpot.derive import DominatedLimit, equal
    >>> x, a, s = sp.symbols("x a s", real=True)
    >>> f = sp.Function("f", real=True)
    >>> inside = sp.Integral(f(x, s), (s, -sp.oo, sp.oo))
    >>> unbroken = equal(sp.Limit(f(x, s), x, 0, "+-"), f(0, s))
    >>> method = DominatedLimit((sp.Abs(f(a, s)) <= sp.exp(-(s**2)), unbroken))
    >>> bool(method(equal(sp.Limit(inside, x, 0, "+-"), inside.subs(x, 0))))
    True
    """

    granted: tuple[sp.Basic, ...]
    where: Definitions = ()
    kind: str = "dominated convergence"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """What is granted, and what the names stand for."""
        return (*self.granted, *as_equations(self.where))

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            named, x, point = _limit(lhs)
            if not x.is_extended_real:
                raise Undischarged(f"{x} is complex here: declare it real")
            f = put_in(named, self.where)
            factor, integral = f.as_independent(sp.Integral, as_Add=False)
            if not isinstance(integral, sp.Integral):
                raise Undischarged(f"{f} is not a multiple of one integral")
            if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
                raise Undischarged(f"{integral} is not a single definite integral")
            if any(limit.has(x) for limit in integral.limits):
                raise Undischarged(f"the limits of integration depend on {x}")
            s = between(x, point) if x.is_nonnegative else between(x)
            if not continuous(factor.xreplace({x: s}), s):
                raise Undischarged(f"{factor} was not shown continuous in {x}")
            self._refuse_unbounded(integral, x)
            self._refuse_broken(integral.function, x, point, lhs.args[3], s)
            if not _same_integral(f.subs(x, point), value):
                raise Undischarged(f"at {x} = {point} the integral is not {value}")
        return "the integrand is continuous at the point and dominated by an integrable function"

    def _parts(self) -> list[sp.Basic]:
        return [p for g in self.granted for p in (g.args if isinstance(g, sp.And) else (g,))]

    def _refuse_unbounded(self, integral: sp.Integral, x: sp.Symbol) -> None:
        """The integrand, a constant times G, needs bounds from above and below that are integrable."""
        (v, *_) = integral.limits[0]
        constant, applied = integral.function.as_independent(v, as_Add=False)
        if not isinstance(applied, AppliedUndef) or constant.has(x):
            raise Undischarged(f"{integral.function} is not a constant times one function")
        above, below = False, bool(applied.is_nonnegative)
        for part in self._parts():
            for lower, upper in _ordered(part):
                bounds = self._fitted(lower, upper, applied)
                if bounds is None:
                    continue
                which, bound = bounds
                if bound.free_symbols <= {v} and self._integrable(bound, integral.limits[0]):
                    above |= which in ("above", "both")
                    below |= which in ("below", "both")
        if not (above and below):
            lacking = "below" if above else "above"
            raise Undischarged(
                f"no premise bounds {integral.function} from {lacking} by an integrable function of {v} alone"
            )

    @staticmethod
    def _fitted(
        lower: sp.Basic, upper: sp.Basic, applied: AppliedUndef
    ) -> tuple[str, sp.Expr] | None:
        """What an inequality says of the function at the arguments given: which bound it is, and its value."""
        for side, other, which in ((lower, upper, "above"), (upper, lower, "below")):
            general, both = side, which
            if isinstance(side, sp.Abs) and which == "above":
                general, both = side.args[0], "both"
            if isinstance(general, AppliedUndef) and general.func == applied.func:
                distinct = len(set(general.args)) == len(applied.args)  # G(s, s) is on a diagonal
                if (
                    len(general.args) == len(applied.args)
                    and distinct
                    and all(a.is_Symbol for a in general.args)
                ):
                    put = dict(zip(general.args, applied.args, strict=True))
                    return both, cast(sp.Expr, other.subs(put, simultaneous=True))
        return None

    def _integrable(self, bound: sp.Expr, limit: sp.Tuple) -> bool:
        """Whether a bound is integrable over the range: seen to be, or granted."""
        v, lower, upper = limit
        s = between(v, lower, upper)
        seen = bound.xreplace({v: s})
        finite = lower.is_finite and upper.is_finite
        if seen == 0 or (continuous(seen, s) and (finite or dominated(seen, s))):
            return True
        plain = -bound if bound.could_extract_minus_sign() else bound
        wanted = sp.Integral(plain, limit)
        return any(
            isinstance(part, sp.StrictLessThan) and part.rhs is sp.oo and part.lhs == wanted
            for part in self._parts()
        )

    def _refuse_broken(
        self, f: sp.Expr, x: sp.Symbol, point: sp.Expr, direction: sp.Basic, s: sp.Symbol
    ) -> None:
        """The integrand has to be continuous in x at the point."""
        at = f.subs(x, point)
        wanted = sp.Limit(f, x, point, str(direction))
        for part in self._parts():
            if isinstance(part, sp.Eq) and {wanted, at} == set(part.args):
                return
        if not continuous(f.xreplace({x: s}), s):
            raise Undischarged(
                f"{f} was not shown continuous in {x}: a premise may say {wanted} = {at}"
            )


def _ordered(part: sp.Basic) -> list[tuple[sp.Basic, sp.Basic]]:
    """(smaller, larger) of an inequality."""
    if isinstance(part, (sp.LessThan, sp.StrictLessThan)):
        return [(part.lhs, part.rhs)]
    if isinstance(part, (sp.GreaterThan, sp.StrictGreaterThan)):
        return [(part.rhs, part.lhs)]
    return []


def _limit(expression: sp.Basic) -> tuple[sp.Expr, sp.Symbol, sp.Expr]:
    if not isinstance(expression, sp.Limit):
        raise Undischarged(f"{expression} is not a limit")
    f, x, point, _ = expression.args
    if not point.is_finite:
        raise Undischarged(
            "the limit point must be finite here: at infinity use LeadingTerms(), or quote the limit with "
            "d.premise(...)"
        )
    return f, x, point


def _same_integral(a: sp.Basic, b: sp.Basic) -> bool:
    """Whether two multiples of an integral agree: the same limits and the same integrand."""
    (fa, ia), (fb, ib) = (e.as_independent(sp.Integral, as_Add=False) for e in (a, b))
    if not (isinstance(ia, sp.Integral) and isinstance(ib, sp.Integral)):
        return False
    return ia.limits == ib.limits and vanishes(
        cast(sp.Expr, fa * ia.function) - cast(sp.Expr, fb * ib.function)
    )
