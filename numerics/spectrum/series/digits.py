r"""eps_n to 15 ... 10 000 digits by power series:  -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi.

``level`` solves psi_D(r; E) = 0 (``matching``) by the secant method with growing precision
(``search``); the Taylor series is the only ingredient, and no basis of functions enters.  It is the
fast route for many digits; ``precise_level`` (banded oscillator matrices) is the independent second
one, and ``enclose`` the proof.

Time: about digits^1.9 between 500 and 10 000 digits; to 100 digits general parameters with n <= 10 take
4 to 30 times as long as the pure quartic, the longest where a tunnel partner is near.

Units: energies in w.  Range: n from 1 to 100, digits from 15 to 10 000; alpha and beta as for
``levels``.
Errors: TypeError or ValueError for bad arguments; NotConverged.
Source: the recurrence of the Taylor coefficients, e.g. Abramowitz and Stegun 22.7 for its quadratic
case.
Not guaranteed: the index and the digits are not proved; the error is an estimate from the
convergence.
"""

from __future__ import annotations

from fractions import Fraction

from softpot.numerics.machinery.compile.balls import ball
from softpot.numerics.spectrum.potential.admitted import exact_parameters
from softpot.numerics.spectrum.potential.quartic import Quartic
from softpot.numerics.spectrum.series.search import log10_of, refined, starting_values
from softpot.numerics.spectrum.types.arguments import whole_number
from softpot.numerics.spectrum.types.decimals import round_decimal, to_mpf
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.spectrum.types.level import Level

__all__ = ["level"]

LARGEST_LEVEL = 100
SMALLEST_DIGITS, LARGEST_DIGITS = 15, 10_000
ROUNDS = 8


def level(alpha: object, beta: object, n: int, digits: int = 50) -> Level:
    """Level n with exactly `digits` significant digits.

    alpha, beta: exact numbers (int, Fraction, decimal or "p/q" string; a float is its binary value).
    n: 1 to 100.  digits: 15 to 10 000.
    Raises TypeError, ValueError, or NotConverged (see the module text).
    """
    number = whole_number(
        n, "n", 1, LARGEST_LEVEL, "the levels are numbered from 1 and this many are provided for"
    )
    wanted = whole_number(
        digits,
        "digits",
        SMALLEST_DIGITS,
        LARGEST_DIGITS,
        "fewer are what doubles hold and more are not provided for",
    )
    first, second = exact_parameters(alpha, beta)
    quartic = Quartic.of(first, second, number)
    found = starting_values(quartic, number)
    more = 4.0
    for _ in range(ROUNDS):
        decimals = wanted + more - log10_of(found.value)
        found = refined(quartic, found, max(decimals, -found.gap() + 2.0))
        value, tolerance = Fraction(ball(found.value)), _power(-found.decimals + 1.0)
        if value != 0 and abs(value) > tolerance * 10**wanted:
            text, away, certain = round_decimal(value, tolerance, wanted)
            if certain:
                return Level(number, text, to_mpf(away + tolerance), wanted)
        more += 6.0 + 0.02 * wanted
    raise NotConverged(
        f"level {number} is so near to zero, or to the middle between two decimals, that its {wanted} "
        "digits were not settled"
    )


def _power(exponent: float) -> Fraction:
    """10^exponent, rounded up to a whole power."""
    whole = -int(-exponent // 1)
    return Fraction(10) ** whole
