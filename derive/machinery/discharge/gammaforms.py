"""C(A, B) = Γ(A + 1)/(Γ(B + 1) Γ(A − B + 1)): where factorials, binomials and their like may be rewritten by Γ.

    Γ(a), a!         where a ≥ 1, a ≥ 0; or where a takes values between whole numbers, and poles are conditions
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


def _between(a: sp.Expr) -> bool:
    """Whether a is no whole number, or takes values between them too, so that whole numbers are isolated."""
    return a.is_integer is False or any(not s.is_integer for s in a.free_symbols)


def _from(least: int) -> Callable[..., bool]:
    """Whether each argument is at least that number, or takes values between whole numbers."""
    return lambda *args: all(bool((a - least).is_nonnegative) or _between(a) for a in args)


_HOLDS: Mapping[Any, Callable[..., bool]] = {
    sp.gamma: _from(1), sp.beta: _from(1),
    sp.factorial: _from(0), sp.factorial2: _from(0), sp.subfactorial: _from(0), sp.catalan: _from(0),
    sp.binomial: lambda a, _: bool((a + 1).is_positive) or a.is_integer is False,
    sp.FallingFactorial: lambda a, _: bool((a + 1).is_positive) or a.is_integer is False,
    sp.RisingFactorial: lambda a, b: (
        bool(a.is_positive and (a + b).is_positive) or (a.is_integer is False and bool(b.is_integer))
    ),
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
        moved = {s for e in movable for s in e.args[0].free_symbols}
        stuck = {e for e in movable if e.args[1].free_symbols & moved}
        if not stuck:
            return frozenset(unsure - movable)
        # one that is in its own way is first
        own = {e for e in stuck if e.args[1].free_symbols & e.args[0].free_symbols}
        movable -= own or stuck


def _polynomial(e: sp.Basic) -> bool:
    """Whether the function is a polynomial in its first argument for each value of the second."""
    a, b = e.args
    whole = b.is_integer if isinstance(e, sp.binomial) else b.is_integer and b.is_nonnegative
    return bool(whole and a.free_symbols)
