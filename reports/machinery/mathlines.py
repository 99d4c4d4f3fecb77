"""MathML of formulas for displays, on as many lines as they need."""

from __future__ import annotations

import sympy as sp

from derive.machinery.symbols import SymbolTable
from reports.machinery.latex import TableLatexPrinter, line_latex
from reports.machinery.layout import Line, Sign, lay_out, loose
from reports.machinery.mathml import MathMLPrinter
from reports.machinery.mathtags import fenced, mo, row, tag
from reports.machinery.measure import width

INDENT = 2.0  # ems


def line_mathml(line: Line, printer: MathMLPrinter) -> str:
    """One line of a broken formula."""
    parts = []
    for place, piece in enumerate(line.pieces):
        if not isinstance(piece, Sign):
            printed = str(printer.doprint(piece))
            parts.append(fenced(printed) if loose(line.pieces, place) else printed)
        elif piece.kind == "word":
            parts.append(tag("mtext", f"\u00a0{piece.text}\u00a0"))
        elif piece.kind == "separator":
            parts.append(mo(piece.text) + '<mspace width="2em"></mspace>')
        elif piece.kind in ("open", "close"):
            parts.append(mo(piece.text, stretchy="false", style="font-size: 1.5em"))
        else:
            parts.append(mo(piece.text, form="infix"))
    return row(*parts)


def display(expression: sp.Basic, table: SymbolTable, limit: float) -> str:
    """The formula for a display, without the ``<math>`` around it: one line, or a table of lines."""
    printer, estimate = MathMLPrinter(table), TableLatexPrinter(table)

    def measure(line: Line) -> float:
        return width(line_latex(line, estimate)) + INDENT * line.indent

    lines = lay_out(expression, measure, limit)
    if len(lines) == 1:
        return line_mathml(lines[0], printer)
    rows = (
        tag(
            "mtr",
            tag(
                "mtd",
                f'<mspace width="{INDENT * line.indent:g}em"></mspace>'
                + line_mathml(line, printer),
            ),
        )
        for line in lines
    )
    return tag(
        "mtable", "".join(rows), **{"class": "lines", "displaystyle": "true", "columnalign": "left"}
    )
