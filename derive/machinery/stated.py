"""Values that premises state of a function, carried to where other premises about it lead.

    f(x + 1) = f(x) + 1 and f(0) = 0    f(1) = 1, f(2) = 2, …, so that f(3) = 5 contradicts them
    f'(x) = R(x), f(a) = A, f(b) = B    B − A = ∫_a^b R(x) dx
    f''(x) = R(x) and three values      a combination of them that is an integral, whatever f' is at one of them

Such an equation was said of every x, or of the x that bounds leave: points have to lie there, with all between them.
R has to be continuous there. A difference of numbers refutes, or one that is not 0 for any value of the symbols.
Not guaranteed: that a contradiction is found that is further away than a few steps, or needs several variables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from softpot.derive.machinery.attack.functions import DEAR
from softpot.derive.machinery.attack.twice import differ, fits, is_a_number_not_0, values_of
from softpot.derive.machinery.attack.world import World, world_of
from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.every import singles_out
from softpot.derive.machinery.fitting import strengthened
from softpot.derive.machinery.narrowed import narrowing, where_said
from softpot.derive.machinery.slopes import combined, slopes, stated_at
from softpot.derive.machinery.step import Definition, Step
from softpot.derive.machinery.told import sides

__all__ = ["contradicted"]

_MOST = 40  # values to which a functional equation is carried
_LONG = 60  # operations in a value
_CONDITIONS = 6  # values of one function, of which combinations are made


def contradicted(premises: Sequence[Step], definitions: Sequence[Definition] = ()) -> str:
    """In one sentence which values contradict what other premises say of the function; empty where none do."""
    stated = _Stated(premises, definitions)
    if not stated.values and not stated.slopes:
        return ""
    return stated.carried() or stated.integrated()


class _Stated:
    """The values, and the equations about functions, among premises."""

    def __init__(self, premises: Sequence[Step], definitions: Sequence[Definition]) -> None:
        self.premises = premises
        self.definitions = definitions
        self.named = [d for d in definitions if isinstance(d.name, sp.Symbol)]
        self.values: dict[sp.Basic, sp.Expr] = {}
        self.slopes: list[tuple[AppliedUndef, int, sp.Symbol, sp.Expr, sp.Expr]] = []
        for line in premises:
            for f, value in values_of(line.statement):
                if not value.has(AppliedUndef, *DEAR) and not any(
                    a.has(AppliedUndef) for a in f.args
                ):
                    if not any(a.is_Symbol and a in value.free_symbols for a in f.args):
                        self.values.setdefault(f, value)
            self.slopes += slopes(line.statement)

    @cached_property
    def _world(self) -> World:
        return world_of([], self.premises, self.definitions)

    def carried(self) -> str:
        """What follows from the values by functional equations, and is not so."""
        known = dict(self.values)
        equations = [e for line in self.premises for e in self._functional(line)]
        moving = {v for left, right, v, _ in equations if _moves(left - right)}
        equations = [e for e in equations if e[2] in moving]
        if not equations or not known:
            return ""
        pending = list(known)
        while pending:
            f = pending.pop(0)
            for left, right, v, facts in equations:
                for point in _points(left - right, v, f):
                    if not fits(v, point) or not _left_by(facts, v, point):
                        continue
                    found = _put(left - right, v, point, known)
                    if found is None:
                        continue
                    g, value = found
                    if g is None:
                        if self._is_never_0(value):
                            return (
                                f"the values that premises state and {left} = {right}, said of every {v}, contradict "
                                f"each other at {v} = {point}"
                            )
                    elif len(known) < _MOST and sp.count_ops(value) < _LONG:
                        known[g] = value
                        pending.append(g)
        return ""

    def _functional(
        self, line: Step
    ) -> Iterator[tuple[sp.Expr, sp.Expr, sp.Symbol, list[sp.Basic]]]:
        """Equations between values of functions at arguments that all move with one variable."""
        for left, right in sides(line.statement):
            if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
                continue
            applied = (left - right).atoms(AppliedUndef)
            if not applied or (left - right).has(*DEAR):
                continue
            if any(a.has(AppliedUndef) for f in applied for a in f.args):
                continue
            shared = set.intersection(*(f.free_symbols for f in applied))
            for v in sorted(shared, key=str):
                if not any(v in f.args for f in applied):
                    continue
                heads = {f.func for f in applied}
                facts = self._bounds(v)
                if facts is not None and not where_said((line,), heads, v):
                    yield left, right, v, facts

    def _bounds(self, v: sp.Symbol) -> list[sp.Basic] | None:
        """Linear bounds on a variable of which something was said; None where it is narrowed otherwise."""
        if any(singles_out(line.statement, v) for line in self.premises):
            return None
        if any(v in {d.name, *d.value.free_symbols} for d in self.named):
            return None  # what is said of a name may be said of it
        facts = narrowing(self.premises, v)
        for fact in facts:
            if not isinstance(fact, (sp.Gt, sp.Ge, sp.Lt, sp.Le)) or fact.free_symbols != {v}:
                return None
            if not (fact.lhs - fact.rhs).is_polynomial(v) or sp.degree(fact.lhs - fact.rhs, v) != 1:
                return None
        return facts

    def integrated(self) -> str:
        """Values between which a derivative says another difference."""
        for f, order, v, rate, rest in self.slopes:
            facts = self._bounds(v)
            if facts is None or not v.is_extended_real or v.is_integer:
                continue
            if v.is_zero is False and not (v.is_positive or v.is_negative):
                continue  # points between two of them may be left out
            found = [
                place
                for place in stated_at(self.premises, f, v)
                if place[1] < order and fits(v, place[0]) and _left_by(facts, v, place[0])
            ][:_CONDITIONS]
            if len(found) < 2 or not self._regular(rate / rest, v, [b for b, _, _ in found]):
                continue
            for left, right in combined(rate / rest, v, order, found):
                if self._apart(left, right):
                    said = sp.Derivative(f, (v, order))
                    return (
                        f"the values that premises state of {f.func} and {said} = {rate / rest} contradict each other: "
                        f"{left} would be {right}"
                    )
        return ""

    def _regular(self, rate: sp.Expr, v: sp.Symbol, points: Sequence[sp.Expr]) -> bool:
        s = between(v, *points)
        return continuous(self._world.put_in(rate).xreplace({v: s}), s)

    def _is_never_0(self, value: sp.Expr) -> bool:
        plain = sp.expand(self._world.put_in(value))
        if not plain.free_symbols:
            return is_a_number_not_0(plain)
        facts = [line.statement for line in self.premises]
        return is_nonzero(strengthened(plain, facts))

    def _apart(self, left: sp.Expr, right: sp.Expr) -> bool:
        gap = self._world.put_in(left - right)
        if not gap.free_symbols:
            return differ(left, right, set(), self._world, dear=True)
        if all(i.function.is_polynomial(*i.variables) for i in gap.atoms(sp.Integral)):
            return self._is_never_0(gap.doit())
        return False


def _moves(e: sp.Expr) -> bool:
    """Whether an equation joins different places: f(a) = g(a) alone may name the point a at which curves meet."""
    return len({f.args for f in e.atoms(AppliedUndef)}) > 1


def _left_by(facts: Sequence[sp.Basic], v: sp.Symbol, point: sp.Expr) -> bool:
    """Whether bounds on a variable leave a point."""
    return all(isinstance(f, Relational) and f.subs(v, point) is sp.true for f in facts)


def _points(e: sp.Expr, v: sp.Symbol, f: sp.Basic) -> Iterator[sp.Expr]:
    """The values of a variable at which a function in an equation has the arguments that it has in f."""
    for g in sorted(e.atoms(AppliedUndef), key=sp.default_sort_key):
        if g.func != f.func:
            continue
        for own, other in zip(g.args, f.args, strict=True):
            slope = own.diff(v)
            if slope == 0 or slope.free_symbols & {v} or not is_nonzero(slope):
                continue
            point = sp.expand((other - own.subs(v, 0)) / slope)
            if _at(g, v, point) == f:
                yield point
            break


def _at(f: AppliedUndef, v: sp.Symbol, point: sp.Expr) -> AppliedUndef:
    return f.func(*(sp.expand(a.subs(v, point)) for a in f.args))


def _put(
    e: sp.Expr, v: sp.Symbol, point: sp.Expr, known: Mapping[sp.Basic, sp.Expr]
) -> tuple[sp.Basic | None, sp.Expr] | None:
    """What e = 0 says at a point: the value of the one function there that has none yet, or, of None, a number."""
    letters = {g: sp.Dummy() for g in sorted(e.atoms(AppliedUndef), key=sp.default_sort_key)}
    here = e.xreplace(letters).subs(v, point)
    if here.has(sp.nan, sp.zoo, sp.oo, -sp.oo) or any(here.diff(d) == 0 for d in letters.values()):
        return None  # what the equation says of a function falls out there
    there = {d: _at(g, v, point) for g, d in letters.items()}
    open_ = {g: sp.Dummy() for g in there.values() if g not in known}
    value = here.xreplace({d: known.get(g, open_.get(g, g)) for d, g in there.items()})
    value = sp.expand(value)
    if value.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
        return None
    if not open_:
        return None, value
    if len(open_) > 1:
        return None
    ((g, letter),) = open_.items()
    slope = value.coeff(letter, 1)
    rest = value.coeff(letter, 0)
    if sp.expand(value - slope * letter - rest) != 0 or not is_nonzero(slope):
        return None
    return g, sp.expand(-rest / slope)
