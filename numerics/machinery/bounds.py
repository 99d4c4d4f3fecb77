"""low <= x <= high for any number that evidence may compare: its value, or its value with its radius.

A ball of Arb, an interval of mpmath, an enclosure (``lower``, ``upper``) or a level (``mpf`` and ``error``) stands for
all numbers in it, on whichever side of a comparison it is; a difference that drops the radius, as mpf - arb does,
would compare a number that nobody has found. Everything else stands for itself, exactly.

Units: those of the number.  Errors: EvidenceError for what is no number.
Not guaranteed: that a radius is right, or that a floating-point number has the digits that its type holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, cast

import flint
import gmpy2
import mpmath
import numpy as np
import sympy as sp
from mpmath.libmp import from_man_exp, from_rational

from softpot.numerics.machinery.errors import EvidenceError
from softpot.numerics.machinery.exact import shown
from softpot.numerics.machinery.outward import interval

__all__ = [
    "Bounds",
    "bounds",
    "digits_held",
    "distance",
    "magnitude",
    "shown_complex",
    "shown_number",
]

Bounds = tuple[tuple[Any, Any], ...]
"""(low, high) of the real part, and of the imaginary part if there is one, in mpf of a private context."""

_DOUBLE = 15  # digits; no longer floating-point type is trusted with more


def digits_held(number: Any) -> int | None:
    """How many decimal digits the type of a floating-point number holds; None for numbers of any length."""
    if isinstance(number, np.ndarray) and number.ndim == 0:
        number = number[()]
    if isinstance(number, np.inexact):
        return min(int(np.finfo(cast(Any, type(number))).precision), _DOUBLE)
    if isinstance(number, (float, complex)):
        return _DOUBLE
    if isinstance(number, gmpy2.mpfr):
        return int(number.precision * 0.30103)
    if isinstance(number, gmpy2.mpc):
        return int(min(number.precision) * 0.30103)
    if isinstance(number, sp.Expr) and not isinstance(number, sp.Rational):
        held = [int(part._prec * 0.30103) for part in number.atoms(sp.Float)]
        return min(held, default=None)
    return None


def bounds(number: Any, context: Any) -> Bounds | None:
    """The bounds of a number, rounded outwards in a context of mpmath; None where there are none (NaN, infinity)."""
    parts = tuple(_real(part, context) for part in _parts(number))
    finite = all(context.isfinite(end) for part in parts for end in part)
    return parts if finite else None


def distance(one: Bounds, other: Bounds, context: Any) -> tuple[Any, Any]:
    """(largest, smallest) distance of two numbers within their bounds."""
    largest, smallest = [], []
    for (a, b), (c, d) in _aligned(one, other, context):
        far = max(context.fsub(b, c, rounding="c"), context.fsub(d, a, rounding="c"))
        near = max(context.fsub(a, d, rounding="f"), context.fsub(c, b, rounding="f"), context.zero)
        largest.append(max(far, context.zero))
        smallest.append(near)
    return _length(largest, context), _length(smallest, context)


def magnitude(one: Bounds, context: Any) -> tuple[Any, Any]:
    """(least, largest) absolute value within the bounds."""
    zero = ((context.zero, context.zero),) * len(one)
    largest, least = distance(one, zero, context)
    return least, largest


def shown_number(number: Any) -> str:
    """A number for a message, to twelve digits, with its radius if it has one; an interval holds the one meant.

    >>> shown_number(flint.arb("0.5", "1e-7")), shown_number(0.25), shown_number(0.5 - 2j)
    ('[0.500000 +/- 1.01e-7]', '0.25', '0.5 - 2.0i')
    """
    if isinstance(number, flint.arb):  # mpmath would drop the radius
        return str(number.str(12))
    if hasattr(number, "_mpi_"):
        low, high = (mpmath.mp.make_mpf(end) for end in number._mpi_)
        return "[{}, {}]".format(*interval(low, high, ".12g"))
    parts = _parts(number)
    if len(parts) == 2:
        return shown_complex(*(shown_number(part) for part in parts))
    try:
        return str(mpmath.nstr(number, 12))
    except (TypeError, ValueError, AttributeError):
        return str(number)


def shown_complex(real: str, imaginary: str) -> str:
    """a + bi of two numbers as they are shown.

    >>> shown_complex("0.5", "-2"), shown_complex("1", "3e-5")
    ('0.5 - 2i', '1 + 3e-5i')
    """
    sign = "-" if imaginary.startswith("-") else "+"
    return f"{real} {sign} {imaginary.removeprefix('-')}i"


def _aligned(one: Bounds, other: Bounds, context: Any) -> Iterator[tuple[Any, Any]]:
    nothing = (context.zero, context.zero)
    for k in range(max(len(one), len(other))):
        yield (
            one[k] if k < len(one) else nothing,
            other[k] if k < len(other) else nothing,
        )


def _length(parts: list[Any], context: Any) -> Any:
    return parts[0] if len(parts) == 1 else context.hypot(*parts)


def _parts(number: Any) -> tuple[Any, ...]:
    """A number's real part, and the imaginary part of a complex one."""
    if isinstance(number, np.ndarray) and number.ndim == 0:
        number = number[()]
    if isinstance(number, sp.Expr):
        real = not number.is_number or number.is_extended_real is not False
        return (number,) if real else number.as_real_imag()
    if hasattr(number, "_mpc_"):
        return number.real, number.imag
    if isinstance(number, (complex, np.complexfloating, flint.acb, gmpy2.mpc)):
        return number.real, number.imag
    return (number,)


