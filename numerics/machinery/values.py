"""A formula's values at fixed rational points, to 30 digits: the fingerprint that a baseline keeps.

Undefined functions stand as f(a, b, …) = e^{−a² − b² − …}, and integrals over the whole line are taken
numerically, so that a formula which leaves a distribution open has values too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.points import ratio
from softpot.numerics.machinery.compile import compiled
from softpot.numerics.machinery.evidence import EvidenceError

DIGITS = 30
POINTS = 3


def values(formula: Formula) -> list[dict[str, Any]]:
    """For each of POINTS points: {"at": {name: "p/q"}, "value": decimal string, "true"/"false", or a list of them}.

    A member without a real value at the point has the value None. The values are a fingerprint of the expression, so
    they are taken also where the formula says nothing.
    """
    spoken, formula = formula.domain, replace(formula, domain=sp.true)
    whole = formula.expression
    members = whole.args if isinstance(whole, sp.Tuple) else (whole,)
    known = [_known(formula, member) for member in members]
    found = []
    for k in range(POINTS):
        point = {
            symbol: _coordinate(symbol, place, k) for place, symbol in enumerate(formula.arguments)
        }
        if spoken.subs(point) is sp.false:  # the formula speaks of positive values only
            point = {
                symbol: value
                if symbol.is_nonpositive or not isinstance(value, Fraction)
                else abs(value)
                for symbol, value in point.items()
            }
        shown = [value(point) for value in known]
        found.append({
            "at": {str(s): str(v) for s, v in point.items()},
            "value": shown if isinstance(whole, sp.Tuple) else shown[0],
        })  # fmt: skip
    return found


def _coordinate(symbol: sp.Symbol, place: int, k: int) -> Fraction | sp.Expr:
    """A rational number that the symbol's assumptions admit, the same in every run; with an imaginary part where they
    admit one."""
    if symbol.is_imaginary:
        return sp.Mul(sp.I, sp.Rational(ratio(place, k)))
    if symbol.is_extended_real is None and symbol.is_imaginary is None:
        re, im = (sp.Rational(ratio(place + part, k)) for part in (0, 1))
        return sp.Add(re, sp.I * im)
    if symbol.is_integer:
        return Fraction(2 + place + k)
    value = ratio(place, k)
    if symbol.is_nonpositive:
        return -value
    return -value if k == 1 and not symbol.is_nonnegative else value


Point = Mapping[sp.Symbol, Fraction | sp.Expr]


def _known(formula: Formula, member: sp.Basic) -> Callable[[Point], str | None]:
    """The value of a member at a point, None where it has none; compiled once for all points."""
    if isinstance(member, Boolean):
        return lambda point: _condition(formula, member, point)
    concrete = member.replace(
        lambda e: isinstance(e, AppliedUndef), lambda e: sp.exp(-sp.Add(*(a**2 for a in e.args)))
    )
    if concrete.has(sp.Integral):
        return lambda point: _or_none(lambda: _with_integrals(formula, concrete, point))
    try:
        f = compiled(formula.with_expression(concrete), "mpmath", DIGITS)
    except (ArithmeticError, TheoryError):
        return lambda point: None
    symbols = concrete.free_symbols
    return lambda point: _or_none(
        lambda: _shown(f(**{str(s): v for s, v in point.items() if s in symbols}))
    )


def _or_none(value: Callable[[], str]) -> str | None:
    try:
        return value()
    except (ArithmeticError, TheoryError):
        return None


def _condition(formula: Formula, member: sp.Basic, point: Point) -> str | None:
    """Truth, and the difference of the sides of each relation: truth alone would not show a changed coefficient."""
    known = {str(s): v for s, v in point.items()}
    parts = []
    try:
        for part in (member, *sorted(member.atoms(Relational), key=str)):
            number = part if part is member else part.lhs - part.rhs
            f = compiled(formula.with_expression(number), "mpmath", DIGITS)
            parts.append(_shown(f(**{str(s): known[str(s)] for s in f.formula.arguments})))
    except (ArithmeticError, TheoryError):
        return None
    return "; ".join(parts)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(mpmath.nstr(value, DIGITS, strip_zeros=False))


def _with_integrals(formula: Formula, member: sp.Basic, point: Point) -> str:
    """The member with its integral over the whole line by the trapezoidal rule, halved until it settles."""
    factor, integral = member.as_independent(sp.Integral)
    if not isinstance(integral, sp.Integral) or integral.limits[0][1:] != (-sp.oo, sp.oo):
        raise EvidenceError(f"{formula.id}: only one integral over the whole line has values here")
    x = integral.limits[0][0]
    context = mpmath.MPContext()
    context.dps = DIGITS + 15
    known = {
        s: sp.Rational(v.numerator, v.denominator) if isinstance(v, Fraction) else v
        for s, v in point.items()
    }
    f = compiled(formula.with_expression(integral.function.subs(known)), "mpmath", DIGITS + 10)
    name, before, step = str(x), None, Fraction(1, 4)
    at: dict[Fraction, Any] = {}
    for _ in range(8):
        places = [k * step for k in range(-int(8 / step), int(8 / step) + 1)]
        at |= {p: context.mpf(f(**{name: p})) for p in places if p not in at}
        total = sum(at[p] for p in places)
        total *= context.mpf(step.numerator) / step.denominator
        if before is not None and abs(total - before) < context.mpf(10) ** (-DIGITS - 3) * abs(
            total
        ):
            scale = compiled(formula.with_expression(factor), "mpmath", DIGITS + 10)
            front = scale(**{str(s): v for s, v in point.items() if s in factor.free_symbols})
            return _shown(context.mpf(front) * total)
        before, step = total, step / 2
    raise EvidenceError(f"{formula.id}: the integral did not settle")
