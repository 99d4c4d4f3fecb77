"""exact(value) = p/q where a parameter is given: what is accepted, what is refused and how."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softpot.numerics.machinery.exact import exact


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        (3, Fraction(3)),
        (-(10**30), Fraction(-(10**30))),
        (Fraction(-2, 7), Fraction(-2, 7)),
        ("-5.125", Fraction(-41, 8)),
        ("1e-3", Fraction(1, 1000)),
        ("+2.5E+2", Fraction(250)),
        (".5", Fraction(1, 2)),
        ("7.", Fraction(7)),
        (" 3/7 ", Fraction(3, 7)),
        ("-3 / 6", Fraction(-1, 2)),
        ("-0.0", Fraction(0)),
        (0.1, Fraction(3602879701896397, 36028797018963968)),
        (-0.75, Fraction(-3, 4)),
        (np.float32(0.5), Fraction(1, 2)),
        (np.float64(0.1), Fraction(0.1)),
        (np.int64(-9), Fraction(-9)),
        (np.array(1.5), Fraction(3, 2)),
        (Decimal("0.1"), Fraction(1, 10)),
        ("1e-4000", Fraction(1, 10**4000)),
    ],
)
def test_accepted(given_value: object, expected: Fraction) -> None:
    result = exact(given_value, "x")
    assert type(result) is Fraction
    assert result == expected


@pytest.mark.parametrize(
    ("given_value", "error"),
    [
        ("nan", ValueError),
        ("inf", ValueError),
        ("-Infinity", ValueError),
        ("", ValueError),
        ("   ", ValueError),
        (".", ValueError),
        ("e5", ValueError),
        ("1/0", ValueError),
        ("1/2/3", ValueError),
        ("1.5/2", ValueError),
        ("0x10", ValueError),
        ("1_000", ValueError),
        ("٣", ValueError),
        ("1e999999999", ValueError),
        ("-1e-999999999", ValueError),
        ("1e99999999999999999999", ValueError),
        ("9" * 5000, ValueError),
        ("__import__('os')", ValueError),
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        (np.float64("-inf"), ValueError),
        (Decimal("NaN"), ValueError),
        (Decimal("1e999999"), ValueError),
        (True, TypeError),
        (np.bool_(False), TypeError),
        (1j, TypeError),
        (np.complex128(1), TypeError),
        (None, TypeError),
        ([1], TypeError),
        (np.array([1.0]), TypeError),
        (b"1", TypeError),
    ],
)
def test_refused_in_one_sentence(given_value: object, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        exact(given_value, "alpha")
    message = str(caught.value)
    assert message.startswith("alpha is ")
    assert " but " in message and " because " in message
    assert "\n" not in message and len(message) < 400


@pytest.mark.quick(0)
@settings(derandomize=True, max_examples=60)
@given(st.fractions(), st.integers(0, 12))
def test_round_trips(value: Fraction, places: int) -> None:
    assert exact(str(value)) == value
    assert exact(float(value)) == Fraction(float(value))
    shown = f"{Decimal(value.numerator % 10**9).scaleb(-places):f}"
    assert exact(shown) == Fraction(shown)
