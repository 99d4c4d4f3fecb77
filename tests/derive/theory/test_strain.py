"""How eta and t follow the coefficients of the general expansion."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL

S = SOFT_POTENTIAL.symbols
eta, t = S.eta, S.t


def test_the_derivation_is_sound(sound):
    sound("strain-and-origin", exact=True, quoted=("shift",), premises=())


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("strain-and-origin", 30)


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
