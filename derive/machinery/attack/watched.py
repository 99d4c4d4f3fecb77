"""What has to be watched in an integrand: where it is 0, the integrand can be singular, bent or broken."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.relational import Relational


def watched(integrand: sp.Basic, variable: sp.Symbol) -> tuple[sp.Expr, ...]:
    """Expressions in the variable at whose zeros the integrand may be no smooth function of it."""
    found: dict[sp.Expr, None] = {}
    for node in sp.preorder_traversal(integrand):
        for expression in _of(node):
            if isinstance(expression, sp.Expr) and expression.has(variable):
                found.setdefault(expression)
    return tuple(found)


def _of(node: sp.Basic) -> Iterator[sp.Basic]:
    if isinstance(node, sp.Pow):
        natural = node.exp.is_integer and node.exp.is_nonnegative
        if not natural and not isinstance(node, sp.exp):
            yield node.base
    elif isinstance(node, (sp.Abs, sp.sign, sp.Heaviside, sp.log)):
        yield node.args[0]
    elif isinstance(node, Relational):
        if isinstance(node.lhs, sp.Expr) and isinstance(node.rhs, sp.Expr):
            yield node.lhs - node.rhs
    elif isinstance(node, (sp.Max, sp.Min)):
        first, *others = node.args
        yield from (first - other for other in others)
    elif isinstance(node, (sp.floor, sp.ceiling, sp.frac)):
        yield sp.sin(sp.pi * node.args[0])
    elif isinstance(node, (sp.tan, sp.sec)):
        yield sp.cos(node.args[0])
    elif isinstance(node, (sp.cot, sp.csc)):
        yield sp.sin(node.args[0])
    elif isinstance(node, (sp.coth, sp.csch)):
        yield node.args[0]
