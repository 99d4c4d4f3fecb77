"""Eq. (13) solved, and the value 3w."""

from __future__ import annotations

import math

import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict
from softpot.derive.theory import SOFT_POTENTIAL

from .words import Kept, assert_tied, down

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

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


@pytest.mark.parametrize(("id", "least"), [("delocalisation", 20), ("delocalisation-energy", 10)])
def test_no_wrong_step_is_proved(refuses_wrong_steps, id, least):
    refuses_wrong_steps(id, least)


def test_the_solution_solves_the_condition(derived):
    """lambda^3 Gamma n typed in anew, and the solution put in."""
    energy, n_0, one = derived("delocalisation").formula.expression.args
    E = S.E_d
    condition = (
        (2 * sp.pi * S.hbar * S.v_s / E) ** 3 * E**4 / S.hbar_omega_D**3
        * S.n_0 / 24 * sp.sqrt(S.eta_L / S.delta_eta) * E**4 / S.w**4
    )  # fmt: skip
    assert sp.simplify(condition.subs(E, energy)) == 1
    assert sp.simplify(condition.subs(S.n_0, n_0)) == 1
    assert one == 1


def test_the_powers(derived):
    energy, *_ = derived("delocalisation").formula.expression.args
    for symbol, power in (
        (S.n_0, -FIFTH), (S.v_s, -3 * FIFTH), (S.hbar_omega_D, 3 * FIFTH), (S.w, 4 * FIFTH),
        (S.delta_eta, FIFTH / 2),
    ):  # fmt: skip
        assert sp.simplify(symbol * sp.diff(sp.log(energy), symbol)) == power


def test_both_readings_of_the_debye_energy(derived):
    energy, *_ = derived("delocalisation").formula.expression.args
    printed, quantum = derived("delocalisation-energy").formula.expression.args
    for made, factor in ((printed, 1), (quantum, 2)):
        expected = energy.subs(S.hbar_omega_D, factor * S.w / sp.sqrt(S.eta_L))
        assert sp.simplify(made / expected) == 1
    assert sp.simplify((quantum / printed) ** 5) == 8


def test_the_printed_claim():
    printed = SOFT_POTENTIAL.entry("delocalisation-energy").printed
    assert printed.expected is PrintedVerdict.AGREES
    assert printed.form == 3 * S.w and printed.order
    condition = SOFT_POTENTIAL.entry("delocalisation")
    assert condition.expected is Verdict.VERIFIED
    assert condition.printed.expected is PrintedVerdict.AGREES and condition.printed.form == 1


def test_numbers_in_words():
    """E_d by hand, in SI: the fifth power of E_d/w is 24 (delta_eta/eta_L)^(1/2)(omega_D/(2 pi v))³/(n_0 w)."""
    E_d, *_ = SOFT_POTENTIAL.formula("delocalisation").expression
    hbar, k_B = 6.62607015e-34 / 2 / math.pi, 1.380649e-23

    def found(n, v, T):
        fifth = 24 * 10**0.5 * (T * k_B / (2 * math.pi * hbar * v)) ** 3 / (n * 1e13 * 10 * k_B)
        return fifth**0.2

    glasses = [(n, v) for n in (1e33, 1e34) for v in (3e3, 4e3, 5e3)]
    printed = 10 / 0.01**0.5
    as_printed = sorted(found(*glass, printed) for glass in glasses)
    measured = sorted(found(*glass, T) for glass in glasses for T in (300, 400, 500))
    needed = min(n * (found(n, v, T) / 3) ** 5 for n, v in glasses for T in (300, 400, 500))

    def power(name):
        return sp.simplify(name * sp.diff(sp.log(E_d), name))

    where, energy = "delocalisation", "delocalisation-energy"
    shown = f"{energy} survives"
    names = {
        "v": S.v_s,
        "lambda": S.lamda_s,
        "hbar_omega_D": S.hbar_omega_D,
        "omega_D": S.hbar_omega_D / S.hbar,
    }
    width = next(
        line.statement.rhs
        for line in SOFT_POTENTIAL.derivation(where).steps
        if line.statement.has(S.Gamma) and line.statement.lhs == S.Gamma
    )
    assert_tied(
        [where, energy, "width-of-vibrations", "density-above-E_d"],
        (
            (
                "width-of-vibrations statement",
                "the $ power",
                sp.simplify(S.E * sp.diff(sp.log(width), S.E)),
            ),
            (f"{where} statement", "the $ root of", sp.simplify(1 / -power(S.n_0))),
            (f"{where} statement", "inverse $ power", sp.simplify(-1 / power(S.n_0))),
            (f"{energy} statement", "is $ as much", 2),
            (f"{where} statement", "lamda_s^# Gamma(E) n(E) = # of", 3, 1),
            (f"{where} statement", "fifth root of @, v_s being", (E_d / S.w) ** 5),
            (
                f"{where} note",
                "power #, the Debye energy with #, n_0 with # only",
                power(S.v_s),
                power(S.hbar_omega_D),
                power(S.n_0),
            ),
            (f"{where} line 6", "it is #", 1),
            (f"{energy} title", "value #w", 3),
            (f"{energy} statement", "Eq. (11), @, or as", S.w / sp.sqrt(S.eta_L)),
            (f"{energy} statement", "factor @ = #.", sp.Integer(8) ** sp.Rational(1, 5), 8**0.2),
            (
                f"{energy} note",
                "power #: the measured range of n_0, a factor #, is a factor # in",
                power(S.n_0),
                10,
                10**0.2,
            ),
            (f"{energy} note", "E_d = #w lies", 3),
            (f"{energy} note", "above #w, only", 2),
            (shown, "is k_B times # K for w = # K and eta_L = #; with", printed, 10, 0.01),
            (shown, "delta_eta = #, n_0 from #^# to #^# per", 0.1, 10, 33, 10, 34),
            (
                shown,
                "and cm^# and sound of # to # km/s, E_d is # to # w.",
                3,
                3,
                5,
                as_printed[0],
                as_printed[-1],
            ),
            (
                shown,
                "energies, # to # K, it is # to # w, and #w would",
                300,
                500,
                measured[0],
                measured[-1],
                3,
            ),
            (
                shown,
                "above # times #^#, at least # times",
                down(needed / 1e35),
                10,
                35,
                Kept(needed / 1e34, lambda v, _: v // 10 * 10),
            ),
            ("width-of-vibrations statement", "to @.", width),
        ),
        names,
    )
