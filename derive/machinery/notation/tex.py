"""The LaTeX of a formula, for a document that loads amsmath and nothing else that draws mathematics."""

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

SIGNS = {
    "−": "-", "≠": r"\neq", "≤": r"\leq", "≥": r"\geq", "→": r"\to", "∈": r"\in", "⊆": r"\subseteq", "∪": r"\cup",
    "∩": r"\cap", "∖": r"\setminus", "×": r"\times", "⇔": r"\;\Longleftrightarrow\;", "⇒": r"\;\Longrightarrow\;",
    "and": r"\;\text{and}\;", "or": r"\;\text{or}\;", "xor": r"\;\text{xor}\;",
    "∫": r"\int", "∑": r"\sum", "∏": r"\prod", "lim": r"\lim", "·": r"\cdot",
}  # fmt: skip
BRACKETS = {
    "{": r"\{",
    "}": r"\}",
    "⌊": r"\lfloor ",
    "⌋": r"\rfloor ",
    "⌈": r"\lceil ",
    "⌉": r"\rceil ",
}
D = {"d": r"\mathrm{d}", "∂": r"\partial"}


def latex(expression: sp.Basic, table: SymbolTable) -> str:
    """The expression in LaTeX, without dollar signs; raises Unwritable."""
    return tex(write(expression, table))


def tex(node: Node) -> str:
    """The LaTeX of a piece of a formula."""
    return _FORMS[type(node)](node)


def _sum(node: Sum) -> str:
    return " ".join(_signed(sign, term, k) for k, (sign, term) in enumerate(node.terms))


def _product(node: Prod) -> str:
    parts = []
    for place, (factor, dot) in enumerate(zip(node.factors, node.dots, strict=True)):
        parts.append((r" \cdot " if dot else " " if place else "") + tex(factor))
    return "".join(parts)


def _call(node: Call) -> str:
    inside = "; ".join(", ".join(tex(a) for a in group) for group in node.groups)
    return (
        f"{tex(node.head)} {inside}" if node.bare else rf"{tex(node.head)}\!\left({inside}\right)"
    )


def _grid(node: Grid) -> str:
    kind = {"[": "bmatrix", "|": "vmatrix"}[node.left]
    lines = r" \\ ".join(" & ".join(tex(cell) for cell in row) for row in node.rows)
    return rf"\begin{{{kind}}}{lines}\end{{{kind}}}"


def _cases(node: Cases) -> str:
    lines = r" \\ ".join(f"{tex(value)} & {_when(condition)}" for value, condition in node.rows)
    return rf"\begin{{cases}}{lines}\end{{cases}}"


def _chain(node: Chain) -> str:
    return f" {SIGNS.get(node.sign, node.sign)} ".join(tex(member) for member in node.members)


def _signed(sign: str, term: Node, place: int) -> str:
    if place == 0:
        return tex(term) if sign == "+" else f"-{tex(term)}"
    return f"{SIGNS.get(sign, sign)} {tex(term)}"


def bracket(sign: str) -> str:
    """A bracket as LaTeX."""
    return BRACKETS.get(sign, sign)


def _script(node: Script) -> str:
    base = tex(node.base)
    below = "" if node.sub is None else f"_{{{tex(node.sub)}}}"
    above = "" if node.sup is None else f"^{{{tex(node.sup)}}}"
    return base + below + above


def _when(condition: Node | None) -> str:
    return r"\text{otherwise}" if condition is None else rf"\text{{for }} {tex(condition)}"


def front(node: Op) -> str:
    """The signs of ∫, ∑, ∏ or lim with what stands below and above them."""
    return " ".join(_big(sign) for sign in node.signs)


def _big(sign: Big) -> str:
    below = "" if sign.below is None else f"_{{{tex(sign.below)}}}"
    above = "" if sign.above is None else f"^{{{tex(sign.above)}}}"
    return SIGNS[sign.sign] + below + above


def behind(node: Op) -> str:
    """The differentials of an integral."""
    return "".join(rf"\, \mathrm{{d}}{tex(variable)}" for variable in node.differentials)


def derivative_front(node: Deriv) -> str:
    """d/dx, or the whole of df/dx, over a line or on the line."""
    above = D[node.d] + _count(node.order)
    below = r" \, ".join(
        f"{D[node.d]} {tex(variable)}{_count(count)}" for variable, count in node.by
    )
    if node.inside:
        above += " " + tex(node.body)
    if node.flat:
        return f"{above}/" + (rf"\left({below}\right)" if len(node.by) > 1 else below)
    return rf"\frac{{{above}}}{{{below}}}"


def _derivative(node: Deriv) -> str:
    shown = derivative_front(node)
    return shown if node.inside else f"{shown} {tex(node.body)}"


def _count(count: Node) -> str:
    return "" if count == Num("1") else f"^{{{tex(count)}}}"


_FORMS: Mapping[type[Node], Callable[[Any], str]] = {
    Num: lambda node: node.digits,
    Name: lambda node: node.latex,
    Word: lambda node: rf"\text{{{node.text}}}",
    Sum: _sum,
    Prod: _product,
    Frac: lambda node: rf"\frac{{{tex(node.top)}}}{{{tex(node.bottom)}}}",
    Slash: lambda node: f"{tex(node.top)}/{tex(node.bottom)}",
    Root: lambda node: rf"\sqrt{{{tex(node.body)}}}",
    Script: _script,
    Fence: lambda node: rf"\left{bracket(node.left)}{tex(node.body)}\right{bracket(node.right)}",
    Listed: lambda node: f"{node.between} ".join(tex(member) for member in node.members),
    Call: _call,
    Post: lambda node: f"{tex(node.body)}{node.sign}",
    Over: lambda node: rf"\binom{{{tex(node.top)}}}{{{tex(node.bottom)}}}",
    Op: lambda node: f"{front(node)} {tex(node.body)}{behind(node)}",
    Deriv: _derivative,
    Grid: _grid,
    Cases: _cases,
    Chain: _chain,
    Not: lambda node: rf"\text{{not}}\;{tex(node.body)}",
}
