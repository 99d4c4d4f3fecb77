"""The minimum of c/T^3: estimates from two power laws, their numbers, and what is not derived."""

from __future__ import annotations

import math

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict, equal

S = SOFT_POTENTIAL.symbols
T, k_B, w = S.T, S.k_B, S.w
IDS = ("minimum-of-c-over-T3", "minima-not-very-different", "agreement-with-experiment")


def test_the_derivations_rest_on_what_they_quote(derived):
    """They are estimates: every line is proved, and what they quote is a limit."""
    quoted = {
        "minimum-of-c-over-T3": ("scaling", "specific-heat-two-level", "specific-heat-vibrations"),
        "minima-not-very-different": ("minimum-of-c-over-T3",),
        "agreement-with-experiment": (
            "minimum-of-c-over-T3", "monoenergetic-peak", "specific-heat-two-level",
        ),
    }  # fmt: skip
    for id, wanted in quoted.items():
        made = derived(id)
        assert SOFT_POTENTIAL.entry(id).expected is Verdict.CONSISTENT
        assert not made.exact
        assert tuple(s.quoted for s in made.steps if s.role == "quoted") == wanted
        assert not any(s.role == "limit" for s in made.steps)
        for step in made.steps:
            if step.role == "step":
                assert step.method(step.statement) and len(str(step.reason).split()) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_no_wrong_step_is_proved(refuses_wrong_steps, id):
    refuses_wrong_steps(id, 8)


def test_the_laws_are_premises(derived):
    premises = {p.statement for p in derived("minimum-of-c-over-T3").premises}
    assert equal(S.c(T), S.A_1 * T + S.A_5 * T**5) in premises


def test_the_minimum_by_hand(derived):
    """A_1 T^(-2) + A_5 T^2 with the coefficients typed in: (pi^2/6) n_0 k_B^2 and those of T^5."""
    P_0, eta_L, d_eta = S.P_0, S.eta_L, S.delta_eta
    n_0 = 4 * sp.sqrt(2) * P_0 * sp.sqrt(d_eta) * eta_L**2 / w
    linear = sp.pi**2 / 6 * n_0 * k_B**2
    for place, share in zip(
        derived("minimum-of-c-over-T3").formula.expression.args,
        (1 / (3 * sp.sqrt(2)), sp.Rational(1, 4)),
        strict=True,
    ):
        fifth = 16 * sp.pi**6 / 21 * share * k_B * P_0 * eta_L ** sp.Rational(5, 2) * (k_B / w) ** 5
        assert sp.simplify(place**4 / (linear / fifth)) == 1
    put = {d_eta: 1, eta_L: 1, w: 1, k_B: 1}
    one, two = (float(v.subs(put)) for v in derived("minimum-of-c-over-T3").formula.expression.args)
    assert abs(one - 5.25**0.25 / math.pi) < 1e-12
    assert abs(two / one - (8 / 9) ** 0.125) < 1e-12


def test_the_ratios_by_hand(derived):
    ratio, slow = derived("minima-not-very-different").formula.expression.args
    put = {S.alpha_max: 10, S.delta_eta: 10, S.eta_L: 1, w: 1, S.Delta_0: sp.exp(-20)}
    # fourth root of the ratio of 4 sqrt 2 to 2 sqrt(2 pi)
    assert sp.simplify(ratio.subs(put) ** 4 - 2 / sp.sqrt(sp.pi)) == 0
    by_hand = (2 / sp.sqrt(sp.pi)) ** 3 * sp.Integer(10) ** sp.Rational(-3, 2) * 60 / sp.sqrt(2)
    assert sp.simplify(slow.subs(put) ** 12 - by_hand) == 0
    # the exponents 1/8 of the cutoff and 1/12 of the logarithm
    assert sp.simplify(S.alpha_max * sp.diff(sp.log(ratio), S.alpha_max)) == sp.Rational(1, 8)


def test_the_numbers_for_experiment(derived):
    lowest, highest, exponent = derived("agreement-with-experiment").formula.expression.args
    put = {w: 10, k_B: 1}
    assert abs(lowest.subs(put).evalf(6) - 6.4253) < 1e-3
    assert abs(highest.subs(put).subs(S.xi_m, 5).evalf(6) - 6) < 1e-4
    assert exponent == 1


def test_the_printed_claim():
    printed = SOFT_POTENTIAL.entry("minima-not-very-different").printed
    assert printed.expected is PrintedVerdict.AGREES and printed.form == 1 and printed.within == 2
    assert "1.14 to 1.43" in printed.survives


def test_what_is_not_derived():
    entry = SOFT_POTENTIAL.entry("thermal-conductivity")
    assert entry.derive is None and entry.expected is Verdict.NOT_DERIVED
    assert "subthermal" in entry.statement
