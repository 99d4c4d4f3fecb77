"""Long decimals of an article: cut, never rounded, and only there."""

from __future__ import annotations

import sympy as sp

from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.reports.machinery.htmlwording import HtmlWording
from softpot.reports.machinery.texwording import TexWording

S = SymbolTable(Quantity("x", "x", "a number"))
LONG = sp.Eq(S.x**2, sp.Rational("2.71828182999999999999"), evaluate=False)


def test_an_article_cuts_and_says_so() -> None:
    assert TexWording(S).formula(LONG, whole=False) == r"x^{2} = 2.71828182\ldots"
    assert "<mn>2.71828182…</mn>" in HtmlWording(S).display(LONG, whole=False)


def test_a_supplement_prints_all() -> None:
    assert TexWording(S).formula(LONG) == "x^{2} = 2.71828182999999999999"
    assert "<mn>2.71828182999999999999</mn>" in HtmlWording(S).display(LONG)


def test_short_and_whole_numbers_are_left_alone() -> None:
    for number in ("0.00123456789", "1234567890123456789012"):
        assert TexWording(S).formula(sp.Rational(number), whole=False) == number


def test_small_numbers_keep_their_digits() -> None:
    assert (
        TexWording(S).formula(sp.Rational("0.00012345678901234567"), whole=False)
        == r"0.000123456789\ldots"
    )
