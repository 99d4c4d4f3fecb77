"""Premises that no point fulfils together are refused, those inherited included; what cannot be tried is told."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import exp, log, sin, sqrt

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.errors import TheoryError

from .statements import S

x, y, t, u, z, a, b, n, f = S.x, S.y, S.t, S.u, S.z, S.a, S.b, S.n, S.f


def derivation(id="e", lookup=pytest.fail):
    return Derivation(id, "", S, lookup)


APART = {
    "a circle of inequalities": (x > y, y > t, t > x),
    "shifted": (x < y, y < x - 1),
    "products": (x * y > 1, x > 0, y < 0),
    "a root of a negative": (equal(y, sqrt(a)), y < 0),
    "out of range": (equal(sin(x), 2),),
    "an exponential": (equal(exp(x), a), equal(y, log(a) - x), y > 1),
    "three equations": (equal(x + y, u), equal(u, t + 1), equal(t, x + y)),
    "beyond its roots": (equal(x**2 + x, 1), x > 2),
    "values of a function": (equal(f(x), x**2), equal(f(2), 5)),
    "names of a sign": (equal(a, x + 1), x < -2),
}
MEET = {
    "a narrow strip": (x > 10, x < sp.Rational(101, 10)),
    "an order": (x > y, y > t, t > u),
    "on a circle": (equal(x**2 + y**2, 1), x > sp.Rational(9, 10)),
    "transcendental": (equal(x, sp.cos(x)),),
    "small beside large": (a < b / 10**6, b < 1),
    "complex": (equal(z**2, -1),),
    "far away": (x > 10**9,),
    "by a quotient": (a / b > 50, b > 3),
    "whole numbers": (equal(n**2, 9), n > 1),
    "a function": (equal(f(x), x**2), y > f(2)),
    "a sign": (equal(a, x + 1), x < 2),
}


@pytest.mark.quick(0)
@pytest.mark.parametrize("name", APART)
def test_premises_without_a_point_are_refused(name):
    d = derivation()
    with pytest.raises(TheoryError, match=r"premise|cannot hold"):
        for premise in APART[name]:
            d.premise(premise, "assumed")


@pytest.mark.quick(3)
@pytest.mark.parametrize("name", MEET)
def test_premises_with_a_point_stand(name):
    d = derivation()
    for premise in MEET[name]:
        d.premise(premise, "assumed")


@pytest.mark.quick(0)
def test_inherited_premises_count():
    one = derivation("one")
    one.premise(x > y, "assumed")
    one.premise(equal(u, x - y), "the distance")
    one.step(equal(2 * u, 2 * (x - y)), "put in", Identity(where=((u, x - y),)))
    made = one.result(2 * (x - y), lhs=2 * u)
    two = derivation("two", {"one": made}.__getitem__)
    two.premise(u < 0, "assumed")
    with pytest.raises(TheoryError, match="no point was found at which the premises hold together"):
        two.uses("one")


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    "known", [equal(sp.Limit(x, x, 0), 0), equal(f(x + 1), u), equal(sp.Integral(x, (x, 0, 1)), u)]
)
def test_what_cannot_be_tried_is_told(known):
    d = derivation()
    d.premise(known, "without numbers here")
    d.premise(y > 1, "assumed")
    d.step(equal((y + 1) ** 2, y**2 + 2 * y + 1), "multiplied out")
    assert [p.statement for p in d.result(y**2 + 2 * y + 1).untried] == [known]
