"""F(n, k + 1)/F(n, k) as a rational function, for products of factorials, binomials, Γ, powers and polynomials.

    (A + c)!/A! = (A + 1)…(A + c),     C(A, B) = A!/(B! (A − B)!),     Γ(A) = (A − 1)!

The rules are identities of Γ wherever no argument of a factorial is a negative integer; ``places`` says which arguments
have to be 0 or more for that. Numbers and symbols that the variables do not occur in count as parameters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from softpot.derive.machinery.errors import Undischarged

__all__ = ["factorials", "places", "shifted"]

_MOST = 12  # steps of a shift


def factorials(e: sp.Expr) -> sp.Expr:
    """The expression with factorials for binomials, Γ, Pochhammer symbols and double shifts."""
    e = e.replace(
        sp.binomial, lambda a, b: sp.factorial(a) / (sp.factorial(b) * sp.factorial(a - b))
    )
    e = e.replace(sp.RisingFactorial, lambda x, k: sp.factorial(x + k - 1) / sp.factorial(x - 1))
    e = e.replace(sp.FallingFactorial, lambda x, k: sp.factorial(x) / sp.factorial(x - k))
    return e.replace(sp.gamma, lambda x: sp.factorial(x - 1))


def shifted(e: sp.Expr, k: sp.Symbol, by: int = 1) -> sp.Expr:
    """e(k + by)/e(k), rational; raises Undischarged where e is not hypergeometric in k."""
    if not e.has(k):
        return sp.Integer(1)
    if isinstance(e, sp.Mul):
        product: Any = sp.Integer(1)
        for part in e.args:
            product *= shifted(part, k, by)
        return product
    if isinstance(e, sp.factorial):
        return _of_factorial(e.args[0], k, by)
    if isinstance(e, sp.exp):
        return _to_a_power(sp.E, e.args[0], k, by)
    if isinstance(e, sp.Pow):
        if not e.exp.has(k):
            if not e.exp.is_Integer:
                raise Undischarged(f"{e} is not hypergeometric in {k}")
            return shifted(e.base, k, by) ** e.exp
        return _to_a_power(e.base, e.exp, k, by)
    if e.is_rational_function(k):
        return sp.cancel(e.subs(k, k + by) / e)
    raise Undischarged(f"{e} is not hypergeometric in {k}")


def _to_a_power(base: sp.Expr, exponent: sp.Expr, k: sp.Symbol, by: int) -> sp.Expr:
    step = sp.expand(exponent.subs(k, k + by) - exponent)
    if base.has(k) or step.has(k):
        raise Undischarged(f"{base**exponent} is not hypergeometric in {k}")
    return base**step


def _of_factorial(a: sp.Expr, k: sp.Symbol, by: int) -> sp.Expr:
    c = sp.expand(a.subs(k, k + by) - a)
    if not c.is_Integer or abs(c) > _MOST:
        raise Undischarged(f"{sp.factorial(a)} is not hypergeometric in {k}")
    if c >= 0:
        return sp.Mul(*(a + i for i in range(1, int(c) + 1)))
    return 1 / sp.Mul(*(a - i for i in range(int(-c))))


def places(e: sp.Expr) -> Iterator[sp.Expr]:
    """The arguments of the factorials in e, which must not be negative integers."""
    for factorial in e.atoms(sp.factorial):
        yield factorial.args[0]
