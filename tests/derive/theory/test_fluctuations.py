"""Footnote 2: the width of the distribution of the linear coefficient."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
eta, t, width, f_0 = S.eta, S.t, S.delta_h, S.f_0


@pytest.mark.slow
def test_the_derivations_are_sound(sound):
    for id in ("linear-fluctuations", "narrow-fluctuations"):
        sound(id, exact=False, quoted=("shift", "sea-gull"), premises=())


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("linear-fluctuations", 30)
    refuses_wrong_steps("narrow-fluctuations", 30)


@pytest.mark.slow
def test_the_wide_limit_by_scaling(derived):
    """t' = (16 delta_h)^(1/3) z makes P_0 a function of I_1/delta_h^(2/3): dP_0/dI_1 over P_0 scales as that."""
    made = derived("linear-fluctuations").formula.expression
    smooth = made / sp.Abs(eta)
    at_zero = smooth.subs({eta: 0, t: 0})
    slope = sp.diff(sp.expand(smooth), eta)
    ratio = sp.simplify(slope / at_zero * width ** sp.Rational(2, 3))
    assert sp.simplify(ratio + 2 * sp.gamma(sp.Rational(5, 6)) / sp.gamma(sp.Rational(1, 6))) == 0
    assert abs(float(ratio) + 0.4055778) < 1e-7
    # the curvature in t at t = 0 that Eq. (6) demands
    assert sp.simplify(sp.diff(smooth, t, 2) + sp.Rational(3, 4) * slope) == 0


@pytest.mark.slow
def test_the_narrow_limit_on_the_line_t_0(derived):
    """h' = eta t'/2 + t'³/16 inverted by hand: the mean of dt'/dh' is 2/eta - 3 delta_h²/eta⁴."""
    made = derived("narrow-fluctuations").formula.expression.subs(t, 0)
    by_hand = f_0 * eta / 2 * (2 / eta - 3 * width**2 / eta**4)
    assert sp.simplify(made - by_hand) == 0


@pytest.mark.slow
def test_numbers_in_words():
    leading, next_order = (
        SOFT_POTENTIAL.formula("linear-fluctuations").expression.args[k] for k in (0, 1)
    )
    density = SOFT_POTENTIAL.formula("linear-fluctuations").expression / abs(eta)
    constant = density.subs({eta: 0, t: 0})
    relative = sp.simplify(density / constant - 1)
    assert leading and next_order
    # h' is eta t'/2 + t'^3/16 at t = 0: t' reaches as far as its cube is within the width
    reach = width ** sp.Rational(1, 3)
    # where the correction is 1
    (range_,) = sp.solve(sp.Eq(relative.subs(t, 0), -1), eta)
    older = SOFT_POTENTIAL.formula("narrow-fluctuations").expression / f_0 - 1
    scale = sp.Symbol("scale", positive=True)
    smallness = older.subs({eta: eta * scale**2, t: t * scale, width: width * scale**3})
    assert (
        sp.simplify(smallness / older) == 1
    )  # delta_h²/eta³ is the one combination, t² counting as eta
    assert_tied(
        ["linear-fluctuations", "narrow-fluctuations"],
        (
            ("linear-fluctuations statement", "correction @: Eq.", relative),
            ("linear-fluctuations statement", "larger than @.", abs(eta) ** sp.Rational(3, 2)),
            ("linear-fluctuations note", "of order @. P_0", reach),
            ("linear-fluctuations note", "t at t = #;", 0),
            (
                "linear-fluctuations note",
                "much below # delta_h^(#).",
                float((range_ / width ** sp.Rational(2, 3)).n()),
                sp.Rational(2, 3),
            ),
            (
                "linear-fluctuations survives",
                "larger than @ for all",
                abs(eta) ** sp.Rational(3, 2),
            ),
            ("linear-fluctuations line 4", "second is #", 0),
            ("narrow-fluctuations statement", "smaller than @ the older", eta ** sp.Rational(3, 2)),
            ("narrow-fluctuations statement", "at eta = #, comes", 0),
            ("narrow-fluctuations statement", "of order @.", width**2 / eta**3),
            ("narrow-fluctuations line 9", "derivatives are #, # and #", 1, 0, 0),
            ("narrow-fluctuations line 10", "mean of # and", 1),
        ),
        {"Gamma": sp.gamma},
    )
