"""Proofs by calculus: a differentiated antiderivative, a continuous function's limit, dominated convergence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.machinery.discharge.algebra import Definitions, equalities
from derive.machinery.discharge.zero import vanishes
from derive.machinery.errors import Undischarged

# Functions continuous on the whole real line.
_CONTINUOUS = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.erf, sp.Abs)


@dataclass(frozen=True)
class Antiderivative:
    """∫_a^b f dx = F(b) − F(a), with F' = f checked by differentiation and F continuous on [a, b]."""

    antiderivative: sp.Expr
    kind: str = "differentiation of an antiderivative"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Integral) or len(lhs.limits) != 1 or len(lhs.limits[0]) != 3:
                raise Undischarged(f"{lhs} is not a single definite integral")
            x, lower, upper = lhs.limits[0]
            if lower.is_infinite or upper.is_infinite:
                raise Undischarged("the limits of integration must be finite here")
            # what the table assumes of x need not hold between the limits, which may also be run
            # downwards: x is taken for a real number, non-negative when both limits are
            s = _between(x, lower, upper)
            F, f = (e.xreplace({x: s}) for e in (self.antiderivative, lhs.function))
            if not continuous(F, s):
                raise Undischarged(f"{self.antiderivative} was not shown continuous on the range")
            if not vanishes(sp.diff(F, s) - f):
                raise Undischarged(f"the derivative of {self.antiderivative} is not {lhs.function}")
            ends = self.antiderivative.subs(x, upper) - self.antiderivative.subs(x, lower)
            if not vanishes(ends - value):
                raise Undischarged(
                    f"the antiderivative gives {sp.simplify(ends)} between the limits, not {value}"
                )
        return f"the derivative of {self.antiderivative} is the integrand"


def _between(x: sp.Symbol, *points: sp.Expr) -> sp.Symbol:
    """A real number of which no more is known than that it is not negative, when no point is."""
    nonnegative = True if points and all(point.is_nonnegative for point in points) else None
    return sp.Dummy(str(x), real=True, nonnegative=nonnegative)


def refuse_values_of(variables: tuple[sp.Symbol, ...], where: Definitions) -> None:
    """Raise Undischarged where an equation put in would fix a variable of integration, or tie it to others."""
    for known, _ in where:
        if known.has(*variables) and not known.has(AppliedUndef):
            raise Undischarged(
                f"a value of {known} is put in, and the integral runs over {variables}: name one of them otherwise"
            )


def continuous(expression: sp.Basic, x: sp.Symbol, functions: tuple[sp.Basic, ...] = ()) -> bool:
    """Whether the expression is surely continuous in x for every x that the symbol's assumptions admit.

    ``functions`` are undefined functions assumed continuous. False means "not shown".
    """
    if not expression.has(x):
        return True
    if expression == x:
        return True
    inner = all(continuous(arg, x, functions) for arg in expression.args)
    if isinstance(expression, (sp.Add, sp.Mul)) or expression.func in _CONTINUOUS:
        return inner
    if isinstance(expression, sp.Pow):
        base, exponent = expression.args
        if exponent.has(x):
            return inner and bool(base.is_positive)
        if exponent.is_integer and exponent.is_nonnegative:
            return inner
        if base.is_positive:
            return inner
        return inner and bool(exponent.is_positive and base.is_nonnegative)
    if isinstance(expression, sp.log):
        return inner and bool(expression.args[0].is_positive)
    if isinstance(expression, AppliedUndef):
        return inner and expression.func in functions
    return False


@dataclass(frozen=True)
class ContinuousLimit:
    """lim_{x→c} f(x) = f(c) because f is built from continuous functions only.

    ``functions`` names undefined functions whose continuity is among the premises.
    """

    functions: tuple[sp.Basic, ...] = ()
    kind: str = "continuity"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            f, x, point = _limit(lhs)
            # a limit at 0 of a positive x asks for continuity at 0, where x is not positive
            s = _between(x, point) if x.is_nonnegative else _between(x)
            if not continuous(f.xreplace({x: s}), s, self.functions):
                raise Undischarged(f"{f} was not shown continuous in {x}")
            if not vanishes(f.subs(x, point) - value):
                raise Undischarged(
                    f"at {x} = {point} the function is {f.subs(x, point)}, not {value}"
                )
        return "a continuous function takes its limit"


@dataclass(frozen=True)
class DominatedLimit:
    """lim_{x→c} ∫f(x, s)ds = ∫f(c, s)ds by dominated convergence.

    ``granted`` holds one premise, G(a, …, s) ≤ M(s): G is continuous, not negative, and below an
    integrable function of the variable of integration alone. ``where`` spells out names used for
    the integral. Checked here: that f is a multiple of G at arguments of which s is integrated over and the others
    depend on x continuously, and that the stated value is the integral of f at x = c.
    """

    granted: tuple[sp.Basic, ...]
    where: Definitions = ()
    kind: str = "dominated convergence"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            named, x, point = _limit(lhs)
            f = named.subs(self.where)
            factor, integrals = f.as_independent(sp.Integral, as_Add=False)
            if not isinstance(integrals, sp.Integral):
                raise Undischarged(f"{f} is not a multiple of one integral")
            if any(limit.has(x) for limit in integrals.limits):
                raise Undischarged(f"the limits of integration depend on {x}")
            bounded = self._bounded(integrals.function, integrals.variables, x)
            s = _between(x, point) if x.is_nonnegative else _between(x)
            inside, outside = (e.xreplace({x: s}) for e in (integrals.function, factor))
            if not (continuous(inside, s, (bounded,)) and continuous(outside, s)):
                raise Undischarged(f"{integrals.function} was not shown continuous in {x}")
            if not _same_integral(f.subs(x, point), value):
                raise Undischarged(f"at {x} = {point} the integral is not {value}")
        return "the integrand is continuous at the point and dominated by an integrable function"

    def _bounded(
        self, integrand: sp.Expr, variables: tuple[sp.Symbol, ...], x: sp.Symbol
    ) -> sp.Basic:
        """The function G of the premise, if the integrand is a constant times G and the bound fits it."""
        constant, applied = integrand.as_independent(*variables, as_Add=False)
        for premise in self.granted:
            if not isinstance(premise, sp.LessThan) or not isinstance(applied, AppliedUndef):
                continue
            general, bound = premise.args
            if general.func != applied.func or constant.has(x):
                continue
            put_in = dict(zip(general.args, applied.args, strict=True))
            fitted = bound.subs(put_in, simultaneous=True)
            if fitted.free_symbols <= set(variables):
                return applied.func
        raise Undischarged(
            f"no premise bounds {integrand} by an integrable function of {variables} alone"
        )


def _limit(expression: sp.Basic) -> tuple[sp.Expr, sp.Symbol, sp.Expr]:
    if not isinstance(expression, sp.Limit):
        raise Undischarged(f"{expression} is not a limit")
    f, x, point, _ = expression.args
    if not point.is_finite:
        raise Undischarged("the limit point must be finite here")
    return f, x, point


def _same_integral(a: sp.Basic, b: sp.Basic) -> bool:
    """Whether two multiples of an integral agree: the same limits and the same integrand."""
    (fa, ia), (fb, ib) = (e.as_independent(sp.Integral, as_Add=False) for e in (a, b))
    if not (isinstance(ia, sp.Integral) and isinstance(ib, sp.Integral)):
        return False
    return ia.limits == ib.limits and vanishes(
        cast(sp.Expr, fa * ia.function) - cast(sp.Expr, fb * ib.function)
    )
