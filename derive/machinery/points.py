r"""(7 + 5 p + 3 k)/(6 + 2 p + 5 k):  a positive rational for symbol number p at point number k, the same in every run.

Numbers that are no simple multiples of each other, so that a wrong exponent or a wrong symbol shows. Two of them
are 1, which hides an exponent: symbol 1 at point 2 and symbol 3 at point 5.

Units: none.  Errors: none.  Not guaranteed: that a symbol's assumptions admit it.
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["ratio"]


def ratio(place: int, k: int) -> Fraction:
    """(7 + 5p + 3k)/(6 + 2p + 5k): the value of symbol number p = ``place`` at point number k."""
    return Fraction(7 + 5 * place + 3 * k, 6 + 2 * place + 5 * k)
