"""The minimum of c/T^3: estimates from two power laws, their numbers, and what is not derived."""

from __future__ import annotations

import math
from itertools import pairwise

import mpmath
import pytest
import sympy as sp
from scipy.optimize import brentq

from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.heat_maximum import extrema
from softpot.numerics.theory.heat_minimum import (
    MEASURED_MAXIMUM,
    MEASURED_MINIMUM,
    SPLITTINGS,
    WIDTHS,
    of_cutoff,
    of_splitting,
    of_width,
)

from .words import assert_tied, rough

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

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
    assert printed.expected is PrintedVerdict.AGREES and printed.form == 1 and printed.order
    assert "1.14 to 1.43" in printed.survives


def test_numbers_in_words():
    """The minima as roots of the derivative of the computed c/T^3, and the estimates by the two power laws."""
    laws = SOFT_POTENTIAL.formula("minimum-of-c-over-T3").expression
    number = laws[0].subs({S.w: 1, S.k_B: 1, S.eta_L: 1})
    estimate = float(number.subs(S.delta_eta, 10))
    power = sp.simplify(S.delta_eta * sp.diff(sp.log(number), S.delta_eta))
    xi = mpmath.findroot(lambda z: z * mpmath.coth(z / 2) - 5, 4.9)
    minima = sorted(
        10 * T for T in (of_cutoff(10.0), of_splitting(6)[1], of_width(10), of_splitting(6)[2])
    )
    widths = sorted(of_cutoff(n) / of_width(n) for n in WIDTHS)
    ends = sorted(of_splitting(n)[1] / of_splitting(n)[2] for n in SPLITTINGS)
    moved = sorted(
        100 * (of_splitting(b)[1] / of_splitting(a)[1] - 1) for a, b in pairwise(SPLITTINGS)
    )
    ratio, slow = SOFT_POTENTIAL.formula("minima-not-very-different").expression
    by_cut = sp.simplify(S.alpha_max * sp.diff(sp.log(ratio), S.alpha_max))
    log_ = sp.Symbol("log", positive=True)
    by_log = sp.simplify(log_ * sp.diff(sp.log(slow.replace(sp.log, lambda _: log_)), log_))
    agree, minima_id = "agreement-with-experiment", "minima-not-very-different"
    low, high = energy_of(1, 1.0, 6.0, 7.5), energy_of(0, 3.0, 19.0, 21.0)
    assert_tied(
        ["minimum-of-c-over-T3", agree, minima_id],
        (
            ("minimum-of-c-over-T3 statement", "the $-power law", 5),
            (f"{minima_id} note", "inverse $ of the splitting", 2),
            (
                "minimum-of-c-over-T3 statement",
                "a temperature near @ that",
                S.w / (round(1 / float(number.subs(S.delta_eta, 1))) * S.k_B),
            ),
            ("minimum-of-c-over-T3 statement", "power # only", power),
            (f"{agree} statement", "width of # eta_L", 10),
            (f"{agree} statement", "lie at # w/k_B, by the two", estimate),
            (f"{agree} statement", "E_d = #w the maximum at # w/k_B", 3, 3 / xi),
            (
                f"{agree} statement",
                "w/k_B = # K these are # K and # K, and what is measured is # to # K and # to # K",
                10,
                10 * estimate,
                30 / xi,
                *MEASURED_MINIMUM,
                *MEASURED_MAXIMUM,
            ),
            (
                f"{agree} note",
                "minimum at # to # K, the maximum at # to # K, and",
                *MEASURED_MINIMUM,
                *MEASURED_MAXIMUM,
            ),
            (f"{agree} note", "below # K.", 1),
            (f"{agree} note", "lie at # to # K for w = # K, within", minima[0], minima[-1], 10),
            (f"{agree} note", "The # K are", 30 / xi),
            (f"{agree} note", "E_d = #w there", 3),
            (
                f"{agree} note",
                "at # to # K, with w = # K, asks for E_d of about #w to #w.",
                *MEASURED_MAXIMUM,
                10,
                rough(low),
                rough(high),
            ),
            (f"{minima_id} statement", "power # of the cutoff", by_cut),
            (f"{minima_id} statement", "power # of its", by_log),
            (f"{minima_id} note", "factor #^# in", 10, 2 * (SPLITTINGS[1] - SPLITTINGS[0])),
            (f"{minima_id} note", "by # to # per cent", moved[0], moved[-1]),
            (f"{minima_id} survives", "factor # to # apart", widths[0], widths[-1]),
            (
                f"{minima_id} survives",
                "from #^# to #^# w, a factor # to #.",
                10,
                -SPLITTINGS[0],
                10,
                -SPLITTINGS[-1],
                ends[0],
                ends[-1],
            ),
            (
                f"{minima_id} survives",
                "up to # eta_L, it would be #.",
                1000,
                of_cutoff(1000.0) / of_width(10),
            ),
            (f"{minima_id} line 8", "power # of", by_log),
        ),
    )


def energy_of(which, T, low, high):
    """E_d at which the maximum of c/T^3 of one of both glasses lies at T, from all levels."""
    return brentq(lambda E_d: extrema(E_d)[which][2] - T, low, high, xtol=0.02)
