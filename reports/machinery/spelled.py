"""A formula for terminals that show ASCII only: SymPy's own words for what has a sign of its own elsewhere.

Integral(f(x), (x, 0, oo)), Derivative(f(x), x), sqrt(x), conjugate(z), floor(x).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from softpot.derive.machinery.notation.functions import word
from softpot.derive.machinery.notation.shapes import call, fence, listed, rebuilt
from softpot.derive.machinery.notation.tree import (
    Chain,
    Deriv,
    Fence,
    Name,
    Node,
    Num,
    Op,
    Root,
    Script,
)

_WORDS = {"∫": "Integral", "∑": "Sum", "∏": "Product", "lim": "Limit"}
_FENCES = {"⌊": "floor", "⌈": "ceiling"}


def spelled(node: Node) -> Node:
    """The same, with words for signs."""
    again = rebuilt(node, spelled)
    rule = _SPELLED.get(type(again))
    return again if rule is None else rule(again)


def _operator(node: Op) -> Node:
    body = _bare(node.body)
    limits: list[Node] = []
    for place, sign in enumerate(reversed(node.signs)):
        above = [] if sign.above is None else [sign.above]
        if node.differentials:
            below = [] if sign.below is None else [sign.below]
            parts = [_bare(node.differentials[place]), *below, *above]
        else:
            below = (
                list(sign.below.members)
                if isinstance(sign.below, Chain)
                else [sign.below or Num("0")]
            )
            parts = [*below, *above]
        if sign.sign == "lim":
            limits += parts
        else:
            limits.append(parts[0] if len(parts) == 1 else fence(listed(parts)))
    return call(word(_WORDS[node.signs[0].sign]), [body, *limits])


def _bare(node: Node) -> Node:
    return node.body if isinstance(node, Fence) and node.left == "(" else node


def _derivative(node: Deriv) -> Node:
    by = [v if count == Num("1") else fence(listed([v, count])) for v, count in node.by]
    return call(word("Derivative"), [_bare(node.body), *by])


def _script(node: Script) -> Node:
    if node.mark and isinstance(node.sup, Name) and node.sup.plain.isalpha():
        return call(word(node.sup.plain), [_bare(node.base)])
    return node


def _fence(node: Fence) -> Node:
    return call(word(_FENCES[node.left]), [node.body]) if node.left in _FENCES else node


_SPELLED: Mapping[type[Node], Callable[[Any], Node]] = {
    Op: _operator,
    Deriv: _derivative,
    Root: lambda node: call(word("sqrt"), [node.body]),
    Script: _script,
    Fence: _fence,
}
