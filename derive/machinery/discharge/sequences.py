"""Sequences that obey one linear recurrence with constant coefficients, and agree in as many first values.

    λ^n: root λ      n^j: root 1, j + 1 times      F(n), L(n): roots (1 ± √5)/2      cos nθ, T_n(cos θ): roots e^{±iθ}

The roots of a sum are those of its terms, of a product all products, of Σ_{k=a}^n f(k) those of f and 1. A sequence
with the roots λ_1 … λ_N obeys Π_i (E − λ_i) u = 0, E u(n) = u(n + 1), so that N zeros in a row leave no others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["LinearRecurrence"]

_MOST = 12  # the order of a recurrence

Roots = dict[Any, int]  # and how often each counts

_GOLDEN: Roots = {(1 + sp.sqrt(5)) / 2: 1, (1 - sp.sqrt(5)) / 2: 1}


@dataclass(frozen=True)
class LinearRecurrence:
    """f(n) = g(n) for all whole numbers n that the symbol may be, since both obey one linear recurrence with
    constant coefficients and agree in as many first values as its order.

    Sides may be made of powers λ^n, polynomials in n, Fibonacci and Lucas numbers, sines and cosines of nθ, Chebyshev
    polynomials of order bn + c, sums and products of these, and finite sums of them up to n. The symbol has to be
    a whole number from 0, or from 1, on.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import LinearRecurrence, equal
    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> golden = sp.GoldenRatio * sp.fibonacci(n) + sp.fibonacci(n - 1)
    >>> bool(LinearRecurrence(n)(equal(sp.GoldenRatio**n, golden)))
    True
    """

    index: sp.Symbol
    kind: str = "one linear recurrence and equal first values"

    def __call__(self, statement: sp.Basic) -> str:
        n = self.index
        first = 1 if n.is_positive else 0 if n.is_nonnegative else None
        if first is None or not n.is_integer:
            raise Undischarged(f"{n} is not known to be a whole number from 0 or 1 on")
        order = 0
        for lhs, rhs in equalities(statement):
            m = sp.Dummy("n", integer=True)
            golden = (1 + sp.sqrt(5)) / 2
            sides = [side.xreplace({n: m}).subs(sp.GoldenRatio, golden) for side in (lhs, rhs)]
            if not any(side.has(m) for side in sides):
                raise Undischarged(f"{lhs} = {rhs} does not speak of {n}")
            found = _joined([_roots(side, m, first) for side in sides])
            order = max(order, sum(found.values()))
            if order > _MOST:
                raise Undischarged(f"the recurrence of {lhs} = {rhs} has an order above {_MOST}")
            for value in range(first, first + order):
                left, right = (_written_out(side.subs(m, value)) for side in sides)
                if not vanishes(sp.expand(left - right)):
                    raise Undischarged(
                        f"{lhs} = {rhs} fails at {n} = {value}, or was not shown there"
                    )
        return (
            f"both sides obey one linear recurrence of order {order} in {n}, and their first {order} "
            "values are equal"
        )


def _roots(e: sp.Expr, n: sp.Symbol, first: int) -> Roots:
    """The roots of a recurrence that e obeys from the first value on; raises Undischarged where none is known."""
    if not e.has(n):
        return {sp.Integer(1): 1}
    if e.is_polynomial(n):
        return {sp.Integer(1): int(sp.Poly(e, n).degree()) + 1}
    if isinstance(e, sp.Add):
        return _joined([_roots(part, n, first) for part in e.args])
    if isinstance(e, sp.Mul):
        found: Roots = {sp.Integer(1): 1}
        for part in e.args:
            found = _multiplied(found, _roots(part, n, first))
        return found
    if isinstance(e, sp.Sum):
        return _of_sum(e, n, first)
    if isinstance(e, (sp.Pow, sp.exp)):
        return _of_power(e, n, first)
    for kind, rule in _KNOWN.items():
        if isinstance(e, kind) and len(e.args) == 1:
            step = _slope(e.args[0], n)
            if kind in (sp.fibonacci, sp.lucas):  # which go on below 0 by the same recurrence
                _refuse_fractions(e.args[0], n, first, step)
            return rule(step)
    if isinstance(e, (sp.chebyshevt, sp.chebyshevu)):
        return _of_chebyshev(e, n, first)
    raise Undischarged(f"no linear recurrence with constant coefficients is known for {e}")


def _of_chebyshev(e: sp.Expr, n: sp.Symbol, first: int) -> Roots:
    """T_{cn+d}(x) and U_{cn+d}(x): u_{m+1} = 2x u_m − u_{m−1} (DLMF 18.9.1), with the roots e^{±icθ} for x = cos θ."""
    order, x = e.args
    if x.has(n):
        raise Undischarged(f"{e} is no sequence of polynomials of one variable")
    step = _slope(order, n)
    _refuse_below_0(order, n, first, step)
    if step > _MOST:
        raise Undischarged(f"the order of {e} rises by more than {_MOST}")
    if isinstance(x, sp.cos):
        one, other = (sp.exp(sign * sp.I * step * x.args[0]) for sign in (1, -1))
    else:
        one, other = (sp.expand((x + sign * sp.sqrt(x**2 - 1)) ** step) for sign in (1, -1))
    return {one: 2} if one == other else {one: 1, other: 1}  # at x = 1 U_n is n + 1


def _slope(e: sp.Expr, n: sp.Symbol) -> sp.Expr:
    step = sp.expand(sp.diff(e, n))
    if step.has(n):
        raise Undischarged(f"{e} is not linear in {n}")
    return step


def _refuse_fractions(e: sp.Expr, n: sp.Symbol, first: int, step: sp.Expr) -> None:
    """An order that is a whole number for every n, and rises."""
    if not (step.is_Integer and step > 0 and sp.expand(e.subs(n, first)).is_Integer):
        raise Undischarged(f"{e} was not shown to be a whole number")


def _refuse_below_0(e: sp.Expr, n: sp.Symbol, first: int, step: sp.Expr) -> None:
    """An order that is a whole number from 0 on, for every n."""
    start = sp.expand(e.subs(n, first))
    if not (step.is_Integer and step > 0 and start.is_Integer and start >= 0):
        raise Undischarged(f"{e} was not shown to be a whole number from 0 on")


def _of_power(e: sp.Expr, n: sp.Symbol, first: int) -> Roots:
    base, exponent = (sp.E, e.args[0]) if isinstance(e, sp.exp) else (e.base, e.exp)
    if not exponent.has(n):
        if not (exponent.is_Integer and 0 < exponent <= 6):
            raise Undischarged(f"{e} obeys no linear recurrence with constant coefficients")
        found: Roots = {sp.Integer(1): 1}
        for _ in range(int(exponent)):
            found = _multiplied(found, _roots(base, n, first))
        return found
    step = _slope(exponent, n)
    if base.has(n) or not (step.is_Integer or base is sp.E or base.is_positive):
        raise Undischarged(f"{e} is not a power of something constant to a multiple of {n}")
    if not base.is_nonzero and base is not sp.E:
        # λ = 0 would begin with 0^0 or with a pole
        start = sp.expand(exponent.subs(n, first))
        if not (step.is_Integer and step > 0 and start.is_Integer and start >= 0):
            raise Undischarged(f"{base} was not shown to be other than 0")
    return {base**step: 1}


def _of_sum(e: sp.Sum, n: sp.Symbol, first: int) -> Roots:
    """Σ_{k=a}^{n + c} f(k): its differences are f(n + c + 1)."""
    if len(e.limits) != 1:
        raise Undischarged(f"{e} is not a single sum")
    k, low, high = e.limits[0]
    extra = sp.expand(high - n)
    if not (low.is_Integer and extra.is_Integer) or e.function.has(n) or first + extra < low - 1:
        raise Undischarged(f"{e} does not run from a whole number up to {n} plus another")
    m = sp.Dummy("k", integer=True)
    inside = _roots(e.function.xreplace({k: m}), m, int(min(low, first + extra + 1)))
    return _joined([inside, {sp.Integer(1): 1 + inside.get(sp.Integer(1), 0)}])


def _joined(several: list[Roots]) -> Roots:
    found: Roots = {}
    for roots in several:
        for root, times in roots.items():
            known = next((r for r in found if r == root or sp.expand(r - root) == 0), root)
            found[known] = max(found.get(known, 0), times)
    return found


def _multiplied(one: Roots, other: Roots) -> Roots:
    products = [
        {sp.radsimp(sp.expand(a * b)) if not (a * b).is_Integer else a * b: s + t - 1}
        for a, s in one.items()
        for b, t in other.items()
    ]
    return _joined(products)


def _written_out(e: sp.Expr) -> sp.Expr:
    """Sums with numbers for limits term by term."""
    return e.replace(
        lambda s: isinstance(s, sp.Sum) and all(v.is_Integer for v in s.limits[0][1:]), _terms
    )


def _terms(total: sp.Sum) -> sp.Expr:
    k, low, high = total.limits[0]
    return sp.Add(*(total.function.subs(k, i) for i in range(int(low), int(high) + 1)))


_KNOWN: Mapping[Any, Callable[[Any], Roots]] = {
    sp.fibonacci: lambda step: {sp.expand(r**step): 1 for r in _GOLDEN},
    sp.lucas: lambda step: {sp.expand(r**step): 1 for r in _GOLDEN},
    sp.cos: lambda step: {sp.exp(sp.I * step): 1, sp.exp(-sp.I * step): 1},
    sp.sin: lambda step: {sp.exp(sp.I * step): 1, sp.exp(-sp.I * step): 1},
}
