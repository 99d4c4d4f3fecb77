"""∫_a^b u v' dx = [u v]_a^b − ∫_a^b u' v dx: integrals over one range, whose integrands add up to a derivative."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.calculus import refuse_unstated
from softpot.derive.machinery.discharge.combinations import converges, terms_of
from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.ends import difference_between
from softpot.derive.machinery.discharge.regular import Regular
from softpot.derive.machinery.discharge.zero import carry_out, vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["ByParts"]


@dataclass(frozen=True)
class ByParts:
    """Σ_i a_i ∫_a^b f_i dx = [P]_a^b because Σ_i a_i f_i = P': integration by parts, with P = ``product`` = u v.

    Checked: P' by differentiation; that P is continuous between the ends, with limits at them where they are
    infinite or P has no value there; that all integrals but one exist, with which the last does. ``differentiable``
    names the undefined functions in P, which premises must make differentiable; the ends are finite then.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import ByParts, equal
    >>> x = sp.Symbol("x", real=True)
    >>> moments = [sp.Integral(x**k * sp.exp(-x), (x, 0, sp.oo)) for k in (1, 2)]
    >>> bool(ByParts(-(x**2) * sp.exp(-x))(equal(moments[1], 2 * moments[0])))
    True
    """

    product: sp.Expr
    differentiable: tuple[UndefinedFunction, ...] = ()
    kind: str = "integration by parts"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """That the functions named are differentiable."""
        return tuple(Regular(f, 1) for f in self.differentiable)

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            total, rest, x, low, high = combined(lhs - rhs)
            refuse_unstated(carry_out(self.product), x, (total, lhs, rhs))
            boundary = self._boundary(total, x, low, high)
            if not vanishes(boundary + rest):
                raise Undischarged(
                    f"{self.product} gives {boundary} between the ends, and {lhs} = {rhs} wants {-rest}"
                )
        return f"the integrands add up to the derivative of {self.product}"

    def _boundary(self, total: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr:
        P = carry_out(self.product)
        if not P.has(AppliedUndef) and not total.has(AppliedUndef):
            found = difference_between(P, total, x, low, high)
            if found.is_finite is False or found.has(sp.nan, sp.zoo):
                raise Undischarged(f"{P} has no finite limits at the ends")
            return found
        if not (low.is_finite and high.is_finite):
            raise Undischarged(
                f"with an undefined function the ends have to be finite, not {low}, {high}"
            )
        s = between(x, low, high)
        unknown = {f.func for f in P.atoms(AppliedUndef)} - set(self.differentiable)
        if unknown:
            raise Undischarged(
                f"{unknown} has to be named as differentiable, and a premise to say so"
            )
        if any(f.args != (x,) for f in P.atoms(AppliedUndef) if f.has(x)):
            raise Undischarged(f"the undefined functions in {P} have to be functions of {x}")
        if not continuous(P.xreplace({x: s}), s, functions=self.differentiable):
            raise Undischarged(f"{P} was not shown continuous between the ends")
        if not vanishes(sp.diff(P, x) - total):
            raise Undischarged(f"the derivative of {P} is not {total}")
        return P.subs(x, high) - P.subs(x, low)


def combined(e: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Symbol, sp.Expr, sp.Expr]:
    """(f, rest, x, a, b) of e = ∫_a^b f dx + rest; Undischarged where the ranges differ, or what they hold may not
    exist."""
    parts, rest = terms_of(e)
    if not parts or not all(isinstance(node, sp.Integral) for _, node in parts):
        raise Undischarged("there is no integral here, or there are sums besides")
    x, low, high = parts[0][1].limits[0]
    if low.has(x) or high.has(x):
        raise Undischarged(f"the ends {low}, {high} depend on {x}")
    total, doubtful = sp.Integer(0), 0
    for factor, node in parts:
        y, a, b = node.limits[0]
        sign = 1 if (a, b) == (low, high) else -1 if (b, a) == (low, high) else 0
        if sign == 0 or factor.has(y) or (y != x and node.function.has(x)):
            raise Undischarged("the integrals do not run over one range")
        f = carry_out(node.function.xreplace({y: x}))
        doubtful += not _exists(f, x, low, high)
        total += sign * factor * f
    if doubtful > 1 and not total.has(AppliedUndef):
        raise Undischarged("more than one of the integrals was not shown to exist")
    return total, rest, x, low, high


def _exists(f: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> bool:
    if low.is_infinite or high.is_infinite:
        return converges(sp.Integral(f, (x, low, high)))
    s = between(x, low, high)
    return continuous(f.xreplace({x: s}), s)
