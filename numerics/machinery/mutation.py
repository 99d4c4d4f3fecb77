"""Judge the judges: feed an entry its mutants and see that each one is caught."""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.discharge.algebra import refuse_trivial
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.verdict import Verdict
from softpot.numerics.machinery.compile.errors import CompileError
from softpot.numerics.machinery.compile.parts import complex_formula
from softpot.numerics.machinery.evidence import EvidenceError
from softpot.numerics.machinery.gather import Judging, gathered
from softpot.numerics.machinery.ledger import Judged
from softpot.numerics.machinery.mutants import Mutant, MutantCount, Survivor, equivalent, mutants

TRIED = (Verdict.PROVED, Verdict.DERIVED, Verdict.VERIFIED)
"""The verdicts that have to be earned by catching mutants."""


def formula_mutants(derived: Derived, judging: Judging | None, digits: int) -> MutantCount:
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
        why = _survives(derived, judging, mutant, digits)
        if why:
            survivors.append(Survivor("formula", mutant.change, sp.sstr(mutant.expression), why))
    return MutantCount(tried, tried - len(survivors), same, tuple(survivors))


def _survives(derived: Derived, judging: Judging | None, mutant: Mutant, digits: int) -> str:
    """Why a mutant survives, "" when it is killed.

    One of a formula of real quantities with an imaginary unit, as √2 has with 2 negated, is killed without evidence:
    evidence on a real formula compares real numbers.
    """
    real = not complex_formula(derived.formula.expression)
    if real and mutant.expression.has(sp.I):
        return ""
    try:
        wrong = derived.formula.with_expression(mutant.expression)
        if any(e.supports is False for e in gathered(derived.id, judging, wrong, digits)):
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


def entry_mutants(derived: Derived, judging: Judging | None, digits: int) -> MutantCount:
    """All mutants of an entry: of its formula and of its steps."""
    return formula_mutants(derived, judging, digits) + step_mutants(derived)


def mutants_of(judged: Judged, judging: Judging | None, digits: int) -> MutantCount | None:
    """The mutants of a judged entry, where its verdict has to be earned."""
    if judged.verdict not in TRIED or judged.derived is None:
        return None
    return entry_mutants(judged.derived, judging, digits)
