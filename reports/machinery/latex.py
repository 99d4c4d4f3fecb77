r"""LaTeX of formulas for displays, on as many lines as they need.

The document that it is written for loads amsmath and nothing else that draws mathematics.
"""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.notation.tex import (
    SIGNS,
    behind,
    bracket,
    derivative_front,
    front,
    latex,
    tex,
)
from softpot.derive.machinery.notation.tree import Deriv, Node
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.cut import cut
from softpot.reports.machinery.layout import Close, Front, Line, Open, Piece, Sign, lay_out
from softpot.reports.machinery.measure import width

__all__ = ["display", "display_lines", "latex", "line_latex"]

INDENT = 2.0  # ems


def line_latex(line: Line) -> str:
    """One line of a broken formula."""
    shown = ""
    for place, piece in enumerate(line.pieces):
        text = _piece(piece, first=place == 0)
        shown += text if not text or (isinstance(piece, Open) and piece.applies) else f" {text}"
    return shown.strip().replace("…", r"\ldots")


def _piece(piece: Piece, first: bool) -> str:
    if isinstance(piece, Node):
        return tex(piece)
    if isinstance(piece, Sign):
        return _sign(piece, first)
    if isinstance(piece, Open):
        return (r"\!" if piece.applies else "") + rf"\Bigl{bracket(piece.text)}"
    if isinstance(piece, Close):
        below = "" if piece.sub is None else f"_{{{tex(piece.sub)}}}"
        above = "" if piece.sup is None else f"^{{{tex(piece.sup)}}}"
        return rf"\Bigr{bracket(piece.text)}{below}{above}"
    if isinstance(piece, Front):
        return derivative_front(piece.node) if isinstance(piece.node, Deriv) else front(piece.node)
    return behind(piece.node)


def _sign(sign: Sign, first: bool) -> str:
    if sign.kind == "separator":
        return r",\qquad"
    if sign.kind == "times":  # at the beginning of a line a dot would be overlooked
        return r"{}\times" if first else r"\cdot" if sign.text else ""
    text = SIGNS.get(sign.text, sign.text)
    if sign.kind == "prefix" and sign.text == "not":
        return r"\text{not}\;"
    if first and sign.kind in ("binary", "relation", "slash"):
        return "{}" + text
    return text


def display(expression: sp.Basic, table: SymbolTable, limit: float, whole: bool = True) -> str:
    """The formula for a display, without its environment: one line, or ``aligned`` lines; raises Unwritable.

    ``whole`` False: long decimals are cut.
    """
    node = write(expression, table)
    lines = display_lines(node if whole else cut(node), limit)
    if len(lines) == 1:
        return line_latex(lines[0])
    rows = [
        "&" + (rf"\hspace{{{INDENT * line.indent:g}em}}" if line.indent else "") + line_latex(line)
        for line in lines
    ]
    return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


def display_lines(node: Node, limit: float) -> tuple[Line, ...]:
    """The lines of a formula, at most ``limit`` ems wide by the widths of TeX's letters."""

    def measure(line: Line) -> float:
        return width(line_latex(line)) + INDENT * line.indent

    return lay_out(node, measure, limit)
