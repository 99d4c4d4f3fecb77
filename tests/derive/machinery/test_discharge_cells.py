"""Cells: exact root counts against the discriminant known by hand, and every boundary moved."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from softpot.derive.machinery.discharge import Cells, Count
from softpot.derive.machinery.discharge.cells import _isolated
from softpot.derive.machinery.errors import Undischarged

x, eta, t, c = sp.symbols("x eta t c", real=True)
N, M = sp.symbols("N M", integer=True, nonnegative=True)
R = sp.Rational

# V = eta x² + t x³ + x⁴; V' = x (4x² + 3tx + 2 eta)
SLOPE = sp.expand(x * (4 * x**2 + 3 * t * x + 2 * eta))
WEIGHTS = ((x, 1), (eta, 2), (t, 1))
FOLD = R(9, 32) * t**2
TWO_WELLS = sp.And(eta < FOLD, sp.Ne(eta, 0))


def cells(*counts, polynomial=SLOPE, weights=WEIGHTS):
    return Cells(polynomial, x, weights, counts or (Count(N, rising=True),))


def refused(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "statement",
    [
        sp.Equivalent(sp.Eq(N, 2), TWO_WELLS),
        sp.Implies(TWO_WELLS, sp.Eq(N, 2)),
        sp.Implies(eta > FOLD, sp.Eq(N, 1)),
        sp.Implies(sp.Eq(eta, 0), sp.Eq(N, 1)),
        sp.Implies(sp.Eq(eta, FOLD), sp.Eq(N, 1)),
        sp.And(N >= 1, N <= 2),
    ],
    ids=str,
)
def test_the_number_of_wells(statement):
    assert "exact counts of the real zeros" in cells()(statement)


@pytest.mark.quick(8)
@pytest.mark.parametrize(
    "condition",
    [
        eta < FOLD,  # the inflection at eta = 0 forgotten
        sp.And(eta <= FOLD, sp.Ne(eta, 0)),  # the fold is no well
        sp.And(eta > FOLD, sp.Ne(eta, 0)),
        sp.And(eta < R(7, 8) * FOLD, sp.Ne(eta, 0)),
        sp.And(eta < R(9, 8) * FOLD, sp.Ne(eta, 0)),
        sp.And(eta < R(1000001, 1000000) * FOLD, sp.Ne(eta, 0)),
        sp.And(eta < R(999999, 1000000) * FOLD, sp.Ne(eta, 0)),
        sp.And(eta < -FOLD, sp.Ne(eta, 0)),
        eta < 0,
        sp.And(eta < FOLD, eta > 0),
        sp.And(TWO_WELLS, sp.Ne(t, 0)),  # t = 0, eta < 0 has two wells
        sp.And(TWO_WELLS, t > 0),
    ],
    ids=str,
)
def test_a_moved_boundary_is_refused(condition):
    refused(cells(), sp.Equivalent(sp.Eq(N, 2), condition))


@pytest.mark.parametrize("count", [Count(N), Count(N, falling=True), Count(N, condition=x > 0)])
def test_another_count_is_another_statement(count):
    refused(cells(count), sp.Equivalent(sp.Eq(N, 2), TWO_WELLS))


@pytest.mark.quick(0)
def test_counts_with_conditions():
    # 3 stationary points iff two wells; the barrier top is the origin iff eta < 0
    assert cells(Count(N), Count(M, falling=True))(
        sp.And(sp.Equivalent(sp.Eq(N, 3), TWO_WELLS), sp.Equivalent(sp.Eq(M, 1), TWO_WELLS))
    )
    # where the other two points are: both on one side of the origin iff eta > 0
    right, left = Count(N, condition=x > 0), Count(M, condition=x < 0)
    assert cells(right, left)(sp.Equivalent(sp.And(sp.Eq(N, 1), sp.Eq(M, 1)), eta < 0))
    refused(cells(right, left), sp.Equivalent(sp.And(sp.Eq(N, 1), sp.Eq(M, 1)), eta <= 0))
    # 0 < eta < 9t²/32: both roots have the sign of −t
    between = sp.And(eta > 0, eta < FOLD)
    assert cells(right)(sp.Implies(between, sp.Equivalent(sp.Eq(N, 2), t < 0)))
    refused(cells(right), sp.Implies(between, sp.Equivalent(sp.Eq(N, 2), t > 0)))


def test_a_common_factor_does_not_hide_the_other_roots():
    """x(x − eta) and x(x − t) share the root 0 always, so that their resultant is 0 always."""
    shared = cells(
        Count(N, condition=x * (x - t) > 0),
        polynomial=x * (x - eta),
        weights=((x, 1), (eta, 1), (t, 1)),
    )
    assert shared(sp.Equivalent(sp.Eq(N, 1), sp.And(eta * (eta - t) > 0)))
    plain = Cells(
        x * (x - eta),
        x,
        ((x, 1), (eta, 1), (t, 1)),
        (Count(N, condition=x * (x - t) > 0),),
        sp.And(eta > 0, t > 0),
    )
    refused(plain, sp.Eq(N, 1))
    refused(plain, sp.Eq(N, 0))


@pytest.mark.parametrize(
    ("method", "statement"),
    [
        # a scaling that does not move t cannot bring every t to 1, 0 or −1
        (
            Cells(x**2 - eta**2, x, ((x, 1), (eta, 1), (t, 0)), (Count(N),)),
            sp.Implies(sp.Ne(eta, 0), sp.And(sp.Eq(N, 2), (t - 2) * (t - 3) > 0)),
        ),
        # no cell is cut where a relation mixes the count with a parameter, or is not a relation
        (cells(), sp.Implies(sp.Ne(eta, 0), N * eta < 1000)),
        (cells(), sp.Implies(eta > 0, eta - 1 < N)),
        (cells(), sp.Equivalent(sp.Eq(N, 2), sp.Contains(eta, sp.Interval(-1, 1)))),
        (cells(), sp.Implies(sp.Abs(eta) > 0, N >= 1)),
        (cells(), sp.Implies(sp.sqrt(sp.Abs(eta)) > 1, N >= 1)),
        (cells(), sp.Implies(c > 0, N >= 1)),  # a third parameter
        (cells(), sp.Implies(eta < t, N >= 1)),  # not homogeneous
        (cells(), sp.Eq(M, 1)),  # nobody counts M
        (cells(polynomial=eta * x**2 - eta * t * x), N <= 2),  # zero everywhere at eta = 0
        (cells(polynomial=(x - t) ** 2), sp.Eq(N, 0)),  # a double root all along
        (cells(polynomial=SLOPE + c), N >= 1),
        (cells(weights=((x, 1), (eta, 2))), N >= 1),
        (cells(), sp.Equivalent(sp.Eq(N, 2), eta**2 > 2 * t**4)),  # an irrational boundary
    ],
    ids=str,
)
def test_cells_refuse_what_they_cannot_cut(method, statement):
    refused(method, statement)


@pytest.mark.slow
@settings(max_examples=50)
@given(st.lists(st.fractions(-3, 3, max_denominator=4), min_size=1, max_size=4, unique=True))
def test_isolating_intervals_hold_one_root_each(roots):
    p = sp.Poly(sp.prod(x - R(r.numerator, r.denominator) for r in roots), x)
    found = [
        [r for r in roots if Fraction(str(left)) < r < Fraction(str(right))]
        for left, right in _isolated(p)
    ]
    assert sorted(r for inside in found for r in inside) == sorted(roots)
    assert all(len(inside) == 1 for inside in found)
