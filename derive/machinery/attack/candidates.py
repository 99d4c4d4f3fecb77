"""Points tried where premises have to hold: generic ones, and those moved in one symbol after another until they do.

A condition that fails is mended by a symbol in it: by values beside and between the zeros of the difference of its
sides, where that is a polynomial in the symbol, and by values of other sizes. Points are exact, and the same in every
run. Not guaranteed: that a point is found where there are some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import sympy as sp
from sympy.core.relational import Relational

from softpot.derive.machinery.attack.points import Point, admissible, generic, kind, special

Holds = Callable[[sp.Basic, Point], bool]

_GENERIC = 9
_ROUNDS = 4
_DEGREE = 8
_SIZES = tuple(sp.Rational(10) ** k for k in (-1, 1, -3, 3, -6, 6, -12, 12))


def candidates(
    symbols: Sequence[sp.Symbol],
    conditions: Sequence[sp.Basic],
    holds: Holds,
    spell: Callable[[sp.Basic], sp.Basic] = lambda e: e,
    every: bool = False,
) -> Iterator[Point]:
    """Points of the symbols at which the conditions hold, as ``holds(condition, point)`` tells.

    ``spell`` writes an expression without names that have values. ``every``: also points at which they do not, and
    more of them, since equations will move them.
    """
    for which in (0, 2, 1, *range(3, _GENERIC)):
        start = generic(symbols, which)
        point = _mended(start, conditions, holds, spell)
        if point is not None:
            yield point
        elif every:
            yield start
    if every:
        for base in (generic(symbols, 0), generic(symbols, 3)):
            for symbol in symbols:
                yield from ({**base, symbol: value} for value in special(symbol, ()))


def _mended(
    point: Point,
    conditions: Sequence[sp.Basic],
    holds: Holds,
    spell: Callable[[sp.Basic], sp.Basic],
) -> Point | None:
    for _ in range(_ROUNDS):
        failing = [c for c in conditions if not holds(c, point)]
        if not failing:
            return point
        for condition in failing:
            others = [c for c in conditions if c is not condition and holds(c, point)]
            point = _moved(point, condition, others, holds, spell)
    return point if all(holds(c, point) for c in conditions) else None


def _moved(
    point: Point,
    condition: sp.Basic,
    others: Sequence[sp.Basic],
    holds: Holds,
    spell: Callable[[sp.Basic], sp.Basic],
) -> Point:
    """The point moved so that the condition holds, and as many of the others as can; itself where none is found."""
    found: Point | None = None
    spelled = spell(condition)
    for symbol in sorted(spelled.free_symbols & set(point), key=str):
        for value in _values(symbol, spelled, [spell(c) for c in others], point):
            moved = {**point, symbol: value}
            if not admissible(symbol, value) or not holds(condition, moved):
                continue
            if all(holds(c, moved) for c in others):
                return moved
            found = found or moved
    return found or point


def _values(
    symbol: sp.Symbol, condition: sp.Basic, others: Sequence[sp.Basic], point: Point
) -> Iterator[sp.Expr]:
    own, all_of_them = (
        _zeros(symbol, [condition], point),
        _zeros(symbol, [condition, *others], point),
    )
    beside = [v for r in own for v in (r + abs(r) / 2, r - abs(r) / 2, r + 1, r - 1)]
    for value in (*((a + b) / 2 for a, b in pairwise(all_of_them)), *beside, *own):
        yield sp.floor(value) if symbol.is_integer else value
    yield from special(symbol, ())
    if kind(symbol) != "integer":
        base = point[symbol]
        yield from (sign * base * size for sign in (1, -1) for size in _SIZES)


def _zeros(symbol: sp.Symbol, conditions: Sequence[sp.Basic], point: Point) -> list[sp.Expr]:
    """Where the two sides of a condition meet, at the other symbols' values, if polynomials in the symbol; in order."""
    found: set[sp.Expr] = set()
    for part in (part for c in conditions for part in c.atoms(Relational)):
        if isinstance(part.lhs, sp.Expr) and isinstance(part.rhs, sp.Expr):
            difference = part.lhs - part.rhs
            at = difference.xreplace({s: v for s, v in point.items() if s != symbol})
            if at.free_symbols == {symbol} and at.is_polynomial(symbol):
                p = sp.Poly(at, symbol)
                if (p.domain.is_ZZ or p.domain.is_QQ) and p.degree() <= _DEGREE:
                    found |= {_rational(root) for root, _ in p.real_roots(multiple=False)}
    return sorted(found)


def _rational(root: sp.Expr) -> sp.Rational:
    return root if root.is_Rational else sp.Rational(str(sp.N(root, 30)))
