"""A number of many decimals, cut for people: 1.8944101364774834… is 1.89441013…, its digits all true, none rounded.

What is cut can be had whole: the supplement prints it, and ``softpot show``.
"""

from __future__ import annotations

from softpot.derive.machinery.notation.shapes import rebuilt
from softpot.derive.machinery.notation.tree import Node, Num

DIGITS = 9
"""Digits of a number that an article prints."""
LONG = 15
"""A number of no more digits than this is printed whole."""


def cut(node: Node, digits: int = DIGITS) -> Node:
    """The formula with the decimals of long numbers cut; whole numbers and short ones are left alone.

    >>> cut(Num("1.8944101364774834876"))
    Num(digits='1.89441013…')
    >>> cut(Num("0.125")), cut(Num("12345678901234567890"))
    (Num(digits='0.125'), Num(digits='12345678901234567890'))
    """
    if isinstance(node, Num):
        whole, point, decimals = node.digits.partition(".")
        zeros = 0 if whole.strip("0") else len(decimals) - len(decimals.lstrip("0"))
        kept = max(digits - len(whole.lstrip("0")), 1) + zeros
        if not point or len(whole + decimals) <= LONG:
            return node
        return Num(f"{whole}.{decimals[:kept]}…")
    return rebuilt(node, lambda part: cut(part, digits))
