"""The least energy of delocalisation with a maximum of c/T^3."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, equal

S = SOFT_POTENTIAL.symbols


def test_the_derivation_rests_on_what_it_quotes(derived):
    made = derived("maximum-of-c-over-T3")
    quoted = tuple(s.quoted for s in made.steps if s.role == "quoted")
    assert quoted == ("specific-heat-two-level", "vibrations-sea-gull")
    assert not made.exact and not any(s.role == "limit" for s in made.steps)
    for step in made.steps:
        if step.role == "step":
            assert step.method(step.statement) and len(str(step.reason).split()) >= 2


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("maximum-of-c-over-T3", 20)


def test_the_slope_of_the_two_laws_by_hand(derived):
    """At E_d far above k_B T the integral is 16 pi^6/21, and the slope that of A_1/T^2 + A_5 T^2."""
    slope, least = derived("maximum-of-c-over-T3").formula.expression.args
    put = {S.w: 1, S.k_B: 1, S.n_0: 1, S.delta_eta: 16 * S.eta_L, S.T: 1, S.E_d: 200}
    whole = 16 * sp.pi**6 / 21
    found = slope.subs(put).subs(S.I_d, whole).subs(S.eta_L, 1).evalf(20)
    assert abs(found - (2 * whole / 96 - sp.pi**2 / 3).evalf(20)) < 1e-12
    unit = least.subs({S.w: 1, S.delta_eta: 16, S.eta_L: 1, S.h_m: 8 * sp.pi**2})
    assert sp.simplify(unit - sp.sqrt(2)) == 0


def test_the_printed_claim():
    printed = SOFT_POTENTIAL.entry("maximum-of-c-over-T3").printed
    assert printed.expected is PrintedVerdict.REFUTED and printed.form == 3 * S.w
    assert printed.shown == equal(S.E_least, 3 * S.w)
