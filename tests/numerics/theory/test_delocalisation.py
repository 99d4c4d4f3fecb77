"""Evidence on Eq. (13)."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from derive import SOFT_POTENTIAL
from numerics.theory import delocalisation as evidence_of

S = SOFT_POTENTIAL.symbols
w = S.w


def test_the_energy_is_supported(supported):
    (found,) = supported("delocalisation", 30)
    assert found.digits == 30 and found.samples == 18


def test_an_energy_by_hand():
    """n_0 = 10^33 per erg and cm^3 in cgs, v = 4 km/s, 100 K: 24 sqrt(10) (k T/h v)^3/(n_0 w) = 5.999^5."""
    erg = 1.380649e-16
    fifth = 24 * np.sqrt(10) * (100 * erg / (6.62607015e-27 * 4e5)) ** 3 / (1e33 * 10 * erg)
    glass = evidence_of._typical(10**33, 4000, 10 * evidence_of.TEN)
    assert float(evidence_of._root(glass, 20)) == pytest.approx(fifth**0.2, rel=1e-12)
    assert fifth**0.2 == pytest.approx(5.999, abs=1e-3)


def test_wrong_energies_are_refuted(refuted, member):
    id = "delocalisation"
    energy, n_0 = SOFT_POTENTIAL.formula(id).expression.args
    fifth = sp.Rational(1, 5)
    for place, wrong in (
        (0, energy * 8**fifth),
        (0, energy * (2 * sp.pi) ** (3 * fifth)),  # s/omega in the place of the wavelength
        (0, energy * (S.n_0 / w) ** fifth),
        (0, 3 * w),
        (1, n_0 * S.E_d / w),
        (1, n_0 * S.delta_eta / S.eta_L),
    ):
        refuted(id, member(id, place, wrong))


def test_the_printed_value(supported, printed_verdict, evidence, member):
    found = supported("delocalisation-energy")
    assert [e.factor for e in found] == [1.0, 1.0]
    printed_verdict("delocalisation-energy")
    judged, _ = evidence("delocalisation-energy", member("delocalisation-energy", 0, 3 * w))
    assert judged.factor == pytest.approx(2.376, abs=2e-3)


def test_wrong_readings_are_refuted(refuted, member):
    id = "delocalisation-energy"
    printed, quantum = SOFT_POTENTIAL.formula(id).expression.args
    for place, wrong in ((0, quantum), (1, printed), (0, 2 * printed), (1, -quantum)):
        refuted(id, member(id, place, wrong))
