"""The ledger: every statement with its evidence, its verdicts, and the verdicts expected of it."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from importlib import metadata
from math import isfinite
from typing import Any

import sympy as sp

from derive.machinery.derivation import Derived
from derive.machinery.theory import Entry, Theory
from derive.machinery.verdict import PrintedVerdict, Verdict
from numerics.machinery.evidence import Evidence
from numerics.machinery.mutants import MutantCount
from numerics.machinery.values import values

SCHEMA = 1
_DISTRIBUTIONS = ("softpot", "sympy", "mpmath", "gmpy2", "numpy", "scipy", "python-flint")


class Outcome(IntEnum):
    """How a check ended; the values are the exit codes of ``softpot check``."""

    AS_EXPECTED = 0
    UNEXPECTED = 1  # a statement fails, or a verdict is not the expected one
    UNOBTAINED = 3  # some evidence could not be obtained


@dataclass(frozen=True)
class Judged:
    """One entry of the ledger.

    ``failure``: why the derivation failed; ``unobtained``: why evidence could not be had;
    ``mutants``: what became of deliberately wrong formulas, where they were tried;
    ``seconds``: for the terminal only, it never reaches a file.
    """

    entry: Entry
    derived: Derived | None
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    printed_evidence: tuple[Evidence, ...] = ()
    printed_verdict: PrintedVerdict | None = None
    failure: str = ""
    unobtained: str = ""
    seconds: float = 0.0
    mutants: MutantCount | None = None

    @property
    def outcome(self) -> Outcome:
        """As expected, unexpected, or unobtained; a failed derivation or a surviving mutant is unexpected."""
        if self.failure or (self.mutants is not None and self.mutants.survivors):
            return Outcome.UNEXPECTED
        expected = self.entry.printed.expected if self.entry.printed else None
        # a judgement that was reached and is not the expected one outweighs one that was not reached
        if self.verdict not in (self.entry.expected, Verdict.UNKNOWN):
            return Outcome.UNEXPECTED
        if self.printed_verdict not in (expected, PrintedVerdict.UNKNOWN):
            return Outcome.UNEXPECTED
        if self.unobtained or (self.verdict, self.printed_verdict) != (
            self.entry.expected,
            expected,
        ):
            return Outcome.UNOBTAINED
        return Outcome.AS_EXPECTED

    @property
    def digits(self) -> int | None:
        """The fewest digits that any evidence with digits agreed to."""
        found = [e.digits for e in self.evidence if e.digits is not None]
        return min(found) if found else None


@dataclass(frozen=True)
class Ledger:
    """The judged entries of a theory, in its order."""

    theory: Theory
    entries: tuple[Judged, ...]
    digits: int

    def __getitem__(self, id: str) -> Judged:
        self.theory.entry(id)
        for judged in self.entries:
            if judged.entry.id == id:
                return judged
        raise KeyError(f"{id} was not among the checked entries")

    @property
    def outcome(self) -> Outcome:
        """The worst of the entries: unexpected before unobtained before as expected."""
        found = {judged.outcome for judged in self.entries}
        for outcome in (Outcome.UNEXPECTED, Outcome.UNOBTAINED):
            if outcome in found:
                return outcome
        return Outcome.AS_EXPECTED

    def counts(self) -> dict[Verdict, int]:
        """How many entries have each verdict, in the order of the verdicts, none left out but zeros."""
        found = [judged.verdict for judged in self.entries]
        return {v: found.count(v) for v in Verdict if v in found}

    def printed_counts(self) -> dict[PrintedVerdict, int]:
        """How many printed forms have each verdict."""
        found = [judged.printed_verdict for judged in self.entries if judged.printed_verdict]
        return {v: found.count(v) for v in PrintedVerdict if v in found}

    def as_data(self) -> dict[str, Any]:
        """The ledger as plain data for JSON (schema 1); the same inputs give the same data."""
        return {
            "schema": SCHEMA,
            "theory": self.theory.title,
            "digits": self.digits,
            "versions": versions(),
            "entries": [_entry_data(judged) for judged in self.entries],
        }

    def _repr_latex_(self) -> str:
        rows = " \\\\ ".join(
            f"\\text{{{j.entry.id}}} & \\text{{{j.entry.equation}}} & \\text{{{j.verdict}}}"
            for j in self.entries
        )
        return f"$\\begin{{array}}{{lll}} {rows} \\end{{array}}$"


def versions() -> dict[str, str]:
    """The versions that a result depends on: Python and the libraries that compute."""
    return {"python": platform.python_version()} | {d: _version(d) for d in _DISTRIBUTIONS}


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:  # run from a source tree
        return "not installed"


def _entry_data(judged: Judged) -> Mapping[str, Any]:
    e, printed = judged.entry, judged.entry.printed
    tried = {} if judged.mutants is None else {"mutants": judged.mutants.as_data()}
    return tried | {
        "id": e.id,
        "equation": e.equation,
        "statement": e.statement,
        "verdict": str(judged.verdict),
        "expected": str(e.expected),
        "printed": None
        if printed is None
        else {
            "form": None
            if printed.form is None
            else sp.sstr(printed.form if printed.shown is None else printed.shown),
            "verdict": str(judged.printed_verdict),
            "expected": str(printed.expected),
            "survives": printed.survives,
        },
        "derived": None if judged.derived is None else sp.sstr(judged.derived.formula.expression),
        "values": [] if judged.derived is None else values(judged.derived.formula),
        "assumptions": []
        if judged.derived is None
        else [str(step.reason) for step in judged.derived.premises],
        "steps": [] if judged.derived is None else [step.kind for step in judged.derived.steps],
        "failure": judged.failure or judged.unobtained or None,
        "evidence": [_evidence_data(x) for x in judged.evidence],
    }


def _evidence_data(evidence: Evidence) -> Mapping[str, Any]:
    return {
        "kind": evidence.kind,
        "what": evidence.what,
        "supports": evidence.supports,
        "samples": evidence.samples,
        "digits": evidence.digits,
        "rate": _finite(evidence.rate),
        "expected_rate": evidence.expected_rate,
        "worst": _finite(evidence.worst),
        "seed": evidence.seed,
        "factor": evidence.factor,
        "failing": evidence.failing or None,
    }


def _finite(value: float | None) -> float | None:
    """A number that JSON can hold; an infinite error stands as null beside its `failing`."""
    return None if value is None or not isfinite(value) else value
