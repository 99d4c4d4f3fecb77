"""Eqs. (3) and (4): the shift of the origin, and the invariants."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, equal
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.derive.theory.expansion import invariants_of

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
eta, t, x, x_p = S.eta, S.t, S.x, S.x_p
h_p, eta_p, t_p = S.h_p, S.eta_p, S.t_p

GENERAL = h_p * x_p + eta_p * x_p**2 + t_p * x_p**3 + x_p**4

# I_1 = eta' − (3/8) t'², I_2 = ½ t' (eta' − ¼ t'²) − h'
I_1 = eta_p - 3 * t_p**2 / 8
I_2 = t_p * eta_p / 2 - t_p**3 / 8 - h_p


def same(a: sp.Expr, b: sp.Expr) -> bool:
    return sp.expand(a - b) == 0


@pytest.mark.slow
def test_the_derivations_are_sound(sound):
    sound("shift", exact=True, quoted=(), premises=(equal(S.V(x_p), S.E_0 * GENERAL),))
    sound("invariants", exact=True, quoted=("shift",), premises=())


@pytest.mark.slow
def test_no_wrong_step_of_the_shift_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("shift", 60)


@pytest.mark.slow
def test_no_wrong_step_of_the_invariants_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("invariants", 90)


def test_the_shift_as_typed_by_hand(derived):
    x_0, quadratic, linear = derived("shift").formula.expression.args
    assert same(x_0, t / 4 - t_p / 4)
    assert same(quadratic, eta + 3 * (t_p - t) * (t_p + t) / 8)
    # from I_2 = ½ t (eta − ¼ t²), with eta' of the line before
    assert same(linear, t_p * quadratic / 2 - t_p**3 / 8 - t * eta / 2 + t**3 / 8)
    assert derived("shift").formula.lhs == sp.Tuple(S.x_0, eta_p, h_p)


def test_the_shift_brings_the_form_of_eq_1(derived):
    x_0, quadratic, linear = derived("shift").formula.expression.args
    moved = GENERAL.subs({h_p: linear, eta_p: quadratic}).subs(x_p, x + x_0)
    assert [sp.expand(c) for c in sp.Poly(moved, x).all_coeffs()[:-1]] == [1, t, eta, 0]


def test_the_opposite_shift_does_not(derived):
    _, quadratic, linear = derived("shift").formula.expression.args
    moved = GENERAL.subs({h_p: linear, eta_p: quadratic}).subs(x_p, x + (t_p - t) / 4)
    assert sp.expand(sp.Poly(moved, x).coeff_monomial(x**3) - t) != 0


def test_the_invariants_as_typed_by_hand(derived):
    first, second = derived("invariants").formula.expression.args
    assert same(first, I_1)
    assert same(second, I_2)
    assert all(same(a, b) for a, b in zip(invariants_of(h_p, eta_p, t_p), (I_1, I_2), strict=True))


def test_the_invariants_do_not_change_when_any_quartic_is_moved(derived):
    moved = sp.Poly(GENERAL.subs(x_p, x + S.s), x)
    seen = {name: moved.coeff_monomial(x**k) for k, name in ((1, h_p), (2, eta_p), (3, t_p))}
    for invariant in derived("invariants").formula.expression.args:
        assert same(invariant.subs(seen, simultaneous=True), invariant)


def test_the_invariants_are_complete(derived):
    """The depressed quartic, got by solving for the shift, has no other coefficients."""
    centred = sp.Poly(GENERAL.subs(x_p, x - t_p / 4), x)
    first, second = derived("invariants").formula.expression.args
    assert same(centred.coeff_monomial(x**2), first)
    assert same(centred.coeff_monomial(x), -second)
    assert centred.coeff_monomial(x**3) == 0


def test_the_printed_forms():
    assert SOFT_POTENTIAL.entry("shift").printed.expected is PrintedVerdict.REFUTED
    assert SOFT_POTENTIAL.entry("invariants").printed.expected is PrintedVerdict.AGREES
    assert same(SOFT_POTENTIAL.entry("shift").printed.form, -(t - t_p) / 4)
    assert same(SOFT_POTENTIAL.entry("invariants").printed.form, I_1)


def test_numbers_in_words():
    moved = SOFT_POTENTIAL.formula("shift").expression.args[0]
    assert sp.Poly(GENERAL.subs(x_p, x + moved), x).coeff_monomial(x**3) == t
    assert_tied(
        ["shift", "invariants"],
        (
            ("shift statement", "x' = @ takes", x + moved),
            ("shift survives", "x' = @. The", x + moved),
        ),
    )
