"""Eq. (1): two wells."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, equal
from softpot.derive.theory import SOFT_POTENTIAL, potential

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
eta, t, x = S.eta, S.t, S.x

POINTS = [
    (sp.Rational(e), sp.Rational(c))
    for e in ("-3", "-1/7", "0", "1/9", "9/32", "1/4", "9/8", "5/4", "81/32", "3", "1/1000000")
    for c in ("-3", "-2", "-1", "-1/5", "0", "1/5", "1", "2", "3")
]


def minima(e: sp.Rational, c: sp.Rational) -> int:
    """Minima of the quartic by the first non-zero derivative at each exact stationary point."""
    V = e * x**2 + c * x**3 + x**4
    found = 0
    for root in sp.roots(sp.diff(V, x), x):
        if not root.is_real:
            continue
        for order in (2, 3, 4):
            value = sp.expand(sp.diff(V, x, order).subs(x, root))
            if value != 0:
                found += order % 2 == 0 and value.is_positive
                break
    return found


@pytest.mark.quick(0)
def test_the_derivation_is_sound(sound):
    sound(
        "two-wells",
        exact=True,
        quoted=(),
        premises=(equal(S.V(x), S.E_0 * (eta * x**2 + t * x**3 + x**4)),),
    )


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("two-wells", 90)


def test_the_condition_as_typed_by_hand(derived):
    formula = derived("two-wells").formula
    assert formula.expression == sp.And(eta < sp.Rational(9, 32) * t**2, sp.Ne(eta, 0))
    assert formula.lhs == sp.Eq(S.N_min, 2)
    assert formula.arguments == (eta, t)


@pytest.mark.slow
def test_the_condition_at_exact_points(derived):
    condition = derived("two-wells").formula.expression
    for e, c in POINTS:
        said = condition.subs({eta: e, t: c})
        assert said in (sp.true, sp.false)
        assert (said is sp.true) == (minima(e, c) == 2), (e, c)


@pytest.mark.slow
def test_the_points_meet_every_case():
    cases = {(minima(e, c), e == 0, e == sp.Rational(9, 32) * c**2) for e, c in POINTS}
    assert {
        (2, False, False),
        (1, False, False),
        (1, True, False),
        (1, False, True),
        (1, True, True),
    } <= cases


def test_the_discriminant_of_the_slope(derived):
    by_sympy = sp.discriminant(sp.diff(eta * x**2 + t * x**3 + x**4, x), x)
    assert sp.expand(by_sympy - 4 * eta**2 * (9 * t**2 - 32 * eta)) == 0
    sides = [step.statement.args[1] for step in derived("two-wells").steps if step.role == "step"]
    assert any(sp.expand(side - by_sympy) == 0 for side in sides if isinstance(side, sp.Expr))


def test_the_quartics():
    assert sp.expand(potential.SLOPE - sp.diff(potential.SOFT, x)) == 0
    general = potential.GENERAL.subs({S.h_p: 0, S.eta_p: eta, S.t_p: t, S.x_p: x})
    assert sp.expand(general - potential.SOFT) == 0


def test_the_printed_form_differs_on_a_line_only(derived):
    printed = SOFT_POTENTIAL.entry("two-wells").printed
    assert printed.expected is PrintedVerdict.GENERIC
    put = printed.put_in(derived("two-wells").formula).expression
    for e, c in POINTS:
        differs = put.subs({eta: e, t: c}) != derived("two-wells").formula.expression.subs(
            {eta: e, t: c}
        )
        assert differs == (e == 0 and c != 0)


def test_numbers_in_words():
    fold = sp.Eq(eta, sp.solve(sp.discriminant(4 * x**2 + 3 * t * x + 2 * eta, x), eta)[0])
    assert_tied(
        ["two-wells"],
        (
            ("two-wells statement", "if eta < @ and", fold.rhs),
            ("two-wells survives", "eta is not #. On the line eta = # (t not #)", 0, 0, 0),
        ),
    )
