"""f = g because both solve one linear differential equation and have equal values and derivatives at one point."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.algebra import equalities
from softpot.derive.machinery.discharge.continuity import continuous
from softpot.derive.machinery.discharge.definite import is_nonzero
from softpot.derive.machinery.discharge.zero import carry_out, vanishes
from softpot.derive.machinery.errors import Undischarged

__all__ = ["UniqueSolution"]

_HIGHEST = 6


@dataclass(frozen=True)
class UniqueSolution:
    """f(t) = g(t) for every t, as f and g solve a_m f^{(m)} + … + a_0 f = b, and f^{(k)}(c) = g^{(k)}(c) for k < m.

    ``equation`` and ``initial`` are earlier lines: the equation, said of every t, and f(c), f'(c), …, one each.
    Checked: that the equation is linear in f, that its coefficients over a_m ≠ 0 are continuous for every t, that c
    lies in the range of t, and that g fulfils it all. Errors: Undischarged. It is not exported to Rocq.

    >>> import sympy as sp
    >>> from softpot.derive import UniqueSolution, equal
    >>> t, f = sp.Symbol("t", real=True), sp.Function("f")
    >>> decay, start = equal(f(t).diff(t), -2 * f(t)), equal(f(0), 3)
    >>> bool(UniqueSolution(decay, (start,))(equal(f(t), 3 * sp.exp(-2 * t))))
    True
    """

    equation: sp.Basic
    initial: tuple[sp.Basic, ...]
    kind: str = "the only solution of a linear differential equation"

    def assumes(self) -> tuple[sp.Basic, ...]:
        """The equation and the values at the point."""
        return (self.equation, *self.initial)

    def __call__(self, statement: sp.Basic) -> str:
        for lhs, g in equalities(statement):
            if not (isinstance(lhs, AppliedUndef) and len(lhs.args) == 1 and lhs.args[0].is_Symbol):
                raise Undischarged(f"{lhs} is not an undefined function of one variable")
            t = lhs.args[0]
            if not t.is_extended_real or t.is_integer or g.has(lhs.func) or g.has(sp.nan, sp.zoo):
                raise Undischarged(f"{t} does not run over an interval, or {g} holds {lhs.func}")
            coefficients, rest = self._linear(lhs, t)
            s = self._range(t)
            for a in (*coefficients[:-1], rest):
                if not continuous(sp.cancel(a / coefficients[-1]).xreplace({t: s}), s):
                    raise Undischarged(
                        f"{a}/({coefficients[-1]}) was not shown continuous for every {t}"
                    )
            left = rest + sum(a * sp.diff(g, t, k) for k, a in enumerate(coefficients))
            if not continuous(g.xreplace({t: s}), s) or not vanishes(left):
                raise Undischarged(f"{g} was not shown to solve {self.equation}")
            self._values(lhs, t, g, len(coefficients) - 1)
        return "both sides solve the linear equation, and the values at one point single out one solution"

    @staticmethod
    def _range(t: sp.Symbol) -> sp.Symbol:
        if t.is_nonnegative or t.is_nonpositive:
            names = ("positive", "nonnegative", "negative", "nonpositive")
            return sp.Dummy("t", **{k: True for k in names if getattr(t, f"is_{k}")})
        if t.is_nonzero is not None:
            raise Undischarged(f"{t} does not run over an interval")
        return sp.Dummy("t", real=True)

    def _linear(self, f: AppliedUndef, t: sp.Symbol) -> tuple[list[sp.Expr], sp.Expr]:
        """The coefficients of f, f', …, and what is free of f."""
        if not isinstance(self.equation, sp.Eq):
            raise Undischarged(f"{self.equation} is not an equation")
        form = sp.expand(carry_out(self.equation.lhs - self.equation.rhs))
        unknowns = [sp.Dummy(f"f{k}") for k in range(_HIGHEST + 1)]
        for k in range(_HIGHEST, 0, -1):
            form = form.xreplace({sp.Derivative(f, (t, k)): unknowns[k]})
        form = sp.expand(form.xreplace({f: unknowns[0]}))
        if (
            form.has(f.func)
            or not form.is_polynomial(*unknowns)
            or form.has(sp.Integral, sp.Sum, sp.Limit)
        ):
            raise Undischarged(f"{self.equation} is not a linear differential equation for {f}")
        poly = sp.Poly(form, *unknowns)
        if poly.total_degree() != 1:
            raise Undischarged(f"{self.equation} is not linear in {f} and its derivatives")
        found = [poly.coeff_monomial(u) for u in unknowns]
        order = max(k for k, a in enumerate(found) if a != 0)
        if order == 0 or not is_nonzero(found[order]):
            raise Undischarged(
                f"{found[order]}, the coefficient of the highest derivative, was not shown to be other than 0"
            )
        return found[: order + 1], poly.coeff_monomial(1)

    def _values(self, f: AppliedUndef, t: sp.Symbol, g: sp.Expr, order: int) -> None:
        points: set[sp.Expr] = set()
        orders: set[int] = set()
        for line in self.initial:
            if not isinstance(line, sp.Eq):
                raise Undischarged(f"{line} gives no value of {f} or of a derivative")
            k, c = _derivative_at(line.lhs, f, t)
            if c.has(t) or line.rhs.has(t, f.func):
                raise Undischarged(f"{line} gives no value at one point")
            if not vanishes(sp.diff(g, t, k).subs(t, c) - line.rhs):
                raise Undischarged(f"{line.lhs} is {line.rhs}, which was not shown of {g}")
            points.add(c)
            orders.add(k)
        if len(points) != 1 or not set(range(order)) <= orders:
            raise Undischarged(
                f"a solution is singled out by the values of {f} and its first {order - 1} derivatives at one point, "
                "each in a line of its own"
            )
        (c,) = points
        signs = [
            k
            for k in ("positive", "nonnegative", "negative", "nonpositive")
            if getattr(t, f"is_{k}")
        ]
        if (
            not c.is_extended_real
            or not c.is_finite
            or not all(getattr(c, f"is_{k}") for k in signs)
        ):
            raise Undischarged(f"{c} was not shown to lie where {t} runs")


def _derivative_at(e: sp.Basic, f: AppliedUndef, t: sp.Symbol) -> tuple[int, sp.Expr]:
    """(k, c) of f^{(k)}(c)."""
    if isinstance(e, AppliedUndef) and e.func == f.func and len(e.args) == 1:
        return 0, e.args[0]
    if isinstance(e, sp.Subs) and len(e.variables) == 1:
        (v,), (c,) = e.variables, e.point
        if (
            isinstance(e.expr, sp.Derivative)
            and e.expr.expr == f.func(v)
            and set(e.expr.variables) == {v}
        ):
            return int(e.expr.derivative_count), c
    raise Undischarged(f"{e} is not a value of {f} or of a derivative of it")
