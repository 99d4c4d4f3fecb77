"""Eq. (8): the form of the energy and the asymmetry."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict, equal

S = SOFT_POTENTIAL.symbols
IDS = ("two-level-form", "asymmetry")


def test_the_derivations_are_sound(sound):
    sound(
        "two-level-form",
        exact=False,
        quoted=("scaling", "harmonic-limit"),
        premises=(equal(S.alpha, -2 * S.y_0**2), equal(S.Delta, -2 * S.w * S.beta * S.Y)),
    )
    sound(
        "asymmetry",
        exact=False,
        quoted=("scaling", "harmonic-limit"),
        premises=(equal(S.alpha, -2 * S.y_0**2),),
    )


@pytest.mark.slow
@pytest.mark.parametrize(("id", "least"), [("two-level-form", 20), ("asymmetry", 60)])
def test_no_wrong_step_is_proved(refuses_wrong_steps, id, least):
    refuses_wrong_steps(id, least)


@pytest.mark.parametrize("id", IDS)
def test_the_verdicts(id):
    entry = SOFT_POTENTIAL.entry(id)
    assert entry.expected is Verdict.VERIFIED
    assert entry.printed.expected is PrintedVerdict.UNREADABLE
    assert entry.equation == "(8)"


def test_the_form_by_eigenvalues(derived):
    two = sp.Matrix([[S.Delta, S.Delta_0], [S.Delta_0, -S.Delta]]) / 2
    low, high = sorted(two.subs({S.Delta: 3, S.Delta_0: 4}).eigenvals())
    assert derived("two-level-form").formula.expression.subs({S.Delta: 3, S.Delta_0: 4}) == (
        high - low
    )


def test_the_leading_asymmetry_as_typed_by_hand(derived):
    """Delta = (w/√2)|beta||alpha|^(3/2)."""
    a = sp.Symbol("a", positive=True)
    tilt = derived("asymmetry").formula.expression.args[0].subs({S.alpha: -a, S.beta: -1, S.w: 1})
    assert sp.simplify(tilt - a ** sp.Rational(3, 2) / sp.sqrt(2)) == 0


def test_the_asymmetry_from_the_wells_of_numbers(derived):
    """Classical depths at alpha = −8, beta = 1/1000 by solving V' = 0, against the leading form."""
    y = sp.Symbol("y")
    potential = -8 * y**2 - y**3 / 1000 + y**4
    depths = [
        potential.subs(y, root)
        for root in sp.Poly(sp.diff(potential, y), y).nroots(n=30)
        if abs(root) > 1
    ]
    leading = derived("asymmetry").formula.expression.args[0]
    value = leading.subs({S.alpha: -8, S.beta: sp.Rational(1, 1000), S.w: 1})
    assert abs(abs(depths[0] - depths[1]) / value - 1) < 1e-6
