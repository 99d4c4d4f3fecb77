"""A limit in a complex variable is one from all directions: conj(z)/z has none at 0."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import ContinuousLimit, LeadingTerms, equal
from softpot.derive.machinery.errors import TheoryError, Undischarged

from .statements import S

x, z = S.x, S.z
i, oo = sp.I, sp.oo

NONE = [  # function, point, side, the value along the real line
    (sp.conjugate(z) / z, 0, "+-", 1),
    (sp.conjugate(i * z) / (i * z), 0, "+-", -1),
    (sp.re(z) / z, 0, "+-", 1),
    (sp.im(z) / z, 0, "+-", 0),
    (sp.Abs(z) / z, 0, "+", 1),
    (sp.exp(-1 / z**2), 0, "+-", 0),
    (1 / z**2, 0, "+-", oo),
    (sp.exp(-z), oo, "-", 0),
    (sp.sign(z), 0, "+", 1),
]
SOME = [
    (sp.sin(z) / z, 0, "+-", 1),
    ((sp.exp(z) - 1 - z) / z**2, 0, "+-", sp.Rational(1, 2)),
    (sp.log(1 + z) / z, 0, "+-", 1),
    ((z**2 - 1) / (z - 1), 1, "+-", 2),
    (z / sp.sqrt(4 + z), 0, "+-", 0),
    (sp.cos(z), i, "+-", sp.cosh(1)),
]


@pytest.mark.quick(4)
@pytest.mark.parametrize(("f", "point", "side", "value"), NONE, ids=str)
def test_the_real_line_alone_gives_no_limit(f, point, side, value):
    limit = equal(sp.Limit(f, z, point, side), value)
    with pytest.raises(Undischarged, match="z is complex here: declare it real"):
        LeadingTerms()(limit)
    with pytest.raises((Undischarged, TheoryError)):
        Derivation("e", "", S, pytest.fail).step(limit, "along the real line")


@pytest.mark.quick(2)
@pytest.mark.parametrize(("f", "point", "side", "value"), SOME, ids=str)
def test_what_is_meromorphic_has_its_limit(f, point, side, value):
    Derivation("e", "", S, pytest.fail).step(equal(sp.Limit(f, z, point, side), value), "from all")


def test_a_part_of_a_complex_number_is_continuous():
    ContinuousLimit()(equal(sp.Limit(z * sp.Abs(z) + 1, z, 0, "+-"), 1))


@pytest.mark.parametrize("f", [sp.conjugate(z) / z, sp.re(z) / z, sp.Abs(z) / z], ids=str)
def test_numbers_are_taken_from_several_directions(f):
    with pytest.raises(Undischarged, match=r"refuted by numbers.*directions"):
        d = Derivation("e", "", S, pytest.fail)
        d.step(equal(sp.Limit(f, z, 0, "+-"), 1), "seen on the line only")
