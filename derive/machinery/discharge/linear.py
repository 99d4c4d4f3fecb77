"""Σ c_i ∫f_i dx = 0 because the integrand Σ c_i f_i vanishes identically: integrals over one range are linear."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.machinery.discharge.algebra import Definitions, equalities
from derive.machinery.discharge.calculus import refuse_values_of
from derive.machinery.discharge.zero import vanishes
from derive.machinery.errors import Undischarged


@dataclass(frozen=True)
class Linearity:
    """Both sides are sums of multiples of integrals over one range, and their integrands add up to zero.

    What ``where`` names is put into the integrands. Every term must hold one integral, to the first
    power, with a factor that does not depend on the variable of integration. Not guaranteed: that the integrals
    converge; a premise has to say so.
    """

    where: Definitions = ()
    kind: str = "linearity of the integral"

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
            if not vanishes(total.subs(self.where)):
                raise Undischarged(f"the integrands of {lhs} = {rhs} do not add up to zero")
        return "the integrands of both sides add up to zero"
