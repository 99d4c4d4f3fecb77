"""Whether a difference that hundreds of digits are needed to see is 0: e^(−10⁹ − p), 1 − tanh(100 p), 10^(−90).

A product is not 0 where none of its factors is; a sum is not where what its terms leave is the same with four hundred
digits and with eight hundred. 1 − tanh u and 1 − erf u are written without a difference.
Not guaranteed: that what differs is found; nothing is said of integrals and endless sums but by their sign.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import sympy as sp

from softpot.derive.machinery.attack.attack import Attack
from softpot.derive.machinery.attack.calculus import NUMERICAL
from softpot.derive.machinery.attack.novalue import NoValue
from softpot.derive.machinery.attack.points import points
from softpot.derive.machinery.attack.world import World
from softpot.derive.machinery.discharge.definite import sign_of

__all__ = ["surely_not_0"]

_DIGITS = 400, 800
_POINTS = 20
_MOST = 400  # parts of an expression


def surely_not_0(difference: sp.Expr, world: World) -> bool:
    """Whether an expression without open names was shown to differ from 0, everywhere or at a point of the domain.

    >>> p = sp.Symbol("p", positive=True)
    >>> surely_not_0(sp.tanh(10**6 * p) - 1, World()), surely_not_0(p**2 + sp.exp(-(10**9)) - p**2, World())
    (True, True)
    >>> surely_not_0((p + 1) ** 2 - p**2 - 2 * p - 1, World())
    False
    """
    if sum(1 for _ in sp.preorder_traversal(difference)) > _MOST:
        return False
    form = sp.factor_terms(sp.expand(_opened(difference), power_exp=False))
    if form == 0:
        return False
    if sign_of(form.replace(sp.erfc, _positive)) in (1, -1):
        return True
    endless = any(s.has(sp.oo) for s in form.atoms(sp.Sum, sp.Product))
    if form.has(*NUMERICAL, sp.Derivative, sp.Subs) or endless:
        return False
    attack = Attack(sp.Eq(form, 0, evaluate=False), world)
    tried = points(world.free(sp.Tuple(form, *attack.restricting)), (), attack.zeros())
    return any(_not_0_at(attack, form, point) for point, _ in islice(tried, _POINTS))


def _opened(e: sp.Expr) -> sp.Expr:
    e = e.replace(sp.tanh, lambda u: 1 - 2 / (sp.exp(2 * u) + 1) if u.is_positive else sp.tanh(u))
    return e.replace(sp.erf, lambda u: 1 - sp.erfc(u) if u.is_positive else sp.erf(u))


def _positive(u: sp.Expr) -> sp.Expr:
    """An unknown for erfc u, which is positive for a real u."""
    return sp.Dummy("e", positive=True) if u.is_real else sp.erfc(u)


def _not_0_at(attack: Attack, form: sp.Expr, point: Any) -> bool:
    try:
        if not attack.inside(attack.env(point)):
            return False
        return all(_factor_not_0(attack, f, point) for f in sp.Mul.make_args(form))
    except (NoValue, OverflowError, ZeroDivisionError):
        return False


def _factor_not_0(attack: Attack, factor: sp.Expr, point: Any) -> bool:
    found = []
    for digits in _DIGITS:
        ctx = attack.precise.ctx
        before = ctx.dps
        try:
            ctx.dps = digits
            env = attack.env(point)
            terms = [attack.precise.value(t, env) for t in sp.Add.make_args(factor)]
            found.append(sum(terms[1:], terms[0]))
        finally:
            ctx.dps = before
    one, other = found
    return bool(other != 0 and abs(one - other) < abs(other) * 1e-5)
