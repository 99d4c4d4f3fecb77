"""Decimals: exponents at powers of ten, digits rounded, and how numbers are written out."""

from __future__ import annotations

import pickle
from dataclasses import replace
from fractions import Fraction

import pytest

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum.potential.quartic import ball_of
from softpot.numerics.spectrum.types import decimals
from softpot.numerics.spectrum.types.decimals import (
    decimal_exponent,
    from_text,
    rational,
    round_decimal,
    to_mpf,
)
from softpot.numerics.spectrum.types.level import Level
from softpot.numerics.spectrum.types.record import Enclosure, decimal_text

ENDS = Enclosure(
    Fraction(5, 4), Fraction(13, 10), 2, (Fraction(1, 3),) * 2, (Fraction(1), Fraction(2)), 1
)


@pytest.mark.parametrize("e", [-400, -31, -1, 0, 1, 30, 500])
def test_the_exponent_at_a_power_of_ten(e: int) -> None:
    ten = Fraction(10) ** e
    tiny = ten / 10**40
    for value, wanted in (
        (ten, e),
        (ten - tiny, e - 1),
        (ten + tiny, e),
        (10 * ten - tiny, e),
        (3 * ten, e),
    ):
        assert decimal_exponent(value) == decimal_exponent(-value) == wanted


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("1.23456", 3, "1.23"),
        ("-1.23456", 6, "-1.23456"),
        ("0.0001234567", 4, "0.0001235"),
        ("0.0000123456", 4, "0.00001235"),
        ("0.00000123456", 4, "1.235e-6"),
        ("123456", 6, "123456"),
        ("123456", 7, "123456.0"),
        ("123456", 4, "1.235e+5"),
        ("-123456", 2, "-1.2e+5"),
        ("99.96", 3, "100"),
        ("99.96", 4, "99.96"),
        ("0.9999", 3, "1.00"),
    ],
)
def test_numbers_rounded_to_digits(value: str, digits: int, text: str) -> None:
    found, away, sure = round_decimal(Fraction(value), Fraction(0), digits)
    assert found == text and sure
    assert away == abs(Fraction(value) - Fraction(text))


@pytest.mark.parametrize(
    ("tolerance", "sure"), [("0.0009", True), ("0.001", False), ("0.002", False)]
)
def test_a_rounding_that_a_tolerance_could_turn(tolerance: str, sure: bool) -> None:
    """1.234 to three digits is 1.23, off by 0.004: an error of 0.001 more could make it 1.24."""
    assert round_decimal(Fraction("1.234"), Fraction(tolerance), 3) == (
        "1.23",
        Fraction("0.004"),
        sure,
    )


def test_numbers_of_mpmath_and_back() -> None:
    for value in (Fraction(0), Fraction(5, 4), Fraction(3, 2**70), Fraction(7 * 2**200)):
        assert rational(to_mpf(value)) == value
    third = rational(to_mpf(Fraction(1, 3)))
    assert 0 < third - Fraction(1, 3) < Fraction(1, 2**30)
    assert rational(from_text("-1.25", 3)) == Fraction(-5, 4)
    text = "1.060362090484182899647046016692663545515208728528977933216245"
    assert abs(rational(from_text(text, 61)) - Fraction(text)) < Fraction(1, 10**65)
    assert decimals._written(False, "5", 0) == "5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 10**8), "0.00000001"),
        (Fraction(1, 10**9), "1e-9"),
        (Fraction(-15, 10**10), "-1.5e-9"),
        (Fraction(5, 4), "1.25"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 25), "0.04"),
        (Fraction(10**30 + 1, 10), "100000000000000000000000000000.1"),
    ],
)
def test_exact_decimals(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text and Fraction(text) == value


def test_what_is_no_finite_decimal() -> None:
    for value in (Fraction(1, 3), Fraction(1, 6), Fraction(1, 70)):
        with pytest.raises(ValueError, match="no finite decimal"):
            decimal_text(value)


def test_a_record_as_text_and_as_a_set() -> None:
    assert (ENDS.lower_text, ENDS.upper_text, ENDS.width) == ("1.25", "1.3", Fraction(1, 20))
    assert repr(ENDS).splitlines() == [
        "Enclosure of level 2, alpha = 1/3, beta = 1 to 2, in w", "  lower = 1.25", "  upper = 1.3"
    ]  # fmt: skip
    assert ENDS._repr_latex_() == r"$1.25 \le \varepsilon_{2} \le 1.3$"
    assert "1.25" in ENDS and "1.3" in ENDS and "1.28" in ENDS
    assert "1.2499" not in ENDS and "1.3001" not in ENDS
    assert pickle.loads(pickle.dumps(ENDS)) == ENDS
    turned = pickle.loads(pickle.dumps(replace(ENDS, alpha=(Fraction(1), Fraction(2)), digits=7)))
    assert (turned.alpha, turned.beta, turned.digits, turned.n) == ((1, 2), (1, 2), 7, 2)


@pytest.mark.parametrize("width", ["0.05", "1e-30", "1e-300"])
def test_the_ball_of_a_record_is_hardly_wider(width: str) -> None:
    made = replace(ENDS, upper=ENDS.lower + Fraction(width))
    with precision(2000):
        for end in (made.lower, made.upper):
            assert made.arb.contains(ball_of(end))
        assert made.arb.rad() * 2 < 1.0001 * ball_of(Fraction(width))
    same = replace(ENDS, upper=ENDS.lower).arb
    assert same.is_exact() and float(same) == 1.25
    nothing = replace(ENDS, lower=Fraction(0), upper=Fraction(0)).arb
    assert nothing.is_zero()


def test_how_a_level_is_shown() -> None:
    made = Level(2, "3.80", to_mpf(Fraction(1, 512)), 3)
    assert repr(made) == "Level(2: 3.80 +- 2.0e-3)" and float(made) == 3.8
    assert made._repr_latex_() == r"$\varepsilon_{2} = 3.80$"
    sloped = replace(made, enclosure=ENDS, by_alpha=0.5, by_beta=-1.25)
    assert repr(sloped).endswith(", certified, by_alpha = 0.5, by_beta = -1.25)")
    assert "..." in repr(replace(made, value="3." + "1" * 5000))
