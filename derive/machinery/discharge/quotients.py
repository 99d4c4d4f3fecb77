"""lim N(x)/D(x) = N^(k)(a)/D^(k)(a): the limit of a quotient of entire functions, by their first terms that are not 0.

Entire are polynomials, exp, sin, cos, sinh, cosh, erf, and sums, products and compositions of entire functions; their
power series converge everywhere, so the quotient of the leading terms is the limit.
Source: any course of analysis (de l'Hospital's rule for power series).
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.discharge.zero import vanishes

__all__ = ["leading_quotient"]

_ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf)
_MOST = 8  # derivatives


def leading_quotient(f: sp.Expr, x: sp.Symbol, point: sp.Expr) -> sp.Expr | None:
    """lim_{x→c} f(x)/g(x) = f⁽ⁿ⁾(c)/g⁽ⁿ⁾(c) of entire functions, n the first order with g⁽ⁿ⁾(c) ≠ 0; else None."""
    top, bottom = sp.fraction(f)
    if not (_entire(top, x) and _entire(bottom, x)):
        return None
    for _ in range(_MOST):
        above, below = top.subs(x, point), bottom.subs(x, point)
        if below.is_zero is False or below.is_positive or below.is_negative:
            return above / below
        if not (vanishes(below) and vanishes(above)):
            return None
        top, bottom = sp.diff(top, x), sp.diff(bottom, x)
    return None


def _entire(e: sp.Expr, x: sp.Symbol) -> bool:
    if not e.has(x):
        return not e.has(sp.oo, sp.zoo, sp.nan, sp.Limit, sp.Integral)
    if e == x:
        return True
    if isinstance(e, (sp.Add, sp.Mul, *_ENTIRE)):
        return all(_entire(part, x) for part in e.args)
    if isinstance(e, sp.Pow):
        return bool(e.exp.is_Integer and e.exp > 0) and _entire(e.base, x)
    return False
