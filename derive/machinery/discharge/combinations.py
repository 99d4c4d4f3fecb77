"""Linear combinations of sums and integrals, a Σ_k f(k) + b ∫ g dx + c, and whether each of them exists.

Σ_{k=a}^∞ f(k), ∫_a^∞ f dx: f x^{11/10} → 0, or the quotient of neighbouring terms tends to less than 1
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.continuity import between, continuous
from softpot.derive.machinery.discharge.growth import limit_at_infinity
from softpot.derive.machinery.discharge.poles import refuse_poles
from softpot.derive.machinery.discharge.ratios import factorials, shifted
from softpot.derive.machinery.errors import Undischarged

__all__ = ["converges", "refuse_range", "terms_of"]

_MOST_WRITTEN = 64  # terms of a sum that is written out


def terms_of(e: sp.Expr) -> tuple[list[tuple[sp.Expr, Any]], sp.Expr]:
    """The sums and integrals in a linear combination of them, with their factors, and the rest."""
    parts, rest = [], sp.Integer(0)
    for term in sp.Add.make_args(sp.expand_mul(e)):
        factor, core = term.as_independent(sp.Sum, sp.Integral, as_Add=False)
        if not core.has(sp.Sum, sp.Integral):
            rest += term
        elif isinstance(core, (sp.Sum, sp.Integral)) and len(core.limits) == 1:
            if len(core.limits[0]) != 3:
                raise Undischarged(f"{core} has no range")
            if isinstance(core, sp.Sum) and _few(core):
                k, low, high = core.limits[0]
                written = [core.function.subs(k, i) for i in range(int(low), int(high) + 1)]
                if any(term.has(sp.nan, sp.zoo, sp.oo) for term in written):
                    raise Undischarged(f"a term of {core} has no value")
                rest += factor * sp.Add(*written)
                continue
            parts.append((factor, core))
        else:
            raise Undischarged(f"{core} is not one sum, or one integral, of one variable")
    return parts, rest


def _few(total: sp.Sum) -> bool:
    """Whether a sum is one of a few terms, from one number to another."""
    _, low, high = total.limits[0]
    return bool(low.is_Integer and high.is_Integer and 0 <= high - low < _MOST_WRITTEN)


def refuse_range(node: Any, discrete: bool) -> None:
    """Raises Undischarged unless a sum or an integral was shown to run upwards and, if it is spelled out, to exist."""
    old, low, high = node.limits[0]
    endless = low.is_infinite or high.is_infinite
    if low is sp.oo or high is -sp.oo or low.has(sp.nan) or high.has(sp.nan):
        raise Undischarged(f"{node} does not run upwards")
    if discrete:
        if not (low.is_integer or low is -sp.oo) or not (high.is_integer or high is sp.oo):
            raise Undischarged(f"the ends of {node} were not shown to be whole numbers")
        if not endless and not (high - low + 1).is_nonnegative:
            raise Undischarged(f"{node} was not shown to run upwards")
        refuse_poles(node.function, old, low, high)
    elif not (low.is_extended_real and high.is_extended_real):
        raise Undischarged(f"the ends of {node} were not shown to be real")
    if node.function.has(AppliedUndef):
        return
    if endless:
        if not converges(node):
            raise Undischarged(f"{node} was not shown to converge absolutely")
    elif not discrete:
        s = between(old, low, high)
        if not continuous(node.function.xreplace({old: s}), s):
            raise Undischarged(f"the integrand of {node} was not shown continuous on its range")


def converges(node: Any) -> bool:
    """Whether an endless sum or integral converges absolutely: f x^{11/10} → 0 at each infinite end, or the quotient of
    neighbouring terms tends to less than 1."""
    old, low, high = node.limits[0]
    if isinstance(node, sp.Sum) and high is sp.oo and low.is_finite and _falls(node.function, old):
        return True
    u = sp.Dummy("u", positive=True)
    if isinstance(node, sp.Integral):
        s = between(old, low, high)
        if not continuous(node.function.xreplace({old: s}), s):
            return False
    for end, way in ((high, u), (low, -u)):
        if end.is_infinite:
            try:
                beyond = node.function.xreplace({old: way}) * u ** sp.Rational(11, 10)
                if limit_at_infinity(_unsigned(beyond, u), u) != 0:
                    return False
            except Undischarged:
                return False
    return True


def _falls(f: sp.Expr, k: sp.Symbol) -> bool:
    u = sp.Dummy("u", positive=True)
    try:
        ratio = shifted(factorials(f), k).xreplace({k: u})
        return bool((1 - sp.Abs(limit_at_infinity(ratio, u))).is_positive)
    except Undischarged:
        return False


def _unsigned(e: sp.Expr, u: sp.Symbol) -> sp.Expr:
    """Without a factor (−1)^u, whose modulus is 1 at whole numbers."""
    return e.replace(
        lambda p: isinstance(p, sp.Pow) and p.base == -1 and p.has(u), lambda p: sp.S.One
    )
