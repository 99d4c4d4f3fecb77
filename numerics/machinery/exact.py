r"""value -> p/q: every accepted number is taken as the rational it exactly is.

``exact(value, name)`` returns a :class:`fractions.Fraction`.

* an ``int`` or any other rational number (``Fraction``, SymPy and numpy integers) is itself;
* a decimal string such as ``"-5.125"`` or ``"1e-3"`` and a string ``"p/q"`` are exact;
* a ``float`` (numpy floating numbers too) is its binary value, so ``exact(0.1, "x")``
  is 3602879701896397/36028797018963968 while ``exact("0.1", "x")`` is 1/10;
  ``floats=False`` refuses it, for callers who want more digits than it holds;
* an mpmath ``mpf`` is its binary value, a :class:`decimal.Decimal` is exact.

Shapes: scalars only; a zero-dimensional numpy array counts as the scalar it holds.
Units: none.
Errors: ``TypeError`` for something that is not a real number (``bool``, ``complex``, ``None``,
arrays) and for a refused float; ``ValueError`` for a string that is not a number, NaN, an infinity,
a zero denominator, or a number so long or so large that the integer would be absurd.
Not guaranteed: a float is not "repaired" to the decimal that somebody may have meant by it.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any

import flint
import mpmath
import numpy as np
from mpmath.ctx_mp_python import _constant, _mpf
from numpy.typing import NDArray

__all__ = ["Number", "Numbers", "complex_parts", "exact", "shown"]

Number = int | float | str | Fraction | Decimal | np.number[Any]
"""One number, as ``exact`` takes it; an mpf, a SymPy integer and an array of no dimension are taken, too."""

Numbers = Number | Sequence[Any] | NDArray[Any]
"""One number, or an array of numbers."""

MAX_CHARACTERS = 4000
MAX_EXPONENT = 4000  # of ten; the binary exponent of an mpf is held to the same size

_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?")
_REAL = r"[0-9]+/[0-9]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# 1/2i is left out: it might be (1/2) i or 1/(2 i)
_COMPLEX = re.compile(
    rf"(?P<re>[+-]?(?:{_REAL})(?=[+-]))?(?P<sign>[+-])?"
    rf"(?:(?P<size>{_REAL})\*|(?P<plain>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))?[iIjJ]"
)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_ACCEPTED = 'an int, a Fraction, a float, or a string such as "-5.125", "1e-3" or "3/7"'


def exact(value: object, name: str = "value", *, floats: bool = True) -> Fraction:
    """value = p/q exactly, as a Fraction (see the module text for what is accepted).

    value: int, Fraction, float, numpy scalar, mpf, Decimal, or str.
    name: the word by which the value is called in an error message.
    Raises TypeError or ValueError, in one sentence.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(
            f"{name} is {shown(value)}, a truth value, but {_ACCEPTED} is needed because True "
            "and False are not quantities"
        )
    if isinstance(value, str):
        return _from_string(value, name)
    if isinstance(value, (float, np.floating)):
        return _from_float(value, name, floats)
    if isinstance(value, np.integer):
        return Fraction(int(value))
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, Decimal):
        return _from_string(str(value), name)
    if isinstance(value, _mpf) and not isinstance(value, _constant):  # π is no binary number
        return _from_mpf(value, name)
    raise TypeError(
        f"{name} is {shown(value)} of type {type(value).__name__}, but {_ACCEPTED} is needed "
        "because the parameter must be one real number"
    )


def complex_parts(value: object) -> tuple[Any, Any] | None:
    """Real and imaginary part of a complex number or array, of any library; None for anything else.

    Strings are "1/2 + 1/3*i", "-2i", "0.5 - 1e-3i", with i, I, j or J; a fraction needs the sign of the product.

    >>> complex_parts("1/2 - 1/3*i"), complex_parts("-i"), complex_parts("1/3")
    (('1/2', '-1/3'), ('0', '-1'), None)
    """
    if isinstance(value, str):
        return _parts_of_string(value)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return complex_parts(value[()])
    if type(value).__name__ == "mpc" and hasattr(value, "real"):  # of mpmath and gmpy2
        return value.real, value.imag  # type: ignore[attr-defined]
    if isinstance(value, (complex, np.complexfloating, flint.acb)):
        return value.real, value.imag
    if isinstance(value, np.ndarray) and value.dtype.kind == "c":
        return value.real, value.imag
    sympy = sys.modules.get("sympy")  # levels of numbers need no SymPy, so it is not imported here
    if sympy is None or not isinstance(value, sympy.Expr):
        real = True
    else:
        real = not (value.is_number and value.is_extended_real is False)
    if not real:
        re, im = value.as_real_imag()  # type: ignore[attr-defined]
        return re, im
    if isinstance(value, (list, tuple)) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "OU"
    ):
        return _parts_of_members(np.array(value, dtype=object))
    return None


