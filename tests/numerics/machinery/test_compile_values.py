"""Compiled formulas against exact rational arithmetic and published constants."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.numerics.machinery.compile import (
    OutOfDomain,
    OutOfRange,
    PrecisionLoss,
    compiled,
    precision,
)

T = SymbolTable(Quantity("x", "x", "a number"), Quantity("y", "y", "another"))
x, y = T.x, T.y
R = sp.Rational


def formula(expression: sp.Basic) -> Formula:
    return Formula("f", expression, T)


def encloses(ball: flint.arb, wanted: Fraction) -> bool:
    """Whether a ball holds a fraction, asked at a precision far above the ball's own."""
    with precision(4000):
        return bool(ball.contains(flint.fmpq(wanted.numerator, wanted.denominator)))


def relative_error(value: mpmath.mpf, wanted: Fraction) -> Fraction:
    """Of an mpf against a fraction, in fractions: no floating point takes part."""
    sign, man, exponent, _ = value._mpf_
    found = Fraction(int(man)) * Fraction(2) ** int(exponent) * (-1 if sign else 1)
    return abs(found - wanted) / abs(wanted)


# 1/x + x^-3/7 at 3 with a naive 50-digit mpmath lambda is wrong from digit 17
RATIONAL = [
    (1 / x + x**-3 / 7, lambda a, b: 1 / a + 1 / a**3 / 7),
    (R(9, 32) * x**2 - y / 3, lambda a, b: Fraction(9, 32) * a**2 - b / 3),
    (
        (x + R(1, 7)) ** -5 / (y - R(2, 3)),
        lambda a, b: (a + Fraction(1, 7)) ** -5 / (b - Fraction(2, 3)),
    ),
    (4 * y**2 * (9 * x**2 - 32 * y), lambda a, b: 4 * b**2 * (9 * a**2 - 32 * b)),
    (R(1, 3) - x**-7 * y**3 / 11, lambda a, b: Fraction(1, 3) - a**-7 * b**3 / 11),
]
POINTS = [
    (Fraction(3), Fraction(5)),
    (Fraction(1, 3), Fraction(-2, 7)),
    (Fraction(-10, 10**20), Fraction(3, 10**19)),
    (Fraction(7 * 10**20, 3), Fraction(10**20)),
]


@pytest.mark.quick(10)
@pytest.mark.parametrize("digits", [1, 15, 50, 200])
@pytest.mark.parametrize(("expression", "by_hand"), RATIONAL, ids=[str(e) for e, _ in RATIONAL])
def test_rational_formulas_are_right_to_the_digits_asked(expression, by_hand, digits):
    f = compiled(formula(expression), "mpmath", digits)
    ball = compiled(formula(expression), "arb", digits)
    for a, b in POINTS:
        given = {s.name: v for s, v in ((x, a), (y, b)) if s in f.arguments}
        wanted = by_hand(a, b)
        assert relative_error(f(**given), wanted) <= Fraction(1, 10**digits)
        assert encloses(ball(**given), wanted)


@pytest.mark.parametrize("digits", [15, 50, 300])
def test_irrational_values_against_published_digits(digits):
    # π to 50 digits; Γ(1/3), OEIS A073005; erf(1), OEIS A333418; Apéry-free elementary ones by identities
    published = [
        (sp.gamma(x), Fraction(1, 3), "2.6789385347077476336556929409746776441286893779573"),
        (4 * sp.atan(x), Fraction(1), "3.1415926535897932384626433832795028841971693993751"),
        (sp.erf(x), Fraction(1), "0.84270079294971486934122063508260925929606699796630"),
        (sp.sqrt(x), Fraction(2), "1.4142135623730950488016887242096980785696718753769"),
        (sp.exp(x), Fraction(1), "2.7182818284590452353602874713526624977572470936999"),
        (sp.log(x), Fraction(2), "0.69314718055994530941723212145817656807550013436026"),
    ]
    for expression, a, text in published:
        found = compiled(formula(expression), "mpmath", digits)(a)
        shown = min(digits, 48)
        with mpmath.workdps(60):
            assert abs(found / mpmath.mpf(text) - 1) < mpmath.mpf(10) ** (1 - shown)


