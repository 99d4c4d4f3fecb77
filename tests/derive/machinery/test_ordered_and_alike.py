"""Inequalities by squares and derivatives, equality by derivatives and by squares, solutions that are the only ones.

Each true line is also held against floats at random points, which no algebra has touched.
"""

from __future__ import annotations

import cmath
import math
import random

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import (
    EqualDerivatives,
    EqualSquares,
    Identity,
    Monotone,
    SubstitutionBack,
    SumOfSquares,
    equal,
)
from softpot.derive.machinery.errors import Undischarged

x, y, t, u, v = sp.symbols("x y t u v", real=True)
a, b, c, p, q = sp.symbols("a b c p q", positive=True)
z = sp.Symbol("z")
k = sp.Symbol("k", imaginary=True)
n = sp.Symbol("n", integer=True)
R = sp.Rational

SQUARES = [
    (a + b) / 2 >= sp.sqrt(a * b),
    (a + b + c) / 3 >= sp.cbrt(a * b * c),
    2 / (1 / a + 1 / b) <= sp.sqrt(a * b),
    sp.sqrt((x**2 + y**2) / 2) >= (x + y) / 2,
    (x**2 + y**2) * (u**2 + v**2) >= (x * u + y * v) ** 2,
    x**2 + y**2 + t**2 >= x * y + y * t + t * x,
    a / b + b / a >= 2,
    x**4 - x + 1 > 0,
    p**3 - 3 * p + 3 > 0,
    sp.exp(x) + sp.exp(-x) >= 2,
    1 / (1 + x**2) <= 1,
    sp.tanh(x) < 1,
]
DERIVATIVES = [
    (Monotone(x, 0, 2), sp.exp(x) >= 1 + x),
    (Monotone(p, 0, 1), sp.log(1 + p) < p),
    (Monotone(p, 0, 1), sp.log(1 + p) > p / (1 + p)),
    (Monotone(p, 1, 1), sp.log(p) <= p - 1),
    (Monotone(p, 0, 1), sp.sin(p) < p),
    (Monotone(p, 0, 3), sp.sin(p) >= p - p**3 / 6),
    (Monotone(x, 0, 2), sp.cos(x) >= 1 - x**2 / 2),
    (Monotone(p, 0, 2), sp.sinh(p) > p),
    (Monotone(p, 0, 1), sp.atan(p) < p),
]
TRUE = [*((SumOfSquares(), s) for s in SQUARES), *DERIVATIVES]


@pytest.mark.quick(2)
@pytest.mark.parametrize(("method", "statement"), TRUE, ids=str)
def test_inequalities(method, statement):
    assert method(statement)
    turned = statement.negated
    with pytest.raises(Undischarged):
        method(turned)
    symbols = sorted(statement.free_symbols, key=str)
    sides = sp.lambdify(symbols, statement.args, "math")
    draw = random.Random(1)
    for _ in range(300):
        point = [draw.lognormvariate(0, 1) if s.is_positive else draw.gauss(0, 2) for s in symbols]
        left, right = sides(*point)
        wanted = left - right if "Greater" in type(statement).__name__ else right - left
        assert wanted > -1e-12 * max(1, abs(left))


