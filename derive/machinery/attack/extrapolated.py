"""Where a sequence at points 2^k seems to go, by Aitken's extrapolation, twice.

    s_k − (s_{k+1} − s_k)²/(s_{k+2} − 2 s_{k+1} + s_k)    takes A q^k off s_k = ε + A q^k + B r^k + …

It is a guess, and nothing else: of a sequence that goes to 0 as 1/log x it makes a number. Values further on bear it
out, or do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

__all__ = ["borne_out", "guess", "scaled"]

_STEADY = 0.1  # relative difference of the last guesses
_NEAR = 0.05  # and of values further on from a guess
_STILL = 0.01  # and of the last two of them: x^(−0.01) changes more from 2^18 to 2^20
_ENOUGH = 7  # values


def guess(values: Sequence[Any], least: float) -> Any | None:
    """The limit of a sequence, where its size is more than the least and the last extrapolations agree; or None."""
    if len(values) < _ENOUGH:
        return None
    twice = _aitken(_aitken(values))
    if len(twice) < 2:
        return None
    before, last = twice[-2:]
    steady = abs(last) > least and abs(last - before) <= _STEADY * abs(last)
    return last if steady else None


def borne_out(values: Sequence[Any], guessed: Any) -> bool:
    """Whether values further on are what was guessed, and do not change any more."""
    near = all(abs(value - guessed) <= _NEAR * abs(guessed) for value in values)
    return near and len(values) > 1 and abs(values[-1] - values[-2]) <= _STILL * abs(guessed)


def scaled(e: sp.Expr, power: int) -> sp.Expr:
    """The expression with 2^power t in the place of t in integrals over one variable t."""
    scale = sp.Integer(2) ** power

    def one(node: sp.Integral) -> sp.Expr:
        t, low, high = node.limits[0]
        return scale * sp.Integral(node.function.subs(t, scale * t), (t, low / scale, high / scale))

    def single(node: sp.Basic) -> bool:
        return isinstance(node, sp.Integral) and [len(limit) for limit in node.limits] == [3]

    return e.replace(single, one) if power else e


def _aitken(values: Sequence[Any]) -> list[Any]:
    found = []
    for s, t, u in zip(values, values[1:], values[2:], strict=False):
        bend = u - 2 * t + s
        found.append(u if bend == 0 else u - (u - t) ** 2 / bend)
    return found
