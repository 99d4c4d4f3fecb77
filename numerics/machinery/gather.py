"""Gathering evidence: one formula, right or wrong, before everything that an entry is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.showing import shortened
from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.compile.errors import OutOfDomain, OutsideDomain
from softpot.numerics.machinery.evidence import Evidence, EvidenceError
from softpot.numerics.machinery.watch import flaw, watched

Judging = Callable[[Formula, int], Any]
"""What judges the formula of an entry, given it and a number of digits: it returns or yields Evidence.

A function may have an attribute ``lines``, which judges the lines of the derivation: given that and the evidence
found, it yields Evidence too.
"""

_WAYS = 1, -1  # in which a formula is wrong
_MUCH = 1000  # times the formula: beyond each order of magnitude that evidence may ask for


def gather(theory: Theory, id: str, formula: Formula, digits: int) -> tuple[Evidence, ...]:
    """The evidence of an entry on its formula.

    Raises EvidenceError when there is none, when a number could not be had, and for evidence that supports nothing
    whatever it says (``watch``): that never calls the formula, tries it at one point only or outside its
    domain, leaves out the least whole numbers, or compares a number with itself.
    """
    return weighed(id, theory.evidence.get(id), formula, digits)


def weighed(
    id: str, judging: Judging | None, formula: Formula, digits: int
) -> tuple[Evidence, ...]:
    """The evidence of an entry by its own parts, refused where it supports nothing."""
    under = watched(formula)
    found = tuple(gathered(id, judging, under, digits))
    if all(e.supports is not False for e in found):  # what refutes has looked
        why = flaw(formula, under.watch, [e.compared for e in found])
        why = why or _whatever(id, judging, formula, digits)
        if why:
            raise EvidenceError(f"the evidence for {id} supports nothing: {why}")
    return found


def _whatever(id: str, judging: Judging | None, formula: Formula, digits: int) -> str:
    """Why evidence supports nothing that passes wrong formulas, too, whatever way they are wrong."""
    for way in _WAYS:
        wrong = _wrong(formula.expression, way)
        if wrong is None:
            return ""
        try:
            with np.errstate(all="ignore"):  # a wrong formula may be 0 where evidence divides by it
                found = gathered(id, judging, formula.with_expression(wrong), digits)
                if not all(e.supports is True for e in found):
                    return ""
        except (EvidenceError, TheoryError):
            return ""
    return f"it supports {shortened(str(wrong), 60)} as well"


def _wrong(expression: sp.Basic, way: int) -> sp.Basic | None:
    """A wrong formula; None for what has none.

    Of a number: far above it, and of the contrary sign, which evidence on its sign or its rise alone refutes. Of a
    statement: the contrary, and one with other left sides, which evidence on both sides refutes.
    """
    if isinstance(expression, sp.Tuple):
        parts = [_wrong(part, way) for part in expression.args]
        return None if None in parts else sp.Tuple(*parts)
    if _is_number(expression):  # first: SymPy has symbols be Boolean, too
        return _far(expression, way)
    if isinstance(expression, Boolean):
        sides = {r: r.func(_far(r.lhs, 1), r.rhs, evaluate=False) for r in _comparisons(expression)}
        return expression.xreplace(sides) if sides and way < 0 else sp.Not(expression)
    return None


def _comparisons(statement: Boolean) -> list[Relational]:
    return [r for r in statement.atoms(Relational) if _is_number(r.lhs)]


def _is_number(expression: sp.Basic) -> bool:
    return isinstance(expression, sp.Expr) and not isinstance(expression, sp.MatrixExpr)


def _far(expression: sp.Expr, way: int) -> sp.Expr:
    symbols = sorted(expression.free_symbols, key=str)
    others = sum(sp.Rational(k + 2, 7) * s for k, s in enumerate(symbols))
    return way * (_MUCH * expression + 1 + others)


def on_lines(
    id: str, judging: Judging | None, derived: Derived, found: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """The evidence on the lines of a derivation, where what judges its formula judges them too, and refutes nothing.

    Raises EvidenceError where it could not be had.
    """
    lines = getattr(judging, "lines", None)
    if lines is None or any(e.supports is False for e in found):
        return ()
    try:
        return tuple(lines(derived, found))
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"
        raise EvidenceError(f"the lines of {id} could not be judged: {said}") from error


def gathered(id: str, judging: Judging | None, formula: Formula, digits: int) -> Iterator[Evidence]:
    """The evidence one by one, so that who looks for the first refutation need not wait for the rest."""
    if judging is None:
        raise EvidenceError(f"{id} has no evidence: a statement without numbers is not judged")
    count = 0
    try:
        found = judging(formula, digits)
        for evidence in (found,) if isinstance(found, Evidence) else found:
            if not isinstance(evidence, Evidence):
                raise EvidenceError(
                    f"the evidence for {id} yielded {evidence!r}, which is no Evidence"
                )
            count += 1
            yield evidence
    except OutsideDomain as error:
        raise EvidenceError(
            f"the evidence for {id} tries the formula where it says nothing: {error}"
        ) from error
    except OutOfDomain as error:
        # a formula that has no value at a point of its domain is wrong there
        yield Evidence(
            "domain",
            "the formula has a value wherever it is tried",
            False,
            1,
            failing=str(error),
        )
        return
    except (EvidenceError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        # evidence is anybody's function: whatever it raises, also by pytest.skip, there is none
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise EvidenceError(f"the evidence for {id} could not be had: {said}") from error
    if count == 0:
        raise EvidenceError(f"the evidence for {id} returned no Evidence")
