"""A long exact decimal is printed as one: 1.8944101364774834876750924054, not as a fraction of two long integers.

A fraction counts as one when its denominator holds twos and fives only and is longer than LENGTH digits; other
fractions, such as 9/8 or 26/9, print as fractions.
"""

from __future__ import annotations

import sympy as sp

LENGTH = 9


def finite_decimal(value: sp.Rational) -> str:
    """The decimal, with a minus sign where there is one; "" for a fraction that is to be printed as a fraction."""
    rest, places = int(value.q), 0
    if rest < 10**LENGTH:
        return ""
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest != 1:
        return ""
    digits = str(abs(int(value.p)) * 10**places // int(value.q)).rjust(places + 1, "0")
    sign = "-" if value.p < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
