"""What premises say of a function twice has to agree: f(x) = |x| and f(x) = x are said of every x, and differ.

f(x) = A(x) and f(b) = B are compared as A(b) = B, by numbers where the other conditions hold; where there are functions
in it, by whether it is a condition on the arguments. With another letter, f(a) = E names a point a.
Not guaranteed: that a difference is found that needs integrals or sums to be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.functions import DEAR
from softpot.derive.machinery.attack.novalue import NoValue
from softpot.derive.machinery.attack.world import World, world_of
from softpot.derive.machinery.conditional import conditional
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.step import Definition, Step
from softpot.derive.machinery.told import sides

__all__ = [
    "differ",
    "fits",
    "is_a_number_not_0",
    "points_of",
    "refuted_at_a_point",
    "said_differently",
    "values_of",
]

Value = tuple[AppliedUndef, sp.Expr]


def said_differently(premises: Iterable[Step], definitions: Sequence[Definition] = ()) -> str:
    """In one sentence which function was given two values that differ; empty where none was."""
    told = tuple(premises)
    for words in _turned(told, definitions):
        return words
    for f, A, g, B in _differing(told, definitions):
        if not _at_a_point(f, g, B):
            return (
                f"{f} = {A} and {g} = {B} are both said of every {', '.join(map(str, g.args))}, and differ: no "
                "function is both; what holds at one point needs another letter for that point"
            )
    return ""


def refuted_at_a_point(statement: sp.Basic, premises: Iterable[Step]) -> str:
    """In one sentence the premise that gives a function another number than a line that follows from them all; empty
    where none does: f(n) = 2^n beside f(1) = 3."""
    for f, value in values_of(statement):
        if value.has(f.func, *DEAR) or not all(a.is_Symbol for a in f.args):
            continue
        for line in premises:
            for g, number in values_of(line.statement):
                if g.func != f.func or g == f or not all(map(fits, f.args, g.args)):
                    continue
                difference = _applied(value, f, g) - number
                if is_a_number_not_0(difference):
                    return f"{f} = {value} would follow, and a premise says {g} = {number}: they contradict each other"
    return ""


def points_of(
    premises: Iterable[Step], definitions: Sequence[Definition] = ()
) -> frozenset[sp.Basic]:
    """The symbols that stand for points: a in f(a) = E beside f(x) = x²."""
    found: set[sp.Basic] = set()
    for f, _, g, B in _differing(tuple(premises), definitions):
        if _at_a_point(f, g, B):
            found |= g.free_symbols
    return frozenset(found)


def _at_a_point(f: AppliedUndef, g: AppliedUndef, value: sp.Expr) -> bool:
    return not g.free_symbols & (f.free_symbols | value.free_symbols)


def _differing(
    lines: tuple[Step, ...], definitions: Sequence[Definition]
) -> Iterator[tuple[AppliedUndef, sp.Expr, AppliedUndef, sp.Expr]]:
    """f(x) = A and f(b) = B for which A(b) is not B."""
    said = [value for line in lines for value in values_of(line.statement)]
    said += [(d.name, d.value) for d in definitions if isinstance(d.name, AppliedUndef)]
    world: World | None = None
    for k, (f, A) in enumerate(said):
        if len(set(f.args)) < len(f.args) or not all(a.is_Symbol for a in f.args):
            continue
        if not A.free_symbols & f.free_symbols:
            continue
        for j, (g, B) in enumerate(said):
            if j == k or g.func != f.func or not all(map(fits, f.args, g.args)):
                continue
            here = _applied(A, f, g)
            there = B.xreplace(
                {
                    e: _applied(A, f, e)
                    for e in B.atoms(AppliedUndef)
                    if e.func == f.func and all(map(fits, f.args, e.args))
                }
            )
            if here == there or not (here - there).free_symbols & g.free_symbols:
                continue
            world = world or world_of([], lines, definitions)
            if differ(here, there, g.free_symbols, world):
                yield f, A, g, B


def _applied(value: sp.Expr, function: AppliedUndef, at: AppliedUndef) -> sp.Expr:
    """The value of a function, f(x) = A, at other arguments."""
    put = dict(zip(function.args, at.args, strict=True))
    return value.subs(put, simultaneous=True)


def _turned(lines: tuple[Step, ...], definitions: Sequence[Definition]) -> Iterator[str]:
    """Equations such as f(x²) = x, with two values for one argument: one for x and one for −x."""
    said = [value for line in lines for value in values_of(line.statement)]
    known = {d.name: d.value for d in definitions if isinstance(d.name, AppliedUndef)}
    known |= {f: A for f, A in said if all(a.is_Symbol for a in f.args)}
    for f, A in said:
        arguments = sp.Tuple(*f.args).xreplace(known)
        value = A.xreplace(known)
        if value.has(AppliedUndef) or arguments.has(AppliedUndef, *DEAR) or value.has(*DEAR):
            continue
        for x in sorted(arguments.free_symbols & value.free_symbols, key=str):
            if x in arguments.args or x.is_extended_nonnegative is not None or x.is_integer:
                continue
            for other in (-x, sp.pi - x, x + 2 * sp.pi):
                same = all(vanishes(a.subs(x, other) - a) for a in arguments.args)
                if same and not vanishes(value.subs(x, other) - value):
                    yield f"{f} = {A} gives one argument two values: at {x} and at {other}"
                    break


def values_of(statement: sp.Basic) -> Iterator[Value]:
    """The applied functions that a statement equates with something, and that."""
    for left, right in sides(statement):
        for one, other in ((left, right), (right, left)):
            if isinstance(one, AppliedUndef) and isinstance(other, sp.Expr):
                yield one, other


def fits(symbol: sp.Symbol, argument: sp.Expr) -> bool:
    """Whether all that is assumed of a symbol is known of an argument."""
    return all(getattr(argument, f"is_{k}", None) is v for k, v in symbol.assumptions0.items())


def is_a_number_not_0(e: sp.Expr) -> bool:
    """Whether an expression is surely a number other than 0."""
    if not e.is_number or e.has(sp.nan) or vanishes(e):
        return False
    return e.is_zero is False or bool(abs(sp.N(e, 30)) > sp.Rational(1, 10**20))


def differ(
    one: sp.Expr, other: sp.Expr, symbols: set[sp.Basic], world: World, dear: bool = False
) -> bool:
    """Whether a point is found at which two values differ; those with integrals are tried where they are ``dear``."""
    equation = sp.Eq(one, other, evaluate=False)
    if equation.has(AppliedUndef):
        return any(conditional(one, other, s) for s in symbols if isinstance(s, sp.Symbol))
    if equation.has(*DEAR) and not dear:
        return False
    told = World(names=world.names, restricting=world.restricting, counts=world.counts)
    try:
        Attack(equation, told).run()
    except Refuted as refuted:
        return not (dear and refuted.valueless)
    except NoValue:
        return False
    return False