@pytest.mark.quick(10)
@pytest.mark.parametrize(
    ("method", "statement"),
    [
        (SumOfSquares(), a**2 + b**2 > 2 * a * b),  # equal for a = b
        (SumOfSquares(), x**2 >= x),
        (SumOfSquares(), x**2 + 1 > 2 * x),
        (SumOfSquares(), p**3 - 3 * p + 1 > 0),
        (SumOfSquares(), (x + y) / 2 >= sp.sqrt(x * y)),  # roots of what may be negative
        (SumOfSquares(), sp.GreaterThan(k**2, 0, evaluate=False)),  # imaginary
        (SumOfSquares(), sp.GreaterThan(z**2, 0, evaluate=False)),
        (SumOfSquares(), sp.GreaterThan(z * sp.conjugate(z) - z, 0, evaluate=False)),
        (SumOfSquares(), x**4 - 3 * x**2 + 2 >= 0),  # negative between its zeros
        (SumOfSquares(), 1 / x + x >= 2),
        (SumOfSquares(), equal(x, y)),
        (Monotone(x, 0, 2), sp.exp(x) > 1 + x),  # equal at 0
        (Monotone(x, 0, 1), sp.sin(x) < x),  # turned below 0
        (Monotone(p, 0, 1), sp.exp(p) >= 1 + 2 * p),
        (Monotone(p, 0, 1), 1 / p >= -1),  # a pole at the end
        (Monotone(x, 0, 1), sp.Abs(x - 1) >= 1),  # a kink
        (Monotone(x, 0, 3), sp.sinh(x) >= x),
        (Monotone(n, 0, 1), 2 * n >= n),  # no interval
        (Monotone(p, 5, 1), (p - 5) ** 2 * (p - 4) >= 0),  # negative below 4
        (Monotone(p, y, 1), p >= 0),  # below y too
    ],
    ids=str,
)
def test_inequalities_that_fail_somewhere(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


ALIKE = [
    (EqualDerivatives(p, q), equal(sp.atan(p) - sp.atan(q), sp.atan((p - q) / (1 + p * q)))),
    (EqualDerivatives(p, 1), equal(sp.atan(p) + sp.atan(1 / p), sp.pi / 2)),
    (EqualDerivatives(x, 0), equal(sp.asinh(x), sp.log(x + sp.sqrt(1 + x**2)))),
    (EqualDerivatives(x, 0), equal(sp.atan(sp.sinh(x)), 2 * sp.atan(sp.exp(x)) - sp.pi / 2)),
    (EqualDerivatives(p, 1), equal(2 * sp.atan(sp.sqrt(p)), sp.pi / 2 + sp.asin((p - 1) / (p + 1)))),
    (EqualSquares(), equal(sp.re(sp.sqrt(x + sp.I * y)), sp.sqrt((sp.sqrt(x**2 + y**2) + x) / 2))),
    (EqualSquares(), equal(sp.re(sp.sqrt(z)), sp.sqrt((sp.Abs(z) + sp.re(z)) / 2))),
    (EqualSquares(), equal(sp.Abs(sp.sin(x + sp.I * y)), sp.sqrt(sp.sin(x) ** 2 + sp.sinh(y) ** 2))),
    (EqualSquares(), equal(sp.Abs(sp.gamma(R(1, 2) + sp.I * y)), sp.sqrt(sp.pi / sp.cosh(sp.pi * y)))),
    (Identity(), equal(sp.LambertW(p * sp.exp(p)), p)),
    (
        Identity(),
        equal(
            sp.elliptic_e(x) * sp.elliptic_k(1 - x) + sp.elliptic_e(1 - x) * sp.elliptic_k(x)
            - sp.elliptic_k(x) * sp.elliptic_k(1 - x),
            sp.pi / 2,
        ),
    ),
]  # fmt: skip


@pytest.mark.quick(2)
@pytest.mark.parametrize(("method", "statement"), ALIKE, ids=str)
def test_equals(method, statement):
    assert method(statement)
    for wrong in (equal(statement.lhs, statement.rhs + 1), equal(statement.lhs, -statement.rhs)):
        with pytest.raises(Undischarged):
            method(wrong)
    draw = random.Random(2)
    for _ in range(5):
        at = {
            s: sp.Rational(draw.randint(1, 999), 1000) if s.is_extended_real
            else sp.Rational(draw.randint(-999, 999), 500) + sp.I * sp.Rational(draw.randint(-999, 999), 500)
            for s in statement.free_symbols
        }  # fmt: skip
        left, right = (complex(sp.N(side.subs(at), 20)) for side in statement.args)
        assert cmath.isclose(left, right, rel_tol=1e-12) and math.isfinite(abs(left))


@pytest.mark.quick(7)
@pytest.mark.parametrize(
    ("method", "statement"),
    [
        # a pole of the argument, and a jump of the arc tangent, at pq = 1
        (EqualDerivatives(p, 0), equal(sp.atan(p) + sp.atan(q), sp.atan((p + q) / (1 - p * q)))),
        (EqualDerivatives(x, 1), equal(sp.atan(x) + sp.atan(1 / x), sp.pi / 2)),
        (EqualDerivatives(x, y), equal(sp.atan(x) - sp.atan(y), sp.atan((x - y) / (1 + x * y)))),
        (EqualDerivatives(p, -1), equal(sp.atan(p) + sp.atan(1 / p), -sp.pi / 2)),  # not in the range
        (EqualDerivatives(p, 1), equal(sp.atan(p) + sp.atan(1 / p), sp.pi)),  # another start
        (EqualDerivatives(x, 0), equal(sp.sqrt(x**2), x)),
        (EqualDerivatives(x, 0), equal(sp.sign(x), 0)),  # a derivative that is 0 where there is one
        (EqualDerivatives(x, 0), equal(sp.floor(x), 0)),
        (EqualDerivatives(x, 1), equal(sp.log(x**2), 2 * sp.log(x))),
        (EqualDerivatives(n, 0), equal(sp.sin(sp.pi * n), 0 * n)),
        (EqualDerivatives(z, 0), equal(sp.log(sp.exp(z)), z)),
        (EqualDerivatives(x, 0), equal(sp.acos(sp.cos(x)), x)),
        (EqualSquares(), equal(sp.sqrt(x**2), x)),
        (EqualSquares(), equal(sp.sqrt(z**2), z)),
        (EqualSquares(), equal(sp.sqrt(3 - 2 * sp.sqrt(2)), 1 - sp.sqrt(2))),
        (EqualSquares(), equal(sp.re(sp.sqrt(x + sp.I * y)), sp.sqrt((sp.sqrt(x**2 + y**2) - x) / 2))),
        (EqualSquares(), equal(sp.im(sp.sqrt(x + sp.I * y)), sp.sqrt((sp.sqrt(x**2 + y**2) - x) / 2))),
        (EqualSquares(), equal(sp.sqrt(z * sp.conjugate(z)), z)),
        (EqualSquares(), equal(1 / sp.sqrt(z), sp.sqrt(1 / z))),  # fails on the cut
        (Identity(), equal(sp.LambertW(x * sp.exp(x)), x)),
        (Identity(), equal(sp.LambertW(2 * p * sp.exp(p)), p)),
    ],
    ids=str,
)  # fmt: skip
def test_equals_that_are_not(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


V, T, m = sp.symbols("V T m", positive=True)
WAALS = (-c * T / (V - b) ** 2 + 2 * a / V**3, 2 * c * T / (V - b) ** 3 - 6 * a / V**4)


def test_the_only_solution_by_elimination_and_factors():
    point = equal(V, 3 * b) & equal(T, 8 * a / (27 * b * c))
    assert "the others" in SubstitutionBack(WAALS, (V, T))(point)
    assert SubstitutionBack((-a * m + b * m**3,), (m,))(equal(m, sp.sqrt(a / b)))
    with pytest.raises(Undischarged):
        SubstitutionBack(WAALS, (V, T))(equal(V, 2 * b) & equal(T, 8 * a / (27 * b * c)))


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("equations", "statement"),
    [
        ((x**3 - x,), equal(x, 1)),
        ((p**2 - 3 * p + 2,), equal(p, 2)),
        ((p * q - 2, p + q - 3), equal(p, 1) & equal(q, 2)),
        ((z**3 - 8,), equal(z, 2)),
        ((x * y - x, y - t), equal(x, 0) & equal(y, t)),  # for t = 1 any x
        ((-x * t + b * x**3,), equal(x, sp.sqrt(sp.Abs(t) / b))),
        ((x * (x - y),), equal(x, y)),
    ],
    ids=str,
)
def test_solutions_that_are_not_the_only_ones(equations, statement):
    unknowns = tuple(
        part.lhs for part in (statement.args if isinstance(statement, sp.And) else (statement,))
    )
    with pytest.raises(Undischarged):
        SubstitutionBack(equations, unknowns)(statement)