def test_a_cancellation_that_two_precisions_would_agree_on_is_seen():
    # 10^1000 ((1 + e^-2302) - 1) + 1: at 50 and at 100 digits a plain evaluation gives 1 both times
    f = formula(sp.Integer(10) ** 1000 * ((1 + sp.exp(-2302 * x)) - 1) + 1)
    found = compiled(f, "mpmath", 30)(1)
    with mpmath.workdps(40):
        assert abs(found - (1 + mpmath.mpf(10) ** 1000 * mpmath.exp(-2302))) < mpmath.mpf("1e-29")
    # and through a function: log(1 + e^-3000) is e^-3000, not 0
    g = compiled(formula(sp.log(1 + sp.exp(-x))), "mpmath", 30)(3000)
    with mpmath.workdps(40):
        assert abs(g / mpmath.exp(-3000) - 1) < mpmath.mpf("1e-29")


@pytest.mark.parametrize("backend", ["mpmath", "arb"])
@pytest.mark.parametrize(
    ("expression", "a", "b"),
    [
        (1 / x - R(1, 3), 3, 0),
        (3 * x - sp.sqrt(9 * x**2 - 32 * y), 2, 0),  # a perfect square under the root
        (x * (x - y) * sp.exp(x), "1/7", "1/7"),
        (sp.log(x) * sp.exp(y), 1, 5),
        (sp.sin(x) + sp.tanh(x) - sp.atan(x), 0, 0),
    ],
    ids=str,
)
def test_a_zero_by_rational_cancellation_is_exactly_zero(backend, expression, a, b):
    f = compiled(formula(expression), backend, 50)
    given = {"x": a, "y": b}
    found = f(**{s.name: given[s.name] for s in f.arguments})
    assert found == 0
    if backend == "arb":
        assert found.is_exact()


@pytest.mark.quick(3)
@pytest.mark.parametrize("backend", ["mpmath", "arb"])
@pytest.mark.parametrize(
    "expression",
    [
        sp.sqrt(x) * sp.sqrt(y) - sp.sqrt(x * y),
        sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1,
        sp.exp(x) - sp.cosh(x) - sp.sinh(x),
    ],
    ids=str,
)
def test_an_irrational_zero_raises_and_holds_the_enclosure(backend, expression):
    f = compiled(formula(expression), backend, 20)
    with pytest.raises(PrecisionLoss, match="the value is 0, or nearly") as caught:
        f(**{s.name: v for s, v in ((x, 2), (y, 3)) if s in f.arguments})
    if backend == "arb":
        assert caught.value.best.contains(0)


def test_the_arb_radius_keeps_its_promise():
    f = compiled(formula((sp.sqrt(1 + x**2) - 1) / x**2), "arb", 40)
    for a in ("1e-20", "1/3", "1e20"):
        found = f(a)
        with precision(400):
            assert found.rad() * flint.arb(10) ** 40 <= abs(found)


def test_a_ball_as_input_is_carried_not_refused():
    f = compiled(formula(x**2), "arb", 30)
    with precision(200):
        wide = flint.arb(2, "1e-5")
    found = f(wide)
    assert found.contains(4) and found.contains(flint.arb("4.00003")) and not found.contains(5)
    assert f(flint.arb(2)) == 4  # a ball of radius 0 is a number
    with pytest.raises(ValueError, match="not finite"):
        f(flint.arb("nan"))
    with pytest.raises(TypeError, match='only the backend "arb" takes'):
        compiled(formula(x**2), "mpmath", 30)(wide)


