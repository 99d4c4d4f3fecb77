"""What the lines so far make of the names and functions: a model in which the premises hold, as far as one is found.

Definitions, and equations of premises, quoted results and steps that give a symbol or a function of its arguments
a value, are taken over; other equations are solved for symbols that are still free, at each point. A premise about an
undefined function that gives it no value, such as a differential equation, is not modelled: lines with that
function are not tried in the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from softpot.derive.machinery.attack.counted import counter
from softpot.derive.machinery.step import Definition, Role, Step
from softpot.derive.machinery.told import sides

Meaning = tuple[tuple[sp.Symbol, ...], sp.Basic]


@lru_cache(2000)
def _free(part: sp.Basic) -> frozenset[sp.Symbol]:
    return frozenset(part.free_symbols)


@lru_cache(2000)
def _applied(part: sp.Basic) -> frozenset[AppliedUndef]:
    return frozenset(part.atoms(AppliedUndef))


@dataclass
class World:
    """``names`` and ``functions`` have values; ``open`` equations are to be solved; ``unmodelled`` functions are not
    known though premises speak of them; ``restricting`` conditions have to hold; ``counts`` are numbers of roots."""

    names: dict[sp.Basic, sp.Basic] = field(default_factory=dict)
    functions: dict[sp.Basic, Meaning] = field(default_factory=dict)
    open: list[sp.Expr] = field(default_factory=list)
    unmodelled: set[sp.Basic] = field(default_factory=set)
    restricting: list[sp.Basic] = field(default_factory=list)
    counts: dict[sp.Basic, Definition] = field(default_factory=dict)

    def covers(self, statement: sp.Basic) -> bool:
        """Whether everything in the statement has a meaning in the model."""
        return not any(
            f.func in self.unmodelled for f in self.spelled(statement).atoms(AppliedUndef)
        )

    def spelled(self, statement: sp.Basic) -> sp.Tuple:
        """The statement and the meanings of everything that it names, in one tuple."""
        return sp.Tuple(*self._spelled(statement))

    def _spelled(self, statement: sp.Basic) -> dict[sp.Basic, None]:
        parts: dict[sp.Basic, None] = {statement: None}
        pending = [statement]
        while pending:
            part = pending.pop()
            for meaning in self._meanings(part):
                if meaning not in parts:
                    parts[meaning] = None
                    pending.append(meaning)
        return parts

    def put_in(self, expression: sp.Basic) -> sp.Basic:
        """The expression with the values of its names in their places."""
        for _ in range(len(self.names)):
            put = {s: self.names[s] for s in expression.free_symbols if s in self.names}
            if not put:
                break
            expression = expression.subs(put, simultaneous=True)
        return expression

    def _meanings(self, part: sp.Basic) -> Iterator[sp.Basic]:
        for symbol in _free(part):
            if symbol in self.names:
                yield self.names[symbol]
            if symbol in self.counts:
                count = self.counts[symbol]
                yield sp.Tuple(count.value, count.condition)
        for applied in _applied(part) if self.functions else ():
            if applied.func in self.functions:
                yield self.functions[applied.func][1]

    def free(self, statement: sp.Basic) -> tuple[sp.Symbol, ...]:
        """The symbols that a point has to give a value, in order of their names."""
        inner: set[sp.Symbol] = set()
        spelled = self._spelled(statement)
        for part in spelled:
            inner |= _free(part)
        for variables, meaning in self.functions.values():
            if meaning in spelled:
                inner -= set(variables) - statement.free_symbols
        return tuple(
            sorted((s for s in inner if s not in self.names and s not in self.counts), key=str)
        )

    def meets(self, statement: sp.Basic) -> bool:
        """Whether the model says anything of the statement, without equations that would have to be solved."""
        if any(set(self.free(e)) & set(self.free(statement)) for e in self.open):
            return False
        return len(self.spelled(statement)) > 1

    def counters(self) -> Mapping[sp.Basic, Callable[..., object]]:
        """Numerical counts of roots, for the evaluator."""
        return {symbol: counter(count) for symbol, count in self.counts.items()}


def world_of(
    lines: Sequence[Step], inherited: Iterable[Step] = (), definitions: Iterable[Definition] = ()
) -> World:
    """The model that the lines so far, inherited premises and the meanings of names make."""
    made = World()
    for definition in (*(d for line in lines for d in line.definitions), *definitions):
        if definition.roots is not None:
            made.counts.setdefault(definition.name, definition)
        else:
            _define(made, definition.name, definition.value)
    each = {(line.entry, line.number): line for line in (*inherited, *lines)}
    assumed = [line for line in each.values() if line.role is Role.PREMISE]
    assumed.sort(key=_gives_no_function)  # f(n) = 2 gives f its meaning also after f(0) = 1
    told = [line for line in lines if line.role in (Role.QUOTED, Role.STEP, Role.LIMIT)]
    for line in (*assumed, *told):
        strict = line.role is Role.PREMISE
        _restrict(made, line.statement, strict)
        for left, right in sides(line.statement):
            _equate(made, left, right, strict)
    return made


def _gives_no_function(line: Step) -> bool:
    """Whether an equation speaks of functions and gives none of them its meaning: f(0) = 1, f(n + 1) = f(n)."""
    if not isinstance(line.statement, sp.Eq) or not line.statement.has(AppliedUndef):
        return False
    return not any(
        isinstance(name, AppliedUndef)
        and all(a.is_Symbol for a in name.args)
        and not any(f.func == name.func for f in value.atoms(AppliedUndef))
        for pair in sides(line.statement)
        for name, value in (pair, pair[::-1])
    )


def _restrict(made: World, statement: sp.Basic, strict: bool) -> None:
    parts = statement.args if isinstance(statement, sp.And) else (statement,)
    for part in parts:
        if strict and not isinstance(part, sp.Eq) and part.has(Relational):
            if part.has(AppliedUndef):
                made.unmodelled |= {f.func for f in part.atoms(AppliedUndef)} - set(made.functions)
            else:
                made.restricting.append(part)


def _define(made: World, name: sp.Basic, value: sp.Basic) -> bool:
    """Give a name its value, unless it has one or would stand for itself."""
    if isinstance(name, sp.Symbol):
        if name in made.names or name in made.counts or _mentions(made, value, name):
            return False
        made.names[name] = value
        return True
    if isinstance(name, AppliedUndef) and all(a.is_Symbol for a in name.args):
        if len(set(name.args)) < len(name.args) or name.func in made.functions:
            return False
        if _mentions(made, value, name.func):
            return False
        made.functions[name.func] = (tuple(name.args), value)
        return True
    return False


def _mentions(made: World, value: sp.Basic, head: sp.Basic) -> bool:
    return any(
        head in _free(part) or any(f.func == head for f in _applied(part))
        for part in made.spelled(value)
    )


def _equate(made: World, left: sp.Basic, right: sp.Basic, strict: bool) -> None:
    if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
        return
    if _known(made, left) and _known(made, right) and not strict:
        return
    if _define(made, left, right) or (
        not isinstance(left, sp.Symbol) and _define(made, right, left)
    ):
        return
    if not strict:
        return
    loose = {f.func for f in (left - right).atoms(AppliedUndef)} - set(made.functions)
    if loose:
        made.unmodelled |= loose
    elif not made.spelled(left - right).has(sp.Integral, sp.Sum, sp.Product, sp.Limit):
        made.open.append(left - right)


def _known(made: World, side: sp.Basic) -> bool:
    """Whether the side is not a name that still waits for its value."""
    if isinstance(side, sp.Symbol):
        return side in made.names or side in made.counts
    return not (isinstance(side, AppliedUndef) and side.func not in made.functions)
