"""Σ_k f(k), Π_k f(k), ∫ f(x) dx, det A, tr A, f at x = a: what is computed from several walks.

Sums and products run over whole numbers between two bounds, which may depend on the arguments; one without end is
what its table makes of it, and so is an integral. An empty range (one below the other by 1) gives 0 and 1; a range
that runs backwards has no value here, since authors differ about it (an integral has).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange

__all__ = [
    "ENDLESS",
    "bounds_of",
    "determinant",
    "integrate_over",
    "over_range",
    "put_in",
    "refused",
    "run_over",
    "slope",
    "trace",
]

_A = {"sum": "a", "product": "a", "integral": "an"}
ENDLESS = (sp.oo, -sp.oo)
_MOST = 100_000  # terms of a sum or product
_LARGEST = 8  # rows of a determinant that is expanded

# Functions that have no derivative somewhere, or no complex one: SymPy gives one all the same
_KINKED = (
    sp.Abs, sp.sign, sp.Max, sp.Min, sp.floor, sp.ceiling, sp.frac, sp.Mod, sp.Heaviside, sp.Piecewise,
    sp.re, sp.im, sp.conjugate, sp.arg, sp.KroneckerDelta, sp.atan2,
)  # fmt: skip


def slope(node: sp.Derivative) -> sp.Basic:
    """A derivative as the expression that it is."""
    return node.doit(deep=False)


def refused(node: sp.Basic) -> str:
    """Why a sum, a derivative or a determinant has no number; "" where it has."""
    if isinstance(node, (sp.Sum, sp.Product, sp.Integral)):
        what = node.func.__name__.lower()
        if any(len(limit) != 3 for limit in node.limits):
            return f"{_A[what]} {what} without bounds, {node}: say from where to where it runs"
        if any(limit[1] is sp.oo or limit[2] is -sp.oo for limit in node.limits):
            return f"the {what} {node}, whose range runs backwards without end"
        if any(b.is_infinite and b not in ENDLESS for limit in node.limits for b in limit[1:]):
            return f"the {what} {node}, with a bound that may be infinite or not"
    if isinstance(node, sp.Derivative):
        kinks = [k.__name__ for k in _KINKED if node.expr.has(k)]
        if kinks:
            return f"a derivative of {kinks[0]}, {node}, which has none somewhere: derive it first"
        if slope(node).has(sp.Derivative):
            return f"a derivative that was not carried out, {node}: derive its value first"
    if isinstance(node, (sp.Determinant, sp.Trace)):
        if not isinstance(node.arg, sp.MatrixBase):
            return f"{node}, of a matrix whose elements are not given"
        if isinstance(node, sp.Determinant) and node.arg.rows > _LARGEST:
            return f"a determinant of {node.arg.rows} rows: at most {_LARGEST} are expanded"
    return ""


def put_in(walk: Any, node: sp.Subs) -> Any:
    """f(x) at x = a: the expression walked with another value of x."""
    values = dict(zip(node.variables, (walk(p) for p in node.point), strict=True))
    return walk.with_values(values)(node.expr)


def run_over(walk: Any, node: sp.Basic) -> Any:
    """The sum, or the product, over a range of whole numbers."""
    body, limits = node.function, node.limits  # type: ignore[attr-defined]
    if len(limits) > 1:
        body = node.func(body, *limits[:-1])
    k, low, high = limits[-1]
    if low in ENDLESS or high in ENDLESS:
        return walk.table.unending(walk, node.func is sp.Sum, body, k, *_ends(walk, low, high))
    return walk.table.counted(walk, node.func is sp.Sum, body, k, walk(low), walk(high))


def integrate_over(walk: Any, node: sp.Integral) -> Any:
    """The integral over a range of real numbers, the last one outermost."""
    body, limits = node.function, node.limits
    if len(limits) > 1:
        body = sp.Integral(body, *limits[:-1])
    x, low, high = limits[-1]
    return walk.table.integral(walk, body, x, low, high)


def _ends(walk: Any, *bounds: sp.Basic) -> list[Any]:
    """The values of bounds, None for those without end."""
    return [None if b in ENDLESS else walk(b) for b in bounds]


def over_range(walk: Any, adds: bool, body: sp.Basic, k: sp.Symbol, low: int, high: int) -> Any:
    """The sum or product from one whole number to another."""
    if high < low - 1:
        raise OutOfDomain(f"a range from {low} to {high} runs backwards")
    if high - low >= _MOST:
        raise OutOfRange(f"{high - low + 1} terms are more than {_MOST}")
    numbers = [walk.table.number(Fraction(j)) for j in range(low, high + 1)]
    terms = [walk.with_values({k: number})(body) for number in numbers]
    empty = walk.table.number(Fraction(0 if adds else 1))
    return (walk.table.add if adds else walk.table.multiply)([empty, *terms])


def trace(walk: Any, node: sp.Trace) -> Any:
    """The sum of the elements on the diagonal."""
    matrix = node.arg
    return walk.table.add([walk(matrix[k, k]) for k in range(matrix.rows)])


def determinant(walk: Any, node: sp.Determinant) -> Any:
    """The determinant by its minors, each computed once."""
    matrix, table = node.arg, walk.table
    made: dict[tuple[int, ...], Any] = {}
    minus = table.number(Fraction(-1))

    def minor(columns: tuple[int, ...]) -> Any:
        if not columns:
            return table.number(Fraction(1))
        if columns not in made:
            row = matrix.rows - len(columns)
            terms = []
            for place, column in enumerate(columns):
                if matrix[row, column] == 0:
                    continue
                rest = (*columns[:place], *columns[place + 1 :])
                sign = [minus] if place % 2 else []
                terms.append(table.multiply([*sign, walk(matrix[row, column]), minor(rest)]))
            made[columns] = table.add(terms or [table.number(Fraction(0))])
        return made[columns]

    return minor(tuple(range(matrix.cols)))


def bounds_of(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """The pairs of bounds of an array of ranges, as whole numbers; OutOfDomain for others."""
    arrays = np.broadcast_arrays(*(np.atleast_1d(v.array) for v in values))
    pairs = np.stack([a.ravel() for a in arrays], axis=1)
    if np.any(pairs != np.floor(pairs)):
        raise OutOfDomain("a sum or product runs from one whole number to another")
    return pairs.astype(np.int64)
