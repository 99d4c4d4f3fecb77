"""∫_a^∞ f dx = F(∞) − F(a), and with both ends infinite: an antiderivative and its limits at infinity.

The limits are found by rules that hold for real functions: powers, polynomials by their leading term, exp,
log, erf, atan and tanh of what has a limit, and exp of a polynomial that falls, which beats every polynomial. Where a
rule does not decide, the statement is refused; SymPy's own limits are not used.

Errors: Undischarged.  Not guaranteed: nothing is said of integrals whose antiderivative has no limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction

from softpot.derive.machinery.discharge.algebra import Definitions, as_equations, equalities
from softpot.derive.machinery.discharge.calculus import refuse_values_of
from softpot.derive.machinery.discharge.continuity import continuous
from softpot.derive.machinery.discharge.putting import put_in
from softpot.derive.machinery.discharge.regular import Regular
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

_GRANT = ": quote it with d.premise(...) and name it in granted=(...)"


def at_infinity(expression: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """The limit for x → +∞, a finite value or ±oo; raises Undischarged where no rule decides."""
    if not expression.has(x):
        return expression
    if expression == x:
        return sp.oo
    if expression.is_polynomial(x):
        leading = sp.Poly(expression, x).LC()
        if leading.is_positive or leading.is_negative:
            return sp.oo if leading.is_positive else -sp.oo
    elif isinstance(expression, sp.Add):
        parts = [at_infinity(part, x) for part in expression.args]
        if not (sp.oo in parts and -sp.oo in parts):
            return sp.Add(*parts)
    elif isinstance(expression, sp.Mul):
        return _product(expression, x)
    elif isinstance(expression, sp.Pow) and not expression.exp.has(x):
        return _power(at_infinity(expression.base, x), expression.exp)
    elif isinstance(expression, (sp.exp, sp.erf, sp.log, sp.atan, sp.tanh)):
        inner = at_infinity(expression.args[0], x)
        if not isinstance(expression, sp.log) or inner.is_positive or inner == sp.oo:
            return expression.func(inner)
    raise Undischarged(f"no rule gives the limit of {expression} at infinity{_GRANT}")


def _power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if base == sp.oo and (exponent.is_positive or exponent.is_negative):
        return sp.oo if exponent.is_positive else sp.Integer(0)
    whole = exponent.is_integer and exponent.is_nonnegative
    if base.is_finite and (base.is_positive or whole):
        return base**exponent
    raise Undischarged(f"no rule gives the limit {base}**{exponent}{_GRANT}")


def _product(product: sp.Mul, x: sp.Symbol) -> sp.Expr:
    falling = [f for f in product.args if isinstance(f, sp.exp) and f.args[0].is_polynomial(x)]
    rest = sp.Mul(*(f for f in product.args if f not in falling))
    if falling and rest.is_polynomial(x):
        if at_infinity(sp.Add(*(f.args[0] for f in falling)), x) == -sp.oo:
            return sp.Integer(0)
    parts = [at_infinity(factor, x) for factor in product.args]
    if all(part.is_finite for part in parts):
        return sp.Mul(*parts)
    if all(part.is_positive or part.is_negative or part in (sp.oo, -sp.oo) for part in parts):
        return sp.Mul(*parts)
    raise Undischarged(f"no rule gives the limit of {product} at infinity{_GRANT}")


@dataclass(frozen=True)
class ImproperIntegral:
    """∫_a^∞ f dx = lim_{x→∞} F(x) − F(a), and from −∞ to ∞ likewise, with F' = f checked by differentiation.

    ``granted`` may hold premises lim F = value for x → ∞, where F is built of functions that are not
    given; ``differentiable`` names those, which the premises must make twice differentiable. What
    ``where`` names is put into derivative and ends.

    >>> from sympy import Integral, atan, oo, pi
    >>> from sympy.abc import x
    >>> from softpot.derive import ImproperIntegral, equal
    >>> bool(ImproperIntegral(atan(x))(equal(Integral(1 / (1 + x**2), (x, -oo, oo)), pi)))
    True
    """

    antiderivative: sp.Expr
    granted: tuple[sp.Basic, ...] = ()
    differentiable: tuple[UndefinedFunction, ...] = ()
    where: Definitions = field(default=())
    kind: str = "an antiderivative and its limits at infinity"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The limits granted, what is differentiable, and what is put in."""
        order = 2 if self.antiderivative.has(sp.Derivative) else 1
        regular = tuple(Regular(f, order) for f in self.differentiable)
        return (*self.granted, *regular, *as_equations(self.where))

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Integral) or len(lhs.limits) != 1 or len(lhs.limits[0]) != 3:
                raise Undischarged(f"{lhs} is not a single definite integral")
            x, lower, upper = lhs.limits[0]
            if upper != sp.oo or not (lower == -sp.oo or lower.is_finite):
                raise Undischarged("the integral must run to infinity here")
            refuse_values_of((x,), self.where)
            # what is known of x between the ends, and no more
            signs = {"positive": lower.is_positive, "nonnegative": lower.is_nonnegative}
            known = {name: True for name, sure in signs.items() if sure and lower.is_finite}
            s = sp.Dummy(str(x), real=True, **known)
            F, f = (e.xreplace({x: s}) for e in (self.antiderivative, lhs.function))
            if not self._continuous(F, s):
                raise Undischarged(f"{self.antiderivative} was not shown continuous on the range")
            pairs = [(old.xreplace({x: s}), new.xreplace({x: s})) for old, new in self.where]
            if not vanishes(put_in(sp.diff(F, s), pairs) - put_in(f, pairs)):
                raise Undischarged(f"the derivative of {self.antiderivative} is not {lhs.function}")
            ends = self._upper(x) - self._lower(x, lower)
            if not vanishes(put_in(ends - value, self.where)):
                raise Undischarged(f"the antiderivative gives {ends} between the ends, not {value}")
        return f"the derivative of {self.antiderivative} is the integrand, and its limits are known"

    def _upper(self, x: sp.Symbol) -> sp.Expr:
        for premise in self.granted:
            if isinstance(premise, sp.Eq) and isinstance(premise.lhs, sp.Limit):
                function, variable, point, _ = premise.lhs.args
                if (variable, point) == (x, sp.oo) and vanishes(function - self.antiderivative):
                    return premise.rhs
        s = sp.Dummy(str(x), positive=True)
        return at_infinity(self.antiderivative.xreplace({x: s}), s)

    def _lower(self, x: sp.Symbol, lower: sp.Expr) -> sp.Expr:
        if lower.is_finite:
            return self.antiderivative.subs(x, lower)
        s = sp.Dummy(str(x), positive=True)
        return at_infinity(self.antiderivative.xreplace({x: -s}), s)

    def _continuous(self, F: sp.Expr, s: sp.Symbol) -> bool:
        """With first derivatives of the differentiable functions, which are as continuous as those."""
        plain = F.replace(
            lambda e: (
                isinstance(e, sp.Derivative)
                and isinstance(e.expr, AppliedUndef)
                and e.expr.func in self.differentiable
                and e.derivative_count == 1
                and e.expr.args == (s,)
            ),
            lambda e: e.expr,
        )
        return continuous(plain, s, functions=self.differentiable)
