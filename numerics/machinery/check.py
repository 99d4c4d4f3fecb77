"""Checking a theory: derive each entry, gather its evidence, judge it and its printed form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import perf_counter

from derive.machinery.derivation import Derived
from derive.machinery.errors import TheoryError
from derive.machinery.theory import Entry, Theory
from numerics.machinery.evidence import Evidence, EvidenceError
from numerics.machinery.forked import in_order
from numerics.machinery.gather import gather
from numerics.machinery.judge import judge, judge_printed
from numerics.machinery.ledger import Judged, Ledger
from numerics.machinery.mutation import with_mutants

MAX_DIGITS = 200

Progress = Callable[[Entry, int, int], None]


def check_theory(
    theory: Theory,
    ids: Iterable[str] | None = None,
    digits: int = 30,
    progress: Progress | None = None,
    mutants: bool = False,
) -> Ledger:
    """Judge the entries ``ids`` (all unless told) of a theory, with evidence to ``digits`` digits.

    With ``mutants`` every entry that is proved or verified is also fed deliberately wrong formulas.

    The evidence is gathered first, so that processes forked for the mutants share its reference numbers.

    ``progress(entry, k, of)`` is called before each entry, and after each one's mutants. Raises
    UnknownId for an unknown id and ValueError for digits outside 1…200; a failing entry raises nothing, it is judged.
    """
    if not isinstance(theory, Theory):
        raise TypeError(f"a Theory is checked, got a {type(theory).__name__}")
    if isinstance(digits, bool) or not isinstance(digits, int) or not 1 <= digits <= MAX_DIGITS:
        raise ValueError(f"digits must be a whole number from 1 to {MAX_DIGITS}, got {digits!r}")
    chosen = theory.select(ids)
    of = len(chosen) * (2 if mutants else 1)
    judged = []
    for k, entry in enumerate(chosen):
        if progress is not None:
            progress(entry, k, of)
        judged.append(check_entry(theory, entry, digits))
    if not mutants:
        return Ledger(theory, tuple(judged), digits)
    fed = []
    for k, found in enumerate(
        in_order(lambda k: with_mutants(judged[k], theory, digits).mutants, len(judged))
    ):
        if progress is not None:
            progress(chosen[k], len(chosen) + k, of)
        fed.append(replace(judged[k], mutants=found))
    return Ledger(theory, tuple(fed), digits)


def check_entry(theory: Theory, entry: Entry, digits: int) -> Judged:
    """Judge one entry."""
    start = perf_counter()
    derived: Derived | None = None
    evidence: tuple[Evidence, ...] = ()
    printed: tuple[Evidence, ...] = ()
    failure = unobtained = ""
    try:
        if entry.derive is not None:
            derived = theory.derivation(entry.id)
    except TheoryError as error:
        failure = str(error)
    if derived is not None:
        try:
            evidence = gather(theory, entry.id, derived.formula, digits)
            if entry.printed is not None and entry.printed.form is not None:
                printed = gather(theory, entry.id, entry.printed.put_in(derived.formula), digits)
        except EvidenceError as error:
            unobtained = str(error)
    verdict = judge(entry, derived, evidence)
    printed_verdict = None if entry.printed is None else judge_printed(entry.printed, printed)
    return Judged(
        entry,
        derived,
        evidence,
        verdict,
        printed,
        printed_verdict,
        failure,
        unobtained,
        perf_counter() - start,
    )
