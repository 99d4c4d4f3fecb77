"""Rises and Apart: strict inequalities, with statements that are false, nearly false or not shown."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy as sp

from softpot.derive.machinery.discharge import Apart, Bracket, Rises, equal
from softpot.derive.machinery.discharge.signs import enclosed
from softpot.derive.machinery.errors import Undischarged

z = sp.Symbol("z", positive=True)
a = sp.Symbol("a", positive=True)
R = sp.Rational


def refused(method, statement):
    with pytest.raises(Undischarged):
        method(statement)


def less(p, q):
    return sp.StrictLessThan(p, q, evaluate=False)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("larger", "smaller", "order"),
    [
        (sp.sinh(z), z, 2),
        (sp.cosh(z), 1 + z**2 / 2, 3),
        (sp.exp(z), 1 + z, 2),
        (z + z**2 + z**3, z, 2),
        (z * sp.cosh(z), sp.sinh(z), 1),
    ],
    ids=str,
)
def test_rises(larger, smaller, order):
    assert "positive" in Rises(z, order)(sp.StrictGreaterThan(larger, smaller, evaluate=False))
    assert Rises(z, order)(less(smaller, larger))
    refused(Rises(z, order), less(larger, smaller))
    refused(Rises(z, order), sp.GreaterThan(larger, smaller, evaluate=False))
    refused(Rises(z, order), less(smaller, R(7, 8) * larger))
    refused(Rises(z, order), less(R(9, 8) * smaller, larger))
    refused(Rises(z, order), less(smaller, -larger))
    refused(Rises(z, order), equal(larger, smaller))


@pytest.mark.quick(4)
@pytest.mark.parametrize(
    ("larger", "smaller", "order"),
    [
        (sp.sinh(z), z + z**3 / 6 + z**5 / 100, 3),  # false from some z on
        (z, sp.sinh(z), 2),
        (sp.exp(z), 1 + z + z**2, 2),
        (z**2, z**3, 2),
        (sp.log(z), 0 * z, 1),  # not continuous at 0
        (1 / z, z, 1),
        (a * z, z, 1),  # another symbol
        (sp.sqrt(z), z, 1),
        (z, sp.sin(z), 1),  # true, and its derivative is not positive throughout
    ],
    ids=str,
)
def test_rises_refuses(larger, smaller, order):
    refused(Rises(z, order), sp.StrictGreaterThan(larger, smaller, evaluate=False))


def test_rises_wants_as_many_derivatives_as_the_sides_touch():
    for order in (0, 1, 5):
        refused(Rises(z, order), sp.sinh(z) > z)


NUMBERS = [
    sp.pi,
    sp.pi**-6 * 21,
    sp.exp(3),
    sp.exp(R(1, 10**6)),
    sp.exp(-R(7, 2)) * 3,
    sp.sqrt(2) * sp.exp(50),
    R(2, 3) ** R(-5, 8),
    -(sp.pi**3) + R(31, 10),
    (sp.pi - 4) ** 2,
    (sp.pi - 4) ** 3,
    (3 - sp.pi) ** -1 * 0 + sp.exp(sp.pi),
    R(-22, 7),
]


@pytest.mark.parametrize("number", NUMBERS, ids=str)
@pytest.mark.parametrize("digits", [10, 40])
def test_intervals_contain_the_number(number, digits):
    """mpmath's value to 120 digits lies inside, and the interval is narrow."""
    low, high = enclosed(number, digits)
    with mpmath.workdps(120):
        value = mpmath.mpf(sp.N(number, 120))
        ends = [mpmath.mpf(v.numerator) / v.denominator for v in (low, high)]
        assert ends[0] <= value <= ends[1]
        assert ends[1] - ends[0] < abs(value) * mpmath.mpf(10) ** -digits
    assert isinstance(low, (int, Fraction))


