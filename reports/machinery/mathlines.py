"""MathML of formulas for displays, on as many lines as they need."""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.notation.tree import Deriv, Node
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.cut import cut
from softpot.reports.machinery.latex import INDENT, display_lines
from softpot.reports.machinery.layout import Close, Front, Line, Open, Piece, Sign
from softpot.reports.machinery.mathml import (
    APPLY,
    TIMES,
    behind,
    chain_sign,
    derivative_front,
    front,
    markup,
)
from softpot.reports.machinery.mathtags import mo, tag


def line_mathml(line: Line) -> str:
    """One line of a broken formula."""
    if len(line.pieces) == 1 and isinstance(line.pieces[0], Node):
        return markup(line.pieces[0])
    return tag("mrow", "".join(_piece(piece, k == 0) for k, piece in enumerate(line.pieces)))


def _piece(piece: Piece, first: bool) -> str:
    if isinstance(piece, Node):
        return markup(piece)
    if isinstance(piece, Sign):
        return _sign(piece, first)
    if isinstance(piece, Open):
        return (mo(APPLY) if piece.applies else "") + _large(piece.text)
    if isinstance(piece, Close):
        base = _large(piece.text)
        below = "" if piece.sub is None else markup(piece.sub)
        above = "" if piece.sup is None else markup(piece.sup)
        if below and above:
            return tag("msubsup", base + below + above)
        return tag("msub" if below else "msup", base + (below or above)) if below or above else base
    if isinstance(piece, Front):
        return derivative_front(piece.node) if isinstance(piece.node, Deriv) else front(piece.node)
    return behind(piece.node)


def _large(bracket: str) -> str:
    return mo(bracket, stretchy="false", style="font-size: 1.5em")


def _sign(sign: Sign, first: bool) -> str:
    if sign.kind == "separator":
        return mo(sign.text) + '<mspace width="2em"></mspace>'
    if sign.kind == "times":
        return mo("×" if first else sign.text or TIMES)
    if sign.text == "not":
        return tag("mtext", "not\u00a0")
    if sign.kind in ("word", "arrow"):
        return chain_sign(sign.text)
    if sign.kind == "slash":
        return mo("/", lspace="0", rspace="0")
    return (
        mo(sign.text)
        if sign.kind == "comma"
        else mo(sign.text, form="prefix" if sign.kind == "prefix" else "infix")
    )


def display(expression: sp.Basic, table: SymbolTable, limit: float, whole: bool = True) -> str:
    """The formula for a display, without the ``<math>`` around it: one line, or a table of lines.

    ``whole`` False: long decimals are cut.
    """
    node = write(expression, table)
    lines = display_lines(node if whole else cut(node), limit)
    if len(lines) == 1:
        return line_mathml(lines[0])
    rows = (
        tag(
            "mtr",
            tag("mtd", f'<mspace width="{INDENT * line.indent:g}em"></mspace>' + line_mathml(line)),
        )
        for line in lines
    )
    return tag(
        "mtable", "".join(rows), **{"class": "lines", "displaystyle": "true", "columnalign": "left"}
    )
