"""Statements as propositions of Rocq: equations, inequalities, tuples member by member, logic, limits, counts.

A proposition comes with its needs, as terms do. Limits are whole sides of equations only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp
from sympy.logic.boolalg import BooleanFunction, Equivalent, Implies

from softpot.derive.kernel.nouns import (
    ATOM,
    SUM,
    Bound,
    Need,
    NotExported,
    Scope,
    Term,
    natural_number,
    real,
)
from softpot.derive.kernel.terms import term


@dataclass(frozen=True)
class Proposition:
    """A proposition's text, whether it needs brackets inside another one, and its needs."""

    text: str
    single: bool = False
    needs: tuple[Need, ...] = ()
    free: frozenset[str] = frozenset()
    unspecified: bool = False

    @property
    def inside(self) -> str:
        """The text as a part of a larger proposition."""
        return self.text if self.single else f"({self.text})"


def proposition(statement: sp.Basic, scope: Scope) -> Proposition:
    """The proposition of a statement; raises NotExported for what it does not know."""
    if isinstance(statement, (sp.Eq, Equivalent)) and len(statement.args) == 2:
        return _equation(statement.args[0], statement.args[1], scope)
    if isinstance(statement, sp.Ne):
        left, right = _alike(statement.args[0], statement.args[1], scope)
        return _relation(left, "<>", right)
    for kind, sign, turned in _ORDER:
        if isinstance(statement, kind):
            one, other = statement.args[::-1] if turned else statement.args
            left, right = _alike(one, other, scope)
            return _relation(left, sign, right)
    if isinstance(statement, (sp.And, sp.Or)):
        sign = " /\\ " if isinstance(statement, sp.And) else " \\/ "
        return _combined(sign, [proposition(part, scope) for part in sp.ordered(statement.args)])
    if isinstance(statement, sp.Not):
        inner = proposition(statement.args[0], scope)
        return replace(inner, text=f"~ {inner.inside}", single=False)
    if isinstance(statement, Implies):
        return _combined(" -> ", [proposition(part, scope) for part in statement.args])
    if statement in (sp.true, sp.false):
        return Proposition("True" if statement is sp.true else "False", single=True)
    raise NotExported(f"{type(statement).__name__} is no statement that is exported")


_ORDER = (
    (sp.StrictLessThan, "<", False), (sp.LessThan, "<=", False),
    (sp.StrictGreaterThan, "<", True), (sp.GreaterThan, "<=", True),
)  # fmt: skip


def is_statement(e: sp.Basic) -> bool:
    """Whether the expression says something, rather than having a value."""
    return isinstance(e, (sp.core.relational.Relational, BooleanFunction)) or e in (
        sp.true,
        sp.false,
    )


def _equation(left: sp.Basic, right: sp.Basic, scope: Scope) -> Proposition:
    if isinstance(left, sp.Tuple) or isinstance(right, sp.Tuple):
        if not (
            isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple) and len(left) == len(right)
        ):
            raise NotExported("an equation of tuples of different lengths")
        pairs = zip(left.args, right.args, strict=True)
        return _combined(" /\\ ", [_equation(a, b, scope) for a, b in pairs])
    if is_statement(left) or is_statement(right):
        return _combined(" <-> ", [proposition(left, scope), proposition(right, scope)])
    for one, other in ((left, right), (right, left)):
        if isinstance(one, sp.Limit):
            return _limit(one, other, scope)
        if _first_derivative(one) and not other.has(sp.Derivative):
            return _slope(one, other, scope)
        if isinstance(one, sp.Integral) and not other.has(sp.Integral):
            return _integral(one, other, scope)
    one, other = _alike(left, right, scope, naturals=True)
    return _relation(one, "=", other)


def _first_derivative(e: sp.Basic) -> bool:
    return isinstance(e, sp.Derivative) and e.derivative_count == 1


def _slope(derivative: sp.Derivative, value: sp.Basic, scope: Scope) -> Proposition:
    """A first derivative and its value, in one word: is_derive says that it exists and what it is.

    That the derivative of what the theory leaves open exists can only be given, as where it stands in other words.
    """
    made, other = term(derivative, scope), term(value, scope)
    arguments = made.text.removeprefix("Derive ")
    exists = f"ex_derive {arguments}"
    needs = tuple(
        replace(need, implied=need.text == exists)
        for need in made.needs
        if need.text != exists or need.unspecified
    )
    joined = _gathered(replace(made, needs=needs), other)
    return Proposition(f"is_derive {arguments} {other.at(ATOM)}", needs=joined.needs, free=joined.free,
                       unspecified=joined.unspecified)  # fmt: skip


