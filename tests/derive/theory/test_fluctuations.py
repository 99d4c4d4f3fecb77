"""Footnote 2: the width of the distribution of the linear coefficient."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL

S = SOFT_POTENTIAL.symbols
eta, t, width, f_0 = S.eta, S.t, S.delta_h, S.f_0


def test_the_derivations_are_sound(sound):
    for id in ("linear-fluctuations", "narrow-fluctuations"):
        sound(id, exact=False, quoted=("shift", "sea-gull"), premises=())


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("linear-fluctuations", 30)
    refuses_wrong_steps("narrow-fluctuations", 30)


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


def test_the_narrow_limit_on_the_line_t_0(derived):
    """h' = eta t'/2 + t'³/16 inverted by hand: the mean of dt'/dh' is 2/eta - 3 delta_h²/eta⁴."""
    made = derived("narrow-fluctuations").formula.expression.subs(t, 0)
    by_hand = f_0 * eta / 2 * (2 / eta - 3 * width**2 / eta**4)
    assert sp.simplify(made - by_hand) == 0
