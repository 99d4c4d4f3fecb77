"""Eq. (8): the amplitude of tunnelling."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.derive.theory import SOFT_POTENTIAL, tunnelling
from softpot.numerics.theory.double_well_series import amplitude

from .words import assert_tied

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
a = sp.Symbol("a", positive=True)


def in_size(expression: sp.Expr) -> sp.Expr:
    return expression.subs({S.alpha: -a, S.beta: 1, S.w: 1})


def test_the_derivation_is_sound(sound):
    sound(
        "tunnel-amplitude",
        exact=False,
        quoted=("scaling", "two-level-form"),
        premises=(equal(S.alpha, -2 * S.y_0**2),),
    )


def test_the_verdict():
    entry = SOFT_POTENTIAL.entry("tunnel-amplitude")
    assert entry.expected is Verdict.VERIFIED
    assert entry.printed.expected is PrintedVerdict.UNREADABLE
    assert entry.equation == "(8)"


def test_no_wrong_step_of_the_tunnelling_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("tunnel-amplitude", 100)


def test_the_leading_form_as_typed_by_hand(derived):
    """Delta_0 = w(16√2/√π)(|alpha|/2)^(5/4) exp(−(√2/3)|alpha|^(3/2))."""
    by_hand = (
        16 * sp.sqrt(2) / sp.sqrt(sp.pi) * (a / 2) ** sp.Rational(5, 4)
        * sp.exp(-sp.sqrt(2) * a ** sp.Rational(3, 2) / 3)
    )  # fmt: skip
    found = in_size(derived("tunnel-amplitude").formula.expression.args[0])
    assert sp.simplify(found / by_hand) == 1


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


def test_the_slopes_solve_the_riccati_equation():
    """With omega the sum of the slopes, omega² − g omega' = (z² − 1)² − g e(g) up to g^4."""
    zeta, g = S.zeta, S.g
    omega = sum(g**k * slope for k, slope in enumerate(tunnelling.SLOPES))
    level = sum(g**k * c for k, c in enumerate(tunnelling.LEVEL))
    rest = omega**2 - g * sp.diff(omega, zeta) - (zeta**2 - 1) ** 2 + g * level
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


def test_numbers_in_words():
    """The corrections by the exact recursion; a power g^k of (2/|alpha|)^(3/2) has the factor 2^(3k/2)."""
    exact = [sp.Rational(c.numerator, c.denominator) for c in amplitude(5)]
    term = [c * sp.sqrt(8) ** k for k, c in enumerate(exact)]
    size, ID = abs(S.alpha), "tunnel-amplitude"
    assert_tied(
        [ID],
        (
            (
                f"{ID} statement",
                "corrections @ and @.",
                term[1] / size ** sp.Rational(3, 2),
                term[2] / size**3,
            ),
            (f"{ID} note", "with |alpha|^(#) stands @, with", sp.Rational(-9, 2), term[3]),
            (f"{ID} note", ", with |alpha|^(#) #, and", -6, term[4]),
            (f"{ID} note", "and with |alpha|^(#) @.", sp.Rational(-15, 2), term[5]),
            (f"{ID} line 2", "{} = # there", 0),
            (f"{ID} line 18", "{} = #", 1),
        ),
    )
