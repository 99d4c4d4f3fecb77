"""Checking a theory: derive each entry, gather its evidence, judge it and its printed form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import Protocol

from softpot.derive.kernel.certificates import Mark, load, mark
from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.printed import stated_otherwise
from softpot.derive.machinery.theory import Entry, Printed, Theory
from softpot.derive.machinery.verdict import PrintedVerdict
from softpot.numerics.machinery.course import astray
from softpot.numerics.machinery.evidence import Evidence, EvidenceError
from softpot.numerics.machinery.forked import in_order
from softpot.numerics.machinery.gather import Judging, gathered, on_lines, weighed
from softpot.numerics.machinery.judge import judge, judge_printed
from softpot.numerics.machinery.ledger import Judged, Ledger
from softpot.numerics.machinery.mutation import mutants_of

MAX_DIGITS = 200

Progress = Callable[[Entry, int, int], None]


class Memory(Protocol):
    """Rows of earlier checks: what is still true of an entry, and where to write what was found.

    marks: what the kernel says of entries, as far as it is known.
    """

    @property
    def marks(self) -> dict[str, Mark]: ...

    def recall(self, entry: Entry, *, mutants: bool = False) -> Judged | None: ...

    def keep(self, judged: Judged, *, mutants: bool = False) -> None: ...


def check_theory(
    theory: Theory,
    ids: Iterable[str] | None = None,
    digits: int = 30,
    progress: Progress | None = None,
    mutants: bool = False,
    memory: Memory | None = None,
) -> Ledger:
    """Judge the entries ``ids`` (all unless told) of a theory, with evidence to ``digits`` digits.

    With ``mutants`` every entry that is proved or verified is also fed deliberately wrong formulas.

    The evidence is gathered first, so that processes forked for the mutants share its reference numbers.

    ``memory`` is asked for each entry first, and told each row that was judged.
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
    kept = load(theory.certificates)
    marks: dict[str, Mark] = {} if memory is None else memory.marks
    for k, entry in enumerate(chosen):
        if progress is not None:
            progress(entry, k, of)
        known = None if memory is None else memory.recall(entry, mutants=mutants)
        if known is None:
            kernel = None if entry.derive is None else partial(mark, theory, entry.id, kept, marks)
            known = check_entry(*parts(theory, entry), digits, kernel)
            if memory is not None:
                memory.keep(known)
        judged.append(known)
    if not mutants:
        return Ledger(theory, tuple(judged), digits)
    new = [k for k, row in enumerate(judged) if row.kept is None]
    fed = in_order(
        lambda n: mutants_of(judged[new[n]], theory.evidence.get(chosen[new[n]].id), digits),
        len(new),
    )
    for k, found in zip(new, fed, strict=True):
        if progress is not None:
            progress(chosen[k], len(chosen) + k, of)
        judged[k] = replace(judged[k], mutants=found)
        if memory is not None:
            memory.keep(judged[k], mutants=True)
    return Ledger(theory, tuple(judged), digits)


def parts(theory: Theory, entry: Entry) -> tuple[Entry, Callable[[], Derived], Judging | None]:
    """What an entry is judged by: itself, how it is derived with all that it quotes, and its evidence."""
    return entry, partial(theory.derivation, entry.id), theory.evidence.get(entry.id)


def _attacked(stated: Printed, derived: Derived) -> Evidence | None:
    """The evidence that refutes a stated form that agrees elsewhere, where the attack finds a point; None otherwise."""
    if stated.order:
        return None
    words = stated_otherwise(stated.put_in(derived.formula), derived)
    what = "the stated form and the derived one, evaluated at points of the domain"
    return Evidence("attack", what, False, 1, failing=words) if words else None


def check_entry(
    entry: Entry,
    derive: Callable[[], Derived],
    judging: Judging | None,
    digits: int,
    kernel: Callable[[], Mark] | None = None,
) -> Judged:
    """Judge one entry by its own ``parts``; ``kernel`` tells what the kernel says of its derivation."""
    start = perf_counter()
    derived: Derived | None = None
    evidence: tuple[Evidence, ...] = ()
    printed: tuple[Evidence, ...] = ()
    failure = unobtained = ""
    try:
        if entry.derive is not None:
            derived = derive()
    except TheoryError as error:
        failure = str(error)
    if derived is not None:
        try:
            found = weighed(entry.id, judging, derived.formula, digits)
            elsewhere = astray(derived, found)
            if elsewhere:
                raise EvidenceError(f"the evidence for {entry.id} supports nothing: {elsewhere}")
            evidence = found
            evidence += on_lines(entry.id, judging, derived, evidence)
            if entry.printed is not None and entry.printed.form is not None:
                stated = entry.printed.put_in(derived.formula)
                printed = tuple(gathered(entry.id, judging, stated, digits))
        except EvidenceError as error:
            unobtained = str(error)
        except TheoryError as error:  # the form that is shown is not the one that is judged
            failure = str(error)
    said = None if derived is None or kernel is None else kernel()
    verdict = judge(entry, derived, evidence, said is not None and said.whole)
    printed_verdict = None if entry.printed is None else judge_printed(entry.printed, printed)
    if derived is not None and entry.printed is not None:
        refuting = None
        if printed_verdict is PrintedVerdict.AGREES:
            refuting = _attacked(entry.printed, derived)
        if refuting is not None:
            printed = (*printed, refuting)
            printed_verdict = judge_printed(entry.printed, printed)
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
        kernel=said,
    )
