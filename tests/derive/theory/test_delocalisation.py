"""Eq. (13) solved, and the value 3w."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict

S = SOFT_POTENTIAL.symbols
FIFTH = sp.Rational(1, 5)


def test_the_derivations_rest_on_what_they_quote(derived):
    quoted = {
        "delocalisation": ("vibrations-sea-gull",),
        "delocalisation-energy": ("delocalisation", "debye"),
    }
    for id, wanted in quoted.items():
        made = derived(id)
        assert not made.exact
        assert tuple(s.quoted for s in made.steps if s.role == "quoted") == wanted
        assert not any(s.role == "limit" for s in made.steps)
        for step in made.steps:
            if step.role == "step":
                assert step.method(step.statement) and len(str(step.reason).split()) >= 2


@pytest.mark.slow
@pytest.mark.parametrize(("id", "least"), [("delocalisation", 20), ("delocalisation-energy", 10)])
def test_no_wrong_step_is_proved(refuses_wrong_steps, id, least):
    refuses_wrong_steps(id, least)


def test_the_solution_solves_the_condition(derived):
    """lambda^3 Gamma n typed in anew, and the solution put in."""
    energy, n_0 = derived("delocalisation").formula.expression.args
    E = S.E_d
    condition = (
        (2 * sp.pi * S.hbar * S.v_s / E) ** 3 * E**4 / S.hbar_omega_D**3
        * S.n_0 / 24 * sp.sqrt(S.eta_L / S.delta_eta) * E**4 / S.w**4
    )  # fmt: skip
    assert sp.simplify(condition.subs(E, energy)) == 1
    assert sp.simplify(condition.subs(S.n_0, n_0)) == 1


def test_the_powers(derived):
    energy, _ = derived("delocalisation").formula.expression.args
    for symbol, power in (
        (S.n_0, -FIFTH), (S.v_s, -3 * FIFTH), (S.hbar_omega_D, 3 * FIFTH), (S.w, 4 * FIFTH),
        (S.delta_eta, FIFTH / 2),
    ):  # fmt: skip
        assert sp.simplify(symbol * sp.diff(sp.log(energy), symbol)) == power


def test_both_readings_of_the_debye_energy(derived):
    energy, _ = derived("delocalisation").formula.expression.args
    printed, quantum = derived("delocalisation-energy").formula.expression.args
    for made, factor in ((printed, 1), (quantum, 2)):
        expected = energy.subs(S.hbar_omega_D, factor * S.w / sp.sqrt(S.eta_L))
        assert sp.simplify(made / expected) == 1
    assert sp.simplify((quantum / printed) ** 5) == 8


def test_the_printed_claim():
    printed = SOFT_POTENTIAL.entry("delocalisation-energy").printed
    assert (
        printed.expected is PrintedVerdict.AGREES
        and printed.form == 3 * S.w
        and printed.within == 3
    )
    assert SOFT_POTENTIAL.entry("delocalisation").expected is Verdict.VERIFIED
