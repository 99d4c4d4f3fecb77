"""Judge the judges: feed an entry its mutants and see that each one is caught."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from derive.machinery.derivation import Derived
from derive.machinery.discharge.algebra import refuse_trivial
from derive.machinery.errors import TheoryError
from derive.machinery.theory import Entry, Theory
from derive.machinery.verdict import Verdict
from numerics.machinery.compile.errors import CompileError
from numerics.machinery.evidence import EvidenceError
from numerics.machinery.gather import gathered
from numerics.machinery.ledger import Judged
from numerics.machinery.mutants import Mutant, MutantCount, Survivor, equivalent, mutants

TRIED = (Verdict.PROVED, Verdict.VERIFIED)
"""The verdicts that have to be earned by catching mutants."""


def formula_mutants(theory: Theory, derived: Derived, digits: int) -> MutantCount:
    """The evidence on every mutant of the derived form; a mutant is killed when some evidence refutes it.

    Evidence that could not be obtained kills nothing.
    """
    original = derived.formula.expression
    tried, same, survivors = 0, 0, []
    for mutant in mutants(original):
        if equivalent(mutant.expression, original):
            same += 1
            continue
        tried += 1
        why = _survives(theory, derived, mutant, digits)
        if why:
            survivors.append(Survivor("formula", mutant.change, sp.sstr(mutant.expression), why))
    return MutantCount(tried, tried - len(survivors), same, tuple(survivors))


def _survives(theory: Theory, derived: Derived, mutant: Mutant, digits: int) -> str:
    """Why a mutant survives, "" when it is killed."""
    try:
        wrong = derived.formula.with_expression(mutant.expression)
        if any(e.supports is False for e in gathered(theory, derived.id, wrong, digits)):
            return ""
    except EvidenceError as error:
        if isinstance(error.__cause__, CompileError):
            return ""  # it is no formula any more: its value is not real, say
        return f"its evidence could not be obtained: {error}"
    return "every evidence supports it"


def step_mutants(derived: Derived) -> MutantCount:
    """The method of every step on every mutant of its statement; a mutant is killed when the method refuses it."""
    tried, same, survivors = 0, 0, []
    for k, step in enumerate(derived.steps, start=1):
        if step.method is None:
            continue
        for mutant in mutants(step.statement, clauses=False):
            try:
                step.method(refuse_trivial(mutant.expression))
            except TheoryError:
                tried += 1
                continue
            if equivalent(mutant.expression, step.statement):
                same += 1
                continue
            tried += 1
            survivors.append(
                Survivor(
                    f"step {k}", mutant.change, sp.sstr(mutant.expression), "it was discharged"
                )
            )
    return MutantCount(tried, tried - len(survivors), same, tuple(survivors))


def entry_mutants(theory: Theory, entry: Entry, digits: int) -> MutantCount:
    """All mutants of an entry: of its formula and of its steps. Raises TheoryError if it has no derivation."""
    derived = theory.derivation(entry.id)
    return formula_mutants(theory, derived, digits) + step_mutants(derived)


def with_mutants(judged: Judged, theory: Theory, digits: int) -> Judged:
    """A judged entry with its mutants counted, where its verdict has to be earned; survivors make it unexpected."""
    if judged.verdict not in TRIED:
        return judged
    return replace(judged, mutants=entry_mutants(theory, judged.entry, digits))
