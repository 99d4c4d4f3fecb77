"""Evidence on Eq. (13)."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import delocalisation as evidence_of

S = SOFT_POTENTIAL.symbols
w = S.w


@pytest.mark.slow
def test_the_energy_is_supported(supported):
    (found,) = supported("delocalisation", 30)
    assert found.digits == 30 and found.samples == 27


def test_an_energy_by_hand():
    """n_0 = 10^33 per erg and cm^3 in cgs, v = 4 km/s, 100 K: 24 sqrt(10) (k T/h v)^3/(n_0 w) = 5.999^5."""
    erg = 1.380649e-16
    fifth = 24 * np.sqrt(10) * (100 * erg / (6.62607015e-27 * 4e5)) ** 3 / (1e33 * 10 * erg)
    glass = evidence_of._typical(10**33, 4000, 10 * evidence_of.TEN)
    assert float(evidence_of._root(glass, 20)) == pytest.approx(fifth**0.2, rel=1e-12)
    assert fifth**0.2 == pytest.approx(5.999, abs=1e-3)


@pytest.mark.slow
def test_wrong_energies_are_refuted(refuted, member):
    id = "delocalisation"
    energy, n_0, _ = SOFT_POTENTIAL.formula(id).expression.args
    fifth = sp.Rational(1, 5)
    for place, wrong in (
        (0, energy * 8**fifth),
        (0, energy * (2 * sp.pi) ** (3 * fifth)),  # s/omega in the place of the wavelength
        (0, energy * (S.n_0 / w) ** fifth),
        (0, 3 * w),
        (1, n_0 * S.E_d / w),
        (1, n_0 * S.delta_eta / S.eta_L),
        (2, sp.Integer(2)),
    ):
        refuted(id, member(id, place, wrong))


@pytest.mark.slow
def test_the_printed_value(supported, printed_verdict, evidence, member):
    exact, typical = supported("delocalisation-energy", 20)
    assert exact.digits == 20 and exact.samples == 6
    assert typical.over_range and typical.spread == (1.0, 1.0)
    printed_verdict("delocalisation")
    printed_verdict("delocalisation-energy")
    _, judged = evidence("delocalisation-energy", member("delocalisation-energy", 0, 3 * w))
    # 5.999 for n_0 = 10^33 and 4 km/s, by hand below; E_d goes as n_0^(-1/5) v^(-3/5)
    ends = 5.999 * 0.8**0.6 / 10**0.2, 5.999 * (4 / 3) ** 0.6
    assert judged.spread == pytest.approx([e / 3 for e in ends], abs=1e-3)  # no row reaches 3w
    assert judged.spread[0] > 1.05


@pytest.mark.slow
def test_wrong_readings_are_refuted(refuted, member):
    id = "delocalisation-energy"
    printed, quantum = SOFT_POTENTIAL.formula(id).expression.args
    for place, wrong in ((0, quantum), (1, printed), (0, 2 * printed), (1, -quantum)):
        refuted(id, member(id, place, wrong))
