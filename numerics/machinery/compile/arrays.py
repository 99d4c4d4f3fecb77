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

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import scipy.special
import sympy as sp

from numerics.machinery.compile.errors import OutOfDomain, OutOfRange
from numerics.machinery.compile.walk import DOMAINS, Truth, Value, Walk

_TINY = float(np.finfo(np.float64).tiny)  # below it float64 loses digits
_FAR = 1e-280  # an underflowed number added to one larger than this changes none of its 16 digits

_CONSTANTS: Mapping[str, float] = {
    "pi": float(np.pi),
    "e": float(np.e),
    "euler": float(np.euler_gamma),
}

_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": np.exp, "log": np.log,
    "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "coth": lambda x: 1 / np.tanh(x),
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh,
    "gamma": scipy.special.gamma, "erf": scipy.special.erf,
    "abs": np.abs, "sign": np.sign,
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


class Arrays:
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
        if name == "sign" and argument.small:
            raise OutOfRange("float64 underflows in the argument of sign")
        found = _finite(_FUNCTIONS[name](x), name)
        if name in _ODD:
            return Traced(found, argument.small or _underflowed(found, x == 0))
        if name in ("log", "coth", "gamma") and argument.small:
            raise OutOfRange(f"float64 underflows in the argument of {name}")
        return Traced(found, name == "exp" and _underflowed(found, False))

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

    def piecewise(self, walk: Walk, branches: Sequence[tuple[sp.Basic, sp.Basic]]) -> Value:
        """Each branch at the points where it is the first whose condition holds, and nowhere else.

        A condition, too, is asked only where the conditions before it failed.
        """
        size = next((v.array.size for v in walk.values.values()), 1)
        found = np.empty(size)
        small = False
        left = np.arange(size)  # the places that no branch has taken
        for expression, condition in branches:
            here = _at(walk, left)
            holds = np.broadcast_to(here(condition), left.shape)
            if holds.any():
                value = _at(walk, left[holds])(expression)
                found[left[holds]] = value.array
                small = small or value.small
            left = left[~holds]
        return Traced(found, small)


def _at(walk: Walk, places: Any) -> Walk:
    """The same walk over some of the points."""
    return Walk(walk.table, {s: Traced(v.array[places], v.small) for s, v in walk.values.items()})


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
