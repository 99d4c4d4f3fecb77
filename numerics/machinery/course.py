"""Whether the points of evidence for a limit go where the line holds: x → 0 is not shown by x = 10, 100, 1000."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import sympy as sp

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.step import Role
from softpot.numerics.machinery.evidence import Evidence

__all__ = ["astray"]

Way = tuple[sp.Symbol, sp.Expr, str]


def astray(derived: Derived, evidence: Iterable[Evidence]) -> str:
    """What is wrong with the course of some evidence, in words; "" where it goes where the lines hold."""
    ways = list(dict.fromkeys(_ways(derived)))
    for piece in evidence:
        for symbol, point, side in ways:
            values = piece.course.get(symbol.name, ())
            to = [(end, aside) for other, end, aside in ways if other == symbol]
            if len(set(values)) > 1 and not any(_goes(values, *way) for way in to):
                shown = ", ".join(f"{value:g}" for value in values)
                from_side = {"+": ", from above", "-": ", from below"} if point.is_finite else {}
                return (
                    f"{symbol} takes the values {shown}, but the line holds for {symbol} → {point}"
                    + from_side.get(side, "")
                )
    return ""


def _ways(derived: Derived) -> Iterator[Way]:
    """Where the lines of a derivation that rest on numbers hold, as they say."""
    for line in derived.steps:
        if line.role is Role.LIMIT:
            yield from line.toward
            for node in line.statement.atoms(sp.Limit):
                _, symbol, point, side = node.args
                yield symbol, point, "" if str(side) == "+-" else str(side)


def _goes(values: tuple[float, ...], point: sp.Expr, side: str) -> bool:
    if point.is_infinite:
        sign = 1 if point.is_extended_positive else -1
        return all(sign * b > sign * a for a, b in pairwise(values))
    if point.free_symbols or not point.is_extended_real:
        return True  # what the point is worth is not known here
    away = [value - float(point) for value in values]
    aside = side == "" or all((a < 0) == (side == "-") for a in away)
    return aside and all(abs(b) < abs(a) for a, b in pairwise(away))
