"""Which attack a line has to stand: for all values of what its method leaves free, and in a model of what was told.

A method that puts equations in proves an identity for all values of everything else, and is attacked as such. A method
that starts from something else, such as equations that are eliminated, proves its statement only where that holds:
it is attacked in the model. There a difference counts when the lines before hold at the same point, so that
the model is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp
from mpmath.ctx_mp import MPContext
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.attack import Attack, Refuted, Verdict
from softpot.derive.machinery.attack.infinite import refute_at_infinity
from softpot.derive.machinery.attack.limits import refuted_limit
from softpot.derive.machinery.attack.masked import refuse_beside
from softpot.derive.machinery.attack.matrices import refute_with_matrices
from softpot.derive.machinery.attack.novalue import NoValue
from softpot.derive.machinery.attack.ways import Way
from softpot.derive.machinery.attack.witness import KINDS
from softpot.derive.machinery.attack.world import World, world_of
from softpot.derive.machinery.discharge import (
    Antiderivative,
    Apart,
    BoseFermi,
    ByParts,
    Cells,
    DominatedLimit,
    EqualDerivatives,
    EqualSquares,
    Evaluated,
    EvenZeta,
    GammaIntegral,
    Identity,
    ImproperIntegral,
    InversePowers,
    KnownIntegral,
    LeadingTerms,
    Linearity,
    LinearRecurrence,
    Monotone,
    OnRange,
    OrderInduction,
    PowerSeries,
    Rearranged,
    Rescaled,
    Rises,
    Subdivided,
    Substituted,
    SumOfSquares,
    Telescoping,
    TermByTerm,
    Zeilberger,
)  # fmt: skip
from softpot.derive.machinery.discharge.algebra import in_words
from softpot.derive.machinery.discharge.putting import put_in
from softpot.derive.machinery.errors import Undischarged
from softpot.derive.machinery.step import Step
from softpot.derive.machinery.told import sides

_PUTS_IN = (Identity, Linearity, Apart, DominatedLimit, ImproperIntegral)
"""Methods that prove an identity for all values of everything, once equations are put in."""

_OF_ALL = (
    Antiderivative, BoseFermi, ByParts, Cells, EqualDerivatives, EqualSquares, Evaluated, EvenZeta, GammaIntegral,
    InversePowers, KnownIntegral, LeadingTerms, LinearRecurrence, Monotone, OnRange, OrderInduction, PowerSeries,
    Rearranged, Rescaled, Rises, Subdivided, Substituted, SumOfSquares, Telescoping, TermByTerm, Zeilberger,
)  # fmt: skip
"""Methods whose statements hold for all values of all symbols."""


def attack_step(step: Step, before: Sequence[Step]) -> int:
    """Attack a step, not yet written down, that its method has proved; the number of points that support it."""
    statement = step.statement
    odd = frozenset(s for s in statement.free_symbols if s.is_commutative is False)
    if odd:
        return refute_with_matrices(statement, odd, MPContext())
    told = world_of(before, step.premises, step.definitions)
    method, held = step.method, 0
    granted = isinstance(method, ImproperIntegral) and bool(method.granted)
    if isinstance(method, _PUTS_IN) and not granted:
        held = _for_all(put_in(statement, method.where), told)
    elif isinstance(method, _OF_ALL):
        held = _for_all(statement, told)
    return held + _in_model(statement, told, before, few=held > 0)


def attack_statement(line: Step, before: Sequence[Step]) -> int:
    """Attack a quoted line or a result, in the model of what was told and what it tells itself."""
    if not line.exact:  # an asymptotic statement, which need not be an equality
        told_already = any(line.statement == earlier.statement for earlier in before)
        if not told_already and (line.toward or line.statement.has(sp.Limit)):
            attack_limit(line, before)
        return 0
    told = world_of([*before, line], line.premises, line.definitions)
    return _in_model(line.statement, told, before, few=True)


def attack_limit(line: Step, before: Sequence[Step]) -> None:
    """Attack a line that only numbers support, along sequences toward the point that it, or a limit in it, names.

    What only numbers support gives no name a meaning, unless the line names its direction: it may be an approximation.
    """
    known = before if line.toward else [earlier for earlier in before if earlier.exact]
    told = world_of(known, line.premises, line.definitions)
    if not all(isinstance(part, sp.Limit) for part in _with_limits(line.statement)):
        _in_model(line.statement, told, known, few=False)
    ways = [Way(s, point, -1 if side == "-" else 1) for s, point, side in line.toward]
    words = refuted_limit(line.statement, told, ways)
    if words:
        raise Undischarged(f"{_plain(line.statement)} is refuted by numbers: {words}")


def _with_limits(statement: sp.Basic) -> list[sp.Basic]:
    """The sides of the statement in which there are limits."""
    return [side for pair in sides(statement) for side in pair if side.has(sp.Limit)]


def attack_value(value: sp.Basic, before: Sequence[Step]) -> int:
    """What gets a name has to have a value somewhere."""
    told = world_of(before)
    if not isinstance(value, sp.Expr) or any(s.is_commutative is False for s in value.free_symbols):
        return 0
    try:
        return Attack(sp.Eq(value, value, evaluate=False), _free(told), few=True).run()
    except Refuted as refuted:
        raise Undischarged(f"{value} has no value: {refuted}") from None


def _for_all(statement: sp.Basic, told: World) -> int:
    """Attack the statement for all values of all names and functions in it."""
    refute_at_infinity(statement, told.restricting)
    held = 0
    for kind in KINDS if statement.has(AppliedUndef) else KINDS[:1]:
        attack = Attack(statement, _free(told), kind)
        try:
            if attack.dear:  # few points are tried then, and what is not dear may tell already
                refuse_beside(attack)
            found = attack.run()
            if not found and not attack.dear:
                refuse_beside(attack)
            held += found
        except Refuted as refuted:
            raise Undischarged(f"{_plain(statement)} is refuted by numbers: {refuted}") from None
        if attack.dear and held:
            break
    return held


def _free(told: World) -> World:
    """A world in which only conditions and counts are known."""
    return World(restricting=told.restricting, counts=told.counts)


def _in_model(statement: sp.Basic, told: World, before: Sequence[Step], few: bool) -> int:
    """Attack the statement in the model, if everything in it has a meaning there."""
    if not told.covers(statement):
        return 0
    if few and not told.meets(statement):
        return 0
    attack = Attack(statement, told, few=few)
    try:
        held = attack.run()
        if not held:
            refuse_beside(attack)
        return held
    except Refuted as refuted:
        if refuted.env is None and not before:
            raise Undischarged(f"{_plain(statement)} is refuted by numbers: {refuted}") from None
        if refuted.env is not None and _is_model(attack, refuted, before):
            raise Undischarged(f"{_plain(statement)} is refuted by numbers: {refuted}") from None
        if refuted.env is None and _never(attack, before):
            raise Undischarged(f"{_plain(statement)} is refuted by numbers: {refuted}") from None
        return 0


def _is_model(attack: Attack, refuted: Refuted, before: Sequence[Step]) -> bool:
    """Whether the lines before hold at the point."""
    env = refuted.env or {}
    for line in before:
        symbols = attack.world.free(line.statement)
        here = {**{s: attack.precise.ctx.mpf(1.625) for s in symbols}, **env}
        try:
            if replace(attack, statement=line.statement).at(here)[0] is not Verdict.HOLDS:
                return False
        except (Refuted, NoValue):
            return False
    return True


def _never(attack: Attack, before: Sequence[Step]) -> bool:
    """Whether the lines before hold at some point, though the statement has a value nowhere."""
    del attack
    return all(not line.statement.has(AppliedUndef) for line in before)


def _plain(statement: sp.Basic) -> str:
    parts = statement.args if isinstance(statement, sp.Eq) else (statement,)
    text = " = ".join(map(in_words, parts))
    return text if len(text) <= 300 else text[:300] + " ..."
