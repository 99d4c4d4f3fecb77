"""L(n) ≥ R(n) for all whole n by induction: L grows by a factor with which R does not grow less.

L(n + 1) = q L(n),  q ≥ 0,  q R(n) ≥ R(n + 1)      and the same with L and R exchanged, and ≤
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.discharge.ordered import at_least_0
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["OrderInduction"]

_MOST_FIRST = 8


@dataclass(frozen=True)
class OrderInduction:
    """a(n) ≥ b(n), or >, for all whole n that the symbol may be: true up to ``start``, and from there by induction.

    One of the sides has to be multiplied by a known q ≥ 0 from n to n + 1, and q > 0 where the inequality is strict.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import OrderInduction
    >>> n, p = sp.Symbol("n", integer=True, nonnegative=True), sp.Symbol("p", positive=True)
    >>> bool(OrderInduction(n)((1 + p) ** n >= 1 + n * p))
    True
    """

    index: sp.Symbol
    start: int = 0
    kind: str = "induction for an inequality"

    def __call__(self, statement: sp.Basic) -> str:
        if not isinstance(
            statement, (sp.GreaterThan, sp.StrictGreaterThan, sp.LessThan, sp.StrictLessThan)
        ):
            raise Undischarged(f"{statement} is not an inequality")
        n = self.index
        least = 1 if n.is_positive else 0 if n.is_nonnegative else None
        if not n.is_integer or least is None:
            raise Undischarged(f"{n} is not a whole number that is not negative")
        if not least <= self.start <= least + _MOST_FIRST:
            raise Undischarged(f"the induction has to start from {least} to {least + _MOST_FIRST}")
        strict = isinstance(statement, (sp.StrictGreaterThan, sp.StrictLessThan))
        larger, smaller = statement.gts, statement.lts
        if not (larger.has(n) or smaller.has(n)) or statement.has(
            sp.Integral, sp.Sum, sp.Limit, sp.Derivative
        ):
            raise Undischarged(f"{statement} does not speak of {n} in closed form")
        for value in range(least, self.start + 1):
            difference = larger.subs(n, value) - smaller.subs(n, value)
            if not at_least_0(difference, strict) and not (not strict and vanishes(difference)):
                raise Undischarged(f"at {n} = {value} {statement} was not shown")
        m = sp.Dummy("n", integer=True, nonnegative=True)
        a, b = (side.subs(n, m + self.start) for side in (larger, smaller))
        for way in (1, -1):
            grown, other = (a, b) if way > 0 else (b, a)
            q = sp.simplify(grown.subs(m, m + 1) / grown)
            if grown == 0 or not vanishes(q * grown - grown.subs(m, m + 1)):
                continue
            if not (sign_of(q) == 1 or (not strict and at_least_0(q))):
                continue
            step = way * (q * other - other.subs(m, m + 1))
            forms = (
                step,
                sp.factor(step),
                sp.factor(sp.expand(step)),
                sp.factor(sp.simplify(step)),
            )
            if any(at_least_0(form) for form in forms):
                return (
                    f"true up to {n} = {self.start}, and from {n} to {n} + 1 one side grows by "
                    f"{q.subs(m, n - self.start)}, with which the order stays"
                )
        raise Undischarged(f"from {n} to {n} + 1 the order of {statement} was not shown to stay")
