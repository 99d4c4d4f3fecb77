"""Premises need a witness: a point of the domain at which all of them hold, those of quoted entries included.

Equations that give a symbol or a function a value are put in, others are solved for symbols at each point; points are
moved until the conditions hold. What has no value, or speaks of a function that no premise gives, is left out and
told, and so is everything where equations in several symbols, or in whole numbers, have to be solved.
Not guaranteed: that a point is found where there are some; of functions and matrices nothing is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.attack.attack import Attack
from softpot.derive.machinery.attack.candidates import candidates
from softpot.derive.machinery.attack.functions import DEAR
from softpot.derive.machinery.attack.novalue import NoValue, Why
from softpot.derive.machinery.attack.points import Point
from softpot.derive.machinery.attack.shown import number
from softpot.derive.machinery.attack.solved import solved
from softpot.derive.machinery.attack.world import World, world_of
from softpot.derive.machinery.step import Definition, Step


@dataclass(frozen=True)
class Together:
    """Whether premises hold at one point: ``found`` is it, None where there is none; ``untried`` was left out."""

    found: dict[sp.Basic, Any] | None
    tried: tuple[Step, ...]
    untried: tuple[Step, ...]

    @property
    def contradictory(self) -> bool:
        """Whether no point was found, though there was something to try."""
        return self.found is None and bool(self.tried)


def together(premises: Iterable[Step], definitions: Sequence[Definition] = ()) -> Together:
    """Look for a point at which the premises hold."""
    told = tuple(premises)
    world = world_of([], told, definitions)
    tried = tuple(line for line in told if _evaluable(line.statement, world))
    left_out = tuple(line for line in told if line not in tried)
    if left_out:
        world = world_of([], tried, definitions)
    if any(not _solvable(e, world) for e in world.open):
        constant = tuple(line for line in tried if not world.free(line.statement))
        fixed = [e for e in world.open if not world.free(e)]
        plain = World(world.names, world.functions, fixed, counts=world.counts)
        if constant and _point(plain, constant) is None:  # f(0) = 1 beside f(n) = 2
            return Together(None, tried, left_out)
        return Together({}, (), told)
    return Together(_point(world, tried) if tried else {}, tried, left_out)


def _evaluable(statement: sp.Basic, world: World) -> bool:
    spelled = world.spelled(statement)
    if statement.has(*DEAR) or spelled.has(*DEAR) or not world.covers(statement):
        return False
    if any(s.is_commutative is False for part in spelled for s in part.free_symbols):
        return False
    if any(f.func not in world.functions for f in spelled.atoms(AppliedUndef)):
        return False
    return statement.has(Relational) and isinstance(statement, Boolean)


def _solvable(equation: sp.Expr, world: World) -> bool:
    symbols = world.free(equation)
    return not symbols or (len(symbols) == 1 and not symbols[0].is_integer)


def _point(world: World, premises: Sequence[Step]) -> dict[sp.Basic, Any] | None:
    statement = sp.And(*(p.statement for p in premises), evaluate=False)
    attack = Attack(statement, world)
    ctx = attack.precise.ctx
    conditions = [*world.restricting, sp.true]

    def holds_at(condition: sp.Basic, env: dict[sp.Basic, Any]) -> bool:
        try:
            return (
                attack.fits(env)
                if condition is sp.true
                else bool(attack.precise.value(condition, env))
            )
        except NoValue as error:
            return error.why is Why.UNKNOWN

    def holds(condition: sp.Basic, point: Point) -> bool:
        return holds_at(condition, {s: number(ctx, v) for s, v in point.items()})

    def env_of(point: Point) -> dict[sp.Basic, Any] | None:
        try:
            here = {s: number(ctx, v) for s, v in point.items()}
            env = solved(attack.precise, attack.quick, attack.equations, statement, here)
        except NoValue:
            return None
        return env if all(holds_at(c, env) for c in conditions) else None

    fixed = [e for e in world.open if not world.free(e)]
    if any(not holds(sp.Eq(e, 0, evaluate=False), {}) for e in fixed):
        return None
    symbols = world.free(sp.Tuple(statement, *world.restricting))
    for point in candidates(symbols, conditions, holds, world.put_in, every=bool(world.open)):
        env = env_of(point)
        if env is not None:
            return env
    return None
