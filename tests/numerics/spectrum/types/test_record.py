"""The record of a proved interval: its ends as text and as a ball."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest

from softpot.numerics.machinery.compile.precision import precision
from softpot.numerics.spectrum import (
    enclose,
)
from softpot.numerics.spectrum.potential.quartic import ball_of
from softpot.numerics.spectrum.types.record import decimal_text


def test_ends_as_text_and_ball() -> None:
    found = enclose(0, 0, 1, 20)
    assert Fraction(found.lower_text) == found.lower
    assert Fraction(found.upper_text) == found.upper
    ball = found.arb
    assert ball.rel_accuracy_bits() > 60
    with precision(300):
        for end in (found.lower, found.upper):
            assert ball.contains(ball_of(end))
    assert flint.ctx.prec == 53


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(3, 10**12), "3e-12"),
        (Fraction(-125, 10**14), "-1.25e-12"),
        (Fraction(0), "0"),
        (Fraction(3, 10**4), "0.0003"),
        (Fraction(-12), "-12"),
    ],
)
def test_decimals_as_a_person_writes_them(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text
