"""How integrals, sums, products, limits, derivatives and substitutions are written."""

from __future__ import annotations

import sympy as sp
from sympy.printing.conventions import requires_partial

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation.rules import Rule, Rules, Writes, named
from softpot.derive.machinery.notation.shapes import (
    acting,
    chain,
    derivative,
    fence,
    flat,
    listed,
    marked,
)
from softpot.derive.machinery.notation.tree import Big, Level, Node, Script


def _integral(w: Writes, e: sp.Integral) -> Node:
    signs = []
    for _, *ends in reversed(
        e.limits
    ):  # the innermost limit is the first of SymPy's, the last sign
        below = w.node(ends[0]) if len(ends) == 2 else None
        signs.append(Big("∫", below, w.node(ends[-1]) if ends else None))
    return acting(signs, w.node(e.function), [w.node(limit[0]) for limit in e.limits])


def _repeated(sign: str) -> Rule:
    def rule(w: Writes, e: sp.Sum) -> Node:
        signs = []
        for index, *ends in reversed(e.limits):
            if len(ends) == 1:
                raise Unwritable(f"no output has a form for a sum or product over a set: {e}")
            below = w.node(index)
            if ends:
                below = chain([below, w.node(ends[0])], "=", Level.RELATION)
            signs.append(Big(sign, below, w.node(ends[1]) if ends else None))
        return acting(signs, w.node(e.function))

    return rule


def _limit(w: Writes, e: sp.Limit) -> Node:
    body, variable, point, side = e.args
    to = w.node(point)
    if str(side) in ("+", "-") and not point.is_infinite:
        to = marked(to, named("+", "⁺", "+") if str(side) == "+" else named("-", "⁻", "-"))
    below = chain([w.node(variable), to], "→", Level.RELATION)
    return acting([Big("lim", below)], w.node(body))


def _derivative(w: Writes, e: sp.Derivative) -> Node:
    d = "∂" if requires_partial(e.expr) else "d"
    order = sum((count for _, count in e.variable_count), sp.S.Zero)
    by = [(w.node(variable), w.node(count)) for variable, count in reversed(e.variable_count)]
    return derivative(d, w.node(order), w.node(e.expr), by)


def _substituted(w: Writes, e: sp.Subs) -> Node:
    body, variables, points = e.args
    put = [
        chain([w.node(v), w.node(p)], "=", Level.RELATION)
        for v, p in zip(variables, points, strict=True)
    ]
    return Script(fence(w.node(body), "[", "]"), sub=flat(listed(put)))


RULES: Rules = {
    "Integral": _integral,
    "Sum": _repeated("∑"),
    "Product": _repeated("∏"),
    "Limit": _limit,
    "Derivative": _derivative,
    "Subs": _substituted,
}
