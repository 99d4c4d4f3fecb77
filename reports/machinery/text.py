"""Formulas and words for a terminal: pretty where there is room, one line where there is not.

``unicode=False`` is for terminals that cannot show Greek letters: the code names are shown instead.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.printing.pretty.pretty import PrettyPrinter
from sympy.printing.pretty.pretty_symbology import pretty_use_unicode
from sympy.printing.pretty.stringpict import prettyForm, stringPict
from sympy.printing.str import StrPrinter

from derive.machinery.decimals import finite_decimal
from derive.machinery.symbols import SymbolTable
from reports.machinery.layout import HOLE, Line, Sign, lay_out, loose
from reports.machinery.names import is_compound
from reports.machinery.statements import (
    ARROW,
    CONNECTIVES,
    RELATIONS,
    connected_order,
    needs_brackets,
    positive_first,
    relates_statements,
)

_ASCII = {"⇔": "<=>", "⇒": "=>", "≠": "!=", "≤": "<=", "≥": ">=", "−": "-", "·": "*"}
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
INDENT = 4
_SPACES = {"open": ("", " "), "close": (" ", ""), "comma": ("", " "), "separator": ("", "    ")}


class TablePrettyPrinter(PrettyPrinter):  # type: ignore[misc]
    """SymPy's pretty printer, with the table's names, words for connectives, fixed order."""

    def __init__(self, table: SymbolTable, unicode: bool = True) -> None:
        super().__init__({"use_unicode": unicode, "wrap_line": False})
        self.table, self.unicode = table, unicode

    def sign(self, text: str) -> str:
        return text if self.unicode else _ASCII.get(text, text)

    def known(self, name: str) -> str:
        """What the table says that a terminal shows, or nothing."""
        return self.table[name].text if self.unicode and name in self.table else ""

    def _print_Symbol(self, e: sp.Symbol, bold_name: bool = False) -> prettyForm:
        shown = self.known(e.name)
        if not shown:
            return super()._print_Symbol(e, bold_name) if self.unicode else prettyForm(e.name)
        compound = is_compound(self.table[e.name].latex)
        return prettyForm(shown, binding=prettyForm.MUL if compound else prettyForm.ATOM)

    def _print_Function(self, e: Any, *args: Any, **settings: Any) -> prettyForm:
        if isinstance(e, AppliedUndef) and e.func.__name__ == HOLE:
            return prettyForm("")
        if isinstance(e, AppliedUndef) and self.known(str(e.func)):
            settings["func_name"] = self.known(str(e.func))
        return super()._print_Function(e, *args, **settings)

    def _print_Add(self, expr: sp.Add, order: Any = None) -> prettyForm:
        terms = positive_first(self._as_ordered_terms(expr, order=order))
        form = self._term(terms[0])
        for term in terms[1:]:
            negative = term.could_extract_minus_sign()
            form = prettyForm(*form.right(f" {self.sign('−' if negative else '+')} "))
            form = prettyForm(*form.right(self._term(-term if negative else term)))
        form.binding = prettyForm.ADD
        return form

    def _term(self, term: sp.Expr) -> prettyForm:
        form = self._print(term)
        return prettyForm(*form.parens()) if isinstance(term, sp.Add) else form

    def _print_Rational(self, e: sp.Rational) -> prettyForm:
        decimal = finite_decimal(e)
        if not decimal:
            return super()._print_Rational(e)
        binding = prettyForm.NEG if e < 0 else prettyForm.ATOM
        return prettyForm(decimal.replace("-", self.sign("−")), binding=binding)

    def _print_Abs(self, e: sp.Abs) -> prettyForm:
        inner = e.args[0]
        if not isinstance(inner, sp.Determinant):
            return super()._print_Abs(e)
        form = prettyForm(*self._print(inner.args[0]).left("det "))
        return prettyForm(*form.parens("|", "|"))

    def _print_Relational(self, e: Any) -> prettyForm:
        sign = ARROW if relates_statements(e) else RELATIONS[type(e).__name__]
        sides = [self._print(side) for side in e.args]
        if sign != ARROW:
            sides = [
                prettyForm(*form.parens()) if side.is_Boolean else form
                for side, form in zip(e.args, sides, strict=True)
            ]
        joined = prettyForm(*sides[0].right(f" {self.sign(sign)} "))
        return prettyForm(*joined.right(sides[1]), binding=prettyForm.OPEN)

    def _connected(self, e: sp.Basic) -> prettyForm:
        word = self.sign(CONNECTIVES[type(e).__name__])
        space = "  " if word in ("⇔", "⇒", "<=>", "=>") else " "
        form: prettyForm | None = None
        for arg in connected_order(e):
            part = self._print(arg)
            if needs_brackets(arg, e):
                part = prettyForm(*part.parens())
            if form is None:
                form = part
            else:
                form = prettyForm(*form.right(f"{space}{word}{space}"))
                form = prettyForm(*form.right(part))
        return form

    _print_And = _print_Or = _print_Xor = _print_Equivalent = _print_Implies = _connected


def _picture(line: Line, printer: TablePrettyPrinter) -> stringPict:
    """One line of a formula, as a rectangle of characters with a baseline."""
    parts = []
    for place, piece in enumerate(line.pieces):
        if isinstance(piece, Sign):
            text = printer.sign(piece.text)
            ends = _SPACES.get(piece.kind, (" ", " "))
            parts.append(stringPict(ends[0] * (place > 0) + text + ends[1]))
        else:
            form = printer._print(piece)
            parts.append(stringPict(*form.parens()) if loose(line.pieces, place) else form)
    text, baseline = stringPict.next(*parts)
    return stringPict(text, baseline)


def display(
    expression: sp.Basic, table: SymbolTable, columns: int = 76, unicode: bool = True
) -> str:
    """The formula on as many lines as it needs, none of them wider than ``columns`` if it can be cut so far.

    What cannot be cut is shown in its one-line form, wrapped.
    """
    with _characters(unicode):
        return _displayed(expression, TablePrettyPrinter(table, unicode), columns)


@contextmanager
def _characters(unicode: bool) -> Iterator[None]:
    """SymPy keeps in a global which characters it draws with: set it, and set it back."""
    before = pretty_use_unicode(unicode)
    try:
        yield
    finally:
        pretty_use_unicode(before)


def _displayed(expression: sp.Basic, printer: TablePrettyPrinter, columns: int) -> str:
    def measure(line: Line) -> float:
        return float(_picture(line, printer).width() + INDENT * line.indent)

    lines = lay_out(expression, measure, columns)
    if any(measure(line) > columns for line in lines):
        flat = linear(expression, printer.table, printer.unicode)
        return textwrap.fill(flat, columns, subsequent_indent=" " * INDENT, break_on_hyphens=False)
    pictures = [
        "\n".join(
            " " * INDENT * line.indent + text.rstrip()
            for text in str(_picture(line, printer)).split("\n")
        )
        for line in lines
    ]
    gap = "\n\n" if any("\n" in picture for picture in pictures) else "\n"
    return gap.join(pictures)


class LinearPrinter(StrPrinter):  # type: ignore[misc]
    """One line: 9·t²/32, |η|/2; the table's names, integer powers as superscripts."""

    def __init__(self, table: SymbolTable, unicode: bool = True) -> None:
        super().__init__()
        self.pretty = TablePrettyPrinter(table, unicode)
        self.unicode = unicode

    def _as_ordered_terms(self, expr: sp.Add, order: Any = None) -> list[sp.Expr]:
        return positive_first(super()._as_ordered_terms(expr, order=order))

    def _print_Rational(self, expr: sp.Rational) -> str:
        return finite_decimal(expr) or str(super()._print_Rational(expr))

    def _print_MatrixBase(self, expr: Any) -> str:
        rows = (", ".join(str(self._print(m)) for m in expr.row(i)) for i in range(expr.rows))
        return f"[{'; '.join(rows)}]"

    def _print_Determinant(self, expr: sp.Determinant) -> str:
        return f"det{self._print(expr.args[0])}"

    def _print_Derivative(self, expr: sp.Derivative) -> str:
        below = " ".join(
            f"d{self._print(v)}"
            + ("" if n == 1 else self._print(sp.Pow(sp.Symbol(""), n, evaluate=False)))
            for v, n in expr.variable_count
        )
        order = sum(n for _, n in expr.variable_count)
        above = (
            "d" if order == 1 else "d" + self._print(sp.Pow(sp.Symbol(""), order, evaluate=False))
        )
        return f"{above}/{below} ({self._print(expr.expr)})"

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return str(self.pretty._print_Symbol(expr)) if self.unicode else str(expr.name)

    def _print_Function(self, expr: Any) -> str:
        name = self.pretty.known(str(expr.func)) or str(expr.func)
        return f"{name}({', '.join(str(self._print(arg)) for arg in expr.args)})"

    def _print_Abs(self, expr: sp.Abs) -> str:
        return f"|{self._print(expr.args[0])}|"

    def _print_Relational(self, expr: Any) -> str:
        sign = ARROW if relates_statements(expr) else RELATIONS[type(expr).__name__]
        return f" {self.pretty.sign(sign)} ".join(
            f"({self._print(side)})"
            if side.is_Boolean and sign != ARROW
            else str(self._print(side))
            for side in expr.args
        )

    def _connected(self, e: sp.Basic) -> str:
        word = self.pretty.sign(CONNECTIVES[type(e).__name__])
        return f" {word} ".join(
            f"({self._print(arg)})" if needs_brackets(arg, e) else str(self._print(arg))
            for arg in connected_order(e)
        )

    _print_And = _print_Or = _print_Xor = _print_Equivalent = _print_Implies = _connected

    def _print_Pow(self, expr: Any, rational: bool = False) -> str:
        base, exponent = expr.args
        if self.unicode and exponent.is_Integer and exponent > 1:
            return str(self.parenthesize(base, 60)) + str(exponent).translate(_SUPERSCRIPTS)
        return str(super()._print_Pow(expr, rational)).replace("**", "^")

    def _print_Mul(self, expr: sp.Mul) -> str:
        printed = str(super()._print_Mul(expr))
        return printed.replace("*", "·") if self.unicode else printed

    def _print_NegativeInfinity(self, expr: sp.Basic) -> str:
        return f"-{self._print_Infinity(expr)}"

    def _print_Infinity(self, expr: sp.Basic) -> str:
        return "∞" if self.unicode else "oo"

    def _print_Pi(self, expr: sp.Basic) -> str:
        return "π" if self.unicode else "pi"


def linear(expression: sp.Basic, table: SymbolTable, unicode: bool = True) -> str:
    """The formula on one line, for running text."""
    return str(LinearPrinter(table, unicode).doprint(expression))
