"""Rescaled, TermByTerm and EvenZeta: integrals of Bose and Fermi factors, wrong and divergent ones too."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import EvenZeta, Rescaled, TermByTerm, equal
from softpot.derive.machinery.errors import Undischarged

z, E, a, b = sp.symbols("z E a b", positive=True)
x = sp.Symbol("x", real=True)
j = sp.Symbol("j", integer=True, positive=True)
k = sp.Symbol("k", real=True)
R = sp.Rational
SIGN = (-1) ** (j + 1)
BOSE, FERMI = (sp.exp(z) / (sp.exp(z) + s) ** 2 for s in (-1, 1))


def whole(f, variable=z, lower=0, upper=sp.oo):
    return sp.Integral(f, (variable, lower, upper))


def series(term, index=j, first=1):
    return sp.Sum(term, (index, first, sp.oo))


def refused(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("power", "factor", "coefficient", "terms"),
    [
        (2, BOSE, j, 2 / j**2),
        (6, BOSE, j, 720 / j**6),
        (2, FERMI, SIGN * j, 2 * SIGN / j**2),
        (3, 1 / (sp.exp(z) - 1), sp.Integer(1) + 0 * j, 6 / j**4),
        (1, 1 / (sp.exp(z) + 1), SIGN, SIGN / j**2),
        (4, sp.exp(z) * (sp.exp(z) + 1) / (sp.exp(z) - 1) ** 3, j**2, 24 / j**3),
        (4, 1 / (4 * sp.sinh(z / 2) ** 2).rewrite(sp.exp).expand(), j, 24 / j**4),
    ],
    ids=str,
)
def test_term_by_term(power, factor, coefficient, terms):
    method = TermByTerm(coefficient, j, power)
    statement = equal(whole(z**power * factor), series(terms))
    assert "change places" in method(statement)
    # the same numbers by quadrature and by the sum, which share nothing with the proof
    left = sp.Integral(z**power * factor, (z, R(1, 10**9), 90)).evalf(12)
    right = series(terms).evalf(12)
    assert abs(left - right) < 1e-6 * abs(left)
    for wrong in (R(9, 8) * terms, -terms, terms / j, terms * SIGN, terms + 1 / j**9):
        refused(method, equal(whole(z**power * factor), series(wrong)))
    for wrong in (factor / 2, -factor, factor * sp.exp(-z), factor * z, factor + sp.exp(-z)):
        refused(method, equal(whole(z**power * wrong), series(terms)))
    refused(method, equal(whole(z**power * factor), series(terms, first=2)))
    refused(method, equal(whole(z**power * factor, lower=1), series(terms)))
    refused(method, equal(whole(z**power * factor, upper=5), series(terms)))
    for wrong in (
        2 * coefficient,
        coefficient + 1,
        coefficient * SIGN,
        coefficient * j,
        -coefficient,
    ):
        refused(
            TermByTerm(wrong, j, power),
            equal(whole(z**power * factor), series(wrong * sp.factorial(power) / j ** (power + 1))),
        )


@pytest.mark.quick(3)
@pytest.mark.parametrize(
    ("power", "factor", "coefficient"),
    [
        (1, BOSE, j),  # z/4 sinh^2 diverges at 0, and so does the sum
        (0, BOSE, j),
        (2, sp.exp(z) * (sp.exp(z) + 1) / (sp.exp(z) - 1) ** 3, j**2),
        (1, FERMI, SIGN * j),  # converges, but not absolutely
        (2, 1 / (1 - sp.exp(-z)), sp.Integer(1) + 0 * j),  # does not fall at infinity
        (2, 1 / (2 - sp.exp(z)), j),  # a pole inside
        (2, 1 / (sp.exp(z) - 2), 2 ** (j - 1)),
        (2, sp.exp(sp.pi * z) / (sp.exp(z) - 1) ** 2, j),
        (2, a * BOSE, a * j),
        (2, sp.exp(-(z**2)), j),
        (2, sp.exp(-z) ** R(1, 2), sp.Integer(1) + 0 * j),
    ],
    ids=str,
)
def test_integrals_that_are_no_such_series(power, factor, coefficient):
    terms = coefficient * sp.factorial(power) / j ** (power + 1)
    refused(TermByTerm(coefficient, j, power), equal(whole(z**power * factor), series(terms)))


def test_a_finite_number_of_terms_that_agree_is_not_enough():
    """c_j and its series differ from term 6 on only; the degrees forbid it."""
    agreeing = j + sp.prod(j - i for i in range(1, 6))
    terms = agreeing * sp.factorial(8) / j**9
    refused(TermByTerm(agreeing, j, 8), equal(whole(z**8 * BOSE), series(terms)))


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("term", "value"),
    [
        (1 / j**2, sp.pi**2 / 6),
        (720 / j**6, 16 * sp.pi**6 / 21),
        (2 * SIGN / j**2, sp.pi**2 / 6),
        (SIGN / j**4, 7 * sp.pi**4 / 720),
        (a / j**4, a * sp.pi**4 / 90),
    ],
    ids=str,
)
def test_even_zeta(term, value):
    assert EvenZeta()(equal(series(term), value))
    for wrong in (R(9, 8) * value, -value, value + R(1, 10**30), value * sp.sqrt(sp.pi)):
        refused(EvenZeta(), equal(series(term), wrong))
    for wrong in (term / j, term * j, -term, term * SIGN, term + 1 / j**8):
        refused(EvenZeta(), equal(series(wrong), value))
    refused(EvenZeta(), equal(series(term, first=2), value))
    refused(EvenZeta(), equal(sp.Sum(term, (j, 1, 50)), value))


def test_even_zeta_wants_an_even_power_of_whole_numbers():
    refused(EvenZeta(), equal(series(1 / j**3), sp.zeta(3)))
    refused(EvenZeta(), equal(series(1 / j**0), -R(1, 2)))
    refused(EvenZeta(), equal(series(j**2), 0))
    refused(EvenZeta(), equal(series(1 / k**2, index=k), sp.pi**2 / 6))
    refused(EvenZeta(), equal(sp.pi**2 / 6, series(1 / j**2)))


def test_rescaled():
    f = E**3 * sp.exp(-E / (a * b))
    g = z**3 * sp.exp(-z)
    statement = equal(whole(f, E), (a * b) ** 4 * whole(g))
    assert Rescaled(a * b)(statement)
    for wrong in ((a * b) ** 3, -((a * b) ** 4), (a * b) ** R(9, 2), a**4):
        refused(Rescaled(a * b), equal(whole(f, E), wrong * whole(g)))
    for scale in (a, -a * b, 2 * a * b, z * a * b, x * a * b):
        refused(Rescaled(scale), statement)
    assert Rescaled(a)(equal(whole(E, E, b, 2 * b), a**2 * whole(z, z, b / a, 2 * b / a)))
    refused(Rescaled(a), equal(whole(E, E, b, 2 * b), a**2 * whole(z, z, b, 2 * b)))
    refused(Rescaled(a), equal(whole(E**-3, E, b, sp.oo), a**-2 * whole(z**-3, z, b / a, 9)))
    refused(Rescaled(a), equal(whole(E**-3, E, b, 9), a**-2 * whole(z**-3, z, b / a, sp.oo)))


def test_rescaled_uses_nothing_of_the_variable():
    """|x| is x for a positive variable, and not between the limits."""
    refused(Rescaled(a), equal(whole(sp.Abs(x), x, -1, 1), a**2 * whole(z, z, -1 / a, 1 / a)))
    # downwards through 0
    refused(Rescaled(sp.Integer(1)), equal(whole(sp.Abs(x), x, 1, -1), whole(z, z, 1, -1)))
    refused(Rescaled(a), equal(whole(E, E, 0, 1) + 1, a**2 * whole(z, z, 0, 1 / a)))
    refused(Rescaled(a), equal(whole(k * E, E), a**2 * k * whole(z)))  # 0 times infinity at k = 0
    refused(Rescaled(a), equal(whole(E, E, 0, 1), a**2 * whole(z, z, 0, 1 / a) + 1))
