"""Derivatives that premises state, and what they say of values of the function.

    f^(m)(x) = R(x)    f^(j)(b) = p^(j)(b) + ∫_c^b (b − t)^(m−1−j)/(m−1−j)! R(t) dt, a polynomial p of degree below m

Combinations of values from which every such p falls out are integrals of R.
Not guaranteed: anything where R is not continuous between the points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.functions import DEAR
from softpot.derive.machinery.discharge.continuity import between
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.step import Step
from softpot.derive.machinery.told import sides

__all__ = ["combined", "slopes", "stated_at"]


def slopes(
    statement: sp.Basic,
) -> Iterator[tuple[AppliedUndef, int, sp.Symbol, sp.Expr, sp.Expr]]:
    """f, m, x, R and c of equations c ∂^m f/∂x^m = R without other undefined functions."""
    for left, right in sides(statement):
        if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
            continue
        nodes = (left - right).atoms(sp.Derivative)
        if len(nodes) != 1:
            continue
        (node,) = nodes
        f, *counts = node.args
        if not isinstance(f, AppliedUndef) or len(counts) != 1:
            continue
        v, order = counts[0]
        letter = sp.Dummy()
        plain = sp.expand((left - right).xreplace({node: letter}))
        if plain.has(AppliedUndef, *DEAR) or f.args.count(v) != 1 or not order.is_Integer:
            continue
        if any(v in a.free_symbols for a in f.args if a != v):
            continue
        slope = plain.coeff(letter, 1)
        if sp.expand(plain - slope * letter).has(letter) or v in slope.free_symbols:
            continue
        if is_nonzero(slope):
            yield f, int(order), v, -plain.coeff(letter, 0), slope


def stated_at(
    premises: Sequence[Step], f: AppliedUndef, v: sp.Symbol
) -> list[tuple[sp.Expr, int, sp.Expr]]:
    """Where values of a function, or of its derivatives, are stated: the point, the order and the value."""
    found = []
    for line in premises:
        for pair in sides(line.statement):
            for one, value in (pair, pair[::-1]):
                g, order = _derived(one)
                if g is None or g.func != f.func or not isinstance(value, sp.Expr):
                    continue
                apart = [(a, b) for a, b in zip(f.args, g.args, strict=True) if a != b]
                if len(apart) != 1 or apart[0][0] != v or v in apart[0][1].free_symbols:
                    continue
                point = apart[0][1]
                if v not in value.free_symbols and not sp.Tuple(point, value).has(
                    AppliedUndef, *DEAR
                ):
                    found.append((point, order, value))
    return list(dict.fromkeys(found))


def _derived(e: sp.Basic) -> tuple[AppliedUndef | None, int]:
    """The function that a value belongs to, and how often it is differentiated before a number is put in."""
    if isinstance(e, AppliedUndef):
        return e, 0
    if isinstance(e, sp.Subs) and len(e.variables) == 1 and isinstance(e.expr, sp.Derivative):
        f, *counts = e.expr.args
        (v,), (point,) = e.variables, e.point
        if isinstance(f, AppliedUndef) and len(counts) == 1 and counts[0][0] == v:
            if counts[0][1].is_Integer:
                return f.xreplace({v: point}), int(counts[0][1])
    return None, 0


def combined(
    rate: sp.Expr, v: sp.Symbol, order: int, places: Sequence[tuple[sp.Expr, int, sp.Expr]]
) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """What f^(m) = R says of combinations of values from which polynomials of lower degree fall out:
    f^(j)(b) = p^(j)(b) + ∫_c^b (b − t)^(m−1−j)/(m−1−j)! R(t) dt."""
    start = places[0][0]
    rows = sp.Matrix(
        [[sp.ff(k, j) * b ** (k - j) if k >= j else 0 for k in range(order)] for b, j, _ in places]
    )
    for weights in rows.T.nullspace():
        left, right = sp.Integer(0), sp.Integer(0)
        for w, (b, j, value) in zip(weights, places, strict=True):
            left += w * value
            if w != 0 and b != start:
                t = between(v, start, b)
                kernel = (b - t) ** (order - 1 - j) / sp.factorial(order - 1 - j)
                right += w * sp.Integral(kernel * rate.xreplace({v: t}), (t, start, b))
        yield left, right
