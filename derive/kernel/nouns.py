"""What expressions become on their way to Rocq: terms, what these need to mean them, and what symbols stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.kernel.names import RESERVED, identifier

SUM, PRODUCT, MINUS, POWER, CALL, ATOM = range(6)
"""How tightly the outermost operator of a term binds."""


class NotExported(Exception):
    """The line has no theorem; the message says why, in words."""


@dataclass(frozen=True)
class Need:
    """A proposition that has to hold, and the names of the file's symbols and bound variables in it.

    ``existence``: that a derivative, integral or sum exists. ``unspecified``: it speaks of functions that the theory
    leaves open, so that only the line's own conditions can give it. ``implied``: the proposition says it too.
    """

    text: str
    free: frozenset[str] = frozenset()
    existence: bool = False
    unspecified: bool = False
    implied: bool = False


@dataclass(frozen=True)
class Atom:
    """A part of a term that field arithmetic does not look into: its text, what it is, and its scope.

    ``node`` is the expression with the values of substituted symbols put in. Proofs use it; no statement does.
    """

    kind: str
    text: str
    node: sp.Basic
    written: sp.Basic
    scope: Scope
    inner: str = ""


@dataclass(frozen=True)
class Term:
    """A term's text, how tightly its outermost operator binds, its needs, and the names that occur freely in it."""

    text: str
    level: int = ATOM
    needs: tuple[Need, ...] = ()
    free: frozenset[str] = frozenset()
    unspecified: bool = False
    atoms: tuple[Atom, ...] = ()

    def at(self, level: int) -> str:
        """The text, in brackets where it binds less tightly than asked."""
        return self.text if self.level >= level else f"({self.text})"


@dataclass(frozen=True)
class Bound:
    """What stands for a symbol: its term as a real number, and as a natural number where it is one."""

    term: Term
    natural: Term | None = None
    positive: bool = False
    nonnegative: bool = False
    nonzero: bool = False


@dataclass(frozen=True)
class Scope:
    """What the symbols and the unspecified functions of a line stand for, and names for its bound variables."""

    symbols: Mapping[sp.Symbol, Bound]
    functions: Mapping[sp.Basic, str]
    taken: frozenset[str] = frozenset()
    values: Mapping[sp.Basic, sp.Basic] = field(default_factory=dict)

    def bind(self, symbol: sp.Symbol, bound: Bound, value: sp.Basic | None = None) -> Scope:
        """The scope with another meaning of the symbol; ``value`` where an expression is put in for it."""
        values = {s: v for s, v in self.values.items() if s != symbol}
        if value is not None:
            values[symbol] = value
        return replace(self, symbols={**self.symbols, symbol: bound}, values=values)

    def resolved(self, e: sp.Basic) -> sp.Basic:
        """The expression with the values of substituted symbols put in."""
        return e.xreplace(dict(self.values)) if self.values else e

    def fresh(self, symbol: sp.Symbol, body: sp.Basic) -> tuple[str, Scope]:
        """A name for a bound variable: the symbol's own where nothing else of that name occurs in the body."""
        inside = {
            name
            for other in body.free_symbols | {f.func for f in body.atoms(AppliedUndef)}
            if other != symbol
            for name in self._names_of(other)
        }
        own = self.symbols[symbol].term.free if symbol in self.symbols else frozenset()
        name = min(own) if len(own) == 1 else _plain(symbol)
        while name in inside or (name in self.taken and name not in own):
            name += "'"
        return name, replace(self, taken=self.taken | {name})

    def _names_of(self, other: sp.Basic) -> frozenset[str]:
        if other in self.symbols:
            return self.symbols[other].term.free
        name = self.functions.get(other)
        return frozenset() if name is None else frozenset({name})


def _plain(symbol: sp.Symbol) -> str:
    name = identifier(str(symbol))
    return f"{name}'" if name in RESERVED else name


def real(
    name: str, positive: bool = False, nonnegative: bool = False, nonzero: bool = False
) -> Bound:
    """A name that stands for a real number."""
    return Bound(Term(name, free=frozenset({name})), None, positive, nonnegative, nonzero)


def natural(name: str, positive: bool = False, nonzero: bool = False) -> Bound:
    """A name that stands for a natural number."""
    free = frozenset({name})
    return Bound(
        Term(f"INR {name}", CALL, free=free), Term(name, free=free), positive, True, nonzero
    )


def joined(
    text: str, level: int, *parts: Term, needs: tuple[Need, ...] = (), atoms: tuple[Atom, ...] = ()
) -> Term:
    """A term made of others, with their needs and atoms, and its own."""
    gathered: dict[str, Need] = {}
    for need in (n for part in parts for n in part.needs):
        gathered.setdefault(need.text, need)
    for need in needs:
        gathered.setdefault(need.text, need)
    return Term(
        text,
        level,
        tuple(gathered.values()),
        frozenset().union(*(part.free for part in parts)),
        any(part.unspecified for part in parts),
        tuple({a.text: a for a in (*(x for part in parts for x in part.atoms), *atoms)}.values()),
    )


def unique(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """The needs, each once."""
    return tuple({need.text: need for need in reversed(needs)}.values())[::-1]


def natural_number(e: sp.Basic, scope: Scope) -> Term | None:
    """The expression as a term of type nat: sums and products of natural symbols and numbers; None for others."""
    if isinstance(e, sp.Integer) and e >= 0:
        return Term(str(int(e)))
    if isinstance(e, sp.Symbol) and e in scope.symbols:
        return scope.symbols[e].natural
    if isinstance(e, (sp.Add, sp.Mul)):
        parts = [natural_number(argument, scope) for argument in e.args]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            sign, level = (" + ", SUM) if isinstance(e, sp.Add) else (" * ", PRODUCT)
            return joined(sign.join(part.at(level + 1) for part in found), level, *found)
    return None


def make_atom(kind: str, text: str, e: sp.Basic, scope: Scope, inner: str = "") -> Atom:
    """An atom of a term, with the values of substituted symbols put in."""
    return Atom(kind, text, scope.resolved(e), e, scope, inner)
