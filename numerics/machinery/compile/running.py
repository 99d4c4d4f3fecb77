"""f(x) = v ± e: the mpmath backend, each number carried with a bound on its error.

Every operation computes v with mpmath and e from the errors of its arguments and a bound on the
derivative between v − e and v + e: for a sum Σe, for a product |a|e_b + |b|e_a + e_a e_b, for a power
|q| e |x|^(q−1), for a function sup|f'| e; to which comes the rounding of v itself. So cancellation is
seen when it happens, and the working precision rises until e is small enough: two evaluations that
merely agree can both be wrong (1e1000·((1 + 1e−1000) − 1) is 0 at 50 digits and at 100).

Not guaranteed: mpmath's functions are taken at their word, a few units in the last place (``_ULPS``);
they are not certified. For a rigorous enclosure use the Arb backend, which shares nothing with this
one but exact rational arithmetic. (The integrals of this one are held against Arb's: ``quadrature``.)

mpmath's contexts share caches of π, log 2 and the like, which are filled without a lock (value first,
its precision after), so evaluations take turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, NamedTuple

import sympy as sp
from gmpy2 import mpq

from softpot.numerics.machinery.compile import carried
from softpot.numerics.machinery.compile.bympmath import BY_MPMATH
from softpot.numerics.machinery.compile.errors import OutOfDomain, Undecided
from softpot.numerics.machinery.compile.parts import Complex
from softpot.numerics.machinery.compile.rational import RationalFirst
from softpot.numerics.machinery.compile.walk import Value, Walk

LOCK = RLock()

# Rounding of one operation in units of 2^(1−p)|v|. mpmath rounds sums, products and roots to 1/2 and
# aims at 1 for functions; 8 is slack.
_ULPS = 8


class Bounded(NamedTuple):
    """A value and a bound on its error, both mpf of the working context."""

    value: Any
    error: Any


class Running(RationalFirst):
    """The operations on bounded mpmath numbers, in a private context at its present precision."""

    def __init__(self, context: Any) -> None:
        self._mp = context
        self._unit = context.ldexp(_ULPS, 1 - context.prec)
        # errors are themselves rounded; this much covers it at every precision used here
        self._up = 1 + context.ldexp(1, -30)

    def lift(self, value: Any) -> Value:
        top, bottom = int(value.numerator), int(value.denominator)
        found = self._mp.mpf(top) / bottom
        if bottom & (bottom - 1) == 0 and top.bit_length() <= self._mp.prec:
            return Bounded(found, self._mp.zero)  # a binary fraction that fits
        return self._rounded(found)

    def constant(self, name: str) -> Value:
        return self._rounded(+getattr(self._mp, name))

    def add_inexact(self, terms: Sequence[Value]) -> Value:
        total, error, size = self._mp.zero, self._mp.zero, self._mp.zero
        for value, wrong in terms:
            total += value
            error += wrong
            size += abs(value)
        return Bounded(total, (error + size * self._unit * len(terms)) * self._up)

    def multiply_inexact(self, factors: Sequence[Value]) -> Value:
        value, error = factors[0]
        for other, wrong in factors[1:]:
            error = (abs(value) * wrong + abs(other) * error + error * wrong) * self._up
            value = value * other
            error += abs(value) * self._unit
        return Bounded(value, error)

    def power_inexact(self, base: Value, exponent: Any) -> Value:
        degree, number = int(exponent.denominator), int(exponent.numerator)
        if degree != 1:
            base = self._root(base, degree)
        value, error = base
        size = abs(value)
        # |x^n − v^n| ≤ |n| e max|x|^(n−1), largest at the end away from 0 (n > 0) or next to it (n < 0)
        reach = size + error if number > 0 else size - error
        if reach <= 0:
            raise Undecided
        wrong = abs(number) * error * reach ** (number - 1) if error else self._mp.zero
        return self._rounded(value**number, wrong)

    def _root(self, base: Bounded, degree: int) -> Bounded:
        value, error = base
        if value - error <= 0:
            raise Undecided
        root = self._mp.root(value, degree)
        # |x^(1/q) − v^(1/q)| ≤ e x^(1/q)/(q x), the derivative at the lower end bounded by v^(1/q)/(q(v − e))
        return self._rounded(root, error * root / (degree * (value - error)))

    def function_inexact(self, name: str, argument: Value) -> Value:
        value, error = argument
        if name == "abs":
            return Bounded(abs(value), error)
        wrong = _SLOPES[name](self._mp, value, error) * error if error else self._mp.zero
        try:
            found = getattr(self._mp, name)(value)
        except (ValueError, ZeroDivisionError) as failed:
            raise Undecided from failed
        if not self._mp.isfinite(found) or isinstance(found, self._mp.mpc):
            raise Undecided
        return self._rounded(found, wrong)

    def extreme_inexact(self, name: str, left: Value, right: Value) -> Value:
        pick = min if name == "min" else max
        return Bounded(pick(left.value, right.value), max(left.error, right.error))

    def sign_inexact(self, value: Value) -> int | None:
        if abs(value.value) <= value.error:
            return None
        return 1 if value.value > 0 else -1

    def special_inexact(self, name: str, arguments: Sequence[Any]) -> tuple[Value, Value]:
        """f(v), with what it changes when each inexact part of v is moved by its error, and by more digits.

        The changes are those at the two ends of each error, times 4: a bound for a function that is smooth over so
        small an error, and large where a cut or a pole lies within it.
        """
        work, prec = self._mp, self._mp.prec
        errors: list[tuple[tuple[int, ...], Any, Any]] = []
        exact = [self._plain(a, (k,), errors) for k, a in enumerate(arguments)]
        try:
            work.prec = 2 * prec + 40
            best = self._called(name, exact)
            work.prec = prec + 30
            value = self._called(name, exact)
            error = 2 * abs(value - best)
            for path, wrong, direction in errors:
                for sign in (1, -1):
                    moved = _moved(exact, path, sign * wrong * direction)
                    error += 4 * abs(self._called(name, moved) - value)
        except ZeroDivisionError as failed:
            raise _no_value(name, not errors) from failed
        except ValueError as failed:  # no convergence, too, which more digits may mend
            hopeless = not errors and not isinstance(failed, work.NoConvergence)
            raise _no_value(name, hopeless) from failed
        finally:
            work.prec = prec
        if not work.isfinite(best):
            raise _no_value(name, not errors)
        error = abs(error)
        re, im = +work.re(best), +work.im(best)
        exact_im = not work.im(best) and not isinstance(best, work.mpc)
        return self._rounded(re, error), mpq(0) if exact_im else self._rounded(im, error)

    def _called(self, name: str, arguments: Sequence[Any]) -> Any:
        return self._mp.convert(BY_MPMATH[name](self._mp, *arguments))

    def _plain(self, value: Any, path: tuple[int, ...], errors: list[Any]) -> Any:
        """A number of mpmath for a value, its error noted with the way to it."""
        if isinstance(value, Complex):
            re, im = (self.inexact(part) for part in value)
            errors += [(path, e, d) for e, d in ((re.error, 1), (im.error, self._mp.j)) if e]
            return self._mp.mpc(re.value, im.value)
        if type(value) is tuple:
            return [self._plain(v, (*path, k), errors) for k, v in enumerate(value)]
        bounded = self.inexact(value)
        if bounded.error:
            errors.append((path, bounded.error, 1))
        return bounded.value

    def unending(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value:
        return carried.series(self, walk, adds, body, k, low, high)

    def integral(
        self, walk: Walk, body: sp.Basic, x: sp.Symbol, low: sp.Basic, high: sp.Basic
    ) -> Value:
        return carried.integral(self, walk, body, x, low, high)

    def limit(self, walk: Walk, node: Any) -> Value:
        return carried.limit(self, walk, node)

    @property
    def context(self) -> Any:
        """The context of mpmath in which the numbers are."""
        return self._mp

    @contextmanager
    def at(self, prec: int) -> Iterator[Running]:
        """The same operations at another precision, which the context has meanwhile."""
        keep = self._mp.prec
        self._mp.prec = prec
        try:
            finer = Running(self._mp)
            finer.complex = self.complex
            yield finer
        finally:
            self._mp.prec = keep

    def exactly(self, number: Any) -> Value:
        """A number of the context, taken as it is."""
        return Bounded(number, self._mp.zero) if number else mpq(0)

    def rounded(self, value: Any, error: Any) -> Value:
        """A number with its error, and that of rounding it."""
        return self._rounded(value, error)

    def enclosed(self, middle: Any, radius: Any) -> Value:
        value = self.lift(middle)
        return Bounded(value.value, (value.error + self.lift(radius).value) * self._up)

    def bits(self) -> int:
        return int(self._mp.prec)

    def middle(self, value: Value) -> int:
        return int(self._mp.floor(value.value))

    def magnitude(self, value: Value) -> int:
        return int(self._mp.mag(value.value)) if value.value else 0

    def _rounded(self, value: Any, error: Any = 0) -> Bounded:
        return Bounded(value, (error + abs(value) * self._unit) * self._up)


def _moved(arguments: Any, path: tuple[int, ...], by: Any) -> Any:
    """The same arguments with one number moved."""
    first, *rest = path
    made = list(arguments)
    made[first] = _moved(made[first], tuple(rest), by) if rest else made[first] + by
    return made


def _no_value(name: str, sure: bool) -> Exception:
    return OutOfDomain(f"{name} has no finite value here") if sure else Undecided()


def accurate(number: Any, bits: float, context: Any) -> bool:
    """Whether error ≤ 2**−bits |value|; no inexact zero is. Of a complex number that of both parts, as a length."""
    parts = number if isinstance(number, Complex) else (number,)
    bounded = [p for p in parts if isinstance(p, Bounded)]
    if len(parts) == len(bounded) == 1:
        return bool(number.error <= abs(number.value) * context.power(2, -bits))
    error = sum((p.error for p in bounded), context.zero)
    size = context.hypot(*(plain(p, context) for p in parts))
    return bool(error <= size * context.power(2, -bits))


def plain(value: Any, context: Any) -> Any:
    """A value without its error."""
    if isinstance(value, Bounded):
        return value.value
    return context.mpf(int(value.numerator)) / int(value.denominator)


def _positive(bound: Any) -> Any:
    if not bound > 0:
        raise Undecided
    return bound


def _exp(mp: Any, v: Any, e: Any) -> Any:
    if e > 1:
        raise Undecided
    return mp.exp(v) * 2 * mp.e  # sup exp on [v − 1, v + 1], twice for what was rounded away


def _tan(mp: Any, v: Any, e: Any) -> Any:
    return 2 / _positive(abs(mp.cos(v)) - e - mp.ldexp(1, 8 - mp.prec)) ** 2


def _gamma(mp: Any, v: Any, e: Any) -> Any:
    """|Γ'| = Γ|ψ| where no pole lies between; log Γ is Lipschitz with |ψ| of the ends, ψ being monotone."""
    if e > 1:
        raise Undecided
    if v - e <= 0:
        nearest = mp.nint(v)
        if nearest <= 0 and abs(v - nearest) <= e:
            raise Undecided
    steep = max(abs(mp.digamma(v - e)), abs(mp.digamma(v + e)))
    if steep * e > 1:
        raise Undecided
    return 4 * abs(mp.gamma(v)) * steep  # Γ grows at most e-fold over the interval


