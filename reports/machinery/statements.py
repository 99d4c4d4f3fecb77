"""How relations and connectives are read: signs, order, and where brackets are needed.

The three printers (terminal, LaTeX, MathML) share these rules, so that one statement reads the same in each.
"""

from __future__ import annotations

import sympy as sp
from sympy.core.sorting import default_sort_key
from sympy.logic.boolalg import Boolean, BooleanFunction

ARROW = "⇔"
RELATIONS = {
    "Equality": "=", "Unequality": "≠", "StrictLessThan": "<", "LessThan": "≤",
    "StrictGreaterThan": ">", "GreaterThan": "≥",
}  # fmt: skip
CONNECTIVES = {"And": "and", "Or": "or", "Equivalent": ARROW, "Implies": "⇒", "Xor": "xor"}


def connected_order(e: sp.Basic) -> list[sp.Basic]:
    """The members of a connective in an order that does not change from run to run.

    SymPy keeps them as a set. Plain relations come before nested connectives: "N = 2 ⇔ (… and …)".
    """
    if isinstance(e, sp.Implies):
        return list(e.args)
    return sorted(e.args, key=lambda arg: (isinstance(arg, BooleanFunction), default_sort_key(arg)))


def needs_brackets(arg: sp.Basic, whole: sp.Basic) -> bool:
    """Whether a member of a connective is a connective that could be misread: "and" within "or" is.

    An equivalence binds loosest, so what stands in it needs none, unless it is one itself.
    """
    if not isinstance(arg, BooleanFunction) or isinstance(arg, sp.Not):
        return False
    if isinstance(whole, (sp.Equivalent, sp.Implies)):
        return isinstance(arg, (sp.Equivalent, sp.Implies))
    return True


def relates_statements(e: sp.Basic) -> bool:
    """Whether an equation has statements for sides ("N = 2" equals "η < 0"): it reads as an equivalence."""
    return isinstance(e, sp.Eq) and any(
        isinstance(side, Boolean) and not isinstance(side, sp.Symbol) for side in e.args
    )


def positive_first(terms: list[sp.Expr]) -> list[sp.Expr]:
    """The terms of a sum, the first positive one moved to the front: 9t² − 32η, not −32η + 9t²."""
    for place, term in enumerate(terms):
        if not term.could_extract_minus_sign():
            return [term, *terms[:place], *terms[place + 1 :]]
    return terms


def in_line(exponent: sp.Basic) -> bool:
    """Whether an exponent is too tall or too long for a superscript: exp(…) reads better."""
    return bool(sp.denom(exponent) != 1 or exponent.is_Add or len(exponent.args) > 3)
