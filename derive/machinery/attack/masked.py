"""Lines with a part that cannot be computed: that part has some value, and the others are looked at all the same.

    d|x|/dx + c(x, q) = sign x + c(x, q), c a Mathieu function: there is no derivative at x = 0

In the place of each such part stands an undefined function of what it depends on. What has then no value on one side
has none, whatever the part is; that values differ says nothing, as it may be due to the part.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.calculus import NUMERICAL
from softpot.derive.machinery.attack.contexts import FLOATS
from softpot.derive.machinery.attack.functions import numeric

__all__ = ["masked", "refuse_beside"]

_COSTLY = (*NUMERICAL, sp.Sum, sp.Product)


def masked(statement: sp.Basic) -> sp.Basic:
    """The statement with undefined functions for functions that have no numbers, and for integrals, limits and
    endless sums."""
    kept: dict[sp.Basic, sp.Basic] = {}

    def walk(e: sp.Basic) -> sp.Basic:
        if _unknown(e):
            if e not in kept:
                free = sorted(e.free_symbols, key=str)
                kept[e] = sp.Function(f"M{len(kept)}", real=e.is_extended_real)(*free, sp.S.One)
            return kept[e]
        if not e.args or isinstance(e, AppliedUndef):
            return e
        args = [walk(a) for a in e.args]
        return e if all(a is b for a, b in zip(args, e.args, strict=True)) else _again(e, args)

    return walk(statement)


def _again(e: sp.Basic, args: list[sp.Basic]) -> sp.Basic:
    return sp.Eq(*args, evaluate=False) if isinstance(e, sp.Eq) else e.func(*args)


def _unknown(e: sp.Basic) -> bool:
    if isinstance(e, _COSTLY):
        return True
    return (
        isinstance(e, sp.Function)
        and not isinstance(e, (AppliedUndef, sp.Piecewise))
        and (numeric(e.func, FLOATS) is None)
    )


def refuse_beside(attack: Attack) -> None:
    """Raises Refuted where one side of a line has no value, beside what cannot be computed."""
    made = masked(attack.statement)
    if made == attack.statement or not isinstance(made, sp.Eq):
        return
    try:
        replace(attack, statement=made).run()
    except Refuted as refuted:
        if refuted.valueless:
            raise
