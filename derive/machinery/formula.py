"""A formula: one expression with its domain, where it stands in the source, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean, Equivalent

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.notation.tex import latex
from softpot.derive.machinery.symbols import SymbolTable, ordered, stray_words
from softpot.derive.machinery.travel import Travels


@dataclass(frozen=True)
class Formula(Travels):
    """``expression`` for all values of ``arguments`` with ``domain``; from ``equation`` of ``source``.

    The expression may be a number, a relation, or a Tuple of either. It holds no Float: a binary
    fraction in a formula is a wrong digit waiting; write Rational. Raises TheoryError otherwise,
    and for a symbol that is not in the table. Not guaranteed: that the formula is true; that is
    what the ledger is for.

    >>> from softpot import Formula, Quantity, SymbolTable
    >>> S = SymbolTable(Quantity("m", "m", "mass", "kg"), Quantity("v", "v", "velocity", "m/s"))
    >>> Formula("momentum", S.m * S.v, S)
    Formula momentum: m*v
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
        strays = stray_words(self.symbols, self.expression, self.domain)
        if strays:
            raise TheoryError(f"the formula {self.id} {strays}")

    @property
    def arguments(self) -> tuple[sp.Symbol, ...]:
        """The free symbols, in the order of the symbol table."""
        return ordered(self.symbols, self.expression.free_symbols)

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of the unspecified functions inside (a distribution that the theory leaves open)."""
        return tuple(sorted({str(f.func) for f in self.expression.atoms(AppliedUndef)}))

    def with_expression(self, expression: sp.Basic) -> Formula:
        """The same formula with another expression: a printed form, or a deliberately wrong one.

        >>> from softpot import formula
        >>> right = formula("two-level-form")
        >>> right.with_expression(2 * right.expression).id
        'two-level-form'
        """
        return replace(self, expression=expression)

    @property
    def statement(self) -> sp.Basic:
        """The whole statement: lhs = expression, lhs if and only if expression, or the expression alone."""
        if self.lhs is None:
            return self.expression
        if isinstance(self.lhs, Boolean) and not isinstance(self.lhs, sp.Symbol):
            return Equivalent(self.lhs, self.expression)
        return sp.Eq(self.lhs, self.expression, evaluate=False)

    def __repr__(self) -> str:
        name = " ".join(filter(None, (self.id, self.equation)))
        return f"Formula {name}: {sp.sstr(self.statement)}"

    def latex(self) -> str:
        r"""The formula in LaTeX, as the reports write it; raises Unwritable for what has no form.

        >>> from softpot import formula
        >>> formula("two-level-form").latex()
        'E_{12} = \\sqrt{\\Delta^{2} + \\Delta_0^{2}}'
        """
        return latex(self.statement, self.symbols)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"
