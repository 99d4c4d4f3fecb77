"""The symbols that formulas and sentences use, in the order of their table: what an article has to explain."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.reports.machinery.wording import Named, parts, written


def glossary(
    table: SymbolTable, formulas: Iterable[sp.Basic], sentences: Iterable[Prose | str]
) -> tuple[Quantity, ...]:
    """The rows of the table whose symbols occur.

    >>> S = SymbolTable(Quantity("x", "x", "a place"), Quantity("y", "y", "another"), Quantity("k_1", "k_1", "a rate"))
    >>> [q.name for q in glossary(S, [S.x**2], ["it falls with k_1, why ever"])]
    ['x', 'k_1']
    """
    keys = written(table)
    used: set[str] = set()
    for formula in formulas:
        functions = (f.func for f in formula.atoms(AppliedUndef))
        used |= {str(symbol) for symbol in (*formula.free_symbols, *functions)}
    for sentence in sentences:
        for piece in sentence.pieces() if isinstance(sentence, Prose) else (sentence,):
            if isinstance(piece, str):
                used |= {part.name for part in parts(piece, keys) if isinstance(part, Named)}
            else:
                used |= {str(symbol) for symbol in piece.free_symbols}
    return tuple(table[name] for name in table if name in used)
