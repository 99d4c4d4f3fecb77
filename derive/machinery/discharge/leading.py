"""lim f = v by leading terms: at infinity, and at a point by f(c ± 1/u) for u → ∞."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.directions import refuse_directions
from softpot.derive.machinery.discharge.growth import limit_at_infinity
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["LeadingTerms", "limits"]


@dataclass(frozen=True)
class LeadingTerms:
    """lim_{x→c} f(x) = v by the leading terms of f, with the order of what is left out; c may be ±∞.

    f may be made of powers, exponentials, logarithms, Γ and binomials (by Stirling's series and the order of its
    remainder, DLMF 5.11), what is analytic at the point, and integrals that shrink to it. Dominance is that of
    e^x, x^a and (log x)^b; coefficients and exponents whose sign is not known are refused. At a point to which x
    tends from both sides, both are worked out. A complex x has to tend to a finite point, at which f is meromorphic.
    Errors: Undischarged. Not guaranteed: that a limit is found.
    It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import LeadingTerms, equal
    >>> x = sp.Symbol("x", positive=True)
    >>> stirling = sp.gamma(x + 1) / (sp.sqrt(2 * sp.pi * x) * (x / sp.E) ** x)
    >>> bool(LeadingTerms()(equal(sp.Limit(stirling, x, sp.oo), 1)))
    True
    """

    kind: str = "leading terms and the order of the rest"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Limit):
                raise Undischarged(f"{lhs} is not a limit")
            if lhs.has(sp.oo) and value.has(lhs.args[1]):
                raise Undischarged(f"{value} depends on the variable of the limit")
            for found in limits(lhs):
                if found != value and not (
                    found.is_finite and value.is_finite is not False and vanishes(found - value)
                ):
                    raise Undischarged(f"the leading terms of {lhs} give {found}, not {value}")
        return (
            "the leading terms of what stands under the limit, with the order of what is left out"
        )


def limits(limit: sp.Limit) -> list[sp.Expr]:
    """The limits from the sides that are asked for."""
    f, x, point, direction = limit.args
    u = sp.Dummy("u", positive=True)
    refuse_directions(f, x, point)
    if point in (sp.oo, -sp.oo):
        return [limit_at_infinity(f.xreplace({x: u if point == sp.oo else -u}), u)]
    if point.is_finite is not True or point.has(x) or x.is_integer:
        raise Undischarged(f"{x} -> {point} is not a limit at a finite point or at infinity")
    signs = {"+": (1,), "-": (-1,)}.get(str(direction), (1, -1))
    found = [limit_at_infinity(f.xreplace({x: point + sign / u}), u) for sign in signs]
    if not x.is_extended_real and not all(value.is_finite for value in found):
        raise Undischarged(f"{x} is complex here: declare it real, or {limit} has no sign")
    return found
