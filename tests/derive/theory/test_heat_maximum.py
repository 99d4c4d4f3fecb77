"""The least energy of delocalisation with a maximum of c/T^3."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp

from softpot.derive import PrintedVerdict
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.heat_maximum import (
    _two_laws_least,
    extrema,
    largest_weight,
    least_with_all_levels,
)
from softpot.numerics.theory.specific_heat import peak

from .words import assert_tied

S = SOFT_POTENTIAL.symbols


@pytest.mark.slow
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


@pytest.mark.slow
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
    assert printed.expected is PrintedVerdict.CONTRADICTED and printed.form == 3 * S.w
    assert printed.shown == (S.E_least <= 3 * S.w)


@pytest.mark.slow
def test_numbers_in_words():
    """The two laws by root finding on their slope, and all levels."""
    ID = "maximum-of-c-over-T3"
    h_m = float(largest_weight())
    _, least = SOFT_POTENTIAL.formula(ID).expression

    def alone(z):
        integral = mpmath.quad(lambda x: x**6 * mpmath.exp(x) / mpmath.expm1(x) ** 2, [0, 2, z])
        return 2 * integral - z**7 * mpmath.exp(z) / mpmath.expm1(z) ** 2

    laws = _two_laws_least(10.0)
    constant, exponential = least_with_all_levels()
    ratios = sorted(
        E_d / high for E_d in (8.0, 10.0, 18.0) for *_, high in extrema(E_d) if np.isfinite(high)
    )
    assert not any(np.isfinite(v) for _, low, high in extrema(3.0) for v in (low, high))
    shown = f"{ID} survives"
    assert_tied(
        [ID],
        (
            (f"{ID} statement", "w times @ with h_m = #: the", least / S.w, h_m),
            (f"{ID} statement", "falls as T^(#), and", -2),
            (f"{ID} note", "E^# law", 4),
            (
                f"{ID} note",
                "lies at E_d/(# k_B); E_d/# is",
                mpmath.findroot(alone, 6.7),
                round(float(peak(20))),
            ),
            (shown, "E_d is #w, so", 3),
            (shown, "At E_d = #w c/T^3", 3),
            (shown, "falls as T^#, outweighs", -2),
            (shown, "width of # eta_L", 10),
            (
                shown,
                "at least #w by the two laws, #w (P_0 constant) or #w (exponential)",
                laws,
                constant,
                exponential,
            ),
            (shown, "E_d from #w to #w it lies at E_d/# to E_d/#.", 8, 18, ratios[-1], ratios[0]),
        ),
    )
