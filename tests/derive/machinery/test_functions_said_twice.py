"""Premises about functions that no function fulfils, and those that are conditions on the variable in disguise."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Derivative, Integral, cos, exp, sin

from softpot.derive.machinery.conditional import conditional
from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.errors import TheoryError

from .statements import S

x, y, t, a, b, f = S.x, S.y, S.t, S.a, S.b, S.f
p = sp.Function("p", positive=True)
g = sp.Function("g", real=True)

DIFFER = {
    "|x| and x": (equal(f(x), Abs(x)), equal(f(x), x)),
    "with another letter": (equal(f(x), Abs(x)), equal(f(y), y)),
    "at another argument": (equal(f(x), x), equal(f(2 * x), Abs(2 * x))),
    "the other way round": (equal(x, f(x)), equal(f(x), x**3)),
    "a level": (equal(f(x), x**2), equal(f(x), b)),
    "in a conjunction": (sp.And(equal(f(x), sp.sqrt(x**2)), equal(f(x), x), evaluate=False),),
    "where a condition leaves both": (x < 1, equal(f(x), Abs(x)), equal(f(x), x)),
}
AGREE = {
    "one value in two forms": (equal(f(x), sin(x) ** 2), equal(f(x), 1 - cos(x) ** 2)),
    "where a condition makes them one": (x > 0, equal(f(x), Abs(x)), equal(f(x), x)),
    "a value at a point": (equal(f(x), x**2), equal(f(2), 4)),
    "a positive letter": (equal(f(x), Abs(x)), equal(f(a), a)),
    "a parameter": (equal(f(x), b * x), equal(f(0), 0)),
    "a turning point with a name": (equal(f(x), x**2), equal(f(a), b)),
}


def derivation():
    return Derivation("e", "", S, pytest.fail)


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", DIFFER)
def test_values_that_differ_are_refused(name):
    d = derivation()
    with pytest.raises(TheoryError, match="no function is both"):
        for premise in DIFFER[name]:
            d.premise(premise, "assumed")


@pytest.mark.quick(2)
@pytest.mark.parametrize("name", AGREE)
def test_values_that_agree_stand(name):
    d = derivation()
    for premise in AGREE[name]:
        d.premise(premise, "assumed")


def test_a_definition_counts():
    d = derivation()
    d.define(f(x), Abs(x), "the distance")
    with pytest.raises(TheoryError, match="no function is both"):
        d.premise(equal(f(x), x), "assumed")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (p(x) * Abs(x - 5), p(x) * (x - 5)),
        (p(0) * Abs(x - 5), p(0) * (x - 5)),
        (p(x) + Abs(x), p(x) + x),
        (p(x) ** 2 * x**2 + x**2, 0 * x),
        (exp(g(x)) * x, exp(g(x))),
        (f(x) * p(x) * x, f(x) * p(x)),
        ((f(0) + 1) * Abs(x), (f(0) + 1) * x),
    ],
    ids=str,
)
def test_conditions_in_disguise(left, right):
    assert conditional(left, right, x)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f(x), x**2),
        (Derivative(f(x), x), -a * f(x)),
        (x * Derivative(f(x), x), a * f(x)),
        (x**2 * Derivative(f(x), x, x) + x * Derivative(f(x), x) + x**2 * f(x), 0 * x),
        (x * Derivative(f(x), x), x * g(x)),
        (f(x + 1), f(x)),
        (f(x) ** 2, x**2),
        (Integral(f(x + t), (t, 0, 1)), x),
        (a * p(x), a * x**2),
        ((1 + x**2) * p(x), (1 + x**2) * exp(x)),
    ],
    ids=str,
)
def test_what_is_said_of_every_value(left, right):
    assert not conditional(left, right, x)


def test_a_sign_is_a_condition_on_the_variable():
    assert conditional(p(x), x, x)
    assert not conditional(p(x), exp(x), x)
    assert not conditional(p(x), a * x**2 + b, x)


ROOM = equal(f(x), x * g(x))
LEFT = equal(Integral(f(x), (x, -1, 0)), Integral(x * g(x), (x, -1, 0)))


@pytest.mark.parametrize(
    "premises", [(equal(Abs(x), x), ROOM), (equal(f(0) * Abs(x), f(0) * x), ROOM)], ids=str
)
def test_an_equation_that_narrows_the_variable_stops_other_ones(premises):
    d = derivation()
    for premise in premises:
        d.premise(premise, "assumed")
    with pytest.raises(TheoryError, match="was not said of every x"):
        d.step(LEFT, "put in", Identity(where=((f(x), x * g(x)),)))


def test_an_equation_for_another_symbol_stops_none():
    d = derivation()
    d.premise(equal(y, x**2), "a square")
    d.premise(ROOM, "assumed")
    d.step(LEFT, "put in", Identity(where=((f(x), x * g(x)),)))


def test_a_turning_point_does_not_run():
    d = derivation()
    d.premise(equal(f(x), x**2), "the well")
    d.premise(equal(f(a), b), "the turning point")
    with pytest.raises(TheoryError, match="was not said of every a"):
        d.step(
            equal(Integral(f(a), (a, 1, 2)), Integral(b, (a, 1, 2))),
            "put in",
            Identity(where=((f(a), b),)),
        )


n = sp.Symbol("n", integer=True, nonnegative=True)
AT_ONE_PLACE = equal(f(0), 1)


@pytest.mark.parametrize(
    ("premises", "stands"),
    [
        ((AT_ONE_PLACE, equal(f(x), 2)), False),
        ((equal(f(x), 2), AT_ONE_PLACE), False),
        ((equal(f(n + 1), f(n)), AT_ONE_PLACE, equal(f(n), 2)), False),
        ((AT_ONE_PLACE, equal(f(x), cos(x))), True),
        ((equal(f(n + 1), 2 * f(n)), AT_ONE_PLACE, equal(f(n), 2**n)), True),
    ],
    ids=str,
)
def test_the_order_of_premises_does_not_matter(premises, stands):
    """A value at one place is held against what a function is said to be, later or earlier."""
    d = derivation()
    if stands:
        for premise in premises:
            d.premise(premise, "assumed")
    else:
        with pytest.raises(TheoryError, match="contradict each other"):
            for premise in premises:
                d.premise(premise, "assumed")


def test_a_value_that_a_rule_of_growth_contradicts():
    """f(n + 1) = 2f(n) and f(0) = 1 leave no f(1) = 3."""
    n = S.n
    for first, contradicts in ((3, True), (2, False)):
        d = derivation()
        premises = (equal(f(n + 1), 2 * f(n)), equal(f(0), 1), equal(f(1), first))
        if contradicts:
            with pytest.raises(TheoryError, match="contradict each other"):
                for premise in premises:
                    d.premise(premise, "assumed")
        else:
            for premise in premises:
                d.premise(premise, "assumed")
            d.step(equal(f(n), 2**n), "so")
