"""Lines, and assumptions, that narrow a variable, x > 0, and what was said of functions of it, f(x) = g(x).

Such an equation holds for the x that they leave. It may be put under ∫_1^2 dx, or into a derivative at x,
and not under ∫_{−1}^1 dx. Whether a range lies in what is left is decided for bounds that are linear in the variable,
by their values at its ends; otherwise the answer is no. A variable is also narrowed by the premises of quoted
results, by a value that it is the name of, and by the conditions under which the sides of f(x) = √x have a value.

Errors: TheoryError.  Not guaranteed: a range that a bound leaves whole may be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, Equivalent

from softpot.derive.machinery.conditional import at_least_0
from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.definite import is_real, sign_of
from softpot.derive.machinery.discharge.putting import BINDING, varying
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.ties import tying, with_inherited
from softpot.derive.machinery.told import sides

__all__ = ["narrowing", "narrows", "refuse_narrowed", "where_said", "with_inherited"]


def narrowing(
    lines: Sequence[Step], variable: sp.Symbol, beside: Set[sp.Basic] = frozenset()
) -> list[sp.Basic]:
    """What the lines say, as a whole or as a part of a conjunction, that holds for some values of a variable only, also
    where the symbols ``beside`` it stay as they are."""
    ties: dict[sp.Basic, set[sp.Symbol]] = {}
    for line in lines:
        if line.role in (Role.DEFINITION, Role.PREMISE):
            for one, other in sides(line.statement):
                for name, value in ((one, other), (other, one)):
                    if isinstance(name, sp.Symbol):
                        ties.setdefault(name, set()).update(_outside(value))
    found: dict[sp.Basic, None] = dict.fromkeys(tying(lines, variable, beside))
    for line in with_inherited(lines):
        pending = [] if line.role is Role.DEFINITION else [line.statement]
        while pending:
            part = pending.pop()
            if isinstance(part, sp.And):
                pending.extend(part.args)
            elif isinstance(part, (sp.Eq, Equivalent)) and line.role is not Role.PREMISE:
                continue  # a result, which holds for all values
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
    if not isinstance(part, Boolean) or _of_names(part):
        return False
    if isinstance(part, sp.Eq) and not _ties_conditions(part):
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
    if isinstance(part, Relational) and _bounds_from_below(part, variable):
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


def _bounds_from_below(part: sp.Basic, variable: sp.Symbol) -> bool:
    """Whether what is not negative stands below something that may be: |f(x)| ≤ x says that x ≥ 0."""
    if isinstance(part, (sp.Eq, sp.Ne)):
        return False
    small, large = part.lts, part.gts
    for below, above in ((small, large), (-large, -small)):
        if below.has(AppliedUndef) and below.is_nonnegative and not above.has(AppliedUndef):
            if variable in above.free_symbols and not at_least_0(above):
                return True
    return False


def _ties_conditions(equation: sp.Basic) -> bool:
    """Whether an equation is one of conditions, as in (x > 0) = (t > 0)."""
    return any(isinstance(e, Boolean) and not isinstance(e, sp.Symbol) for e in equation.args)


def _of_names(part: sp.Basic) -> bool:
    """Whether an equivalence says what a name means, and does not tie a condition to another one."""
    return isinstance(part, Equivalent) and any(isinstance(side, sp.Symbol) for side in part.args)


def _outside(e: sp.Basic) -> set[sp.Symbol]:
    """The free symbols that stand outside of undefined functions."""
    plain: set[sp.Symbol] = e.xreplace({f: sp.Dummy() for f in e.atoms(AppliedUndef)}).free_symbols
    return {s for s in plain if not isinstance(s, sp.Dummy)}


_REAL_WHERE: Mapping[type, Callable[[sp.Expr], sp.Basic]] = {
    sp.asin: lambda a: sp.Ge(1 - a**2, 0), sp.acos: lambda a: sp.Ge(1 - a**2, 0),
    sp.atanh: lambda a: sp.Gt(1 - a**2, 0), sp.acosh: lambda a: sp.Ge(a, 1), sp.loggamma: lambda a: sp.Gt(a, 0),
}  # fmt: skip


def refuse_narrowed(
    statement: sp.Basic,
    start: sp.Basic,
    lines: Sequence[Step],
    where: str,
    said: Sequence[Step] = (),
) -> None:
    """Raise TheoryError where what was said of functions of a variable is used beyond the values that lines leave;
    ``said`` are those that say it."""
    functions = {f.func for f in start.atoms(AppliedUndef)}
    for v in sorted(start.free_symbols, key=str):
        left = narrowing(lines, v, start.free_symbols - {v}) + _assumed(v)
        own = [c for c in where_said(said, functions, v) if c not in left]
        if not functions or not (left or own or v.is_integer):
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
        for fact in own:  # where a derivative is taken, what it is taken of has a value
            for node in nodes:
                if not isinstance(node, sp.Derivative) and not _leaves(fact, v, node):
                    raise TheoryError(
                        f"{where}: {start} says something where {fact} only, and {v} goes beyond that in {node}"
                    )


def where_said(
    lines: Sequence[Step], functions: Set[sp.Basic], variable: sp.Symbol
) -> list[sp.Basic]:
    """The conditions on a variable under which what lines say of the functions has a value: x ≥ 0 of f(x) = √x."""
    premises = [p for line in lines for p in (line, *line.premises) if p.role is Role.PREMISE]
    spoken = [
        p for p in premises if any(f.func in functions for f in p.statement.atoms(AppliedUndef))
    ]
    said = [
        c
        for p in spoken
        for c in (*p.conditions, *_real_where(p.statement, functions), *_doubtful(p.exists))
    ]
    return list(dict.fromkeys(c for c in said if variable in _outside(c)))


def _doubtful(nodes: Sequence[sp.Basic]) -> Iterator[sp.Basic]:
    """That integrals, sums and limits have finite values, unless an integrand is continuous on a finite range; what
    holds undefined functions is about these."""
    for node in nodes:
        if node.has(AppliedUndef) or isinstance(node, (sp.Derivative, sp.Subs)):
            continue
        if isinstance(node, sp.Integral) and len(node.limits) == 1 and len(node.limits[0]) == 3:
            x, low, high = node.limits[0]
            s = between(x, low, high)
            if low.is_finite and high.is_finite and continuous(node.function.xreplace({x: s}), s):
                continue
        yield sp.StrictLessThan(sp.Abs(node), sp.oo, evaluate=False)


def _real_where(statement: sp.Basic, functions: Set[sp.Basic]) -> Iterator[sp.Basic]:
    """Where a real function may have the value that an equation gives it: |x| ≤ 1 for f(x) = asin x."""
    for pair in sides(statement):
        for f, value in (pair, pair[::-1]):
            if not isinstance(f, AppliedUndef) or f.func not in functions or not f.is_extended_real:
                continue
            if not isinstance(value, sp.Expr) or value.has(AppliedUndef) or is_real(value):
                continue
            masks: dict[sp.Basic, sp.Basic] = {}
            for node in value.atoms(sp.Pow, sp.log, *_REAL_WHERE):
                argument = node.args[0]
                if argument.is_number or not is_real(argument) or not is_real(node.args[-1]):
                    continue
                masks[node] = sp.Dummy(real=True)
                if type(node) in _REAL_WHERE:
                    yield _REAL_WHERE[type(node)](argument)
            if not is_real(value.xreplace(masks)):
                yield sp.Eq(sp.im(value, evaluate=False), 0, evaluate=False)


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
    if not isinstance(fact, Relational) or isinstance(fact, sp.Eq):
        return False
    above = fact.lhs - fact.rhs if isinstance(fact, (sp.Gt, sp.Ge, sp.Ne)) else fact.rhs - fact.lhs
    if isinstance(fact, sp.Ne):
        return _positive(above, v, node, True) or _positive(-above, v, node, True)
    return _positive(above, v, node, strict)


def _positive(e: sp.Expr, v: sp.Symbol, node: sp.Basic, strict: bool) -> bool:
    """Whether a linear e(v) is positive, or not negative, for all values of v in a node."""
    if _by_sign(e, v, node):
        return True
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


def _by_sign(e: sp.Expr, v: sp.Symbol, node: sp.Basic) -> bool:
    """Whether e(v) is positive for all v between the ends of an integral, by the signs of these."""
    if not isinstance(node, sp.Integral):
        return False
    ends = [limit[1:] for limit in node.limits if limit[0] == v and len(limit) == 3]
    if len(ends) != 1 or v in ends[0][0].free_symbols | ends[0][1].free_symbols:
        return False
    above, below = (
        all(getattr(end, f"is_extended_{sign}") for end in ends[0])
        for sign in ("nonnegative", "nonpositive")
    )
    inside = sp.Dummy(
        v.name, real=True, positive=True if above else None, negative=True if below else None
    )
    if sign_of(e.xreplace({v: inside})) == 1:
        return True
    low, high = ends[0]
    if not (low.is_finite and high.is_finite and e.is_rational_function(v)):
        return False
    u = sp.Dummy("u", positive=True)
    return sign_of(sp.factor(sp.together(e.xreplace({v: (low + high * u) / (1 + u)})))) == 1


def _at(e: sp.Expr, slope: sp.Expr, v: sp.Symbol, point: sp.Expr, strict: bool) -> bool:
    if point.is_infinite:
        return bool(
            slope.is_positive if point.is_extended_positive else slope.is_negative
        )  # the bound is finite
    value = e.subs(v, point)
    return bool(value.is_positive if strict else value.is_nonnegative)
