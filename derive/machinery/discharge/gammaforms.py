"""C(A, B) = Γ(A + 1)/(Γ(B + 1) Γ(A − B + 1)): where factorials, binomials and their like may be rewritten by Γ.

    Γ(a), a!         where a > 0, a > −1; or where a takes values between whole numbers, and poles are conditions
    C(A, B)          where A > −1: 1/Γ is entire, so the right side is C(A, B) for every B
    C(A, B), (A)_B   for any A too, where B is whole and A may be moved while B stays: it is a polynomial in A

At A = −1, C(A, A − 1) is 0, and A is what the Γ rules make of it. So what is not shown to be at such a place is to be
kept as it stands (``not_by_gamma``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

__all__ = ["COUNTED", "not_by_gamma"]

_IN_TWO = (sp.binomial, sp.FallingFactorial, sp.RisingFactorial)


def _never_whole(a: sp.Expr) -> bool:
    """Whether a is a fraction for all values of its symbols, as k + 1/2 is."""
    number, rest = sp.expand(a).as_coeff_Add()
    return a.is_integer is False or bool(rest.is_integer and number.is_integer is False)


def _between(a: sp.Basic) -> bool:
    """Whether a takes values between whole numbers, so that those are isolated: floor(x) does not."""
    if getattr(a, "is_integer", None):
        return False
    return isinstance(a, sp.Symbol) or any(_between(part) for part in a.args)


def _above(least: int) -> Callable[..., bool]:
    """Whether each argument is above that number, never whole, or takes values between whole numbers."""
    return lambda *args: all(
        bool((a - least).is_positive) or _never_whole(a) or _between(a) for a in args
    )


def _top(a: sp.Expr, _: sp.Expr) -> bool:
    return bool((a + 1).is_positive) or _never_whole(a)


def _rising(a: sp.Expr, b: sp.Expr) -> bool:
    return bool((a.is_positive and (a + b).is_positive) or (_never_whole(a) and b.is_integer))


_HOLDS: Mapping[Any, Callable[..., bool]] = {
    sp.gamma: _above(0), sp.beta: _above(0), sp.factorial: _above(-1), sp.factorial2: _above(-2),
    sp.subfactorial: _above(-1), sp.catalan: _above(-1),
    sp.binomial: _top, sp.FallingFactorial: _top, sp.RisingFactorial: _rising,
}  # fmt: skip
"""Where the Γ form is the function, for any values of the other arguments."""

COUNTED: tuple[type, ...] = tuple(_HOLDS)


def not_by_gamma(expression: sp.Basic) -> frozenset[sp.Basic]:
    """The factorials, binomials and their like that must be kept as they stand.

    >>> n, k = sp.symbols("n k", integer=True, nonnegative=True)
    >>> not_by_gamma(sp.binomial(n, k) + sp.factorial(n))
    frozenset()
    >>> not_by_gamma(sp.binomial(5 - n, 4 - n) - sp.gamma(n + 1))
    frozenset({binomial(5 - n, 4 - n)})
    """
    unsure = {e for e in expression.atoms(*COUNTED) if not _HOLDS[e.func](*e.args)}
    movable = {e for e in unsure if e.func in _IN_TWO and _polynomial(e)}
    while True:
        fixed = {s for e in movable for s in e.args[1].free_symbols}
        stuck = {e for e in movable if e.args[0].free_symbols <= fixed}
        if not stuck:
            return frozenset(unsure - movable)
        # those that are in their own way go first
        own = {e for e in stuck if e.args[0].free_symbols <= e.args[1].free_symbols}
        movable -= own or stuck


def _polynomial(e: sp.Basic) -> bool:
    """Whether the function is a polynomial in its first argument for each value of the second."""
    a, b = e.args
    whole = b.is_integer if isinstance(e, sp.binomial) else b.is_integer and b.is_nonnegative
    return bool(whole and a.free_symbols)
