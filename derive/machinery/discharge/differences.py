"""Σ_{k=a}^{b} f(k) = F(b + 1) − F(a), where F(k + 1) − F(k) = f(k): a finite sum by an antidifference."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["Differences"]


@dataclass(frozen=True)
class Differences:
    """Σ_{k=a}^{b} f(k) = F(b + 1) − F(a) with F = ``antidifference``, where the range is known to run upwards.

    F(k + 1) − F(k) = f(k) is shown for all whole k, Pascal's rule C(k + 1, j) = C(k, j) + C(k, j − 1) for whole j among
    what is used. A sum over C(k, a) from k = a on is that from 0 on, as the terms before are 0.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import Differences, equal
    >>> n, k, r = sp.symbols("n k r", integer=True, nonnegative=True)
    >>> stick = sp.Sum(sp.binomial(k, r), (k, r, n))
    >>> bool(Differences(sp.binomial(k, r + 1))(equal(stick, sp.binomial(n + 1, r + 1))))
    True
    """

    antidifference: sp.Expr
    kind: str = "an antidifference between the ends"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Sum) or len(lhs.limits) != 1:
                raise Undischarged(f"{lhs} is not a single sum")
            k, low, high = lhs.limits[0]
            if _begins_at(lhs.function, k, low):
                low = sp.Integer(0)
            if not (low.is_integer and high.is_integer and (high - low + 1).is_nonnegative):
                raise Undischarged(
                    f"{lhs} was not shown to run upwards, from a whole number to one: say so by the assumptions"
                )
            if value.has(k) or value.has(sp.Sum, sp.Integral, sp.Limit):
                raise Undischarged(f"{value} is no closed form")
            refuse_poles(lhs.function, k, low, high)
            refuse_poles(self.antidifference, k, low, high + 1)
            m = sp.Dummy("n", integer=True)  # nothing is used but that it is whole
            F, f = (e.xreplace({k: m}) for e in (self.antidifference, lhs.function))
            if not vanishes(sp.expand(_by_pascal(F.subs(m, m + 1), m) - F - f)):
                raise Undischarged(
                    f"{self.antidifference} is not an antidifference of {lhs.function}"
                )
            total = F.subs(m, high + 1) - F.subs(m, low)
            if not vanishes(total - value):
                raise Undischarged(f"the sum is {total}, not {value}")
        return f"the terms are differences of {self.antidifference}"


def _begins_at(f: sp.Expr, k: sp.Symbol, low: sp.Expr) -> bool:
    """Whether f holds the factor C(k, low), which is 0 for 0 ≤ k < low, and nothing that has a pole there."""
    factor = sp.binomial(k, low)
    rest = f / factor
    return bool(
        low.is_integer
        and low.is_nonnegative
        and isinstance(factor, sp.binomial)
        and not rest.has(factor)
        and rest.is_polynomial(k)
    )


def _by_pascal(e: sp.Expr, m: sp.Symbol) -> sp.Expr:
    """C(m + 1 + c, j) as C(m + c, j) + C(m + c, j − 1), which holds for every whole j."""

    def rule(top: sp.Expr, bottom: sp.Expr) -> sp.Expr:
        if bottom.is_integer and not bottom.has(m) and sp.expand(top - m).is_Integer:
            return sp.binomial(top - 1, bottom) + sp.binomial(top - 1, bottom - 1)
        return sp.binomial(top, bottom)

    return e.replace(sp.binomial, rule)
