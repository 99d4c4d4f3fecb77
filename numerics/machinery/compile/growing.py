"""The value, or the truth, of an expression at growing precision, until it is known well enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from softpot.numerics.machinery.compile.errors import PrecisionLoss, Undecided
from softpot.numerics.machinery.compile.parts import Complex
from softpot.numerics.machinery.compile.rational import RationalFirst
from softpot.numerics.machinery.compile.walk import Walk

__all__ = ["bits_of", "grown", "precisions", "rational_first"]


def bits_of(digits: int) -> int:
    """The bits that hold so many decimal digits."""
    return math.ceil(digits * math.log2(10)) + 1


def precisions(digits: int) -> Iterator[int]:
    """Working precisions in bits: a guard of 32 at first, then doubled, up to 16 times or 8192."""
    first = bits_of(digits) + 32
    last = max(16 * first, 8192)
    while first < 2 * last:
        yield min(first, last)
        first *= 2


def grown(digits: int, attempt: Callable[[int], Any]) -> Any:
    """The first attempt that succeeds; PrecisionLoss with the last one's enclosure if none does."""
    best: Any = None
    for bits in precisions(digits):
        try:
            settled, best = attempt(bits)
        except Undecided:
            continue
        if settled:
            return best
    reached = f"at {bits} bits of working precision"
    if best is None:
        raise PrecisionLoss(
            f"a sign could not be decided {reached}: two numbers are equal, or nearly"
        )
    raise PrecisionLoss(
        f"{digits} digits were not reached {reached}: the value is 0, or nearly", best
    )


def rational_first(
    table: RationalFirst, expression: sp.Basic, inputs: Mapping[sp.Symbol, Any]
) -> Any:
    """The value of an expression in a table that keeps rational numbers exact."""

    def taken(value: Any) -> Any:
        if isinstance(value, Complex):
            return table.joined(taken(value.re), taken(value.im))
        return table.number(value) if isinstance(value, Fraction) else value

    return Walk(table, {s: taken(v) for s, v in inputs.items()})(expression)
