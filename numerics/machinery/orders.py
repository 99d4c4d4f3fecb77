"""Orders of magnitude: the one rule for what "~" and "=" mean in a source, and evidence by factors.

"~" names the nearest power of ten, so that it agrees while reference over form lies between 1/ORDER and ORDER, ORDER =
√10. "=" over a stated range agrees while the factor lies between 1/EQUAL and EQUAL, EQUAL = 1.1: one leading digit.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isfinite, log

from softpot.numerics.machinery.evidence import Evidence, EvidenceError, Table, round_for_show
from softpot.numerics.machinery.outward import outward_double

ORDER = 10**0.5
EQUAL = 1.1


def within(factor: float, limit: float) -> bool:
    """1/limit <= factor <= limit; False for what is not a positive number."""
    return isfinite(factor) and 1 / limit <= factor <= limit


def over(reference: object, value: object) -> float:
    """reference/value as a float; infinite where the value is 0."""
    return float(reference / value) if value else inf  # type: ignore[operator]


def order_of_magnitude(
    what: str,
    factors: Iterable[tuple[str, float]],
    *,
    limit: float = ORDER,
    member: int | None = None,
    over_range: bool = True,
    table: Table | None = None,
    kind: str = "order of magnitude",
) -> Evidence:
    """Evidence from factors reference/form at named places: supports while each lies within 1/limit to limit.

    ``factor`` is the one farthest from 1, ``spread`` the least and the largest. ``over_range`` False: the derived
    form itself claims no more than the order. Raises EvidenceError for no factors.
    """
    places = list(factors)
    if not places:
        raise EvidenceError(f"no samples were compared ({what}): that supports nothing")
    sizes = [(where, f if isfinite(f) and f > 0 else 0.0) for where, f in places]
    where, farthest = max(sizes, key=lambda pair: abs(log(pair[1])) if pair[1] else inf)
    good = all(within(f, limit) for _, f in sizes)
    return Evidence(
        kind,
        what,
        good,
        len(sizes),
        worst=round_for_show(abs(farthest - 1)),
        factor=float(f"{farthest:.4g}"),
        spread=(
            outward_double(min(f for _, f in sizes), 4, "down"),
            outward_double(max(f for _, f in sizes), 4),
        ),
        failing=""
        if good
        else f"at {where} reference over form is {farthest:.4g}, not within a factor {limit:.4g}",
        table=table,
        over_range=over_range,
        member=member,
    )


__all__ = ["EQUAL", "ORDER", "order_of_magnitude", "over", "within"]
