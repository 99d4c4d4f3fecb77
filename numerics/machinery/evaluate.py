"""Call a formula with all that is known at a point: what it does not need is left out.

A deliberately wrong formula may have lost an argument; the evidence that judges it should not
have to know.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from derive.machinery.formula import Formula
from numerics.machinery.compile import compiled


def members(formula: Formula, backend: str, digits: int = 15) -> Callable[..., tuple[Any, ...]]:
    """A function of keyword arguments that gives the formula's members (one, unless it is a Tuple)."""
    f = compiled(formula, backend, digits)
    needed = {str(symbol) for symbol in formula.arguments}
    several = isinstance(formula.expression, sp.Tuple)

    def evaluate(**known: Any) -> tuple[Any, ...]:
        value = f(**{name: v for name, v in known.items() if name in needed})
        return tuple(value) if several else (value,)

    return evaluate
