r"""eps_n to any number of digits:  -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi.

The parameters are taken as the rationals they are (``exact``).  A Ritz value of an oscillator basis
is refined by Rayleigh-quotient iteration from the double-precision level (``rayleigh``), in integer
arithmetic with as many bits as the digits need (``fixedband``), and accepted only when a second
basis confirms it and its index (``certified``).

Units: w.  Digits: 15 to 1000 significant ones.  n: 1 to 60.  Range: that of ``levels``.
Errors: TypeError or ValueError for bad arguments, NotConverged for a level that misses its digits.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
Not guaranteed: the error is an estimate from two bases, not a proof; levels that agree to all the
digits asked for may come out equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log10

import numpy as np

from softpot.numerics.spectrum.doubles.levels import checked_count, levels_above
from softpot.numerics.spectrum.matrices.certified import Certified, certified_levels
from softpot.numerics.spectrum.potential.admitted import exact_parameters, exact_point
from softpot.numerics.spectrum.types.arguments import (
    LARGEST_COUNT,
    LARGEST_DIGITS,
    SMALLEST_DIGITS,
    whole_number,
)
from softpot.numerics.spectrum.types.decimals import (
    decimal_exponent,
    round_decimal,
    to_mpf,
)
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.spectrum.types.level import Level

__all__ = ["Level", "chosen_levels", "precise_level", "precise_levels"]

GUARD_DIGITS = 6
ROUNDS = 6


def _checked_digits(digits: object) -> int:
    return whole_number(
        digits,
        "digits",
        SMALLEST_DIGITS,
        LARGEST_DIGITS,
        "fewer are what the double-precision function gives and more are not provided for",
    )


def _rounded(level: Certified, digits: int) -> tuple[Level | None, int]:
    """The Level, or None and the number of decimals that the next round needs."""
    wanted = digits + GUARD_DIGITS
    if level.theta == 0 or abs(level.theta) <= level.tolerance:
        return None, 2 * wanted
    exponent = decimal_exponent(level.theta)
    if level.tolerance > Fraction(10) ** (exponent - wanted):
        return None, wanted - exponent
    text, away, certain = round_decimal(level.theta, level.tolerance, digits)
    if not certain:
        return None, 0
    return Level(level.n, text, to_mpf(away + level.tolerance), digits), 0


def _precise(alpha: Fraction, beta: Fraction, numbers: list[int], digits: int) -> list[Level]:
    point = exact_point(alpha, beta)
    near = levels_above(point, max(numbers))[0] + point.v0[0]
    done: dict[int, Level] = {}
    smallest = min(abs(float(near[n - 1])) for n in numbers)
    decimals = digits + GUARD_DIGITS - int(np.floor(log10(max(smallest, 1e-3))))
    decimals = max(decimals, 12)
    for _ in range(ROUNDS):
        todo = [n for n in numbers if n not in done]
        if not todo:
            return [done[n] for n in numbers]
        more = decimals + 10
        for level in certified_levels(alpha, beta, todo, decimals):
            result, needed = _rounded(level, digits)
            if result is not None:
                done[level.n] = result
            more = max(more, needed)
        decimals = more
    if all(n in done for n in numbers):
        return [done[n] for n in numbers]
    raise NotConverged(
        f"a level at alpha={float(alpha):.17g}, beta={float(beta):.17g} is so near to zero, or to the "
        f"middle between two decimals, that its {digits} digits were not settled"
    )


def chosen_levels(
    alpha: object, beta: object, numbers: Sequence[int], digits: int
) -> tuple[Level, ...]:
    """The levels of these numbers, in their order; otherwise like ``precise_levels``."""
    first, second = exact_parameters(alpha, beta)
    return tuple(_precise(first, second, list(numbers), _checked_digits(digits)))


def precise_levels(alpha: object, beta: object, count: int, digits: int = 50) -> tuple[Level, ...]:
    """The lowest `count` levels, each with exactly `digits` significant digits.

    alpha, beta: exact numbers (int, Fraction, decimal or "p/q" string; a float is its binary value).
    count: 1 to 60.  digits: 15 to 1000.
    Raises TypeError, ValueError, or NotConverged (see the module text).
    """
    number, wanted = checked_count(count), _checked_digits(digits)
    first, second = exact_parameters(alpha, beta)
    return tuple(_precise(first, second, list(range(1, number + 1)), wanted))


def precise_level(alpha: object, beta: object, n: int, digits: int = 50) -> Level:
    """Level n (1 to 60) alone; otherwise like ``precise_levels``."""
    number = whole_number(
        n, "n", 1, LARGEST_COUNT, "the levels are numbered from 1 and this many are provided for"
    )
    wanted = _checked_digits(digits)
    first, second = exact_parameters(alpha, beta)
    return _precise(first, second, [number], wanted)[0]
