"""1/3 + 1/6 = 1/2, exactly: rational parts of a formula are rational arithmetic, in mpmath and in Arb.

Inputs are exact, so whatever sums, products, integer powers and perfect roots make of them is exact
too, and it stays a rational until it meets something irrational. Two things follow. A value that
cancels to zero among rationals is *proved* to be zero; and a zero that appears among inexact numbers
is never taken for one: it has an error bound, and the precision rises until the bound is small
compared with the value, or the walk ends in ``PrecisionLoss``.

A table that inherits from ``RationalFirst`` says only what its inexact numbers do.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp
from gmpy2 import iroot, mpq, mpz

from softpot.numerics.machinery.compile.counted import over_range
from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange, Undecided
from softpot.numerics.machinery.compile.parts import Complex, WithParts
from softpot.numerics.machinery.compile.walk import DOMAINS, Truth, Value, Walk

_MPQ = type(mpq(0))

# A rational that needs more bits than this is handed to the inexact numbers: exactness must not cost
# more than the digits that anybody asks for.
MAX_BITS = 1 << 15

# An argument of exp or sin beyond 2**8192 needs as many bits of π or log 2 as that: refused instead.
MAX_MAGNITUDE = 1 << 13

# f(p) for the rational p where the value is rational
_EXACT: Mapping[tuple[str, Any], int] = {
    ("exp", mpq(0)): 1, ("log", mpq(1)): 0,
    ("sin", mpq(0)): 0, ("cos", mpq(0)): 1, ("tan", mpq(0)): 0,
    ("sinh", mpq(0)): 0, ("cosh", mpq(0)): 1, ("tanh", mpq(0)): 0,
    ("asin", mpq(0)): 0, ("acos", mpq(1)): 0, ("atan", mpq(0)): 0,
    ("asinh", mpq(0)): 0, ("acosh", mpq(1)): 0, ("atanh", mpq(0)): 0,
    ("gamma", mpq(1)): 1, ("gamma", mpq(2)): 1, ("erf", mpq(0)): 0,
}  # fmt: skip

_SIGNS: Mapping[str, Callable[[int], bool]] = {
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
    "==": lambda s: s == 0,
    "!=": lambda s: s != 0,
}


class RealRationalFirst(ABC):
    """A table of real numbers: rationals (mpq) as long as that is possible, and inexact numbers then."""

    # what a backend's inexact numbers do

    @abstractmethod
    def lift(self, value: Any) -> Value:
        """The inexact number nearest to a rational."""

    @abstractmethod
    def constant(self, name: str) -> Value: ...

    @abstractmethod
    def add_inexact(self, terms: Sequence[Value]) -> Value: ...

    @abstractmethod
    def multiply_inexact(self, factors: Sequence[Value]) -> Value: ...

    @abstractmethod
    def power_inexact(self, base: Value, exponent: Any) -> Value:
        """base**exponent for a rational exponent and a base that is positive, or not 0 if it is an integer."""

    @abstractmethod
    def function_inexact(self, name: str, argument: Value) -> Value: ...

    @abstractmethod
    def extreme_inexact(self, name: str, left: Value, right: Value) -> Value:
        """The smaller ("min") or larger ("max") of two numbers, which may be too close to compare."""

    @abstractmethod
    def sign_inexact(self, value: Value) -> int | None:
        """1, −1, or None where the number cannot be told from 0."""

    @abstractmethod
    def middle(self, value: Value) -> int:
        """The whole number next below a value's middle."""

    @abstractmethod
    def magnitude(self, value: Value) -> int:
        """About log2 of the absolute value, from above."""

    # what follows from it

    def number(self, value: Fraction) -> Value:
        return mpq(value.numerator, value.denominator)

    def inexact(self, value: Value) -> Value:
        return self.lift(value) if isinstance(value, _MPQ) else value

    def add(self, terms: Sequence[Value]) -> Value:
        rational, others = _parted(terms)
        exact = sum(rational, mpq(0))
        if not others:
            return self._small(exact)
        return self.add_inexact([*others, self.lift(exact)] if exact else others)

    def multiply(self, factors: Sequence[Value]) -> Value:
        rational, others = _parted(factors)
        exact = mpq(1)
        for factor in rational:
            exact *= factor
        if exact == 0 or not others:
            return self._small(exact)
        return self.multiply_inexact(others if exact == 1 else [*others, self.lift(exact)])

    def power(self, base: Value, exponent: Value) -> Value:
        if not isinstance(exponent, _MPQ):
            return self._symbolic_power(base, exponent)
        if exponent == 0:
            return mpq(1)
        integer = exponent.denominator == 1
        sign = self.sign(base)
        if sign == 0:
            if exponent < 0:
                raise OutOfDomain("0 has no negative power")
            return mpq(0)
        if sign == -1 and not integer:
            raise OutOfDomain(f"a negative number has no real power {exponent}")
        if sign is None and not (integer and exponent > 0):
            raise Undecided
        if isinstance(base, _MPQ):
            root = _root(base, int(exponent.denominator))
            if root is not None and _bits(root) * abs(exponent.numerator) <= MAX_BITS:
                return root ** int(exponent.numerator)
        return self.power_inexact(self.inexact(base), exponent)

    def _symbolic_power(self, base: Value, exponent: Value) -> Value:
        sign = self.sign(base)
        if sign == 0:
            if self._certain(self.sign(exponent)) < 0:
                raise OutOfDomain("0 has no negative power")
            return mpq(0)
        if self._certain(sign) < 0:
            raise OutOfDomain("a negative number has no real power with an irrational exponent")
        return self.function("exp", self.multiply([exponent, self.function("log", base)]))

    def function(self, name: str, argument: Value) -> Value:
        if name == "sign":
            return mpq(self._certain(self.sign(argument)))
        if name == "abs":
            return (
                abs(argument)
                if isinstance(argument, _MPQ)
                else self.function_inexact(name, argument)
            )
        if name in ("floor", "ceiling"):
            return self._floor(argument, 1 if name == "floor" else -1)
        for relation, bound in DOMAINS.get(name, ()):
            if not self._certain(self.compare(relation, argument, mpq(bound))):
                raise OutOfDomain(f"{name} is not real unless its argument is {relation} {bound}")
        if isinstance(argument, _MPQ):
            if (name, argument) in _EXACT:
                return mpq(_EXACT[name, argument])
            if name == "gamma" and argument.denominator == 1 and argument <= 0:
                raise OutOfDomain("gamma has a pole at 0 and at every negative integer")
        inexact = self.inexact(argument)
        if self.magnitude(inexact) > MAX_MAGNITUDE:
            raise OutOfRange(f"the argument of {name} is beyond 2**{MAX_MAGNITUDE}")
        return self.function_inexact(name, inexact)

    def _floor(self, argument: Value, side: int) -> Value:
        """The next whole number below (1), or above (−1)."""
        if isinstance(argument, _MPQ):
            whole = argument.numerator // argument.denominator
            return mpq(whole if side == 1 or argument.denominator == 1 else whole + 1)
        whole = mpq(self.middle(argument))
        above = self.compare(">", argument, whole) and self.compare("<", argument, whole + 1)
        if not self._certain(above or None):
            raise Undecided
        return whole if side == 1 else whole + 1

    def extreme(self, name: str, arguments: Sequence[Value]) -> Value:
        best, *rest = arguments
        for other in rest:
            takes = self.compare("<" if name == "min" else ">", other, best)
            if takes is None:  # too close to tell: either will do, with the errors of both
                best = self.extreme_inexact(name, self.inexact(best), self.inexact(other))
            elif takes:
                best = other
        return best

    def sign(self, value: Value) -> int | None:
        """1, 0 (only of a rational), −1, or None where that is undecided."""
        if isinstance(value, _MPQ):
            return int(value > 0) - int(value < 0)
        return self.sign_inexact(value)

    def compare(self, relation: str, left: Value, right: Value) -> Truth:
        sign = self.sign(self.add([left, self.multiply([mpq(-1), right])]))
        return None if sign is None else _SIGNS[relation](sign)

    def junction(self, name: str, truths: Sequence[Truth]) -> Truth:
        deciding = name == "or"  # one such member decides, whatever the others
        if any(truth is deciding for truth in truths):
            return deciding
        return None if any(truth is None for truth in truths) else not deciding

    def negation(self, truth: Truth) -> Truth:
        return None if truth is None else not truth

    def piecewise(self, walk: Walk, branches: Sequence[tuple[sp.Basic, sp.Basic]]) -> Value:
        """The first branch whose condition holds; the others are not touched."""
        for expression, condition in branches:
            if self._certain(walk(condition)):
                return walk(expression)
        raise OutOfDomain("no branch holds here")

    def _certain(self, answer: Any) -> Any:
        if answer is None:
            raise Undecided
        return answer

    def _small(self, value: Any) -> Value:
        return value if _bits(value) <= MAX_BITS else self.lift(value)


