"""Putting the pieces of a formula together, with the brackets that each of them needs.

Every bracket of every output comes from here. ``flat`` writes a formula without anything that stands over
something else, for exponents, limits and single lines of text; ``tidy`` does so for exponents and for fractions
that stand in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from softpot.derive.machinery.notation.tree import (
    Big,
    Call,
    Cases,
    Chain,
    Deriv,
    Fence,
    Frac,
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

PLUS, MINUS = "+", "−"
Term = tuple[str, Node]


def fence(node: Node, left: str = "(", right: str = ")") -> Fence:
    """The node between brackets."""
    return Fence(left, node, right)


def tight(node: Node, level: Level) -> Node:
    """The node, in parentheses unless it holds together at least as tightly as the level says."""
    return node if node.level >= level else fence(node)


def opens(node: Node) -> bool:
    """Whether the node acts on what follows it: ∑, lim, ∫, d/dx, so that it must stand last or in brackets."""
    if isinstance(node, Prod):
        return opens(node.factors[-1])
    return isinstance(node, Op) or (isinstance(node, Deriv) and not node.inside)


def endless(node: Node) -> bool:
    """Whether nothing marks where the node ends, as after ∑ a and lim a (∫ ends with its dx)."""
    if isinstance(node, Prod):
        return endless(node.factors[-1])
    return isinstance(node, Op) and not node.differentials


def total(terms: Sequence[Term]) -> Node:
    """A sum; one term with a plus sign is that term."""
    if len(terms) == 1 and terms[0][0] == PLUS:
        return terms[0][1]
    last = len(terms) - 1
    return Sum(
        tuple(
            (
                sign,
                fence(term)
                if term.level <= Level.SUM or (endless(term) and place < last)
                else term,
            )
            for place, (sign, term) in enumerate(terms)
        )
    )


def signed(term: Term) -> Node:
    """A term with its sign."""
    return total([term])


def product(factors: Sequence[Node], dots: Sequence[bool] = ()) -> Node:
    """Factors side by side. ``dots`` may ask for more signs between them than there must be."""
    if len(factors) == 1:
        return factors[0]
    flat_factors: list[Node] = []
    asked: list[bool] = []
    for place, factor in enumerate(factors):
        wanted = bool(dots) and dots[place]
        if isinstance(factor, Prod):
            flat_factors += factor.factors
            asked += [wanted, *factor.dots[1:]]
        else:
            flat_factors.append(factor)
            asked.append(wanted)
    last = len(flat_factors) - 1
    written = [
        fence(f) if f.level < Level.PRODUCT or (opens(f) and place < last) else f
        for place, f in enumerate(flat_factors)
    ]
    signs = [
        place > 0 and (asked[place] or needs_dot(written[place - 1], factor))
        for place, factor in enumerate(written)
    ]
    return Prod(tuple(written), tuple(signs))


def needs_dot(before: Node, factor: Node) -> bool:
    """Whether two factors side by side would be read as one number, or as a function and its argument."""
    if isinstance(factor, Frac):
        return ends_in_digit(before) and starts_with_digit(factor.top)
    if starts_with_digit(factor):
        return True
    return isinstance(before, Name) and before.like_function and starts_with_bracket(factor)


def starts_with_digit(node: Node) -> bool:
    """Whether the first thing written on the line is a digit."""
    if isinstance(node, Num):
        return True
    if isinstance(node, (Prod, Script, Post, Slash)):
        return starts_with_digit(node.parts[0])
    return False


def ends_in_digit(node: Node) -> bool:
    """Whether the last thing written on the line is a digit."""
    if isinstance(node, Num):
        return True
    if isinstance(node, Prod):
        return ends_in_digit(node.factors[-1])
    return isinstance(node, Frac) and isinstance(node.bottom, Num)


def starts_with_bracket(node: Node) -> bool:
    """Whether the first thing written on the line is an opening parenthesis."""
    if isinstance(node, Script):
        return starts_with_bracket(node.base)
    return isinstance(node, Over) or (isinstance(node, Fence) and node.left == "(")


def power(base: Node, exponent: Node) -> Node:
    """base^exponent; the exponent is written on the line."""
    return Script(tight(base, Level.ATOM), sup=flat(exponent))


def marked(base: Node, mark: Node) -> Node:
    """A base with a mark above: z*, Aᵀ."""
    return Script(tight(base, Level.ATOM), sup=mark, mark=True)


def slash(top: Node, bottom: Node) -> Node:
    """top/bottom on the line."""
    above = fence(top) if top.level < Level.PRODUCT or opens(top) else top
    return Slash(above, tight(bottom, Level.POWER))


def call(head: Node, *groups: Sequence[Node]) -> Call:
    """A function and its arguments."""
    many = sum(len(group) for group in groups) > 1
    return Call(head, tuple(tuple(_member(node, many) for node in group) for group in groups))


def listed(members: Sequence[Node], between: str = ",") -> Listed:
    """Members with commas between them."""
    return Listed(tuple(_member(node, len(members) > 1) for node in members), between)


def _member(node: Node, many: bool) -> Node:
    return fence(node) if many and node.level <= Level.CASES else node


def chain(members: Sequence[Node], sign: str, level: Level) -> Chain:
    """Members with a sign between them, each of which holds together more tightly than the chain."""
    return Chain(
        tuple(node if node.level > level else fence(node) for node in members), sign, level
    )


def acting(signs: Sequence[Big], body: Node, differentials: Sequence[Node] = ()) -> Op:
    """∫, ∑, ∏ or lim; what stands below and above them is written on the line."""
    written = tuple(
        Big(
            s.sign,
            None if s.below is None else flat(s.below),
            None if s.above is None else flat(s.above),
        )
        for s in signs
    )
    return Op(
        written, tight(body, Level.PRODUCT), tuple(tight(d, Level.ATOM) for d in differentials)
    )


def derivative(d: str, order: Node, body: Node, by: Sequence[tuple[Node, Node]]) -> Deriv:
    """A derivative: of a name or f(x) above the line; of a longer function, a fraction or a sum behind it."""
    inside = isinstance(body, (Name, Call)) and body.level == Level.ATOM and small(body)
    inside = inside and not stacked(body)
    behind = body if inside or _closed(body) else fence(body)
    names = tuple((tight(variable, Level.ATOM), flat(count)) for variable, count in by)
    return Deriv(d, flat(order), behind, names, inside)


Change = Callable[[Node], Node]


def rebuilt(node: Node, change: Change) -> Node:
    """The node with its pieces changed, and with the brackets that the new pieces need."""
    rule = _REBUILT.get(type(node))
    return node if rule is None else rule(node, change)


def _script_again(node: Script, change: Change) -> Node:
    below = None if node.sub is None else change(node.sub)
    above = None if node.sup is None else change(node.sup)
    return replace(node, base=tight(change(node.base), Level.ATOM), sub=below, sup=above)


def _call_again(node: Call, change: Change) -> Node:
    groups = [[change(argument) for argument in group] for group in node.groups]
    return replace(call(change(node.head), *groups), bare=node.bare)


def _operator_again(node: Op, change: Change) -> Node:
    return replace(acting(node.signs, change(node.body)), differentials=node.differentials)


def _derivative_again(node: Deriv, change: Change) -> Node:
    body = change(node.body)
    if not node.inside and not _closed(body):
        body = fence(body)
    return replace(node, body=body)


def _closed(body: Node) -> bool:
    """Whether a derivative can act on it without parentheses."""
    return isinstance(body, (Call, Frac)) or (isinstance(body, Fence) and body.left == "(")


def _grid_again(node: Grid, change: Change) -> Node:
    return replace(node, rows=tuple(tuple(map(change, row)) for row in node.rows))


def _cases_again(node: Cases, change: Change) -> Node:
    rows = ((change(v), None if when is None else change(when)) for v, when in node.rows)
    return Cases(tuple(rows))


def _chain_again(node: Chain, change: Change) -> Node:
    *first, last = (change(member) for member in node.members)
    again = chain([*first, last], node.sign, node.held)
    if node.members[-1].level == Level.CASES:  # the right side of f = { … needs no brackets
        again = replace(again, members=(*again.members[:-1], last))
    return again


_REBUILT: dict[type[Node], Callable[[Any, Change], Node]] = {
    Sum: lambda node, change: total([(sign, change(term)) for sign, term in node.terms]),
    Prod: lambda node, change: product([change(f) for f in node.factors], node.dots),
    Frac: lambda node, change: Frac(change(node.top), change(node.bottom)),
    Slash: lambda node, change: slash(change(node.top), change(node.bottom)),
    Root: lambda node, change: Root(change(node.body)),
    Script: _script_again,
    Fence: lambda node, change: replace(node, body=change(node.body)),
    Listed: lambda node, change: listed([change(m) for m in node.members], node.between),
    Call: _call_again,
    Post: lambda node, change: Post(tight(change(node.body), Level.ATOM), node.sign),
    Over: lambda node, change: Over(change(node.top), change(node.bottom)),
    Op: _operator_again,
    Deriv: _derivative_again,
    Grid: _grid_again,
    Cases: _cases_again,
    Chain: _chain_again,
    Not: lambda node, change: Not(change(node.body)),
}


def flat(node: Node) -> Node:
    """The same with fractions and derivatives on the line."""
    if isinstance(node, Prod) and _coefficient(node.factors[0]) and not opens(node):
        first, *others = node.factors  # ½ a (b + c) is a (b + c)/2 on the line
        assert isinstance(first, Frac)
        kept = others if first.top == Num("1") else [first.top, *others]
        return slash(
            flat(product(kept, [False] * (len(kept) - len(others)) + list(node.dots[1:]))),
            first.bottom,
        )
    again = rebuilt(node, flat)
    if isinstance(again, Frac):
        return slash(again.top, again.bottom)
    return replace(again, flat=True) if isinstance(again, Deriv) else again


def _coefficient(node: Node) -> bool:
    return isinstance(node, Frac) and isinstance(node.top, Num) and isinstance(node.bottom, Num)


DEEPEST = 2
"""How many fractions may stand in each other."""


def tidy(node: Node, depth: int = 0) -> Node:
    """The same with exponents on the line, and no fraction in a fraction where a small one can be on the line."""
    if isinstance(node, Frac) or (isinstance(node, Deriv) and node.inside and not node.flat):
        short = isinstance(node, Frac) and small(node)
        if depth >= DEEPEST or (depth > 0 and short):
            return flat(node)
        depth += 1
    elif isinstance(node, Deriv) and depth >= DEEPEST:
        return flat(node)
    elif isinstance(node, (Grid, Cases)):
        depth += 1
    return rebuilt(node, lambda part: tidy(part, depth))


def small(node: Node) -> bool:
    """Whether a piece is short enough to be read as a part of one line: t²/4, E/(k_B T), f(x)."""
    if isinstance(node, Frac) and isinstance(node.bottom, Num):
        return node.top.level >= Level.PRODUCT and not stacked(node.top)
    if isinstance(node, (Frac, Slash, Prod, Script, Root, Call)):
        return all(small(part) for part in node.parts)
    return isinstance(node, (Num, Name, Word))


def stacked(node: Node) -> bool:
    """Whether something in it stands over something else, or has signs with limits."""
    tall = isinstance(node, (Frac, Grid, Cases, Op, Over)) or (
        isinstance(node, Deriv) and not node.flat
    )
    return tall or any(map(stacked, node.parts))
