"""Σ_k c_k = f(1), where Σ_k c_k x^k = f(x) for every x: a series of numbers as the value of a power series."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from softpot.derive.machinery.discharge.algebra import equal, equalities
from softpot.derive.machinery.discharge.powerseries import PowerSeries
from softpot.derive.machinery.discharge.putting import as_expression
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["SeriesAt"]


@dataclass(frozen=True)
class SeriesAt:
    """Σ_{k≥a} c_k = f(p), by Σ_{k≥a} c_k (x/p)^{mk+l} = f(x) for every x, which ``PowerSeries`` proves.

    m = ``step``, l = ``offset``; ``function`` is f, an entire function of ``variable``, and p = ``point`` is not 0.
    Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import SeriesAt, equal
    >>> x, k = sp.Symbol("x", real=True), sp.Symbol("k", integer=True)
    >>> bool(SeriesAt(sp.exp(x), x, 1)(equal(sp.Sum(1 / sp.factorial(k), (k, 0, sp.oo)), sp.E)))
    True
    """

    function: sp.Expr
    variable: sp.Symbol
    point: sp.Expr | int = 1
    kind: str = "the value of a power series"
    step: int = 1
    offset: int = 0

    def __call__(self, statement: sp.Basic) -> str:
        p = as_expression(self.point)
        x = sp.Dummy("x", real=True)
        f = self.function.xreplace({self.variable: x})
        if not (p.is_nonzero and p.is_finite and p.is_real):
            raise Undischarged(f"{p} was not shown to be a number other than 0")
        for lhs, value in equalities(statement):
            if not isinstance(lhs, sp.Sum) or len(lhs.limits) != 1 or lhs.limits[0][2] is not sp.oo:
                raise Undischarged(f"{lhs} is not a single infinite sum")
            k = lhs.limits[0][0]
            power = self.step * k + self.offset
            series = sp.Sum(lhs.function / p**power * x**power, *lhs.limits)
            PowerSeries()(equal(series, f))
            if not vanishes(f.subs(x, p) - value):
                raise Undischarged(f"the sum is {f.subs(x, p)}, not {value}")
        return f"it is the value at {p} of the series of {self.function}, which holds for every {self.variable}"
