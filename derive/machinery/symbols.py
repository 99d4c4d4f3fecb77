"""The symbol table: every symbol of a theory once, with its LaTeX, unit and meaning.

SymPy symbols of one name and different assumptions never cancel, so this module is the only
place where symbols are made; a theory hands its table round and nobody writes ``Symbol("eta")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

import sympy as sp
from sympy.core.function import UndefinedFunction

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.showing import shortened
from softpot.derive.machinery.spoken import refuse_odd_words
from softpot.derive.machinery.travel import Travels

_REAL: Mapping[str, bool] = MappingProxyType({"real": True})
_KNOWN = [name[3:] for name in dir(sp.Symbol) if name.startswith("is_") and name.islower()]


@dataclass(frozen=True)
class Quantity(Travels):
    """One row of the symbol table.

    ``name`` is the name in code, ``latex`` how it prints, ``text`` how a terminal shows it,
    ``unit`` "1" for a dimensionless quantity, "" where none is said, ``assumptions`` what SymPy may use.
    A quantity with ``function=True`` is an unspecified function, such as a distribution.

    >>> from softpot import Quantity
    >>> Quantity("T", "T", "temperature", "K", assumptions={"positive": True}).symbol()
    T
    """

    name: str
    latex: str
    meaning: str
    unit: str = ""
    typical: str = ""
    text: str = ""
    assumptions: Mapping[str, bool] = field(default_factory=lambda: _REAL)
    function: bool = False

    def __post_init__(self) -> None:
        refuse_odd_words("a symbol", True, name=self.name)
        refuse_odd_words(
            f"the symbol {self.name}", True, latex=self.latex, meaning=self.meaning, unit=self.unit,
            typical=self.typical, text=self.text,
        )  # fmt: skip
        if not self.name.isidentifier():
            raise TheoryError(
                f"a symbol's name must be an identifier of letters, digits and _, got {self.name!r}"
            )
        for name in self.assumptions:
            if not (isinstance(name, str) and hasattr(sp.Symbol, f"is_{name}")):
                near = get_close_matches(str(name), _KNOWN, n=1)
                meant = f": is {near[0]} meant?" if near else ""
                raise TheoryError(
                    f"{self.name} is assumed to be {name!r}, which is no assumption of SymPy{meant}"
                )

    def symbol(self) -> sp.Symbol | UndefinedFunction:
        """The SymPy symbol, or the undefined function, of this quantity.

        >>> from softpot import Quantity
        >>> Quantity("T", "T", "temperature", "K").symbol().is_real
        True
        """
        if self.function:
            return UndefinedFunction(self.name, **dict(self.assumptions))
        return sp.Symbol(self.name, **dict(self.assumptions))


class SymbolTable(Mapping[str, Quantity]):
    """An immutable, ordered table of quantities; ``table.eta`` is the symbol, ``table["eta"]`` its row.

    A quantity may have any name. One called ``order``, ``values`` or ``items`` hides the method of that name (names
    are still had by ``for name in table``), and ``table.symbol("lambda")`` gives the symbol of a name that Python
    keeps to itself.

    ``unit`` is that of the quantities that name none: "1" says that they are numbers. Where some quantity has a unit,
    each line of a derivation has to fit the units, and each symbol in it needs one.

    Raises TheoryError for two rows of one name. Two tables join with ``|`` when shared names agree.

    >>> from softpot import Quantity, SymbolTable
    >>> S = SymbolTable(Quantity("m", "m", "mass", "kg"), Quantity("v", "v", "velocity", "m/s"))
    >>> S.m * S.v, S["v"].unit, list(S)
    (m*v, 'm/s', ['m', 'v'])
    """

    def __init__(self, *quantities: Quantity, unit: str = "") -> None:
        rows: dict[str, Quantity] = {}
        for given in quantities:
            quantity = given if given.unit or not unit else replace(given, unit=unit)
            if rows.setdefault(quantity.name, quantity) != quantity:
                raise TheoryError(
                    f"the symbol table has two different rows named {quantity.name}: "
                    f"{_difference(rows[quantity.name], quantity)}"
                )
        self._rows = MappingProxyType(rows)
        self._symbols = MappingProxyType({name: row.symbol() for name, row in rows.items()})

    def __getitem__(self, name: str) -> Quantity:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SymbolTable) and self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]  # a mapping has none

    def __or__(self, other: SymbolTable) -> SymbolTable:
        return SymbolTable(*(t[name] for t in (self, other) for name in t))

    def __getattribute__(self, name: str) -> Any:
        # a row comes before a method of its name, so the code of this project calls none of them on a user's table
        if not name.startswith("_"):
            found = object.__getattribute__(self, "__dict__").get("_symbols", {})
            if name in found:
                return found[name]
        return super().__getattribute__(name)

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__.get("_symbols", {})
        if name in found:
            return found[name]
        raise AttributeError(f"the symbol table has no row named {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return SymbolTable, tuple(self._rows.values())

    def symbol(self, name: str) -> Any:
        """The symbol of a row, for names that cannot be written after a dot; TheoryError if there is none.

        >>> from softpot import Quantity, SymbolTable
        >>> SymbolTable(Quantity("items", "N", "how many")).symbol("items")
        items
        """
        if name not in self._symbols:
            raise TheoryError(f"the symbol table has no row named {name}")
        return self._symbols[name]

    def latex_names(self) -> dict[sp.Symbol, str]:
        r"""The explicit LaTeX of each symbol, for SymPy's printer (which guesses some names wrongly).

        >>> from softpot import Quantity, SymbolTable
        >>> SymbolTable(Quantity("eta_L", r"\eta_L", "a scale")).latex_names()
        {eta_L: '\\eta_L'}
        """
        return latex_names(self)

    def __repr__(self) -> str:
        return f"SymbolTable of {len(self)} quantities: {shortened(', '.join(self), 200)}"

    def _repr_latex_(self) -> str:
        rows = " \\\\ ".join(
            f"{q.latex} & \\text{{{q.meaning}}} & \\text{{{q.unit}}}" for q in self._rows.values()
        )
        return f"$\\begin{{array}}{{lll}} {rows} \\end{{array}}$"

    def order(self, symbols: Iterable[sp.Symbol]) -> tuple[sp.Symbol, ...]:
        """The symbols in the table's order; those it lacks raise TheoryError.

        >>> from softpot import Quantity, SymbolTable
        >>> S = SymbolTable(Quantity("v", "v", "velocity"), Quantity("m", "m", "mass"))
        >>> S.order({S.m, S.v})
        (v, m)
        """
        return ordered(self, symbols)

    def assumptions(self, symbol: sp.Basic) -> Mapping[str, bool]:
        """What the row of a symbol, or of an undefined function, lets SymPy assume.

        >>> from softpot import Quantity, SymbolTable
        >>> S = SymbolTable(Quantity("T", "T", "temperature", "K", assumptions={"positive": True}))
        >>> dict(S.assumptions(S.T))
        {'positive': True}
        """
        for name, known in self._symbols.items():
            if known == symbol:
                return self._rows[name].assumptions
        return MappingProxyType({})

    def strays(self, expression: sp.Basic) -> set[str]:
        """Names of the free symbols and undefined functions of an expression that have no row here.

        >>> from sympy.abc import y
        >>> from softpot import Quantity, SymbolTable
        >>> S = SymbolTable(Quantity("m", "m", "mass"))
        >>> S.strays(S.m + y)
        {'y'}
        """
        return {str(stray) for stray in _strays(self, expression)}


def latex_names(table: SymbolTable) -> dict[sp.Symbol, str]:
    """The explicit LaTeX of each symbol of a table, whatever its quantities are called."""
    return {
        symbol: table[name].latex
        for name, symbol in table._symbols.items()
        if isinstance(symbol, sp.Symbol)
    }


def ordered(table: SymbolTable, symbols: Iterable[sp.Symbol]) -> tuple[sp.Symbol, ...]:
    """The symbols in the table's order; TheoryError for one that it lacks."""
    place = {symbol: k for k, symbol in enumerate(table._symbols.values())}
    given = list(symbols)
    for symbol in given:
        if symbol not in place:
            why = _differing(table, symbol)
            raise TheoryError(
                f"the symbol {symbol} is not in the theory's symbol table: "
                "every symbol is made there, once, with its assumptions"
                + (f"; this is {why}" if why else "")
            )
    return tuple(sorted(given, key=lambda symbol: place[symbol]))


