"""Recurrences of special functions, and limits of quotients of entire functions: true ones pass, false ones do not."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from sympy.functions.special.bessel import airyaiprime, airybiprime

from softpot.derive.machinery.discharge import ContinuousLimit, Identity
from softpot.derive.machinery.discharge.algebra import equal, refuse_trivial
from softpot.derive.machinery.discharge.recurrences import _RULES
from softpot.derive.machinery.errors import TheoryError, Undischarged
from softpot.derive.machinery.symbols import Quantity, SymbolTable

S = SymbolTable(
    Quantity("x", "x", "real"),
    Quantity("t", "t", "real"),
    Quantity("z", "z", "complex", assumptions={}),
    Quantity("p", "p", "positive", assumptions={"positive": True}),
    Quantity("n", "n", "natural", assumptions={"integer": True, "nonnegative": True}),
    Quantity("k", "k", "whole", assumptions={"integer": True}),
)
x, t, z, p, n, k = S.x, S.t, S.z, S.p, S.n, S.k
P = sp.legendre

TRUE = [
    equal(sp.besseli(t, z), z / (2 * t) * (sp.besseli(t - 1, z) - sp.besseli(t + 1, z))),
    equal((n + 1) * P(n + 1, x) - (2 * n + 1) * x * P(n, x), -n * P(n - 1, x)),
    equal(sp.hermite(n + 1, x), 2 * x * sp.hermite(n, x) - 2 * n * sp.hermite(n - 1, x)),
    equal(sp.digamma(z + 1), sp.digamma(z) + 1 / z),
    equal(sp.airyai(z) * airybiprime(z) - airyaiprime(z) * sp.airybi(z), 1 / sp.pi),
    equal(sp.LambertW(p) * sp.exp(sp.LambertW(p)), p),
    equal(sp.fibonacci(k + 3), 2 * sp.fibonacci(k + 1) + sp.fibonacci(k)),
]
FALSE = [
    equal(sp.besseli(t, z), z / (2 * t) * (sp.besseli(t - 1, z) + sp.besseli(t + 1, z))),
    equal(sp.besselj(t + 1, z), 2 * t / z * sp.besselj(t, z) + sp.besselj(t - 1, z)),
    equal((n + 1) * P(n + 1, x) - (2 * n + 1) * x * P(n, x), n * P(n - 1, x)),
    equal(sp.hermite(n + 1, x), 2 * x * sp.hermite(n, x) - n * sp.hermite(n - 1, x)),
    equal(sp.digamma(z + 1), sp.digamma(z) - 1 / z),
    equal(sp.airyai(z) * airybiprime(z) + airyaiprime(z) * sp.airybi(z), 1 / sp.pi),
    equal(sp.LambertW(p) * sp.exp(2 * sp.LambertW(p)), p),
    equal(sp.fibonacci(k + 3), 2 * sp.fibonacci(k + 1) - sp.fibonacci(k)),
]


@pytest.mark.quick(4)
@pytest.mark.parametrize("statement", TRUE, ids=str)
def test_a_true_relation_of_neighbours_is_an_identity(statement):
    assert Identity()(statement)


@pytest.mark.parametrize("statement", FALSE, ids=str)
def test_a_false_relation_of_neighbours_is_refused_with_advice(statement):
    with pytest.raises(Undischarged, match=r"try this: .*d\.premise"):
        Identity()(statement)


@pytest.mark.parametrize("kind", _RULES, ids=lambda kind: kind.__name__)
def test_each_rule_against_mpmath(kind):
    names = {
        "jn": None,
        "yn": None,
        "fibonacci": "fib",
        "lucas": None,
        "chebyshevt": "chebyt",
        "chebyshevu": "chebyu",
    }
    name = names.get(kind.__name__, kind.__name__)
    if name is None:
        value = {
            "jn": lambda m, u: mpmath.besselj(m + 0.5, u) / mpmath.sqrt(u),
            "yn": lambda m, u: mpmath.bessely(m + 0.5, u) / mpmath.sqrt(u),
            "lucas": lambda m, u: mpmath.fib(m - 1) + mpmath.fib(m + 1),
        }[kind.__name__]
    elif name == "laguerre":
        value = lambda m, u: mpmath.laguerre(m, 0, u)  # noqa: E731
    elif name == "fib":
        value = lambda m, u: mpmath.fib(m)  # noqa: E731
    else:
        value = getattr(mpmath, name)
    u = mpmath.mpf("0.7")
    a, b = _RULES[kind](4, u)
    wanted = a * value(4, u) + b * value(3, u)
    assert abs(value(5, u) - wanted) < 1e-12 * abs(value(5, u))


def test_limits_of_quotients_of_entire_functions():
    prove = ContinuousLimit()
    assert prove(equal(sp.Limit(sp.sin(x) / x, x, 0), 1))
    assert prove(equal(sp.Limit((1 - sp.cos(t * x)) / x**2, x, 0), t**2 / 2))
    for expression, value in (
        (sp.sin(x) / x, 0),
        ((1 - sp.cos(x)) / x**2, 1),
        (sp.sin(x) / x**2, 0),
    ):
        with pytest.raises(Undischarged):
            prove(equal(sp.Limit(expression, x, 0), value))


def test_a_side_that_sympy_evaluated_is_told_of_evaluate():

    with pytest.raises(TheoryError, match="evaluate=False"):
        refuse_trivial(equal(sp.erf(-z) + sp.erf(z), 0))