def _integral(integral: sp.Integral, value: sp.Basic, scope: Scope) -> Proposition:
    """An integral and its value, in one word: is_RInt says that it exists and what it is."""
    made, other = term(integral, scope), term(value, scope)
    needs = tuple(need for need in made.needs if need.text != f"ex_{made.text}")
    joined = _gathered(replace(made, needs=needs), other)
    return Proposition(f"is_{made.text} {other.at(ATOM)}", needs=joined.needs, free=joined.free,
                       unspecified=joined.unspecified)  # fmt: skip


def _alike(
    left: sp.Basic, right: sp.Basic, scope: Scope, naturals: bool = False
) -> tuple[Term, Term]:
    """Both sides as terms of one type: natural numbers where both are and one is a symbol, else real ones."""
    pair = natural_number(left, scope), natural_number(right, scope)
    if naturals and pair[0] is not None and pair[1] is not None and (pair[0].free | pair[1].free):
        return _whole(pair[0]), _whole(pair[1])
    return term(left, scope), term(right, scope)


def _whole(made: Term) -> Term:
    """A natural number, its signs read as those of natural numbers."""
    text = made.text
    if made.level < ATOM:
        text = f"({text})%nat"
    return replace(made, text=f"{text}%nat" if text.isdigit() else text, level=ATOM)


def _relation(left: Term, sign: str, right: Term) -> Proposition:
    joined = _gathered(left, right)
    return Proposition(
        f"{left.at(SUM)} {sign} {right.at(SUM)}", needs=joined.needs, free=joined.free,
        unspecified=joined.unspecified,
    )  # fmt: skip


def _gathered(*parts: Term | Proposition) -> Proposition:
    needs = {need.text: need for part in reversed(parts) for need in reversed(part.needs)}
    return Proposition(
        "",
        needs=tuple(needs.values())[::-1],
        free=frozenset().union(*(part.free for part in parts)),
        unspecified=any(part.unspecified for part in parts),
    )


def _combined(sign: str, parts: list[Proposition]) -> Proposition:
    if len(parts) == 1:
        return parts[0]
    gathered = _gathered(*parts)
    return replace(gathered, text=sign.join(part.inside for part in parts))


# ---------------------------------------------------------------------------------------------- limits


def _limit(limit: sp.Limit, value: sp.Basic, scope: Scope) -> Proposition:
    function, x, point, direction = limit.args
    name, inner = scope.fresh(x, sp.Tuple(function, point))
    source, place = _filter(point, str(direction), scope, bool(x.is_integer))
    if x.is_integer:
        bound = Bound(
            Term(f"INR {name}", free=frozenset({name})),
            Term(name, free=frozenset({name})),
            nonnegative=True,
        )
    else:
        bound = real(name)
    body = term(function, inner.bind(x, bound))
    kind = "nat" if x.is_integer else "R"

    def near(need: Need) -> Need:
        if name not in need.free:
            return need
        text = f"{source} (fun {name} : {kind} => {need.text})"
        return replace(need, text=text, free=(need.free - {name}) | place.free)

    if value in (sp.oo, -sp.oo):
        target, other = f"(Rbar_locally {'p' if value is sp.oo else 'm'}_infty)", Term("")
    else:
        other = term(value, scope)
        target = f"(locally {other.at(ATOM)})"
    joined = _gathered(replace(body, needs=tuple(map(near, body.needs))), place, other)
    return Proposition(
        f"filterlim (fun {name} : {kind} => {body.text}) {source} {target}",
        needs=joined.needs,
        free=joined.free - {name},
        unspecified=joined.unspecified,
    )


def _filter(point: sp.Expr, direction: str, scope: Scope, whole: bool) -> tuple[str, Term]:
    if whole:
        if point is not sp.oo:
            raise NotExported("a limit over whole numbers that is not one at infinity")
        return "eventually", Term("")
    if point in (sp.oo, -sp.oo):
        return f"(Rbar_locally {'p' if point is sp.oo else 'm'}_infty)", Term("")
    place = term(point, scope)
    side = {"+": "at_right", "-": "at_left", "+-": "locally'"}[direction]
    return f"({side} {place.at(ATOM)})", place
