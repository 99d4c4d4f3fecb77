"""Zeilberger's certificates, linear recurrences, power series, telescoping and Bose integrals, true and false.

True lines are also held against sums that are added up, and integrals that are computed, in numbers.
"""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from softpot.derive.machinery.discharge import (
    BoseFermi,
    LinearRecurrence,
    PowerSeries,
    Telescoping,
    Zeilberger,
    equal,
)
from softpot.derive.machinery.discharge.zeilberger import certificate
from softpot.derive.machinery.errors import Undischarged

x = sp.Symbol("x", real=True)
z = sp.Symbol("z")
a, p, q = sp.symbols("a p q", positive=True)
n, r, s = sp.symbols("n r s", integer=True, nonnegative=True)
m = sp.Symbol("m", integer=True, positive=True)
j, k = sp.symbols("j k", integer=True)
C, R, oo = sp.binomial, sp.Rational, sp.oo
F, L, PHI = sp.fibonacci, sp.lucas, sp.GoldenRatio


def row(f, index=n):
    return sp.Sum(f, (k, 0, index))


ROWS = [
    (row(C(n, k)), 2**n),
    (row(k * C(n, k)), n * 2 ** (n - 1)),
    (row(k**2 * C(n, k)), n * (n + 1) * 2 ** (n - 2)),
    (row(C(n, k) ** 2), C(2 * n, n)),
    (row(C(n, k) * p**k * q ** (n - k)), (p + q) ** n),
    (row(C(n, k) * x**k), (1 + x) ** n),
    (row(C(r, k) * C(s, n - k)), C(r + s, n)),
    (row((-1) ** k * C(n, k) / (k + 1)), 1 / (n + 1)),
    (row(C(r + k, k)), C(r + n + 1, n)),
    (row(C(2 * k, k) * C(2 * n - 2 * k, n - k)), 4**n),
    (row((-1) ** k * C(n, k) * C(n + k, k)), (-1) ** n),
]


@pytest.mark.quick(1)
@pytest.mark.parametrize(("lhs", "value"), ROWS, ids=str)
def test_certificates(lhs, value):
    found = certificate(lhs.function, value, n, k)
    assert "recurrence" in Zeilberger(n, found)(equal(lhs, value))
    for wrong in (found + 1, 2 * found, found + k, sp.Integer(0)):
        with pytest.raises(Undischarged, match="no certificate"):
            Zeilberger(n, wrong)(equal(lhs, value))
    for other in (3 * value, value + 1, -value):
        with pytest.raises(Undischarged):
            Zeilberger(n, found)(equal(lhs, other))
    for at in range(7):
        point = {r: 4, s: 3, p: R(2, 3), q: R(5, 4), x: -R(7, 3)}
        terms = [lhs.function.subs(n, at).subs(k, i).subs(point) for i in range(at + 1)]
        assert sp.expand_func(sum(terms) - value.subs(n, at).subs(point)) == 0


@pytest.mark.quick(4)
@pytest.mark.parametrize(
    ("lhs", "value", "found"),
    [
        # one recurrence, another value at n = 0, or behind the zero of the leading coefficient
        (row(C(n, k)), 2 ** (n + 1), k / (k - n - 1)),
        (row(k * C(n, k)), n * 2**n, (k - 1) * (n + 1) / (k - n - 1)),
        # the terms at the upper end are not those of the certificate
        (sp.Sum(C(n, k), (k, 1, n)), 2**n, k / (k - n - 1)),
        (sp.Sum(C(n, k), (k, 0, n - 1)), 2**n, k / (k - n - 1)),
        (sp.Sum(C(2 * n, k), (k, 0, n)), 4**n, k * (3 * k - 6 * n - 4) / ((k - 2 * n - 1) * (k - 2 * n - 2))),
        # a pole of the certificate among the terms
        (row(C(n, k)), 2**n, k / (k - n - 1) + 1 / (k - 2)),
        # what runs up to another number
        (sp.Sum(C(n, k), (k, 0, r)), 2**n, k / (k - n - 1)),
        (sp.Sum(C(j, k), (k, 0, j)), 2**j, k / (k - j - 1)),
    ],
    ids=str,
)  # fmt: skip
def test_certificates_that_do_not_do(lhs, value, found):
    with pytest.raises(Undischarged):
        Zeilberger(j if lhs.has(j) else n, found)(equal(lhs, value))


