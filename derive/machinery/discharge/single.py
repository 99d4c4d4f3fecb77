"""That rational equations have no solution but the one stated: linear unknowns eliminated, the rest by factors.

    −RT/(V − b)² + 2a/V³ = 0  and  2RT/(V − b)³ − 6a/V⁴ = 0:   T from the first one, then a (V − 3b) = 0

A factor is not 0 where its sign is known, or where it divides a denominator of the equations, which have no value
there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp

from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.discharge.putting import as_expression
from softpot.derive.machinery.discharge.zero import vanishes

__all__ = ["only_solution"]


def only_solution(
    equations: Sequence[sp.Expr],
    unknowns: Sequence[sp.Symbol],
    values: Mapping[sp.Basic, sp.Basic],
) -> str:
    """Why the values are the only solution of as many equations; "" where that was not shown."""
    left = list(unknowns)
    rest = [sp.together(e) for e in equations]
    if len(rest) != len(left) or not all(e.is_rational_function(*unknowns) for e in rest):
        return ""
    excluded: list[sp.Expr] = []
    said = []
    while len(left) > 1:
        found = _eliminated(rest, left, excluded)
        if found is None:
            return ""
        unknown, rest = found
        left.remove(unknown)
        said.append(f"{unknown} follows from the others")
    (unknown,), (last,) = left, rest
    top, bottom = sp.fraction(sp.together(last))
    excluded += _factors(bottom)
    hit = False
    for factor in _factors(top):
        if _never_0(factor, excluded):
            continue
        if hit or not _at_value_only(factor, unknown, as_expression(values[unknown])):
            return ""
        hit = True
    if not hit:
        return ""
    said.append(f"of the factors for {unknown} one is 0, at its value only, and the others nowhere")
    return "; ".join(said)


def _factors(e: sp.Expr) -> list[sp.Expr]:
    return [f.as_base_exp()[0] for f in sp.Mul.make_args(sp.factor(e)) if not f.is_number]


def _never_0(factor: sp.Expr, excluded: Sequence[sp.Expr]) -> bool:
    if factor.is_nonzero or sign_of(factor) in (1, -1):
        return True
    return any(sp.expand(factor - e) == 0 or sp.expand(factor + e) == 0 for e in excluded)


def _eliminated(
    equations: list[sp.Expr], unknowns: list[sp.Symbol], excluded: list[sp.Expr]
) -> tuple[sp.Symbol, list[sp.Expr]] | None:
    """An unknown in which an equation is linear, with a coefficient that is not 0, and the others with it put in."""
    for k, equation in enumerate(equations):
        top, bottom = sp.fraction(sp.together(equation))
        barred = [*excluded, *_factors(bottom)]
        for unknown in unknowns:
            form = sp.Poly(top, unknown) if top.is_polynomial(unknown) else None
            if form is None or form.degree() != 1 or bottom.has(unknown):
                continue
            slope, offset = form.all_coeffs()
            if all(_never_0(factor, barred) for factor in _factors(slope)) and slope != 0:
                excluded[:] = barred
                others = [e for i, e in enumerate(equations) if i != k]
                for e in others:
                    excluded += _factors(sp.fraction(sp.together(e))[1])
                return unknown, [sp.together(e.subs(unknown, -offset / slope)) for e in others]
    return None


def _at_value_only(factor: sp.Expr, unknown: sp.Symbol, value: sp.Expr) -> bool:
    """Whether a factor is 0 at the value, and nowhere else where the unknown may be."""
    if not factor.is_polynomial(unknown) or not vanishes(factor.subs(unknown, value)):
        return False
    form = sp.Poly(factor, unknown)
    if form.degree() == 1:
        return sign_of(form.LC()) in (1, -1)
    if not (unknown.is_positive and value.is_positive):
        return False
    return any(sp.diff(sign * factor, unknown).is_positive for sign in (1, -1))