def _parts_of_members(array: NDArray[Any]) -> tuple[Any, Any] | None:
    """Two arrays where any member is complex."""
    parts = [complex_parts(member) for member in array.ravel()]
    if array.ndim == 0 or all(part is None for part in parts):
        return None
    both = np.empty((2, array.size), dtype=object)
    for k, (part, member) in enumerate(zip(parts, array.ravel(), strict=True)):
        both[:, k] = part or (member, 0)
    return both[0].reshape(array.shape), both[1].reshape(array.shape)


def _parts_of_string(given: str) -> tuple[str, str] | None:
    found = _COMPLEX.fullmatch("".join(given.split())) if len(given) <= MAX_CHARACTERS else None
    if found is None:
        return None
    re, sign, size = found["re"], found["sign"] or "", found["size"] or found["plain"] or "1"
    return re or "0", f"{sign}{size}"


def shown(value: object) -> str:
    """A value as it appears in a message: one line of at most 60 characters."""
    text = " ".join(repr(value).split())  # an array shows itself on several lines
    return text if len(text) <= 60 else text[:57] + "..."


def _from_float(value: float | np.floating, name: str, floats: bool) -> Fraction:
    if not math.isfinite(value):
        raise ValueError(
            f"{name} is {shown(value)}, but a finite number is needed because nothing is defined "
            "elsewhere"
        )
    if not floats:
        raise TypeError(
            f"{name} is the float {shown(value)}, but more than 15 digits are asked and a float "
            'does not hold them: give an int, a Fraction, an mpf, or a string such as "0.1" or "1/3"'
        )
    top, bottom = value.as_integer_ratio()
    return Fraction(int(top), int(bottom))


def _from_mpf(value: Any, name: str) -> Fraction:
    if not mpmath.isfinite(value):
        raise ValueError(
            f"{name} is {shown(value)}, but a finite number is needed because nothing is defined "
            "elsewhere"
        )
    sign, man, exponent, _ = value._mpf_
    if abs(int(exponent)) > MAX_EXPONENT * 10 // 3:
        raise ValueError(
            f"{name} is {shown(value)}, but an exponent beyond {MAX_EXPONENT} in magnitude is not "
            "accepted because the exact integer behind it would be absurdly large"
        )
    size = Fraction(int(man)) * Fraction(2) ** int(exponent)
    return -size if sign else size


def _from_string(given: str, name: str) -> Fraction:
    text = given.strip()
    if len(text) > MAX_CHARACTERS:
        raise ValueError(
            f"{name} is a string of {len(text)} characters, but at most {MAX_CHARACTERS} are "
            "accepted because longer numbers are taken to be mistakes"
        )
    top, slash, bottom = text.partition("/")
    if slash:
        top, bottom = top.strip(), bottom.strip()
        if _INTEGER.fullmatch(top) and _INTEGER.fullmatch(bottom):
            if int(bottom) == 0:
                raise ValueError(
                    f"{name} is {shown(given)}, but a fraction needs a denominator other than "
                    "zero because division by zero is not a number"
                )
            return Fraction(int(top), int(bottom))
    else:
        value = _from_decimal_string(text, name)
        if value is not None:
            return value
    raise ValueError(
        f"{name} is the string {shown(given)}, but {_ACCEPTED} is needed because it does not "
        "read as a finite real number"
    )


def _from_decimal_string(text: str, name: str) -> Fraction | None:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None
    sign, whole, part, power = match.groups()
    digits = whole + (part or "")
    if not digits:
        return None
    exponent = int(power or "0")
    if abs(exponent) > MAX_EXPONENT:
        raise ValueError(
            f"{name} is {shown(text)}, but an exponent beyond {MAX_EXPONENT} in magnitude is not "
            "accepted because the exact integer behind it would be absurdly large"
        )
    value = Fraction(int(digits)) * Fraction(10) ** (exponent - len(part or ""))
    return -value if sign == "-" else value
