"""Σ c_i ∫f_i dx = 0 because the integrand Σ c_i f_i vanishes identically: integrals over one range are linear."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import Definitions, as_equations, equalities
from softpot.derive.machinery.discharge.calculus import refuse_values_of
from softpot.derive.machinery.discharge.putting import put_in
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged


@dataclass(frozen=True)
class Linearity:
    """Σ_i a_i ∫f_i dx = Σ_j b_j ∫g_j dx over one range, because Σ_i a_i f_i − Σ_j b_j g_j = 0.

    What ``where`` names is put into the integrands. Every term must hold one integral, to the first
    power, with a factor that does not depend on the variable of integration. Not guaranteed: that the integrals
    converge; a premise has to say so.

    >>> from sympy import Integral, exp
    >>> from sympy.abc import x
    >>> from softpot.derive import Linearity, equal
    >>> whole, parts = Integral(2 * x + exp(x), (x, 0, 1)), (Integral(x, (x, 0, 1)), Integral(exp(x), (x, 0, 1)))
    >>> bool(Linearity()(equal(whole, 2 * parts[0] + parts[1])))
    True
    """

    where: Definitions = ()
    kind: str = "linearity of the integral"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """What is put in."""
        return as_equations(self.where)

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, rhs in equalities(statement):
            limits: sp.Tuple | None = None
            total: sp.Expr = sp.Integer(0)
            for term in sp.Add.make_args(sp.expand_mul(lhs - rhs)):
                factor, integral = term.as_independent(sp.Integral, as_Add=False)
                if not isinstance(integral, sp.Integral):
                    raise Undischarged(f"{term} is not a multiple of one integral")
                if limits is None:
                    limits = integral.limits
                if integral.limits != limits:
                    raise Undischarged(
                        f"the integrals run over {limits} and over {integral.limits}, which is not one range"
                    )
                refuse_values_of(integral.variables, self.where)
                if factor.free_symbols & set(integral.variables):
                    raise Undischarged(
                        f"the factor {factor} depends on the variable of integration"
                    )
                total += factor * integral.function
            if not vanishes(put_in(total, self.where)):
                raise Undischarged(f"the integrands of {lhs} = {rhs} do not add up to zero")
        return "the integrands of both sides add up to zero"
