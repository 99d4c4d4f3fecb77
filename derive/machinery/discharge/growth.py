"""f(x) ~ c e^{E(x)} x^a (log x)^b for x → +∞, E a sum of powers of x and log x: which of two functions is larger.

    e^{x} beats x^a beats (log x)^b;    Γ(z) ~ √(2π) z^{z−1/2} e^{−z}    (DLMF 5.11.3)

The limit follows from the sign of the leading term of E, then of a, of b, and is c where none is left. Sums follow
their largest term; where the largest ones cancel, expansions decide (``expansions``). A bounded factor, such as a sine
of something real, leaves a limit only where the rest goes to 0.
Not guaranteed: that a limit is found. Where a sign is not known the expression is refused (Undischarged).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from softpot.derive.machinery.discharge.definite import is_nonzero, is_positive, sign_of
from softpot.derive.machinery.discharge.expansions import (
    Expansion,
    Power,
    expansion,
    logarithm,
)
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["limit_at_infinity"]

_BOUNDED = (sp.sin, sp.cos, sp.tanh, sp.atan, sp.erf)
_COUNTED = (sp.factorial, sp.binomial, sp.RisingFactorial, sp.FallingFactorial, sp.beta)


@dataclass(frozen=True)
class Growth:
    """c e^E x^a (log x)^b; ``sure`` is False where it is a bound only, c being 1 then."""

    c: Any = sp.S.One
    E: Mapping[Power, Any] = field(default_factory=dict)
    a: Any = sp.S.Zero
    b: Any = sp.S.Zero
    sure: bool = True

    def __mul__(self, other: Growth) -> Growth:
        E = dict(self.E)
        for key, c in other.E.items():
            E[key] = sp.expand(E.get(key, sp.Integer(0)) + c)
        return Growth(
            self.c * other.c, E, self.a + other.a, self.b + other.b, self.sure and other.sure
        )

    def __pow__(self, p: Any) -> Growth:
        if not (p.is_Integer or (self.sure and is_positive(self.c))):
            raise Undischarged(f"a power {p} of what was not shown positive")
        if not self.sure and not p.is_nonnegative:
            raise Undischarged("a bound says nothing of a negative power")
        return Growth(
            self.c**p, {k: p * c for k, c in self.E.items()}, self.a * p, self.b * p, self.sure
        )

    @property
    def direction(self) -> int:
        """1 where it grows without bound, −1 where it goes to 0, 0 where it is c in the end."""
        for key in sorted(self.E, reverse=True):
            if not vanishes(self.E[key]):
                return _sign(self.E[key])
        for one in (self.a, self.b):
            if not vanishes(one):
                return _sign(one)
        return 0


def _sign(c: Any) -> int:
    found = sign_of(sp.factor(c))
    if found is None:
        raise Undischarged(f"the sign of {c} is not known")
    return found


def limit_at_infinity(e: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """lim_{x→+∞} e, finite or ±oo; raises Undischarged where no rule decides. x has to be a positive symbol."""
    if not e.has(x):
        return e
    try:
        return _value(growth(e, x))
    except Undischarged:
        form = sp.expand(e)
        if not isinstance(form, sp.Add):
            raise
        parts = [part if not part.has(x) else _value(growth(part, x)) for part in form.args]
        if not all(part.is_finite for part in parts):
            raise
        return sp.Add(*parts)


def _value(one: Growth) -> sp.Expr:
    direction = one.direction
    if direction < 0:
        return sp.Integer(0)
    if not one.sure:
        raise Undischarged("a bounded factor oscillates, and the others do not go to 0")
    if direction == 0:
        return sp.simplify(one.c) if one.c.has(sp.log) else one.c
    return sp.oo * _sign(one.c)


def growth(e: sp.Expr, x: sp.Symbol) -> Growth:
    """How e grows; raises Undischarged where no rule says."""
    if not e.has(x):
        if e.is_finite is False or e.has(sp.zoo, sp.nan, sp.Limit, sp.Integral, sp.Sum):
            raise Undischarged(f"{e} is not a plain constant")
        return Growth(e) if is_nonzero(e) else Growth(sure=False)
    if isinstance(e, sp.Mul):
        product = Growth()
        for part in e.args:
            product = product * growth(part, x)
        return product
    if isinstance(e, (sp.exp, sp.Pow)):
        return _of_a_power(e, x)
    if isinstance(e, _COUNTED):
        return growth(e.rewrite(sp.gamma), x)
    if isinstance(e, sp.gamma) and _grows(e.args[0], x):
        return _exponential(expansion(sp.loggamma(e.args[0]), x))
    try:
        return _expanded(e, x)
    except Undischarged:
        return _otherwise(e, x)


def _grows(e: sp.Expr, x: sp.Symbol) -> bool:
    r, s, c = expansion(e, x).leading()
    return bool(r > 0 and s == 0 and is_positive(c))


def _of_a_power(e: sp.Expr, x: sp.Symbol) -> Growth:
    base, exponent = (sp.E, e.args[0]) if isinstance(e, sp.exp) else (e.base, e.exp)
    if not exponent.has(x):
        made: Growth = growth(base, x) ** exponent
        return made
    if base is sp.E:
        return _exponential(expansion(exponent, x))
    return _exponential(expansion(exponent, x) * logarithm(expansion(base, x)))


def _otherwise(e: sp.Expr, x: sp.Symbol) -> Growth:
    """Where there is no expansion: the largest term of a sum, exponentials, or a bound."""
    if isinstance(e, HyperbolicFunction):
        return growth(e.rewrite(sp.exp), x)
    if isinstance(e, sp.Add):
        return _largest([growth(part, x) for part in e.args])
    if isinstance(e, _BOUNDED) and e.args[0].is_extended_real:
        return _levels_off(e, x)
    raise Undischarged(f"no rule says how {e} grows")


def _levels_off(e: sp.Function, x: sp.Symbol) -> Growth:
    """What an argument that has a limit makes of a bounded function; where it has none, only a bound is known."""
    try:
        at = limit_at_infinity(e.args[0], x)
    except Undischarged:
        return Growth(sure=False)
    if at == 0 and isinstance(e, (sp.sin, sp.tanh, sp.atan)):
        return growth(e.args[0], x)  # they are alike where the argument is small
    value = e.func(at) if not isinstance(e, (sp.sin, sp.cos)) or at.is_finite else sp.S.Zero
    return Growth(value) if value.is_finite and is_nonzero(value) else Growth(sure=False)


def _expanded(e: sp.Expr, x: sp.Symbol) -> Growth:
    r, s, c = expansion(e, x).leading()
    return Growth(c, {}, r, sp.Integer(s))


def _exponential(one: Expansion) -> Growth:
    """e to an expansion that is known up to what goes to 0."""
    if not one.rest < 0:
        raise Undischarged("an exponent is not known up to what goes to 0")
    E = {key: c for key, c in one.terms.items() if key[0] > 0}
    flat = {s: c for (r, s), c in one.terms.items() if r == 0}
    if any(s > 1 for s in flat):
        raise Undischarged("an exponent holds a square of a logarithm")
    return Growth(sp.exp(flat.get(0, sp.Integer(0))), E, flat.get(1, sp.Integer(0)))


def _largest(parts: list[Growth]) -> Growth:
    """The sum of the parts: those that grow fastest, whose coefficients must not cancel."""
    best = parts[:1]
    for one in parts[1:]:
        direction = (one * _inverse(best[0])).direction
        if direction > 0:
            best = [one]
        elif direction == 0:
            best.append(one)
    if not all(one.sure for one in best):
        return Growth(sp.Integer(1), best[0].E, best[0].a, best[0].b, sure=False)
    total = sp.Add(*(one.c for one in best))
    if not is_nonzero(total):
        raise Undischarged("the largest terms cancel, or may do so")
    return Growth(total, best[0].E, best[0].a, best[0].b)


def _inverse(one: Growth) -> Growth:
    """The rate alone, turned over."""
    return Growth(sp.Integer(1), {k: -c for k, c in one.E.items()}, -one.a, -one.b)
