"""f(x) ∈ [m ± r]: the Arb backend, balls of python-flint that enclose the value rigorously.

Every operation returns a ball that contains the true value at any precision; the precision only
decides how wide the ball is. A ball that contains 0 is consistent with 0 to its radius, and never a
proof that the value is 0. Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius
interval arithmetic, IEEE Trans. Comput. 66, 1281 (2017), doi:10.1109/TC.2017.2690633.

``flint.ctx.prec`` belongs to the whole process (python-flint 0.9 shares it between threads), so it is
set under a lock and put back; another thread that sets it by itself can widen a ball, never falsify it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from threading import RLock
from typing import Any

import flint

from numerics.machinery.compile.errors import Undecided
from numerics.machinery.compile.rational import RationalFirst
from numerics.machinery.compile.walk import Value

_LOCK = RLock()


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """python-flint at this many bits, for this thread alone, and as it was afterwards."""
    with _LOCK:
        before = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            yield
        finally:
            flint.ctx.prec = before


class Balls(RationalFirst):
    """The operations on Arb balls, at the precision that is set."""

    def lift(self, value: Any) -> Value:
        return flint.arb(flint.fmpq(int(value.numerator), int(value.denominator)))

    def constant(self, name: str) -> Value:
        made = {"pi": flint.arb.pi, "e": flint.arb.const_e, "euler": flint.arb.const_euler}
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

    def magnitude(self, value: Value) -> int:
        mantissa, exponent = value.abs_upper().man_exp()
        return int(exponent) + int(mantissa).bit_length()


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
