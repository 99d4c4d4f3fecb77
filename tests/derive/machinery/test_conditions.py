"""Conditions of a line: what must not vanish, be positive or exist for its statement to say something."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.conditions import conditions, existing
from softpot.derive.machinery.discharge import equal

x, y = sp.symbols("x y", real=True)
p = sp.Symbol("p", positive=True)
z = sp.Symbol("z")
k, n = sp.symbols("k n", integer=True)


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        (1 / x, (sp.Ne(x, 0),)),
        (1 / sp.Abs(x), (sp.Ne(x, 0),)),
        (1 / p + p ** sp.Rational(1, 3), ()),
        (sp.log(x) + sp.log(p), (x > 0,)),
        (sp.log(z), (sp.Ne(z, 0),)),
        (sp.sqrt(x - y), (x - y >= 0,)),
        (1 / sp.sqrt(x - y), (x - y > 0,)),
        (sp.sqrt(z), ()),
        (sp.sqrt(x**2 + 1), ()),
        (x**n, (sp.Ne(x, 0),)),
        (sp.Integral(1 / x, (x, 1, 2)) + 2, ()),
        (sp.Integral(1 / x, (x, 1, 2)) / y, (sp.Ne(y, 0),)),
        (sp.Sum(k / (n - 97), (k, 0, 3)), (sp.Ne(n - 97, 0),)),
        (sp.Sum(x**k / (k + y), (k, 0, n)), ()),
        (sp.Product(x**k, (k, -n, n)), (sp.Ne(x, 0),)),
    ],
    ids=str,
)
def test_conditions(expression, wanted):
    assert conditions(equal(expression, 7)) == wanted


def test_what_has_to_exist():
    whole, derivative = sp.Integral(sp.exp(-x), (x, 0, sp.oo)), sp.Derivative(sp.exp(x), x)
    endless, finite = sp.Sum(2**-n, (n, 0, sp.oo)), sp.Sum(n, (n, 1, 3))
    assert existing(equal(whole + finite, derivative * endless)) == (whole, derivative, endless)
    assert existing(equal(sp.Derivative(whole * y, y), x)) == (sp.Derivative(whole * y, y),)
