"""The ledger: every statement with its evidence, its verdicts, and the verdicts expected of it."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from importlib import metadata
from math import isfinite
from typing import Any

import sympy as sp

from softpot.derive.kernel.certificates import Mark
from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.showing import MOST, html_table
from softpot.derive.machinery.theory import Entry, Theory
from softpot.derive.machinery.travel import Travels
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.mutants import MutantCount
from softpot.numerics.machinery.values import values

SCHEMA = 1
_HEADS = ("id", "equation", "verdict", "in print", "digits", "outcome")
_DISTRIBUTIONS = ("softpot", "sympy", "mpmath", "gmpy2", "numpy", "scipy", "python-flint")


class Outcome(IntEnum):
    """How a check ended; the values are the exit codes of ``softpot check``."""

    AS_EXPECTED = 0
    UNEXPECTED = 1  # a statement fails, or a verdict is not the expected one
    UNOBTAINED = 3  # some evidence could not be obtained


_OUTCOMES = {
    Outcome.AS_EXPECTED: "as expected",
    Outcome.UNEXPECTED: "not as expected",
    Outcome.UNOBTAINED: "not obtained",
}


@dataclass(frozen=True)
class Judged(Travels):
    """One row of the ledger: an entry, its derivation, its evidence and the verdicts.

    failure: why the derivation failed; unobtained: why evidence could not be had; mutants: what became of
    deliberately wrong formulas, where they were tried; kernel: what the kernel says of the derivation; seconds: for
    the terminal only, it never reaches a file; kept: what the ledger says of the derivation, where the row is that of
    an earlier check and nothing has changed since (``derived`` is None then).

    >>> from softpot import check
    >>> check(ids=["width-of-vibrations"])["width-of-vibrations"]
    width-of-vibrations (13): not derived; as expected
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
    kernel: Mark | None = None
    kept: Mapping[str, Any] | None = None

    @property
    def outcome(self) -> Outcome:
        """As expected, unexpected, or unobtained; a failed derivation or a surviving mutant is unexpected."""
        if self.failure or (self.mutants is not None and self.mutants.survivors):
            return Outcome.UNEXPECTED
        expected = self.entry.printed.expected if self.entry.printed else None
        # a judgement that was reached and is not the expected one outweighs one that was not reached
        met = self.verdict.meets(self.entry.expected)
        if not met and self.verdict is not Verdict.UNKNOWN:
            return Outcome.UNEXPECTED
        if self.printed_verdict not in (expected, PrintedVerdict.UNKNOWN):
            return Outcome.UNEXPECTED
        if self.unobtained or not met or self.printed_verdict != expected:
            return Outcome.UNOBTAINED
        return Outcome.AS_EXPECTED

    @cached_property
    def told(self) -> Mapping[str, Any]:
        """What the ledger says of the derivation."""
        if self.kept is not None:
            return self.kept
        told = dict(self.outlined)
        if self.derived is not None:
            told["values"] = values(self.derived.formula)
        return told

    @cached_property
    def outlined(self) -> Mapping[str, Any]:
        """The same without the values, None in their place, which take longer than all the rest."""
        if self.kept is not None:
            return {**self.kept, "values": None}
        derived = self.derived
        if derived is None:
            return {"derived": None, "values": [], "assumptions": [], "steps": []}
        return {
            "derived": sp.sstr(derived.formula.expression),
            "values": None,
            "assumptions": [str(step.reason) for step in derived.own],
            "steps": [step.kind for step in derived.steps],
        }

    @property
    def digits(self) -> int | None:
        """The fewest digits that any evidence with digits agreed to."""
        found = [e.digits for e in self.evidence if e.digits is not None]
        return min(found) if found else None

    def _cells(self) -> list[str]:
        """Id, equation, verdict, verdict in print, digits, and whether that was expected."""
        return [
            self.entry.id,
            self.entry.equation,
            str(self.verdict),
            str(self.printed_verdict or ""),
            "" if self.digits is None else str(self.digits),
            _OUTCOMES[self.outcome],
        ]

    def __repr__(self) -> str:
        id, equation, verdict, printed, _, outcome = self._cells()
        name = " ".join(filter(None, (id, equation)))
        lines = [
            f"{name}: {verdict}" + (f"; in print: {printed}" if printed else "") + f"; {outcome}"
        ]
        lines += [f"  {why}" for why in (self.failure, self.unobtained) if why]
        lines += [f"  kernel: {self.kernel.words}"] if self.kernel is not None else []
        lines += [f"  {evidence!r}" for evidence in self.evidence[:MOST]]
        if len(self.evidence) > MOST:
            lines.append(f"  and {len(self.evidence) - MOST} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [*zip(_HEADS, self._cells(), strict=True)]
        rows += [("failure", why) for why in (self.failure, self.unobtained) if why]
        rows += [("kernel", self.kernel.words)] if self.kernel is not None else []
        rows += [(e.kind, repr(e)) for e in self.evidence]
        return html_table(self.entry.title or self.entry.id, ("", ""), rows)


@dataclass(frozen=True)
class Ledger(Travels):
    """The judged entries of a theory, in its order; ``ledger[id]`` is one of them.

    >>> from softpot import check
    >>> ledger = check(ids=["width-of-vibrations"])
    >>> ledger.outcome.name, len(ledger.entries)
    ('AS_EXPECTED', 1)
    """

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
        """The worst of the entries: unexpected before unobtained before as expected; unexpected without entries."""
        if not self.entries:
            return Outcome.UNEXPECTED  # what judged nothing has not passed
        found = {judged.outcome for judged in self.entries}
        for outcome in (Outcome.UNEXPECTED, Outcome.UNOBTAINED):
            if outcome in found:
                return outcome
        return Outcome.AS_EXPECTED

    def counts(self) -> dict[Verdict, int]:
        """How many entries have each verdict, in the order of the verdicts, zeros left out.

        >>> from softpot import check
        >>> {str(v): n for v, n in check(ids=["width-of-vibrations"]).counts().items()}
        {'not derived': 1}
        """
        found = [judged.verdict for judged in self.entries]
        return {v: found.count(v) for v in Verdict if v in found}

    def printed_counts(self) -> dict[PrintedVerdict, int]:
        """How many printed forms have each verdict.

        >>> from softpot import check
        >>> check(ids=["width-of-vibrations"]).printed_counts()
        {}
        """
        found = [judged.printed_verdict for judged in self.entries if judged.printed_verdict]
        return {v: found.count(v) for v in PrintedVerdict if v in found}

    def as_data(self) -> dict[str, Any]:
        """The ledger as plain data for JSON (schema 1); the same inputs give the same data.

        >>> from softpot import check
        >>> check(ids=["width-of-vibrations"]).as_data()["entries"][0]["verdict"]
        'not derived'
        """
        return {
            "schema": SCHEMA,
            "theory": self.theory.title,
            "digits": self.digits,
            "versions": versions(),
            "entries": [_entry_data(judged) for judged in self.entries],
        }

    def __repr__(self) -> str:
        verdicts = ", ".join(f"{n} {verdict}" for verdict, n in self.counts().items())
        printed = ", ".join(f"{n} {verdict}" for verdict, n in self.printed_counts().items())
        odd = [j.entry.id for j in self.entries if j.outcome is not Outcome.AS_EXPECTED]
        lines = [
            f"Ledger of {self.theory.title!r}: {len(self.entries)} "
            f"statement{'' if len(self.entries) == 1 else 's'}, {self.digits} digits"
        ]
        lines += [f"  {verdicts}"] if verdicts else []
        lines += [f"  printed forms: {printed}"] if printed else []
        more = f" and {len(odd) - MOST} more" if len(odd) > MOST else ""
        lines.append(
            f"  not as expected: {', '.join(odd[:MOST])}{more}" if odd else "  all as expected"
        )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return html_table(self.theory.title, _HEADS, [j._cells() for j in self.entries])


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
            "basis": str(printed.basis),
            "relation": "~" if printed.order else "=",
            "verdict": str(judged.printed_verdict),
            "expected": str(printed.expected),
            "survives": printed.survives,
        },
        **judged.told,
        "kernel": None if judged.kernel is None else judged.kernel.words,
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
        "spread": None if evidence.spread is None else list(evidence.spread),
        "failing": evidence.failing or None,
    }


def _finite(value: float | None) -> float | None:
    """A number that JSON can hold; an infinite error stands as null beside its `failing`."""
    return None if value is None or not isfinite(value) else value
