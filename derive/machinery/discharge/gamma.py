"""∫_0^∞ z^q e^{−c z^p} dz = Γ((q + 1)/p)/(p c^{(q+1)/p}), and twice that over the whole line for even p and q."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged


@dataclass(frozen=True)
class GammaIntegral:
    """∫_0^∞ A z^q e^{−c z^p} dz = (A/p) c^{−(q+1)/p} Γ((q+1)/p), the value stated.

    With u = c z^p it is the definition of Γ. Needed, and checked: p and c are positive and do not depend on the
    variable, q > −1 is a number. Not guaranteed: anything about other integrands; they are refused.

    >>> from sympy import Integral, exp, oo, pi, sqrt
    >>> from sympy.abc import x
    >>> from softpot.derive import GammaIntegral, equal
    >>> bool(GammaIntegral()(equal(Integral(exp(-(x**2)), (x, -oo, oo)), sqrt(pi))))
    True
    """

    kind: str = "Euler's integral"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Integral) or len(lhs.limits) != 1 or len(lhs.limits[0]) != 3:
                raise Undischarged(f"{lhs} is not a single definite integral")
            z, lower, upper = lhs.limits[0]
            factor, q, c, p = _read(lhs.function, z)
            if (lower, upper) == (-sp.oo, sp.oo):
                if not (p.is_Integer and p % 2 == 0 and q.is_Integer and q % 2 == 0):
                    raise Undischarged(
                        f"over the whole line {lhs.function} was not shown to be even"
                    )
                factor = 2 * factor
            elif (lower, upper) != (0, sp.oo):
                raise Undischarged(
                    f"the integral runs from {lower} to {upper}, not from 0 or over the line"
                )
            s = (q + 1) / p
            if not vanishes(factor * sp.gamma(s) / (p * c**s) - value):
                raise Undischarged(
                    f"{lhs} is {sp.sstr(factor * sp.gamma(s) / (p * c**s))}, not {value}"
                )
        return "with the exponent as the variable it is the integral that defines Gamma"


def _read(f: sp.Expr, z: sp.Symbol) -> tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr]:
    """(A, q, c, p) of f = A z^q e^{−c z^p}."""
    factor, rest = f.as_independent(z, as_Add=False)
    q, exponent = sp.Integer(0), sp.Integer(0)
    for part in sp.Mul.make_args(rest):
        if isinstance(part, sp.exp):
            exponent += part.args[0]
        else:
            base, power = part.as_base_exp()
            if base != z:
                raise Undischarged(f"{part} is neither a power of {z} nor an exponential")
            q += power
    slope, power_of = sp.expand(exponent).as_independent(z, as_Add=False)
    base, p = power_of.as_base_exp()
    if base != z:
        raise Undischarged(f"the exponent {exponent} is not a multiple of a power of {z}")
    if not (p.is_number and q.is_number and p.is_positive and (q + 1).is_positive):
        raise Undischarged(f"the powers {q} and {p} of {z} do not make an integral that exists")
    if not (-slope).is_positive:
        raise Undischarged(f"the exponent {exponent} was not shown to be negative")
    return factor, q, -slope, p
