"""Formulas for a terminal: fractions over a line where there is room, one line where there is not.

Exponents are written on the line, x², (a + b)^(1/3), and a root as √(…), so that nothing stands above or below
the line but the parts of a fraction and the limits of ∑, ∏, ∫ and lim. ``unicode=False`` is for terminals that
cannot show Greek letters: the code names are shown instead, and every formula on lines of plain text.
"""

from __future__ import annotations

import textwrap

import sympy as sp

from softpot.derive.machinery.notation.shapes import flat
from softpot.derive.machinery.notation.tree import Deriv, Node
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery import boxes
from softpot.reports.machinery.boxes import Box
from softpot.reports.machinery.layout import Close, Front, Line, Open, Piece, Sign, lay_out
from softpot.reports.machinery.linetext import LineText
from softpot.reports.machinery.spelled import spelled

INDENT = 4
_AROUND = {
    "relation": (" ", " "), "arrow": (" ", " "), "word": (" ", " "), "binary": (" ", " "), "comma": ("", " "),
    "prefix": ("", " "), "times": ("", ""), "slash": ("", ""), "separator": ("", "    "),
}  # fmt: skip


def linear(expression: sp.Basic, table: SymbolTable, unicode: bool = True) -> str:
    """The formula on one line, for running text; raises Unwritable."""
    return LineText(unicode).text(_flat(write(expression, table), unicode))


def _flat(node: Node, unicode: bool) -> Node:
    return flat(node) if unicode else spelled(flat(node))


def display(
    expression: sp.Basic, table: SymbolTable, columns: int = 76, unicode: bool = True
) -> str:
    """The formula on as many lines as it needs, none of them wider than ``columns`` if it can be cut so far.

    What cannot be cut is shown without fractions, and cut at its spaces. Raises Unwritable.
    """
    node = write(expression, table)
    if unicode:
        lines, drawn = _drawn(node, columns)
        if all(_width(row) <= columns for row in drawn):
            several = len(lines) > 1 and any("\n" in picture for picture in drawn)
            return ("\n\n" if several else "\n").join(drawn)
    return "\n".join(_on_lines(_flat(node, unicode), columns, LineText(unicode)))


def _width(picture: str) -> int:
    return max(boxes.cells(row) for row in picture.split("\n"))


def _drawn(node: Node, columns: int) -> tuple[tuple[Line, ...], list[str]]:
    def measure(line: Line) -> float:
        return _picture(line).width + INDENT * line.indent

    lines = lay_out(node, measure, columns)
    pictures = [
        "\n".join((" " * INDENT * line.indent + row).rstrip() for row in _picture(line).rows)
        for line in lines
    ]
    return lines, pictures


def _picture(line: Line) -> Box:
    """One line of a formula, as a rectangle of characters."""
    return boxes.beside(*(_box(piece, place) for place, piece in enumerate(line.pieces)))


def _box(piece: Piece, place: int) -> Box:
    if isinstance(piece, Node):
        return boxes.draw(piece)
    if isinstance(piece, Close):
        return boxes.scripted(boxes.line(piece.text), piece.sub, piece.sup)
    if isinstance(piece, Front):
        node = piece.node
        return boxes.derivative_front(node) if isinstance(node, Deriv) else boxes.front(node)
    if isinstance(piece, (Sign, Open)):
        return boxes.line(_sign(piece, place, LineText()))
    return boxes.behind(piece.node)


def _sign(piece: Sign | Open, place: int, line: LineText) -> str:
    if isinstance(piece, Open):
        return piece.text
    if piece.kind == "times":
        return line.sign("·") + (" " if place == 0 else "")
    before, after = _AROUND[piece.kind]
    return before * (place > 0) + line.sign(piece.text) + after


def _on_lines(node: Node, columns: int, line: LineText) -> list[str]:
    """The formula on lines of text, without fractions."""

    def shown(pieces: Line) -> str:
        text = "".join(_text(piece, place, line) for place, piece in enumerate(pieces.pieces))
        return " " * INDENT * pieces.indent + text.rstrip()

    found = []
    for pieces in lay_out(node, lambda some: boxes.cells(shown(some)), columns):
        text = shown(pieces)
        if boxes.cells(text) <= columns:
            found.append(text)
            continue
        deeper = " " * (len(text) - len(text.lstrip()) + INDENT)
        found += textwrap.wrap(
            text, columns, subsequent_indent=deeper, break_on_hyphens=False, break_long_words=False
        )
    return found


def _text(piece: Piece, place: int, line: LineText) -> str:
    if isinstance(piece, Node):
        return line.factor(piece)
    if isinstance(piece, Close):
        return piece.text + line.scripts(piece.sub, piece.sup)
    if isinstance(piece, Front):
        node = piece.node
        front = line.derivative_front(node) if isinstance(node, Deriv) else line.front(node)
        return f"{front} "
    if isinstance(piece, (Sign, Open)):
        return _sign(piece, place, line)
    return line.behind(piece.node)
