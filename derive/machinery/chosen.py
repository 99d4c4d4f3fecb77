"""A method of proof for a step that names none: exact simplification first, then what the shape of the line suggests.

    lim f = v      continuity, then leading terms
    ∫f = v         an antiderivative that SymPy proposes, Euler's integral

SymPy's proposals are never believed: each goes to a method that checks it, with all its conditions. A line that no
method proves is refused with what each of them said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from softpot.derive.machinery.discharge import (
    Antiderivative,
    ContinuousLimit,
    GammaIntegral,
    Identity,
    LeadingTerms,
)
from softpot.derive.machinery.discharge.algebra import refuse_trivial
from softpot.derive.machinery.discharge.proposed import antiderivatives
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.step import Discharge

__all__ = ["proof_by", "proved"]

_MOST_SAID = 3  # refusals that a message quotes
_LONGEST = 160

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
    for F in antiderivatives(integral.function, *integral.limits[0]):
        yield Antiderivative(F)


_PROPOSALS: tuple[Proposals, ...] = (_of_limits, _of_integrals)
