"""F(b) − F(a), each end taken as a limit from inside, for an F that is continuous on the open range.

A range is run over by u > 0: x = (a + b u)/(1 + u) from a to b, x = a + u and x = b − u for one infinite end, so that
1 − x²/a² on (−a, a) is 4u/(1 + u)², whose sign is seen. Where F is continuous up to an end it takes its value
there; elsewhere its limit is found by leading terms (``growth``). The integral is then the improper one, which
converges because the limits exist.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.growth import limit_at_infinity
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["difference_between"]


def difference_between(
    F: sp.Expr, f: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr
) -> sp.Expr:
    """∫_lower^upper f dx; raises Undischarged where F was not shown to be an antiderivative all over the range."""
    if lower in (upper, sp.oo) or upper == -sp.oo or lower.has(x) or upper.has(x):
        raise Undischarged(
            f"the range from {lower} to {upper} is not an interval that runs upwards"
        )
    if not _continuous(F, x, lower, upper):
        raise Undischarged(
            f"{F} was not shown continuous between the ends: substitute a variable in which it is, or say what the "
            "symbols assume"
        )
    s = between(x, lower, upper)
    rate = sp.diff(F.xreplace({x: s}), s) - f.xreplace({x: s})
    if not vanishes(rate) and not any(
        vanishes(_opened(sp.diff(F, x) - f, x, way)) for way in _ways(lower, upper, inside=True)
    ):
        raise Undischarged(f"the derivative of {F} is not {f}")
    return _at(F, x, upper, lower) - _at(F, x, lower, upper)


def _at(F: sp.Expr, x: sp.Symbol, end: sp.Expr, other: sp.Expr) -> sp.Expr:
    """The limit of F at an end, from the side of the other one."""
    if end.is_finite and _continuous(F, x, other, end, closed=True):
        return F.subs(x, end)
    u = sp.Dummy("u", positive=True)
    return limit_at_infinity(_opened(F, x, _toward(end, other, u)), u)


def _toward(end: sp.Expr, other: sp.Expr, u: sp.Symbol) -> sp.Expr:
    """x as a function of u that goes to the end as u goes to infinity."""
    if end.is_infinite:
        start = other if other.is_finite else sp.Integer(0)
        return start + u if end == sp.oo else start - u
    if other.is_infinite:
        return end + 1 / u if other == sp.oo else end - 1 / u
    return (other + end * u) / (1 + u)


def _ways(lower: sp.Expr, upper: sp.Expr, inside: bool) -> Iterator[sp.Expr]:
    """Parametrisations that together cover the range; ``inside`` leaves the ends out."""
    kind = {"positive": True} if inside else {"nonnegative": True}
    u = sp.Dummy("u", **kind)
    if lower.is_infinite and upper.is_infinite:
        yield sp.Dummy("u", real=True)
    elif lower.is_infinite or upper.is_infinite:
        near, far = (lower, upper) if upper.is_infinite else (upper, lower)
        yield near + u if far == sp.oo else near - u
    else:
        yield (lower + upper * u) / (1 + u)


def _opened(e: sp.Expr, x: sp.Symbol, way: sp.Expr) -> sp.Expr:
    return e.xreplace({x: way}).replace(
        lambda p: isinstance(p, sp.Add) and p.is_rational_function(*way.free_symbols),
        lambda p: sp.factor(sp.together(p)),
    )


def _continuous(
    F: sp.Expr, x: sp.Symbol, lower: sp.Expr, upper: sp.Expr, closed: bool = False
) -> bool:
    """Whether F is continuous on the open range; ``closed``: up to the upper end, and not at the lower one."""
    if closed:
        # from the end back: u = 0 is the end, and the other one is not reached
        return all(_all_over(F, x, way) for way in _ways(upper, lower, inside=False))
    s = between(x, lower, upper)
    return continuous(F.xreplace({x: s}), s) or all(
        _all_over(F, x, way) for way in _ways(lower, upper, inside=True)
    )


def _all_over(F: sp.Expr, x: sp.Symbol, way: sp.Expr) -> bool:
    (u,) = (s for s in way.free_symbols if isinstance(s, sp.Dummy))
    return continuous(_opened(F, x, way), u)
