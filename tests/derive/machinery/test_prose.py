"""Prose: places and formulas must match, and words hold no formulas."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.prose import Prose, prose

x = sp.Symbol("x")


def test_words_and_formulas_in_order():
    made = prose("{a} is twice {b}", a=2 * x, b=x)
    assert made.pieces() == (2 * x, " is twice ", x)
    assert str(made) == "2*x is twice x"
    assert prose("no places").pieces() == ("no places",)
    assert prose("{n} wells", n=2).pieces() == (sp.Integer(2), " wells")
    assert prose(made) is made


def test_a_place_may_come_twice():
    assert prose("{a} and {a}", a=x).pieces() == (x, " and ", x)


@pytest.mark.parametrize(
    ("template", "formulas"),
    [("{a} is {b}", {"a": x}), ("nothing", {"a": x}), ("{a}", {"a": x, "b": x}), ("{}", {})],
)
def test_places_and_formulas_must_match(template, formulas):
    with pytest.raises(TheoryError, match="has the places"):
        prose(template, **formulas)


@pytest.mark.parametrize("words", ["η is small", "x² is even", "α → 0", "tab\x80"])
def test_formulas_belong_in_places(words):
    with pytest.raises(TheoryError, match="formulas belong in"):
        prose(words)


def test_typographic_signs_are_words():
    assert str(prose("Il’in – “a well”, 3 §")) == "Il’in – “a well”, 3 §"


def test_prose_is_a_value():
    assert prose("{a}", a=x) == Prose("{a}", (("a", x),))
    assert hash(prose("{a}", a=x)) == hash(prose("{a}", a=x))
