"""Equals for equals: what runs inside an integral, a sum or a limit is not captured."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import Identity, Linearity, equal
from softpot.derive.machinery.discharge.putting import of_every, put_in
from softpot.derive.machinery.errors import Undischarged

x, y, u = sp.symbols("x y u", real=True)
n, m = sp.symbols("n m", integer=True)
f = sp.Function("f", real=True)


@pytest.mark.parametrize(
    ("expression", "old", "new"),
    [
        (sp.Integral(u * x, (x, 0, 1)), u, x),
        (sp.Sum(m * n, (n, 1, 3)), m, n),
        (sp.Product(m + n, (n, 1, 3)), m, n),
        (sp.Limit(u + x, x, 0), u, x),
        (sp.Subs(u * x, x, 3), u, x),
        (sp.Integral(x**2 - 1, (x, 0, 1)), x**2 - 1, sp.Integer(0)),
        (sp.Integral(sp.Sum(u * n, (n, 1, 2)), (x, 0, 1)), u, x * n),
    ],
    ids=str,
)
def test_nothing_is_captured(expression, old, new):
    assert put_in(expression, [(old, new)]) == expression
    assert put_in(y * expression, [(old, new)]) == y * expression


@pytest.mark.parametrize(
    ("expression", "pairs", "wanted"),
    [
        (sp.Integral(u * x, (x, 0, 1)), [(u, y)], sp.Integral(y * x, (x, 0, 1))),
        (sp.Integral(u * x, (x, 0, u)), [(u, x)], sp.Integral(u * x, (x, 0, x))),
        (sp.Integral(f(x), (x, 0, 1)), [(f(x), x**2)], sp.Integral(x**2, (x, 0, 1))),
        (sp.Integral(f(y), (y, 0, 1)), [(f(x), x**2)], sp.Integral(f(y), (y, 0, 1))),
        (sp.Derivative(u * x, x), [(u, x**2)], sp.Derivative(x**3, x)),
        (sp.Derivative(u * x, x), [(x, 3)], sp.Subs(sp.Derivative(u * x, x), x, 3)),
        (sp.Derivative(f(x), (x, 2)), [(sp.Derivative(f(x), x), u)], sp.Derivative(u, x)),
        (3 * sp.Integral(u, (x, 0, 1)), [(sp.Integral(u, (x, 0, 1)), y), (y, u)], 3 * u),
        (sp.Subs(sp.Derivative(f(x), x), x, u), [(u, y)], sp.Subs(sp.Derivative(f(x), x), x, y)),
    ],
    ids=str,
)
def test_what_is_put_in(expression, pairs, wanted):
    assert put_in(expression, pairs) == wanted


def test_of_every():
    assert of_every(f(x), x**2, x) and of_every(u, y, x)
    assert not of_every(x**2, sp.Integer(1), x) and not of_every(u, x, x)


def test_methods_do_not_capture():
    product, square = sp.Integral(x * y, (x, 0, 1)), sp.Integral(x**2, (x, 0, 1))
    for method in (Identity(where=((y, x),)), Linearity(where=((y, x),))):
        with pytest.raises(Undischarged):
            method(equal(product, square))
    with pytest.raises(Undischarged):
        Identity(where=((m, n),))(equal(sp.Sum(n * m, (n, 1, 3)), sp.Sum(n**2, (n, 1, 3))))
