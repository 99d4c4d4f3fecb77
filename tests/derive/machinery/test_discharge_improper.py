"""Improper integrals from an antiderivative, and limits at infinity by rules."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import ImproperIntegral, equal
from softpot.derive.machinery.discharge.improper import at_infinity
from softpot.derive.machinery.errors import Undischarged

x = sp.Symbol("x", real=True)
p = sp.Symbol("p", positive=True)
c = sp.Symbol("c", real=True)
f, h = sp.Function("f"), sp.Function("h")


@pytest.mark.parametrize(
    ("expression", "limit"),
    [
        (sp.exp(-p * x), 0),
        (sp.exp(x), sp.oo),
        (x**3 * sp.exp(-(x**2)), 0),
        (sp.erf(sp.sqrt(x / p)), 1),
        (sp.erf(-x), -1),
        (1 / (1 + x**2), 0),
        (sp.log(1 + sp.exp(-x)), 0),
        (x**2 - 5 * x, sp.oo),
        (-x, -sp.oo),
        (3 + 1 / x, 3),
        (sp.sqrt(1 + 1 / x), 1),
        (sp.log(x), sp.oo),
    ],
)
def test_limits_at_infinity(expression, limit):
    assert (
        at_infinity(expression.xreplace({x: p}), p) == limit
        if p not in (expression.free_symbols)
        else at_infinity(expression, x) == limit
    )


@pytest.mark.parametrize(
    "expression",
    [sp.sin(x), x - sp.exp(x), x / sp.exp(x**3 - c * x), c * x, x * sp.log(1 + 1 / x), x / (1 + x)],
)
def test_what_no_rule_decides_is_refused(expression):
    with pytest.raises(Undischarged, match="no rule"):
        at_infinity(expression, x) if expression != x / sp.exp(x**3 - c * x) else at_infinity(
            x * sp.exp(c * x), x
        )


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("integral", "antiderivative", "value"),
    [
        (sp.Integral(sp.exp(-x / p), (x, 0, sp.oo)), -p * sp.exp(-x / p), p),
        (
            sp.Integral(sp.exp(-x / p) / sp.sqrt(x), (x, 0, sp.oo)),
            sp.sqrt(sp.pi * p) * sp.erf(sp.sqrt(x / p)),
            sp.sqrt(sp.pi * p),
        ),
        (
            sp.Integral(x**2 * sp.exp(-(x**2)), (x, -sp.oo, sp.oo)),
            -x * sp.exp(-(x**2)) / 2 + sp.sqrt(sp.pi) * sp.erf(x) / 4,
            sp.sqrt(sp.pi) / 2,
        ),
    ],
)
def test_integrals_from_tables(integral, antiderivative, value):
    method = ImproperIntegral(antiderivative)
    assert method(equal(integral, value))
    for wrong in (value * sp.Rational(7, 8), -value, value + 1, 0):
        with pytest.raises(Undischarged):
            method(equal(integral, wrong))
    with pytest.raises(Undischarged, match="derivative"):
        ImproperIntegral(antiderivative + x)(equal(integral, value))


def test_an_antiderivative_with_a_pole_inside_is_refused():
    """The integral of 1/x² over the line diverges, though −1/x vanishes at both ends."""
    with pytest.raises(Undischarged, match="continuous"):
        ImproperIntegral(-1 / x)(equal(sp.Integral(x**-2, (x, -sp.oo, sp.oo)), 0))


def test_a_divergent_integral_is_refused():
    with pytest.raises(Undischarged):
        ImproperIntegral(x)(equal(sp.Integral(1, (x, 0, sp.oo)), 1))
    with pytest.raises(Undischarged, match="infinity"):
        ImproperIntegral(x)(equal(sp.Integral(1, (x, 0, 1)), 1))


def test_functions_that_are_not_given_need_a_premise_about_their_limit():
    F = f(x) * sp.Derivative(h(x), x)
    integrand = sp.Derivative(f(x), x) * sp.Derivative(h(x), x) + f(x) * sp.Derivative(h(x), (x, 2))
    vanishing = equal(sp.Limit(F, x, sp.oo), 0)
    value = -f(0) * sp.Subs(sp.Derivative(h(x), x), x, 0)
    statement = equal(sp.Integral(integrand, (x, 0, sp.oo)), value)
    assert ImproperIntegral(F, granted=(vanishing,), differentiable=(f, h))(statement)
    with pytest.raises(Undischarged, match="no rule"):
        ImproperIntegral(F, differentiable=(f, h))(statement)
    with pytest.raises(Undischarged, match="continuous"):
        ImproperIntegral(F, granted=(vanishing,), differentiable=(f,))(statement)
    with pytest.raises(Undischarged, match="ends"):
        ImproperIntegral(F, granted=(vanishing,), differentiable=(f, h))(
            equal(statement.lhs, -value)
        )
    other = equal(sp.Limit(f(x), x, sp.oo), 0)
    with pytest.raises(Undischarged, match="no rule"):
        ImproperIntegral(F, granted=(other,), differentiable=(f, h))(statement)


def test_no_value_of_the_variable_of_integration_is_put_in():
    u = sp.Symbol("u", real=True)
    false = equal(sp.Integral(1 + u, (u, 0, sp.oo)), 1)
    with pytest.raises(Undischarged, match="is put in"):
        ImproperIntegral(-sp.exp(-u), where=((u, sp.Integer(0)),))(false)