SEQUENCES = [
    (m, PHI**m, F(m) * PHI + F(m - 1)),
    (m, F(m + 1) * F(m - 1) - F(m) ** 2, (-1) ** m),
    (n, F(2 * n), F(n) * L(n)),
    (n, row(F(k)), F(n + 2) - 1),
    (n, row(F(k) ** 2), F(n) * F(n + 1)),
    (n, row(k * 2**k), (n - 1) * 2 ** (n + 1) + 2),
    (n, row(x**k), (1 - x ** (n + 1)) / (1 - x)),
    (n, row(k**3), (n * (n + 1) / 2) ** 2),
    (n, row(sp.cos(k * x)), sp.sin((n + 1) * x / 2) * sp.cos(n * x / 2) / sp.sin(x / 2)),
]


@pytest.mark.quick(3)
@pytest.mark.parametrize(("index", "lhs", "value"), SEQUENCES, ids=str)
def test_sequences(index, lhs, value):
    assert LinearRecurrence(index)(equal(lhs, value))
    for wrong in (value + 1, 2 * value, value + index * (index - 1) * (index - 2) * (index - 3)):
        with pytest.raises(Undischarged):
            LinearRecurrence(index)(equal(lhs, wrong))
    for at in range(1, 9):
        left = lhs.subs(index, at)
        left = (
            sum(left.function.subs(k, i) for i in range(at + 1))
            if isinstance(left, sp.Sum)
            else left
        )
        assert abs(sp.N((left - value.subs(index, at)).subs(x, R(3, 7)), 20)) < 1e-12


@pytest.mark.parametrize(
    ("index", "lhs", "value"),
    [
        (n, n * (n - 1) * (n - 2), sp.Integer(0)),  # three zeros in a row
        (n, F(n), sp.Integer(n.is_integer) * n * (5 - n) / 4),  # equal at 0 and 1
        (n, sp.S.Zero**n, sp.Integer(0)),
        (j, F(j), F(j + 1) - F(j - 1)),  # no first value
        (n, sp.factorial(n), 2**n - 1),
        (n, 2 ** (n**2), 2**n),
        (n, row(C(n, k)), 2**n),  # terms that change with n
        (n, (-1) ** n, sp.Integer(1)),
    ],
    ids=str,
)
def test_sequences_that_differ(index, lhs, value):
    with pytest.raises(Undischarged):
        LinearRecurrence(index)(equal(lhs, value))


def series(f, low=0):
    return sp.Sum(f, (k, low, oo))


INSIDE = (sp.Abs(x) < 1,)
SERIES = [
    ((), series(x**k / sp.factorial(k)), sp.exp(x)),
    ((), series(z**k / sp.factorial(k)), sp.exp(z)),
    ((), series((-1) ** k * x ** (2 * k) / sp.factorial(2 * k)), sp.cos(x)),
    ((), series((-1) ** k * x ** (2 * k + 1) / sp.factorial(2 * k + 1)), sp.sin(x)),
    ((), series((-1) ** k * (x / 2) ** (2 * k) / sp.factorial(k) ** 2), sp.besselj(0, x)),
    ((), series(k * x**k / sp.factorial(k)), x * sp.exp(x)),
    (INSIDE, series(x**k), 1 / (1 - x)),
    (INSIDE, series(k * x**k, 1), x / (1 - x) ** 2),
    (INSIDE, series((-1) ** (k + 1) * x**k / k, 1), sp.log(1 + x)),
    (INSIDE, series((-1) ** k * x ** (2 * k + 1) / (2 * k + 1)), sp.atan(x)),
    (INSIDE, series(C(a, k) * x**k), (1 + x) ** a),
    (INSIDE, series(C(2 * k, k) * x**k / 4**k), 1 / sp.sqrt(1 - x)),
]


@pytest.mark.quick(2)
@pytest.mark.parametrize(("granted", "lhs", "value"), SERIES, ids=str)
def test_power_series(granted, lhs, value):
    assert PowerSeries(granted)(equal(lhs, value))
    for wrong in (value + 1, 2 * value, value + x, value + x**3, value.subs(x, -x) + x**2):
        with pytest.raises(Undischarged):
            PowerSeries(granted)(equal(lhs, wrong))
    if granted:
        with pytest.raises(Undischarged, match="analytic"):
            PowerSeries()(equal(lhs, value))
    at = {x: R(2, 5), z: R(1, 3) - sp.I / 2, a: R(3, 4)}
    terms = sum(
        sp.N(lhs.function.subs(k, i).subs(at), 25) for i in range(int(lhs.limits[0][1]), 70)
    )
    assert abs(terms - sp.N(value.subs(at), 25)) < 1e-15


