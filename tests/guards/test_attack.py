"""What has a value at a point is given it, and what has none is refused for the right reason."""

from __future__ import annotations

import pytest
import sympy as sp
from mpmath.ctx_mp import MPContext

from softpot.derive.machinery.attack.calculus import Calculus
from softpot.derive.machinery.attack.novalue import NoValue, Why

x, t, k = sp.symbols("x t k")
r = sp.Symbol("r", real=True)
oo, both = sp.oo, "+-"
HERE = 2.0
CONTEXT = MPContext()
CONTEXT.dps = 30


def value(expression: sp.Expr, at: float = HERE) -> complex:
    point = {s: CONTEXT.mpf(at) for s in (x, r)}
    return complex(Calculus(CONTEXT).value(expression, point))


VALUES = (
    (sp.Derivative(r * sp.Abs(r), r), 0, 0.0),
    (sp.Derivative(sp.sqrt(1 + x), x), 0, 0.5),
    (sp.Derivative(sp.Integral(t**2, (t, 0, x)), x), 2, 4.0),
    (sp.Derivative(x**4, (x, 3)), 2, 48.0),
    (sp.Limit(sp.sin(x) / x, x, 0, both), 2, 1.0),
    (sp.Limit(sp.Abs(r) / r, r, 0, "-"), 2, -1.0),
    (sp.Limit((1 + 1 / x) ** x, x, oo), 2, 2.718281828459045),
    (sp.Integral(1 / sp.sqrt(t), (t, 0, 1)), 2, 2.0),
    (sp.Integral(1 / t**2, (t, 1, oo)), 2, 1.0),
    (sp.Integral(sp.sin(t) / t, (t, 0, oo)), 2, 1.5707963267948966),
    (sp.Integral(sp.Abs(t - x), (t, 0, 4)), 2, 4.0),
    (sp.Integral(sp.exp(-t), (t, oo, 0)), 2, -1.0),
    (sp.Integral(t, (t, x, 2)), 2, 0.0),
    (sp.Sum(1 / k**2, (k, 1, oo)), 2, 1.6449340668482264),
    (sp.Sum((-1) ** k / k, (k, 1, oo)), 2, -0.6931471805599453),
    (sp.Sum(2**-k, (k, 0, oo)), 2, 2.0),
    (sp.Sum(k, (k, 1, -2)), 2, 1.0),  # what is left out is taken back: -(-1 + 0)
    (sp.Product(k + 1, (k, 1, 3)), 2, 24.0),
    (sp.exp(-(x**60)), 2, 0.0),
    (sp.erf(x**60), 2, 1.0),
    (sp.Max(r, 3) - sp.Min(r, 1), 2, 2.0),
    (sp.Integral(sp.Max(t, x), (t, 0, 4)), 2, 10.0),
    (sp.gamma(-x / 4), 2, -3.5449077018110318),
    (x**0 * sp.Integer(3), 0, 3.0),
)  # fmt: skip

NO_VALUES = (
    (1 / (x - 2), 2, Why.POLE),
    ((x - 2) ** sp.Rational(-1, 3), 2, Why.POLE),
    (sp.log(x - 2), 2, Why.POLE),
    (sp.gamma(x - 2), 2, Why.POLE),
    (sp.gamma(x - 3), 2, Why.POLE),
    (sp.Piecewise((1, x > 3)), 2, Why.POLE),
    (sp.atan2(x - 2, 2 - x, evaluate=False), 2, Why.POLE),
    (sp.Derivative(sp.sqrt(x), x), 0, Why.POLE),
    (sp.Derivative(sp.Abs(r), r), 0, Why.KINK),
    (sp.Derivative(sp.Abs(x), x), 2, Why.KINK),  # it depends on the direction in the plane
    (sp.Derivative(sp.Max(r, 1), r), 1, Why.KINK),
    (sp.Derivative(sp.Min(r, 1), r), 1, Why.KINK),
    (sp.Derivative(sp.sign(r), r), 0, Why.KINK),
    (sp.Derivative(sp.floor(r), r), 2, Why.KINK),
    (sp.Derivative(sp.Integral(sp.sign(t - 2), (t, 0, x)), x), 2, Why.UNSURE),
    (sp.Limit(sp.Abs(r) / r, r, 0, both), 2, Why.NO_LIMIT),
    (sp.Limit(1 / x, x, 0), 2, Why.NO_LIMIT),
    (sp.Limit(sp.log(x), x, 0), 2, Why.UNSURE),
    (sp.Limit(sp.cos(x), x, oo), 2, Why.UNSURE),
    (sp.Integral(1 / t, (t, 0, 1)), 2, Why.DIVERGES),
    (sp.Integral(1 / (t - 2), (t, 0, 3)), 2, Why.DIVERGES),
    (sp.Integral(1 / t, (t, 1, oo)), 2, Why.DIVERGES),
    (sp.Integral(sp.sin(t), (t, 0, oo)), 2, Why.DIVERGES),
    (sp.Integral(1, (t, 0, oo)), 2, Why.DIVERGES),
    (sp.Integral(t, (t, 0, sp.I)), 2, Why.UNSURE),
    (sp.Integral(t, t), 2, Why.UNKNOWN),
    (sp.Sum(1 / k, (k, 1, oo)), 2, Why.DIVERGES),
    (sp.Sum((-1) ** k, (k, 1, oo)), 2, Why.DIVERGES),
    (sp.Sum(k, (k, 1, x / 4)), 2, Why.UNKNOWN),
    (sp.Sum(k, (k, 1, 10**6)), 2, Why.UNSURE),
    (sp.Sum(2**k, (k, -oo, 0)), 2, Why.UNSURE),
    (sp.Product(1 + 1 / k**2, (k, 1, oo)), 2, Why.UNSURE),
    (sp.exp(x**60), 2, Why.UNSURE),
    (sp.sin(x**60), 2, Why.UNSURE),
    (x ** (x**60 + sp.Rational(1, 2)), 2, Why.UNSURE),
    (sp.Function("f")(x), 2, Why.UNKNOWN),
    (sp.Symbol("free"), 2, Why.UNKNOWN),
    (sp.DiracDelta(x - 2), 2, Why.DISTRIBUTION),
)  # fmt: skip


@pytest.mark.quick(6)
@pytest.mark.parametrize(("expression", "at", "expected"), VALUES, ids=str)
def test_values(expression: sp.Expr, at: float, expected: float) -> None:
    assert value(expression, at) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.quick(17)
@pytest.mark.parametrize(("expression", "at", "why"), NO_VALUES, ids=str)
def test_what_has_no_value(expression: sp.Expr, at: float, why: Why) -> None:
    with pytest.raises(NoValue) as caught:
        value(expression, at)
    assert caught.value.why is why, caught.value.detail
    assert caught.value.decided is (why not in (Why.UNSURE, Why.UNKNOWN))


def test_complex_numbers_have_no_order() -> None:
    with pytest.raises(NoValue, match="an order of complex numbers"):
        value(sp.StrictLessThan(sp.I * x, 3, evaluate=False))
    assert value(sp.Eq(sp.I * x, 2 * sp.I, evaluate=False)) == 1


def test_a_sum_that_cancels_is_zero_and_noted() -> None:
    evaluator = Calculus(CONTEXT)
    point = {x: CONTEXT.mpf(1) / 3}
    assert evaluator.value((x + 1) ** 2 - x**2 - 2 * x - 1, point) == 0
    assert evaluator.cancelled
    again = Calculus(CONTEXT)
    assert again.value(x + sp.Rational(1, 10**20), point) > 0 and not again.cancelled
