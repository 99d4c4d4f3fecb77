"""Call a formula with all that is known at a point: what it does not need is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.compile import compiled


def members(formula: Formula, backend: str, digits: int = 15) -> Callable[..., tuple[Any, ...]]:
    """A function of keyword arguments that gives the formula's members (``Compiled.members``)."""
    return compiled(formula, backend, digits).members
