r"""lower <= eps_n <= upper:  the record of a proved interval, its ends as exact decimals and as a ball.

The record is all that the function that proves (``enclosure``) and the one that proves a second time
(``verify``) have in common, apart from Arb; it decides nothing.

Units: energies in w.  Errors: ValueError for an end that is no finite decimal.
Not guaranteed: anything about a record that was not made by ``enclose``; ``verify_enclosure`` judges it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from numerics.machinery.compile.balls import precision
from numerics.machinery.exact import exact

from .decimals import decimal_exponent

__all__ = ["Enclosure", "Interval", "decimal_text"]

Interval = tuple[Fraction, Fraction]
METHOD = "power series with remainder, Sturm counts, Dirichlet-Neumann bracketing"


@dataclass(frozen=True)
class Enclosure:
    """lower <= eps_n <= upper for every alpha and beta in their intervals.

    lower, upper: exact; finite decimals (``lower_text``, ``upper_text``), in units of w.
    alpha, beta: (smallest, largest), equal for an exact parameter.
    digits: upper - lower <= 10^-digits |eps_n| for exact parameters.
    """

    lower: Fraction
    upper: Fraction
    n: int
    alpha: Interval
    beta: Interval
    digits: int
    method: str = METHOD

    @property
    def lower_text(self) -> str:
        """The lower end as an exact decimal."""
        return decimal_text(self.lower)

    @property
    def upper_text(self) -> str:
        """The upper end as an exact decimal."""
        return decimal_text(self.upper)

    @property
    def width(self) -> Fraction:
        """upper - lower, exactly."""
        return self.upper - self.lower

    @property
    def arb(self) -> Any:
        """A flint.arb that contains the interval, hardly wider, whatever python-flint's precision is."""
        size = max(abs(self.lower), abs(self.upper))
        relative = self.width / size if self.width and size else Fraction(1, 2**64)
        with precision(
            max(64, relative.denominator.bit_length() - relative.numerator.bit_length() + 32)
        ):
            ends = [flint.fmpq(end.numerator, end.denominator) for end in (self.lower, self.upper)]
            return flint.arb(ends[0]).union(flint.arb(ends[1]))

    def __contains__(self, value: object) -> bool:
        """Whether a number (see ``exact``) lies between lower and upper."""
        return self.lower <= exact(value, "value") <= self.upper


def decimal_text(value: Fraction) -> str:
    """A fraction whose denominator divides a power of ten, as an exact decimal."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise ValueError("the fraction is no finite decimal, but only such ends are written out")
    places = max(twos, fives)
    whole = abs(value.numerator) * 10**places // value.denominator
    text = str(flint.fmpz(whole))  # Python itself refuses to write out more than 4300 digits
    sign = "-" if value < 0 else ""
    if not places:
        return sign + text
    if value != 0 and decimal_exponent(value) < -8:
        mantissa = text.rstrip("0")
        point = f".{mantissa[1:]}" if len(mantissa) > 1 else ""
        return f"{sign}{mantissa[0]}{point}e{decimal_exponent(value)}"
    text = text.rjust(places + 1, "0")
    return f"{sign}{text[:-places]}.{text[-places:]}"
