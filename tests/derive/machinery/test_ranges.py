"""Signs assumed of bound variables, and signs of logarithms."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Integral, Limit, Product, Subs, Sum, exp, log, oo

from softpot.derive import Derivation, GammaIntegral, Quantity, SymbolTable, TheoryError, equal
from softpot.derive.machinery.discharge.definite import sign_of
from softpot.derive.machinery.ranges import refuse_signs_beyond

S = SymbolTable(
    *(Quantity(s, s, "a real number") for s in ("x", "y")),
    *(Quantity(s, s, "a number", assumptions={"positive": True}) for s in ("p", "a")),
    Quantity("n", "n", "a number", assumptions={"integer": True, "positive": True}),
    Quantity("k", "k", "a whole number", assumptions={"integer": True}),
    Quantity("M", "M", "a number", assumptions={"negative": True}),
)
x, y, p, a, n, k, M = (getattr(S, s) for s in "xypankM")


@pytest.mark.parametrize(
    "node",
    [
        Sum(n, (n, k + 200, k + 205)),
        Sum(n, (n, 0, 5)),
        Sum(n, (n, 1, k)),
        Product(n, (n, -3, -1)),
        Integral(p, (p, -1, 1)),
        Integral(p, (p, y, y + 1)),
        Integral(M, (M, -1, 1)),
        Integral(n, (n, 0, 1)),
        Limit(exp(p), p, -oo),
        Limit(exp(n), n, 1),
        Subs(log(p * y), p, -1),
    ],
    ids=str,
)
def test_a_range_beyond_the_assumed_sign_is_refused(node):
    with pytest.raises(TheoryError, match=r"is assumed to be|is a whole number"):
        refuse_signs_beyond(node, "here")
    with pytest.raises(TheoryError, match=r"is assumed to be|is a whole number"):
        Derivation("e", "", S, lambda id: None).premise(equal(x, node), "assumed")


@pytest.mark.parametrize(
    "node",
    [
        Sum(n, (n, 1, oo)),
        Sum(n, (n, a, a + 2)),
        Sum(k, (k, -2, x)),
        Integral(p, (p, 0, oo)),
        Integral(p, (p, a, 2 * a)),
        Integral(M, (M, -oo, 0)),
        Limit(exp(-p), p, 0),
        Limit(exp(-n), n, oo),
        Subs(p**2 + p * y, p, -1),
    ],
    ids=str,
)
def test_a_range_of_the_assumed_sign_is_taken(node):
    refuse_signs_beyond(node, "here")


def test_a_sum_has_not_the_sign_of_its_symbol_alone():
    total = Sum(n, (n, k + 200, k + 205))
    assert total.is_positive  # as SymPy has it; with k = -300 it is -585
    d = Derivation("e", "", S, lambda id: None)
    with pytest.raises(TheoryError, match="n is assumed to be positive"):
        d.step(equal(Integral(exp(-x * total), (x, 0, oo)), 1 / total), "so", GammaIntegral())


def test_signs_of_logarithms():
    assert sign_of(log(1 + p)) == 1
    assert sign_of(log(1 / (1 + p))) == -1
    assert sign_of(log(M)) is None and sign_of(log(-p)) is None
    assert sign_of(log(M - 3)) is None


def test_a_limit_with_the_logarithm_of_a_negative_number_is_refused():
    """At M = -3 the limit is +pi/2."""
    d = Derivation("e", "", S, lambda id: None)
    d.premise(M < -2, "assumed")
    with pytest.raises(TheoryError):
        d.step(equal(Limit(sp.atan(x * log(M)), x, oo), -sp.pi / 2), "so")


def test_a_premise_with_a_limit_as_its_value():
    d = Derivation("e", "", S, lambda id: None)
    statement = equal(x, Limit(exp(y), y, 0))
    assert d.premise(statement, "assumed") == statement
