"""Σ_k (±1)^k/(αk + β)^s over all whole or all odd numbers: ζ(s), log 2, π/4, Catalan's constant and their multiples.

Σ 1/m^s = ζ(s),   Σ 1/(2m+1)^s = (1 − 2^{−s}) ζ(s),   Σ (−1)^{m+1}/m^s = (1 − 2^{1−s}) ζ(s), log 2 for s = 1
Σ (−1)^m/(2m+1)^s = π/4, G, π³/32, 5π⁵/1536 for s = 1, 2, 3, 5                    (DLMF 25.2, 25.11.40, 24.8)
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["InversePowers"]

_BETA = {
    1: sp.pi / 4,
    2: sp.Catalan,
    3: sp.pi**3 / 32,
    5: 5 * sp.pi**5 / 1536,
}
_MOST_LEFT_OUT = 50


@dataclass(frozen=True)
class InversePowers:
    """Σ_{k=a}^∞ c (±1)^k/(αk + β)^s = value, by the known sums over all whole numbers from 1 and over all odd ones.

    Needed, and checked: αk + β runs, up to a factor, over all whole numbers from some number above 0 on, or over the
    odd ones; s is whole, above 1, or 1 where the signs alternate; it is 1, 2, 3 or 5 for odd numbers of alternating
    sign.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import InversePowers, equal
    >>> k = sp.Symbol("k", integer=True)
    >>> bool(InversePowers()(equal(sp.Sum((-1) ** k / (2 * k + 1), (k, 0, sp.oo)), sp.pi / 4)))
    True
    """

    kind: str = "sums of inverse powers"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            found = value_of(lhs)
            if not vanishes(found - value):
                raise Undischarged(f"{lhs} is {found}, not {value}")
        return "known sums of inverse powers"


def value_of(total: sp.Basic) -> sp.Expr:
    """The value of the sum; raises Undischarged where it is not one of these."""
    if not isinstance(total, sp.Sum) or len(total.limits) != 1 or total.limits[0][2] is not sp.oo:
        raise Undischarged(f"{total} is not a single infinite sum")
    index, low, _ = total.limits[0]
    if not low.is_Integer:
        raise Undischarged(f"{total} does not start at a number")
    k = sp.Dummy("k", integer=True, nonnegative=True)
    term = total.function.xreplace({index: k + low})
    for alternating in (False, True):
        plain = sp.simplify(term * (-1) ** k) if alternating else term
        found = _read(plain, k)
        if found is not None:
            return _sum(*found, alternating)
    raise Undischarged(f"{total.function} is not an inverse power")


def _read(term: sp.Expr, k: sp.Symbol) -> tuple[sp.Expr, sp.Expr, sp.Expr, int] | None:
    """(c, α, β, s) of c/(αk + β)^s."""
    front, rest = sp.factor(term).as_independent(k, as_Add=False)
    base, power = rest.as_base_exp()
    if not (power.is_Integer and power < 0 and base.is_polynomial(k)):
        return None
    form = sp.Poly(base, k)
    if form.degree() != 1:
        return None
    alpha, beta = form.all_coeffs()
    if not (alpha.is_Rational and beta.is_Rational):
        return None
    return front, alpha, beta, int(-power)


def _sum(c: sp.Expr, alpha: sp.Expr, beta: sp.Expr, s: int, alternating: bool) -> sp.Expr:
    """c Σ_{k≥0} (±1)^k/(αk + β)^s."""
    first = beta / alpha
    if s < (1 if alternating else 2):
        raise Undischarged("the sum does not converge")
    if first.is_Integer and first > 0:  # all whole numbers from the first on
        scale, start, step = alpha, int(first), 1
        if alternating:
            whole = sp.log(2) if s == 1 else (1 - sp.Integer(2) ** (1 - s)) * sp.zeta(s)
        else:
            whole = sp.zeta(s)
    elif (2 * first).is_Integer and first > 0:  # odd ones
        scale, start, step = alpha / 2, int(2 * first), 2
        if alternating and s not in _BETA:
            raise Undischarged(f"no value is known for the exponent {s}")
        whole = _BETA[s] if alternating else (1 - sp.Integer(2) ** (-s)) * sp.zeta(s)
    else:
        raise Undischarged("neither all whole numbers above 0 nor all odd ones")
    before = range(1, start, step)
    if len(before) > _MOST_LEFT_OUT:
        raise Undischarged(f"more than {_MOST_LEFT_OUT} terms are left out")
    signs = [(-1) ** i if alternating else 1 for i in range(len(before))]
    left_out = sp.Add(*(sign * sp.Rational(1, m**s) for sign, m in zip(signs, before, strict=True)))
    turned = (-1) ** len(before) if alternating else 1
    return c * turned * (whole - left_out) / scale**s
