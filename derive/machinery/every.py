"""Whether an equation was said of every value of a variable, so that it may be put in where the variable runs.

A definition is said of every value. A premise is, of the arguments of the undefined functions in it, as in
V(x) = x²; a premise such as x² = 1 singles values out. A step or a quoted result is, unless it rests on a premise that
singles out values of the variable. What is said of the derivative of a function makes it differentiable at the values
of the variable only.
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.conditional import conditional
from softpot.derive.machinery.discharge.continuity import continuous
from softpot.derive.machinery.discharge.putting import BINDING, of_every
from softpot.derive.machinery.discharge.regular import Regular
from softpot.derive.machinery.narrowed import narrowing, where_said
from softpot.derive.machinery.step import Role, Step
from softpot.derive.machinery.ties import with_inherited
from softpot.derive.machinery.told import Told, sides


def said_of_every(lines: Iterable[Step], variable: sp.Symbol) -> bool:
    """Whether all the lines hold for every value of the variable."""
    for line in lines:
        if line.role is Role.DEFINITION:
            continue
        if line.role is Role.PREMISE:
            if singles_out(line.statement, variable):
                return False
        elif any(singles_out(premise.statement, variable) for premise in line.premises):
            return False
    return True


def singles_out(premise: sp.Basic, variable: sp.Symbol) -> bool:
    """Whether the premise is an equation that holds at some values of the variable only: because it speaks of no
    function of it, or because the functions in it divide out, as in f(x) |x| = f(x) x with f > 0."""
    return any(
        (not of_every(left, right, variable) and not of_every(right, left, variable))
        or conditional(left, right, variable)
        for left, right in sides(premise)
    )


def leaves_some(premise: sp.Basic, variable: sp.Symbol) -> bool:
    """Whether a premise singles out values of the variable by itself: one with other symbols ties them to it."""
    return any(
        singles_out(sp.Eq(left, right, evaluate=False), variable)
        for left, right in sides(premise)
        if left.free_symbols | right.free_symbols == {variable}
    )


def made_regular(told: Told, wanted: Regular, statement: sp.Basic) -> tuple[int, ...] | None:
    """The premise that makes a function as regular as asked at all arguments that it has in a statement."""
    premises = [line for line in told.lines if line.role is Role.PREMISE]
    assumed = with_inherited(told.lines)
    for line in premises:
        for v in wanted.said_for(line.statement):
            if any(singles_out(p.statement, v) for p in assumed if p.role is Role.PREMISE):
                continue
            if where_said((line,), {wanted.function}, v) or not _everywhere(line.statement, v):
                continue
            beside = line.statement.free_symbols - {v}
            if wanted.reaches(v, statement) and not narrowing(told.lines, v, beside):
                return (line.number,)
    return None


_CONDITIONED = (sp.log, sp.exp)
"""What has a value everywhere, or a condition that goes with the line."""


def _everywhere(premise: sp.Basic, variable: sp.Symbol) -> bool:
    """Whether what a premise spells out in a variable has a value for every one: tan x and δ(x) do not."""
    if not isinstance(premise, (sp.Function, *BINDING)) or isinstance(premise, _CONDITIONED):
        return all(_everywhere(part, variable) for part in premise.args)
    if premise.has(AppliedUndef) or variable not in premise.free_symbols:
        return True
    return continuous(premise, variable)
