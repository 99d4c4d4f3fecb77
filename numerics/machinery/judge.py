"""From a derivation and its evidence to a verdict: the one place where verdicts are given.

refuted     some evidence refutes
unknown     a step is not proved, evidence is missing or undecided (never a pass)
proved      every step is exact and every evidence supports
verified    as proved, but a limit rests on numbers alone
consistent  supported as an order of magnitude, the factor found
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.machinery.derivation import Derived
from derive.machinery.theory import Entry, Printed
from derive.machinery.verdict import PrintedVerdict, Verdict
from numerics.machinery.evidence import Evidence


def judge(entry: Entry, derived: Derived | None, evidence: Sequence[Evidence]) -> Verdict:
    """The verdict on the derived form. ``derived`` None: its derivation failed, or there is none."""
    if entry.derive is None:
        return Verdict.NOT_DERIVED
    if derived is None or not evidence:
        return Verdict.UNKNOWN
    if any(e.supports is False for e in evidence):
        return Verdict.REFUTED
    if not all(e.supports is True for e in evidence):
        return Verdict.UNKNOWN
    if any(e.factor is not None for e in evidence):
        return Verdict.CONSISTENT
    return Verdict.PROVED if derived.exact else Verdict.VERIFIED


def judge_printed(printed: Printed, evidence: Sequence[Evidence]) -> PrintedVerdict:
    """The verdict on the printed form, from the same evidence with the printed form put in."""
    if printed.form is None:
        return PrintedVerdict.UNREADABLE
    if not evidence:
        return PrintedVerdict.UNKNOWN
    supports = [_supports(printed, e) for e in evidence]
    if any(s is False for s in supports):
        return PrintedVerdict.REFUTED
    if any(s is None for s in supports):
        return PrintedVerdict.UNKNOWN
    return PrintedVerdict.AGREES


def _supports(printed: Printed, evidence: Evidence) -> bool | None:
    """Whether evidence supports a printed form; a printed "~" agrees within its stated factor, and in sign."""
    if printed.within is not None and evidence.factor is not None:
        return 1 / printed.within <= evidence.factor <= printed.within
    return evidence.supports
