"""f(x) in float64: the NumPy backend, over arrays, with every overflow and harmful underflow reported.

Rounding errors are not tracked: a value is right within rounding times the condition number of the
expression as it is written, so that a formula that cancels loses digits here (mpmath and Arb notice).
What is reported, and never returned: infinities and NaN, and a result that hangs on a number that
underflowed. An underflow is harmless where the number is added to a far larger one, as in
1/(1 + exp(−1000)); it is followed until that happens.

Shapes: the inputs are broadcast together; inside, everything is one-dimensional. A ``Piecewise``
evaluates each branch only at the points where it applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath
import numpy as np
import scipy.special
import sympy as sp
from gmpy2 import mpq

from softpot.numerics.machinery.compile.byscipy import BY_SCIPY, inside_of
from softpot.numerics.machinery.compile.counted import bounds_of, over_range
from softpot.numerics.machinery.compile.errors import OutOfDomain, OutOfRange
from softpot.numerics.machinery.compile.growing import bits_of, grown
from softpot.numerics.machinery.compile.parts import Complex, WithParts
from softpot.numerics.machinery.compile.running import LOCK, Bounded, Running, accurate
from softpot.numerics.machinery.compile.walk import DOMAINS, Truth, Value, Walk

_TINY = float(np.finfo(np.float64).tiny)  # below it float64 loses digits
WHOLE = 2.0**53  # beyond it float64 does not hold every whole number
_FAR = 1e-280  # an underflowed number added to one larger than this changes none of its 16 digits

_CONSTANTS: Mapping[str, float] = {
    "pi": float(np.pi),
    "e": float(np.e),
    "euler": float(np.euler_gamma),
    "catalan": 0.915965594177219,
}

_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": np.exp, "log": np.log,
    "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "coth": lambda x: 1 / np.tanh(x),
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh,
    "gamma": scipy.special.gamma, "erf": scipy.special.erf,
    "abs": np.abs, "sign": np.sign, "floor": np.floor, "ceiling": np.ceil,
}  # fmt: skip

_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}

# f(0) = 0 but f(x) ≠ 0 nearby: an underflowed argument makes an underflowed result
_ODD = frozenset({"sin", "tan", "sinh", "tanh", "asin", "atan", "asinh", "atanh", "erf", "abs"})


class Traced(NamedTuple):
    """Numbers, and whether some of them may be an underflow: off by up to ``_TINY`` in absolute value."""

    array: Any
    small: bool = False


class RealArrays:
    """The operations on float64 arrays."""

    def number(self, value: Fraction) -> Value:
        try:
            found = float(value)
        except OverflowError:
            raise OutOfRange(
                "float64 does not hold a number of the formula or of the input"
            ) from None
        return Traced(np.float64(found), value != 0 and abs(found) < _TINY)

    def constant(self, name: str) -> Value:
        return Traced(np.float64(_CONSTANTS[name]))

    def add(self, terms: Sequence[Value]) -> Value:
        total = terms[0].array
        for term in terms[1:]:
            total = total + term.array
        small = any(term.small for term in terms)
        return Traced(_finite(total, "a sum"), small and not _far(total))

    def multiply(self, factors: Sequence[Value]) -> Value:
        first, *rest = factors
        product, small = first
        for factor in rest:
            exact_zero = (product == 0) | (factor.array == 0)
            product = product * factor.array
            small = small or factor.small or _underflowed(product, exact_zero)
        return Traced(_finite(product, "a product"), small)

    def power(self, base: Value, exponent: Value) -> Value:
        x, q = base.array, exponent.array
        whole = q == np.floor(q)
        if np.any((x == 0) & (q < 0)):
            if base.small:
                raise OutOfRange("float64 underflows in the base of a negative power")
            raise OutOfDomain("0 has no negative power")
        if np.any((x < 0) & ~whole):
            raise OutOfDomain("a negative number has no real power that is not whole")
        if np.any((x < 0) & (np.abs(q) >= WHOLE)):
            raise OutOfRange("float64 does not tell odd from even exponents beyond 2**53")
        found = _power(x, q)
        # x small and q > 0: the power is small too, or q so near 0 that the error stays relative
        return Traced(
            _finite(found, "a power"), base.small or exponent.small or _underflowed(found, x == 0)
        )

    def function(self, name: str, argument: Value) -> Value:
        x = argument.array
        for relation, bound in DOMAINS.get(name, ()):
            if not np.all(_COMPARISONS[relation](x, bound)):
                if argument.small:
                    raise OutOfRange(f"float64 underflows in the argument of {name}")
                raise OutOfDomain(f"{name} is not real unless its argument is {relation} {bound}")
        if name == "gamma" and np.any((x <= 0) & (x == np.floor(x))):
            raise OutOfDomain("gamma has a pole at 0 and at every negative integer")
        if name in ("sign", "floor", "ceiling") and argument.small and not _far(x):
            raise OutOfRange(f"float64 underflows in the argument of {name}")
        found = _finite(_FUNCTIONS[name](x), name)
        if name in _ODD:
            return Traced(found, argument.small or _underflowed(found, x == 0))
        if name in ("log", "coth", "gamma") and argument.small:
            raise OutOfRange(f"float64 underflows in the argument of {name}")
        return Traced(found, name in ("exp", "gamma") and _underflowed(found, False))

    def extreme(self, name: str, arguments: Sequence[Value]) -> Value:
        pick = np.minimum if name == "min" else np.maximum
        best = arguments[0].array
        for other in arguments[1:]:
            best = pick(best, other.array)
        return Traced(best, any(a.small for a in arguments) and not _far(best))

    def compare(self, relation: str, left: Value, right: Value) -> Truth:
        if (left.small or right.small) and not _far(left.array - right.array):
            raise OutOfRange("float64 underflows in a number that is compared")
        return _COMPARISONS[relation](left.array, right.array)

    def junction(self, name: str, truths: Sequence[Truth]) -> Truth:
        join = np.logical_and if name == "and" else np.logical_or
        found = truths[0]
        for truth in truths[1:]:
            found = join(found, truth)
        return found

    def negation(self, truth: Truth) -> Truth:
        return np.logical_not(truth)


class Arrays(WithParts, RealArrays):
    """The same for numbers that are real or complex, with the named functions."""

    def root(self, root: Any) -> Value:
        parts = root.eval_rational(n=40).as_real_imag()
        re, im = (Traced(np.float64(float(Fraction(int(p.p), int(p.q))))) for p in parts)
        return re if root.is_real else Complex(re, im)

    def counted(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value:
        """Places with the same bounds together."""
        pairs = bounds_of([low, high])
        ranges, which = np.unique(pairs, axis=0, return_inverse=True)
        if len(ranges) == 1:
            return over_range(walk, adds, body, k, *map(int, ranges[0]))
        re, im, small = np.empty(len(pairs)), np.zeros(len(pairs)), False
        for number, (first, last) in enumerate(ranges):
            here = np.flatnonzero(which.ravel() == number)
            value = over_range(_at(walk, here), adds, body, k, int(first), int(last))
            real, imaginary = self._re(value), self._im(value)
            re[here], im[here] = real.array, imaginary.array
            small = small or real.small or imaginary.small
        return self.joined(Traced(re, small), Traced(im))

    def unending(
        self, walk: Walk, adds: bool, body: sp.Basic, k: sp.Symbol, low: Value, high: Value
    ) -> Value:
        return self._by_mpmath(
            walk,
            body.free_symbols - {k},
            (low, high),
            lambda table, there, ends: table.unending(there, adds, body, k, *ends),
        )

    def integral(
        self, walk: Walk, body: sp.Basic, x: sp.Symbol, low: sp.Basic, high: sp.Basic
    ) -> Value:
        return self._by_mpmath(
            walk,
            (body.free_symbols - {x}) | low.free_symbols | high.free_symbols,
            (),
            lambda table, there, ends: table.integral(there, body, x, low, high),
        )

    def limit(self, walk: Walk, node: Any) -> Value:
        return self._by_mpmath(
            walk, node.free_symbols, (), lambda table, there, ends: table.limit(there, node)
        )

    def _by_mpmath(
        self, walk: Walk, symbols: Any, ends: Sequence[Value | None], of: Callable[..., Value]
    ) -> Value:
        """What has no form in arrays, place by place by mpmath; equal places once."""
        known = [s for s in walk.values if s in symbols]
        given = [*(walk.values[s] for s in known), *(e for e in ends if e is not None)]
        leaves = _leaves(given)
        if any(leaf.small for leaf in leaves):
            raise OutOfRange("float64 underflows in an argument of a sum, an integral or a limit")
        shape = np.broadcast_shapes(*(np.shape(leaf.array) for leaf in leaves))
        spread = [np.broadcast_to(leaf.array, shape).ravel() for leaf in leaves]
        size = int(np.prod(shape))
        re, im = np.zeros(size), np.zeros(size)
        work, done = mpmath.MPContext(), {}
        for place in range(size):
            numbers = tuple(float(values[place]) for values in spread)
            if numbers not in done:
                with LOCK:
                    done[numbers] = grown(
                        16, _one_place(self, work, known, given, ends, numbers, of)
                    )
            re[place], im[place] = done[numbers]
        return self.joined(Traced(re.reshape(shape)), Traced(im.reshape(shape)))

    def imaginary(self) -> Value:
        return Complex(Traced(np.float64(0)), Traced(np.float64(1)))

    def is_nothing(self, value: Value) -> bool:
        return not value.small and bool(np.all(value.array == 0))

    def whole(self, value: Value) -> int | None:
        if isinstance(value, Complex) or value.small:
            return None
        first = np.ravel(value.array)[:1]
        same = first.size and np.all(value.array == first) and first[0] == np.floor(first[0])
        return int(first[0]) if same and abs(first[0]) < WHOLE else None

    def is_half(self, value: Value) -> bool:
        return not isinstance(value, Complex) and bool(np.all(value.array == 0.5))

    def special_numbers(self, name: str, arguments: Sequence[Any]) -> Value:
        """SciPy's function where it is right; mpmath's, one number at a time, elsewhere."""
        leaves = _leaves(arguments)
        if any(leaf.small for leaf in leaves):
            raise OutOfRange(f"float64 underflows in an argument of {name}")
        shape = np.broadcast_shapes(*(np.shape(leaf.array) for leaf in leaves))
        spread = [np.broadcast_to(leaf.array, shape).ravel() for leaf in leaves]
        if name == "sqrt" and len(spread) == 2:
            root = np.sqrt(
                spread[0] + 1j * (spread[1] + 0.0)
            )  # no −0: a cut belongs to its upper side
            return self.joined(*(Traced(part.reshape(shape)) for part in (root.real, root.imag)))
        if name == "atan2" and np.any((spread[0] == 0) & (spread[1] == 0)):
            raise OutOfDomain("0 has no direction")
        if name == "mod":
            return Traced(_remainder(*spread).reshape(shape))
        re, im = np.zeros(spread[0].shape), np.zeros(spread[0].shape)
        easy, small = np.zeros(re.shape, dtype=bool), False
        real = len(leaves) == len(arguments)
        for function, box in BY_SCIPY.get(name, ()) if real else ():
            here = inside_of(box, spread) & ~easy
            if not here.any():
                continue
            re[here] = function(*(values[here] for values in spread))
            small = small or _underflowed(re[here], re[here] == 0)
            easy |= here
        if name == "log" and len(spread) == 2:
            easy = _off_the_circle(*spread)
            logs = np.log(spread[0][easy] + 1j * (spread[1][easy] + 0.0))
            re[easy], im[easy] = logs.real, logs.imag
        places = np.flatnonzero(~easy)
        if places.size:
            one = _OneByOne(name, arguments, self.complex)
            for k in places:
                re[k], im[k] = one([float(values[k]) for values in spread])
        _finite(re, name), _finite(im, name)
        return self.joined(Traced(re.reshape(shape), small), Traced(im.reshape(shape)))

    def piecewise(self, walk: Walk, branches: Sequence[tuple[sp.Basic, sp.Basic]]) -> Value:
        """Each branch at the points where it is the first whose condition holds, and nowhere else.

        A condition, too, is asked only where the conditions before it failed.
        """
        size = max((_size(v) for v in walk.values.values()), default=1)
        found, imaginary = np.empty(size), np.zeros(size)
        small = False
        left = np.arange(size)  # the places that no branch has taken
        for expression, condition in branches:
            here = _at(walk, left)
            holds = np.broadcast_to(here(condition), left.shape)
            if holds.any():
                value = _at(walk, left[holds])(expression)
                re, im = self._re(value), self._im(value)
                found[left[holds]], imaginary[left[holds]] = re.array, im.array
                small = small or re.small or im.small
            left = left[~holds]
        return self.joined(Traced(found, small), Traced(imaginary))


def _off_the_circle(re: Any, im: Any) -> Any:
    """Where the logarithm loses no digits: not near |z| = 1, and not at 0."""
    with np.errstate(over="ignore"):
        size = np.hypot(re, im)
    return (size > 1e-300) & (size < 1e300) & (np.abs(size - 1) > 0.01)


_PLENTY = 200  # bits


class _OneByOne:
    """f(x) of floats by mpmath, to float64, for the shape that the arguments have."""

    def __init__(self, name: str, arguments: Sequence[Any], complex_: bool) -> None:
        self.name, self.arguments = name, arguments
        self.work = mpmath.MPContext()
        self.complex = complex_
        self._known: dict[tuple[float, ...], tuple[float, float]] = {}

    def __call__(self, numbers: Sequence[float]) -> tuple[float, float]:
        key = tuple(numbers)
        if key not in self._known:
            with LOCK:
                self._known[key] = grown(16, lambda bits: self._attempt(bits, numbers))
        return self._known[key]

    def _attempt(self, bits: int, numbers: Sequence[float]) -> tuple[bool, tuple[float, float]]:
        self.work.prec = bits
        table = Running(self.work)
        table.complex = True
        left = iter([table.number(Fraction(n)) for n in numbers])
        found = table.special(self.name, [_refilled(a, left) for a in self.arguments])
        parts = [table.inexact(p) for p in (table._re(found), table._im(found))]
        good = [accurate(p, bits_of(16), self.work) for p in parts]
        enough = all(good)
        if not enough and bits > _PLENTY:  # one part is far below the other: it is 0 to float64
            enough = accurate(Complex(*parts), bits / 2, self.work)
            parts = [p if g else table.lift(mpq(0)) for p, g in zip(parts, good, strict=True)]
        return enough, (_double(parts[0]), _double(parts[1]))


def _one_place(
    arrays: Arrays,
    work: Any,
    known: Sequence[sp.Symbol],
    given: Sequence[Value],
    ends: Sequence[Value | None],
    numbers: Sequence[float],
    of: Callable[..., Value],
) -> Callable[[int], tuple[bool, tuple[float, float]]]:
    def attempt(bits: int) -> tuple[bool, tuple[float, float]]:
        work.prec = bits
        table = Running(work)
        table.complex = arrays.complex
        left = iter([table.number(Fraction(n)) for n in numbers])
        values = [_refilled(v, left) for v in given]
        there = Walk(table, dict(zip(known, values, strict=False)))
        rest = iter(values[len(known) :])
        found = of(table, there, [None if e is None else next(rest) for e in ends])
        parts = [table.inexact(p) for p in (table._re(found), table._im(found))]
        enough = accurate(
            Complex(*parts) if isinstance(found, Complex) else parts[0], bits_of(16), work
        )
        return enough, (_double(parts[0]), _double(parts[1]))

    return attempt


def _double(number: Bounded) -> float:
    made = float(number.value)
    if made == 0 != number.value or (made and abs(made) < _TINY):
        raise OutOfRange("float64 underflows in a function")
    return made


def _refilled(argument: Any, numbers: Iterator[Any]) -> Any:
    if isinstance(argument, Complex):
        return Complex(next(numbers), next(numbers))
    if isinstance(argument, Traced):
        return next(numbers)
    return tuple(_refilled(part, numbers) for part in argument)


def _leaves(arguments: Sequence[Any]) -> list[Traced]:
    found: list[Traced] = []
    for a in arguments:
        found += [a] if isinstance(a, Traced) else _leaves(a)
    return found


def _remainder(value: Any, modulus: Any) -> Any:
    if np.any(modulus == 0):
        raise OutOfDomain("there is no remainder of a division by 0")
    return np.mod(value, modulus)


def _size(value: Any) -> int:
    return int(max(np.size(part.array) for part in _leaves([value])))


def _at(walk: Walk, places: Any) -> Walk:
    """The same walk over some of the points."""

    def some(value: Any) -> Any:
        if isinstance(value, Complex):
            return Complex(some(value.re), some(value.im))
        if np.ndim(value.array) == 0 or np.size(value.array) == 1:
            return Traced(np.broadcast_to(value.array, (1,))[np.zeros_like(places)], value.small)
        return Traced(value.array[places], value.small)

    return Walk(walk.table, {s: some(v) for s, v in walk.values.items()})


def _power(x: Any, q: Any) -> Any:
    """x**q; the square root and its odd powers, and whole powers, to the last digit or nearly."""
    if np.ndim(q) == 0:
        if float(q) == 0.5:
            return np.sqrt(x)
        if float(q) == -0.5:
            return 1 / np.sqrt(x)
    return np.power(x, q)


def _finite(found: Any, what: str) -> Any:
    if not np.all(np.isfinite(found)):
        raise OutOfRange(f"float64 overflows in {what}")
    return found


def _underflowed(found: Any, exact_zero: Any) -> bool:
    return bool(np.any((np.abs(found) < _TINY) & ~np.asarray(exact_zero)))


def _far(found: Any) -> bool:
    return bool(np.all(np.abs(found) > _FAR))
