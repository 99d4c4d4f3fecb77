"""From a SymPy expression and a theory's symbols to the tree of a formula as it is written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import sympy as sp
from sympy.core.function import UndefinedFunction
from sympy.printing.conventions import split_super_sub
from sympy.printing.latex import translate

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation import arithmetic, calculus, functions, matrices, statements
from softpot.derive.machinery.notation.names import Atom, parse
from softpot.derive.machinery.notation.rules import Rules, named
from softpot.derive.machinery.notation.shapes import PLUS, Term, tidy
from softpot.derive.machinery.notation.tree import Name, Node, Sum
from softpot.derive.machinery.symbols import SymbolTable

RULES: Rules = {
    **functions.RULES,
    **arithmetic.RULES,
    **calculus.RULES,
    **statements.RULES,
    **matrices.RULES,
}
"""How each kind of expression is written, by the name of its class or of the nearest class that it is made of."""


MOST_KEPT = 10_000
"""Formulas that a table keeps as they are written."""


def write(expression: sp.Basic, table: SymbolTable) -> Node:
    """The formula as it is written; raises Unwritable for what terminal, LaTeX and HTML have no form for.

    A report shows a formula in several places and languages, so the table keeps what was written with its names.
    """
    if not isinstance(expression, sp.Basic):  # a matrix that can change
        return tidy(Writer(table).node(expression))
    kept: dict[sp.Basic, Node] = vars(table).setdefault("_written", {})
    node = kept.get(expression)
    if node is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        node = kept[expression] = tidy(Writer(table).node(expression))
    return node


class Writer:
    """Writes expressions with the names of a symbol table."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self._shown: dict[tuple[str, str], object] = {}
        looks = vars(table).get("_function_looks")
        if looks is None:
            looks = {parse(table[n].latex) for n in table if table[n].function}
            vars(table)["_function_looks"] = looks
        self._function_looks: set[tuple[Atom, ...]] = looks
        self._function_letters = {atoms[0].text for atoms in self._function_looks}

    def node(self, e: sp.Basic) -> Node:
        """An expression."""
        if isinstance(e, sp.Symbol):
            return self._symbol(e)
        if isinstance(e, UndefinedFunction):
            return self._name(str(e), e, "function")
        for kind in type(e).__mro__:
            rule = RULES.get(kind.__name__)
            if rule is not None:
                return rule(self, e)
        raise Unwritable(f"no output has a form for {type(e).__name__}: {e}")

    def term(self, e: sp.Basic) -> Term:
        """A term of a sum: its sign, and what stands behind the sign."""
        if isinstance(e, (sp.Mul, sp.Pow, sp.Number)):
            return arithmetic.term(self, e)
        node = self.node(e)
        if isinstance(node, Sum) and len(node.terms) == 1:
            return node.terms[0]
        return PLUS, node

    def calls_look_like(self, name: Name) -> bool:
        """Whether a function of the theory begins with the same letter as this name."""
        return name.atoms[0].text in self._function_letters

    def _symbol(self, e: sp.Symbol) -> Name:
        name = self._name(e.name, e, "symbol")
        like = name.atoms in self._function_looks or name.atoms in _head_looks()
        return replace(name, like_function=True) if like else name

    def _name(self, code: str, what: object, use: str) -> Name:
        if code in self.table:
            row = self.table[code]
            name = named(row.latex, row.text, code)
        else:
            name = named(_guessed(code), "", code)
        for look in (name.latex, f"text {name.text}"):
            if self._shown.setdefault((use, look), what) != what:
                raise Unwritable(
                    f"two different symbols of one formula are both shown as {name.text}: {what} is one of "
                    "them, so the formula would say something else than is meant"
                )
        return name


@lru_cache
def _head_looks() -> frozenset[object]:
    return frozenset(functions.head_looks())


def _guessed(code: str) -> str:
    """The LaTeX of a name that the table does not have: x_1 is x₁, alpha is α."""
    base, above, below = split_super_sub(code)
    latex = str(translate(base)) or base
    if below:
        latex += "_{" + " ".join(str(translate(part)) for part in below) + "}"
    if above:
        latex += "^{" + " ".join(str(translate(part)) for part in above) + "}"
    return latex