def _real(number: Any, context: Any) -> tuple[Any, Any]:
    """The bounds of a real number."""
    if isinstance(number, flint.arb):
        return _of_ball(number, context)
    if isinstance(number, gmpy2.mpfr):  # whose _mpf_ is not in mpmath's lowest terms
        return _of_rational(number, context)
    if hasattr(number, "_mpi_"):
        low, high = number._mpi_
        return context.make_mpf(low), context.make_mpf(high)
    if hasattr(number, "_mpf_"):  # of any context, and SymPy's Float
        exact = context.make_mpf(number._mpf_)
        return exact, exact
    if hasattr(number, "lower") and hasattr(number, "upper") and not isinstance(number, str):
        return _real(number.lower, context)[0], _real(number.upper, context)[1]
    if hasattr(number, "mpf") and hasattr(number, "error"):
        value, error = context.make_mpf(number.mpf._mpf_), context.make_mpf(number.error._mpf_)
        return (
            context.fsub(value, error, rounding="f"),
            context.fadd(value, error, rounding="c"),
        )
    return _of_rational(number, context)


def _of_ball(ball: Any, context: Any) -> tuple[Any, Any]:
    if not ball.is_finite():
        return -context.inf, context.inf
    middle, radius = (
        context.make_mpf(from_man_exp(*(int(x) for x in part.man_exp())))
        for part in (ball.mid(), ball.rad())
    )
    return (
        context.fsub(middle, radius, rounding="f"),
        context.fadd(middle, radius, rounding="c"),
    )


def _of_rational(number: Any, context: Any) -> tuple[Any, Any]:
    """A number that is a fraction of whole numbers, as every floating-point number is."""
    try:
        top, bottom = _ratio(number)
    except (OverflowError, ValueError):  # infinity and NaN are no ratio
        return context.nan, context.nan
    low = from_rational(top, bottom, context.prec, "f")
    high = from_rational(top, bottom, context.prec, "c")
    return context.make_mpf(low), context.make_mpf(high)


def _ratio(number: Any) -> tuple[int, int]:
    # a span of time is a whole number only to NumPy
    found = None if isinstance(number, np.timedelta64) else _known_ratio(number)
    if found is None:
        raise EvidenceError(
            f"numbers are compared, and {shown(number)} is of type {type(number).__name__}: "
            "give mpmath numbers, fractions or balls"
        )
    return found


def _known_ratio(number: Any) -> tuple[int, int] | None:
    if isinstance(number, (bool, np.bool_)):
        return int(number), 1
    if isinstance(number, (flint.fmpz, gmpy2.mpz, np.integer)):
        return int(number), 1
    if isinstance(number, flint.fmpq):
        return int(number.p), int(number.q)
    if isinstance(number, sp.Integer | sp.Rational):
        return int(number.p), int(number.q)
    if isinstance(number, (Rational, gmpy2.mpq)):
        return int(number.numerator), int(number.denominator)
    if isinstance(number, (float, np.floating, Decimal, gmpy2.mpfr, Fraction)):
        top, bottom = number.as_integer_ratio()
        return int(top), int(bottom)
    if isinstance(number, sp.Expr) and number.is_number and number.is_finite is False:
        raise ValueError
    return None
