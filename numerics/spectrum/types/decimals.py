r"""value = m 10^e  <->  "0.00123...": decimal text with an exact number of significant digits.

Everything is done with integers and Fractions; the mpmath numbers are made without reading or
changing mpmath's global precision.

Errors: none.  Not guaranteed: nothing beyond the text itself.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
from mpmath.libmp import from_man_exp, from_str

from softpot.numerics.machinery.travel import travelling

__all__ = ["decimal_exponent", "from_text", "rational", "round_decimal", "to_mpf"]


def decimal_exponent(value: Fraction) -> int:
    """e with 10^e <= |value| < 10^(e+1), for value != 0."""
    size = abs(value)
    guess = (size.numerator.bit_length() - size.denominator.bit_length()) * 30103 // 100000
    while size >= Fraction(10) ** (guess + 1):
        guess += 1
    while size < Fraction(10) ** guess:
        guess -= 1
    return guess


def _written(negative: bool, mantissa: str, exponent: int) -> str:
    sign = "-" if negative else ""
    digits = len(mantissa)
    if -5 <= exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{mantissa}"
    if 0 <= exponent < digits - 1:
        return f"{sign}{mantissa[: exponent + 1]}.{mantissa[exponent + 1 :]}"
    if exponent == digits - 1:
        return f"{sign}{mantissa}"
    return f"{sign}{mantissa[0]}.{mantissa[1:]}e{exponent:+d}"


def round_decimal(value: Fraction, tolerance: Fraction, digits: int) -> tuple[str, Fraction, bool]:
    """value rounded to `digits` significant digits: text, rounding error, and whether every number
    within `tolerance` of value rounds to the same text."""
    exponent = decimal_exponent(value)
    unit = Fraction(10) ** (exponent - digits + 1)
    whole = round(abs(value) / unit)
    if whole == 10**digits:
        whole, exponent = whole // 10, exponent + 1
        unit *= 10
    rounded = whole * unit
    away = abs(abs(value) - rounded)
    text = _written(
        value < 0, str(flint.fmpz(whole)), exponent
    )  # str refuses more than 4300 digits
    return text, away, away + tolerance < unit / 2


def from_text(text: str, digits: int) -> Any:
    """The mpmath.mpf nearest to a decimal text, with a few bits more than its digits need."""
    return travelling(from_str(text, digits * 3322 // 1000 + 16, "n"))


def rational(value: Any) -> Fraction:
    """An mpmath.mpf as the rational it is, however large its exponent."""
    sign, mantissa, exponent, _ = value._mpf_
    size = int(mantissa) * Fraction(2) ** int(exponent)
    return -size if sign else size


def to_mpf(value: Fraction) -> Any:
    """A non-negative Fraction rounded up to 30 bits, as an mpmath.mpf."""
    if value == 0:
        return travelling(from_man_exp(0, 0))
    shift = 32 - value.numerator.bit_length() + value.denominator.bit_length()
    scaled = value * Fraction(2) ** shift
    return travelling(from_man_exp(-((-scaled.numerator) // scaled.denominator), -shift))
