"""Where a statement says something: denominators, logarithms, roots, and what has to exist.

    a/b  b ≠ 0      log u, u real: u > 0      u^r, u real, r no integer: u ≥ 0, and u > 0 for negative r

What the assumptions of the symbols imply is left out. A condition inside an integral, a sum or a limit may speak
of the bound variable and is not listed: there the integral itself has to exist. Of the terms of a finite sum those
conditions are listed that do not speak of the index.
Not guaranteed: that the conditions are necessary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import sympy as sp

BINDERS = (sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Derivative, sp.Subs, sp.Lambda)
"""What has variables of its own."""


def conditions(statement: sp.Basic) -> tuple[sp.Basic, ...]:
    """The conditions in the order in which they stand, each once."""
    found: dict[sp.Basic, None] = {}
    for condition in _conditions(statement):
        if condition not in (sp.true, sp.false):
            found.setdefault(condition)
    return tuple(found)


def _conditions(e: sp.Basic) -> Iterator[sp.Basic]:
    if isinstance(e, sp.Derivative):  # what it is taken of has to have a value there, and around
        yield from _conditions(e.expr)
        return
    if isinstance(e, sp.Subs):
        at = dict(zip(e.variables, e.point, strict=True))
        yield from (c.subs(at, simultaneous=True) for c in _conditions(e.expr))
        return
    if isinstance(e, BINDERS):
        if _finite(e):  # no line says of it that it has to exist
            at = {k: _index(*ends) for k, *ends in e.limits}
            bound = set(at.values())
            inside = _conditions(e.function.xreplace(at))
            yield from (c for c in inside if not c.free_symbols & bound)
        return
    if isinstance(e, sp.Pow) and not isinstance(e, sp.exp):
        yield from _of_a_power(e.base, e.exp)
    elif isinstance(e, sp.log):
        yield _positive(e.args[0])
    for part in e.args:
        yield from _conditions(part)


def _of_a_power(base: sp.Expr, exponent: sp.Expr) -> Iterator[sp.Basic]:
    if exponent.is_integer:
        if not exponent.is_nonnegative and not base.is_nonzero:
            yield _not_zero(base)
    elif base.is_number:
        return
    elif exponent.is_nonnegative:
        if base.is_real and not base.is_nonnegative:
            yield cast(sp.Basic, sp.GreaterThan(base, 0))
    elif not base.is_positive:
        yield _positive(base)


def _positive(argument: sp.Expr) -> sp.Basic:
    """u > 0 of a real u, u ≠ 0 of another; true where the assumptions say so."""
    if argument.is_number or argument.is_positive:
        return cast(sp.Basic, sp.true)
    if argument.is_real:
        return cast(sp.Basic, sp.StrictGreaterThan(argument, 0))
    return cast(sp.Basic, sp.true) if argument.is_nonzero else _not_zero(argument)


def _not_zero(expression: sp.Expr) -> sp.Basic:
    return sp.Ne(expression.args[0] if isinstance(expression, sp.Abs) else expression, 0)


def _index(low: sp.Expr | None = None, high: sp.Expr | None = None) -> sp.Dummy:
    """An index of which no more is known than the sign of the number where it starts."""
    return sp.Dummy(
        "k",
        integer=True,
        nonnegative=True if low is not None and low.is_nonnegative else None,
        positive=True if low is not None and low.is_positive else None,
    )


def _finite(e: sp.Basic) -> bool:
    return isinstance(e, (sp.Sum, sp.Product)) and not e.has(sp.oo, -sp.oo)


def existing(statement: sp.Basic) -> tuple[sp.Basic, ...]:
    """The outermost integrals, infinite sums and products, limits and derivatives, each once."""
    found: dict[sp.Basic, None] = {}
    pending = [statement]
    while pending:
        e = pending.pop(0)
        if isinstance(e, BINDERS) and not _finite(e) and not isinstance(e, sp.Lambda):
            found.setdefault(e)
        else:
            pending[:0] = e.args
    return tuple(found)
