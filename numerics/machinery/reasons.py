"""Why an entry of a ledger is not as expected, in words for people."""

from __future__ import annotations

from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.ledger import Judged


def why(judged: Judged) -> str:
    """In one sentence, with the failing point and both values; "" for an entry that is as expected."""
    entry = judged.entry
    if judged.failure:
        return f"{entry.id}: the derivation fails: {judged.failure}"
    if judged.unobtained:
        return f"{entry.id}: evidence could not be obtained: {judged.unobtained}"
    reasons = []
    if not judged.verdict.meets(entry.expected):
        because = _because(judged.evidence)
        if entry.expected is Verdict.PROVED and judged.verdict is Verdict.DERIVED and judged.kernel:
            because = f" ({judged.kernel.words})"
        reasons.append(f"the verdict is {judged.verdict}, expected {entry.expected}{because}")
    expected = entry.printed.expected if entry.printed else None
    if judged.printed_verdict != expected:
        agrees = judged.printed_verdict is PrintedVerdict.AGREES
        because = "" if agrees else _because(judged.printed_evidence)
        reasons.append(
            f"the printed form is judged {judged.printed_verdict}, expected {expected}{because}"
        )
    if judged.mutants is not None and judged.mutants.survivors:
        reasons.append("wrong formulas survive: " + "; ".join(map(str, judged.mutants.survivors)))
    return f"{entry.id}: {'; '.join(reasons)}" if reasons else ""


def _because(evidence: tuple[Evidence, ...]) -> str:
    failing = next((e.failing for e in evidence if e.failing), "")
    return f" ({failing})" if failing else ""
