"""Whole numbers k at which a denominator of a term f(k) is 0, and sums that have no value because of one.

Σ_{k=0}^∞ 1/(k − 7)²: the term at k = 7 is none
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.errors import Undischarged

__all__ = ["refuse_no_value", "whole_zeros"]


def refuse_no_value(statement: sp.Basic) -> None:
    """Raises Undischarged where the term of a sum or product surely has a pole at a whole number of its range.

    >>> import sympy as sp
    >>> from softpot.derive import equal
    >>> from softpot.derive.machinery.discharge.wholezeros import refuse_no_value
    >>> k = sp.Symbol("k", integer=True)
    >>> refuse_no_value(equal(sp.Sum(1 / (k - 7) ** 2, (k, 0, sp.oo)), 1))
    Traceback (most recent call last):
    softpot.derive.machinery.errors.Undischarged: ...
    """
    for node in statement.atoms(sp.Sum, sp.Product):
        for k, *ends in node.limits:
            if len(ends) != 2:
                continue
            low, high = ends
            for root in whole_zeros(node.function, k):
                if (root - low).is_extended_nonnegative and (high - root).is_extended_nonnegative:
                    raise Undischarged(
                        f"{node} has no value: its term has none at {k} = {root}, where it divides by 0"
                    )


def whole_zeros(f: sp.Expr, k: sp.Symbol) -> list[sp.Expr]:
    """The whole numbers at which a denominator of f that is a polynomial in k is 0."""
    found: dict[sp.Expr, None] = {}
    for power in f.atoms(sp.Pow):
        base, exponent = power.args
        if exponent.is_negative and base.has(k) and base.is_polynomial(k):
            form = sp.Poly(base, k)
            if form.domain.is_ZZ or form.domain.is_QQ:
                found.update(dict.fromkeys(r for r in form.ground_roots() if r.is_Integer))
            elif form.degree() == 1:
                root = sp.expand(sp.cancel(-form.nth(0) / form.nth(1)))
                if root.is_integer:
                    found[root] = None
    return list(found)
