"""A formula for terminals that show ASCII only: SymPy's own words for what has a sign of its own elsewhere.

Integral(f(x), (x, 0, oo)), Derivative(f(x), x), sqrt(x), conjugate(z), floor(x).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from softpot.derive.machinery.notation.functions import word
from softpot.derive.machinery.notation.shapes import call, fence, listed, rebuilt
from softpot.derive.machinery.notation.tree import (
    Big,
    Call,
    Chain,
    Deriv,
    Fence,
    Listed,
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
    again = _ends(rebuilt(node, spelled))
    rule = _SPELLED.get(type(again))
    return again if rule is None else rule(again)


def _ends(node: Node) -> Node:
    """What stands below and above ∫, ∑, ∏, lim and d, which has no place in brackets, with words for signs, too."""
    if isinstance(node, Op):
        signs = (Big(s.sign, _maybe(s.below), _maybe(s.above)) for s in node.signs)
        return replace(
            node, signs=tuple(signs), differentials=tuple(map(spelled, node.differentials))
        )
    if isinstance(node, Deriv):
        return replace(node, by=tuple((spelled(v), spelled(count)) for v, count in node.by))
    return node


def _maybe(node: Node | None) -> Node | None:
    return None if node is None else spelled(node)


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
    # SymPy's order: the variable that stands last below the line comes first
    pairs = [(_bare(variable), count) for variable, count in reversed(node.by)]
    by = [v if count == Num("1") else fence(listed([v, count])) for v, count in pairs]
    return call(word("Derivative"), [_bare(node.body), *by])


def _script(node: Script) -> Node:
    if node.mark and isinstance(node.sup, Name) and node.sup.plain.isalpha():
        return call(word(node.sup.plain), [_bare(node.base)])
    if isinstance(node.base, Fence) and node.base.left == "[" and isinstance(node.sub, Listed):
        pairs = [member for member in node.sub.members if isinstance(member, Chain)]
        put = [[_bare(pair.members[k]) for pair in pairs] for k in (0, 1)]
        return call(word("Subs"), [node.base.body, *(_tuple(members) for members in put)])
    if node.mark and isinstance(node.base, Name) and isinstance(node.sub, Listed):
        return call(word(node.base.plain), node.sub.members)
    return node


def _tuple(members: list[Node]) -> Node:
    return members[0] if len(members) == 1 else fence(listed(members))


def _call(node: Call) -> Node:
    """J_n(x) is besselj(n, x), and so are all whose index is an argument."""
    head = node.head
    if not isinstance(head, Script) or not head.mark or not isinstance(head.base, Name):
        return node
    raised = head.sup.body if isinstance(head.sup, Fence) else None
    parameters = (
        raised.members if isinstance(raised, Listed) else () if raised is None else (raised,)
    )
    if head.base.plain.startswith("hankel"):
        parameters = ()
    indices = () if head.sub is None else (head.sub,)
    arguments = (argument for group in node.groups for argument in group)
    return call(word(head.base.plain), [*indices, *parameters, *arguments])


def _fence(node: Fence) -> Node:
    return call(word(_FENCES[node.left]), [node.body]) if node.left in _FENCES else node


_SPELLED: Mapping[type[Node], Callable[[Any], Node]] = {
    Op: _operator,
    Deriv: _derivative,
    Root: lambda node: call(word("sqrt"), [node.body]),
    Script: _script,
    Fence: _fence,
    Call: _call,
}
