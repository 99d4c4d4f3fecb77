"""Lines, and assumptions, that narrow a variable, x > 0, and what was said of functions of it, f(x) = g(x).

Such an equation holds for the x that they leave. It may be put under ∫_1^2 dx, or into a derivative at x,
and not under ∫_{−1}^1 dx. Whether a range lies in what is left is decided for bounds that are linear in the variable,
by their values at its ends; otherwise the answer is no.

Errors: TheoryError.  Not guaranteed: a range that a bound leaves whole may be refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, Equivalent

from softpot.derive.machinery.discharge.putting import BINDING, varying
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.told import sides

__all__ = ["narrowing", "narrows", "refuse_narrowed"]


def narrowing(lines: Sequence[Step], variable: sp.Symbol) -> list[sp.Basic]:
    """What the lines say, as a whole or as a part of a conjunction, that holds for some values of a variable only."""
    ties: dict[sp.Basic, set[sp.Symbol]] = {}
    for line in lines:
        if line.role in (Role.DEFINITION, Role.PREMISE):
            for one, other in sides(line.statement):
                for name, value in ((one, other), (other, one)):
                    if isinstance(name, sp.Symbol):
                        ties.setdefault(name, set()).update(_outside(value))
    found: dict[sp.Basic, None] = {}
    for line in lines:
        pending = [] if line.role is Role.DEFINITION else [line.statement]
        while pending:
            part = pending.pop()
            if isinstance(part, sp.And):
                pending.extend(part.args)
            elif narrows(part, variable, ties):
                found[part] = None
    return list(found)


def narrows(
    part: sp.Basic, variable: sp.Symbol, ties: Mapping[sp.Basic, set[sp.Symbol]] | None = None
) -> bool:
    """Whether a statement that is no equation holds for some values of a variable only.

    ``ties`` says what names depend on. One with the variable in an undefined function, |f(x)| ≤ 1/x²,
    is about the function, unless a factor speaks of the variable alone, as in x f(x) > 0.
    """
    if not isinstance(part, Boolean) or isinstance(part, (sp.Eq, Equivalent)):
        return False
    reached, pending = set(), list(_outside(part))
    while pending:
        symbol = pending.pop()
        if symbol not in reached:
            reached.add(symbol)
            pending.extend((ties or {}).get(symbol, ()))
    if variable not in reached:
        return False
    if not any(variable in f.free_symbols for f in part.atoms(AppliedUndef)):
        return True
    factors = (
        sp.Mul.make_args(sp.factor_terms(part.lhs - part.rhs))
        if isinstance(part, Relational)
        else ()
    )
    return any(
        variable in e.free_symbols and not e.has(AppliedUndef) and e.is_nonnegative is None
        for e in factors
    )


def _outside(e: sp.Basic) -> set[sp.Symbol]:
    """The free symbols that stand outside of undefined functions."""
    plain: set[sp.Symbol] = e.xreplace({f: sp.Dummy() for f in e.atoms(AppliedUndef)}).free_symbols
    return {s for s in plain if not isinstance(s, sp.Dummy)}


def refuse_narrowed(
    statement: sp.Basic, start: sp.Basic, lines: Sequence[Step], where: str
) -> None:
    """Raise TheoryError where what was said of functions of a variable is used beyond the values that lines leave."""
    functions = {f.func for f in start.atoms(AppliedUndef)}
    for v in sorted(start.free_symbols, key=str):
        left = narrowing(lines, v) + _assumed(v)
        if not functions or not (left or v.is_integer):
            continue
        nodes = [
            node
            for node in statement.atoms(sp.Derivative, *BINDING)
            if v in varying(node) and any(f.func in functions for f in node.atoms(AppliedUndef))
        ]
        if v.is_integer and any(
            isinstance(n, (sp.Integral, sp.Limit, sp.Derivative)) for n in nodes
        ):
            raise TheoryError(f"{where}: {start} was said for whole numbers {v} only")
        free = v in statement.free_symbols or (isinstance(start, sp.Eq) and not start.has(sp.Limit))
        for fact in left:
            if not nodes and not free:
                raise TheoryError(f"{where}: {start} was said where {fact} only, not for every {v}")
            for node in nodes:
                if not _leaves(fact, v, node):
                    raise TheoryError(
                        f"{where}: {start} was said where {fact} only, and {v} goes beyond that in {node}"
                    )


def _assumed(v: sp.Symbol) -> list[sp.Basic]:
    """The assumed sign of a variable as an inequality."""
    if v.is_extended_positive:
        return [sp.Gt(v, 0, evaluate=False)]
    if v.is_extended_negative:
        return [sp.Lt(v, 0, evaluate=False)]
    if v.is_extended_nonnegative:
        return [sp.Ge(v, 0, evaluate=False)]
    if v.is_extended_nonpositive:
        return [sp.Le(v, 0, evaluate=False)]
    return [sp.Ne(v, 0, evaluate=False)] if v.is_nonzero else []


def _leaves(fact: sp.Basic, v: sp.Symbol, node: sp.Basic) -> bool:
    """Whether a bound leaves all values that the variable takes in a node."""
    strict = isinstance(fact, (sp.Gt, sp.Lt, sp.Ne))
    if isinstance(node, sp.Derivative):
        return strict  # an open set
    if not isinstance(fact, Relational):
        return False
    above = fact.lhs - fact.rhs if isinstance(fact, (sp.Gt, sp.Ge, sp.Ne)) else fact.rhs - fact.lhs
    if isinstance(fact, sp.Ne):
        return _positive(above, v, node, True) or _positive(-above, v, node, True)
    return _positive(above, v, node, strict)


def _positive(e: sp.Expr, v: sp.Symbol, node: sp.Basic, strict: bool) -> bool:
    """Whether a linear e(v) is positive, or not negative, for all values of v in a node."""
    e = sp.expand(e)
    slope = e.coeff(v, 1)
    if not e.is_polynomial(v) or sp.degree(e, v) != 1 or slope.has(v):
        return False
    if isinstance(node, sp.Subs):
        points = dict(zip(node.variables, node.point, strict=True))
        return _at(e, slope, v, points[v], strict)
    if isinstance(node, sp.Limit):
        _, _, point, direction = node.args
        inward = slope.is_positive if str(direction) == "+" else slope.is_negative
        from_inside = str(direction) != "+-" and inward and _at(e, slope, v, point, False)
        return bool(_at(e, slope, v, point, True) or from_inside)
    if not isinstance(node, (sp.Integral, sp.Sum, sp.Product)):
        return False
    ends = [limit[1:] for limit in node.limits if limit[0] == v and len(limit) == 3]
    if len(ends) != 1:
        return False
    low, high = ends[0]
    each = strict and not isinstance(node, sp.Integral)  # an end of an integral is one point
    gap = 0 if isinstance(node, sp.Integral) else 1
    if (high - low + gap).is_extended_nonnegative and (slope.is_positive or slope.is_negative):
        return _at(e, slope, v, low if slope.is_positive else high, each)
    return _at(e, slope, v, low, each) and _at(e, slope, v, high, each)


def _at(e: sp.Expr, slope: sp.Expr, v: sp.Symbol, point: sp.Expr, strict: bool) -> bool:
    if point.is_infinite:
        return bool(
            slope.is_positive if point.is_extended_positive else slope.is_negative
        )  # the bound is finite
    value = e.subs(v, point)
    return bool(value.is_positive if strict else value.is_nonnegative)