class RationalFirst(WithParts, RealRationalFirst):
    """The same for numbers that are real or complex, with the named functions."""

    @abstractmethod
    def special_inexact(self, name: str, arguments: Sequence[Any]) -> tuple[Value, Value]:
        """Real and imaginary part of a named function; Undecided where that needs a higher precision."""

    @abstractmethod
    def enclosed(self, middle: Any, radius: Any) -> Value:
        """A number within a rational distance of a rational."""

    @abstractmethod
    def bits(self) -> int:
        """The working precision."""

    def root(self, root: Any) -> Value:
        """A root of a polynomial, between the ends of an interval in which SymPy has isolated it."""
        size = sp.Rational(1, 2 ** (self.bits() + 8))
        near = root.eval_rational(dx=size, dy=size)
        re, im = (
            self.enclosed(mpq(int(p.p), int(p.q)), mpq(1, int(size.q))) for p in near.as_real_imag()
        )
        return re if root.is_real else Complex(re, im)

    def counted(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value:
        first, last = self.whole(low), self.whole(high)
        if first is None or last is None:
            raise OutOfDomain("a sum or product runs from one whole number to another")
        return over_range(walk, adds, body, k, first, last)

    @abstractmethod
    def unending(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value:
        """A sum or product of which one bound at least is None: it has no end there."""

    @abstractmethod
    def integral(
        self, walk: Walk, body: sp.Basic, x: sp.Symbol, low: sp.Basic, high: sp.Basic
    ) -> Value:
        """An integral between two expressions."""

    @abstractmethod
    def limit(self, walk: Walk, node: Any) -> Value: ...

    def imaginary(self) -> Value:
        return Complex(mpq(0), mpq(1))

    def is_nothing(self, value: Value) -> bool:
        return isinstance(value, _MPQ) and value == 0

    def whole(self, value: Value) -> int | None:
        return int(value) if isinstance(value, _MPQ) and value.denominator == 1 else None

    def is_half(self, value: Value) -> bool:
        return isinstance(value, _MPQ) and value == mpq(1, 2)

    def special_numbers(self, name: str, arguments: Sequence[Any]) -> Value:
        if name == "mod":
            return self._mod(*arguments)
        for part in _flat(arguments):
            if self.magnitude(self.inexact(part)) > MAX_MAGNITUDE:
                raise OutOfRange(f"an argument of {name} is beyond 2**{MAX_MAGNITUDE}")
        re, im = self.special_inexact(name, arguments)
        if self.is_nothing(im) or self.real_there(name, arguments):
            return re
        if not self.complex and self.sign(im) is None:
            raise Undecided
        return Complex(re, im)

    def _mod(self, value: Value, modulus: Value) -> Value:
        if self.sign(modulus) == 0:
            raise OutOfDomain("there is no remainder of a division by 0")
        times = self.function("floor", self.multiply([value, self.power(modulus, mpq(-1))]))
        return self.add([value, self.multiply([mpq(-1), modulus, times])])


def _flat(values: Sequence[Any]) -> list[Any]:
    """The real numbers among tuples and complex numbers."""
    return [
        part
        for value in values
        for part in (
            _flat(value) if isinstance(value, tuple) and not hasattr(value, "error") else [value]
        )
    ]


def _parted(values: Sequence[Value]) -> tuple[list[Any], list[Value]]:
    rational = [v for v in values if isinstance(v, _MPQ)]
    return rational, [v for v in values if not isinstance(v, _MPQ)]


def _bits(value: Any) -> int:
    return int(value.numerator.bit_length() + value.denominator.bit_length())


def _root(value: Any, degree: int) -> Any:
    """The rational whose power ``degree`` is the value, or None; negative values only for degree 1."""
    if degree == 1:
        return value
    if value < 0 or degree > MAX_BITS:
        return None
    top, exact_top = iroot(mpz(value.numerator), degree)
    bottom, exact_bottom = iroot(mpz(value.denominator), degree)
    return mpq(top, bottom) if exact_top and exact_bottom else None
