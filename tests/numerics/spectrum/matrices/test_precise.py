"""precise_levels: published digits, tunnel pairs, and a power-series witness."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy as np
import pytest

from softpot.numerics.spectrum import Level, levels
from softpot.numerics.spectrum.matrices.precise import precise_level, precise_levels
from softpot.numerics.spectrum.matrices.rayleigh import _ritz_plane
from softpot.numerics.spectrum.wave.gradients import level_gradients

PUBLISHED = [
    (0, 0, "1.060362090484182899647046016692663545515208728528977933216245"),
    (1, 0, "1.392351641530291855657507876609934184600066711220834088906349"),
    (0, 1, "0.9053412237932932760179696184791"),
    (9, 6, "2.5830258609557839224440770838565"),
]


@pytest.mark.parametrize(("alpha", "beta", "value"), PUBLISHED)
def test_published_digits(alpha: int, beta: int, value: str) -> None:
    digits = len(value.replace("0.", "").replace(".", ""))
    found = precise_level(alpha, beta, 1, digits)
    assert abs(Fraction(found.value) - Fraction(value)) <= Fraction(2, 10 ** (digits - 1))


def witness(ctx: Any, alpha: Fraction, beta: Fraction, energy: Any, box: int) -> int:
    """The sign of the determinant that vanishes when psi = 0 at both ends of [-box, box].

    psi = sum a_j y^j with (j+2)(j+1) a_{j+2} = alpha a_{j-2} - beta a_{j-3} + a_{j-4} - energy a_j.
    """
    a, b = (ctx.mpf(v.numerator) / v.denominator for v in (alpha, beta))
    ends = []
    for start in ((1, 0), (0, 1)):
        series = [ctx.mpf(start[0]), ctx.mpf(start[1])]
        for j in range(40 * box**2 + 500):
            total = -energy * series[j]
            for back, weight in ((2, a), (3, -b), (4, 1)):
                if j >= back:
                    total += weight * series[j - back]
            series.append(total / ((j + 2) * (j + 1)))
        ends.append([ctx.polyval(series[::-1], ctx.mpf(side * box)) for side in (-1, 1)])
    return int(ctx.sign(ends[0][0] * ends[1][1] - ends[0][1] * ends[1][0]))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("alpha", "beta", "n", "box"),
    [
        ("0", "1", 1, 6),
        ("-4", "3/2", 3, 7),
        ("9", "6", 2, 8),
        ("-12", "0", 4, 7),
        ("2", "-1/3", 9, 6),
    ],
)
def test_power_series_change_sign_at_the_level(alpha: str, beta: str, n: int, box: int) -> None:
    digits = 40
    level = precise_level(alpha, beta, n, digits)
    ctx = mpmath.MPContext()
    ctx.dps = 160
    value, step = ctx.mpf(level.value), 2 * ctx.mpf(level.error)
    signs = [witness(ctx, Fraction(alpha), Fraction(beta), value + k * step, box) for k in (-1, 1)]
    assert signs[0] == -signs[1] != 0


def test_deep_symmetric_wells_are_told_apart() -> None:
    low, high = precise_levels(-50, 0, 2, 100)
    splitting = Fraction(high.value) - Fraction(low.value)
    assert splitting > 0
    assert abs(float(splitting) / 2.9409e-70 - 1.0) < 5e-5
    short = precise_levels(-50, 0, 4, 30)
    assert short[0].value == short[1].value and short[2].value != short[1].value
    assert [level.n for level in short] == [1, 2, 3, 4]


def test_a_tilt_as_small_as_the_splitting() -> None:
    """Two states: gap = sqrt(splitting^2 + (2 beta <y^3>)^2), with <y^3> of one well."""
    tilt = Fraction(1, 10**72)
    low, high = precise_levels(-50, tilt, 2, 100)
    gap = float(Fraction(high.value) - Fraction(low.value))
    moment = abs(level_gradients(-50.0, 1e-9, 1)[1][0])
    assert abs(gap / np.hypot(2.9409e-70, 2e-72 * moment) - 1.0) < 1e-4
    both = precise_levels(-50, "1e-40", 2, 30)
    assert both[0].value == both[1].value


def test_two_hundred_digits_contain_the_shorter_ones() -> None:
    for alpha, beta, n in ((0, 0, 1), ("-7/3", "0.3", 2), (30, 10, 25)):
        long = precise_level(alpha, beta, n, 200)
        short = precise_level(alpha, beta, n, 25)
        assert len(long.value.replace("-", "").replace(".", "").lstrip("0")) == 200
        away = abs(Fraction(long.value) - Fraction(short.value))
        assert away <= Fraction(str(mpmath.nstr(short.error, 20)))
        assert away * 10**25 <= abs(Fraction(long.value)) * 5


def test_all_levels_and_one_level_agree() -> None:
    for alpha, beta in ((-60, 0), (-35, "1e-9"), (49, 14), (-60, 15)):
        table = precise_levels(alpha, beta, 12, 20)
        assert [level.n for level in table] == list(range(1, 13))
        values = [Fraction(level.value) for level in table]
        assert values == sorted(values)
        alone = precise_level(alpha, beta, 7, 20)
        assert (alone.n, alone.value) == (7, table[6].value)
        double = levels(alpha, beta, 12)
        assert np.allclose([float(v) for v in values], double, rtol=1e-10, atol=1e-10)


@pytest.mark.slow
def test_far_wells() -> None:
    table = precise_levels(1600, "79.9999", 4, 30)
    assert np.allclose([float(level) for level in table], levels(1600, 79.9999, 4), rtol=1e-10)


@pytest.mark.slow
def test_farthest_wells_and_most_digits() -> None:
    double = levels(10000, 199.9999999, 8)
    precise = [float(level) for level in precise_levels(10000, 199.9999999, 8, 18)]
    assert np.allclose(double, precise, rtol=1e-10)
    assert abs(float(precise_level(10000, 200, 60, 30)) / levels(10000, 200, 60)[-1] - 1) < 1e-10
    long, longer = precise_level(0, 1, 1, 400), precise_level(0, 1, 1, 450)
    assert abs(Fraction(long.value) - Fraction(longer.value)) < Fraction(1, 10**399)


def test_a_level_near_zero_has_all_its_digits() -> None:
    """eps_1 = 0 near alpha = -2.5; the parameter is moved until the level is about 1e-12."""
    alpha = Fraction(-1477, 600)
    for _ in range(3):
        value = Fraction(precise_level(alpha, 0, 1, 30).value)
        alpha -= value / Fraction(float(level_gradients(alpha, 0, 1)[0][0]))
        alpha = alpha.limit_denominator(10**14)
    level = precise_level(alpha, 0, 1, 30)
    assert abs(float(level)) < 1e-9
    digits = level.value.lstrip("-").split("e")[0].replace(".", "").lstrip("0")
    assert len(digits) == 30
    assert float(level.error) < 1e-29 * abs(float(level))


def test_a_level_is_a_frozen_record() -> None:
    level = precise_level("1/3", 0.25, 2, 60)
    assert isinstance(level, Level) and level.n == 2 and level.digits == 60
    assert isinstance(level.mpf, mpmath.mpf) and float(level.mpf) == float(level)
    ctx = mpmath.MPContext()
    ctx.dps = 70
    assert abs(ctx.mpf(level.mpf) - ctx.mpf(level.value)) < ctx.mpf(10) ** -60
    assert 0 < level.error < 1e-58
    with pytest.raises(AttributeError):
        level.n = 3  # type: ignore[misc]


def test_no_global_precision_is_changed() -> None:
    before = mpmath.mp.prec, flint.ctx.prec
    _ = precise_level(0, 0, 1, 80).mpf
    assert (mpmath.mp.prec, flint.ctx.prec) == before


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((0, 0, 0, 20), ValueError),
        ((0, 0, 61, 20), ValueError),
        ((0, 0, 1.0, 20), TypeError),
        ((0, 0, 1, 14), ValueError),
        ((0, 0, 1, 1001), ValueError),
        ((0, 0, 1, 20.0), TypeError),
        ((0, 0, True, 20), TypeError),
        (("nan", 0, 1, 20), ValueError),
        ((np.inf, 0, 1, 20), ValueError),
        ((0, "1/0", 1, 20), ValueError),
        ((0, 1j, 1, 20), TypeError),
        (([0], 0, 1, 20), TypeError),
        (("1e999999999", 0, 1, 20), ValueError),
        (("1e400", 0, 1, 20), ValueError),
        ((20000, 0, 1, 20), ValueError),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    arguments: tuple[Any, ...], error: type[Exception]
) -> None:
    for function in (precise_level, precise_levels):
        with pytest.raises(error) as caught:
            function(*arguments)
        message = str(caught.value)
        assert " because " in message and "\n" not in message and len(message) < 500


def test_two_equal_levels_have_two_vectors() -> None:
    """K = 3 G: both eigenvalues are 3, and any two directions of the plane will do."""
    bits = 40
    one, three = 1 << bits, 3 << bits
    low, high, first, second = _ritz_plane(([one, 0], [0, one]), ([three, 0], [0, three]), bits)
    assert low == high == three
    assert (first, second) == ([one, 0], [0, one])
