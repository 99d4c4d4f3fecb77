"""Breaking a long formula into lines, once for every output.

``lay_out`` cuts where a person would: at the relation sign, between the terms of a sum, the members of a
list or of "and", inside brackets, between the factors of a product. A line is a sequence of pieces, parts of the
formula's tree and signs, which stand one behind the other as they do in the unbroken formula: a bracket that is
opened on one line is closed on another, and none is left out. What cannot be cut stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from softpot.derive.machinery.notation.shapes import fence, power, product
from softpot.derive.machinery.notation.tree import (
    Call,
    Chain,
    Deriv,
    Fence,
    Frac,
    Level,
    Listed,
    Node,
    Not,
    Num,
    Op,
    Prod,
    Root,
    Script,
    Slash,
    Sum,
)


@dataclass(frozen=True)
class Sign:
    """A sign between parts.

    ``kind``: "relation", "arrow", "word", "binary", "prefix", "times" (nothing or a dot between factors, a cross
    where it begins a line), "comma", "separator" (a comma between equations), "slash".
    """

    text: str
    kind: str


@dataclass(frozen=True)
class Open:
    """A bracket that is closed later; ``applies``: it opens the arguments of a function."""

    text: str
    applies: bool = False


@dataclass(frozen=True)
class Close:
    """A bracket that was opened earlier, with what hangs on it: )², ]_{x=1}."""

    text: str
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True)
class Front:
    """The signs of an ∫, ∑, ∏ or lim, or a d/dx, without what they act on."""

    node: Op | Deriv


@dataclass(frozen=True)
class Behind:
    """The differentials of an integral."""

    node: Op


Piece: TypeAlias = Node | Sign | Open | Close | Front | Behind
Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True)
class Line:
    """One line: how deep it is indented, and its pieces in order."""

    indent: int
    pieces: Pieces


Measure = Callable[[Line], float]
Unit: TypeAlias = tuple[Sign | None, Node]

COMMA, SEMICOLON = Sign(",", "comma"), Sign(";", "comma")
NEXT = Sign(",", "separator")
TIMES = Sign("·", "times")
SHORT = 0.4  # of the limit: what may stand before the first cut of a line


def lay_out(node: Node, measure: Measure, limit: float) -> tuple[Line, ...]:
    """The lines of a formula, each of them at most ``limit`` wide where it can be cut that far.

    An equation of two lists of one length is an equation for each pair of members; 1 = 1 is left out.
    """
    layout = _Layout(measure, limit)
    pairs = _pairs(node)
    if pairs:
        units: list[Unit] = [(NEXT if k else None, pair) for k, pair in enumerate(pairs)]
        return tuple(layout.packed((), units, (), 0, step=0))
    return tuple(layout.lines((), node, (), 0))


def equations(node: Node) -> tuple[Node, ...]:
    """An equation of two lists of one length as equations of their members, 1 = 1 left out; else the formula itself."""
    return tuple(_pairs(node)) or (node,)


def _pairs(node: Node) -> list[Node]:
    if not (isinstance(node, Chain) and node.sign == "=" and len(node.members) == 2):
        return []
    sides = [
        m.body.members for m in node.members if isinstance(m, Fence) and isinstance(m.body, Listed)
    ]
    if len(sides) != 2 or len(sides[0]) != len(sides[1]):
        return []
    pairs = [Chain((a, b), "=", Level.RELATION) for a, b in zip(*sides, strict=True)]
    pairs = [pair for pair in pairs if pair.members[0] != pair.members[1]] or pairs[:1]  # no 1 = 1
    readable = all(m.level > Level.RELATION for pair in pairs for m in pair.members)
    return list(pairs) if readable else [_equivalence(pair) for pair in pairs]


def _equivalence(pair: Chain) -> Node:
    if all(m.level > Level.RELATION for m in pair.members):
        return pair
    if any(m.level <= Level.ARROW for m in pair.members):
        return Chain(tuple(fence(m) for m in pair.members), pair.sign, pair.held)
    return Chain(pair.members, "⇔", Level.ARROW)


@dataclass(frozen=True)
class _Layout:
    measure: Measure
    limit: float

    def fits(self, line: Line) -> bool:
        return self.measure(line) <= self.limit

    def short(self, pieces: Pieces, indent: int) -> bool:
        return self.measure(Line(indent, pieces)) <= SHORT * self.limit

    def lines(self, before: Pieces, node: Node, after: Pieces, indent: int) -> list[Line]:
        """Lines for a part with pieces directly before and after it."""
        whole = Line(indent, (*before, node, *after))
        cut = _CUTS.get(type(node))
        if cut is None or self.fits(whole):
            return [whole]
        found = cut(self, before, node, after, indent)
        return [whole] if found is None else found

    def packed(
        self, before: Pieces, units: Sequence[Unit], after: Pieces, indent: int, step: int = 1
    ) -> list[Line]:
        """Units, each with the sign before it, as many on a line as fit."""
        found: list[Line] = []
        line = Line(indent, before)
        filled = False
        for place, (given, unit) in enumerate(units):
            sign, last = given, place == len(units) - 1
            signed: Pieces = (unit,) if sign is None else (sign, unit)
            longer = replace(line, pieces=(*line.pieces, *signed, *(after if last else ())))
            if self.fits(longer):
                line, filled = longer, True
                continue
            if filled:
                if sign is not None and sign.kind in ("comma", "separator"):
                    # a comma ends its line, any other sign begins the next one
                    ending = sign if sign.kind == "comma" else COMMA
                    line, sign = replace(line, pieces=(*line.pieces, ending)), None
                found.append(line)
                line = Line(indent + step, ())
            opened = line.pieces if sign is None else (*line.pieces, sign)
            broken = self.lines(opened, unit, after if last else (), line.indent)
            found += broken[:-1]
            line, filled = broken[-1], True
        return [*found, line]

    # how each kind of part is cut; None where it cannot be

    def chain(self, before: Pieces, node: Chain, after: Pieces, indent: int) -> list[Line]:
        kind = "word" if node.sign in ("and", "or", "xor") else "relation"
        sign = Sign(node.sign, "arrow" if node.sign in ("⇔", "⇒") else kind)
        first, *others = node.members
        if node.held is Level.SET:
            units: list[Unit] = [(None, first), *((Sign(node.sign, "binary"), m) for m in others)]
            return self.packed(before, units, after, indent)
        if kind == "relation" and len(others) == 1 and self.short((*before, first, sign), indent):
            return self.lines((*before, first, sign), others[0], after, indent)
        found = self.lines(before, first, (), indent)
        for place, member in enumerate(others, start=1):
            last = place == len(others)
            found += self.lines((sign,), member, after if last else (), indent + 1)
        return found

    def sum(self, before: Pieces, node: Sum, after: Pieces, indent: int) -> list[Line]:
        units: list[Unit] = []
        for place, (sign, term) in enumerate(node.terms):
            if place == 0:
                units.append((None if sign == "+" else Sign(sign, "prefix"), term))
            else:
                units.append((Sign(sign, "binary"), term))
        return self.packed(before, units, after, indent)

    def product(self, before: Pieces, node: Prod, after: Pieces, indent: int) -> list[Line]:
        """The longest factor is cut, if what stands before it is short; else the factors share lines."""
        sizes = [self.measure(Line(0, (factor,))) for factor in node.factors]
        place = sizes.index(max(sizes))
        longest = node.factors[place]
        first, last = node.factors[:place], node.factors[place + 1 :]
        lead: Pieces = ()
        if first:
            lead = (product(first, node.dots[:place]), _times(node, place))
        rest: Pieces = ()
        if last:
            rest = (_times(node, place + 1), product(last, node.dots[place + 1 :]))
        if type(longest) in _CUTS and self.short((*before, *lead), indent) and self.short(rest, 0):
            return self.lines((*before, *lead), longest, (*rest, *after), indent)
        units: list[Unit] = [
            (_times(node, k) if k else None, factor) for k, factor in enumerate(node.factors)
        ]
        return self.packed(before, units, after, indent)

    def fraction(self, before: Pieces, node: Frac, after: Pieces, indent: int) -> list[Line]:
        """1/d ( … ) for a long numerator, ( … ) ( … )^{-1} for a long denominator."""
        factors = list(node.top.factors) if isinstance(node.top, Prod) else [node.top]
        inverse = Sum((("−", Num("1")),))
        if not self.short((*before, node.bottom), indent):
            lead = [power(fence(node.bottom), inverse)]
            return self.lines(
                before, product([*([] if node.top == Num("1") else factors), *lead]), after, indent
            )
        if isinstance(factors[0], Num):
            lead = [Frac(factors.pop(0), node.bottom)]
        else:
            lead = [Frac(Num("1"), node.bottom)]
        if not factors:
            return [Line(indent, (*before, node, *after))]
        return self.lines(before, product([*lead, *factors]), after, indent)

    def slash(self, before: Pieces, node: Slash, after: Pieces, indent: int) -> list[Line]:
        sign = Sign("/", "slash")
        if self.short((sign, node.bottom), 0):
            return self.lines(before, node.top, (sign, node.bottom, *after), indent)
        if self.short((*before, node.top, sign), indent):
            return self.lines((*before, node.top, sign), node.bottom, after, indent)
        found = self.lines(before, node.top, (), indent)
        return [*found, *self.lines((sign,), node.bottom, after, indent + 1)]

    def root(self, before: Pieces, node: Root, after: Pieces, indent: int) -> list[Line]:
        return self.lines(before, power(fence(node.body), Slash(Num("1"), Num("2"))), after, indent)

    def fence(self, before: Pieces, node: Fence, after: Pieces, indent: int) -> list[Line] | None:
        return self.between(before, node, Close(node.right), after, indent)

    def script(self, before: Pieces, node: Script, after: Pieces, indent: int) -> list[Line] | None:
        if isinstance(node.base, Fence):
            close = Close(node.base.right, node.sub, node.sup)
            return self.between(before, node.base, close, after, indent)
        if isinstance(node.base, Call) and not node.base.bare:
            return self.arguments(before, node.base, Close(")", node.sub, node.sup), after, indent)
        return None

    def between(
        self, before: Pieces, node: Fence, close: Close, after: Pieces, indent: int
    ) -> list[Line] | None:
        if node.left == "|":  # the next bar would close it
            return None
        return self.lines((*before, Open(node.left)), node.body, (close, *after), indent)

    def call(self, before: Pieces, node: Call, after: Pieces, indent: int) -> list[Line] | None:
        return None if node.bare else self.arguments(before, node, Close(")"), after, indent)

    def arguments(
        self, before: Pieces, node: Call, close: Close, after: Pieces, indent: int
    ) -> list[Line] | None:
        units: list[Unit] = []
        for group in node.groups:
            for place, argument in enumerate(group):
                sign = None if not units else COMMA if place else SEMICOLON
                units.append((sign, argument))
        if not units or any(not group for group in node.groups):
            return None
        opened = (*before, node.head, Open("(", applies=True))
        return self.packed(opened, units, (close, *after), indent)

    def operator(self, before: Pieces, node: Op, after: Pieces, indent: int) -> list[Line]:
        behind: Pieces = (Behind(node),) if node.differentials else ()
        return self.lines((*before, Front(node)), node.body, (*behind, *after), indent)

    def derivative(
        self, before: Pieces, node: Deriv, after: Pieces, indent: int
    ) -> list[Line] | None:
        if node.inside:
            return None
        body = fence(node.body) if isinstance(node.body, Frac) else node.body
        return self.lines((*before, Front(node)), body, after, indent)

    def listed(self, before: Pieces, node: Listed, after: Pieces, indent: int) -> list[Line]:
        comma = Sign(node.between, "comma")
        units: list[Unit] = [
            (comma if k else None, member) for k, member in enumerate(node.members)
        ]
        return self.packed(before, units, after, indent)

    def negation(self, before: Pieces, node: Not, after: Pieces, indent: int) -> list[Line]:
        return self.lines((*before, Sign("not", "prefix")), node.body, after, indent)


def _times(node: Prod, place: int) -> Sign:
    return TIMES if node.dots[place] else Sign("", "times")


_CUTS: dict[type[Node], Callable[[_Layout, Pieces, Any, Pieces, int], list[Line] | None]] = {
    Chain: _Layout.chain,
    Sum: _Layout.sum,
    Prod: _Layout.product,
    Frac: _Layout.fraction,
    Slash: _Layout.slash,
    Root: _Layout.root,
    Fence: _Layout.fence,
    Script: _Layout.script,
    Call: _Layout.call,
    Op: _Layout.operator,
    Deriv: _Layout.derivative,
    Listed: _Layout.listed,
    Not: _Layout.negation,
}
