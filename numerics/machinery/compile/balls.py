"""f(x) ∈ [m ± r]: the Arb backend, balls of python-flint that enclose the value rigorously.

Every operation returns a ball that contains the true value at any precision; the precision only
decides how wide the ball is. A ball that contains 0 is consistent with 0 to its radius, and never a
proof that the value is 0. Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius
interval arithmetic, IEEE Trans. Comput. 66, 1281 (2017), doi:10.1109/TC.2017.2690633.

What other threads set python-flint's precision to can widen a ball, never falsify it (``precision``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint
import sympy as sp
from gmpy2 import mpq

from softpot.numerics.machinery.compile import enclosed
from softpot.numerics.machinery.compile.byflint import BY_FLINT
from softpot.numerics.machinery.compile.errors import OutOfDomain, Undecided
from softpot.numerics.machinery.compile.parts import Complex
from softpot.numerics.machinery.compile.rational import RationalFirst
from softpot.numerics.machinery.compile.walk import Value, Walk

_NOTHING = mpq(0)
_LARGEST_ROOT = (
    1 << 20
)  # Arb takes roots of a degree that fits a machine word, and well only small ones


class Balls(RationalFirst):
    """The operations on Arb balls, at the precision that is set."""

    def lift(self, value: Any) -> Value:
        return flint.arb(flint.fmpq(int(value.numerator), int(value.denominator)))

    def constant(self, name: str) -> Value:
        made = {
            "pi": flint.arb.pi,
            "e": flint.arb.const_e,
            "euler": flint.arb.const_euler,
            "catalan": flint.arb.const_catalan,
        }
        return made[name]()

    def add_inexact(self, terms: Sequence[Value]) -> Value:
        return _finite(sum(terms[1:], terms[0]))

    def multiply_inexact(self, factors: Sequence[Value]) -> Value:
        product = factors[0]
        for factor in factors[1:]:
            product = product * factor
        return _finite(product)

    def power_inexact(self, base: Value, exponent: Any) -> Value:
        if exponent.denominator == 1:
            return _finite(base ** flint.fmpz(int(exponent.numerator)))
        if (
            exponent.denominator > _LARGEST_ROOT
        ):  # the base is positive, as the exponent is not whole
            return _finite((base.log() * self.lift(exponent)).exp())
        root = base.root(int(exponent.denominator))
        return _finite(root ** flint.fmpz(int(exponent.numerator)))

    def function_inexact(self, name: str, argument: Value) -> Value:
        return abs(argument) if name == "abs" else _finite(getattr(argument, name)())

    def extreme_inexact(self, name: str, left: Value, right: Value) -> Value:
        return left.min(right) if name == "min" else left.max(right)

    def sign_inexact(self, value: Value) -> int | None:
        if value > 0:
            return 1
        return -1 if value < 0 else None

    def special_inexact(self, name: str, arguments: Sequence[Any]) -> tuple[Value, Value]:
        try:
            found = BY_FLINT[name](*(self._ball(a) for a in arguments))
        except ValueError as failed:  # an argument that this python-flint does not take
            raise OutOfDomain(f"{name}: {failed}") from failed
        if not found.is_finite():
            raise Undecided
        return found.real, _NOTHING if found.imag.is_zero() else found.imag

    def _ball(self, value: Any) -> Any:
        if isinstance(value, Complex):
            return flint.acb(self.inexact(value.re), self.inexact(value.im))
        if isinstance(value, tuple):
            return tuple(self._ball(v) for v in value)
        return flint.acb(self.inexact(value))

    def unending(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value:
        return enclosed.series(self, walk, adds, body, k, low, high)

    def integral(
        self, walk: Walk, body: sp.Basic, x: sp.Symbol, low: sp.Basic, high: sp.Basic
    ) -> Value:
        return enclosed.integral(self, walk, body, x, low, high)

    def limit(self, walk: Walk, node: Any) -> Value:
        raise OutOfDomain("Arb does not enclose a limit")

    def enclosed(self, middle: Any, radius: Any) -> Value:
        away = self.lift(radius) * 2
        return (self.lift(middle) - away).union(self.lift(middle) + away)

    def bits(self) -> int:
        return int(flint.ctx.prec)

    def middle(self, value: Value) -> int:
        return int(value.mid().floor().unique_fmpz())

    def magnitude(self, value: Value) -> int:
        mantissa, exponent = value.abs_upper().man_exp()
        return int(exponent) + int(mantissa).bit_length()


def number(re: Any, im: Any) -> Any:
    """A complex ball of two real numbers."""
    return flint.acb(re, im)


def ball(value: Any) -> Fraction | Any:
    """An Arb number as given: the rational it is when its radius is 0, the ball itself otherwise."""
    if not value.is_finite():
        raise ValueError(f"the ball {value} is not finite")
    if not value.is_exact():
        return value
    mantissa, exponent = value.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def accurate(value: Any, bits: float) -> bool:
    """Whether radius ≤ 2**−bits × |midpoint|; an exact 0 is accurate, a ball around 0 is not."""
    return bool(value.rel_accuracy_bits() >= bits + 1)


def _finite(value: Any) -> Any:
    if not value.is_finite():
        raise Undecided
    return value
