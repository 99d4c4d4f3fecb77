"""Symbols that may be infinite are tried there: e + 1 > e is false at e = ∞."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import Derivation, Quantity, SymbolTable, Undischarged, equal

KINDS = {"e": "extended_real", "c": "extended_positive", "r": "real", "p": "positive"}
S = SymbolTable(*(Quantity(s, s, "a number", assumptions={k: True}) for s, k in KINDS.items()))
e, c, r, p = (S.symbol(s) for s in "ecrp")


def above(left, right):
    return sp.Gt(left, right, evaluate=False)


def step(statement, *premises):
    d = Derivation("e", "", S, lambda id: None)
    for premise in premises:
        d.premise(premise, "assumed")
    return d.step(statement, "so")


@pytest.mark.parametrize(
    "statement",
    [above(e + 1, e), above(c + p, c), above(1, sp.tanh(e)), above(c, c - 1)],
    ids=str,
)
def test_a_relation_that_is_false_at_infinity(statement):
    with pytest.raises(Undischarged, match="extended_real"):
        step(statement)


@pytest.mark.parametrize(
    "statement", [above(r + 1, r), above(p + r, r), above(sp.exp(r), 0)], ids=str
)
def test_finite_symbols(statement):
    assert step(statement) == statement


def test_an_equation_that_holds_there_and_a_premise_that_excludes_it():
    quotient = equal((c**2 + c) / c, c + 1)
    assert step(quotient) == quotient
    assert step(above(c + 1, c), c < 5) == above(c + 1, c)
