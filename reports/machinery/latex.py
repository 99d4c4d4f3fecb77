r"""LaTeX of SymPy expressions with the names of a symbol table, and of plain words.

The document that it is written for loads amsmath and nothing else that draws mathematics.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE, precedence_traditional

from derive.machinery.decimals import finite_decimal
from derive.machinery.symbols import SymbolTable
from reports.machinery.layout import HOLE, Line, Sign, lay_out, loose
from reports.machinery.measure import width
from reports.machinery.names import is_compound
from reports.machinery.statements import (
    ARROW,
    CONNECTIVES,
    connected_order,
    in_line,
    needs_brackets,
    positive_first,
    relates_statements,
)

_JOINTS = {ARROW: r" \;\Longleftrightarrow\; ", "⇒": r" \;\Longrightarrow\; "}

LATEX_RELATIONS = {
    "Equality": "=", "Unequality": r"\neq", "StrictLessThan": "<", "LessThan": r"\leq",
    "StrictGreaterThan": ">", "GreaterThan": r"\geq",
}  # fmt: skip


class TableLatexPrinter(LatexPrinter):  # type: ignore[misc]
    """SymPy's LaTeX printer, with the table's names, words for connectives and safe powers."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        super().__init__(
            {"symbol_names": table.latex_names(), "ln_notation": True, "fold_frac_powers": True}
        )

    def parenthesize(
        self, item: Any, level: int, is_neg: bool = False, strict: bool = False
    ) -> str:
        if isinstance(item, sp.Symbol) and level >= PRECEDENCE["Pow"] and self._compound(item):
            return rf"\left({self._print(item)}\right)"
        return str(super().parenthesize(item, level, is_neg=is_neg, strict=strict))

    def _compound(self, symbol: sp.Symbol) -> bool:
        return symbol.name in self.table and is_compound(self.table[symbol.name].latex)

    def _print_Function(self, expr: Any, exp: str | None = None) -> str:
        if not isinstance(expr, AppliedUndef):
            return str(super()._print_Function(expr, exp))
        if expr.func.__name__ == HOLE:
            return "{}"
        arguments = ", ".join(str(self._print(arg)) for arg in expr.args)
        applied = rf"{self._print_UndefinedFunction(expr.func)}\!\left({arguments}\right)"
        return applied if exp is None else rf"\left({applied}\right)^{{{exp}}}"

    def _print_Rational(self, expr: sp.Rational) -> str:
        return finite_decimal(expr) or str(super()._print_Rational(expr))

    def _print_UndefinedFunction(self, expr: Any) -> str:
        if str(expr) in self.table:
            return self.table[str(expr)].latex
        return str(self._hprint_Function(str(expr)))

    def _print_Integral(self, expr: sp.Integral) -> str:
        signs = ""
        for limit in reversed(expr.limits):
            ends = [str(self._print(end)) for end in limit[1:]]
            signs += r"\int"
            if len(ends) == 2:
                signs += rf"_{{{ends[0]}}}^{{{ends[1]}}}"
            elif ends:
                signs += rf"^{{{ends[0]}}}"
        inner = self.parenthesize(expr.function, PRECEDENCE["Mul"], strict=True)
        differentials = "".join(rf"\, \mathrm{{d}}{self._print(limit[0])}" for limit in expr.limits)
        return rf"{signs} {inner}{differentials}"

    def _print_Relational(self, expr: Any) -> str:
        if relates_statements(expr):
            return _JOINTS[ARROW].join(str(self._print(side)) for side in expr.args)
        sides = [
            rf"\left({self._print(side)}\right)" if side.is_Boolean else str(self._print(side))
            for side in expr.args
        ]
        return f"{sides[0]} {LATEX_RELATIONS[type(expr).__name__]} {sides[1]}"

    def _connected(self, e: sp.Basic) -> str:
        word = CONNECTIVES[type(e).__name__]
        joint = _JOINTS.get(word, rf" \;\text{{{word}}}\; ")
        return joint.join(
            rf"\left({self._print(arg)}\right)" if needs_brackets(arg, e) else str(self._print(arg))
            for arg in connected_order(e)
        )

    _print_And = _print_Or = _print_Xor = _print_Equivalent = _print_Implies = _connected

    def _print_Not(self, e: sp.Not) -> str:
        return rf"\text{{not }}\left({self._print(e.args[0])}\right)"

    def _print_Tuple(self, expr: sp.Tuple) -> str:
        return rf"\left({', '.join(str(self._print(arg)) for arg in expr.args)}\right)"

    def _print_Pow(self, expr: Any) -> str:
        base, exponent = expr.args
        if exponent.is_Rational and exponent.q > 2 and exponent.p == 1:
            return rf"{self.base(base)}^{{1/{exponent.q}}}"  # one notation: a^{1/3} beside a^{2/3}
        return str(super()._print_Pow(expr))

    def base(self, e: sp.Basic) -> str:
        printed = self.parenthesize(e, PRECEDENCE["Pow"])
        return f"{{{printed}}}" if "^" in printed else printed

    def _print_ExpBase(self, expr: Any, exp: str | None = None) -> str:
        if isinstance(expr, sp.exp) and in_line(expr.args[0]):
            applied = rf"\exp\!\left({self._print(expr.args[0])}\right)"
            return applied if exp is None else rf"\left({applied}\right)^{{{exp}}}"
        return str(super()._print_ExpBase(expr, exp))

    def _print_Abs(self, expr: Any, exp: str | None = None) -> str:
        inner = expr.args[0]
        if not isinstance(inner, sp.Determinant):
            return str(super()._print_Abs(expr, exp))
        # |det M|: two pairs of bars would read as four
        barred = rf"\left|\det {self._print(inner.args[0])}\right|"
        return barred if exp is None else rf"{barred}^{{{exp}}}"

    def _print_Determinant(self, expr: sp.Determinant) -> str:
        inner = expr.args[0]
        if isinstance(inner, sp.MatrixBase):
            return self._grid(inner, "vmatrix")
        return rf"\det\left({self._print(inner)}\right)"

    def _print_MatrixBase(self, expr: Any) -> str:
        return self._grid(expr, "bmatrix")

    def _grid(self, matrix: Any, environment: str) -> str:
        lines = (
            " & ".join(str(self._print(matrix[i, j])) for j in range(matrix.cols))
            for i in range(matrix.rows)
        )
        return rf"\begin{{{environment}}}" + r" \\ ".join(lines) + rf"\end{{{environment}}}"

    def _print_Add(self, expr: sp.Add, order: Any = None) -> str:
        parts = []
        for place, term in enumerate(positive_first(self._as_ordered_terms(expr, order=order))):
            negative = place > 0 and term.could_extract_minus_sign()
            shown = -term if negative else term
            if place > 0:
                parts.append("-" if negative else "+")
            printed = str(self._print(shown))
            loose = precedence_traditional(shown) <= PRECEDENCE["Add"]
            parts.append(rf"\left({printed}\right)" if loose else printed)
        return " ".join(parts)


