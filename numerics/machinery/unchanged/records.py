"""Rows of a ledger as plain data, and back: all that the ledger says of an entry but what the entry says itself.

Only rows that were judged to the end are written. What is read is checked: a row that is not whole is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from softpot.derive.kernel.certificates import Mark
from softpot.derive.machinery.theory import Entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.ledger import Judged
from softpot.numerics.machinery.mutants import MutantCount, Survivor

__all__ = ["row", "written"]

# of evidence: for reports, which judge by themselves
_LEFT_OUT = ("table", "series", "compared", "course")


def written(judged: Judged, values: bool = True) -> dict[str, Any] | None:
    """A row as plain data; None for one that must be judged again: it failed, or its evidence was not had.

    values: whether the formula's values at a few points, which baselines compare, are part of it.
    """
    if judged.failure or judged.unobtained:
        return None
    counted = judged.mutants
    return {
        "id": judged.entry.id,
        "verdict": str(judged.verdict),
        "printed_verdict": None if judged.printed_verdict is None else str(judged.printed_verdict),
        "evidence": [_evidence(e) for e in judged.evidence],
        "printed_evidence": [_evidence(e) for e in judged.printed_evidence],
        "derived": judged.told if values else judged.outlined,
        "kernel": None
        if judged.kernel is None
        else [judged.kernel.whole, judged.kernel.words, judged.kernel.file],
        "mutants": None
        if counted is None
        else {
            "tried": counted.tried,
            "killed": counted.killed,
            "equivalent": counted.equivalent,
            "survivors": [[s.of, s.change, s.mutant, s.why] for s in counted.survivors],
        },
    }


def row(entry: Entry, data: Mapping[str, Any]) -> Judged:
    """The row again. Raises KeyError, TypeError or ValueError for data that are not one of this entry."""
    if data["id"] != entry.id:
        raise ValueError("the row of another entry")
    printed, counted = data["printed_verdict"], data["mutants"]
    return Judged(
        entry,
        None,
        tuple(_evidence_again(e) for e in data["evidence"]),
        Verdict(data["verdict"]),
        tuple(_evidence_again(e) for e in data["printed_evidence"]),
        None if printed is None else PrintedVerdict(printed),
        mutants=None
        if counted is None
        else MutantCount(
            counted["tried"],
            counted["killed"],
            counted["equivalent"],
            tuple(Survivor(*s) for s in counted["survivors"]),
        ),
        kernel=None if data["kernel"] is None else Mark(*data["kernel"]),
        kept=dict(data["derived"]),
    )


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        f.name: _plain(getattr(evidence, f.name))
        for f in fields(Evidence)
        if f.name not in _LEFT_OUT
    }


def _evidence_again(data: Mapping[str, Any]) -> Evidence:
    spread = data["spread"]
    return Evidence(**{**data, "spread": None if spread is None else tuple(spread)})


def _plain(value: Any) -> Any:
    """A number as JSON holds it, exactly; TypeError for one that it cannot hold."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    kind = int if isinstance(value, int) else float
    if not isinstance(value, (int, float)) or kind(value) != value:
        raise TypeError(f"{value!r} cannot be written down")
    return kind(value)
