"""A formula on one line of text: 9·t²/32, √(a·b), ∫_0^∞ f(x) dx, [f(x)]_(x=1).

In plain ASCII the names of the code stand for symbols; ``spelled`` has put words for other signs before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from softpot.derive.machinery.notation.names import SUBSCRIPTS, SUPERSCRIPTS
from softpot.derive.machinery.notation.tree import (
    Big,
    Call,
    Cases,
    Chain,
    Deriv,
    Fence,
    Grid,
    Level,
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

_ASCII = {
    "⇔": "<=>", "⇒": "=>", "≠": "!=", "≤": "<=", "≥": ">=", "−": "-", "·": "*", "∈": "in", "⊆": "subset of",
    "∪": "union", "∩": "intersection", "∖": "minus", "×": "x", "→": "->",
}  # fmt: skip
HALVES = {("1", "2"): "½", ("1", "4"): "¼", ("3", "4"): "¾"}
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(frozen=True)
class LineText:
    """Writes a flat tree, without fractions, on one line."""

    unicode: bool = True

    def text(self, node: Node) -> str:
        """The text of a piece of a formula."""
        return _FORMS[type(node)](self, node)

    def sign(self, text: str) -> str:
        """A sign, as the terminal can show it."""
        return text if self.unicode else _ASCII.get(text, text)

    def name(self, node: Name) -> str:
        return node.text if self.unicode else node.plain

    def sum(self, node: Sum) -> str:
        shown = ""
        for place, (sign, term) in enumerate(node.terms):
            if place > 0:
                shown += f" {self.sign(sign)} "
            elif sign != "+":
                shown += self.sign(sign)
            shown += self.text(term)
        return shown

    def product(self, node: Prod) -> str:
        return self.sign("·").join(self.factor(factor) for factor in node.factors)

    def factor(self, node: Node) -> str:
        """A factor of a product, a half as ½."""
        if self.unicode and isinstance(node, Fence) and isinstance(node.body, Slash):
            parts = tuple(p.digits for p in node.body.parts if isinstance(p, Num))
            if parts in HALVES and node.left == "(":
                return HALVES[parts]
        return self.text(node)

    def root(self, node: Root) -> str:
        return "√" + self.tightly(node.body)

    def tightly(self, node: Node) -> str:
        """A number, a name or brackets as they are, anything else in parentheses."""
        bare = isinstance(node, (Num, Name)) and node.level == Level.ATOM
        return self.text(node) if bare or _parenthesised(node) else f"({self.text(node)})"

    def script(self, node: Script) -> str:
        return self.text(node.base) + self.scripts(node.sub, node.sup, node.mark)

    def scripts(self, sub: Node | None, sup: Node | None, mark: bool = False) -> str:
        """What hangs on a base: an index, then an exponent or a mark."""
        below = "" if sub is None else self.index(sub)
        if sup is None:
            return below
        if mark and isinstance(sup, Name):
            return below + self.name(sup)
        return below + self.exponent(sup)

    def exponent(self, node: Node) -> str:
        """², ⁻¹, ^n, ^(1/3)."""
        text = self.text(node)
        if self.unicode and isinstance(node, (Num, Sum)) and all(c in SUPERSCRIPTS for c in text):
            return "".join(SUPERSCRIPTS[c] for c in text)
        return "^" + self.short(node)

    def index(self, node: Node) -> str:
        """₁, _n, _(n + 1)."""
        if self.unicode and isinstance(node, Num) and node.digits.isdigit():
            return "".join(SUBSCRIPTS[c] for c in node.digits)
        return "_" + self.short(node)

    def short(self, node: Node) -> str:
        """A limit or an exponent: a number or a letter as it is, anything else in parentheses."""
        if isinstance(node, Num) or (isinstance(node, Name) and len(self.name(node)) == 1):
            return self.text(node)
        return self.text(node) if _parenthesised(node) else f"({self.close(node)})"

    def close(self, node: Node) -> str:
        """A relation without spaces: k=1, x→0."""
        if isinstance(node, Chain) and node.held is Level.RELATION:
            return self.sign(node.sign).join(self.text(member) for member in node.members)
        if isinstance(node, Listed):
            return ", ".join(self.close(member) for member in node.members)
        return self.text(node)

    def fence(self, node: Fence) -> str:
        return f"{node.left}{self.text(node.body)}{node.right}"

    def call(self, node: Call) -> str:
        inside = "; ".join(", ".join(self.text(a) for a in group) for group in node.groups)
        return self.text(node.head) + (inside if node.bare else f"({inside})")

    def operator(self, node: Op) -> str:
        return f"{self.front(node)} {self.text(node.body)}{self.behind(node)}"

    def front(self, node: Op) -> str:
        """The signs of ∫, ∑, ∏ or lim with their limits."""
        return " ".join(self.big(sign) for sign in node.signs)

    def big(self, sign: Big) -> str:
        below = "" if sign.below is None else "_" + self.short(sign.below)
        above = "" if sign.above is None else "^" + self.short(sign.above)
        return sign.sign + below + above

    def behind(self, node: Op) -> str:
        """The differentials of an integral."""
        return "".join(f" d{self.text(variable)}" for variable in node.differentials)

    def derivative(self, node: Deriv) -> str:
        shown = self.derivative_front(node)
        return shown if node.inside else f"{shown} {self.text(node.body)}"

    def derivative_front(self, node: Deriv) -> str:
        """d/dx, or the whole of df(x)/dx."""
        below = self.below(node)
        above = self.above(node)
        return f"{above}/({below})" if len(node.by) > 1 else f"{above}/{below}"

    def above(self, node: Deriv) -> str:
        """What stands above the line of a derivative."""
        d = node.d + self.count(node.order)
        if not node.inside:
            return d
        parted = " " if "^" in d else ""  # d^n f(x), not d^(nf(x))
        return d + parted + self.text(node.body)

    def below(self, node: Deriv) -> str:
        """What stands below the line of a derivative."""
        return " ".join(f"{node.d}{self.text(v)}{self.count(count)}" for v, count in node.by)

    def count(self, node: Node) -> str:
        return "" if node == Num("1") else self.exponent(node)

    def grid(self, node: Grid) -> str:
        rows = "; ".join(", ".join(self.text(cell) for cell in row) for row in node.rows)
        if len(node.rows) == 1 and node.left == "[":
            rows += ";"  # a row of a matrix, and neither an interval nor brackets
        return f"[{rows}]" if node.left == "[" else f"det[{rows}]"

    def cases(self, node: Cases) -> str:
        return "{" + "; ".join(f"{self.text(v)} {self.when(c)}" for v, c in node.rows) + "}"

    def when(self, condition: Node | None) -> str:
        """Under which condition a value is the one."""
        return "otherwise" if condition is None else f"for {self.text(condition)}"

    def chain(self, node: Chain) -> str:
        return f" {self.sign(node.sign)} ".join(self.text(member) for member in node.members)


def _parenthesised(node: Node) -> bool:
    return isinstance(node, Fence) and node.left == "("


_FORMS: Mapping[type[Node], Callable[[LineText, Any], str]] = {
    Num: lambda line, node: node.digits,
    Name: LineText.name,
    Word: lambda line, node: node.text,
    Sum: LineText.sum,
    Prod: LineText.product,
    Slash: lambda line, node: f"{line.text(node.top)}/{line.text(node.bottom)}",
    Root: LineText.root,
    Script: LineText.script,
    Fence: LineText.fence,
    Listed: lambda line, node: f"{node.between} ".join(line.text(m) for m in node.members),
    Call: LineText.call,
    Post: lambda line, node: line.text(node.body) + node.sign,
    Over: lambda line, node: f"binomial({line.text(node.top)}, {line.text(node.bottom)})",
    Op: LineText.operator,
    Deriv: LineText.derivative,
    Grid: LineText.grid,
    Cases: LineText.cases,
    Chain: LineText.chain,
    Not: lambda line, node: f"not {line.text(node.body)}",
}
