"""A stated form that evidence found to agree is attacked as well: it and the derived form, at points of the domain."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.closely import surely_not_0
from softpot.derive.machinery.attack.limits import given, refuted_limit
from softpot.derive.machinery.attack.ways import Way
from softpot.derive.machinery.attack.world import World, world_of
from softpot.derive.machinery.derivation import Derived, directions
from softpot.derive.machinery.discharge.radicals import is_zero
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.told import sides


def stated_otherwise(stated: Formula, derived: Derived) -> str:
    """Where a stated form, put in, differs from the derived one: the point and both values; "" where it does not.

    Both are evaluated with what the derivation says its names are. An exact form must be the same everywhere, one
    that holds as a limit in the direction of the derivation's limit lines.
    Not guaranteed: that a difference is found; a form in symbols that the derived one lacks is not tried.

    >>> from softpot import SOFT_POTENTIAL
    >>> from softpot.derive.machinery.printed import stated_otherwise
    >>> derived = SOFT_POTENTIAL.derivation("jacobian")
    >>> stated_otherwise(derived.formula, derived)
    ''
    >>> first, second = derived.formula.expression.args
    >>> wrong = derived.formula.with_expression(type(derived.formula.expression)(2 * first, second))
    >>> print(stated_otherwise(wrong, derived))
    at eta = 1.166666667 the left side is 1.166666667, the right side 0.5833333333
    """
    line = sp.Eq(stated.expression, derived.formula.expression, evaluate=False)
    towards = directions(derived.steps)
    known = [step for step in derived.steps if step.exact or towards]
    told = world_of(known, derived.rests_on, derived.definitions)
    domain = derived.formula.domain
    if domain not in (sp.true, True):
        told = replace(told, restricting=[*told.restricting, domain])
    if not derived.exact:
        ways = [Way(s, p, -1 if side == "-" else 1) for s, p, side in towards]
        return refuted_limit(line, told, ways)
    for left, right in sides(line):
        words = _differs(left, right, told)
        if words:
            return words
    return ""


def _differs(left: sp.Basic, right: sp.Basic, told: World) -> str:
    if left == right or not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
        return ""
    if not (given(left, told, solving=True) and given(right, told, solving=True)):
        return ""
    if set(told.free(left)) - set(told.free(right)):
        return ""
    try:
        Attack(sp.Eq(left, right, evaluate=False), told, closely=True).run()
    except Refuted as refuted:
        return str(refuted)
    return _differs_exactly(left, right, told)


def _differs_exactly(left: sp.Expr, right: sp.Expr, told: World) -> str:
    """What algebra says of two forms of numbers whose first sixty digits agree, where nothing ties their symbols."""
    difference = told.put_in(left) - told.put_in(right)
    if told.open or told.counts or difference.has(AppliedUndef):
        return ""
    if is_zero(difference) is False:
        form = sp.factor(difference)
    elif surely_not_0(difference, told):
        form = difference
    else:
        return ""
    return f"their difference {sp.sstr(form)[:200]} is not 0, though sixty digits do not show it"
