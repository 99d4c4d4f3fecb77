"""level and splitting: against the basis route, published digits and enclosures."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from numerics.spectrum import NotConverged, enclose, level, levels, precise_level, splitting

PURE = "1.060362090484182899647046016692663545515208728528977933216245"


@pytest.mark.parametrize(
    ("alpha", "beta", "n", "digits"),
    [
        (0, 0, 1, 15),
        (0, 0, 1, 200),
        (9, 6, 1, 60),
        ("-20.5", "3.25", 4, 100),
        (-20, "1e-30", 1, 50),
        (-20, "1e-30", 2, 50),
        (-50, 0, 2, 90),
        (50, -14, 10, 40),
        (-60, 15, 30, 40),
        (3, "1/3", 60, 25),
    ],
)
def test_two_routes_agree(alpha: object, beta: object, n: int, digits: int) -> None:
    assert level(alpha, beta, n, digits).value == precise_level(alpha, beta, n, digits).value


def test_published_digits() -> None:
    found = level(0, 0, 1, 222)
    assert found.value == precise_level(0, 0, 1, 222).value
    assert found.value[:60] == PURE[:60]
    assert found.n == 1
    assert found.digits == 222
    assert len(found.value) == 223


def test_a_hundredth_level_is_enclosed() -> None:
    found = level(-10, 1, 100, 30)
    assert Fraction(found.value) in enclose(-10, 1, 100, 25)


def test_levels_beyond_any_text_limit() -> None:
    """Python refuses to convert integers beyond 4300 digits to text."""
    found = level(0, 0, 1, 4310)
    assert len(found.value) == 4311
    assert found.value.startswith(PURE[:60])


def test_a_level_near_zero() -> None:
    """At alpha = -2.2195970860978163... the ground state passes through zero."""
    found = level("-2.2195970860978", 0, 1, 20)
    assert abs(float(found.value)) < 1e-12
    assert found.value == precise_level("-2.2195970860978", 0, 1, 20).value


def test_the_tunnel_splitting() -> None:
    found = splitting(-50, 0, 1, 2)
    assert found.shape == ()
    low, high = enclose(-50, 0, 1, 95), enclose(-50, 0, 2, 95)
    assert (
        float(high.lower - low.upper) * (1 - 1e-12)
        <= found
        <= float(high.upper - low.lower) * (1 + 1e-12)
    )
    assert splitting(-50, 0, 2, 1) == -found
    assert splitting(-50, 0, 2, 2) == 0.0


def test_splittings_of_arrays() -> None:
    alpha = np.array([-20.0, -3.0, 8.0])
    beta = np.array([[0.0], [2.5]])
    found = splitting(alpha, beta, 1, 3)
    assert found.shape == (2, 3)
    near = levels(alpha, beta, count=3)
    assert np.allclose(found, near[..., 2] - near[..., 0], rtol=1e-9)
    assert splitting(["-20", -3], 0, 1, 2).shape == (2,)
    # tilted by less than the splitting, and by more
    assert splitting(-20, "1e-30", 1, 2) == splitting(-20, 0, 1, 2)
    assert splitting(-20, "1e-10", 1, 2) > 1e3 * splitting(-20, 0, 1, 2)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((0, 0, 0), ValueError, "from 1 to 100"),
        ((0, 0, 1, 14), ValueError, "digits"),
        ((0, 0, 1, 10_001), ValueError, "digits"),
        ((float("nan"), 0, 1), ValueError, "finite"),
        ((0, 0, 1.5), TypeError, "whole number"),
        ((1e9, 0, 1), ValueError, "out of range"),
    ],
)
def test_bad_arguments(arguments: tuple[object, ...], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        level(*arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((0, 0, 0, 1), ValueError, "from 1 to 100"),
        ((0, 0, 1, 101), ValueError, "from 1 to 100"),
        (([1, 2], [1, 2, 3], 1, 2), ValueError, "broadcast"),
        (([1, np.nan], 0, 1, 2), ValueError, "finite"),
        ((None, 0, 1, 2), TypeError, "alpha"),
        ((1e9, 0, 1, 2), ValueError, "out of range"),
    ],
)
def test_bad_splittings(arguments: tuple[object, ...], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        splitting(*arguments)  # type: ignore[arg-type]


def test_a_splitting_below_doubles() -> None:
    with pytest.raises(NotConverged, match=r"10\^-300"):
        splitting(-300, 0, 1, 2)


@pytest.mark.slow
def test_two_routes_agree_over_the_range() -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        alpha, beta = round(float(rng.uniform(-60, 50)), 4), round(float(rng.uniform(-15, 15)), 4)
        n, digits = int(rng.integers(1, 40)), int(rng.integers(15, 200))
        assert level(alpha, beta, n, digits).value == precise_level(alpha, beta, n, digits).value
    assert level(0, 0, 1, 1000).value == precise_level(0, 0, 1, 1000).value


@pytest.mark.slow
def test_ten_thousand_digits() -> None:
    found, fewer = level(0, 0, 1, 10_000), level(0, 0, 1, 9_000)
    assert found.value[:8990] == fewer.value[:8990]
    wide = enclose(0, 0, 1, 4400)
    assert found.value.startswith(wide.lower_text[:4398])