@pytest.mark.quick(14)
@pytest.mark.parametrize(
    ("expression", "given", "reason"),
    [
        (1 / x, {"x": 0}, "0 has no negative power"),
        (sp.log(x), {"x": -1}, "log is not real"),
        (sp.log(x), {"x": 0}, "log is not real"),
        (sp.sqrt(x), {"x": "-1e-20"}, "negative number has no real power"),
        (sp.cbrt(x), {"x": -8}, "negative number has no real power"),
        (x**y, {"x": -2, "y": "1/2"}, "negative number has no real power"),
        (x**y, {"x": 0, "y": -1}, "0 has no negative power"),
        (sp.asin(x), {"x": "1.0000001"}, "asin is not real"),
        (sp.gamma(x), {"x": -3}, "pole"),
        (sp.coth(x), {"x": 0}, "coth is not real"),
        (sp.acosh(x), {"x": "1/2"}, "acosh is not real"),
    ],
    ids=str,
)
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_outside_of_the_domain_the_sentence_says_so(backend, expression, given, reason):
    with pytest.raises(OutOfDomain, match=reason):
        compiled(formula(expression), backend)(**given)


@pytest.mark.quick(15)
@pytest.mark.parametrize(
    ("expression", "given", "wanted"),
    [
        (x**y, {"x": -2, "y": 3}, -8),
        (x**y, {"x": -2, "y": -1}, "-1/2"),
        (x**y, {"x": 0, "y": "1/2"}, 0),
        (x**y, {"x": 0, "y": 0}, 1),  # the empty product, as in SymPy
        (x ** R(-3, 2), {"x": "4/9"}, "27/8"),
        (sp.Abs(x) + sp.sign(x), {"x": "-5/3"}, "2/3"),
        (sp.Min(x, y, 3) - sp.Max(x, y), {"x": "1/2", "y": 7}, "-13/2"),
        (sp.gamma(x), {"x": 6}, 120),
        (sp.asin(x) / sp.pi, {"x": "-1"}, "-1/2"),
    ],
    ids=str,
)
@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_values_at_the_edges(backend, expression, given, wanted):
    found = compiled(formula(expression), backend)(**given)
    wanted = Fraction(wanted)
    if backend == "arb":
        assert encloses(found, wanted)
    else:
        assert abs(float(found) - float(wanted)) <= 1e-15 * max(1.0, abs(float(wanted)))


def test_piecewise_touches_only_the_branch_that_applies():
    f = formula(sp.Piecewise((sp.log(x), x > 0), (sp.sqrt(-x), x < 0), (7, True)))
    found = compiled(f, "numpy")(np.array([[1.0, -4.0], [0.0, np.e]]))
    assert found.shape == (2, 2)
    assert np.allclose(found, [[0, 2], [7, 1]], rtol=1e-15)
    for backend in ("mpmath", "arb"):
        g = compiled(f, backend, 30)
        assert (g(1), g(-4), g(0)) == (0, 2, 7)


def test_nested_piecewise_and_logic():
    inside = sp.Piecewise((1 / y, sp.Ne(y, 0)), (0, True))
    f = formula(sp.Piecewise((inside, sp.And(x > 0, sp.Not(y > 5))), (-1, True)))
    found = compiled(f, "numpy")([1, 1, 1, -1], [2, 0, 6, 0])
    assert found.tolist() == [0.5, 0.0, -1.0, -1.0]


@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_relations_and_tuples(backend):
    pair = formula(sp.Tuple(x < y, sp.Tuple(x + y, sp.Eq(x, y)), sp.Or(x > 5, sp.Ne(y, 2))))
    less, (total, equal), either = compiled(pair, backend)(1, 2)
    assert (less, equal, either) == (True, False, False)
    assert total == 3
    spelled = formula(sp.Equivalent(x > 0, sp.And(y > 0, y < 9 * x**2 / 32)))
    f = compiled(spelled, backend)
    assert [f(1, "1/4"), f(1, 1), f(-1, 5)] == [True, False, True]
    implied = compiled(formula(sp.Implies(x > 0, y > 0)), backend)
    assert [implied(1, 1), implied(1, -1), implied(-1, -1)] == [True, False, True]


