"""Bounds of derivatives hold over the whole error and are not far off; functions end where the real numbers do."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import mpmath
import pytest
import sympy as sp
from gmpy2 import mpq

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import OutOfDomain, compiled
from softpot.numerics.machinery.compile.analytic import on_ball
from softpot.numerics.machinery.compile.errors import Undecided
from softpot.numerics.machinery.compile.parts import Complex
from softpot.numerics.machinery.compile.running import _SLOPES, Bounded, Running, accurate

T = SymbolTable(Quantity("y", "y", "a real number"))
y = T["y"].symbol()
mp = mpmath.MPContext()
mp.dps = 30
DERIVATIVES = {
    "exp": mp.exp,
    "log": lambda v: 1 / v,
    "sin": mp.cos,
    "cos": mp.sin,
    "tan": lambda v: mp.sec(v) ** 2,
    "sinh": mp.cosh,
    "cosh": mp.sinh,
    "tanh": lambda v: mp.sech(v) ** 2,
    "coth": lambda v: mp.csch(v) ** 2,
    "asin": lambda v: 1 / mp.sqrt(1 - v * v),
    "acos": lambda v: 1 / mp.sqrt(1 - v * v),
    "atan": lambda v: 1 / (1 + v * v),
    "asinh": lambda v: 1 / mp.sqrt(1 + v * v),
    "acosh": lambda v: 1 / mp.sqrt(v * v - 1),
    "atanh": lambda v: 1 / (1 - v * v),
    "gamma": lambda v: mp.gamma(v) * mp.digamma(v),
    "erf": lambda v: 2 / mp.sqrt(mp.pi) * mp.exp(-v * v),
}
PLACES = {
    **dict.fromkeys(DERIVATIVES, ("-0.9", "-0.3", "0.2", "0.9")),
    "exp": ("-3", "0", "5"),
    "log": ("0.2", "1", "300"),
    "acosh": ("1.1", "4"),
    "gamma": ("-2.5", "-0.5", "0.3", "0.7", "1.5", "6"),
}
CONSTANT = ("sin", "cos", "tanh", "atan", "asinh", "erf")


@pytest.mark.parametrize("name", sorted(DERIVATIVES))
@pytest.mark.parametrize("error", ["1e-20", "0.02", "0.07"])
def test_a_slope_bounds_the_derivative_over_the_error(name: str, error: str) -> None:
    """At 21 points of the interval; it is at most some ten times the largest, where it is no plain number."""
    assert set(DERIVATIVES) == set(_SLOPES)
    e = mp.mpf(error)
    for place in PLACES[name]:
        v = mp.mpf(place)
        bound = _SLOPES[name](mp, v, e)
        largest = max(abs(DERIVATIVES[name](v + e * k / 10)) for k in range(-10, 11))
        assert bound >= largest * (1 - mp.mpf(10) ** -25), place
        assert bound <= (2 if name in CONSTANT else 14 * max(largest, 1)), place


@pytest.mark.parametrize("name", sorted(set(DERIVATIVES) - set(CONSTANT)))
def test_a_slope_over_a_small_error_is_no_wider_than_its_slack(name: str) -> None:
    slack = {"log": 1.0, "exp": 2.0 * float(mp.e), "gamma": 4.0}.get(name, 2.0)
    for place in PLACES[name]:
        v, e = mp.mpf(place), mp.mpf("1e-20")
        if name in ("sinh", "cosh"):  # less than exp |v|
            assert _SLOPES[name](mp, v, e) <= 2.001 * mp.e * mp.exp(abs(v))
        else:
            assert _SLOPES[name](mp, v, e) <= 1.001 * slack * abs(DERIVATIVES[name](v)), place


@pytest.mark.parametrize(
    ("name", "place", "error"),
    [
        ("exp", "0", "1.1"),
        ("sinh", "0", "1.1"),
        ("log", "0.1", "0.1"),
        ("tan", "1.570796", "0.01"),
        ("tan", "-1.4", "0.18"),
        ("coth", "0.1", "0.1"),
        ("coth", "-0.1", "0.2"),
        ("asin", "0.9", "0.1"),
        ("acos", "-0.9", "0.2"),
        ("acosh", "1.5", "0.5"),
        ("atanh", "-0.9", "0.1"),
        ("atanh", "0.9", "0.2"),
        ("gamma", "-1.1", "0.2"),
        ("gamma", "-0.9", "0.2"),
        ("gamma", "0.1", "0.1"),
        ("gamma", "0.1", "0.2"),
        ("gamma", "7", "1.1"),
        ("gamma", "200", "0.5"),
    ],
)
def test_no_slope_over_a_pole_or_an_end(name: str, place: str, error: str) -> None:
    with pytest.raises(Undecided):
        _SLOPES[name](mp, mp.mpf(place), mp.mpf(error))


def test_errors_of_sums_products_powers_and_roots() -> None:
    """Σe; |a| e_b + |b| e_a + e_a e_b; the ends of x^n and of the root: reached, and by little exceeded."""
    table = Running(mp)
    a, b = Bounded(mp.mpf(-3), mp.mpf("1e-4")), Bounded(mp.mpf(5), mp.mpf("2e-3"))
    slack = mp.mpf("1e-8")

    def near(error: object, wanted: object) -> bool:
        return bool(wanted <= error <= wanted * (1 + slack))  # type: ignore[operator]

    total = table.add_inexact([a, b])
    assert total.value == 2 and near(total.error, mp.mpf("2.1e-3"))
    times = table.multiply_inexact([a, b])
    assert times.value == -15 and near(times.error, mp.mpf("6.5e-3") + mp.mpf("2e-7"))
    rounding = table.multiply_inexact([Bounded(mp.mpf(2), mp.zero), Bounded(mp.mpf(3), mp.zero)])
    assert 0 < rounding.error <= 6 * mp.ldexp(8, 1 - mp.prec)
    for n in (2, 3, -1, -2):
        power = table.power_inexact(a, Fraction(n))
        size = mp.mpf(3) + (mp.mpf("1e-4") if n > 0 else -mp.mpf("1e-4"))
        assert power.value == mp.mpf(-3) ** n
        assert near(power.error, abs(n) * mp.mpf("1e-4") * size ** (n - 1))
    root = table.power_inexact(b, Fraction(1, 2))
    away = mp.sqrt(5) - mp.sqrt(mp.mpf("4.998"))
    assert abs(root.value - mp.sqrt(5)) < slack and away <= root.error <= away * mp.mpf("1.001")
    for base, exponent in ((Bounded(mp.mpf(1), mp.one), -1), (Bounded(mp.mpf(1), mp.mpf(2)), -1)):
        with pytest.raises(Undecided):
            table.power_inexact(base, Fraction(exponent))
    for wide in (mp.one, mp.mpf(2)):
        with pytest.raises(Undecided):
            table.power_inexact(Bounded(mp.one, wide), Fraction(1, 3))


def test_signs_and_extremes_of_inexact_numbers() -> None:
    table = Running(mp)
    one, two = Bounded(mp.mpf(1), mp.mpf(1)), Bounded(mp.mpf(-1), mp.mpf("0.5"))
    assert table.sign_inexact(one) is None and table.sign_inexact(two) == -1
    assert table.sign_inexact(Bounded(mp.mpf(1), mp.mpf("0.5"))) == 1
    assert table.sign_inexact(Bounded(mp.zero, mp.zero)) is None
    assert table.extreme_inexact("min", one, two) == Bounded(-1, 1)
    assert table.extreme_inexact("max", one, two) == Bounded(1, 1)


def rational(value: Any) -> Fraction:
    return Fraction(*map(int, mpmath.libmp.to_rational(value._mpf_)))


def test_rationals_are_exact_where_they_fit() -> None:
    """A binary fraction of no more bits than the precision; of others the rounding is counted."""
    table = Running(mp)
    for number in (Fraction(3, 4), Fraction(-5), Fraction(2**90 + 1, 2**200)):
        found = table.lift(number)
        assert found.error == 0
        assert rational(found.value) == number
    for number in (Fraction(1, 3), Fraction(2**400 + 1), Fraction(2, 7)):
        found = table.lift(number)
        apart = abs(rational(found.value) - number)
        error = rational(found.error)
        assert apart < error <= 9 * abs(number) / 2 ** (mp.prec - 1)
    half = table.rounded(mp.mpf(4), mp.mpf(1))
    assert 1 < half.error < 1 + mp.ldexp(1, -20)
    assert half.error >= 1 + 4 * mp.ldexp(8, 1 - mp.prec)


def test_the_error_of_a_special_function_is_that_of_its_argument() -> None:
    """|J_0'(1)| = J_1(1), at both ends, four times."""
    table = Running(mp)
    e = mp.mpf("1e-9")
    re, im = table.special_inexact("besselj", [mpq(0), Bounded(mp.one, e)])
    assert abs(re.value - mp.besselj(0, 1)) < mp.mpf(10) ** -28
    assert im == 0
    wanted = mp.besselj(1, 1) * e
    assert 8 * wanted * (1 - mp.mpf("1e-8")) <= re.error <= 8 * wanted * (1 + mp.mpf("1e-8"))
    re, im = table.special_inexact("hankel1", [mpq(0), mpq(2)])
    assert abs(re.value - mp.besselj(0, 2)) < mp.mpf(10) ** -28
    assert abs(im.value - mp.bessely(0, 2)) < mp.mpf(10) ** -28
    assert re.error < mp.mpf(10) ** -27 and im.error < mp.mpf(10) ** -27
    keep = mp.prec
    with pytest.raises(OutOfDomain):
        table.special_inexact("bessely", [mpq(0), mpq(0)])
    with pytest.raises(Undecided):
        table.special_inexact("bessely", [mpq(0), Bounded(mp.zero, e)])
    assert mp.prec == keep


