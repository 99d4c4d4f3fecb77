"""Equals put in for equals, without capture.

    ∫ u x dx  with u = x  stays as it is: the x that is integrated over is not the x of u.

An equation may be put in where its symbols mean what they mean outside: under an integral, a sum, a product,
a limit or a substitution over v only when it does not speak of v, or when it is about an undefined function
of v, such as f(v) = v², which is read as said of every v. Under a derivative by v, v keeps its meaning, so everything
is put in. That the equation holds for every v, and not at one alone, is for the derivation to see to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

import sympy as sp
from sympy.core.function import AppliedUndef

BINDING = (sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Lambda, sp.Subs)
"""What binds a variable, so that the same letter means another thing inside."""

Pair = tuple[sp.Basic, sp.Basic]


def put_in(expression: sp.Basic, pairs: Iterable[Pair]) -> sp.Basic:
    """The expression with each left side replaced by its right side, one pair after the other."""
    for old, new in pairs:
        expression = _put_one(expression, old, as_expression(new))
    return expression


def as_expression(value: sp.Basic | int) -> sp.Basic:
    """The number or the expression as an object of SymPy."""
    return sp.Integer(value) if isinstance(value, int) else value


def bound(node: sp.Basic) -> frozenset[sp.Symbol]:
    """The variables that a node binds inside; none for a derivative, in which they keep their meaning."""
    if isinstance(node, sp.Limit):
        return frozenset((node.args[1],))
    if isinstance(node, (sp.Integral, sp.Sum, sp.Product)):
        return frozenset(limit[0] for limit in node.limits)
    if isinstance(node, (sp.Lambda, sp.Subs)):
        return frozenset(node.variables)
    return frozenset()


def varying(node: sp.Basic) -> frozenset[sp.Symbol]:
    """The variables that run in a node: those it binds, and those by which it differentiates."""
    return frozenset(node.variables) if isinstance(node, sp.Derivative) else bound(node)


def of_every(old: sp.Basic, new: sp.Basic, variable: sp.Symbol) -> bool:
    """Whether old = new may be said of every value of the variable: it does not speak of it, or only as an argument of
    undefined functions on the left side."""
    if variable not in old.free_symbols | as_expression(new).free_symbols:
        return True
    return any(variable in f.free_symbols for f in old.atoms(AppliedUndef)) and not (
        isinstance(old, sp.Symbol)
    )


@lru_cache(maxsize=2048)
def _put_one(e: sp.Basic, old: sp.Basic, new: sp.Basic) -> sp.Basic:
    """One equation put in; kept, since a line is proved, looked through and attacked with the same ones."""
    if e == old:
        return new
    if not (old.free_symbols <= e.atoms(sp.Symbol) and _heads(old) <= _heads(e)):
        return e  # nothing in it can be what is replaced
    masks: dict[sp.Basic, sp.Basic] = {}
    masked = e.xreplace({node: _mask(node, old, new, masks) for node in _outermost(e, old)})
    done = masked.subs(old, new)
    return cast(sp.Basic, done.xreplace(masks))


def _heads(e: sp.Basic) -> set[str]:
    return {f.func.__name__ for f in e.atoms(AppliedUndef)}


def _mask(
    node: sp.Basic, old: sp.Basic, new: sp.Basic, masks: dict[sp.Basic, sp.Basic]
) -> sp.Basic:
    """A dummy for the node, which stands for the node with the equation put in where it may be."""
    dummy = sp.Dummy(
        commutative=node.is_commutative is not False,
        **{
            k: v
            for k in ("real", "nonnegative", "positive")
            if (v := getattr(node, f"is_{k}", None))
        },
    )
    masks[dummy] = _inside(node, old, new)
    return dummy


def _outermost(e: sp.Basic, old: sp.Basic) -> Iterator[sp.Basic]:
    """Nodes with variables of their own, except those that belong to what is replaced."""
    if isinstance(e, (*BINDING, sp.Derivative)):
        if not old.has(e) and not (isinstance(e, sp.Derivative) and old.has(sp.Derivative)):
            yield e
        return
    for part in e.args:
        yield from _outermost(part, old)


def _inside(node: sp.Basic, old: sp.Basic, new: sp.Basic) -> sp.Basic:
    if isinstance(node, sp.Derivative):
        body, *counts = node.args
        if old in node.variables:
            return cast(sp.Basic, sp.Subs(node, old, new))
        return cast(sp.Basic, sp.Derivative(_put_one(body, old, new), *counts))
    body, *rest = node.args
    names = bound(node)
    if all(of_every(old, new, v) for v in names):
        body = _put_one(body, old, new)
    if isinstance(node, sp.Limit):
        variable, point, direction = rest
        return cast(sp.Basic, sp.Limit(body, variable, _put_one(point, old, new), str(direction)))
    if isinstance(node, sp.Subs):
        points = sp.Tuple(*(_put_one(p, old, new) for p in node.point))
        return cast(sp.Basic, sp.Subs(body, node.variables, points))
    if isinstance(node, sp.Lambda):
        return cast(sp.Basic, sp.Lambda(node.signature, _put_one(node.expr, old, new)) if
                    all(of_every(old, new, v) for v in names) else node)  # fmt: skip
    limits = [
        sp.Tuple(limit[0], *(_put_one(end, old, new) for end in limit[1:])) for limit in node.limits
    ]
    return cast(sp.Basic, node.func(body, *limits))
