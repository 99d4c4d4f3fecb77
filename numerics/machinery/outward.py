r"""x <= shown, or shown <= x:  the decimal of so many digits that is nearest to x on one side of it.

What is called an error, a radius, a bound or an "at most" is shown rounded upwards, the lower end of an interval
downwards, so that what is shown holds of what was computed. A double stands for the shortest decimal that gives it, so
that 0.1 is shown as 0.1, and what is shown, read as a double, is on its side; all other numbers stand for themselves.

Units: those of the number.  Errors: TypeError for what is no real number, ValueError for no format of a number.
Not guaranteed: that the number itself is a bound; an estimate that is rounded up stays one.
"""

from __future__ import annotations

import re
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    Context,
    Decimal,
)
from fractions import Fraction
from math import inf, isfinite, nextafter
from numbers import Rational
from typing import Any, Literal

__all__ = ["Side", "interval", "outward", "outward_double", "scientific"]

Side = Literal["up", "down"]

_ROUNDINGS = {"up": ROUND_CEILING, "down": ROUND_FLOOR}
_FORMAT = re.compile(r"\.(\d+)([efg])")
_DOUBLE = 15  # digits that every double gives back


def outward(value: Any, form: str, side: Side = "up", *, times: Fraction | int = 1) -> str:
    """``f"{value:{form}}"`` for a form such as ".2g", ".1e" or ".3f", but never below the value, or never above it.

    value: a real number: of Python, NumPy, mpmath or a fraction; infinity and NaN are written as Python does.
    side: "up" for errors and upper ends, "down" for lower ends.  times: a positive factor, such as 100 for per cent,
    by which the value is multiplied exactly.
    Raises: ValueError for another form.

    >>> outward(0.0104, ".1g"), outward(0.0104, ".1g", "down"), f"{0.0104:.1g}"
    ('0.02', '0.01', '0.01')
    >>> outward(9.96e-9, ".1e"), outward(2.0004, ".3f")
    ('1.0e-08', '2.001')
    """
    found = _FORMAT.fullmatch(form)
    if found is None:
        raise ValueError(f"the form is {form!r}, but one such as .2g, .1e or .3f is needed")
    places, kind = int(found[1]), found[2]
    exact = _exact(value)
    if exact is None:
        return f"{float(value):{form}}"
    exact *= times
    if kind == "f":
        return _fixed(exact, places, side)
    digits = places + 1 if kind == "e" else max(places, 1)
    sign, figures, power = _figures(exact, digits, side)
    if kind == "g":
        if -5 < power < digits:
            near = _fixed(exact, digits - 1 - power, side)
            return near.rstrip("0").rstrip(".") if "." in near else near
        figures = figures[0] + figures[1:].rstrip("0")
    point = f".{figures[1:]}" if len(figures) > 1 else ""
    return f"{sign}{figures[0]}{point}e{power:+03d}"


def outward_double(value: Any, digits: int, side: Side = "up") -> float:
    """The double nearest to the decimal of so many digits on one side of the value; it lies on that side, too.

    digits: 1 to 15, so that the double is written with these digits, but next to the ends of what doubles hold.
    Raises: ValueError for other numbers of digits.

    >>> outward_double(1 / 3, 2), outward_double(1 / 3, 2, "down"), outward_double(0.25, 2)
    (0.34, 0.33, 0.25)
    """
    if not 1 <= digits <= _DOUBLE:
        raise ValueError(f"{digits} digits were asked for, but 1 to {_DOUBLE} are written")
    exact = _exact(value)
    if exact is None:
        return float(value)
    found = float(_decimal(exact, digits, side))
    limit = value if isinstance(value, float) else exact
    low, high = (found, limit) if side == "up" else (limit, found)
    return nextafter(found, inf if side == "up" else -inf) if low < high else found


def scientific(value: Any, digits: int, side: Side = "up") -> str:
    """Mantissa and exponent, of any size: 2.6e-30, 1.0e-400.

    Raises: ValueError for infinity and NaN.

    >>> from mpmath import mpf
    >>> scientific(mpf("2.51e-400"), 2), scientific(mpf("2.51e-400"), 2, "down"), scientific(0, 2)
    ('2.6e-400', '2.5e-400', '0.0')
    """
    exact = _exact(value)
    if exact is None:
        raise ValueError(f"{value} has no digits")
    sign, figures, power = _figures(exact, digits, side)
    point = f".{figures[1:]}" if digits > 1 else ""
    return f"{sign}{figures[0]}{point}" + (f"e{power}" if exact else "")


def interval(low: Any, high: Any, form: str) -> tuple[str, str]:
    """Both ends of an interval, so that the interval that is shown holds it.

    >>> interval(1.26, 1.31, ".2g")
    ('1.2', '1.4')
    """
    return outward(low, form, "down"), outward(high, form, "up")


def _decimal(exact: Fraction, digits: int, side: Side) -> Decimal:
    context = Context(prec=digits, rounding=_ROUNDINGS[side], Emax=MAX_EMAX, Emin=MIN_EMIN)
    return context.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _figures(exact: Fraction, digits: int, side: Side) -> tuple[str, str, int]:
    """(sign, so many digits, the power of ten of the first)."""
    sign, figures, exponent = _decimal(exact, digits, side).as_tuple()
    text = "".join(map(str, figures))
    power = int(exponent) + len(text) - 1 if exact else 0
    return "-" * sign, text.ljust(digits, "0"), power


def _fixed(exact: Fraction, places: int, side: Side) -> str:
    """With so many places after the point."""
    scaled = exact * 10**places
    whole = -(-scaled // 1) if side == "up" else scaled // 1
    text = f"{abs(whole):0{places + 1}d}"
    point = f".{text[-places:]}" if places else ""
    return f"{'-' * (whole < 0)}{text[: len(text) - places]}{point}"


def _exact(value: Any) -> Fraction | None:
    """The number as a fraction; None for infinity and NaN."""
    if hasattr(value, "_mpf_"):  # of mpmath and SymPy
        sign, mantissa, exponent, bits = value._mpf_
        if not mantissa and bits:
            return None
        size = int(mantissa) * Fraction(2) ** int(exponent)
        return -size if sign else size
    if isinstance(value, float):
        return Fraction(repr(float(value))) if isfinite(value) else None
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if hasattr(value, "as_integer_ratio"):  # other floating-point numbers, and Decimal
        if not isfinite(value):
            return None
        return Fraction(*(int(part) for part in value.as_integer_ratio()))
    raise TypeError(f"{value!r} is of type {type(value).__name__}, which is no real number")
