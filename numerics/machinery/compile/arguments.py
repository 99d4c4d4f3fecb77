"""f(eta="1/3", t=2): the inputs of a compiled formula, matched with its arguments and held to their assumptions.

A formula was derived for positive masses and whole level numbers: √(m²) became m. A value that the
symbol's assumptions exclude would give a wrong number without a word, so it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp

from softpot.derive.machinery.points import ratio
from softpot.numerics.machinery.compile.parts import Complex

# What an assumption asks of a number or of an array, elementwise
_TESTS: Mapping[str, Callable[[Any], Any]] = {
    "positive": lambda v: v > 0,
    "negative": lambda v: v < 0,
    "nonnegative": lambda v: v >= 0,
    "nonpositive": lambda v: v <= 0,
    "zero": lambda v: v == 0,
    "integer": lambda v: v % 1 == 0,
    "even": lambda v: v % 2 == 0,
    "odd": lambda v: v % 2 == 1,
}


def bind(
    name: str, arguments: Sequence[sp.Symbol], given: Sequence[Any], named: Mapping[str, Any]
) -> dict[sp.Symbol, Any]:
    """A value for each argument; TypeError for one too many, one unknown, one twice, one missing."""
    names = [symbol.name for symbol in arguments]
    listed = f"{name} takes {', '.join(names) or 'no arguments'}"
    if len(given) > len(arguments):
        raise TypeError(f"{listed}, got {len(given)} values")
    values: dict[str, Any] = dict(zip(names, given, strict=False))
    for key, value in named.items():
        if key not in names:
            raise TypeError(f"{listed}, not {key}")
        if key in values:
            raise TypeError(f"{listed}, and {key} was given twice")
        values[key] = value
    missing = [key for key in names if key not in values]
    if missing:
        raise TypeError(f"{listed}: {', '.join(missing)} is missing")
    return {symbol: values[symbol.name] for symbol in arguments}


def hold(symbol: sp.Symbol, value: Any) -> None:
    """ValueError when a number, or a member of an array, breaks the symbol's assumptions."""
    if isinstance(value, Complex):
        _hold_complex(symbol, value)
        return
    if symbol.is_imaginary:  # 0 is real
        raise ValueError(
            f"{symbol.name} is assumed imaginary wherever the formula holds, got {value}"
        )
    for assumption, test in _TESTS.items():
        wanted = symbol.assumptions0.get(assumption)
        if wanted is None:
            continue
        answer = test(value)
        if not np.all(answer if wanted else np.logical_not(answer)):
            words = assumption if wanted else f"not {assumption}"
            if isinstance(value, np.ndarray) and value.ndim:
                flat = np.ravel(value)[np.ravel(np.asarray(answer) != wanted)]
                value = flat[0]
            raise ValueError(
                f"{symbol.name} is assumed {words} wherever the formula holds, got {value}"
            )


def _hold_complex(symbol: sp.Symbol, value: Complex) -> None:
    """The same for a number that is not real (or an array of which some are not)."""
    if symbol.is_imaginary and np.any(value.re != 0):
        raise ValueError(
            f"{symbol.name} is assumed imaginary wherever the formula holds, got {value}"
        )


def samples(symbol: sp.Symbol, place: int, count: int) -> list[sp.Expr]:
    """Up to ``count`` rationals or multiples of i that a symbol's assumptions admit; ``place`` makes symbols differ."""
    found: list[sp.Expr] = []
    for k in range(count):
        size = sp.Rational(ratio(place, k))
        if symbol.is_imaginary:
            found.append(sp.I * size)
            continue
        whole = sp.Integer(2 + place + k)
        for value in (size, -size, whole, -whole, sp.Integer(0)):
            if _admits(symbol, value):
                found.append(value)
                break
    return found


def _admits(symbol: sp.Symbol, value: sp.Rational) -> bool:
    try:
        hold(symbol, value)
    except ValueError:
        return False
    return True