def test_what_counts_as_accurate() -> None:
    """An error of 2^-bits of the value, at the limit, too; of a complex number by its length."""
    four = mp.mpf(4)
    assert accurate(Bounded(four, mp.ldexp(4, -20)), 20, mp)
    assert accurate(Bounded(-four, mp.ldexp(4, -20)), 20, mp)
    assert not accurate(Bounded(four, mp.ldexp(4, -20) * (1 + mp.eps)), 20, mp)
    both = Complex(Bounded(mp.mpf(3), mp.ldexp(4, -20)), Bounded(four, mp.ldexp(1, -20)))
    assert accurate(both, 20, mp) and not accurate(both, 20.1, mp)
    half = Complex(mpq(3), Bounded(four, mp.ldexp(5, -20)))
    assert accurate(half, 20, mp) and not accurate(half, 20.1, mp)
    assert not accurate(Bounded(mp.zero, mp.eps), 20, mp) and accurate(
        Bounded(four, mp.zero), 99, mp
    )


@pytest.mark.parametrize("backend", ["mpmath", "arb", "numpy"])
@pytest.mark.parametrize(
    ("function", "inside", "outside"),
    [
        (sp.log, ("1/1000",), ("0", "-1/1000")),
        (sp.asin, ("-1", "-999/1000", "999/1000", "1"), ("-1001/1000", "1001/1000")),
        (sp.acos, ("-1", "-999/1000", "999/1000", "1"), ("-1001/1000", "1001/1000")),
        (sp.acosh, ("1", "1001/1000"), ("999/1000", "0", "-2")),
        (sp.atanh, ("-999/1000", "999/1000"), ("-1", "1", "-1001/1000", "1001/1000")),
        (sp.coth, ("-1/1000", "1/1000"), ("0",)),
    ],
    ids=str,
)
def test_a_function_ends_where_the_real_numbers_do(
    function: type[sp.Function], inside: tuple[str, ...], outside: tuple[str, ...], backend: str
) -> None:
    """On both sides of each end, and at it."""
    f = compiled(Formula("f", function(y, evaluate=False), T), backend)
    for place in inside:
        wanted = getattr(mp, function.__name__)(
            mp.mpf(Fraction(place).numerator) / Fraction(place).denominator
        )
        found = f(y=Fraction(place) if backend != "numpy" else float(Fraction(place)))
        assert float(found) == pytest.approx(float(wanted), rel=1e-12), place
    for place in outside:
        with pytest.raises(OutOfDomain):
            f(y=Fraction(place) if backend != "numpy" else float(Fraction(place)))


