"""Why an entry of a ledger is not as expected, in words for people."""

from __future__ import annotations

from derive.machinery.verdict import PrintedVerdict
from numerics.machinery.evidence import Evidence
from numerics.machinery.ledger import Judged


def why(judged: Judged) -> str:
    """In one sentence, with the failing point and both values; "" for an entry that is as expected."""
    entry = judged.entry
    if judged.failure:
        return f"{entry.id}: the derivation fails: {judged.failure}"
    if judged.unobtained:
        return f"{entry.id}: evidence could not be obtained: {judged.unobtained}"
    reasons = []
    if judged.verdict != entry.expected:
        reasons.append(
            f"the verdict is {judged.verdict}, expected {entry.expected}{_because(judged.evidence)}"
        )
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
