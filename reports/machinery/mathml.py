"""The MathML of formulas: the tree of a formula as it is written, element by element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

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
    Name,
    Node,
    Not,
    Num,
    Op,
    Over,
    Post,
    Prod,
    Root,
    Script,
    Slash,
    Sum,
    Word,
)
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.symbols import SymbolTable
from softpot.reports.machinery.mathtags import atoms, fenced, mi, mn, mo, row, tag

APPLY, TIMES = "\u2061", "\u2062"
SPACE = '<mspace width="0.17em"></mspace>'
_ARROWS = ("⇔", "⇒")
_WORDS = ("and", "or", "xor")


def mathml(expression: sp.Basic, table: SymbolTable) -> str:
    """The expression as MathML, without the ``<math>`` around it; raises Unwritable."""
    return markup(write(expression, table))


def markup(node: Node) -> str:
    """The MathML of a piece of a formula, one element."""
    return _FORMS[type(node)](node)


def _sum(node: Sum) -> str:
    parts = []
    for place, (sign, term) in enumerate(node.terms):
        if place > 0:
            parts.append(mo(sign, form="infix"))
        elif sign != "+":
            parts.append(mo(sign, form="prefix"))
        parts.append(markup(term))
    return row(*parts)


def _product(node: Prod) -> str:
    parts = []
    for place, (factor, dot) in enumerate(zip(node.factors, node.dots, strict=True)):
        if place > 0:
            parts.append(mo("·" if dot else TIMES))
        parts.append(markup(factor))
    return row(*parts)


def _script(node: Script) -> str:
    base = markup(node.base)
    if node.sub is not None and node.sup is not None:
        return tag("msubsup", base + markup(node.sub) + markup(node.sup))
    if node.sub is not None:
        return tag("msub", base + markup(node.sub))
    return base if node.sup is None else tag("msup", base + markup(node.sup))


def commas(members: tuple[Node, ...], between: str = ",") -> str:
    """Members with commas between them."""
    return mo(between).join(markup(member) for member in members)


def _call(node: Call) -> str:
    if node.bare:
        return row(
            markup(node.head), mo(APPLY), *(markup(a) for group in node.groups for a in group)
        )
    inside = mo(";").join(commas(group) for group in node.groups)
    return row(markup(node.head), mo(APPLY), fenced(inside))


def front(node: Op) -> str:
    """The signs of ∫, ∑, ∏ or lim with what stands below and above them."""
    return "".join(_big(sign) for sign in node.signs)


def _big(big: Big) -> str:
    sign = mo("lim", movablelimits="false") if big.sign == "lim" else mo(big.sign)
    below = "" if big.below is None else markup(big.below)
    above = "" if big.above is None else markup(big.above)
    kinds = ("msubsup", "msub", "msup") if big.sign == "∫" else ("munderover", "munder", "mover")
    if below and above:
        return tag(kinds[0], sign + below + above)
    if below or above:
        return tag(kinds[1] if below else kinds[2], sign + (below or above))
    return sign


def behind(node: Op) -> str:
    """The differentials of an integral."""
    return "".join(
        SPACE + mi("d", upright=True) + markup(variable) for variable in node.differentials
    )


def _operator(node: Op) -> str:
    return tag("mrow", front(node) + markup(node.body) + behind(node))


def derivative_front(node: Deriv) -> str:
    """d/dx, or the whole of df/dx."""
    d = mo("∂", lspace="0", rspace="0") if node.d == "∂" else mi("d", upright=True)
    above = _counted(d, node.order)
    if node.inside:
        above = tag("mrow", above + markup(node.body))
    below = SPACE.join(
        tag("mrow", d + _counted(markup(variable), count)) for variable, count in node.by
    )
    if not node.flat:
        return tag("mfrac", above + (tag("mrow", below) if len(node.by) > 1 else below))
    slash = mo("/", lspace="0", rspace="0")
    return tag("mrow", above + slash + (fenced(below) if len(node.by) > 1 else below))


def _counted(base: str, count: Node) -> str:
    return base if count == Num("1") else tag("msup", base + markup(count))


def _derivative(node: Deriv) -> str:
    shown = derivative_front(node)
    return shown if node.inside else tag("mrow", shown + markup(node.body))


def _grid(node: Grid) -> str:
    rows = "".join(
        tag("mtr", "".join(tag("mtd", markup(cell)) for cell in cells)) for cells in node.rows
    )
    return fenced(tag("mtable", rows), node.left, node.right)


def _cases(node: Cases) -> str:
    rows = []
    for value, condition in node.rows:
        when = tag("mtext", "otherwise") if condition is None else (
            tag("mrow", tag("mtext", "for\u00a0") + markup(condition)))  # fmt: skip
        rows.append(tag("mtr", tag("mtd", markup(value)) + tag("mtd", when)))
    brace = mo("{", fence="true", form="prefix")
    return row(brace, tag("mtable", "".join(rows), columnalign="left"))


def chain_sign(sign: str) -> str:
    """The sign between the members of a relation or a statement."""
    if sign in _WORDS:
        return tag("mtext", f"\u00a0{sign}\u00a0")
    return mo(sign, lspace="0.6em", rspace="0.6em") if sign in _ARROWS else mo(sign)


def _slash(node: Slash) -> str:
    return row(markup(node.top), mo("/", lspace="0", rspace="0"), markup(node.bottom))


def _over(node: Over) -> str:
    return fenced(tag("mfrac", markup(node.top) + markup(node.bottom), linethickness="0"))


_FORMS: Mapping[type[Node], Callable[[Any], str]] = {
    Num: lambda node: mn(node.digits),
    Name: lambda node: atoms(node.atoms),
    Word: lambda node: tag("mtext", node.text),
    Sum: _sum,
    Prod: _product,
    Frac: lambda node: tag("mfrac", markup(node.top) + markup(node.bottom)),
    Slash: _slash,
    Root: lambda node: tag("msqrt", markup(node.body)),
    Script: _script,
    Fence: lambda node: fenced(markup(node.body), node.left, node.right),
    Listed: lambda node: tag("mrow", commas(node.members, node.between)),
    Call: _call,
    Post: lambda node: row(markup(node.body), mo(node.sign)),
    Over: _over,
    Op: _operator,
    Deriv: _derivative,
    Grid: _grid,
    Cases: _cases,
    Chain: lambda node: tag("mrow", chain_sign(node.sign).join(map(markup, node.members))),
    Not: lambda node: tag("mrow", tag("mtext", "not\u00a0") + markup(node.body)),
}
