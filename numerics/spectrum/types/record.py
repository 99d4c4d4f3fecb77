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

from softpot.derive.machinery.showing import shortened
from softpot.numerics.machinery.compile.precision import steady
from softpot.numerics.machinery.exact import exact
from softpot.numerics.spectrum.types.decimals import decimal_exponent

__all__ = ["Enclosure", "Interval", "decimal_text"]

Interval = tuple[Fraction, Fraction]
METHOD = "power series with remainder, Sturm counts, Dirichlet-Neumann bracketing"


@dataclass(frozen=True)
class Enclosure:
    """lower <= eps_n <= upper for every alpha and beta in their intervals.

    lower, upper: exact; finite decimals (``lower_text``, ``upper_text``), in units of w.
    alpha, beta: (smallest, largest), equal for an exact parameter.
    digits: upper - lower <= 10^-digits |eps_n| for exact parameters.
    Not guaranteed: anything about a record that was not made by ``enclose``; ``verify_enclosure`` judges it.

    >>> from softpot import enclose
    >>> proved = enclose(0, 0, 1, 12)
    >>> "1.06036209048" in proved, "1.060362090484182899647" in proved
    (False, True)
    >>> float(proved.width) <= 1.1e-12
    True
    """

    lower: Fraction
    upper: Fraction
    n: int
    alpha: Interval
    beta: Interval
    digits: int
    method: str = METHOD

    def __reduce__(self) -> tuple[Any, ...]:
        # a Fraction travels as text, and Python writes out no integer of more than 4300 digits
        ends = (self.lower, self.upper, *self.alpha, *self.beta)
        pairs = tuple((end.numerator, end.denominator) for end in ends)
        return _arrived, (pairs, self.n, self.digits, self.method)

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
        bits = relative.denominator.bit_length() - relative.numerator.bit_length() + 32
        low, high = (flint.fmpq(end.numerator, end.denominator) for end in (self.lower, self.upper))
        return steady(max(64, bits), lambda: flint.arb(low).union(flint.arb(high)))

    def __repr__(self) -> str:
        alpha, beta = (
            str(low) if low == high else f"{low} to {high}" for low, high in (self.alpha, self.beta)
        )
        return (
            f"Enclosure of level {self.n}, alpha = {shortened(alpha)}, beta = {shortened(beta)}, in w\n"
            f"  lower = {shortened(self.lower_text, 100)}\n  upper = {shortened(self.upper_text, 100)}"
        )

    def _repr_latex_(self) -> str:
        low, high = (
            shortened(text, 100).replace("...", r"\ldots ")
            for text in (self.lower_text, self.upper_text)
        )
        return rf"${low} \le \varepsilon_{{{self.n}}} \le {high}$"

    def __contains__(self, value: object) -> bool:
        """Whether a number (see ``exact``) lies between lower and upper."""
        return self.lower <= exact(value, "value") <= self.upper


def _arrived(pairs: tuple[tuple[int, int], ...], n: int, digits: int, method: str) -> Enclosure:
    lower, upper, *ends = (Fraction(*pair) for pair in pairs)
    return Enclosure(lower, upper, n, (ends[0], ends[1]), (ends[2], ends[3]), digits, method)


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
