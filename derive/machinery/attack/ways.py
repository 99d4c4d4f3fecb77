"""Ways on which a symbol tends to a point: x = p + c/2^k from a side, and x = c 2^k to infinity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from softpot.derive.machinery.attack.attack import Attack

__all__ = ["Way", "ends_of", "near"]


@dataclass(frozen=True)
class Way:
    """A symbol, the point it tends to, the side it comes from (+1 or -1, or a phase), and its pace."""

    symbol: sp.Symbol
    point: sp.Expr
    side: complex = 1
    pace: int = 1

    def __str__(self) -> str:
        named: dict[complex, str] = {1: " from above", -1: " from below"}
        side = (
            "" if self.point.is_infinite else named.get(self.side, f" from direction {self.side}")
        )
        return f"{self.symbol} -> {self.point}{side}"


def near(attack: Attack, base: dict[sp.Symbol, Any], way: Way, k: int) -> Any:
    """The place of a symbol on its way, at the distance 2^(−k)."""
    ctx = attack.precise.ctx
    step = ctx.ldexp(ctx.mpf(8) / 7, -k * way.pace)
    if way.point.is_infinite:
        far = (1 if way.point is sp.oo else -1) / step
        return ctx.nint(far) if way.symbol.is_integer else far
    return attack.precise.value(way.point, base) + way.side * step


def ends_of(symbol: sp.Symbol) -> Iterator[Way]:
    """The points to which a symbol may tend in a line that does not say: 0, 1, -1 and infinity."""
    if not symbol.is_integer:
        for point in (sp.Integer(0), sp.Integer(1), sp.Integer(-1)):
            for side in (1, -1):
                value = point + side * sp.Rational(1, 8)
                wrong = (symbol.is_nonnegative and value < 0) or (
                    symbol.is_nonpositive and value > 0
                )
                if not wrong:
                    yield Way(symbol, point, side)
    if not symbol.is_nonpositive:
        yield Way(symbol, sp.oo)
    if not symbol.is_nonnegative:
        yield Way(symbol, -sp.oo)
