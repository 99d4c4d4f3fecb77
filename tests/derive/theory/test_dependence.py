"""What Eq. (6) says of the dependence on t', and of the statistical dependence of eta and t."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
eta, t, t_p = S.eta, S.t, S.t_p


def test_the_derivations_are_sound(sound):
    sound("spectrum-shift-invariance", exact=True, quoted=("shift",), premises=())
    sound(
        "statistical-dependence", exact=False, quoted=("shift", "sea-gull", "origins"), premises=()
    )
    sound("curvature-in-t", exact=True, quoted=("equivalent-origins",), premises=())


def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("spectrum-shift-invariance", 30)
    refuses_wrong_steps("curvature-in-t", 4)


def test_no_wrong_step_of_the_dependence_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("statistical-dependence", 60)


def test_the_constant_is_the_value_at_the_new_origin(derived):
    """At x' = (t - t')/4 the potential (1) seen from elsewhere has the value -soft(-(t - t')/4) + ..."""
    moved = derived("spectrum-shift-invariance").formula.expression
    x = (t - t_p) / 4
    # the origin of (3) is where x = -x_0, and there the general expansion is 0: constant + soft(-x_0) = 0
    soft = eta * x**2 - t * x**3 + x**4
    assert sp.expand(moved - S.E + S.E_0 * soft) == 0


def test_the_only_product(derived):
    made = derived("statistical-dependence").formula.expression
    assert sp.simplify(made / sp.Abs(eta) / S.P_0 - sp.exp(S.B * (eta - 3 * t**2 / 8))) == 0
    # the variance of the normal distribution of t for exp(eta/delta_eta): 4/3 of delta_eta
    width = sp.Rational(4, 3) / S.B
    assert sp.simplify(sp.log(sp.exp(-(t**2) / (2 * width))) + 3 * S.B * t**2 / 8) == 0


def test_the_curvature_of_two_functions_of_the_invariants(derived):
    formula = derived("curvature-in-t").formula.expression
    first, second = eta - 3 * t**2 / 8, t * (eta - t**2 / 4) / 2
    for smooth, by_first, twice_by_second in (
        (first**2 + second**2, lambda i: 2 * i, 2),
        (sp.sin(first) * sp.cos(second), sp.cos, -sp.sin(eta)),
    ):
        curvature = sp.diff(smooth, t, 2).subs(t, 0)
        put = {S.P_eta: by_first(eta), S.F_22: twice_by_second}
        assert sp.simplify(curvature - formula.subs(put)) == 0


def test_numbers_in_words():
    independent = SOFT_POTENTIAL.formula("statistical-dependence").expression
    B = S.B
    # exp(B eta) with B = 1/delta_eta, and the variance of exp(-t²/(2 v))
    factor = sp.exp(-3 * t**2 / (8 * S.delta_eta))
    assert sp.simplify(independent.subs(B, 1 / S.delta_eta) / factor).diff(t) == 0
    variance = -1 / (2 * sp.log(factor).expand().coeff(t, 2))
    tt, two = SOFT_POTENTIAL.formula("curvature-in-t").expression.as_independent(S.P_eta)
    assert two == -sp.Rational(3, 4) * S.P_eta
    assert_tied(
        [
            "spectrum-shift-invariance",
            "statistical-dependence",
            "curvature-in-t",
            "soft-tail",
            "definition-of-the-mode",
        ],
        (
            ("curvature-in-t statement", "minus $ of its", -two / S.P_eta),
            ("statistical-dependence statement", "then P = @ with some", independent),
            ("statistical-dependence note", "(B = #)", 0),
            ("statistical-dependence note", "factor @, a normal", factor),
            ("statistical-dependence note", "is # of delta_eta", variance / S.delta_eta),
            ("statistical-dependence line 16", "side is # and", 0),
            ("statistical-dependence line 17", "side is #, so", 0),
            ("statistical-dependence line 20", "side is #, and", 0),
            ("statistical-dependence line 21", "side is # again", 0),
            ("curvature-in-t title", "t = #", 0),
            ("curvature-in-t statement", "t at t = # is", 0),
            ("curvature-in-t statement", "order @: the", (tt / S.F_22 * 4)),
            ("curvature-in-t note", "minimum at t = #.", 0),
            ("curvature-in-t note", "at eta ~ #, there", 1),
            ("curvature-in-t line 6", "{} is #", 0),
            ("soft-tail statement", "smaller than #, lie", 1),
            ("soft-tail statement", "near eta = #, where", 1),
            ("soft-tail note", "t at t = #.", 0),
        ),
    )
