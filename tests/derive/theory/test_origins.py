"""The pairs (eta, t) of one potential, and the regions that hold one each."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import equal
from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
eta, t, x, s = S.eta, S.t, S.x, S.s


def pairs(e: sp.Rational, c: sp.Rational) -> list[tuple[sp.Expr, sp.Expr, sp.Expr]]:
    """(V at s, V''(s)/2, V'''(s)/6) of each different real stationary point s of the potential, exactly."""
    V = e * x**2 + c * x**3 + x**4
    roots = sorted(set(sp.real_roots(sp.diff(V, x), multiple=True)), key=float)
    return [
        tuple(sp.expand(sp.diff(V, x, k).subs(x, r)) / sp.factorial(k) for k in (0, 2, 3))
        for r in roots
    ]


def test_the_derivations_are_sound(sound):
    sound(
        "origins", exact=True, quoted=("two-wells",),
        premises=(equal(2 * eta * s + 3 * t * s**2 + 4 * s**3, 0),),
    )  # fmt: skip
    sound("origin-measure", exact=True, quoted=("invariants",), premises=())


def test_no_wrong_step_of_the_origins_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("origins", 120)


def test_no_wrong_step_of_the_measure_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("origin-measure", 25)


def test_the_pairs_as_typed_by_hand(derived):
    seen_eta, seen_t, top, deepest = derived("origins").formula.expression.args
    assert sp.expand(seen_eta - (eta + 3 * t * s + 6 * s**2)) == 0
    assert sp.expand(seen_t - (t + 4 * s)) == 0
    assert top == sp.Or(eta > sp.Rational(9, 32) * t**2, eta < 0)
    assert deepest == (t**2 < 4 * eta)


def test_the_pairs_are_taylor_coefficients(derived):
    V = eta * x**2 + t * x**3 + x**4
    seen_eta, seen_t, *_ = derived("origins").formula.expression.args
    assert sp.expand(sp.diff(V, x, 2).subs(x, s) / 2 - seen_eta) == 0
    assert sp.expand(sp.diff(V, x, 3).subs(x, s) / 6 - seen_t) == 0


@pytest.mark.parametrize(
    ("e", "c", "number"),
    [("-1/3", "1/2", 3), ("1/5", "1", 3), ("9/32", "1", 2), ("0", "-3/2", 2), ("0", "0", 1), ("1/2", "1", 1),
     ("1", "0", 1), ("-1", "0", 3), ("1/4", "-1", 3)],
)  # fmt: skip
def test_the_number_of_pairs(e, c, number):
    """Three with two wells, two on the fold, else one; as the statement says and the steps prove."""
    assert len(set(pairs(sp.Rational(e), sp.Rational(c)))) == number


@pytest.mark.parametrize(
    ("e", "c"),
    [("-1/3", "1/2"), ("1/5", "1"), ("1/2", "1"), ("1", "0"), ("-2", "-3"), ("6/25", "-1")],
)
def test_each_region_holds_one_pair_of_a_potential(derived, e, c):
    *_, top, deepest = derived("origins").formula.expression.args
    seen = pairs(sp.Rational(e), sp.Rational(c))
    at_top = [row for row in seen if top.subs({eta: row[1], t: row[2]}) == sp.true]
    lowest = [row for row in seen if deepest.subs({eta: row[1], t: row[2]}) == sp.true]
    assert len(at_top) == len(lowest) == 1
    assert len(seen) == 1 or at_top[0][1] < 0
    assert all(lowest[0][0] <= row[0] for row in seen)


def test_the_measure_as_typed_by_hand(derived):
    made = derived("origin-measure").formula
    assert made.expression == sp.Tuple(sp.Abs(eta) / 2, 2 * S.P_0 * S.eta_L ** sp.Rational(5, 2))
    assert made.lhs == sp.Tuple(S.J_I, S.P_s)


def test_the_measure_from_partial_derivatives():
    first, second = eta - 3 * t**2 / 8, t * eta / 2 - t**3 / 8
    area = sp.diff(first, eta) * sp.diff(second, t) - sp.diff(first, t) * sp.diff(second, eta)
    assert sp.expand(area - eta / 2) == 0


def test_the_density_of_the_depressed_quartic(derived):
    """|eta| P_0 d(eta) d(t) = 2 P_0 dI_1 dI_2, with I_1 = eta_L D_2 and I_2 = −eta_L^(3/2) D_1."""
    half = sp.Rational(1, 2)
    stretched = S.eta_L * S.eta_L ** (3 * half)
    assert (
        sp.simplify(derived("origin-measure").formula.expression.args[1] - 2 * S.P_0 * stretched)
        == 0
    )


def test_numbers_in_words():
    _, _, top, deepest = SOFT_POTENTIAL.formula("origins").expression.args
    above = next(c for c in top.args if c.has(t))
    area, _ = SOFT_POTENTIAL.formula("origin-measure").expression.args
    assert_tied(
        ["origins", "origin-measure"],
        (
            ("origins statement", "fill @ and eta < #; with", above, 0),
            ("origins statement", "they fill @.", deepest),
            ("origin-measure statement", "= # d(I_1)", abs(eta) / area),
        ),
    )
