"""Which P_0 Eq. (6) allows."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict
from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
eta, t, width = S.eta, S.t, S.delta_eta
ID = "equivalent-origins"


def seen_from(eta_0: sp.Expr, t_0: sp.Expr) -> list[tuple[sp.Expr, sp.Expr]]:
    """(eta, t) from each stationary point of eta_0 x² + t_0 x³ + x⁴, by Taylor's formula."""
    x = S.x
    soft = eta_0 * x**2 + t_0 * x**3 + x**4
    return [
        (sp.diff(soft, x, 2).subs(x, p) / 2, sp.diff(soft, x, 3).subs(x, p) / 6)
        for p in sp.roots(sp.diff(soft, x), x)
    ]


@pytest.mark.slow
def test_the_derivation_is_sound(sound):
    slope = sp.Eq(2 * eta * S.s + 3 * t * S.s**2 + 4 * S.s**3, 0)
    sound(ID, exact=True, quoted=("shift", "origins"), premises=(slope,))


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps(ID, 60)


@pytest.mark.quick(0)
def test_the_allowed_exponential_at_equivalent_origins(derived):
    """V = −x² − x³ + x⁴ has three stationary points with irrational coordinates."""
    allowed = derived(ID).formula.expression.args[1]
    pairs = seen_from(sp.Integer(-1), sp.Integer(-1))
    assert len(pairs) == 3
    values = {
        sp.nsimplify(sp.simplify(sp.log(allowed.subs({eta: e, t: c, width: 1})))) for e, c in pairs
    }
    assert values == {sp.Rational(-11, 8)}  # eta − 3t²/8 at (−1, −1)


def test_the_simple_exponential_is_not_constant_there():
    pairs = seen_from(sp.Integer(-1), sp.Integer(0))
    assert {e for e, _ in pairs} == {-1, 2}  # symmetric wells: the minima have twice the curvature


@pytest.mark.quick(0)
def test_the_jump_across_the_fold(derived):
    """eta = 0, t = 4/3: x³(4/3 + x), minimum at x = −1, curvature 2 there; t = −8/3."""
    jump = derived(ID).formula.expression.args[2]
    pairs = seen_from(sp.Integer(0), sp.Rational(4, 3))
    assert (sp.Integer(2), -sp.Rational(8, 3)) in pairs
    assert sp.simplify(jump.subs(t, sp.Rational(4, 3)) - sp.exp(2 / width)) == 0


@pytest.mark.quick(0)
def test_the_invariants_in_the_integral(derived):
    """For t' = 0 the quartic is centred: h' = −I_2 and eta' = I_1."""
    integral = next(iter(derived(ID).formula.expression.args[0].atoms(sp.Integral)))
    centred = integral.function.subs(S.t_p, 0)
    assert centred == S.G_p(-S.I_2, S.I_1, 0)


def test_the_printed_form():
    printed = SOFT_POTENTIAL.entry(ID).printed
    assert printed.expected is PrintedVerdict.ASSUMED
    assert printed.form == sp.exp(eta / width)


@pytest.mark.quick(0)
def test_numbers_in_words():
    _, invariant, jump = SOFT_POTENTIAL.formula(ID).expression.args
    assert_tied(
        [ID],
        (
            (f"{ID} statement", "next to eta = # its", 0),
            (f"{ID} statement", "factor @.", jump),
            (f"{ID} survives", "by a factor @. As", jump),
            (f"{ID} survives", "exp(I_1/delta_eta) = @, which", invariant),
            (f"{ID} survives", "where @ is small", t**2),
            (f"{ID} line 6", "integral #, makes", 1),
            (f"{ID} line 13", "not # where", 0),
        ),
    )
