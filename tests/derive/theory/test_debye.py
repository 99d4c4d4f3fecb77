"""The Debye energy that stands before Eq. (11)."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, equal
from softpot.derive.theory import SOFT_POTENTIAL

from .words import assert_tied

S = SOFT_POTENTIAL.symbols
HALF = sp.Rational(1, 2)
ETA_L = sp.cbrt(S.hbar**2 / (2 * S.m * S.a**2 * S.E_0))


@pytest.mark.slow
def test_the_derivation_is_sound(sound):
    sound("debye", exact=True, quoted=("scaling",), premises=(equal(S.V(S.x), S.E_0 * S.x**2),))


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("debye", 70)


def test_the_energies_as_typed_by_hand(derived):
    made = derived("debye").formula
    assert made.expression == sp.Tuple(
        2 * S.E_0 * S.eta_L * sp.sqrt(S.eta_L),
        S.hbar_omega_1 * sp.sqrt(S.eta_L) / 2,
        S.E_0 * S.eta_L * sp.sqrt(S.eta_L),
        S.hbar_omega_D * sp.sqrt(S.eta_L),
    )
    assert made.lhs == sp.Tuple(S.hbar_omega_1, S.w, S.hbar_omega_D, S.w)


def test_the_quantum_is_that_of_a_spring(derived):
    """hbar times the square root of stiffness over mass, the stiffness being 2 E_0/a²."""
    spring = S.hbar * sp.sqrt(2 * S.E_0 / S.a**2 / S.m)
    quantum, w_from_quantum, printed, w_from_printed = derived("debye").formula.expression.args
    assert sp.simplify(quantum.subs(S.eta_L, ETA_L) - spring) == 0
    assert sp.simplify(printed.subs(S.eta_L, ETA_L) - spring / 2) == 0
    for name, energy, w in (
        (S.hbar_omega_1, quantum, w_from_quantum),
        (S.hbar_omega_D, printed, w_from_printed),
    ):
        assert sp.simplify(w.subs(name, energy) - S.E_0 * S.eta_L**2) == 0


def test_the_readings_differ_by_eight_in_the_cube(derived):
    quantum, _, printed, _ = derived("debye").formula.expression.args
    assert sp.simplify(quantum**3 / printed**3) == 8


def test_the_printed_form():
    printed = SOFT_POTENTIAL.entry("debye").printed
    assert printed.expected is PrintedVerdict.AGREES
    assert printed.shown.args[1] == sp.sqrt(S.E_0 * S.hbar**2 / (2 * S.m * S.a**2))
    assert sp.simplify(printed.form.subs(S.eta_L, ETA_L) - printed.shown.args[1]) == 0


def test_numbers_in_words():
    quantum, _, printed, _ = SOFT_POTENTIAL.formula("debye").expression
    assert_tied(
        ["debye"],
        (
            ("debye statement", ", $ of it", printed / quantum),
            ("debye survives", "exactly $ as large; wherever its $ enters", quantum / printed, 3),
            ("debye statement", "eta = # without", 1),
            ("debye statement", "quantum @; the printed Debye energy is @, half", quantum, printed),
            ("debye survives", "(eta = #)", 1),
            ("debye survives", "factor #.", (quantum / printed) ** 3),
            ("debye line 2", "eta = #, nothing", 1),
        ),
    )
