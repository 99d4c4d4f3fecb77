"""The names of a derivation: what each stands for, what it varies with, and that it stands for one thing only."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.discharge.cells import Count
from softpot.derive.machinery.discharge.putting import varying
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.step import Definition, Step
from softpot.derive.machinery.told import sides

_COUNTED = frozenset(
    {
        "integer",
        "nonnegative",
        "rational",
        "algebraic",
        "real",
        "complex",
        "finite",
        "commutative",
        "hermitian",
    }
    | {"extended_real", "extended_nonnegative"}
)
"""What may be assumed of a number of zeros."""


class Names:
    """The definitions of one entry, and those that come with the results it quotes.

    A symbol that a line gives a value to, as in w = E_0 eta_L**2, varies with what is in that value,
    whether it was defined or assumed to have it.
    """

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._given: dict[sp.Basic, Definition] = {}
        self._tied: dict[sp.Symbol, set[sp.Symbol]] = {}

    def define(self, name: sp.Basic, value: sp.Basic, fitting: tuple[Step, ...] = ()) -> Definition:
        """Note a new name, and the premises by which its value fits it."""
        made = Definition(name, value, self._entry, self._varies(name, value), fitting=fitting)
        self.adopt(made)
        return made

    def count(self, count: Count, value: sp.Expr, x: sp.Symbol, used: bool) -> None:
        """Note a name for a number of roots of ``value`` in x; ``used``: earlier lines have the symbol."""
        assumed = next(
            (k for k, v in count.symbol._assumptions_orig.items() if v and k not in _COUNTED), ""
        )
        if assumed:
            raise TheoryError(
                f"{self._entry}: {count.symbol} is assumed to be {assumed}, which a number of zeros need not be"
            )
        free = (value.free_symbols | count.condition.free_symbols) - {x}
        turn = int(count.rising) - int(count.falling)
        made = Definition(
            count.symbol, value, self._entry, frozenset(free), x, count.condition, turn
        )
        if used and count.symbol not in self._given:
            raise TheoryError(
                f"{self._entry}: {count.symbol} is in use already, so counting roots by it would be a claim"
            )
        self.adopt(made)

    def adopt(self, definition: Definition) -> None:
        """Note a name that another entry gave; raises TheoryError if it means something else here."""
        head = _head(definition.name)
        before = self._given.get(head)
        if before is not None and not _same(before, definition):
            raise TheoryError(
                f"{self._entry}: {definition.name} stands for {_said(before)} in {before.entry} and for "
                f"{_said(definition)} in {definition.entry}: two meanings of one name"
            )
        self._given.setdefault(head, definition)

    def tie(self, statement: sp.Basic) -> None:
        """Note the symbols that stand alone on one side of an equation, with what is on the other side."""
        for left, right in sides(statement):
            for name, value in ((left, right), (right, left)):
                of_a_function = isinstance(value, AppliedUndef) and value is left
                if (
                    isinstance(name, sp.Symbol)
                    and name not in value.free_symbols
                    and not of_a_function  # f(x) = c says something of f, not of c
                ):
                    self._tied.setdefault(name, set()).update(value.free_symbols)

    def refuse_as_constants(self, statement: sp.Basic, starts: tuple[sp.Basic, ...] = ()) -> None:
        """Raise TheoryError where a name that varies with x is differentiated, integrated, summed or taken to a limit
        in x; under a derivative or a limit it may stand if ``starts`` puts its meaning in."""
        for node, variables in _binders(statement):
            put = isinstance(node, (sp.Derivative, sp.Limit))
            for name in sorted(_heads(node.args[0]) - set(variables), key=str):
                for v in sorted(variables, key=str):
                    if v in self._depends(name) and not (put and self._put_in(name, starts)):
                        raise TheoryError(
                            f"{self._entry}: {name} varies with {v}, so in {node} it is no constant: make "
                            f"it a function of {v}, or write what it stands for"
                        )

    def _put_in(self, name: sp.Basic, starts: tuple[sp.Basic, ...]) -> bool:
        definition = self._given.get(name)
        return definition is not None and any(
            isinstance(start, sp.Eq) and start.args == (definition.name, definition.value)
            for start in starts
        )

    def _depends(self, name: sp.Basic, seen: frozenset[sp.Basic] = frozenset()) -> set[sp.Symbol]:
        """The symbols with which the name varies, through other names too."""
        if name in seen:
            return set()
        direct: set[sp.Symbol] = set(self._tied.get(name, ()))
        if name in self._given:
            direct |= self._given[name].varies_with
        found = set(direct)
        for symbol in direct:
            found |= self._depends(symbol, seen | {name})
        return found

    def _varies(self, name: sp.Basic, value: sp.Basic) -> frozenset[sp.Symbol]:
        found = set(value.free_symbols)
        for definition in self.in_use(value):
            found |= definition.varies_with
        arguments = name.free_symbols if isinstance(name, AppliedUndef) else set()
        return frozenset(found - arguments)

    def in_use(self, statement: sp.Basic) -> tuple[Definition, ...]:
        """The definitions of the names in a statement, and of the names in their values."""
        found: dict[sp.Basic, Definition] = {}
        pending = [statement]
        while pending:
            part = pending.pop()
            for head in _heads(part):
                definition = self._given.get(head)
                if definition is not None and head not in found:
                    found[head] = definition
                    pending.append(definition.value)
        return tuple(d for head, d in self._given.items() if head in found)


def _binders(statement: sp.Basic) -> Iterator[tuple[sp.Basic, frozenset[sp.Symbol]]]:
    """Each node that does something to variables, with these."""
    for node in sp.preorder_traversal(statement):
        variables = varying(node)
        if variables:
            yield node, variables


def _head(name: sp.Basic) -> sp.Basic:
    """What the name is recognised by: the symbol, or the undefined function whatever it is applied to."""
    return name.func if isinstance(name, AppliedUndef) else name  # type: ignore[return-value]


def _heads(expression: sp.Basic) -> set[sp.Basic]:
    return set(expression.free_symbols) | {f.func for f in expression.atoms(AppliedUndef)}


def _said(definition: Definition) -> str:
    if definition.roots is None:
        return str(definition.value)
    which = {0: "", 1: " with a rising sign", -1: " with a falling sign"}[definition.turn]
    condition = "" if definition.condition == sp.true else f" with {definition.condition}"
    return f"the number of zeros{which} of {definition.value} in {definition.roots}{condition}"


def _same(a: Definition, b: Definition) -> bool:
    """Whether two definitions give their name one value, for the same arguments."""
    if a.roots is not None or b.roots is not None:
        return (a.value, a.roots, a.condition, a.turn) == (b.value, b.roots, b.condition, b.turn)
    value = b.value
    if isinstance(a.name, AppliedUndef) and a.name != b.name:
        if not isinstance(b.name, AppliedUndef) or not all(s.is_Symbol for s in b.name.args):
            return False
        value = value.xreplace(dict(zip(b.name.args, a.name.args, strict=True)))
    if a.value == value:
        return True
    return isinstance(a.value, sp.Expr) and isinstance(value, sp.Expr) and vanishes(a.value - value)
