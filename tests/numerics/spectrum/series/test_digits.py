"""level and splitting: against the basis route, published digits and enclosures."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from softpot.numerics.spectrum import NotProved, enclose, levels, splitting
from softpot.numerics.spectrum.matrices.precise import precise_level
from softpot.numerics.spectrum.series.digits import level

PURE = "1.060362090484182899647046016692663545515208728528977933216245"


@pytest.mark.quick(2)
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


@pytest.mark.slow
def test_a_hundredth_level_is_enclosed() -> None:
    found = level(-10, 1, 100, 30)
    assert Fraction(found.value) in enclose(-10, 1, 100, 25)


@pytest.mark.slow
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


@pytest.mark.slow
def test_two_routes_agree_over_the_range() -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        alpha, beta = round(float(rng.uniform(-60, 50)), 4), round(float(rng.uniform(-15, 15)), 4)
        n, digits = int(rng.integers(1, 40)), int(rng.integers(15, 200))
        assert level(alpha, beta, n, digits).value == precise_level(alpha, beta, n, digits).value
    assert level(0, 0, 1, 1000).value == precise_level(0, 0, 1, 1000).value


@pytest.mark.slow
def test_four_thousand_digits() -> None:
    found, fewer = level(0, 0, 1, 4_000), level(0, 0, 1, 3_600)
    assert found.value[:3590] == fewer.value[:3590]
    wide = enclose(0, 0, 1, 2000)
    assert found.value.startswith(wide.lower_text[:1998])


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    ("alpha", "beta", "n"),
    [(10000, "199.999", 27), (10000, "199.999", 60), (10000, "-199.5", 40), (9000, "189.7366", 30),
     (1600, "79.999", 9)],
)  # fmt: skip
def test_levels_of_wells_apart(alpha: int, beta: str, n: int) -> None:
    """Against matrices, which know nothing of boxes."""
    (other,) = levels(alpha, beta, only=[n], digits=30, method="matrices")
    assert level(alpha, beta, n, 30).value == other.value


@pytest.mark.slow
def test_a_crossing_of_levels_of_different_wells() -> None:
    """Levels 26 and 27 cross next to beta = 199.999, by a distance that tunnelling does not open up."""
    beta, step = Fraction("199.999"), Fraction(1, 10**8)
    here, there = (
        Fraction(b.value) - Fraction(a.value)
        for a, b in (
            levels(10000, x, only=[26, 27], digits=40, method="matrices")
            for x in (beta, beta + step)
        )
    )
    for _ in range(2):
        crossing = beta + here / (here - there) * step
        first, last = (Fraction(level(10000, crossing, n, 40).value) for n in (26, 27))
        assert float(splitting(10000, crossing, 26, 27)) == pytest.approx(
            float(last - first), rel=1e-9
        )
        assert 0 < last - first < 1e-10
        here += last - first


def test_a_proof_through_too_thick_a_barrier_is_refused_at_once() -> None:
    assert enclose(10000, "199.999", 1, 12).lower > 99
    with pytest.raises(NotProved, match="through the barrier"):
        enclose(10000, "199.999", 27, 12)
