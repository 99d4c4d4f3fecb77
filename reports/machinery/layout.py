"""Breaking a long formula into lines, once for every output.

``lay_out`` cuts where a person would: at the relation sign, between the terms of a sum, between the
members of a tuple or of "and"; a product whose long factor is a sum is cut inside that sum's
brackets, a fraction with a long numerator is written 1/d [ … ]. It returns lines of pieces, signs and
whole expressions, that each output prints in its own way. What it cannot cut stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import sympy as sp
from sympy.logic.boolalg import BooleanFunction

from reports.machinery.statements import (
    ARROW,
    CONNECTIVES,
    RELATIONS,
    connected_order,
    needs_brackets,
    positive_first,
    relates_statements,
)


@dataclass(frozen=True)
class Sign:
    """A sign between expressions. ``kind``: "relation", "binary", "open", "close", "comma" or "word"."""

    text: str
    kind: str


Piece: TypeAlias = "Sign | sp.Basic"
Pieces: TypeAlias = "tuple[Sign | sp.Basic, ...]"


@dataclass(frozen=True)
class Line:
    """One line: how deep it is indented, and its pieces in order."""

    indent: int
    pieces: tuple[Piece, ...]


Measure = Callable[[Line], float]

OPEN, CLOSE = Sign("[", "open"), Sign("]", "close")
NEXT = Sign(",", "separator")
PLUS, MINUS, TIMES, COMMA = (
    Sign("+", "binary"),
    Sign("−", "binary"),
    Sign("·", "binary"),
    Sign(",", "comma"),
)


SHORT = 0.4  # of the limit: what may stand before the first cut of a line

OPERATORS = (sp.Integral, sp.Sum, sp.Limit, sp.Derivative)
HOLE = "softpot_hole"
"""Name of the function that stands for what is printed elsewhere; the printers show nothing for it."""


def hole_like(e: sp.Basic) -> sp.Basic:
    """Nothing to print, but with the same free symbols."""
    return sp.Function(HOLE)(*sorted(e.free_symbols, key=str))


def is_pairs(e: sp.Basic) -> bool:
    """Whether it equates two tuples, which reads better as an equation for each pair of members."""
    if not isinstance(e, sp.Eq):
        return False
    left, right = e.args
    return isinstance(left, sp.Tuple) and isinstance(right, sp.Tuple) and len(left) == len(right)


def lay_out(expression: sp.Basic, measure: Measure, limit: float) -> tuple[Line, ...]:
    """The lines of a formula, each of them at most ``limit`` wide where it can be cut that far."""
    return tuple(_Layout(measure, limit).lines((), expression, (), 0))


@dataclass(frozen=True)
class _Layout:
    measure: Measure
    limit: float

    def fits(self, line: Line) -> bool:
        return self.measure(line) <= self.limit

    def lines(self, before: Pieces, e: sp.Basic, after: Pieces, indent: int) -> list[Line]:
        """Lines for an expression with pieces directly before and after it."""
        whole = Line(indent, (*before, e, *after))
        if is_pairs(e):
            return self.pairs(before, e, after, indent)
        if self.fits(whole):
            return [whole]
        if isinstance(e, sp.core.relational.Relational):
            return self.relation(before, e, after, indent)
        if isinstance(e, BooleanFunction) and type(e).__name__ in CONNECTIVES:
            return self.connective(before, e, after, indent)
        if isinstance(e, sp.Add):
            return self.packed(before, list(_terms(e)), after, indent)
        if isinstance(e, sp.Mul):
            return self.product(before, e, after, indent)
        if isinstance(e, sp.Tuple):
            return self.members(before, e, after, indent)
        if isinstance(e, OPERATORS):
            return self.operator(before, e, after, indent)
        return [whole]

    def relation(self, before: Pieces, e: sp.Basic, after: Pieces, indent: int) -> list[Line]:
        sign = Sign(ARROW if relates_statements(e) else RELATIONS[type(e).__name__], "relation")
        left, right = e.args
        short = Line(indent, (*before, left, sign))
        if self.measure(short) <= SHORT * self.limit:
            return self.lines((*before, left, sign), right, after, indent)
        return [
            *self.lines(before, left, (), indent),
            *self.lines((sign,), right, after, indent + 1),
        ]

    def pairs(self, before: Pieces, e: sp.Basic, after: Pieces, indent: int) -> list[Line]:
        """An equation of tuples: an equation for each pair of members, as many on a line as fit."""
        equations = [
            type(e)(a, b, evaluate=False)
            for a, b in zip(*(side.args for side in e.args), strict=True)
        ]
        units: list[tuple[Sign | None, sp.Basic]] = [
            (None if place == 0 else NEXT, equation) for place, equation in enumerate(equations)
        ]
        return self.packed(before, units, after, indent, step=0)

    def connective(self, before: Pieces, e: sp.Basic, after: Pieces, indent: int) -> list[Line]:
        word = CONNECTIVES[type(e).__name__]
        joint = Sign(word, "relation" if word in (ARROW, "⇒") else "word")
        parts = connected_order(e)
        found: list[Line] = []
        for place, part in enumerate(parts):
            opened: Pieces = before if place == 0 else (joint,)
            closed: Pieces = after if place == len(parts) - 1 else ()
            if needs_brackets(part, e):
                opened, closed = (*opened, OPEN), (CLOSE, *closed)
            found += self.lines(opened, part, closed, indent + (place > 0))
        return found

    def packed(
        self,
        before: Pieces,
        units: list[tuple[Sign | None, sp.Basic]],
        after: Pieces,
        indent: int,
        step: int = 1,
    ) -> list[Line]:
        """Units, each with the sign before it, as many on a line as fit."""
        found: list[Line] = []
        line = Line(indent, before)
        filled = False
        for place, (given, unit) in enumerate(units):
            sign, last = given, place == len(units) - 1
            signed: Pieces = (unit,) if sign is None else (sign, unit)
            longer = replace(line, pieces=(*line.pieces, *signed, *(after if last else ())))
            if self.fits(longer):
                line, filled = longer, True
                continue
            if filled:
                if sign in (
                    COMMA,
                    NEXT,
                ):  # a comma ends its line, any other sign begins the next one
                    line, sign = replace(line, pieces=(*line.pieces, COMMA)), None
                found.append(line)
                line = Line(indent + step, ())
            opened = line.pieces if sign is None else (*line.pieces, sign)
            broken = self.lines(opened, unit, after if last else (), line.indent)
            found += broken[:-1]
            line, filled = broken[-1], True
        return [*found, line]

    def product(self, before: Pieces, e: sp.Mul, after: Pieces, indent: int) -> list[Line]:
        """The longest factor is cut, if what stands before it is short; else the factors share lines."""
        if e.could_extract_minus_sign() and before[-1:] != (MINUS,):
            return self.lines((*before, MINUS), -e, after, indent)
        numerator, denominator = sp.fraction(e, exact=True)
        factors = _ordered(sp.Mul.make_args(numerator), denominator)
        if len(factors) < 2:
            return [Line(indent, (*before, e, *after))]
        longest = max(factors, key=lambda f: self.measure(Line(0, (f,))))
        others = [f for f in factors if f is not longest]
        rest = others[0] if len(others) == 1 else sp.Mul(*others, evaluate=False)
        if self.measure(Line(0, (*before, rest))) <= SHORT * self.limit:
            if isinstance(longest, sp.Add):
                return self.lines((*before, rest, OPEN), longest, (CLOSE, *after), indent)
            if isinstance(longest, OPERATORS):
                return self.lines((*before, rest), longest, after, indent)
        units: list[tuple[Sign | None, sp.Basic]] = [
            (None if place == 0 else TIMES, f) for place, f in enumerate(factors)
        ]
        return self.packed(before, units, after, indent)

    def operator(self, before: Pieces, e: sp.Basic, after: Pieces, indent: int) -> list[Line]:
        """An integral, sum, limit or derivative of something long: the sign first, then [ … ]."""
        inner = e.args[0]
        hole = hole_like(inner)
        front = type(e)(
            hole, *e.args[1:], **({"evaluate": False} if isinstance(e, sp.Derivative) else {})
        )
        return self.lines((*before, front, OPEN), inner, (CLOSE, *after), indent)

    def members(self, before: Pieces, e: sp.Tuple, after: Pieces, indent: int) -> list[Line]:
        opened, closed = Sign("(", "open"), Sign(")", "close")
        units: list[tuple[Sign | None, sp.Basic]] = [
            (None if place == 0 else COMMA, member) for place, member in enumerate(e.args)
        ]
        return self.packed((*before, opened), units, (closed, *after), indent)


def loose(pieces: Pieces, place: int) -> bool:
    """Whether the sum at this place needs parentheses, because of the signs beside it."""
    if not isinstance(pieces[place], sp.Add):
        return False
    before = pieces[place - 1] if place > 0 else None
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    return before in (MINUS, TIMES) or after in (TIMES, OPEN)


def _terms(e: sp.Add) -> Iterator[tuple[Sign | None, sp.Basic]]:
    for place, term in enumerate(positive_first(e.as_ordered_terms())):
        negative = term.could_extract_minus_sign()
        if place == 0:
            yield (None, term)
        else:
            yield (MINUS, -term) if negative else (PLUS, term)


def _ordered(factors: Iterable[sp.Expr], denominator: sp.Expr) -> list[sp.Expr]:
    ordered = list(sp.Mul(*factors, evaluate=False).as_ordered_factors())
    return ordered if denominator == 1 else [sp.Pow(denominator, -1, evaluate=False), *ordered]
