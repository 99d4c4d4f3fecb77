"""∫_0^∞ z^p R(e^{−z}) dz = Σ_d a_d p! Σ_j s^j j^{d−p−1} in values of ζ, for R(q) = N(q)/(1 − sq)^m, s = ±1.

The coefficients of q^j are s^j times a polynomial Σ a_d j^d for all j ≥ 1, and Σ_j 1/j^e = ζ(e), Σ_j (−1)^j/j^e =
−(1 − 2^{1−e}) ζ(e). Sum and integral change places because the terms' absolute integrals have a finite sum (e ≥ 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.geometric import rational_in_exponential
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["BoseFermi"]


@dataclass(frozen=True)
class BoseFermi:
    """∫ z^p R(e^{−z}) dz from 0 to ∞, or over the line for an even integrand, in values of Riemann's ζ.

    R is a polynomial N over (1 − e^{−z})^m or (1 + e^{−z})^m, with N(0) = 0 and of degree at most m, and p ≥ m is a
    whole number, so that every integral converges. ζ of even numbers is known by Euler's theorem.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import BoseFermi, equal
    >>> x = sp.Symbol("x", real=True)
    >>> sommerfeld = sp.Integral(x**2 * sp.exp(x) / (sp.exp(x) + 1) ** 2, (x, -sp.oo, sp.oo))
    >>> bool(BoseFermi()(equal(sommerfeld, sp.pi**2 / 3)))
    True
    """

    kind: str = "a geometric series, term by term, in values of zeta"

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Integral) or len(lhs.limits) != 1 or len(lhs.limits[0]) != 3:
                raise Undischarged(f"{lhs} is not a single definite integral")
            z, lower, upper = lhs.limits[0]
            times = 1
            if (lower, upper) == (-sp.oo, sp.oo):
                s = sp.Dummy("z", real=True)
                f = lhs.function.xreplace({z: s})
                if not vanishes(f - f.xreplace({s: -s})):
                    raise Undischarged(f"{lhs.function} was not shown to be even")
                times = 2
            elif (lower, upper) != (0, sp.oo):
                raise Undischarged("the integral must run from 0 to infinity, or over the line")
            found = times * _value(lhs.function, z)
            if not vanishes(found - value):
                raise Undischarged(f"the series gives {found}, not {value}")
        return (
            "the integrand is a power times a geometric series; the terms' absolute integrals have a finite sum, so "
            "that sum and integral change places, and the sums are values of zeta"
        )


def _value(f: sp.Expr, z: sp.Symbol) -> sp.Expr:
    front, inner = f.as_independent(z, as_Add=False)
    if inner.has(HyperbolicFunction):
        inner = inner.rewrite(sp.exp)
    w = sp.Dummy("z", positive=True)
    scales = [abs(e.args[0].coeff(z)) for e in inner.atoms(sp.exp) if e.args[0].coeff(z)]
    for scale in dict.fromkeys(sorted(scales, key=sp.default_sort_key)):
        if not (scale.is_positive and not scale.has(z)):
            continue
        # z is measured in units of 1/scale
        g_front, g = sp.expand_power_base(inner.xreplace({z: w / scale})).as_independent(w, as_Add=False)  # fmt: skip
        power = next((p for p in range(1, 13) if _fits(g, w, p)), None)
        if power is not None:
            return front * g_front / scale * _sum(g, w, power)
    raise Undischarged(f"{f} is not a whole power of {z} times a rational function of exp(-{z})")


def _sum(f: sp.Expr, z: sp.Symbol, power: int) -> sp.Expr:
    numerator, order, sign = rational_in_exponential(f, z, power)
    if numerator.eval(0) != 0 or numerator.degree() > order or power < order:
        raise Undischarged(f"the integral of {f} was not shown to converge")
    j = sp.Dummy("j", positive=True)
    coefficient = sp.Integer(0)
    for (i,), c in numerator.terms():
        ahead = sp.Mul(*(j - i + k for k in range(1, order))) / sp.factorial(order - 1)
        coefficient += c * sp.Integer(sign) ** i * ahead
    total = sp.Integer(0)
    for (d,), a in sp.Poly(sp.expand(coefficient), j).terms():
        e = power + 1 - d
        zeta = sp.zeta(e) if sign == 1 else -(1 - sp.Rational(2) ** (1 - e)) * sp.zeta(e)
        total += a * sp.factorial(power) * zeta
    return total


def _fits(f: sp.Expr, z: sp.Symbol, power: int) -> bool:
    try:
        rational_in_exponential(f, z, power)
    except Undischarged:
        return False
    return True
