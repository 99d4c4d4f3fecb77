"""How relations, statements, sets and tuples are written.

An equation whose sides are statements ("N = 2" equals "η < 0") is written as an equivalence. The members of
"and" and "or" stand in an order that does not change from run to run, plain relations first.
"""

from __future__ import annotations

import sympy as sp
from sympy.core.sorting import default_sort_key
from sympy.logic.boolalg import Boolean, BooleanFunction

from softpot.derive.machinery.notation.names import Atom
from softpot.derive.machinery.notation.rules import Rule, Rules, Writes
from softpot.derive.machinery.notation.shapes import chain, fence, listed
from softpot.derive.machinery.notation.tree import Cases, Fence, Level, Name, Node, Not, Word

ARROW = "⇔"
RELATIONS = {
    "Equality": "=", "Unequality": "≠", "StrictLessThan": "<", "LessThan": "≤",
    "StrictGreaterThan": ">", "GreaterThan": "≥",
}  # fmt: skip


def relates_statements(e: sp.Basic) -> bool:
    """Whether an equation has statements for sides, so that it reads as an equivalence."""
    return isinstance(e, sp.Eq) and any(
        isinstance(side, Boolean) and not isinstance(side, sp.Symbol) for side in e.args
    )


def _relation(w: Writes, e: sp.core.relational.Relational) -> Node:
    if relates_statements(e):
        return chain([w.node(side) for side in e.args], ARROW, Level.ARROW)
    left, right = (w.node(side) for side in e.args)
    if right.level == Level.CASES:  # f = { …: nothing follows the brace
        shown = chain([left, fence(right)], RELATIONS[type(e).__name__], Level.RELATION)
        return type(shown)((shown.members[0], right), shown.sign, shown.held)
    return chain([left, right], RELATIONS[type(e).__name__], Level.RELATION)


def _in_order(e: sp.Basic) -> list[sp.Basic]:
    if isinstance(e, sp.Implies):
        return list(e.args)
    return sorted(e.args, key=lambda arg: (isinstance(arg, BooleanFunction), default_sort_key(arg)))


def _connected(sign: str, level: Level) -> Rule:
    def rule(w: Writes, e: sp.Basic) -> Node:
        members = [w.node(arg) for arg in _in_order(e)]
        if level is Level.ARROW:
            return chain(members, sign, level)
        # "p and (q or r)": connectives in a connective always have brackets
        wrapped = [
            fence(node)
            if isinstance(arg, BooleanFunction) and not isinstance(arg, sp.Not)
            else node
            for arg, node in zip(_in_order(e), members, strict=True)
        ]
        return chain(wrapped, sign, level)

    return rule


def _piecewise(w: Writes, e: sp.Piecewise) -> Node:
    return Cases(
        tuple(
            (w.node(value), None if condition is sp.true else w.node(condition))
            for value, condition in e.args
        )
    )


def _tuple(w: Writes, e: sp.Tuple) -> Node:
    return fence(listed([w.node(member) for member in e.args]))


def _finite_set(w: Writes, e: sp.FiniteSet) -> Node:
    members = sorted(e.args, key=default_sort_key)
    return Fence("{", listed([w.node(member) for member in members]), "}")


def _interval(w: Writes, e: sp.Interval) -> Node:
    left, right = "(" if e.left_open else "[", ")" if e.right_open else "]"
    return Fence(left, listed([w.node(e.start), w.node(e.end)]), right)


def _contains(w: Writes, e: sp.Contains) -> Node:
    return chain([w.node(arg) for arg in e.args], "∈", Level.RELATION)


def _subset(w: Writes, e: sp.Basic) -> Node:
    return chain([w.node(arg) for arg in e.args], "⊆", Level.RELATION)


def _set_operation(sign: str) -> Rule:
    def rule(w: Writes, e: sp.Basic) -> Node:
        ordered = e.args if sign in ("∖", "×") else sorted(e.args, key=default_sort_key)
        return chain([w.node(arg) for arg in ordered], sign, Level.SET)

    return rule


def _known_set(letter: str, shown: str, index: str = "") -> Rule:
    """ℝ and its like. In LaTeX they are bold: the blackboard letters need a package that some TeX lack."""
    below = f"_{{{index}}}" if index else ""
    text = shown + {"0": "₀"}.get(index, "")
    atoms = (Atom(shown, upright=True, sub=(Atom(index, upright=True),) if index else ()),)
    return lambda w, e: Name(rf"\mathbf{{{letter}}}{below}", atoms, text, type(e).__name__)


RULES: Rules = {
    "Relational": _relation,
    "And": _connected("and", Level.AND),
    "Or": _connected("or", Level.OR),
    "Xor": _connected("xor", Level.OR),
    "Equivalent": _connected(ARROW, Level.ARROW),
    "Implies": _connected("⇒", Level.ARROW),
    "Not": lambda w, e: Not(fence(w.node(e.args[0]))),
    "BooleanTrue": lambda w, e: Word("true"),
    "BooleanFalse": lambda w, e: Word("false"),
    "Piecewise": _piecewise,
    "Tuple": _tuple,
    "FiniteSet": _finite_set,
    "Interval": _interval,
    "Contains": _contains,
    "Subset": _subset,
    "Union": _set_operation("∪"),
    "Intersection": _set_operation("∩"),
    "Complement": _set_operation("∖"),
    "ProductSet": _set_operation("×"),
    "EmptySet": lambda w, e: Name(r"\emptyset", (Atom("∅", upright=True),), "∅", "EmptySet"),
    "Reals": _known_set("R", "ℝ"),
    "Integers": _known_set("Z", "ℤ"),
    "Rationals": _known_set("Q", "ℚ"),
    "Naturals": _known_set("N", "ℕ"),
    "Naturals0": _known_set("N", "ℕ", "0"),
    "Complexes": _known_set("C", "ℂ"),
}
