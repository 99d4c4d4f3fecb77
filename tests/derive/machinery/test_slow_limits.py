"""Limits that tend to 0 slowly are not refuted by how far from 0 they still are; values they do not have are."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import Derivation, Quantity, SymbolTable, TheoryError, Undischarged, equal

T = SymbolTable(
    Quantity("x", "x", "a real number"),
    Quantity("a", "a", "a positive number", assumptions={"positive": True}),
)
x, a = T.x, T.a


def derivation() -> Derivation:
    def nothing(name: str) -> Derivation:
        raise TheoryError(name)

    return Derivation("limits", "", T, nothing)


SLOW = [  # each below x^(−1/2) log x at infinity, or the like at 0
    (sp.log(x) / x**a, sp.oo),
    (1 / x**a, sp.oo),
    (sp.sin(x) / x**a, sp.oo),
    (x**a, 0),
    (x ** sp.Rational(3, 5) * sp.log(x), 0),
]


@pytest.mark.parametrize(("f", "point"), SLOW, ids=str)
def test_a_slow_limit_of_zero_holds(f: sp.Expr, point: sp.Expr) -> None:
    derivation().step(equal(sp.Limit(f, x, point), 0), "a limit")


@pytest.mark.quick(2)
@pytest.mark.parametrize(("f", "point"), SLOW, ids=str)
@pytest.mark.parametrize("wrong", [sp.Rational(1, 1000), sp.Integer(1)], ids=str)
def test_another_value_is_refuted_by_numbers(f: sp.Expr, point: sp.Expr, wrong: sp.Expr) -> None:
    with pytest.raises(Undischarged):
        derivation().step(equal(sp.Limit(f, x, point), wrong), "a limit")


@pytest.mark.parametrize(
    ("f", "point"),
    [(1 + 1 / x, sp.oo), (sp.sin(x) / x, 0), (sp.exp(-1 / x**a) + sp.Rational(1, 10**5), 0)],
    ids=str,
)
def test_a_limit_that_is_not_zero_is_not_taken_for_zero(f: sp.Expr, point: sp.Expr) -> None:
    with pytest.raises(Undischarged, match=r"refuted by numbers|not an identity"):
        derivation().step(equal(sp.Limit(f, x, point), 0), "a limit")
