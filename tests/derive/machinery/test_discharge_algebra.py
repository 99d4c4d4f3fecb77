"""Identity, Elimination and SubstitutionBack: what they prove, and all the ways in which they must not."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.discharge import Elimination, Identity, SubstitutionBack, equal
from softpot.derive.machinery.discharge.algebra import equalities, refuse_trivial
from softpot.derive.machinery.errors import TheoryError, Undischarged

x, y, z = sp.symbols("x y z", real=True)
p, q = sp.symbols("p q", positive=True)
R = sp.Rational


def refused(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


# Identity


@pytest.mark.parametrize(
    ("lhs", "right", "wrong"),
    [
        ((x - y) * (x + y), x**2 - y**2, x**2 + y**2),
        ((x - y) * (x + y), x**2 - y**2, R(7, 8) * x**2 - y**2),
        (sp.sqrt(p) ** 3, p ** R(3, 2), p ** R(5, 2)),
        (sp.sqrt(x**2), sp.Abs(x), x),
        (sp.Matrix([[x, 1], [1, x]]).det(), x**2 - 1, 1 - x**2),
        (sp.Derivative(sp.exp(-(x**2)), x), -2 * x * sp.exp(-(x**2)), 2 * x * sp.exp(-(x**2))),
    ],
)
def test_identity(lhs, right, wrong):
    assert "simplifies to 0" in Identity()(equal(lhs, right))
    refused(Identity(), equal(lhs, wrong))
    # one wrong member spoils a tuple, a nested one and a conjunction
    refused(Identity(), equal(sp.Tuple(lhs, lhs), sp.Tuple(right, wrong)))
    refused(Identity(), equal(sp.Tuple(lhs, sp.Tuple(lhs)), sp.Tuple(right, sp.Tuple(wrong))))
    refused(Identity(), sp.And(equal(lhs, right), equal(lhs, wrong)))
    assert Identity()(equal(sp.Tuple(lhs, sp.Tuple(lhs)), sp.Tuple(right, sp.Tuple(right))))


def test_identity_with_definitions():
    assert Identity(where=((z, x + y),))(equal(z**2, x**2 + 2 * x * y + y**2))
    refused(Identity(where=((z, x - y),)), equal(z**2, x**2 + 2 * x * y + y**2))
    refused(Identity(), equal(z**2, x**2 + 2 * x * y + y**2))


@pytest.mark.parametrize(
    "statement",
    [
        x > 0,
        sp.Or(sp.Eq(x, 1), sp.Eq(x, 2)),
        equal(sp.Tuple(x, y), sp.Tuple(x)),
        equal(sp.Tuple(x, y), x),
        sp.Ne(x, y),
        x,
    ],
    ids=str,
)
def test_only_equations_are_proved_by_algebra(statement):
    refused(Identity(), statement)


def test_equalities_of_conjunctions_and_tuples():
    statement = sp.And(equal(x, y), equal(sp.Tuple(x, sp.Tuple(y, z)), sp.Tuple(1, sp.Tuple(2, 3))))
    assert set(equalities(statement)) == {(x, y), (x, 1), (y, 2), (z, 3)}


# Elimination


def test_elimination_in_an_ideal():
    circle = (x**2 + y**2 - 1, z - x * y)
    assert Elimination(circle, (x, y))(equal((x + y) ** 2, 1 + 2 * z))
    for wrong in (1 - 2 * z, 1 + R(15, 8) * z, 2 + 2 * z, 1 + 2 * z**2):
        refused(Elimination(circle, (x, y)), equal((x + y) ** 2, wrong))
    # without one of the equations it does not follow
    refused(Elimination(circle[:1], (x, y)), equal((x + y) ** 2, 1 + 2 * z))


@pytest.mark.parametrize(
    ("given", "statement"),
    [
        ((x * y - x,), equal(y, 1)),  # x may be 0
        ((x**2 - y**2,), equal(x, y)),  # or −y
        ((x**2,), equal(x, 0)),  # true, but only of the radical, which is not claimed
        ((x - sp.sqrt(p),), equal(x**2, p)),  # not polynomial
        ((x * y - 1,), equal(x, 1 / y)),  # not polynomial
        ((), equal(x, y)),
        ((x - y,), equal(x, z)),
    ],
    ids=str,
)
def test_elimination_does_not_divide_nor_guess(given, statement):
    refused(Elimination(given, (x,)), statement)


def test_contradicting_equations_prove_nothing():
    with pytest.raises(Undischarged, match="contradict"):
        Elimination((x, x - 1), (x,))(equal(y, 5))


# SubstitutionBack


def test_substitution_back():
    lines = (2 * x + y - 3, x - y)
    proof = SubstitutionBack(lines, (x, y))(equal(sp.Tuple(x, y), sp.Tuple(1, 1)))
    assert "no other solution" in proof
    for wrong in ((1, -1), (R(9, 8), 1), (1, 2)):
        refused(SubstitutionBack(lines, (x, y)), equal(sp.Tuple(x, y), sp.Tuple(*wrong)))
    root = SubstitutionBack((p**2 - 2,), (p,))
    assert "rises" in root(equal(p, sp.sqrt(2)))
    refused(root, equal(p, 2))
    # real, and no root of a negative number is
    assert SubstitutionBack((sp.sqrt(x) - p,), (x,))(equal(x, p**2))


@pytest.mark.quick(7)
@pytest.mark.parametrize(
    ("equations", "unknowns", "statement"),
    [
        ((), (x,), equal(x, 7)),  # no equation is solved by everything
        ((y - y,), (x,), equal(x, 7)),
        ((sp.sin(y) ** 2 + sp.cos(y) ** 2 - 1,), (x,), equal(x, 7)),
        ((x - y,), (x, y), equal(sp.Tuple(x, y), sp.Tuple(y, x))),  # speaks of itself
        ((x - 2,), (x,), equal(sp.Tuple(x, x), sp.Tuple(3, 2))),  # two values
        ((x - 2,), (x,), equal(y, 2)),  # another unknown
        ((x - 2, y - 3), (x, y), equal(x, 2)),  # one is missing
        (((x**2 - 1) / (x - 1),), (x,), equal(x, 1)),  # 0/0
        ((1 / x,), (x,), equal(x, 0)),
        ((p**2 - 4,), (p,), equal(p, -2)),  # p is positive
        ((p - q + 1,), (p,), equal(p, q - 1)),  # not shown positive
        ((x**2 - 2,), (x,), equal(x, sp.sqrt(2))),  # or the negative root
        ((x**2 - 3 * x + 2,), (x,), equal(x, 1)),  # or 2
        ((p**2 - 3 * p + 2,), (p,), equal(p, 2)),  # or 1
        (((p - 1) ** 3 * (p - 2),), (p,), equal(p, 2)),  # 1 too
        ((x * y - 1, x * y - 1), (x, y), equal(sp.Tuple(x, y), sp.Tuple(1, 1))),  # not linear
        ((x + y - 2, 2 * x + 2 * y - 4), (x, y), equal(sp.Tuple(x, y), sp.Tuple(1, 1))),  # one line
    ],
    ids=str,
)
def test_substitution_back_refuses(equations, unknowns, statement):
    refused(SubstitutionBack(equations, unknowns), statement)


# Statements that say nothing


def test_trivial_statements():
    with pytest.raises(TheoryError, match="collapsed to True"):
        refuse_trivial(sp.Eq(x, x))
    with pytest.raises(TheoryError, match="the same as written"):
        refuse_trivial(equal(x, x))
    with pytest.raises(Undischarged, match="False as written"):
        refuse_trivial(sp.Eq(1, 2))
    with pytest.raises(TheoryError, match="Float"):
        refuse_trivial(equal(x, sp.Float("0.5")))
    with pytest.raises(TheoryError, match="SymPy expression"):
        refuse_trivial("x = 1")
