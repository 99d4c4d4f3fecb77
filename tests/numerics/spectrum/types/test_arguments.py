"""What the functions of levels accept: whole numbers, numbers, arrays and pairs; and what they say of others."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from softpot.numerics.spectrum.types.arguments import (
    broadcast,
    exact_pairs,
    parameter,
    whole_number,
)


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3), 7, np.array(5)])
def test_whole_numbers_within_their_range(value: Any) -> None:
    found = whole_number(value, "n", 3, 7, "reasons")
    assert type(found) is int and found == int(value)


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (2, ValueError, "n is 2, but a whole number from 3 to 7 is needed because reasons"),
        (8, ValueError, "n is 8, but"),
        (-(10**12) + 1, ValueError, "n is -999999999999, but"),
        (10**12, ValueError, "n is an integer of over twelve digits, but"),
        (True, TypeError, "n is True of type bool, but"),
        (np.True_, TypeError, "of type bool"),
        (3.0, TypeError, "n is 3.0 of type float, but"),
        ("3", TypeError, "of type str, but"),
        (np.array([3, 4]), TypeError, "of type ndarray, but"),
    ],
)
def test_other_numbers_are_refused(value: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        whole_number(value, "n", 3, 7, "reasons")


def test_numbers_and_arrays_become_doubles() -> None:
    for given, wanted in (
        (0.5, 0.5),
        ("1/8", 0.125),
        (3, 3.0),
        ([1, 2.5], [1.0, 2.5]),
        (("1/4", 1), [0.25, 1.0]),
        (np.array([[1, 2]], dtype=np.int8), [[1.0, 2.0]]),
        (np.array(["0.5", "2"]), [0.5, 2.0]),
        (np.float32(0.5), 0.5),
        (np.array(7), 7.0),
        ([], []),
    ):
        found = parameter(given, "alpha")
        assert found.dtype == np.float64 and found.tolist() == wanted


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (10**400, ValueError, "alpha is too large for double precision"),
        (["1e400"], ValueError, "alpha is too large for double precision"),
        ([[1], [1, 2]], ValueError, "alpha is a ragged sequence"),
        (np.array([1j]), TypeError, "array of type complex128"),
        (np.array([True]), TypeError, "array of type bool"),
        (np.ma.masked_array([1.0, 2.0], [True, False]), TypeError, "alpha is a masked array"),
        ([1.0, np.inf], ValueError, "alpha contains NaN or an infinity"),
        (np.array([np.nan]), ValueError, "alpha contains NaN or an infinity"),
        (float("inf"), ValueError, "finite"),
    ],
)
def test_what_is_no_real_number_is_refused(given: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        parameter(given, "alpha")


def test_two_parameters_of_one_shape() -> None:
    one, other = broadcast([[1.0], [2.0]], [3.0, 4.0, 5.0])
    assert one.tolist() == [[1.0] * 3, [2.0] * 3] and other.tolist() == [[3.0, 4.0, 5.0]] * 2
    one, other = broadcast([1.0, 2.0], [3.0, 4.0])
    assert (one.tolist(), other.tolist()) == ([1.0, 2.0], [3.0, 4.0])
    with pytest.raises(ValueError, match=r"alpha has shape \(2,\) and beta has shape \(3,\)"):
        broadcast([1, 2], [1, 2, 3])


def test_pairs_of_exact_numbers() -> None:
    """Row by row, as the rationals they are."""
    shape, pairs = exact_pairs([["1/3"], [0.5]], ["0.1", 2], "reasons")
    third, tenth, half = Fraction(1, 3), Fraction(1, 10), Fraction(1, 2)
    assert shape == (2, 2)
    assert pairs == [(third, tenth), (third, 2), (half, tenth), (half, 2)]
    assert exact_pairs("1/3", 2, "reasons") == ((), [(third, 2)])
    assert exact_pairs(np.array([0.5]), 2, "reasons") == ((1,), [(half, 2)])
    with pytest.raises(ValueError, match=r"alpha has shape \(2,\).* because reasons"):
        exact_pairs([1, 2], [1, 2, 3], "reasons")
