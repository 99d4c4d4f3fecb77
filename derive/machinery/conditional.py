"""Equations that look as if they spoke of a function of x, and are a condition on x: f(x) |x| = f(x) x with f > 0,
or f(x)² = x.

The difference of the sides is factored, with the functions as letters. A factor without functions that holds x, beside
factors that cannot be 0, is such a condition; so is what is left where the functions of x cancel.
"""

from __future__ import annotations

from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.polys.polyerrors import BasePolynomialError

from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.discharge.putting import BINDING
from softpot.derive.machinery.errors import Undischarged

__all__ = ["conditional"]

_SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "real")
_KINDS = (
    "integer",
    "rational",
    "even",
    "odd",
    "prime",
    "composite",
    "zero",
    "irrational",
    "imaginary",
)
_WITHIN_1 = (sp.sin, sp.cos, sp.tanh, sp.erf)
_WITHIN = {sp.atan: sp.pi / 2, sp.acot: sp.pi / 2, sp.asin: sp.pi / 2}


@lru_cache(maxsize=1024)
def conditional(left: sp.Basic, right: sp.Basic, variable: sp.Symbol) -> bool:
    """Whether left = right, with functions in it, is a condition on the variable."""
    if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
        return False
    if variable not in left.free_symbols | right.free_symbols:
        return False
    for one, other in ((left, right), (right, left)):
        bare = one.expr if isinstance(one, sp.Derivative) else one
        if isinstance(bare, AppliedUndef) and not other.has(bare.func):
            return variable in one.free_symbols and _sign_is_lost(one, other)
        if one.has(AppliedUndef) and variable in other.free_symbols and _sign_is_lost(one, other):
            return (
                True  # f(x)² = x says that x is not negative, and cos f(x) = x that it is at most 1
            )
    letters: dict[sp.Basic, sp.Symbol] = {}
    plain = _lettered(left - right, letters)
    try:
        factors = sp.Mul.make_args(sp.factor(plain))
    except (BasePolynomialError, NotImplementedError):
        factors = (plain,)
    of_it = {s for node, s in letters.items() if variable in node.free_symbols}
    rest = [f for f in factors if f.free_symbols & of_it]
    own = [f for f in factors if f not in rest and variable in f.free_symbols and not f.is_nonzero]
    derived = {s for node, s in letters.items() if not isinstance(node, AppliedUndef)}
    return bool(own) and all(_stays_nonzero(f, derived) for f in rest)


def _sign_is_lost(function: sp.Expr, value: sp.Expr) -> bool:
    """Whether a function, or what is made of some, has a sign that its value was not shown to have: p(x) = x with
    p > 0 leaves x > 0; or is whole, or below a bound, as its value was not shown to be.

    A value with other functions in it is about those: P(x) = ∫ G(x, y) dy with P > 0 says something of G.
    """
    if value.has(AppliedUndef):
        return False
    if any(getattr(function, f"is_{k}") and not getattr(value, f"is_{k}") for k in _KINDS):
        return True
    lost = any(
        getattr(function, f"is_{k}") and not getattr(value, f"is_{k}")
        for k in _SIGNS
        if k != "real"
    )
    if lost and sign_of(value) not in ((1,) if function.is_nonnegative else (-1,)):
        # a rational value is 0 at single points only
        points = not function.is_nonzero or (value.is_rational_function() and value != 0)
        return not (function.is_nonnegative and points and at_least_0(value))
    return _bound_is_lost(function, value)


def _bound_is_lost(function: sp.Expr, value: sp.Expr) -> bool:
    """Whether a sine, or the like, of something real is equated with what was not shown to be as small."""
    most = _WITHIN.get(type(function), sp.Integer(1) if isinstance(function, _WITHIN_1) else None)
    if most is None or not function.args[0].is_extended_real:
        return False
    return not all(at_least_0(most - side) for side in (value, -value))


def at_least_0(e: sp.Expr) -> bool:
    """Whether e ≥ 0 was shown for all values of its symbols."""
    from softpot.derive.machinery.discharge.ordered import at_least_0 as shown

    try:
        return bool((1 / e).is_nonnegative) or shown(e)
    except Undischarged:
        return False


def _lettered(e: sp.Basic, letters: dict[sp.Basic, sp.Symbol]) -> sp.Basic:
    """The expression with letters of the same signs for undefined functions and for what is worked on them."""
    if not e.has(AppliedUndef):
        return e
    if isinstance(e, (AppliedUndef, sp.Derivative, *BINDING)):
        if e not in letters:
            signs = {k: True for k in _SIGNS if getattr(e, f"is_{k}", None)}
            letters[e] = sp.Dummy(**signs)
        return letters[e]
    return e.func(*(_lettered(part, letters) for part in e.args))


def _stays_nonzero(factor: sp.Expr, derived: set[sp.Symbol]) -> bool:
    """Whether a factor is not 0, or a bare power of functions, of which it is not to be expected."""
    base = factor.as_base_exp()[0]
    return bool(factor.is_nonzero or (base.is_Symbol and base not in derived))
