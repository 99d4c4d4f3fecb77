"""Deliberately wrong formulas: a check is worth what it can catch.

A mutant changes one thing: a numeric coefficient (also one that is not written, 1) times 7/8, 9/8
or −1, an exponent ± 1/2, a term of a sum or a clause of a condition dropped; relations are changed on either
side, tuples in each member. Where numbers may be complex, the sign of one i, the conjugate of the whole or of one
symbol, the real part alone, and Re for Im are mistakes, too. Mutants that are the original by exact algebra are set
aside; where equality is not decided they count as different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanFunction

from softpot.derive.machinery.discharge.zero import vanishes
from softpot.numerics.machinery.compile.parts import complex_formula

_FACTORS = (
    (sp.Rational(7, 8), "times 7/8"),
    (sp.Rational(9, 8), "times 9/8"),
    (sp.Integer(-1), "negated"),
)
_HALF = sp.Rational(1, 2)


@dataclass(frozen=True)
class Mutant:
    """A wrong expression, and in a few words what was changed."""

    change: str
    expression: sp.Basic


Changes = Callable[[sp.Basic], Iterator[Mutant]]


@dataclass(frozen=True)
class Survivor:
    """A mutant that nothing caught: ``of`` is "formula" or "step k", ``why`` what let it through."""

    of: str
    change: str
    mutant: str
    why: str

    def __str__(self) -> str:
        return f"{self.of}: {self.change} gives {self.mutant} ({self.why})"


@dataclass(frozen=True)
class MutantCount:
    """How many mutants were tried and killed; ``equivalent`` ones are the original by exact algebra and not tried."""

    tried: int
    killed: int
    equivalent: int
    survivors: tuple[Survivor, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "tried": self.tried,
            "killed": self.killed,
            "equivalent": self.equivalent,
            "survivors": [str(s) for s in self.survivors],
        }

    def __add__(self, other: MutantCount) -> MutantCount:
        return MutantCount(
            self.tried + other.tried,
            self.killed + other.killed,
            self.equivalent + other.equivalent,
            self.survivors + other.survivors,
        )


def mutants(expression: sp.Basic, *, clauses: bool = True) -> Iterator[Mutant]:
    """Every mutant of an expression that differs from it, each once; ``clauses`` drops those of And and Or too."""
    seen: set[sp.Basic] = {expression}
    free = frozenset(s for s in expression.free_symbols if s.is_extended_real is None)
    for found in (
        somewhere(expression, partial(_changes, clauses)),
        _whole(expression),
        somewhere(expression, partial(turned, free)),
    ):
        for mutant in found:
            if mutant.expression not in seen:
                seen.add(mutant.expression)
                yield mutant


def equivalent(mutant: sp.Basic, original: sp.Basic) -> bool:
    """Whether two expressions are the same by exact algebra; False also where that is not decided.

    Relations are the same when the differences of their sides are proportional by a number (by a
    positive one where order matters).
    """
    if mutant == original:
        return True
    if isinstance(original, sp.Tuple) and isinstance(mutant, sp.Tuple):
        return len(mutant) == len(original) and all(
            equivalent(a, b) for a, b in zip(mutant, original, strict=True)
        )
    if isinstance(original, Relational) and isinstance(mutant, Relational):
        return mutant.func == original.func and _same_relation(mutant, original)
    if isinstance(original, BooleanFunction) and isinstance(mutant, BooleanFunction):
        return (
            mutant.func == original.func
            and len(mutant.args) == len(original.args)
            and all(any(equivalent(a, b) for b in original.args) for a in mutant.args)
            and all(any(equivalent(a, b) for a in mutant.args) for b in original.args)
        )
    if isinstance(original, sp.Expr) and isinstance(mutant, sp.Expr):
        return vanishes(mutant - original)
    return False


def _same_relation(a: Relational, b: Relational) -> bool:
    if all(equivalent(x, y) for x, y in zip(a.args, b.args, strict=True)):
        return True
    if any(not isinstance(side, sp.Expr) for side in (*a.args, *b.args)):
        return False
    one, other = a.lhs - a.rhs, b.lhs - b.rhs
    if other == 0 or one.has(sp.Integral, sp.Sum, sp.Limit):
        return False
    ratio = sp.cancel(sp.together(one.doit() / other.doit()))
    if not ratio.is_number or not ratio.is_finite or ratio.is_zero is not False:
        return False  # infinite where the original is an identity: both sides differ by 0
    return isinstance(b, (sp.Eq, sp.Ne)) or bool(ratio.is_positive)


def somewhere(e: sp.Basic, changes: Changes) -> Iterator[Mutant]:
    """The expression with one change somewhere in it: ``changes`` makes those of an expression as a whole."""
    yield from changes(e)
    for k in _children(e):
        for mutant in somewhere(_member(e, k), changes):
            try:
                yield Mutant(mutant.change, _with(e, k, mutant.expression))
            except (ValueError, TypeError):  # no such object: an integral up to a wrong limit, say
                continue


def _changes(clauses: bool, e: sp.Basic) -> Iterator[Mutant]:
    if isinstance(e, (sp.Rational, sp.NumberSymbol)):
        if e != 0 and e.is_finite:
            yield from _scaled(e, str(e))
        return
    if isinstance(e, (sp.Symbol, Boolean)) and not e.args:
        return
    if isinstance(e, sp.Add):
        yield from _terms(e)
    if isinstance(e, (sp.Mul, sp.Pow)):
        yield from _exponents(e)
    yield from _plain_members(e)
    if clauses and isinstance(e, (sp.And, sp.Or)):
        for k, clause in enumerate(e.args):
            yield Mutant(f"the condition {clause} dropped", e.func(*e.args[:k], *e.args[k + 1 :]))


def turned(free: frozenset[sp.Basic], e: sp.Basic) -> Iterator[Mutant]:
    """What is mistaken of complex numbers: a sign of i, a conjugate, a part for the other or for the whole.

    free: the symbols that need not be real.
    """
    if e is sp.I:
        yield Mutant("the sign of i changed", -sp.I)
    elif isinstance(e, sp.Symbol):
        if e in free:
            yield Mutant(f"{e} conjugated", sp.conjugate(e))
    elif isinstance(e, (sp.re, sp.im, sp.conjugate)):
        (argument,) = e.args
        if isinstance(e, sp.conjugate):
            yield Mutant(f"{argument} not conjugated", argument)
        else:
            other = sp.im if isinstance(e, sp.re) else sp.re
            yield Mutant(f"{other.__name__} for {e.func.__name__} of {argument}", other(argument))


def _whole(e: sp.Basic) -> Iterator[Mutant]:
    """The unwritten coefficient 1 of a whole formula, of each member of a tuple and each side of a relation changed."""
    if isinstance(e, (sp.Tuple, Relational, BooleanFunction)):
        for k, member in enumerate(e.args):
            for mutant in _whole(member):
                yield Mutant(mutant.change, _with(e, k, mutant.expression))
    elif isinstance(e, sp.Expr) and not isinstance(e, sp.MatrixBase):
        if not _has_number(e) and not isinstance(e, sp.NumberSymbol):
            yield from _scaled(e, f"the whole of {e}")
        if not e.is_Symbol and e.is_extended_real is not True and complex_formula(e):
            yield Mutant(f"the whole of {e} conjugated", sp.conjugate(e))
            yield Mutant(f"the real part of {e} alone", sp.re(e))


def _terms(e: sp.Add) -> Iterator[Mutant]:
    """Each term dropped, and each unwritten coefficient 1 changed."""
    for k, term in enumerate(e.args):
        rest = e.func(*e.args[:k], *e.args[k + 1 :])
        yield Mutant(f"the term {term} dropped", rest)
        if not _has_number(term):
            for mutant in _scaled(term, f"the coefficient of {term}"):
                yield Mutant(mutant.change, rest + mutant.expression)


def _plain_members(e: sp.Basic) -> Iterator[Mutant]:
    """The unwritten exponents of terms, sides and members that are one symbol or function."""
    if not isinstance(e, (sp.Add, sp.Tuple, Relational)):
        return
    for k, member in enumerate(e.args):
        if _same_for_any_exponent(e, member):
            continue
        for mutant in _bare(member):
            yield Mutant(mutant.change, _with(e, k, mutant.expression))


def _same_for_any_exponent(e: sp.Basic, member: sp.Basic) -> bool:
    """Whether e says that a non-negative symbol is, or is not, 0 or 1: so it says of its powers."""
    others = [other for other in e.args if other != member]
    return (
        isinstance(e, (sp.Eq, sp.Ne))
        and bool(member.is_nonnegative)
        and all(other in (0, 1) for other in others)
    )


def _bare(member: sp.Basic) -> Iterator[Mutant]:
    """The unwritten exponent 1 of a term, a side or a member that is one symbol or function."""
    if isinstance(member, (sp.Symbol, sp.Abs, AppliedUndef)):
        for shift, words in ((_HALF, "+ 1/2"), (-_HALF, "- 1/2")):
            yield Mutant(f"the exponent of {member} {words}", member ** (1 + shift))


def _exponents(e: sp.Mul | sp.Pow) -> Iterator[Mutant]:
    """Each exponent changed, also the unwritten 1 of a factor."""
    for shift, words in ((_HALF, "+ 1/2"), (-_HALF, "- 1/2")):
        if isinstance(e, sp.Pow):
            base, exponent = e.args
            yield Mutant(f"the exponent of {base} {words}", base ** (exponent + shift))
            continue
        for k, factor in enumerate(e.args):
            if isinstance(factor, (sp.Symbol, sp.Abs, AppliedUndef)):
                yield Mutant(
                    f"the exponent of {factor} {words}", _with(e, k, factor ** (1 + shift))
                )


def _scaled(e: Any, what: str) -> Iterator[Mutant]:
    for factor, words in _FACTORS:
        yield Mutant(f"{what} {words}", factor * e)


def _has_number(term: sp.Basic) -> bool:
    return isinstance(term, sp.Rational) or (isinstance(term, sp.Mul) and term.args[0].is_Rational)


def _children(e: sp.Basic) -> range | tuple[int, ...]:
    """Places of the arguments that may be changed: not the variables of a derivative or an integral."""
    if isinstance(e, sp.MatrixBase):
        return range(len(e.flat()))
    if isinstance(e, (sp.Derivative, sp.Integral, sp.Sum, sp.Limit, sp.Subs)):
        return (0,)
    if isinstance(e, sp.Pow):
        return (0,)  # exponents have mutants of their own
    return range(len(e.args))


def _member(e: sp.Basic, k: int) -> sp.Basic:
    return cast(sp.Basic, e.flat()[k] if isinstance(e, sp.MatrixBase) else e.args[k])


def _with(e: sp.Basic, k: int, member: sp.Basic) -> sp.Basic:
    """The expression with one member changed; relations stay as written instead of collapsing."""
    if isinstance(e, sp.MatrixBase):
        flat = e.flat()
        return cast(sp.Basic, e.func(e.rows, e.cols, [*flat[:k], member, *flat[k + 1 :]]))
    args = (*e.args[:k], member, *e.args[k + 1 :])
    if isinstance(e, Relational):
        return cast(sp.Basic, e.func(*args, evaluate=False))
    return cast(sp.Basic, e.func(*args))
