"""Units: what fits is accepted, what mixes dimensions is refused with both of them in the message."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Derivative, Determinant, Eq, Integral, Limit, Matrix, Piecewise, Subs, Sum, oo

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import equal
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.units import Units, dimension, shown

POSITIVE = {"positive": True}
S = SymbolTable(
    Quantity("E", "E", "energy", "J", assumptions=POSITIVE),
    Quantity("T", "T", "temperature", "K", assumptions=POSITIVE),
    Quantity("k", "k", "Boltzmann constant", "J/K", assumptions=POSITIVE),
    Quantity("m", "m", "mass", "kg", assumptions=POSITIVE),
    Quantity("v", "v", "velocity", "m/s"),
    Quantity("x", "x", "place", "m"),
    Quantity("t", "t", "time", "s"),
    Quantity("y", "y", "a number", "1"),
    Quantity("j", "j", "an index", "1", assumptions={"integer": True, "positive": True}),
    Quantity("r", "r", "path", "m", function=True),
    Quantity("n", "n", "density of states", "1/J", function=True),
    Quantity("q", "q", "a quantity without a unit"),
)
E, T, k, m, v, x, t, y, j = S.E, S.T, S.k, S.m, S.v, S.x, S.t, S.y, S.j
RIGHT = {
    "kinetic energy": equal(E, m * v**2 / 2),
    "a Boltzmann factor": equal(y, sp.exp(-E / (k * T))),
    "zero has every unit": equal(E - k * T, 0),
    "a derivative": equal(v, Derivative(S.r(t), t)),
    "a second derivative": equal(v**2, x * Derivative(S.r(t), (t, 2))),
    "an integral": equal(y, Integral(S.n(E), (E, 0, oo))),
    "a logarithmic derivative": equal(1 / T, Derivative(sp.log(E * T), T)),
    "an order": sp.StrictLessThan(E, k * T),
    "two conditions": sp.And(E > k * T, T > 0),
    "branches": equal(E, Piecewise((k * T, E > k * T), (m * v**2, True))),
    "a sum": equal(E, Sum(E / 2**j, (j, 1, oo))),
    "a symbolic power": equal(x**j * x, x ** (j + 1)),
    "a root": equal(v, sp.sqrt(2 * E / m)),
    "a limit": equal(Limit(x / t, t, 0), v),
    "a value": equal(Subs(x**2, x, v * t), v**2 * t**2),
    "a determinant": equal(Determinant(Matrix([[E, x], [E * y, x]])), E * x),
    "matrices": equal(Matrix([E, x]), Matrix([k * T, v * t])),
    "tuples": equal(sp.Tuple(E, x), sp.Tuple(k * T, v * t)),
}
WRONG = {
    "a sum": (equal(E + T, E), "kg·m²·s⁻²", "K"),
    "an equation": (equal(E, m * v), "kg·m²·s⁻²", "kg·m·s⁻¹"),
    "a number that hides a unit": (equal(E, sp.Integer(3)), "kg·m²·s⁻²", "no unit"),
    "an exponential": (equal(y, sp.exp(-E)), "kg·m²·s⁻²", "no unit"),
    "a logarithm": (equal(y, sp.log(T)), "unit K", "no unit"),
    "a power": (equal(y, 2**x), "unit m", "no unit"),
    "a Bessel function": (equal(y, sp.besselj(0, x)), "unit m", "no unit"),
    "a derivative": (equal(x, Derivative(S.r(t), t)), "unit m and", "m·s⁻¹"),
    "an integral": (equal(E, Integral(S.n(E), (E, 0, oo))), "kg·m²·s⁻²", "no unit"),
    "limits of an integral": (equal(y, Integral(S.n(E), (E, 0, T))), "kg·m²·s⁻²", "unit K"),
    "branches": (equal(E, Piecewise((k * T, y > 0), (T, True))), "kg·m²·s⁻²", "unit K"),
    "a condition": (sp.And(T > 0, E > T), "kg·m²·s⁻²", "unit K"),
    "the point of a limit": (equal(Limit(x, x, y), x), "unit m", "no unit"),
    "a determinant": (equal(Determinant(Matrix([[E, x], [x, E]])), E * x), "kg²·m⁴·s⁻⁴", "m²"),
    "one of a tuple": (equal(sp.Tuple(E, x), sp.Tuple(k * T, v)), "unit m", "m·s⁻¹"),
    "an argument": (equal(S.r(t), S.r(x)), "unit m", "s in that place"),
    "a symbol without a unit": (equal(S.q, y), "q has no unit", "symbol table"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_fits_is_accepted(name):
    Units(S).refuse(RIGHT[name])


@pytest.mark.parametrize("name", WRONG)
def test_what_mixes_dimensions_is_refused_with_both(name):
    statement, *words = WRONG[name]
    with pytest.raises(TheoryError) as refusal:
        Units(S).refuse(statement)
    assert all(word in str(refusal.value) for word in words), str(refusal.value)


@pytest.mark.parametrize("call", ["step", "premise", "limit"])
def test_every_kind_of_line_is_checked(call):
    d = Derivation("e", "", S, pytest.fail)
    with pytest.raises(TheoryError, match=r"e: in the line .*cannot be added"):
        getattr(d, call)(equal(E * (T + 1), E * T + E), "multiplied out")


def test_a_name_has_the_unit_of_its_value():
    d = Derivation("e", "", S, pytest.fail)
    with pytest.raises(TheoryError, match="cannot be compared"):
        d.define(E, m * v, "wrong")


def test_without_units_nothing_is_checked():
    bare = SymbolTable(Quantity("a", "a", "a number"), Quantity("b", "b", "a number", "1"))
    assert not Units(bare).named
    Units(bare).refuse(Eq(bare.a + sp.exp(bare.b), 1, evaluate=False))


def test_a_table_says_that_the_others_are_numbers():
    said = SymbolTable(
        Quantity("a", "a", "a number"), Quantity("b", "b", "a length", "m"), unit="1"
    )
    assert said["a"].unit == "1"
    assert Units(said).of(said.a * said.b) == dimension("m")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("W/(m K)", "kg m s^-3 K^-1"), ("J⁻¹ m⁻³", "1/(J m^3)"), ("eV", "J"), ("kHz", "1/s"), ("N·m", "J"),
        ("mJ/(mol K)", "J mol⁻¹ K⁻¹"), ("cd", "cd"), ("kg**2", "g²"), ("T", "V s/m²"), ("µm/ns", "m/s"),
    ],
)  # fmt: skip
def test_units_are_read(one, other):
    assert dimension(one) == dimension(other)


def test_a_word_that_is_no_unit_counts_for_itself_and_a_number_is_refused():
    assert shown(dimension("apples/s")) == "s⁻¹·apples"
    with pytest.raises(TheoryError, match="only 1 may stand there"):
        dimension("3 m")
    with pytest.raises(TheoryError, match="bracket"):
        dimension("J/(K m")
