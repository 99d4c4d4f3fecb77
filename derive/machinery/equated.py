"""What equations between values of functions say of their arguments.

    f(u) = f(x) + 1                    no function fulfils it at u = x, so it is not said of every u and x
    f(u) = f(x) + 1, f(t) = 2t         2u = 2x + 1

Not guaranteed: that every such equation is told from one that is said of every argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.twice import fits, is_a_number_not_0, values_of
from softpot.derive.machinery.discharge.putting import BINDING
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.step import Step
from softpot.derive.machinery.told import sides

__all__ = ["never_equal", "spelled_out"]


def never_equal(u: sp.Basic, v: sp.Basic, equation: sp.Basic) -> bool:
    """Whether an equation about functions of u and of v, f(u) = f(v) + 1, fails where u is v, whatever the functions:
    then it was not said of every u and v."""
    applied = equation.atoms(AppliedUndef)
    if not all(any(s in f.free_symbols for f in applied) for s in (u, v)):
        return False
    left, right = equation.args
    if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)) or equation.has(*BINDING):
        return False
    there = [pair for pair in ((u, v), (v, u)) if fits(*pair)]
    return any(is_a_number_not_0(sp.expand((left - right).subs(*pair))) for pair in there)


def spelled_out(told: Sequence[Step], lines: Iterable[Step]) -> Iterator[Step]:
    """Premises about functions with what others say that these are: f(u) = f(x) + 1 beside f(t) = 2t is 2u = 2x + 1."""
    functions: dict[sp.Basic, tuple[tuple[sp.Basic, ...], sp.Expr]] = {}
    said = [(d.name, d.value) for line in lines for d in line.definitions]
    for f, value in (*said, *(pair for line in told for pair in values_of(line.statement))):
        plain = isinstance(f, AppliedUndef) and len(set(f.args)) == len(f.args)
        if plain and all(a.is_Symbol for a in f.args) and not value.has(f.func):
            if set(f.args) & value.free_symbols:
                functions.setdefault(f.func, (f.args, value))
    for line in told:
        for left, right in sides(line.statement):
            if not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
                continue
            difference = left - right
            applied = difference.atoms(AppliedUndef)
            if not applied or any(f.func not in functions for f in applied):
                continue
            if difference.has(*BINDING, sp.Derivative):
                continue
            for _ in range(3):  # functions of functions
                difference = difference.xreplace(
                    {
                        f: _value(f, *functions[f.func])
                        for f in difference.atoms(AppliedUndef)
                        if f.func in functions and all(map(fits, functions[f.func][0], f.args))
                    }
                )
            if len(difference.free_symbols) > 1 and not difference.has(AppliedUndef):
                if not vanishes(difference):
                    yield replace(line, statement=sp.Eq(difference, 0, evaluate=False))


def _value(f: AppliedUndef, variables: tuple[sp.Basic, ...], value: sp.Expr) -> sp.Expr:
    return value.subs(dict(zip(variables, f.args, strict=True)), simultaneous=True)