def test_a_relation_between_irrational_equals():
    f = formula(sp.Eq(sp.sqrt(2) * sp.sqrt(x), 2))
    assert compiled(f, "arb", 30)(2) is None
    assert compiled(f, "arb", 30)(3) is False
    with pytest.raises(PrecisionLoss, match="a sign could not be decided"):
        compiled(f, "mpmath", 30)(2)
    # one decided member is enough for Or
    assert compiled(formula(sp.Or(f.expression, x > 1)), "mpmath", 30)(2) is True
    # closer than any float, but apart
    near = formula(sp.sqrt(x) < sp.sqrt(x + R(1, 10**90)))
    assert compiled(near, "mpmath", 15)(2) is True
    assert compiled(near, "arb", 15)(2) is True


def test_numpy_reports_overflow_and_harmful_underflow_only():
    with pytest.raises(OutOfRange, match=r"overflows in exp; .*mpmath"):
        compiled(formula(sp.exp(x)), "numpy")(1000)
    with pytest.raises(OutOfRange, match="underflows"):
        compiled(formula(sp.exp(-x)), "numpy")([1, 1000])
    with pytest.raises(OutOfRange, match="underflows"):
        compiled(formula(x**20 * sp.exp(y)), "numpy")("1e-20", 1)
    with pytest.raises(OutOfRange):
        compiled(formula(1 / sp.exp(-x)), "numpy")(1000)
    with pytest.raises(OutOfRange, match="underflows"):
        compiled(formula(sp.exp(-x) > sp.exp(-y)), "numpy")(1000, 2000)
    with pytest.raises(OutOfRange, match="beyond float64"):
        compiled(formula(x), "numpy")("1e400")
    assert compiled(formula(1 / (1 + sp.exp(-x))), "numpy")([0, 1000]).tolist() == [0.5, 1.0]
    assert compiled(formula(x * y), "numpy")(0, 5) == 0.0
    assert compiled(formula(sp.exp(-x) < 1), "numpy")(1000) is True


def test_numpy_broadcasts():
    f = compiled(formula(x**2 + y), "numpy")
    assert f(np.ones((3, 1)), np.zeros(4)).shape == (3, 4)
    assert isinstance(f(1, 2), float)
    assert f(np.empty((0, 3)), 1).shape == (0, 3)
    assert f(["1/3", Fraction(1, 3)], 0) == pytest.approx([1 / 9, 1 / 9], rel=1e-15)
    constant = compiled(formula(sp.pi * sp.E), "numpy")
    assert constant() == pytest.approx(np.pi * np.e, rel=1e-15)
    assert compiled(formula(sp.Tuple(x, sp.Integer(2))), "numpy")([1, 2])[1].tolist() == [2.0, 2.0]


def test_extreme_arguments():
    # sin(10^20), from Gappa-style reference tables: the argument needs 66 bits of π beyond the point
    assert float(compiled(formula(sp.sin(x)), "mpmath", 30)("1e20")) == pytest.approx(
        -0.6452512852657808
    )
    with pytest.raises(OutOfRange, match=r"beyond 2\*\*8192"):
        compiled(formula(sp.exp(sp.exp(x))), "mpmath", 30)("1e20")
    assert compiled(formula(x**y), "mpmath", 30)(1, "1e20") == 1
    assert compiled(formula(x**y), "mpmath", 30)(-1, 10**20 + 1) == -1


def test_the_result_keeps_its_digits_in_arithmetic_and_the_global_precision_stays():
    before = mpmath.mp.prec, flint.ctx.prec
    f = compiled(formula(1 / x), "mpmath", 50)
    third = f(3)
    assert abs(third * 3 - 1) < f.context.mpf(10) ** -50
    compiled(formula(1 / x), "arb", 50)(3)
    with pytest.raises(OutOfDomain):
        compiled(formula(1 / x), "arb", 50)(0)
    assert (mpmath.mp.prec, flint.ctx.prec) == before