# sup|f'| on [v − e, v + e], from above
_SLOPES: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "exp": _exp,
    "log": lambda mp, v, e: 1 / _positive(v - e),
    "sin": lambda mp, v, e: mp.one,
    "cos": lambda mp, v, e: mp.one,
    "tan": _tan,
    "sinh": lambda mp, v, e: _exp(mp, abs(v), e),
    "cosh": lambda mp, v, e: _exp(mp, abs(v), e),
    "tanh": lambda mp, v, e: mp.one,
    "coth": lambda mp, v, e: 2 / mp.sinh(_positive(abs(v) - e)) ** 2,
    "asin": lambda mp, v, e: 2 / mp.sqrt(_positive(1 - (abs(v) + e) ** 2)),
    "acos": lambda mp, v, e: 2 / mp.sqrt(_positive(1 - (abs(v) + e) ** 2)),
    "atan": lambda mp, v, e: mp.one,
    "asinh": lambda mp, v, e: mp.one,
    "acosh": lambda mp, v, e: 2 / mp.sqrt(_positive((v - e) ** 2 - 1)),
    "atanh": lambda mp, v, e: 2 / _positive(1 - (abs(v) + e) ** 2),
    "gamma": _gamma,
    "erf": lambda mp, v, e: 2 * mp.one,
}
