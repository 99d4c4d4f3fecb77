"""A premise that gives a limit of numbers another value cannot hold."""

from __future__ import annotations

import pytest
from sympy import Limit, Rational, exp, oo, sin

from softpot.derive import Derivation, Quantity, SymbolTable, TheoryError, equal

S = SymbolTable(Quantity("x", "x", "a number"), Quantity("f", "f", "a function", function=True))
x = S.x


def assumed(statement):
    return Derivation("e", "", S, lambda id: None).premise(statement, "assumed")


@pytest.mark.parametrize(
    "statement",
    [
        equal(Limit(sin(x) / x, x, 0), 2),
        equal(Rational(1001, 1000), Limit((1 - exp(-x)) / x, x, 0)),
        equal(Limit(x * sin(1 / x), x, oo), 0),
    ],
    ids=str,
)
def test_a_limit_with_another_value_is_refused(statement):
    with pytest.raises(TheoryError, match="cannot hold"):
        assumed(statement)


@pytest.mark.parametrize(
    "statement",
    [
        equal(Limit(sin(x) / x, x, 0), 1),
        equal(Limit(x * sin(1 / x), x, oo), 1),
        equal(Limit(S.f(x), x, 0), 3),
    ],
    ids=str,
)
def test_a_right_one_is_not(statement):
    assumed(statement)
