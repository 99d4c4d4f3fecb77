"""Eq. (8): the form of the energy and the asymmetry."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory.tunnelling import coefficients
from softpot.numerics.theory.two_level import ASYMMETRY

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
IDS = ("two-level-form", "asymmetry")


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_leading_asymmetry_as_typed_by_hand(derived):
    """Delta = (w/√2)|beta||alpha|^(3/2)."""
    a = sp.Symbol("a", positive=True)
    tilt = derived("asymmetry").formula.expression.args[0].subs({S.alpha: -a, S.beta: -1, S.w: 1})
    assert sp.simplify(tilt - a ** sp.Rational(3, 2) / sp.sqrt(2)) == 0


@pytest.mark.quick(0)
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


@pytest.mark.slow
def test_numbers_in_words():
    """The far coefficients of the asymmetry by those that levels to many digits give."""
    alpha = S.alpha
    far, near = (
        next(f for name, f in line.reason.formulas if name == which)
        for line in SOFT_POTENTIAL.derivation("two-level-form").steps[-1:]
        for which in ("far", "near")
    )
    leading, corrected = SOFT_POTENTIAL.formula("asymmetry").expression
    size = sp.Symbol("size", positive=True)
    series = sp.expand((corrected / leading).subs(abs(alpha), size).subs(alpha, -size))
    first, second = (t for t in sp.Add.make_args(series) if t.has(size))
    first, second = sorted((first, second), key=lambda t: abs(t.subs(size, 10)))[::-1]
    exact = [rational for _, _, rational in coefficients(ASYMMETRY)]
    third, fifth = (
        sp.Rational(exact[k].numerator, exact[k].denominator) * sp.sqrt(2) for k in (3, 5)
    )
    note = "asymmetry note"
    assert_tied(
        ["two-level-form", "asymmetry"],
        (
            ("two-level-form statement", "order @, because the tilt", far),
            ("two-level-form statement", "and of relative order @, because of", near),
            ("two-level-form note", "as @ at a small", sp.sqrt(S.E_12**2 - S.Delta_0**2)),
            ("two-level-form line 2", "{} = # there", 0),
            (
                "asymmetry statement",
                "are @ and @; in",
                first.subs(size, abs(alpha)),
                second.subs(size, abs(alpha)),
            ),
            ("asymmetry statement", "exactly @.", depth_difference()),
            (note, "with |alpha|^(#) stands @, with", sp.Rational(-9, 2), third),
            (note, "with |alpha|^(#) #, with", -6, exact[4]),
            (note, ", with |alpha|^(#) @.", sp.Rational(-15, 2), fifth),
            ("asymmetry line 2", "{} = # there", 0),
            ("asymmetry line 5", "at # and", 0),
        ),
    )


def depth_difference():
    """The difference of the two depths in terms of R, four times the distance of the minima, from the roots."""
    y, R, alpha = S.y, S.R, S.alpha
    quartic = alpha * y**2 - S.beta * y**3 + y**4
    root = sp.sqrt(9 * S.beta**2 - 32 * alpha)
    left, right = (3 * S.beta - root) / 8, (3 * S.beta + root) / 8
    found = sp.expand(quartic.subs(y, left) - quartic.subs(y, right))
    assert sp.simplify(found - S.beta * root**3 / 256) == 0
    return sp.simplify(found / root**3) * R**3
