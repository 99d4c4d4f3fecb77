"""Kinks and jumps where no modulus is written: of roots, arcsines, and arctangents of tangents; far from 0, too."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Derivative, Rational, acos, acot, asin, atan, cos, cot, exp, sin, sqrt, tan, tanh

from softpot.derive import Derivation, Quantity, SymbolTable, Undischarged, equal
from softpot.derive.machinery.attack.attack import Attack, Refuted
from softpot.derive.machinery.attack.world import World

S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y")),
    Quantity("p", "p", "a number", assumptions={"positive": True}),
)
x, y, p = S.x, S.y, S.p
THIRD = x**2 - 2 * x / 3 + Rational(1, 9)


def d(e: sp.Expr) -> sp.Expr:
    return Derivative(e, x)


FALSE = [
    equal(d(acos(cos(x))) ** 2, 1),
    equal(d(asin(sin(2 * x + 1))) ** 2, 4),
    equal(d(atan(tan(x))), 1),
    equal(d(atan(cot(x))), -1),
    equal(d(acot(x**3 - 5)) * (1 + (x**3 - 5) ** 2), -3 * x**2),
    equal(d(sqrt(THIRD)) ** 2, 1),
    equal(d(sqrt(1 - cos(x) ** 2)) ** 2, cos(x) ** 2),
    equal(d(sqrt(exp(2 * x) - 2 * exp(x) + 1)) ** 2, exp(2 * x)),
    equal(d(sp.log(exp(sp.I * x))), sp.I),
    equal(d(sp.arg(exp(sp.I * x))), 1),
    equal(d(sp.im(sp.log(cos(x) + sp.I * sin(x)))), 1),
    equal(d(sqrt(exp(2 * sp.I * x))) ** 2, -exp(2 * sp.I * x)),
    equal(d(sp.acsc(1 / sin(x))) ** 2, 1),
    equal(d(sp.Abs(exp(x / 10**5) - 2)) ** 2, exp(x / 50000) / 10**10),
]
TRUE = [
    equal(d(sqrt(1 + x**2)), x / sqrt(1 + x**2)),
    equal(d(THIRD ** Rational(3, 2)) ** 2, 9 * (x - Rational(1, 3)) ** 4),
    equal(d(asin(x / sqrt(1 + x**2))), 1 / (1 + x**2)),
    equal(d(asin(tanh(x))), 1 / sp.cosh(x)),
    equal(d(sp.log(1 + exp(sp.I * x) / 2)), sp.I * exp(sp.I * x) / (2 + exp(sp.I * x))),
    equal(d(exp(sp.I * x) / (x + sp.I)), exp(sp.I * x) * (sp.I / (x + sp.I) - 1 / (x + sp.I) ** 2)),
    equal(d(sp.log(x + sp.I)), 1 / (x + sp.I)),
    equal(Derivative(sqrt(p), p), 1 / (2 * sqrt(p))),
    equal(d((x**2 + y**2) ** Rational(3, 2)), 3 * x * sqrt(x**2 + y**2)),
]


@pytest.mark.parametrize("line", FALSE, ids=range(len(FALSE)))
def test_a_derivative_is_refused_where_it_has_no_value(line):
    with pytest.raises(Refuted, match="depends on the side"):
        Attack(line, World()).run()
    with pytest.raises(Undischarged):
        Derivation("e", "", S, lambda id: None).step(line, "so")


@pytest.mark.parametrize("line", TRUE, ids=range(len(TRUE)))
def test_a_derivative_that_exists_everywhere_is_not(line):
    Derivation("e", "", S, lambda id: None).step(line, "so")
