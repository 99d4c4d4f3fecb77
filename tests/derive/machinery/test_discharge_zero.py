"""``vanishes``: identities are shown, and what only looks like one is not."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from softpot.derive.machinery.discharge.zero import carry_out, vanishes

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)
n, k = sp.symbols("n k", integer=True, nonnegative=True)
f, g = sp.Function("f", real=True), sp.Function("g", real=True)
R = sp.Rational

TRUE = [
    (x + y) ** 3 - x**3 - 3 * x**2 * y - 3 * x * y**2 - y**3,
    (x**2 - 1) / (x - 1) - x - 1,
    sp.sqrt(p) * sp.sqrt(q) - sp.sqrt(p * q),
    (p**3) ** R(1, 3) - p,
    sp.sqrt(x**2) - sp.Abs(x),
    sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1,
    sp.exp(x + y) - sp.exp(x) * sp.exp(y),
    2 * sp.sinh(x) * sp.cosh(x) - sp.sinh(2 * x),
    1 / (2 * sp.sinh(p)) - sp.exp(-p) / (1 - sp.exp(-2 * p)),
    sp.Derivative(f(x) * g(x), x) - f(x) * sp.Derivative(g(x), x) - g(x) * sp.Derivative(f(x), x),
    sp.Integral(3 * y * f(x), (x, 0, 1)) - 3 * y * sp.Integral(f(x), (x, 0, 1)),
    (-1) ** (2 * n) - 1,
    1 / (sp.sqrt(p) + 1) - (sp.sqrt(p) - 1) / (p - 1),
    sp.log(p * q) - sp.log(p) - sp.log(q),
]

# each is true somewhere: for one sign, on one side of a branch cut, at odd numbers, at special points
FALSE = [
    sp.sqrt(1 / x) - 1 / sp.sqrt(x),
    sp.atan(x) + sp.atan(1 / x) - sp.pi / 2,
    sp.log(x**2) - 2 * sp.log(x),
    (x**3) ** R(1, 3) - x,
    (x**2) ** R(3, 4) - x ** R(3, 2),
    sp.sqrt(x * y) - sp.sqrt(x) * sp.sqrt(y),
    sp.log(x * y) - sp.log(x) - sp.log(y),
    sp.sqrt(x) / sp.sqrt(y) - sp.sqrt(x / y),
    sp.sqrt(x - 1) * sp.sqrt(x + 1) - sp.sqrt(x**2 - 1),
    sp.asin(sp.sin(x)) - x,
    sp.atan(sp.tan(x)) - x,
    sp.atan2(y, x) - sp.atan(y / x),
    sp.Abs(x) - x,
    x * sp.Abs(x) - x**2,
    sp.sign(x) - 1,
    sp.sign(x) ** 2 - 1,
    sp.Max(x, y) - x,
    sp.Piecewise((x, x > 0), (-x, True)) - x,
    (-1) ** n + 1,
    (-1) ** n - 1,
    0**n,
    sp.cos(n * sp.pi) + 1,
    sp.Mod(n, 2) - 1,
    sp.floor(x) - x,
    sp.Heaviside(x) - 1,
    sp.DiracDelta(x),
    sp.KroneckerDelta(n, k),
    f(x) - f(-x),
    f(x) - g(x),
    sp.Derivative(f(x), x),
    sp.Integral(f(x), (x, 0, 1)) - sp.Integral(f(x), (x, 0, 2)),
    sp.Integral(x * f(x), (x, 0, 1)) - x * sp.Integral(f(x), (x, 0, 1)),
    sp.Matrix([[0, x - y]]).as_immutable(),
]  # fmt: skip


@pytest.mark.quick(5)
@pytest.mark.parametrize("expression", TRUE, ids=str)
def test_identities_are_shown(expression):
    assert vanishes(expression)


@pytest.mark.quick(17)
@pytest.mark.parametrize("expression", FALSE, ids=str)
def test_what_is_not_zero_everywhere_is_not_shown(expression):
    assert not vanishes(expression)


@pytest.mark.quick(13)
@pytest.mark.parametrize("expression", [e for e in TRUE if not e.has(sp.Integral)], ids=str)
@pytest.mark.parametrize("wrong", [R(1, 10**9), x, 1 / (x**2 + 1)], ids=str)
def test_an_identity_with_something_added_is_not_shown(expression, wrong):
    assert not vanishes(expression + wrong)


# SymPy's own integrals, sums and limits have been wrong: they are not a proof


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "expression",
    [
        sp.Limit(sp.sin(x) / x, x, 0) - 1,
        sp.Sum(R(1, 2) ** n, (n, 0, sp.oo)) - 2,
        sp.Sum(n, (n, 1, 3)) - 6,
        sp.Product(n, (n, 1, 5)) - 120,
        sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo)) - sp.sqrt(sp.pi),
        sp.Integral(1 / x**2, (x, -1, 1)) + 2,
        sp.Derivative(sp.Sum(p**n, (n, 0, sp.oo)), p) - 1 / (1 - p) ** 2,
    ],
    ids=str,
)
def test_nothing_is_evaluated_by_sympy_alone(expression):
    assert not vanishes(expression)


def test_they_cancel_as_they_stand():
    total = sp.Sum(p**n, (n, 0, sp.oo))
    assert vanishes((total + 1) ** 2 - total**2 - 2 * total - 1)
    limit = sp.Limit(f(x), x, 0)
    assert vanishes(3 * limit - limit * 3)
    assert carry_out(sp.Derivative(x**2 * total, x)).has(sp.Sum)


coefficients = st.integers(-5, 5)
polynomials = st.lists(coefficients, min_size=1, max_size=4).map(
    lambda cs: sp.Add(*(c * x**i * y ** (len(cs) - i) for i, c in enumerate(cs)))
)


@pytest.mark.slow
@settings(max_examples=40)
@given(polynomials, polynomials)
def test_products_of_polynomials(a, b):
    """(a + b)² − a² − 2ab − b² is zero; with a different coefficient it is not, unless ab is."""
    expanded = sp.expand(a**2 + b**2)
    assert vanishes((a + b) ** 2 - expanded - 2 * a * b)
    assert vanishes((a + b) ** 2 - expanded - R(15, 8) * a * b) == (sp.expand(a * b) == 0)
