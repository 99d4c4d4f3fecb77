"""From a SymPy expression and a theory's symbols to the tree of a formula as it is written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NoReturn

import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.printing.conventions import split_super_sub
from sympy.printing.latex import translate

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation import arithmetic, calculus, functions, matrices, statements
from softpot.derive.machinery.notation.alike import composed, signature
from softpot.derive.machinery.notation.names import Atom, parse
from softpot.derive.machinery.notation.rules import Rules, named
from softpot.derive.machinery.notation.shapes import PLUS, Term, tidy
from softpot.derive.machinery.notation.tree import Call, Name, Node, Sum
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
        return _written(expression, table)
    kept: dict[sp.Basic, Node] = vars(table).setdefault("_written", {})
    node = kept.get(expression)
    if node is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        node = kept[expression] = _written(expression, table)
    return node


def _written(expression: sp.Basic, table: SymbolTable) -> Node:
    arithmetic.refuse_long(expression)
    writer = Writer(table, expression)
    node = tidy(writer.node(expression))
    writer.refuse_alike(node)
    return node


class Writer:
    """Writes an expression with the names of a symbol table."""

    def __init__(self, table: SymbolTable, expression: sp.Basic) -> None:
        self.table = table
        self._shown: dict[tuple[str, object], object] = {}
        looks = vars(table).get("_function_looks")
        if looks is None:
            looks = {parse(table[n].latex) for n in table if table[n].function}
            vars(table)["_function_looks"] = looks
        self._function_looks: set[tuple[Atom, ...]] = looks
        self._function_letters = {atoms[0].text for atoms in self._function_looks}
        self._function_signatures = {signature(atoms) for atoms in self._function_looks}
        kinds = {type(f).__name__ for f in expression.atoms(sp.Function)}
        self._heads = functions.letters(kinds)

    def node(self, e: sp.Basic) -> Node:
        """An expression."""
        if isinstance(e, sp.Symbol):
            return self._symbol(e)
        if isinstance(e, UndefinedFunction):
            return self._name(str(e), e, "function")
        for kind in type(e).__mro__:
            rule = RULES.get(kind.__name__)
            if rule is not None:
                return self._claimed(rule(self, e), e)
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

    def looks_like_function(self, name: Name) -> bool:
        """Whether a function of the theory is shown as this name is."""
        return signature(name.atoms) in self._function_signatures

    def refuse_alike(self, node: Node) -> None:
        """Raise Unwritable for a power or a product that looks like a symbol of the formula.

        A symbol of several letters that are symbols of the formula, too, looks like their product wherever it stands.
        """
        symbols = {
            look: what
            for (use, look), what in self._shown.items()
            if use == "symbol" and isinstance(look, tuple)
        }
        compound = {look for look in symbols if len(look) > 1 or "^" in look[0] or "_" in look[0]}
        apart = {look for look in compound if len(look) > 1 and all((x,) in symbols for x in look)}
        for look in (*sorted(apart), *(composed(node) if compound else ())):
            if look in compound:
                self._refuse(symbols[look], "".join(look))

    def _symbol(self, e: sp.Symbol) -> Name:
        name = self._name(e.name, e, "symbol")
        like = name.atoms in self._function_looks or name.atoms in _head_looks()
        like = like or name.atoms[0].text in self._heads
        return replace(name, like_function=True) if like else name

    def _name(self, code: str, what: object, use: str) -> Name:
        if code in self.table:
            row = self.table[code]
            name = named(row.latex, row.text, code)
        else:
            name = named(_guessed(code), "", code)
        if not signature(name.atoms):
            raise Unwritable(f"a symbol, {what}, is shown as nothing")
        if name.text.replace(".", "").isdigit():
            raise Unwritable(f"a symbol, {what}, is shown as the number {name.text}")
        return self._claim(name, what, use)

    def _claim(self, name: Name, what: object, use: str) -> Name:
        """Raise Unwritable for a name that something else of the formula has."""
        for look in (signature(name.atoms), f"text {name.text}"):
            if self._shown.setdefault((use, look), what) != what:
                self._refuse(what, name.text)
        return name

    def _refuse(self, what: object, shown: str) -> NoReturn:
        raise Unwritable(
            f"two different symbols of one formula are both shown as {shown}: {what} is one of "
            "them, so the formula would say something else than is meant"
        )

    def _claimed(self, node: Node, e: sp.Basic) -> Node:
        """The node, once nothing else is known to look like this constant or function."""
        if isinstance(node, Name):
            node = self._claim(node, e, "symbol")
            plain = _SPELLED.get(node.plain, "")
            return replace(node, plain=plain) if plain and node.plain in self.table else node
        if isinstance(node, Call) and isinstance(node.head, Name):
            own = e.func if isinstance(e, AppliedUndef) else "a function of SymPy"
            self._claim(node.head, own, "function")
        return node


_SPELLED = {"E": "exp(1)", "I": "sqrt(-1)", "pi": "acos(-1)"}
"""Constants whose names in code are those of symbols: what a terminal without Greek letters shows."""


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