@pytest.mark.parametrize(
    ("expression", "cut", "clear"),
    [
        (sp.asin(y), (-2, -1, 1, 2), (0, 1j, 2j + 2)),
        (sp.acos(y), (-2, -1, 1, 2), (0, 1j, 2j + 2)),
        (sp.atanh(y), (-2, 2), (0, 1j, 2j + 2)),
        (sp.acosh(y), (-2, 0, 1), (2, 1j, 2j - 2)),
        (sp.atan(y), (2j, -2j), (0, 3, 0.5j, 2j + 1)),
        (sp.asinh(y), (2j, -2j, 1j), (0, 3, 0.5j, 2j + 1)),
        (sp.Ei(y), (-2,), (2, 2j, -2 + 1j)),
        (sp.li(y), (-2, 0.5), (2, 2j)),
        (sp.elliptic_k(y), (2,), (0, -2, 0.5, 2j + 2)),
        (sp.besselj(0, y), (), (-2, 2, 1j)),
        (sp.besselj(sp.Rational(1, 2), y), (-2,), (2, 1j)),
        (sp.legendre(3, y), (), (-2, 0, 2)),
        (sp.airyai(y), (), (-2, 0, 2)),
    ],
    ids=str,
)
def test_no_analytic_value_on_a_cut(
    expression: sp.Expr, cut: tuple[complex, ...], clear: tuple[complex, ...]
) -> None:
    """Arb's quadrature may believe what is finite; off the cut it is."""
    for place in cut:
        small = flint.acb(
            flint.arb(complex(place).real, 1e-3), flint.arb(complex(place).imag, 1e-3)
        )
        assert not on_ball(expression, {y: small}, True).is_finite(), place
    for place in clear:
        assert on_ball(
            expression, {y: flint.acb(complex(place).real, complex(place).imag)}, True
        ).is_finite(), place
