"""Unending sums and products, integrals and limits: against closed forms, and refused where there is none."""

from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import CompileError, OutOfDomain, compiled
from softpot.numerics.machinery.compile.analytic import on_ball

T = SymbolTable(
    Quantity("x", "x", "a positive number", assumptions={"positive": True}),
    *(Quantity(name, name, "a real number") for name in ("y", "t")),
    Quantity("z", "z", "a complex number", assumptions={}),
    *(
        Quantity(name, name, "a whole number", assumptions={"integer": True})
        for name in ("k", "j", "n")
    ),
)
x, y, t, z, k, j, n = (T[s].symbol() for s in ("x", "y", "t", "z", "k", "j", "n"))
oo = sp.oo
mp = mpmath.MPContext()
mp.dps = 40


def formula(expression):
    return Formula("f", expression, T)


def holds(ball, value):
    """Whether an Arb ball contains a number known to 40 digits, and is narrow."""
    sign, mantissa, exponent, _ = value._mpf_
    away = ball - flint.arb((int(-mantissa if sign else mantissa), int(exponent)))
    return ball.rel_accuracy_bits() > 50 and abs(away).abs_lower() < 1e-35 * abs(value)


SUMS = [
    (sp.Sum(1 / k**3, (k, 1, oo)), {}, mp.zeta(3), True),
    (sp.Sum((-1) ** k / (2 * k + 1) ** 2, (k, 0, oo)), {}, +mp.catalan, True),
    (sp.Sum((-1) ** (k + 1) / k, (k, 1, oo)), {}, mp.log(2), True),
    (sp.Sum(x**k / k**2, (k, 1, oo)), {"x": "2/5"}, mp.polylog(2, mp.mpf(2) / 5), True),
    (sp.Sum(x**k / sp.factorial(k), (k, 0, oo)), {"x": 7}, mp.exp(7), True),
    (sp.Sum(x**k, (k, n, oo)), {"x": "1/4", "n": 3}, mp.mpf(1) / 48, True),
    (
        sp.Sum(1 / (k**2 + x**2), (k, -oo, oo)),
        {"x": "3/2"},
        mp.pi * mp.coth(1.5 * mp.pi) / 1.5,
        True,
    ),
    (sp.Sum(1 / k**x, (k, 1, oo)), {"x": "5/2"}, mp.zeta(2.5), False),
    (sp.Sum(sp.exp(-sp.pi * k**2), (k, -oo, oo)), {}, mp.pi**0.25 / mp.gamma(0.75), False),
    (
        sp.Sum(1 / (k**2 * j**2), (j, 1, k), (k, 1, oo)),
        {},
        (mp.zeta(2) ** 2 + mp.zeta(4)) / 2,
        False,
    ),
    (sp.Product(1 - x**2 / k**2, (k, 1, oo)), {"x": "1/2"}, 2 / mp.pi, False),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize(("expression", "at", "value", "by_arb"), SUMS, ids=lambda v: str(v)[:40])
def test_unending_sums_and_products(expression, at, value, by_arb):
    assert abs(compiled(formula(expression), "mpmath", 25)(**at) - value) < 1e-25 * abs(value)
    assert compiled(formula(expression), "numpy")(**at) == pytest.approx(float(value), rel=1e-14)
    if by_arb:
        assert holds(compiled(formula(expression), "arb", 20)(**at), value)
    else:
        with pytest.raises((CompileError, OutOfDomain), match=r"bound|Arb"):
            compiled(formula(expression), "arb")(**at)


def test_sums_over_complex_numbers_and_arrays():
    series = formula(sp.Sum(z**k, (k, 0, oo)))
    wanted = 1 / (1 - (0.25 + 0.5j))
    assert abs(complex(compiled(series, "mpmath")(z=0.25 + 0.5j)) - wanted) < 1e-15
    ball = compiled(series, "arb")(z=0.25 + 0.5j)
    assert abs(complex(ball.real.mid(), ball.imag.mid()) - wanted) < 1e-15
    f = compiled(formula(sp.Sum(x**k / k, (k, 1, oo))), "numpy")
    points = np.array([[0.1, 0.5], [0.1, 0.75]])
    assert f(x=points) == pytest.approx(-np.log1p(-points), rel=1e-14)


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (1 / k, "diverges, or nearly"),
        (1 / (k * sp.log(k + 1) ** 2), "regularly only beyond"),
        ((-1) ** k, "diverges, or nearly"),
        ((-1) ** k * k / (k + 1), "diverges, or nearly"),
        (2**k / k**5, "diverges, or nearly"),
        (sp.cos(k * y) / k**2, "no pattern"),
        (sp.Abs(sp.sin(k)) / k**2, "Abs"),
        (sp.Piecewise((2**-k, k < 10**6), (1 / k, True)), "Piecewise"),
        (1 / (k**2 - 10**13), "regularly only beyond"),
        (1 / (k - 3) ** 2, "0 has no negative power"),
    ],
    ids=str,
)
def test_sums_that_have_no_value_or_do_not_show_it_are_refused(term, reason):
    f = compiled(formula(sp.Sum(term, (k, 1, oo))), "mpmath")
    with pytest.raises(ArithmeticError, match=reason):
        f(**({"y": "3/2"} if term.has(y) else {}))


