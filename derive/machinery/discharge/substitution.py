"""∫_a^b f(x) dx = C ∫_α^β h(s) ds, where x = g(s) rises or falls all the way from g(α) = a to g(β) = b.

That f(g(s)) g'(s) = C h(s) is checked by exact algebra, that g' has one sign by its form. Circular functions of s
between 0 and π/2, and hyperbolic ones of s > 0, are written with one positive p, so that roots of 1 − sin² and of
1 − 1/cosh² come out:

    sin s = 2(1+p)/(p²+2p+2),   cos s = p(p+2)/(p²+2p+2)        p = cot(s/2) − 1
    cosh s = (p²+2p+2)/(2(p+1)), sinh s = p(p+2)/(2(p+1))        p = e^s − 1

Source: any course of analysis; for g monotone and smooth inside the range it holds for every integrable f.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.discharge.improper import at_infinity
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Substituted"]

_CIRCULAR = (sp.sin, sp.cos, sp.tan)
_HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh)


@dataclass(frozen=True)
class Substituted:
    """∫_a^b f(x) dx = C ∫_α^β h(s) ds with x = ``value``, an expression in s that rises or falls all the way.

    Both integrals exist, or neither does.  Raises Undischarged where the value was not shown to rise or to fall, where
    the ends do not fit, and where the integrands do not.

    >>> import sympy as sp
    >>> from softpot.derive import Substituted, equal
    >>> x, s = sp.symbols("x s", positive=True)
    >>> area = sp.Integral(sp.sqrt(1 - x**2), (x, 0, 1))
    >>> bool(Substituted(sp.sin(s))(equal(area, sp.Integral(sp.cos(s) ** 2, (s, 0, sp.pi / 2)))))
    True
    """

    value: sp.Expr
    kind: str = "change of variable"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            before, f, x, lower, upper = _one(lhs)
            front, h, s, low, high = _one(rhs)
            if before.has(x, s) or front.has(x, s) or self.value.has(x) or not self.value.has(s):
                raise Undischarged(f"{x} = {self.value} is not a change from {x} to {s}")
            ends = [self._at(end, s, low, high) for end in (low, high)]
            rises = all(map(_same, ends, (lower, upper)))
            if not rises and not all(map(_same, ends, (upper, lower))):
                raise Undischarged(
                    f"from {s} = {low} to {high} the variable {x} runs from {ends[0]} to {ends[1]}, not from {lower} "
                    f"to {upper}"
                )
            inside, form = _inside(self.value, s, low, high)
            slope = sp.diff(self.value, s)
            if _sign(form(slope.xreplace({s: inside}))) not in (1, -1):
                raise Undischarged(
                    f"{self.value} was not shown to rise or to fall all the way from {low} to {high}: "
                    "split the range where it turns"
                )
            turned = 1 if rises else -1  # the range of the old variable may be run downwards
            new = before * f.xreplace({x: self.value}) * slope * turned - front * h
            if not vanishes(form(new.xreplace({s: inside}))):
                raise Undischarged(
                    f"with {x} = {self.value} the integrand {f} is not {front * h / before}"
                )
        return f"the variable is {self.value}, which rises or falls all the way"

    def _at(self, end: sp.Expr, s: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr:
        """The value at an end, to which it must be continuous, or its limit there, of which rules must tell."""
        t = sp.Dummy(str(s), positive=True)
        if end in (sp.oo, -sp.oo):
            return at_infinity(self.value.xreplace({s: t if end is sp.oo else -t}), t)
        if _quarter(low, high) and self.value.has(sp.tan(s)):
            value = self.value.xreplace({sp.tan(s): t})
            if end == sp.pi / 2 and not value.has(s):
                return at_infinity(value, t)
            if end != sp.pi / 2 and continuous(value.xreplace({s: between(s, low, high)}), s, t):
                return cast(sp.Expr, self.value.subs(s, end))
        r = between(s, low, high)
        if continuous(self.value.xreplace({s: r}), r):
            return cast(sp.Expr, self.value.subs(s, end))
        other = high if end == low else low
        upwards = (
            1
            if (other - end).is_extended_positive
            else -1
            if (other - end).is_extended_negative
            else None
        )
        if upwards is None:
            raise Undischarged(f"{self.value} was not shown continuous from {low} to {high}")
        return at_infinity(sp.expand(self.value.xreplace({s: end + upwards / t})), t)


def _same(found: sp.Expr, wanted: sp.Expr) -> bool:
    """Whether two ends are one."""
    if found == wanted:
        return True
    return bool(found.is_finite and wanted.is_finite) and vanishes(found - wanted)


def _one(side: sp.Basic) -> tuple[sp.Expr, sp.Expr, sp.Symbol, sp.Expr, sp.Expr]:
    """(C, f, x, a, b) of C ∫_a^b f dx."""
    factor, integral = side.as_independent(sp.Integral, as_Add=False)
    if (
        not isinstance(integral, sp.Integral)
        or len(integral.limits) != 1
        or len(integral.limits[0]) != 3
    ):
        raise Undischarged(f"{side} is not a multiple of one definite integral")
    return factor, integral.function, *integral.limits[0]


class _Form:
    """An expression in a variable inside its range, written so that its roots and its sign are seen."""

    def __init__(self, s: sp.Symbol, values: dict[type, sp.Expr]) -> None:
        self._s, self._values = s, values

    def __call__(self, expression: sp.Expr) -> sp.Expr:
        if not self._values:
            return expression
        put = {f: value for kind, value in self._values.items() for f in [kind(self._s)]}
        found = sp.expand_trig(expression).xreplace(put)
        return cast(
            sp.Expr,
            found.replace(
                lambda e: isinstance(e, sp.Pow) and not e.exp.is_integer and e.base.is_Add,
                lambda e: sp.factor(sp.together(e.base)) ** e.exp,
            ),
        )


def _quarter(low: sp.Expr, high: sp.Expr) -> bool:
    """Whether the range lies between 0 and π/2."""
    return all(bool(e.is_nonnegative and (sp.pi / 2 - e).is_nonnegative) for e in (low, high))


def _inside(value: sp.Expr, s: sp.Symbol, low: sp.Expr, high: sp.Expr) -> tuple[sp.Symbol, _Form]:
    """A variable strictly between the ends, and how an expression in it is written."""
    above = low.is_extended_nonnegative and high.is_extended_nonnegative
    below = low.is_extended_nonpositive and high.is_extended_nonpositive
    t = sp.Dummy(
        str(s), real=True, positive=True if above else None, negative=True if below else None
    )
    p, values = sp.Dummy("p", positive=True), {}
    sum_, product = p**2 + 2 * p + 2, p * (p + 2)
    if _quarter(low, high) and value.has(*_CIRCULAR):
        values = {
            sp.sin: 2 * (1 + p) / sum_, sp.cos: product / sum_, sp.tan: 2 * (1 + p) / product,
        }  # fmt: skip
    elif above and value.has(*_HYPERBOLIC):
        values = {
            sp.sinh: product / (2 * (p + 1)), sp.cosh: sum_ / (2 * (p + 1)), sp.tanh: product / sum_,
        }  # fmt: skip
    return t, _Form(t, values)


def _sign(expression: sp.Expr) -> int | None:
    """The sign of a slope, factored where it is not seen at once."""
    found = sign_of(expression)
    if found is None:
        found = sign_of(sp.factor(sp.together(expression)))
    return found
