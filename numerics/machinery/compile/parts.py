"""z = a + i b: complex numbers as two real ones, each with its own error, in every backend.

``WithParts`` goes before a table of real operations. Sums and products of complex numbers are those of their parts,
so that an exact part stays exact (i·i is −1, and no ball around it); other functions are asked of the backend.
A formula is complex when it holds i, a symbol that need not be real, a Hankel function, or a spherical harmonic that
turns with its second angle. Only there is the square root of −1 a number: a formula of real quantities that leaves
the real numbers has left its domain, also where a constant such as (−3)^(1/5) does.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import sympy as sp
from sympy.functions.special.bessel import hn1, hn2

from softpot.numerics.machinery.compile.errors import OutOfDomain
from softpot.numerics.machinery.compile.named import ENTIRE, REAL
from softpot.numerics.machinery.compile.walk import Truth, Value

__all__ = ["Complex", "WithParts", "complex_formula"]

_NEVER_REAL = (sp.hankel1, sp.hankel2, hn1, hn2)
"""Functions that are complex for real arguments, too."""

_MOST = 64  # a whole power beyond it is exp(n log z)


class Complex(NamedTuple):
    """A number that need not be real."""

    re: Any
    im: Any

    def __str__(self) -> str:
        return f"{self.re} + ({self.im}) i"


def complex_formula(expression: sp.Basic) -> bool:
    """Whether an expression may have values that are not real."""
    if expression.has(sp.I, *_NEVER_REAL) or any(
        isinstance(s, sp.Symbol) and s.is_extended_real is not True for s in expression.free_symbols
    ):
        return True
    return any(node.args[1].is_zero is not True for node in expression.atoms(sp.Ynm))


class WithParts:
    """The operations on numbers that are real or ``Complex``; ``complex`` says whether the formula is."""

    complex: bool = False

    @abstractmethod
    def special_numbers(self, name: str, arguments: Sequence[Any]) -> Value:
        """A named function of numbers, real or complex (or tuples of them), in this backend."""

    @abstractmethod
    def is_nothing(self, value: Value) -> bool:
        """Whether a real number is an exact 0 (everywhere)."""

    def joined(self, re: Value, im: Value) -> Value:
        return re if self.is_nothing(im) else Complex(re, im)

    def _zero(self) -> Value:
        return self.number(Fraction(0))  # type: ignore[attr-defined]

    def _re(self, value: Value) -> Value:
        return value.re if isinstance(value, Complex) else value

    def _im(self, value: Value) -> Value:
        return value.im if isinstance(value, Complex) else self._zero()

    def add(self, terms: Sequence[Value]) -> Value:
        real = super().add  # type: ignore[misc]
        if not _some(terms):
            return real(terms)
        return self.joined(real([self._re(t) for t in terms]), real([self._im(t) for t in terms]))

    def multiply(self, factors: Sequence[Value]) -> Value:
        real = super().multiply  # type: ignore[misc]
        if not _some(factors):
            return real(factors)
        value = real([f for f in factors if not isinstance(f, Complex)] or [self._one()])
        for factor in factors:
            if isinstance(factor, Complex):
                value = self._times(value, factor)
        return value

    def _times(self, one: Value, other: Complex) -> Value:
        real, total = super().multiply, super().add  # type: ignore[misc]
        if not isinstance(one, Complex):
            return self.joined(real([one, other.re]), real([one, other.im]))
        minus = self.number(Fraction(-1))  # type: ignore[attr-defined]
        return self.joined(
            total([real([one.re, other.re]), real([minus, one.im, other.im])]),
            total([real([one.re, other.im]), real([one.im, other.re])]),
        )

    def _one(self) -> Value:
        return self.number(Fraction(1))  # type: ignore[attr-defined]

    def power(self, base: Value, exponent: Value) -> Value:
        real = super().power  # type: ignore[misc]
        if not _some((base, exponent)):
            if not self.complex:
                return real(base, exponent)
            try:
                return real(base, exponent)
            except OutOfDomain:
                if self._somewhere_zero(base):
                    raise
        whole = self.whole(exponent)
        if whole is not None and abs(whole) <= _MOST and isinstance(base, Complex):
            found: Value = self._one()
            for _ in range(abs(whole)):
                found = self.multiply([found, base])
            return found if whole >= 0 else self._inverse(found)
        if self.is_half(exponent):
            return self.special("sqrt", [base])
        if self._somewhere_zero(base):
            raise OutOfDomain("0 has no such power")
        return self.function("exp", self.multiply([exponent, self.function("log", base)]))

    def _inverse(self, value: Value) -> Value:
        real = super().multiply  # type: ignore[misc]
        minus = self.number(Fraction(-1))  # type: ignore[attr-defined]
        if not isinstance(value, Complex):
            return super().power(value, minus)  # type: ignore[misc]
        size = super().power(self._square(value), minus)  # type: ignore[misc]
        return self.joined(real([value.re, size]), real([minus, value.im, size]))

    def _square(self, value: Complex) -> Value:
        two = self.number(Fraction(2))  # type: ignore[attr-defined]
        power = super().power  # type: ignore[misc]
        return super().add([power(value.re, two), power(value.im, two)])  # type: ignore[misc]

    @abstractmethod
    def whole(self, value: Value) -> int | None:
        """The one whole number that a value is; None for any other."""

    @abstractmethod
    def is_half(self, value: Value) -> bool:
        """Whether a value is exactly 1/2."""

    def _somewhere_zero(self, value: Value) -> bool:
        zero = self._zero()
        return not isinstance(value, Complex) and bool(
            _any(super().compare("==", value, zero))  # type: ignore[misc]
        )

    def function(self, name: str, argument: Value) -> Value:
        real = super().function  # type: ignore[misc]
        if name in ("re", "im", "conjugate", "arg"):
            return self._of_parts(name, argument)
        if not isinstance(argument, Complex):
            if not self.complex:
                return real(name, argument)
            try:
                return real(name, argument)
            except OutOfDomain:
                if name in ("gamma", "coth") or (name == "log" and self._somewhere_zero(argument)):
                    raise
                return self.special(name, [argument])
        if name == "abs":
            half = self.number(Fraction(1, 2))  # type: ignore[attr-defined]
            return super().power(self._square(argument), half)  # type: ignore[misc]
        if name == "sign":
            return self.multiply([argument, self._inverse(self.function("abs", argument))])
        if name == "exp":
            size = real("exp", argument.re)
            turn = Complex(real("cos", argument.im), real("sin", argument.im))
            return self._times(size, turn)
        if name in ("floor", "ceiling"):
            raise OutOfDomain(f"{name} is a function of real numbers")
        return self.special(name, [argument])

    def _of_parts(self, name: str, argument: Value) -> Value:
        if name == "re":
            return self._re(argument)
        if name == "im":
            return self._im(argument)
        if name == "conjugate":
            minus = self.number(Fraction(-1))  # type: ignore[attr-defined]
            im = super().multiply([minus, self._im(argument)])  # type: ignore[misc]
            return self.joined(self._re(argument), im)
        return self.special("atan2", [self._im(argument), self._re(argument)])

    def special(self, name: str, arguments: Sequence[Any]) -> Value:
        """A named function; OutOfDomain where a formula of real quantities would leave the real numbers."""
        if name in ("atan2", "mod") and _some(arguments):
            raise OutOfDomain(f"{name} is a function of real numbers")
        found = self.special_numbers(name, arguments)
        if isinstance(found, Complex) and not self.complex:
            raise OutOfDomain(f"{name} is not real here")
        return found

    def real_there(self, name: str, arguments: Sequence[Any]) -> bool:
        """Whether a function of these arguments is known to be real (everywhere)."""
        if _some(arguments):
            return False
        if name in ENTIRE:
            return True
        return any(
            all(
                self._holds(arguments[place], relation, bound)
                for place, relation, bound in condition
                if place < len(arguments)
            )
            for condition in REAL.get(name, ())
        )

    def _holds(self, value: Value, relation: str, bound: int) -> bool:
        if relation == "whole":
            return self.whole(value) is not None
        wanted = self.number(Fraction(bound))  # type: ignore[attr-defined]
        return _all(super().compare(relation, value, wanted))  # type: ignore[misc]

    def extreme(self, name: str, arguments: Sequence[Value]) -> Value:
        if _some(arguments):
            raise OutOfDomain("complex numbers have no order")
        return super().extreme(name, arguments)  # type: ignore[misc]

    def compare(self, relation: str, left: Value, right: Value) -> Truth:
        real = super().compare  # type: ignore[misc]
        if not _some((left, right)):
            return real(relation, left, right)
        if relation not in ("==", "!="):
            raise OutOfDomain("complex numbers have no order")
        parts = [
            real(relation, self._re(left), self._re(right)),
            real(relation, self._im(left), self._im(right)),
        ]
        return self.junction("and" if relation == "==" else "or", parts)  # type: ignore[attr-defined]


def _some(values: Sequence[Any]) -> bool:
    return any(isinstance(v, Complex) or (type(v) is tuple and _some(v)) for v in values)


def _all(truth: Truth) -> bool:
    return bool(truth.all()) if hasattr(truth, "all") else truth is True


def _any(truth: Truth) -> bool:
    return bool(truth.any()) if hasattr(truth, "any") else truth is True
