"""A stated form that differs from the derived one is found by its values; one that is written otherwise stands."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    Heaviside,
    Integral,
    KroneckerDelta,
    Max,
    Min,
    Rational,
    Sum,
    Tuple,
    ceiling,
    cos,
    cosh,
    erf,
    exp,
    floor,
    frac,
    log,
    oo,
    sin,
    sqrt,
    tanh,
)  # fmt: skip

from softpot.derive.machinery.derivation import Derivation
from softpot.derive.machinery.discharge import Identity, equal
from softpot.derive.machinery.printed import stated_otherwise
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.theory import SOFT_POTENTIAL

S = SymbolTable(*(Quantity(n, n, "a number", "1") for n in ("x", "y")))
x, y = S.x, S.y


@pytest.fixture
def square():
    d = Derivation("square", "", S, pytest.fail)
    d.define(y, x**2, "a name")
    d.step(equal(sqrt(y), Abs(x)), "put in", Identity(where=((y, x**2),)))
    return d.result(Abs(x), lhs=sqrt(y))


@pytest.mark.parametrize("form", [Abs(x), sqrt(x**2), sqrt(y), Abs(-x)])
def test_forms_of_the_same_value_stand(square, form):
    assert stated_otherwise(square.formula.with_expression(form), square) == ""


@pytest.mark.parametrize("form", [x, -Abs(x), 2 * Abs(x), x**2, Abs(x) + Rational(1, 10**6), y])
def test_others_are_found_with_the_point_and_both_values(square, form):
    said = stated_otherwise(square.formula.with_expression(form), square)
    assert said.startswith("at x = ") and "the left side is" in said and "the right side" in said


@pytest.mark.parametrize("rest", [(x - 2) * (3 * x - 1) / 10**12, Rational(1, 10**40)])
def test_a_form_that_differs_by_little_is_found(square, rest):
    """Evidence at x = 2 and 1/3 would miss the first, and thirty digits the second."""
    said = stated_otherwise(square.formula.with_expression(Abs(x) + rest), square)
    assert "and they differ by" in said
    assert stated_otherwise(square.formula.with_expression(Abs(x) + rest - rest), square) == ""


def test_a_form_that_differs_beyond_all_digits_is_found():
    rest = (x - 1) * (2 * x - 1) / Rational(10) ** 90
    plain = Derivation("plain", "", S, pytest.fail)
    plain.step(equal((x + 1) ** 2 - 2 * x - 1, x**2), "multiplied out")
    derived = plain.result(x**2)
    made = derived.formula.with_expression(x**2 + rest)
    assert "is not 0" in stated_otherwise(made, derived)
    assert stated_otherwise(made.with_expression((x - 1) * (x + 1) + 1), derived) == ""


@pytest.mark.quick(2)
@pytest.mark.parametrize("id", ["invariants", "scaling", "debye"])
def test_printed_forms_of_the_paper_stand_and_others_do_not(id):
    derived = SOFT_POTENTIAL.derivation(id)
    stated = SOFT_POTENTIAL.entry(id).printed.put_in(derived.formula)
    assert stated_otherwise(stated, derived) == ""
    members = stated.expression.args if isinstance(stated.expression, Tuple) else ()
    wrong = Tuple(members[0] * 2, *members[1:]) if members else 2 * stated.expression
    assert stated_otherwise(derived.formula.with_expression(wrong), derived)


P = SymbolTable(
    Quantity("p", "p", "a number", "1", assumptions={"positive": True}),
    Quantity("n", "n", "a number", "1", assumptions={"integer": True, "nonnegative": True}),
)
p, n = P.p, P.n
FAR = 10**20


@pytest.fixture
def plain():
    d = Derivation("plain", "", P, pytest.fail)
    for s in (p, n):
        d.step(equal((s + 1) ** 2 - 2 * s - 1, s**2), "multiplied out")
    return d


@pytest.mark.parametrize(
    "form",
    [
        p**2 + floor(p / FAR),
        p**2 + ceiling(p / FAR) - 1,
        p**2 + frac(p / FAR) - p / FAR,
        p * Min(p, FAR),
        p * Max(p, Rational(1, FAR**2)),
        p**2 + Heaviside(p - FAR**2),
        p**2 * sqrt((p - FAR) ** 2) / (FAR - p),
        p**2 + exp(-(10**9) - p),
        p**2 * tanh(FAR * p),
        p**2 * erf(FAR * (p + 1)),
        p**2 + Integral(exp(-(y**2)), (y, p + 1000, oo)),
        p**2 * Sum(Rational(1, 2) ** n, (n, 1, 300)),
        sqrt(p**4 + Rational(1, FAR**4)),
        n**2 + 15 * KroneckerDelta(n**2, 77**2),
    ],
    ids=str,
)
def test_forms_that_differ_far_away_or_by_next_to_nothing_are_found(plain, form):
    result = plain.result(n**2 if form.has(n) and not form.has(p) else p**2)
    assert stated_otherwise(result.formula.with_expression(form), result)


@pytest.mark.parametrize(
    "form",
    [
        p * floor(p) + p * frac(p),
        p * Max(p, 0),
        p**2 * (1 - tanh(FAR * p) ** 2) * cosh(FAR * p) ** 2,
        p**2 * sin(p) ** 2 + p**2 * cos(p) ** 2,
        sqrt(p**4),
        exp(2 * log(p)),
    ],
    ids=str,
)
def test_forms_that_are_equal_stand(plain, form):
    result = plain.result(p**2)
    assert stated_otherwise(result.formula.with_expression(form), result) == ""