def latex(expression: sp.Basic, table: SymbolTable) -> str:
    """The expression in LaTeX, without dollar signs."""
    return str(TableLatexPrinter(table).doprint(expression))


# formulas on several lines

INDENT = 2.0  # ems

_SIGNS = {"−": "-", "·": r"\times", ARROW: r"\Longleftrightarrow", "⇒": r"\Longrightarrow", "≠": r"\neq",
          "≤": r"\leq", "≥": r"\geq"}  # fmt: skip
_DELIMITERS = {"open": r"\Bigl", "close": r"\Bigr"}


def line_latex(line: Line, printer: TableLatexPrinter) -> str:
    """One line of a broken formula."""
    parts = []
    for place, piece in enumerate(line.pieces):
        if isinstance(piece, Sign):
            parts.append(_sign_latex(piece, first=place == 0))
        else:
            printed = str(printer.doprint(piece))
            parts.append(rf"\left({printed}\right)" if loose(line.pieces, place) else printed)
    return " ".join(parts)


def _sign_latex(sign: Sign, first: bool) -> str:
    text = _SIGNS.get(sign.text, sign.text)
    if sign.kind in _DELIMITERS:
        return _DELIMITERS[sign.kind] + text
    if sign.kind == "word":
        return rf"\;\text{{{text}}}\;" if not first else rf"\text{{{text}}}\;"
    if sign.kind == "separator":
        return r",\qquad"
    if sign.kind in ("binary", "relation") and first:
        return "{}" + text
    return text


def display(expression: sp.Basic, table: SymbolTable, limit: float) -> str:
    """The formula for a display, without its environment: one line, or ``aligned`` lines."""
    printer = TableLatexPrinter(table)

    def measure(line: Line) -> float:
        return width(line_latex(line, printer)) + INDENT * line.indent

    lines = lay_out(expression, measure, limit)
    if len(lines) == 1:
        return line_latex(lines[0], printer)
    rows = [
        "&"
        + (rf"\hspace{{{INDENT * line.indent:g}em}}" if line.indent else "")
        + line_latex(line, printer)
        for line in lines
    ]
    return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"