def stray_words(table: SymbolTable, *expressions: sp.Basic) -> str:
    """What some expressions use that the table does not have, and how it differs from what it has; "" if nothing."""
    found = {
        str(stray): _differing(table, stray) for e in expressions for stray in _strays(table, e)
    }
    unknown = ", ".join(name for name in sorted(found) if not found[name])
    parts = [f"uses {unknown}, which the theory's symbol table does not have"] if unknown else []
    return "; ".join([*parts, *(f"uses {found[name]}" for name in sorted(found) if found[name])])


def _strays(table: SymbolTable, expression: sp.Basic) -> set[Any]:
    functions = {
        f.func
        for f in expression.atoms(sp.Function)
        # a function of the user's own making would be taken at its word
        if isinstance(f, sp.core.function.AppliedUndef)
        or not f.func.__module__.startswith("sympy.")
    }
    return {s for s in expression.free_symbols | functions if not _is_in(table, s)}


def _is_in(table: SymbolTable, symbol: Any) -> bool:
    known = table._symbols.get(getattr(symbol, "name", None) or symbol.__name__)
    return known is symbol or known == symbol


def _differing(table: SymbolTable, stray: Any) -> str:
    """How a symbol or function differs from what the table has under its name; "" if there is no such row."""
    name = str(stray)
    if name not in table:
        return ""
    row = table[name]
    function = isinstance(stray, UndefinedFunction)
    if function != row.function:
        words = ("a symbol", "a function")
        return f"{name} as {words[function]}, which is {words[row.function]} in the theory's symbol table"
    given = _telling(stray._kwargs) if function else stray._assumptions_orig
    return (
        f"{name} with other assumptions ({_assumed(given)}) than the {name} of the theory's symbol table has "
        f"({_assumed(row.assumptions)}), so that the two are different symbols"
    )


def _telling(assumptions: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of the assumptions that SymPy spelled out, the strongest of each kind."""
    for name in ("positive", "negative", "zero", "nonnegative", "nonpositive", "real"):
        if assumptions.get(name):
            whole = {"integer": True} if assumptions.get("integer") else {}
            return {name: True, **whole}
    return {k: v for k, v in assumptions.items() if not v}


def _assumed(assumptions: Mapping[str, Any]) -> str:
    """Assumptions in words, sorted; commutative is what every number is."""
    words = [
        name if value else f"not {name}"
        for name, value in sorted(assumptions.items())
        if (name, value) != ("commutative", True)
    ]
    return ", ".join(words) or "none"


def _difference(one: Quantity, other: Quantity) -> str:
    """In what two rows of one name differ."""
    parts = []
    for place in fields(Quantity):
        a, b = getattr(one, place.name), getattr(other, place.name)
        if a != b:
            shown = (
                (_assumed(a), _assumed(b)) if place.name == "assumptions" else (repr(a), repr(b))
            )
            parts.append(f"{place.name} {shown[0]} and {shown[1]}")
    return f"they differ in {'; '.join(parts)}"
