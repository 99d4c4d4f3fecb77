"""Evidence on the typical parameters."""

from __future__ import annotations

import pytest
import sympy as sp
from scipy import constants

from softpot.derive.theory import SOFT_POTENTIAL
from softpot.numerics.theory import parameters

S = SOFT_POTENTIAL.symbols
w, E_0, a, m, hbar = S.w, S.E_0, S.a, S.m, S.hbar
QUARTER = sp.Rational(1, 4)
KINETIC = hbar**2 / (2 * m * a**2)


def test_the_constants_of_nature():
    """SciPy's tables; the atomic mass unit changes in its tenth digit with the year of the table."""
    assert float(parameters.PLANCK) == constants.h
    assert float(parameters.CHARGE) == constants.e
    assert float(parameters.BOLTZMANN) == constants.k
    assert float(parameters.ATOMIC_MASS) == pytest.approx(constants.atomic_mass, rel=1e-8)
    assert float(parameters.ANGSTROM) == constants.angstrom


@pytest.mark.slow
def test_the_mass_is_supported(supported):
    (found,) = supported("typical-mass")
    row = found.table.rows[1]
    # hbar²/(2 u angstrom²) = 2.0900 meV, so 2.0900e-3 sqrt(10)/(8.61733e-4)^1.5 atomic mass units
    assert float(row[1]) == pytest.approx(2.09008e-3 * 10**0.5 / 8.61733e-4**1.5, rel=1e-3)
    assert float(row[3]) == pytest.approx((8.61733e-4 * 10) ** 0.5, rel=1e-3)
    assert float(row[4]) == pytest.approx((10 / 8.61733e-5) ** 0.25 * 10**0.75, rel=1e-3)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, hbar**2 * sp.sqrt(E_0) / (a**2 * w ** sp.Rational(3, 2))),
        (0, hbar**2 * E_0 / (2 * a**2 * w**2)),
        (1, w / E_0),
        (2, sp.sqrt(w * E_0) / 2),
        (3, 2 * E_0**QUARTER * w ** (3 * QUARTER)),
        (3, sp.sqrt(E_0 * w)),
    ],
)
def test_wrong_inversions_are_refuted(refuted, member, place, wrong):
    refuted("typical-mass", member("typical-mass", place, wrong))


def test_the_typical_values(supported, printed_verdict):
    found = supported("typical-parameters")
    factors = [e.factor for e in found if e.factor is not None]
    # for 100 atomic mass units: 0.01279, 18.97 K, 0.1279 eV, 167.8 K
    assert factors == pytest.approx(
        [0.01 / 0.01279, 10 / 18.97, 0.3 / 0.1279, 400 / 167.8], rel=5e-3
    )
    printed_verdict("typical-parameters")


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, sp.cbrt(KINETIC / E_0) * 2),
        (1, KINETIC),
        (2, E_0 * sp.sqrt(KINETIC / E_0)),
        (3, 2 * sp.sqrt(E_0 * KINETIC)),
    ],
)
def test_wrong_parameters_are_refuted(refuted, member, place, wrong):
    refuted("typical-parameters", member("typical-parameters", place, wrong))
