"""Typical parameters."""

from __future__ import annotations

import math

import pytest
import sympy as sp

from softpot.derive import Verdict
from softpot.derive.theory import SOFT_POTENTIAL

from .words import Kept, assert_tied, rough

S = SOFT_POTENTIAL.symbols
ETA_L = sp.cbrt(S.hbar**2 / (2 * S.m * S.a**2 * S.E_0))


@pytest.mark.slow
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


def test_numbers_in_words():
    """In SI units, with constants typed here."""
    h, k_B, e, unit = 6.62607015e-34, 1.380649e-23, 1.602176634e-19, 1.66053906660e-27
    hbar, E_0, w = h / 2 / math.pi, 10 * e, 10 * k_B
    mass = hbar**2 * E_0**0.5 / (2 * 1e-20 * w**1.5) / unit
    eta_L = (w / E_0) ** 0.5
    debye = E_0 * eta_L**1.5 / k_B
    of_debye = [((T * k_B) ** 4 / E_0) ** (1 / 3) / k_B for T in (300, 500)]
    of_quantum = [v / 2 ** (4 / 3) for v in of_debye]
    light = (hbar**2 / (2 * 100 * unit * 1e-20 * E_0)) ** (1 / 3)
    factors = [
        max(a / b, b / a)
        for a, b in (
            (light, 0.01), (E_0 * light**2, w), (E_0 * light, 0.3 * e), (E_0 * light**1.5, 400 * k_B),
        )
    ]  # fmt: skip
    assert max(factors) < 3 and 0.1 <= E_0 * light / e < 1 and 100 <= E_0 * light**1.5 / k_B < 1000
    note = "typical-mass note"
    energies = SOFT_POTENTIAL.formula("debye").expression
    quantum = energies[0] / energies[2]
    assert_tied(
        ["typical-mass", "typical-parameters"],
        (
            (note, "which is $ that energy", quantum),
            (
                "typical-mass statement",
                "mass is @; eta_L",
                SOFT_POTENTIAL.formula("typical-mass").expression[0],
            ),
            (
                note,
                "E_0 = # eV, a = # angstrom and w = k_B times # K the mass is #",
                10,
                1,
                10,
                mass,
            ),
            (note, "eta_L is #, w/eta_L is # eV, and", eta_L, E_0 * eta_L / e),
            (note, "is k_B times # K. The", debye),
            (note, "of k_B times # K to # K, with", 300, 500),
            (note, "w from # K to # K, or from # K to # K if", *of_debye, *of_quantum),
            (
                "typical-parameters statement",
                "E_0 = # eV, a = # angstrom and m = # atomic",
                10,
                1,
                100,
            ),
            ("typical-parameters statement", "order #, w", rough(light)),
            (
                "typical-parameters statement",
                "k_B times # K, w/eta_L",
                Kept(E_0 * light**2 / k_B, lambda v, _: 10 ** round(math.log10(v))),
            ),
            (
                "typical-parameters note",
                "factor # when",
                Kept(max(factors), lambda v, _: math.ceil(v)),
            ),
            ("typical-parameters note", "has # atomic", 100),
            (
                "typical-parameters note",
                "w = # K and eta_L = # belong to a Debye energy of # K",
                10,
                0.01,
                10 / 0.01**0.5,
            ),
            ("typical-parameters note", "quantum of # K", 2 * 10 / 0.01**0.5),
            (
                "typical-parameters survives",
                "E_0 = # eV, a = # angstrom, w = k_B times # K",
                10,
                1,
                10,
            ),
        ),
    )