def test_apart():
    assert Apart()(less(sp.pi, R(22, 7)))
    assert Apart()(less(R(333, 106), sp.pi))
    assert Apart()(sp.And(less(R(223, 71), sp.pi), less(sp.pi, R(22, 7))))
    near = R(31415926535897932384626433832795028841971693993751, 10**49)
    assert Apart()(less(near, sp.pi))
    refused(Apart(20), less(near, sp.pi))  # true, but not at so few digits
    refused(Apart(), less(near + R(1, 10**49), sp.pi))
    refused(Apart(), less(sp.pi, R(333, 106)))
    refused(Apart(), less(sp.sqrt(2) * sp.sqrt(3), sp.sqrt(6) + 0 * sp.pi))
    refused(Apart(), sp.And(less(R(223, 71), sp.pi), less(sp.pi, 3)))


@pytest.mark.parametrize(
    "number",
    [z, sp.sin(1), sp.log(2), sp.sqrt(sp.pi - 4), (sp.pi - 4) ** -1, sp.I, sp.oo, 2**sp.pi],
    ids=str,
)
def test_apart_refuses_what_it_does_not_know(number):
    refused(Apart(), less(number, 10**9))
    refused(Apart(), less(-(10**9), number))


def test_apart_wants_a_strict_inequality():
    refused(Apart(), sp.LessThan(sp.pi, 4, evaluate=False))
    refused(Apart(), equal(sp.pi, 3))


def test_apart_puts_in_what_it_is_told():
    assert Apart(where=((a, sp.pi),))(less(a, R(22, 7)))
    refused(Apart(where=((a, sp.pi),)), less(a, R(333, 106)))
    refused(Apart(), less(a, R(22, 7)))


def bracket(low, high):
    return sp.And(less(low, z), less(z, high))


# f' = p/q^2 with p and q that vanish at 0, as Rises wants them
WAVE = z * sp.cosh(z / 2) / sp.sinh(z / 2) - 5
PLACE = (R(49281, 10**4), R(49282, 10**4))


WIDTH, NUMERATOR, ROOT = R(1, 10**4), (sp.sinh(z) - z) / 2, sp.sinh(z / 2)


def wave(width=WIDTH, numerator=NUMERATOR, order=2, root=ROOT, f=WAVE):
    return Bracket((f,), z, (numerator, order), (root, 1), width)


@pytest.mark.quick(0)
def test_bracket():
    """4.928119... is the zero of z coth(z/2) - 5, by 5 tanh(z/2) iterated."""
    assert "increases" in wave()(bracket(*PLACE))
    for low, high in (
        (PLACE[0] - R(1, 10**4), PLACE[0]),
        (PLACE[1], PLACE[1] + R(1, 10**4)),
        PLACE[::-1],
        (PLACE[0], PLACE[0]),
        (R(7, 8) * PLACE[0], PLACE[1]),
        (PLACE[0], R(9, 8) * PLACE[1]),
        (-PLACE[0], PLACE[1]),
        (sp.sqrt(24), PLACE[1]),
        (a, PLACE[1]),
    ):
        refused(wave(), bracket(low, high))
    refused(wave(), less(PLACE[0], z))
    refused(wave(), sp.And(less(PLACE[0], z), less(z, PLACE[1]), less(z, 9)))
    refused(wave(), sp.And(less(PLACE[0], z), less(z**2, PLACE[1])))
    refused(wave(), equal(z, PLACE[0]))


def test_bracket_wants_an_increasing_function_and_its_derivative():
    refused(wave(numerator=(sp.sinh(z) - z) / 3), bracket(*PLACE))
    refused(wave(order=1), bracket(*PLACE))
    refused(wave(f=-WAVE), bracket(*PLACE))
    refused(wave(f=WAVE + 1), bracket(*PLACE))
    refused(wave(f=WAVE.subs(z, a)), bracket(*PLACE))
    refused(wave(root=sp.cosh(z / 2)), bracket(*PLACE))
    # a zero that is not the only one: (z - 1)(z - 2) falls before it rises
    several = z**2 - 3 * z + 2
    refused(Bracket((several,), z, (2 * z - 3, 1), (z, 1), R(1, 2)), bracket(R(9, 5), R(11, 5)))
    # a jump is no zero: the same derivative, and a step of SymPy's sign that hides from it
    refused(wave(f=WAVE + sp.Heaviside(z - 5)), bracket(*PLACE))
    refused(wave(f=WAVE - sp.atan(1 / (z - 5)) + sp.atan(z - 5)), bracket(*PLACE))
