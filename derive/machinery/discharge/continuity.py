"""Continuity by construction: sums, products, powers and continuous functions of what is continuous."""

from __future__ import annotations

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.definite import is_nonzero, is_positive

_ENTIRE = (
    sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc,
    sp.airyai, sp.airybi,
)  # fmt: skip
"""Continuous on the whole complex plane."""
_ON_THE_LINE = (sp.tanh, sp.atan, sp.asinh)
"""Continuous for real arguments; elsewhere they have poles or cuts."""


def between(x: sp.Symbol, *points: sp.Expr) -> sp.Symbol:
    """A real variable of which no more is known than the common sign of the points between which it runs."""
    signs = {
        name: True
        for name in ("nonnegative", "nonpositive", "positive", "negative")
        if points and all(getattr(point, f"is_extended_{name}") for point in points)
    }
    return sp.Dummy(str(x), real=True, **signs)


def continuous(
    expression: sp.Basic, *variables: sp.Symbol, functions: tuple[sp.Basic, ...] = ()
) -> bool:
    """Whether the expression is surely continuous in the variables, for all values that they admit.

    ``functions`` are undefined functions assumed continuous. What is free of the variables is taken as it is.
    False means "not shown".
    """
    if not expression.has(*variables) or expression in variables:
        return True
    inner = all(continuous(arg, *variables, functions=functions) for arg in expression.args)
    if not inner:
        return False
    if isinstance(expression, (sp.Add, sp.Mul, sp.Abs, *_ENTIRE)):
        return True
    if isinstance(expression, _ON_THE_LINE):
        return bool(expression.args[0].is_extended_real)
    if isinstance(expression, (sp.asin, sp.acos)):
        return _within_one(expression.args[0])
    if isinstance(expression, sp.Pow):
        return _power(expression.base, expression.exp, variables)
    if isinstance(expression, sp.log):
        return is_positive(expression.args[0])
    return isinstance(expression, AppliedUndef) and expression.func in functions


def _power(base: sp.Expr, exponent: sp.Expr, variables: tuple[sp.Symbol, ...]) -> bool:
    if is_positive(base):
        return True
    if exponent.has(*variables):
        return False
    if exponent.is_integer:
        return bool(exponent.is_nonnegative) or is_nonzero(base)
    return bool(exponent.is_positive and base.is_nonnegative)


def _within_one(argument: sp.Expr) -> bool:
    """Whether −1 ≤ a ≤ 1 for a real a, where arcsine and arccosine are continuous."""
    if not argument.is_extended_real:
        return False
    return bool(sp.factor(sp.together(1 - argument**2)).is_nonnegative)
