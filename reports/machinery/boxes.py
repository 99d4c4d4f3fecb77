"""A formula drawn with characters: fractions over a line, limits above and below their signs, tall brackets.

A box is a rectangle of characters with a baseline. Every box has something on its baseline in its first column, and
limits begin in the column of their sign, so that what belongs together can be told from the drawing alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from softpot.derive.machinery.notation.shapes import flat
from softpot.derive.machinery.notation.tree import (
    Big,
    Call,
    Cases,
    Chain,
    Deriv,
    Fence,
    Frac,
    Grid,
    Listed,
    Node,
    Not,
    Op,
    Post,
    Prod,
    Root,
    Script,
    Sum,
)
from softpot.reports.machinery.linetext import RAISED, LineText

_LINE = LineText()
_TALL = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥", "{": "⎧⎪⎩",
    "}": "⎫⎪⎭", "|": "│││",
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    """Rows of one width; ``base`` is the row of the baseline, counted from 0."""

    rows: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        return cells(self.rows[0])

    @property
    def height(self) -> int:
        return len(self.rows)


def cells(text: str) -> int:
    """How many columns a text takes: an accent stands on the letter before it."""
    return sum(not unicodedata.combining(c) for c in text)


def line(text: str) -> Box:
    """A box of one row."""
    return Box((text,))


def beside(*boxes: Box) -> Box:
    """Boxes side by side on one baseline."""
    above = max((box.base for box in boxes), default=0)
    below = max((box.height - box.base for box in boxes), default=1)
    rows = []
    for row in range(above + below):
        parts = []
        for box in boxes:
            k = row - above + box.base
            parts.append(box.rows[k] if 0 <= k < box.height else " " * box.width)
        rows.append("".join(parts))
    return Box(tuple(rows), above)


def _padded(box: Box, width: int, centred: bool) -> tuple[str, ...]:
    left = (width - box.width) // 2 if centred else 0
    return tuple(" " * left + row + " " * (width - box.width - left) for row in box.rows)


def draw(node: Node) -> Box:
    """A piece of a formula, drawn."""
    rule = _FORMS.get(type(node))
    return line(_LINE.text(flat(node))) if rule is None else rule(node)


def over(top: Box, bottom: Box) -> Box:
    """One over the other; a line over or under another line is longer than that one."""
    width = max(top.width, bottom.width)
    if any("─" in row for box in (top, bottom) for row in box.rows):
        width += 2
    rows = (*_padded(top, width, True), "─" * width, *_padded(bottom, width, True))
    return Box(rows, top.height)


def bracketed(box: Box, left: str, right: str) -> Box:
    """A box between brackets of its height."""
    return beside(_bracket(left, box), box, _bracket(right, box))


def _bracket(sign: str, box: Box) -> Box:
    if not sign:
        return Box(("",) * box.height, box.base)
    if box.height == 1:
        return line(sign)
    first, middle, last = tuple(_TALL[sign])
    rows = [first, *[middle] * (box.height - 2), last]
    if sign in "{}" and box.height % 2:
        rows[box.height // 2] = "⎨" if sign == "{" else "⎬"
    return Box(tuple(rows), box.base)


def scripted(box: Box, sub: Node | None, sup: Node | None, mark: bool = False) -> Box:
    """What hangs on a box: a raised number beside its top, anything else on the line, _(x=1), ^(1/3)."""
    below = _LINE.scripts(sub, None)
    above = _LINE.scripts(None, sup, mark)
    if below:
        box = beside(box, line(below))
    if not above:
        return box
    if box.height == 1 or not set(above) <= RAISED:
        return beside(box, line(above))
    top = next(k for k, row in enumerate(box.rows) if row[-1] != " ")
    rows = tuple(row + (above if k == top else " " * len(above)) for k, row in enumerate(box.rows))
    return Box(rows, box.base)


def _sum(node: Sum) -> Box:
    parts = []
    for place, (sign, term) in enumerate(node.terms):
        if place > 0:
            parts.append(line(f" {sign} "))
        elif sign != "+":  # a minus that touches the line of a fraction would be a part of it
            parts.append(line(f"{sign} " if isinstance(_first(term), Frac) else sign))
        parts.append(draw(term))
    return beside(*parts)


def _first(node: Node) -> Node:
    return _first(node.factors[0]) if isinstance(node, Prod) else node


def joined(boxes: Sequence[Box], between: str) -> Box:
    """Boxes with a text between them."""
    parts = [part for box in boxes for part in (line(between), box)]
    return beside(*parts[1:]) if parts else line("")


def _root(node: Root) -> Box:
    body = draw(node.body)
    if body.height == 1:
        return line(_LINE.text(flat(node)))
    inside = node.body if isinstance(node.body, Fence) and node.body.left == "(" else None
    return beside(line("√"), body if inside else bracketed(body, "(", ")"))


def _call(node: Call) -> Box:
    groups = [joined([draw(a) for a in group], ", ") for group in node.groups]
    inside = joined(groups, "; ")
    return beside(draw(node.head), inside if node.bare else bracketed(inside, "(", ")"))


def front(node: Op) -> Box:
    """The signs of ∫, ∑, ∏ or lim, with a space behind them."""
    return beside(*(part for sign in node.signs for part in (_big(sign), line(" "))))


def _big(sign: Big) -> Box:
    above = [] if sign.above is None else [_LINE.close(sign.above)]
    below = [] if sign.below is None else [_LINE.close(sign.below)]
    rows = [*above, sign.sign, *below]
    width = max(map(cells, rows))
    return Box(tuple(row + " " * (width - cells(row)) for row in rows), len(above))


def behind(node: Op) -> Box:
    """The differentials of an integral."""
    return line(_LINE.behind(node))


def _operator(node: Op) -> Box:
    return beside(front(node), draw(node.body), behind(node))


def derivative_front(node: Deriv) -> Box:
    """d/dx, or the whole of df(x)/dx."""
    if node.flat:
        return line(_LINE.derivative_front(node))
    return over(line(_LINE.above(node)), line(_LINE.below(node)))


def _derivative(node: Deriv) -> Box:
    shown = derivative_front(node)
    if node.inside:
        return shown
    touches = node.flat or isinstance(node.body, Frac)  # two lines that touch would be one
    return beside(shown, *([line(" ")] if touches else []), draw(node.body))


def _grid(node: Grid) -> Box:
    texts = [[_LINE.text(flat(cell)) for cell in row] for row in node.rows]
    widths = [max(cells(row[k]) for row in texts) for k in range(len(texts[0]))]
    rows = tuple(
        "  ".join(
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in texts
    )
    if len(rows) == 1:
        return line(_LINE.text(flat(node)))
    return bracketed(Box(rows, (len(rows) - 1) // 2), node.left, node.right)


def _cases(node: Cases) -> Box:
    if len(node.rows) == 1:
        return line(_LINE.text(flat(node)))
    pairs = [
        (_LINE.text(flat(value)), _LINE.when(None if when is None else flat(when)))
        for value, when in node.rows
    ]
    width = max(cells(value) for value, _ in pairs)
    rows = [value + " " * (width - cells(value)) + "  " + when for value, when in pairs]
    longest = max(map(cells, rows))
    filled = tuple(row + " " * (longest - cells(row)) for row in rows)
    return bracketed(Box(filled, (len(rows) - 1) // 2), "{", "")


_FORMS: Mapping[type[Node], Callable[[Any], Box]] = {
    Sum: _sum,
    Prod: lambda node: joined([draw(factor) for factor in node.factors], "·"),
    Frac: lambda node: over(draw(node.top), draw(node.bottom)),
    Root: _root,
    Script: lambda node: scripted(draw(node.base), node.sub, node.sup, node.mark),
    Fence: lambda node: bracketed(draw(node.body), node.left, node.right),
    Listed: lambda node: joined([draw(member) for member in node.members], f"{node.between} "),
    Call: _call,
    Post: lambda node: beside(draw(node.body), line(node.sign)),
    Op: _operator,
    Deriv: _derivative,
    Grid: _grid,
    Cases: _cases,
    Chain: lambda node: joined([draw(member) for member in node.members], f" {node.sign} "),
    Not: lambda node: beside(line("not "), draw(node.body)),
}
