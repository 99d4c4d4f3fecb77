"""A method of proof for a step that names none: exact simplification first, then what the shape of the line suggests.

    lim f = v      continuity, then leading terms
    ∫f = v         an antiderivative that SymPy proposes, Euler's integral, a Bose or Fermi factor
    Σf = v         induction, recurrences, certificates; power series, telescoping, Euler's sums where it is endless
    f = g          equal squares, where roots or moduli stand; equal derivatives and one equal value, where
                   inverse functions stand
    a ≥ b, a > b   sums of squares, signs of derivatives, induction; interval arithmetic, where premises bound x
    f(t) = g(t)    the only solution of a linear differential equation, where premises state one
    Σ, ∫ in f = g  rearranged ranges, integration by parts, the values of the parts

SymPy's proposals are never believed: each goes to a method that checks it, with all its conditions. A line that no
method proves is refused with what each of them said.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from softpot.derive.machinery.discharge import Identity
from softpot.derive.machinery.discharge.algebra import refuse_trivial
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.proposals import candidates
from softpot.derive.machinery.step import Discharge

__all__ = ["proof_by", "proved"]

_MOST_SAID = 3  # refusals that a message quotes
_LONGEST = 160


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


def proved(
    statement: sp.Basic,
    facts: tuple[sp.Basic, ...] = (),
    refute: Callable[[], object] | None = None,
    alone: bool = False,
) -> tuple[Discharge, str]:
    """The first method that proves the statement, and what it says; Undischarged with what each of them said.

    ``facts`` are what earlier lines state; ``refute`` tries numbers on the statement, before anything that is dear; of
    one integral or sum that is ``alone`` on the left no values of parts are looked for.

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
    for method in candidates(statement, facts, refute, alone):
        try:
            return method, proof_by(method, statement)
        except TheoryError as error:
            words = " ".join(str(error).split())
            said.append(f"{type(method).__name__}: {words[:_LONGEST]}")
    if not said:
        raise first
    raise Undischarged(f"{first}; tried besides: {'; '.join(said[:_MOST_SAID])}") from first