def test_the_rest_of_a_sum_is_bounded_from_where_it_is_left():
    """A near pole far out and a large parameter: what is bounded must be bounded there."""
    ball = compiled(formula(sp.Sum(1 / ((2 * k - 101) * (2 * k + 1)), (k, 1, oo))), "arb", 20)()
    mp_value = mp.nsum(lambda q: 1 / ((2 * q - 101) * (2 * q + 1)), [1, 400]) + sum(
        (mp.psi(0, 401 + 0.5) - mp.psi(0, 401 - 50.5)) / (4 * 51) for _ in (0,)
    )
    assert abs(ball - flint.arb(mp.nstr(mp_value, 30))).abs_lower() < 1e-20
    power = compiled(formula(sp.Sum(x**k / sp.factorial(k), (k, 0, oo))), "arb", 20)
    assert holds(power(x=100), mp.exp(100))
    with pytest.raises(OutOfDomain, match="do not fall fast enough"):
        compiled(formula(sp.Sum(x**k, (k, 0, oo))), "arb")(x=1)


INTEGRALS = [
    (sp.Integral(sp.exp(-(y**2)), (y, 0, x)), {"x": "13/10"}, mp.sqrt(mp.pi) / 2 * mp.erf(mp.mpf(13) / 10), True),
    (sp.Integral(sp.exp(-x * y**2), (y, -oo, oo)), {"x": "5/4"}, mp.sqrt(mp.pi * 4 / 5), False),
    (sp.Integral(sp.sqrt(1 - y**2), (y, -1, 1)), {}, mp.pi / 2, True),
    (sp.Integral(1 / sp.sqrt(1 - y), (y, 0, 1)), {}, mp.mpf(2), False),
    (sp.Integral(sp.log(sp.sin(y)), (y, 0, sp.pi / 2)), {}, -mp.pi * mp.log(2) / 2, False),
    (sp.Integral(sp.cos(x * sp.sin(t)), (t, 0, sp.pi)), {"x": 3}, mp.pi * mp.besselj(0, 3), True),
    (sp.Integral(y**2, (y, x, -x)), {"x": 3}, mp.mpf(-18), True),
    (sp.Integral(sp.exp(-y) * sp.cos(4 * y), (y, 0, oo)), {}, mp.mpf(1) / 17, False),
    (sp.Integral(sp.exp(-sp.Abs(y - x)), (y, -oo, oo)), {"x": "1/3"}, mp.mpf(2), False),
]  # fmt: skip


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("expression", "at", "value", "by_arb"), INTEGRALS, ids=lambda v: str(v)[:40]
)
def test_integrals(expression, at, value, by_arb):
    assert abs(compiled(formula(expression), "mpmath", 18)(**at) - value) < 1e-18 * abs(value)
    if by_arb:
        assert holds(compiled(formula(expression), "arb", 20)(**at), value)
    else:
        with pytest.raises((CompileError, OutOfDomain), match="Arb"):
            compiled(formula(expression), "arb")(**at)


def test_integrals_over_arrays():
    f = compiled(formula(sp.Integral(t**n, (t, 0, x))), "numpy")
    assert f(n=2, x=[1, 2]) == pytest.approx([1 / 3, 8 / 3], rel=1e-14)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("integrand", "low", "high"),
    [
        (1 / y, -1, 1),
        (1 / (y - sp.Rational(3, 10)), 0, 1),
        (1 / y, 1, oo),
        ((1 - y) ** sp.Rational(-9, 10), 0, 1),
        (sp.sin(y) / y, 0, oo),
        (1 + sp.exp(-(10**10) * (y - sp.Rational(3, 10)) ** 2), 0, 1),
    ],
    ids=str,
)
def test_poles_slow_ends_oscillations_and_narrow_peaks_are_refused(integrand, low, high):
    """The last two converge: refused, as two ways do not agree on them, and never a wrong number."""
    with pytest.raises(OutOfDomain, match=r"disagree|0 has no negative power"):
        compiled(formula(sp.Integral(integrand, (y, low, high))), "mpmath")()


