"""Numbers for people: few digits, and one short cell that says how well an entry is supported."""

from __future__ import annotations

import math

from softpot.numerics.machinery.evidence import Evidence
from softpot.numerics.machinery.ledger import Judged
from softpot.numerics.machinery.outward import interval, outward


def short_number(value: float) -> str:
    """At most three significant digits; 1.2e-31 for the small and the large."""
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e5:
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def short_bound(value: float) -> str:
    """The same of an error, rounded upwards."""
    if not math.isfinite(value) or value == 0:
        return short_number(value)
    if 1e-3 <= abs(value) < 1e5:
        return outward(value, ".3g" if abs(value) < 1000 else ".0f")
    mantissa, exponent = outward(value, ".1e").split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def grouped_integer(value: int) -> str:
    """12 345 678, grouped by narrow spaces that do not break."""
    return f"{value:,}".replace(",", "\u202f")


def rate(evidence: Evidence) -> str:
    """A fitted exponent beside the expected one."""
    if evidence.rate is None:
        return ""
    found = f"rate {evidence.rate:.2f}"
    if evidence.expected_rate is not None:
        found += f" ({evidence.expected_rate:.4g})"
    return found.replace("-", "−")


def evidence_score(evidence: Evidence) -> str:
    """Digits, a rate or a factor, whichever the evidence has."""
    parts = []
    if evidence.digits is not None:
        parts.append(f"{evidence.digits} digit{'s' * (evidence.digits != 1)}")
    if evidence.rate is not None:
        parts.append(rate(evidence))
    if evidence.spread is not None and evidence.samples > 1:
        low, high = evidence.spread
        parts.append("factors {} to {}".format(*interval(low, high, ".3g")))
    elif evidence.factor is not None:
        parts.append(f"factor {evidence.factor:.3g}")
    return ", ".join(parts)


def score(judged: Judged) -> str:
    """One cell for an entry: its rate if it has one, else its factor, else its fewest digits."""
    for evidence in judged.evidence:
        if evidence.rate is not None:
            return rate(evidence)
    for evidence in judged.evidence:
        if evidence.factor is not None and not evidence.over_range:
            return f"factor {evidence.factor:.3g}"
    digits = judged.digits
    return "" if digits is None else f"{digits} digit{'s' * (digits != 1)}"
