"""Fibonacci numbers below 0, Chebyshev polynomials of steeper orders, the larger of two: true ones and neighbours."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Max, Min, chebyshevt, chebyshevu, fibonacci, lucas

from softpot.derive import LinearRecurrence, equal
from softpot.derive.machinery.discharge.zero import vanishes
from softpot.derive.machinery.errors import TheoryError

n = sp.Symbol("n", integer=True, nonnegative=True)
m = sp.Symbol("m", integer=True, positive=True)
x, y = sp.symbols("x y", real=True)
z = sp.Symbol("z")


@pytest.mark.parametrize(
    ("k", "lhs", "rhs"),
    [
        (n, fibonacci(n - 1) * fibonacci(n + 1) - fibonacci(n) ** 2, (-1) ** n),
        (n, lucas(n - 2) + lucas(n - 1), lucas(n)),
        (n, sp.GoldenRatio**n, sp.GoldenRatio * fibonacci(n) + fibonacci(n - 1)),
        (n, 2 * chebyshevt(n, x) ** 2 - 1, chebyshevt(2 * n, x)),
        (n, 2 * chebyshevt(n, z) ** 2 - 1, chebyshevt(2 * n, z)),
        (n, 4 * chebyshevt(n, x) ** 3 - 3 * chebyshevt(n, x), chebyshevt(3 * n, x)),
        (n, 2 * chebyshevt(n, x) * chebyshevu(n, x), chebyshevu(2 * n, x) + 1),
        (m, 2 * chebyshevt(m, x) * chebyshevt(m - 1, x), chebyshevt(2 * m - 1, x) + x),
    ],
)
def test_true_sequences(k, lhs, rhs):
    assert LinearRecurrence(k)(equal(lhs, rhs))


@pytest.mark.parametrize(
    ("k", "lhs", "rhs"),
    [
        (n, fibonacci(n - 1) * fibonacci(n + 1) - fibonacci(n) ** 2, (-1) ** (n + 1)),
        (n, fibonacci(n - 3) + fibonacci(n - 1), fibonacci(n)),
        (n, fibonacci(n - 3), fibonacci(3 - n)),
        (n, fibonacci(n - sp.Rational(1, 2)), fibonacci(n)),
        (n, chebyshevt(n, x) ** 2, chebyshevt(2 * n, x)),
        (n, 2 * chebyshevt(n, x) ** 2 - 1, chebyshevt(2 * n + 1, x)),
        (n, chebyshevt(2 * n - 1, x), chebyshevt(2 * n + 1, x)),
        (m, 2 * chebyshevt(m, x) * chebyshevt(m - 1, x), chebyshevt(2 * m - 1, x) + 1),
        (n, chebyshevu(n, 1, evaluate=False), sp.Integer(1)),  # it is n + 1, and 1 at n = 0 only
    ],
)
def test_false_sequences(k, lhs, rhs):
    with pytest.raises(TheoryError):
        LinearRecurrence(k)(equal(lhs, rhs))


def test_the_larger_and_the_smaller():
    assert vanishes(Max(x, y) + Min(x, y) - x - y)
    assert vanishes(Max(x, y) - Min(x, y) - Abs(x - y))
    assert vanishes(Max(x, y) * Min(x, y) - x * y)
    assert not vanishes(Max(x, y) - Min(x, y) - x + y)
    assert not vanishes(Max(x, y) ** 2 - Max(x**2, y**2))
    assert not vanishes(Max(x, y, 1) + Min(x, y, 1) - x - y - 1)
