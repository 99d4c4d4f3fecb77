"""The values of the integrals, sums and limits in a line, each proved by a method, so that the rest is algebra."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from softpot.derive.machinery.chosen import proved
from softpot.derive.machinery.discharge import Evaluated, KnownIntegral
from softpot.derive.machinery.discharge.algebra import equal
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.discharge.ends import difference_between
from softpot.derive.machinery.discharge.evaluated import Part, nodes, put
from softpot.derive.machinery.discharge.inverse import value_of
from softpot.derive.machinery.discharge.leading import limits
from softpot.derive.machinery.discharge.proposed import antiderivatives
from softpot.derive.machinery.errors import TheoryError

__all__ = ["evaluated"]

_MOST_NODES = 4


def evaluated(statement: sp.Basic, facts: tuple[sp.Basic, ...]) -> Iterator[Evaluated]:
    """The line with the values of its parts, where they can be found one after the other."""
    if not isinstance(statement, sp.Eq) or not isinstance(statement.lhs, sp.Expr):
        return
    left = statement.lhs - statement.rhs
    if not isinstance(left, sp.Expr):
        return
    parts: list[Part] = []
    for _ in range(_MOST_NODES):
        found = list(nodes(left))
        if not found:
            break
        if len(found) == 1:
            solved = _solved(left, found[0]) if left.has(found[0]) else None
            if not parts and solved is not None and statement == equal(found[0], solved):
                return  # the line itself
            values = [solved] if solved is not None else list(_values(found[0]))
            part = _proved(found[0], values, facts)
        else:
            part = next(
                (p for node in found if (p := _proved(node, _values(node), facts)) is not None),
                None,
            )
        if part is None:
            return
        parts.append(part)
        left = put(left, part[0], part[1])
    if parts and not list(nodes(left)):
        yield Evaluated(tuple(parts))


def _solved(left: sp.Expr, node: sp.Basic) -> sp.Expr | None:
    """The value of the one node of an expression that is linear in it, and has to vanish."""
    unknown = sp.Dummy("I")
    form = sp.expand(left.xreplace({node: unknown}))
    factor, rest = form.coeff(unknown, 1), form.coeff(unknown, 0)
    if factor.has(unknown) or sp.expand(form - factor * unknown - rest) != 0:
        return None
    if not is_nonzero(sp.factor(factor)):
        return None
    return sp.factor_terms(sp.cancel(-rest / factor)) if rest != 0 else sp.Integer(0)


def _proved(
    node: sp.Basic, values: Iterator[sp.Expr] | list[sp.Expr], facts: tuple[sp.Basic, ...]
) -> Part | None:
    for value in values:
        try:
            return node, value, proved(equal(node, value), facts, alone=True)[0]
        except TheoryError:
            continue
    return None


def _values(node: sp.Basic) -> Iterator[sp.Expr]:
    """Values worth a proof."""
    if isinstance(node, sp.Integral) and len(node.limits[0]) == 3:
        for value, _, lacking in KnownIntegral().found(node):
            if lacking is None:
                yield value
        x, low, high = node.limits[0]
        for F in antiderivatives(node.function, x, low, high):
            try:
                yield sp.simplify(difference_between(F, node.function, x, low, high))
            except TheoryError:
                if low.is_finite and high.is_finite:
                    yield F.subs(x, high) - F.subs(x, low)
    elif isinstance(node, sp.Sum) and node.limits[0][2] is sp.oo:
        try:
            yield value_of(node)
        except TheoryError:
            return
    elif isinstance(node, sp.Limit):
        yield from limits(node)[:1]
