"""A step: a statement, the reason a person gives, how the machine discharged it, and where it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import sympy as sp

from softpot.derive.machinery.notation.tex import latex
from softpot.derive.machinery.prose import Prose
from softpot.derive.machinery.symbols import SymbolTable
from softpot.derive.machinery.travel import Travels


class Discharge(Protocol):
    """A method of proof: called with a statement it says how it proved it, or raises Undischarged.

    The statement is an argument, so that a deliberately wrong one can be tried on the same method.
    A method that starts from something says so by ``assumes()``: statements, each of which must stand
    among the earlier lines. A method without it starts from nothing.

    >>> from softpot.derive import Identity
    >>> Identity().kind
    'exact simplification to zero'
    """

    @property
    def kind(self) -> str:
        """A few words that name the method."""

    def __call__(self, statement: sp.Basic) -> str: ...


class Role(StrEnum):
    """What a line of a derivation is."""

    PREMISE = "premise"  # assumed; listed among the entry's assumptions
    DEFINITION = "definition"  # a new name for an expression; says nothing about anything else
    QUOTED = "quoted"  # the result of another entry
    STEP = "step"  # proved here
    LIMIT = "limit"  # an asymptotic statement that only numbers support: at best `verified`


@dataclass(frozen=True)
class Definition(Travels):
    """``name`` stands for ``value``; it was given in ``entry``.

    ``name`` is a symbol or an applied undefined function. ``varies_with`` holds the symbols that the
    value depends on, through other names too; for an applied function those that are not among its arguments.
    A name that counts has ``roots``, the variable, and ``value`` is the polynomial: the name stands for the number of
    its distinct real zeros that fulfil ``condition``; with ``turn`` 1 only those count at which it changes its
    sign from − to +, with −1 those with + to −. ``fitting`` are premises by which the value fits what is
    assumed of the name.
    """

    name: sp.Basic
    value: sp.Basic
    entry: str
    varies_with: frozenset[sp.Symbol] = frozenset()
    roots: sp.Symbol | None = None
    condition: sp.Basic = sp.true
    turn: int = 0
    fitting: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Step(Travels):
    """One line of a derivation, number ``number`` of ``entry``.

    ``proof``
        what the method answered; "" where nothing is proved.
    ``quoted``
        the id of the entry whose result a QUOTED line is; "" for all others.
    ``conditions``
        SymPy Booleans in the line's own symbols (names are not spelled out), under which everything in the
        statement has a value: bases of negative powers that are not 0, arguments of a logarithm and
        bases of fractional powers that are positive or not negative, where they are real. What the symbols'
        assumptions imply is left out. Nothing is said of complex arguments but that they are not 0.
    ``exists``
        the integrals, infinite sums, limits and derivatives in the statement, each of which must exist.
    ``definitions``
        the meanings of all names that occur in the statement, or in the value of such a name.
    ``starts``
        what the method put in, each an equation or a condition that stands among earlier lines.
    ``rests_on``
        numbers of the earlier lines of this entry that say so.
    ``premises``
        the premises that the line rests on, in order: those of the lines in ``rests_on``, of this
        entry or of a quoted one (``entry`` of each says which), and the conditions among this entry's earlier
        premises (inequalities) on symbols of the line.
    ``toward``
        where a limit line is to hold: symbols, the points that they tend to, and the side, "+" or "-".
    ``symbols``
        the table that a notebook takes the names from.

    >>> from softpot import SOFT_POTENTIAL
    >>> SOFT_POTENTIAL.derivation("two-level-form").steps[-1].role.value in ("step", "limit")
    True
    """

    role: Role
    statement: sp.Basic
    reason: Prose
    method: Discharge | None = None
    proof: str = ""
    quoted: str = ""
    exact: bool = True  # False for a limit, and for the quoted result of one
    entry: str = ""
    number: int = 0
    conditions: tuple[sp.Basic, ...] = ()
    exists: tuple[sp.Basic, ...] = ()
    definitions: tuple[Definition, ...] = ()
    starts: tuple[sp.Basic, ...] = ()
    rests_on: tuple[int, ...] = ()
    premises: tuple[Step, ...] = ()
    toward: tuple[tuple[sp.Symbol, sp.Expr, str], ...] = ()
    symbols: SymbolTable = field(default_factory=SymbolTable, compare=False, repr=False)

    @property
    def kind(self) -> str:
        """How the line was discharged, in a few words."""
        return self.method.kind if self.method is not None else self.role.value

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {latex(self.statement, self.symbols)}$"
