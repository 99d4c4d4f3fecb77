"""A formula: one expression with its domain, where it stands in the source, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean, Equivalent
from sympy.printing.latex import LatexPrinter

from derive.machinery.decimals import finite_decimal
from derive.machinery.errors import TheoryError
from derive.machinery.symbols import SymbolTable


class _TableLatex(LatexPrinter):  # type: ignore[misc]
    """SymPy's LaTeX with the table's names, also for undefined functions."""

    def __init__(self, symbols: SymbolTable) -> None:
        super().__init__({"symbol_names": symbols.latex_names()})
        self._functions = {n: row.latex for n, row in symbols.items() if row.function}

    def _print_Rational(self, expr: sp.Rational) -> str:
        return finite_decimal(expr) or str(super()._print_Rational(expr))

    def _hprint_Function(self, func: str) -> str:
        return self._functions.get(func) or str(super()._hprint_Function(func))


@dataclass(frozen=True)
class Formula:
    """``expression`` for all values of ``arguments`` with ``domain``; from ``equation`` of ``source``.

    The expression may be a number, a relation, or a Tuple of either. It holds no Float: a binary
    fraction in a formula is a wrong digit waiting; write Rational. Raises TheoryError otherwise,
    and for a symbol that is not in the table. Not guaranteed: that the formula is true; that is
    what the ledger is for.
    """

    id: str
    expression: sp.Basic
    symbols: SymbolTable
    equation: str = ""
    domain: sp.Basic = sp.true
    source: str = ""
    lhs: sp.Basic | None = None

    def __post_init__(self) -> None:
        for part in (self.expression, self.domain):
            if part.atoms(sp.Float):
                raise TheoryError(
                    f"the formula {self.id} holds the Float {sorted(map(str, part.atoms(sp.Float)))[0]}: "
                    "write exact numbers (Rational), a Float is only a binary approximation"
                )
        strays = self.symbols.strays(self.expression)
        if strays:
            raise TheoryError(
                f"the formula {self.id} uses {', '.join(sorted(strays))}, "
                "which the theory's symbol table does not have"
            )

    @property
    def arguments(self) -> tuple[sp.Symbol, ...]:
        """The free symbols, in the order of the symbol table."""
        return self.symbols.order(self.expression.free_symbols)

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of the unspecified functions inside (a distribution that the theory leaves open)."""
        return tuple(sorted({str(f.func) for f in self.expression.atoms(AppliedUndef)}))

    def with_expression(self, expression: sp.Basic) -> Formula:
        """The same formula with another expression: a printed form, or a deliberately wrong one."""
        return replace(self, expression=expression)

    @property
    def statement(self) -> sp.Basic:
        """The whole statement: lhs = expression, lhs if and only if expression, or the expression alone."""
        if self.lhs is None:
            return self.expression
        if isinstance(self.lhs, Boolean) and not isinstance(self.lhs, sp.Symbol):
            return Equivalent(self.lhs, self.expression)
        return sp.Eq(self.lhs, self.expression, evaluate=False)

    def latex(self) -> str:
        """The formula in LaTeX, with the table's names."""
        return str(_TableLatex(self.symbols).doprint(self.statement))

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"
