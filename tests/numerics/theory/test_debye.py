"""Evidence on the Debye energy."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL

S = SOFT_POTENTIAL.symbols
QUANTUM = 2 * S.E_0 * S.eta_L ** sp.Rational(3, 2)


@pytest.mark.slow
def test_the_energies_are_supported(supported):
    (found,) = supported("debye")
    assert found.samples >= 16


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, QUANTUM / 2),
        (0, 2 * S.E_0 * S.eta_L),
        (0, QUANTUM * (1 + sp.Rational(1, 10**6))),
        (1, S.hbar_omega_1 * sp.sqrt(S.eta_L)),
        (1, S.hbar_omega_1 * S.eta_L / 2),
        (2, QUANTUM),
        (2, S.E_0 * S.eta_L**2),
        (3, S.hbar_omega_D * sp.sqrt(S.eta_L) / 2),
        (3, -S.hbar_omega_D * sp.sqrt(S.eta_L)),
    ],
)
def test_wrong_energies_are_refuted(refuted, member, place, wrong):
    refuted("debye", member("debye", place, wrong))


def test_the_printed_energy_agrees_as_what_it_says(printed_verdict):
    printed_verdict("debye")


def test_the_message_names_the_constants(evidence, member):
    (found,) = evidence("debye", member("debye", 0, QUANTUM / 2))
    assert "the quantum" in found.failing and "hbar = " in found.failing
