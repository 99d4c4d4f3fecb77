"""A method of proof for a step that names none: exact simplification first, then what the shape of the line suggests.

    lim f = v      continuity, then leading terms
    ∫f = v         an antiderivative that SymPy proposes, Euler's integral, a Bose or Fermi factor
    Σf = v         induction, recurrences, certificates; power series, telescoping, Euler's sums where it is endless
    f = g          equal squares, where roots or moduli stand; equal derivatives and one equal value, where
                   inverse functions stand
    a ≥ b, a > b   sums of squares, signs of derivatives

SymPy's proposals are never believed: each goes to a method that checks it, with all its conditions. A line that no
method proves is refused with what each of them said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from softpot.derive.machinery.discharge import (
    Antiderivative,
    BoseFermi,
    ContinuousLimit,
    EqualDerivatives,
    EqualSquares,
    EvenZeta,
    GammaIntegral,
    Identity,
    Induction,
    LeadingTerms,
    LinearRecurrence,
    Monotone,
    PowerSeries,
    SumOfSquares,
    Telescoping,
    Zeilberger,
)
from softpot.derive.machinery.discharge.algebra import refuse_trivial
from softpot.derive.machinery.discharge.proposed import antiderivatives, antidifferences
from softpot.derive.machinery.discharge.zeilberger import certificate
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.step import Discharge

__all__ = ["proof_by", "proved"]

_MOST_SAID = 3  # refusals that a message quotes
_LONGEST = 160
_HIGHEST = 4  # order of a derivative
_MOST_SYMBOLS = 3
_ENDLESS = (sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.Derivative)
_INVERSE = (sp.atan, sp.asin, sp.acos, sp.acot, sp.asinh, sp.acosh, sp.atanh, sp.log)
_ORDERED = (sp.GreaterThan, sp.LessThan, sp.StrictGreaterThan, sp.StrictLessThan)

Proposals = Callable[[sp.Basic], Iterator[Discharge]]


def proof_by(method: Discharge, statement: sp.Basic) -> str:
    """What the method says; Undischarged also where it fails to treat the statement at all."""
    try:
        return method(refuse_trivial(statement))
    except TheoryError:
        raise
    except Exception as error:
        said = str(error).split("\n")[0]
        raise Undischarged(
            f"{method.kind} cannot treat {statement}: {type(error).__name__}{f', {said}' if said else ''}"
        ) from error


def proved(statement: sp.Basic) -> tuple[Discharge, str]:
    """The first method that proves the statement, and what it says; Undischarged with what each of them said.

    >>> import sympy as sp
    >>> from softpot.derive import equal
    >>> from softpot.derive.machinery.chosen import proved
    >>> x = sp.Symbol("x", real=True)
    >>> proved(equal(sp.Integral(1 / (1 + x**2), (x, -sp.oo, sp.oo)), sp.pi))[0]
    Antiderivative(antiderivative=atan(x), kind='differentiation of an antiderivative')
    """
    plain = Identity()
    try:
        return plain, proof_by(plain, statement)
    except Undischarged as error:
        first = error
    said: list[str] = []
    for method in _candidates(statement):
        try:
            return method, proof_by(method, statement)
        except TheoryError as error:
            words = " ".join(str(error).split())
            said.append(f"{type(method).__name__}: {words[:_LONGEST]}")
    if not said:
        raise first
    raise Undischarged(f"{first}; tried besides: {'; '.join(said[:_MOST_SAID])}") from first


def _candidates(statement: sp.Basic) -> Iterator[Discharge]:
    """Methods that the shape of the statement suggests; none where proposing one fails."""
    for propose in _PROPOSALS:
        made = propose(statement)
        while True:
            try:
                method = next(made)
            except StopIteration:
                break
            except Exception:  # a proposal that SymPy fails to make is none
                break
            yield method


def _left(statement: sp.Basic, kind: type) -> Any:
    """The left side of an equation, if it is of the kind."""
    if isinstance(statement, sp.Eq) and isinstance(statement.lhs, kind):
        return statement.lhs
    return None


def _of_limits(statement: sp.Basic) -> Iterator[Discharge]:
    if _left(statement, sp.Limit) is not None:
        yield ContinuousLimit()
        yield LeadingTerms()


def _of_integrals(statement: sp.Basic) -> Iterator[Discharge]:
    integral = _left(statement, sp.Integral)
    if integral is None or len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return
    yield GammaIntegral()
    yield BoseFermi()
    for F in antiderivatives(integral.function, *integral.limits[0]):
        yield Antiderivative(F)


def _of_sums(statement: sp.Basic) -> Iterator[Discharge]:
    total = _left(statement, sp.Sum)
    if total is None or len(total.limits) != 1:
        return
    k, _, high = total.limits[0]
    if high is sp.oo:
        yield EvenZeta()
        yield PowerSeries()
        yield from map(Telescoping, antidifferences(total.function, k))
        return
    for n in sorted(high.free_symbols, key=str):
        yield Induction(n, sp.Integer(1 if n.is_positive else 0))
        yield LinearRecurrence(n)
        R = certificate(total.function, statement.rhs, n, k)
        if R is not None:
            yield Zeilberger(n, R)


def _of_sequences(statement: sp.Basic) -> Iterator[Discharge]:
    if isinstance(statement, sp.Eq) and not statement.has(*_ENDLESS):
        for n in sorted(statement.free_symbols, key=str):
            if n.is_integer and n.is_nonnegative and statement.has(sp.fibonacci, sp.lucas, sp.Pow):
                yield LinearRecurrence(n)


def _of_equals(statement: sp.Basic) -> Iterator[Discharge]:
    if not isinstance(statement, sp.Eq) or statement.has(*_ENDLESS):
        return
    if any(p.exp.is_Rational and not p.exp.is_Integer for p in statement.atoms(sp.Pow)):
        yield EqualSquares()
    if statement.has(*_INVERSE):
        symbols = _real_symbols(statement)
        for x in symbols:
            for point in (*(s for s in symbols if s != x), sp.Integer(1), sp.Integer(0)):
                yield EqualDerivatives(x, point)


def _of_inequalities(statement: sp.Basic) -> Iterator[Discharge]:
    parts = statement.args if isinstance(statement, sp.And) else (statement,)
    if not all(isinstance(part, _ORDERED) for part in parts):
        return
    yield SumOfSquares()
    for order in range(1, _HIGHEST + 1):
        for x in _real_symbols(statement):
            for point in (sp.Integer(0), sp.Integer(1)):
                yield Monotone(x, point, order)


def _real_symbols(statement: sp.Basic) -> list[sp.Symbol]:
    """The first few symbols that run over an interval."""
    real = (s for s in statement.free_symbols if s.is_extended_real and not s.is_integer)
    return sorted(real, key=str)[:_MOST_SYMBOLS]


_PROPOSALS: tuple[Proposals, ...] = (
    _of_limits, _of_integrals, _of_sums, _of_sequences, _of_equals, _of_inequalities,
)  # fmt: skip
