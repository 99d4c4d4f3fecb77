"""Bounds as they are shown: on the right side of the number, and no further from it than one unit of the last digit."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from fractions import Fraction
from math import inf, isnan, nan, nextafter, ulp
from typing import Any

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.numerics.machinery.bounds import shown_number
from softpot.numerics.machinery.evidence import Pair, compare, converges, round_for_show
from softpot.numerics.machinery.orders import order_of_magnitude
from softpot.numerics.machinery.outward import Side, interval, outward, outward_double, scientific

SIDES: tuple[Side, ...] = ("up", "down")
MPF = mpmath.MPContext().mpf

# value, form, upwards, downwards: ties, powers of ten, what carries into the next power, both signs
CASES: tuple[tuple[Any, str, str, str], ...] = (
    (0.25, ".1g", "0.3", "0.2"),
    (0.35, ".1g", "0.4", "0.3"),
    (2.5, ".0f", "3", "2"),
    (0.125, ".2f", "0.13", "0.12"),
    (1.45e-8, ".1e", "1.5e-08", "1.4e-08"),
    (1.5e-30, ".1e", "1.5e-30", "1.5e-30"),
    (1e-3, ".1g", "0.001", "0.001"),
    (1e-8, ".2e", "1.00e-08", "1.00e-08"),
    (0.1, ".1g", "0.1", "0.1"),
    (1e22, ".3g", "1e+22", "1e+22"),
    (1e23, ".3g", "1e+23", "1e+23"),
    (nextafter(1e-3, 1), ".1g", "0.002", "0.001"),
    (nextafter(1e-3, 0), ".1g", "0.001", "0.0009"),
    (9.96e-9, ".1e", "1.0e-08", "9.9e-09"),
    (0.996, ".2g", "1", "0.99"),
    (99.51, ".2g", "1e+02", "99"),
    (0.00009999, ".2g", "0.0001", "9.9e-05"),
    (1.49e-8, ".1g", "2e-08", "1e-08"),
    (-1.49e-8, ".1g", "-1e-08", "-2e-08"),
    (-0.25, ".1f", "-0.2", "-0.3"),
    (0.0, ".1e", "0.0e+00", "0.0e+00"),
    (0, ".2g", "0", "0"),
    (5e-324, ".2g", "5e-324", "5e-324"),
    (Fraction(1, 3), ".2g", "0.34", "0.33"),
    (MPF("1.01e-400"), ".1e", "1.1e-400", "1.0e-400"),
    (10**400 + 1, ".2e", "1.01e+400", "1.00e+400"),
    (np.float64(0.1), ".1g", "0.1", "0.1"),
    (np.int64(7), ".1g", "7", "7"),
    (Decimal("0.11"), ".1g", "0.2", "0.1"),
    (sp.Rational(2, 3), ".3f", "0.667", "0.666"),
)


@pytest.mark.parametrize(("value", "form", "up", "down"), CASES)
def test_ties_and_powers_of_ten(value: Any, form: str, up: str, down: str) -> None:
    assert (outward(value, form), outward(value, form, "down")) == (up, down)
    assert interval(value, value, form) == (down, up)


def numbers(count: int) -> list[float]:
    """Doubles of all sizes, half of them short decimals, and the neighbours of these."""
    source, found = random.Random(5), []
    for _ in range(count):
        value = source.choice((1, -1)) * source.uniform(0.1, 10.0) * 10.0 ** source.randint(-25, 25)
        if source.random() < 0.5:
            value = float(f"{value:.{source.randint(0, 3)}g}")
            value = source.choice((value, nextafter(value, inf), nextafter(value, -inf)))
        found.append(value)
    return found


@pytest.mark.quick(2)
@pytest.mark.parametrize("form", [".0f", ".3f", ".0e", ".1e", ".5e", ".1g", ".2g", ".6g"])
def test_each_side_holds_and_no_digit_is_given_away(form: str) -> None:
    """Of the two sides one is what Python itself prints, the nearest; both, read as doubles, hold."""
    for value in numbers(3000):
        up, down = outward(value, form), outward(value, form, "down")
        assert float(down) <= value <= float(up)
        assert abs(float(f"{value:{form}}")) in (abs(float(up)), abs(float(down)))
        assert Fraction(up) - Fraction(value) > -ulp(value)
        if up != down:
            middle = float(f"{(float(up) + float(down)) / 2:{form}}")
            assert middle in (float(up), float(down))  # nothing lies between


@pytest.mark.quick(0)
def test_numbers_that_are_no_doubles_hold_exactly() -> None:
    source = random.Random(7)
    for _ in range(2000):
        value = Fraction(source.randint(1, 10**30), source.randint(1, 10**30))
        for digits in (1, 2, 5):
            up, down = scientific(value, digits), scientific(value, digits, "down")
            assert Fraction(down) <= value <= Fraction(up)
            mantissa, _, power = up.partition("e")
            assert Fraction(up) - Fraction(down) <= Fraction(10) ** (int(power) - digits + 1)
            assert len(mantissa.replace(".", "")) == digits
            assert outward_double(value, digits, "down") <= value <= outward_double(value, digits)


def test_a_factor_is_exact() -> None:
    assert outward(0.07, ".6g", times=100) == "7" and 100 * 0.07 != 7
    assert outward(0.0351, ".2g", "down", times=100) == "3.5"


def test_what_is_no_number_is_written_or_refused() -> None:
    assert (outward(inf, ".2g"), outward(-inf, ".1e"), outward(nan, ".2g")) == (
        "inf",
        "-inf",
        "nan",
    )
    assert outward(MPF("inf"), ".2g") == "inf" and isnan(outward_double(nan, 3))
    assert outward_double(10**400, 3, "down") < inf == outward_double(10**400, 3)
    assert all(outward_double(x, 15, side) == x for x in (1.9, 0.1, 1e-3, 1e23) for side in SIDES)
    for form in ("2g", ".2", ".2%", "", "{}"):
        with pytest.raises(ValueError, match=r"such as \.2g"):
            outward(1.0, form)
    for digits in (0, 16):
        with pytest.raises(ValueError, match="1 to 15"):
            outward_double(1.0, digits)
    with pytest.raises(ValueError, match="no digits"):
        scientific(inf, 2)
    with pytest.raises(TypeError, match="no real number"):
        outward("1", ".2g")


# What evidence keeps of its errors


@pytest.mark.parametrize("off", ["1.0049e-9", "1.001e-9", "9.999e-10", "1e-9"])
def test_the_worst_error_of_a_comparison_is_not_less_than_it_is(off: str) -> None:
    context = mpmath.MPContext()
    context.dps = 60
    pair = Pair("x", context.mpf(1) - context.mpf(off), context.mpf(1))
    found = compare("an error", [pair, Pair("y", context.mpf(2), context.mpf(2))], 8)
    assert found.worst is not None
    assert Fraction(off) <= Fraction(repr(found.worst)) <= Fraction(off) * Fraction(1011, 1000)


def test_the_worst_error_of_a_rate_is_not_less_than_it_is() -> None:
    errors = [4.004e-3, 1.0012e-3, 2.5041e-4]
    found = converges("a rest", [1, 2, 4], errors, -2, 0.2, unit="x")
    assert found.worst == 2.51e-4
    steep = converges("a rest", [1, 2, 4], errors, -3, 0.2, unit="x")
    assert "it is 0.00401 at 1 and 0.000251 at 4" in steep.failing
    assert round_for_show(0.10000001) == 0.101


def test_all_factors_lie_between_those_that_are_told() -> None:
    factors = (0.12346, 0.8, 1.23441)
    found = order_of_magnitude("factors", [("x", f) for f in factors], over_range=False, limit=9)
    assert found.spread == (0.1234, 1.235)
    assert found.worst is not None and found.worst >= 1 - factors[0]


def test_intervals_in_messages_hold_what_they_are_made_of() -> None:
    third = mpmath.iv.mpf([1, 1]) / 3
    assert shown_number(third) == "[0.333333333333, 0.333333333334]"
    ball = flint.arb("0.123456789", "1.04e-9")
    middle, radius = re.findall(r"[\d.]+(?:e-\d+)?", shown_number(ball))
    assert Fraction(middle) + Fraction(radius) >= Fraction("0.123456789") + Fraction("1.04e-9")
    assert Fraction(middle) - Fraction(radius) <= Fraction("0.123456789") - Fraction("1.04e-9")
