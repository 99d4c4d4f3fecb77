"""Quantities with units into compiled formulas and out of them, against values worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from softpot import Formula, Quantity, SymbolTable, compiled

pint = pytest.importorskip("pint")
ureg = pint.UnitRegistry()
exactly = pint.UnitRegistry(non_int_type=Fraction)

POSITIVE = {"positive": True}
S = SymbolTable(
    Quantity("m", "m", "mass", "kg", assumptions=POSITIVE),
    Quantity("v", "v", "velocity", "m/s"),
    Quantity("E", "E", "energy", "meV"),
    Quantity("T", "T", "temperature", "K", assumptions=POSITIVE),
    Quantity("k", "k", "Boltzmann's constant", "J/K", assumptions=POSITIVE),
    Quantity("n", "n", "a number", "1"),
    Quantity("N", "N", "holes", "holes"),
)
KINETIC = Formula("kinetic", S.m * S.v**2 / 2, S)
WEIGHT = Formula("weight", sp.exp(-S.E / (S.k * S.T)), S)


@pytest.mark.parametrize("backend", ["numpy", "mpmath", "arb"])
def test_a_derived_unit(backend):
    found = compiled(KINETIC, backend)(m=ureg.Quantity(2, "g"), v=ureg.Quantity(3, "km/s"))
    assert found.dimensionality == ureg.J.dimensionality
    assert float(found.to("J").magnitude) == pytest.approx(9000, rel=1e-14)
    assert float(found.to("kJ").magnitude) == pytest.approx(9, rel=1e-14)


def test_arrays():
    found = compiled(KINETIC, "numpy")(m=2 * ureg.kg, v=ureg.Quantity(np.array([1, 2, 3]), "cm/s"))
    assert found.check("[energy]")
    np.testing.assert_allclose(found.to("erg").magnitude, [1e3, 4e3, 9e3], rtol=1e-14)


def test_no_unit_is_left():
    # 1 meV/(k · 10 K) = 1.602176634e-22/1.380649e-22 = 1.160451812155008
    found = compiled(WEIGHT, "numpy")(E=1 * ureg.meV, k=1 * ureg.boltzmann_constant, T=10 * ureg.K)
    assert found.dimensionless
    assert found.magnitude == pytest.approx(0.31334457600746620, rel=1e-14)
    energies = compiled(WEIGHT, "mpmath", 30)(
        E=exactly.Quantity(1, "meV"),
        k=exactly.Quantity(1, "boltzmann_constant"),
        T=exactly.Quantity(10, "K"),
    )
    wanted = sp.N(sp.exp(-sp.Rational("1.602176634e-22") / sp.Rational("1.380649e-22")), 40)
    assert abs(sp.Float(str(energies.magnitude), 40) - wanted) < 1e-30


def test_a_fractional_power_and_a_number():
    found = compiled(Formula("root", S.n * sp.sqrt(S.m), S), "numpy")(n=3, m=4 * ureg.g)
    assert found.magnitude == pytest.approx(3 * np.sqrt(0.004), rel=1e-14)
    assert (found**2).check("[mass]")


def test_members_of_a_tuple_and_truths():
    both = Formula("both", sp.Tuple(S.m * S.v, S.v > 0), S)
    momentum, ahead = compiled(both, "mpmath")(m=2 * ureg.kg, v=3 * ureg.m / ureg.s)
    assert momentum == 6 * ureg.kg * ureg.m / ureg.s
    assert ahead is True


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"m": 2 * ureg.kg, "v": 3 * ureg.kg}, r"\(\[length\] / \[time\]\), and .* kilogram \(\[mass\]\) was"),
        ({"m": 2 * ureg.kg, "v": 3 * ureg.Unit("") * 1}, r"v has the unit m·s⁻¹ .* dimensionless \(no dimension\)"),
        ({"m": 2 * ureg.kg, "v": 3}, r"v has the unit m·s⁻¹, and a number without one"),
        ({"m": 2 * ureg.kg, "v": exactly.Quantity(3, "m/s")}, r"2 registries"),
    ],
)  # fmt: skip
def test_refusals(given, said):
    with pytest.raises(ValueError, match=said):
        compiled(KINETIC)(**given)


def test_what_cannot_be_scaled():
    rest = {"E": 1 * ureg.meV, "k": 1 * ureg.boltzmann_constant}
    with pytest.raises(ValueError, match="degree_Celsius, whose zero is no zero"):
        compiled(WEIGHT, "numpy")(T=ureg.Quantity(10, "degC"), **rest)
    with pytest.raises(ValueError, match="too coarse for 30 digits"):
        compiled(WEIGHT, "mpmath", 30)(T=10 * ureg.K, **rest)
    with pytest.raises(ValueError, match="up to 40 digits, not 50"):
        compiled(KINETIC, "mpmath", 50)(m=2 * ureg.kg, v=3 * ureg.m / ureg.s)
    with pytest.raises(ValueError, match="holes of the symbol table is none of the registry's"):
        compiled(Formula("holes", S.N, S))(N=2 * ureg.kg)
    with pytest.raises(ValueError, match="assumed positive"):
        compiled(KINETIC)(m=-2 * ureg.kg, v=3 * ureg.m / ureg.s)


def test_numbers_stay_numbers():
    assert compiled(KINETIC, "numpy")(m=2, v=3) == 9.0
