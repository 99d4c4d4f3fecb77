"""Whether a point lies in the domain that a formula states: outside it the formula says nothing, so it has no value.

The conditions are walked like the formula itself, in the numbers of the backend; what no backend knows (a set)
is left to SymPy, point by point.  A condition on a symbol that is no argument of the formula is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy as sp

from softpot.numerics.machinery.compile.arrays import Arrays, Traced
from softpot.numerics.machinery.compile.balls import Balls
from softpot.numerics.machinery.compile.errors import CompileError, OutsideDomain, PrecisionLoss
from softpot.numerics.machinery.compile.growing import grown, rational_first
from softpot.numerics.machinery.compile.parts import Complex, complex_formula
from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.machinery.compile.running import LOCK, Running
from softpot.numerics.machinery.compile.walk import Walk, check

__all__ = ["conditions", "inside", "spread"]

Inputs = Mapping[sp.Symbol, Any]


def conditions(domain: sp.Basic, arguments: Collection[sp.Symbol]) -> tuple[sp.Basic, ...]:
    """The parts of a domain that speak of the arguments alone."""
    parts = domain.args if isinstance(domain, sp.And) else (domain,)
    return tuple(p for p in parts if p is not sp.true and p.free_symbols <= set(arguments))


def inside(
    backend: str, name: str, asked: Collection[sp.Basic], digits: int, inputs: Inputs, work: Any
) -> None:
    """OutsideDomain unless the point, or every point of arrays and balls, fulfils the conditions.

    work: a private context of mpmath whose precision may be set.
    """
    for condition in asked:
        try:
            check(condition, name)
        except CompileError:  # a set, say: SymPy has to decide
            wrong = next((p for p in _points(inputs) if condition.subs(p) is sp.false), None)
            if wrong is not None:
                raise OutsideDomain(
                    f"{_named(wrong)} lies outside the domain, {condition}"
                ) from None
            continue
        _ASK[backend](condition, digits, inputs, work)


def spread(inputs: Inputs) -> tuple[tuple[int, ...], dict[sp.Symbol, Any]]:
    """The common shape of arrays, and each of them spread over it in one dimension, complex ones by parts."""
    parts = [p for v in inputs.values() for p in (v if isinstance(v, Complex) else (v,))]
    shape = np.broadcast_shapes(*(np.shape(p) for p in parts))

    def traced(value: Any) -> Any:
        if isinstance(value, Complex):
            return Complex(traced(value.re), traced(value.im))
        return Traced(np.broadcast_to(value, shape).ravel())

    return shape, {s: traced(v) for s, v in inputs.items()}


def _named(point: Mapping[sp.Symbol, Any]) -> str:
    return ", ".join(f"{symbol} = {value}" for symbol, value in point.items())


def _points(inputs: Inputs) -> Iterator[dict[sp.Symbol, Any]]:
    """The points of arrays, or the one point, in exact numbers; none for balls."""
    if any(
        isinstance(p, flint.arb)
        for v in inputs.values()
        for p in (v if isinstance(v, Complex) else (v,))
    ):
        return
    parts = [v if isinstance(v, Complex) else Complex(v, 0) for v in inputs.values()]
    arrays = np.broadcast_arrays(*(np.asarray(p, dtype=object) for v in parts for p in v))
    for values in zip(*(a.ravel() for a in arrays), strict=True):
        numbers = [sp.Rational(v.numerator, v.denominator) for v in map(Fraction, values)]
        yield {
            s: re + sp.I * im for s, re, im in zip(inputs, numbers[::2], numbers[1::2], strict=True)
        }


def _complex(table: Any, condition: sp.Basic) -> Any:
    table.complex = complex_formula(condition)
    return table


def _at(value: Any, place: int) -> Any:
    if isinstance(value, Complex):
        return complex(value.re.array[place], value.im.array[place])
    return float(value.array[place])


def _ask_arrays(condition: sp.Basic, digits: int, inputs: Inputs, work: Any) -> None:
    shape, flat = spread(inputs)
    with np.errstate(all="ignore"):
        truth = Walk(_complex(Arrays(), condition), flat)(condition)
    wrong = np.flatnonzero(~np.broadcast_to(truth, (int(np.prod(shape)),)))
    if wrong.size:
        point = {s: _at(v, wrong[0]) for s, v in flat.items() if s in condition.free_symbols}
        raise OutsideDomain(f"{_named(point)} lies outside the domain, {condition}")


def _ask_mpmath(condition: sp.Basic, digits: int, inputs: Inputs, work: Any) -> None:
    def attempt(bits: int) -> tuple[bool, Any]:
        work.prec = bits
        truth = rational_first(_complex(Running(work), condition), condition, inputs)
        return truth is not None, truth

    with LOCK:
        truth = grown(digits, attempt)
    if not truth:
        raise OutsideDomain(f"the point lies outside the domain, {condition}")


def _ask_balls(condition: sp.Basic, digits: int, inputs: Inputs, work: Any) -> None:
    wide = any(
        not isinstance(p, Fraction)
        for v in inputs.values()
        for p in (v if isinstance(v, Complex) else (v,))
    )

    def attempt(bits: int) -> tuple[bool, Any]:
        truth = steady(
            bits, lambda: rational_first(_complex(Balls(), condition), condition, inputs)
        )
        return truth is not None or wide, truth

    try:
        truth = grown(digits, attempt)
    except PrecisionLoss:
        if not wide:
            raise
        truth = None
    if not truth:
        words = "a ball reaches beyond" if truth is None else "the point lies outside"
        raise OutsideDomain(f"{words} the domain, {condition}")


_ASK: Mapping[str, Callable[[sp.Basic, int, Inputs, Any], None]] = {
    "numpy": _ask_arrays,
    "mpmath": _ask_mpmath,
    "arb": _ask_balls,
}
