"""The symbol table: every symbol of a theory once, with its LaTeX, unit and meaning.

SymPy symbols of one name and different assumptions never cancel, so this module is the only
place where symbols are made; a theory hands its table round and nobody writes ``Symbol("eta")``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import sympy as sp
from sympy.core.function import UndefinedFunction

from derive.machinery.errors import TheoryError

_REAL: Mapping[str, bool] = MappingProxyType({"real": True})


@dataclass(frozen=True)
class Quantity:
    """One row of the symbol table.

    ``name`` is the name in code, ``latex`` how it prints, ``text`` how a terminal shows it,
    ``unit`` "1" for a dimensionless quantity, ``assumptions`` what SymPy may use.
    A quantity with ``function=True`` is an unspecified function, such as a distribution.
    """

    name: str
    latex: str
    meaning: str
    unit: str = "1"
    typical: str = ""
    text: str = ""
    assumptions: Mapping[str, bool] = field(default_factory=lambda: _REAL)
    function: bool = False

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise TheoryError(
                f"a symbol's name must be an identifier of letters, digits and _, got {self.name!r}"
            )

    def symbol(self) -> sp.Symbol | UndefinedFunction:
        """The SymPy symbol, or the undefined function, of this quantity."""
        if self.function:
            return UndefinedFunction(self.name, **dict(self.assumptions))
        return sp.Symbol(self.name, **dict(self.assumptions))


class SymbolTable(Mapping[str, Quantity]):
    """An immutable, ordered table of quantities; ``table.eta`` is the symbol, ``table["eta"]`` its row.

    Raises TheoryError for two rows of one name. Two tables join with ``|`` when shared names agree.
    """

    def __init__(self, *quantities: Quantity) -> None:
        rows: dict[str, Quantity] = {}
        for quantity in quantities:
            if rows.setdefault(quantity.name, quantity) != quantity:
                raise TheoryError(f"the symbol table has two different rows named {quantity.name}")
        self._rows = MappingProxyType(rows)
        self._symbols = MappingProxyType({name: row.symbol() for name, row in rows.items()})

    def __getitem__(self, name: str) -> Quantity:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __or__(self, other: SymbolTable) -> SymbolTable:
        return SymbolTable(*self.values(), *other.values())

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_symbols"][name]
        except KeyError:
            raise AttributeError(f"the symbol table has no row named {name}") from None

    def latex_names(self) -> dict[sp.Symbol, str]:
        """The explicit LaTeX of each symbol, for SymPy's printer (which guesses some names wrongly)."""
        return {
            symbol: self._rows[name].latex
            for name, symbol in self._symbols.items()
            if isinstance(symbol, sp.Symbol)
        }

    def _repr_latex_(self) -> str:
        rows = " \\\\ ".join(
            f"{q.latex} & \\text{{{q.meaning}}} & \\text{{{q.unit}}}" for q in self.values()
        )
        return f"$\\begin{{array}}{{lll}} {rows} \\end{{array}}$"

    def order(self, symbols: Iterator[sp.Symbol] | set[sp.Symbol]) -> tuple[sp.Symbol, ...]:
        """The symbols in the table's order; those it lacks raise TheoryError."""
        place = {symbol: k for k, symbol in enumerate(self._symbols.values())}
        given = list(symbols)
        for symbol in given:
            if symbol not in place:
                raise TheoryError(
                    f"the symbol {symbol} is not in the theory's symbol table: "
                    "every symbol is made there, once, with its assumptions"
                )
        return tuple(sorted(given, key=lambda symbol: place[symbol]))

    def strays(self, expression: sp.Basic) -> set[str]:
        """Names of the free symbols and undefined functions of an expression that have no row here."""
        known = set(self._symbols.values())
        found = {s.name for s in expression.free_symbols if s not in known}
        functions = {f.func for f in expression.atoms(sp.core.function.AppliedUndef)}
        return found | {str(f) for f in functions if f not in known}
