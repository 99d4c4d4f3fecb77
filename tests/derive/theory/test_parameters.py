"""Typical parameters."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, Verdict

S = SOFT_POTENTIAL.symbols
ETA_L = sp.cbrt(S.hbar**2 / (2 * S.m * S.a**2 * S.E_0))


def test_the_derivation_is_sound(sound):
    sound("typical-mass", exact=True, quoted=("scaling", "debye"), premises=())


@pytest.mark.slow
def test_no_wrong_step_is_proved(refuses_wrong_steps):
    refuses_wrong_steps("typical-mass", 20)
    refuses_wrong_steps("typical-parameters", 20)


def test_the_mass_undoes_w(derived):
    mass, eta_L, soft, debye = derived("typical-mass").formula.expression.args
    w = S.E_0 * ETA_L**2
    assert sp.simplify(mass.subs(S.w, w) - S.m) == 0
    assert sp.simplify(eta_L.subs(S.w, w) - ETA_L) == 0
    assert sp.simplify(soft**2 - S.E_0 * S.w) == 0
    assert sp.simplify(debye**4 - S.E_0 * S.w**3) == 0


def test_the_parameters_from_the_constants(derived):
    assert SOFT_POTENTIAL.entry("typical-parameters").expected is Verdict.CONSISTENT
    eta_L, w, soft, debye = derived("typical-parameters").formula.expression.args
    for value, wanted in (
        (eta_L, ETA_L),
        (w, S.E_0 * ETA_L**2),
        (soft, S.E_0 * ETA_L),
        (debye, sp.sqrt(S.E_0 * S.hbar**2 / (2 * S.m * S.a**2))),
    ):
        assert sp.simplify(value - wanted) == 0