@pytest.mark.parametrize(
    ("granted", "lhs", "value"),
    [
        ((sp.Abs(x) < 2,), series(x**k), 1 / (1 - x)),  # diverges beyond 1
        ((x < 1,), series(x**k), 1 / (1 - x)),  # diverges below -1
        ((), series(sp.factorial(k) * x**k), sp.exp(x)),
        ((), series(x ** (2 * k) / sp.factorial(2 * k)), sp.exp(x)),  # the even part alone
        ((), series(x**k / sp.factorial(k), 1), sp.exp(x)),
        ((), series(x**k / sp.factorial(k)), sp.exp(sp.Abs(x))),
        ((sp.Abs(x) < 1,), series(x**k), 1 / (1 - x) + 0 * x + sp.sqrt(x**2) - x),
        ((), sp.Sum(x**k / sp.factorial(k), (k, 0, n)), sp.exp(x)),
    ],
    ids=str,
)
def test_power_series_that_are_not(granted, lhs, value):
    with pytest.raises(Undischarged):
        PowerSeries(granted)(equal(lhs, value))


def integral(f, low=0):
    return sp.Integral(f, (x, low, oo))


BOSE = [
    (integral(x**3 / (sp.exp(x) - 1)), sp.pi**4 / 15),
    (integral(x**3 / (sp.exp(a * x) - 1)), sp.pi**4 / (15 * a**4)),
    (integral(x / (sp.exp(x) + 1)), sp.pi**2 / 12),
    (integral(x**2 / (sp.exp(x) - 1)), 2 * sp.zeta(3)),
    (integral(x**4 * sp.exp(x) / (sp.exp(x) - 1) ** 2), 4 * sp.pi**4 / 15),
    (integral(x**2 * sp.exp(x) / (sp.exp(x) + 1) ** 2, -oo), sp.pi**2 / 3),
]


@pytest.mark.quick(0)
@pytest.mark.parametrize(("lhs", "value"), BOSE, ids=str)
def test_bose_and_fermi(lhs, value):
    assert BoseFermi()(equal(lhs, value))
    for wrong in (value / 2, value + 1, -value):
        with pytest.raises(Undischarged):
            BoseFermi()(equal(lhs, wrong))
    f = sp.lambdify(x, lhs.function.subs(a, R(3, 2)), "mpmath")
    low = -60 if lhs.limits[0][1] == -oo else 0
    found = mpmath.quad(f, [low, 1, 60] if low == 0 else [low, -1, 1, 60])
    assert abs(found - sp.N(value.subs(a, R(3, 2)))) < 1e-9


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("lhs", "value"),
    [
        (integral(1 / (sp.exp(x) - 1)), sp.Integer(1)),  # diverges at 0
        (integral(x * sp.exp(x) / (sp.exp(x) - 1) ** 2), sp.Integer(1)),  # diverges at 0
        (integral(x / (1 - sp.exp(-x))), sp.Integer(1)),  # diverges at infinity
        (integral(x**3 / (sp.exp(x) - 1), -oo), sp.pi**4 / 15),  # not even
        (integral(x / (sp.exp(x) - 2)), sp.pi**2 / 12),  # a pole at log 2
        (integral(x**3 / (sp.exp(-a * x) - 1)), -(sp.pi**4) / (15 * a**4)),  # the other sign
    ],
    ids=str,
)
def test_bose_and_fermi_that_are_not(lhs, value):
    with pytest.raises(Undischarged):
        BoseFermi()(equal(lhs, value))


def test_telescoping_of_what_falls_like_a_power():
    endless = sp.Sum(1 / (m * (m + 1)), (m, 1, oo))
    assert Telescoping(1 / m)(equal(endless, 1))
    for F, value in ((1 / m, 2), (1 / m + 1, 2), (1 / m**2, 1)):
        with pytest.raises(Undischarged):
            Telescoping(F)(equal(endless, value))
    with pytest.raises(Undischarged):
        Telescoping((-1) ** n / 2)(equal(sp.Sum((-1) ** n, (n, 0, oo)), R(1, 2)))


def test_chebyshev_polynomials_have_the_roots_of_their_recurrence():
    """T_n(5/3) = (3^n + 3^(−n))/2 (DLMF 18.5.1 with cosh): roots 3 and 1/3, and an order of 2, not of 4."""
    line = equal(2 * sp.chebyshevt(n, sp.Rational(5, 3)), 3**n + sp.Rational(1, 3) ** n)
    assert "order 2" in LinearRecurrence(n)(line)
    with pytest.raises(Undischarged):
        LinearRecurrence(n)(equal(line.lhs, 3**n + sp.Rational(1, 2) ** n))
