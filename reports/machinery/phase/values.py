"""z -> f(z) for whole arrays, with no number where f has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.compile import Compiled, compiled
from softpot.reports.machinery.errors import ReportError

__all__ = ["Complexes", "Function", "Values", "function_of"]

Complexes = NDArray[np.complex128]
Function = Formula | Compiled | Callable[[Any], Any]
"""A formula, what it was compiled to, or any function of an array."""


def function_of(function: Function, along: str, others: Mapping[str, Any]) -> Values:
    """A function of arrays of any shape that gives complex numbers, NaN where there is none.

    along: the name of the variable among a formula's arguments.  others: the values of the others.
    Raises: ReportError for a formula of several members, or that does not hold ``along``; what the formula raises for
    an argument that it does not take.
    """
    if not isinstance(function, (Formula, Compiled)):
        if not callable(function):
            raise ReportError(
                f"{function!r} was given, and a formula, what it was compiled to, or a function of an array is drawn"
            )
        if others:
            raise ReportError(
                f"{', '.join(others)} would be arguments of a formula, and a function of one variable was given"
            )
        return Values(function, lambda z: np.ones(z.shape, dtype=bool))
    formula = function if isinstance(function, Formula) else function.formula
    if isinstance(formula.expression, (sp.Tuple, sp.MatrixBase)) or not isinstance(
        formula.expression, sp.Expr
    ):
        raise ReportError(f"{formula.id} is not one number: draw one of its members")
    names = [s.name for s in formula.arguments]
    if along not in names:
        raise ReportError(
            f"{formula.id} does not depend on {along}; its arguments are {', '.join(names) or 'none'}"
        )
    f = compiled(formula, "numpy") if isinstance(function, Formula) else function
    if f.backend == "numpy":
        return Values(lambda z: f(**{along: z}, **others), _spoken(formula, along, others))

    def one_by_one(z: Any) -> Any:
        return np.array([complex(f(**{along: value}, **others)) for value in z.tolist()])

    return Values(one_by_one, _spoken(formula, along, others))


def _spoken(
    formula: Formula, along: str, others: Mapping[str, Any]
) -> Callable[[NDArray[Any]], NDArray[np.bool_]]:
    """Where the formula's domain holds, as far as that can be asked for all points at once."""
    everywhere = lambda z: np.ones(z.shape, dtype=bool)  # noqa: E731
    domain = formula.domain
    known = {s.name for s in domain.free_symbols}
    if domain is sp.true or along not in known or not known <= {along, *others}:
        return everywhere
    try:
        holds = compiled(replace(formula, expression=domain, domain=sp.true, lhs=None), "numpy")
    except (ArithmeticError, TypeError, ValueError):
        return everywhere  # point by point, then

    def mask(z: NDArray[Any]) -> NDArray[np.bool_]:
        try:
            found = holds(**{along: z}, **{n: v for n, v in others.items() if n in known})
        except (ArithmeticError, TypeError):
            return np.ones(z.shape, dtype=bool)
        return np.broadcast_to(np.asarray(found, dtype=bool), z.shape)

    return mask


class Values:
    """f at all points of an array at once; where f refuses some of them, both halves are asked."""

    def __init__(self, f: Callable[[Any], Any], spoken: Callable[[Any], Any]) -> None:
        self._f, self._spoken = f, spoken

    def __call__(self, z: NDArray[Any]) -> Complexes:
        """Values of the array's shape, NaN where f has no finite one."""
        row = np.asarray(z).ravel()
        held = self._spoken(row)
        found = np.full(row.shape, np.nan, dtype=complex)
        found[held] = self._at(row[held])
        found[~np.isfinite(found)] = np.nan
        return found.reshape(np.shape(z))

    def refusal(self, z: Any) -> str:
        """What f says at one point, "" if it gives something."""
        try:
            self._f(np.array([z]))
        except (ArithmeticError, ValueError) as error:
            return f": {error}"
        return ""

    def _at(self, z: NDArray[Any]) -> Complexes:
        if not z.size:
            return np.empty(0, dtype=complex)
        try:
            with np.errstate(all="ignore"):
                found = np.asarray(self._f(z))
        except (ArithmeticError, ValueError):  # beyond an assumption, too
            if z.size == 1:
                return np.full(1, np.nan, dtype=complex)
            half = z.size // 2
            return np.concatenate([self._at(z[:half]), self._at(z[half:])])
        if found.dtype.kind not in "iufc":
            raise ReportError(f"the function gives {found.dtype}, and complex numbers are drawn")
        if found.shape not in ((), z.shape):
            raise ReportError(
                f"the function gives {found.shape} values for {z.shape} points, and one a point is drawn"
            )
        return np.broadcast_to(found.astype(complex), z.shape)