def test_a_peak_between_all_points_is_seen_by_arb():
    peak = 1 + sp.exp(-(10**10) * (y - sp.Rational(3, 10)) ** 2)
    found = compiled(formula(sp.Integral(peak, (y, 0, 1))), "arb", 20)()
    assert holds(found, 1 + mp.sqrt(mp.pi) / 10**5)


def test_branch_cuts_are_not_analytic():
    """A ball that touches a cut gives no value where an analytic one is asked for."""
    across = flint.acb(flint.arb(-2, 1), flint.arb(0, 1))
    inside = flint.acb(flint.arb(3, 0.5), flint.arb(0, 0.5))
    for function in (
        sp.log(y),
        sp.sqrt(y),
        y ** sp.Rational(1, 3),
        sp.Ei(y),
        sp.bessely(0, y),
        sp.asin(y + 1),
    ):
        assert not on_ball(function, {y: across}, True).is_finite(), function
    for function in (sp.log(y), sp.sqrt(y), sp.bessely(0, y), sp.sin(y), sp.atan(y), sp.Abs(y)):
        assert on_ball(function, {y: inside}, True).is_finite(), function
    upright = flint.acb(flint.arb(0, 1), flint.arb(3, 1))
    assert not on_ball(sp.atan(y), {y: upright}, True).is_finite()
    assert not on_ball(sp.floor(y), {y: inside}, True).is_finite()


LIMITS = [
    (sp.Limit(sp.sin(x * y) / y, y, 0), {"x": 3}, mp.mpf(3)),
    (sp.Limit((1 + x / t) ** t, t, oo), {"x": 2}, mp.exp(2)),
    (sp.Limit((1 - sp.cos(y)) / y**2, y, 0, "+-"), {}, mp.mpf(1) / 2),
    (sp.Limit(sp.harmonic(k) - sp.log(k), k, oo), {}, +mp.euler),
    (sp.Limit(1 + sp.tanh(10**30 * y), y, 0), {}, mp.mpf(1)),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize(("expression", "at", "value"), LIMITS, ids=lambda v: str(v)[:40])
def test_limits(expression, at, value):
    assert abs(compiled(formula(expression), "mpmath", 20)(**at) - value) < 1e-20 * abs(value)
    assert compiled(formula(expression), "numpy")(**at) == pytest.approx(float(value), rel=1e-14)
    with pytest.raises(CompileError, match="Arb does not enclose"):
        compiled(formula(expression), "arb")


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (sp.Limit(sp.sin(1 / y), y, 0), "do not tell"),
        (sp.Limit(1 + 1 / sp.log(y), y, 0), "do not tell"),
        (sp.Limit(sp.atan(1 / y), y, 0, "+-"), "two sides differ"),
        (sp.Limit(sp.floor(y), y, 0), "floor"),
    ],
    ids=str,
)
def test_limits_that_points_do_not_tell_are_refused(expression, reason):
    with pytest.raises(OutOfDomain, match=reason):
        compiled(formula(expression), "mpmath")()


def test_inputs_as_fractions():
    f = compiled(formula(sp.Sum(x**k, (k, 0, oo))), "mpmath", 20)
    assert abs(f(x=Fraction(1, 3)) - mp.mpf(3) / 2) < 1e-20


@pytest.mark.quick(1)
@pytest.mark.parametrize("place", ["1/1000", "999/1000"])
def test_what_is_narrow_near_a_regular_end_is_seen(place):
    """∫_0^1 (1 + exp(−10^14 (t − c)²)) dt = 1 + 1.77e-7, and no 1 to 20 digits."""
    f = formula(sp.Integral(1 + sp.exp(-(10**14) * (t - sp.Rational(place)) ** 2), (t, 0, 1)))
    with pytest.raises(OutOfDomain, match="disagree"):
        compiled(f, "mpmath", 20)()
    f = formula(sp.Integral(1 + sp.exp(-((t - sp.Rational(place)) ** 2)), (t, 0, 1)))
    c = mp.mpf(int(place.split("/")[0])) / 1000
    wanted = 1 + mp.sqrt(mp.pi) / 2 * (mp.erf(1 - c) + mp.erf(c))
    assert abs(compiled(f, "mpmath", 20)() - wanted) < 1e-19


@pytest.mark.parametrize(
    "term", [(-1) ** k, (-1) ** k * (1 + 1 / k), (-1) ** k * k / (k + 1)], ids=str
)
def test_terms_that_do_not_go_to_0_have_no_sum_though_their_pairs_have(term):
    for backend in ("arb", "mpmath"):
        with pytest.raises((OutOfDomain, CompileError)):
            compiled(formula(sp.Sum(term, (k, 1, oo))), backend)()
