"""How eta and t follow the coefficients of the general expansion."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied, rough

S = SOFT_POTENTIAL.symbols
eta, t = S.eta, S.t


@pytest.mark.slow
def test_the_derivation_is_sound(sound):
    sound("strain-and-origin", exact=True, quoted=("shift",), premises=())


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("strain-and-origin", 30)


@pytest.mark.quick(0)
def test_the_moved_stationary_point_by_hand(derived):
    """The slope h + 2 eta x + 3t x² + 4x³ vanishes at x = -h/(2 eta) to first order; eta and t are V''/2 and V'''/6."""
    h, x = sp.symbols("h x", real=True)
    quartic = h * x + eta * x**2 + t * x**3 + x**4
    moved = -h / (2 * eta)
    assert sp.series(sp.diff(quartic, x).subs(x, moved), h, 0, 2).removeO() == 0
    by_hand = [
        sp.diff(sp.diff(quartic, x, order).subs(x, moved) / sp.factorial(order), h).subs(h, 0)
        for order in (2, 3)
    ]
    for value, hand in zip(
        derived("strain-and-origin").formula.expression.args, by_hand, strict=True
    ):
        assert sp.simplify(value - hand) == 0


@pytest.mark.quick(0)
def test_numbers_in_words():
    by_h = SOFT_POTENTIAL.formula("strain-and-origin").expression
    eta_h, t_h = by_h
    slopes = [2 / (n * 0.01) for n in (10, 3)]
    soft = [10 * (n * 0.01 / 2) ** 0.5 for n in (3, 10)]
    assert_tied(
        ["strain-and-origin"],
        (
            ("strain-and-origin note", "system, $ of E_0", sp.Rational(1, 2)),
            ("strain-and-origin statement", "by @ and @ for each", eta_h, t_h),
            ("strain-and-origin note", "|d eta/du| ~ |dt/du| ~ #.", 1),
            ("strain-and-origin note", "is @, between # and # for", abs(t_h), *map(rough, slopes)),
            ("strain-and-origin note", "eta_L = #; the", 0.01),
            (
                "strain-and-origin note",
                "is then @, or # to # eV with E_0 = # eV",
                S.E_0 * sp.sqrt(abs(S.eta) / 2),
                *soft,
                10,
            ),
        ),
    )
