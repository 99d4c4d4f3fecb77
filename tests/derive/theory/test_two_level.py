"""Eq. (8): the form of the energy, the asymmetry, the amplitude of tunnelling."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict, equal
from derive.theory import tunnelling

S = SOFT_POTENTIAL.symbols
IDS = ("two-level-form", "asymmetry", "tunnel-amplitude")
a = sp.Symbol("a", positive=True)


def in_size(expression: sp.Expr) -> sp.Expr:
    return expression.subs({S.alpha: -a, S.beta: 1, S.w: 1})


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
    sound(
        "tunnel-amplitude",
        exact=False,
        quoted=("scaling", "two-level-form"),
        premises=(equal(S.alpha, -2 * S.y_0**2),),
    )


@pytest.mark.parametrize(("id", "least"), [("two-level-form", 20), ("asymmetry", 60)])
def test_no_wrong_step_is_proved(refuses_wrong_steps, id, least):
    refuses_wrong_steps(id, least)


@pytest.mark.slow
def test_no_wrong_step_of_the_tunnelling_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("tunnel-amplitude", 100)


@pytest.mark.parametrize("id", IDS)
def test_the_verdicts(id):
    entry = SOFT_POTENTIAL.entry(id)
    assert entry.expected is Verdict.VERIFIED
    assert entry.printed.expected is PrintedVerdict.AGREES
    assert entry.equation == "(8)"


def test_the_form_by_eigenvalues(derived):
    two = sp.Matrix([[S.Delta, S.Delta_0], [S.Delta_0, -S.Delta]]) / 2
    low, high = sorted(two.subs({S.Delta: 3, S.Delta_0: 4}).eigenvals())
    assert derived("two-level-form").formula.expression.subs({S.Delta: 3, S.Delta_0: 4}) == (
        high - low
    )


def test_the_leading_forms_as_typed_by_hand(derived):
    """Delta = (w/√2)|beta||alpha|^(3/2), Delta_0 = w(16√2/√π)(|alpha|/2)^(5/4) exp(−(√2/3)|alpha|^(3/2))."""
    tilt, split = (in_size(derived(id).formula.expression.args[0]) for id in IDS[1:])
    assert sp.simplify(tilt - a ** sp.Rational(3, 2) / sp.sqrt(2)) == 0
    by_hand = (
        16 * sp.sqrt(2) / sp.sqrt(sp.pi) * (a / 2) ** sp.Rational(5, 4)
        * sp.exp(-sp.sqrt(2) * a ** sp.Rational(3, 2) / 3)
    )  # fmt: skip
    assert sp.simplify(split / by_hand) == 1


def test_the_splitting_against_the_published_instanton_series(derived):
    """J. Zinn-Justin and U. D. Jentschura, Ann. Phys. 313 (2004) 197: for −ψ''/2 + q²(1 − √g q)²ψ/2 the splitting
    is 2(πg)^(-1/2) e^(-1/6g) (1 − 71g/12 − 6299g²/288 − ...). Here E = 4 y_0 E' and g = 1/(8 y_0³)."""
    y_0 = sp.sqrt(a / 2)
    g = 1 / (8 * y_0**3)
    published = (
        4 * y_0 * 2 / sp.sqrt(sp.pi * g) * sp.exp(-1 / (6 * g))
        * (1 - sp.Rational(71, 12) * g - sp.Rational(6299, 288) * g**2)
    )  # fmt: skip
    found = in_size(derived("tunnel-amplitude").formula.expression.args[1])
    assert sp.simplify(found / published) == 1


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


def test_the_slopes_solve_the_riccati_equation():
    """With omega the sum of the slopes, omega² − g omega' = (z² − 1)² − g e(g) up to g^4."""
    z, g = S.z, S.g
    omega = sum(g**k * slope for k, slope in enumerate(tunnelling.SLOPES))
    level = sum(g**k * c for k, c in enumerate(tunnelling.LEVEL))
    rest = omega**2 - g * sp.diff(omega, z) - (z**2 - 1) ** 2 + g * level
    series = sp.Poly(sp.together(rest).as_numer_denom()[0], g)
    assert all(sp.simplify(series.coeff_monomial(g**k)) == 0 for k in range(4))


def test_the_level_series_is_that_of_perturbation_theory(derived):
    """sqrt(A) + 3/(4A) − 11 B²/(16 A²) in the symmetric well: A = 4 y_0², B = 4 y_0, so 2 y_0 − 1/(2 y_0²)."""
    y_0 = S.y_0
    level = derived("harmonic-limit").formula.expression.subs(
        {S.n: 1, S.alpha: 4 * y_0**2, S.beta: 4 * y_0}
    )
    series = y_0 * (tunnelling.LEVEL[0] + tunnelling.LEVEL[1] / y_0**3)
    assert sp.simplify(level - series) == 0
